"""Nothing but the bundled files gets onto paper, by whatever way HTML and CSS can ask for more."""

from __future__ import annotations

import http.server
import re
import threading

import pytest
import weasyprint

from reporting.reports import drawing
from reporting.reports.drawing import Sheet

PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
WAYS = {
    "picture": '<img src="{}">',
    "picture set": '<img srcset="{} 2x" src="{}">',
    "object": '<object data="{}">x</object>',
    "embedded": '<embed src="{}">',
    "stylesheet": '<link rel="stylesheet" href="{}">',
    "import": '<style>@import url("{}");</style>',
    "font": '<style>@font-face {{ font-family: Own; src: url("{}") }} p {{ font: 9pt Own }}</style><p>x</p>',
    "background": '<p style="background: url({})">x</p>',
    "list mark": '<ul><li style="list-style-image: url({})">x</li></ul>',
    "content": '<style>p::before {{ content: url("{}") }}</style><p>x</p>',
    "border": '<p style="border: 3px solid; border-image: url({}) 3">x</p>',
    "page": '<style>@page {{ background: url("{}") }}</style>x',
    "attached": '<link rel="attachment" href="{}">',
    "attached to a word": '<a rel="attachment" href="{}">x</a>',
    "picture in svg": '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
    "use in svg": '<svg width="9" height="9"><use href="{}#x"/></svg>',
    "base": '<base href="{}/"><img src="x.png">',
}
# These draw nothing and fetch nothing.
DEAF = {
    "frame": '<iframe src="{}"></iframe>',
    "script": '<script src="{}"></script>',
    "refresh": '<meta http-equiv="refresh" content="0; url={}">',
    "video": '<video src="{}" poster="{}"></video>',
    "form": '<form action="{}"><input type="image" src="{}"></form>',
    "link": '<a href="{}">x</a>',
    "old background": '<table background="{}"><tr><td>x</td></tr></table>',
}


@pytest.fixture(scope="module")
def server():
    """A server on this machine that counts who comes; /moved sends on to a file."""

    class Door(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.visits.append(self.path)
            self.send_response(302 if self.path == "/moved" else 200)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door) as own:
        own.visits = []
        thread = threading.Thread(target=own.serve_forever)
        thread.start()
        yield own
        own.shutdown()
        thread.join()


@pytest.fixture
def secret(tmp_path):
    """A file that nobody may read, and that can be used as anything."""
    path = tmp_path / "secret.svg"
    path.write_text(SVG.format('<rect width="9" height="9" id="x"/>'))
    return path


@pytest.fixture(params=["file", "http", "redirect", "data", "relative", "above", "unknown"])
def address(request, server, secret):
    own = f"http://127.0.0.1:{server.server_port}"
    return {
        "file": secret.as_uri(),
        "http": f"{own}/x.svg",
        "redirect": f"{own}/moved",
        "data": PNG,
        "relative": "static/css/print-forms.css",
        "above": "otop:fonts/../../manage.py",
        "unknown": "otop:qr",
    }[request.param]


@pytest.fixture
def opened(monkeypatch):
    """The addresses for which WeasyPrint got bytes."""
    given = []
    only = drawing.only

    def watched(weasyprint, made):
        fetcher = only(weasyprint, made)
        fetch = fetcher.fetch

        def count(url, headers=None):
            response = fetch(url, headers)
            given.append(url)
            return response

        monkeypatch.setattr(type(fetcher), "fetch", lambda self, url, headers=None: count(url, headers))
        return fetcher

    monkeypatch.setattr(drawing, "only", watched)
    return given


@pytest.mark.parametrize("way", [*WAYS, *DEAF])
def test_nothing_foreign_is_fetched(way, address, server, secret, opened):
    html = (WAYS | DEAF)[way].format(address, address)
    before = len(server.visits)
    try:
        content = drawing.draw(Sheet(html))
    except (weasyprint.urls.FatalURLFetchingError, weasyprint.css.tokens.InvalidValues):
        content = b""  # Not drawn at all: as good.
    assert b"/EmbeddedFile" not in content
    assert opened == []
    assert len(server.visits) == before


@pytest.mark.parametrize("way", ["picture", "stylesheet", "import", "font", "background", "page"])
def test_a_form_that_lacks_something_is_not_drawn(way, secret):
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        drawing.draw(Sheet(WAYS[way].format(secret.as_uri(), secret.as_uri())))


@pytest.mark.parametrize("name", sorted(drawing.FILES))
def test_the_bundled_files_ask_for_nothing_themselves(name):
    content = (drawing.STATIC / name).read_bytes()
    assert name.endswith(".ttf") or not re.search(rb"url\(|@import|href\s*=|<!ENTITY", content)


def test_a_picture_made_for_the_form_cannot_ask_for_more(secret, opened):
    svg = SVG.format(f'<image href="{secret.as_uri()}" width="9" height="9"/>')
    sheet = Sheet('<img src="otop:qr">', {"otop:qr": (svg.encode(), "image/svg+xml")})
    drawing.draw(sheet)
    assert opened == ["otop:qr"]


def test_entities_in_a_picture_read_no_file(secret, opened):
    svg = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + SVG.format("<text>&x;</text>")
    drawing.draw(Sheet('<img src="otop:qr">', {"otop:qr": (svg.encode(), "image/svg+xml")}))
    assert opened == ["otop:qr"]
