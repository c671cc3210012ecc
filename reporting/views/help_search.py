"""Searching the help: every word of the query is somewhere in a passage; titles count before texts.

Nothing is asked of the database. Thai is compared as a reader does (`thai.search_key`), so that spelling,
spaces and the kind of digits do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reporting.thai import search_key

LONGEST_QUERY = 100
MOST_FOUND = 20
_BEFORE, _LONGEST_EXCERPT = 40, 160


@dataclass(frozen=True)
class Passage:
    """Something to find: `kind` says what it is, `url` is where it stands."""

    kind: str
    title: str
    text: str
    url: str
    title_key: str = field(init=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "title_key", search_key(self.title))
        object.__setattr__(self, "key", search_key(f"{self.title} {self.text}"))


@dataclass(frozen=True)
class Found:
    """A passage that answers, with the words around the first of those that were asked."""

    passage: Passage
    excerpt: str


def find(query: str, passages: Iterable[Passage]) -> list[Found]:
    """The passages in which every word of the query stands, those with the words in the title first."""
    words = query[:LONGEST_QUERY].split()
    keys = [key for key in map(search_key, words) if key]
    if not keys:
        return []
    found = [passage for passage in passages if all(key in passage.key for key in keys)]
    found.sort(key=lambda passage: -sum(key in passage.title_key for key in keys))
    return [Found(passage, _excerpt(passage.text, words)) for passage in found[:MOST_FOUND]]


def _excerpt(text: str, words: Iterable[str]) -> str:
    """A piece of the text with the first of the words that stands in it as it was typed."""
    at = next((place for word in words if (place := text.casefold().find(word.casefold())) >= 0), 0)
    start = max(at - _BEFORE, 0)
    piece = text[start : start + _LONGEST_EXCERPT]
    if start:
        piece = "… " + (piece.split(" ", 1)[1] if " " in piece[:_BEFORE] else piece)
    return piece + (" …" if start + _LONGEST_EXCERPT < len(text) else "")
