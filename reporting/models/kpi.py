"""What the department's key figure is in a fiscal year, as data (S50): measure, base, percent and levels."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from .fields import MoneyField
from .sales import CHANNEL_COLUMNS, Channel

LEVEL_COLUMNS = ("level_1", "level_2", "level_3", "level_4", "level_5")


class Measure(models.TextChoices):
    ONLINE = "ONLINE", "รายได้ออนไลน์"
    TOTAL = "TOTAL", "ยอดจำหน่ายทุกช่องทาง"

    @property
    def columns(self) -> tuple[str, ...]:
        """The money columns that are measured."""
        return (Channel.ONLINE.column,) if self == Measure.ONLINE else CHANNEL_COLUMNS


class Base(models.TextChoices):
    SAME_MONTHS = "SAME_MONTHS", "เดือนเดียวกันของปีงบประมาณก่อน"
    FULL_YEAR = "FULL_YEAR", "ทั้งปีงบประมาณก่อน เฉลี่ยต่อเดือน"
    THREE_YEARS = "THREE_YEARS", "เดือนเดียวกัน เฉลี่ย 3 ปีก่อน"
    FIXED = "FIXED", "จำนวนเงินที่กำหนด"


class KpiDefinitionQuerySet(models.QuerySet["KpiDefinition"]):
    def of_year(self, fiscal_year: int) -> KpiDefinition | None:
        """The year's definition, or the newest one before it; 1 query."""
        return self.filter(fiscal_year__lte=fiscal_year).order_by("-fiscal_year").first()


class KpiDefinition(models.Model):
    """The definition from a fiscal year (BE) on, until a later one.

    `percent` is the growth to be reached; the levels are the growths, in percent, at which each begins.
    `fixed_base` is the nation's baht for a whole year; an area's is its share of the year before.
    """

    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ", unique=True)
    measure = models.CharField("สิ่งที่วัด", max_length=10, choices=Measure.choices)
    base = models.CharField("ฐาน", max_length=12, choices=Base.choices)
    fixed_base = MoneyField("ฐานที่กำหนดทั้งประเทศ (บาทต่อปี)", null=True)
    percent = models.DecimalField("เพิ่มขึ้นร้อยละ", max_digits=6, decimal_places=2)
    level_1 = models.DecimalField("ระดับ 1 ตั้งแต่ร้อยละ", max_digits=6, decimal_places=2)
    level_2 = models.DecimalField("ระดับ 2 ตั้งแต่ร้อยละ", max_digits=6, decimal_places=2)
    level_3 = models.DecimalField("ระดับ 3 ตั้งแต่ร้อยละ", max_digits=6, decimal_places=2)
    level_4 = models.DecimalField("ระดับ 4 ตั้งแต่ร้อยละ", max_digits=6, decimal_places=2)
    level_5 = models.DecimalField("ระดับ 5 ตั้งแต่ร้อยละ", max_digits=6, decimal_places=2)

    objects = KpiDefinitionQuerySet.as_manager()

    class Meta:
        ordering = ("fiscal_year",)
        constraints = (
            models.CheckConstraint(
                name="kpi_levels_ascend",
                condition=Q(
                    level_1__lt=F("level_2"),
                    level_2__lt=F("level_3"),
                    level_3__lt=F("level_4"),
                    level_4__lt=F("level_5"),
                ),
            ),
            models.CheckConstraint(
                name="kpi_fixed_base_where_it_is_the_base",
                condition=Q(base="FIXED", fixed_base__isnull=False, fixed_base__gt=0)
                | (~Q(base="FIXED") & Q(fixed_base__isnull=True)),
            ),
            models.CheckConstraint(name="kpi_percent_not_negative", condition=Q(percent__gte=0)),
        )

    def __str__(self) -> str:
        return f"ตัวชี้วัด ปีงบประมาณ {self.fiscal_year}"

    @property
    def thresholds(self) -> tuple[Decimal, ...]:
        return tuple(getattr(self, name) for name in LEVEL_COLUMNS)

    @property
    def columns(self) -> tuple[str, ...]:
        return Measure(self.measure).columns
