"""The nation's pages: what the provinces have confirmed, by month, province and district (R12).

Figures come from publications alone. Of a report that is not published these pages know the state and
the dates; they read no working line, not even to count it. `?on=` draws a page as it stood at the end of
a day.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting import access
from reporting.access import Permission, needs
from reporting.fiscal import FiscalMonth
from reporting.models import Category, District, ProducerType, Province
from reporting.reports import province_forms
from reporting.stats import comparison, nation, progress, published
from reporting.views import inquiry_rows, nation_rows
from reporting.views.as_of import as_of
from reporting.views.publications import chosen
from reporting.views.stages import stage_badges
from reporting.views.years import FISCAL_YEARS

LINES_PER_PAGE = 100
NEWEST_RECEIPTS = 10


@require_safe
@needs(Permission.SEE_NATION)
def month(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """One month of all provinces, beside the month before and the same month a year before."""
    day = as_of(request)
    table = comparison.month_table(month, at=day.at)
    categories = nation.by_category(months=[month], at=day.at)
    category = wanted_sum(request)["category"]
    shown = comparison.month_table(month, at=day.at, category=category) if category else table
    context = {
        "month": month,
        "open_url": _open_url(request, month),
        "total": table.total,
        "compared": nation_rows.compared(table.total),
        "states": [] if day.at else stage_badges(progress.stages_by_month([month]).get(month, {})),
        "category": Category(category).label if category else "",
        "shown": shown.total,
        "rows": nation_rows.month_rows(shown, query=day.query),
        "cards": nation_rows.channel_cards(table.total.cell.amounts),
        "summed_from": "provinces",
        "card_note": f"ผู้ผลิต {table.total.cell.amounts.producers:,} ราย",
        "categories": nation_rows.category_rows(categories, table.total.cell.amounts),
        "confirmations": published.confirmations(month, user=request.user, at=day.at)[:NEWEST_RECEIPTS],
    }
    context |= day.context(month__in=[month])
    return render(request, "reporting/nation/month.html", context, status=day.status)


@require_safe
@needs(Permission.SEE_NATION)
def province(request: HttpRequest, month: FiscalMonth, province_code: str) -> HttpResponse:
    """A province's districts: the forms RT.4 and RT.3 of what is confirmed, states of what is not."""
    found = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
    day, scope = as_of(request), {"province": found, "month__in": [month]}
    past = day.past(**scope)
    forms = province_forms.build(found, month, working=False, past=past)
    row = comparison.province_row(found, month, expected=len(forms.rt4.rows), at=day.at)
    context = {
        "month": month,
        "province": found,
        "row": row,
        "compared": nation_rows.compared(row),
        "cards": nation_rows.channel_cards(row.cell.amounts),
        "summed_from": "districts",
        "card_note": f"ผู้ผลิต {row.cell.amounts.producers:,} ราย",
        "rt3": forms.rt3,
        "rt4": forms.rt4,
        "tie_out": forms.tie_out,
        "confirmations": published.confirmations(month, user=request.user, province=found, at=day.at),
        "may_inquire": access.can(request.user, Permission.INQUIRE),
    }
    context |= day.context(past, **scope)
    return render(request, "reporting/nation/province.html", context, status=day.status)


@require_safe
@needs(Permission.SEE_NATION)
def district(request: HttpRequest, month: FiscalMonth, district_code: str) -> HttpResponse:
    """A district's publication, line by line; `?revision=` shows an older one, whatever the day."""
    districts = District.objects.visible_to(request.user).select_related("province")
    found = get_object_or_404(districts, pk=district_code)
    report, day = published.standing(found, month), as_of(request)
    context = {"month": month, "district": found, "province": found.province, "report": report}
    context |= day.context(district=found, month__in=[month])
    publications = published.revisions(found, month, user=request.user)
    publication = chosen(publications, request.GET.get("revision"), at=day.at)
    if publication is None:
        return render(request, "reporting/nation/district_waiting.html", context, status=day.status)
    content = published.content(publication)
    wanted = wanted_sum(request)
    lines = published.summed_in(content.lines, **wanted)
    context |= {
        "publication": publication,
        "publications": publications,
        "receipt": published.receipt(publication),
        "page": Paginator(lines, LINES_PER_PAGE).get_page(request.GET.get("page")),
        "wanted": [kind.label for kind in _named(wanted)],
        "removed": [] if any(wanted.values()) else content.removed,
        "cards": nation_rows.channel_cards(publication),
        "summed_from": "lines",
        "card_note": f"{publication.line_count:,} รายการ จากผู้ผลิต {publication.producers:,} ราย",
        "shares": published.shares(publication),
        "may_reopen": access.may_decide(request.user, report),
        "may_inquire": access.can(request.user, Permission.INQUIRE),
        "inquiries": inquiry_rows.of_month(found, month, request.user, now=timezone.now()),
    }
    return render(request, "reporting/nation/district.html", context, status=day.status)


def wanted_sum(request: HttpRequest) -> dict[str, str]:
    """The row of a publication's sums whose lines are asked for; all lines for one that there is not."""
    asked = {"category": request.GET.get("category", ""), "producer_type": request.GET.get("type", "")}
    known = {"category": Category.values, "producer_type": ProducerType.values}
    return {name: code if code in known[name] else "" for name, code in asked.items()}


def _named(wanted: dict[str, str]) -> list[Category | ProducerType]:
    kinds = {"category": Category, "producer_type": ProducerType}
    return [kinds[name](code) for name, code in wanted.items() if code]


def _open_url(request: HttpRequest, month: FiscalMonth) -> str:
    """Where a month that is not opened can be opened, for those who may."""
    if month.fiscal_year not in FISCAL_YEARS or not access.can(request.user, Permission.MANAGE_MONTHS):
        return ""
    return reverse("months", args=[month.fiscal_year]) + f"?ask={month.slug}"
