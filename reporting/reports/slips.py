"""Printed links of a circular letter: one slip for each member, to be cut apart, with the own QR code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.stats.circulars import CircularStanding

CODE = "otop:qr/"


@dataclass(frozen=True)
class Slip:
    """One member's slip; `picture` is the name of the QR code of `url`."""

    name: str
    role: str
    url: str
    picture: str


@dataclass(frozen=True)
class Slips:
    """Everything on the pages of slips."""

    committee: str
    number: str
    month: FiscalMonth
    until: str
    slips: tuple[Slip, ...]
    verify_url: str = ""
    is_draft: bool = False

    @property
    def title(self) -> str:
        return f"ใบตอบหนังสือเวียน {self.number} {self.committee} {self.month.label}"

    @property
    def codes(self) -> Mapping[str, str]:
        return {slip.picture: slip.url for slip in self.slips}


def build(standing: CircularStanding, urls: Mapping[int, str]) -> Slips:
    """The slips of those who have not answered yet, all of them where everybody has.

    `urls` maps the ids of the ballots to their links.
    """
    circular = standing.circular
    waiting = [ballot for ballot in standing.ballots if not ballot.answer] or standing.ballots
    return Slips(
        committee=f"คณะกรรมการ นตผ.{circular.committee}",
        number=circular.number,
        month=circular.month,
        until=thai_date(circular.expires_on),
        slips=tuple(
            Slip(ballot.name, ballot.get_role_display(), urls[ballot.pk], f"{CODE}{number}")
            for number, ballot in enumerate(waiting, start=1)
        ),
    )
