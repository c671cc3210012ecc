"""The last finished month, with a district in every state, and the current month, which is being typed.

Both go through the real actions and carry real papers. On a machine that cannot draw PDFs the districts that
need an RT.2 stop before it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from reporting.actions.corrections import Wish
from reporting.actions.ticks import Level
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth, Week
from reporting.models import CorrectionReason, Method, MonthlyReport
from reporting.reports.pdf import PdfUnavailable

from .desk import Desk, certify_province
from .people import People
from .plan import Plan, Squeeze
from .press import Press
from .register import Register
from .sales import Seller, unusual

ENTERING, TICKED, SUBMITTED, RETURNED, CORRECTED = "4302", "4305", "4307", "4308", "4314"
PUBLISHED = ("4301", "4315", "4316", "4317")
CONFIRMED = (*PUBLISHED, CORRECTED)
ASKING = "4316"
STILL_TYPING = ("4302", "4308", "4316")

CLOSED_SHOP = "หยุดผลิตชั่วคราวตั้งแต่ต้นเดือน สมาชิกไปทำนา"
FORGOTTEN = {
    1: "กลุ่มนำใบเสร็จงานแสดงสินค้าสัปดาห์ที่ 3 มาเพิ่มหลังจังหวัดยืนยันแล้ว",
    2: "มียอดจำหน่ายในงานกาชาดจังหวัดที่ยังไม่ได้รวมไว้ 2 กลุ่ม",
}
ODD = 3
ASKED = "ยอดเดือนนี้สูงกว่าทุกเดือนมาก เป็นคำสั่งซื้อพิเศษหรือไม่"
ANSWERED = "เป็นคำสั่งซื้อของที่ระลึกงานประจำปี กลุ่มส่งใบสั่งซื้อมาแล้วค่ะ"
SENT = "เดือนนี้ นตผ.อำเภอรับรองด้วยหนังสือเวียน เพราะคณะกรรมการติดราชการ"
TO_CHECK = (
    (2, "TOO_HIGH", "ยอดสูงกว่าเดือนก่อนมาก โปรดตรวจสอบกับใบสั่งซื้ออีกครั้ง"),
    (5, "TRANSFER_TWICE", "ยอดโอนอาจรวมอยู่ในรายได้ปกติแล้ว โปรดแยกยอดให้ชัดเจน"),
    (9, "OTHER", "กลุ่มแจ้งจังหวัดว่าจำหน่ายในงานแสดงสินค้า แต่ยังไม่พบยอดในสัปดาห์นั้น"),
)


class StateMaker:
    """The two months in two steps, so that the forms of the first are drawn while others work.

    `begin` takes the last month up to the certified figures, `finish` to its states.
    """

    def __init__(
        self, *, plan: Plan, people: People, register: Register, seller: Seller, press: Press, address: str
    ) -> None:
        self.plan, self.people, self.register, self.seller = plan, people, register, seller
        self.press, self.address = press, address
        self.moments = Squeeze(plan)

    def begin(self) -> None:
        """Type the last month; tick, certify and prepare the RT.2 of the districts that go on."""
        at = self.moments.at
        self.desks = {code: self._desk(code, self.plan.last) for code in self.register}
        self.desks[SUBMITTED].sold = unusual(self.desks[SUBMITTED].sold)
        for code, desk in self.desks.items():
            self._type_month(desk, part=code == ENTERING)
        self.desks[TICKED].remove(4, reason=CLOSED_SHOP, now=at(6, 10))
        self.desks[TICKED].tick(Level.DISTRICT, now=at(6, 11))
        for number, code in enumerate(CONFIRMED):
            self._certify(code, day=2, hour=9.5 + number / 2)
        self._certify(RETURNED, day=3, hour=10)
        self._certify(SUBMITTED, day=6, hour=13, method=Method.CIRCULAR)

    def finish(self) -> bool:
        """Submitted, returned, published and corrected; False when the papers could not be drawn."""
        at = self.moments.at
        confirmed = [self.desks[code] for code in CONFIRMED]
        try:
            for number, desk in enumerate(confirmed):
                self._submit(desk, day=2, hour=10.5 + number / 2)
        except PdfUnavailable:
            return False
        self._submit(self.desks[RETURNED], day=3, hour=11)
        for number, desk in enumerate(confirmed):
            desk.tick(Level.PROVINCE, now=at(4, 9.5 + number / 2))
        certify_province(confirmed, now=at(5, 13.5))
        for number, desk in enumerate(confirmed):
            desk.publish(now=at(5, 14 + number / 10))
        self.desks[RETURNED].send_back(TO_CHECK, now=at(5, 15.5))
        self._submit(self.desks[SUBMITTED], day=6, hour=14)
        self._ask(self.desks[SUBMITTED])
        self._correct(self.desks[CORRECTED])
        self._wish(self.desks[ASKING])
        return True

    def current_month(self) -> None:
        """Type the weeks that are over; some districts have done only a part of the newest one."""
        today = bangkok_date(self.plan.now)
        weeks = [week for week in self.plan.current.weeks() if week.last_day < today]
        for code in self.register:
            desk = self._desk(code, self.plan.current)
            for week in weeks:
                part = len(desk.sold) * 3 // 5 if week == weeks[-1] and code in STILL_TYPING else None
                now = min(self.plan.typed_at(week), self.plan.now)
                desk.type_week(week.number, now=now, first=part)

    def _certify(self, code: str, *, day: int, hour: float, method: Method = Method.MEETING) -> None:
        """Tick and certify within half an hour, and send the form to be drawn."""
        desk, at = self.desks[code], self.moments.at
        desk.tick(Level.DISTRICT, now=at(day, hour))
        number = f"{self.plan.last.position}/{self.plan.current.year_be}"
        desk.certify(number=number, method=method, now=at(day, hour + 0.5))
        desk.prepare_form(self.press, self.address, now=at(day, hour + 0.5))

    def _submit(self, desk: Desk, *, day: int, hour: float) -> None:
        """Issue and sign RT.2, and submit half an hour later."""
        desk.issue_and_sign(now=self.moments.at(day, hour))
        desk.submit(now=self.moments.at(day, hour + 0.5))

    def _ask(self, desk: Desk) -> None:
        """The province has a question about the line that jumped, and marks it to come back to it."""
        line = desk.lines()[ODD]
        desk.say(desk.staff, ASKED, line=line, now=self.moments.at(6, 15.5))
        desk.say(desk.chief, ANSWERED, line=line, now=self.moments.at(6, 16))
        desk.say(desk.chief, SENT, now=self.moments.at(6, 16.2))
        desk.follow(desk.staff, line, now=self.moments.at(6, 15.6))

    def _correct(self, desk: Desk) -> None:
        """Asked for, granted, and one of the two forgotten figures is in."""
        wish = self._forgotten(desk, 3, 6, effect=Decimal(25_000))
        desk.grant(desk.ask_correction(wish, now=self.moments.at(7, 9)), now=self.moments.at(7, 10))
        desk.change(3, week=2, factor=Decimal("1.25"), now=self.moments.at(7, 13.5))

    def _wish(self, desk: Desk) -> None:
        """Another district asks, and nobody has decided yet."""
        wish = self._forgotten(desk, 2, effect=Decimal(12_500))
        desk.ask_correction(wish, now=self.moments.at(7, 11))

    def _forgotten(self, desk: Desk, *places: int, effect: Decimal) -> Wish:
        sold = [sale.pair for sale in desk.sold if sale.weeks]
        return Wish(
            pairs=[(sold[place].entry.group_id, sold[place].category) for place in places],
            reason=CorrectionReason.FORGOTTEN,
            text=FORGOTTEN[len(places)],
            effect=effect,
        )

    def _type_month(self, desk: Desk, *, part: bool) -> None:
        """Type every week; with `part`, only two thirds of the lines, and not the last week."""
        weeks = self.plan.last.weeks()
        for week in weeks[:-1] if part else weeks:
            first = len(desk.sold) * 2 // 3 if part else None
            desk.type_week(week.number, now=self._typed_at(week), first=first)

    def _typed_at(self, week: Week) -> dt.datetime:
        """In the month itself, or in the morning of the first working day after it."""
        usual = self.plan.typed_at(week)
        return usual if usual < self.moments.start else self.moments.at(1, 8.5 + week.number / 10)

    def _desk(self, code: str, month: FiscalMonth) -> Desk:
        report = MonthlyReport.objects.with_context().for_month(month).get(district_id=code)
        pairs = [pair for pair in self.register[code] if pair.is_expected(month)]
        return Desk(report, self.people, self.seller(pairs, month))
