"""What people say rather than type: questions in a direct message, and words after a ref that are no verb."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from handlers.cards import Card
from handlers.commands import registry
from handlers.plain_text import in_words
from handlers.registry import Way
from handlers.requests import Origin
from models.plan.ratings import BRAG
from models.record.database import Database
from models.updates.updates import Update
from tests.asking import Somebody, table
from tests.databases import Engine
from tests.handlers.test_verbs import SECRETARY, WORKFORCE, verbs

Asked = Callable[[str], Somebody]


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """Words: no SQL differs."""
    return sqlite


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("show me the reds", "Reds for 7 June 2023"),
        ("Please show me the red actions of workforce", "BRAG position for 7 June 2023: Red, Workforce Board"),
        ("show me the workforce board", "BRAG position for 7 June 2023: Workforce Board"),
        ("who is red?", "BRAG position for 7 June 2023: Red"),
        ("what moved since the last board?", "Movements for 7 June 2023"),
        ("what is overdue for HSCP?", "Overdue for 7 June 2023: Safeguarding Children's Partnership"),
        ("overdue", "Overdue for 7 June 2023"),
        ("last board", "BRAG position for 26 April 2023"),
        ("the reds of 26 April 2023, please", "Reds for 26 April 2023"),
        ("what is the status of 2.4?", "2.4 Run a foster carer recruitment campaign that brings in more households"),
        ("2.4?", "2.4 Run a foster carer recruitment campaign that brings in more households"),
        ("how are 2.4 and 7.5 doing?", "BRAG position for 7 June 2023: action 2.4, action 7.5"),
        ("how are we doing?", "BRAG position for 7 June 2023"),
        ("where are we?", "BRAG position for 7 June 2023"),
        ("are we on track", "BRAG position for 7 June 2023"),
        ("how is the workforce board doing?", "BRAG position for 7 June 2023: Workforce Board"),
        ("what is the position for the next board?", "BRAG position for 7 June 2023"),
        ("how many reds?", "Reds for 7 June 2023"),
        ("how many reds at the last board?", "Reds for 26 April 2023"),
        ("what was the position at the last board?", "BRAG position for 26 April 2023"),
        ("how were we doing at the last board?", "BRAG position for 26 April 2023"),
        ("how many actions were on track at the last board", "BRAG position for 26 April 2023"),
        ("how many are red?", "BRAG position for 7 June 2023: Red"),
        ("what's moved since last time?", "Movements for 7 June 2023"),
        ("show me area 2", "BRAG position for 7 June 2023: area 2"),
        ("what is the HSCP SRO's position?", "BRAG position for 7 June 2023: HSCP SRO"),
        ("how were the reds in April?", "Reds for 26 April 2023"),
        ("when is the next board?", "The calendar"),
        ("when is the next return due?", "The calendar"),
        ("next board", "The calendar"),
        ("can you tell me which board meets next?", "The calendar"),
        ("my reds", "Reds for 7 June 2023: Independent Chair"),
        ("Thank you!", "With pleasure"),
        ("hello", "Hello"),
        ("who hasn't answered?", "Returns for the board of 7 June 2023"),
        ("who has not answered for workforce yet?", "Returns for the board of 7 June 2023: Workforce Board"),
        ("Who owes, please?", "Returns for the board of 7 June 2023"),
        ("what does the HSCP SRO owe?", "Returns for the board of 7 June 2023: HSCP SRO"),
        ("how many updates are missing?", "Returns for the board of 7 June 2023"),
        ("which actions are mine?", "Your actions"),
        ("when is my return due?", "Your return for the board of 7 June 2023"),
        ("when is 2.4 due?", "2.4 Run a foster carer recruitment campaign that brings in more households"),
        ("who owns 2.4?", "2.4 Run a foster carer recruitment campaign that brings in more households"),
        ("who changed 2.4?", "Audit trail of 2.4"),
        ("what do I owe?", "Your return for the board of 7 June 2023"),
        ("why did the total change?", "BRAG position for 7 June 2023"),
        ("what is going wrong?", "BRAG position for 7 June 2023"),
        ("what are the biggest risks?", "Reds for 7 June 2023"),
        ("any escalations?", "Escalations"),
        ("what is stuck in workforce?", "Slow to progress for 7 June 2023: Workforce Board"),
        ("anything new?", "Movements for 7 June 2023"),
        ("what got worse since April?", "Movements for 7 June 2023"),
        ("is anything red in area 7?", "BRAG position for 7 June 2023: Red, area 7"),
        ("April's board", "BRAG position for 26 April 2023"),
        ("the board in April", "BRAG position for 26 April 2023"),
        ("the April meeting, please", "BRAG position for 26 April 2023"),
        ("board of 26 April", "BRAG position for 26 April 2023"),
        ("show me HSCP's reds at April’s board", "Reds for 26 April 2023: Safeguarding Children's Partnership"),
        ("how many actions are late in workforce?", "Overdue for 7 June 2023: Workforce Board"),
        ("2.4 and 7.5", "BRAG position for 7 June 2023: action 2.4, action 7.5"),
        ("why is 2.4 red?", "2.4 Run a foster carer recruitment campaign that brings in more households"),
        ("is 2.4 complete?", "2.4 Run a foster carer recruitment campaign that brings in more households"),
        ("who closed 2.4?", "Audit trail of 2.4"),
        ("whats left for me", "Your return for the board of 7 June 2023"),
        ("what have I still left to do?", "Your return for the board of 7 June 2023"),
        ("am I done?", "Your return for the board of 7 June 2023"),
        ("what is outstanding?", "Returns for the board of 7 June 2023"),
        ("is the pack ready?", "Board packs"),
        ("when do the papers go out?", "The calendar"),
        ("who is on leave?", "Your leave"),
        ("what can I ask you?", "What you can ask for"),
        ("what can you do?", "What you can ask for"),
        ("/help", "What you can ask for"),
        ("help", "What you can ask for"),
        ("help please", "What you can ask for"),
        ("which findings are uncovered?", "Findings that no action answers"),
        ("show me the findings", "What the plan answers"),
        ("which actions are done without evidence?", "Done without evidence"),
        ("what evidence is there?", "Register of evidence"),
        ("evidence", "Register of evidence"),
        ("evidence 2.4", "Evidence of 2.4"),
        ("what evidence is there for 2.4?", "Evidence of 2.4"),
        ("which findings have no action?", "Findings that no action answers"),
        ("show findings without actions", "Findings that no action answers"),
        ("who has no measure?", "Actions without an agreed measure"),
        ("which actions have no measure?", "Actions without an agreed measure"),
        ("what are we asked to decide?", "What the Improvement Board is asked on 7 June 2023"),
        ("versions", "Versions of the plan: Children's Services Improvement Plan"),
    ],
)
def test_a_question_in_a_direct_message_is_answered(as_person: Asked, said: str, title: str) -> None:
    assert as_person("chair@example.org").says(said).title == title


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("how are we doing?", "BRAG position for 7 June 2023"),
        ("when is the next return due?", "The calendar"),
        ("who has not answered", "Returns for the board of 7 June 2023"),
        ("which actions are mine?", "Your actions"),
        ("mine?", "BRAG position for 7 June 2023: Independent Chair"),
    ],
)
@pytest.mark.parametrize("command", ["/brag", "/return", "/board"])
def test_a_question_after_a_command_is_the_same_question(
    as_person: Asked, command: str, asked: str, title: str
) -> None:
    if asked != "mine?" or command == "/brag":
        assert as_person("chair@example.org").types(f"{command} {asked}").title == title


@pytest.mark.parametrize(
    "said",
    [
        *("hello, how does this work?", "we recruited people and the campaign has brought in reds and more", "mooves"),
        *("we are doing fine", "we are on track", "how are you?", "I have booked the fair", "is it raining?"),
        *("what is the deputy’s position?", "what do we owe to the families?"),
    ],
)
def test_what_is_not_understood_gets_three_lines(as_person: Asked, said: str) -> None:
    sro = as_person(WORKFORCE)
    card = sro.says(said)
    title, *lines = in_words(card).splitlines()
    assert title == "Not understood"
    assert len(lines) == 3
    assert not card.done, "the door keeps what was typed"
    assert ("Did you mean /brag moves or /action move?" in lines[0]) is (said == "mooves")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("how do I add a measure?", '/action 2.4 measure "'),
        ("how is 2.6 measured?", '/action 2.6 measure "'),
        ("add evidence to 2.4", '/action 2.4 evidence "'),
        ("add a finding", "/plan findings — "),
        ("how do I get the word file?", "/pack files — "),
        ("help measures", '/action 2.4 measure "'),
        ("help escalation", '/action 2.4 escalate CLT "'),
        ("help with versions", "/plan — the versions of the plan"),
    ],
)
def test_what_is_near_a_line_of_help_gets_that_line(as_person: Asked, said: str, meant: str) -> None:
    sro = as_person(WORKFORCE)
    words = in_words(sro.says(said))
    assert meant in words
    assert "Did you mean" not in words, "one guess at a time"
    assert "secretariat boards add" not in words, "what is not open to the asker"
    assert len(words.splitlines()) <= len(in_words(sro.says("help")).splitlines()) / 3


def test_no_word_after_help_is_ignored(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    assert sro.says("help action") == sro.types("/action help") != sro.says("help")
    assert "“zeppelin”" in in_words(sro.says("help zeppelin"))


def test_an_action_is_escalated_with_the_verb_in_front(as_person: Asked) -> None:
    said = as_person(WORKFORCE).says("escalate 2.4 to the director: release two posts")
    assert said.title == "Escalated: 2.4"
    assert "Director of Children's Services: release two posts" in in_words(said)


def test_a_question_in_a_thread_is_no_update(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    before = sro.types("/action 2.4")
    thread = sro.dispatcher.posted(before, "test", "C1", "1.1")
    assert thread
    assert sro.says("What is the status?", replying_to="1.1", private=True).title == before.title
    assert sro.is_left_alone("What is the status?", replying_to="1.1")
    assert sro.says("Who owes?", replying_to="1.1", private=True).title == "Returns for the board of 7 June 2023"
    for said in (
        "We are doing fine.",
        "how are we doing? Well",
        "is the fair booked?",
        "the reds are late",
        "answered",
    ):
        assert sro.says(said, replying_to="1.1").title == "Not recorded: 2.4", "an update, which needs a recovery date"
    assert sro.says("amber/amber fair booked", replying_to="1.1").title.startswith("Recorded")


@pytest.mark.parametrize(
    ("said", "title", "note"),
    [
        ("compare april and june", "BRAG position for 7 June 2023", ""),
        ("April vs June", "BRAG position for 7 June 2023", ""),
        ("compare with the last board", "BRAG position for 7 June 2023", ""),
        ("compare the reds with last time", "Reds for 7 June 2023", ""),
        ("what is the difference between 15 March and 26 April?", "BRAG position for 26 April 2023", ""),
        ("can you compare March with June?", "BRAG position for 7 June 2023", "not 15 March 2023"),
        ("compare March", "BRAG position for 7 June 2023", "“/brag 15 March 2023” shows that one."),
        ("compare workforce and HSCP", "BRAG position for 7 June 2023: Workforce Board, Safeg", "not side by side"),
    ],
)
def test_boards_are_compared_with_the_one_before_and_with_no_other(
    as_person: Asked, said: str, title: str, note: str
) -> None:
    card = as_person("chair@example.org").says(said)
    assert card.title.startswith(title)
    assert note in in_words(card)
    assert ("A board is compared with the one before it" in in_words(card)) is ("March 2023" in note)


def test_words_after_a_ref_that_are_no_verb_are_said(as_person: Asked) -> None:
    card = as_person(WORKFORCE).types("/action 2.4 zeppelin")
    said = in_words(card)
    assert card.title == "That did not work"
    assert "I do not know what “zeppelin” is to mean for 2.4, so nothing was done." in said
    assert "is a decision of the board" in said
    assert "action 2.4: Run a foster carer recruitment campaign" in said
    assert "/update 2.4 for an update" in said


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("/action 2.4 close", "Closing 2.4"),
        ("/action 2.4 close please", "Closing 2.4"),
        ("close 2.4", "Closing 2.4"),
        ("could you close action 2.4, please?", "Closing 2.4"),
        ("2.4 close", "Closing 2.4"),
        ("/action 2.4 close all is done", "Not proposed yet: Closing 2.4"),
        ("2.4 due Wed 20 September 2023", "Not proposed yet: A new date for 2.4"),
        ("/action 2.4 withdraw not needed", "Proposed as P1: Withdrawing 2.4"),
        ("withdraw 2.4 because it is not needed", "Proposed as P1: Withdrawing 2.4"),
        ("/action 2.4 newdate 31 Oct", "Not proposed yet: A new date for 2.4"),
        ("/action 2.4 new date 31 Oct the fair is then", "Proposed as P1: A new date for 2.4"),
        ("/action 2.4 due 31 Dec", "Not proposed yet: A new date for 2.4"),
        ("2.4 due 31 Dec", "Not proposed yet: A new date for 2.4"),
        ("a new date for 2.4: 31 Oct", "Not proposed yet: A new date for 2.4"),
        ("merge 2.4 into 2.5", "Not proposed yet: Merging 2.4"),
        ("2.4 change the deadline to 31 Oct", "Not proposed yet: A new date for 2.4"),
        ("2.4 withdraw, not needed any more", "Proposed as P1: Withdrawing 2.4"),
    ],
)
def test_a_change_of_the_plan_is_proposed_in_many_words(as_person: Asked, said: str, title: str) -> None:
    for email in (WORKFORCE, SECRETARY):
        who = as_person(email)
        origin = Origin("test", private=True)
        name, _, text = said.partition(" ")
        asked = who.dispatcher.command(who.id, name, text, origin) if said.startswith("/") else None
        reply = asked or who.dispatcher.message(who.id, said, origin)
        assert reply is not None
        assert reply.answer.title == title
        if title.startswith("Proposed"):
            assert isinstance(reply.answer, Card)
            who.presses(reply.answer, "Take it back")
            title = title.replace("P1", "P2")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("8.4 value 18 May 2023", "That did not work"),
        ("2.2 value 29% May 2023", "Recorded for 2.2: 29%, May 2023"),
        ('2.2 escalate director "release two posts"', "Escalated: 2.2"),
        ("2.2 escalate director release two posts by 14 Jul", "Escalated: 2.2"),
        ("2.2 needs 3.1", "Recorded: what 2.2 needs"),
        ('2.2 evidence "Minutes of the panel" document', "Recorded as E1, of 2.2"),
        ("2.6 date 31 Oct 2023 the officer started late", "Proposed as P1: A new date for 2.6"),
        ('2.6 measure "Placements that end unplanned"', "Not proposed yet: A measure for 2.6"),
        ("2.2 take on by 31 Jul", "That did not work"),
        ('2.2 pass up "it is above my budget"', "That did not work"),
    ],
)
def test_a_verb_of_an_action_is_no_update(as_person: Asked, example: Database, said: str, title: str) -> None:
    """The words of `/action` without it: said alone, in a thread about the action, and after `/update` by mistake."""
    sro = as_person(WORKFORCE)
    with example.read() as session:
        before = len(session.exec(select(Update)).all())
    refused = sro.types(f"/update {said}")
    assert refused.title.startswith("Not recorded")
    assert f"For example: /action {said}" in in_words(refused)
    two = f"{said}\n2.3 value 29% May 2023"
    assert "recorded" in sro.says(two).title.casefold()
    with example.read() as session:
        assert len(session.exec(select(Update)).all()) == before, "none of it became an answer to the board"
    assert sro.says(said).title.startswith(title)


def test_a_verb_of_an_action_is_one_in_its_thread(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    assert sro.dispatcher.posted(sro.types("/action 2.2"), "test", "C1", "1.1")
    said = sro.says("value 29% May 2023", replying_to="1.1", private=True)
    assert said.title == "Recorded for 2.2: 29%, May 2023"


def test_what_only_begins_like_a_verb_of_an_action_stays_an_update(as_person: Asked) -> None:
    for said in (
        "2.2 needs more time from the panel",
        "2.2 evidence is being gathered by the panel",
        "2.2 value for money was shown",
        "2.2 answer awaited from health partners",
        "2.2 take on of new staff is slow",
        "2.2 date 31 October was agreed with partners",
    ):
        assert as_person(WORKFORCE).says(said).title.startswith("Recorded: 2.2"), said


def test_words_that_are_no_change_of_the_plan_stay_an_update(as_person: Asked) -> None:
    for said in ("2.2 amber/green close to the end", "2.2 close work with the schools", "2.2 due diligence is done"):
        assert as_person(WORKFORCE).says(said).title.startswith("Recorded: 2.2"), said


@pytest.mark.parametrize("name", ["/brag", "/action", "/board", "/return", "/pack", "/secretariat"])
@pytest.mark.parametrize("words", ["please", "could you", "can I have it, thank you very much", "thanks"])
def test_a_command_with_courtesy_alone_is_the_command(as_person: Asked, name: str, words: str) -> None:
    secretary = as_person(SECRETARY)
    assert secretary.types(f"{name} {words}") == secretary.types(name)


@pytest.mark.parametrize(
    ("polite", "plain"),
    [
        ("/brag could you show me the reds please", "/brag reds"),
        ("/return status for workforce, please", "/return status workforce"),
        ("/return could you show the status please?", "/return status"),
        ("/action please show me 2.4", "/action 2.4"),
        ("/action can I have 2.4, thanks", "/action 2.4"),
        ("/action mine please", "/action mine"),
        ("/action find foster carer please", "/action find foster carer"),
        ("/board can I see the calendar please", "/board calendar"),
        ("/secretariat please help", "/secretariat help"),
        ("/secretariat people workforce please", "/secretariat people workforce"),
        ("/pack compile 19 July please", "/pack compile 19 July"),
        ("/update undo, please", "/update undo"),
    ],
)
def test_words_of_courtesy_change_nothing(as_person: Asked, polite: str, plain: str) -> None:
    who = as_person(WORKFORCE if "undo" in plain else SECRETARY)
    assert in_words(who.types(polite)) == in_words(who.types(plain))


def test_courtesy_in_what_is_kept_stays(as_person: Asked, example: Database) -> None:
    assert as_person(WORKFORCE).types("/update is 2.2 amber/green as the families say?").title == "Not recorded"
    as_person(WORKFORCE).types("/update please 2.2 amber/green families gave thanks")
    with example.read() as session:
        newest = session.exec(select(Update).order_by(col(Update.id).desc())).first()
    assert newest is not None
    assert newest.commentary == "families gave thanks"


def test_my_actions_are_the_oldest_debt_first_with_the_days_overdue(as_person: Asked) -> None:
    card = as_person(WORKFORCE).types("/action mine")
    days = [int(row[5]) for row in table(card).rows]
    assert days == sorted(days, reverse=True)
    assert [days[0], days[2]] == [68, 26]
    assert card.about[:3] == ("2.1", "2.4", "8.4")
    assert "12 actions of Vice Chair, Practice Board, Workforce SRO, 3 of them overdue." in in_words(card)


@pytest.mark.parametrize("name", verbs(lambda verb: verb.way is Way.TYPED and bool(verb.usage)))
def test_no_verb_ignores_words_that_it_does_not_use(as_person: Asked, name: str) -> None:
    """The answer names the word, or has it in what it has kept."""
    verb = registry.verbs[name]
    for typed in (BRAG.in_words(typed) for typed, _ in verb.usage):
        who = as_person(WORKFORCE if verb.right.name in ("UPDATE", "DELEGATE") else SECRETARY)
        who.dispatcher.web_address = "https://board.example.org"
        assert "zeppelin" in in_words(who.types(f"{typed} zeppelin")).casefold(), typed


def test_a_new_action_is_proposed(as_person: Asked) -> None:
    asked = as_person(WORKFORCE).types("/action new recruit two officers")
    assert (asked.title, asked.done) == ("Not proposed yet: A new action", False)
    assert "It needs an area and a board." in in_words(asked), "no action is left without a board"
    typed = "/action new recruit two officers, area 2, board workforce"
    assert as_person(WORKFORCE).types(typed).title == "Proposed as P1: A new action 2.8"
    assert as_person(WORKFORCE).opens("/action add an action").title == "A new action"
    for said in ("add a new action", "please add an action", "create an action"):
        assert as_person(WORKFORCE).asks_for_form(said).title == "A new action"
