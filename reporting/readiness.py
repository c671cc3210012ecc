"""What is still missing: the checks before a district may submit (R8) and before a province may publish.

The page shows the list; the action refuses on the same list. Nothing here writes.
"""

from __future__ import annotations

from dataclasses import dataclass

from reporting.formats import money, thai_date
from reporting.standing import Standing
from reporting.stats.carrying import Carried


@dataclass(frozen=True)
class Check:
    """One condition: what it says, whether it is met, and the page where it can be met.

    `waiting` marks a condition that cannot be met before those above it.
    """

    code: str
    text: str
    done: bool
    url_name: str = ""
    action_label: str = ""
    waiting: bool = False


def before_certifying(standing: Standing) -> list[Check]:
    """Checks before the committee's resolution: complete (R5) and validly ticked (R6)."""
    counts = standing.counts
    return [
        Check(
            code="complete",
            text=(
                f"บันทึกครบทุกรายการ {counts.expected:,} รายการ"
                if counts.expected and not counts.not_reported
                else f"ยังไม่บันทึก {counts.not_reported:,} จาก {counts.expected:,} รายการ"
                if counts.expected
                else "ยังไม่มีรายการในเดือนนี้ โปรดเพิ่มกลุ่มก่อน"
            ),
            done=counts.expected > 0 and counts.not_reported == 0,
            url_name="entry",
            action_label="ไปบันทึก",
        ),
        Check(
            code="ticked",
            text=(
                f"ยืนยันระดับอำเภอครบ {counts.present:,} รายการ"
                if counts.present and not counts.district_unticked
                else f"ยังไม่ยืนยันระดับอำเภอ {counts.district_unticked:,} จาก {counts.present:,} รายการ"
                if counts.present
                else "ยังไม่มีรายการที่บันทึกแล้วให้ยืนยัน"
            ),
            done=counts.present > 0 and counts.district_unticked == 0,
            url_name="sheet",
            action_label="ไปยืนยัน",
            waiting=not counts.present,
        ),
    ]


def before_issuing(standing: Standing) -> list[Check]:
    """Checks before RT.2 is issued: those above and the committee's resolution on these figures."""
    checks = before_certifying(standing)
    ready = all(check.done for check in checks)
    return [*checks, _certification_check(standing, waiting=not ready)]


def before_submit(standing: Standing) -> list[Check]:
    """The full list before a district may submit (R8, and R13 for a correction)."""
    checks = before_issuing(standing)
    checks.append(_document_check(standing, waiting=not all(check.done for check in checks)))
    checks.append(_signature_check(standing, waiting=not all(check.done for check in checks)))
    if standing.report.is_correction:
        changed = standing.changes_publication
        checks.append(
            Check(
                code="changed",
                text=(
                    "มีรายการที่แก้ไขจากฉบับที่จังหวัดยืนยันแล้ว"
                    if changed
                    else "ยังไม่มีรายการใดต่างจากฉบับที่จังหวัดยืนยันแล้ว จึงส่งฉบับแก้ไขไม่ได้"
                ),
                done=changed,
                url_name="entry",
                action_label="ไปแก้ไข",
            )
        )
    return [*_answered_check(standing), *checks]


def before_publish(standing: Standing) -> list[Check]:
    """The list before a province may publish: every line ticked, and covered by its committee (R11, R18)."""
    counts, coverage = standing.counts, standing.coverage
    ticked = counts.present > 0 and counts.province_unticked == 0
    return [
        Check(
            code="signed",
            text="อำเภอลงนาม รต.๒ ตรงกับรายการที่ส่ง"
            if standing.signature
            else "รต.๒ ที่ลงนามไม่ตรงกับรายการที่ส่ง โปรดส่งคืนอำเภอ",
            done=standing.signature is not None,
            url_name="sheet",
            action_label="ดู รต.๒",
        ),
        Check(
            code="checked",
            text=(
                f"ยืนยันระดับจังหวัดครบ {counts.present:,} รายการ"
                if ticked
                else f"ยังไม่ยืนยันระดับจังหวัด {counts.province_unticked:,} จาก {counts.present:,} รายการ"
            ),
            done=ticked,
            url_name="sheet",
            action_label="ไปยืนยัน",
        ),
        Check(
            code="covered",
            text=(
                f"มติ นตผ.จังหวัด {coverage.certification.number} {_covers(standing)}"
                if coverage
                else "ยังไม่มีมติ นตผ.จังหวัด ที่ครอบคลุมอำเภอนี้"
            ),
            done=coverage is not None,
            url_name="province_certify",
            action_label="บันทึกมติ",
        ),
    ]


