"""Writes static/maps/thailand.json: the outlines of the 77 provinces, small enough to stand in a page.

A developers' command: outlines come from `th-mill.js` of the npm package jvectormap-content (`npm pack
jvectormap-content`). Every corner moves to the nearest point of a coarse grid and corners in a straight line
are left out. A border that two provinces share moves alike on both sides, so that hardly a gap opens.
"""

import json
import re
from itertools import pairwise
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

TARGET = Path(__file__).resolve().parents[3] / "static" / "maps" / "thailand.json"
GRID = 3
"""In units of the source, in which the country is 900 wide: less than a pixel and a half on the screen."""

PROVINCES = 77
_PATH = re.compile(r'"?TH-([0-9]{2})"?:\s*\{\s*path:\s*"([^"]+)"')
_STEP = re.compile(r"([MlLZ])([^MlLZ]*)")
_NUMBER = re.compile(r"-?[0-9.]+")

Point = tuple[int, int]


class Command(BaseCommand):
    help = "เขียนแผนที่จังหวัดจากไฟล์ th-mill.js ของแพ็กเกจ jvectormap-content (สำหรับผู้พัฒนา)"

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path)
        parser.add_argument("--out", type=Path, default=TARGET)

    def handle(self, *args, **options):
        paths = dict(_PATH.findall(options["source"].read_text(encoding="utf-8")))
        if len(paths) != PROVINCES:
            raise CommandError(f"{len(paths)} provinces found, {PROVINCES} wanted")
        shapes = {code: outline(path) for code, path in sorted(paths.items())}
        corners = [point for rings in shapes.values() for ring in rings for point in ring]
        result = {
            "width": max(x for x, _ in corners),
            "height": max(y for _, y in corners),
            "paths": {code: drawn(rings) for code, rings in shapes.items()},
        }
        text = json.dumps(result, separators=(",", ":"))
        options["out"].write_text(text.replace('","', '",\n"') + "\n", encoding="utf-8")
        self.stdout.write(f"{options['out'].name}: {len(shapes)} provinces, {len(text):,} bytes")


def outline(path: str) -> list[list[Point]]:
    """The path's closed rings on the grid; islands smaller than the grid are left out, but never the last."""
    rings, x, y = [], 0.0, 0.0
    for letter, rest in _STEP.findall(path):
        if letter == "Z":
            continue
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        if letter == "M":
            rings.append([])
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = (x + right, y + down) if letter == "l" else (right, down)
            rings[-1].append((round(x / GRID), round(y / GRID)))
    straight = [straightened(ring) for ring in rings]
    return [ring for ring in straight if len(ring) > 2] or straight[:1]


def straightened(ring: list[Point]) -> list[Point]:
    """The ring without corners that repeat or lie between two others in a straight line."""
    corners = [ring[0], *(after for before, after in pairwise(ring) if before != after)]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    kept = []
    for at, (x, y) in enumerate(corners):
        (left, up), (right, down) = corners[at - 1], corners[(at + 1) % len(corners)]
        if (x - left) * (down - y) != (y - up) * (right - x):
            kept.append((x, y))
    return kept


def drawn(rings: list[list[Point]]) -> str:
    """The rings as an SVG path, each corner relative to the one before it."""
    parts = []
    for ring in rings:
        steps = "l".join(f"{x - left} {y - up}" for (left, up), (x, y) in pairwise(ring))
        parts.append(f"M{ring[0][0]} {ring[0][1]}l{steps}z")
    return "".join(parts).replace(" -", "-")
