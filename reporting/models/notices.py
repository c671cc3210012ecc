"""What the portal tells a person: a month was handed over, written about, opened, closed, or is nearly due.

A notice is one sentence for one person, written in the transaction of the act that it tells of. It holds no
figure and no words of others, so that it can leave the portal as an e-mail. What district and province write
to each other is a `Message`, what the department asks an `Inquiry`; a notice only says that there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, F, Q

from .inquiries import Inquiry
from .months import ReportingMonth
from .sales import SalesLine
from .workflow import Action, MonthlyReport

if TYPE_CHECKING:
    from .users import User


class NoticeKind(models.TextChoices):
    """What a notice tells of; the verbs of the workflow keep their names."""

    SUBMIT = Action.SUBMIT.value, "ส่งจังหวัด"
    WITHDRAW = Action.WITHDRAW.value, "ดึงกลับ"
    RETURN_LINES = Action.RETURN_LINES.value, "จังหวัดส่งคืน"
    PUBLISH = Action.PUBLISH.value, "จังหวัดยืนยัน"
    REOPEN = Action.REOPEN.value, "เปิดแก้ไข"
    END_CORRECTION = Action.END_CORRECTION.value, "ยุติการแก้ไข"
    CORRECTION_ASKED = "correction_asked", "ขอแก้ไข"
    CORRECTION_REFUSED = "correction_refused", "ไม่อนุญาตแก้ไข"
    CORRECTION_WITHDRAWN = "correction_withdrawn", "ถอนคำขอแก้ไข"
    CORRECTION_EXTENDED = "correction_extended", "เลื่อนวันแก้ไข"
    MESSAGE = "message", "ข้อความ"
    INQUIRY_ASKED = "inquiry_asked", "กรมฯ ซักถาม"
    INQUIRY_SHARED = "inquiry_shared", "จังหวัดขอให้ชี้แจง"
    INQUIRY_REMARKED = "inquiry_remarked", "อำเภอชี้แจง"
    INQUIRY_ANSWERED = "inquiry_answered", "ตอบข้อซักถาม"
    INQUIRY_CLOSED = "inquiry_closed", "ปิดข้อซักถาม"
    MONTH_OPENED = "month_opened", "เปิดเดือน"
    MONTH_CLOSED = "month_closed", "ปิดเดือน"
    DUE_MOVED = "due_moved", "เลื่อนกำหนด"
    EXTENDED = "extended", "ขยายเวลา"
    EXTENSION_ENDED = "extension_ended", "ยกเลิกการขยายเวลา"
    CIRCULAR_ANSWERED = "circular_answered", "ตอบหนังสือเวียนครบ"
    CIRCULAR_CLOSED = "circular_closed", "ปิดหนังสือเวียน"
    CIRCULAR_CANCELLED = "circular_cancelled", "ยกเลิกหนังสือเวียน"
    CIRCULAR_VOID = "circular_void", "หนังสือเวียนใช้ไม่ได้"
    COVER_ARRANGED = "cover_arranged", "ปฏิบัติหน้าที่แทน"
    COVER_ENDED = "cover_ended", "สิ้นสุดการแทน"
    REMIND_SUBMIT = "remind_submit", "เตือนให้ส่ง"
    REMIND_FIX = "remind_fix", "เตือนให้แก้"
    REMIND_PUBLISH = "remind_publish", "เตือนให้ยืนยัน"


OF_INQUIRIES = (
    NoticeKind.INQUIRY_ASKED,
    NoticeKind.INQUIRY_SHARED,
    NoticeKind.INQUIRY_REMARKED,
    NoticeKind.INQUIRY_ANSWERED,
    NoticeKind.INQUIRY_CLOSED,
)
REMINDERS = (NoticeKind.REMIND_SUBMIT, NoticeKind.REMIND_FIX, NoticeKind.REMIND_PUBLISH)
BY_NOBODY = (*REMINDERS, NoticeKind.CIRCULAR_ANSWERED)
OF_COVER = (NoticeKind.COVER_ARRANGED, NoticeKind.COVER_ENDED)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)

    def count_for(self, user: User | F) -> models.QuerySet:
        """How many unread notices a person has, as a subquery beside the person's own row."""
        own = self.unread().filter(user=user).order_by()
        return own.values("user").annotate(number=Count("pk")).values("number")


class Notice(models.Model):
    """One sentence for one person. `by` is who did what it tells of: nobody for a reminder, nor for the last
    answer to a circular, which comes from a member without an account.

    What is told of a leave cover belongs to no month.

    `reminder_day` is the day for which a reminder was meant: once for each person, month, matter and day.
    """

    user = models.ForeignKey("reporting.User", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    month = models.ForeignKey(ReportingMonth, null=True, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(MonthlyReport, null=True, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(SalesLine, null=True, on_delete=models.PROTECT, related_name="+")
    inquiry = models.ForeignKey(Inquiry, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    reminder_day = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="notice_has_text", condition=~Q(text="")),
            models.CheckConstraint(name="notice_kind_known", condition=Q(kind__in=NoticeKind.values)),
            models.CheckConstraint(
                name="notice_month_unless_of_cover",
                condition=(
                    Q(kind__in=OF_COVER, month__isnull=True, report__isnull=True)
                    | (~Q(kind__in=OF_COVER) & Q(month__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="notice_line_has_report", condition=Q(line__isnull=True) | Q(report__isnull=False)
            ),
            models.CheckConstraint(
                name="notice_inquiry_fits_kind",
                condition=(
                    Q(kind__in=OF_INQUIRIES, inquiry__isnull=False, report__isnull=True)
                    | (~Q(kind__in=OF_INQUIRIES) & Q(inquiry__isnull=True))
                ),
            ),
            models.CheckConstraint(
                name="notice_reminder_has_day",
                condition=(
                    Q(kind__in=REMINDERS, reminder_day__isnull=False)
                    | (~Q(kind__in=REMINDERS) & Q(reminder_day__isnull=True))
                ),
            ),
            models.CheckConstraint(
                name="notice_names_who_did_it",
                condition=Q(kind__in=BY_NOBODY, by__isnull=True)
                | (~Q(kind__in=BY_NOBODY) & Q(by__isnull=False)),
            ),
            models.UniqueConstraint(
                name="notice_reminder_once",
                fields=("user", "month", "kind", "reminder_day"),
                condition=Q(reminder_day__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="notice_of_user", fields=("user", "-id")),
            models.Index(name="notice_unread", fields=("user",), condition=Q(read_at__isnull=True)),
        )

    def __str__(self) -> str:
        return self.text
