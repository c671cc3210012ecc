"""A ladder of targets: the base month's figure times 1.11, then times 1.12, and so on, in whole baht."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_BAHT = Decimal(1)


def rung(base: Decimal, factor: Decimal) -> Decimal:
    """The base figure times the factor, rounded half up to whole baht."""
    return (base * factor).quantize(_BAHT, rounding=ROUND_HALF_UP)


def factors(first: Decimal, step: Decimal, count: int) -> list[Decimal]:
    """The factors of so many months after the base month: first, first + step, first + 2 × step …"""
    return [first + step * number for number in range(count)]
