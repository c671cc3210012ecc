"""Measuring: CPU of this process or time on the wall, two things in turns, medians and their ratio."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

import pytest


@pytest.fixture
def compare(capsys):
    """Measure two calls in turns and print `name: ratio (median a / median b, bar)`."""

    def measure(
        name: str,
        one: Callable[[], object],
        other: Callable[[], object],
        *,
        bar: float,
        turns: int,
        clock: Callable[[], float] = time.process_time,
    ):
        one(), other()
        spent: tuple[list[float], list[float]] = ([], [])
        for _ in range(turns):
            for call, times in zip((one, other), spent, strict=True):
                gc.collect()
                start = clock()
                call()
                times.append(clock() - start)
        a, b = map(statistics.median, spent)
        unit = "CPU" if clock is time.process_time else "elapsed"
        verdict = "holds" if a / b <= bar else "FALLS SHORT"
        with capsys.disabled():
            print(
                f"\n{name}: {a / b:.2f} ({a * 1000:.1f} ms / {b * 1000:.1f} ms {unit}, bar {bar}) {verdict}"
            )

    return measure


@pytest.fixture
def say(capsys):
    def speak(text: str) -> None:
        with capsys.disabled():
            print(f"\n{text}")

    return speak
