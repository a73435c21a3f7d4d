"""`/plan measures`: how the measure of each action stands, which are missing, and asking for them in one step."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from handlers.plain_text import in_words
from models.decisions.measures_asked import MeasuresAsked
from models.record.database import Database
from models.record.events import Event
from tests.asking import Clock, Somebody, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, OBSERVER = "workforce.sro@example.org", "secretary@example.org", "observer@example.org"


@pytest.fixture(autouse=True)
def after_the_board(clock: Clock) -> None:
    """The day after the board of 7 June."""
    clock.set("2023-06-08 10:00")


@no_sql_differs
def test_the_measures_of_the_plan_are_listed_with_how_they_stand(as_person: Asked) -> None:
    card = as_person(OBSERVER).types("/plan measures")
    counts = {name: card.data[name] for name in ("total", "agreed", "proposed", "none")}
    assert counts == {"total": 64, "agreed": 35, "proposed": 16, "none": 13}
    assert "35 of 64 actions have an agreed measure; 29 have not: 13 with none, 16 proposed." in in_words(card)
    rows = table(card).rows
    assert len(rows) == 64
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    sro = as_person(WORKFORCE)
    sro.types("/action 2.4 value 4 households May 2023")
    sro.types('/action 1.4 measure "Placements filled" baseline:52% target:75%')
    now = {row[0]: row[3:] for row in table(as_person(OBSERVER).types("/plan measures")).rows}
    assert now["2.4"] == ("agreed", "4 households, May 2023", "not known: its target is not given as a figure")
    assert now["1.4"] == ("before a board (P1)", "none yet", "-")
    own = as_person(OBSERVER).types("/plan measures of the Workforce Board")
    assert (own.title, {row[1] for row in table(own).rows}) == ("Measures of the Workforce Board", {"Workforce Board"})


def test_the_missing_ones_are_listed_by_board_and_asked_for_in_one_confirmed_step(
    as_person: Asked, example: Database
) -> None:
    missing = as_person(OBSERVER).types("/plan measures missing")
    assert len(missing.data["missing"]) == 29
    assert len(table(missing).rows) == 29
    secretary = as_person(SECRETARY)
    shown = secretary.types("/plan measures ask by 30 June 2023")
    assert shown.title == "Asking for measures: nobody has been asked yet"
    asks = shown.data["would_ask"]
    assert sum(map(len, asks.values())) == 29
    assert asks["Workforce SRO"] == ["1.4", "2.6", "8.3", "8.4"]
    with example.read() as session:
        assert session.exec(select(MeasuresAsked)).all() == []
    done = secretary.presses(shown, "Ask all of them")
    assert done.data["asked"] == {"due": "2023-06-30", "measures": 29, "owners": len(asks)}
    assert "They have been asked already" in in_words(secretary.presses(shown, "Ask all of them"))
    assert "Asked for by 30 June 2023" in in_words(as_person(OBSERVER).types("/plan measures missing"))
    with example.read() as session:
        (asked,) = session.exec(select(MeasuresAsked)).all()
        events = [each.what for each in session.exec(select(Event)) if each.what == "measures.asked"]
    assert (asked.due.isoformat(), events) == ("2023-06-30", ["measures.asked"])


@no_sql_differs
def test_one_board_is_asked_alone(as_person: Asked) -> None:
    shown = as_person(SECRETARY).types("/plan measures ask Workforce by 30 June 2023")
    rest = {ref for refs in shown.data["would_ask"].values() for ref in refs}
    own = as_person(OBSERVER).types("/plan measures missing Workforce")
    assert rest == {each["ref"] for each in own.data["missing"]}
    assert 0 < len(rest) < 29


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "By when?"),
        ("30 June 2023", "By when?"),
        ("by 1 June 2023", "leaves no time"),
        ("by 8 June 2023", "leaves no time"),
        ("by 30 June 2023 please hurry up", "I do not know"),
        ("Nowhere by 30 June 2023", "Nowhere"),
        ("by Junuary", ""),
    ],
)
@no_sql_differs
def test_what_is_not_understood_asks_nobody(as_person: Asked, example: Database, words: str, said: str) -> None:
    card = as_person(SECRETARY).types(f"/plan measures ask {words}".strip())
    assert card.title == "That did not work"
    assert said in in_words(card)
    with example.read() as session:
        assert session.exec(select(MeasuresAsked)).all() == []
