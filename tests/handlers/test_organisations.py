"""The doors of an organisation know its own people alone, though another in the record has the same addresses."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from handlers.cards import Card
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.requests import Origin
from models.people.people import CutOff, Person
from models.record.database import Database
from models.record.organisation import WhichOrganisation
from tests.asking import Clock, button, somebody
from tests.databases import Engine, no_sql_differs
from tests.handlers.test_pack import finish
from tests.organisations import EXAMPLE, MARK, OTHER, fill_both, id_of

SRO, ONLY_THERE = "workforce.sro@example.org", "kauri.adviser@example.org"
SECRETARY = "secretary@example.org"
ACCOUNT = ("slack", "T1", "U1")
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def both(engine: Engine) -> Iterator[Database]:
    with engine.fresh(fill_both) as database:
        yield database


@pytest.fixture
def ours(both: Database, clock: Clock) -> Dispatcher:
    return Dispatcher(both, registry, clock, organisation_id=id_of(EXAMPLE))


@pytest.fixture
def others(both: Database, clock: Clock) -> Dispatcher:
    return Dispatcher(both, registry, clock, organisation_id=id_of(OTHER))


def name_of(dispatcher: Dispatcher, person: int | None) -> str:
    with dispatcher.database.read() as session:
        return session.get_one(Person, person).name


def test_an_account_is_looked_for_among_its_own_people(ours: Dispatcher, others: Dispatcher) -> None:
    assert ours.accounts.recognise(*ACCOUNT, ONLY_THERE) is None
    assert name_of(ours, ours.accounts.recognise(*ACCOUNT, SRO)) == "Workforce SRO"
    assert others.accounts.known(*ACCOUNT) is None
    assert name_of(others, others.accounts.recognise(*ACCOUNT, SRO)) == f"{MARK} Workforce SRO"
    known, theirs = ours.accounts.known(*ACCOUNT), others.accounts.known(*ACCOUNT)
    assert known
    assert theirs
    assert known.person_id != theirs.person_id


def test_what_becomes_of_an_account_in_one_is_nothing_to_the_other(ours: Dispatcher, others: Dispatcher) -> None:
    for each in (ours, others):
        each.accounts.recognise(*ACCOUNT, SRO)
    known, theirs = ours.accounts.known(*ACCOUNT), others.accounts.known(*ACCOUNT)
    assert known
    assert theirs
    assert ours.accounts.to_ask_about("slack", LATER) == [(known.id, "U1")]
    others.accounts.cut_off("slack", {known.id: CutOff.UNKNOWN, theirs.id: CutOff.DEACTIVATED})
    assert ours.accounts.known(*ACCOUNT) == known
    assert ours.accounts.word_for("slack", "U1") is None
    assert others.accounts.word_for("slack", "U1")
    secretary = somebody(ours, "secretary@example.org")
    assert "cut off" not in in_words(secretary.types("/secretariat deliveries"))


def test_nobody_of_another_is_answered(ours: Dispatcher, others: Dispatcher) -> None:
    stranger = somebody(others, SRO).id
    reply = ours.command(stranger, "/brag", "", Origin("test", "C1", receipt="one"))
    assert reply
    assert isinstance(reply.answer, Card)
    assert "I do not know this account" in in_words(reply.answer)


def test_nothing_of_another_is_taken_back(ours: Dispatcher, others: Dispatcher) -> None:
    theirs = somebody(others, SRO).types("/update 2.2 amber/green posts are advertised")
    answer = in_words(somebody(ours, SRO).presses(theirs, "Take back"))
    assert "nothing in the record that this button could take back" in answer
    assert "Taken back: 2.2" in somebody(others, SRO).presses(theirs, "Take back").title


def test_a_reply_in_the_thread_of_another_ones_message_is_left_alone(ours: Dispatcher, others: Dispatcher) -> None:
    about = somebody(others, SRO).types("/action 2.4")
    others.posted(about, "test", "C1", "message 1")
    assert somebody(ours, SRO).is_left_alone("amber/green all is well", "message 1")
    assert not somebody(others, SRO).is_left_alone("2.4 amber/green all is well", "message 1")


@no_sql_differs
def test_without_a_word_which_is_meant_nobody_is_anybody(both: Database, clock: Clock) -> None:
    dispatcher = Dispatcher(both, registry, clock)
    with pytest.raises(WhichOrganisation, match=f"“{OTHER}”, “{EXAMPLE}”"):
        dispatcher.accounts.recognise(*ACCOUNT, SRO)
    with both.read() as session:
        person = session.exec(select(Person.id).where(Person.email == SRO)).first()
    reply = dispatcher.command(person, "/brag", "", Origin("test", "C1", receipt="two"))
    assert reply
    assert not reply.done


def test_what_one_decides_is_nothing_to_the_other(ours: Dispatcher, others: Dispatcher) -> None:
    """Neither by the number of a proposal nor by an id in a button, nor what an address says was recorded."""
    there, here = somebody(others, SECRETARY), somebody(ours, SECRETARY)
    for line in (
        "/plan freeze v1",
        "/action 2.4 date 31 Oct 2023 it began late",
        "/board decide P1 agreed",
        '/board arising D1 "a report" owner:chair@example.org',
        "/action 2.4 needs 2.1",
    ):
        assert there.types(line).title != "That did not work", line
    decided = there.types("/board decisions")
    for verb, value in (
        ("board.undo_decision", "1"),
        ("board.arising_done", "1"),
        ("board.outcome", "1 agreed"),
        ("action.take_back_proposal", "1"),
        ("action.needs_no_more", "1"),
        ("plan.adopt", "v1"),
    ):
        assert here._press(verb, value).title == "That did not work", verb
    for recorded in ("P1", "D1", "A1", "V1"):
        page = ours.view(here.id, "page.asked", values={"recorded": recorded})
        assert page.recorded == "", recorded
    assert there.types("/board decisions").data == decided.data
    assert here.types("/board decisions").data == {"decisions": []}
    assert there.types("/board arising").data["arising"], "and it is open still"


@no_sql_differs
def test_what_one_has_for_its_papers_is_nothing_to_the_other(
    ours: Dispatcher, others: Dispatcher, both: Database, clock: Clock
) -> None:
    """Neither listed nor reached by a number in a button; what is called the same stays whose it is."""
    there, here = somebody(others, SECRETARY), somebody(ours, SECRETARY)
    passage = "/pack passage equality duty by {}Workforce SRO review 1 June 2024: Due regard was had."
    for line in (
        passage.format(f"{MARK} "),
        "/pack paper add Cabinet 22 June 2023",
        "/pack recipients add Library by hand",
        "/pack reviewers add Legal by legal@example.org",
        "/pack compile",
    ):
        assert there.types(line).title != "That did not work", line
    finish(both, clock)
    there.types("/pack review")
    assert somebody(others, "legal@example.org").types("/pack return Legal: it is late").title.startswith("Returned")
    there.types("/pack publish anyway because it is wanted; urgent because it is late")
    finish(both, clock)
    returned = button(there.types("/pack comments"), "Answer 1")
    for line, found in (("passages", "passages"), ("decision", "decisions"), ("key", "keys")):
        assert here.types(f"/pack {line}").data == {found: []}, line
        assert there.types(f"/pack {line}").data[found], line
    for verb, value in (("passage_form", "1"), ("passage_stands", "1"), (returned[0].partition(".")[2], returned[1])):
        answer = here._press(f"pack.{verb}", value)
        assert isinstance(answer, Card), verb
        assert "There is no such" in in_words(answer), verb
    assert here.types(passage.format("")).title == "“equality duty”, version 1"
    assert "There is no such passage" in in_words(here._press("pack.passage_stands", "1")), "though one is called so"
    there.types("/pack passage equality duty: It was had again.")
    assert [each["text"] for each in here.types("/pack passages").data["passages"]] == ["Due regard was had."]
    here.types("/pack recipients add Archive by hand")
    refused = there._press("pack.handed_now", "2 1")
    assert "on the list no more, or the pack is not published" in in_words(refused)
    assert there._press("pack.handed_now", "1 1").title == "Recorded: given to Library"
    assert "or the pack is not published" in in_words(here._press("pack.handed_now", "2 1"))
