"""Who may do what: one table of rights, one table of transitions, and the functions that read them.

Rights depend on the role; the area comes from `visible_to` on the querysets; whether an action fits
the state comes from TRANSITIONS. A page's buttons and an action's guard ask the same functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from reporting.errors import NotAllowed, WrongState
from reporting.models import Action, Cover, District, MonthlyReport, Province, Role, State, User
from reporting.models.users import DISTRICT_ROLES


class Permission(StrEnum):
    SEE_DESK = "see the working figures of one's own area"
    ENTER = "enter, correct, add groups"
    TICK_DISTRICT = "tick for the district"
    CERTIFY_DISTRICT = "record the district committee's resolution"
    SIGN = "issue and sign RT.2"
    SUBMIT = "submit to the province, withdraw"
    SEE_PROVINCE = "see the province's board and forms"
    TICK_PROVINCE = "tick for the province"
    RETURN = "return lines to the district"
    CERTIFY_PROVINCE = "record the provincial committee's resolution"
    ISSUE_PROVINCE = "issue RT.3 and RT.4"
    SIGN_PROVINCE = "sign RT.4"
    PUBLISH = "confirm and publish"
    ASK_CORRECTION = "ask for the correction of what is published"
    REOPEN = "grant, refuse and end corrections of what is published"
    SEE_PUBLICATIONS = "see publications of one's own area, revision by revision"
    SEE_NATION = "see publications of all provinces"
    ISSUE_NATION = "issue the national report"
    MANAGE_MONTHS = "open and close months, keep the table of holidays"
    EXTEND = "give one district more time"
    MANAGE_TARGETS = "set targets: import, accept, assign columns, ladders"
    SEE_TARGETS = "see targets of one's own area"
    MANAGE_REASONS = "edit the reasons for returning a line"
    MANAGE_KEYS = "give and take back keys of open data"
    MANAGE_KPI = "say what the key figure measures, from what base, to what levels"
    SEE_USERS = "see user accounts"
    MANAGE_USERS = "make, change, move and end accounts, give links for passwords"
    SEE_AUDIT = "see the audit log"
    SEE_MAIL = "see e-mails that could not be sent, and send them again"
    DISCUSS = "mark lines for follow-up, write messages between district and province"
    HAND_OVER = "hand one's office over, take it over"
    INQUIRE = "ask a province about a published figure, ask further, close the matter"
    ANSWER = "answer what the department asks, bring the district in"
    REMARK = "write to an inquiry that one's district was brought into"


_DISTRICT_DESK = {
    Permission.SEE_DESK,
    Permission.ENTER,
    Permission.ASK_CORRECTION,
    Permission.SEE_PUBLICATIONS,
    Permission.SEE_TARGETS,
    Permission.SEE_AUDIT,
    Permission.DISCUSS,
    Permission.HAND_OVER,
    Permission.REMARK,
}

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.OFFICER: frozenset(_DISTRICT_DESK),
    Role.DEVELOPMENT_OFFICER: frozenset(
        _DISTRICT_DESK
        | {Permission.TICK_DISTRICT, Permission.CERTIFY_DISTRICT, Permission.SIGN, Permission.SUBMIT}
    ),
    Role.PROVINCE: frozenset(
        {
            Permission.SEE_DESK,
            Permission.SEE_PROVINCE,
            Permission.TICK_PROVINCE,
            Permission.RETURN,
            Permission.CERTIFY_PROVINCE,
            Permission.ISSUE_PROVINCE,
            Permission.SIGN_PROVINCE,
            Permission.PUBLISH,
            Permission.REOPEN,
            Permission.SEE_PUBLICATIONS,
            Permission.SEE_TARGETS,
            Permission.SEE_USERS,
            Permission.MANAGE_USERS,
            Permission.SEE_AUDIT,
            Permission.DISCUSS,
            Permission.HAND_OVER,
            Permission.ANSWER,
        }
    ),
    Role.DEPARTMENT: frozenset(
        {
            Permission.SEE_PUBLICATIONS,
            Permission.SEE_NATION,
            Permission.ISSUE_NATION,
            Permission.REOPEN,
            Permission.MANAGE_MONTHS,
            Permission.EXTEND,
            Permission.MANAGE_TARGETS,
            Permission.SEE_TARGETS,
            Permission.MANAGE_REASONS,
            Permission.MANAGE_KEYS,
            Permission.MANAGE_KPI,
            Permission.INQUIRE,
            Permission.SEE_USERS,
            Permission.MANAGE_USERS,
        }
    ),
    Role.AUDITOR: frozenset(
        {
            Permission.SEE_PUBLICATIONS,
            Permission.SEE_NATION,
            Permission.SEE_TARGETS,
            Permission.SEE_AUDIT,
        }
    ),
    Role.ADMINISTRATOR: frozenset({Permission.SEE_USERS, Permission.MANAGE_USERS, Permission.SEE_MAIL}),
}

LEFT_BEHIND = frozenset({Permission.SEE_USERS, Permission.MANAGE_USERS, Permission.HAND_OVER})
"""What no cover lends: accounts are looked after, and an office is handed over, by their own people."""

MANAGED_ROLES: dict[str, tuple[Role, ...]] = {
    Role.PROVINCE: DISTRICT_ROLES,
    Role.DEPARTMENT: (Role.PROVINCE, Role.DEPARTMENT, Role.AUDITOR),
    Role.ADMINISTRATOR: tuple(Role),
}
"""Whose accounts each role looks after. A district's are never the department's: who gives out the links of
an account could sign in with it, and the department reads nothing of a district that is unpublished (R12)."""


@dataclass(frozen=True)
class TransitionRule:
    """One row of the workflow: from which states, to which, and who may."""

    sources: frozenset[str]
    target: str
    permission: Permission


TRANSITIONS: dict[str, TransitionRule] = {
    Action.SUBMIT: TransitionRule(
        frozenset({State.OPEN, State.RETURNED}), State.SUBMITTED, Permission.SUBMIT
    ),
    Action.WITHDRAW: TransitionRule(frozenset({State.SUBMITTED}), State.OPEN, Permission.SUBMIT),
    Action.RETURN_LINES: TransitionRule(frozenset({State.SUBMITTED}), State.RETURNED, Permission.RETURN),
    Action.PUBLISH: TransitionRule(frozenset({State.SUBMITTED}), State.PUBLISHED, Permission.PUBLISH),
    Action.REOPEN: TransitionRule(frozenset({State.PUBLISHED}), State.OPEN, Permission.REOPEN),
    Action.END_CORRECTION: TransitionRule(
        frozenset({State.OPEN, State.RETURNED, State.SUBMITTED}), State.PUBLISHED, Permission.REOPEN
    ),
}

_OF_A_GRANT = (Action.REOPEN, Action.END_CORRECTION)
CLOSED_FOR_WITHDRAWAL = "กรมฯ ปิดรับข้อมูลของเดือนนี้แล้ว จึงดึงกลับไม่ได้ หากต้องแก้ไข โปรดขอให้จังหวัดส่งคืน"
CLOSED_FOR_THE_PROVINCE = "เดือนนี้ปิดแล้ว การเปิดแก้ไขต้องขอให้กรมฯ ดำเนินการ"

Area = MonthlyReport | District | Province


def has_permission(user: User, permission: Permission) -> bool:
    """Whether the role carries the right at all, anywhere; under a cover, the role that it lends."""
    if user.cover is not None and permission in LEFT_BEHIND:
        return False
    return user.is_active and permission in ROLE_PERMISSIONS.get(user.role, frozenset())


def covers(user: User, area: Area) -> bool:
    """Whether the area is the person's own district, or lies in the person's own province.

    The department covers every area; which data it reaches there is a matter of `visible_to`.
    """
    if user.role == Role.DEPARTMENT:
        return True
    if isinstance(area, MonthlyReport):
        area = area.district
    if isinstance(area, District):
        return area.pk == user.district_id or area.province_id == user.province_id
    return area.pk == user.province_id


def can(user: User, permission: Permission, area: Area | None = None) -> bool:
    """Whether this person may do this, here."""
    return has_permission(user, permission) and (area is None or covers(user, area))


def require(user: User, permission: Permission, area: Area | None = None) -> None:
    """Raise NotAllowed unless `can`."""
    if not can(user, permission, area):
        raise NotAllowed


def may_place(user: User, role: str, area: District | Province | None) -> bool:
    """Whether this person may give somebody this role in this area."""
    if not has_permission(user, Permission.MANAGE_USERS) or role not in MANAGED_ROLES.get(user.role, ()):
        return False
    return user.role != Role.PROVINCE or (area is not None and covers(user, area))


def may_manage(user: User, account: User) -> bool:
    """Whether this person looks after the account; nobody looks after the own one."""
    return account.pk != user.pk and may_place(user, account.role, account.area)


def may_manage_cover(user: User, cover: Cover) -> bool:
    """Whether this person looks after the office that a cover is of; nobody after the own absence."""
    return cover.absent_id != user.pk and may_place(user, cover.role, cover.place)


def can_press(user: User, action: str, report: MonthlyReport) -> bool:
    """Whether the button of a transition belongs on this person's page now.

    The province may reopen only while the month is open, afterwards the department must (R13); the
    district may withdraw only until the province has acted (R9), and not from a closed month, to which it
    could not submit again.
    """
    rule = TRANSITIONS[action]
    if report.state not in rule.sources or not can(user, rule.permission, report):
        return False
    if action == Action.WITHDRAW:
        may_go_back = not report.closed or report.extended_until is not None or report.is_correction
        return report.province_acted_at is None and may_go_back
    if action == Action.END_CORRECTION and report.correction_id is None:
        return False
    if action in _OF_A_GRANT:
        return may_decide(user, report)
    return True


def can_withdraw(user: User, report: MonthlyReport, *, today: date) -> bool:
    """The same for taking a month back: without time left it could not be submitted again (R9, R14)."""
    in_time = report.is_correction or not report.is_shut_on(today)
    return in_time and can_press(user, Action.WITHDRAW, report)


def may_decide(user: User, report: MonthlyReport) -> bool:
    """Whether this person grants, refuses, extends and ends corrections of this month now (R13)."""
    return can(user, Permission.REOPEN, report) and (user.role == Role.DEPARTMENT or report.month.is_open)


def require_press(user: User, action: str, report: MonthlyReport) -> None:
    """Raise NotAllowed or WrongState, with the sentence that fits, unless `can_press`."""
    require(user, TRANSITIONS[action].permission, report)
    if can_press(user, action, report):
        return
    if action == Action.WITHDRAW and report.province_acted_at is not None:
        raise WrongState("จังหวัดเริ่มตรวจแล้ว จึงดึงกลับไม่ได้ หากต้องแก้ไข โปรดขอให้จังหวัดส่งคืน")
    if action == Action.WITHDRAW and report.state == State.SUBMITTED:
        raise WrongState(CLOSED_FOR_WITHDRAWAL)
    if action in _OF_A_GRANT and not may_decide(user, report):
        raise NotAllowed(CLOSED_FOR_THE_PROVINCE)
    label = Action(action).label
    raise WrongState(f"{label}ไม่ได้ เพราะขณะนี้รายงานอยู่ในสถานะ “{report.get_state_display()}”")


def needs(permission: Permission) -> Callable[..., Any]:
    """Decorate a view that no area belongs to: 403 unless the role carries the right."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not can(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
