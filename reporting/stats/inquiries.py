"""The figures of a publication that can be asked about, and what became of a figure since (S46).

Read from publications only: a line from the payload, a sum from the totals; never from a working table (R12).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reporting.models import CHANNEL_COLUMNS, Category, Channel, Inquiry, Publication

from .sales import ZERO

WHOLE = "ทั้งอำเภอ"
ALL_CHANNELS = "ทุกช่องทาง"


@dataclass(frozen=True)
class Figure:
    """One amount in baht; an empty category or channel stands for all of them, `line` for a line's amount."""

    line: int | None
    category: str
    channel: str
    subject: str
    amount: Decimal

    @property
    def code(self) -> str:
        """What names it within its publication and line, as a form sends it."""
        return f"{self.category}-{self.channel}"


@dataclass(frozen=True)
class Replaced:
    """The revision that counts now, and the same figure in it: None where it has no such line any more."""

    publication: Publication
    amount: Decimal | None
    before: Decimal

    @property
    def change(self) -> Decimal | None:
        return None if self.amount is None else self.amount - self.before


def figures(publication: Publication, line: int | None = None) -> list[Figure]:
    """The figures of one line, or the publication's sums by category; each with its channels.

    Empty for a line that the publication does not have. At most 1 query.
    """
    return list(_of_line(publication, line) if line else _of_sums(publication))


def replaced(inquiry: Inquiry) -> Replaced | None:
    """What the figure is in the revision that took the publication's place; None while it counts."""
    if inquiry.publication.superseded_at is None:
        return None
    counts = Publication.objects.current().get(report=inquiry.publication.report_id)
    wanted = (inquiry.category, inquiry.channel)
    same = (one.amount for one in figures(counts, inquiry.line) if (one.category, one.channel) == wanted)
    return Replaced(counts, next(same, None if inquiry.line else ZERO), inquiry.amount)


def _of_line(publication: Publication, line_id: int) -> Iterator[Figure]:
    for line in publication.content["lines"]:
        if line["line"] == line_id:
            name = f"{line['name']} ({Category(line['category']).label})"
            amounts = [Decimal(line[column]) for column in CHANNEL_COLUMNS]
            yield from _with_channels(name, line["category"], amounts, line=line_id)


def _of_sums(publication: Publication) -> Iterator[Figure]:
    yield from _with_channels(WHOLE, "", [getattr(publication, column) for column in CHANNEL_COLUMNS])
    sums: dict[str, list[Decimal]] = {}
    for cell in publication.totals.order_by():
        own = sums.setdefault(cell.category, [ZERO] * len(CHANNEL_COLUMNS))
        sums[cell.category] = [
            amount + getattr(cell, column) for amount, column in zip(own, CHANNEL_COLUMNS, strict=True)
        ]
    for category in Category:
        if category.value in sums:
            yield from _with_channels(category.label, category.value, sums[category.value])


def _with_channels(
    name: str, category: str, amounts: list[Decimal], *, line: int | None = None
) -> Iterator[Figure]:
    yield Figure(line, category, "", f"{name} · {ALL_CHANNELS}", sum(amounts, ZERO))
    for channel, amount in zip(Channel, amounts, strict=True):
        yield Figure(line, category, channel.value, f"{name} · {channel.label}", amount)
