"""The rows of the weekly table, drawn.

A hundred rows of five fields are drawn on every page of the desk, so they are written by hand: one text
per row, many times faster than a formset. Whatever a person typed passes through `escape` on its way in;
everything else is our own text or a number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe

from reporting.actions.sales import Cell, Outcome, RowResult
from reporting.badges import Badge, badge
from reporting.deadlines import BANGKOK
from reporting.fiscal import MONTHS_SHORT_TH
from reporting.formats import DASH, money, money_or_dash, thai_datetime
from reporting.models import CHANNEL_COLUMNS, Category, Channel, ProducerType, ReturnedLine
from reporting.stats.desk import DeskRow

from .sales import NIL, SEEN, TypedRow, field_name, seen_text, take_value

_CATEGORIES = {category.value: category.label for category in Category}
_TYPES = {kind.value: kind.short for kind in ProducerType}
_CHANNELS = tuple((channel.column, channel.label) for channel in Channel)
_BLANK = dict.fromkeys(CHANNEL_COLUMNS, "")
_VALID = dict.fromkeys(CHANNEL_COLUMNS, "m")
_NIL_LABEL = "ไม่มียอดทั้งเดือน"
_INVALID = ' is-invalid" aria-invalid="true'  # Ends the attribute `class`, whose quotes stand around it.


@dataclass(slots=True)
class GridRow:
    """A row of the table with everything that is said about it.

    `typed` is given while something typed is not stored: it stays on the screen. `result` is the
    action's answer to it; `refusal` is the sentence when the whole page was refused. `number` is None
    for a row that was taken out of the month while its author was typing.
    """

    number: int | None
    row: DeskRow
    editable: bool
    returned: ReturnedLine | None = None
    typed: TypedRow | None = None
    result: RowResult | None = None
    refusal: str = ""

    key: str = field(init=False)
    stored: Cell = field(init=False)

    def __post_init__(self) -> None:
        week = self.row.week
        self.key = f"{self.row.key[0]}-{self.row.key[1]}"
        self.stored = Cell(amounts=week.amounts if week else None, nil=self.row.nil)

    @property
    def in_conflict(self) -> bool:
        return self.editable and self.result is not None and self.result.outcome == Outcome.CONFLICT

    @property
    def is_corrected(self) -> bool:
        """Whether a returned line has changed since it came back."""
        return self.returned is not None and self.row.version != self.returned.line_version


def draw(rows: Iterable[GridRow], *, remove_url: str, query: str, today: dt.date) -> SafeString:
    """The rows as markup. ✕ leads to `remove_url`17/FOOD/?`query`; `today` is the day in Bangkok."""
    # Safe because the functions below escape every text that a person wrote.
    return mark_safe("".join(_row(item, remove_url, escape(query), today) for item in rows))


def cell_text(cell: Cell) -> str:
    """What a row says in one week: "รายได้ปกติ 5.00 · รายได้โอน 0.00 · รายได้ออนไลน์ 0.00"."""
    if cell.nil:
        return _NIL_LABEL
    if cell.amounts is None:
        return "เว้นว่าง"
    pairs = zip(_CHANNELS, cell.amounts, strict=True)
    return " · ".join(f"{label} {money(amount)}" for (_, label), amount in pairs)


def _row(item: GridRow, remove_url: str, query: str, today: dt.date) -> str:
    row, key, total = item.row, item.key, item.row.total
    name, category = escape(row.name), _CATEGORIES[row.key[1]]
    label = f"{name} {category}"
    hints = _hints(item)
    described = f' aria-describedby="hint-{key}"' if hints else ""
    if item.editable:
        cells, nil = _fields(item, label, described), _nil_field(item, label, described)
        cross = (
            f'<a class="x-btn" href="{remove_url}{row.key[0]}/{row.key[1]}/?{query}" title="ลบรายการ"'
            f' aria-label="ลบรายการ {label}"><i class="bi bi-x-lg" aria-hidden="true"></i></a>'
        )
    else:
        cells, nil, cross = _figures(item), _nil_mark(item), ""
    return (
        f'<tr id="line-{key}"{_row_class(item)}><td class="no">{item.number or DASH}</td>'
        f'<th scope="row" class="who">{name}<small><b class="cat">{category}</b> '
        f"ต.{escape(row.subdistrict)} · {_TYPES[row.producer_type]}</small></th>{cells}"
        f'<td class="num sum{"" if total else " zero"}" data-label="รวมเดือนนี้">{money_or_dash(total)}</td>'
        f'{nil}<td class="state">{_pill(item, today)}</td><td class="x">{cross}</td></tr>{hints}'
    )


def _row_class(item: GridRow) -> str:
    if item.in_conflict:
        css = "is-conflict"
    elif item.typed:
        css = "is-bad"
    elif item.returned and not item.is_corrected:
        css = "is-returned"
    elif item.row.nil:
        css = "is-nil"
    else:
        css = "" if item.editable else "is-locked"
    return f' class="{css}"' if css else ""


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
        f'<td data-label="{channel}">{hidden if number == 0 else ""}<input class="{css[column]}"'
        f' name="{name}{column}" value="{texts[column]}" inputmode="decimal" autocomplete="off"'
        f' aria-label="{channel} {ends}'
        for number, (column, channel) in enumerate(_CHANNELS)
    )


def _nil_field(item: GridRow, label: str, described: str) -> str:
    typed = item.typed
    checked = " checked" if (typed.nil if typed else item.stored.nil) else ""
    css = "form-check-input" + (_INVALID if typed and NIL in typed.errors else "")
    return (
        f'<td class="nil" data-label="ไม่มียอด"><input class="{css}" type="checkbox"'
        f' name="{field_name(item.row.key, NIL)}" aria-label="{_NIL_LABEL} {label}"{checked}{described}></td>'
    )


def _figures(item: GridRow) -> str:
    """The week's figures where nothing can be typed."""
    texts = _stored_texts(item.stored)
    return "".join(
        f'<td class="num" data-label="{channel}">{texts[column] or DASH}</td>'
        for column, channel in _CHANNELS
    )


