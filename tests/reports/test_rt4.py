"""RT.4: producers by type, baht by channel, targets that may be missing, and the seed's own month."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reporting.actions import certifications
from reporting.models import Province, Target
from reporting.reports import province_forms
from reporting.stats.sales import Basis
from tests import build, nationwide

OCTOBER = build.OCTOBER
SEED = Path(__file__).resolve().parents[2] / "fixtures" / "targets" / "nongkhai_2565.csv"


def target(district: str, amount: str, channel: str = "REGULAR", month=OCTOBER) -> None:
    Target.objects.create(district_id=district, month=month, channel=channel, printed=Decimal(amount))


def form(*, working: bool = True):
    return province_forms.build(Province.objects.get(pk="43"), OCTOBER, working=working).rt4


def test_it_is_titled_as_the_form(october):
    assert form().form == "รต.๔"
    assert form().heading_title == "รายงานข้อมูลผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP"
    assert form().channels == ("รายได้ปกติ", "รายได้โอน", "รายได้ออนไลน์")


def test_a_row_counts_producers_by_type_and_baht_by_channel(published):
    row = form().rows[1]
    assert row.figures.producers == (2, 1, 0)
    assert row.figures.producer_total == 3
    assert row.figures.channels == (Decimal("400.00"), Decimal("80.00"), Decimal("22.00"))
    assert row.figures.total == Decimal("502.00")


def test_a_missing_target_is_not_zero(published):
    row = form().rows[1]
    assert row.target is None
    assert row.percent is None
    total = form().total
    assert (total.target, total.percent, total.without_target) == (None, None, 2)


def test_the_percentage_is_of_the_target_over_all_channels(published):
    target("4302", "900")
    target("4302", "104", channel="TRANSFER")
    row = form().rows[1]
    assert row.target == Decimal("1004.00")
    assert row.percent == Decimal(50)


def test_a_target_without_figures_has_no_percentage(three_groups):
    target("4302", "900")
    row = form().rows[1]
    assert (row.basis, row.target, row.percent) == (Basis.NONE, Decimal("900.00"), None)
    assert form().total.percent is None


def test_a_target_of_zero_has_no_percentage(published):
    target("4302", "0")
    assert form().rows[1].target == 0
    assert form().rows[1].percent is None


def test_the_sum_compares_only_the_districts_that_have_a_target(published, department):
    nationwide.publish("4301", by=department)
    target("4302", "1004")
    total = form().total
    assert (total.districts, total.without_target) == (2, 1)
    assert total.target == Decimal("1004.00")
    assert total.figures.total == Decimal("1733.05")
    assert total.percent == Decimal(50)


def test_the_confirmed_sum_leaves_out_what_is_only_submitted(submitted, department):
    nationwide.publish("4301", by=department)
    report = form()
    assert not report.is_confirmed
    assert (report.with_figures, report.confirmed.districts) == (2, 1)
    assert report.confirmed.figures.total == Decimal("1231.05")
    assert report.total.figures.total == Decimal("1733.05")
    assert form(working=False).is_confirmed


@pytest.fixture
def seed_month(places, department):
    """The nine districts of the seed's table, published with the sums it gives for October 2564."""
    with SEED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["month"] == "202110"]
    codes = sorted({row["district_code"] for row in rows})
    nationwide.districts(*(code for code in codes if code not in ("4301", "4302")))
    build.open_month(OCTOBER, by=department)
    for code in codes:
        amounts = {row["channel"]: row["accepted"] for row in rows if row["district_code"] == code}
        for channel, amount in amounts.items():
            target(code, amount, channel=channel)
        line = ("FOOD", "GROUP", f"{amounts['REGULAR']}.00", f"{amounts['TRANSFER']}.00", "0.00")
        nationwide.publish(code, by=department, lines=[line])


def test_the_provincial_committees_sentence_counts_who_was_there(submitted, province_staff):
    province = Province.objects.get(pk="43")
    present = frozenset(member.pk for member in build.members(5, province, by=province_staff)[:3])
    data = replace(build.resolution("4/2564"), present=present)
    certifications.certify_province(
        province=province,
        month=OCTOBER,
        report_ids=[submitted.pk],
        data=data,
        by=province_staff,
        now=build.NOW,
    )
    assert form().certification == (
        "คณะกรรมการ นตผ.จังหวัดหนองคาย ได้รับรองข้อมูลผลการจำหน่ายผลิตภัณฑ์ OTOP ตามรายงานนี้แล้ว "
        "โดยวิธีประชุม เลขที่ 4/2564 เมื่อวันที่ 2 พฤศจิกายน 2564 มีกรรมการเข้าประชุม 3 จาก 5 คน",
    )


def test_the_seeds_own_month(seed_month):
    report = form()
    assert len(report.rows) == 9
    assert report.total.figures.channels == (Decimal("93335876"), Decimal("5409805"), Decimal("0"))
    assert report.total.percent == Decimal(100)
    assert report.total.without_target == 0
