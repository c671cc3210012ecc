"""`manage.py seed_nation`: a whole nation × five fiscal years in PostgreSQL, more than five million lines.

For benchmarks. It runs in demo mode only and never on a database that holds anything: `--reset` throws away
what this command or `demo` has made, and nothing else.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.utils import timezone

from reporting.demo import database, nation
from reporting.demo.nation import Size
from reporting.models import Publication


class Command(BaseCommand):
    help = "สร้างข้อมูลทั้งประเทศหลายปีงบประมาณสำหรับทดสอบความเร็ว (PostgreSQL, OTOP_DEMO=true)"
    # Without migrations there is nothing to check yet.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--years", type=int, default=5, help="จำนวนปีงบประมาณ นับถอยจากปีที่แล้ว (ปกติ 5)")
        parser.add_argument("--districts", type=int, default=0, help="จำนวนอำเภอ เรียงตามรหัส (ปกติ ทุกอำเภอ)")
        parser.add_argument("--lines", type=int, default=100, help="จำนวนรายการต่ออำเภอโดยเฉลี่ย (ปกติ 100)")
        parser.add_argument("--reset", action="store_true", help="ลบข้อมูลสาธิตเดิมแล้วเริ่มใหม่")

    def handle(self, *, years: int, districts: int, lines: int, reset: bool, **options: Any) -> None:
        if not settings.OTOP_DEMO:
            raise CommandError("คำสั่งนี้ใช้ในโหมดสาธิตเท่านั้น (OTOP_DEMO=true)")
        if connection.vendor != "postgresql":
            raise CommandError("ข้อมูลขนาดทั้งประเทศสร้างได้บน PostgreSQL เท่านั้น โปรดกำหนด DATABASE_URL")
        if min(years, lines) < 1 or districts < 0:
            raise CommandError("จำนวนปีและจำนวนรายการต้องเป็น 1 ขึ้นไป และจำนวนอำเภอต้องไม่ติดลบ")
        self.require_empty(reset=reset)
        call_command("migrate", interactive=False, verbosity=0)
        started = time.monotonic()
        made = nation.create(size=Size(years, districts, lines), now=timezone.now(), step=self.step)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(
            f"{made:,} รายการ ในข้อมูลที่ยืนยันแล้ว {Publication.objects.count():,} ฉบับ"
            f" ใช้เวลา {time.monotonic() - started:.0f} วินาที"
        )

    def require_empty(self, *, reset: bool) -> None:
        try:
            loaded = database.holds_demo()
        except database.ForeignDatabase:
            raise CommandError("ฐานข้อมูลนี้มีข้อมูลอื่นอยู่ จึงไม่แตะต้อง โปรดกำหนด DATABASE_URL เป็นฐานข้อมูลว่าง") from None
        if loaded and not reset:
            raise CommandError("ฐานข้อมูลนี้มีข้อมูลสาธิตอยู่แล้ว หากต้องการลบแล้วเริ่มใหม่ โปรดเพิ่ม --reset")
        if loaded:
            with self.step("ลบข้อมูลสาธิตเดิม"):
                database.erase()

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """A line with the seconds a part took."""
        started = time.monotonic()
        yield
        self.stdout.write(f"  {label} {time.monotonic() - started:.1f} วินาที")
        self.stdout.flush()
