"""What the audit log can be narrowed to."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from reporting.audit_words import ACTIONS
from reporting.models import District, Province, User


class AuditFilter(forms.Form):
    """Action, and the area among those the person may see; who sees one district has nothing to choose."""

    province = forms.ModelChoiceField(Province.objects.none(), required=False, label="จังหวัด")
    district = forms.ModelChoiceField(District.objects.none(), required=False, label="อำเภอ")
    action = forms.ChoiceField(
        label="การทำรายการ", required=False, choices=[("", "ทุกรายการ"), *ACTIONS.items()]
    )
    event = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = District.objects.visible_to(user).reporting()
        provinces = Province.objects.visible_to(user).reporting()
        if user.sees_publications_of_all:
            # Of 878 districts only those of the chosen province are offered.
            chosen = self.data.get("province", "")
            districts = districts.filter(province_id=chosen if re.fullmatch("[0-9]{2}", chosen) else None)
        else:
            del self.fields["province"]
        if user.district_id:
            del self.fields["district"]
        for name, choices, everything in (
            ("province", provinces, "ทุกจังหวัด"),
            ("district", districts, "ทุกอำเภอ"),
        ):
            if name in self.fields:
                self.fields[name].queryset = choices
                self.fields[name].empty_label = everything
        for field in self.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs["class"] = "form-select"
