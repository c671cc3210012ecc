"""The OTOP committees' registers: who sits in a district's or a province's committee, and since when.

Nobody is taken out of a register: a member's time ends on a day, and the row stays (R16). A quorum is more
than `OTOP_QUORUM_PERCENT` of the members of the day, half unless told.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When

from .geography import District, Province

Committee = District | Province


class CommitteeRole(models.TextChoices):
    CHAIR = "CHAIR", "ประธาน"
    MEMBER = "MEMBER", "กรรมการ"
    SECRETARY = "SECRETARY", "เลขานุการ"


def quorum_of(members: int) -> int:
    """The smallest number of members that makes a quorum of so many."""
    return members * settings.OTOP_QUORUM_PERCENT // 100 + 1


def of_one_committee(name: str) -> models.CheckConstraint:
    """The row belongs to a district's committee or to a province's, never to both or none."""
    return models.CheckConstraint(
        name=name,
        condition=Q(district__isnull=False, province__isnull=True)
        | Q(district__isnull=True, province__isnull=False),
    )


def committee_columns(committee: Committee) -> dict[str, Committee]:
    """What a row of this committee has in its two columns, also as a filter."""
    return {"district" if isinstance(committee, District) else "province": committee}


class CommitteeMemberQuerySet(models.QuerySet["CommitteeMember"]):
    def of(self, committee: Committee) -> CommitteeMemberQuerySet:
        return self.filter(**committee_columns(committee))

    def during(self, first: date, last: date) -> CommitteeMemberQuerySet:
        """Members on at least one of these days, both included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=first), since__lte=last)

    def on(self, day: date) -> CommitteeMemberQuerySet:
        return self.during(day, day)

    def in_order(self) -> CommitteeMemberQuerySet:
        """The chair first, the secretary last, as on a list of names."""
        ranks = [When(role=role.value, then=Value(rank)) for rank, role in enumerate(CommitteeRole)]
        return self.order_by(Case(*ranks), "since", "id")


class CommitteeMember(models.Model):
    district = models.ForeignKey(
        District, null=True, on_delete=models.PROTECT, related_name="committee_members"
    )
    province = models.ForeignKey(
        Province, null=True, on_delete=models.PROTECT, related_name="committee_members"
    )
    name = models.CharField("ชื่อ–สกุล", max_length=120)
    role = models.CharField("หน้าที่ในคณะกรรมการ", max_length=10, choices=CommitteeRole.choices)
    position = models.CharField("ตำแหน่ง", max_length=120, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    phone = models.CharField("โทรศัพท์", max_length=40, blank=True)
    since = models.DateField("เป็นกรรมการตั้งแต่")
    until = models.DateField("เป็นกรรมการถึง", null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            of_one_committee("member_of_one_committee"),
            models.CheckConstraint(
                name="member_has_name_and_role",
                condition=~Q(name="") & Q(role__in=[role.value for role in CommitteeRole]),
            ),
            models.CheckConstraint(
                name="member_ends_after_start", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(
                name="member_sits_once_in_district",
                fields=("district", "name"),
                condition=Q(until__isnull=True, district__isnull=False),
            ),
            models.UniqueConstraint(
                name="member_sits_once_in_province",
                fields=("province", "name"),
                condition=Q(until__isnull=True, province__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def committee(self) -> Committee:
        return self.district or self.province
