"""Columns that carry a meaning of the domain: baht with satang, and a fiscal month."""

from __future__ import annotations

from typing import Any

from django.db import models

from reporting.fiscal import FiscalMonth


class MoneyField(models.DecimalField):
    """Baht with satang as an exact decimal of 16 digits (R3). Zero unless told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 16)
        kwargs.setdefault("decimal_places", 2)
        if not kwargs.get("null"):
            kwargs.setdefault("default", 0)
        super().__init__(*args, **kwargs)


class FiscalMonthField(models.IntegerField):
    """A FiscalMonth, stored as the CE number yyyymm (October 2564 BE is 202110).

    The number sorts and compares in time, reads well in any database tool and needs no functions.
    """

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> FiscalMonth | None:
        return None if value is None else FiscalMonth.from_key(value)

    def to_python(self, value: Any) -> FiscalMonth | None:
        if value is None or isinstance(value, FiscalMonth):
            return value
        return FiscalMonth.from_key(int(value))

    def get_prep_value(self, value: Any) -> int | None:
        if isinstance(value, FiscalMonth):
            return value.key
        return super().get_prep_value(value)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))


def not_negative(*names: str) -> models.Q:
    """The condition that none of the named amounts is below zero (R3)."""
    condition = models.Q()
    for name in names:
        condition &= models.Q(**{f"{name}__gte": 0})
    return condition


def all_or_none(*names: str) -> models.Q:
    """The condition that the named nullable columns are all empty or all filled."""
    filled = models.Q(**{f"{name}__isnull": False for name in names})
    empty = models.Q(**{f"{name}__isnull": True for name in names})
    return filled | empty
