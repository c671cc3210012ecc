"""The audit log: who did what, when, before and after (R17).

Events form streams (one per district-month, one per user, and so on). Within a stream they are
numbered without gaps and each carries the hash of the one before, so a removed or edited row shows.
Triggers in the database refuse UPDATE and DELETE.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

from django.db import models
from django.db.models import Q

from .covers import Cover
from .geography import District, Province
from .users import Role, User


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: User) -> AuditEventQuerySet:
        """All for the auditor, one's own area for district and province, nothing for the others."""
        if user.role == Role.AUDITOR:
            return self
        if user.district_id:
            return self.filter(district_id=user.district_id)
        return self.filter(province_id=user.province_id) if user.province_id else self.none()


class AuditEvent(models.Model):
    stream = models.CharField(max_length=60)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    # A committee's member who answers through a link has no account; the event's changes name the member.
    actor = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    # In whose stead the actor acted.
    cover = models.ForeignKey(Cover, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    action = models.CharField(max_length=40)
    province = models.ForeignKey(Province, null=True, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(District, null=True, on_delete=models.PROTECT, related_name="+")
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    changes = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(name="audit_sequence_once", fields=("stream", "sequence")),
            models.CheckConstraint(
                name="audit_chain_begins_once",
                condition=Q(sequence=1, previous_hash="") | (Q(sequence__gt=1) & ~Q(previous_hash="")),
            ),
            models.CheckConstraint(
                name="audit_actor_known", condition=Q(actor__isnull=False) | Q(action="answer_circular")
            ),
            models.CheckConstraint(
                name="audit_cover_has_actor", condition=Q(cover__isnull=True) | Q(actor__isnull=False)
            ),
        )
        indexes = (
            models.Index(name="audit_by_district", fields=("district", "-id")),
            models.Index(name="audit_by_province", fields=("province", "-id")),
        )

    def __str__(self) -> str:
        return f"{self.stream} #{self.sequence} {self.action}"

    def computed_hash(self) -> str:
        """The hash this event must carry: SHA-256 over its canonical content and its predecessor's hash.

        A cover is part of the content where there is one, so that events without one keep their hash.
        """
        content = {
            "stream": self.stream,
            "sequence": self.sequence,
            "at": self.at.astimezone(UTC).isoformat(),
            "actor": self.actor_id,
            "action": self.action,
            "object": [self.object_type, self.object_id],
            "changes": self.changes,
            "reason": self.reason,
            "previous": self.previous_hash,
        }
        if self.cover_id is not None:
            content["cover"] = self.cover_id
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
