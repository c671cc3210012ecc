"""What `manage.py check --deploy` says of the portal's own settings."""

from __future__ import annotations

import pytest

from reporting import checks


def codes(check) -> list[str]:
    return [found.id for found in check(None)]


@pytest.mark.parametrize(
    ("address", "found"),
    [("https://otop.example.go.th", []), ("http://otop.example.go.th", ["otop.W001"]), ("", ["otop.W001"])],
)
def test_the_public_address_is_an_https_one(settings, address, found):
    settings.OTOP_PUBLIC_URL = address
    assert codes(checks.public_address) == found


@pytest.mark.parametrize(
    ("certificate", "installed", "found"),
    [("office.p12", True, []), ("office.p12", False, ["otop.W002"]), ("", False, [])],
)
def test_a_certificate_needs_the_part_that_uses_it(settings, monkeypatch, certificate, installed, found):
    settings.OTOP_SEAL_CERTIFICATE = certificate
    monkeypatch.setattr(checks, "find_spec", lambda name: object() if installed else None)
    assert codes(checks.seal) == found


@pytest.mark.parametrize("role", ["otop_department", ""])
def test_a_role_of_the_department_needs_postgresql(settings, on_postgres, role):
    settings.OTOP_DEPARTMENT_ROLE = role
    assert codes(checks.department_role) == (["otop.E001"] if role and not on_postgres else [])
