"""Leave cover: who works in whose stead, from which day to which (S55).

A cover lends the role and the area of an absent person, as they were when it was arranged; `User.act_under`
is where they are taken on. It is never changed and never deleted: it is over after its last day in Bangkok,
or ends earlier by a mark (R16).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from reporting import deadlines

from .fields import all_or_none
from .geography import District, Province
from .users import DISTRICT_ROLES, Role

if TYPE_CHECKING:
    from .users import User

# The head of an office is stood in for with the words of the law on public administration.
HEAD = "พัฒนาการ"


class CoverQuerySet(models.QuerySet["Cover"]):
    def visible_to(self, user: User) -> CoverQuerySet:
        """Those of the offices whose accounts this person sees."""
        if user.role in (Role.DEPARTMENT, Role.ADMINISTRATOR):
            return self
        if user.role == Role.PROVINCE:
            own = Q(province_id=user.province_id) | Q(district__province_id=user.province_id)
            return self.filter(own)
        return self.none()

    def not_over(self, today: date) -> CoverQuerySet:
        """Those that run today in Bangkok, or are still to come."""
        return self.filter(ended_at__isnull=True, ends_on__gte=today)

    def running(self, today: date) -> CoverQuerySet:
        """Those under which somebody may act today; nobody does for an account that has ended."""
        return self.not_over(today).filter(starts_on__lte=today, absent__is_active=True)

    def with_people(self) -> CoverQuerySet:
        """Everything that a page names, in one query."""
        people = ("absent", "substitute__district__province", "substitute__province")
        return self.select_related("district__province", "province", "arranged_by", "ended_by", *people)


class Cover(models.Model):
    """`post` is what the substitute stands in for, in the words of the papers. Both days belong to it."""

    absent = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    district = models.ForeignKey(District, null=True, on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey(Province, null=True, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=200)
    starts_on = models.DateField("ตั้งแต่วันที่")
    ends_on = models.DateField("ถึงวันที่")
    reason = models.CharField("เหตุผล", max_length=300, blank=True)
    arranged_at = models.DateTimeField()
    arranged_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_reason = models.CharField("เหตุผลที่สิ้นสุดก่อน", max_length=300, blank=True)

    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-id")
        constraints = (
            models.CheckConstraint(name="cover_is_of_another", condition=~Q(absent=F("substitute"))),
            models.CheckConstraint(name="cover_days_in_order", condition=Q(starts_on__lte=F("ends_on"))),
            models.CheckConstraint(
                name="cover_area_matches_role",
                condition=(
                    Q(role__in=list(DISTRICT_ROLES), district__isnull=False, province__isnull=True)
                    | Q(role=Role.PROVINCE, district__isnull=True, province__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="cover_ending_is_whole",
                condition=(
                    all_or_none("ended_at", "ended_by")
                    & (
                        Q(ended_at__isnull=True, ended_reason="")
                        | (Q(ended_at__isnull=False) & ~Q(ended_reason=""))
                    )
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.substitute} {self.in_stead}"

    @property
    def place(self) -> District | Province:
        return self.district or self.province

    @property
    def in_stead(self) -> str:
        """Whose work it is, as it stands behind the name of whoever did it."""
        return f"แทน {self.absent.full_name}"

    @property
    def as_signed(self) -> str:
        """The same for a paper: behind the substitute's own position stands the post, not the person."""
        verb = "รักษาราชการแทน" if self.post.startswith(HEAD) else "ปฏิบัติหน้าที่แทน"
        return f"{verb} {self.post}"

    def allows(self, at: datetime) -> bool:
        """Whether something may be done under it at this moment: on its days in Bangkok, before any end."""
        on_its_days = self.starts_on <= deadlines.bangkok_date(at) <= self.ends_on
        return on_its_days and (self.ended_at is None or at <= self.ended_at)

    def has_begun(self, today: date) -> bool:
        return self.starts_on <= today

    def is_over(self, today: date) -> bool:
        return self.ended_at is not None or self.ends_on < today
