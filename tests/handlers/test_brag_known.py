"""How well the figures are known: every face says what was expected, received, "no change", missing and carried."""

from collections.abc import Callable
from datetime import date
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import select

from handlers.brag import sentences
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.packs.packs import Pack
from models.plan.actions import Action, Plan
from models.plan.ratings import BRAG, Rating
from models.position.freezing import open_meeting
from models.position.how_known import HowKnown
from models.record.database import Database
from models.record.events import Actor
from models.returns.expected import Expected, expected_for
from models.updates.answer import Answers
from models.updates.recording import newest_update, record_update
from models.updates.updates import UpdateKind
from papers.pack.contents import PackContents, from_json
from tests.asking import Clock, Somebody, freeze_for, summary_before
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
CHAIR, WORKFORCE, SECRETARY = "chair@example.org", "workforce.sro@example.org", "secretary@example.org"
JUNE, JULY = date(2023, 6, 7), date(2023, 7, 19)


def returns(expected: int, received: int, no_change: int, missing: int) -> dict[str, int]:
    return {"expected": expected, "received": received, "no_change": no_change, "missing": missing}


@no_sql_differs
def test_the_example(as_person: Asked) -> None:
    card = as_person(CHAIR).types("/brag")
    assert card.data["current"]["returns"] == returns(37, 37, 0, 0)
    assert card.data["current"]["on_track"]["carried"] == 0
    assert "All 37 updates received. None of the 44 on track is carried." in in_words(card)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (HowKnown(0, 0, 0, 0, 0), "No update is expected for this board."),
        (HowKnown(1, 1, 0, 0, 0), "The one update was received."),
        (HowKnown(2, 2, 0, 0, 0), "Both updates received."),
        (HowKnown(3, 3, 0, 0, 0), "All 3 updates received."),
        (HowKnown(1, 0, 0, 1, 0), "The one update expected is missing."),
        (HowKnown(1, 0, 1, 0, 0), "The one update expected says “no change”."),
        (HowKnown(2, 0, 2, 0, 0), "0 of 2 updates received, 2 “no change”, 0 missing."),
        (HowKnown(9, 4, 2, 3, 0), "4 of 9 updates received, 2 “no change”, 3 missing."),
        (None, "Updates expected, received and missing: not recorded."),
    ],
)
def test_the_updates_in_words(known: HowKnown | None, said: str) -> None:
    assert sentences.updates_said(known, of(known).position) == said


@pytest.mark.parametrize(
    ("given", "unchanged", "said"),
    [
        (1, 0, "Received."),
        (2, 0, "Both received."),
        (17, 0, "All 17 received."),
        (1, 1, "“No change”."),
        (2, 2, "Both “no change”."),
        (17, 17, "All 17 “no change”."),
        (17, 5, "12 received, 5 “no change”."),
    ],
)
def test_a_return_in_words(given: int, unchanged: int, said: str) -> None:
    assert sentences.all_in_said(given, unchanged) == said


@pytest.mark.parametrize(
    ("carried", "on_track", "said"),
    [
        (0, 0, ""),
        (0, 1, " The one on track is not carried."),
        (0, 2, " Neither of the two on track is carried."),
        (0, 3, " None of the 3 on track is carried."),
        (1, 1, " The one on track is carried: its rating was given for an earlier meeting."),
        (1, 3, " Of the 3 on track, 1 is carried: its rating was given for an earlier meeting."),
        (2, 3, " Of the 3 on track, 2 are carried: their ratings were given for an earlier meeting."),
        (2, 2, " Both on track are carried: their ratings were given for an earlier meeting."),
        (3, 3, " All 3 on track are carried: their ratings were given for an earlier meeting."),
    ],
)
def test_what_is_carried_in_words(carried: int, on_track: int, said: str) -> None:
    assert sentences.known_said(of(HowKnown(3, 3, 0, 0, carried), on_track)) == f"All 3 updates received.{said}"


@pytest.mark.parametrize(
    ("carried", "on_track", "said"),
    [
        (1, 1, "for the one on track: its rating stands as last recorded."),
        (1, 3, "for 1 of the 3 on track: its rating stands as last recorded."),
        (3, 3, "for any of the 3 on track: their ratings stand as last recorded."),
    ],
)
def test_before_the_first_board_nothing_was_given_for_an_earlier_one(carried: int, on_track: int, said: str) -> None:
    known = sentences.known_said(of(HowKnown(3, 3, 0, 0, carried), on_track, previous=None))
    assert known == f"All 3 updates received. No update was given for this board {said}"


