"""The two ways to add a row to the month: another category of a registered producer, or a new producer.

And why a producer leaves the register.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from reporting.errors import SimilarNames
from reporting.models import Category, MonthlyReport, ProducerGroup, ProducerType, RosterEntry, Subdistrict

from .sales import RemoveLineForm

_CHOOSE_CATEGORY = "โปรดเลือกประเภทผลิตภัณฑ์"
_CHOOSE_TYPE = "โปรดเลือกประเภทผู้ผลิต"


def _category_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="ประเภทผลิตภัณฑ์",
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE_CATEGORY, "invalid_choice": _CHOOSE_CATEGORY},
    )


def taken_categories(report: MonthlyReport) -> dict[int, str]:
    """Group id → the names of its categories that are in the month already; 1 query."""
    taken: dict[int, list[Category]] = {}
    roster = RosterEntry.objects.of_district(report.district_id).for_month(report.fiscal_month)
    for group_id, category in roster.values_list("group_id", "category"):
        taken.setdefault(group_id, []).append(Category(category))
    in_order = {group_id: sorted(found, key=lambda one: one.rank) for group_id, found in taken.items()}
    return {group_id: ", ".join(one.label for one in found) for group_id, found in in_order.items()}


class GroupSelect(forms.Select):
    """The list of producers; each says apart what its label says, for the script that looks names up."""

    taken: Mapping[int, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if group := getattr(value, "instance", None):
            option["attrs"] |= {"data-name": group.name, "data-taken": self.taken.get(group.pk, "")}
        return option


class GroupChoiceField(forms.ModelChoiceField):
    """A producer, shown with the subdistrict and the categories that are in the month already."""

    widget = GroupSelect

    def label_from_instance(self, group: ProducerGroup) -> str:
        taken = self.widget.taken.get(group.pk)
        present = f" · มีแล้ว: {taken}" if taken else ""
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
        field.widget.taken = self.taken = taken_categories(report)


class NewGroupForm(forms.Form):
    """A name, where, and what; with the registered producers that the name has to be told apart from."""

    prefix = "new"
    alike: SimilarNames | None = None
    alike_rows: Sequence[tuple[ProducerGroup, str]] = ()

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

    @property
    def apart_from(self) -> set[int]:
        """The producers that the officer was shown and ticked to be others: the box's value has their ids."""
        ticked = self.data.get(self.add_prefix("apart"), "")
        return {int(number) for number in re.findall(r"\b[0-9]{1,18}\b", ticked)}

    def ask_about(self, alike: SimilarNames, taken: Mapping[int, str]) -> None:
        """Show the form again with the producers that look like the new one, and what each has already."""
        self.alike = alike
        self.alike_rows = [(group, taken.get(group.pk, "")) for group in alike.groups]
        if alike.same:
            self.add_error(None, str(alike))


class CloseGroupForm(RemoveLineForm):
    """Why a producer leaves the register: one of the usual reasons, and words of one's own."""

    REASONS = ("เลิกผลิตหรือเลิกกิจการแล้ว", "ย้ายไปอยู่อำเภออื่น", "ลงทะเบียนซ้ำกับกลุ่มอื่น")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "เหตุผลที่ปิดกลุ่ม"
        self.fields["reason"].choices = [(text, text) for text in (*self.REASONS, self.OTHER)]
