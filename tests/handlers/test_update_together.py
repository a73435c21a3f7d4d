"""Several people at once: two holders of one post answer for the same action; both answers are kept, both are told."""

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from handlers.cards import Card
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.requests import Origin
from models.outbox.deliveries import Delivery, Receipt
from models.people.people import Holding, Person, Post
from models.plan.actions import Action, Plan
from models.position.freezing import freeze, open_meeting
from models.record.database import Database
from models.record.events import Actor, Change, Event, first_broken, record
from models.updates.updates import Update
from tests.asking import Clock, Somebody, deliver
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]


@pytest.fixture
def two(as_person: Asked, example: Database) -> tuple[Somebody, Somebody]:
    """The Workforce SRO and a second holder of that post, as in a job share."""
    with example.write() as session:
        second = session.exec(select(Person).where(Person.email == "fostering@example.org")).one()
        post = session.exec(select(Post).where(Post.title == "Workforce SRO")).one()
        session.add(Holding(post_id=post.id, person_id=second.id))
    return as_person("workforce.sro@example.org"), as_person("fostering@example.org")


def updates_of(database: Database, ref: str) -> list[Update]:
    with database.read() as session:
        of_action = select(Update).join(Action).where(Action.ref == ref, Update.kind != "imported")
        return list(session.exec(of_action.order_by("at", "id")))


def chain_is_whole(database: Database) -> bool:
    with database.read() as session:
        return first_broken(session, 1) is None


def test_one_after_the_other_both_are_kept_and_both_told(
    two: tuple[Somebody, Somebody], example: Database, clock: Clock
) -> None:
    first, second = two
    form = first.opens("/update 2.3")
    second_form = second.opens("/update 2.3")
    first.submits(form, commentary="from the first")
    assert first.told == ()
    clock.set("2023-06-07 10:05")
    card = second.submits(second_form, commentary="from the second")
    assert "Workforce SRO has also answered, on 7 June 2023, 10:00. Both are kept; yours, the later one, counts." in (
        in_words(card)
    )
    (told,) = second.told
    assert told.person_id == first.id
    assert told.card.title == "A second answer for 2.3"
    assert "Head of Fostering has also answered for 2.3, on 7 June 2023, 10:05." in in_words(told.card)
    assert "Your answer of 7 June 2023, 10:00 is kept; the later one counts." in in_words(told.card)
    assert [update.commentary for update in updates_of(example, "2.3")] == ["from the first", "from the second"]
    deliver(first.dispatcher)
    assert first.id is not None
    (arrived,) = first.dispatcher.arrivals(first.id, "web", (), {}, 50)
    assert arrived.card == told.card


LEAVE = "/secretariat leave 7 Jun to 16 Jun delegate"


@no_sql_differs
def test_somebody_on_leave_is_left_alone_and_who_stands_in_is_told(
    two: tuple[Somebody, Somebody], as_person: Asked
) -> None:
    first, second = two
    first.types("/update 2.3 amber/amber from the first; back to green 30 Sep")
    delegate = as_person("hscp.manager@example.org")
    first.types(f"{LEAVE} hscp.manager@example.org")
    card = second.types("/update 2.3 amber/amber from the second; back to green 30 Sep")
    assert "Workforce SRO has also answered, on 7 June 2023, 10:00." in in_words(card)
    (told,) = second.told
    assert told.person_id == delegate.id
    assert "Workforce SRO’s answer of 7 June 2023, 10:00 is kept; the later one counts." in in_words(told.card)
    second.presses(card, "Take back")
    (told,) = second.told
    assert told.person_id == delegate.id
    assert "Workforce SRO’s answer of 7 June 2023, 10:00 counts again." in in_words(told.card)


@no_sql_differs
def test_a_delegate_who_answers_again_tells_nobody_on_leave(two: tuple[Somebody, Somebody]) -> None:
    first, second = two
    first.types("/update 2.3 amber/amber from the first; back to green 30 Sep")
    first.types(f"{LEAVE} fostering@example.org")
    second.types("/update 2.3 amber/amber from the second; back to green 30 Sep")
    assert second.told == ()


@no_sql_differs
def test_ones_own_second_answer_tells_nobody(two: tuple[Somebody, Somebody]) -> None:
    first, _ = two
    first.types("/update 2.3 amber/amber one")
    card = first.types("/update 2.3 amber/amber two")
    assert first.told == ()
    assert "also answered" not in in_words(card)


def test_an_answer_for_an_earlier_meeting_or_from_a_file_tells_nobody(as_person: Asked) -> None:
    secretary, sro = as_person("secretary@example.org"), as_person("workforce.sro@example.org")
    file = b"Ref,Action,BRAG,Progress\n2.3,Reduce agency,Amber,from the tracker\n"
    secretary.presses(secretary.sends("tracker.csv", file), "Import")
    card = sro.types("/update 2.3 green/amber agency use is down")
    assert sro.told == ()
    assert "also answered" not in in_words(card)


