"""The one-time link by which a person chooses a password: an invitation, or the way back in (S55).

Who may manage an account gives the link; a new one ends the one before. Using it asks for a password that
Django's validators accept, ends every session of the account, and works once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from reporting import access
from reporting.errors import NotAllowed, WrongState
from reporting.models import AccountLink, User

from . import audit, outbox, users

USED = "ลิงก์นี้ใช้ตั้งรหัสผ่านไปแล้ว โปรดเข้าสู่ระบบ หรือขอลิงก์ใหม่จากผู้ดูแลบัญชีของท่าน"
OVER = "ลิงก์นี้หมดอายุหรือมีลิงก์ใหม่แทนแล้ว โปรดขอลิงก์ใหม่จากผู้ดูแลบัญชีของท่าน"


@transaction.atomic
def give(*, account: User, by: User, now: datetime) -> AccountLink:
    """A new link for the account, also as a letter where the account has an address.

    NotAllowed for an account that is not the person's to manage, WrongState for one that has ended.
    """
    rows = User.objects.select_for_update(of=("self",), no_key=True)
    account = rows.select_related("district__province", "province").get(pk=account.pk)
    if not access.may_manage(by, account):
        raise NotAllowed
    if not account.is_active:
        raise WrongState("บัญชีนี้ปิดใช้งานอยู่ โปรดเปิดใช้งานก่อน")
    end_open(account, now=now)
    expires = now + timedelta(hours=settings.OTOP_LINK_HOURS)
    link = AccountLink(account=account, made_at=now, made_by=by, expires_at=expires)
    link.draw_token()
    link.save(force_insert=True)
    outbox.write_link(link, now=now)
    audit.record(by=by, now=now, action="give_link", obj=account, changes={"username": account.username})
    return link


@transaction.atomic
def use(*, link: AccountLink, password: str, now: datetime) -> User:
    """The person's choice. BadInput with the validators' sentences, WrongState for a link that is over."""
    rows = User.objects.select_for_update(of=("self",), no_key=True)
    account = rows.select_related("district__province", "province").get(pk=link.account_id)
    link = AccountLink.objects.select_for_update(of=("self",), no_key=True).get(pk=link.pk)
    require_usable(link, account, now=now)
    users.password_fits(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    link.used_at = now
    link.save(update_fields=["used_at"])
    audit.record(by=account, now=now, action="choose_password", obj=account, changes={})
    return account


def require_usable(link: AccountLink, account: User, *, now: datetime) -> None:
    """Raise WrongState, with what to do, unless the link still leads to a password."""
    if link.used_at:
        raise WrongState(USED)
    if not (link.is_usable(now) and account.is_active):
        raise WrongState(OVER)


def end_open(account: User, *, now: datetime) -> None:
    """The link that is still out, if there is one, leads nowhere from now on."""
    AccountLink.objects.open().filter(account=account).update(ended_at=now)
