"""Sends the e-mails that wait: `manage.py send_mail`, every minute in production."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reporting import mailing


class Command(BaseCommand):
    help = "Send the e-mails that wait in the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        result = mailing.send_waiting(clock=timezone.now)
        self.stdout.write(f"{result.sent} sent, {result.failed} failed")