def test_before_the_first_board_words_are_those_last_recorded() -> None:
    standpoint: Any = SimpleNamespace(expected=True, answer=None)
    first: Any = SimpleNamespace(meeting=object(), due=False, previous=None)
    assert sentences.older_words_said(standpoint, first) == "Its update is not in yet: this is what was recorded last."


def of(known: HowKnown | None, on_track: int = 0, previous: Any = "an earlier board") -> Any:
    """Figures of a board whose returns are due, as far as the sentences about them go."""
    position = SimpleNamespace(due=True, frozen=False, cycle=object())
    return SimpleNamespace(
        known=known,
        known_before=None,
        previous=previous,
        position=position,
        current=SimpleNamespace(on_track=SimpleNamespace(count=on_track)),
    )


def test_a_meeting_entered_after_its_commission_was_asked_for_on_no_day(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    freeze_for(example, clock, JUNE, published=True)
    clock.set("2023-06-28 10:00")
    secretary = as_person("secretary@example.org")
    assert "52 not in yet (asked for on 21 June, due 5 July)." in in_words(secretary.types("/brag"))
    secretary.types("/board cancel 19 Jul 2023 the chair is ill")
    secretary.types("/board new 19 Jul 2023")
    words = in_words(secretary.types("/brag"))
    assert "not in yet (due 5 July)." in words


@no_sql_differs
def test_until_the_due_day_nothing_is_missing_and_from_then_it_is(
    as_person: Asked, example: Database, example_dispatcher: Dispatcher, clock: Clock
) -> None:
    freeze_for(example, clock, JUNE, published=True)
    chair, sro = as_person(CHAIR), as_person(WORKFORCE)
    clock.set("2023-06-20 10:00")
    nothing = "0 of 52 updates received, 0 “no change”, 52 not in yet (will be asked for on 21 June, due 5 July)."
    assert nothing in in_words(chair.types("/brag"))
    clock.set("2023-06-21 10:00")
    sro.types("/update 2.2 green/green all teams have a full establishment")
    sro.types("/update 2.5 no change")
    clock.set("2023-07-05 23:00")
    card = chair.types("/brag")
    assert "1 of 52 updates received, 1 “no change”, 50 not in yet (asked for on 21 June, due 5 July)." in in_words(
        card
    )
    assert "missing" not in in_words(card)
    assert in_words(chair.types("/brag reds")).count("Its update is not in yet: this was given for an earlier") == 3
    clock.set("2023-07-06 10:00")
    live = chair.types("/brag")
    assert live.data["current"]["returns"] == returns(52, 1, 1, 50)
    said = "1 of 52 updates received, 1 “no change”, 50 missing. Of the 44 on track, 42 are carried"
    assert said in in_words(live)
    assert live.data["questions"][0].startswith("50 of 52 updates expected are missing.")
    freeze_for(example, clock, JULY)
    frozen = chair.types("/brag")
    assert frozen.data["current"] == live.data["current"]
    assert frozen.data["questions"] == live.data["questions"]
    id = chair.id
    assert id is not None
    page = example_dispatcher.view(id, "page.dashboard")
    for words in (in_words(frozen), str(page.position), in_words(summary_before(example, clock, JULY))):
        assert said in words
    for view in ("moves", "gap", "slow", "reds", "trend"):
        assert "1 of 52 updates received, 1 “no change”, 50 missing." in in_words(chair.types(f"/brag {view}")), view
    older = "No return received: this was given for an earlier board."
    assert in_words(chair.types("/brag reds")).count(older) == 3
    assert {each.older for each in page.reds} == {older}
    assert page.questions[0].startswith("50 of 52")
    assert "1 of 11 updates received, 1 “no change”, 9 missing." in in_words(chair.types("/brag workforce"))
    assert "No update was expected for this board." in in_words(chair.types("/brag send"))


@no_sql_differs
def test_an_update_that_is_confirmed_before_the_same_board_stays_one(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    freeze_for(example, clock, JUNE, published=True)
    clock.set("2023-06-30 10:00")
    as_person(WORKFORCE).types("/update 2.2 green/green all teams have a full establishment")
    clock.set("2023-07-06 10:00")
    as_person(WORKFORCE).types("/update 2.2 no change")
    assert as_person(CHAIR).types("/brag").data["current"]["returns"] == returns(52, 1, 0, 51)
    assert as_person(WORKFORCE).types("/update").data["no_change"] == []
    freeze_for(example, clock, JULY, published=True)
    clock.set("2023-08-01 10:00")
    as_person(WORKFORCE).types("/update 2.2 no change")
    assert as_person(CHAIR).types("/brag").data["current"]["returns"]["no_change"] == 1


def test_the_pack_tells_apart_what_was_not_returned_and_what_was_not_expected(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    freeze_for(example, clock, JUNE, published=True)
    clock.set("2023-07-03 10:00")
    for ref in [each.ref for each in _expected_of(example, clock) if each.ref not in ("2.2", "2.4", "2.5")]:
        _answer(example, clock, ref, UpdateKind.UPDATE)
    _answer(example, clock, "2.5", UpdateKind.NO_CHANGE)
    clock.set("2023-07-10 10:00")
    as_person(SECRETARY).types("/pack compile")
    contents = _compiled(example)
    assert contents.known.startswith("49 of 52 updates received, 1 “no change”, 2 missing. Of the ")
    assert contents.returns.said == "49 of 52 updates received, 1 “no change”, 2 missing."
    assert contents.movements.said.endswith(contents.returns.said)
    assert contents.gap_said.endswith(contents.returns.said)
    assert contents.notes[-2:] == (
        "No return received for 2 actions, counted with the last rating given: 2.2 and 2.4.",
        "No return was expected for 12 actions, counted with the last rating given.",
    )
    (red,) = [each for each in contents.reds if each.ref == "2.4"]
    assert (red.standing, red.no_return) == ("No return received. The ratings are those of 24 May 2023.", True)
    rows = {each.answerer: each for each in contents.returns.rows}
    workforce = rows["Workforce SRO"]
    assert (workforce.expected, workforce.received) == (12, 9)
    assert workforce.state == "No return received for 2.2 and 2.4; 1 “no change”."
    assert rows["HSCP SRO"].state == "All 7 received."


@no_sql_differs
def test_the_board_that_it_is_compared_with_says_what_it_lacked(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-07-10 10:00")
    assert "were missing" not in in_words(as_person(CHAIR).types("/brag"))
    freeze_for(example, clock, date(2023, 7, 19), published=True)
    clock.set("2023-07-20 10:00")
    assert "For the board of 19 July 2023 all 52 updates were missing." in in_words(as_person(CHAIR).types("/brag"))


@no_sql_differs
def test_a_board_of_which_it_was_not_recorded_says_so(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-04-26 10:00")
    card = as_person(CHAIR).types("/brag")
    assert card.data["frozen"] is True
    assert card.data["current"]["returns"] is None
    assert card.data["current"]["on_track"]["carried"] is None
    assert in_words(card).count("not recorded") == 2


@pytest.mark.parametrize("seed", range(3))
def test_whatever_has_come_in_adds_up_and_is_frozen_as_it_was(
    as_person: Asked, example: Database, clock: Clock, seed: int
) -> None:
    chance = Random(seed)
    freeze_for(example, clock, JUNE, published=True)
    with example.write() as session:
        for action in session.exec(select(Action)):
            if chance.random() < 0.1:
                action.board_id = None
            session.add(action)
    with example.read() as session:
        refs = session.exec(select(Action.ref).where(Action.ended == None)).all()  # noqa: E711
    clock.set("2023-07-06 10:00")
    for ref in refs:
        if chance.random() < 0.5:
            _answer(example, clock, ref, chance.choice([UpdateKind.UPDATE, UpdateKind.NO_CHANGE]), chance)
    chair = as_person(CHAIR)
    lines = ["/brag", "/brag workforce", "/brag hscp", "/brag send", "/brag area 2", "/brag green"]
    live = {line: chair.types(line).data["current"] for line in lines}
    freeze_for(example, clock, JULY)
    assert {line: chair.types(line).data["current"] for line in lines} == live
    for line, current in live.items():
        asked = current["returns"]
        assert asked["received"] + asked["no_change"] + asked["missing"] == asked["expected"], line
        assert current["on_track"]["carried"] <= current["on_track"]["count"], line


def _expected_of(database: Database, clock: Clock) -> list[Expected]:
    with database.read() as session:
        plan = session.exec(select(Plan)).one()
        meeting = open_meeting(session, plan.organisation_id, clock.now)
        assert meeting is not None
        return expected_for(session, plan.id, meeting, clock.now, clock.now.date())


def _answer(database: Database, clock: Clock, ref: str, kind: UpdateKind, chance: Random | None = None) -> None:
    with database.write() as session:
        action = session.exec(select(Action).where(Action.ref == ref)).one()
        meeting = open_meeting(session, 1, clock.now)
        answers = Answers(
            chance.choice(BRAG.ratings) if chance else Rating.ON_TRACK, Rating.AT_RISK, commentary="Said."
        )
        before = newest_update(session, action.id)
        record_update(session, Actor(1, None, clock.now, "test"), action, meeting, answers, kind, before, None)


def _compiled(database: Database) -> PackContents:
    with database.read() as session:
        return from_json(session.exec(select(Pack)).one().contents)
