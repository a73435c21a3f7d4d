"""Taking back: what one press or message recorded goes at once, until the freeze; the record keeps both."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from handlers.cards import Listing
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.boards.boards import Meeting
from models.people.people import Holding, Person, Post
from models.plan.actions import Action
from models.plan.ratings import Rating
from models.position.snapshots import SnapshotRow
from models.record.database import Database
from models.record.events import Event, first_broken
from models.updates.updates import TakenBack, TakenIn, Update
from schedules.ticking import decide_what_is_due
from tests.asking import Clock, Somebody, button, buttons, freeze_for
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"
LINE = "/update 2.4 amber/amber two carers approved; back to green 30 Sep"


@pytest.fixture
def sro(as_person: Asked, clock: Clock) -> Somebody:
    """The Workforce SRO in the weeks in which returns for 19 July are asked for."""
    clock.set("2023-06-22 10:00")
    return as_person(WORKFORCE)


def events(database: Database, what: str) -> list[Event]:
    with database.read() as session:
        return list(session.exec(select(Event).where(Event.what == what).order_by(col(Event.id))))


def figures(sro: Somebody) -> tuple[object, ...]:
    """All that an answer moves: the position, the return, what is slow, and the action itself."""
    asked = ("/brag", "/brag slow", "/brag reds", "/update", "/return", "/action 2.4")
    return tuple(in_words(sro.types(each)) for each in asked)


def test_what_was_taken_back_leaves_everything_as_it_was_and_stays_in_the_record(
    sro: Somebody, example: Database, clock: Clock
) -> None:
    before = figures(sro)
    recorded = sro.types(LINE)
    assert figures(sro) != before
    clock.set("2023-06-22 10:05")
    card = sro.presses(recorded, "Take back")
    assert card.title.startswith("Taken back: 2.4 Run a foster carer recruitment campaign")
    said = in_words(card)
    assert "2.4: Amber on activity, Amber on impact, is taken back; Red on activity, Red on impact, of " in said
    assert (
        "Taken back:\ntwo carers approved; back to green 30 Sep\nWhat stands now:\nThe campaign has not started."
        in said
    )
    assert "An update is owed again for the board of 19 July 2023: 2.4." in said
    clock.set("2023-06-22 10:00")
    assert figures(sro) == before
    with example.read() as session:
        (kept,) = session.exec(select(Update).where(Update.kind != "imported"))
        (taken,) = session.exec(select(TakenBack))
        assert (kept.commentary, taken.update_id) == ("two carers approved; back to green 30 Sep", kept.id)
        assert first_broken(session, 1) is None
    with pytest.raises(DBAPIError, match="only ever added"), example.engine.begin() as connection:
        connection.execute(text("DELETE FROM taken_back"))
    (event,) = events(example, "update.taken_back")
    assert (event.subject, event.person_id) == ("action 2.4", sro.id)
    assert event.before
    assert event.after
    assert (event.before["update"], event.before["activity"], event.after["activity"]) == (
        kept.id,
        Rating.AT_RISK,
        Rating.OFF_TRACK,
    )


def test_nine_of_nine_go_at_once_with_one_event_each(sro: Somebody, example: Database) -> None:
    owed = sro.types("/update").data["owed"][:9]
    lines = "\n".join(f"{ref} amber/amber moved on a little, until 30 September; recovery: 30 Sep" for ref in owed)
    recorded = sro.types(f"/update {lines}")
    assert len(recorded.data["recorded"]) == 9
    assert [each.label for each in buttons(recorded)].count("Take back") == 0
    card = sro.presses(recorded, "Take back all 9")
    assert card.title == "9 answers taken back"
    listed = next(each for each in card.body if isinstance(each, Listing))
    assert all("Taken back: “moved on a little, until 30 September”" in each for each in listed.items)
    assert all("What stands now: “" in each for each in listed.items)
    assert (card.data["taken_back"], sorted(card.data["owed"])) == (owed, sorted(owed))
    assert [each.subject for each in events(example, "update.taken_back")] == [f"action {ref}" for ref in owed]
    assert sro.types("/update").data["owed"][:9] == owed


@no_sql_differs
@pytest.mark.parametrize("said", ["delete my update", "undo my last answer, please", "take that back"])
def test_an_answer_that_asks_to_take_one_back_is_no_commentary(sro: Somebody, said: str) -> None:
    sro.says("2.2 amber/green panel met")
    for card in (sro.says(f"2.2 {said}"), sro.types(f"/update 2.2 {said}")):
        assert card.title == "Not recorded: 2.2"
        assert "“/update undo” takes back the last" in in_words(card)
    assert sro.says(said).data["taken_back"] == ["2.2"]


@no_sql_differs
def test_undo_takes_the_last_confirmation_and_twice_says_so(sro: Somebody) -> None:
    sro.types(LINE)
    sro.types("/update 2.2 amber/amber posts are advertised")
    assert sro.types("/update undo").data["taken_back"] == ["2.2"]
    again = sro.says("undo")
    assert again.title == "Taken back already"
    assert "2.2 was taken back on 22 June 2023, 10:00; nothing more was done." in in_words(again)
    assert sro.says("undo please, thanks").title == "Taken back already"
    assert "2.4" not in sro.types("/update").data["owed"]


@no_sql_differs
def test_who_has_recorded_nothing_is_told_so(sro: Somebody) -> None:
    assert "You have recorded nothing yet that could be taken back." in in_words(sro.types("/update undo"))
    assert "“/update undo” takes no more words" in in_words(sro.types("/update undo 2.4"))


@no_sql_differs
def test_an_answer_given_since_counts_as_before_a_taken_back_one_never_came(sro: Somebody) -> None:
    sro.types("/update 2.4 no change; recovery: 30 Sep")
    said = in_words(sro.types("/update undo"))
    assert said.count("The campaign has not started.") == 1, "the words of a “no change” are those that stand"
    sro.types(LINE)
    sro.types("/update undo")
    assert "2.4" in sro.types("/update").data["owed"]
    form = sro.opens("/update 2.4")
    assert {each.name: each.value for each in form.inputs}["recovery_date"] == ""


@no_sql_differs
def test_what_a_no_change_has_confirmed_is_taken_back_after_it(sro: Somebody, clock: Clock) -> None:
    both = sro.types(
        "/update 2.2 amber/amber posts are advertised; forecast: 30 Sep\n2.4 amber/amber begun; recovery: 3 Oct"
    )
    clock.set("2023-06-23 10:00")
    sro.types("/update 2.2 no change")
    card = sro.presses(both, "Take back all 2")
    assert (card.data["taken_back"], card.data["kept"]) == (["2.4"], ["2.2"])
    assert "2.2 stays: “no change” was said of it on 23 June 2023, 10:00." in in_words(card)
    alone = sro.types("/update 2.3 amber/amber posts are advertised; forecast: 30 Sep")
    sro.types("/update 2.3 no change")
    refused = sro.presses(alone, "Take back")
    assert refused.title == "Not taken back: 2.3"
    sro.presses(refused, "Take back “no change”: 2.3")
    assert sro.presses(alone, "Take back").data["taken_back"] == ["2.3"]
    last = sro.types("/update 2.3 amber/amber two are appointed; forecast: 30 Sep")
    sro.types("/update 2.3 green/amber all are appointed; forecast: 30 Sep")
    assert sro.presses(last, "Take back").data["taken_back"] == ["2.3"], "what follows it stands by itself"
    assert sorted(sro.types("/return").data["no_change"]) == []


@no_sql_differs
def test_somebody_elses_answer_in_between_stays(
    sro: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    with example.write() as session:
        second = session.exec(select(Person).where(Person.email == "fostering@example.org")).one()
        post = session.exec(select(Post).where(Post.title == "Workforce SRO")).one()
        session.add(Holding(post_id=post.id, person_id=second.id))
    other = as_person("fostering@example.org")
    mine = sro.types(LINE)
    clock.set("2023-06-22 11:00")
    theirs = other.types("/update 2.4 amber/red panel has met; recovery: 31 Oct")
    card = sro.presses(mine, "Take back")
    assert "the answer of Head of Fostering stays: Amber on activity, Red on impact" in in_words(card)
    assert card.data["owed"] == []
    assert not sro.told
    mine = sro.types("/update 2.4 green/amber on the way; forecast: 30 Sep")
    sro.presses(mine, "Take back")
    (told,) = sro.told
    assert told.person_id == other.id
    said = in_words(told.card)
    assert "Workforce SRO has taken back the later answer for 2.4." in said
    assert "Your answer of 22 June 2023, 11:00 counts again." in said
    clock.set("2023-07-11 10:00")
    mine = sro.types("/update 2.4 green/amber on the way; forecast: 30 Sep")
    assert "the answer of Head of Fostering stays" in in_words(sro.presses(mine, "Take back"))
    assert not sro.told, "theirs is for an earlier board, and counts no other way than it did"
    clock.set("2023-06-22 11:00")
    assert sro.presses(theirs, "Take back").data["owed"] == ["2.4"]
    (told,) = sro.told
    assert told.person_id == other.id
    said = in_words(told.card)
    assert "Workforce SRO has taken back what you recorded on 22 June 2023, 11:00:" in said
    assert "2.4: Amber on activity, Red on impact, is taken back; Red on activity, Red on impact, of 24 May" in said
    before = other.types("/update 2.4 amber/amber panel meets; forecast: 31 Oct")
    assert other.presses(other.types("/update 2.4 amber/green panel met; forecast: 31 Oct"), "Take back")
    assert not other.told
    after = other.types("/update 2.4 amber/green panel met; forecast: 31 Oct")
    sro.presses(after, "Take back")
    assert [each.person_id for each in sro.told] == [other.id], "one message, though their first counts again"
    sro.presses(before, "Take back")
    assert [each.person_id for each in sro.told] == [other.id]


@no_sql_differs
def test_what_is_frozen_is_not_taken_back_and_it_says_what_to_do(
    sro: Somebody, example_dispatcher: Dispatcher, example: Database, clock: Clock
) -> None:
    recorded = sro.types(LINE)
    clock.set("2023-07-10 18:00")
    for _ in range(2):  # the moment has come, whether or not the clock has noticed
        refused = in_words(sro.presses(recorded, "Take back"))
        assert "It is too late to take this back. 2.4 stays: the figures for the board of 19 July 2023 are fixed." in (
            refused
        )
        assert "A new answer follows it, and counts for the next board." in refused
        decide_what_is_due(example_dispatcher, ())
    assert events(example, "update.taken_back") == []
    clock.set("2023-07-10 17:00")
    assert "It is too late" in in_words(sro.types("/update undo"))


def test_what_was_taken_back_is_in_no_snapshot(sro: Somebody, example: Database, clock: Clock) -> None:
    sro.types(LINE)
    sro.types("/update undo")
    freeze_for(example, clock, date(2023, 7, 19))
    with example.read() as session:
        row = session.exec(
            select(SnapshotRow).join(Action).where(Action.ref == "2.4").order_by(col(SnapshotRow.id).desc())
        ).first()
        assert row
        assert (row.activity, row.expected, row.answer) == (Rating.OFF_TRACK, True, None)


def test_a_late_answer_that_was_taken_in_stays_and_the_rest_goes(
    sro: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    freeze_for(example, clock, date(2023, 7, 19))
    late = sro.types(f"{LINE}\n2.2 amber/amber posts are advertised")
    with example.write() as session:
        given = session.exec(select(Update).join(Action).where(Action.ref == "2.4", Update.kind == "update")).one()
        frozen = session.exec(select(Meeting.id).where(Meeting.on == date(2023, 7, 19))).one()
        session.add(TakenIn(update_id=given.id, meeting_id=frozen, at=clock.now, by_person_id=secretary.id))
    card = sro.presses(late, "Take back all 2")
    assert card.data["taken_back"] == ["2.2"]
    assert card.data["kept"] == ["2.4"]


@no_sql_differs
@pytest.mark.parametrize("who", [CHAIR, SECRETARY, "send.sro@example.org"])
def test_nobody_takes_back_what_is_not_theirs(sro: Somebody, as_person: Asked, example: Database, who: str) -> None:
    recorded = sro.types(LINE)
    refused = as_person(who).presses(recorded, "Take back")
    assert refused.title == "Not open to you"
    assert "is not yours to update" in in_words(refused) or "That is not open to you" in in_words(refused)
    assert events(example, "update.taken_back") == []


@no_sql_differs
def test_a_forged_number_takes_nothing_back_nor_one_of_two(sro: Somebody, example: Database) -> None:
    recorded = sro.types(f"{LINE}\n2.2 amber/amber posts are advertised")
    verb, value = button(recorded, "Take back all 2")
    for forged in ("999999999", str(int(value) - 1), str(int(value) + 1), "0"):
        answer = sro._press(verb, forged)
        assert "nothing in the record that this button could take back" in in_words(answer)
    assert events(example, "update.taken_back") == []


@no_sql_differs
def test_the_page_and_the_log_of_the_action_say_it(sro: Somebody, as_person: Asked) -> None:
    sro.types(LINE)
    sro.types("/update undo")
    page = sro.dispatcher.view(sro.id, "page.action", text="2.4")
    assert page.activity is Rating.OFF_TRACK
    assert "taken back on 22 June 2023, 10:00" in page.updates[0].how
    assert "update taken back" in in_words(as_person(SECRETARY).types("/secretariat audit 2.4"))
