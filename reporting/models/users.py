"""People who sign in, each with one role and the area that goes with it.

A district's people have a district, a province's have a province, everybody else has neither; the
database refuses any other combination.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .geography import District, Province

if TYPE_CHECKING:
    from .covers import Cover


class Role(models.TextChoices):
    OFFICER = "officer", "เจ้าหน้าที่อำเภอ"
    DEVELOPMENT_OFFICER = "development_officer", "พัฒนาการอำเภอ"
    PROVINCE = "province", "เจ้าหน้าที่จังหวัด"
    DEPARTMENT = "department", "เจ้าหน้าที่กรมฯ"
    AUDITOR = "auditor", "ผู้ตรวจสอบ"
    ADMINISTRATOR = "administrator", "ผู้ดูแลระบบ"


DISTRICT_ROLES = (Role.OFFICER, Role.DEVELOPMENT_OFFICER)
NATIONAL_ROLES = (Role.DEPARTMENT, Role.AUDITOR, Role.ADMINISTRATOR)
LENT = frozenset({"role", "district", "province", "position", "acting_for"})
"""The columns that a cover lends to whoever stands in."""


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: User) -> UserQuerySet:
        """The accounts this person looks after: all, those of the own province's districts, or none."""
        if user.role in (Role.DEPARTMENT, Role.ADMINISTRATOR):
            return self
        if user.role == Role.PROVINCE:
            return self.filter(district__province_id=user.province_id)
        return self.none()

    def successors_of(self, user: User) -> UserQuerySet:
        """Who may take over from this person: the other active accounts of the same office and role."""
        same = {"role": user.role, "district": user.district_id, "province": user.province_id}
        return self.filter(is_active=True, **same).exclude(pk=user.pk)

    def substitutes_for(self, user: User) -> UserQuerySet:
        """Who may stand in for this person (S55): somebody of the same role within the province.

        For a development officer also an officer of the same district, as is usual in a district office.
        Levels never mix: nobody of a district acts for the province that checks it.
        """
        others = self.filter(is_active=True).exclude(pk=user.pk)
        if user.role == Role.PROVINCE:
            return others.filter(role=Role.PROVINCE, province_id=user.province_id)
        if user.role not in DISTRICT_ROLES:
            return others.none()
        fitting = Q(role=user.role, district__province_id=user.district.province_id)
        if user.role == Role.DEVELOPMENT_OFFICER:
            fitting |= Q(role=Role.OFFICER, district_id=user.district_id)
        return others.filter(fitting)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        # Sign-in does not tell capitals from small letters, so names are kept in small ones.
        user = self.model(username=self.model.normalize_username(username).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    username = models.CharField("ชื่อผู้ใช้", max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    email = models.EmailField("อีเมล", blank=True)
    full_name = models.CharField("ชื่อ–สกุล", max_length=120)
    position = models.CharField("ตำแหน่ง", max_length=120)
    acting_for = models.CharField("ปฏิบัติราชการแทน", max_length=120, blank=True)
    role = models.CharField("หน้าที่ในระบบ", max_length=20, choices=Role.choices)
    province = models.ForeignKey(
        Province, verbose_name="จังหวัด", null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )
    district = models.ForeignKey(
        District, verbose_name="อำเภอ", null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )
    is_active = models.BooleanField("ใช้งานอยู่", default=True)
    thai_digits = models.BooleanField("แสดงเลขไทยบนหน้าจอ", default=False)
    wants_mail = models.BooleanField("รับแจ้งเตือนทางอีเมล", default=True, db_default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("full_name", "position", "role")

    objects = UserManager()

    unread_notices = 0
    """How many notices wait; counted in the query by which a page knows its person (`accounts.Backend`)."""

    waiting_inquiries = 0
    """How many inquiries wait for a word of the person's office; counted there too."""

    may_stand_in = False
    """Whether a cover names this person as a substitute, now or later; told by the same query."""

    cover: Cover | None = None
    """In whose stead the person acts with this object; see `act_under`."""

    class Meta:
        verbose_name = "ผู้ใช้"
        ordering = ("username",)
        constraints = (
            models.CheckConstraint(
                name="user_role_known",
                condition=Q(role__in=[role.value for role in Role]),
            ),
            models.UniqueConstraint(Lower("username"), name="user_name_once_in_any_case"),
            models.CheckConstraint(
                name="user_scope_matches_role",
                condition=(
                    Q(role__in=list(DISTRICT_ROLES), district__isnull=False, province__isnull=True)
                    | Q(role=Role.PROVINCE, district__isnull=True, province__isnull=False)
                    | Q(role__in=list(NATIONAL_ROLES), district__isnull=True, province__isnull=True)
                ),
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def act_under(self, cover: Cover) -> None:
        """Take on role, area and post of an absent person, for as long as this object lives.

        Everything that asks what somebody may do or see reads these columns, so that nothing of the own area
        is left meanwhile. Name, password and all other settings stay the person's own.
        """
        own = self.position if self.area == cover.place else self.post
        self.cover, self.position = cover, f"{own} {cover.as_signed}"
        self.role, self.district, self.province = cover.role, cover.district, cover.province
        self.acting_for = cover.absent.acting_for

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What a cover lends is never stored: such a save writes the other columns only."""
        if self.cover is not None:
            named = kwargs.get("update_fields")
            every = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = (every if named is None else set(named)) - LENT
        super().save(*args, **kwargs)

    @property
    def is_district_staff(self) -> bool:
        return self.role in DISTRICT_ROLES

    @property
    def is_province_staff(self) -> bool:
        return self.role == Role.PROVINCE

    @property
    def sees_publications_of_all(self) -> bool:
        """Department and auditor read every publication, and nothing that is not published (R12)."""
        return self.role in (Role.DEPARTMENT, Role.AUDITOR)

    @property
    def area(self) -> District | Province | None:
        """The district or the province of the person; nothing for the nation's people."""
        return self.district or self.province

    @property
    def post(self) -> str:
        """The position in the words of a paper, with the area where the position lacks it."""
        place = str(self.area or "")
        if place in self.position:
            return self.position
        kind = place.removesuffix(self.area.name_th)
        short = self.position.removesuffix(kind)
        return f"{short}{place}" if short != self.position else f"{self.position} {place}"

    @property
    def place(self) -> str:
        """The area in words, a district with its province."""
        if self.district:
            return f"{self.district} {self.district.province}"
        return str(self.province or "กรมการพัฒนาชุมชน")

    @property
    def office(self) -> str:
        """The name of the person's office, as the top bar and the documents print it."""
        if self.district:
            return f"สำนักงานพัฒนาชุมชน{self.district}"
        if self.province:
            return f"สำนักงานพัฒนาชุมชน{self.province}"
        return "กรมการพัฒนาชุมชน"
