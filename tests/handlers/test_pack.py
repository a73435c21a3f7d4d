"""`/pack`: freezing and compiling, one pack for two people at once, versions, drafts, publishing; and who may."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.web.door import DOOR
from handlers.brag.sentences import NO_EARLIER_BOARD
from handlers.cards import Card
from handlers.cards import from_json as card_from_json
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.pack.messages import post_made
from handlers.pack.naming import contents_of, file_name
from handlers.plain_text import in_words
from handlers.version_words import version_said
from models.decisions.versions import version_called
from models.outbox.deliveries import Delivery
from models.packs.packs import WRITTEN, Pack, PackState, files_of, mark_failed, mark_made, pack_of, take_building
from models.people.people import Person
from models.plan.actions import Action, Plan
from models.plan.deadlines import Precision
from models.plan.measures import Measure
from models.plan.ratings import Rating
from models.position.freezing import open_meeting
from models.position.snapshots import Snapshot, SnapshotRow
from models.record.database import Database
from models.record.events import Event
from models.returns.expected import Expected, expected_for
from models.updates.recording import newest_update
from models.updates.updates import Update
from papers.pack.contents import PackContents, from_json
from tests.asking import Clock, Somebody, button, buttons, somebody, summary_before, tables
from tests.databases import Engine, after, fill_example, filling_asked_for, no_sql_differs

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, WORKFORCE = "secretary@example.org", "chair@example.org", "workforce.sro@example.org"
BACK_ON_TRACK = "green/amber the campaign is running; back to green 30 Sep"


def compiled(session: Session, version: int = 1) -> PackContents:
    """The contents of a version of the pack for 7 June."""
    found = session.exec(select(Pack).join(Snapshot).where(Snapshot.version == version)).one()
    return from_json(found.contents)


def finish(database: Database, clock: Clock) -> None:
    """Put files to the pack that is being built or published, as the packing does."""
    with database.write() as session:
        taken = take_building(session, 1, clock.now, timedelta(minutes=1))
        assert taken is not None
        contents = contents_of(taken)
        files = {each: (file_name(contents, each), each.value.encode()) for each in WRITTEN}
        assert mark_made(session, taken, files)
        post_made(session, taken, contents, files_of(session, taken.id, contents.draft), clock.now, [DOOR])


def publish(person: Somebody, database: Database, clock: Clock) -> Card:
    """Publish the newest pack, with updates missing, and have its files made."""
    card = person.types("/pack publish")
    if [each for each in buttons(card) if each.verb == "pack.publish_now"]:
        card = person.presses(card, "Publish without them")
    finish(database, clock)
    return card


def told(database: Database, word: str) -> dict[str, Card]:
    """The messages to people about a pack, by whose they are; `word` says on which occasion."""
    with database.read() as session:
        rows = session.exec(
            select(Person.email, Delivery.card)
            .join(Delivery, col(Delivery.person_id) == Person.id)
            .where(col(Delivery.key).like(f"pack % {word} %"))
            .order_by(col(Delivery.id))
        ).all()
        return {email: card_from_json(card or {}) for email, card in rows}


@after(fill_example)
def fill_ready(database: Database) -> None:
    """The pack for 7 June, compiled and built."""
    clock = Clock("2023-06-07 10:00")
    somebody(Dispatcher(database, registry, clock), SECRETARY).types("/pack compile")
    finish(database, clock)


@after(fill_ready)
def fill_published(database: Database) -> None:
    """The same, published."""
    clock = Clock("2023-06-07 10:00")
    publish(somebody(Dispatcher(database, registry, clock), SECRETARY), database, clock)


@pytest.fixture
def example(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The example, or what `ready` is."""
    with engine.fresh(filling_asked_for(request, ready=fill_ready)) as database:
        yield database


@pytest.fixture
def ready() -> None:
    """The pack for 7 June, compiled and built: `example` has it."""


