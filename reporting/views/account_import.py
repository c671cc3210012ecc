"""Accounts from a spreadsheet: the sheet to fill in, what it would make, and the links of what was made.

Looking stores nothing. The links are on the answer to the second press and nowhere else.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.access import MANAGED_ROLES, Permission, needs
from reporting.actions import accounts
from reporting.errors import BadInput
from reporting.forms import account_sheet
from reporting.models import District, Province, Role
from reporting.models.users import DISTRICT_ROLES
from reporting.reports import account_book
from reporting.reports.xlsx import CONTENT_TYPE
from reporting.uploads import tables
from reporting.uploads.table_limits import MAX_BYTES, TOO_LARGE

from .common import public_address, require_form

NO_FILE = "โปรดเลือกไฟล์ก่อน"


@require_safe
@needs(Permission.MANAGE_USERS)
def user_template(request: HttpRequest) -> HttpResponse:
    """The sheet, with the roles and the codes of the areas that its user may give."""
    roles = MANAGED_ROLES[request.user.role]
    areas: list[Any] = list(Province.objects.reporting()) if Role.PROVINCE in roles else []
    if set(roles) & set(DISTRICT_ROLES):
        districts = District.objects.reporting().select_related("province").order_by("code")
        own = request.user.province_id
        areas += districts.filter(province=own) if own else districts
    headers = {"Content-Disposition": content_disposition_header(True, "แบบเพิ่มบัญชี.xlsx")}
    return HttpResponse(account_book.draw(roles, areas), content_type=CONTENT_TYPE, headers=headers)


@require_form
@never_cache
@needs(Permission.MANAGE_USERS)
def user_import(request: HttpRequest) -> HttpResponse:
    """Choose a file, look at what it would make, make it."""
    try:
        if "rows" in request.POST:
            return _make(request)
        if request.method == "POST":
            rows = _looked_at(request)
            return _show(request, rows=rows, packed=account_sheet.packed(rows, by=request.user))
    except BadInput as refusal:
        return _show(request, error=str(refusal))
    return _show(request)


def _looked_at(request: HttpRequest) -> list[account_sheet.CheckedAccount]:
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(NO_FILE)
    if file.size > MAX_BYTES:
        raise BadInput(TOO_LARGE)
    return account_sheet.check(account_sheet.read(tables.read_sheets(file.read())), by=request.user)


def _make(request: HttpRequest) -> HttpResponse:
    """Make exactly what was shown; what has become impossible meanwhile is named, and keeps nothing out."""
    rows = account_sheet.unpacked(request.POST["rows"], by=request.user)
    made = []
    for row in rows:
        if row.account is None or row.errors:
            continue
        try:
            account, link = accounts.make(**row.account.parts, by=request.user, now=timezone.now())
        except BadInput as refusal:
            row.errors.append(str(refusal))
        else:
            url = public_address(request, reverse("own_password", args=(link.token,)))
            made.append({"account": account, "url": url})
    return _show(request, made=made, rows=[row for row in rows if row.errors])


def _show(request: HttpRequest, **shown: Any) -> HttpResponse:
    rows = shown.get("rows", [])
    shown |= {
        "refused": [row for row in rows if row.errors],
        "accepted": [row for row in rows if not row.errors],
    }
    status = 422 if "error" in shown or ("made" in shown and rows) else 200
    return render(request, "reporting/account/import.html", shown, status=status)
