"""The rows of the weekly table, drawn.

A hundred rows of five fields are drawn on every page of the desk, so they are written by hand: one text
per row, many times faster than a formset. Whatever a person typed passes through `escape` on its way in;
everything else is our own text or a number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from reporting.actions.sales import Cell
from reporting.badges import Badge, badge
from reporting.deadlines import BANGKOK
from reporting.fiscal import MONTHS_SHORT_TH
from reporting.formats import DASH, money, money_or_dash
from reporting.models import CHANNEL_COLUMNS, Category, Channel, ProducerType

from . import beside, hints
from .grid_row import Frame, GridRow
from .hints import NIL_LABEL
from .sales import NIL, SEEN, field_name, seen_text

_CATEGORIES = {category.value: category.label for category in Category}
_TYPES = {kind.value: kind.short for kind in ProducerType}
_CHANNELS = tuple((channel.column, channel.label) for channel in Channel)
_BODY = 10  # Rows; the estimated height in entry.css goes with it.
_BLANK = dict.fromkeys(CHANNEL_COLUMNS, "")
_VALID = dict.fromkeys(CHANNEL_COLUMNS, "m")
_INVALID = ' is-invalid" aria-invalid="true'  # Ends the attribute `class`, whose quotes stand around it.


def draw(rows: Iterable[GridRow], frame: Frame) -> SafeString:
    """The rows as markup, in bodies of so few rows that a browser lays out only what is in view."""
    drawn = [_row(item, frame) for item in rows]
    bodies = ["".join(drawn[start : start + _BODY]) for start in range(0, len(drawn), _BODY)]
    # Safe because the functions below escape every text that a person wrote.
    return mark_safe("".join(f'<tbody role="rowgroup">{body}</tbody>' for body in bodies))


def drawn_state(item: GridRow, frame: Frame) -> dict[str, str]:
    """What changes in a row that is on the screen: its class, and its state, weeks and hints as markup."""
    return {
        "css": _css(item),
        "pill": _pill(item, frame.today),
        "weeks": beside.week_marks(item.beside.weeks, frame.weeks),
        "hints": hints.draw(item, frame),
    }


def pill(code: str) -> SafeString:
    """The drawn state of a badge's code."""
    return mark_safe(_drawn(badge(code)))


def _row(item: GridRow, frame: Frame) -> str:
    row, key, total = item.row, item.key, item.row.total
    name, category = escape(row.name), _CATEGORIES[row.key[1]]
    label = f"{name} {category}"
    below = hints.draw(item, frame)
    described = f' aria-describedby="hint-{key}"' if below else ""
    if item.editable:
        cells, nil = _fields(item, label, described), _nil_field(item, label, described)
        links = _links(item, frame, label)
    else:
        cells, nil, links = _figures(item), _nil_mark(item), ""
    marks = beside.week_marks(item.beside.weeks, frame.weeks)
    before = beside.before(item.beside.history, item.beside.week_before)
    return (
        f'<tr id="line-{key}"{_row_class(item)} role="row" data-before="{before}">'
        f'<td class="no" role="cell">{item.number or DASH}</td>'
        f'<th scope="row" role="rowheader" class="who">{name}<small><b class="cat">{category}</b> '
        f'ต.{escape(row.subdistrict)}<span class="kind"> · {_TYPES[row.producer_type]}</span>'
        f"{_clip(item, frame, name)}</small></th>"
        f"{beside.past_cell(item.beside.history)}{cells}"
        f'<td class="num sum{"" if total else " zero"}" role="cell" data-label="รวมเดือนนี้">'
        f"{money_or_dash(total)}</td>"
        f'{nil}<td class="state" role="cell"><span class="now">{_pill(item, frame.today)}</span>{marks}</td>'
        f'<td class="x" role="cell">{links}</td></tr>{below}'
    )


def _clip(item: GridRow, frame: Frame, name: str) -> str:
    """The way to the line's evidence, with how much there is; a pair without a line has none yet.

    Tab passes it by, so that typing goes from row to row; the sheet has the same link for the keyboard.
    """
    if item.row.line_id is None:
        return ""
    css = "clip" if item.evidence else "clip clip-none"
    return (
        f' <a class="{css}" href="{frame.evidence_url}{item.row.line_id}/" tabindex="-1"'
        f' title="หลักฐาน {item.evidence} รายการ" aria-label="หลักฐานของ {name} {item.evidence} รายการ">'
        f'<i class="bi bi-paperclip" aria-hidden="true"></i>{item.evidence or ""}</a>'
    )


