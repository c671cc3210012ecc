"""Sending what waits in the outbox: `manage.py send_mail`, from a timer every minute.

A letter says what the notice says, with the way to the page; it holds no figure and no words of others, for
it leaves the portal (R12). The letter with a link for a password holds the link alone.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from reporting import telling
from reporting.actions import outbox
from reporting.formats import thai_datetime
from reporting.models import AccountLink, Mail, Notice

log = logging.getLogger(__name__)

# So many letters, each bounded by EMAIL_TIMEOUT, are sent well within a lease.
AT_ONCE = 10
REFUSED_FOR_GOOD = 500


@dataclass
class Result:
    """How many letters one run has sent, and how many it could not send."""

    sent: int = 0
    failed: int = 0


def send_waiting(*, clock: Callable[[], datetime]) -> Result:
    """Send everything that is due, a few letters a time; stops when the mail server cannot be reached."""
    result = Result()
    while claimed := outbox.claim(limit=AT_ONCE, now=clock()):
        connection = get_connection()
        try:
            connection.open()
        except OSError as error:
            for mail in claimed:
                _failed(mail, error, result, now=clock())
            break
        try:
            for mail in claimed:
                _send(mail, connection, result, clock)
        finally:
            connection.close()
    return result


def letter(mail: Mail) -> EmailMessage:
    """A letter; the same for every try, also its Message-ID and its date."""
    subject, body, at = _of_link(mail.link) if mail.link_id else _of_notice(mail.notice)
    headers = {"Message-ID": mail.message_id, "Date": format_datetime(at), "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=f"[OTOP] {subject}", body=f"{body}\n", to=[mail.address], headers=headers)


def _of_link(link: AccountLink) -> tuple[str, str, datetime]:
    lines = (
        f"เรียน {link.account.full_name}",
        "เปิดลิงก์นี้เพื่อตั้งรหัสผ่านของท่านในระบบยอดจำหน่าย OTOP",
        f"{settings.OTOP_PUBLIC_URL}{reverse('own_password', args=(link.token,))}",
        f"ใช้ได้ครั้งเดียว ถึง {thai_datetime(link.expires_at)} โปรดอย่าส่งลิงก์นี้ต่อให้ผู้ใด",
        "หากท่านไม่ได้ขอ โปรดแจ้งผู้ดูแลบัญชีของสำนักงาน ระบบส่งอีเมลนี้เอง โปรดอย่าตอบกลับ",
    )
    return "ลิงก์ตั้งรหัสผ่าน", "\n\n".join(lines), link.made_at


def _of_notice(notice: Notice) -> tuple[str, str, datetime]:
    lines = [f"เรียน {notice.user.full_name}", notice.text]
    if settings.OTOP_PUBLIC_URL:
        lines.append(f"{settings.OTOP_PUBLIC_URL}{telling.place(notice)}")
    own_page = (
        f"{settings.OTOP_PUBLIC_URL}{reverse('mail_settings')}"
        if settings.OTOP_PUBLIC_URL
        else "เมนูบัญชีของท่าน"
    )
    lines.append(f"ระบบยอดจำหน่าย OTOP ส่งอีเมลนี้เอง โปรดอย่าตอบกลับ ปิดรับหรือเปลี่ยนอีเมลได้ที่ {own_page}")
    area = notice.report or (notice.inquiry.publication if notice.inquiry else None)
    place = f" {area.district}" if area else ""
    month = f" เดือน{notice.month}" if notice.month else ""
    return f"{notice.get_kind_display()}{place}{month}", "\n\n".join(lines), notice.at


def _send(mail: Mail, connection: BaseEmailBackend, result: Result, clock: Callable[[], datetime]) -> None:
    """Send one letter and mark it, as long as the lease holds: afterwards it may be another sender's."""
    if clock() >= mail.lease_until:
        return
    try:
        connection.send_messages([letter(mail)])
    except (OSError, ValueError) as error:
        _failed(mail, error, result, now=clock())
    else:
        outbox.sent(mail=mail, now=clock())
        result.sent += 1


def _failed(mail: Mail, error: Exception, result: Result, *, now: datetime) -> None:
    log.warning("mail %s, try %s: %s", mail.pk, mail.attempt, error)
    outbox.failed(mail=mail, error=_reason(error), for_good=_is_for_good(error), now=now)
    result.failed += 1


def _is_for_good(error: Exception) -> bool:
    """Whether the receiver's server said that no later try will help, or the address is none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _ in error.recipients.values())
    return isinstance(error, ValueError)


def _reason(error: Exception) -> str:
    """What the administrator reads."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(
            f"{code} {text.decode(errors='replace')}" for code, text in error.recipients.values()
        )
        return f"เซิร์ฟเวอร์อีเมลไม่รับที่อยู่นี้: {said}"
    if isinstance(error, smtplib.SMTPException):
        return f"เซิร์ฟเวอร์อีเมลตอบว่าส่งไม่ได้: {error}"
    if isinstance(error, OSError):
        return f"ติดต่อเซิร์ฟเวอร์อีเมลไม่ได้: {error}"
    return f"ที่อยู่อีเมลใช้ไม่ได้: {error}"
