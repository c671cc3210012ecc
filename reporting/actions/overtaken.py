"""An open circular whose figures have changed since: its office is told once, by the act that changed them.

Whether a circular still holds is told by comparison alone (`CircularStanding`); nothing is ended here.
"""

from __future__ import annotations

from datetime import datetime

from reporting.models import Circular, MonthlyReport, NoticeKind, User
from reporting.stats.circulars import CircularStanding

from . import notices


def tell(*, report: MonthlyReport, by: User, now: datetime) -> None:
    """Tell the office of each circular that asks about other figures of the report than there are now.

    The caller holds the lock on the report's row and has stored the change; 1 query when none is open.
    """
    asking = Circular.objects.open().filter(items__report=report, void_told_at__isnull=True)
    for circular in asking.select_related("district__province", "province"):
        standing = CircularStanding(circular)
        untold = Circular.objects.filter(pk=circular.pk, void_told_at__isnull=True)
        if standing.is_void and untold.update(void_told_at=now):
            notices.circular(NoticeKind.CIRCULAR_VOID, standing=standing, by=by, now=now)
