"""The department reads what is published, and on PostgreSQL the database itself can hold it to that (R12).

Where `OTOP_DEPARTMENT_ROLE` names a role, every page that a person of the department looks at asks the
database as that role: it may read publications, what belongs to them and what every page needs, and writes
nothing. A page that asked for a line of the desk would be refused by the database, whatever its code says.
What the department does – opening months, granting corrections – is asked by the portal's own role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.db.models import Model
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from reporting import models
from reporting.models import Role

View = Callable[..., HttpResponseBase]

READS: dict[type[Model], tuple[str, ...]] = {
    # What is published, and what stands on it or behind it.
    models.Publication: (),
    models.PublicationTotal: (),
    models.PinnedReport: (),
    models.PinnedPublication: (),
    models.Document: (),
    models.Signature: (),
    models.StoredFile: (),
    models.RenderJob: (),
    models.Evidence: (),
    models.Transition: (),
    models.AuditEvent: (),
    # The state and the dates of what is not published, and who asks to correct what is.
    models.MonthlyReport: (),
    models.ReportingMonth: (),
    models.Extension: (),
    models.Correction: (),
    models.CorrectionLine: (),
    models.Correction.evidence.through: (),
    # A request names producers; of the register nothing else is open.
    models.ProducerGroup: ("id", "name", "sort_key", "subdistrict"),
    # What the department asks provinces, and what it keeps itself.
    models.Inquiry: (),
    models.InquiryMessage: (),
    models.Target: (),
    models.TargetTable: (),
    models.KpiDefinition: (),
    models.ReturnReason: (),
    models.Holiday: (),
    models.ApiKey: (),
    # Places and people, and of a handover only that it waits.
    models.Province: (),
    models.District: (),
    models.Subdistrict: (),
    models.User: (),
    models.AccountLink: (),
    models.Cover: (),
    models.Notice: (),
    models.Mail: (),
    models.Handover: ("role", "district", "province", "leaver", "accepted_at", "withdrawn_at"),
    Session: (),
}
"""The tables that the role may read; of some only these columns."""


class DepartmentRoleMiddleware:
    """Draws the pages of the department as the limited role; stands last, so that nothing else is limited.

    Sessions, sign-in and error pages are read before and after it, by the portal's own role.
    """

    def __init__(self, get_response: View) -> None:
        if not settings.OTOP_DEPARTMENT_ROLE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not _only_looks(request, view):
            return None
        with department_role():
            response = view(request, *args, **kwargs)
        if response.streaming and not isinstance(response, FileResponse):
            response.streaming_content = _as_department(response.streaming_content)
        return response


@contextmanager
def department_role() -> Iterator[None]:
    """Ask the database as the limited role, and as oneself again afterwards."""
    _execute(f"SET ROLE {connection.ops.quote_name(settings.OTOP_DEPARTMENT_ROLE)}")
    try:
        yield
    finally:
        _execute("RESET ROLE")


def statements(role: str, *, member: str) -> list[str]:
    """The SQL that makes the role, limits it to READS and lets `member`, the portal's own role, take it."""
    name, own = connection.ops.quote_name(role), connection.ops.quote_name(member)
    text = role.replace("'", "''")
    return [
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{text}')"
        f" THEN CREATE ROLE {name} NOLOGIN; END IF; END $$",
        f"GRANT {name} TO {own}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        *(f"GRANT SELECT{_columns(model)} ON {_table(model)} TO {name}" for model in READS),
    ]


def _only_looks(request: HttpRequest, view: View) -> bool:
    """Whether a person of the department looks at one of the portal's pages behind the sign-in."""
    return (
        request.method in ("GET", "HEAD")
        and view.__module__.startswith("reporting.")
        and getattr(view, "login_required", True)
        and request.user.is_authenticated
        and request.user.role == Role.DEPARTMENT
    )


def _as_department(parts: Iterator[bytes]) -> Iterator[bytes]:
    """What is read while the file leaves is read as the same role."""
    with department_role():
        yield from parts


def _columns(model: type[Model]) -> str:
    columns = [model._meta.get_field(name).column for name in READS[model]]
    return f" ({', '.join(map(connection.ops.quote_name, columns))})" if columns else ""


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
