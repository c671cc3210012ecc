"""The handover pack on paper: what was pinned, in the same sections as on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reporting import brief
from reporting.models import Handover

WORDS_ON_FIRST_SHEET = 330


@dataclass(frozen=True)
class Paper:
    """Everything on the pages; nothing of it is issued, so it carries neither number nor QR code."""

    handover: Handover
    verify_url: str = ""
    is_draft: bool = False

    @property
    def title(self) -> str:
        return f"ชุดส่งมอบงาน {self.handover.leaver.get_role_display()} {self.handover.place}"

    @property
    def first_sheet(self) -> list[dict[str, Any]]:
        """The whole pack in brief; a pack of an earlier day has no such sheet."""
        return [section for section in self.handover.sections if section["code"] in brief.CODES]

    @property
    def annex(self) -> list[dict[str, Any]]:
        return [section for section in self.handover.sections if section["code"] not in brief.CODES]

    @property
    def first_words(self) -> str:
        """The leaver's own words as far as they fit on the first sheet."""
        return brief.clipped(self.handover.words, WORDS_ON_FIRST_SHEET)

    @property
    def repeats_words(self) -> bool:
        """Whether they have to stand in full after the first sheet, or there is none."""
        words = self.handover.words
        return bool(words) and not (self.first_sheet and self.first_words == " ".join(words.split()))

    @property
    def short_hash(self) -> str:
        return self.handover.sha256[:12]

    @property
    def file_name(self) -> str:
        return f"handover-{self.handover.place.pk}-{self.handover.pk}.pdf"
