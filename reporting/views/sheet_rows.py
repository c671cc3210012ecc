"""One line of the sheet's table, with everything as text: the same for the district and its province."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from reporting.actions.ticks import Level
from reporting.deadlines import BANGKOK
from reporting.fiscal import MONTHS_SHORT_TH
from reporting.formats import money, money_or_dash, thai_datetime
from reporting.models import CHANNEL_COLUMNS, Cover, ReturnedLine, SalesLine, User
from reporting.models.groups import ProducerType
from reporting.risk import Flag
from reporting.stats.doubts import Doubted
from reporting.stats.sheet import SheetRow
from reporting.stats.steads import Act
from reporting.stats.threads import Talk


@dataclass(frozen=True)
class Tick:
    """One level's mark on a line; `state` is yes, no, stale (changed since) or none (cannot be ticked)."""

    state: str
    editable: bool = False
    who: str = ""
    day: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the table, with everything as text."""

    number: int
    line_id: int
    version: int
    name: str
    category: str
    place: str
    kind: str
    amounts: dict[str, str]
    entered_by: str
    entered_at: str
    nil: bool
    removed: str
    reported: bool
    returned: ReturnedLine | None
    fixed: bool
    note: str
    doubts: Sequence[str]
    flags: Sequence[str]
    drawn: bool
    followed: bool
    talk: Talk | None
    evidence: int
    district: Tick
    province: Tick

    @property
    def seen(self) -> str:
        """The version that is on the screen, as the form carries it."""
        return f"{self.line_id}:{self.version}"


@dataclass(frozen=True)
class RowMaker:
    """Turns lines into rows.

    `entered` are the lines with figures, `drawn` those of the random sample, `followed` those with a star;
    `covers` tells which acts were done in somebody's stead.
    """

    level: Level | None
    entered: Collection[int | None]
    doubts: Mapping[int, Doubted]
    returned: Mapping[int, ReturnedLine]
    flags: Mapping[int, Sequence[Flag]] = field(default_factory=dict)
    drawn: Collection[int] = ()
    followed: Collection[int] = ()
    talks: Mapping[int | None, Talk] = field(default_factory=dict)
    evidence: Mapping[int | None, int] = field(default_factory=dict)
    covers: Mapping[Act, Cover] = field(default_factory=dict)

    def row(self, row: SheetRow) -> Row:
        line, group = row.line, row.group
        reported = line is not None and (line.nil or line.pk in self.entered)
        returned = self.returned.get(line.pk) if line else None
        flags = [flag.sentence for flag in self.flags.get(line.pk, ())] if line else []
        return Row(
            number=row.number,
            line_id=line.pk if line else 0,
            version=row.version,
            name=group.name,
            category=row.category_label,
            place=f"ต.{group.subdistrict.name_th}",
            kind=ProducerType(line.producer_type if line else group.producer_type).short,
            amounts=_amounts(line),
            entered_by=self._named(line.changed_by, line.changed_at) if line else "",
            entered_at=_moment(line.changed_at) if line else "",
            nil=bool(line and line.nil),
            removed=f"{line.removed_reason} · {line.removed_by}" if line and line.is_removed else "",
            reported=reported,
            returned=returned,
            note=line.note if line else "",
            doubts=_others(self.doubts[line.pk].sentences, flags) if line and line.pk in self.doubts else (),
            flags=flags,
            drawn=bool(line and line.pk in self.drawn),
            followed=bool(line and line.pk in self.followed),
            talk=self.talks.get(line.pk) if line else None,
            evidence=self.evidence.get(line.pk, 0) if line else 0,
            fixed=bool(returned and returned.is_done_in(line)),
            district=self._tick(line, Level.DISTRICT, reported),
            province=self._tick(line, Level.PROVINCE, reported),
        )

    def _named(self, person: User, at: datetime) -> str:
        cover = self.covers.get((person.pk, at))
        return f"{person} {cover.in_stead}" if cover else person.full_name

    def _tick(self, line: SalesLine | None, level: Level, reported: bool) -> Tick:
        if line is None or line.is_removed or not reported:
            return Tick("none")
        version = getattr(line, f"{level}_tick_version")
        if version is None:
            return Tick("no", self.level is level)
        who, at = getattr(line, f"{level}_tick_by"), getattr(line, f"{level}_tick_at")
        state = "yes" if version == line.version else "stale"
        return Tick(state, self.level is level, f"{self._named(who, at)} {thai_datetime(at)}", _day(at))


def texts(amounts: dict[str, Decimal]) -> dict[str, str]:
    """Sums as they are written at the foot of the table."""
    return {column: money(amount) for column, amount in amounts.items()}


def _others(doubts: Sequence[str], flags: Sequence[str]) -> list[str]:
    """The doubts that no flag says already, with more figures."""
    return [doubt for doubt in doubts if not any(flag.startswith(doubt) for flag in flags)]


def _day(at: datetime) -> str:
    local = at.astimezone(BANGKOK)
    return f"{local.day} {MONTHS_SHORT_TH[local.month - 1]}"


def _moment(at: datetime) -> str:
    return f"{_day(at)} {at.astimezone(BANGKOK):%H:%M}"


def _amounts(line: SalesLine | None) -> dict[str, str]:
    if line is None:
        return dict.fromkeys((*CHANNEL_COLUMNS, "total"), "")
    amounts = {column: getattr(line, column) for column in CHANNEL_COLUMNS}
    amounts["total"] = sum(amounts.values(), Decimal(0))
    return {column: money_or_dash(amount) for column, amount in amounts.items()}
