"""What the page of a correction shows: the request with published figures, and who may do what."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict

from reporting import access
from reporting.actions import corrections
from reporting.forms.corrections import CorrectionForm, ExtendForm, GrantForm, WordsForm
from reporting.models import Correction, Evidence, Publication, State, User
from reporting.stats import correctable
from reporting.stats.correctable import Asked


class CorrectionPage:
    """A published district-month, its open correction if there is one, and what came of earlier ones."""

    REFUSE = "เหตุผลที่ไม่อนุญาต"
    END = "เหตุผลที่ยุติการแก้ไข"

    def __init__(self, publication: Publication, user: User, *, now: datetime) -> None:
        self.publication, self.report = publication, publication.report
        self.user, self.now = user, now
        found = list(self.report.corrections.with_context().order_by("-asked_at", "-id"))
        self.open: Correction | None = next((one for one in found if one.is_open), None)
        self.earlier = [one for one in found if not one.is_open]

    @property
    def may_decide(self) -> bool:
        return access.may_decide(self.user, self.report)

    @property
    def may_ask(self) -> bool:
        return corrections.may_ask(self.user, self.report, pending=self.open)

    @property
    def may_begin(self) -> bool:
        """Whether this person may ask, or open a correction unasked."""
        opens = self.may_decide and self.open is None and self.report.state == State.PUBLISHED
        return self.may_ask or opens

    @property
    def may_withdraw(self) -> bool:
        is_asked = self.open is not None and self.open.is_asked
        return is_asked and access.can(self.user, access.Permission.ASK_CORRECTION, self.report)

    @property
    def waits_for_department(self) -> bool:
        """Whether the province looks at a request of a closed month, which is not its to decide."""
        return self.user.is_province_staff and not self.may_decide

    @property
    def is_frozen(self) -> bool:
        return self.report.is_frozen_at(self.now)

    @property
    def sees_desk(self) -> bool:
        return access.can(self.user, access.Permission.SEE_DESK, self.report)

    @property
    def last_day(self) -> date:
        return corrections.last_day(self.now)

    @property
    def next_day(self) -> date:
        """What the form that extends begins with: the present last day, or a later one where that is near."""
        return max(self.open.expires_on, self.last_day) if self.open else self.last_day

    @cached_property
    def asked(self) -> list[Asked]:
        """The lines of the open correction with what is published of them."""
        return correctable.asked(self.open, self.publication) if self.open else []

    @cached_property
    def pieces(self) -> list[Evidence]:
        """The evidence that the request names."""
        return list(self.open.evidence.select_related("file").order_by("id")) if self.open else []

    def form(self, data: QueryDict | None = None, *, searching: bool = False) -> CorrectionForm:
        """The form that asks; for who decides, with the last day of the grant."""
        own = Evidence.objects.visible_to(self.user).filter(report=self.report).present()
        register = access.can(self.user, access.Permission.SEE_DESK, self.report)
        return CorrectionForm(
            correctable.pairs(self.publication, register=register),
            data,
            evidence=list(own.select_related("file")),
            grants=self.may_decide,
            until=self.last_day,
            searching=searching,
        )

    def forms(self, **sent: Any) -> dict[str, Any]:
        """The forms that this person may use now; those that were sent stay as they were typed."""
        shown: dict[str, Any] = {"form": sent.get("form")}
        if not self.open or not self.may_decide:
            return shown
        if self.open.is_asked:
            shown["grant"] = sent.get("grant") or GrantForm(self.asked, until=self.last_day)
            shown["refuse"] = sent.get("refuse") or WordsForm(label=self.REFUSE)
        else:
            shown["extend"] = sent.get("extend") or ExtendForm(initial={"expires_on": self.next_day})
            shown["end"] = sent.get("end") or WordsForm(label=self.END)
        return shown
