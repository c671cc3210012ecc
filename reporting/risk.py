"""What makes a submitted line worth a second look: seven rules, each a flag with its figures in a sentence.

A flag accuses nobody and blocks nothing; it decides what the province looks at first. A line is compared with
what the same producer and category sold in the months before, with the same month of last year, and with how
the others of its category in the district have moved. Thresholds are settings; amounts are in baht. Floats
are used for the logarithms alone, never for a sum.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import TypeVar

from reporting import doubts
from reporting.formats import money, percent, percent_text

Amounts = doubts.Amounts
Key = TypeVar("Key")

CHANNELS = ("รายได้ปกติ", "รายได้โอน", "รายได้ออนไลน์")
YEAR = 12
# The median absolute deviation of a normal distribution times this is its standard deviation.
_TO_DEVIATION = 1.4826
_RECENT = 6
_FEWEST_RECENT = 3
_FEWEST_PEERS = 5


@dataclass(frozen=True)
class Limits:
    """From where on something is flagged.

    `outlier`: deviations from the usual; `spread`: the least deviation on the log scale, so that a line of
    very even months is not flagged for little; `months`: months with sales before either is known. A first
    sale is large from `first_from` baht and `first_times` its peers' median on. `moved`: percent of the sales
    in other channels than before. `target`: thousandths above the target that are still "exactly".
    """

    outlier: float = 3.5
    spread: float = 0.2
    months: int = 6
    first_times: int = 3
    first_from: int = 100_000
    moved: int = 50
    target: int = 5
    doubts: doubts.Limits = field(default_factory=doubts.Limits)


@dataclass(frozen=True)
class Flag:
    """One reason to look; the heavier ones are looked at first."""

    code: str
    weight: int
    sentence: str


@dataclass(frozen=True)
class Peers:
    """The lines of the same category in the district's month: their middle sale, and how far they moved.

    `shift` is the median, over lines with a past, of the logarithm of this month less the usual one.
    """

    median: Decimal | None = None
    shift: float | None = None


@dataclass(frozen=True)
class Hug:
    """A channel of the district that met its target all but exactly, by this line's excess over its usual."""

    channel: str
    target: Decimal
    total: Decimal
    excess: Decimal


@dataclass(frozen=True)
class Line:
    """The facts about one line. `past` is the months before, oldest first, None where nothing is known.

    `known_months` says of how many months before anything of the district is known.
    """

    amounts: Amounts
    past: Sequence[Amounts | None] = ()
    weeks: Sequence[Amounts] = ()
    known_months: int = 0
    doubts: Sequence[str] = ()
    note: str = ""
    peers: Peers = Peers()
    hug: Hug | None = None

    @cached_property
    def total(self) -> Decimal:
        return sum(self.amounts, Decimal(0))

    @cached_property
    def totals(self) -> list[Decimal | None]:
        return [amounts and amounts[0] + amounts[1] + amounts[2] for amounts in self.past]

    @cached_property
    def sold(self) -> list[Decimal]:
        """The months before in which something was sold."""
        return [total for total in self.totals if total]

    @cached_property
    def centre(self) -> float:
        """The middle of the logarithms of what was sold before."""
        return median(self._logs)

    @cached_property
    def deviation(self) -> float:
        """How far a usual month is from the centre, on the log scale."""
        return _TO_DEVIATION * median(abs(log - self.centre) for log in self._logs)

    @cached_property
    def _logs(self) -> list[float]:
        return [math.log(total) for total in self.sold]


def flags(line: Line, limits: Limits) -> list[Flag]:
    """The flags of a line, the heaviest first; none for most lines."""
    found = (
        _outlier(line, limits),
        _copied(line),
        _round(line, limits),
        _first(line, limits),
        _moved(line, limits),
        _hugging(line),
        _unanswered(line),
    )
    return sorted((flag for flag in found if flag), key=lambda flag: -flag.weight)


def peers_of(lines: Sequence[Line], limits: Limits) -> Peers:
    """What the lines of one category have in common; nothing while they are fewer than five."""
    totals = [line.total for line in lines if line.total]
    shifts = [math.log(line.total) - line.centre for line in lines if line.total and _has_past(line, limits)]
    return Peers(
        median=median(totals) if len(totals) >= _FEWEST_PEERS else None,
        shift=median(shifts) if len(shifts) >= _FEWEST_PEERS else None,
    )


def hugging(
    channel: str, target: Decimal, lines: Mapping[Key, tuple[Decimal, Decimal]], limits: Limits
) -> tuple[Key, Hug] | None:
    """The line without whose excess a target that is met all but exactly would have been missed.

    `lines` has this month and the usual one of each line in the channel; the largest excess is the one.
    """
    total = sum((now for now, _ in lines.values()), Decimal(0))
    above = total - target
    if not target or not 0 <= above <= target * limits.target / 1000:
        return None
    excess, key = max(((now - usual, key) for key, (now, usual) in lines.items()), key=lambda pair: pair[0])
    return (key, Hug(channel, target, total, excess)) if excess > above else None


def _has_past(line: Line, limits: Limits) -> bool:
    return len(line.sold) >= limits.months


