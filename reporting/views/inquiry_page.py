"""What the page of an inquiry shows: the figure then and now, the thread, and who may do what."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from reporting import access, inquiry_words
from reporting.access import Permission
from reporting.forms.inquiries import ShareForm, WriteForm, close_form
from reporting.models import Inquiry, InquiryMessageKind, InquiryState, MonthlyReport
from reporting.stats import inquiries as stats

from . import inquiry_rows, saying
from .common import public_address
from .inquiry_rows import Said
from .saying import Say

_WRITES = {
    Permission.INQUIRE: ("ถามต่อ", "จังหวัดได้รับแจ้งและตอบอีกครั้ง"),
    Permission.ANSWER: ("ตอบกรมฯ", "กรมฯ ได้รับแจ้งทันที ส่งแล้วแก้หรือลบไม่ได้"),
    Permission.REMARK: ("ส่งคำชี้แจง", "ทั้งจังหวัดและกรมฯ อ่านข้อความนี้ ส่งแล้วแก้หรือลบไม่ได้"),
}
_ANSWERS = (InquiryMessageKind.ANSWER, InquiryMessageKind.REMARK)


class InquiryPage:
    """One inquiry as this person sees it; forms that were sent stay as they were typed."""

    def __init__(self, request: HttpRequest, inquiry: Inquiry) -> None:
        self.request, self.user, self.inquiry = request, request.user, inquiry
        self.now = timezone.now()

    @property
    def right(self) -> Permission | None:
        """As what this person writes here: asks further, answers or remarks; None for who only reads."""
        district = self.inquiry.publication.district
        return next((right for right in _WRITES if access.can(self.user, right, district)), None)

    @property
    def may_write(self) -> bool:
        return self.right is not None

    def draw(self, **sent: Any) -> HttpResponse:
        status = 422 if sent else 200
        said = inquiry_rows.thread(self.inquiry)
        context = {
            "inquiry": self.inquiry,
            "publication": self.inquiry.publication,
            "badge": inquiry_rows.badge_of(self.inquiry),
            "days": inquiry_rows.days(self.inquiry, now=self.now),
            "said": said,
            "replaced": stats.replaced(self.inquiry),
            "correction": self._correction(said),
            "line_text": self._line_text(),
        }
        context |= self._forms(**sent)
        return render(self.request, "reporting/inquiries/inquiry.html", context, status=status)

    def _forms(self, **sent: Any) -> dict[str, Any]:
        """What this person may do while the matter is not closed."""
        if self.inquiry.is_closed or self.right is None:
            return {}
        button, hint = _WRITES[self.right]
        forms = {"write": sent.get("write") or WriteForm(), "button": button, "hint": hint}
        if self.right == Permission.INQUIRE:
            forms["close"] = sent.get("close") or close_form(self.inquiry)
        if self.right == Permission.ANSWER:
            forms["share"] = sent.get("share") or ShareForm()
        return forms

    def _correction(self, said: list[Said]) -> Say | None:
        """The way to a correction for who may ask for or grant one, once there is an answer (R13)."""
        if not any(one.message.kind in _ANSWERS for one in said):
            return None
        reports = MonthlyReport.objects.with_context()
        report = reports.get(pk=self.inquiry.publication.report_id)
        asks = access.can(self.user, Permission.ASK_CORRECTION, report)
        if not (asks or access.may_decide(self.user, report)):
            return None
        return saying.of_correction(report, self.user, now=self.now)

    def _line_text(self) -> str:
        """Words for LINE to the office that is waited for: the province, or the district."""
        to = {Permission.INQUIRE: "province", Permission.ANSWER: "district"}.get(self.right or "")
        called = self.inquiry.is_shared and self.inquiry.heard_at is None
        if self.inquiry.state != InquiryState.OPEN or to is None or (to == "district" and not called):
            return ""
        link = public_address(self.request, reverse("inquiry", args=(self.inquiry.pk,)))
        return inquiry_words.for_line(self.inquiry, to=to, link=link)
