"""Writes fixtures/geography/{provinces,districts,subdistricts}.csv.

A developers' command: names and codes come from the development package geothai, regions and letter
abbreviations from a CSV kept beside the result, so that the files can be built again from the repository.
No file is written whose rows fail a check. R19: Bangkok's rows exist but report nothing.
"""

import csv
import unicodedata
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "geography"
BANGKOK = "10"
LEVELS = ("จังหวัด", "อำเภอ", "กิ่งอำเภอ", "ตำบล", "เขต", "แขวง")

Row = dict[str, str | int]


class Command(BaseCommand):
    help = "เขียนไฟล์จังหวัด อำเภอ ตำบล จากชุดข้อมูล geothai (สำหรับผู้พัฒนา)"

    def add_arguments(self, parser):
        parser.add_argument("regions", nargs="?", type=Path, default=FOLDER / "regions.csv")
        parser.add_argument("--out", type=Path, default=FOLDER)

    def handle(self, *args, **options):
        import geothai  # a development dependency: the portal itself reads only the CSV files

        with options["regions"].open(encoding="utf-8", newline="") as file:
            regions = {row["province_code"]: row for row in csv.DictReader(file)}
        provinces = geothai.provinces()
        districts = [d for p in provinces for d in geothai.districts(p.code)]
        subdistricts = [s for d in districts for s in geothai.subdistricts(d.code)]
        check_regions(regions, provinces, districts)
        out = options["out"]
        self.write(out / "provinces.csv", [province_row(p, regions[p.code]) for p in provinces])
        self.write(
            out / "districts.csv",
            [named_row(d, province_code=d.province_code) | reports(d.province_code) for d in districts],
        )
        self.write(
            out / "subdistricts.csv",
            [named_row(s, district_code=s.district_code) for s in subdistricts],
        )

    def write(self, path: Path, rows: list[Row]) -> None:
        rows = sorted(rows, key=lambda row: row["code"])
        check_rows(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        self.stdout.write(f"{path.name}: {len(rows)}")


def named_row(area, **parent: str) -> Row:
    """Code, parent's code, both names; the name without the word for its level ("เขตพระนคร" → "พระนคร")."""
    name = next((area.name_th.removeprefix(w) for w in LEVELS if area.name_th.startswith(w)), area.name_th)
    return {"code": area.code, **parent, "name_th": name, "name_en": area.name_en}


def reports(province_code: str) -> Row:
    return {"reports_otop": int(province_code != BANGKOK)}


def province_row(province, region: dict[str, str]) -> Row:
    return {
        **named_row(province),
        "abbreviation": region["abbr_th"],
        "region4": region["region4_nso"],
        "region6": region["region6_royal"],
        "cluster": region["cluster18"],
        **reports(province.code),
    }


def check_regions(regions: dict[str, dict[str, str]], provinces: list, districts: list) -> None:
    """Refuses region data that name other provinces, or count other districts, than geothai."""
    counts = Counter(district.province_code for district in districts)
    found = {p.code: (p.name_th, str(counts[p.code])) for p in provinces}
    wanted = {code: (row["province_th"], row["n_districts"]) for code, row in regions.items()}
    if found != wanted:
        raise CommandError(f"regions differ from geothai: {sorted(found.items() ^ wanted.items())}")


def check_rows(rows: list[Row]) -> None:
    """Refuses double codes, a child outside its parent, and names that are not NFC or have stray spaces."""
    if len({row["code"] for row in rows}) != len(rows):
        raise CommandError("a code occurs twice")
    for row in rows:
        if not row["code"].startswith(row.get("district_code", row.get("province_code", ""))):
            raise CommandError(f"{row['code']} does not begin with its parent's code")
        for name in (row["name_th"], row["name_en"]):
            if unicodedata.normalize("NFC", name) != name or " ".join(name.split()) != name or not name:
                raise CommandError(f"{row['code']}: {name!r} is not a clean name")
