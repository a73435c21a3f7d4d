"""Undoing a decision when others have been taken since: only what nothing else builds on is put back."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from handlers.cards import Card
from handlers.plain_text import in_words
from models.decisions.decisions import Decision
from models.record.database import Database
from tests.asking import Clock, Somebody, freeze_for

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY = "workforce.sro@example.org", "secretary@example.org"
NEW = '/action new "Recruit ten carers" area:2 board:workforce sro:workforce.sro@example.org due:30 Sep 2023'


@pytest.fixture
def secretary(as_person: Asked, clock: Clock) -> Somebody:
    clock.set("2023-06-08 10:00")
    return as_person(SECRETARY)


def decide(secretary: Somebody, *lines: str) -> list[Card]:
    """Propose each of these, and have it agreed: P1 by D1, and so on."""
    agreed = []
    for line in lines:
        made = secretary.types(line)
        assert made.title.startswith("Proposed as"), in_words(made)
        agreed.append(secretary.types(f"/board decide {made.data['proposal']['id']} agreed"))
    return agreed


def standing(database: Database) -> list[str]:
    with database.read() as session:
        return [each.name for each in session.exec(select(Decision)) if each.undone_at is None]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (
            (
                "/action 2.4 date 31 Oct 2023 it began late",
                "/action 2.4 date 30 Nov 2023 and later",
                "/action 2.4 date 31 Oct 2023 after all",
            ),
            "2.4 has been changed since, by D2 of 8 June 2023.",
        ),
        ((NEW, "/action 2.4 merge into 2.8 it is one"), "2.4 has been merged into 2.8 since."),
        ((NEW, "/action 2.8 date 31 Oct 2023 it began late"), "2.8 has been changed since, by D2 of 8 June 2023."),
        (
            ("/action 2.4 split “One” and “Two” it is two", "/action 2.5 merge into 2.9 it is one"),
            "2.5 has been merged into 2.9 since.",
        ),
        (
            ("/action 5.6 reopen it goes on", "/action 2.4 merge into 5.6 it is one"),
            "2.4 has been merged into 5.6 since.",
        ),
    ],
)
def test_what_a_later_decision_builds_on_is_not_undone(
    secretary: Somebody, example: Database, lines: tuple[str, ...], why: str
) -> None:
    first, *_, last = decide(secretary, *lines)
    before = {ref: secretary.types(f"/action {ref}").data for ref in ("2.4", "2.5")}
    refused = secretary.presses(first, "Undo")
    assert f"D1 cannot be undone: {why}" in in_words(refused)
    assert {ref: secretary.types(f"/action {ref}").data for ref in ("2.4", "2.5")} == before
    assert standing(example) == [f"D{at}" for at, _ in enumerate(lines, 1)]
    assert secretary.presses(last, "Undo").title.startswith("Undone"), "the last one can be"
    if len(lines) == 2:
        assert secretary.presses(first, "Undo").title.startswith("Undone"), "then nothing builds on the first"


def test_what_another_decision_did_not_touch_is_undone(secretary: Somebody) -> None:
    first, _ = decide(
        secretary, "/action 2.4 date 31 Oct 2023 it began late", "/action 2.4 reword “Find carers” plainer"
    )
    assert secretary.presses(first, "Undo").title.startswith("Undone")
    assert secretary.types("/action 2.4").data["title"] == "Find carers"


def test_an_action_whose_adding_was_undone_says_so(secretary: Somebody) -> None:
    (added,) = decide(secretary, NEW)
    secretary.presses(added, "Undo")
    assert "D1, which added it, was undone" in in_words(secretary.types("/action 2.8"))


def test_a_decision_that_was_entered_late_is_undone_until_the_next_freeze(secretary: Somebody, clock: Clock) -> None:
    secretary.types("/action 2.4 date 31 Oct 2023 it began late")
    entered = secretary.types('/board decide P1 agreed by:"Cabinet" on:"3 Jan 2023"')
    assert entered.data["on"] == "2023-01-03"
    assert secretary.presses(entered, "Undo").title.startswith("Undone"), "no frozen position has it"
    entered = secretary.types('/board decide P1 agreed by:"Cabinet" on:"3 Jan 2023"')
    clock.set("2023-07-10 19:00")
    assert "The position for 19 July 2023 is frozen, and D1 is in it" in in_words(secretary.presses(entered, "Undo"))


def test_what_is_entered_between_a_freeze_and_its_meeting_is_undone_until_the_one_after(
    secretary: Somebody, example: Database, clock: Clock
) -> None:
    secretary.types("/action 2.4 date 31 Oct 2023 it began late")
    clock.set("2023-07-10 18:00")
    freeze_for(example, clock, date(2023, 7, 19))
    clock.set("2023-07-11 10:00")
    entered = secretary.types("/board decide P1 agreed")
    assert secretary.presses(entered, "Undo").title.startswith("Undone"), (
        "the position of 19 July was frozen without it"
    )
    entered = secretary.types("/board decide P1 agreed")
    clock.set("2023-08-18 19:00")
    assert "The position for 30 August 2023 is frozen" in in_words(secretary.presses(entered, "Undo"))
