"""What the department's key figure is: said anew for a fiscal year, by the department, with its trace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.formats import money
from reporting.models import LEVEL_COLUMNS, Base, KpiDefinition, Measure, User

from . import audit


@dataclass(frozen=True)
class Definition:
    """Percents as decimals; `fixed_base` in baht a year for the whole nation, only where it is the base."""

    measure: Measure
    base: Base
    percent: Decimal
    levels: tuple[Decimal, ...]
    fixed_base: Decimal | None = None


@transaction.atomic
def define(*, fiscal_year: int, wanted: Definition, by: User, now: datetime) -> KpiDefinition:
    """Define the key figure from a fiscal year (BE) on; the same again changes nothing.

    Raises BadInput for levels that do not ascend and for a fixed base without an amount.
    """
    access.require(by, Permission.MANAGE_KPI)
    if any(higher <= lower for lower, higher in pairwise(wanted.levels)):
        raise BadInput("เกณฑ์ของระดับที่สูงกว่าต้องมากกว่าระดับก่อนหน้า")
    fixed = wanted.fixed_base if wanted.base == Base.FIXED else None
    if wanted.base == Base.FIXED and not fixed:
        raise BadInput("โปรดพิมพ์จำนวนเงินของฐาน")
    # The newest row is locked as well where the year has none: the list is changed by one person at a time.
    rows = list(KpiDefinition.objects.select_for_update().filter(fiscal_year__lte=fiscal_year))
    before = rows[-1] if rows else None
    own = before if before and before.fiscal_year == fiscal_year else KpiDefinition(fiscal_year=fiscal_year)
    was = _words(before) if before else {}
    own.measure, own.base, own.percent, own.fixed_base = wanted.measure, wanted.base, wanted.percent, fixed
    for name, value in zip(LEVEL_COLUMNS, wanted.levels, strict=True):
        setattr(own, name, value)
    changed = [
        [name, was.get(name, ""), word] for name, word in _words(own).items() if was.get(name, "") != word
    ]
    if changed:
        own.save()
        audit.record(by=by, now=now, action="define_kpi", obj=own, changes={"changed": changed})
    return own


def _words(definition: KpiDefinition) -> dict[str, str]:
    """What the definition says, in the words of its form."""
    values: dict[str, Any] = {
        "measure": Measure(definition.measure).label,
        "base": Base(definition.base).label,
        "fixed_base": money(definition.fixed_base),
        "percent": f"{Decimal(definition.percent):.2f}",
    }
    values |= {name: f"{Decimal(getattr(definition, name)):.2f}" for name in LEVEL_COLUMNS}
    return {definition._meta.get_field(name).verbose_name: word for name, word in values.items()}
