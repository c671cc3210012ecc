"""What the feed of revisions is narrowed to: period, area, day, and whether first ones too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from reporting.deadlines import last_moment
from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import District, Province, User

from .as_of import LinkedDateField

_BY_PERIOD = ("month", "province", "district")


class RevisionFilter(forms.Form):
    """`months` are the opened ones; a person is offered the places whose publications it may read."""

    month = forms.ChoiceField(label="เดือน", required=False)
    province = forms.ModelChoiceField(
        Province.objects.none(), required=False, label="จังหวัด", empty_label="ทุกจังหวัด"
    )
    district = forms.ModelChoiceField(
        District.objects.none(), required=False, label="อำเภอ", empty_label="ทุกอำเภอ"
    )
    after = LinkedDateField(label="ยืนยันหลังสิ้นวันที่", required=False)
    all = forms.BooleanField(label="รวมฉบับแรกด้วย", required=False)

    def __init__(self, *args: Any, user: User, months: Iterable[FiscalMonth], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [("", "ทุกเดือน"), *_periods(months)]
        districts = District.objects.visible_to(user).reporting()
        if user.sees_publications_of_all:
            self.fields["province"].queryset = Province.objects.visible_to(user)
            # Of 878 districts only those of the chosen province are offered, and one that a link names.
            province, district = (self.data.get(name, "") for name in ("province", "district"))
            if re.fullmatch("[0-9]{4}", district):
                province = district[:2]
            districts = districts.filter(province_id=province if re.fullmatch("[0-9]{2}", province) else None)
        else:
            del self.fields["province"]
        if user.district_id:
            del self.fields["district"]
        else:
            self.fields["district"].queryset = districts
        for name in _BY_PERIOD:
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "form-select"
        self.fields["all"].widget.attrs["class"] = "form-check-input"

    @property
    def columns(self) -> dict[str, Any]:
        """The valid form as a filter of publications."""
        asked = self.cleaned_data
        found = {name: asked[name] for name in ("province", "district") if asked.get(name)}
        if asked["month"]:
            found["month__in"] = _months(asked["month"])
        if asked["after"]:
            found["published_at__gt"] = last_moment(asked["after"])
        return found if asked["all"] else found | {"revision__gt": 1}


def _periods(months: Iterable[FiscalMonth]) -> list[tuple[str, str]]:
    """Each fiscal year as a whole and its opened months, the newest first."""
    found: list[tuple[str, str]] = []
    for month in sorted(months, reverse=True):
        year = str(month.fiscal_year)
        if (year, f"ทั้งปีงบประมาณ {year}") not in found:
            found.append((year, f"ทั้งปีงบประมาณ {year}"))
        found.append((month.slug, month.label))
    return found


def _months(period: str) -> list[FiscalMonth]:
    return [FiscalMonth.parse(period)] if "-" in period else fiscal_year_months(int(period))
