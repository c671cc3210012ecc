"""Fiscal years in addresses: which ones exist, and links from one to the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from reporting.navigation import opened_months

FISCAL_YEARS = range(2544, 2600)
"""The years (BE) that the addresses and the database know."""


def require_fiscal_year(fiscal_year: int) -> None:
    """404 for a year that cannot be reported, whatever the address says."""
    if fiscal_year not in FISCAL_YEARS:
        raise Http404


def opened_years(request: HttpRequest, current: int) -> list[int]:
    """The fiscal years (BE) that have an opened month, and the current page's, the newest first."""
    opened = {reporting.month.fiscal_year for reporting in opened_months(request)}
    return sorted((opened | {current}) & set(FISCAL_YEARS), reverse=True)


def year_links(
    name: str, current: int, years: Iterable[int], *, query: str = "", **place: str
) -> list[dict[str, Any]]:
    """Links to the page `name` of each of the years, in their order; `query` ends the addresses.

    `place` is what else the page's address names.
    """
    return [
        {
            "label": year,
            "url": reverse(name, kwargs={"fiscal_year": year, **place}) + query,
            "current": year == current,
        }
        for year in years
    ]
