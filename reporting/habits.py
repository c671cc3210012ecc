"""What a line usually does: how much, through which channels, when, what is said of it, how it is proved.

Whoever takes over a district learns in a sentence what its officer knows by heart. Everything follows from
what the province has confirmed; nothing is asked, and nothing is foretold. Amounts are in baht.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from reporting.fiscal import MONTHS_SHORT_TH, FiscalMonth
from reporting.formats import money, percent

Amounts = tuple[Decimal, Decimal, Decimal]

CHANNELS = ("ปกติ", "โอน", "ออนไลน์")
YEAR = 12
# Below so many months with sales nothing is usual yet, and below so many more no season shows.
FEWEST = 3
FEWEST_FOR_SEASON = 6
# A calendar month is strong or weak from so many percent of the middle month on, each time it came.
STRONG, WEAK = 130, 70
# A year has no more seasons than fit into a cell.
NAMED = 4


@dataclass(frozen=True)
class Line:
    """What is known of one producer's category. `past` is the months before `month`, oldest first.

    None stands for a month of which nothing is confirmed. `notes` and `evidence` say how often, by words.
    """

    month: FiscalMonth
    past: Sequence[Amounts | None] = ()
    notes: Mapping[str, int] | None = None
    evidence: Mapping[str, int] | None = None


def usual(line: Line) -> str:
    """The middle of the last twelve months with sales, and in how many of the known ones nothing was sold."""
    known = [sum(amounts) for amounts in line.past[-YEAR:] if amounts is not None]
    sold = [total for total in known if total]
    if not known:
        return "ยังไม่มีเดือนที่ยืนยันแล้ว"
    if not sold:
        return f"ไม่มียอดทั้ง {len(known)} เดือนที่ผ่านมา"
    if len(sold) < FEWEST:
        return f"มียอด {len(sold)} เดือน ยังบอกค่าปกติไม่ได้"
    nothing = len(known) - len(sold)
    said = f"เดือนละ {money(median(sold))} บาท (ค่ากลาง {len(sold)} เดือน)"
    return f"{said} ไม่มียอด {nothing} เดือน" if nothing else said


def channels(line: Line) -> str:
    """The share of each channel in the sales of the last twelve months, the largest first."""
    sums = [sum(column) for column in zip(*(own for own in line.past[-YEAR:] if own), strict=True)]
    shares = [(percent(one, sum(sums)), name) for one, name in zip(sums, CHANNELS, strict=False) if one]
    return " ".join(f"{name} {share:.0f}%" for share, name in sorted(shares, reverse=True))


def seasons(line: Line) -> str:
    """The calendar months that were strong, or weak, each time they came, against the middle month."""
    sold: dict[int, list[Decimal]] = defaultdict(list)
    for back, amounts in enumerate(reversed(line.past), start=1):
        if amounts and (total := sum(amounts)):
            sold[line.month.plus(-back).month].append(total)
    totals = [total for own in sold.values() for total in own]
    if len(totals) < FEWEST_FOR_SEASON:
        return ""
    middle = median(totals)
    shares = {month: [percent(total, middle) for total in own] for month, own in sold.items()}
    strong = {month: min(own) for month, own in shares.items() if min(own) >= STRONG}
    weak = {month: -max(own) for month, own in shares.items() if max(own) <= WEAK}
    parts = (("มาก", strong), ("น้อย", weak))
    return " · ".join(f"{word} {_months(found)}" for word, found in parts if found)


def notes(line: Line) -> str:
    """The words that are most often said of the line, with how often."""
    found = sorted((line.notes or {}).items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    return " · ".join(f"“{text}” {times} ครั้ง" for text, times in found)


def evidence(line: Line) -> str:
    """How the line's figures are proved, the most frequent kind first."""
    found = sorted((line.evidence or {}).items(), key=lambda pair: (-pair[1], pair[0]))
    return " · ".join(f"{kind} {times}" for kind, times in found)


def telling(line: Line) -> tuple[int, Decimal]:
    """How much there is to know besides the sum – seasons, words, months without sales – and the sum."""
    known = [sum(amounts) for amounts in line.past[-YEAR:] if amounts is not None]
    sold = [total for total in known if total]
    marks = bool(seasons(line)) + bool(line.notes) + (0 < len(sold) < len(known))
    return marks, median(sold) if sold else Decimal(0)


def _months(found: Mapping[int, Decimal]) -> str:
    """The most pronounced months by name, in the order of the calendar."""
    chosen = sorted(found, key=lambda month: -found[month])[:NAMED]
    return " ".join(MONTHS_SHORT_TH[month - 1] for month in sorted(chosen))