def _covers(standing: Standing) -> str:
    if standing.coverage.revision == standing.report.revision:
        return "ครอบคลุมอำเภอนี้แล้ว"
    return f"ที่ครอบคลุมฉบับที่ {standing.coverage.revision} ใช้ต่อได้ เพราะแก้ไขไม่เกินเกณฑ์ที่ต้องรับรองใหม่"


def problems(checks: list[Check]) -> list[Check]:
    """The checks that are still open."""
    return [check for check in checks if not check.done]


def _answered_check(standing: Standing) -> list[Check]:
    """A month that came back: each returned line says something else by now, or why it does not."""
    returned = standing.returned
    left = sum(not item.is_done for item in returned)
    if left:
        text = f"จังหวัดส่งคืน {len(returned):,} รายการ ยังไม่แก้และยังไม่ตอบ {left:,} รายการ"
    else:
        text = f"แก้หรือตอบรายการที่จังหวัดส่งคืนครบ {len(returned):,} รายการ"
    return [Check("answered", text, not left, "fix", "ไปแก้ไข")] if returned else []


def _certification_check(standing: Standing, *, waiting: bool) -> Check:
    certification = standing.certification
    if certification:
        when = thai_date(certification.resolved_on)
        text = f"นตผ.อำเภอรับรองแล้ว ({certification.get_method_display()} {certification.number} เมื่อ {when})"
        if standing.is_certification_carried:
            text = f"ใช้มติ นตผ.อำเภอ ฉบับที่ {certification.revision} ({certification.number} เมื่อ {when}) ต่อได้"
            text += f" เพราะ{_distance(standing.carried_certification)}"
    elif (
        (carried := standing.carried_certification)
        and not carried.holds
        and not standing.latest_certification
    ):
        text = f"ต้องรับรองใหม่ เพราะ{_distance(carried)}"
    elif standing.latest_certification:
        text = "มีการแก้ไขรายการหลัง นตผ.อำเภอรับรอง ต้องรับรองใหม่"
    else:
        text = "ยังไม่มีมติ นตผ.อำเภอ (ประชุม หรือหนังสือเวียน)"
    return Check("certified", text, certification is not None, "certify", "บันทึกมติ", waiting)


def _distance(carried: Carried) -> str:
    """How far a correction is from what the committee certified, and where a new resolution begins (R13)."""
    many = "ไม่เกิน" if carried.holds else "เกิน"
    return (
        f"ยอดต่างจากฉบับที่ {carried.revision} {money(carried.difference)} บาท {many} {money(carried.limit)} บาท"
    )


def _document_check(standing: Standing, *, waiting: bool) -> Check:
    document = standing.document
    if document:
        text = f"ออก รต.๒ แล้ว เลขที่ {document.number}"
    elif standing.latest_document:
        text = "รต.๒ ที่ออกไว้ไม่ตรงกับรายการปัจจุบัน ต้องออกใหม่"
    else:
        text = "ยังไม่ได้ออก รต.๒"
    return Check("issued", text, document is not None, "rt2", "ออก รต.๒", waiting)


def _signature_check(standing: Standing, *, waiting: bool) -> Check:
    signature = standing.signature
    text = f"ลงนามแล้ว โดย{signature.signer_name}" if signature else "พัฒนาการอำเภอยังไม่ลงนาม รต.๒"
    return Check("signed", text, signature is not None, "sign", "ลงนาม", waiting)
