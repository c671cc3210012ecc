"""How many districts are in each stage of a month, as badges with numbers."""

from __future__ import annotations

from collections.abc import Mapping

from reporting.badges import BADGES


def stage_badges(counts: Mapping[str, int]) -> list[dict[str, str]]:
    """The stages that any district is in (`stats.progress.STAGES`): the code and label of each badge."""
    return [
        {"code": stage, "label": f"{BADGES[stage].label} {number:,}"}
        for stage, number in counts.items()
        if number
    ]
