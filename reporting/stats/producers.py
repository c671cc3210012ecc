"""What a district's register answers: who is found by a word, and which names look like a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from reporting.fiscal import FiscalMonth
from reporting.models import AuditEvent, ProducerGroup, RosterEntry, SalesLine
from reporting.thai import name_key

HITS = 20
ALIKE = 0.85
SHOWN_ALIKE = 10


def find(district_id: str, text: str) -> Sequence[ProducerGroup]:
    """The first open producers with the text in their name, in Thai order; 1 query."""
    found = ProducerGroup.objects.active().filter(district=district_id).named_like(text)
    return found.select_related("subdistrict")[:HITS]


def similar(district_id: str, name: str) -> list[ProducerGroup]:
    """Producers of the district, closed ones too, whose name looks like this one; 1 query.

    The most alike first, and no more than an officer will compare: two keys are alike when `difflib` finds
    that at least 85 % of their letters match in their order.
    """
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(name_key(name))
    alike = []
    for group in ProducerGroup.objects.filter(district=district_id).select_related("subdistrict"):
        matcher.set_seq1(group.name_key)
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
            alike.append((matcher.ratio(), group))
    alike.sort(key=lambda found: -found[0])  # Stable: the Thai order stands among equals.
    return [group for ratio, group in alike if ratio >= ALIKE][:SHOWN_ALIKE]


def categories(groups: Collection[ProducerGroup]) -> dict[int, list[RosterEntry]]:
    """Group id → its roster entries in the official order of categories, ended ones too; 1 query."""
    found = defaultdict(list)
    for entry in RosterEntry.objects.filter(group__in=groups):
        found[entry.group_id].append(entry)
    return {group_id: sorted(entries, key=lambda one: one.rank) for group_id, entries in found.items()}


def closing_reasons(groups: Collection[ProducerGroup]) -> dict[int, str]:
    """Group id → why it was closed, of those that are; 1 query, none when all are open."""
    streams = {f"group:{group.pk}": group.pk for group in groups if group.closed_at}
    if not streams:
        return {}
    events = AuditEvent.objects.filter(stream__in=streams, action="close_group").order_by("sequence")
    return {streams[stream]: reason for stream, reason in events.values_list("stream", "reason")}


def month_with_line_after(group: ProducerGroup, month: FiscalMonth) -> FiscalMonth | None:
    """The last month after this one in which the producer has a line that counts, if any; 1 query."""
    later = SalesLine.objects.present().filter(group=group, report__month__month__gt=month)
    return later.order_by("-report__month__month").values_list("report__month__month", flat=True).first()
