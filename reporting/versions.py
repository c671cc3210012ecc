"""What changed in each version of the portal, for its users: `fixtures/versions.json`, the newest first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Change:
    """One thing that is new, and whom it is for."""

    who: str
    text: str


@dataclass(frozen=True)
class Version:
    number: str
    day: date
    title: str
    changes: tuple[Change, ...]


@cache
def versions() -> tuple[Version, ...]:
    """All versions, read once per process."""
    rows = json.loads((settings.BASE_DIR / "fixtures" / "versions.json").read_text(encoding="utf-8"))
    return tuple(
        Version(
            row["number"],
            date.fromisoformat(row["date"]),
            row["title"],
            tuple(Change(**change) for change in row["changes"]),
        )
        for row in rows
    )


def newest() -> Version:
    return versions()[0]
