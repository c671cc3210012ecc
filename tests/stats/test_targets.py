"""Targets of a month: what counts of them, and what a form says about their channels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.models import Province, Target
from reporting.stats import nation_report, targets
from tests import build

OCTOBER = build.OCTOBER
MOVED = "ประมาณการที่พิมพ์ในคอลัมน์ “รายได้โอน” กรมฯ กำหนดเป็นรายได้ออนไลน์"


def test_targets_add_channels_and_leave_out_what_is_not_set(places):
    districts = list(Province.objects.get(pk="43").districts.all())
    Target.objects.create(district_id="4301", month=OCTOBER, channel="REGULAR", printed=Decimal("100"))
    Target.objects.create(
        district_id="4301",
        month=OCTOBER,
        channel="TRANSFER",
        printed=Decimal("7"),
        accepted=Decimal("5"),
        note="พิมพ์ผิด",
    )
    assert targets.of_month(districts, OCTOBER).sums == {"4301": Decimal("105.00")}


@pytest.mark.parametrize(
    ("columns", "aimed", "notes"),
    [
        ({}, 0, ()),
        ({("REGULAR", ""): 2, ("TRANSFER", ""): 2, ("ONLINE", ""): 2}, 2, ()),
        (
            {("REGULAR", ""): 2, ("ONLINE", "TRANSFER"): 1},
            2,
            (
                "ประมาณการนับเฉพาะช่องทางที่กำหนดไว้: รายได้ปกติ 2 อำเภอ · รายได้โอน ยังไม่กำหนด"
                " · รายได้ออนไลน์ 1 อำเภอ ร้อยละคิดจากยอดจำหน่ายทุกช่องทาง",
                f"{MOVED} (1 อำเภอ)",
            ),
        ),
        ({("ONLINE", "TRANSFER"): 0}, 0, (f"{MOVED} (เดือนก่อนหน้า)",)),
    ],
)
def test_what_is_said_of_channels(columns, aimed, notes):
    assert targets.channel_notes(columns, aimed=aimed) == notes


def test_a_province_and_the_nation_say_the_same(october):
    Target.objects.create(
        district_id="4301", month=OCTOBER, channel="ONLINE", printed_in="TRANSFER", printed=Decimal(0)
    )
    districts = Province.objects.get(pk="43").districts.all()
    said = targets.of_month(districts, OCTOBER).notes
    assert said == nation_report.table(OCTOBER).aim_notes
    assert said[-1] == f"{MOVED} (1 อำเภอ)"  # A target of nothing is set.
    assert nation_report.table(OCTOBER.next()).aim_notes == (f"{MOVED} (เดือนก่อนหน้า)",)
