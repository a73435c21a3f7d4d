"""The freeze is one moment, an answer counts for one meeting, and late ones are taken in by name."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, col, select

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.boards.boards import Meeting
from models.plan.actions import Action, Plan
from models.plan.measures import Measure
from models.plan.ratings import POSITIVE, Rating
from models.position.counting import live_standing
from models.position.freezing import open_meeting
from models.position.snapshots import Snapshot, SnapshotRow
from models.record.database import Database
from models.record.events import Actor, Event, first_broken
from models.updates.answer import Answers
from models.updates.recording import record_update
from models.updates.updates import TakenIn, Update, UpdateKind
from schedules.ticking import decide_what_is_due
from tests.asking import Clock, Somebody, button, somebody
from tests.databases import Engine, after, fill_example, filling_asked_for, no_sql_differs
from tests.handlers.test_pack import BACK_ON_TRACK, finish

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, WORKFORCE = "secretary@example.org", "chair@example.org", "workforce.sro@example.org"


def rows_of(database: Database, on: date, version: int = 1) -> dict[str, SnapshotRow]:
    """The rows of a meeting's snapshot by ref; none before it is frozen."""
    with database.read() as session:
        found = select(SnapshotRow).join(Snapshot).join(Meeting)
        rows = session.exec(found.where(Meeting.on == on, Snapshot.version == version)).all()
        return {each.ref: each for each in rows}


def frozen_at(database: Database, on: date) -> datetime:
    with database.read() as session:
        return session.exec(select(Snapshot.frozen_at).join(Meeting).where(Meeting.on == on)).one()


def counts_for(database: Database, now: datetime) -> date | None:
    with database.read() as session:
        meeting = open_meeting(session, session.exec(select(Plan.organisation_id)).one(), now)
        return meeting.on if meeting else None