def _nil_mark(item: GridRow) -> str:
    return f'<td class="nil" data-label="ไม่มียอด">{"✓" if item.stored.nil else DASH}</td>'


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


def _hints(item: GridRow) -> str:
    """The rows under a row: why it came back, and why what was typed is not stored."""
    rows = []
    if item.returned:
        returned = item.returned
        said = f"<b>จังหวัดส่งคืน: {escape(returned.reason.label)}</b> {escape(returned.text)}"
        rows.append(("hint-bad" if not item.is_corrected else "", said))
    if item.typed:
        said = _conflict(item, item.typed) if item.in_conflict else _unsaved(item, item.typed)
        rows.append(("hint-conflict" if item.in_conflict else "hint-bad", said))
    if not rows:
        return ""
    # One description for all fields of the row, however many rows of hints there are.
    ids = [f' id="hint-{item.key}"' if position == len(rows) - 1 else "" for position in range(len(rows))]
    return "".join(
        f'<tr class="hint-row {css}"><td></td><td colspan="8"{mark}>{said}</td></tr>'
        for (css, said), mark in zip(rows, ids, strict=True)
    )


def _unsaved(item: GridRow, typed: TypedRow) -> str:
    """The sentences of a row that could not be stored; where it cannot be typed into, what was typed."""
    labels = dict(_CHANNELS)
    said = []
    for column, sentence in typed.errors.items():
        where = f"{labels[column]} “{escape(typed.texts[column])}”: " if column in labels else ""
        said.append(where + escape(sentence))
    if item.result:
        said.append(escape(item.result.sentence))
    if item.refusal:
        said.append(escape(item.refusal))
    if not item.editable:
        parts = [
            f"{label} {escape(typed.texts[column])}" for column, label in _CHANNELS if typed.texts[column]
        ]
        parts += [_NIL_LABEL] * typed.nil
        said.append(f"ที่ท่านพิมพ์ไว้และยังไม่ได้บันทึก: {' · '.join(parts) or 'เว้นว่าง'}")
    return "<br>".join(said)


def _conflict(item: GridRow, typed: TypedRow) -> str:
    """Both values, who wrote the other one and when, and the two ways on."""
    week, line = item.row.week, item.result.line if item.result else None
    author, at = "ผู้อื่น", None
    if week:
        author, at = week.author, week.saved_at
    elif line:
        author, at = line.changed_by.full_name, line.changed_at
    other = escape(author)
    return (
        f"<b>มีผู้บันทึกก่อน</b> ของท่าน {cell_text(typed.wanted)}<br>"
        f"ของ {other} {cell_text(item.stored)} เวลา {thai_datetime(at)}<br>"
        f"กดบันทึกอีกครั้งเพื่อใช้ของท่านแทน หรือ "
        f'<label><input class="form-check-input" type="checkbox" name="take"'
        f' value="{take_value(item.row.key)}"> ใช้ของ {other}</label> แล้วกดบันทึก'
    )
