"""A new installation: the places, the holidays and the first accounts, from the command line."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from reporting.models import AuditEvent, District, Holiday, Province, Role, Subdistrict, User


@pytest.fixture
def password(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("ท่าบ่อ-ริมโขง-2569\n"))


def create(**options):
    call_command(
        "create_user",
        "somebody",
        name="น.ส.ตัวอย่าง ทดลอง",
        position="นักวิชาการพัฒนาชุมชน",
        stdout=io.StringIO(),
        **options,
    )


def test_places_and_holidays_are_loaded_once(db):
    for _ in range(2):
        call_command("load_reference", stdout=io.StringIO())
    assert (Province.objects.count(), District.objects.count(), Subdistrict.objects.count()) == (
        77,
        928,
        7436,
    )
    assert Province.objects.reporting().count() == 76
    assert District.objects.reporting().count() == 878
    assert Holiday.objects.count() == len(Holiday.objects.days()) > 100


def test_an_account_is_made_with_its_area_and_recorded(places, password):
    create(role="officer", district="4302")
    user = User.objects.get(username="somebody")
    assert user.role == Role.OFFICER and user.district_id == "4302"
    assert user.check_password("ท่าบ่อ-ริมโขง-2569")
    assert AuditEvent.objects.get(action="create_user").changes["district"] == "4302"


@pytest.mark.parametrize(
    "options",
    [
        {"role": "officer"},
        {"role": "officer", "province": "43"},
        {"role": "province", "district": "4302"},
        {"role": "department", "province": "43"},
        {"role": "officer", "district": "9999"},
        {"role": "officer", "district": "1001"},
    ],
)
def test_an_area_that_does_not_fit_the_role_is_refused(places, password, options):
    with pytest.raises(CommandError):
        create(**options)
    assert not User.objects.exists()


def test_a_weak_password_is_refused(places, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("1234\n"))
    with pytest.raises(CommandError):
        create(role="department")
