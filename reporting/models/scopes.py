"""What a form is about: a district's month, a province's month, or the nation's month.

RT.2 belongs to a monthly report. RT.3, RT.4 and the national report have no working report behind them, only
what the provinces have confirmed; they name their province and month themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from reporting.fiscal import FiscalMonth

from .fields import FiscalMonthField
from .geography import Province
from .workflow import MonthlyReport

if TYPE_CHECKING:
    from .users import User

NATION = "ทั้งประเทศ"


class Kind(models.TextChoices):
    """The forms. RT.1 is drawn for the pen and never issued. The codes are four characters at most."""

    RT1 = "RT1", "รต.๑"
    RT2 = "RT2", "รต.๒"
    RT3 = "RT3", "รต.๓"
    RT4 = "RT4", "รต.๔"
    NATION = "NAT", "รายงานระดับประเทศ"
    DIRECTOR_MONTH = "DGM", "รายงานเสนออธิบดี ประจำเดือน"
    DIRECTOR_ROUND = "DGR", "รายงานเสนออธิบดี สะสมรอบ"
    DIRECTOR_YEAR = "DGY", "รายงานเสนออธิบดี สะสมปีงบประมาณ"


OF_A_DISTRICT = (Kind.RT2,)
OF_A_PROVINCE = (Kind.RT3, Kind.RT4)
OF_THE_DIRECTOR = (Kind.DIRECTOR_MONTH, Kind.DIRECTOR_ROUND, Kind.DIRECTOR_YEAR)
OF_THE_NATION = (Kind.NATION, *OF_THE_DIRECTOR)


@dataclass(frozen=True)
class Scope:
    """One form of one scope, before there is a row about it."""

    kind: Kind
    report: MonthlyReport | None = None
    province: Province | None = None
    month: FiscalMonth | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The scope as a filter, or as values of a scoped row."""
        return {name: getattr(self, name) for name in ("kind", "report", "province", "month")}

    @property
    def code(self) -> str:
        """The scope in a document's number: 4302-2565-10, 43-2565-10 or 2565-10."""
        if self.report:
            return f"{self.report.district_id}-{self.report.fiscal_month.slug}"
        return f"{self.province.pk}-{self.month.slug}" if self.province else self.month.slug


class Scoped(models.Model):
    """A row about one form of one scope; `scope_fits_kind` is the CHECK that goes with it."""

    kind = models.CharField(max_length=4, choices=Kind.choices)
    report = models.ForeignKey(MonthlyReport, null=True, on_delete=models.PROTECT, related_name="%(class)ss")
    province = models.ForeignKey(Province, null=True, on_delete=models.PROTECT, related_name="+")
    month = FiscalMonthField(null=True)

    class Meta:
        abstract = True

    @property
    def fiscal_month(self) -> FiscalMonth:
        return self.report.fiscal_month if self.report_id else self.month

    @property
    def area(self) -> str:
        """The place that the form is about, in words."""
        if self.report_id:
            return f"{self.report.district} {self.report.district.province}"
        return str(self.province) if self.province_id else NATION

    @property
    def scope(self) -> Scope:
        return Scope(Kind(self.kind), report=self.report, province=self.province, month=self.month)


def scope_fits_kind(name: str, *, of_a_district: tuple[Kind, ...] = OF_A_DISTRICT) -> models.CheckConstraint:
    """A kind of form names exactly the scope that it has."""
    district = Q(report__isnull=False, province__isnull=True, month__isnull=True)
    province = Q(report__isnull=True, province__isnull=False, month__isnull=False)
    nation = Q(report__isnull=True, province__isnull=True, month__isnull=False)
    condition = (
        (Q(kind__in=[kind.value for kind in of_a_district]) & district)
        | (Q(kind__in=[kind.value for kind in OF_A_PROVINCE]) & province)
        | (Q(kind__in=[kind.value for kind in OF_THE_NATION]) & nation)
    )
    return models.CheckConstraint(name=name, condition=condition)


def desk_of(user: User) -> Q:
    """The scopes at whose desk a person works: the own district, or the own province with its districts."""
    if user.district_id:
        return Q(report__district_id=user.district_id)
    if user.province_id:
        return Q(report__district__province_id=user.province_id) | Q(province_id=user.province_id)
    return Q(pk__in=())
