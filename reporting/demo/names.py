"""Invented Thai names that read like real ones: producers and officers of the demonstration.

A name is a pattern ("กลุ่ม{craft}บ้าน{village}") filled with words from the CSV files of fixtures/demo. The
same seed gives the same names in the same order, a maker never gives a name twice, and no name is made
different by a number at its end. Words bound to a region are used there only: no batik in the north-east, no
indigo in the south.
"""

import csv
import random
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from string import Formatter

TITLES = {"M": ("นาย",), "F": ("นาง", "นางสาว")}


class NamesExhausted(LookupError):
    """Every name that the words allow has been given."""


class NameMaker:
    def __init__(self, *, seed: int, folder: Path):
        """Reads the words in `folder` (fixtures/demo). Makers of one seed give the same names."""
        self._random = random.Random(seed)
        self._words = _rows(folder / "business_words.csv")
        self._products = _rows(folder / "products.csv")
        self._villages = _rows(folder / "villages.csv")
        self._given = [(row["gender"], row["name"]) for row in _rows(folder / "given_names.csv")]
        self._surnames = [row["name"] for row in _rows(folder / "surnames.csv")]
        self._positions = _rows(folder / "positions.csv")
        self.regions = frozenset(row["region"] for row in self._villages)
        self.categories = frozenset(row["category"] for row in self._products)
        self._producers_given: set[str] = set()
        self._persons_given: set[tuple[str, str]] = set()
        self._slots = cache(self._words_by_field)

    def producer(self, category: str, producer_type: str, *, region: str | None = None) -> str:
        """A producer's name not given before.

        `category` FOOD, BEVERAGE, TEXTILE, HOUSEWARE or HERB; `producer_type` GROUP, INDIVIDUAL or SME;
        `region` as in the column region4 of provinces.csv ("ภาคใต้"), or None for words of the whole country.
        Raises ValueError for other codes and NamesExhausted when no new name is left.
        """
        patterns = self._patterns(category, producer_type)
        slots = self._slots(category, region)
        weights = [int(row["weight"]) for row in patterns]
        for _ in range(100):
            pattern = self._random.choices(patterns, weights)[0]["text"]
            fields = _fields(pattern)
            name = pattern.format(**{field: self._random.choice(slots[field]) for field in fields})
            if name not in self._producers_given:
                break
        else:
            name = self._unused(category, producer_type, region)
        self._producers_given.add(name)
        return name

    def all_producers(self, category: str, producer_type: str, *, region: str | None = None) -> Iterator[str]:
        """Every name `producer` could give, in a fixed order; a name may come twice."""
        slots = self._slots(category, region)
        for row in self._patterns(category, producer_type):
            fields = _fields(row["text"])
            for words in product(*(slots[field] for field in fields)):
                yield row["text"].format(**dict(zip(fields, words, strict=True)))

    def person(self) -> tuple[str, str, str]:
        """(title, given name, surname) of a person who does not exist; no pair of names comes twice."""
        if len(self._persons_given) == len(self._given) * len(self._surnames):
            raise NamesExhausted("every pair of given name and surname has been given")
        while True:
            gender, given = self._random.choice(self._given)
            surname = self._random.choice(self._surnames)
            if (given, surname) not in self._persons_given:
                self._persons_given.add((given, surname))
                return self._random.choice(TITLES[gender]), given, surname

    def position(self, role: str) -> str:
        """A civil servant's position that fits the role (a value of Role, "officer")."""
        fitting = [row["position"] for row in self._positions if row["role"] == role]
        if not fitting:
            raise ValueError(f"unknown role {role!r}")
        return self._random.choice(fitting)

    def _unused(self, category: str, producer_type: str, region: str | None) -> str:
        for name in self.all_producers(category, producer_type, region=region):
            if name not in self._producers_given:
                return name
        raise NamesExhausted(f"no name left for {producer_type} {category} in {region or 'the country'}")

    def _patterns(self, category: str, producer_type: str) -> list[dict[str, str]]:
        if producer_type not in ("GROUP", "INDIVIDUAL", "SME"):
            raise ValueError(f"unknown producer type {producer_type!r}")
        return self._of_kind(producer_type, category)

    def _words_by_field(self, category: str, region: str | None) -> dict[str, list[str]]:
        """The words that may stand in each field of a pattern."""
        if category not in self.categories or region not in {None, *self.regions}:
            raise ValueError(f"unknown category or region: {category!r}, {region!r}")
        products = [row for row in self._products if row["category"] == category and _grows_in(row, region)]
        text = {
            kind: [row["text"] for row in self._of_kind(kind, category)]
            for kind in ("CALL_F", "NICK_F", "CALL_M", "NICK_M", "SPIRIT", "BRAND", "SUFFIX")
        }
        owners = [
            call + nick
            for calls, nicks in (("CALL_F", "NICK_F"), ("CALL_M", "NICK_M"))
            for call, nick in product(text[calls], text[nicks])
        ]
        return {
            "craft": [row["craft"] for row in products],
            "goods": [row["goods"] for row in products],
            "village": [row["name"] for row in self._villages if region in (None, row["region"])],
            "owner": owners,
            "nick": text["NICK_F"],
            "spirit": text["SPIRIT"],
            "brand": text["BRAND"],
            "suffix": text["SUFFIX"],
        }

    def _of_kind(self, kind: str, category: str) -> list[dict[str, str]]:
        return [row for row in self._words if row["kind"] == kind and row["category"] in ("", category)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _fields(pattern: str) -> tuple[str, ...]:
    return tuple(field for _, field, _, _ in Formatter().parse(pattern) if field)


def _grows_in(row: dict[str, str], region: str | None) -> bool:
    return region is None or not row["regions"] or region in row["regions"].split()
