"""Filling in the weekly table the way a browser does: take the form's fields, type, press บันทึก."""

from __future__ import annotations

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

from tests.views.desk import at

URL = at("entry")


class _Fields(HTMLParser):
    """The fields inside <form id="entry">; an unchecked box is no field."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.inside = found.get("id") == "entry"
        elif tag == "input" and self.inside and (found.get("type") != "checkbox" or "checked" in found):
            self.fields[found["name"]] = found.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def fields_of(response: HttpResponse) -> dict[str, str]:
    """The fields of the table's form as the browser would post them, nothing typed yet."""
    parser = _Fields()
    parser.feed(response.content.decode())
    return parser.fields


def name(row, column: str) -> str:
    """The field of a row: `row` has `key`, the producer's id and the category."""
    return f"r-{row.key[0]}-{row.key[1]}-{column}"


def save(client: Client, page: HttpResponse, typed: dict[str, str | None], **more: str) -> HttpResponse:
    """Type into a page that was opened before and press บันทึก; None empties a box."""
    fields = fields_of(page) | typed | more
    return client.post(URL, {field: value for field, value in fields.items() if value is not None})
