"""The register of producers and the roster: which (producer, category) pairs a district reports.

A producer with two categories has two roster entries (R1). A roster entry counts from the month it
starts in to the month it ends in, both included; without an end it goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from reporting.fiscal import FiscalMonth
from reporting.thai import name_key, thai_sort_key

from .fields import FiscalMonthField, all_or_none
from .geography import District, Subdistrict

if TYPE_CHECKING:
    from .users import User


class ProducerType(models.TextChoices):
    GROUP = "GROUP", "กลุ่มผู้ผลิตชุมชน"
    INDIVIDUAL = "INDIVIDUAL", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว"
    SME = "SME", "ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม"

    @property
    def short(self) -> str:
        """The label where a table column has no room for the full one."""
        return {"GROUP": "กลุ่มผู้ผลิตชุมชน", "INDIVIDUAL": "เจ้าของรายเดียว", "SME": "SME"}[self.value]


class Category(models.TextChoices):
    FOOD = "FOOD", "อาหาร"
    BEVERAGE = "BEVERAGE", "เครื่องดื่ม"
    TEXTILE = "TEXTILE", "ผ้า เครื่องแต่งกาย"
    HOUSEWARE = "HOUSEWARE", "ของใช้ ของตกแต่ง ของที่ระลึก"
    HERB = "HERB", "สมุนไพรที่ไม่ใช่อาหาร"

    @property
    def rank(self) -> int:
        """Position in the official order of categories, from 0."""
        return list(Category).index(self)


class ProducerGroupQuerySet(models.QuerySet["ProducerGroup"]):
    def visible_to(self, user: User) -> ProducerGroupQuerySet:
        """Producers are working data: the district's own, or those of the province (R12)."""
        if user.district_id:
            return self.filter(district_id=user.district_id)
        return self.filter(district__province_id=user.province_id) if user.province_id else self.none()

    def active(self) -> ProducerGroupQuerySet:
        return self.filter(closed_at__isnull=True)

    def named_like(self, text: str) -> ProducerGroupQuerySet:
        """Those whose name has the text in it, or each of its words; all when there is no text.

        Compared as duplicates are (see `name_key`), so spaces, digits and spelling do not matter.
        """
        if not text.strip():
            return self
        if not (key := name_key(text)):
            return self.none()
        each_word = Q()
        for word in text.split():
            each_word &= Q(name_key__contains=name_key(word))
        return self.filter(Q(name_key__contains=key) | each_word)


class ProducerGroup(models.Model):
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="groups")
    subdistrict = models.ForeignKey(
        Subdistrict, verbose_name="ตำบล", on_delete=models.PROTECT, related_name="groups"
    )
    name = models.CharField("ชื่อกลุ่ม/ผู้ผลิต ผู้ประกอบการ", max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=500, editable=False)
    producer_type = models.CharField("ประเภทผู้ผลิต", max_length=10, choices=ProducerType.choices)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = ProducerGroupQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "id")
        constraints = (
            models.UniqueConstraint(
                name="group_name_once_per_subdistrict",
                fields=("subdistrict", "name_key"),
                condition=Q(closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="group_type_known", condition=Q(producer_type__in=[kind.value for kind in ProducerType])
            ),
            models.CheckConstraint(name="group_name_given", condition=~Q(name="") & ~Q(name_key="")),
            models.CheckConstraint(
                name="group_closing_is_whole", condition=all_or_none("closed_at", "closed_by")
            ),
        )
        indexes = (models.Index(name="group_by_district", fields=("district", "sort_key")),)

    def __str__(self) -> str:
        return self.name

    def set_name(self, name: str) -> None:
        """Set the name together with the keys derived from it, which nothing else writes."""
        self.name = " ".join(name.split())
        self.name_key = name_key(name)[:200]
        self.sort_key = thai_sort_key(self.name)[:500]


class RosterQuerySet(models.QuerySet["RosterEntry"]):
    def for_month(self, month: FiscalMonth) -> RosterQuerySet:
        """The pairs that are expected in the month."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=month), starts__lte=month)

    def of_district(self, district_id: str) -> RosterQuerySet:
        return self.filter(group__district_id=district_id)


class RosterEntry(models.Model):
    group = models.ForeignKey(ProducerGroup, on_delete=models.PROTECT, related_name="roster")
    category = models.CharField("ประเภทผลิตภัณฑ์", max_length=10, choices=Category.choices)
    starts = FiscalMonthField()
    ends = FiscalMonthField(null=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="roster_pair_once", fields=("group", "category")),
            models.CheckConstraint(
                name="roster_category_known", condition=Q(category__in=[kind.value for kind in Category])
            ),
            models.CheckConstraint(
                name="roster_ends_after_start", condition=Q(ends__isnull=True) | Q(ends__gte=F("starts"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} · {self.get_category_display()}"

    @property
    def rank(self) -> int:
        """Position of its category in the official order, from 0."""
        return Category(self.category).rank
