"""A ladder of targets: which channel, from which month, by which factors, and each district's base figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from reporting.actions.targets import Figure, Source
from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import Channel, District, TableSource
from reporting.target_tables import ladder, reading

from .target_draft import baht, styled

_FACTOR = {
    "min_value": "ต้องมากกว่า 0",
    "invalid": "โปรดพิมพ์ตัวเลข เช่น 1.11",
    "required": "โปรดพิมพ์ตัวเลข เช่น 1.11",
}


class LadderForm(forms.Form):
    """The rule; a GET form, so that its page can be shared and its figures looked at first."""

    channel = forms.ChoiceField(label="ช่องทาง", choices=Channel.choices, initial=Channel.ONLINE)
    base = forms.TypedChoiceField(label="เดือนฐาน", coerce=int)
    until = forms.TypedChoiceField(label="ถึงเดือน", coerce=int)
    first = forms.DecimalField(
        label="เดือนแรกคูณ",
        min_value=Decimal("0.01"),
        max_value=10,
        decimal_places=4,
        initial="1.11",
        error_messages=_FACTOR,
    )
    step = forms.DecimalField(
        label="เพิ่มเดือนละ", min_value=0, max_value=1, decimal_places=4, initial="0.01", error_messages=_FACTOR
    )

    def __init__(self, data: Any, *, fiscal_year: int) -> None:
        months = fiscal_year_months(fiscal_year)
        choices = [(month.key, month.label) for month in months]
        starts = {"channel": Channel.ONLINE, "base": months[0].key, "until": months[-1].key}
        starts |= {"first": "1.11", "step": "0.01"}
        super().__init__({name: data.get(name, start) for name, start in starts.items()})
        self.fields["base"].choices, self.fields["until"].choices = choices[:-1], choices[1:]
        styled(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and data["until"] <= data["base"]:
            self.add_error("until", "ต้องเป็นเดือนหลังเดือนฐาน")
        return data

    @property
    def base_month(self) -> FiscalMonth:
        return FiscalMonth.from_key(self.cleaned_data["base"])

    @property
    def rungs(self) -> list[tuple[FiscalMonth, Decimal]]:
        """The months after the base with their factors."""
        first, until = self.base_month, FiscalMonth.from_key(self.cleaned_data["until"])
        months = [month for month in fiscal_year_months(until.fiscal_year) if first < month <= until]
        factors = ladder.factors(self.cleaned_data["first"], self.cleaned_data["step"], len(months))
        return list(zip(months, factors, strict=True))


@dataclass(frozen=True)
class Rung:
    """One cell of the preview; `is_set` where a target stands already, which the ladder leaves alone."""

    text: str
    is_set: bool


@dataclass(frozen=True)
class Preview:
    """A district's line of the preview."""

    district: District
    field: forms.BoundField
    rungs: list[Rung]


class BasesForm(forms.Form):
    """Each district's figure of the base month; one that is set already is offered and may be empty."""

    reason = forms.CharField(
        label="เหตุผลหรือที่มา", max_length=200, error_messages={"required": "โปรดพิมพ์เหตุผลหรือที่มาของเป้าหมาย"}
    )

    def __init__(
        self,
        rule: LadderForm,
        districts: Sequence[District],
        stored: Mapping[tuple[str, int], Decimal],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.rule, self.districts, self.stored = rule, districts, stored
        for district in districts:
            self.fields[f"base_{district.pk}"] = forms.CharField(
                label=f"ค่าฐาน {district}",
                required=False,
                max_length=30,
                initial=baht(stored.get((district.pk, rule.base_month.key))),
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        styled(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for district in self.districts:
            name = f"base_{district.pk}"
            try:
                data[name] = reading.read_baht(data.get(name, ""))
            except ValueError:
                self.add_error(name, "โปรดพิมพ์จำนวนเงิน เช่น 345,100 หรือเว้นว่าง")
        return data

    @property
    def rows(self) -> list[Preview]:
        return [
            Preview(
                district,
                self[f"base_{district.pk}"],
                [self._rung(district, month, factor) for month, factor in self.rule.rungs],
            )
            for district in self.districts
        ]

    @property
    def figures(self) -> list[Figure]:
        """What would be set: the rungs, and a typed base, where nothing is set yet."""
        found = []
        for district in self.districts:
            base = self._base(district)
            rungs = [(month, factor) for month, factor in self.rule.rungs if base is not None]
            if base is not None:
                rungs.insert(0, (self.rule.base_month, Decimal(1)))
            for month, factor in rungs:
                if (district.pk, month.key) not in self.stored:
                    found.append(self._figure(district, month, base, factor))
        return found

    def source(self) -> Source:
        """The ladder as it was shown, for keeping."""
        rungs = self.rule.rungs
        head = [
            "อำเภอ",
            self.rule.base_month.label,
            *(f"{month.label} × {factor}" for month, factor in rungs),
        ]
        lines = [
            [row.district.name_th, baht(self._base(row.district)), *(rung.text for rung in row.rungs)]
            for row in self.rows
        ]
        return Source(TableSource.LADDER, [head, *lines], reason=self.cleaned_data["reason"])

    def _base(self, district: District) -> Decimal | None:
        """The base as it was typed, else as it is set; None without one, or while it cannot be read."""
        name = f"base_{district.pk}"
        if self.is_bound:
            self.is_valid()
            return self.cleaned_data.get(name)
        return self.stored.get((district.pk, self.rule.base_month.key))

    def _rung(self, district: District, month: FiscalMonth, factor: Decimal) -> Rung:
        if (stored := self.stored.get((district.pk, month.key))) is not None:
            return Rung(baht(stored), is_set=True)
        base = self._base(district)
        return Rung("" if base is None else baht(ladder.rung(base, factor)), is_set=False)

    def _figure(self, district: District, month: FiscalMonth, base: Decimal, factor: Decimal) -> Figure:
        baht_figure = base if factor == 1 else ladder.rung(base, factor)
        how = "ค่าฐาน" if factor == 1 else f"{baht(base)} × {factor.normalize():f}"
        channel = self.rule.cleaned_data["channel"]
        why = f"ขั้นบันได {how}: {self.cleaned_data['reason']}"
        return Figure(district.pk, month, channel, channel, None, baht_figure, why)
