"""People and places that every test may ask for, by name."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from reporting.models import Circular, CommitteeMember, MonthlyReport, Role, User
from tests import build, emptying


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_audit_log():
    plain = BaseDatabaseOperations.execute_sql_flush
    BaseDatabaseOperations.execute_sql_flush = emptying.flush
    yield
    BaseDatabaseOperations.execute_sql_flush = plain


@pytest.fixture(autouse=True, scope="session")
def _nobody_holds_the_database(django_db_setup, django_db_blocker):
    """Before the test database is dropped, end the sessions that a browser's idle connection keeps open.

    PostgreSQL refuses to drop a database that somebody is connected to. Where a browser has run, this may be
    another connection than the tests had, and one that was ended meanwhile: so it is opened anew.
    """
    yield
    with django_db_blocker.unblock():
        connection.close()
        emptying.end_others(connection)


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def places(db) -> None:
    build.places()


@pytest.fixture
def officer(places) -> User:
    return build.person("officer", Role.OFFICER, district="4302")


@pytest.fixture
def chief(places) -> User:
    """The development officer of the officer's district."""
    return build.person("chief", Role.DEVELOPMENT_OFFICER, district="4302")


@pytest.fixture
def neighbour(places) -> User:
    """The development officer of another district of the same province."""
    return build.person("neighbour", Role.DEVELOPMENT_OFFICER, district="4301")


@pytest.fixture
def stranger(places) -> User:
    """The development officer of a district of another province."""
    return build.person("stranger", Role.DEVELOPMENT_OFFICER, district="4101")


@pytest.fixture
def province_staff(places) -> User:
    return build.person("province", Role.PROVINCE, province="43")


@pytest.fixture
def other_province(places) -> User:
    return build.person("other-province", Role.PROVINCE, province="41")


@pytest.fixture
def department(places) -> User:
    return build.person("department", Role.DEPARTMENT)


@pytest.fixture
def auditor(places) -> User:
    return build.person("auditor", Role.AUDITOR)


@pytest.fixture
def administrator(places) -> User:
    return build.person("administrator", Role.ADMINISTRATOR)


@pytest.fixture
def october(department):
    """October 2564 BE, opened: a report for every district."""
    return build.open_month(build.OCTOBER, by=department)


@pytest.fixture
def report(october) -> MonthlyReport:
    """The open report of ท่าบ่อ (4302) for October 2564 BE, without producers."""
    return build.report_of("4302")


@pytest.fixture
def three_groups(report, officer) -> MonthlyReport:
    """The same report with three producers and four roster pairs (one has two categories)."""
    food, drink = build.Category.FOOD, build.Category.BEVERAGE
    build.producer("กลุ่มอาหารอร่อย", district="4302", by=officer, categories=(food, drink))
    build.producer("กลุ่มทอผ้าบ้านน้ำโมง", district="4302", by=officer, categories=(build.Category.TEXTILE,))
    individual = build.ProducerType.INDIVIDUAL
    build.producer("ร้านน้ำพริกแม่คำ", district="4302", by=officer, producer_type=individual)
    return report


@pytest.fixture
def ticked(three_groups, officer, chief) -> MonthlyReport:
    """The same report, entered and ticked by the district: ready for its committee."""
    build.enter(three_groups, by=officer)
    build.tick(three_groups, build.Level.DISTRICT, by=chief)
    return three_groups


@pytest.fixture
def five_members(chief) -> list[CommitteeMember]:
    """The five members of the district's committee; three make a quorum."""
    return build.members(5, chief.district, by=chief)


@pytest.fixture
def circular(ticked, five_members, chief) -> Circular:
    """A circular on the ticked figures that nobody has answered yet."""
    return build.circular(ticked, of=chief.district, by=chief)


@pytest.fixture
def submitted(three_groups, officer, chief) -> MonthlyReport:
    return build.submit(three_groups, officer=officer, chief=chief)


@pytest.fixture
def published(three_groups, officer, chief, province_staff) -> MonthlyReport:
    return build.publish(three_groups, officer=officer, chief=chief, staff=province_staff)


@pytest.fixture
def on_postgres() -> bool:
    return connection.vendor == "postgresql"
