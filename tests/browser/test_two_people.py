"""Two people at one table, in random steps: nobody overwrites what they have not seen.

The test keeps its own account of what is stored and of what each of the two was shown. A step is saved when
its author had seen what was stored; otherwise both values are shown, and the author's choice is a step too.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from reporting.models import WeeklyEntry
from tests.browser.test_entry_desk import CHANNELS, ROWS, open_week

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STEPS = 200
SEED = 2565
Figures = tuple[int, int, int]
NOTHING: Figures = (0, 0, 0)

TYPE = """async ([row, column, text]) => {
    const tr = document.querySelectorAll("table.desk tbody tr[id^=line-]")[row];
    const input = tr.querySelectorAll("input.m")[column];
    input.focus();
    if (!document.execCommand("insertText", false, text)) throw new Error("not typed");
    input.blur();
}"""
CHOOSE = """async ([row, taken]) => {
    const tr = document.querySelectorAll("table.desk tbody tr[id^=line-]")[row];
    const key = tr.id.slice("line-".length);
    for (const column of taken) {
        const box = document.querySelector(`input[name=take][value="${key}-${column}"]`);
        if (box) box.click();
    }
    document.querySelector(`[data-choose="${key}"]`).click();
}"""
# What the row says once it is answered: "saved", or the other person's and one's own words of a conflict.
ANSWER = """async (row) => {
    const tr = document.querySelectorAll("table.desk tbody tr[id^=line-]")[row];
    const giveUp = performance.now() + 20000;
    const state = () => tr.querySelector(".state .now").textContent;
    while (!/บันทึกแล้ว|มีผู้บันทึกก่อน/.test(state()) && performance.now() < giveUp) {
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (state().includes("บันทึกแล้ว")) return "saved";
    const hint = tr.nextElementSibling;
    return hint?.classList.contains("hint-conflict") ? hint.innerText : state();
}"""
COLUMNS = ("regular", "transfer", "online")


@dataclass
class Person:
    """One of the two: what the page shows, what it was told is stored, and the rows in conflict."""

    page: Page
    name: str
    shown: list[Figures] = field(default_factory=lambda: [NOTHING] * len(ROWS))
    seen: list[Figures] = field(default_factory=lambda: [NOTHING] * len(ROWS))
    clashes: set[int] = field(default_factory=set)


class Table:
    """The test's account of what is stored, and the steps that change it."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.stored: list[Figures] = [NOTHING] * len(ROWS)
        self.author: list[str] = [""] * len(ROWS)
        self.conflicts = 0

    def step(self, person: Person) -> None:
        row = self.dice.randrange(len(ROWS))
        if row in person.clashes:
            self.choose(person, row)
        else:
            self.type(person, row)
        self.check(person, row, person.page.evaluate(ANSWER, row))

    def type(self, person: Person, row: int) -> None:
        column, figure = self.dice.randrange(len(CHANNELS)), self.dice.randrange(1, 100_000)
        person.page.evaluate(TYPE, [row, column, str(figure)])
        person.shown[row] = replaced(person.shown[row], {column: figure})

    def choose(self, person: Person, row: int) -> None:
        theirs = {
            column: figure for column, figure in enumerate(person.seen[row]) if self.dice.random() < 0.5
        }
        person.page.evaluate(CHOOSE, [row, [COLUMNS[column] for column in theirs]])
        person.shown[row] = replaced(person.shown[row], theirs)
        person.clashes.discard(row)

    def check(self, person: Person, row: int, answer: str) -> None:
        """The row is stored when its author had seen what was; otherwise both values are shown."""
        wanted, seen = person.shown[row], person.seen[row]
        if wanted in (seen, self.stored[row]):
            assert answer == "saved"  # Nothing to be changed: the page shows what is stored.
        elif seen == self.stored[row]:
            assert answer == "saved"
            self.stored[row], self.author[row] = wanted, person.name
        else:
            assert self.author[row] in answer, answer
            for figure in (*self.stored[row], *wanted):
                assert f" {figure:,}.00" in answer
            person.clashes.add(row)
            self.conflicts += 1
        person.seen[row] = self.stored[row]
        if row not in person.clashes:
            person.shown[row] = self.stored[row]
        assert in_database() == self.stored


def replaced(figures: Figures, changes: dict[int, int]) -> Figures:
    return tuple(changes.get(column, figure) for column, figure in enumerate(figures))


def in_database() -> list[Figures]:
    """What is stored, row by row of the table."""
    found = [NOTHING] * len(ROWS)
    for entry in WeeklyEntry.objects.select_related("line__group"):
        row = ROWS.index(f"{entry.line.group.name} {entry.line.get_category_display()}")
        found[row] = tuple(map(int, entry.amounts))
    return found


@pytest.fixture
def people(sign_in, officer, chief, three_groups) -> list[Person]:
    return [Person(open_week(sign_in(user)), user.full_name) for user in (officer, chief)]


def test_two_hundred_steps_overwrite_nothing_silently(people):
    print(f"seed {SEED}")
    dice = random.Random(SEED)
    table = Table(dice)
    for _ in range(STEPS):
        table.step(dice.choice(people))
    assert table.conflicts > STEPS / 10


def test_a_page_that_claims_to_have_seen_everything_is_found_out(people):
    """A page that sends what is stored now as what was seen overwrites it, and the account says so."""

    first, second = people
    table = Table(random.Random(SEED))
    table.type(first, 1)
    table.check(first, 1, first.page.evaluate(ANSWER, 1))
    seen = "%7C".join(map(str, WeeklyEntry.objects.values_list("regular", "transfer", "online").get()))

    def pretend(route):
        route.continue_(
            post_data="&".join(
                part if "-seen=" not in part else f"{part.partition('=')[0]}={seen}"
                for part in route.request.post_data.split("&")
            )
        )

    second.page.route("**/entry/rows/", pretend)
    table.type(second, 1)
    answer = second.page.evaluate(ANSWER, 1)
    with pytest.raises(AssertionError):
        table.check(second, 1, answer)
