"""The two ways to add a row to the month: another category of a registered producer, or a new producer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from reporting.models import Category, MonthlyReport, ProducerGroup, ProducerType, RosterEntry, Subdistrict

_CHOOSE_CATEGORY = "โปรดเลือกประเภทผลิตภัณฑ์"
_CHOOSE_TYPE = "โปรดเลือกประเภทผู้ผลิต"


def _category_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="ประเภทผลิตภัณฑ์",
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE_CATEGORY, "invalid_choice": _CHOOSE_CATEGORY},
    )


class GroupChoiceField(forms.ModelChoiceField):
    """A producer, shown with the subdistrict and the categories that are in the month already."""

    taken: Mapping[int, list[str]] = {}

    def label_from_instance(self, group: ProducerGroup) -> str:
        labels = [Category(category).label for category in self.taken.get(group.pk, ())]
        present = f" · มีแล้ว: {', '.join(labels)}" if labels else ""
        return f"{group} · ต.{group.subdistrict.name_th}{present}"


class ExistingGroupForm(forms.Form):
    prefix = "existing"

    group = GroupChoiceField(
        label="กลุ่ม/ผู้ผลิต ผู้ประกอบการ",
        queryset=ProducerGroup.objects.none(),
        empty_label="เลือกจากทะเบียนของอำเภอ",
        error_messages={
            "required": "โปรดเลือกกลุ่มหรือผู้ผลิต",
            "invalid_choice": "ไม่มีกลุ่มนี้ในทะเบียนของอำเภอ โปรดเลือกใหม่",
        },
    )
    category = _category_field()

    def __init__(self, *args: Any, report: MonthlyReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        field.queryset = ProducerGroup.objects.active().filter(district=report.district_id)
        field.queryset = field.queryset.select_related("subdistrict")
        field.taken = {}
        roster = RosterEntry.objects.of_district(report.district_id).for_month(report.fiscal_month)
        for group_id, category in roster.values_list("group_id", "category"):
            field.taken.setdefault(group_id, []).append(category)


class NewGroupForm(forms.Form):
    prefix = "new"

    name = forms.CharField(
        label="ชื่อกลุ่ม/ผู้ผลิต ผู้ประกอบการ",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "โปรดพิมพ์ชื่อกลุ่มหรือผู้ผลิต",
            "max_length": "ชื่อยาวเกินไป พิมพ์ได้ไม่เกิน 200 ตัวอักษร",
        },
    )
    subdistrict = forms.ModelChoiceField(
        label="ตำบล",
        queryset=Subdistrict.objects.none(),
        empty_label="เลือกตำบล",
        error_messages={"required": "โปรดเลือกตำบล", "invalid_choice": "ไม่มีตำบลนี้ในอำเภอ โปรดเลือกใหม่"},
    )
    producer_type = forms.ChoiceField(
        label="ประเภทผู้ผลิต",
        choices=ProducerType.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE_TYPE, "invalid_choice": _CHOOSE_TYPE},
    )
    category = _category_field()

    def __init__(self, *args: Any, report: MonthlyReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subdistrict"].queryset = Subdistrict.objects.filter(district=report.district_id)
