"""The accounts that a person looks after: the list with its search."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reporting import access
from reporting.access import Permission, needs
from reporting.forms.users import UNUSED, UserFilter
from reporting.models import User
from reporting.models.users import UserQuerySet

USERS_PER_PAGE = 100
# Read from the nation down: national accounts first, then by province and district.
PROVINCE = Coalesce("district__province_id", "province_id", Value(""))
DISTRICT = Coalesce("district_id", Value(""))


@require_safe
@needs(Permission.SEE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    """The list with its search; what cannot be searched for is said on the form."""
    form, found = wanted(request)
    page = Paginator(found, USERS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "may_make": access.can(request.user, Permission.MANAGE_USERS),
        "csv_url": reverse("users_export", args=("csv",)),
        "xlsx_url": reverse("users_export", args=("xlsx",)),
    }
    return render(request, "reporting/users/users.html", context, status=200 if form.is_valid() else 422)


def wanted(request: HttpRequest) -> tuple[UserFilter, UserQuerySet]:
    """The filter of the address and the accounts that it leaves; none where it cannot be meant."""
    form = UserFilter(request.GET)
    found = User.objects.visible_to(request.user).select_related("province", "district__province")
    found = _narrowed(found, form.cleaned_data) if form.is_valid() else found.none()
    return form, found.order_by(PROVINCE, DISTRICT, "role", "username")


def _narrowed(accounts: UserQuerySet, wanted: dict[str, str]) -> UserQuerySet:
    """Every word must be in the name, the account's name, the position, or the name of the place."""
    for word in wanted["q"].split():
        accounts = accounts.filter(
            Q(full_name__icontains=word)
            | Q(username__icontains=word)
            | Q(position__icontains=word)
            | Q(district__name_th__icontains=word)
            | Q(district__province__name_th__icontains=word)
            | Q(province__name_th__icontains=word)
        )
    if wanted["role"]:
        accounts = accounts.filter(role=wanted["role"])
    if wanted["active"] == UNUSED:
        accounts = accounts.filter(is_active=True, last_login__isnull=True)
    elif wanted["active"]:
        accounts = accounts.filter(is_active=wanted["active"] == "1")
    return accounts
