"""Where a line of a publication comes from: its weeks, who entered and ticked them, what it rests on (D10).

Figures are the publication's own. Who entered, ticked and explained them is read from the audit log up to
the confirmation, and the evidence is what stood behind that revision; both only ever grow, so the answer
stays the same whatever the district does afterwards, and no working line is read (R12). A tick is the
log's last one for exactly the published version of the line (R6). A correction that was ended without a
publication put figures and ticks back, and so does the trail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from reporting.models import CHANNEL_COLUMNS, Action, AuditEvent, Cover, Evidence, Publication, User

from . import published
from .published import PublishedLine, RemovedLine
from .sales import ZERO

TYPED = ("save_week", "save_month", "fix_lines")
REMOVALS = ("remove_line", "restore_line")
TICKS = {"tick_district": "district", "tick_province": "province"}
NOTE = "write_note"


@dataclass(frozen=True)
class Hand:
    """Who did it, in whose stead, and when; `text` is what was said, if anything was."""

    by: User
    at: datetime
    text: str = ""
    cover: Cover | None = None

    @property
    def name(self) -> str:
        return f"{self.by} {self.cover.in_stead}" if self.cover else str(self.by)


@dataclass
class Trail:
    """What the audit log says of a line up to a confirmation.

    `typed` is by week, 0 standing for the whole line; `ticks` by level.
    """

    typed: dict[int, Hand] = field(default_factory=dict)
    ticks: dict[str, Hand] = field(default_factory=dict)
    note: Hand | None = None
    removed: Hand | None = None

    def copy(self) -> Trail:
        return replace(self, typed=dict(self.typed), ticks=dict(self.ticks))

    def follow(self, event: AuditEvent, line_id: int, version: int | None) -> None:
        """Take in what an event says of the line; `version` is the published one."""
        hand = Hand(event.actor, event.at, cover=event.cover)
        if event.action in TYPED:
            for change in _of_line(event.changes, line_id):
                self.typed[change.get("week", 0)] = hand
        elif level := TICKS.get(event.action):
            self._follow_tick(level, event.changes, [line_id, version], hand)
        elif not _of_line([event.changes], line_id):
            return
        elif event.action == NOTE:
            text = event.changes["after"]["note"]
            self.note = replace(hand, text=text) if text else None
        else:
            self.removed = replace(hand, text=event.reason) if event.reason else None

    def _follow_tick(self, level: str, changes: dict[str, Any], mark: list[int | None], hand: Hand) -> None:
        """A tick counts for the version that it was given for, until it is taken back."""
        if mark in changes["confirmed"]:
            self.ticks[level] = hand
        elif mark in changes["cleared"]:
            self.ticks.pop(level, None)


@dataclass(frozen=True)
class Version:
    """The line in one revision of the month: baht by channel, None where that revision has no such line."""

    publication: Publication
    channels: tuple[Decimal, ...] | None
    change: Decimal | None

    @property
    def total(self) -> Decimal | None:
        return None if self.channels is None else sum(self.channels, ZERO)


@dataclass(frozen=True)
class Story:
    """`line` as published, or `removed` where this revision took it out, and what stands behind it."""

    line: PublishedLine | None
    removed: RemovedLine | None
    trail: Trail
    versions: Sequence[Version]
    evidence: Sequence[Evidence]
    of_month: Sequence[Evidence]


def of_line(publication: Publication, line_id: int) -> Story | None:
    """The story of one line of a publication, None where it knows no such line; at most 5 queries."""
    content = published.content(publication)
    line = next((one for one in content.lines if one.pk == line_id), None)
    removed = next((one for one in content.removed if one.pk == line_id), None)
    if line is None and removed is None:
        return None
    pieces = Evidence.objects.behind(publication).select_related("file", "added_by").order_by("id")
    kept = [piece for piece in pieces if piece.line_id in (None, line_id)]
    return Story(
        line=line,
        removed=removed,
        trail=trail(publication, line_id),
        versions=versions(publication, line_id),
        evidence=[piece for piece in kept if piece.line_id],
        of_month=[piece for piece in kept if not piece.line_id],
    )


def trail(publication: Publication, line_id: int) -> Trail:
    """What the log of the district-month says of the line until this revision was confirmed; 1 query."""
    version = _version(publication, line_id)
    found, confirmed = Trail(), Trail()
    for event in _until_confirmed(publication):
        if event.action == Action.PUBLISH:
            confirmed = found.copy()
        elif event.action == Action.END_CORRECTION:
            # The district's note is no figure and stays.
            found = replace(confirmed.copy(), note=found.note)
        else:
            found.follow(event, line_id, version)
    return found


def versions(publication: Publication, line_id: int) -> list[Version]:
    """The line in every confirmed revision, the newest first, each against the one before; 1 query."""
    found: list[Version] = []
    before: Decimal | None = None
    of_report = Publication.objects.filter(report=publication.report_id).order_by("revision")
    for one in of_report:
        line = next((line for line in one.content["lines"] if line["line"] == line_id), None)
        channels = tuple(Decimal(line[column]) for column in CHANNEL_COLUMNS) if line else None
        total = sum(channels, ZERO) if channels else None
        change = None if not found else (total or ZERO) - (before or ZERO)
        found.append(Version(one, channels, change))
        before = total
    return found[::-1]


def _until_confirmed(publication: Publication) -> Iterator[AuditEvent]:
    """The log's events about lines, in their order, up to the one that confirmed this revision.

    Not by the clock: the log is numbered without gaps, and what a later correction did comes after.
    """
    told = (*TYPED, *REMOVALS, *TICKS, NOTE, Action.PUBLISH, Action.END_CORRECTION)
    events = AuditEvent.objects.filter(stream=f"report:{publication.report_id}", action__in=told)
    for event in events.select_related("actor", "cover__absent").order_by("sequence"):
        if event.action == Action.PUBLISH and event.changes["revision"] == publication.revision:
            return
        yield event


def _version(publication: Publication, line_id: int) -> int | None:
    lines: Iterable[dict[str, Any]] = publication.content["lines"]
    return next((line["version"] for line in lines if line["line"] == line_id), None)


def _of_line(changes: Iterable[dict[str, Any]], line_id: int) -> list[dict[str, Any]]:
    return [change for change in changes if change["line"] == line_id]
