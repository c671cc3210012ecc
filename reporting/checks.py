"""What `manage.py check --deploy` says of the portal's own settings."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import connection


@register(deploy=True)
def public_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Papers are printed for good: the address in their QR codes is chosen, not taken from a request."""
    if settings.OTOP_PUBLIC_URL.startswith("https://"):
        return []
    hint = "Set it to the portal's public address, such as https://otop.example.go.th."
    return [Warning("OTOP_PUBLIC_URL is not an https address.", hint=hint, id="otop.W001")]


@register(deploy=True)
def seal(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A certificate without the part that uses it seals nothing, and nobody would notice."""
    if not settings.OTOP_SEAL_CERTIFICATE or find_spec("pyhanko") is not None:
        return []
    hint = 'Install it with `.venv/bin/pip install "pyHanko~=0.38.0"`, or leave the variable out.'
    return [Warning("OTOP_SEAL_CERTIFICATE is set, but pyHanko is not installed.", hint=hint, id="otop.W002")]


@register()
def department_role(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Only PostgreSQL has roles; on SQLite every page of the department would fail."""
    if not settings.OTOP_DEPARTMENT_ROLE or connection.vendor == "postgresql":
        return []
    hint = "Set DATABASE_URL to a PostgreSQL database, or leave the variable out."
    return [Error("OTOP_DEPARTMENT_ROLE needs PostgreSQL.", hint=hint, id="otop.E001")]
