"""The key figure's forms: which round and what if (GET), and the department's definition (POST)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from reporting.actions.kpi import Definition
from reporting.formats import arabic_digits
from reporting.models import LEVEL_COLUMNS, Base, KpiDefinition, Measure

ROUNDS = {"1": "รอบที่ 1 (ต.ค.–มี.ค.)", "2": "รอบที่ 2 (เม.ย.–ก.ย.)", "0": "ทั้งปี"}
_NUMBER = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?")


class PlainNumberField(forms.CharField):
    """A number of baht or percent from zero up, Arabic or Thai digits, at most two decimals, as a Decimal.

    Sums of the whole nation have more digits than one line of a district (`amounts` takes nine).
    """

    def __init__(self, *, digits: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.digits = digits
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Decimal | None:
        text = arabic_digits(super().clean(value)).strip()
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValidationError("โปรดพิมพ์ตัวเลข มีทศนิยมได้ไม่เกินสองตำแหน่ง เช่น 1,250.50", code="number")
        plain = text.replace(",", "")
        if len(plain.partition(".")[0]) > self.digits:
            raise ValidationError(f"ตัวเลขยาวเกินไป พิมพ์ได้ไม่เกิน {self.digits} หลัก", code="long")
        return Decimal(plain)


class KpiForm(forms.Form):
    """`round` 1 or 2, or 0 for the whole year; `more` baht a week on top of what is sold now."""

    round = forms.ChoiceField(label="รอบการประเมิน", choices=list(ROUNDS.items()))
    more = PlainNumberField(label="ถ้าขายได้สัปดาห์ละ (บาท)", digits=12, required=False)

    def __init__(self, asked: QueryDict, *, usual: int) -> None:
        super().__init__({"round": str(usual)} | asked.dict())
        self.usual = usual
        self.fields["round"].widget.attrs["class"] = "form-select"
        self.fields["more"].widget.attrs["class"] = "form-control"
        self.full_clean()

    @property
    def chosen_round(self) -> int:
        return int(self.cleaned_data.get("round", self.usual))

    @property
    def more_a_week(self) -> Decimal | None:
        return self.cleaned_data.get("more")


class DefinitionForm(forms.Form):
    """The whole definition; `fixed_base` counts only where the base is a fixed amount."""

    measure = forms.ChoiceField(label="สิ่งที่วัด", choices=Measure.choices)
    base = forms.ChoiceField(label="ฐานที่เทียบ", choices=Base.choices)
    fixed_base = PlainNumberField(
        label="ฐานที่กำหนดทั้งประเทศ (บาทต่อปี)",
        digits=14,
        required=False,
        help_text="เฉพาะเมื่อเลือกฐานเป็นจำนวนเงินที่กำหนด แบ่งให้แต่ละพื้นที่ตามสัดส่วนของปีก่อน",
    )
    percent = PlainNumberField(label="เป้าหมายเพิ่มขึ้นร้อยละ", digits=4)
    level_1 = PlainNumberField(label="ระดับ 1 เพิ่มขึ้นตั้งแต่ร้อยละ", digits=4)
    level_2 = PlainNumberField(label="ระดับ 2 เพิ่มขึ้นตั้งแต่ร้อยละ", digits=4)
    level_3 = PlainNumberField(label="ระดับ 3 เพิ่มขึ้นตั้งแต่ร้อยละ", digits=4)
    level_4 = PlainNumberField(label="ระดับ 4 เพิ่มขึ้นตั้งแต่ร้อยละ", digits=4)
    level_5 = PlainNumberField(label="ระดับ 5 เพิ่มขึ้นตั้งแต่ร้อยละ", digits=4)

    @classmethod
    def of(cls, definition: KpiDefinition | None) -> DefinitionForm:
        names = ("measure", "base", "fixed_base", "percent", *LEVEL_COLUMNS)
        return cls(initial={name: getattr(definition, name) for name in names} if definition else None)

    @property
    def wanted(self) -> Definition:
        data = self.cleaned_data
        return Definition(
            measure=Measure(data["measure"]),
            base=Base(data["base"]),
            percent=data["percent"],
            levels=tuple(data[name] for name in LEVEL_COLUMNS),
            fixed_base=data["fixed_base"],
        )
