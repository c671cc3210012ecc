"""The ladder is the one by which the letter's own columns climb."""

from __future__ import annotations

from decimal import Decimal

from reporting.target_tables.ladder import factors, rung

from . import letter


def test_the_letters_months_are_rungs_of_its_october():
    rows = [row for row in letter.rows("nongkhai_2565.csv") if row["channel"] == "TRANSFER"]
    steps = dict(zip(("202111", "202112"), factors(Decimal("1.11"), Decimal("0.01"), 2), strict=True))
    october = {row["district_code"]: Decimal(row["printed"]) for row in rows if row["month"] == "202110"}
    later = [row for row in rows if row["month"] in steps]
    assert len(later) == 18
    for row in later:
        assert rung(october[row["district_code"]], steps[row["month"]]) == Decimal(row["accepted"])
