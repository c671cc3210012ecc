"""Which manual is written for whom, and which of its sections is about the page that is open."""

from __future__ import annotations

from django.urls import ResolverMatch, reverse

from reporting import access
from reporting.access import Permission
from reporting.manuals import MANUALS, Manual
from reporting.models import User


def manual_of(user: User) -> Manual | None:
    """The manual written for this person's office; None for accounts that see no sales."""
    if user.is_district_staff:
        return MANUALS["chief" if access.has_permission(user, Permission.SIGN) else "officer"]
    if user.is_province_staff:
        return MANUALS["province"]
    return MANUALS["department"] if access.has_permission(user, Permission.SEE_NATION) else None


def url_about(match: ResolverMatch | None, user: User) -> str:
    """The section of the own manual about this page, or the help page where no section is."""
    manual = manual_of(user)
    section = manual.section_about(match.url_name or "") if manual and match else None
    return f"{reverse('manual', args=(manual.slug,))}#{section.slug}" if section else reverse("help")
