"""A hundred thousand published lines as a file: by how much the process grows, and how long it takes."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from reporting.models import Publication
from reporting.reports import export_files, exports
from tests import nationwide

PUBLICATIONS, LINES = 878, 114
BAR = 100


def megabytes() -> float:
    """What the process holds of the machine's memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


@pytest.fixture
def nation(october, department):
    """One publication, copied as further revisions: their lines are what is read."""
    lines = [("FOOD", "GROUP", f"{number}.50", "20.00", "5.25") for number in range(1, LINES + 1)]
    first = nationwide.publish("4302", by=department, lines=lines)
    content = json.dumps(first.content, ensure_ascii=False)
    copies = []
    for revision in range(2, PUBLICATIONS + 1):
        copy = Publication.objects.get(pk=first.pk)
        copy.pk, copy.revision, copy.superseded_at, copy.payload = None, revision, copy.published_at, content
        copies.append(copy)
    Publication.objects.bulk_create(copies, batch_size=50)


@pytest.mark.parametrize("write", [export_files.csv_parts, export_files.xlsx_parts])
def test_memory_stays_flat(nation, say, write):
    before, started, most, size = megabytes(), time.process_time(), 0.0, 0
    for part in write(exports.lines(Publication.objects.all(), name="ทั้งประเทศ")):
        size += len(part)
        most = max(most, megabytes() - before)
    verdict = "holds" if most <= BAR else "FALLS SHORT"
    spent = time.process_time() - started
    say(
        f"{write.__name__} of {PUBLICATIONS * LINES:,} lines: {most:.0f} MB above idle (bar {BAR}), "
        f"{spent:.1f} s CPU, {size / 2**20:.1f} MB {verdict}"
    )
