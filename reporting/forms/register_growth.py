"""What the page of new and continuing producers is narrowed to."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from reporting.models import Category


class CategoryForm(forms.Form):
    """A category of products that is not known shows all, and says so beside the field."""

    category = forms.ChoiceField(
        label="ประเภทผลิตภัณฑ์",
        required=False,
        choices=[("", "ทุกประเภท"), *Category.choices],
        error_messages={"invalid_choice": "ไม่มีประเภทนี้ จึงแสดงทุกประเภท โปรดเลือกใหม่"},
    )

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        self.fields["category"].widget.attrs["class"] = "form-select"
        self.full_clean()

    @property
    def chosen(self) -> str:
        return self.cleaned_data.get("category", "")