@no_sql_differs
def test_whose_answer_for_an_earlier_meeting_is_followed_is_not_told(
    two: tuple[Somebody, Somebody], clock: Clock
) -> None:
    first, second = two
    first.types("/update 2.3 amber/amber for 7 June")
    clock.set("2023-06-30 10:00")
    card = second.types("/update 2.3 green/amber for 19 July")
    assert second.told == ()
    assert "also answered" not in in_words(card)


def together(*asked: Callable[[], object]) -> list[object]:
    """Run all at once, each in its thread."""
    start = threading.Barrier(len(asked))

    def run(one: Callable[[], object]) -> object:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(asked)) as threads:
        return [each.result() for each in [threads.submit(run, one) for one in asked]]


@no_sql_differs
def test_in_parallel_both_are_kept_and_both_told(
    two: tuple[Somebody, Somebody], example: Database, clock: Clock
) -> None:
    ticks, start = itertools.count(), clock.now
    first, second = two
    first.dispatcher.clock = lambda: start + timedelta(milliseconds=next(ticks))
    for turn in range(5):
        answers = together(
            lambda turn=turn: first.types(f"/update 2.3 amber/amber first {turn}"),  # type: ignore[misc]
            lambda turn=turn: second.types(f"/update 2.3 green/amber second {turn}"),  # type: ignore[misc]
        )
        assert all(isinstance(card, Card) and card.title.startswith("Recorded: 2.3") for card in answers)
        assert sum("also answered" in in_words(card) for card in answers if isinstance(card, Card)) >= 1
        kept = {update.commentary for update in updates_of(example, "2.3")[-2:]}
        assert kept == {f"first {turn}", f"second {turn}"}
        told = {delivery.person_id for answerer in two for delivery in answerer.told}
        assert told
        assert told <= {first.id, second.id}
    with example.read() as session:
        assert len(session.exec(select(Delivery)).all()) >= 5
    assert chain_is_whole(example)


@no_sql_differs
def test_the_answer_recorded_last_counts_even_if_its_request_came_first(
    two: tuple[Somebody, Somebody], example: Database, clock: Clock
) -> None:
    """The first one's request arrives earlier and waits for the lock while the second one's is recorded."""
    first, second = two
    clock.set("2023-06-07 10:00")
    early = Dispatcher(example, first.dispatcher.registry, lambda early=clock.now: early)  # type: ignore[misc]
    clock.set("2023-06-07 10:01")
    second.types("/update 2.3 green/amber from the second")
    waited = Somebody(early, first.id)
    card = waited.types("/update 2.3 amber/amber from the first, who waited")
    assert "Head of Fostering has also answered" in in_words(card)
    assert [told.person_id for told in waited.told] == [second.id]
    assert [update.commentary for update in updates_of(example, "2.3")][-1] == "from the first, who waited"
    assert second.types("/action 2.3").data["activity"] == "amber"


def test_many_at_once_leave_a_whole_chain(as_person: Asked, example: Database) -> None:
    people = [as_person(f"{name}.sro@example.org") for name in ("workforce", "practice", "commissioning", "cpb")]
    lines = ["/update 2.3", "/update 4.2", "/update 9.5", "/update 1.3"]
    asked = [
        lambda who=who, line=line: who.types(f"{line} amber/grey at once")
        for who, line in zip(people, lines, strict=True)
    ]
    answers = together(*asked, *asked)
    titles = sorted(card.title.split(":")[0] for card in answers if isinstance(card, Card))
    assert titles == ["No change recorded"] * 4 + ["Recorded"] * 4, "the second of two says nothing new"
    assert chain_is_whole(example)
    with example.read() as session:
        assert len(session.exec(select(Event).where(Event.what == "update.recorded")).all()) == 8


def test_an_update_waits_for_a_writer_that_goes_on_to_the_same_action(as_person: Asked, example: Database) -> None:
    """Neither waits for the other for ever: everybody who writes takes the log first and the rows after."""
    sro = as_person("workforce.sro@example.org")
    answers: list[Card] = []
    with example.write() as session:
        plan = session.exec(select(Plan)).one()
        record(
            session, Actor(plan.organisation_id, None, sro.dispatcher.clock(), "test"), Change("plan.tidied", "plan")
        )
        thread = threading.Thread(target=lambda: answers.append(sro.types("/update 2.3 amber/amber pay talks")))
        thread.start()
        thread.join(0.3)
        action = session.exec(select(Action).where(Action.ref == "2.3")).one()
        action.title = "Reduce agency use"
        session.add(action)
        session.flush()
    thread.join()
    assert [card.title.startswith("Recorded: 2.3") for card in answers] == [True]
    assert chain_is_whole(example)


