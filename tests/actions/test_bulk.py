"""Writing many rows at once stores what Django's own way stores."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import models

from reporting.actions import bulk
from reporting.models import (
    AuditEvent,
    Holiday,
    Method,
    ProvincialCertification,
    SalesLine,
    WeeklyEntry,
)
from tests import build


def values(obj: models.Model) -> dict[str, object]:
    stored = type(obj).objects.filter(pk=obj.pk).values().get()
    return {name: value for name, value in stored.items() if name != "id"}


def test_rows_are_what_bulk_create_would_have_stored(three_groups, officer):
    group = three_groups.district.groups.first()

    def line(category: str) -> SalesLine:
        return SalesLine(
            report=three_groups,
            group=group,
            category=category,
            producer_type="GROUP",
            regular=Decimal("12345678901.25"),
            online=Decimal("0.10"),
            note="หมายเหตุ 100% %s",
            changed_at=build.NOW,
            changed_by=officer,
        )

    theirs, ours = line("FOOD"), line("HERB")
    SalesLine.objects.bulk_create([theirs])
    bulk.insert([ours])
    assert ours.pk == theirs.pk + 1
    assert values(ours) == values(theirs) | {"category": "HERB"}
    ours.save()  # It knows that it is stored.
    entries = [
        WeeklyEntry(line_id=ours.pk, week=week, saved_at=build.NOW, saved_by=officer) for week in (1, 2)
    ]
    bulk.insert(entries)
    assert [entry.pk for entry in ours.weeks.order_by("week")] == [entry.pk for entry in entries]
    assert WeeklyEntry.objects.create(line=ours, week=3, saved_at=build.NOW, saved_by=officer).pk not in {
        entry.pk for entry in entries
    }


def test_dates_months_enums_json_and_own_keys(places, province_staff):
    resolution = ProvincialCertification(
        province_id="43",
        month=build.OCTOBER,
        method=Method.CIRCULAR,
        number="1/2564",
        resolved_on=dt.date(2021, 11, 3),
        recorded_at=build.NOW,
        recorded_by=province_staff,
    )
    event = AuditEvent(
        stream="test", sequence=1, at=build.NOW, actor=province_staff, action="x", changes={"ก": [1, None]}
    )
    event.hash = event.computed_hash()
    holiday = Holiday(day=dt.date(2030, 1, 1), name="วันขึ้นปีใหม่")
    for obj in (resolution, event, holiday):
        bulk.insert([obj])
        fresh = type(obj).objects.get(pk=obj.pk)
        for field in obj._meta.concrete_fields:
            assert getattr(fresh, field.attname) == getattr(obj, field.attname), field.name
    assert AuditEvent.objects.get().computed_hash() == event.hash


def test_nothing_is_inserted_for_nothing(db):
    bulk.insert([])
