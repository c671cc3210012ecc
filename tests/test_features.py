"""`features.csv` says which test shows which function; it must name functions and tests that exist."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent

# What the product can do today. A row that is taken out of the file without its function fails the last test.
BUILT = re.findall(
    "[SPD][0-9]{2}",
    """
    S01 S02 S03 S04 S05 S06 S07 S08 S09 S10 S11 S12 S13 S14 S15 S16 S17 S18 S19 S20 S21 S22 S23 S24 S25 S26
    S27 S28 S29 S30 S31 S32 S33 S34 S35 S36 S37 S38 S39 S40 S41 S42 S43 S44 S45 S46 S47 S48 S49 S50 S51 S52
    S53 S54 S55 S56 S57 S58 S59 S60
    P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 P16 P17 P18 P19 P20 P21 P22 P23 P24 P25
    P26 P27 P28 P29 P30 P31 P32 P33 P34 P35 P36 P37 P39 P40 P41 P42 P43 P44 P45 P46
    D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 D11 D12 D13 D14 D16
    """,
)


def rows() -> list[dict[str, str]]:
    with (TESTS / "features.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names_in(path: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_named_test_exists():
    missing = []
    for row in rows():
        file, _, name = row["test"].partition("::")
        path = TESTS.parent / file
        if not path.is_file() or name not in names_in(path):
            missing.append(row["test"])
    assert missing == []


def test_every_row_is_a_function_named_once_per_test():
    pairs = [(row["feature"], row["test"]) for row in rows()]
    assert len(pairs) == len(set(pairs)) > 0
    assert [feature for feature, _ in pairs if not re.fullmatch(r"[SPD][0-9]{2}", feature)] == []
    assert pairs == sorted(pairs)


def test_every_function_that_is_built_is_shown():
    assert sorted({row["feature"] for row in rows()}) == sorted(BUILT)
