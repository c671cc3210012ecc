"""Which cells of a printed table were likely typed wrongly, why, and which figure would fit.

Four things speak against a cell: the channel's other lines climb from month to month by one and the same
factor and this line does not; the figure stands in a neighbouring cell as well; it is several times what its
line has in other months; and one slip of the hand in it explains the whole difference of a printed sum. A
suspect is only named. A difference that no cell explains stays a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from reporting.formats import money

from . import ladder, slips, ties
from .reading import CHANNELS, PrintedTable
from .ties import Place, Tie

_HUNDREDTH = Decimal("0.01")
# A factor is a rule of the column when three lines follow it, and a third of all.
_FEWEST = 3
_SHARE = 3
# A figure so many times the line's usual is a slip and no plan.
_FAR = 3
_BAHT = Decimal(1)


@dataclass
class Suspect:
    """A cell that was likely typed wrongly; `suggested` is None where nothing says what would fit.

    `exact`: the suggestion follows from a rule and is no estimate.
    """

    place: Place
    printed: Decimal | None
    suggested: Decimal | None = None
    exact: bool = False
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Findings:
    """`suspects` line by line; `broken` are the printed sums that differ from the printed cells.

    `left` are those that would differ still if every suggestion were taken.
    """

    suspects: list[Suspect]
    sums: list[Tie]
    left: list[Tie]

    @property
    def broken(self) -> list[Tie]:
        return [tie for tie in self.sums if not tie.ties]


@dataclass(frozen=True)
class Rule:
    """A factor by which a column follows the first one of its channel, and how many lines obey it."""

    base: int
    column: int
    factor: Decimal
    lines: int
    of: int

    def wanted(self, base: Decimal) -> Decimal:
        return ladder.rung(base, self.factor)


def find(table: PrintedTable) -> Findings:
    """The suspects of the table, and its sums as printed and as they would be."""
    found: dict[Place, Suspect] = {}
    _unreadable(table, found)
    rules = [rule for channel in CHANNELS for rule in _rules(table, channel)]
    _against_rules(table, rules, found)
    ruled = {rule.column for rule in rules} | {rule.base for rule in rules}
    _repeated(table, found, ruled)
    _far_off(table, found, ruled)
    sums = ties.of(table)
    _one_slip(table, found, sums)
    for suspect in found.values():
        _explain(table, suspect, found)
    suggested = {
        place: suspect.suggested for place, suspect in found.items() if suspect.suggested is not None
    }
    left = ties.of(table, instead=suggested)
    _confirmed_by_sums(found, [tie for tie in left if tie.ties], sums)
    suspects = sorted(found.values(), key=lambda one: one.place)
    return Findings(suspects, sums, [tie for tie in left if not tie.ties])


def _suspect(table: PrintedTable, found: dict[Place, Suspect], place: Place) -> Suspect:
    return found.setdefault(place, Suspect(place, table.baht(*place)))


def _unreadable(table: PrintedTable, found: dict[Place, Suspect]) -> None:
    for line, own in enumerate(table.lines):
        for at in table.figures:
            if own.cells[at].problem:
                _suspect(table, found, (line, at)).reasons.append(own.cells[at].problem)


def _months(table: PrintedTable, channel: str) -> list[int]:
    """The channel's columns in time."""
    own = [at for at in table.figures if table.columns[at].channel == channel]
    return sorted(own, key=lambda at: table.columns[at].month)


def _rules(table: PrintedTable, channel: str) -> Iterable[Rule]:
    """For each later month of a channel the factor that most lines follow, where enough of them do."""
    base, *others = _months(table, channel) or [None]
    for column in others:
        pairs = [(table.baht(line, base), table.baht(line, column)) for line in range(len(table.lines))]
        known = [(first, later) for first, later in pairs if first and later]
        votes = Counter(
            factor
            for first, later in known
            if ladder.rung(first, factor := (later / first).quantize(_HUNDREDTH)) == later
        )
        factor, lines = votes.most_common(1)[0] if votes else (None, 0)
        if lines >= _FEWEST and lines * _SHARE >= len(known):
            yield Rule(base, column, factor, lines, len(known))


def _against_rules(table: PrintedTable, rules: list[Rule], found: dict[Place, Suspect]) -> None:
    """The cells that do not follow their column's factor; the base cell, when its rungs agree on another."""
    for base in sorted({rule.base for rule in rules}):
        own = [rule for rule in rules if rule.base == base]
        for line in range(len(table.lines)):
            first = table.baht(line, base)
            if first is None:
                continue
            later = {rule: table.baht(line, rule.column) for rule in own}
            off = [
                rule
                for rule, baht in later.items()
                if _is_off(rule, baht, first, (line, rule.column) in found)
            ]
            if len(off) > 1 and (better := _better_base(later)) is not None:
                suspect = _suspect(table, found, (line, base))
                suspect.suggested, suspect.exact = better, True
                suspect.reasons.append(
                    f"เดือนต่อมาทุกเดือนของแถวคิดจาก {_baht(better)} ตามอัตราของคอลัมน์ ไม่ใช่จากค่าที่พิมพ์"
                )
                continue
            for rule in off:
                suspect = _suspect(table, found, (line, rule.column))
                suspect.suggested, suspect.exact = rule.wanted(first), True
                suspect.reasons.append(
                    f"{rule.lines} จาก {rule.of} อำเภอเป็น {rule.factor} เท่าของ{table.columns[base].month}"
                    f" แถวนี้จึงควรเป็น {_baht(first)} × {rule.factor} = {_baht(suspect.suggested)}"
                )


