"""Looking after accounts: made, worded anew, moved, ended and begun again by who may manage them (S55, R17).

Rights follow the row of the account, so what is taken from it is gone at the next request. Nothing that was
done changes with it: the log keeps the area of its day. An ended account has no password, and its sessions
stay ended when it is begun again, which takes a new link.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import AccountLink, Handover, User

from . import account_links, audit, covers, handover, users
from .users import Person, Post

NOT_YOURS = "ท่านไม่มีสิทธิดูแลบัญชีของหน้าที่หรือพื้นที่นี้"
COVER_OVER = "บัญชีที่เกี่ยวข้องย้ายหรือปิดใช้งาน"
MOVED_AWAY = "ทำแทนผู้ส่งมอบเมื่อย้ายหรือปิดบัญชี โดย{by}"


@dataclass(frozen=True)
class NewAccount:
    """An account that is to be made: its name, its person and its place."""

    username: str
    person: Person
    post: Post

    @property
    def parts(self) -> dict[str, Any]:
        return {"username": self.username, "person": self.person, "post": self.post}


@transaction.atomic
def make(*, username: str, person: Person, post: Post, by: User, now: datetime) -> tuple[User, AccountLink]:
    """A new account, and the link by which its person chooses a password.

    Raises BadInput with what does not fit, NotAllowed for a role or an area that is not the maker's to give.
    """
    access.require(by, Permission.MANAGE_USERS)
    account = users.unsaved(username=username, person=person, post=post)
    account.set_unusable_password()
    users.checked(account)
    _require_place(by, post)
    users.store(account, by=by, now=now)
    return account, account_links.give(account=account, by=by, now=now)


@transaction.atomic
def edit(*, account: User, person: Person, by: User, now: datetime) -> User:
    """Who somebody is, in other words; the same words again change nothing."""
    account = _locked(account, by)
    after = {name: value.strip() for name, value in asdict(person).items()}
    before = {name: getattr(account, name) for name in after}
    for name, value in after.items():
        setattr(account, name, value)
    users.checked(account)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changes:
        account.save(update_fields=list(changes))
        audit.record(by=by, now=now, action="edit_user", obj=account, changes=changes)
    return account


@transaction.atomic
def move(*, account: User, post: Post, position: str, hand_over: bool, by: User, now: datetime) -> User:
    """Another role or area; the rights of the old one end at once. The same place again changes nothing.

    `hand_over` pins a pack of what is left behind, which waits for whoever comes. The log of the old area
    tells of the leaving, that of the new one of the coming.
    """
    account = _locked(account, by)
    if (account.role, account.district, account.province) == (post.role, post.district, post.province):
        return account
    post.require_fitting()
    _require_place(by, post)
    if hand_over:
        _leave_pack(account, by=by, now=now)
    covers.end_all_of(account, reason=COVER_OVER, by=by, now=now)
    old_post, old_place = account.get_role_display(), account.place
    old = User(pk=account.pk, district=account.district, province=account.province)
    account.role, account.district, account.province = post.role, post.district, post.province
    # Whom somebody acts for belongs to the office that is left.
    account.position, account.acting_for = position.strip(), ""
    users.checked(account)
    account.save(update_fields=["role", "district", "province", "position", "acting_for"])
    account_links.end_open(account, now=now)
    changes = {"post": [old_post, account.get_role_display()], "area": [old_place, account.place]}
    audit.record(by=by, now=now, action="move_user", obj=old, changes=changes)
    audit.record(by=by, now=now, action="receive_user", obj=account, changes=changes)
    return account


@transaction.atomic
def deactivate(*, account: User, reason: str, hand_over: bool, by: User, now: datetime) -> User:
    """End an account: nothing opens from the next request on. It stays, with all that was done (R16)."""
    account = _locked(account, by)
    if not account.is_active:
        return account
    if not reason.strip():
        raise BadInput("โปรดระบุเหตุผลที่ปิดใช้งาน")
    if hand_over:
        _leave_pack(account, by=by, now=now)
    covers.end_all_of(account, reason=COVER_OVER, by=by, now=now)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    account_links.end_open(account, now=now)
    audit.record(by=by, now=now, action="end_user", obj=account, changes={}, reason=reason.strip())
    return account


@transaction.atomic
def activate(*, account: User, by: User, now: datetime) -> tuple[User, AccountLink]:
    """Begin an ended account again, with a link for a new password. WrongState for one that is in use."""
    account = _locked(account, by)
    if account.is_active:
        raise WrongState("บัญชีนี้ใช้งานอยู่แล้ว")
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.record(by=by, now=now, action="revive_user", obj=account, changes={})
    return account, account_links.give(account=account, by=by, now=now)


@transaction.atomic
def forget_factors(*, account: User, reason: str, by: User, now: datetime) -> tuple[User, AccountLink]:
    """For a lost telephone: the second factors are gone, the password and every session with them.

    Whoever found the telephone may be signed in, so the person comes back through a new link and sets up
    another factor. BadInput without a reason, WrongState for an ended account.
    """
    account = _locked(account, by)
    if not reason.strip():
        raise BadInput("โปรดระบุเหตุผล")
    link = account_links.give(account=account, by=by, now=now)
    lost, _ = Authenticator.objects.filter(user=account).delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    changes = {"factors": [str(lost), "0"]}
    audit.record(by=by, now=now, action="forget_factors", obj=account, changes=changes, reason=reason.strip())
    return account, link


def can_leave_pack(account: User) -> bool:
    """Whether a move would leave an office behind for which no pack of this person waits yet."""
    has_office = access.has_permission(account, Permission.HAND_OVER)
    return has_office and not Handover.objects.waiting().filter(leaver=account).exists()


def _leave_pack(account: User, *, by: User, now: datetime) -> None:
    if can_leave_pack(account):
        handover.leave(leaver=account, words=MOVED_AWAY.format(by=by.full_name), by=by, now=now)


def _require_place(by: User, post: Post) -> None:
    if not access.may_place(by, post.role, post.area):
        raise NotAllowed(NOT_YOURS)


def _locked(account: User, by: User) -> User:
    """The account as it stands now, with its row locked. NotAllowed unless it is the person's to manage."""
    rows = User.objects.select_for_update(of=("self",), no_key=True)
    account = rows.select_related("district__province", "province").get(pk=account.pk)
    if not access.may_manage(by, account):
        raise NotAllowed(NOT_YOURS)
    return account
