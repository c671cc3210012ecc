"""A committee's member answers a circular through a link, without an account (R18).

Until the officer closes the circular a member may change the answer; the newest counts and the log keeps
each.
An answer says which one it replaces, so that two presses of one page have one effect.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reporting.errors import BadInput, Stale, WrongState
from reporting.formats import thai_datetime
from reporting.models import Answer, Ballot, NoticeKind

from . import notices
from .circulars import lock_circular, log


@transaction.atomic
def answer_circular(
    *, ballot: Ballot, answer: str, remark: str = "", seen: int, now: datetime
) -> tuple[Ballot, bool]:
    """The ballot with its answer, and whether this was a repeated request, which changes nothing.

    `seen` is how many times the link had been answered when its page was opened; Stale when somebody has
    answered through it since. A remark needs words (BadInput). WrongState, with the sentence that fits, when
    the circular takes no answers any more, be it closed, over, or overtaken by a change of the figures. The
    office is told when the last member has answered.
    """
    standing = lock_circular(ballot.circular)
    ballot = Ballot.objects.select_related("circular").get(pk=ballot.pk)
    answer, remark = Answer(answer), " ".join(remark.split())
    if answer == Answer.REMARK and not remark:
        raise BadInput("โปรดพิมพ์ข้อสังเกต")
    if answer == Answer.AGREE:
        remark = ""
    if (ballot.answer, ballot.remark) == (answer, remark):
        return ballot, True
    if not standing.takes_answers(now):
        raise WrongState("หนังสือเวียนฉบับนี้ไม่รับคำตอบแล้ว คำตอบเมื่อครู่ยังไม่ได้บันทึก")
    if seen != ballot.times:
        when = thai_datetime(ballot.answered_at)
        raise Stale(f"มีการตอบผ่านลิงก์นี้แล้วเมื่อ {when} คำตอบเมื่อครู่จึงยังไม่ได้บันทึก โปรดดูคำตอบล่าสุด")
    before = {"answer": ballot.answer, "remark": ballot.remark}
    ballot.answer, ballot.remark, ballot.answered_at = answer, remark, now
    ballot.times += 1
    ballot.save()
    change = {"circular": ballot.circular_id, "member": ballot.name, "before": before}
    change |= {"after": {"answer": answer, "remark": remark}}
    reports = [item.report for item in standing.items]
    log(standing.circular, reports, action="answer_circular", change=change, by=None, now=now)
    if not before["answer"] and standing.answered == len(standing.ballots):
        notices.circular(NoticeKind.CIRCULAR_ANSWERED, standing=standing, by=None, now=now)
    return ballot, False
