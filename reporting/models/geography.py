"""Provinces, districts and subdistricts with their official codes of 2, 4 and 6 digits.

Bangkok and its fifty khet are kept but report nothing (R19); seventy-six provinces report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .users import User


class ProvinceQuerySet(models.QuerySet["Province"]):
    def reporting(self) -> ProvinceQuerySet:
        return self.filter(reports_otop=True)

    def regions(self) -> list[str]:
        """The four regions of the National Statistical Office, by name; 1 query."""
        return list(self.order_by("region4").values_list("region4", flat=True).distinct())

    def visible_to(self, user: User) -> ProvinceQuerySet:
        """The provinces whose pages this person may open: one's own, or all that report."""
        if user.sees_publications_of_all:
            return self.reporting()
        return self.filter(pk=user.province_id) if user.province_id else self.none()


class Province(models.Model):
    code = models.CharField("รหัส", max_length=2, primary_key=True)
    name_th = models.CharField("จังหวัด", max_length=60)
    name_en = models.CharField(max_length=60)
    abbreviation = models.CharField("อักษรย่อ", max_length=4)
    region4 = models.CharField("ภาค", max_length=40)
    region6 = models.CharField(max_length=40)
    cluster = models.CharField("กลุ่มจังหวัด", max_length=60, blank=True)
    reports_otop = models.BooleanField(default=True)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"จังหวัด{self.name_th}"

    @property
    def governor(self) -> str:
        """For whom a province's papers are signed, unless the signer's account says another."""
        return f"ผู้ว่าราชการ{self}"


class DistrictQuerySet(models.QuerySet["District"]):
    def reporting(self) -> DistrictQuerySet:
        return self.filter(reports_otop=True)

    def visible_to(self, user: User) -> DistrictQuerySet:
        """One's own district, the districts of one's own province, or all that report."""
        if user.sees_publications_of_all:
            return self.reporting()
        if user.district_id:
            return self.filter(pk=user.district_id)
        return self.filter(province_id=user.province_id) if user.province_id else self.none()


class District(models.Model):
    code = models.CharField("รหัส", max_length=4, primary_key=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="districts")
    name_th = models.CharField("อำเภอ", max_length=60)
    name_en = models.CharField(max_length=60)
    reports_otop = models.BooleanField(default=True)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"อำเภอ{self.name_th}"


class Subdistrict(models.Model):
    code = models.CharField("รหัส", max_length=6, primary_key=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="subdistricts")
    name_th = models.CharField("ตำบล", max_length=60)
    name_en = models.CharField(max_length=60)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"ตำบล{self.name_th}"
