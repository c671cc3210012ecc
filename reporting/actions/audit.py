"""Writing the audit log: one event for each act, inside the act's own transaction (R17)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from reporting.errors import WrongState
from reporting.models import (
    AuditEvent,
    Cover,
    District,
    Holiday,
    Inquiry,
    KpiDefinition,
    MonthlyReport,
    ProducerGroup,
    Province,
    ReportingMonth,
    ReturnReason,
    TargetTable,
    User,
)

Change = dict[str, Any]


def record(
    *,
    by: User | None,
    now: datetime,
    action: str,
    obj: models.Model,
    changes: list[Change] | Change,
    reason: str = "",
) -> AuditEvent:
    """Append an event to the stream of `obj`; the caller holds the lock that guards the stream.

    `changes` is JSON-ready: {"before": …, "after": …} or a list of such with the row's identity. `by` is None
    only for a committee's member, who answers through a link; `changes` name the member then.

    Raises WrongState for what is done in somebody's stead when the cover does not run. Every act ends here,
    so none is stored then, whichever way it came.
    """
    if by and by.cover and not Cover.objects.get(pk=by.cover.pk).allows(now):
        raise WrongState(f"การปฏิบัติหน้าที่{by.cover.in_stead} สิ้นสุดแล้ว จึงไม่ได้บันทึก โปรดกลับไปงานของตนเอง")
    stream, _, _ = _place(obj)
    last = AuditEvent.objects.filter(stream=stream).order_by("-sequence").only("sequence", "hash").first()
    event = following(last, by=by, now=now, action=action, obj=obj, changes=changes, reason=reason)
    event.save(force_insert=True)
    return event


def following(
    last: AuditEvent | None,
    *,
    by: User | None,
    now: datetime,
    action: str,
    obj: models.Model,
    changes: list[Change] | Change,
    reason: str = "",
) -> AuditEvent:
    """The unsaved event that comes after `last` (None for the first) in the stream of `obj`."""
    stream, province_id, district_id = _place(obj)
    event = AuditEvent(
        stream=stream,
        sequence=last.sequence + 1 if last else 1,
        at=now,
        actor=by,
        cover=by.cover if by else None,
        action=action,
        province_id=province_id,
        district_id=district_id,
        object_type=obj._meta.model_name,
        object_id=str(obj.pk),
        changes=changes,
        reason=reason,
        previous_hash=last.hash if last else "",
    )
    event.hash = event.computed_hash()
    return event


def _place(obj: models.Model) -> tuple[str, str | None, str | None]:
    """The stream an object's events belong to, with its province and district."""
    match obj:
        case MonthlyReport():
            district = obj.district
            return f"report:{obj.pk}", district.province_id, district.pk
        case ProducerGroup():
            return f"group:{obj.pk}", obj.district.province_id, obj.district_id
        case District():
            return f"district:{obj.pk}", obj.province_id, obj.pk
        case Province():
            return f"province:{obj.pk}", obj.pk, None
        case ReportingMonth():
            return f"month:{obj.pk}", None, None
        case Holiday():
            return f"holiday:{obj.pk}", None, None
        case ReturnReason():
            return f"reason:{obj.pk}", None, None
        case TargetTable():
            return f"targets:{obj.province_id}-{obj.fiscal_year}", obj.province_id, None
        case KpiDefinition():
            return f"kpi:{obj.fiscal_year}", None, None
        case Inquiry():
            # The district's log tells of it from the moment the district was brought in.
            publication = obj.publication
            district_id = publication.district_id if obj.is_shared else None
            return f"inquiry:{obj.pk}", publication.province_id, district_id
        case User():
            province_id = obj.district.province_id if obj.district_id else obj.province_id
            return f"user:{obj.pk}", province_id, obj.district_id
    raise TypeError(f"no audit stream for {type(obj).__name__}")
