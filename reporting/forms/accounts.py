"""Accounts: who somebody is, which role and area they have, and the password that they choose themselves.

The roles and areas that a form offers are those that its user may give; the action asks again.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts

from reporting.access import MANAGED_ROLES
from reporting.actions.users import Person, Post
from reporting.models import District, Province, Role, User
from reporting.models.users import DISTRICT_ROLES

from .mail import EMAIL_ERRORS

_TOO_LONG = {"max_length": "ข้อความยาวเกินไป โปรดย่อให้สั้นลง"}


class DistrictChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: District) -> str:
        return f"{obj.province.name_th} · {obj.name_th}"


class PersonForm(forms.Form):
    """Who somebody is, as lists, papers and letters say it."""

    full_name = forms.CharField(
        label="คำนำหน้า ชื่อ และนามสกุล",
        max_length=120,
        error_messages={"required": "โปรดพิมพ์ชื่อและนามสกุล", **_TOO_LONG},
    )
    position = forms.CharField(
        label="ตำแหน่ง",
        max_length=120,
        help_text="ตามที่พิมพ์ในช่องลงนาม เช่น นักวิชาการพัฒนาชุมชนปฏิบัติการ",
        error_messages={"required": "โปรดพิมพ์ตำแหน่ง", **_TOO_LONG},
    )
    acting_for = forms.CharField(
        label="ปฏิบัติราชการแทน (เฉพาะผู้ที่ลงนาม)",
        max_length=120,
        required=False,
        help_text="เช่น นายอำเภอท่าบ่อ เว้นว่างได้",
        error_messages=_TOO_LONG,
    )
    email = forms.EmailField(
        label="อีเมล (ถ้ามี)",
        required=False,
        help_text="ถ้าระบบส่งอีเมลได้ ลิงก์ตั้งรหัสผ่านจะส่งไปที่นี่ด้วย",
        error_messages=EMAIL_ERRORS,
    )

    @classmethod
    def of(cls, account: User) -> PersonForm:
        return cls(initial={name: getattr(account, name) for name in cls.base_fields})

    @property
    def person(self) -> Person:
        return Person(**{name: self.cleaned_data[name] for name in PersonForm.base_fields})


class PostForm(forms.Form):
    """A role, and the district or the province that goes with it."""

    role = forms.ChoiceField(label="หน้าที่ในระบบ", error_messages={"required": "โปรดเลือกหน้าที่"})
    district = DistrictChoice(
        District.objects.none(), label="อำเภอ", required=False, empty_label="โปรดเลือกเมื่อเป็นบัญชีของอำเภอ"
    )
    province = forms.ModelChoiceField(
        Province.objects.none(), label="จังหวัด", required=False, empty_label="โปรดเลือกเมื่อเป็นบัญชีของจังหวัด"
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = MANAGED_ROLES[by.role]
        self.fields["role"].choices = [("", "โปรดเลือก"), *((role.value, role.label) for role in roles)]
        districts = District.objects.reporting().select_related("province").order_by("province", "code")
        if by.province_id:
            districts = districts.filter(province=by.province_id)
        self.fields["district"].queryset = districts
        self.fields["province"].queryset = Province.objects.reporting()
        if not set(roles) & set(DISTRICT_ROLES):
            del self.fields["district"]
        if Role.PROVINCE not in roles:
            del self.fields["province"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        wanted = {
            "district": said.get("role") in DISTRICT_ROLES,
            "province": said.get("role") == Role.PROVINCE,
        }
        for name, label in (("district", "อำเภอ"), ("province", "จังหวัด")):
            given = said.get(name) is not None
            if "role" in said and name not in self.errors and given != wanted[name]:
                what = f"โปรดเลือก{label}" if wanted[name] else f"หน้าที่นี้ไม่มี{label} โปรดเว้นว่าง"
                self.add_error(name, what)
        return said

    @property
    def post(self) -> Post:
        said = self.cleaned_data
        return Post(Role(said["role"]), said.get("district"), said.get("province"))


class NewAccountForm(PostForm, PersonForm):
    """A new account: its name, its person and its place."""

    username = forms.CharField(
        label="ชื่อผู้ใช้",
        max_length=60,
        help_text="ตัวอักษรอังกฤษ ตัวเลข และ . _ - @ เช่น thabo.somchai ใช้เข้าสู่ระบบ เปลี่ยนภายหลังไม่ได้",
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
        error_messages={"required": "โปรดพิมพ์ชื่อผู้ใช้", **_TOO_LONG},
    )

    field_order = ("username", "full_name", "position", "role", "district", "province", "acting_for", "email")


_PACK = forms.BooleanField(
    label="ทำชุดส่งมอบงานของสำนักงานเดิมไว้ให้ผู้ที่มาแทน",
    required=False,
    initial=True,
    help_text="เก็บงานที่ค้างและสิ่งที่ควรรู้ ณ วันนี้ รอผู้ที่มาแทนอ่านและรับมอบ",
)


class MoveForm(PostForm):
    """Another role or area, the position that goes with it, and the pack of what is left."""

    position = forms.CharField(
        label="ตำแหน่งใหม่", max_length=120, error_messages={"required": "โปรดพิมพ์ตำแหน่ง", **_TOO_LONG}
    )
    hand_over = _PACK


class EndForm(forms.Form):
    """Why an account is ended, and the pack of what is left."""

    reason = forms.CharField(
        label="เหตุผล",
        max_length=500,
        help_text="เช่น เกษียณ ย้ายไปหน่วยงานอื่น",
        error_messages={"required": "โปรดระบุเหตุผลที่ปิดใช้งาน", **_TOO_LONG},
    )
    hand_over = _PACK


class LostForm(forms.Form):
    """What happened to the second factor."""

    reason = forms.CharField(
        label="เหตุผล",
        max_length=500,
        help_text="เช่น โทรศัพท์หาย ยืนยันตัวบุคคลทางโทรศัพท์สำนักงานแล้ว",
        error_messages={"required": "โปรดระบุเหตุผล", **_TOO_LONG},
    )


class OwnPasswordForm(forms.Form):
    """A password twice; whether it is good enough is asked of Django's validators in the action."""

    password = forms.CharField(
        label="รหัสผ่านใหม่",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "โปรดพิมพ์รหัสผ่านใหม่"},
    )
    again = forms.CharField(
        label="พิมพ์อีกครั้ง",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "โปรดพิมพ์รหัสผ่านอีกครั้ง"},
    )

    rules = staticmethod(password_validators_help_texts)

    def clean_again(self) -> str:
        again = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError("พิมพ์สองครั้งไม่ตรงกัน โปรดพิมพ์ใหม่ทั้งสองช่อง")
        return again