def test_compiling_freezes_the_position_and_keeps_the_golden_figures(as_person: Asked, example: Database) -> None:
    card = as_person(SECRETARY).types("/pack compile")
    assert card.data == {"meeting": "2023-06-07", "version": 1, "state": "building"}
    assert as_person(CHAIR).types("/brag").data["frozen"] is True
    with example.read() as session:
        contents = compiled(session)
        events = session.exec(select(Event.what).order_by(col(Event.id).desc()).limit(2)).all()
    assert set(events) == {"pack.compiled", "snapshot.frozen"}
    assert contents.headline == (
        "On track (Blue or Green on activity): 44 of 64 (68.75%), down from 52 of 65 (80.00%) on 26 April 2023."
    )
    assert [(each.heading, each.total) for each in contents.columns] == [
        ("Previous activity", 65),
        ("Current activity", 64),
        ("Previous impact", 65),
        ("Current impact", 64),
    ]
    assert [(each.ref, each.dimension, each.deadline, each.days_overdue) for each in contents.reds] == [
        ("2.1", "impact", "March 2023", 68),
        ("2.4", "activity and impact", "March 2023", 68),
        ("7.5", "activity", "March 2023", 68),
    ]
    assert contents.data_month == date(2023, 5, 1)
    assert [each.ref for each in contents.highlights] == ["10.1", "10.2", "10.3", "10.4", "10.7"]
    assert "2 in primary and 2 in secondary schools" in contents.highlights[-1].text
    assert sum(len(area.actions) for area in contents.areas) == 64
    assert [area.number for area in contents.areas] == list(range(1, 11))
    assert contents.trend[-1].meeting == date(2023, 6, 7)
    assert {each.acronym: each.meaning for each in contents.acronyms}["SEND"].startswith("special educational needs")


@no_sql_differs
def test_what_the_pack_says_is_what_brag_says_of_the_same_snapshot(as_person: Asked, example: Database) -> None:
    as_person(SECRETARY).types("/pack compile")
    chair = as_person(CHAIR)
    with example.read() as session:
        contents = compiled(session)
    shown = chair.types("/brag").data
    activity = {rating.as_data: count.count for rating, count in contents.columns[1].counts.items()}
    assert activity == {rating: count["count"] for rating, count in shown["current"]["activity"].items()}
    assert [each.ref for each in contents.movements.moved] == [
        each["ref"] for each in chair.types("/brag moves").data["moves"]
    ]
    assert [each.ref for each in contents.slow] == [each["ref"] for each in chair.types("/brag slow").data["slow"]]
    likely = {each["ref"]: "; ".join(each["reasons"]) for each in chair.types("/brag likely").data["likely"]}
    assert {each.ref: each.why for each in contents.likely} == likely
    assert [(each.deadline, each.owner) for each in contents.likely if each.ref == "2.3"] == [
        ("Q1 2023/24", "Workforce SRO")
    ]
    assert [each.ref for each in contents.gap] == [each["ref"] for each in chair.types("/brag gap").data["gap"]]


@no_sql_differs
def test_the_pace_stands_in_the_pack_as_figures_and_no_promise(as_person: Asked, example: Database) -> None:
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        contents = compiled(session)
    assert contents.pace == (
        "Became Blue on activity: 8 at the board of 15 March 2023, 1 at the board of 26 April 2023 and 4 at the board "
        "of 7 June 2023. At the mean of these 3 boards (4.33) the 32 that remain would take 8 boards more, to 8 May "
        "2024. "
        "The plan’s last deadline is 31 December 2023. This is what the last boards come to, and no promise."
    )


