"""What is read ahead once a confirmation stands, so that nobody who opens a page later waits for it.

Nothing is written to the database here, and nothing depends on it: a page reads what was not read ahead.
"""

from __future__ import annotations

from django.db import transaction

from reporting.models import MonthlyReport
from reporting.stats import register_growth


def after_publishing(report: MonthlyReport) -> None:
    """After the commit read what the lines of the district say of its producers; a failure is logged only."""

    def read() -> None:
        register_growth.prepare(report.district, report.fiscal_month.fiscal_year)

    transaction.on_commit(read, robust=True)
