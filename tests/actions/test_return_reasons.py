"""The department's list of reasons: add, word, order, retire, use again; a code is never deleted (R16)."""

from __future__ import annotations

import pytest

from reporting.actions import return_reasons
from reporting.actions.return_reasons import Wording
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import AuditEvent, ReturnReason
from tests import build


def offered() -> list[str]:
    return list(ReturnReason.objects.filter(active=True).values_list("code", flat=True))


def press(verb: str, by, **what) -> ReturnReason:
    return getattr(return_reasons, verb)(**what, by=by, now=build.NOW)


def test_ten_reasons_are_there_from_the_start_each_with_something_to_check(db):
    reasons = ReturnReason.objects.filter(active=True)
    assert reasons.count() == 10
    assert [reason.code for reason in reasons if not reason.advice] == ["OTHER"]


def test_a_new_reason_comes_last_with_a_code_of_its_own(department):
    before = offered()
    reason = press("add_reason", department, wording=Wording(" ไม่มีใบเสร็จ ", "ขอใบเสร็จจากกลุ่ม"))
    assert (reason.label, reason.advice) == ("ไม่มีใบเสร็จ", "ขอใบเสร็จจากกลุ่ม")
    assert offered() == [*before, reason.code]
    assert press("add_reason", department, wording=Wording("อีกข้อ")).code != reason.code


@pytest.mark.parametrize("words", ["", "  ", "ยอดออนไลน์ซ้ำกับยอดปกติ"])
def test_no_words_and_anothers_words_are_refused(department, words):
    with pytest.raises(BadInput):
        press("add_reason", department, wording=Wording(words))
    with pytest.raises(BadInput):
        press("word_reason", department, code="TOO_LOW", wording=Wording(words))
    assert not AuditEvent.objects.filter(stream__startswith="reason:").exists()


def test_other_words_are_kept_with_what_they_were(department):
    press("word_reason", department, code="OTHER", wording=Wording("เหตุผลอื่น", "อ่านคำอธิบาย"))
    press("word_reason", department, code="OTHER", wording=Wording("เหตุผลอื่น", "อ่านคำอธิบาย"))
    event = AuditEvent.objects.get(stream="reason:OTHER")
    assert event.changes["before"]["label"] == "อื่น ๆ (ระบุในคำอธิบาย)"
    assert event.changes["after"]["label"] == ReturnReason.objects.get(pk="OTHER").label == "เหตุผลอื่น"


def test_a_retired_reason_stays_and_can_be_used_again_at_the_end(department):
    first = offered()[0]
    press("retire_reason", department, code=first)
    assert first not in offered() and ReturnReason.objects.filter(pk=first).exists()
    press("retire_reason", department, code=first)
    press("use_reason", department, code=first)
    assert offered()[-1] == first
    assert AuditEvent.objects.filter(stream=f"reason:{first}").count() == 2


def test_the_last_reason_stays(department):
    for code in offered()[1:]:
        press("retire_reason", department, code=code)
    with pytest.raises(WrongState, match="อย่างน้อย 1 ข้อ"):
        press("retire_reason", department, code=offered()[0])
    assert len(offered()) == 1


def test_neighbours_change_places_and_the_ends_stay(department):
    first, second, *_, last = offered()
    press("move_reason", department, code=second, up=True)
    assert offered()[:2] == [second, first]
    press("move_reason", department, code=second, up=True)
    press("move_reason", department, code=last, up=False)
    assert offered()[:2] == [second, first] and offered()[-1] == last
    assert AuditEvent.objects.filter(action="move_reason").count() == 1


def test_a_retired_reason_has_no_place(department):
    press("retire_reason", department, code="OTHER")
    with pytest.raises(WrongState, match="เลิกใช้แล้ว"):
        press("move_reason", department, code="OTHER", up=True)


@pytest.mark.parametrize(
    ("verb", "what"),
    [
        ("add_reason", {"wording": Wording("ใหม่")}),
        ("word_reason", {"code": "OTHER", "wording": Wording("ใหม่")}),
        ("retire_reason", {"code": "OTHER"}),
        ("use_reason", {"code": "OTHER"}),
        ("move_reason", {"code": "OTHER", "up": True}),
    ],
)
@pytest.mark.parametrize("who", ["officer", "province_staff", "auditor", "administrator"])
def test_only_the_department_keeps_the_list(request, who, verb, what):
    with pytest.raises(NotAllowed):
        press(verb, request.getfixturevalue(who), **what)


@pytest.mark.parametrize("verb", ["retire_reason", "use_reason"])
def test_an_unknown_code_is_refused(department, verb):
    with pytest.raises(BadInput, match="ไม่พบ"):
        press(verb, department, code="NO_SUCH")
