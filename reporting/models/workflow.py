"""The monthly report of a district: its state, its stamps and its hand-overs.

Four states are stored (OPEN, SUBMITTED, RETURNED, PUBLISHED) and tied to their stamps by CHECKs, so
that a report can never claim a state without saying who brought it there and when. What can be
counted ("all lines ticked") is never stored.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from reporting import deadlines
from reporting.fiscal import FiscalMonth

from .fields import all_or_none
from .geography import District
from .months import ReportingMonth

if TYPE_CHECKING:
    from .returns import Return
    from .users import User


class State(models.TextChoices):
    OPEN = "OPEN", "กำลังบันทึก"
    SUBMITTED = "SUBMITTED", "ส่งจังหวัดแล้ว"
    RETURNED = "RETURNED", "จังหวัดส่งคืน"
    PUBLISHED = "PUBLISHED", "จังหวัดยืนยันแล้ว"


class Action(models.TextChoices):
    """The verbs of the workflow; each is one row of the transition table in `access`."""

    SUBMIT = "submit", "ส่งจังหวัด"
    WITHDRAW = "withdraw", "ดึงกลับ"
    RETURN_LINES = "return_lines", "ส่งคืนแก้ไข"
    PUBLISH = "publish", "ยืนยันและส่งกรมฯ"
    REOPEN = "reopen", "เปิดแก้ไขหลังยืนยัน"
    END_CORRECTION = "end_correction", "ยุติการแก้ไข"


class MonthlyReportQuerySet(models.QuerySet["MonthlyReport"]):
    def visible_to(self, user: User) -> MonthlyReportQuerySet:
        """Working reports of one's own district or province; nobody else reaches them (R12)."""
        if user.district_id:
            return self.filter(district_id=user.district_id)
        return self.filter(district__province_id=user.province_id) if user.province_id else self.none()

    def for_month(self, month: FiscalMonth) -> MonthlyReportQuerySet:
        return self.filter(month__month=month)

    def with_context(self) -> MonthlyReportQuerySet:
        """Everything that a page or an action reads beside the report itself, in one query."""
        return self.select_related("month", "district__province", "correction")

    def locked(self) -> MonthlyReportQuerySet:
        """Lock the report's own row; every action does this before it reads anything else."""
        return self.with_context().select_for_update(of=("self",))


