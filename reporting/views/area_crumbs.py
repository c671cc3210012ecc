"""The way up from a page that the nation, a province and a district have alike."""

from __future__ import annotations

from django.urls import reverse

from reporting.models import District, Province, User


def crumbs(user: User, area: Province | District | None, *, pages: str, fiscal_year: int, query: str) -> list:
    """The larger areas with their links; the addresses are named `pages`_nation and `pages`_province.

    Whoever may not read one of them is not led there.
    """
    if area is None:
        return []
    found = []
    if user.sees_publications_of_all:
        found.append(("ทั้งประเทศ", reverse(f"{pages}_nation", args=(fiscal_year,))))
    if isinstance(area, District) and not user.is_district_staff:
        at = {"province_code": area.province_id, "fiscal_year": fiscal_year}
        found.append((str(area.province), reverse(f"{pages}_province", kwargs=at)))
    return [{"label": label, "url": f"{url}{query}"} for label, url in found]
