"""Tags that draw a state: `{% state_badge report %}` and `{% badge "LINE_SAVED" %}`. `badges` decides."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from reporting import badges
from reporting.models import MonthlyReport

register = template.Library()


@register.inclusion_tag("includes/state_badge.html", takes_context=True)
def state_badge(context: Context, report: MonthlyReport | None, *, verified: bool = False) -> dict[str, Any]:
    """{% state_badge row.report verified=row.verified %}: the report's state, as the reader calls it."""
    return badges.for_report(report, user=context.get("user"), verified=verified)._asdict()


@register.inclusion_tag("includes/state_badge.html")
def badge(code: str, *, label: str = "") -> dict[str, Any]:
    """{% badge "LINE_SAVED" label="บันทึกแล้ว 14:02" %}: the badge of a code, or a longer label."""
    return badges.badge(code, label=label)._asdict()
