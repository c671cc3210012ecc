"""Which (producer, category) pairs of a published month a correction can name, with their published figures.

The lines of the publication, those that it says were removed, and what the district's register has without a
line in the month: a producer that was forgotten. Nothing here reads a working figure, so that the department
may look at it (R12).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting.models import (
    CHANNEL_COLUMNS,
    Category,
    Correction,
    CorrectionState,
    MonthlyReport,
    ProducerGroup,
    Publication,
    RosterEntry,
)

from .sheet import PairKey, reading_order

Amounts = tuple[Decimal, Decimal, Decimal]
Facts = Mapping[int, tuple[str, str, str]]


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


@dataclass(frozen=True)
class Changed:
    """A pair that a correction names, as published before and in the revision that came of it.

    Without such a revision there is no `after`.
    """

    granted: bool
    before: Published
    after: Published | None

    @property
    def change(self) -> Decimal | None:
        """Baht that the correction added; a pair without a line counts as nothing."""
        if self.after is None:
            return None
        return (self.after.total or Decimal(0)) - (self.before.total or Decimal(0))


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


def history(report: MonthlyReport) -> list[tuple[Correction, list[Changed]]]:
    """Every correction of a month, the newest first, with its lines in reading order; 4 queries."""
    found = list(report.corrections.with_context().prefetch_related("lines").order_by("-asked_at", "-id"))
    publications = {one.revision: one for one in report.publications.all()}
    facts = _facts({line.key for one in found for line in one.lines.all()})
    return [(one, _changed(one, publications, facts)) for one in found]


def _changed(correction: Correction, publications: Mapping[int, Publication], facts: Facts) -> list[Changed]:
    lines = {line.key: line for line in correction.lines.all()}
    before = _with_figures(set(lines), publications[correction.revision], facts)
    after: Sequence[Published | None] = [None] * len(before)
    if correction.state == CorrectionState.PUBLISHED:
        after = _with_figures(set(lines), publications[correction.revision + 1], facts)
    return [Changed(lines[one.key].granted, one, other) for one, other in zip(before, after, strict=True)]


def _of_publication(publication: Publication) -> set[PairKey]:
    content = publication.content
    return {(line["group"], line["category"]) for line in (*content["lines"], *content["removed"])}


def _of_register(district_id: str) -> set[PairKey]:
    """The pairs of the producers that are not closed, whatever month they begin in; 1 query."""
    roster = RosterEntry.objects.of_district(district_id).filter(group__closed_at__isnull=True)
    return set(roster.values_list("group_id", "category"))


def _facts(wanted: set[PairKey]) -> Facts:
    """Producer id → name, sort key and subdistrict; 1 query."""
    groups = ProducerGroup.objects.filter(pk__in={group_id for group_id, _ in wanted})
    columns = ("id", "name", "sort_key", "subdistrict__name_th")
    return {pk: (name, key, place) for pk, name, key, place in groups.values_list(*columns)}


def _with_figures(
    wanted: set[PairKey], publication: Publication, facts: Facts | None = None
) -> list[Published]:
    content = publication.content
    lines = {(line["group"], line["category"]): line for line in content["lines"]}
    removed = {(line["group"], line["category"]): line["reason"] for line in content["removed"]}
    facts = _facts(wanted) if facts is None else facts
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
