"""“No change” for all that is still owed: listed first, recorded as it was listed, taken back as one."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from handlers.plain_text import in_words
from models.plan.actions import Action
from models.plan.refs import ref_order
from models.record.database import Database
from models.record.events import Event
from models.updates.updates import Update, UpdateKind
from tests.asking import Clock, Somebody, buttons
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE = "workforce.sro@example.org"


@pytest.fixture
def sro(as_person: Asked, clock: Clock) -> Somebody:
    """The Workforce SRO, who owes twelve updates for 19 July."""
    clock.set("2023-06-22 10:00")
    return as_person(WORKFORCE)


def given(database: Database) -> list[Update]:
    with database.read() as session:
        return list(session.exec(select(Update).where(Update.kind != UpdateKind.IMPORTED).order_by(col(Update.id))))


@no_sql_differs
def test_it_lists_records_what_it_listed_and_names_what_is_left(sro: Somebody, example: Database) -> None:
    owed = sro.types("/return").data["owed"]
    asked = sro.presses(sro.types("/return"), "No change for the rest")
    left = [each["ref"] for each in asked.data["left"]]
    assert "2.1" in left
    assert "2.4" in left
    assert "A Red needs a recovery date that lies ahead" in in_words(asked)
    assert sorted(asked.data["no_change"] + left) == sorted(owed)
    assert given(example) == []
    done = sro.presses(asked, f"Record no change for {len(owed) - len(left)}")
    assert [each["ref"] for each in done.data["recorded"]] == asked.data["no_change"]
    assert done.data["left"] == left
    assert sorted(sro.types("/return").data["owed"]) == sorted(left)
    assert {each.kind for each in given(example)} == {UpdateKind.NO_CHANGE}
    with example.read() as session:
        recorded = session.exec(select(Event.subject).where(Event.what == "update.recorded")).all()
    assert list(recorded) == [f"action {ref}" for ref in asked.data["no_change"]]
    back = sro.presses(done, f"Take back all {len(recorded)}")
    assert back.data["taken_back"] == asked.data["no_change"]
    assert sro.types("/return").data["owed"] == owed


@no_sql_differs
def test_it_leaves_exactly_those_for_which_no_change_alone_is_no_answer(
    sro: Somebody, example: Database, clock: Clock
) -> None:
    with example.write() as session:
        other = session.exec(select(Action).where(Action.ref == "2.4")).one()
        new = Action(plan_id=other.plan_id, ref="2.90", ref_order=ref_order("2.90"), title="Nobody has answered yet")
        new.board_id, new.owner_post_id = other.board_id, other.owner_post_id
        session.add(new)
    sro.types("/update 2.4 red/red panel has met; cause: pay; action: a new offer; recovery: 10 Jul")
    clock.set("2023-07-11 10:00")
    asked = sro.types("/return no change")
    why = {each["ref"]: each["why"] for each in asked.data["left"]}
    assert why == {
        "2.1": "A Red needs a recovery date that lies ahead.",
        "2.4": "A Red needs a recovery date that lies ahead; 10 July 2023 has passed.",
        "2.90": "It has no answer yet that could stay as it is.",
        "8.4": "It is not complete, and its forecast of 30 June 2023 has passed.",
    }
    for ref in (*why, *asked.data["no_change"]):
        alone = sro.types(f"/update {ref} no change")
        assert alone.title.startswith("Not recorded" if ref in why else "No change recorded"), ref


@no_sql_differs
def test_an_update_that_is_begun_is_left_and_no_word_of_it_is_lost(sro: Somebody) -> None:
    sro.types("/update 2.3 amber/amber agency leavers are replaced; forecast: yesterday and tomorrow")
    asked = sro.types("/return no change")
    assert "You have begun an update of it, on 22 June 2023, 10:00, which waits in the form." in in_words(asked)
    sro.presses(asked, f"Record no change for {len(asked.data['no_change'])}")
    form = sro.opens("/update 2.3")
    assert "agency leavers are replaced" in {each.name: each.value for each in form.inputs}["commentary"]
    assert "2.3" in sro.types("/return").data["owed"]


def test_a_line_that_left_no_word_is_no_update_begun_and_takes_no_other_ones_place(sro: Somebody) -> None:
    sro.types("/update 2.3 amber/amber agency leavers are replaced; forecast: yesterday and tomorrow")
    for ref in ("2.3", "2.7"):
        assert sro.types(f"/update {ref} and 8.1 no change").title == f"Not recorded: {ref}"
    asked = sro.types("/return no change")
    assert {"2.7", "8.1"} <= {*asked.data["no_change"]}
    form = sro.opens("/update 2.3")
    assert "agency leavers are replaced" in {each.name: each.value for each in form.inputs}["commentary"]


@no_sql_differs
def test_what_has_changed_since_it_was_listed_is_listed_anew(sro: Somebody, example: Database) -> None:
    asked = sro.types("/return no change")
    (record,) = [each.label for each in buttons(asked) if each.label.startswith("Record no change")]
    sro.types(f"/update {asked.data['no_change'][0]} amber/amber it has moved; forecast: 30 Sep")
    again = sro.presses(asked, record)
    assert "Nothing was recorded: what you owe has changed since that list was made." in in_words(again)
    assert again.data["no_change"] == asked.data["no_change"][1:]
    assert len(given(example)) == 1
    sro.presses(again, f"Record no change for {len(again.data['no_change'])}")
    twice = sro.presses(again, f"Record no change for {len(again.data['no_change'])}")
    assert "Nothing was recorded" in in_words(twice)
    assert len(given(example)) == 1 + len(again.data["no_change"])


@no_sql_differs
def test_what_was_listed_for_one_board_is_not_recorded_for_the_next(
    sro: Somebody, example: Database, clock: Clock
) -> None:
    sro.types("/update 1.4 no change")  # whose board does not report to the next one
    clock.set("2023-07-10 17:59")
    asked = sro.types("/return no change")
    clock.set("2023-07-10 18:00")
    again = sro.presses(asked, f"Record no change for {len(asked.data['no_change'])}")
    assert "“No change” would be recorded for the board of 30 August 2023" in in_words(again)
    assert again.data["no_change"] == asked.data["no_change"]
    assert len(given(example)) == 1


@no_sql_differs
def test_a_reply_in_the_thread_says_it_for_all(sro: Somebody) -> None:
    assert sro.dispatcher.posted(sro.types("/return"), "test", "C1", "17.1")
    for words in ("all no change", "All: no change.", "the rest unchanged", "No change for the rest"):
        assert sro.says(words, replying_to="17.1").title == "No change for the rest"
    assert sro.says("all no change").title == "No change for the rest"
    assert sro.is_left_alone("all no change", replying_to="99.9")


@no_sql_differs
@pytest.mark.parametrize("who", ["chair@example.org", "secretary@example.org", "adviser@example.org"])
def test_it_is_refused_to_whoever_answers_for_nothing(
    sro: Somebody, as_person: Asked, example: Database, who: str
) -> None:
    other, asked = as_person(who), sro.types("/return no change")
    assert other.types("/return no change").title == "Not open to you"
    assert other.presses(asked, f"Record no change for {len(asked.data['no_change'])}").title == "Not open to you"
    assert given(example) == []


def test_the_mark_of_somebody_elses_list_records_nothing(sro: Somebody, as_person: Asked, example: Database) -> None:
    asked, other = sro.types("/return no change"), as_person("send.sro@example.org")
    answer = other.presses(asked, f"Record no change for {len(asked.data['no_change'])}")
    assert "Nothing was recorded" in in_words(answer)
    assert given(example) == []
