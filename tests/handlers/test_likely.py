"""What is likely to slip, through the doors: which signs are found, who is told and when, and what a freeze keeps."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from handlers.cards import Card
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.plan.actions import Action, DateChange
from models.position.snapshots import Snapshot
from models.record.database import Database
from tests.asking import Clock, Somebody, freeze_for, summary_before, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]

ON_7_JUNE = {
    "1.5": ["its own forecast is 29 September 2023", "its date has been moved once before"],
    "2.3": ["its own forecast is 31 July 2023"],
    "5.3": ["its own forecast is 21 July 2023"],
    "7.1": ["its own forecast is 31 August 2023"],
    "7.6": ["its own forecast is 12 September 2023"],
    "10.4": ["its date has been moved once before"],
    "10.5": ["its own forecast is 29 September 2023"],
    "6.5": ["its own forecast is 31 October 2023"],
}
"""Read from the example's file by hand, the nearest deadline first: not Blue, due on 7 June or later."""


def reasons(card: Card) -> dict[str, list[str]]:
    return {each["ref"]: each["reasons"] for each in card.data["likely"]}


def action(session: Session, ref: str) -> Action:
    return session.exec(select(Action).where(Action.ref == ref)).one()


@no_sql_differs
def test_the_example_on_7_june(as_person: Asked) -> None:
    card = as_person("chair@example.org").types("/brag likely")
    assert reasons(card) == ON_7_JUNE
    assert list(reasons(card)) == list(ON_7_JUNE)
    assert "8 actions are likely to slip." in in_words(card)
    assert table(card).rows[1] == (
        "2.3",
        "Reduce reliance on agency social workers through planned exit from each placement",
        "Amber",
        "30 June 2023",
        "Workforce SRO",
        "its own forecast is 31 July 2023",
    )


@no_sql_differs
@pytest.mark.parametrize(
    "asked",
    [
        "/brag likely workforce",
        "/brag likely to slip workforce",
        "/brag slipping workforce",
        "/brag at risk of slipping workforce",
        "/brag which workforce actions are at risk of slipping?",
        "/brag what is likely to be late in workforce?",
        "/brag which workforce actions will miss the deadline?",
    ],
)
def test_how_it_is_asked_for(as_person: Asked, asked: str) -> None:
    card = as_person("chair@example.org").types(asked)
    assert card.title == "Likely to slip for 7 June 2023: Workforce Board"
    assert list(reasons(card)) == ["2.3"]


@no_sql_differs
def test_a_done_action_warns_no_more_and_an_overdue_one_does_not(as_person: Asked) -> None:
    chair, sro = as_person("chair@example.org"), as_person("workforce.sro@example.org")
    assert "2.4" not in reasons(chair.types("/brag likely"))  # it is overdue
    sro.types("/update 2.3 blue/amber every placement has its exit; evidence: https://example.org/exits")
    assert "2.3" not in reasons(chair.types("/brag likely"))


@no_sql_differs
def test_what_holds_an_action_up_is_named(as_person: Asked, clock: Clock) -> None:
    secretary = as_person("secretary@example.org")
    secretary.types("/action 2.6 needs 2.4, 2.5, 1.4")  # Red and overdue; Blue; Green and ahead
    secretary.types('/action 2.6 needs "the lease" from:Estates by:"1 Jun 2023"')
    clock.set("2023-06-07 10:05")
    chair = as_person("chair@example.org")
    assert reasons(chair.types("/brag likely 2.6")) == {
        "2.6": ["it needs 2.4 (Red, 68 days overdue)", "it needs “the lease”, 6 days overdue"]
    }
    as_person("workforce.sro@example.org").types(
        "/update 2.4 blue/amber the campaign has run; evidence: https://example.org/campaign"
    )
    assert "it needs 2.4 (Amber)" not in str(reasons(chair.types("/brag likely 2.6")))


@no_sql_differs
def test_what_has_left_the_plan_holds_up(as_person: Asked, example: Database) -> None:
    as_person("secretary@example.org").types("/action 2.6 needs 1.4")
    with example.write() as session:
        gone = action(session, "1.4")
        gone.ended_on = date(2023, 6, 1)
        session.add(gone)
    as_person("workforce.sro@example.org").types("/update 2.3 no change")  # the record has changed
    found = reasons(as_person("chair@example.org").types("/brag likely 2.6"))
    assert found == {"2.6": ["it needs 1.4, which has left the plan"]}


