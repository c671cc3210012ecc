"""Figures of the demonstration: exact sums, and the shape of the department's published year."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.demo.figures import (
    CATEGORIES,
    LINES_PER_PRODUCER,
    TYPE_SHARES,
    TYPE_SIZES,
    FigureMaker,
    split_total,
)

MONEY = st.decimals(min_value=0, max_value=Decimal("99999999999999.99"), places=2)
WEIGHTS = st.lists(st.one_of(st.integers(0, 10**9), st.floats(0, 1e9), MONEY), min_size=1, max_size=40)
PUBLISHED_PERCENT = {"FOOD": 48.7, "HOUSEWARE": 19.7, "TEXTILE": 18.1, "HERB": 8.2, "BEVERAGE": 5.3}


def is_money(value):
    return isinstance(value, Decimal) and value >= 0 and value.as_tuple().exponent == -2


@pytest.fixture(scope="module")
def lines():
    maker = FigureMaker(2565)
    picked = [(maker.pick_category(), maker.pick_type()) for _ in range(60_000)]
    return [(category, kind, maker.line_base(category, kind)) for category, kind in picked]


@given(total=MONEY, weights=WEIGHTS.filter(any), unit=st.sampled_from(["0.01", "0.25", "1", "10"]))
def test_parts_add_up_and_none_is_negative(total, weights, unit):
    parts = split_total(total, weights, unit=Decimal(unit))
    assert sum(parts) == total
    assert len(parts) == len(weights)
    assert all(is_money(part) for part in parts)
    assert all(not part for part, weight in zip(parts, weights, strict=True) if not weight)


@given(total=MONEY, weights=WEIGHTS.filter(any))
def test_a_part_is_its_proportion_to_the_satang(total, weights):
    whole = sum(Decimal(weight) for weight in weights)
    for part, weight in zip(split_total(total, weights), weights, strict=True):
        assert abs(part - total * Decimal(weight) / whole) <= Decimal("0.02")


def test_a_district_target_is_met_exactly(lines):
    bases = [base for _, _, base in lines[:112]]
    parts = split_total(Decimal(45_850_950), bases, unit=Decimal(1))
    assert sum(parts) == Decimal("45850950.00")
    assert all(part == part.to_integral_value() for part in parts)


def test_nothing_splits_into_nothing():
    assert split_total(Decimal(0), [1, 2]) == split_total(Decimal(0), [0, 0]) == [Decimal("0.00")] * 2


@pytest.mark.parametrize(
    "total, weights",
    [("-1", [1]), ("1", [1, -1]), ("1", []), ("1", [0, 0]), ("0.001", [1])],
    ids=["negative total", "negative weight", "no weights", "zero weights", "less than a satang"],
)
def test_what_cannot_be_split_is_refused(total, weights):
    with pytest.raises(ValueError):
        split_total(Decimal(total), weights)


@given(amount=MONEY, weeks=st.sampled_from([4, 5]), seed=st.integers(0, 1000))
def test_weeks_add_up_to_the_month(amount, weeks, seed):
    parts = FigureMaker(seed).split_weeks(amount, weeks)
    assert sum(parts) == amount
    assert len(parts) == weeks
    assert all(is_money(part) for part in parts)


def test_a_month_has_four_or_five_weeks():
    with pytest.raises(ValueError):
        FigureMaker(1).split_weeks(Decimal(100), 6)


@settings(deadline=None)
@given(
    base=st.decimals(min_value=100, max_value=Decimal("99999999.99"), places=2),
    calendar_month=st.integers(1, 12),
    growth=st.decimals(min_value=Decimal("0.5"), max_value=2, places=3),
)
def test_a_month_is_money_and_hangs_on_its_arguments_alone(base, calendar_month, growth):
    maker = FigureMaker(3)
    maker.pick_type()
    amounts = maker.month_amounts(base, calendar_month, growth)
    assert set(amounts) == {"regular", "transfer", "online"}
    assert all(is_money(amount) for amount in amounts.values())
    assert amounts == FigureMaker(3).month_amounts(base, calendar_month, growth)


def test_a_line_keeps_its_channels_from_month_to_month():
    maker = FigureMaker(4)
    for _ in range(200):
        base = maker.line_base("FOOD", "GROUP")
        year = [maker.month_amounts(base, month) for month in range(1, 13)]
        assert (
            len({amounts["online"] > 0 for amounts in year}) == 1
            or max(a["online"] for a in year) < base / 20
        )


def test_online_growth_touches_the_online_part_only():
    maker = FigureMaker(5)
    base = next(
        b for b in (maker.line_base("HERB", "SME") for _ in range(99)) if maker.month_amounts(b, 1)["online"]
    )
    before, after = (maker.month_amounts(base, 1, online_growth=Decimal(growth)) for growth in ("1", "1.15"))
    assert after["online"] == (before["online"] * Decimal("1.15")).quantize(Decimal("0.01"))
    assert after["regular"] == before["regular"] and after["transfer"] == before["transfer"]


def test_season_peaks_in_january_and_is_low_in_september():
    maker = FigureMaker(1)
    season = {month: maker.seasonal(month) for month in range(1, 13)}
    assert max(season, key=season.get) == 1
    assert min(season, key=season.get) == 9
    assert sum(season.values()) == 12


def test_shares_of_lines_and_types(lines):
    categories = Counter(category for category, _, _ in lines)
    kinds = Counter(kind for _, kind, _ in lines)
    for category, shape in CATEGORIES.items():
        assert 100 * categories[category] / len(lines) == pytest.approx(shape.lines, abs=0.8)
    for kind, share in TYPE_SHARES.items():
        assert 100 * kinds[kind] / len(lines) == pytest.approx(share, abs=0.8)
    assert sum(TYPE_SIZES[kind] * share for kind, share in TYPE_SHARES.items()) == pytest.approx(
        100, abs=0.01
    )


def test_shares_of_money_by_category(lines):
    baht = Counter()
    for category, _, base in lines:
        baht[category] += base
    for category, percent in PUBLISHED_PERCENT.items():
        assert float(100 * baht[category] / sum(baht.values())) == pytest.approx(percent, abs=1.5)


def test_a_producer_sells_about_294_000_baht_a_month(lines):
    per_line = float(sum(base for _, _, base in lines)) / len(lines)
    assert per_line * LINES_PER_PRODUCER == pytest.approx(294_000, rel=0.04)


def test_channels_of_the_country(lines):
    maker = FigureMaker(6)
    baht, zeros = Counter(), Counter()
    for _, _, base in lines[:20_000]:
        for channel, amount in maker.month_amounts(base, 11).items():
            baht[channel] += amount
            zeros[channel] += not amount
    total = float(sum(baht.values()))
    assert 100 * float(baht["online"]) / total == pytest.approx(4.2, abs=0.5)
    assert 100 * float(baht["transfer"]) / total == pytest.approx(5, abs=0.5)
    assert zeros["online"] > 15_000 and zeros["transfer"] > 13_000 and not zeros["regular"]
    assert total / float(sum(base for _, _, base in lines[:20_000])) == pytest.approx(1.0, abs=0.02)
