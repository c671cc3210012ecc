"""RT.3 and RT.4 of a province and month from one reading, held against each other and against RT.2.

Both tell the same sales, once by category and once by channel; the seal says whether they agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from reporting.fiscal import FiscalMonth
from reporting.models import Province
from reporting.stats import coverage, sales, targets, tie_out
from reporting.stats.tie_out import TieOut

from . import rt3, rt4
from .past import Past, moment
from .province_paper import certification_of


@dataclass(frozen=True)
class ProvinceForms:
    rt3: rt3.Report
    rt4: rt4.Report
    tie_out: TieOut


def build(
    province: Province, month: FiscalMonth, *, working: bool, past: Past | None = None
) -> ProvinceForms:
    """The two forms as drafts; at most 12 queries. `working` is for the province's own eyes only (R12).

    Then RT.2 and the resolutions are read too. `past` draws what was published at the end of that day,
    beside the targets of today; there is no past of working lines.
    """
    at, working = moment(past), working and past is None
    figures = sales.province_month(province, month, working=working, at=at)
    aims = targets.of_month([own.district for own in figures], month)
    rows = coverage.district_rows(province, month) if working else []
    covered = {row.report.district_id: row for row in rows}
    papers = {code: row.document.total for code, row in covered.items() if row.document}
    seal = tie_out.of_province(province, month, figures, papers=papers, at=at)
    # While a correction is under way its district still shows what an earlier resolution covered.
    shown = [own for own in figures if own.district.pk in covered and own.revision == own.report.revision]
    found = [(own.district.name_th, covered[own.district.pk].certification) for own in shown]
    return ProvinceForms(
        rt3.build(province, month, figures=figures, tie_out=seal, past=past),
        rt4.build(
            province,
            month,
            figures=figures,
            aims=aims,
            certification=certification_of(province, found),
            tie_out=seal,
            past=past,
        ),
        seal,
    )
