"""Recomputing what an inquiry keeps of its publication, for `verification`: the figure it asks about."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.models import Inquiry

from .inquiries import figures

CHUNK = 200


def inquiries() -> Iterator[str | None]:
    """Every inquiry: its publication has the figure, with the same name and the same amount."""
    for inquiry in Inquiry.objects.select_related("publication").order_by("pk").iterator(CHUNK):
        wanted = (inquiry.category, inquiry.channel, inquiry.subject, inquiry.amount)
        known = figures(inquiry.publication, inquiry.line)
        same = any((one.category, one.channel, one.subject, one.amount) == wanted for one in known)
        yield None if same else f"inquiry {inquiry.pk}: its publication does not say {inquiry.amount}"
