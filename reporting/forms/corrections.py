"""The forms of a correction: asking for one line by line, granting it until a day, refusing and ending it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from reporting.actions.corrections import Wish
from reporting.amounts import AmountError, parse_amount
from reporting.models import CorrectionReason, Evidence
from reporting.stats.correctable import Asked, Published
from reporting.stats.sheet import PairKey
from reporting.thai import name_key

from .fields import ThaiDateField

TEXT_LENGTH = 400
MORE, LESS, SAME = "more", "less", "same"


@dataclass(frozen=True)
class PickRow:
    """A pair that can be chosen, with what is published of it."""

    published: Published
    picked: bool

    @property
    def value(self) -> str:
        group_id, category = self.published.key
        return f"{group_id}-{category}"


class CorrectionForm(forms.Form):
    """Which lines, why, and what it will come to; with `grants`, until which day it may be corrected.

    The lines are chosen in a table of their own (`rows`). A search shows fewer of them and never drops what
    was chosen, also without a script: it is a button of the same form.
    """

    reason = forms.ChoiceField(label="เหตุผล", error_messages={"required": "โปรดเลือกเหตุผลที่ขอแก้ไข"})
    text = forms.CharField(
        label="ผิดตรงไหน และที่ถูกคืออะไร",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "โปรดพิมพ์ว่าผิดตรงไหน และที่ถูกคืออะไร"},
    )
    direction = forms.ChoiceField(
        label="ยอดรวมของอำเภอจะ",
        choices=[(MORE, "เพิ่มขึ้นประมาณ"), (LESS, "ลดลงประมาณ"), (SAME, "ไม่เปลี่ยน")],
        widget=forms.RadioSelect,
        error_messages={"required": "โปรดเลือกว่ายอดรวมจะเพิ่มขึ้น ลดลง หรือไม่เปลี่ยน"},
    )
    amount = forms.CharField(
        label="จำนวนเงินโดยประมาณ (บาท)",
        required=False,
        max_length=40,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )
    evidence = forms.TypedMultipleChoiceField(
        label="หลักฐานในแฟ้มของเดือนนี้", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        pairs: Sequence[Published],
        data: QueryDict | None = None,
        *,
        evidence: Sequence[Evidence] = (),
        grants: bool = False,
        until: date | None = None,
        searching: bool = False,
    ) -> None:
        """`searching`: what was typed is shown again, and nothing of it is checked yet."""
        super().__init__(None if searching else data, initial=_typed(data) if searching else None)
        self.fields["reason"].choices = [("", "– เลือก –"), *CorrectionReason.choices]
        self.fields["evidence"].choices = [(piece.pk, str(piece)) for piece in evidence]
        if not evidence:
            del self.fields["evidence"]
        if grants:
            self.fields["expires_on"] = ThaiDateField(label="ให้แก้ไขได้ถึงสิ้นวันที่", initial=until)
        self.find = data.get("find", "").strip()[:100] if data and searching else ""
        picked = set(data.getlist("pair")) if data else set()
        every = [PickRow(one, f"{one.key[0]}-{one.key[1]}" in picked) for one in pairs]
        self.count = len(every)
        self.picked = [row for row in every if row.picked]
        self._lost = picked - {row.value for row in every}
        self.rows = [row for row in every if row.picked or self._is_found(row.published)]

    def _is_found(self, one: Published) -> bool:
        said = f"{one.name} {one.category_label} {one.subdistrict}"
        return not self.find or name_key(self.find) in name_key(said)

    def clean_amount(self) -> Decimal:
        try:
            amount = parse_amount(self.cleaned_data["amount"])
        except AmountError as wrong:
            raise ValidationError(str(wrong)) from None
        return amount or Decimal("0.00")

    def clean(self) -> None:
        said = super().clean()
        if self._lost:
            raise ValidationError("มีรายการที่ไม่อยู่ในเดือนนี้แล้ว โปรดตรวจรายการที่เลือกอีกครั้ง")
        if not self.picked:
            raise ValidationError("โปรดเลือกรายการที่ขอแก้ไขอย่างน้อย 1 รายการ")
        direction, amount = said.get("direction"), said.get("amount")
        if direction in (MORE, LESS) and amount == 0:
            self.add_error("amount", "โปรดพิมพ์จำนวนเงินโดยประมาณ หรือเลือกว่ายอดรวมไม่เปลี่ยน")
        if direction == SAME and amount:
            self.add_error("amount", "เลือกว่ายอดรวมไม่เปลี่ยน จึงไม่ต้องพิมพ์จำนวนเงิน")

    @property
    def wish(self) -> Wish:
        """What the action takes, after `is_valid`."""
        said = self.cleaned_data
        sign = {MORE: 1, LESS: -1, SAME: 0}[said["direction"]]
        return Wish(
            pairs=[row.published.key for row in self.picked],
            reason=CorrectionReason(said["reason"]),
            text=said["text"],
            effect=sign * said["amount"],
            evidence=said.get("evidence", ()),
        )


def _typed(data: QueryDict) -> dict[str, object]:
    """What was posted, as the fields take it to begin with."""
    return {**data.dict(), "evidence": data.getlist("evidence")}


class GrantForm(forms.Form):
    """Until which day, and which of the lines that are asked for; all of them are ticked at first."""

    expires_on = ThaiDateField(label="ให้แก้ไขได้ถึงสิ้นวันที่")

    def __init__(self, asked: Sequence[Asked], data: QueryDict | None = None, *, until: date) -> None:
        super().__init__(data, initial={"expires_on": until})
        picked = None if data is None else set(data.getlist("pair"))
        keys = [one.published for one in asked]
        rows = [PickRow(one, picked is None or f"{one.key[0]}-{one.key[1]}" in picked) for one in keys]
        self.rows = rows

    def clean(self) -> None:
        super().clean()
        if not self.pairs:
            raise ValidationError("โปรดเลือกรายการที่อนุญาตอย่างน้อย 1 รายการ หากไม่อนุญาตเลย ให้กด “ไม่อนุญาต” ข้างล่าง")

    @property
    def pairs(self) -> Collection[PairKey]:
        return [row.published.key for row in self.rows if row.picked]


class ExtendForm(forms.Form):
    """Another last day."""

    expires_on = ThaiDateField(label="ให้แก้ไขได้ถึงสิ้นวันที่")


class WordsForm(forms.Form):
    """Words of a refusal or of an end; `label` says which."""

    text = forms.CharField(max_length=TEXT_LENGTH, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: object, label: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].error_messages["required"] = f"โปรดพิมพ์{label}"
