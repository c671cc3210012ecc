"""Rows of the page of a published line, ready to draw."""

from __future__ import annotations

from typing import Any

from reporting.models import Channel
from reporting.stats.line_story import Story

_LEVELS = {"district": "พัฒนาการอำเภอยืนยัน", "province": "จังหวัดยืนยัน"}


def story_context(story: Story) -> dict[str, Any]:
    """What a line's page shows of its story: the ticks by level, and the weeks with who typed them."""
    typed, line = story.trail.typed, story.line
    weeks = [{"week": week, "hand": typed.get(week.number)} for week in line.weeks] if line else []
    ticks = [{"label": label, "hand": story.trail.ticks.get(level)} for level, label in _LEVELS.items()]
    return {
        "channels": [channel.label for channel in Channel],
        "weeks": weeks,
        "whole": typed.get(0) if line and line.nil else None,
        "ticks": ticks,
        "subject": line or story.removed,
    }
