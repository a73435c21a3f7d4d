"""A measure is proposed in a line or a form, agreed by a board, and changed by a board again; nothing is guessed."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from handlers.plain_text import in_words
from models.plan.actions import Action
from models.plan.course import Direction, Frequency
from models.plan.measures import Measure
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Clock, Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, OBSERVER = "workforce.sro@example.org", "secretary@example.org", "observer@example.org"

WORDS = "Share of foster carers who would recommend us"
LINE = f'/action 1.4 measure "{WORDS}" baseline:52% target:75% by:31 Dec 2023 source:"HR system" every:month'
SAID = f"{WORDS} (baseline 52%; target 75% by 31 December 2023; higher is better; every month; from HR system)"


@pytest.fixture(autouse=True)
def after_the_board(clock: Clock) -> None:
    """The day after the board of 7 June; the next one is on 19 July."""
    clock.set("2023-06-08 10:00")


def measure(database: Database, ref: str) -> Measure | None:
    with database.read() as session:
        its = select(Measure).join(Action).where(Action.ref == ref)
        return session.exec(its).first()


@no_sql_differs
def test_a_measure_is_proposed_and_then_agreed_by_a_board(as_person: Asked, example: Database) -> None:
    card = as_person(WORKFORCE).types(LINE)
    assert card.title == "Proposed as P1: A measure for 1.4"
    made = card.data["proposal"]
    assert (made["kind"], made["before"], made["after"]) == ("measure", "none agreed", SAID)
    assert (made["decides"], made["meeting"]) == ("Improvement Board", "2023-07-19")
    proposed = measure(example, "1.4")
    assert proposed is not None
    assert (proposed.definition, proposed.agreed, proposed.unit) == (WORDS, False, "%")
    assert "proposed, not agreed" in in_words(as_person(OBSERVER).types("/action 1.4"))
    told = as_person(SECRETARY).types("/board decide 1 agreed")
    assert f"1.4: none agreed → {SAID}." in in_words(told)
    assert f"none agreed → {SAID}" in in_words(as_person(SECRETARY).types("/board decisions 1.4"))
    agreed = measure(example, "1.4")
    assert agreed is not None
    assert (agreed.agreed, str(agreed.baseline), str(agreed.target)) == (True, "52", "75")
    assert (agreed.direction, agreed.frequency, agreed.source) == (Direction.UP, Frequency.MONTH, "HR system")
    with example.read() as session:
        assert first_broken(session, 1) is None
        for each in session.exec(select(Event)):
            assert "recommend" not in str(each.model_dump())


def test_what_is_not_given_is_named_and_may_be_said_later(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types(f'/action 1.4 measure "{WORDS}" baseline:52% target:75%')
    assert card.data["proposal"]["not_given"] == ["by", "frequency", "source", "reason"]
    form = sro.presses_for_form(card, "Say more")
    assert "How often?" in in_words(sro.submits_wrongly(form, frequency="now and then"))
    line = sro.types("/action proposal P1 by: 31 Dec 2023; source: HR system")
    assert line.data["proposal"]["not_given"] == ["frequency", "reason"]
    told = sro.submits(sro.presses_for_form(line, "Say more"), frequency="month", reason="It is what we are for.")
    assert told.data["proposal"]["after"] == SAID
    its = measure(example, "1.4")
    assert its is not None
    assert (str(its.target_by), its.agreed) == ("2023-12-31", False)
    as_person(SECRETARY).types("/board decide 1 agreed")
    agreed = measure(example, "1.4")
    assert agreed is not None
    assert (agreed.source, agreed.agreed) == ("HR system", True)


def test_what_is_agreed_changes_by_a_decision_alone_and_can_be_undone(as_person: Asked, example: Database) -> None:
    sro, secretary = as_person(WORKFORCE), as_person(SECRETARY)
    sro.types(LINE)
    secretary.types("/board decide 1 agreed")
    card = sro.types("/action 1.4 measure target:80% because it went well")
    assert card.data["proposal"]["before"] == SAID
    assert card.data["proposal"]["after"] == SAID.replace("75%", "80%")
    assert str(measure(example, "1.4").target) == "75"  # type: ignore[union-attr]
    for wrong, said in (("to 78%", "Name the part"), ("target:78% by:31 Mar 2024", "“by:” names the board")):
        assert said in in_words(secretary.types(f"/board decide 2 amended {wrong}"))
    decided = secretary.types("/board decide 2 amended target:78% by 31 Mar 2024")
    its = measure(example, "1.4")
    assert its is not None
    assert (str(its.target), str(its.target_by), its.agreed) == ("78", "2024-03-31", True)
    secretary.presses(decided, "Undo")
    back = measure(example, "1.4")
    assert back is not None
    assert (str(back.target), str(back.target_by), back.agreed) == ("75", "2023-12-31", True)


def test_a_measure_of_the_file_is_put_to_a_board_by_a_form(as_person: Asked, example: Database) -> None:
    form = as_person(WORKFORCE).opens("/action 2.6 measure")
    values = {each.name: each.value for each in form.inputs}
    assert values["definition"].startswith("Foster placements ending unplanned: ")
    wrong = as_person(WORKFORCE).submits_wrongly(form, **{**values, "baseline": "12%", "target": "5 days"})
    assert "is not in %" in in_words(wrong)
    given = {**values, "definition": "Foster placements ending unplanned", "baseline": "12 placements"}
    card = as_person(WORKFORCE).submits(form, **{**given, "target": "5", "by": "March 2024", "unit": "placements"})
    said = "baseline 12 placements; target 5 placements by 31 March 2024; lower is better"
    assert said in card.data["proposal"]["after"]
    assert card.data["proposal"]["before"] == "none agreed"
    as_person(SECRETARY).types("/board decide 1 not agreed it counts too little")
    its = measure(example, "2.6")
    assert its is not None
    assert (its.agreed, its.definition, str(its.target)) == (False, "Foster placements ending unplanned", "5")


@no_sql_differs
def test_a_difference_between_shares_is_no_share(as_person: Asked, example: Database) -> None:
    card = as_person(WORKFORCE).types('/action 1.4 measure "The gap" baseline:12 percentage points target:5 pp')
    assert "The gap (baseline 12 percentage points; target 5 percentage points; lower is better)" in in_words(card)
    assert as_person(WORKFORCE).types("/action 1.4 value 11 percentage points May 2023").done
    its = measure(example, "1.4")
    assert its is not None
    assert its.unit == "percentage points"


@no_sql_differs
@pytest.mark.parametrize(
    "line",
    [
        f'/action 1.4 measure "{WORDS}" baseline:52% baseline:60% target:75%',
        "/action 2.4 date 31 Oct 2023 because:late because:ill",
        '/action new "Recruit ten" area:2 board:workforce board:practice due:30 Sep 2023',
    ],
)
def test_a_part_that_is_said_twice_is_not_dropped(as_person: Asked, line: str) -> None:
    sro = as_person(WORKFORCE)
    words = in_words(sro.types(line))
    assert "is said twice" in words
    assert "Nothing was recorded." in words
    assert sro.types("/action proposals").data["waiting"] == []


REFUSED = [
    (f'"{WORDS}" baseline:52%', "It needs a target and which way is better."),
    (f'"{WORDS}" target:75', "It needs a unit and which way is better."),
    (f'"{WORDS}" baseline:52% target:75 days', "is not in %"),
    (f'"{WORDS}" baseline:0.52 target:75%', "can be 0.52% or 52%"),
    (f'"{WORDS}" baseline:52% target:40% direction:up', "The target is worse than the baseline"),
    (f'"{WORDS}" baseline:52% target:75% every:fortnight', "How often?"),
    (f'"{WORDS}" baseline:52% target:75% by:soon', "not a date"),
    (f'"{WORDS}" baseline:52% target:75% direction:sideways', "up or down"),
    (f'"{WORDS}" baseline:52% target:75% owner:Nobody', "No senior responsible officer"),
    (f'"{WORDS}" baseline:many target:75%', "does not begin with a number"),
    (f'"{WORDS}" baseline:52% 1 Jan 2024 target:75% 31 Dec 2023', "not after that of the baseline"),
]


@pytest.mark.parametrize(("line", "said"), REFUSED)
@no_sql_differs
def test_what_is_missing_or_wrong_is_said_and_kept(as_person: Asked, example: Database, line: str, said: str) -> None:
    before = measure(example, "1.4")
    card = as_person(WORKFORCE).types(f"/action 1.4 measure {line}")
    assert said in in_words(card)
    assert not card.done
    assert measure(example, "1.4") == before
    form = as_person(WORKFORCE).opens("/action 1.4 measure")
    assert {each.name: each.value for each in form.inputs}["definition"] == WORDS


@pytest.mark.parametrize(
    ("ref", "fields"),
    [
        (
            "2.3",
            {
                "definition": "Case-holding posts covered by agency staff",
                "baseline": "34%",
                "target": "20%",
                "unit": "%",
                "direction": "down",
            },
        ),
        ("2.1", {"baseline": "68%", "target": "85%", "by": "March 2024", "direction": "up"}),
        ("6.1", {"baseline": "27 weeks", "target": "16 weeks", "direction": "down"}),
        ("2.4", {"definition": "Net gain of fostering households in the year: from a loss of 6 to a gain of 12"}),
        ("9.3", {"definition": "Scorecard measures at or better than target: from 5 to 14 of 18", "target": ""}),
        ("8.4", {"definition": ""}),
    ],
)
@no_sql_differs
def test_the_form_begins_with_the_figures_that_stand_in_the_words(
    as_person: Asked, ref: str, fields: dict[str, str]
) -> None:
    form = as_person(SECRETARY).opens(f"/action {ref} measure")
    begins = {each.name: each.value for each in form.inputs}
    assert {name: begins[name] for name in fields} == fields


@no_sql_differs
def test_figures_in_words_are_proposed_as_they_stand_in_the_form(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    made = sro.submits(sro.opens("/action 2.1 measure"))
    assert made.data["proposal"]["after"] == (
        "Social work posts filled by permanent staff (baseline 68%; target 85% by 31 March 2024; higher is better)"
    )
