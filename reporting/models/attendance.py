"""The members a committee's resolution names: who was present, or agreed, of all that sat on that day (R18).

Names and roles are kept as they were, whatever the register says later.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .circulars import Answer
from .committee import CommitteeMember, CommitteeRole
from .documents import DistrictCertification, ProvincialCertification


class ResolutionMember(models.Model):
    """One member in one resolution. In a circular `present` means: agreed."""

    district_certification = models.ForeignKey(
        DistrictCertification, null=True, on_delete=models.PROTECT, related_name="members"
    )
    provincial_certification = models.ForeignKey(
        ProvincialCertification, null=True, on_delete=models.PROTECT, related_name="members"
    )
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="resolutions")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=CommitteeRole.choices)
    present = models.BooleanField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="resolution_member_of_one_resolution",
                condition=Q(district_certification__isnull=False, provincial_certification__isnull=True)
                | Q(district_certification__isnull=True, provincial_certification__isnull=False),
            ),
            models.UniqueConstraint(
                name="resolution_member_once_in_district", fields=("district_certification", "member")
            ),
            models.UniqueConstraint(
                name="resolution_member_once_in_province", fields=("provincial_certification", "member")
            ),
        )

    def __str__(self) -> str:
        return self.name