class MonthlyReport(models.Model):
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="reports")
    month = models.ForeignKey(ReportingMonth, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    revision = models.PositiveSmallIntegerField(default=1)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    province_acted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    reopen_reason = models.CharField(max_length=500, blank=True)
    # Whether the month is closed to entering (R14). It follows the month, and stands here because the lock on
    # this row is what an entry waits for: a month that is read beside the row may be older than the lock.
    closed = models.BooleanField(default=False, db_default=False)
    # The last day, in Bangkok, of the extension in force; the day may be over.
    extended_until = models.DateField(null=True)
    # The due date that the first submission is judged by, where the month's was moved afterwards.
    first_submit_due = models.DateField(null=True)
    # The grant under which a newer revision is being drafted. It is found from the report, never the other
    # way round, and an index would lock the table while it is made.
    correction = models.ForeignKey(
        "reporting.Correction", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = MonthlyReportQuerySet.as_manager()

    class Meta:
        ordering = ("month", "district")
        constraints = (
            models.UniqueConstraint(name="report_once_per_district_month", fields=("district", "month")),
            models.CheckConstraint(name="report_revision_from_one", condition=Q(revision__gte=1)),
            models.CheckConstraint(
                name="report_state_agrees_with_stamps",
                condition=(
                    Q(
                        state=State.OPEN,
                        submitted_at__isnull=True,
                        returned_at__isnull=True,
                        published_at__isnull=True,
                        province_acted_at__isnull=True,
                    )
                    | Q(
                        state=State.SUBMITTED,
                        submitted_at__isnull=False,
                        returned_at__isnull=True,
                        published_at__isnull=True,
                    )
                    | Q(
                        state=State.RETURNED,
                        submitted_at__isnull=False,
                        returned_at__isnull=False,
                        published_at__isnull=True,
                        province_acted_at__isnull=False,
                    )
                    | Q(
                        state=State.PUBLISHED,
                        submitted_at__isnull=False,
                        returned_at__isnull=True,
                        published_at__isnull=False,
                        province_acted_at__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="report_stamps_have_a_person",
                condition=(
                    all_or_none("submitted_at", "submitted_by")
                    & all_or_none("returned_at", "returned_by")
                    & all_or_none("published_at", "published_by")
                    & all_or_none("reopened_at", "reopened_by")
                ),
            ),
            models.CheckConstraint(
                name="report_first_submission_kept",
                condition=Q(submitted_at__isnull=True) | Q(first_submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_kept_due_was_submitted",
                condition=Q(first_submit_due__isnull=True) | Q(first_submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_correction_has_reason",
                condition=(
                    Q(revision__lte=1, reopened_at__isnull=True, reopen_reason="")
                    | (Q(revision__gt=1, reopened_at__isnull=False) & ~Q(reopen_reason=""))
                ),
            ),
            models.CheckConstraint(
                name="report_grant_only_while_drafting",
                condition=Q(correction__isnull=True) | (Q(revision__gt=1) & ~Q(state=State.PUBLISHED)),
            ),
        )
        indexes = (models.Index(name="report_by_month_and_state", fields=("month", "state")),)

    def __str__(self) -> str:
        return f"{self.district} {self.month}"

    @property
    def fiscal_month(self) -> FiscalMonth:
        return self.month.month

    @property
    def is_correction(self) -> bool:
        """Whether the working figures are to replace a publication (R13)."""
        return self.revision > 1

    @property
    def takes_figures(self) -> bool:
        """Whether the state lets the district change anything at all (R9, R10); see `takes_figures_at`.

        A closed month takes no new figures, except from a district with an extension; what the province
        returned or reopened can still be mended.
        """
        if self.state == State.OPEN:
            return not self.closed or self.extended_until is not None or self.is_correction
        return self.state == State.RETURNED

    def is_shut_on(self, today: date) -> bool:
        """Whether the district's own time is over: the month is closed, and so is any extension (R14)."""
        return self.closed and (self.extended_until is None or self.extended_until < today)

    def is_frozen_at(self, now: datetime) -> bool:
        """Whether the last day of the correction's grant is over, so that its draft stands still (R13)."""
        return self.correction_id is not None and self.correction.is_expired_at(now)

    def takes_figures_at(self, now: datetime) -> bool:
        """Whether the district may change anything at all at this moment (R9, R10, R13, R14)."""
        if self.state == State.OPEN and not self.is_correction:
            return not self.is_shut_on(deadlines.bangkok_date(now))
        return self.takes_figures and not self.is_frozen_at(now)

    def newest_return(self) -> Return | None:
        """The newest return of this draft, whatever has become of the report since.

        A revision may have been drafted before and ended without a publication; its returns are over.
        """
        own = self.returns.filter(revision=self.revision)
        if self.reopened_at:
            own = own.filter(at__gte=self.reopened_at)
        return own.order_by("-at", "-id").first()

    @property
    def is_late(self) -> bool | None:
        """Whether the first submission that stood came after the due date (R14); None before it."""
        if self.first_submitted_at is None:
            return None
        return deadlines.is_late(self.first_submitted_at, self.submit_due)

    @property
    def last_day(self) -> date:
        """Until when the district is asked to submit: the due date, in a closed month the extension's day."""
        extended = self.closed and self.extended_until is not None
        return self.extended_until if extended else self.month.submit_due

    @property
    def submit_due(self) -> date:
        """The due date that the first submission is judged by: late for good, and in time for good (R14)."""
        return self.first_submit_due or self.month.submit_due


class TransitionQuerySet(models.QuerySet["Transition"]):
    def visible_to(self, user: User) -> TransitionQuerySet:
        """Hand-overs of one's own area; for those who read publications, only the publishing (R12)."""
        if user.sees_publications_of_all:
            return self.filter(action=Action.PUBLISH)
        if user.district_id:
            return self.filter(report__district_id=user.district_id)
        if user.province_id:
            return self.filter(report__district__province_id=user.province_id)
        return self.none()

    def with_context(self) -> TransitionQuerySet:
        """Everything that a receipt names, in one query."""
        people = ("by__district", "by__province", "cover__absent")
        return self.select_related("report__month", "report__district__province", *people)


class Transition(models.Model):
    """One row for each change of state, with the receipt number that the user is given."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="transitions")
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20, choices=Action.choices)
    from_state = models.CharField(max_length=10, choices=State.choices)
    to_state = models.CharField(max_length=10, choices=State.choices)
    revision = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    # In whose stead; found from the hand-over, never the other way round.
    cover = models.ForeignKey(
        "reporting.Cover", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=500, blank=True)
    receipt = models.CharField(max_length=40, unique=True)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        ordering = ("report", "sequence")
        constraints = (
            models.UniqueConstraint(name="transition_sequence_once", fields=("report", "sequence")),
            models.CheckConstraint(name="transition_changes_state", condition=~Q(from_state=F("to_state"))),
            models.CheckConstraint(
                name="transition_reason_where_needed",
                condition=~Q(action__in=[Action.WITHDRAW, Action.REOPEN, Action.END_CORRECTION], reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.receipt} {self.get_action_display()}"
