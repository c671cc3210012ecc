"""What the forms have in common about the lines of a content (its shape is described in `stats.snapshot`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting.models import CHANNEL_COLUMNS, Category
from reporting.thai import thai_sort_key

ZERO = Decimal("0.00")

Line = dict[str, Any]


@dataclass(frozen=True)
class Amounts:
    """Baht by channel."""

    regular: Decimal = ZERO
    transfer: Decimal = ZERO
    online: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.regular + self.transfer + self.online

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.regular + other.regular, self.transfer + other.transfer, self.online + other.online
        )


def amounts_of(line: Line) -> Amounts:
    """The month's baht of one line of a content."""
    return Amounts(*(Decimal(line[column]) for column in CHANNEL_COLUMNS))


def in_reading_order(lines: Iterable[Line]) -> list[Line]:
    """The order of the sheet: Thai alphabet, then producer, then the official order of categories."""
    return sorted(
        lines,
        # The stored key has 500 characters, and the paper must be in the order of the screen.
        key=lambda line: (thai_sort_key(line["name"])[:500], line["group"], Category(line["category"]).rank),
    )
