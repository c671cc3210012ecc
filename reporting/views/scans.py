"""ส่งภาพเอกสารที่ลงนามแล้ว: any number of scans, each filed by its code, waiting for a choice, or refused."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from reporting.access import Permission, needs
from reporting.actions import scans
from reporting.actions.scans import Outcome
from reporting.errors import Refusal
from reporting.forms.fields import taken_in
from reporting.forms.scans import ChooseForm, ScansForm
from reporting.models import Document, Kind, SignedScan, State, User

from .common import SAVED, require_form

SHOWN = 24


@require_form
@needs(Permission.SIGN)
def signed_papers(request: HttpRequest) -> HttpResponse:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ScansForm(*posted)
    if form.is_bound and form.is_valid():
        _tell(request, _outcomes(request.user, form))
        return redirect("signed_papers")
    own = SignedScan.objects.visible_to(request.user).select_related("file", "received_by")
    papers = _papers(request.user)
    filed = own.in_force().select_related("document__report__month").order_by("-filed_at", "-pk")
    context = {
        "form": form,
        "waiting": [(scan, ChooseForm(papers=papers, prefix=f"s{scan.pk}")) for scan in own.waiting()],
        "has_papers": papers.exists(),
        "has_scans": SignedScan.objects.in_force().filter(document__in=papers).exists(),
        "filed": filed[:SHOWN],
    }
    status = 422 if form.is_bound else 200
    return render(request, "reporting/scans/signed_papers.html", context, status=status)


@require_POST
@needs(Permission.SIGN)
def scan_choose(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Say which paper a waiting scan is of, or that it is none."""
    own = SignedScan.objects.visible_to(request.user).select_related("district")
    scan = get_object_or_404(own, pk=scan_id)
    form = ChooseForm(request.POST, papers=_papers(request.user), prefix=f"s{scan.pk}")
    who = {"by": request.user, "now": timezone.now()}
    try:
        if "aside" in request.POST:
            scans.put_aside(scan=scan, **who)
            messages.success(request, f"{SAVED} นำภาพออกแล้ว")
        elif form.is_valid():
            document, further = form.cleaned_data["document"], form.further
            scan = scans.choose(scan=scan, document=document, further=further, **who)
            messages.success(request, f"{SAVED} จัดเข้าแฟ้ม {scan.document} แล้ว")
        else:
            messages.error(request, " ".join(sentence for own in form.errors.values() for sentence in own))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("signed_papers")


def _papers(user: User) -> QuerySet[Document]:
    """The issued RT.2 of the own district that a scan can still be filed to, the newest first."""
    papers = Document.objects.in_force().filter(kind=Kind.RT2, report__district_id=user.district_id)
    working = papers.filter(report__state__in=[State.OPEN, State.RETURNED])
    return working.select_related("report__month", "report__district").order_by("-issued_at")


def _outcomes(user: User, form: ScansForm) -> list[Outcome]:
    uploads, refused = [], []
    for file in form.cleaned_data["files"]:
        try:
            uploads.append(taken_in(file))
        except ValidationError as refusal:
            refused.append(Outcome(file.name, sentence=" ".join(refusal.messages)))
    return [*scans.receive_all(uploads=uploads, by=user, now=timezone.now()), *refused]


def _tell(request: HttpRequest, outcomes: Sequence[Outcome]) -> None:
    """One message for each way that files went, with the names of the files."""
    ways = (
        (messages.success, "จัดเข้าแฟ้มแล้ว", [one for one in outcomes if one.document]),
        (messages.warning, "อ่านคิวอาร์โค้ดไม่ได้ โปรดเลือกเอกสารด้านล่าง", [one for one in outcomes if one.waiting]),
        (messages.error, "ไม่ได้รับ", [one for one in outcomes if one.sentence]),
    )
    for tell, lead, found in ways:
        if found:
            context = {"lead": lead, "outcomes": found}
            tell(request, render_to_string("reporting/scans/_outcomes.html", context))