def _outlier(line: Line, limits: Limits) -> Flag | None:
    """Far from the line's own middle, further than last year's month and the peers' movement explain."""
    if not _has_past(line, limits):
        return None
    if not line.total:
        return _stopped(line)
    moved = math.log(line.total) - line.centre
    last_year = line.totals[-YEAR] if len(line.totals) >= YEAR else None
    explained = [0.0]
    if last_year:
        explained.append(math.log(last_year) - line.centre)
    if line.peers.shift is not None:
        explained.append(line.peers.shift)
    beyond = max(moved - max(explained), min(explained) - moved)
    score = beyond / max(line.deviation, limits.spread)
    if score < limits.outlier:
        return None
    return Flag("OUTLIER", min(90, 50 + int(4 * (score - limits.outlier))), _how_far(line, moved, last_year))


def _how_far(line: Line, moved: float, last_year: Decimal | None) -> str:
    middle = median(line.sold)
    times = f"สูง {line.total / middle:,.1f} เท่า"
    part = f"เหลือ {percent_text(percent(line.total, middle))} "
    said = f"{times if moved > 0 else part}ของค่ากลาง {len(line.sold)} เดือน ({money(middle)} บาท)"
    if last_year:
        said += f" เดือนเดียวกันปีก่อน {money(last_year)} บาท"
    if line.peers.shift is not None:
        shift = Decimal(math.expm1(line.peers.shift)) * 100
        said += f" ประเภทเดียวกันในอำเภอเปลี่ยน {shift:+,.0f}%"
    return said


def _stopped(line: Line) -> Flag | None:
    """Nothing sold after months of which none was empty."""
    if any(not total for total in line.totals if total is not None):
        return None
    usual = money(median(line.sold))
    return Flag("OUTLIER", 50, f"ไม่มียอด ทั้งที่มียอดทุกเดือนใน {len(line.sold)} เดือนก่อน ค่ากลาง {usual} บาท")


def _copied(line: Line) -> Flag | None:
    """The month before to the satang, and for how long already."""
    if not line.total or not line.past or not (same := doubts.same(line.amounts, line.past[-1])):
        return None
    months = 0
    for amounts in reversed(line.past):
        if amounts != line.amounts:
            break
        months += 1
    running = f" ติดต่อกันเป็นเดือนที่ {months + 1}" if months > 1 else ""
    return Flag("COPIED", min(60, 35 + 5 * months), f"{same}{running} รวม {money(line.total)} บาท")


def _round(line: Line, limits: Limits) -> Flag | None:
    sentence = doubts.round_thousands(line.amounts, line.weeks, limits.doubts)
    return Flag("ROUND", 20, sentence) if sentence else None


def _first(line: Line, limits: Limits) -> Flag | None:
    """A large sale of a line that never sold before, in a district of which the past is known."""
    if line.sold or not line.known_months or line.total < limits.first_from:
        return None
    said = f"ยอดแรกของรายการใหม่ {money(line.total)} บาท"
    if (usual := line.peers.median) is not None:
        if line.total < limits.first_times * usual:
            return None
        said += f" เป็น {line.total / usual:,.1f} เท่าของค่ากลางประเภทเดียวกันในอำเภอ ({money(usual)} บาท)"
    return Flag("FIRST", 45, said)


def _moved(line: Line, limits: Limits) -> Flag | None:
    """About as much as usual, but through other channels."""
    recent = [amounts for amounts in line.past if amounts and any(amounts)][-_RECENT:]
    if len(recent) < _FEWEST_RECENT or not line.total:
        return None
    usual = median(sum(amounts, Decimal(0)) for amounts in recent)
    if not usual / 2 <= line.total <= usual * 2:
        return None
    sums = [sum(column, Decimal(0)) for column in zip(*recent, strict=True)]
    before = [percent(one, sum(sums)) for one in sums]
    now = [percent(one, line.total) for one in line.amounts]
    rises = [new - old for new, old in zip(now, before, strict=True)]
    if sum(rise for rise in rises if rise > 0) < limits.moved:
        return None
    parts = [
        f"{CHANNELS[at]} {percent_text(now[at])} จากเดิม {percent_text(before[at])}"
        for at in (rises.index(max(rises)), rises.index(min(rises)))
    ]
    return Flag("MOVED", 30, f"ย้ายช่องทาง: {' · '.join(parts)} ของยอด {money(line.total)} บาท")


def _hugging(line: Line) -> Flag | None:
    if (hug := line.hug) is None:
        return None
    reached = f"{percent(hug.total, hug.target):,.2f}%"
    return Flag(
        "TARGET",
        35,
        f"{hug.channel}ของอำเภอพอดีเป้าหมาย {reached} ของ {money(hug.target)} บาท"
        f" และรายการนี้สูงกว่าปกติมากที่สุด {money(hug.excess)} บาท",
    )


def _unanswered(line: Line) -> Flag | None:
    if not line.doubts or line.note:
        return None
    return Flag("UNANSWERED", 25, f"อำเภอยังไม่ชี้แจงข้อสังเกต {len(line.doubts)} ข้อ")
