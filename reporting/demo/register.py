"""The producers of the demonstration, what each is expected to report, and how much it sells.

Nong Khai's nine districts have 20 to 60 producers each, as districts have; together they sell what the
province's letter says. The districts of the other provinces have three to six lines. So few real producers
would make a nation of a twentieth of its size, so those lines are large: each stands for all producers of its
kind in the district, and the year's total, the shares of the categories and of the online channel are those
of the department's published year. Their number of producers is therefore far too low.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from reporting.actions import seeding
from reporting.fiscal import FiscalMonth
from reporting.models import District, ProducerGroup, RosterEntry, Target

from .figures import CATEGORIES, ONLINE_BAHT, FigureMaker
from .names import NameMaker
from .people import HOME_PROVINCE, People
from .plan import LETTER_MONTHS, Plan

NATION_YEAR_BAHT = 329_000_000_000
HOME_PRODUCERS = {
    "4301": 60,
    "4302": 46,
    "4305": 43,
    "4307": 38,
    "4308": 29,
    "4314": 24,
    "4315": 35,
    "4316": 27,
    "4317": 20,
}
SECOND_CATEGORY = 0.08
CAME_LATER = 0.15


@dataclass
class Pair:
    """A producer's category: its roster entry, and what it sells in an average month, in baht.

    The shares are the parts of it that come in by transfer and online.
    """

    entry: RosterEntry
    base: Decimal
    transfer_share: float = 0.0
    online_share: float = 0.0

    @property
    def category(self) -> str:
        return self.entry.category

    def is_expected(self, month: FiscalMonth) -> bool:
        return self.entry.starts <= month


Register = dict[str, list[Pair]]


class RegisterMaker:
    def __init__(self, *, plan: Plan, people: People, names: NameMaker, figures: FigureMaker) -> None:
        self.plan, self.people, self.names, self.figures = plan, people, names, figures
        self.random = random.Random(43)
        self.taken: set[tuple[str, str]] = set()

    def home(self) -> Register:
        """Nong Khai's pairs by district code, sized so that October 2564 meets the letter's table."""
        register = {}
        for district in _districts().filter(province_id=HOME_PROVINCE):
            pairs = []
            for _ in range(HOME_PRODUCERS[district.pk]):
                later = self.random.random() < CAME_LATER
                starts = self.random.choice(self.plan.history) if later else LETTER_MONTHS[0]
                pairs += self._producer(district, starts=starts)
            register[district.pk] = _sized(pairs, self._letter_baht(district))
        self._store(register)
        return register

    def nation(self) -> Register:
        """The pairs of all other districts that report, by district code."""
        register = {}
        sizes = {}
        for district in _districts().exclude(province_id=HOME_PROVINCE):
            province_size = sizes.setdefault(district.province_id, self.random.lognormvariate(0, 0.4))
            size = province_size * self.random.lognormvariate(0, 0.4)
            pairs: list[Pair] = []
            while len(pairs) < 3 or (len(pairs) < 6 and self.random.random() < 0.5):
                pairs += self._producer(district, starts=self.plan.history[0])
            for pair in pairs:
                pair.base *= Decimal(size)
            register[district.pk] = pairs
        shape_like_the_nation([pair for pairs in register.values() for pair in pairs], self.figures)
        self._store(register)
        return register

    def _producer(self, district: District, *, starts: FiscalMonth) -> list[Pair]:
        """A new producer with one category, sometimes two."""
        kind = self.figures.pick_type()
        categories = [self.figures.pick_category()]
        if self.random.random() < SECOND_CATEGORY:
            categories = list(dict.fromkeys([*categories, self.figures.pick_category()]))
        group = ProducerGroup(
            district=district,
            subdistrict=self.random.choice(district.subdistricts.all()),
            producer_type=kind,
            created_at=self.plan.in_office(starts.first_day - dt.timedelta(days=40)),
            created_by=self.people.typist(district.pk),
        )
        while not group.name_key or (group.subdistrict_id, group.name_key) in self.taken:
            group.set_name(self.names.producer(categories[0], kind, region=district.province.region4))
        self.taken.add((group.subdistrict_id, group.name_key))
        return [
            Pair(
                entry=RosterEntry(group=group, category=category, starts=starts),
                base=self.figures.line_base(category, kind),
            )
            for category in categories
        ]

    def _letter_baht(self, district: District) -> Decimal:
        """What the letter expects of the district in October 2564, in baht over all channels."""
        targets = Target.objects.filter(district=district, month=LETTER_MONTHS[0])
        return sum((target.value for target in targets), Decimal(0)) / self.figures.seasonal(10)

    def _store(self, register: Register) -> None:
        entries = [pair.entry for pairs in register.values() for pair in pairs]
        groups = list({id(entry.group): entry.group for entry in entries}.values())
        seeding.store_register(groups, entries)


def shape_like_the_nation(pairs: Sequence[Pair], figures: FigureMaker) -> None:
    """Scale bases and shares so that total, categories and the online channel are the published ones."""
    month = Decimal(NATION_YEAR_BAHT) / 12
    by_category: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_category[pair.category].append(pair)
    for category, own in by_category.items():
        _sized(own, month * Decimal(CATEGORIES[category].baht) / 100)
    for pair in pairs:
        sample = figures.month_amounts(pair.base, 1)
        total = sum(sample.values())
        pair.transfer_share = float(sample["transfer"] / total)
        pair.online_share = float(sample["online"] / total)
    online = sum(float(pair.base) * pair.online_share for pair in pairs) / float(month)
    for pair in pairs:
        pair.online_share = min(pair.online_share * ONLINE_BAHT / online, 1 - pair.transfer_share)


def _sized(pairs: list[Pair], month_baht: Decimal) -> list[Pair]:
    """The same pairs, scaled so that together they sell so much in an average month."""
    factor = month_baht / sum(pair.base for pair in pairs)
    for pair in pairs:
        pair.base = (pair.base * factor).quantize(Decimal(1))
    return pairs


def _districts() -> QuerySet[District]:
    return District.objects.reporting().select_related("province").prefetch_related("subdistricts")
