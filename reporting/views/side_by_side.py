"""Two confirmed revisions of a district-month side by side, as a page and as a workbook (P23)."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.formats import thai_datetime
from reporting.forms.side_by_side import SideBySideForm
from reporting.models import Publication
from reporting.reports import export_files
from reporting.reports import side_by_side as reports
from reporting.reports.side_by_side import SideBySide
from reporting.stats import revisions
from reporting.stats.revisions import Reason

from .exports import sent
from .printing import xlsx_file
from .publications import Month, on_publications

LINES_PER_PAGE = 100


@require_safe
@on_publications
def side_by_side(request: HttpRequest, month: Month) -> HttpResponse:
    """Lines that differ, and sums by channel and category; `all` shows the lines that are the same too."""
    form = SideBySideForm(request.GET, publications=month.publications)
    report, reasons = _build(month, form)
    before, after = form.pair
    query = urlencode({"before": before, "after": after} | ({"all": "on"} if _wants_all(form) else {}))
    csv, xlsx = (
        reverse(f"side_by_side_{one}", args=(month.district.pk, month.month)) for one in ("csv", "xlsx")
    )
    context = month.context() | {
        "form": form,
        "report": report,
        "reasons": reasons,
        "page": Paginator(report.shown, LINES_PER_PAGE).get_page(request.GET.get("page")),
        "csv_url": f"{csv}?{query}",
        "xlsx_url": f"{xlsx}?{query}",
        "sums": (("แยกตามช่องทาง", report.by_channel), ("แยกตามประเภทผลิตภัณฑ์", report.by_category)),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "reporting/revisions/side_by_side.html", context, status=status)


@require_safe
@never_cache
@on_publications
def side_by_side_xlsx(request: HttpRequest, month: Month) -> HttpResponse:
    """The same as a workbook."""
    form = SideBySideForm(request.GET, publications=month.publications)
    report, _ = _build(month, form)
    before, after = form.pair
    return xlsx_file(report, f"SIDE-BY-SIDE-{month.district.pk}-{month.month.slug}-{before}-{after}")


@require_safe
@never_cache
@on_publications
def side_by_side_csv(request: HttpRequest, month: Month) -> HttpResponseBase:
    """The lines as the page shows them."""
    report, _ = _build(month, SideBySideForm(request.GET, publications=month.publications))
    return sent(export_files.of_table(report.title, report.tables[0]), "csv")


def _build(month: Month, form: SideBySideForm) -> tuple[SideBySide, list[tuple[Publication, Reason]]]:
    """The report of the form's pair, and why each revision between the two was made; 2 queries."""
    before, after = form.pair
    found = Publication.objects.filter(report=month.publications[0].report_id, revision__in=form.pair)
    sides = {one.revision: one for one in found}
    low, high = sorted(form.pair)
    between = [one for one in reversed(month.publications) if low < one.revision <= high]
    why = revisions.reasons(between)
    reasons = [(one, why[one.pk]) for one in between if one.pk in why]
    report = reports.build(
        month.district,
        sides[before],
        sides[after],
        everything=_wants_all(form),
        reasons=[_worded(one, reason) for one, reason in reasons],
    )
    return report, reasons


def _wants_all(form: SideBySideForm) -> bool:
    return form.is_valid() and form.cleaned_data["all"]


def _worded(publication: Publication, reason: Reason) -> str:
    granted = f"{reason.by} อนุญาต {thai_datetime(reason.at)}"
    return f"ฉบับที่ {publication.revision}: {reason.text} ({granted})"
