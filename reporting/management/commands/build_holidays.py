"""Writes fixtures/holidays.csv: the days on which government offices are closed.

A developers' command: days come from the development package holidays (Thailand, public and government days,
substitute days included). Labour day is a holiday of private business only and children's day an observance
on a Saturday: neither closes a government office, so both are left out. Years the cabinet has not decided yet
hold only the days fixed by rule; the department adds the rest in the portal (R14).
"""

import csv
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand

TARGET = Path(__file__).resolve().parents[3] / "fixtures" / "holidays.csv"
YEARS_CE = range(2021, 2029)  # BE 2564-2571
NOT_FOR_GOVERNMENT = ("วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")
SUBSTITUTE = "ชดเชย"

# Substitute days the package works out by rule and the cabinet moved. A moved substitute is a working day.
WORKING_DAYS = {
    date(2021, 10, 25),  # moved to Friday 22 October 2564 (cabinet, 29 December 2563)
    date(2023, 1, 3),  # 31 December 2565 and 1 January 2566 shared the substitute of 2 January
}

# Days the package lacks. Write the cabinet's resolution beside a day that is added. The holidays of one
# region only (BE 2564 had four) are not national and do not belong here.
OWN_DAYS = {
    date(2021, 10, 22): "วันหยุดชดเชยวันปิยมหาราช",  # cabinet, 29 December 2563
}


# Long titles as government calendars shorten them; the rest of a name stays as it is.
SHORT_NAMES = {
    "พระบาทสมเด็จพระพุทธยอดฟ้าจุฬาโลกมหาราช และวันที่ระลึกมหาจักรีบรมราชวงศ์": "จักรี",
    "สมเด็จพระนางเจ้าสุทิดา พัชรสุธาพิมลลักษณ พระบรมราชินี": "สมเด็จพระนางเจ้าฯ พระบรมราชินี",
    "พระบาทสมเด็จพระปรเมนทรรามาธิบดีศรีสินทรมหาวชิราลงกรณ พระวชิรเกล้าเจ้าอยู่หัว": "พระบาทสมเด็จพระเจ้าอยู่หัว",
    "วันคล้ายวันเฉลิมพระชนมพรรษา": "วันคล้ายวันพระบรมราชสมภพ",
    "พระบาทสมเด็จพระบรมชนกาธิเบศร มหาภูมิพลอดุลยเดชมหาราช บรมนาถบพิตร": "พระบาทสมเด็จพระบรมชนกาธิเบศรฯ",
}


class Command(BaseCommand):
    help = "เขียนไฟล์วันหยุดราชการ พ.ศ. 2564–2571 (สำหรับผู้พัฒนา)"

    def add_arguments(self, parser):
        parser.add_argument("--out", type=Path, default=TARGET)

    def handle(self, *args, **options):
        import holidays  # a development dependency: the portal itself reads only the CSV file

        days = holidays.country_holidays(
            "TH", years=YEARS_CE, language="th", categories=("public", "government")
        )
        rows = government_days(dict(days)) | OWN_DAYS
        with options["out"].open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["day", "name_th"])
            writer.writerows((day.isoformat(), rows[day]) for day in sorted(rows))
        self.stdout.write(f"{options['out'].name}: {len(rows)}")


def government_days(days: dict[date, str]) -> dict[date, str]:
    """The days among them that close government offices, each with one readable name."""
    kept = {}
    for day, names in days.items():
        wanted = [name for name in shortened(names).split("; ") if not name.endswith(NOT_FOR_GOVERNMENT)]
        if wanted and day not in WORKING_DAYS:
            kept[day] = one_name(wanted)
    return kept


def shortened(names: str) -> str:
    for long, short in SHORT_NAMES.items():
        names = names.replace(long, short)
    return names


def one_name(names: list[str]) -> str:
    """One name out of one or more: "ชดเชยวันชาติ", "ชดเชยวันพ่อแห่งชาติ" → "วันหยุดชดเชยวันชาติ และวันพ่อแห่งชาติ"."""
    substitute = all(name.startswith(SUBSTITUTE) for name in names)
    *first, last = [name.removeprefix(SUBSTITUTE) for name in names] if substitute else names
    joined = f"{' '.join(first)} และ{last}" if first else last
    return f"วันหยุดชดเชย{joined}" if substitute else joined
