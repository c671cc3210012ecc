"""What the department has asked Nong Khai about published figures: one waits, one is answered, one closed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from reporting.actions import inquiries
from reporting.fiscal import FiscalMonth
from reporting.models import Channel, Inquiry, Publication
from reporting.stats import inquiries as stats

from .people import HOME_PROVINCE, People
from .plan import Plan, Squeeze
from .states import ENTERING

HIGH = "ยอดเดือนนี้ของรายการนี้สูงกว่ารายการอื่นของอำเภอมาก โปรดตรวจว่าพิมพ์เกินหนึ่งหลักหรือไม่"
SHARE = "ขอให้ตรวจสมุดขายและใบเสร็จของรายการนี้"
REMARK = "กลุ่มออกร้านงานกาชาดจังหวัด 10 วัน ใบเสร็จอยู่ในแฟ้มหลักฐานของเดือนแล้ว"
ANSWER = "จังหวัดตรวจใบเสร็จกับสมุดขายแล้ว ยอดถูกต้อง"
ONLINE = "รายได้ออนไลน์เดือนนี้ต่ำกว่าเดือนก่อน มีกลุ่มใดหยุดขายออนไลน์หรือไม่"
CLOSED = "ผ้าและเครื่องแต่งกายเดือนนี้สูงกว่าทุกประเภท เป็นยอดของงานใด"
WHY = "เป็นยอดสั่งตัดชุดผ้าไทยของหน่วยงานในจังหวัด มีใบสั่งซื้อครบ"


def create(plan: Plan, people: People) -> None:
    """Through the real actions, in the first working days of the month."""
    at, by, staff = Squeeze(plan).at, people.department, people.staff[HOME_PROVINCE]
    month = plan.history[-1]
    line = max(_published(month).content["lines"], key=lambda one: Decimal(one["regular"]))
    answered = _ask(month, HIGH, people, line=line["line"], category=line["category"], now=at(2, 10))
    inquiries.share(inquiry=answered, text=SHARE, by=staff, now=at(2, 14))
    inquiries.write(inquiry=answered, text=REMARK, by=people.chiefs[ENTERING], now=at(3, 10))
    inquiries.write(inquiry=answered, text=ANSWER, by=staff, now=at(4, 9))
    closed = _ask(plan.history[-2], CLOSED, people, category="TEXTILE", now=at(2, 11))
    inquiries.write(inquiry=closed, text=WHY, by=staff, now=at(3, 9))
    inquiries.close(inquiry=closed, by=by, now=at(3, 13))
    _ask(plan.history[-2], ONLINE, people, channel=Channel.ONLINE.value, now=at(5, 10))


def _published(month: FiscalMonth) -> Publication:
    found = Publication.objects.current().select_related("district__province")
    return found.get(district=ENTERING, month=month)


def _ask(
    month: FiscalMonth,
    text: str,
    people: People,
    *,
    line: int | None = None,
    category: str = "",
    channel: str = "",
    now: dt.datetime,
) -> Inquiry:
    publication = _published(month)
    figures = stats.figures(publication, line)
    figure = next(one for one in figures if (one.category, one.channel) == (category, channel))
    said = {"figure": figure, "text": text, "by": people.department, "now": now}
    return inquiries.ask(publication=publication, **said)
