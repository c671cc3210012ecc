"""Making accounts, and where each person wants letters; everything is recorded (R17).

Whoever has the server's command line makes the first accounts.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from reporting.errors import BadInput
from reporting.models import District, Province, Role, User

from . import audit


@transaction.atomic
def create_user(
    *,
    username: str,
    password: str,
    full_name: str,
    position: str,
    role: Role,
    district: District | None = None,
    province: Province | None = None,
    now: datetime,
    by: User | None = None,
) -> User:
    """A new account whose area fits its role; `by` None means the account is recorded as its own maker.

    Raises BadInput with the sentences of everything that does not fit.
    """
    user = User(
        username=User.normalize_username(username.strip()).lower(),
        full_name=full_name.strip(),
        position=position.strip(),
        role=role,
        district=district,
        province=province,
    )
    user.set_password(password)
    try:
        user.full_clean(validate_constraints=False)
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(" · ".join(error.messages)) from error
    if user.is_district_staff != (district is not None) or user.is_province_staff != (province is not None):
        raise BadInput(f"“{role.label}” ต้องระบุอำเภอหรือจังหวัดให้ตรงกับหน้าที่")
    user.save()
    change = {
        "username": user.username,
        "role": role,
        "district": user.district_id,
        "province": user.province_id,
    }
    audit.record(by=by or user, now=now, action="create_user", obj=user, changes=change)
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
