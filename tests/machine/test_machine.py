"""A state machine that drives the actions at random and checks what must always hold.

Right and wrong people enter, change, remove, restore, tick, certify, issue, sign, submit, withdraw,
return, answer, cover and publish, ask for corrections, grant, extend, refuse and end them around midnight in
Bangkok, with present and with stale versions and from a second window that was opened long ago. The machine
keeps its books (what was ticked, published and granted, how often a report moved) and compares them as
`always` says, and presses what is offered, and what is not, as `offering` says.
"""

from __future__ import annotations

import os

import pytest
from django.db import connection

from . import chain

SHARDS = 4
STEPS = 5_000
FIRST_SEED = int(os.environ.get("OTOP_MACHINE_SEED", "0"))  # Another number takes the machine other ways.


@pytest.mark.timeout(900)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_nothing_that_must_hold_ever_breaks(db, shard):
    """Twenty thousand steps – actions tried – on production's database, a tenth of them on SQLite."""
    steps = STEPS if connection.vendor == "postgresql" else STEPS // 10
    chain.drive_far(steps=steps, first=FIRST_SEED + 1_000 * shard)
