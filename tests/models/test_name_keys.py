"""The migration that makes the keys of names anew finds every producer and trips over no twin."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.models import ProducerGroup
from reporting.thai import name_key
from tests import build

migration = importlib.import_module("reporting.migrations.0004_name_keys")


def before(name: str, key: str, *, by, closed: bool = False) -> ProducerGroup:
    """A producer with the key that its name had before the migration."""
    group = build.producer(f"{name} {key}", district="4302", by=by, categories=())
    stamps = {"closed_at": build.NOW, "closed_by": by} if closed else {}
    ProducerGroup.objects.filter(pk=group.pk).update(name=name, name_key=key, **stamps)
    return group


def keys() -> list[str]:
    return list(ProducerGroup.objects.order_by("pk").values_list("name_key", flat=True))


def test_every_name_gets_the_key_of_today(officer):
    before("ของดี ต.โคกคอน", "ของดีตโคกคอน", by=officer)
    before("กลุ่มทอผ้า", "กลุ่มทอผ้า", by=officer)
    before("ของดี อ.ท่าบ่อ", "ของดีอท่าบ่อ", by=officer, closed=True)
    migration.make_anew(apps, None)
    assert keys() == ["ของดีโคกคอน", "กลุ่มทอผ้า", "ของดีท่าบ่อ"]
    assert keys() == [name_key(group.name) for group in ProducerGroup.objects.order_by("pk")]
    with CaptureQueriesContext(connection) as again:
        migration.make_anew(apps, None)
    assert [query for query in again if query["sql"].startswith("UPDATE")] == []


def test_twins_that_were_not_known_as_such_keep_their_old_keys(officer):
    before("ของดี ต.โคกคอน", "ของดีตโคกคอน", by=officer)
    before("ของดีตำบลโคกคอน", "ของดีตำบลโคกคอน", by=officer)
    before("ของดีโคกคอน", "ของดีโคกคอน", by=officer, closed=True)
    migration.make_anew(apps, None)
    assert keys() == ["ของดีโคกคอน", "ของดีตำบลโคกคอน", "ของดีโคกคอน"]


def test_the_one_that_has_the_key_already_keeps_it(officer):
    before("ของดี ต.โคกคอน", "ของดีตโคกคอน", by=officer)
    before("ของดีโคกคอน", "ของดีโคกคอน", by=officer)
    migration.make_anew(apps, None)
    assert keys() == ["ของดีตโคกคอน", "ของดีโคกคอน"]


@pytest.mark.parametrize("count", [3, 300])
def test_rows_are_read_and_written_in_batches(officer, count, monkeypatch):
    monkeypatch.setattr(migration, "ROWS_AT_ONCE", 100)
    for number, group in enumerate(build.producers(count, district="4302", by=officer)):
        ProducerGroup.objects.filter(pk=group.pk).update(
            name=f"ร้าน ต.โคกคอน {number}", name_key=f"เก่า{number}"
        )
    with CaptureQueriesContext(connection) as queries:
        migration.make_anew(apps, None)
    assert len([query for query in queries if query["sql"].startswith("UPDATE")]) == -(-count // 100)
    assert keys() == [f"ร้านโคกคอน{number}" for number in range(count)]
