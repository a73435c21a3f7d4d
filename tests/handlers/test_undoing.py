"""Undoing a decision when others have been taken since: only what nothing else builds on is put back."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from handlers.cards import Card
from handlers.plain_text import in_words
from models.decisions.decisions import Decision
from models.plan.actions import Action
from models.record.database import Database
from models.record.events import first_broken
from tests.asking import Clock, Somebody, freeze_for
from tests.databases import no_sql_differs

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


def test_a_decision_is_undone_by_its_number_too(secretary: Somebody, example: Database) -> None:
    decide(secretary, NEW, "/action 2.4 date 31 Oct 2023 it began late", "/action 2.5 date 31 Oct 2023 so did it")
    secretary.types("/action 2.7 reword Hold interviews")
    secretary.types('/board decide P4 agreed by:"Workforce Board"')
    for typed, why in (
        ("undo D9", "There is no decision “D9” that stands."),
        ('undo D1 by:"Cabinet"', "There is no decision “D1” of “Cabinet” that stands."),
        ('undo D2 on:"7 Jun 2023"', "There is no decision “D2” that stands."),
        ("undo D1", "D1 may be of the"),
    ):
        assert why in in_words(secretary.types(f"/board decide {typed}"))
    assert secretary.types("/board decide undo d2").data["undone"] == "D2"
    assert secretary.types('/board decide undo D1 by:"Workforce Board"').data["undone"] == "D1"
    assert standing(example) == ["D1", "D3"]
    assert secretary.types("/action 2.4").data["moved"] == []


def test_what_was_escalated_about_an_action_that_ends_can_be_taken_back(secretary: Somebody) -> None:
    secretary.types('/action 2.4 escalate board "release two posts"')
    (ended,) = decide(secretary, "/action 2.4 withdraw it is not needed")
    assert "P1 asks a board for 2.4 still: “release two posts”." in in_words(ended)
    assert secretary.presses(ended, "Take P1 back").data == {"taken_back": "P1"}
    assert "[Take P1 back]" not in in_words(secretary.types("/board requests"))
    (other,) = decide(secretary, "/action 2.5 withdraw it is not needed")
    assert "asks a board" not in in_words(other)


@no_sql_differs
def test_what_does_not_go_along_when_an_action_is_split_or_merged_is_said(secretary: Somebody) -> None:
    for line in ('2.3 evidence "Audit" audit', "2.3 needs 3.1", "2.1 needs 2.3"):
        assert secretary.types(f"/action {line}").done
    split, merged = decide(
        secretary, "/action 2.3 split “One” and “Two” it is two", "/action 2.6 merge into 2.7 they are one"
    )
    said = in_words(split)
    anew = (
        "Not passed on to its parts, to be said anew where it holds: its evidence (E1), its measure and what it needs"
    )
    assert f"{anew} of 2.3.\n2.1 waits for 2.3 still." in said
    assert "Not passed on to what it was merged into, to be said anew where it holds: its measure of 2.6." in in_words(
        merged
    )


@no_sql_differs
def test_of_a_new_action_only_what_is_quoted_or_named_is_its_words(secretary: Somebody, example: Database) -> None:
    for words, title in (
        ("subject to funding", "Recruit ten carers"),
        ("subject to funding; due 31 Oct 2023", "Recruit ten carers"),
        ("“Recruit twelve carers” subject to funding", "Recruit twelve carers"),
        ("action: Recruit twelve carers", "Recruit twelve carers"),
    ):
        name = secretary.types(NEW).data["proposal"]["id"]
        told = secretary.types(f"/board decide {name} amended {words}")
        assert told.data["outcome"] == "agreed as amended"
        assert ("It is worded as proposed" in in_words(told)) is (title == "Recruit ten carers")
        with example.read() as session:
            made = session.exec(select(Action).order_by(col(Action.id).desc())).first()
        assert made
        assert (made.title, made.due) == (title, date(2023, 10, 31) if "due" in words else date(2023, 9, 30))
        secretary.types("/board decide undo")
        secretary.types(f"/action proposal {name} take back")


def standing(database: Database) -> list[str]:
    with database.read() as session:
        return [each.name for each in session.exec(select(Decision)) if each.undone_at is None]


@no_sql_differs
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


@no_sql_differs
def test_what_another_decision_did_not_touch_is_undone(secretary: Somebody) -> None:
    first, _ = decide(
        secretary, "/action 2.4 date 31 Oct 2023 it began late", "/action 2.4 reword “Find carers” plainer"
    )
    assert secretary.presses(first, "Undo").title.startswith("Undone")
    assert secretary.types("/action 2.4").data["title"] == "Find carers"


@no_sql_differs
def test_an_action_whose_adding_was_undone_says_so(secretary: Somebody) -> None:
    (added,) = decide(secretary, NEW)
    secretary.presses(added, "Undo")
    assert "D1, which added it, was undone" in in_words(secretary.types("/action 2.8"))


@no_sql_differs
@pytest.mark.parametrize("line", ["/action 2.4 split “One” and “Two” it is two", NEW])
def test_what_is_agreed_again_after_it_was_undone_has_the_refs_that_were_shown(
    secretary: Somebody, example: Database, line: str
) -> None:
    (first,) = decide(secretary, line)
    secretary.presses(first, "Undo")
    again = secretary.types("/board decide P1 agreed")
    assert again.data["changed"] == first.data["changed"]
    ref = str(first.data["changed"][-1])
    assert "D1, which added it, was undone" not in in_words(secretary.types(f"/action {ref}"))
    assert secretary.presses(again, "Undo").title.startswith("Undone")
    assert "D1, which added it, was undone" in in_words(secretary.types(f"/action {ref}"))
    secretary.types("/board decide P1 agreed")
    with example.read() as session:
        assert first_broken(session, 1) is None
        assert not [each.ref for each in session.exec(select(Action)) if each.ref == "2.10"]


@no_sql_differs
def test_what_has_been_something_else_since_keeps_its_ref(secretary: Somebody) -> None:
    """The adding of 2.8 was undone, and a board has taken it up by another proposal: agreed again, it is another."""
    (first,) = decide(secretary, NEW)
    secretary.presses(first, "Undo")
    decide(secretary, "/action 2.8 reopen it is wanted after all")
    assert secretary.types("/board decide P1 agreed").data["changed"] == ["2.9"]


@no_sql_differs
def test_a_decision_that_was_entered_late_is_undone_until_the_next_freeze(secretary: Somebody, clock: Clock) -> None:
    secretary.types("/action 2.4 date 31 Oct 2023 it began late")
    entered = secretary.types('/board decide P1 agreed by:"Cabinet" on:"3 Jan 2023"')
    assert entered.data["on"] == "2023-01-03"
    assert secretary.presses(entered, "Undo").title.startswith("Undone"), "no frozen position has it"
    entered = secretary.types('/board decide P1 agreed by:"Cabinet" on:"3 Jan 2023"')
    clock.set("2023-07-10 19:00")
    assert "The position for 19 July 2023 is frozen, and D1 is in it" in in_words(secretary.presses(entered, "Undo"))


@no_sql_differs
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