@no_sql_differs
def test_recovery_dates_that_passed_are_counted_over_the_boards(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    sro = as_person("commissioning.sro@example.org")
    stuck = "/update 6.5 amber/amber stuck; cause: no analyst; action: hire one; forecast: 31 Aug; recovery:"
    sro.types(f"{stuck} 20 Jun")
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    assert "6.5" not in reasons(sro.types("/action mine"))
    clock.set("2023-06-21 10:00")
    assert reasons(sro.types("/action mine"))["6.5"] == ["its recovery date of 20 June 2023 has passed"]
    sro.types(f"{stuck} 20 Jul")
    assert reasons(sro.types("/action mine"))["6.5"] == ["its recovery date of 20 June 2023 has passed"]
    freeze_for(example, clock, date(2023, 7, 19), published=True)
    clock.set("2023-08-03 10:00")
    assert reasons(sro.types("/action mine"))["6.5"] == ["2 recovery dates have passed"]
    sro.types("/update 6.5 green/amber the system prompts; forecast: 30 Aug")
    assert "6.5" not in reasons(sro.types("/action mine"))  # it is back on track


@no_sql_differs
def test_a_date_that_was_brought_forward_is_no_sign(as_person: Asked, example: Database, clock: Clock) -> None:
    with example.write() as session:
        its = action(session, "2.6")
        sooner = DateChange(action_id=its.id, at=clock.now, was=date(2023, 10, 31), became=date(2023, 9, 30))
        session.add(sooner)
    as_person("workforce.sro@example.org").types("/update 2.3 no change")
    assert "2.6" not in reasons(as_person("chair@example.org").types("/brag likely"))


def test_one_move_is_a_sign_for_two_boards_and_a_second_one_for_good(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    sro, secretary = as_person("workforce.sro@example.org"), as_person("secretary@example.org")
    once, twice = ["its date has been moved once before"], ["its date has been moved twice before"]
    clock.set("2023-06-08 10:00")
    for ref in ("1.4", "2.6"):
        sro.types(f"/action {ref} date 31 Mar 2024 the site is late")
    for proposal in ("P1", "P2"):
        assert secretary.types(f"/board decide {proposal} agreed").done
    since = [date(2023, 6, 7), date(2023, 7, 19), date(2023, 8, 30)]
    for on, frozen in zip(since, ("2023-06-08 10:00", "2023-07-10 18:00", "2023-08-18 18:00"), strict=True):
        clock.set(frozen)
        found = reasons(sro.types("/action mine"))
        assert all(once[0] in found[ref] for ref in ("1.4", "2.6")), on
        freeze_for(example, clock, on, published=True)
    sro.types("/update 1.4 green/grey two more rooms are ready")
    sro.types("/update 2.6 green/grey two hubs are open")
    clock.set("2023-08-31 10:00")
    found = reasons(sro.types("/action mine"))
    assert not {"1.4", "2.6"} & found.keys(), "the new date has held for two boards"
    sro.types("/action 2.6 date 31 May 2024 the site is later")
    assert secretary.types("/board decide P3 agreed").done
    assert reasons(sro.types("/action mine"))["2.6"] == twice


@no_sql_differs
def test_silence_is_a_sign_at_two_boards(as_person: Asked, example: Database, clock: Clock) -> None:
    sro, chair = as_person("workforce.sro@example.org"), as_person("chair@example.org")
    assert "2.6" not in reasons(chair.types("/brag likely"))
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-07-05 10:00")
    sro.types("/update 2.6 no change")
    clock.set("2023-07-10 19:00")
    freeze_for(example, clock, date(2023, 7, 19), published=True)
    clock.set("2023-08-18 10:00")
    assert reasons(sro.types("/action mine"))["2.6"] == ["no real update for 2 meetings"]
    sro.types("/update 2.6 green/grey two hubs are open")
    assert "2.6" not in reasons(sro.types("/action mine"))


@no_sql_differs
def test_the_course_of_an_agreed_measure_is_a_sign(as_person: Asked, example: Database, clock: Clock) -> None:
    clock.set("2023-06-08 10:00")
    sro, secretary = as_person("workforce.sro@example.org"), as_person("secretary@example.org")
    proposed = sro.types(
        '/action 1.4 measure "Placements filled" baseline:"52% 31 Mar 2023" target:75% by:"31 Dec 2023" every:month'
    )
    assert proposed.done
    sro.types("/action 1.4 value 50% in May 2023")
    assert "1.4" not in reasons(sro.types("/action mine"))  # no board has agreed it
    secretary.types("/board decide 1 agreed")
    sro.types("/action 1.4 value 50% in May 2023")
    assert reasons(sro.types("/action mine"))["1.4"] == ["its measure is worse than its baseline (May 2023)"]
    clock.set("2023-07-10 19:00")
    freeze_for(example, clock, date(2023, 7, 19))
    sro.types("/action 1.4 value 74% in June 2023")
    assert "1.4" not in reasons(sro.types("/action mine"))
    frozen = as_person("chair@example.org").types("/brag likely")
    assert reasons(frozen)["1.4"] == ["its measure is worse than its baseline (May 2023)"]


@no_sql_differs
def test_its_sro_hears_first_and_the_others_at_the_freeze(as_person: Asked, example: Database, clock: Clock) -> None:
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    sro, chair = as_person("workforce.sro@example.org"), as_person("chair@example.org")
    clock.set("2023-06-20 10:00")
    sro.types("/update 2.6 green/grey the lease is delayed; forecast: 31 Oct")
    later = ["its own forecast is 31 October 2023"]
    assert reasons(sro.types("/action mine"))["2.6"] == later
    assert "2.6 Set up" in in_words(sro.types("/action mine"))
    assert sro.types("/action 2.6").data["likely_to_slip"] == later
    assert "Likely to slip: its own forecast is 31 October 2023." in in_words(sro.opens("/update 2.6"))
    for other in (chair, as_person("secretary@example.org"), as_person("director@example.org")):
        card = other.types("/brag likely")
        assert card.title == "Likely to slip for 7 June 2023"
        assert reasons(card) == ON_7_JUNE
        assert "each action’s SRO sees first (“/action mine”); here it stands from the freeze of 10 July" in in_words(
            card
        )
        assert other.types("/action 2.6").data["likely_to_slip"] == []
    clock.set("2023-07-11 10:00")
    card = chair.types("/brag likely")
    assert card.title == "Likely to slip for 19 July 2023"
    assert reasons(card)["2.6"] == later
    assert chair.types("/action 2.6").data["likely_to_slip"] == later


@no_sql_differs
def test_what_was_frozen_stays_whatever_comes_later(as_person: Asked, example: Database, clock: Clock) -> None:
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-06-20 10:00")
    as_person("secretary@example.org").types("/action 2.6 needs 2.4")
    as_person("workforce.sro@example.org").types("/update 2.3 blue/amber done; evidence: https://example.org/exits")
    assert reasons(as_person("chair@example.org").types("/brag likely last board")) == ON_7_JUNE


@no_sql_differs
def test_without_an_earlier_board_it_says_when_it_will_stand_there(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    with example.write() as session:
        for each in session.exec(select(Snapshot)):
            each.published_at = None
            session.add(each)
    clock.set("2023-06-08 10:00")
    words = in_words(as_person("observer@example.org").types("/brag likely"))
    assert "What has come up since, each action’s SRO sees first" in words
    assert "2.3" not in words


@no_sql_differs
def test_the_chairs_summary_has_it(example: Database, clock: Clock) -> None:
    words = in_words(summary_before(example, clock, date(2023, 6, 7)))
    assert "8 actions are likely to slip." in words
    assert "its own forecast is 31 October 2023" in words


@no_sql_differs
def test_a_post_that_answers_for_another_is_told(as_person: Asked, example_dispatcher: Dispatcher) -> None:
    as_person("workforce.sro@example.org").types("/return delegate fostering@example.org until 23 Jun")
    found = as_person("fostering@example.org").opens("/update 2.3")
    assert "Likely to slip: its own forecast is 31 July 2023." in in_words(found)
    assert example_dispatcher.organisation.id is not None
