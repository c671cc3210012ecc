"""The conventions of the code, as tests: layers, decorators, templates, sizes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.urls import URLResolver, get_resolver

from reporting.badges import BADGES

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(path for path in (ROOT / "reporting").rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

# Imports run one way: a module may import from its own layer and from those above it in this list.
LAYERS = [
    {"errors", "fiscal"},
    {"deadlines", "thai", "amounts", "formats", "uploads", "charts", "maps"},
    {"doubts", "due_reminders", "risk", "habits", "checking", "suppression", "target_tables", "kpi"},
    {"manual_pictures", "manuals", "old_portal", "sections", "versions"},
    {"models"},
    {"access", "stats"},
    {
        "standing",
        "readiness",
        "brief",
        "pack",
        "telling",
        "converters",
        "due_words",
        "own_manual",
        "inquiry_words",
        "cover_words",
    },
    {"actions"},
    {
        "audit_facts",
        "audit_words",
        "badges",
        "forms",
        "reports",
        "accounts",
        "covering",
        "menus",
        "navigation",
        "department_role",
    },
    {"tasks", "mailing"},
    {"templatetags", "views", "demo"},
    {"urls", "published_urls", "management", "apps", "checks"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

LONGEST_FUNCTION = 40
LONGEST_MODULE = 300
LONGEST_TEMPLATE = 120


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT / "reporting").parts[0].removesuffix(".py")


def imported_layers(path: Path) -> set[str]:
    """The top-level names of `reporting` that a module imports, by absolute or by relative imports."""
    found = set()
    package = ("reporting", *path.relative_to(ROOT / "reporting").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            parts = (*start, *(node.module.split(".") if node.module else ()))
            if parts[:1] == ("reporting",):
                found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("reporting.")}
    return found


def test_imports_run_one_way():
    wrong = []
    for path in CODE:
        own = layer_of(path)
        if own == "__init__":
            continue
        for other in imported_layers(path):
            if RANK[other] > RANK[own]:
                wrong.append(f"{path.relative_to(ROOT)} imports {other}")
    assert wrong == []


def test_only_actions_write():
    """No row is saved, created or deleted outside the actions; the models' own managers may."""
    writes = re.compile(
        r"\.(save|bulk_create|bulk_update|get_or_create|update_or_create|delete)\("
        r"|objects\.create\(|\)\.update\(|_set\.update\("
    )
    free = {"actions", "models", "uploads"}  # The uploads know of no rows; they save pictures into memory.
    # A picture, a font or a letter is saved, not a row.
    files = ("segno.", "font.save(", "word.save(", "picture.save(")
    wrong = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in CODE
        if layer_of(path) not in free
        for line in path.read_text().splitlines()
        if writes.search(line) and not any(file in line for file in files)
    ]
    assert wrong == []


def portal_views(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from portal_views(pattern)
        elif pattern.callback.__module__.startswith("reporting."):
            yield pattern.callback


def test_every_view_says_which_methods_it_takes():
    """The outermost decorator of each view is one of the three that limit the method."""
    allowed = {"require_safe", "require_POST", "require_form", "login_not_required"}
    wrong = []
    for path in sorted((ROOT / "reporting" / "views").glob("*.py")):
        names = {view.__name__ for view in portal_views() if view.__module__.endswith(f".{path.stem}")}
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.name in names:
                outermost = node.decorator_list[0] if node.decorator_list else None
                if not (isinstance(outermost, ast.Name) and outermost.id in allowed):
                    wrong.append(f"{path.name}: {node.name}")
    assert wrong == []


def test_views_are_functions():
    assert [view for view in portal_views() if hasattr(view, "view_class")] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_carry_no_style_no_script_and_no_decision_on_roles(path):
    text = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", path.read_text(), flags=re.S)
    if "print" not in path.relative_to(ROOT / "templates").parts[:1]:
        assert not re.search(r"<[^>]+\sstyle=", text), "inline style"
        assert "<style" not in text, "style element"
        assert not re.search(r"<[^>]+\son[a-z]+=", text), "inline handler"
        assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", text), "inline script"
    assert "user.role" not in text, "a right is asked of access.can, not of the role"
    assert text.count("\n") <= LONGEST_TEMPLATE


def test_functions_and_modules_stay_short():
    wrong = []
    for path in CODE:
        text = path.read_text()
        if text.count("\n") > LONGEST_MODULE:
            wrong.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > LONGEST_FUNCTION:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert wrong == []


def test_every_module_states_its_rule():
    wrong = [
        str(path.relative_to(ROOT))
        for path in CODE
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert wrong == []


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r"^\.bi-([a-z0-9-]+) ", (ROOT / "static/css/icons.css").read_text(), re.M))
    named = {badge.shape for badge in BADGES.values()}
    for path in (*TEMPLATES, *CODE):
        for pair in re.findall(r"\b(?:shape|icon)=\"([a-z0-9-]+)\"|\bbi bi-([a-z0-9-]+)", path.read_text()):
            named |= {name for name in pair if name and not name.endswith("-")}
    assert named - drawn == set()
