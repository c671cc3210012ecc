"""`manage.py demo`: a portal full of invented data, ready to be tried out, with SQLite and no other server.

The first run fills the database; a later one keeps what was typed in the meantime. Demonstration accounts
share a password that everybody may know; they can only be made, and only sign in, in demo mode.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from reporting.demo import database, server, tour, world
from reporting.demo.plan import ClockTooEarly
from reporting.reports.pdf import SYSTEM_PACKAGES


class Command(BaseCommand):
    help = "เตรียมข้อมูลสาธิตและเปิดระบบบนเครื่องนี้"
    # Without migrations there is nothing to check yet.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="ลบข้อมูลสาธิตเดิมแล้วเริ่มใหม่")
        parser.add_argument("--prepare-only", action="store_true", help="เตรียมข้อมูลเท่านั้น ไม่เปิดระบบ")
        parser.add_argument("--port", type=int, default=8000, help="พอร์ตที่เปิดระบบ (ปกติ 8000)")

    def handle(self, *, reset: bool, prepare_only: bool, port: int, **options):
        if not settings.OTOP_DEMO:
            raise CommandError("คำสั่งนี้ใช้ในโหมดสาธิตเท่านั้น (OTOP_DEMO=true)")
        claimed = None if prepare_only else self.claim(port)
        started = time.monotonic()
        self.prepare(reset=reset, address=server.address(port))
        self.stdout.write(f"พร้อมแล้วใน {time.monotonic() - started:.1f} วินาที\n\n")
        for line in tour.lines():
            self.stdout.write(line)
        if claimed:
            # From here on a visitor waits for the server instead of being turned away.
            claimed.listen()
            text = f"\nเปิดเบราว์เซอร์ที่ {server.address(port)}/  (กด Ctrl+C เพื่อหยุด)"
            self.stdout.write(self.style.SUCCESS(text))
            server.serve(claimed)

    def claim(self, port: int) -> socket.socket:
        try:
            return server.claim(port)
        except (OSError, OverflowError):
            text = f"พอร์ต {port} ใช้ไม่ได้หรือมีโปรแกรมอื่นใช้อยู่ โปรดปิดโปรแกรมนั้น หรือเลือกพอร์ตอื่นด้วย --port"
            raise CommandError(text) from None

    def prepare(self, *, reset: bool, address: str) -> None:
        """Bring database and data to where they must be."""
        try:
            loaded = database.holds_demo()
        except database.ForeignDatabase:
            raise CommandError(
                "ฐานข้อมูลนี้มีข้อมูลอื่นที่ไม่ใช่ข้อมูลสาธิต จึงไม่แตะต้อง โปรดกำหนด OTOP_DATA หรือ DATABASE_URL เป็นที่อื่น"
            ) from None
        if reset and loaded:
            with self.step("ลบข้อมูลสาธิตเดิม"):
                database.erase()
            loaded = False
        with self.step("โครงสร้างฐานข้อมูล"):
            call_command("migrate", interactive=False, verbosity=0)
        if loaded:
            return
        try:
            drawn = world.create(now=timezone.now(), address=address, step=self.step)
        except ClockTooEarly as error:
            raise CommandError(f"นาฬิกาของเครื่องบอกวันที่ {error} โปรดตั้งให้ถูกต้องก่อน") from None
        if not drawn:
            text = f"ยังออกเอกสาร PDF ไม่ได้ เพราะขาดแพ็กเกจ {SYSTEM_PACKAGES} จึงข้ามขั้นที่ต้องมี รต.๒ ไว้"
            self.stdout.write(self.style.WARNING(text))

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """A line with the seconds a part took."""
        self.stdout.write(f"  {label} …", ending="")
        self.stdout.flush()
        started = time.monotonic()
        yield
        self.stdout.write(f" {time.monotonic() - started:.1f} วินาที")
