"""The search form's values (ค้นหา): which month, and which of its pages."""

from __future__ import annotations

from django import forms

from reporting.fiscal import FiscalMonth


class FindForm(forms.Form):
    """Fiscal year in BE, calendar month and the page to open there; the rest may be left out."""

    fiscal_year = forms.IntegerField(min_value=2544, max_value=2598)
    month = forms.IntegerField(min_value=1, max_value=12)
    target = forms.CharField(required=False, max_length=30)
    week = forms.IntegerField(required=False, min_value=1, max_value=5)
    page = forms.IntegerField(required=False, min_value=1, max_value=99_999)
    district = forms.RegexField(r"\A[0-9]{4}\Z", required=False)

    @property
    def chosen(self) -> FiscalMonth:
        """The month of a valid form."""
        return FiscalMonth.of_fiscal_year(self.cleaned_data["fiscal_year"], self.cleaned_data["month"])
