"""The rows under a row of the weekly table: why it came back, what to check, why something is not stored.

Written by hand like the rows themselves (see `grid`); whatever a person typed passes through `escape`.
"""

from __future__ import annotations

from html import escape

from reporting.actions.sales import Cell
from reporting.formats import money, thai_datetime
from reporting.models import Channel

from .grid_row import Frame, GridRow
from .sales import TypedRow, take_value

NIL_LABEL = "ไม่มียอดทั้งเดือน"
_CHANNELS = tuple((channel.column, channel.label) for channel in Channel)


def draw(item: GridRow, frame: Frame) -> str:
    """The rows under a row, as markup."""
    rows = []
    if item.returned:
        returned = item.returned
        said = f"<b>จังหวัดส่งคืน: {escape(returned.why)}</b> {escape(returned.text)}"
        if returned.answer:
            said += f" <b>อำเภอตอบ:</b> {escape(returned.answer)}"
        rows.append(("hint-bad" if not item.is_corrected else "", said))
    if item.beside.doubts or item.row.note:
        rows.append(("" if item.row.note else "hint-doubt", _doubts(item, frame)))
    if item.typed:
        said = _conflict(item, item.typed) if item.in_conflict else _unsaved(item, item.typed)
        rows.append(("hint-conflict" if item.in_conflict else "hint-bad", said))
    if not rows:
        return ""
    # One description for all fields of the row, however many rows of hints there are.
    ids = [f' id="hint-{item.key}"' if position == len(rows) - 1 else "" for position in range(len(rows))]
    return "".join(
        f'<tr class="hint-row {css}" role="row"><td role="cell"></td>'
        f'<td role="cell" colspan="9" aria-colspan="9"{mark}>{said}</td></tr>'
        for (css, said), mark in zip(rows, ids, strict=True)
    )


def _doubts(item: GridRow, frame: Frame) -> str:
    """What looks wrong, with its note or the place for one; a note may also stand alone."""
    note, doubts = item.row.note, " · ".join(map(escape, item.beside.doubts))
    said = f"<b>โปรดตรวจ:</b> <span data-doubts>{doubts}</span>" if doubts else ""
    if note:
        word = "ชี้แจงแล้ว" if doubts else "หมายเหตุ"
        said += f"{'<br>' if said else ''}<b>{word}:</b> <span data-note-text>{escape(note)}</span>"
    if item.editable and item.row.line_id:
        word = "แก้คำชี้แจง" if note else "ชี้แจง"
        said += f' <a class="note-link" href="{frame.url(frame.note_url, item)}" data-note>{word}</a>'
    return said


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
        parts += [NIL_LABEL] * typed.nil
        said.append(f"ที่ท่านพิมพ์ไว้และยังไม่ได้บันทึก: {' · '.join(parts) or 'เว้นว่าง'}")
    return "<br>".join(said)


def _conflict(item: GridRow, typed: TypedRow) -> str:
    """Both values, who wrote the other one and when, and a choice for each cell that differs."""
    week, line = item.row.week, item.result.line if item.result else None
    author, at = "ผู้อื่น", None
    if week:
        author, at = week.author, week.saved_at
    elif line:
        author, at = line.changed_by.full_name, line.changed_at
    other = escape(author)
    choices = "".join(
        f'<label><input class="form-check-input" type="checkbox" name="take" value="{value}"> {said}</label>'
        for value, said in _choices(item, typed, other)
    )
    return (
        f"<b>มีผู้บันทึกก่อน: {other}</b> {thai_datetime(at)}<br>"
        f"ของท่าน {cell_text(typed.wanted)}<br>ของ {other} {cell_text(item.stored)}"
        f'<span class="choices">{choices}<button class="btn btn-quiet btn-sm" type="submit"'
        f' data-choose="{item.key}">บันทึกตามที่เลือก</button></span>'
        f"<small>ช่องที่ไม่เลือก ใช้ของท่านแทน</small>"
    )


def _choices(item: GridRow, typed: TypedRow, other: str) -> list[tuple[str, str]]:
    """What the author can give way in: each channel that differs, or the row where one has no figures."""
    mine, theirs = typed.wanted.amounts, item.stored.amounts
    if mine is None or theirs is None:
        return [(take_value(item.row.key), f"ใช้ของ {other}")]
    return [
        (take_value(item.row.key, column), f"{label}: ใช้ {money(other_amount)} แทน {money(amount)}")
        for (column, label), amount, other_amount in zip(_CHANNELS, mine, theirs, strict=True)
        if amount != other_amount
    ]


def cell_text(cell: Cell) -> str:
    """What a row says in one week: "รายได้ปกติ 5.00 · รายได้โอน 0.00 · รายได้ออนไลน์ 0.00"."""
    if cell.nil:
        return NIL_LABEL
    if cell.amounts is None:
        return "เว้นว่าง"
    pairs = zip(_CHANNELS, cell.amounts, strict=True)
    return " · ".join(f"{label} {money(amount)}" for (_, label), amount in pairs)
