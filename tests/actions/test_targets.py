"""Accepting tables of targets and assigning their columns: what counts, what is kept, what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.actions import targets
from reporting.actions.targets import Figure, Source
from reporting.errors import BadInput, NotAllowed, Stale
from reporting.fiscal import FiscalMonth
from reporting.models import AuditEvent, Province, TableSource, Target
from tests.build import NOW, OCTOBER

PRINT = Source(TableSource.PASTE, [["ท่าบ่อ", "345,100"]], reason="ตรวจกับต้นฉบับ")


def figure(
    accepted="345100", *, district="4302", month=OCTOBER, column="TRANSFER", channel="", **change
) -> Figure:
    """A figure that is accepted as it is printed, unless told."""
    known = {"printed": Decimal(accepted), "reason": ""} | change
    return Figure(district, month, column, channel or column, accepted=Decimal(accepted), **known)


def accept(*figures, by, source=PRINT, province="43", fiscal_year=2565):
    return targets.accept_table(
        province=Province.objects.get(pk=province),
        fiscal_year=fiscal_year,
        source=source,
        figures=figures,
        by=by,
        now=NOW,
    )


def test_print_and_acceptance_are_kept_with_who_when_and_why(department):
    table = accept(figure("823760", printed=Decimal("6950202"), reason="ผิดอัตรา"), by=department)
    target = Target.objects.get()
    assert (target.printed, target.accepted, target.value) == (6950202, 823760, 823760)
    assert (target.note, target.accepted_by, target.accepted_at) == ("ผิดอัตรา", department, NOW)
    assert target.table == table and table.printed == [["ท่าบ่อ", "345,100"]]
    assert target.is_changed and target.assignment == ""
    event = AuditEvent.objects.get(action="accept_targets")
    assert event.province_id == "43" and event.reason == "ตรวจกับต้นฉบับ"
    (change,) = event.changes["targets"]
    assert (change["before"], change["after"], change["printed"]) == (None, "823760", "6950202")


def test_a_second_table_takes_the_place_of_its_own_months_only(department):
    accept(figure("100"), figure("200", month=OCTOBER.next()), by=department)
    accept(figure("150"), by=department)
    assert [one.value for one in Target.objects.order_by("month")] == [150, 200]
    assert AuditEvent.objects.latest("pk").changes["targets"][0]["before"] == "100.00"


def test_zero_is_a_target(department):
    accept(figure("0"), by=department)
    assert Target.objects.get().value == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"printed": Decimal(1)}, "ต้องมีเหตุผล"),
        ({"printed": None}, "ต้องมีเหตุผล"),
        ({"district": "4101"}, "ไม่อยู่ใน"),
        ({"month": FiscalMonth(2020, 10)}, "ไม่อยู่ในปีงบประมาณ 2565"),
    ],
)
def test_what_does_not_belong_is_refused(department, change, sentence):
    with pytest.raises(BadInput, match=sentence):
        accept(figure(**change), by=department)
    assert not Target.objects.exists() and not AuditEvent.objects.filter(action="accept_targets").exists()


def test_nothing_is_no_table(department):
    with pytest.raises(BadInput, match="ไม่มีค่า"):
        accept(by=department)


def test_two_columns_are_not_one_channel(department):
    with pytest.raises(BadInput, match="สองคอลัมน์"):
        accept(figure(channel="ONLINE"), figure(column="ONLINE"), by=department)


@pytest.mark.parametrize("again", [{"column": "ONLINE"}, {"column": "TRANSFER", "channel": "TRANSFER"}])
def test_a_column_never_counts_twice(department, again):
    accept(figure(channel="ONLINE"), by=department)
    with pytest.raises(BadInput, match="ช่องทาง"):
        accept(figure(**again), by=department)
    assert Target.objects.get().printed_in == "TRANSFER"


def test_a_column_is_assigned_and_says_so(department):
    table = accept(figure(), figure("7", district="4301"), figure("5", column="REGULAR"), by=department)
    move = {"table": table, "column": "TRANSFER", "by": department, "now": NOW}
    assert targets.assign_column(channel="ONLINE", **move) == 2
    moved = Target.objects.get(district="4302", channel="ONLINE")
    assert moved.column == "TRANSFER" and "รายได้โอน" in moved.assignment and "ออนไลน์" in moved.assignment
    assert AuditEvent.objects.latest("pk").changes["assignment"]["count"] == 2
    assert targets.assign_column(channel="ONLINE", **move) == 0
    assert targets.assign_column(channel="TRANSFER", **move) == 2
    assert not Target.objects.exclude(printed_in="").exists()
    with pytest.raises(BadInput, match="ช่องทาง"):
        targets.assign_column(channel="REGULAR", **move)
    with pytest.raises(BadInput, match="ไม่มีช่องทางนี้"):
        targets.assign_column(channel="GOLD", **move)


def test_a_ladder_never_meets_a_month_that_is_set(department):
    accept(figure(), by=department)
    ladder = Source(TableSource.LADDER, [["ท่าบ่อ"]], reason="ตามตัวชี้วัด")
    with pytest.raises(Stale):
        accept(figure("1", printed=None, reason="× 1.11"), source=ladder, by=department)
    accept(figure("1", month=OCTOBER.next(), printed=None, reason="× 1.11"), source=ladder, by=department)
    assert Target.objects.count() == 2


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_only_the_department_sets_targets(request, department, who):
    table = accept(figure(), by=department)
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        accept(figure(), by=person)
    with pytest.raises(NotAllowed):
        targets.assign_column(table=table, column="TRANSFER", channel="ONLINE", by=person, now=NOW)