def test_the_record_freezes_by_itself_at_the_end_of_the_freeze_day(
    example_dispatcher: Dispatcher, example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-06-30 10:00")
    as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    clock.set("2023-07-10 17:59")
    decide_what_is_due(example_dispatcher, ())
    assert rows_of(example, date(2023, 7, 19)) == {}
    clock.set("2023-07-10 18:00")
    decide_what_is_due(example_dispatcher, ())
    rows = rows_of(example, date(2023, 7, 19))
    assert (rows["2.4"].activity, rows["2.4"].answer, rows["2.4"].expected) == (Rating.ON_TRACK, "update", True)
    assert (rows["2.1"].answer, rows["2.1"].expected) == (None, True)
    assert (rows["10.1"].answer, rows["10.1"].expected) == (None, False)
    assert as_person(CHAIR).types("/brag").data["frozen"] is True
    with example.read() as session:
        events = session.exec(select(Event.door, Event.subject).where(Event.what == "snapshot.frozen")).all()
    assert ("schedule", "meeting 2023-07-19") in events
    decide_what_is_due(example_dispatcher, ())
    assert frozen_at(example, date(2023, 7, 19)) == datetime(2023, 7, 10, 17, tzinfo=UTC)


@no_sql_differs
def test_after_an_outage_it_is_frozen_as_at_its_moment_and_later_answers_count_for_the_next(
    example_dispatcher: Dispatcher, example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-07-11 10:00")
    card = as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    assert "30 August 2023" in in_words(card)
    assert "The figures for 19 July 2023 are fixed already. The secretariat can still take this in" in in_words(card)
    assert as_person(CHAIR).types("/brag reds").data["reds"][1]["ref"] == "2.4", (
        "the board of 19 July knows nothing of it"
    )
    clock.set("2023-07-25 10:00")
    decide_what_is_due(example_dispatcher, ())
    rows = rows_of(example, date(2023, 7, 19))
    assert (rows["2.4"].activity, rows["2.4"].answer) == (Rating.OFF_TRACK, None)
    assert frozen_at(example, date(2023, 7, 19)) == datetime(2023, 7, 10, 17, tzinfo=UTC)


def test_the_board_of_the_example_is_not_lost_when_the_clock_moves_on(
    example_dispatcher: Dispatcher, example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-06-21 09:30")
    decide_what_is_due(example_dispatcher, ())
    card = as_person(SECRETARY).types("/pack compile 7 June 2023")
    assert card.title == "The figures for 7 June 2023 are fixed"
    rows = rows_of(example, date(2023, 6, 7))
    assert len(rows) == 64
    assert sum(bool(each.expected) for each in rows.values()) == 37
    assert all(each.answer == "update" for each in rows.values())
    assert sum(each.activity in POSITIVE for each in rows.values()) == 44


def test_a_board_that_met_without_a_pack_is_compiled_from_its_freeze_though_no_clock_ran(
    example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-08-02 10:00")
    as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    as_person(SECRETARY).types("/pack compile 7 June 2023")
    finish(example, clock)
    card = as_person(SECRETARY).types("/pack compile 19 July 2023")
    assert card.title == "The figures for 19 July 2023 are fixed"
    assert rows_of(example, date(2023, 7, 19))["2.4"].activity is Rating.OFF_TRACK


@no_sql_differs
@pytest.mark.parametrize(
    ("now", "meeting"),
    [
        ("2023-07-10 16:59", date(2023, 7, 19)),
        ("2023-07-10 17:00", date(2023, 8, 30)),
        ("2023-07-19 09:00", date(2023, 8, 30)),
        ("2023-06-07 16:59", date(2023, 6, 7)),
        ("2023-06-07 17:00", date(2023, 7, 19)),
        ("2023-11-23 09:00", None),
    ],
)
def test_an_answer_counts_for_the_next_board_whose_freeze_lies_ahead(
    example: Database, now: str, meeting: date | None
) -> None:
    assert counts_for(example, datetime.fromisoformat(now).replace(tzinfo=UTC)) == meeting


@no_sql_differs
def test_an_answer_that_was_confirmed_for_a_board_is_in_its_figures_though_it_was_asked_for_after_the_compile(
    example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-07-10 10:00:06")
    assert "19 July 2023" in in_words(as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}"))
    clock.set("2023-07-10 10:00:05")  # asked for before, and had to wait for it
    as_person(SECRETARY).types("/pack compile 7 June 2023")
    finish(example, clock)
    as_person(SECRETARY).types("/pack compile 19 July 2023")
    row = rows_of(example, date(2023, 7, 19))["2.4"]
    assert (row.activity, row.answer) == (Rating.ON_TRACK, "update")


def test_an_answer_given_while_a_board_was_cancelled_can_be_taken_in_when_it_meets_after_all(
    example_dispatcher: Dispatcher, example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-07-03 10:00")
    as_person(SECRETARY).types("/board cancel 19 July 2023 the chair is ill")
    assert "30 August 2023" in in_words(as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}"))
    clock.set("2023-07-12 10:00")
    as_person(SECRETARY).types("/board new 19 July 2023")
    clock.set("2023-07-19 18:00")
    decide_what_is_due(example_dispatcher, ())
    assert rows_of(example, date(2023, 7, 19))["2.4"].answer is None
    as_person(SECRETARY).types("/pack compile 19 July 2023")
    finish(example, clock)
    as_person(SECRETARY).types("/pack compile 19 July 2023 with 2.4")
    assert rows_of(example, date(2023, 7, 19), 2)["2.4"].answer == "update"


def test_a_board_that_is_called_at_short_notice_is_open_to_its_own_day(
    example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-07-24 10:00")
    as_person(SECRETARY).types("/board new 27 July 2023 reporting:none")
    assert counts_for(example, clock.now) == date(2023, 7, 27)
    clock.set("2023-07-27 18:00")
    assert counts_for(example, clock.now) == date(2023, 8, 30)


@after(fill_example)
def fill_late(database: Database) -> None:
    """A pack for 19 July with files, and three answers that came after the freeze."""
    clock = Clock("2023-07-10 10:00")
    dispatcher = Dispatcher(database, registry, clock)
    somebody(dispatcher, SECRETARY).types("/pack compile")
    finish(database, clock)
    clock.set("2023-07-11 10:00")
    workforce = somebody(dispatcher, WORKFORCE)
    workforce.types(f"/update 2.4 {BACK_ON_TRACK}")
    workforce.types("/update 2.2 amber/amber two posts are filled")
    workforce.types("/update 2.3 amber/amber the panel has met")


@pytest.fixture
def example(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The example, or what `late` is."""
    with engine.fresh(filling_asked_for(request, late=fill_late)) as database:
        yield database


@pytest.fixture
def late(clock: Clock) -> None:
    """A pack for 19 July with files, and three answers that came after the freeze: `example` has them."""
    clock.set("2023-07-11 10:00")


@pytest.mark.usefixtures("late")
def test_what_is_taken_in_counts_here_and_nothing_else_moves(example: Database, clock: Clock, as_person: Asked) -> None:
    before = rows_of(example, date(2023, 7, 19))
    secretary = as_person(SECRETARY)
    card = secretary.types("/pack compile with 2.4, 2.2")
    assert card.data["version"] == 2
    after = rows_of(example, date(2023, 7, 19), 2)
    moved = {ref for ref in after if after[ref].update_id != before[ref].update_id}
    assert moved == {"2.2", "2.4"}
    assert {after[ref].answer for ref in moved} == {"update"}
    for ref in after.keys() - moved:
        ignored = {"id", "snapshot_id"}
        assert after[ref].model_dump(exclude=ignored) == before[ref].model_dump(exclude=ignored)
    with example.read() as session:
        plan = session.exec(select(Plan)).one()
        meeting = open_meeting(session, plan.organisation_id, clock.now)
        standing = live_standing(plan.id, clock.now, clock.now.date(), meeting)
        given = dict(session.execute(select(standing.c.ref, standing.c.answer)).all())
        assert (given["2.2"], given["2.4"], given["2.3"]) == (None, None, "update")
        taken = session.exec(select(TakenIn).order_by(col(TakenIn.update_id))).all()
        assert len(taken) == 2
        assert [session.get_one(Update, each.update_id).meeting_id for each in taken] == [meeting.id] * 2  # type: ignore[union-attr]
        events = session.exec(select(Event.subject).where(Event.what == "update.taken_in")).all()
        assert set(events) == {"action 2.4", "action 2.2"}
        assert first_broken(session, plan.organisation_id) is None
    (told,) = [each for each in secretary.told if each.person_id == as_person(WORKFORCE).id]
    assert "Your answers for 2.4 and 2.2 came after the freeze and are taken in" in in_words(told.card)


@no_sql_differs
@pytest.mark.usefixtures("late")
def test_a_late_answer_is_taken_in_with_the_one_that_it_confirms(
    example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-07-11 11:00")
    as_person(WORKFORCE).types("/update 2.4 no change")
    as_person(SECRETARY).types("/pack compile with 2.4")
    assert rows_of(example, date(2023, 7, 19), 2)["2.4"].answer == "update"
    with example.read() as session:
        assert _taken(session) == 2
    as_person(WORKFORCE).types("/update 2.4 no change")
    assert "2.4" in as_person(WORKFORCE).types("/update").data["no_change"], "the update counts for 19 July alone"


@no_sql_differs
@pytest.mark.usefixtures("late")
def test_each_late_answer_has_its_button(example: Database, clock: Clock, as_person: Asked) -> None:
    card = as_person(SECRETARY).types("/pack")
    assert button(card, "Take in 2.3") == ("pack.compile", "2023-07-19 with 2.3")
    assert "Take in 2.3" not in in_words(as_person(CHAIR).types("/pack"))
    as_person(SECRETARY).presses(card, "Take in 2.3")
    finish(example, clock)
    assert "Take in 2.3" not in in_words(as_person(SECRETARY).types("/pack"))
    again = as_person(SECRETARY).presses(card, "Take in 2.3")
    assert "No answer for 2.3 has come since the figures for 19 July 2023 were fixed" in in_words(again)


@no_sql_differs
@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/pack compile with 2.4 2.1", "No answer for 2.1 has come since"),
        ("/pack compile with", "Their refs come after “with”"),
        ("/pack compile with everything", "“everything” is no ref of an action"),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_nothing_is(
    example: Database, as_person: Asked, line: str, said: str
) -> None:
    assert said in in_words(as_person(SECRETARY).types(line))
    with example.read() as session:
        assert _taken(session) == 0


@no_sql_differs
@pytest.mark.usefixtures("late")
def test_what_counts_at_its_own_board_by_now_is_not_taken_in_for_an_earlier_one(
    example_dispatcher: Dispatcher, example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-08-18 18:00")
    decide_what_is_due(example_dispatcher, ())
    assert rows_of(example, date(2023, 8, 30))["2.4"].answer == "update"
    card = as_person(SECRETARY).types("/pack compile 19 July 2023 with 2.4")
    assert "No answer for 2.4 has come since" in in_words(card)


@no_sql_differs
def test_where_no_later_board_is_in_the_calendar_what_comes_after_the_freeze_is_late(
    example_dispatcher: Dispatcher, example: Database, clock: Clock, as_person: Asked
) -> None:
    clock.set("2023-11-10 10:00")
    with example.write() as session:
        action = session.exec(select(Action).where(Action.ref == "2.2")).one()
        actor = Actor(1, None, clock.now, "test")
        record_update(
            session, actor, action, None, Answers(Rating.ON_TRACK, Rating.NOT_STARTED), UpdateKind.IMPORTED, None, None
        )
    clock.set("2023-11-13 18:00")
    decide_what_is_due(example_dispatcher, ())
    as_person(SECRETARY).types("/pack compile 22 November 2023")
    finish(example, clock)
    clock.set("2023-11-14 10:00")
    as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    refused = in_words(as_person(SECRETARY).types("/pack compile with 2.2"))
    assert "Late answers are there for 2.4." in refused
    as_person(SECRETARY).types("/pack compile with 2.4")
    assert rows_of(example, date(2023, 11, 22), 2)["2.4"].answer == "update"


def test_what_the_rules_go_by_is_as_it_was_at_the_freeze(example: Database, clock: Clock, as_person: Asked) -> None:
    clock.set("2023-07-10 10:00")
    done = "/update 2.4 blue/amber the campaign has ended; evidence: https://example.org/campaign"
    as_person(WORKFORCE).types(done)
    as_person(SECRETARY).types("/pack compile")
    finish(example, clock)
    with example.write() as session:
        for measure in session.exec(select(Measure)).all():
            measure.agreed = not measure.agreed
            session.add(measure)
        action = session.exec(select(Action).where(Action.ref == "2.4")).one()
        action.due = action.approved_due = date(2024, 3, 31)
        session.add(action)
    clock.set("2023-07-11 10:00")
    as_person(WORKFORCE).types("/update 2.4 amber/amber it has begun again")
    assert as_person(SECRETARY).types("/pack compile").title.endswith("is up to date")


@no_sql_differs
def test_before_the_freeze_there_is_nothing_late(clock: Clock, as_person: Asked) -> None:
    clock.set("2023-07-03 10:00")
    card = as_person(SECRETARY).types("/pack compile with 2.4")
    assert "are not fixed yet, so every answer still counts for it by itself" in in_words(card)


def _taken(session: Session) -> int:
    return len(session.exec(select(TakenIn)).all())