def test_an_update_that_waits_for_the_freeze_counts_for_the_next_board(as_person: Asked, example: Database) -> None:
    sro = as_person("workforce.sro@example.org")
    answers: list[Card] = []
    with example.write() as session:
        plan, now = session.exec(select(Plan)).one(), sro.dispatcher.clock()
        meeting = open_meeting(session, plan.organisation_id, now)
        assert meeting is not None
        freeze(session, Actor(plan.organisation_id, None, now, "test"), plan.id, meeting, now)
        thread = threading.Thread(target=lambda: answers.append(sro.types("/update 2.3 amber/amber pay talks")))
        thread.start()
        thread.join(0.3)
    thread.join()
    assert [card.data["meeting"] for card in answers] == ["2023-07-19"]


@no_sql_differs
def test_a_redelivered_request_is_answered_once(as_person: Asked, example: Database) -> None:
    sro = as_person("workforce.sro@example.org")
    form = sro.opens("/update 2.3")
    values = {each.name: each.value for each in form.inputs}
    redelivered = Origin("test", "C1", receipt="event 1")
    ways_in: list[Callable[[Origin], object]] = [
        lambda origin: sro.dispatcher.command(sro.id, "/update", "2.3 amber/amber one", origin),
        lambda origin: sro.dispatcher.press(sro.id, "update.no_change", "2.3", origin),
        lambda origin: sro.dispatcher.submit(sro.id, form.verb, form.state, values, origin),
        lambda origin: sro.dispatcher.message(sro.id, "2.3 amber/amber one", origin),
        lambda origin: sro.dispatcher.file(sro.id, "plan.csv", b"Ref,Action\n1.1,x\n", origin),
    ]
    for number, way_in in enumerate(ways_in):
        origin = Origin("test", "C1", private=True, receipt=f"event {number}")
        assert way_in(origin) is not None
        before = len(updates_of(example, "2.3"))
        assert way_in(origin) is None
        assert len(updates_of(example, "2.3")) == before
    other_door = Origin("other", redelivered.channel, receipt="event 1")
    assert ways_in[0](other_door) is not None, "a receipt is a door's own"


def test_what_is_shown_in_a_channel_is_shown_once_whichever_process_has_it(as_person: Asked, example: Database) -> None:
    chair, origin = as_person("chair@example.org"), Origin("test", "C1", receipt="redelivered to another process")
    another = Dispatcher(example, registry, chair.dispatcher.clock)
    shared = chair.dispatcher.command(chair.id, "/brag", "share", origin)
    assert shared
    assert another.command(chair.id, "/brag", "share", origin) is None


@no_sql_differs
def test_a_receipt_may_have_in_it_what_no_database_takes(as_person: Asked) -> None:
    """A form of a page sends back its own receipt, and whoever wants to can put anything there."""
    sro = as_person("workforce.sro@example.org")
    origin = Origin("test", "C1", receipt="\x00event\ud83d")
    answer = sro.dispatcher.command(sro.id, "/brag", "", origin)
    assert answer is not None
    assert answer.done
    assert sro.dispatcher.command(sro.id, "/brag", "", origin) is None


def test_a_request_delivered_twice_at_once_is_answered_once(as_person: Asked, example: Database) -> None:
    sro = as_person("workforce.sro@example.org")
    for number in range(5):
        origin = Origin("test", "C1", receipt=f"event {number}")
        answers = together(
            *[lambda origin=origin: sro.dispatcher.command(sro.id, "/update", "2.3 amber/amber one", origin)] * 4
        )
        assert sum(answer is not None for answer in answers) == 1
        assert len(updates_of(example, "2.3")) == number + 1


@no_sql_differs
def test_no_more_of_a_receipt_is_kept_than_any_platforms_has(as_person: Asked, example: Database) -> None:
    sro = as_person("workforce.sro@example.org")
    for answered in (True, False):
        reply = sro.dispatcher.press(sro.id, "update.no_change", "2.3", Origin("test", "C1", receipt="r" * 5_000_000))
        assert (reply is not None) is answered
    with example.read() as session:
        assert {len(each.key) for each in session.exec(select(Receipt))} == {200}


@no_sql_differs
def test_old_receipts_are_forgotten_and_new_ones_kept(as_person: Asked, clock: Clock) -> None:
    sro = as_person("workforce.sro@example.org")
    origin = Origin("test", "C1", receipt="event 1")
    assert sro.dispatcher.command(sro.id, "/update", "2.4 no change", origin) is not None
    clock.set("2023-06-08 10:00")
    sro.dispatcher.tidy()
    assert sro.dispatcher.command(sro.id, "/update", "2.4 no change", origin) is None
    clock.set("2099-06-10 10:00")
    sro.dispatcher.tidy()
    assert sro.dispatcher.command(sro.id, "/update", "2.4 no change", origin) is not None
