"""Whether a committee's resolution on a published revision still speaks for its correction (R13, R18).

It does as long as the correction differs little from what the committee certified: measured by the sum of
the absolute differences per line and channel, so that two errors never cancel out. What differs by more than
OTOP_CORRECTION_BAHT, or than OTOP_CORRECTION_PERCENT of the district-month, is certified anew. It is compared
with the revision that the committee itself had before it, so that several small corrections add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings

from reporting.models import CHANNEL_COLUMNS, DistrictCertification, ProvincialCoverage, Publication

ZERO = Decimal("0.00")

Resolution = DistrictCertification | ProvincialCoverage


@dataclass(frozen=True)
class Carried:
    """A resolution on an earlier revision, and by how much the present content differs from that, in baht."""

    resolution: Any
    revision: int
    difference: Decimal
    limit: Decimal

    @property
    def holds(self) -> bool:
        return self.difference <= self.limit


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Decimal:
    """Baht by which two contents differ: each line's channels apart, without regard to the sign."""
    old, new = _by_pair(before), _by_pair(after)
    nothing = (ZERO,) * len(CHANNEL_COLUMNS)
    return sum(
        (
            abs(was - now)
            for key in old.keys() | new.keys()
            for was, now in zip(old.get(key, nothing), new.get(key, nothing), strict=True)
        ),
        ZERO,
    )


def limit(total: Decimal) -> Decimal:
    """Up to how many baht a correction of a district-month with this total needs no new resolution."""
    part = total * settings.OTOP_CORRECTION_PERCENT / 100
    return min(part, settings.OTOP_CORRECTION_BAHT)


def carried(
    resolutions: Iterable[Resolution],
    publications: Iterable[Publication],
    *,
    revision: int,
    content: Mapping[str, Any],
) -> Carried | None:
    """The newest resolution on a revision before `revision` exactly as it was published, with the difference.

    `resolutions` in the order in which they were recorded, `publications` those of the same report.
    """
    published = {one.sha256: one for one in publications if one.revision < revision}
    standing = [one for one in resolutions if one.content_sha256 in published]
    if not standing:
        return None
    newest = max(standing, key=lambda one: (one.revision, one.pk))
    before = published[newest.content_sha256]
    apart = difference(before.content, content)
    return Carried(newest, before.revision, apart, limit(before.total))


def _by_pair(content: Mapping[str, Any]) -> dict[tuple[int, str], tuple[Decimal, ...]]:
    return {
        (line["group"], line["category"]): tuple(Decimal(line[column]) for column in CHANNEL_COLUMNS)
        for line in content["lines"]
    }
