"""Loading what the portal knows before anybody reports: geography, holidays and targets.

The files are those of `fixtures/`. Loading is done by whoever installs the portal, so there is no person to
name in the audit log. Loading twice changes nothing; a row whose file has changed takes the file's values.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import models, transaction

from reporting.fiscal import FiscalMonth
from reporting.models import AuditEvent, District, Holiday, Province, Subdistrict, Target


@transaction.atomic
def load_geography(folder: Path) -> int:
    """Provinces, districts and subdistricts from the CSV files in `folder`; the number of rows."""
    provinces = [_area(Province, row) for row in _rows(folder / "provinces.csv")]
    districts = [_area(District, row) for row in _rows(folder / "districts.csv")]
    subdistricts = [_area(Subdistrict, row) for row in _rows(folder / "subdistricts.csv")]
    return sum(_store(areas, key=["code"]) for areas in (provinces, districts, subdistricts))


@transaction.atomic
def load_holidays(file: Path) -> int:
    """Days on which government offices are closed (R14); the number of rows.

    A day that the department has put into the table or taken out of it stays as it was left.
    """
    kept = set(AuditEvent.objects.filter(object_type="holiday").values_list("object_id", flat=True))
    rows = [row for row in _rows(file) if row["day"] not in kept]
    days = [Holiday(day=date.fromisoformat(row["day"]), name=row["name_th"]) for row in rows]
    return _store(days, key=["day"])


@transaction.atomic
def load_targets(file: Path) -> int:
    """Targets by district, month and channel, as printed and as accepted, in baht; the number of rows.

    An empty cell is "not set", which is not the same as 0.
    """
    targets = [
        Target(
            district_id=row["district_code"],
            month=FiscalMonth.from_key(int(row["month"])),
            channel=row["channel"],
            printed=_baht(row["printed"]),
            accepted=_baht(row["accepted"]),
            note=row["note"],
        )
        for row in _rows(file)
    ]
    return _store(targets, key=["district", "month", "channel"])


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _area(model: type[models.Model], row: dict[str, str]) -> models.Model:
    """A province, district or subdistrict: the columns of its file are named like its fields."""
    values = {{"province_code": "province_id", "district_code": "district_id"}.get(k, k): row[k] for k in row}
    if "reports_otop" in values:
        values["reports_otop"] = row["reports_otop"] == "1"
    return model(**values)


def _baht(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _store(objects: Sequence[models.Model], *, key: list[str]) -> int:
    """Insert or update by `key`."""
    model = type(objects[0])
    rest = [
        field.name for field in model._meta.concrete_fields if field.name not in key and field.name != "id"
    ]
    model._default_manager.bulk_create(
        objects, update_conflicts=True, unique_fields=key, update_fields=rest, batch_size=1_000
    )
    return len(objects)
