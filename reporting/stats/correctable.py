"""Which (producer, category) pairs of a published month a correction can name, with their published figures.

The lines of the publication, those that it says were removed, and what the district's register has without a
line in the month: a producer that was forgotten. Nothing here reads a working figure, so that the department
may look at it (R12).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting.models import (
    CHANNEL_COLUMNS,
    Category,
    Correction,
    MonthlyReport,
    ProducerGroup,
    Publication,
    RosterEntry,
)

from .sheet import PairKey, reading_order

Amounts = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class Published:
    """A pair with its published month: baht by channel, or None where the publication has no line of it."""

    key: PairKey
    name: str
    subdistrict: str
    amounts: Amounts | None
    nil: bool = False
    removed: str = ""

    @property
    def category_label(self) -> str:
        return Category(self.key[1]).label

    @property
    def total(self) -> Decimal | None:
        """The published month over the three channels, in baht."""
        return None if self.amounts is None else sum(self.amounts, Decimal("0.00"))


@dataclass(frozen=True)
class Asked:
    """A pair that a correction names, and whether it was granted."""

    granted: bool
    published: Published


def keys(report: MonthlyReport) -> set[PairKey]:
    """All pairs that a correction of the report can name; 2 queries."""
    return _of_publication(report.publications.current().get()) | _of_register(report.district_id)


def pairs(publication: Publication, *, register: bool = True) -> list[Published]:
    """The same pairs with what is published of them, in reading order; 2 queries.

    Without `register` only what the publication names, for who does not see the district's register.
    """
    wanted = _of_publication(publication)
    if register:
        wanted |= _of_register(publication.district_id)
    return _with_figures(wanted, publication)


def asked(correction: Correction, publication: Publication) -> list[Asked]:
    """The pairs of a correction with what `publication` says of them, in reading order; 2 queries."""
    lines = {line.key: line for line in correction.lines.all()}
    return [Asked(lines[one.key].granted, one) for one in _with_figures(set(lines), publication)]


def _of_publication(publication: Publication) -> set[PairKey]:
    content = publication.content
    return {(line["group"], line["category"]) for line in (*content["lines"], *content["removed"])}


def _of_register(district_id: str) -> set[PairKey]:
    """The pairs of the producers that are not closed, whatever month they begin in; 1 query."""
    roster = RosterEntry.objects.of_district(district_id).filter(group__closed_at__isnull=True)
    return set(roster.values_list("group_id", "category"))


def _with_figures(wanted: set[PairKey], publication: Publication) -> list[Published]:
    content = publication.content
    lines = {(line["group"], line["category"]): line for line in content["lines"]}
    removed = {(line["group"], line["category"]): line["reason"] for line in content["removed"]}
    groups = ProducerGroup.objects.filter(pk__in={group_id for group_id, _ in wanted})
    columns = ("id", "name", "sort_key", "subdistrict__name_th")
    facts = {pk: (name, key, place) for pk, name, key, place in groups.values_list(*columns)}
    ordered = sorted(wanted, key=lambda key: reading_order(facts[key[0]][1], *key))
    return [
        Published(
            key,
            name=facts[key[0]][0],
            subdistrict=facts[key[0]][2],
            amounts=_amounts(lines[key]) if key in lines else None,
            nil=key in lines and lines[key]["nil"],
            removed=removed.get(key, ""),
        )
        for key in ordered
    ]


def _amounts(line: dict[str, Any]) -> Amounts:
    return tuple(Decimal(line[column]) for column in CHANNEL_COLUMNS)
