"""The flags of a submitted month's lines (see `reporting.risk`), from what the province has confirmed before.

The past is the lines of the district's published months, two years back. They are read as plain values from
the lines and not out of the publications' texts: equal figures, a tenth of the bytes. A month that is being
corrected is unknown until its new revision is confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from statistics import median

from django.conf import settings

from reporting import risk
from reporting.fiscal import FiscalMonth
from reporting.models import CHANNEL_COLUMNS, Channel, MonthlyReport, SalesLine, State, Target
from reporting.risk import Flag, Hug, Limits, Line

from . import doubts as doubts_of
from .desk import Amounts, Filled
from .doubts import Doubted
from .sheet import ZERO, PairKey

MONTHS = 24
Past = Mapping[PairKey, list[Amounts | None]]


def limits() -> Limits:
    return Limits(
        outlier=settings.OTOP_RISK_OUTLIER,
        spread=settings.OTOP_RISK_SPREAD,
        first_times=settings.OTOP_RISK_FIRST_TIMES,
        first_from=settings.OTOP_RISK_FIRST_FROM,
        moved=settings.OTOP_RISK_MOVED,
        target=settings.OTOP_RISK_TARGET,
        doubts=doubts_of.limits(),
    )


def past_of_district(district_id: str, month: FiscalMonth) -> tuple[Past, int]:
    """Each pair's two years before the month, and how many of their months are known at all; 1 query."""
    place = {month.plus(at - MONTHS).key: at for at in range(MONTHS)}
    lines = SalesLine.objects.present().order_by().filter(report__district=district_id)
    lines = lines.filter(report__state=State.PUBLISHED, report__month__month__lt=month)
    lines = lines.filter(report__month__month__gte=month.plus(-MONTHS))
    found: dict[PairKey, list[Amounts | None]] = {}
    known: set[int] = set()
    columns = ("group_id", "category", "report__month__month", *CHANNEL_COLUMNS)
    for group_id, category, then, *amounts in lines.values_list(*columns):
        past = found.get((group_id, category))
        if past is None:
            past = found[(group_id, category)] = [None] * MONTHS
        past[place[then.key]] = tuple(amounts)
        known.add(then.key)
    return found, len(known)


def of_report(
    report: MonthlyReport, lines: Iterable[SalesLine], weeks: Filled, doubts: Mapping[int, Doubted]
) -> Mapping[int, list[Flag]]:
    """Line id → its flags, the heaviest first, for the lines that have some; 2 queries."""
    present = {line.pk: line for line in lines if not line.is_removed}
    past, known_months = past_of_district(report.district_id, report.fiscal_month)
    facts = {
        pk: Line(
            amounts=line.amounts,
            past=past.get((line.group_id, line.category), ()),
            weeks=tuple(weeks.get(pk, {}).values()),
            known_months=known_months,
            doubts=doubts[pk].sentences if pk in doubts else (),
            note=line.note,
        )
        for pk, line in present.items()
    }
    within = limits()
    by_category: dict[str, list[Line]] = defaultdict(list)
    for pk, line in present.items():
        by_category[line.category].append(facts[pk])
    peers = {category: risk.peers_of(own, within) for category, own in by_category.items()}
    hugs = _hugs(report, facts, within)
    found = {
        pk: risk.flags(replace(line, peers=peers[present[pk].category], hug=hugs.get(pk)), within)
        for pk, line in facts.items()
    }
    return {pk: flags for pk, flags in found.items() if flags}


def _hugs(report: MonthlyReport, facts: Mapping[int, Line], within: Limits) -> dict[int, Hug]:
    """The lines by which a channel of the district met its target all but exactly; 1 query."""
    targets = Target.objects.filter(district=report.district_id, month=report.fiscal_month)
    found: dict[int, Hug] = {}
    for target in targets:
        channel = Channel(target.channel)
        at = CHANNEL_COLUMNS.index(channel.column)
        sold = {pk: (line.amounts[at], _usual(line, at)) for pk, line in facts.items()}
        said = f" ({target.assignment})" if target.assignment else ""
        hugged = risk.hugging(channel.label + said, target.value, sold, within)
        if hugged:
            found[hugged[0]] = hugged[1]
    return found


def _usual(line: Line, channel: int) -> Decimal:
    """The middle of what the line sold through a channel in the months that are known."""
    known = [amounts[channel] for amounts in line.past if amounts]
    return median(known) if known else ZERO
