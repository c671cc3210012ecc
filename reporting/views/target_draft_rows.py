"""A table of targets as it was read: what is doubtful is marked, and every sum stands beside its print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reporting.forms.target_draft import Draft, baht
from reporting.models import Target

NOT_SET = "ยังไม่กำหนด"


def table(draft: Draft) -> dict[str, Any]:
    """Heads, lines and the line of sums; a cell is its text, with "is_doubtful" and "is_set"."""
    printed = draft.table
    doubtful = {suspect.place for suspect in draft.findings.suspects}
    sums = {(tie.line, tie.column): tie for tie in draft.findings.sums}
    lines = [
        {
            "name": line.name,
            "district": draft.districts.get(draft.matches[at].code or "", ""),
            "cells": [
                _cell(draft, at, column, (at, column) in doubtful, sums.get((at, column)))
                for column in range(len(printed.columns))
            ],
        }
        for at, line in enumerate(printed.lines)
    ]
    totals = [_sum(sums.get((None, column))) for column in range(len(printed.columns))]
    return {"heads": [column.label for column in printed.columns], "lines": lines, "totals": totals}


def _cell(draft: Draft, line: int, column: int, doubtful: bool, tie: Any) -> dict[str, Any]:
    cell = draft.table.lines[line].cells[column]
    if tie is not None:
        return _sum(tie) | {"is_set": True}
    text = cell.text if cell.problem else baht(cell.baht) or NOT_SET
    return {"text": text, "note": "", "is_doubtful": doubtful, "is_set": bool(cell.text)}


def _sum(tie: Any) -> dict[str, Any]:
    if tie is None:
        return {"text": "", "note": "", "is_doubtful": False, "is_set": True}
    note = "" if tie.ties else f"ช่องรวมได้ {baht(tie.added)}"
    return {"text": baht(tie.printed), "note": note, "is_doubtful": not tie.ties, "is_set": True}


def replaced(draft: Draft, targets: Iterable[Target]) -> int:
    """How many targets that are set already the table says something of."""
    stored = {(target.district_id, target.month, target.column) for target in targets}
    codes = [match.code or match.suggested for match in draft.matches]
    return sum(
        (codes[line], draft.table.columns[at].month, draft.table.columns[at].channel) in stored
        for line in range(len(draft.table.lines))
        for at in draft.table.figures
        if draft.table.lines[line].cells[at].text
    )
