"""How much a request may say, whichever way it came in: a clear answer, and nothing recorded."""

from collections.abc import Callable

import pytest
from sqlmodel import func, select

from handlers import days, registry
from handlers.cards import Card
from handlers.dispatcher import Dispatcher, Reply
from handlers.errors import Mistake
from handlers.plain_text import in_words
from models.plan.deadlines import Deadline, parse_deadline
from models.record.database import Database
from models.record.events import Event
from tests.asking import Somebody, buttons
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
SRO = "workforce.sro@example.org"
LONG = f"2.4 amber/amber {'x' * 3_000}"
VERY_LONG = "2.4 amber/amber all well\n" * 900


def events(database: Database) -> int:
    with database.read() as session:
        return session.exec(select(func.count()).select_from(Event)).one()


@no_sql_differs
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LONG, "A line of that has 3,016 characters; I take 3,000. Nothing was recorded."),
        (VERY_LONG, "That is 22,500 characters; I take 20,000 at a time. Nothing was recorded."),
    ],
)
def test_a_command_a_message_and_a_button_say_how_long_it_was(
    as_person: Asked, example: Database, text: str, said: str
) -> None:
    sro, before = as_person(SRO), events(example)
    asked: tuple[Callable[[], Reply | None], ...] = (
        lambda: sro.dispatcher.command(sro.id, "/update", text, sro._origin()),
        lambda: sro.dispatcher.message(sro.id, text.strip(), sro._origin(private=True)),
        lambda: sro.dispatcher.press(sro.id, "brag", text, sro._origin()),
    )
    for ask in asked:
        reply = ask()
        assert reply is not None
        assert isinstance(reply.answer, Card)
        assert not reply.done
        assert said.partition(" characters")[2] in in_words(reply.answer)
    assert said in in_words(sro.types(f"/update {text}"))
    assert events(example) == before


def test_twenty_thousand_characters_are_taken(as_person: Asked) -> None:
    lines = "2.4 amber/amber all well\n" * 799
    assert "I take 100 at a time" in in_words(as_person(SRO).types(f"/update {lines}"))
    line = f"2.4 amber/amber {'x' * 2_984}"
    assert "Recorded" in as_person(SRO).types(f"/update {line}").title


def test_a_form_says_which_field_is_too_long(as_person: Asked, example: Database) -> None:
    sro = as_person(SRO)
    form, before = sro.opens("/update 2.4"), events(example)
    said = in_words(sro.submits(form, commentary="x" * 3_001))
    assert "“Commentary” has 3,001 characters; a field takes 3,000." in said
    every = {each.name: "x" * 3_000 for each in form.inputs if each.type == "paragraph"}
    assert len(every) * 3_000 < 20_000, "what Slack lets through by fields is taken whole"
    assert events(example) == before


@no_sql_differs
def test_an_update_of_many_lines_is_one_field(as_person: Asked) -> None:
    said = "2.4 amber/amber begun\n" + "and so on, and on\n" * 200
    assert "characters; 3,000 is the most it can have." in in_words(as_person(SRO).types(f"/update {said}"))


@no_sql_differs
def test_a_page_says_so_too(as_person: Asked, example_dispatcher: Dispatcher) -> None:
    with pytest.raises(Mistake, match="I take 3,000"):
        example_dispatcher.view(as_person(SRO).id, "page.action", text="x" * 3_001)


@no_sql_differs
def test_no_word_is_read_of_what_is_too_long(as_person: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading costs, and whoever sends it, stranger or not, would keep the others waiting."""
    read: list[str] = []
    monkeypatch.setattr(registry, "words_of", read.append)
    stranger = Somebody(as_person(SRO).dispatcher, None)
    for whoever in (as_person(SRO), stranger):
        for text in (VERY_LONG, "'" * 3_001):
            whoever.types(f"/brag {text}")
            whoever.says(f"/brag {text}", private=True)
            whoever._press("brag", text)
    assert read == []


@no_sql_differs
def test_of_many_numbers_only_so_many_are_tried_as_a_day_as_one_can_have(
    as_person: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def tries(text: str) -> Deadline:
        tried.append(text)
        return parse_deadline(text)

    monkeypatch.setattr(days, "parse_deadline", tries)
    numbers = "1\n" * 9_000
    assert "is not a date" in in_words(as_person("secretary@example.org").types(f"/board new {numbers}"))
    assert 0 < len(tried) < 20
    assert max(map(len, tried)) < 40


@no_sql_differs
def test_many_words_are_no_failure_of_the_search(as_person: Asked) -> None:
    many = " ".join(f"w{each}" for each in range(500))
    assert "That is 500 words; I look for 20 at a time." in in_words(as_person(SRO).types(f"/action find {many}"))
    assert "foster" in in_words(as_person(SRO).types(f"/action find {'foster ' * 400}"))


@no_sql_differs
def test_a_filter_that_is_too_long_for_a_button_has_an_answer_without(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    assert {each.value for each in buttons(chair.types(f"/brag {'2.4 ' * 490}"))} != set()
    card = chair.types(f"/brag {'2.4 ' * 500}")
    assert card.title == "BRAG position for 7 June 2023: action 2.4"
    assert not [each for each in buttons(card) if each.verb == "brag"]
    assert "too long for a button, so there is none for “What moved”" in in_words(card)
