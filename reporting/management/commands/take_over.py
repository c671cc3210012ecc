"""Draws the forms that a lost process has left behind: `manage.py take_over`, every minute in production."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reporting import tasks


class Command(BaseCommand):
    help = "Draw the forms whose worker is gone."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{tasks.take_over()} jobs taken over")
