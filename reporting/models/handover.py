"""The handover pack: what whoever leaves an office tells whoever comes.

A pack is written once and pinned: its content is text with its SHA-256, and no later change of the data
alters it. It waits until the successor accepts it, or until the one who leaves takes it back; it stays (R16).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from .committee import Committee, of_one_committee
from .fields import all_or_none
from .geography import District, Province
from .users import DISTRICT_ROLES, Role

if TYPE_CHECKING:
    from .users import User


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, user: User) -> HandoverQuerySet:
        """The province: its own and its districts'; a district: its own, an officer the officers' only."""
        if user.role == Role.PROVINCE:
            mine = Q(province_id=user.province_id) | Q(district__province_id=user.province_id)
            return self.filter(mine)
        own = self.filter(district_id=user.district_id) if user.district_id else self.none()
        return own.filter(role=Role.OFFICER) if user.role == Role.OFFICER else own

    def waiting(self) -> HandoverQuerySet:
        """Those that nobody has accepted and nobody has taken back."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def with_people(self) -> HandoverQuerySet:
        """Everything that a page names, in one query."""
        return self.select_related(
            "district__province", "province", "leaver", "successor", "accepted_by", "withdrawn_by"
        )


class Handover(models.Model):
    """One pack; without a `successor`, anybody else of the office and role may accept it."""

    district = models.ForeignKey(District, null=True, on_delete=models.PROTECT, related_name="handovers")
    province = models.ForeignKey(Province, null=True, on_delete=models.PROTECT, related_name="handovers")
    role = models.CharField(max_length=20, choices=Role.choices)
    leaver = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    words = models.CharField("สิ่งที่ระบบไม่รู้", max_length=4000, blank=True)
    sha256 = models.CharField(max_length=64)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    statements = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    # Last in the row, so that lists need not read past it.
    content = models.TextField()

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            of_one_committee("handover_of_one_office"),
            models.CheckConstraint(
                name="handover_role_fits_office",
                condition=(
                    Q(role__in=[role.value for role in DISTRICT_ROLES], province__isnull=True)
                    | Q(role=Role.PROVINCE, district__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="handover_content_has_hash", condition=~Q(content="") & ~Q(sha256="")
            ),
            models.CheckConstraint(
                name="handover_goes_to_another",
                condition=(
                    (Q(successor__isnull=True) | ~Q(successor=F("leaver")))
                    & (Q(accepted_by__isnull=True) | ~Q(accepted_by=F("leaver")))
                ),
            ),
            models.CheckConstraint(
                name="handover_acceptance_is_whole", condition=all_or_none("accepted_at", "accepted_by")
            ),
            models.CheckConstraint(
                name="handover_withdrawal_is_whole", condition=all_or_none("withdrawn_at", "withdrawn_by")
            ),
            models.CheckConstraint(
                name="handover_ends_once",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="handover_one_waiting_per_person",
                fields=("leaver",),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} · {self.leaver}"

    @property
    def place(self) -> Committee:
        """The office's district or province."""
        return self.district or self.province

    @property
    def is_waiting(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def sections(self) -> list[dict[str, Any]]:
        """What the pack says, as it was pinned."""
        return json.loads(self.content)

    def may_be_accepted_by(self, user: User) -> bool:
        """Whether this person is the successor, or of the same office and role while none is named."""
        same = (user.role, user.district_id, user.province_id) == (
            self.role,
            self.district_id,
            self.province_id,
        )
        named = self.successor_id in (None, user.pk)
        return self.is_waiting and same and named and user.pk != self.leaver_id
