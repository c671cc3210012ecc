"""RT.3: districts × categories, its sums, and how it agrees with RT.4."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.reports import province_forms, rt3
from reporting.stats.sales import Basis
from tests import build, nationwide


@pytest.fixture
def forms(submitted, department, province_staff):
    """4301 is confirmed, 4302 submitted; the province's own view."""
    nationwide.publish("4301", by=department)
    return province_forms.build(province_staff.province, build.OCTOBER, working=True)


def test_it_is_titled_as_the_form(forms):
    assert forms.rt3.form == "รต.๓"
    assert forms.rt3.heading_title == ("รายงานข้อมูลผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP แยกตามผลิตภัณฑ์")
    assert forms.rt3.categories == (
        "อาหาร",
        "เครื่องดื่ม",
        "ผ้า เครื่องแต่งกาย",
        "ของใช้ ของตกแต่ง ของที่ระลึก",
        "สมุนไพรที่ไม่ใช่อาหาร",
    )


def test_a_row_is_a_district_with_five_cells(forms):
    confirmed, waiting = forms.rt3.rows
    assert (confirmed.district.pk, confirmed.basis, confirmed.revision) == ("4301", Basis.CONFIRMED, 1)
    assert confirmed.cells == (
        rt3.Cell(1, Decimal("1230.75")),
        rt3.Cell(),
        rt3.Cell(),
        rt3.Cell(),
        rt3.Cell(1, Decimal("0.30")),
    )
    assert waiting.basis == Basis.UNCONFIRMED
    assert waiting.cells[0] == rt3.Cell(2, Decimal("251.00"))
    assert waiting.total == rt3.Cell(3, Decimal("502.00"))


def test_the_sum_tells_confirmed_from_unconfirmed(forms):
    assert (forms.rt3.total.districts, forms.rt3.confirmed.districts) == (2, 1)
    assert not forms.rt3.is_confirmed
    assert forms.rt3.total.total == rt3.Cell(5, Decimal("1733.05"))
    assert forms.rt3.confirmed.total == rt3.Cell(2, Decimal("1231.05"))
    assert forms.rt3.total.cells[0] == rt3.Cell(3, Decimal("1481.75"))


def test_both_forms_carry_the_seal(forms):
    assert forms.tie_out.agrees
    assert forms.rt3.tie_out == forms.rt4.tie_out == forms.tie_out


def test_without_working_figures_an_unconfirmed_district_is_empty(forms, province_staff):
    nation = province_forms.build(province_staff.province, build.OCTOBER, working=False)
    row = nation.rt3.rows[1]
    assert row.basis == Basis.NONE
    assert row.total == rt3.Cell()
    assert nation.rt3.is_confirmed
    assert nation.rt3.total == nation.rt3.confirmed


def test_a_month_that_is_not_opened_has_rows_without_figures(province_staff):
    forms = province_forms.build(province_staff.province, build.OCTOBER, working=True)
    assert [row.report for row in forms.rt3.rows] == [None, None]
    assert forms.rt3.total.districts == 0
    assert forms.rt3.total.total == rt3.Cell()
    assert forms.tie_out.agrees
