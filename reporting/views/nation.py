"""The nation's pages: what the provinces have confirmed, by year, month, province and district (R12).

Figures come from publications alone. Of a report that is not published these pages know the state and
the dates; they read no working line, not even to count it.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reporting import access
from reporting.access import Permission, needs
from reporting.fiscal import FiscalMonth
from reporting.models import Action, District, Province, Publication
from reporting.reports import province_forms
from reporting.stats import comparison, nation, progress, published
from reporting.views import nation_rows
from reporting.views.stages import stage_badges
from reporting.views.years import FISCAL_YEARS, opened_years, require_fiscal_year, year_links

LINES_PER_PAGE = 100


@require_safe
@needs(Permission.SEE_NATION)
def year(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Provinces × months of a fiscal year, with its sums by category and by channel."""
    require_fiscal_year(fiscal_year)
    table = nation.year_table(fiscal_year)
    categories = nation.by_category(months=table.months)
    context = {
        "fiscal_year": fiscal_year,
        "years": year_links("nation_year", fiscal_year, opened_years(request, fiscal_year)),
        "months": nation_rows.month_heads(table),
        "rows": nation_rows.year_rows(table),
        "total": table.total,
        "total_millions": nation_rows.millions(table.total),
        "legend": nation_rows.LEVELS,
        "cards": nation_rows.channel_cards(table.total),
        "card_note": f"จากรายงานอำเภอ {table.total.districts:,} ฉบับ",
        "categories": nation_rows.category_rows(categories, table.total),
    }
    return render(request, "reporting/nation/year.html", context)


@require_safe
@needs(Permission.SEE_NATION)
def month(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """One month of all provinces, beside the month before and the same month a year before."""
    table = comparison.month_table(month)
    categories = nation.by_category(months=[month])
    context = {
        "month": month,
        "open_url": _open_url(request, month),
        "total": table.total,
        "compared": nation_rows.compared(table.total),
        "states": stage_badges(progress.stages_by_month([month]).get(month, {})),
        "rows": nation_rows.month_rows(table),
        "cards": nation_rows.channel_cards(table.total.cell.amounts),
        "card_note": f"ผู้ผลิต {table.total.cell.amounts.producers:,} ราย",
        "categories": nation_rows.category_rows(categories, table.total.cell.amounts),
    }
    return render(request, "reporting/nation/month.html", context)


@require_safe
@needs(Permission.SEE_NATION)
def province(request: HttpRequest, month: FiscalMonth, province_code: str) -> HttpResponse:
    """A province's districts: the forms RT.4 and RT.3 of what is confirmed, states of what is not."""
    found = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
    forms = province_forms.build(found, month, working=False)
    row = comparison.province_row(found, month, expected=len(forms.rt4.rows))
    context = {
        "month": month,
        "province": found,
        "row": row,
        "compared": nation_rows.compared(row),
        "cards": nation_rows.channel_cards(row.cell.amounts),
        "card_note": f"ผู้ผลิต {row.cell.amounts.producers:,} ราย",
        "rt3": forms.rt3,
        "rt4": forms.rt4,
        "tie_out": forms.tie_out,
    }
    return render(request, "reporting/nation/province.html", context)


@require_safe
@needs(Permission.SEE_NATION)
def district(request: HttpRequest, month: FiscalMonth, district_code: str) -> HttpResponse:
    """A district's publication, line by line; `?revision=` shows an older one."""
    districts = District.objects.visible_to(request.user).select_related("province")
    found = get_object_or_404(districts, pk=district_code)
    report = published.standing(found, month)
    context = {"month": month, "district": found, "province": found.province, "report": report}
    publications = published.revisions(found, month, user=request.user)
    publication = _chosen(publications, request.GET.get("revision"))
    if publication is None:
        return render(request, "reporting/nation/district_waiting.html", context)
    content = published.content(publication)
    context |= {
        "publication": publication,
        "publications": publications,
        "page": Paginator(content.lines, LINES_PER_PAGE).get_page(request.GET.get("page")),
        "removed": content.removed,
        "cards": nation_rows.channel_cards(publication),
        "card_note": f"{publication.line_count:,} รายการ จากผู้ผลิต {publication.producers:,} ราย",
        "shares": published.shares(publication),
        "may_reopen": access.can_press(request.user, Action.REOPEN, report),
    }
    return render(request, "reporting/nation/district.html", context)


def _open_url(request: HttpRequest, month: FiscalMonth) -> str:
    """Where a month that is not opened can be opened, for those who may."""
    if month.fiscal_year not in FISCAL_YEARS or not access.can(request.user, Permission.MANAGE_MONTHS):
        return ""
    return reverse("months", args=[month.fiscal_year]) + f"?ask={month.slug}"


def _chosen(publications: list[Publication], revision: str | None) -> Publication | None:
    """The revision that was asked for, 404 without it; otherwise the newest, if there is any."""
    if revision is None:
        return publications[0] if publications else None
    for publication in publications:
        if str(publication.revision) == revision:
            return publication
    raise Http404
