"""One set of pages for both committees: the seat says whose committee it is, and where its pages are.

A district's committee works on its report of the month, a province's on the province's month. The addresses
of the province's pages have the same names with `province_` before them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from reporting.access import Permission
from reporting.fiscal import FiscalMonth
from reporting.models import Committee, MonthlyReport, Province

from .common import on_province, on_report

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Seat:
    """A committee at its month; `report` is the district's, None for a province."""

    committee: Committee
    month: FiscalMonth
    report: MonthlyReport | None = None

    @classmethod
    def of_report(cls, report: MonthlyReport) -> Seat:
        return cls(report.district, report.fiscal_month, report)

    @property
    def name(self) -> str:
        return f"นตผ.{self.committee}"

    @property
    def level(self) -> str:
        return "อำเภอ" if self.report else "จังหวัด"

    def url(self, name: str, **more: Any) -> str:
        """The address of one of the committee's pages, by the name of the district's."""
        if self.report:
            return reverse(name, kwargs={"district_code": self.committee.pk, "month": self.month, **more})
        return reverse(
            f"province_{name}", kwargs={"province_code": self.committee.pk, "month": self.month, **more}
        )

    def files(self, name: str, **more: Any) -> dict[str, str]:
        """The addresses of a page's two files."""
        return {kind: self.url(name, file_type=kind, **more) for kind in ("csv", "xlsx")}

    @property
    def certify_url(self) -> str:
        return self.url("certify")

    @property
    def committee_url(self) -> str:
        return self.url("committee")

    @property
    def circulars_url(self) -> str:
        return self.url("circulars")

    @property
    def sign_in_url(self) -> str:
        return self.url("sign_in_sheet")


def on_seat(view: View) -> View:
    """Decorate a view of a committee's: it gets the seat instead of the URL's codes.

    404 and 403 as for the resolutions; a Refusal becomes a message on the page of the resolutions.
    """

    @on_report(Permission.CERTIFY_DISTRICT, back="certify")
    def for_district(request: HttpRequest, report: MonthlyReport, **kwargs: Any) -> HttpResponse:
        return view(request, Seat.of_report(report), **kwargs)

    @on_province(Permission.CERTIFY_PROVINCE, back="province_certify")
    def for_province(
        request: HttpRequest, province: Province, month: FiscalMonth, **kwargs: Any
    ) -> HttpResponse:
        return view(request, Seat(province, month), **kwargs)

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return (for_district if "district_code" in kwargs else for_province)(request, **kwargs)

    return guarded
