"""The officer of one district moves on: a pack waits for the colleague who has just come."""

from __future__ import annotations

import datetime as dt

from reporting.actions import handover, seeding
from reporting.models import Role, User

from .names import NameMaker
from .people import People
from .states import ENTERING

NEWCOMER = "thabo.newcomer"
WORDS = (
    "กลุ่มทอผ้ารับโทรศัพท์เฉพาะช่วงเย็น ส่วนใหญ่ส่งยอดมาเป็นภาพสมุดบัญชี\n"
    "สัปดาห์สุดท้ายของเดือนควรโทรเตือนก่อนวันที่ 28 เพราะกรรมการหลายคนไปตลาดนัดชายแดน\n"
    "แฟ้มกระดาษปีก่อน ๆ อยู่ตู้เหล็กข้างห้องประชุม เรียงตามตำบล"
)


def create(names: NameMaker, people: People, *, now: dt.datetime) -> None:
    """The newcomer's account, and the pack that names it."""
    leaver = people.officers[ENTERING]
    title, given, surname = names.person()
    newcomer = User(
        username=NEWCOMER,
        full_name=f"{title}{given} {surname}",
        position=names.position(Role.OFFICER),
        role=Role.OFFICER,
        district=leaver.district,
        password=leaver.password,
    )
    seeding.store_accounts([newcomer])
    handover.start(successor=User.objects.get(username=NEWCOMER), words=WORDS, by=leaver, now=now)
