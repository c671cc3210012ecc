"""Draws the forms that a lost process has left behind and erases drafts whose hour is over.

`manage.py take_over`, every minute in production.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reporting import tasks
from reporting.actions import jobs


class Command(BaseCommand):
    help = "Draw the forms whose worker is gone, and erase drafts older than an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        taken, erased = tasks.take_over(), jobs.forget_drafts(now=timezone.now())
        self.stdout.write(f"{taken} jobs taken over, {erased} drafts erased")
