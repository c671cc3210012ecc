"""The letter's table of targets as it was pasted: made from the fixture, in the letter's own writing."""

from __future__ import annotations

import csv
from pathlib import Path

from reporting.formats import thai_digits

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "targets"
PRINTED_NAMES = {
    "4301": "เมือง",
    "4302": "ท่าบ่อ",
    "4305": "โพนพิสัย",
    "4307": "ศรีเชียงใหม่",
    "4308": "สังคม",
    "4314": "ศรีนคร",
    "4315": "น้ำรึม",
    "4316": "รัตนวาปี",
    "4317": "โพธิ์ตาก",
}
NAMES = PRINTED_NAMES | {"4301": "เมืองหนองคาย", "4314": "สระใคร", "4315": "เฝ้าไร่"}

HEAD = """ประมาณการรายได้ปีงบประมาณ ๒๕๖๕
ระหว่างเดือน ตุลาคม ๒๕๖๔ - มีนาคม ๒๕๖๕ (๖ เดือน)

จังหวัดหนองคาย

ที่\tชื่ออำเภอ\tปีงบประมาณ ๒๕๖๕\t\t\t\t\t
\t\tตุลาคม\t\tพฤศจิกายน\t\tธันวาคม\t
\t\tรายได้ปกติ\tรายได้โอน\tรายได้ปกติ\tรายได้โอน\tรายได้ปกติ\tรายได้โอน
\t\t\t(บาท)\t\t(บาท)\t\t(บาท)
"""


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def thai(baht: str) -> str:
    return thai_digits(f"{int(baht):,}")


def text(figures: str = "printed") -> str:
    """The printed figures, faults and all, or the accepted ones, with the printed sums of the columns."""
    printed: dict[str, list[str]] = {}
    for row in rows("nongkhai_2565.csv"):
        printed.setdefault(row["district_code"], []).append(thai(row[figures]))
    lines = [
        "\t".join((thai_digits(number), PRINTED_NAMES[code], *cells))
        for number, (code, cells) in enumerate(printed.items(), start=1)
    ]
    sums = [thai(row["printed"]) for row in rows("nongkhai_2565_totals.csv")]
    return HEAD + "\n".join([*lines, "\t".join(("", "รวม", *sums))]) + "\n\nRoadmap การรายงานข้อมูล\n"
