"""The lines that an office has marked to come back to."""

from __future__ import annotations

from django.db.models import QuerySet

from reporting.models import FollowUp, MonthlyReport, User


def marked(report: MonthlyReport, user: User) -> set[int]:
    """The ids of the report's lines that the person's office follows; 1 query."""
    found = FollowUp.objects.visible_to(user).open().filter(line__report=report)
    return set(found.values_list("line_id", flat=True))


def work_list(user: User) -> QuerySet[FollowUp]:
    """Everything that the person's office follows, newest month first; 1 query."""
    found = FollowUp.objects.visible_to(user).open()
    found = found.select_related("marked_by", "line__group", "line__report__month", "line__report__district")
    return found.order_by("-line__report__month__month", "line__report__district", "-marked_at", "-id")
