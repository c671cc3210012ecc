"""What a province sends back, why, and what the district says to it (R10).

Every returned line carries a coded reason and words. It keeps the figures it had, so that both offices see
what came of it; a line that comes back with the same figures carries an answer in words.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Protocol

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from .fields import MoneyField, all_or_none
from .workflow import MonthlyReport, State

FIGURES = ("regular", "transfer", "online", "nil")


class ReturnReason(models.Model):
    """A coded reason for returning a line, on the department's list. Codes are retired, never deleted (R16).

    `advice` is what the district should check first when a line comes back for this reason.
    """

    code = models.CharField(max_length=20, primary_key=True)
    label = models.CharField(max_length=120)
    advice = models.CharField(max_length=200, blank=True, default="", db_default="")
    position = models.PositiveSmallIntegerField()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(name="reason_code_and_label_given", condition=~Q(code="") & ~Q(label="")),
        )

    def __str__(self) -> str:
        return self.label


class Return(models.Model):
    """One act of sending lines back to the district (R10). The newest of a revision is the one in force.

    `whole`: the report as a whole came back, for one reason that every line carries.
    """

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="returns")
    revision = models.PositiveSmallIntegerField()
    whole = models.BooleanField(default=False, db_default=False)
    at = models.DateTimeField()
    by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("report", "at", "id")

    def __str__(self) -> str:
        return f"{self.report} ส่งคืน"


class Figures(Protocol):
    """What a returned line is compared with: a sales line, or a row of the desk."""

    version: int
    nil: bool
    removed_at: datetime | None

    @property
    def amounts(self) -> tuple[Decimal, Decimal, Decimal]: ...


class ReturnedLineQuerySet(models.QuerySet["ReturnedLine"]):
    def in_force(self) -> ReturnedLineQuerySet:
        """Those for which a report lies with its district now: of its newest return."""
        newer = Return.objects.filter(report=OuterRef("sent_back__report"), pk__gt=OuterRef("sent_back"))
        return self.filter(~Exists(newer), sent_back__report__state=State.RETURNED)

    def left(self) -> ReturnedLineQuerySet:
        """Those that came to nothing so far: neither changed nor answered."""
        same = Q(**{name: F(f"line__{name}") for name in FIGURES})
        unchanged = Q(line__version=F("line_version")) | same
        return self.filter(unchanged, answer="", line__removed_at__isnull=True)


class ReturnedLine(models.Model):
    """A line that was sent back, with the coded reason and the words; neither may be missing.

    `reason_label` keeps the reason's words of that day; `wanted_by` is the province's wish, not a due date.
    """

    sent_back = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey("reporting.SalesLine", on_delete=models.PROTECT, related_name="returns")
    line_version = models.PositiveIntegerField()
    reason = models.ForeignKey(ReturnReason, on_delete=models.PROTECT, related_name="+")
    reason_label = models.CharField(max_length=120, blank=True, default="", db_default="")
    text = models.CharField("คำอธิบาย", max_length=500)
    wanted_by = models.DateField(null=True)
    regular = MoneyField("รายได้ปกติ", null=True)
    transfer = MoneyField("รายได้โอน", null=True)
    online = MoneyField("รายได้ออนไลน์", null=True)
    nil = models.BooleanField(null=True)
    answer = models.CharField("คำตอบ", max_length=500, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(null=True)
    # Nobody asks for the answers of a person, and an index would lock the table while it is made.
    answered_by = models.ForeignKey(
        "reporting.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = ReturnedLineQuerySet.as_manager()

    class Meta:
        ordering = ("sent_back", "line")
        constraints = (
            models.UniqueConstraint(name="returned_line_once_per_return", fields=("sent_back", "line")),
            models.CheckConstraint(
                name="returned_line_has_code_and_text", condition=~Q(text="") & ~Q(reason="")
            ),
            models.CheckConstraint(name="returned_line_figures_are_whole", condition=all_or_none(*FIGURES)),
            models.CheckConstraint(
                name="returned_line_answer_is_whole",
                condition=(
                    Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                    | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line} · {self.why}"

    @property
    def why(self) -> str:
        """The coded reason in the words it was given with."""
        return self.reason_label or self.reason.label

    @property
    def before(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """The line's month as it was sent back, in baht by channel; None where that is not known."""
        return None if self.regular is None else (self.regular, self.transfer, self.online)

    def is_changed_in(self, now: Figures) -> bool:
        """Whether the line's month says something else than when it came back.

        A figure that was changed and changed back is no change: the province would see the same again.
        """
        if now.removed_at is not None:
            return True
        same = self.before is not None and (*self.before, self.nil) == (*now.amounts, now.nil)
        return now.version != self.line_version and not same

    def is_done_in(self, now: Figures) -> bool:
        """Whether the district has done its part: changed the figures, or said in words why not."""
        return bool(self.answer) or self.is_changed_in(now)

    @property
    def is_changed(self) -> bool:
        return self.is_changed_in(self.line)

    @property
    def is_done(self) -> bool:
        return self.is_done_in(self.line)
