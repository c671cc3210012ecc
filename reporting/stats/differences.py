"""Which lines of a correction differ from what is published, and how: what its province looks at (R13)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from reporting.formats import money, signed_money
from reporting.models import Channel, Publication, SalesLine

ZERO = Decimal("0.00")


def of_lines(publication: Publication, lines: Iterable[SalesLine]) -> dict[int, str]:
    """Line id → in a sentence, what was published and what the line says now; unchanged lines are absent."""
    published = {line["line"]: line for line in publication.content["lines"]}
    found = {}
    for line in lines:
        if said := _said(published.get(line.pk), line):
            found[line.pk] = said
    return found


def _said(before: dict[str, Any] | None, line: SalesLine) -> str:
    if before is None:
        return "" if line.is_removed else f"เพิ่มรายการ: {money(line.total)} ({signed_money(line.total)})"
    was = {channel: Decimal(before[channel.column]) for channel in Channel}
    if line.is_removed:
        return f"นำรายการออก: {money(sum(was.values(), ZERO))} → –"
    parts = [
        f"{channel.label} {money(was[channel])} → {money(now)} ({signed_money(now - was[channel])})"
        for channel, now in zip(Channel, line.amounts, strict=True)
        if now != was[channel]
    ]
    if before["nil"] != line.nil:
        parts.append("ไม่มียอดจำหน่าย" if line.nil else "มียอดจำหน่าย")
    return " · ".join(parts)
