"""One line of a publication, explained: figures, weeks, who and when, evidence, revisions (S59, D10).

Read from the publication, the audit log and the evidence behind it, never from the working table (R12).
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting import access
from reporting.access import Permission
from reporting.models import Publication
from reporting.reports import story_exports
from reporting.stats import line_story
from reporting.stats.line_story import Story

from .exports import sent
from .publications import Month, chosen, on_publications
from .published_rows import story_context


@require_safe
@on_publications
def published_line(request: HttpRequest, month: Month, line_id: int) -> HttpResponse:
    """The line in the revision that counts; `?revision=` explains it in another."""
    publication, story = _found(request, month, line_id)
    context = month.context() | {"publication": publication, "story": story} | story_context(story)
    context["stream"] = f"report:{publication.report_id}"
    context["may_inquire"] = access.can(request.user, Permission.INQUIRE)
    return render(request, "reporting/revisions/line.html", context)


@require_safe
@never_cache
@on_publications
def published_line_export(
    request: HttpRequest, month: Month, line_id: int, file_type: str
) -> HttpResponseBase:
    """The weeks of the line in the revision that the page shows."""
    publication, story = _found(request, month, line_id)
    return sent(story_exports.weeks(publication, line_id, story), file_type)


def _found(request: HttpRequest, month: Month, line_id: int) -> tuple[Publication, Story]:
    """The revision that was asked for, and what it says of the line."""
    number = chosen(month.publications, request.GET.get("revision")).revision
    publication = Publication.objects.select_related("district", "published_by").get(
        report=month.publications[0].report_id, revision=number
    )
    story = line_story.of_line(publication, line_id)
    if story is None:
        raise Http404
    return publication, story
