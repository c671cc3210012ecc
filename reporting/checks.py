"""What `manage.py check --deploy` says of the portal's own settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register(deploy=True)
def public_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Papers are printed for good: the address in their QR codes is chosen, not taken from a request."""
    if settings.OTOP_PUBLIC_URL.startswith("https://"):
        return []
    hint = "Set it to the portal's public address, such as https://otop.example.go.th."
    return [Warning("OTOP_PUBLIC_URL is not an https address.", hint=hint, id="otop.W001")]
