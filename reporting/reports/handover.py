"""The handover pack on paper: what was pinned, in the same sections as on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reporting.models import Handover


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
    def sections(self) -> list[dict[str, Any]]:
        return self.handover.sections

    @property
    def short_hash(self) -> str:
        return self.handover.sha256[:12]

    @property
    def file_name(self) -> str:
        return f"handover-{self.handover.place.pk}-{self.handover.pk}.pdf"