def _is_off(rule: Rule, baht: Decimal | None, first: Decimal, unreadable: bool) -> bool:
    """Whether a cell says something else than its rule; one that cannot be read does, an empty one not."""
    return unreadable if baht is None else baht != rule.wanted(first)


def _better_base(later: dict[Rule, Decimal | None]) -> Decimal | None:
    """The one base figure, to the baht, from which all later months of a line follow."""
    known = [(rule, baht) for rule, baht in later.items() if baht]
    if not known:
        return None
    rule, baht = known[0]
    near = (baht / rule.factor).quantize(_BAHT)
    for base in (near, near - 1, near + 1):
        if all(rule.wanted(base) == baht for rule, baht in later.items() if baht is not None):
            return base
    return None


def _repeated(table: PrintedTable, found: dict[Place, Suspect], ruled: set[int]) -> None:
    """Two channels of one line and month with one figure: the one that no rule vouches for is doubtful."""
    repeated: list[Place] = []
    for line in range(len(table.lines)):
        for at in table.figures:
            own = table.baht(line, at)
            twins = [other for other in _beside(table, at) if own and table.baht(line, other) == own]
            if twins and at not in ruled and not any((line, other) in found for other in (at, *twins)):
                repeated.append((line, at))
    for place in repeated:
        _suspect(table, found, place)


def _beside(table: PrintedTable, at: int) -> list[int]:
    """The other channels of the column's month."""
    month = table.columns[at].month
    return [other for other in table.figures if other != at and table.columns[other].month == month]


def _far_off(table: PrintedTable, found: dict[Place, Suspect], ruled: set[int]) -> None:
    """In a channel without a factor: figures several times above or below what the line has in other months.

    The months are compared by their medians first, so that a month that is high for all is no fault.
    """
    for channel in CHANNELS:
        months = [at for at in _months(table, channel) if at not in ruled]
        usual = {at: _middle(table.baht(line, at) for line in range(len(table.lines))) for at in months}
        for line in range(len(table.lines)):
            levels = {at: baht / usual[at] for at in months if (baht := table.baht(line, at)) and usual[at]}
            own = median(levels.values()) if len(levels) >= _FEWEST else None
            for at, level in levels.items():
                if own is None or own / _FAR < level < own * _FAR:
                    continue
                fits = (own * usual[at]).quantize(_BAHT)
                suspect = _suspect(table, found, (line, at))
                suspect.suggested = suspect.suggested or fits
                suspect.reasons.append(f"ห่างจากเดือนอื่นของแถวเกิน {_FAR} เท่า ตามเดือนอื่นควรประมาณ {_baht(fits)}")


def _middle(figures: Iterable[Decimal | None]) -> Decimal | None:
    known = [figure for figure in figures if figure]
    return median(known) if known else None


def _one_slip(table: PrintedTable, found: dict[Place, Suspect], sums: list[Tie]) -> None:
    """A sum that differs, and one cell that explains it: the only doubtful one, or the only possible slip.

    The figure that makes the sum tie fits exactly, so it takes the place of an estimate.
    """
    for tie in sums:
        if tie.ties:
            continue
        doubtful = [place for place in tie.summands if place in found]
        if len(doubtful) > 1:
            continue
        wanted = {place: (table.baht(*place) or ties.ZERO) + tie.difference for place in tie.summands}
        if doubtful:
            places = [place for place in doubtful if wanted[place] >= 0 and not found[place].exact]
        else:
            places = [place for place in tie.summands if _slip(table, place, wanted[place])]
        if len(places) == 1:
            suspect = _suspect(table, found, places[0])
            suspect.suggested, suspect.exact = wanted[places[0]], True
            suspect.reasons.append(f"ค่าเดียวที่ทำให้ {tie.label} ตรงกับยอดรวมที่พิมพ์ {_baht(tie.printed)}")


def _slip(table: PrintedTable, place: Place, wanted: Decimal) -> str:
    printed = table.baht(*place)
    return slips.named(printed, wanted) if printed is not None else ""


def _explain(table: PrintedTable, suspect: Suspect, found: dict[Place, Suspect]) -> None:
    """Where a wrong figure may come from: a cell beside, above or below it, or a slip of the hand."""
    line, at = suspect.place
    if suspect.printed is None:
        return
    for other in _beside(table, at):
        if table.baht(line, other) == suspect.printed:
            suspect.reasons.append(f"ค่าที่พิมพ์ซ้ำกับช่อง {table.columns[other].label} ของแถวเดียวกัน")
    for near in (line - 1, line + 1):
        if near not in range(len(table.lines)):
            continue
        meant = found[(near, at)].suggested if (near, at) in found else table.baht(near, at)
        if meant == suspect.printed:
            suspect.reasons.append(f"ค่าที่พิมพ์คือค่าที่ควรอยู่แถว{table.lines[near].name} จึงอาจพิมพ์เลื่อนแถว")
    if suspect.suggested is not None and (slip := slips.named(suspect.printed, suspect.suggested)):
        suspect.reasons.append(slip)


def _confirmed_by_sums(found: dict[Place, Suspect], tied: list[Tie], printed: list[Tie]) -> None:
    """Say of each suspect which printed sums fit once all suggestions are taken."""
    broken = {(tie.line, tie.column) for tie in printed if not tie.ties}
    for tie in tied:
        if (tie.line, tie.column) in broken:
            for place in set(tie.summands) & set(found):
                found[place].reasons.append(f"เมื่อใช้ค่าที่แนะนำ {tie.label} ตรงกับยอดรวมที่พิมพ์ {_baht(tie.printed)}")


def _baht(amount: Decimal) -> str:
    return money(amount).removesuffix(".00")
