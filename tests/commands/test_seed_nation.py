"""`manage.py seed_nation`: what it writes in SQL is what the portal's own functions would have written."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reporting.actions import workflow
from reporting.models import District, MonthlyReport, Province, Publication, SalesLine, State
from reporting.stats import snapshot, verification

pytestmark = pytest.mark.django_db
VERIFIED = {
    "line totals",
    "publications",
    "current publications",
    "published lines",
    "transitions",
    "audit log",
}


def seed(**options) -> str:
    said = io.StringIO()
    call_command("seed_nation", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def nation(places) -> str:
    """One fiscal year of three districts in two provinces; their names are those of accounts."""
    for model in (Province, District):
        for place in model.objects.all():
            letters = place.pk.translate(str.maketrans("0123456789", "abcdefghij"))
            model.objects.filter(pk=place.pk).update(name_en=letters)
    return seed(years=1, lines=8)


@pytest.mark.postgres
def test_every_publication_is_what_the_portal_itself_would_write(nation):
    publications = list(Publication.objects.prefetch_related("totals").select_related("report__district"))
    assert len(publications) >= 30
    reports = MonthlyReport.objects.with_context().in_bulk([one.report_id for one in publications])
    for stored in publications:
        report = reports[stored.report_id]
        content = snapshot.of_report(report)
        assert content.text == stored.payload == snapshot.canonical(json.loads(stored.payload))
        built = workflow.build_publication(
            report=report, content=content, by=stored.published_by, now=stored.published_at
        )
        for field in Publication._meta.concrete_fields:
            if not field.primary_key:
                assert getattr(built, field.attname) == getattr(stored, field.attname), field.name
        cells = {
            (c.category, c.producer_type, c.lines, c.regular, c.transfer, c.online)
            for c in stored.totals.all()
        }
        assert cells == {
            (c.category, c.producer_type, c.lines, c.regular, c.transfer, c.online)
            for c in workflow.build_totals(stored, content)
        }


@pytest.mark.postgres
def test_it_says_what_it_made_and_verify_finds_nothing(nation):
    lines = SalesLine.objects.count()
    assert f"{lines:,} รายการ ในข้อมูลที่ยืนยันแล้ว {Publication.objects.count()} ฉบับ" in nation
    assert lines == sum(Publication.objects.values_list("line_count", flat=True))
    assert MonthlyReport.objects.exclude(state=State.PUBLISHED).count() < 6
    seen = {name: list(check()) for name, check in verification.CHECKS.items()}
    assert [problem for found in seen.values() for problem in found if problem] == []
    assert all(seen[name] for name in VERIFIED)


@pytest.mark.postgres
def test_it_refuses_a_database_that_holds_anything(nation):
    with pytest.raises(CommandError, match="--reset"):
        seed(years=1)


@pytest.mark.postgres
def test_it_refuses_somebody_elses_database(places, department):
    for options in ({}, {"reset": True}):
        with pytest.raises(CommandError, match="ไม่แตะต้อง"):
            seed(**options)


@pytest.mark.parametrize("options", [{"years": 0}, {"lines": 0}, {"districts": -1}])
@pytest.mark.postgres
def test_a_size_that_cannot_be_is_refused(db, options):
    with pytest.raises(CommandError, match="1 ขึ้นไป"):
        seed(**options)


def test_it_runs_in_demo_mode_and_on_postgresql_only(db, settings, on_postgres):
    if not on_postgres:
        with pytest.raises(CommandError, match="PostgreSQL"):
            seed()
    settings.OTOP_DEMO = False
    with pytest.raises(CommandError, match="โหมดสาธิต"):
        seed()
