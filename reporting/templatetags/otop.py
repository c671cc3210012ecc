"""Template filters for figures, dates and due dates. They decide nothing: `formats` and `deadlines` do."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import template
from django.utils.html import format_html

from reporting import deadlines, formats

register = template.Library()


@register.filter
def baht(value: Decimal | int | None) -> str:
    """{{ line.regular|baht }} → 45,850,950.00"""
    return formats.money(value)


@register.filter
def baht_dash(value: Decimal | int | None) -> str:
    """{{ line.regular|baht_dash }}: the same, with – for zero."""
    return formats.money_or_dash(value)


@register.filter
def signed(value: Decimal | int | None) -> str:
    """{{ row.effect|signed }} → +1,200.00, −300.00; nothing where nothing is known"""
    return formats.signed_money(value)


@register.filter
def count(value: int) -> str:
    """{{ total.producers|count }} → 93,102"""
    return f"{value:,}"


@register.filter
def percent(value: Decimal | int | None) -> str:
    """{{ row.online_growth|percent }} → 12.3%"""
    return formats.percent_text(value)


@register.filter
def thai_date(day: dt.date | None) -> str:
    """{{ report.submit_due|thai_date }} → 5 พฤศจิกายน 2564"""
    return formats.thai_date(day)


@register.filter
def thai_date_short(day: dt.date | None) -> str:
    """{{ group.created_at|thai_date_short }} → 5 พ.ย. 2564"""
    return formats.thai_date(day, short=True)


@register.filter
def thai_datetime(at: dt.datetime | None) -> str:
    """{{ report.submitted_at|thai_datetime }} → 5 พ.ย. 2564 14:02 น."""
    return formats.thai_datetime(at)


# Not marked safe: digits of an escaped text stand in its entities too, so it must be escaped afterwards.
@register.filter
def thai_digits(value: object) -> str:
    """{{ total|baht|thai_digits }} → ๔๕,๘๕๐,๙๕๐.๐๐"""
    return formats.thai_digits(value)


@register.filter
def countdown(due: dt.date, now: dt.datetime) -> str:
    """{{ month.submit_due|countdown:now }} → เหลือ 2 วัน 3 ชั่วโมง"""
    return deadlines.countdown_th(due, now=now)


@register.simple_tag(takes_context=True)
def tick(context: template.Context, is_ticked: bool, yes: str, no: str) -> str:
    """{% tick row.district_tick "ยืนยันแล้ว" "ยังไม่ยืนยัน" %} → the box of a form.

    On the screen it is the picture at `tick_on` or `tick_off`; on paper, where the context has no such
    addresses, a word that the font draws as a box.
    """
    word, picture = (yes, "tick_on") if is_ticked else (no, "tick_off")
    if address := context.get(picture):
        return format_html('<img src="{}" alt="{}">', address, word)
    return word
