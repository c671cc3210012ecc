"""The sheet of names that a committee's meeting signs: members by role, and lines for the pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.fiscal import FiscalMonth
from reporting.models import Committee, CommitteeMember, quorum_of

# Guests and deputies sign too.
SPARE_LINES = 3


@dataclass(frozen=True)
class Row:
    """One line to sign; a spare line has no name."""

    number: int
    name: str = ""
    position: str = ""
    role: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything on the sheet; nothing of it is issued, so it carries neither number nor QR code."""

    committee: str
    code: str
    month: FiscalMonth
    rows: tuple[Row, ...]
    members: int
    quorum: int
    verify_url: str = ""
    is_draft: bool = False

    @property
    def title(self) -> str:
        return f"ใบลงชื่อผู้เข้าประชุม {self.committee} {self.month.label}"

    @property
    def file_name(self) -> str:
        return f"sign-in-{self.code}-{self.month.slug}.pdf"


def build(committee: Committee, month: FiscalMonth, members: Sequence[CommitteeMember]) -> Sheet:
    """The sheet for the members in their order; no query."""
    names = [
        Row(number, member.name, member.position, member.get_role_display())
        for number, member in enumerate(members, start=1)
    ]
    spare = [Row(len(names) + number) for number in range(1, SPARE_LINES + 1)]
    return Sheet(
        committee=f"คณะกรรมการ นตผ.{committee}",
        code=committee.pk,
        month=month,
        rows=(*names, *spare),
        members=len(names),
        quorum=quorum_of(len(names)),
    )
