"""`manage.py verify`: recompute what is stored twice, and name the rows that somebody changed by hand.

Ends with "N checks, 0 problems"; with problems it exits with 1.
"""

from __future__ import annotations

import time

from django.core.management import BaseCommand

from reporting.stats import verification

SHOWN = 10


class Command(BaseCommand):
    help = "ตรวจความถูกต้องของข้อมูลทั้งหมดในฐานข้อมูลและแฟ้มเอกสาร"

    def handle(self, **options):
        checks = problems = 0
        with verification.at_one_moment():
            for name, check in verification.CHECKS.items():
                seen, wrong = self.run_check(name, check)
                checks, problems = checks + seen, problems + wrong
        self.stdout.write(f"{checks} checks, {problems} problems")
        if problems:
            raise SystemExit(1)

    def run_check(self, name: str, check) -> tuple[int, int]:
        """One line of progress, and a line for each of the first problems; how many rows, how many bad."""
        started, seen, wrong = time.monotonic(), 0, 0
        for problem in check():
            seen += 1
            if problem:
                wrong += 1
                if wrong <= SHOWN:
                    self.stdout.write(self.style.ERROR(f"  {problem}"))
        if wrong > SHOWN:
            self.stdout.write(self.style.ERROR(f"  … and {wrong - SHOWN} more"))
        self.stdout.write(f"{name}: {seen} checked in {time.monotonic() - started:.1f} s, {wrong} problems")
        return seen, wrong