@no_sql_differs
def test_a_pack_says_which_version_of_the_plan_it_is_about(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/plan freeze v0.11")
    proposed = secretary.types("/plan adopt v0.11").data["proposal"]["id"]
    with example.read() as session:
        plan, at = session.exec(select(Plan)).one(), clock.now
        assert version_said(version_called(session, plan.id, at)) == "v0.11 (draft)"
        assert version_said(version_called(session, plan.id, at - timedelta(seconds=1))) == ""
    secretary.types(f"/board decide {proposed} agreed")
    secretary.types("/plan freeze v0.12")
    secretary.types("/pack compile")
    finish(example, clock)
    told = "v0.11 (adopted, D1, Improvement Board, 7 June 2023); v0.12 is a draft"
    with example.read() as session:
        assert compiled(session).plan_version == told
    clock.set("2023-06-07 11:00")
    secretary.types("/plan freeze v0.13")  # the figures are fixed: this is another pack's
    assert secretary.types("/pack compile").data["version"] == 1


def test_the_first_board_has_nothing_to_compare_with(as_person: Asked, example: Database) -> None:
    with example.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE snapshot SET published_at = NULL")
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        contents = compiled(session)
    assert contents.total_change.said == f"The plan has 64 actions. {NO_EARLIER_BOARD}"
    assert contents.reds_said == "3 actions are Red by either rating."
    assert contents.gap_said == "21 of 32 actions that are Blue on activity show no positive impact."
    assert "Days overdue are reckoned to 7 June 2023." in contents.notes


@pytest.mark.parametrize("line", ["/pack compile", "/pack publish"])
@pytest.mark.parametrize("email", [CHAIR, WORKFORCE, "observer@example.org", "adviser@example.org"])
@pytest.mark.usefixtures("ready")
def test_only_the_secretariat_compiles_and_publishes(
    as_person: Asked, example: Database, line: str, email: str
) -> None:
    card = as_person(email).types(line)
    assert "it is for the secretariat" in in_words(card)
    with example.read() as session:
        assert len(session.exec(select(Pack)).all()) == 1
        assert pack_of(session, session.exec(select(Snapshot.meeting_id).where(Snapshot.version == 1)).all()[-1])


@no_sql_differs
@pytest.mark.usefixtures("ready")
def test_a_button_of_an_old_card_asks_for_the_right_again(example_dispatcher: Dispatcher, as_person: Asked) -> None:
    for verb in ("pack.publish", "pack.again"):
        reply = example_dispatcher.press(as_person(CHAIR).id, verb, "2023-06-07", as_person(CHAIR)._origin())
        assert reply is not None
        assert reply.answer.title == "Not open to you"


def test_two_people_at_once_get_one_pack(example_dispatcher: Dispatcher, example: Database) -> None:
    asked = [somebody(example_dispatcher, SECRETARY) for _ in range(6)]
    with ThreadPoolExecutor(len(asked)) as threads:
        cards = list(threads.map(lambda each: each.types("/pack compile"), asked))
    assert {card.data["version"] for card in cards} == {1}
    with example.read() as session:
        assert len(session.exec(select(Pack)).all()) == 1
        assert len(session.exec(select(Snapshot).where(Snapshot.published_at == None)).all()) == 1  # noqa: E711
        progress = session.exec(select(Delivery).where(col(Delivery.key).like("pack%progress%"))).all()
    assert len(progress) == 1


@pytest.mark.usefixtures("ready")
def test_compiling_again_makes_version_2_and_says_what_changed(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    with example.read() as session:
        first = compiled(session)
    clock.set("2023-06-07 11:00")
    as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    as_person(SECRETARY).types("/action 10.8 highlight Every partner has adopted the strategy.")
    card = as_person(SECRETARY).types("/pack compile with 2.4")
    assert card.data["version"] == 2
    with example.read() as session:
        assert compiled(session) == first
        second = compiled(session, 2)
        rows = dict(
            session.exec(select(SnapshotRow.snapshot_id, SnapshotRow.activity).where(SnapshotRow.ref == "2.4")).all()
        )
        versions = {each.version: each.id for each in session.exec(select(Snapshot)) if each.published_at is None}
    assert rows[versions[1]] is Rating.OFF_TRACK
    assert rows[versions[2]] is Rating.ON_TRACK
    assert second.version == 2
    assert second.changed[0] == f"{first.headline} Now: {second.headline}"
    assert second.changed[1] == ("2.4: activity Red → Green; impact Red → Amber; forecast and commentary changed.")
    assert second.changed[-1] == "Highlight added: 10.8."
    assert in_words(card).count("What changed since version 1") == 1


@no_sql_differs
@pytest.mark.usefixtures("ready")
def test_compiling_again_without_any_change_says_so(as_person: Asked, example: Database) -> None:
    card = as_person(SECRETARY).types("/pack compile")
    assert (card.title, card.data["version"]) == ("Board pack for 7 June 2023, version 1 is up to date", 1)
    with example.read() as session:
        assert len(session.exec(select(Pack)).all()) == 1


@no_sql_differs
def test_a_late_return_is_in_the_second_version(as_person: Asked, example: Database, clock: Clock) -> None:
    clock.set("2023-07-10 10:00")
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        first = compiled(session)
    assert first.meeting == date(2023, 7, 19)
    assert first.returns.said.startswith("0 of ")
    (row,) = [each for each in first.returns.rows if each.answerer == "Workforce SRO"]
    assert "2.4" in row.outstanding
    assert row.state.startswith("No return received for 1.4, 2.1, 2.2")
    action = next(each for area in first.areas for each in area.actions if each.ref == "2.4")
    assert action.no_return
    assert action.standing == "No return received. The ratings are those of 24 May 2023."
    other = next(each for area in first.areas for each in area.actions if each.ref == "10.1")
    assert other.standing == "Not expected for this meeting. The ratings are those of 19 May 2023."
    assert "counted with the last rating given" in " ".join(first.notes)
    finish(example, clock)
    clock.set("2023-07-10 12:00")
    as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    card = as_person(SECRETARY).types("/pack compile")
    assert card.data["version"] == 1
    assert "1 answer came after the freeze and counts for the next board unless taken in" in in_words(card)
    assert as_person(SECRETARY).presses(card, "Take in 2.4").data["version"] == 2
    with example.read() as session:
        second = compiled(session, 2)
    action = next(each for area in second.areas for each in area.actions if each.ref == "2.4")
    assert (action.standing, action.no_return) == ("Update of 10 July 2023.", False)
    assert any(line.startswith("2.4:") and line.endswith("the update has arrived.") for line in second.changed)
    assert second.returns.said.startswith("1 of ")


BEFORE_THE_FREEZE = "2023-06-23 10:00"
"""The freeze for 19 July is on 10 July."""


@no_sql_differs
def test_before_the_freeze_it_is_asked_first(as_person: Asked, example: Database, clock: Clock) -> None:
    clock.set(BEFORE_THE_FREEZE)
    as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    card = as_person(SECRETARY).types("/pack compile")
    assert card.title == "It is early to fix the figures for 19 July 2023"
    assert "Their freeze is on Monday 10 July 2023, and 1 of 52 updates is in." in in_words(card)
    with example.read() as session:
        assert session.exec(select(Pack)).all() == []
    assert "2.3" in in_words(as_person(WORKFORCE).types("/return"))
    card = as_person(SECRETARY).presses(card, "Fix the figures now all the same")
    assert card.title == "The figures for 19 July 2023 are fixed"


@no_sql_differs
def test_before_the_freeze_nothing_is_published(as_person: Asked, example: Database, clock: Clock) -> None:
    clock.set(BEFORE_THE_FREEZE)
    secretary = as_person(SECRETARY)
    secretary.presses(secretary.types("/pack compile"), "Fix the figures now all the same")
    finish(example, clock)
    assert "A pack is published from its freeze on, which is on Monday 10 July 2023" in in_words(
        secretary.types("/pack publish")
    )
    assert secretary.types("/pack").data["packs"][0]["published"] is False
    clock.set("2023-07-10 10:00")
    card = secretary.types("/pack publish")
    assert card.title == "Board pack for 19 July 2023, version 1: publish it without these?"
    assert "52 of 52 updates are missing: " in in_words(card)
    assert "Workforce SRO: 1.4, 2.1, 2.2" in in_words(card)
    assert secretary.types("/pack").data["packs"][0]["state"] == "ready"
    card = secretary.presses(card, "Publish without them")
    assert card.title == "Board pack for 19 July 2023, version 1 is being published"
    finish(example, clock)
    assert secretary.types("/pack").data["packs"][0]["published"] is True


@no_sql_differs
@pytest.mark.usefixtures("ready")
def test_after_the_board_has_met_nothing_that_moved_since_comes_into_its_pack(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    clock.set("2023-06-22 10:00")
    as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    card = as_person(SECRETARY).types("/pack compile 7 June 2023")
    assert card.data["version"] == 1
    with example.read() as session:
        assert len(session.exec(select(Pack)).all()) == 1
    assert (
        as_person(SECRETARY).types("/pack publish").title == "Board pack for 7 June 2023, version 1 is being published"
    )


@no_sql_differs
@pytest.mark.usefixtures("ready")
def test_buttons_of_a_version_are_about_that_version(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    old = told(example, "progress")[SECRETARY]
    secretary.types("/action 10.8 highlight Every partner has adopted the strategy.")
    secretary.types("/pack compile")
    finish(example, clock)
    assert table_states(secretary)[1] == "draft, replaced by a later version"
    assert "There is a version 2 by now, so version 1 is not published." in in_words(secretary.presses(old, "Publish"))
    secretary.presses(old, "Send me the files")
    assert [each.card.title for each in secretary.told] == ["Board pack for 7 June 2023, version 1 (draft)"]


@no_sql_differs
@pytest.mark.usefixtures("ready")
def test_files_asked_for_twice_come_twice(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    for _ in range(2):
        secretary.types("/pack files")
        assert len(secretary.told) == 1


def test_what_came_after_the_freeze_and_was_printed_is_no_return_for_the_next_board(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, sro = as_person(SECRETARY), as_person(WORKFORCE)
    secretary.types("/pack compile")
    finish(example, clock)
    sro.types(f"/update 2.4 {BACK_ON_TRACK}")
    secretary.types("/pack compile with 2.4")
    (told,) = [each for each in secretary.told if each.person_id == sro.id]
    assert told.card.title == "Taken in for the board of 7 June 2023"
    assert "no longer for that of 19 July 2023, for which I will ask again" in in_words(told.card)
    finish(example, clock)
    publish(secretary, example, clock)
    clock.set("2023-07-10 10:00")
    assert "2.4" in [each.ref for each in owed_by(example, clock)]
    secretary.types("/pack compile")
    with example.read() as session:
        contents = from_json(session.exec(select(Pack).order_by(col(Pack.id).desc())).first().contents)  # type: ignore[union-attr]
    action = next(each for area in contents.areas for each in area.actions if each.ref == "2.4")
    assert action.no_return
    assert action.standing == "No return received. The ratings are those of 7 June 2023."


@no_sql_differs
def test_a_no_change_prints_with_the_day_since_when_and_not_as_a_fresh_update(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, sro = as_person(SECRETARY), as_person(WORKFORCE)
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack publish")
    clock.set("2023-06-30 10:00")
    sro.types("/update 2.3 no change")
    sro.types("/update 2.6 green/green hubs are open")
    clock.set("2023-07-10 10:00")
    secretary.types("/pack compile")
    with example.read() as session:
        contents = from_json(session.exec(select(Pack).order_by(col(Pack.id).desc())).first().contents)  # type: ignore[union-attr]
    standing = {each.ref: each.standing for area in contents.areas for each in area.actions}
    assert standing["2.3"] == "No change since 23 May 2023, confirmed on 30 June 2023."
    assert standing["2.6"] == "Update of 30 June 2023."


def owed_by(example: Database, clock: Clock) -> list[Expected]:
    """What is owed for the coming board."""
    with example.read() as session:
        plan = session.exec(select(Plan)).one()
        meeting = open_meeting(session, plan.organisation_id, clock.now)
        assert meeting is not None
        found = expected_for(session, plan.id, meeting, clock.now, clock.now.date())
        return [each for each in found if not each.given]


@no_sql_differs
@pytest.mark.usefixtures("ready")
def test_a_reason_or_a_cause_that_was_mended_is_told(as_person: Asked, example: Database, clock: Clock) -> None:
    with example.write() as session:
        gone = session.exec(select(Action).where(Action.ref == "5.6")).one()
        gone.reason = "merged by the board of 26 April"
        session.add(gone)
    clock.set("2023-06-07 11:00")
    as_person(WORKFORCE).types("/update 2.4 red/red stuck; cause: two posts are vacant; recovery: 30 September 2023")
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile with 2.4")
    with example.read() as session:
        changed = compiled(session, 2).changed
    assert "Why the number of actions changed is said anew." in changed
    assert any(line.startswith("2.4: ") and "cause" in line for line in changed)


@no_sql_differs
def test_where_the_rules_see_it_otherwise_is_reckoned_to_the_meeting(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    with example.write() as session:
        measure = session.exec(select(Measure).join(Action).where(Action.ref == "7.1")).one()
        measure.agreed = False
        later = session.exec(select(Action).where(Action.ref == "5.5")).one()
        later.approved_due, later.approved_precision = date(2023, 7, 18), Precision.DAY
    clock.set("2023-07-10 10:00")
    as_person(WORKFORCE).types("/update 2.1 amber/amber the next round is open; back to green 30 Sep")
    as_person(WORKFORCE).types("/update 2.4 blue/grey all is in place; evidence: https://example.org/campaign")
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        contents = compiled(session)
    actions = {each.ref: each for area in contents.areas for each in area.actions}
    said = {ref: each.by_the_rules for ref, each in actions.items() if each.by_the_rules}
    assert actions["2.1"].days_overdue == 110
    assert said["2.1"] == ("Activity declared Amber; by the rules Red: 110 days overdue.",)
    assert said["7.1"][-1] == "Impact declared Amber; by the rules Grey: no agreed measure."
    assert "5.5" not in said
    late = "Activity Blue, late: complete, with evidence, after its original date of 31 March 2023."
    assert said["2.4"] == (late,)
    assert "7.5" not in said  # Red
    assert "10.1" not in said  # Blue, with its evidence
    assert {each.ref: each.by_the_rules for each in contents.reds} == {
        each.ref: actions[each.ref].by_the_rules for each in contents.reds
    }


@pytest.mark.usefixtures("ready")
def test_publishing_makes_it_what_previous_means(as_person: Asked, example: Database, clock: Clock) -> None:
    card = as_person(SECRETARY).types("/pack publish")
    assert card.title == "Board pack for 7 June 2023, version 1 is being published"
    assert "is being published already" in in_words(as_person(SECRETARY).types("/pack publish"))
    assert "is being published, so it is not compiled" in in_words(
        as_person(SECRETARY).types("/pack compile 7 June 2023")
    )
    with example.read() as session:
        assert session.exec(select(Snapshot).where(Snapshot.published_at == None)).all()  # noqa: E711
    finish(example, clock)
    assert "was published on 7 June 2023, 10:00" in in_words(as_person(SECRETARY).types("/pack publish"))
    clock.set("2023-06-12 10:00")
    assert as_person(CHAIR).types("/brag").data["previous"]["meeting"] == "2023-06-07"
    again = as_person(SECRETARY).types("/pack compile 7 June 2023")
    assert "has been published, so it is not compiled again" in in_words(again)
    with example.read() as session:
        events = session.exec(select(Event).where(col(Event.what).like("%publish%"))).all()[-3:]
        assert [each.what for each in events] == ["pack.publishing", "snapshot.published", "pack.published"]
        assert {each.person_id for each in events} == {as_person(SECRETARY).id}
        assert len(session.exec(select(Pack)).all()) == 1


@no_sql_differs
def test_a_pack_that_is_not_complete_cannot_be_published(as_person: Asked, example: Database, clock: Clock) -> None:
    with example.write() as session:
        gone = session.exec(select(Action).where(Action.ref == "5.6")).one()
        gone.reason = None
        session.add(gone)
    as_person(SECRETARY).types("/pack compile")
    finish(example, clock)
    card = as_person(SECRETARY).types("/pack publish")
    assert (
        "No reason is recorded for 5.6 coming or going (a plan file with a column “Reason” brings it, then "
        "“/pack compile”)"
    ) in in_words(card)
    assert as_person(SECRETARY).types("/pack").data["packs"][0]["published"] is False


def test_a_red_without_commentary_is_mended_after_the_freeze_by_the_button_beside_it(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, sro = as_person(SECRETARY), as_person(WORKFORCE)
    tracker = b"Ref,Action,Activity,Impact\n1.4,A new Red that a tracker brought,Red,Red\n"
    with example.read() as session:
        title = session.exec(select(Action.title).where(Action.ref == "1.4")).one()
    secretary.presses(
        secretary.sends("t.csv", tracker.replace(b"A new Red that a tracker brought", title.encode())), "Import"
    )
    with example.write() as session:
        update = newest_update(session, session.exec(select(Action.id).where(Action.ref == "1.4")).one() or 0)
        assert update is not None
        session.add(Update(**{**update.model_dump(exclude={"id"}), "commentary": None}))
    secretary.types("/pack compile")
    finish(example, clock)
    refused = secretary.types("/pack publish")
    assert "Red 1.4 has no commentary" in in_words(refused)
    assert "No answer for 1.4 has come" in in_words(secretary.presses(refused, "Take in 1.4"))
    sro.types("/update 1.4 red/red the post is frozen; cause: no budget; action: a bid is made; recovery: 30 Sep 2023")
    assert secretary.presses(refused, "Take in 1.4").data["version"] == 2
    finish(example, clock)
    assert secretary.types("/pack publish").title == "Board pack for 7 June 2023, version 2 is being published"


@no_sql_differs
def test_a_pack_without_files_cannot_be_published(as_person: Asked) -> None:
    as_person(SECRETARY).types("/pack compile")
    assert "published when its files are there" in in_words(as_person(SECRETARY).types("/pack publish"))


def test_one_that_failed_is_built_again_from_the_same_figures(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    with example.write() as session:
        taken = take_building(session, 1, clock.now, timedelta(minutes=1))
        assert taken is not None
        assert mark_failed(session, taken, "The pdf file could not be made (F1).")
    assert table_states(secretary) == ["could not be built: The pdf file could not be made (F1)."]
    assert secretary.types("/pack compile").data == {"meeting": "2023-06-07", "version": 1, "state": "building"}
    with example.read() as session:
        (only,) = session.exec(select(Pack)).all()
        assert (only.state, only.reason) == (PackState.BUILDING, None)


def table_states(person: Somebody) -> list[str]:
    return [row[2] for row in tables(person.types("/pack"))[0].rows]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/pack compile 8 June 2023", "Improvement Board does not meet on 8 June 2023."),
        ("/pack compile 19 July 2023", "The board of 7 June 2023 comes before that of 19 July 2023"),
        ("/pack compile 26 April 2023", "has been published, so it is not compiled again"),
        ("/pack compile soon", "I need the date first"),
        ("/pack compile 7 June 2023 zeppelin", "I do not understand “zeppelin”."),
        ("/pack complie", "Did you mean /pack compile"),
        ("/pack files", "There is no pack yet."),
        ("/pack publish", "There is no pack yet."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_frozen(
    as_person: Asked, example: Database, line: str, said: str
) -> None:
    assert said in in_words(as_person(SECRETARY).types(line))
    with example.read() as session:
        assert session.exec(select(Pack)).all() == []
        assert session.exec(select(Snapshot).where(Snapshot.version > 1)).all() == []


@pytest.mark.usefixtures("ready")
def test_the_list_says_what_there_is(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary, observer = as_person(SECRETARY), as_person("observer@example.org")
    assert table_states(secretary) == ["draft: not published yet"]
    publish(secretary, example, clock)
    card = observer.types("/pack")
    assert tables(card)[0].rows == (
        ("7 June 2023", "1", "published 7 June 2023, 10:00", "7 June 2023, 10:00", "Board Secretary"),
    )
    assert [each.label for each in buttons(card)] == ["Send me the files"]
    observer.presses(card, "Send me the files")
    (brought,) = observer.told
    assert brought.card.title == "Board pack for 7 June 2023, version 1"
    assert "draft" not in in_words(brought.card)


SEE_DRAFTS = (SECRETARY, CHAIR, "governance@example.org")
ONLY_READ = ("hscp.chair@example.org", WORKFORCE, "observer@example.org", "adviser@example.org", "director@example.org")


@no_sql_differs
@pytest.mark.parametrize("email", [*SEE_DRAFTS, *ONLY_READ])
@pytest.mark.usefixtures("ready")
def test_a_draft_is_there_for_those_who_see_drafts_and_for_nobody_else(as_person: Asked, email: str) -> None:
    person = as_person(email)
    sees = email in SEE_DRAFTS
    assert ("7 June 2023" in in_words(person.types("/pack"))) is sees
    for line in ("/pack files", "/pack files 7 June 2023"):
        person.types(line)
        assert len(person.told) == sees
    reply = person.dispatcher.press(person.id, "pack.files", "2023-06-07 version 1", person._origin())
    assert reply is not None
    assert len(reply.deliveries) == sees
    assert sees or "No pack for 7 June 2023 has been published yet." in in_words(reply.answer)


@no_sql_differs
def test_a_draft_goes_to_the_secretariat_and_the_chair_with_its_gaps(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    with example.write() as session:
        gone = session.exec(select(Action).where(Action.ref == "5.6")).one()
        gone.reason = None
        session.add(gone)
    clock.set("2023-07-10 10:00")
    as_person(SECRETARY).types("/pack compile")
    as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    finish(example, clock)
    asked, sent = told(example, "progress"), told(example, "draft")
    assert (set(asked), set(sent)) == ({SECRETARY}, {CHAIR})
    for card in (asked[SECRETARY], sent[CHAIR]):
        words = in_words(card)
        assert card.title == "Board pack for 19 July 2023, version 1 (draft)"
        assert "the secretariat, the board’s chair and the reviewers have it, and nobody else" in words
        assert "board-pack-2023-07-19-v1-draft.pdf" in words
        assert "52 of 52 updates are missing: " in words
        assert "1 answer came after the freeze" in words
    assert [each.label for each in buttons(asked[SECRETARY])] == [
        "Compile again",
        "Take in 2.4",
        "Publish",
        "Send me the files",
    ]
    assert [each.label for each in buttons(sent[CHAIR])] == ["Send me the files"]


@no_sql_differs
@pytest.mark.usefixtures("ready")
def test_what_is_published_is_told_to_the_boards_members_once_each(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    before = summary_before(example, clock, date(2023, 6, 7))
    assert "The board pack is not published yet." in in_words(before)
    publish(as_person(SECRETARY), example, clock)
    summary = summary_before(example, clock, date(2023, 6, 7))
    assert "Board pack for 7 June 2023, version 1, was published on 7 June 2023, 10:00." in in_words(summary)
    assert button(summary, "Send me the files") == ("pack.files", "2023-06-07 version 1")
    sent = told(example, "published")
    holders = {"chair", "director", "adviser", "programme.manager", "governance", "observer"}
    assert set(sent) == {f"{name}@example.org" for name in holders}
    for card in (*sent.values(), told(example, "publishing")[SECRETARY]):
        assert card.title == "Board pack for 7 June 2023, version 1 is published"
        assert "Its files are in the board’s channel." in in_words(card)
        assert button(card, "Send me the files") == ("pack.files", "2023-06-07 version 1")


@pytest.mark.usefixtures("ready")
def test_the_month_of_the_data_can_be_set_until_the_pack_is_published(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    for line, said in (
        (
            "/board month 7 June 2023",
            "Unless one is set, the data for 7 June 2023 are those of May 2023.",
        ),
        ("/board month 7 June 2023 soon", "“soon” is no month."),
        ("/board month 7 June 2023 July 2023", "July 2023 begins after the board of 7 June 2023 has met."),
        ("/board month 8 June 2023 May 2023", "Improvement Board does not meet on 8 June 2023."),
    ):
        assert said in in_words(secretary.types(line))
    card = secretary.types("/board month 7 June 2023 April 2023")
    assert "are those of April 2023, not of May 2023." in in_words(card)
    assert "“/pack compile” makes a version that says so." in in_words(card)
    secretary.types("/pack compile")
    with example.read() as session:
        contents = compiled(session, 2)
        event = session.exec(select(Event).where(Event.what == "meeting.data_month")).one()
    assert (event.person_id, event.after) == (secretary.id, {"data_month": "2023-04-01"})
    assert contents.data_month == date(2023, 4, 1)
    assert contents.changed == ("The data are of April 2023, not of May 2023.",)
    finish(example, clock)
    publish(secretary, example, clock)
    assert "The pack for 7 June 2023 is published" in in_words(secretary.types("/board month 7 June 2023 May 2023"))


@no_sql_differs
def test_no_pack_yet(as_person: Asked) -> None:
    assert "No pack has been compiled yet." in in_words(as_person(SECRETARY).types("/pack"))
    assert "No pack has been published yet." in in_words(as_person("observer@example.org").types("/pack"))
