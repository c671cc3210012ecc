"""The register of a committee: a member's name, role, time and, if known, how to be reached."""

from __future__ import annotations

from django import forms

from reporting.actions.committee import MemberData
from reporting.models import CommitteeMember, CommitteeRole

from .fields import ThaiDateField

_TOO_LONG = {"max_length": "ข้อความยาวเกินไป โปรดย่อให้สั้นลง"}


class MemberForm(forms.Form):
    """One member, new or to be corrected."""

    name = forms.CharField(
        label="ชื่อ–สกุล",
        max_length=120,
        help_text="พร้อมคำนำหน้า ตามที่จะพิมพ์ในมติ",
        error_messages={"required": "โปรดพิมพ์ชื่อ–สกุลของกรรมการ", **_TOO_LONG},
    )
    role = forms.ChoiceField(
        label="หน้าที่ในคณะกรรมการ",
        choices=CommitteeRole.choices,
        initial=CommitteeRole.MEMBER,
        error_messages={"required": "โปรดเลือกหน้าที่ในคณะกรรมการ"},
    )
    position = forms.CharField(label="ตำแหน่ง (ถ้ามี)", max_length=120, required=False, error_messages=_TOO_LONG)
    since = ThaiDateField(label="เป็นกรรมการตั้งแต่")
    email = forms.EmailField(
        label="อีเมล (ถ้ามี)",
        required=False,
        error_messages={"invalid": "อีเมลไม่ถูกต้อง โปรดตรวจอีกครั้ง", **_TOO_LONG},
    )
    phone = forms.CharField(
        label="โทรศัพท์ (ถ้ามี)",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages=_TOO_LONG,
    )

    @classmethod
    def of(cls, member: CommitteeMember) -> MemberForm:
        """The form filled with what the register says."""
        return cls(initial={name: getattr(member, name) for name in cls.base_fields})

    def data_for_action(self) -> MemberData:
        said = self.cleaned_data
        return MemberData(**said | {"role": CommitteeRole(said["role"])})


class EndMemberForm(forms.Form):
    """The last day of a member's time."""

    until = ThaiDateField(label="เป็นกรรมการวันสุดท้าย")
