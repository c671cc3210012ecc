"""Twelve months as a line of 84 × 24 pixels, drawn on the server: no script, readable in print and aloud."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

_WIDTH, _TOP, _BASE = 84, 3, 21


def draw(totals: Sequence[Decimal | None], *, label: str) -> str:
    """The SVG of some months' baht, oldest first; a month that is not known leaves a gap.

    `label` is what is read aloud and shown on pointing; it says the figures that matter in words.
    """
    known = [float(total) for total in totals if total is not None]  # A picture's height, not money (R3).
    if not known:
        return ""
    high, step = max(known) or 1.0, (_WIDTH - 4) / (len(totals) - 1)
    runs: list[list[str]] = [[]]
    for at, total in enumerate(totals):
        if total is None:
            runs.append([])
        else:
            runs[-1].append(f"{2 + at * step:.0f},{_BASE - (_BASE - _TOP) * float(total) / high:.0f}")
    title = escape(label)
    return (
        f'<svg class="spark" viewBox="0 0 {_WIDTH} 24" role="img" aria-label="{title}"><title>{title}</title>'
        f"{''.join(_run(run) for run in runs if run)}</svg>"
    )


def _run(points: list[str]) -> str:
    if len(points) > 1:
        return f'<polyline points="{" ".join(points)}"/>'
    x, y = points[0].split(",")
    return f'<circle cx="{x}" cy="{y}" r="1.6"/>'
