"""What people say rather than type: questions in a direct message, and words after a ref that are no verb."""

from collections.abc import Callable

import pytest

from handlers.commands import registry
from handlers.plain_text import in_words
from handlers.registry import Way
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
        ("what do I owe?", "Your return for the board of 7 June 2023"),
        ("/help", "What you can ask for"),
        ("help", "What you can ask for"),
        ("help please", "What you can ask for"),
    ],
)
def test_a_question_in_a_direct_message_is_answered(as_person: Asked, said: str, title: str) -> None:
    assert as_person("chair@example.org").says(said).title == title


@pytest.mark.parametrize(
    "said",
    ["hello, how does this work?", "we recruited people and the campaign has brought in reds and more", "mooves"],
)
def test_what_is_not_understood_gets_three_lines(as_person: Asked, said: str) -> None:
    sro = as_person(WORKFORCE)
    card = sro.says(said)
    title, *lines = in_words(card).splitlines()
    assert title == "Not understood"
    assert len(lines) == 3
    assert not card.done, "the door keeps what was typed"
    assert ("Did you mean /brag moves?" in lines[0]) is (said == "mooves")


def test_a_question_in_a_thread_is_no_update(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    before = sro.types("/action 2.4")
    thread = sro.dispatcher.posted(before, "test", "C1", "1.1")
    assert thread
    assert sro.says("What is the status?", replying_to="1.1", private=True).title == before.title
    assert sro.is_left_alone("What is the status?", replying_to="1.1")
    assert sro.says("amber/amber fair booked", replying_to="1.1").title.startswith("Recorded")


@pytest.mark.parametrize("words", ["close", "withdraw not needed", "newdate 31 Oct", "due 31 Dec", "zeppelin"])
def test_words_after_a_ref_that_are_no_verb_are_said(as_person: Asked, words: str) -> None:
    card = as_person(WORKFORCE).types(f"/action 2.4 {words}")
    said = in_words(card)
    assert card.title == "That did not work"
    assert f"I do not know what “{words}” is to mean for 2.4, so nothing was done." in said
    assert "changes only by a decision of the board" in said
    assert "the secretariat (Board Secretary, secretary@example.org)" in said
    assert "action 2.4: Run a foster carer recruitment campaign" in said
    assert "/update 2.4 for an update" in said


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
    for typed, _ in verb.usage:
        who = as_person(WORKFORCE if verb.right.name in ("UPDATE", "DELEGATE") else SECRETARY)
        who.dispatcher.web_address = "https://board.example.org"
        assert "zeppelin" in in_words(who.types(f"{typed} zeppelin")).casefold(), typed
