"""The canonical content of a district-month: what a resolution, RT.2 and a publication all refer to.

The content is a JSON text with sorted keys and no spaces; its SHA-256 is printed on RT.2, stored with
the committee's resolution and with the signature, and becomes the publication's hash. Equal hashes
mean: the paper that was signed is what the department reads.

Shape of the content:
    {"district": "4302", "month": 202110, "revision": 1,
     "lines": [{"line", "group", "name", "subdistrict", "category", "producer_type", "nil", "version",
                "regular", "transfer", "online", "weeks": [[week, regular, transfer, online], ...]}],
     "removed": [{"line", "group", "name", "category", "reason", "version"}]}
Amounts are text in baht with two decimals. Lines are in the order of their ids.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from reporting.models import CHANNEL_COLUMNS, MonthlyReport, SalesLine, WeeklyEntry

from .desk import Filled

ZERO = Decimal("0.00")
Weeks = dict[int, list[list[Any]]]


@dataclass(frozen=True)
class Totals:
    """Lines and baht by channel of one category and producer type."""

    lines: int
    regular: Decimal
    transfer: Decimal
    online: Decimal


@dataclass(frozen=True)
class Snapshot:
    """A report's content as text, with everything that is derived from it."""

    text: str

    @cached_property
    def content(self) -> dict[str, Any]:
        return json.loads(self.text)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def line_count(self) -> int:
        return len(self.content["lines"])

    def channel_totals(self) -> dict[str, Decimal]:
        """Baht by channel column over all lines."""
        lines = self.content["lines"]
        return {column: sum((Decimal(line[column]) for line in lines), ZERO) for column in CHANNEL_COLUMNS}

    @property
    def total(self) -> Decimal:
        return sum(self.channel_totals().values(), ZERO)

    def totals(self) -> dict[tuple[str, str], Totals]:
        """Totals by (category, producer type), the rows of PublicationTotal (R11)."""
        cells: dict[tuple[str, str], list[Any]] = defaultdict(lambda: [0, ZERO, ZERO, ZERO])
        for line in self.content["lines"]:
            cell = cells[line["category"], line["producer_type"]]
            cell[0] += 1
            for position, column in enumerate(CHANNEL_COLUMNS, start=1):
                cell[position] += Decimal(line[column])
        return {key: Totals(*cell) for key, cell in sorted(cells.items())}

    def producers(self) -> dict[str, int]:
        """Producers by type, each producer once however many categories it has."""
        kinds: dict[str, set[int]] = defaultdict(set)
        for line in self.content["lines"]:
            kinds[line["producer_type"]].add(line["group"])
        return {kind: len(groups) for kind, groups in kinds.items()}


def canonical(content: dict[str, Any]) -> str:
    """The one text for a content: sorted keys, no spaces, Thai as it is."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def of_report(report: MonthlyReport) -> Snapshot:
    """The present content of a report's lines; 2 queries whatever their number."""
    return of_reports([report])[report.pk]


def of_reports(reports: Sequence[MonthlyReport]) -> dict[int, Snapshot]:
    """The present content of several reports by their ids; 2 queries whatever their number."""
    lines: dict[int, list[SalesLine]] = defaultdict(list)
    for line in SalesLine.objects.filter(report__in=reports).select_related("group").order_by("id"):
        lines[line.report_id].append(line)
    weeks: Weeks = defaultdict(list)
    for entry in WeeklyEntry.objects.filter(line__report__in=reports).order_by("line_id", "week"):
        weeks[entry.line_id].append([entry.week, *map(_amount, entry.amounts)])
    return {
        report.pk: of_lines(
            district=report.district_id,
            month=report.fiscal_month.key,
            revision=report.revision,
            lines=lines[report.pk],
            weeks=weeks,
        )
        for report in reports
    }


def weeks_of(filled: Filled) -> Weeks:
    """The entries of lines as `of_lines` takes them."""
    return {
        line_id: [[week, *map(_amount, weeks[week])] for week in sorted(weeks)]
        for line_id, weeks in filled.items()
    }


def of_lines(*, district: str, month: int, revision: int, lines: list[SalesLine], weeks: Weeks) -> Snapshot:
    """The content of lines already in memory, in id order; `weeks` maps a line's id to its entries."""
    content = {
        "district": district,
        "month": month,
        "revision": revision,
        "lines": [_present(line, weeks.get(line.pk, [])) for line in lines if not line.is_removed],
        "removed": [_removed(line) for line in lines if line.is_removed and not line.lapsed],
    }
    return Snapshot(canonical(content))


def figures(content: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a correction must change at least one part of: the pairs with their meaning (R13)."""
    return sorted(
        (line["group"], line["category"], line["producer_type"], line["nil"], *_channels(line))
        for line in content["lines"]
    )


def _channels(line: dict[str, Any]) -> tuple[str, ...]:
    return tuple(line[column] for column in CHANNEL_COLUMNS)


def _amount(value: Decimal) -> str:
    return f"{value:.2f}"


def _present(line: SalesLine, weeks: list[list[Any]]) -> dict[str, Any]:
    return {
        "line": line.pk,
        "group": line.group_id,
        "name": line.group.name,
        "subdistrict": line.group.subdistrict_id,
        "category": line.category,
        "producer_type": line.producer_type,
        "nil": line.nil,
        "version": line.version,
        "regular": _amount(line.regular),
        "transfer": _amount(line.transfer),
        "online": _amount(line.online),
        "weeks": weeks,
    }


def _removed(line: SalesLine) -> dict[str, Any]:
    return {
        "line": line.pk,
        "group": line.group_id,
        "name": line.group.name,
        "category": line.category,
        "reason": line.removed_reason,
        "version": line.version,
    }
