"""What a person decides of a printed table of targets: each doubtful name, cell and sum, with a reason.

Nothing is chosen beforehand. A finding without an answer, or without a reason of its own or the common one,
keeps the whole table out; cells that nothing speaks against are taken as they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from reporting.actions.targets import Figure, Source
from reporting.formats import MINUS
from reporting.models import Channel
from reporting.target_tables import faults, reading, ties
from reporting.target_tables.ties import Place, Tie

from .target_draft import Draft, baht, styled

_CHOOSE = [("", "– โปรดเลือก –")]
SKIP = "skip"
UNANSWERED = "โปรดเลือกค่าที่จะใช้"
NO_REASON = "โปรดพิมพ์เหตุผลของรายการนี้ หรือเหตุผลรวมด้านล่าง"


@dataclass(frozen=True)
class Finding:
    """One thing to decide, as the page shows it."""

    where: str
    printed: str
    suggested: str
    reasons: list[str]
    fields: list[forms.BoundField]


class DecisionForm(forms.Form):
    """The decisions about a draft; after `is_valid`, `figures` and `source` are what the action takes."""

    reason = forms.CharField(
        label="เหตุผลรวม ใช้กับทุกรายการที่ไม่ได้พิมพ์เหตุผลไว้",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "เช่น ตรวจกับหนังสือต้นฉบับแล้ว"}),
    )

    def __init__(self, draft: Draft, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        self.figures: list[Figure] = []
        self._decisions: list[dict[str, str]] = []
        doubtful = {suspect.place for suspect in draft.findings.suspects}
        # A sum that ties may not do so any more once one of its cells is decided otherwise.
        self._asked = [tie for tie in draft.findings.sums if not tie.ties or doubtful & set(tie.summands)]
        self._add_channels()
        self._add_districts()
        for suspect in draft.findings.suspects:
            self._add_cell(suspect)
        for number in range(len(self._asked)):
            self._add_sum(number)
        styled(self)

    @property
    def channel_fields(self) -> list[forms.BoundField]:
        return [self[f"channel_{code}"] for code in self.draft.channels]

    @property
    def names(self) -> list[Finding]:
        """The lines whose district is not sure."""
        found = []
        for at, match in enumerate(self.draft.matches):
            if match.code is None:
                name = (
                    f"{match.suggested} {self.draft.districts[match.suggested]}" if match.suggested else "–"
                )
                line = self.draft.table.lines[at]
                why = [match.why] if match.why else ["ไม่พบอำเภอชื่อนี้ในจังหวัด"]
                found.append(Finding(f"แถวที่ {line.number}", line.name, name, why, [self[f"district_{at}"]]))
        return found

    @property
    def cells(self) -> list[Finding]:
        return [self._cell_finding(suspect) for suspect in self.draft.findings.suspects]

    @property
    def sums(self) -> list[Finding]:
        left = {(tie.line, tie.column) for tie in self.draft.findings.left}
        found = []
        for number, tie in enumerate(self._asked):
            if tie.ties and f"sum_{number}" not in self.errors:
                continue
            why = [f"ต่างจากผลรวมของช่องที่พิมพ์ {_signed(tie.difference)}"]
            why += (
                ["ไม่มีช่องใดช่องเดียวที่อธิบายผลต่างนี้ได้"]
                if (tie.line, tie.column) in left
                else ["เมื่อใช้ค่าที่แนะนำทุกช่อง ยอดรวมนี้ตรงกัน ไม่ต้องเลือก"]
            )
            fields = [self[f"sum_{number}"], self[f"sumwhy_{number}"]]
            found.append(Finding(tie.label, baht(tie.printed), baht(tie.added), why, fields))
        return found

    def clean(self) -> dict[str, Any]:
        super().clean()
        channels = [self.cleaned_data.get(f"channel_{code}") for code in self.draft.channels]
        if len(set(channels)) < len(channels):
            self.add_error(None, "คอลัมน์สองคอลัมน์เป็นช่องทางเดียวกันไม่ได้ โปรดเลือกช่องทางให้ต่างกัน")
        codes = self._codes()
        sure = [code for code in codes if code not in (None, SKIP)]
        if len(set(sure)) < len(sure):
            self.add_error(None, "มีอำเภอเดียวกันมากกว่าหนึ่งแถว โปรดเลือกอำเภอให้ต่างกัน")
        decided = {suspect.place: self._decide(suspect, codes) for suspect in self.draft.findings.suspects}
        decisions = self._decide_sums({place: value for place, (value, _) in decided.items()})
        if not self.errors:
            self._finish(codes, decided, decisions)
        return self.cleaned_data

    @property
    def source(self) -> Source:
        draft = self.draft
        reason = self.cleaned_data["reason"]
        return Source(draft.kind, draft.grid, draft.file_name, reason, tuple(self._decisions))

    def _add_channels(self) -> None:
        for code in self.draft.channels:
            self.fields[f"channel_{code}"] = forms.ChoiceField(
                label=f"คอลัมน์ “{reading.CHANNELS[code]}” เป็นช่องทาง", choices=Channel.choices, initial=code
            )

    def _add_districts(self) -> None:
        taken = {match.code for match in self.draft.matches}
        left = {code: name for code, name in self.draft.districts.items() if code not in taken}
        for at, match in enumerate(self.draft.matches):
            if match.code is not None:
                continue
            choices = [(code, f"{name} ({code})") for code, name in left.items()]
            choices.sort(key=lambda pair: pair[0] != match.suggested)
            self.fields[f"district_{at}"] = forms.ChoiceField(
                label=f"“{self.draft.table.lines[at].name}” คืออำเภอใด",
                choices=[*_CHOOSE, *choices, (SKIP, "ไม่นำเข้าแถวนี้")],
                error_messages={"required": "โปรดเลือกอำเภอ"},
            )

    def _add_cell(self, suspect: faults.Suspect) -> None:
        choices = list(_CHOOSE)
        if suspect.suggested is not None:
            choices.append(("suggested", f"ค่าที่แนะนำ {baht(suspect.suggested)}"))
        if suspect.printed is not None:
            choices.append(("printed", f"ค่าที่พิมพ์ {baht(suspect.printed)}"))
        choices += [("other", "ค่าอื่น"), ("unset", "ยังไม่กำหนด")]
        key = _key(suspect.place)
        self.fields[f"cell_{key}"] = forms.ChoiceField(label="ใช้", choices=choices, required=False)
        self.fields[f"value_{key}"] = forms.CharField(
            label="ค่าอื่น (บาท)",
            max_length=30,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )
        self.fields[f"why_{key}"] = forms.CharField(label="เหตุผล", max_length=300, required=False)

    def _add_sum(self, number: int) -> None:
        choices = [*_CHOOSE, ("added", "ผลรวมของช่องที่รับ"), ("printed", "คงยอดที่พิมพ์ และแสดงผลต่าง")]
        self.fields[f"sum_{number}"] = forms.ChoiceField(label="ใช้", choices=choices, required=False)
        self.fields[f"sumwhy_{number}"] = forms.CharField(label="เหตุผล", max_length=300, required=False)

    def _cell_finding(self, suspect: faults.Suspect) -> Finding:
        line, column = suspect.place
        own, key = self.draft.table.lines[line], _key(suspect.place)
        where = f"{own.name} · {self.draft.table.columns[column].label}"
        printed = own.cells[column].text if suspect.printed is None else baht(suspect.printed)
        fields = [self[f"cell_{key}"], self[f"value_{key}"], self[f"why_{key}"]]
        return Finding(where, printed, baht(suspect.suggested) or "–", suspect.reasons, fields)

    def _codes(self) -> list[str | None]:
        """The district of each line, SKIP for one that is left out, None while nobody has said."""
        return [
            match.code or self.cleaned_data.get(f"district_{at}") or None
            for at, match in enumerate(self.draft.matches)
        ]

    def _why(self, name: str) -> str:
        """The reason of one finding, or the common one; a sentence in the form without either."""
        why = self.cleaned_data.get(name, "").strip() or self.cleaned_data.get("reason", "").strip()
        if not why:
            self.add_error(name, NO_REASON)
        return why

    def _decide(self, suspect: faults.Suspect, codes: list[str | None]) -> tuple[Decimal | None, str]:
        """The figure that is to count (None: not set) and why."""
        key = _key(suspect.place)
        choice = self.cleaned_data.get(f"cell_{key}")
        if codes[suspect.place[0]] == SKIP:
            return suspect.printed, ""
        if not choice:
            if f"cell_{key}" not in self.errors:
                self.add_error(f"cell_{key}", UNANSWERED)
            return suspect.printed, ""
        figure = {"suggested": suspect.suggested, "printed": suspect.printed}.get(choice)
        if choice == "other":
            figure = self._typed(f"value_{key}")
        return figure, self._why(f"why_{key}")

    def _typed(self, name: str) -> Decimal | None:
        try:
            figure = reading.read_baht(self.cleaned_data.get(name, ""))
        except ValueError:
            figure = None
        if figure is None:
            self.add_error(name, "โปรดพิมพ์จำนวนเงิน เช่น 823,760 หากไม่มีค่า โปรดเลือก “ยังไม่กำหนด”")
        return figure

    def _decide_sums(self, instead: dict[Place, Decimal | None]) -> list[dict[str, str]]:
        """What is decided of the printed sums that differ from what is taken."""
        numbers = {(tie.line, tie.column): at for at, tie in enumerate(self._asked)}
        decisions = []
        for tie in ties.of(self.draft.table, instead=instead):
            if tie.ties:
                continue
            number = numbers[(tie.line, tie.column)]
            if not (choice := self.cleaned_data.get(f"sum_{number}")):
                self.add_error(f"sum_{number}", UNANSWERED)
                continue
            decisions.append(_sum_decision(tie, choice, self._why(f"sumwhy_{number}")))
        return decisions

    def _finish(
        self,
        codes: list[str | None],
        decided: dict[Place, tuple[Decimal | None, str]],
        decisions: list[dict[str, str]],
    ) -> None:
        table, self._decisions = self.draft.table, decisions
        for line, code in enumerate(codes):
            for at in table.figures if code != SKIP else ():
                column, printed = table.columns[at], table.baht(line, at)
                figure, why = decided.get((line, at), (printed, ""))
                if figure is not None:
                    channel = self.cleaned_data[f"channel_{column.channel}"]
                    self.figures.append(
                        Figure(code, column.month, column.channel, channel, printed, figure, why)
                    )
                elif (line, at) in decided:
                    cell = table.lines[line].cells[at]
                    label = f"{table.lines[line].name}: {column.label}"
                    decisions.append(
                        {"label": label, "printed": cell.text, "added": "", "accepted": "", "reason": why}
                    )


def _sum_decision(tie: Tie, choice: str, why: str) -> dict[str, str]:
    accepted = tie.added if choice == "added" else tie.printed
    figures = {"printed": str(tie.printed), "added": str(tie.added), "accepted": str(accepted)}
    return {"label": tie.label, **figures, "reason": why}


def _key(place: Place) -> str:
    return f"{place[0]}_{place[1]}"


def _signed(difference: Decimal) -> str:
    return f"{'+' if difference > 0 else MINUS}{baht(abs(difference))} บาท"
