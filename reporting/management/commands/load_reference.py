"""Load the places and the holidays into a new installation. Twice changes nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reporting.actions import reference


class Command(BaseCommand):
    help = "Load provinces, districts, subdistricts and holidays from fixtures/."

    def handle(self, *args: Any, **options: Any) -> None:
        fixtures = settings.BASE_DIR / "fixtures"
        places = reference.load_geography(fixtures / "geography")
        holidays = reference.load_holidays(fixtures / "holidays.csv")
        self.stdout.write(f"{places:,} places, {holidays:,} holidays")
