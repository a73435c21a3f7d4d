"""`/update`: what a person owes for the coming meeting, and how they work it off."""

from collections.abc import Callable
from datetime import date

import pytest

from handlers.cards import Select
from handlers.plain_text import in_words
from models.record.database import Database
from tests.asking import Clock, Somebody, buttons, freeze_for
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
JUNE, JULY, AUGUST = date(2023, 6, 7), date(2023, 7, 19), date(2023, 8, 30)
DELIVERY = {"practice.sro@example.org", "workforce.sro@example.org", "commissioning.sro@example.org"}
HSCP_AND_CPB = {"hscp.sro@example.org", "cpb.sro@example.org"}
CYPP_AND_SEND = {"cypp.sro@example.org", "send.sro@example.org"}


@no_sql_differs
@pytest.mark.parametrize(
    ("frozen", "now", "meeting", "in_turn"),
    [
        ([JUNE], "2023-06-12 10:00", "2023-07-19", HSCP_AND_CPB),
        ([JUNE, JULY], "2023-07-24 10:00", "2023-08-30", CYPP_AND_SEND),
        ([JUNE, JULY, AUGUST], "2023-09-04 10:00", "2023-10-11", HSCP_AND_CPB),
    ],
)
def test_delivery_boards_owe_every_time_and_partnership_boards_in_turn(
    as_person: Asked, example: Database, clock: Clock, frozen: list[date], now: str, meeting: str, in_turn: set[str]
) -> None:
    for on in frozen:
        freeze_for(example, clock, on, published=True)
    clock.set(now)
    owing = set()
    for email in DELIVERY | HSCP_AND_CPB | CYPP_AND_SEND:
        card = as_person(email).types("/update")
        assert card.data["meeting"] == meeting
        if card.data["owed"]:
            owing.add(email)
    assert owing == DELIVERY | in_turn


@no_sql_differs
def test_an_action_is_owed_because_of_its_board_not_of_its_owner(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    """1.4 belongs to the Workforce SRO and reports with the Corporate Parenting Board."""
    sro = as_person("workforce.sro@example.org")
    freeze_for(example, clock, JUNE)
    assert "1.4" in sro.types("/update").data["owed"]
    freeze_for(example, clock, JULY)
    assert "1.4" not in sro.types("/update").data["owed"]


@no_sql_differs
def test_the_list_begins_with_the_most_overdue_and_offers_the_rest(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    freeze_for(example, clock, JUNE)
    clock.set("2023-06-12 10:00")
    card = as_person("workforce.sro@example.org").types("/update")
    assert card.data["answered"] == []
    owed = card.data["owed"]
    assert len(owed) == 12
    assert set(owed[:3]) == {"2.1", "2.4", "8.4"}, "what is complete is not overdue"
    words = in_words(card)
    assert "You owe 12 updates for the board of 19 July 2023." in words
    assert "73 days overdue" in words
    assert [each.label for each in buttons(card)].count("No change") == 8
    (more,) = (each for element in card.body for each in getattr(element, "elements", ()) if isinstance(each, Select))
    assert [ref for ref, _ in more.options] == owed[8:]


@no_sql_differs
def test_what_is_answered_is_no_longer_owed(as_person: Asked, example: Database, clock: Clock) -> None:
    sro = as_person("cpb.sro@example.org")
    freeze_for(example, clock, JUNE)
    clock.set("2023-06-12 10:00")
    owed = sro.types("/update")
    first, *rest = owed.data["owed"]
    sro.types(f"/update {first} amber/grey under way")
    left = sro.types("/update")
    assert left.data["owed"] == rest
    assert left.data["answered"] == [first]
    for ref in rest:
        sro.types(f"/update {ref} amber/grey under way")
    done = sro.types("/update")
    assert done.data["owed"] == []
    assert f"All {1 + len(rest)} updates are in for the board of 19 July 2023. Thank you." in in_words(done)


@no_sql_differs
def test_what_confirms_the_last_answer_is_counted_apart(as_person: Asked, example: Database, clock: Clock) -> None:
    sro = as_person("hscp.sro@example.org")
    freeze_for(example, clock, JUNE)
    clock.set("2023-06-12 10:00")
    first, second, *rest = sro.types("/update").data["owed"]
    sro.types(f"/update {first} no change\n{second} amber/grey under way")
    assert "1 update and 1 no change have been given." in in_words(sro.types("/update"))
    for ref in rest:
        sro.types(f"/update {ref} no change")
    card = sro.types("/update")
    assert "1 update and 6 no change are in for the board of 19 July 2023. Thank you." in in_words(card)
    assert set(card.data["no_change"]) == {first, *rest}
    status = as_person("chair@example.org").types("/return status hscp")
    assert "1 update and 6 no change are in, of 7 expected; due on" in in_words(status)


@no_sql_differs
def test_a_choice_after_the_last_answer_still_changes_it(as_person: Asked) -> None:
    sro = as_person("workforce.sro@example.org")
    card = sro.types("/update")
    assert "All 11 updates are in" in in_words(card)
    form = sro.presses_for_form(card, "2.4 Run a foster carer recruitment campaign that brings in more households")
    assert form.title == "Update 2.4"


@no_sql_differs
def test_nothing_is_owed_out_of_turn(as_person: Asked) -> None:
    assert "Nothing is owed for the board of 7 June 2023." in in_words(
        as_person("send.sro@example.org").types("/update")
    )


@no_sql_differs
def test_home_shows_what_is_owed(as_person: Asked, example: Database, clock: Clock) -> None:
    freeze_for(example, clock, JUNE)
    sro = as_person("hscp.sro@example.org")
    home = in_words(sro.dispatcher.home(sro.id))
    assert "You owe 7 updates for the board of 19 July 2023." in home
    assert "BRAG" not in home


def test_without_a_calendar_everything_without_an_answer_is_owed(as_person: Asked, clock: Clock) -> None:
    clock.set("2024-03-01 10:00")
    card = as_person("workforce.sro@example.org").types("/update")
    assert card.data["meeting"] is None
    assert card.data["owed"] == []
