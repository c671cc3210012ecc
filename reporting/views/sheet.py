"""The sheet of a district-month: every line, both levels' ticks, and the hand-over (R6, R7, R8)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reporting import access
from reporting.access import Permission
from reporting.actions import ticks
from reporting.actions.ticks import Level, Outcome, TickResult
from reporting.errors import BadInput
from reporting.models import MonthlyReport

from . import line_texts
from .common import SAVED, number, on_report, to_report
from .finding import find_form
from .sheet_page import SheetPage
from .sheet_review import LOOK, SHOWN

PROBLEMS_SHOWN = 20
LINES_AT_ONCE = 10_000

_SEEN = re.compile(r"([0-9]{1,15}):([0-9]{1,9})")
_LINE = re.compile(r"[0-9]{1,18}")
_PAGE = re.compile(r"[0-9]{1,5}")
_PROBLEMS = (Outcome.CHANGED, Outcome.BLOCKED)


@require_safe
@on_report(Permission.SEE_DESK)
def sheet(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    shown = {"page": _page(request.GET.get("page", "")), "shown": _shown(request.GET.get("show", ""))}
    shown["line"] = number(request.GET.get("line"))
    now = timezone.now()
    page = SheetPage(report, request.user, now=now, **shown)
    find = find_form(request, target="sheet", month=report.fiscal_month, district=report.district)
    can = {
        "enter": access.can(request.user, Permission.ENTER, report),
        "see_province": access.can(request.user, Permission.SEE_PROVINCE, report),
    }
    context = {"report": report, "month": report.fiscal_month, "page": page, "find": find, "can": can}
    context["line"] = line_texts.of_report(request, report, now=now)
    return render(request, "reporting/sheet/sheet.html", context)


@require_POST
@on_report(Permission.TICK_DISTRICT)
def tick_district(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    return _tick(request, report, Level.DISTRICT)


@require_POST
@on_report(Permission.TICK_PROVINCE)
def tick_province(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    return _tick(request, report, Level.PROVINCE)


def _tick(request: HttpRequest, report: MonthlyReport, level: Level) -> HttpResponse:
    """Save the ticks of the rows that were shown; "page", "group" and "all" want every one of them."""
    seen = _seen(request.POST.getlist("seen"))
    everything = request.POST.get("scope") in ("page", "group", "all") or "page_all" in request.POST
    results = ticks.tick(
        report=report,
        level=level,
        seen=seen,
        wanted=None if everything else _lines(request, "tick") & set(seen),
        shown=None if everything else _lines(request, "ticked"),
        by=request.user,
        now=timezone.now(),
    )
    _tell(request, results, level)
    query = {"page": _page(request.POST.get("page", ""))}
    if show := _shown(request.POST.get("show", "")):
        query["show"] = show
    return to_report("sheet", report, query=urlencode(query))


def _seen(values: Sequence[str]) -> dict[int, int]:
    """Line ids and versions of "17:3" texts, one or many in each value. Raises BadInput."""
    pairs = " ".join(values).split()
    found = [_SEEN.fullmatch(pair) for pair in pairs]
    if not found or None in found or len(found) > LINES_AT_ONCE:
        raise BadInput("แบบฟอร์มที่ส่งมาไม่ครบ จึงยังไม่ได้บันทึก โปรดเปิดหน้านี้ใหม่แล้วทำอีกครั้ง")
    return {int(match[1]): int(match[2]) for match in found}


def _lines(request: HttpRequest, name: str) -> set[int]:
    """The ids of lines that the form carries under this name."""
    return {int(value) for value in request.POST.getlist(name) if _LINE.fullmatch(value)}


def _page(text: str) -> int:
    return int(text) if _PAGE.fullmatch(text) else 1


def _shown(text: str) -> str:
    """Which of the province's tables is meant; what has to be looked at for anything unknown."""
    return text if text in SHOWN else LOOK


def _tell(request: HttpRequest, results: Sequence[TickResult], level: Level) -> None:
    """Say what became of the lines: exact counts, and by name those that are not confirmed (R7)."""
    counts = Counter(result.outcome for result in results)
    good = [outcome for outcome in Outcome if outcome not in _PROBLEMS and counts[outcome]]
    if good or not results:
        told = [f"{outcome.label} {counts[outcome]:,} รายการ" for outcome in good]
        messages.success(request, f"{SAVED} {level.label}: {' · '.join(told) or 'ไม่มีรายการที่เปลี่ยน'}")
    problems = [result for result in results if result.outcome in _PROBLEMS]
    if problems:
        context = {
            "level": level.label,
            "count": len(problems),
            "problems": problems[:PROBLEMS_SHOWN],
            "more": max(0, len(problems) - PROBLEMS_SHOWN),
        }
        messages.warning(request, render_to_string("reporting/sheet/_tick_problems.html", context))
