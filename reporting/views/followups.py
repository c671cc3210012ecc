"""ติดตาม: the mark on a line, and the list of all that an office has marked or not yet read."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reporting.access import Permission, needs
from reporting.actions import followups
from reporting.errors import BadInput
from reporting.models import MonthlyReport
from reporting.stats import followups as marked
from reporting.stats import threads as written

from .common import number, on_report, to_report

MARKS_PER_PAGE = 100
_MARK = re.compile(r"([0-9]{1,18}):(on|off)")


@require_POST
@on_report(Permission.DISCUSS)
def star(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """Mark a line ("17:on") or take its mark away ("17:off"), and go back to where it was pressed."""
    found = _MARK.fullmatch(request.POST.get("star", ""))
    if not found:
        raise BadInput("แบบฟอร์มที่ส่งมาไม่ครบ จึงยังไม่ได้บันทึก โปรดเปิดหน้านี้ใหม่แล้วทำอีกครั้ง")
    line_id = int(found[1])
    followups.follow(
        report=report, line_id=line_id, wanted=found[2] == "on", by=request.user, now=timezone.now()
    )
    if request.POST.get("from") == "work_list":
        return redirect("work_list")
    query = {"page": number(request.POST.get("page")) or 1}
    if request.POST.get("show") in ("rest", "list"):
        query["show"] = request.POST["show"]
    return to_report("sheet", report, query=f"{urlencode(query)}#line-{line_id}")


@require_safe
@needs(Permission.DISCUSS)
def work_list(request: HttpRequest) -> HttpResponse:
    """What the office follows, and the threads with messages that the person has not read."""
    page = Paginator(marked.work_list(request.user), MARKS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "waiting": written.waiting(request.user, now=timezone.now())}
    return render(request, "reporting/threads/work_list.html", context)
