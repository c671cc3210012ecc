"""The map of the 77 provinces as SVG, drawn on the server: each with a pattern, words and a link, no script.

What is low has few stripes and what is high is filled, so that the map is read without colour too. The
outlines are those of static/maps/thailand.json (see NOTICE.md there), keyed by the official codes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

SHAPES = Path(__file__).resolve().parent.parent / "static" / "maps" / "thailand.json"
LEVELS = 5
_SPACING = (0, 9, 6, 4, 3, 0)
"""How far the lines of a level's pattern lie apart; level 0 has none, the highest is filled."""


@dataclass(frozen=True)
class Place:
    """A province on the map: what is said of it, its level from 1 to LEVELS, 0 where nothing is known."""

    words: str
    level: int = 0
    url: str = ""


def draw(places: Mapping[str, Place], *, title: str) -> str:
    """The whole map; a province that `places` does not name is drawn empty and leads nowhere.

    The links are left out of the order of the keyboard: the table beside the map has the same ones.
    """
    shapes = _shapes()
    drawn = [_place(code, path, places.get(code)) for code, path in shapes["paths"].items()]
    return (
        f'<svg class="map" viewBox="-2 -2 {shapes["width"] + 4} {shapes["height"] + 4}" role="group" '
        f'aria-label="{escape(title)}"><defs>{"".join(map(_pattern, range(1, LEVELS)))}</defs>'
        f"{''.join(drawn)}</svg>"
    )


def swatch(level: int) -> str:
    """A small box with the pattern of a level, for the legend beside a map."""
    return (
        f'<svg class="map swatch" viewBox="0 0 24 16" aria-hidden="true"><rect class="level-{level}" '
        f'fill="{_fill(level)}" x="1" y="1" width="22" height="14"/></svg>'
    )


def by_rank(values: Mapping[str, Decimal | None]) -> dict[str, int]:
    """Levels by rank: each takes a fifth of what is known, the smallest first; equal values share one."""
    known = sorted(value for value in values.values() if value is not None)
    return {
        code: 0 if value is None else known.index(value) * LEVELS // len(known) + 1
        for code, value in values.items()
    }


def by_steps(values: Mapping[str, Decimal | None], steps: Sequence[int]) -> dict[str, int]:
    """Levels by four steps: 1 below the first one, 5 from the last one on."""
    return {
        code: 0 if value is None else 1 + sum(value >= step for step in steps)
        for code, value in values.items()
    }


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Any]:
    return json.loads(SHAPES.read_text(encoding="utf-8"))


def _place(code: str, path: str, place: Place | None) -> str:
    level = place.level if place else 0
    shape = f'<path class="level-{level}" fill="{_fill(level)}" d="{path}"/>'
    if place is None:
        return shape
    words = escape(place.words)
    if not place.url:
        return f"<g><title>{words}</title>{shape}</g>"
    return (
        f'<a href="{escape(place.url)}" aria-label="{words}" tabindex="-1"><title>{words}</title>{shape}</a>'
    )


def _fill(level: int) -> str:
    return f"url(#map-{level})" if 0 < level < LEVELS else "currentColor" if level else "none"


def _pattern(level: int) -> str:
    space = _SPACING[level]
    return (
        f'<pattern id="map-{level}" width="{space}" height="{space}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="ground" width="{space}" height="{space}"/>'
        f'<line class="stripe" x1="1" x2="1" y2="{space}"/></pattern>'
    )
