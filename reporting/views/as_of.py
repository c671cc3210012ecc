"""Figures as they stood at the end of a day: `?on=` of the pages that read publications (D10).

Without a day a page shows what counts now. With one it says so on top, with how many publications came
later, and the links to other pages keep the day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from reporting.deadlines import bangkok_date, last_moment
from reporting.forms.as_of import AsOfForm
from reporting.models import Publication
from reporting.reports.past import Past
from reporting.stats import revisions


@dataclass(frozen=True)
class AsOf:
    """What a page was asked for: a day, or none for the present. `form` says what was wrong with it."""

    form: AsOfForm
    day: dt.date | None

    @property
    def at(self) -> dt.datetime | None:
        """The moment whose figures are wanted; None is now."""
        return last_moment(self.day) if self.day else None

    @property
    def query(self) -> str:
        """The end of an address that keeps the day: "?on=2021-11-10", or nothing."""
        return f"?{urlencode({'on': self.day.isoformat()})}" if self.day else ""

    @property
    def status(self) -> int:
        return 200 if self.form.is_valid() else 422

    def past(self, **scope: Any) -> Past | None:
        """The day and what it lacks, for a form that shows it; None for the present. 1 query.

        `scope` are the columns of the publications that are summed.
        """
        if self.day is None:
            return None
        return Past(self.day, revisions.lacking(Publication.objects.filter(**scope), at=self.at))

    def context(self, past: Past | None = None, **scope: Any) -> dict[str, Any]:
        """What the banner says; `scope` as of `past`, which spares its query where it is known.

        `month__in` is one month, or several of a fiscal year.
        """
        if self.day is None:
            return {"as_of": self}
        past = past or self.past(**scope)
        return {"as_of": self, "lacking": past.lacking, "lacking_url": self._list(scope)}

    def _list(self, scope: dict[str, Any]) -> str:
        """The revisions that are lacking; nothing where no list has exactly these months."""
        months = scope["month__in"]
        if len(months) not in (1, 12):
            return ""
        asked = {"after": self.day.isoformat(), "all": "on"}
        asked |= {name: scope[name].pk for name in ("province", "district") if name in scope}
        asked["month"] = months[0].slug if len(months) == 1 else months[0].fiscal_year
        return f"{reverse('revisions')}?{urlencode(asked)}"


def as_of(request: HttpRequest) -> AsOf:
    """The day that the address asks for; the present where it asks for none, or for one that cannot be.

    An address that names a revision needs no day.
    """
    form = AsOfForm({} if "revision" in request.GET else request.GET, today=bangkok_date(timezone.now()))
    return AsOf(form, form.cleaned_data["on"] if form.is_valid() else None)
