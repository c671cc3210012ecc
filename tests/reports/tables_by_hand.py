"""RT.3, RT.4 and the national report made by hand: no database, any number of rows."""

from __future__ import annotations

from decimal import Decimal

from reporting.fiscal import FiscalMonth
from reporting.models import District, MonthlyReport, Province, State
from reporting.reports import nation, rt3, rt4
from reporting.stats import tie_out
from reporting.stats.nation_report import Figures, ProvinceFigures
from reporting.stats.sales import DistrictFigures
from reporting.stats.snapshot import Totals
from reporting.stats.targets import Aims

MONTH = FiscalMonth(2021, 10)
PROVINCE = Province(code="43", name_th="หนองคาย")
GREATEST = Decimal("9876543210.99")
LARGE = Decimal("98765432.11")
SEAL = tie_out.TieOut((tie_out.chain({"รต.๒": {"": GREATEST}, "รต.๓": {"": GREATEST}}),))


def figures(count: int, *, name: str = "ท่าบ่อ {}") -> list[DistrictFigures]:
    """`count` confirmed districts with amounts as great as a province's."""
    return [
        DistrictFigures(
            District(code=f"{number:04}", name_th=name.format(number)),
            MonthlyReport(state=State.PUBLISHED),
            revision=1,
            published=True,
            cells={("FOOD", "GROUP"): Totals(9_876, LARGE, Decimal(number), Decimal("0.25"))},
            producers={"GROUP": 9_876, "INDIVIDUAL": number},
            channels={"regular": LARGE, "transfer": Decimal(number), "online": Decimal("0.25")},
        )
        for number in range(1, count + 1)
    ]


def form_rt3(count: int, **kwargs: str) -> rt3.Report:
    return rt3.build(PROVINCE, MONTH, figures=figures(count, **kwargs), tie_out=SEAL)


def form_rt4(count: int, **kwargs: str) -> rt4.Report:
    aims = Aims({f"{number:04}": LARGE for number in range(1, count, 2)})
    sentence = ("คณะกรรมการ นตผ.จังหวัดหนองคาย ได้รับรองข้อมูลแล้ว โดยวิธีประชุม เลขที่ 1/2564",)
    own = figures(count, **kwargs)
    return rt4.build(PROVINCE, MONTH, figures=own, aims=aims, certification=sentence, tie_out=SEAL)


def form_nation(count: int, *, name: str = "พระนครศรีอยุธยา {}") -> nation.Report:
    """A nation of provinces that each sell 356 million a month and 12 times that in the year."""

    def one(number: int) -> ProvinceFigures:
        row = ProvinceFigures(Province(code=f"{number:02}", name_th=name.format(number)), 24)
        for period, months in ((row.month, 1), (row.year, 12)):
            amounts = (Decimal("340123456.78"), Decimal("9876543.21"), Decimal("6543210.99"))
            baht = tuple(months * amount for amount in amounts)
            period.add(Figures(24 * months, (999, 999, 99), baht, target=sum(baht)))
        return row

    rows = tuple(one(number) for number in range(1, count + 1))
    total = ProvinceFigures(None, 24 * count)
    for row in rows:
        total.month.add(row.month)
        total.year.add(row.year)
    return nation.Report(month=MONTH, rows=rows, total=total, tie_out=SEAL, signatures=())
