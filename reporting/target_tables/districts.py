"""Which district a printed name means: the same name to a reader, else a suggestion for a person to accept.

Tables of targets list the districts in the order of their codes. A name that nobody bears is most likely the
district which is missing at that place, unless a name is spelt so much alike that it is only misspelt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from reporting.thai import name_key

_CAPITAL = "เมือง"
_ALIKE = 0.75


@dataclass(frozen=True)
class Match:
    """`code` is sure. Without it, `suggested` may have a code, and `why` says what speaks for it."""

    code: str | None = None
    suggested: str | None = None
    why: str = ""


def match(names: Sequence[str], districts: Mapping[str, str]) -> list[Match]:
    """A match for each printed name; `districts` are the province's names by code. No code comes twice."""
    known = {name_key(name): code for code, name in districts.items()}
    found: list[str | None] = []
    for name in names:
        code = known.get(name_key(name)) or _capital(name, districts)
        found.append(None if code in found else code)
    left = [code for code in sorted(districts) if code not in found]
    return [
        Match(code) if code else _suggestion(at, names[at], found, left, districts)
        for at, code in enumerate(found)
    ]


def _capital(name: str, districts: Mapping[str, str]) -> str | None:
    """The province's capital district, which letters call by the one word for a town."""
    capitals = [code for code, full in districts.items() if full.startswith(_CAPITAL)]
    return capitals[0] if name_key(name) == _CAPITAL and len(capitals) == 1 else None


def _suggestion(
    at: int, name: str, found: Sequence[str | None], left: Sequence[str], districts: Mapping[str, str]
) -> Match:
    alike = {name_key(districts[code]): code for code in left}
    if close := get_close_matches(name_key(name), alike, n=1, cutoff=_ALIKE):
        return Match(suggested=alike[close[0]], why="เขียนคล้ายกัน")
    first, last = at, at
    while first > 0 and found[first - 1] is None:
        first -= 1
    while last < len(found) - 1 and found[last + 1] is None:
        last += 1
    before = found[first - 1] if first else ""
    after = found[last + 1] if last < len(found) - 1 else "9999"
    between = [code for code in left if before < code < after]
    if len(between) == last - first + 1:
        return Match(suggested=between[at - first], why="ตามลำดับรหัสอำเภอในตาราง")
    return Match()
