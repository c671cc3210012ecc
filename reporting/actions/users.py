"""Making accounts, and where each person wants letters; everything is recorded (R17).

Whoever has the server's command line makes the first accounts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reporting.errors import BadInput
from reporting.models import District, Province, Role, User
from reporting.models.users import DISTRICT_ROLES

from . import audit


@dataclass(frozen=True)
class Person:
    """Who somebody is, as papers and lists say it."""

    full_name: str
    position: str
    acting_for: str = ""
    email: str = ""


@dataclass(frozen=True)
class Post:
    """What somebody is in the portal: a role, and the area that goes with it."""

    role: Role
    district: District | None = None
    province: Province | None = None

    @property
    def area(self) -> District | Province | None:
        return self.district or self.province

    def require_fitting(self) -> None:
        """Raise BadInput unless the area is of the kind that the role has."""
        fits = (self.role in DISTRICT_ROLES) == (self.district is not None)
        if not fits or (self.role == Role.PROVINCE) != (self.province is not None):
            raise BadInput(f"“{self.role.label}” ต้องระบุอำเภอหรือจังหวัดให้ตรงกับหน้าที่")


@transaction.atomic
def create_user(*, username: str, password: str, person: Person, post: Post, now: datetime) -> User:
    """A new account with its password, recorded as its own maker: for whoever has the command line.

    Raises BadInput with the sentences of everything that does not fit.
    """
    user = unsaved(username=username, person=person, post=post)
    user.set_password(password)
    checked(user)
    password_fits(password, user)
    return store(user, by=user, now=now)


def unsaved(*, username: str, person: Person, post: Post) -> User:
    """The account as it would be stored."""
    return User(
        username=User.normalize_username(username.strip()).lower(),
        role=post.role,
        district=post.district,
        province=post.province,
        **{name: value.strip() for name, value in asdict(person).items()},
    )


def password_fits(password: str, user: User) -> None:
    """Raise BadInput, with the validators' sentences, for a password that is easily guessed."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(" · ".join(error.messages)) from error


def checked(user: User) -> None:
    """Raise BadInput for an account that cannot be stored."""
    try:
        user.full_clean(exclude=["password"], validate_constraints=False)
    except ValidationError as error:
        raise BadInput(" · ".join(error.messages)) from error
    Post(Role(user.role), user.district, user.province).require_fitting()


def words_fit(user: User) -> None:
    """Raise BadInput for what can be told without the database: names, lengths, the address."""
    try:
        user.clean_fields(exclude=["password", "district", "province"])
    except ValidationError as error:
        named = ((User._meta.get_field(name).verbose_name, said) for name, said in error.message_dict.items())
        raise BadInput(" · ".join(f"{name}: {' '.join(said)}" for name, said in named)) from error


def store(user: User, *, by: User, now: datetime) -> User:
    """Save a new account and record it. BadInput when somebody took the name meanwhile."""
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:
        raise BadInput(f"ชื่อผู้ใช้ {user.username} มีผู้ใช้แล้ว โปรดตั้งชื่ออื่น") from taken
    change = {
        "username": user.username,
        "full_name": ["", user.full_name],
        "role": user.role,
        "area": ["", user.place],
        "district": user.district_id,
        "province": user.province_id,
    }
    audit.record(by=by, now=now, action="create_user", obj=user, changes=change)
    return user


@transaction.atomic
def choose_mail(*, user: User, email: str, wants_mail: bool, now: datetime) -> None:
    """Where a person's letters go, and whether they are wanted; choosing the same again changes nothing."""
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    before, after = (user.email, user.wants_mail), (email.strip(), wants_mail)
    if before == after:
        return
    user.email, user.wants_mail = after
    user.save(update_fields=["email", "wants_mail"])
    letters = [address if wants else "" for address, wants in (before, after)]
    audit.record(by=user, now=now, action="choose_mail", obj=user, changes={"letters": letters})