def _links(item: GridRow, frame: Frame, label: str) -> str:
    """The way to the row's note, and out of the month."""
    return (
        f'<a class="x-btn note-btn" href="{frame.url(frame.note_url, item)}" title="ชี้แจง" data-note'
        f' aria-label="ชี้แจง {label}"><i class="bi bi-chat-left-text" aria-hidden="true"></i></a>'
        f'<a class="x-btn" href="{frame.url(frame.remove_url, item)}" title="ลบรายการ"'
        f' aria-label="ลบรายการ {label}"><i class="bi bi-x-lg" aria-hidden="true"></i></a>'
    )


def _row_class(item: GridRow) -> str:
    css = _css(item)
    return f' class="{css}"' if css else ""


def _css(item: GridRow) -> str:
    if item.in_conflict:
        return "is-conflict"
    if item.typed:
        return "is-bad"
    if item.returned and not item.is_corrected:
        return "is-returned"
    if item.row.nil:
        return "is-nil"
    return "" if item.editable else "is-locked"


def _fields(item: GridRow, label: str, described: str) -> str:
    """The three fields of a row and, hidden before them, what their author has seen."""
    typed, name = item.typed, field_name(item.row.key, "")
    if typed is None:
        texts = _stored_texts(item.stored)
        seen, css = seen_text(item.stored), _VALID
    else:
        texts = {column: escape(text) for column, text in typed.texts.items()}
        # An unreadable row keeps what was seen before; in a conflict the other's figures are seen by now.
        seen = seen_text(item.stored if item.in_conflict else typed.seen)
        css = {column: "m" + (_INVALID if column in typed.errors else "") for column in CHANNEL_COLUMNS}
    hidden = f'<input type="hidden" name="{name}{SEEN}" value="{seen}">'
    ends = f'{label}"{described}></td>'
    return "".join(
        f'<td class="in" role="cell" data-label="{channel}">{hidden if number == 0 else ""}'
        f'<input class="{css[column]}" name="{name}{column}" value="{texts[column]}"'
        f' inputmode="decimal" autocomplete="off" aria-label="{channel} {ends}'
        for number, (column, channel) in enumerate(_CHANNELS)
    )


def _nil_field(item: GridRow, label: str, described: str) -> str:
    typed = item.typed
    checked = " checked" if (typed.nil if typed else item.stored.nil) else ""
    css = "form-check-input" + (_INVALID if typed and NIL in typed.errors else "")
    return (
        f'<td class="nil" role="cell" data-label="ไม่มียอด"><input class="{css}" type="checkbox"'
        f' name="{field_name(item.row.key, NIL)}" aria-label="{NIL_LABEL} {label}"{checked}{described}></td>'
    )


def _figures(item: GridRow) -> str:
    """The week's figures where nothing can be typed."""
    texts = _stored_texts(item.stored)
    return "".join(
        f'<td class="num" role="cell" data-label="{channel}">{texts[column] or DASH}</td>'
        for column, channel in _CHANNELS
    )


def _nil_mark(item: GridRow) -> str:
    return f'<td class="nil" role="cell" data-label="ไม่มียอด">{"✓" if item.stored.nil else DASH}</td>'


def _stored_texts(stored: Cell) -> dict[str, str]:
    if stored.amounts is None:
        return _BLANK
    return {column: money(amount) for column, amount in zip(CHANNEL_COLUMNS, stored.amounts, strict=True)}


def _pill(item: GridRow, today: dt.date) -> str:
    """The row's state: a shape, a word and a colour."""
    week = item.row.week
    if item.in_conflict:
        return _drawn(badge("LINE_CONFLICT"))
    if item.typed:
        unreadable = any(column in item.typed.errors for column in CHANNEL_COLUMNS)
        return _drawn(badge("LINE_INVALID", label="" if unreadable else "ยังไม่ได้บันทึก"))
    if item.returned and not item.is_corrected:
        return _drawn(badge("LINE_RETURNED"))
    if item.row.nil:
        return _drawn(badge("LINE_NIL"))
    if week:
        word = "แก้แล้ว" if item.returned else "บันทึกแล้ว"
        return _drawn(badge("LINE_SAVED", label=f"{word} {_when(week.saved_at, today)}"))
    return _drawn(badge("LINE_EMPTY", label="" if item.editable else "เว้นว่าง"))


def _drawn(state: Badge) -> str:
    icon = f'<i class="bi bi-{state.shape}" aria-hidden="true"></i>'
    return f'<span class="pill pill-{state.level}">{icon}{state.label}</span>'


def _when(at: dt.datetime, today: dt.date) -> str:
    """The time of a save of today, the day of an older one."""
    local = at.astimezone(BANGKOK)
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local.day} {MONTHS_SHORT_TH[local.month - 1]}"
