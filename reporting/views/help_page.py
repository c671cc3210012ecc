"""The help page, for everybody: the month's road map, forms to take, the old portal's words, what is new.

Before the sign-in the road map shows dates only. Whoever is signed in, with all factors, sees how far the own
office is, with the buttons.
"""

from __future__ import annotations

from functools import cache
from html import unescape

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe

from reporting.accounts import has_factors
from reporting.errors import Refusal
from reporting.manuals import MANUALS, REVISED, Manual, Section
from reporting.menus import SEEN_VERSION
from reporting.models import User
from reporting.navigation import default_month, opened_months
from reporting.old_portal import BY_SLUG, DISTRICT, ITEMS, NATION, OTHER, PROVINCE, WORDS, Word
from reporting.reports import manual as manual_paper
from reporting.reports import pdf
from reporting.reports.blanks import BLANK_FORMS
from reporting.versions import newest, versions

from . import help_search, roadmap
from .help_search import Passage
from .home import desk_of
from .roadmap import RoadMap

_A_YEAR = 365 * 24 * 3600
NOT_OPENED = "กรมฯ ยังไม่เปิดงวดให้รายงาน เมื่อเปิดแล้วหน้านี้จะใช้ได้"


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[: help_search.LONGEST_QUERY]
    context = {
        "frame": frame_of(request),
        "manuals": MANUALS.values(),
        "revised": REVISED,
        "query": query,
        "found": help_search.find(query, _passages()),
        "road_map": _road_map(request),
        "blanks": BLANK_FORMS.values(),
        "words": [(word, _url_of(word)) for word in WORDS],
        "items": [
            (item, MANUALS.get(item.manual), [BLANK_FORMS[slug] for slug in item.blanks]) for item in ITEMS
        ],
        "versions": versions(),
    }
    response = render(request, "reporting/help/help.html", context)
    if request.user.is_authenticated:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            SEEN_VERSION, newest().number, _A_YEAR, httponly=True, samesite="Lax", secure=secure
        )
    return response


@login_not_required
@require_safe
def manual(request: HttpRequest, name: str) -> HttpResponse:
    """One manual as one long page, with a list of its sections; printing it gives the paper manual."""
    shown = MANUALS[name]
    sections = [(section, shown.template_of(section)) for section in shown.sections]
    context = {"frame": frame_of(request), "manual": shown, "sections": sections, "revised": REVISED}
    return render(request, "reporting/help/manual.html", context)


@login_not_required
@require_safe
def manual_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """The same manual on paper; drawn once per process, for it changes with the portal only."""
    try:
        content = _drawn(name)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("manual", name=name)
    headers = {"Content-Disposition": f'inline; filename="manual-{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
def old_word(request: HttpRequest, word: str) -> HttpResponse:
    """Lead to the page that this person's office has for a word of the old menu."""
    found, office = BY_SLUG[word], _office_of(request.user)
    name = found.leads[office]
    if not found.belongs_to(office):
        messages.info(request, found.elsewhere)
    if name == "home":
        return redirect(name)
    opened = opened_months(request)
    if not opened:
        messages.warning(request, NOT_OPENED)
        return redirect("home")
    area = request.user.district_id or request.user.province_id
    month = default_month(opened)
    return redirect(name, *((area, month) if area else (month,)))


def frame_of(request: HttpRequest) -> str:
    """The template around a page of help: with the menu for who is signed in, plain for visitors."""
    return f"reporting/help/_{'signed_in' if has_factors(request) else 'visitor'}.html"


@cache
def _drawn(name: str) -> bytes:
    return pdf.draw("print/manual.html", manual_paper.Report(MANUALS[name]))


def _road_map(request: HttpRequest) -> RoadMap:
    desk = desk_of(request) if has_factors(request) else None
    if desk and desk.road_map.stages:
        return desk.road_map
    return roadmap.of_everybody(opened_months(request), now=timezone.now())


def _office_of(user: User) -> str:
    if user.is_district_staff:
        return DISTRICT
    if user.is_province_staff:
        return PROVINCE
    return NATION if user.sees_publications_of_all else OTHER


def _url_of(word: Word) -> str:
    return reverse("old_word", args=(word.slug,)) if word.leads else f"#{word.anchor}"


@cache
def _passages() -> list[Passage]:
    """Everything in the help that can be found, made once: the manuals' sections first."""
    texts = {
        shown.template_of(section): (shown, section)
        for shown in reversed(MANUALS.values())  # A text that several share is found once, in the first.
        for section in shown.sections
    }
    sections = [
        Passage(shown.title, section.title, _text_of(template), _url_in(shown, section))
        for template, (shown, section) in texts.items()
    ]
    words = [Passage("คำเดิมในเมนู", word.words, word.here, _url_of(word)) for word in WORDS]
    items = [Passage("รายการดาวน์โหลดเดิม", item.words, item.here, "#nine-items") for item in ITEMS]
    forms = [
        Passage("แบบฟอร์มเปล่า", f"แบบ {form.name}", form.title, "#downloads") for form in BLANK_FORMS.values()
    ]
    return [*sections, *words, *forms, *items]


def _text_of(template: str) -> str:
    """A section's words without its tags, as they are searched."""
    return " ".join(unescape(strip_tags(render_to_string(template))).split())


def _url_in(shown: Manual, section: Section) -> str:
    return f"{reverse('manual', args=(shown.slug,))}#{section.slug}"
