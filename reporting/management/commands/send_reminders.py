"""Reminds offices of due dates: `manage.py send_reminders`, every morning in production."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reporting.actions import reminders


class Command(BaseCommand):
    help = "Remind districts and provinces of what is nearly due, or late."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reminders.send(now=timezone.now())} reminders written")
