"""ข้อความ: what district and province write to each other about a month, all of it or about one line."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from reporting.access import Permission
from reporting.actions import threads
from reporting.forms.threads import MessageForm
from reporting.models import MonthlyReport, SalesLine
from reporting.stats import threads as written

from .common import SAVED, number, on_report, require_form, to_report


@require_form
@on_report(Permission.DISCUSS)
def talk(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """The messages about the month by GET, or about the line that is asked for; a new one by POST."""
    line = _line_or_404(request, report)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        text, line_id = form.cleaned_data["text"], line.pk if line else None
        threads.post(report=report, line_id=line_id, text=text, by=request.user, now=timezone.now())
        messages.success(request, f"{SAVED} ส่งข้อความแล้ว")
        return _to_talk(report, line)
    talks = written.of_report(report, request.user)
    context = {
        "report": report,
        "line": line,
        "form": form,
        "talk": talks.get(line.pk if line else None),
        "others": [found for line_id, found in talks.items() if line_id != (line.pk if line else None)],
    }
    return render(request, "reporting/threads/talk.html", context, status=422 if form.is_bound else 200)


@require_POST
@on_report(Permission.DISCUSS)
def talk_read(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """Remember that the thread has been read up to the newest message that was on the screen."""
    message_id = number(request.POST.get("message"))
    threads.mark_read(report=report, message_id=message_id, by=request.user, now=timezone.now())
    return _to_talk(report, _line_or_404(request, report))


def _line_or_404(request: HttpRequest, report: MonthlyReport) -> SalesLine | None:
    """The line of the address, None for the month itself."""
    if "line" not in request.GET:
        return None
    line = report.lines.select_related("group").filter(pk=number(request.GET["line"])).first()
    if line is None:
        raise Http404
    return line


def _to_talk(report: MonthlyReport, line: SalesLine | None) -> HttpResponse:
    return to_report("talk", report, query=f"line={line.pk}" if line else "")
