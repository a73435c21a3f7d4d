"""Values of a measure: given in a line or a form, kept by period, held against the way to the target, never guessed."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from handlers.measure_numbers import POINTS, UnreadableNumber, number_in, number_said
from handlers.pack.gathering import Compiling, pack_contents
from handlers.plain_text import in_words
from models.boards.boards import Meeting
from models.packs.packs import Pack
from models.plan.actions import Plan
from models.plan.measures import MeasureValue
from models.position.snapshots import Snapshot
from models.record.database import Database
from models.record.events import first_broken
from models.record.organisation import Organisation
from models.record.rules import rules_of
from papers.pack.contents import from_json
from tests.asking import Clock, Somebody, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, OBSERVER = "workforce.sro@example.org", "secretary@example.org", "observer@example.org"

LINE = '/action 1.4 measure "Placements filled" baseline:"52% 31 Mar 2023" target:75% by:"31 Dec 2023" every:month'


@pytest.fixture(autouse=True)
def after_the_board(clock: Clock) -> None:
    """The day after the board of 7 June."""
    clock.set("2023-06-08 10:00")


@pytest.fixture
def sro(as_person: Asked) -> Somebody:
    """The SRO of 1.4, the measure of which a board has agreed."""
    sro = as_person(WORKFORCE)
    assert sro.types(LINE).done
    as_person(SECRETARY).types("/board decide 1 agreed")
    return sro


def kept(database: Database) -> list[tuple[str, str, str | None]]:
    with database.read() as session:
        found = session.exec(select(MeasureValue).order_by(MeasureValue.id))  # type: ignore[arg-type]
        return [(str(each.value), each.period.words(), each.source) for each in found]


@no_sql_differs
def test_a_value_is_kept_with_its_period_and_held_against_the_way_to_the_target(
    sro: Somebody, as_person: Asked, example: Database
) -> None:
    card = sro.types('/action 1.4 value 54% in April 2023 source:"HR system"')
    # 30 of the 275 days from 31 March to 31 December: 52 + 23 * 30 / 275
    assert card.data["value"] == {
        "id": 1,
        "ref": "1.4",
        "period": "April 2023",
        "last_day": "2023-04-30",
        "value": "54",
        "unit": "%",
        "source": "HR system",
        "on_target": False,
        "replaces": None,
    }
    assert card.title == "Recorded for 1.4: 54%, April 2023"
    assert "Not on target (54.51% expected by then)" in in_words(card)
    card = sro.types("/action 1.4 value 71 May 2023")
    assert "On target (57.1% expected by then)" in in_words(card)
    assert "Better than 54%, April 2023" in in_words(card)
    assert kept(example) == [("54", "April 2023", "HR system"), ("71", "May 2023", None)]
    shown = as_person(OBSERVER).types("/action 1.4")
    assert "71%, May 2023: on target (57.1% expected by then). 54%, April 2023: not on target" in in_words(shown)
    assert [each["value"] for each in shown.data["measure"]["values"]] == ["71", "54"]
    with example.read() as session:
        assert first_broken(session, 1) is None


@no_sql_differs
def test_a_second_value_of_a_period_follows_the_first_and_both_are_kept(sro: Somebody, as_person: Asked) -> None:
    sro.types("/action 1.4 value 54% April 2023")
    again = in_words(sro.types("/action 1.4 value 53.5% for April 2023"))
    assert "54% was given for April 2023 before: both are kept, and this one counts." in again
    assert "That is recorded already" in in_words(sro.types("/action 1.4 value 53.5% April 2023"))
    listed = as_person(OBSERVER).types("/action 1.4 values")
    assert [list(row[:3]) for row in table(listed).rows] == [
        ["April 2023", "53.5%", "not on target (54.51% expected by then)"],
        ["April 2023", "54%", "counts no longer"],
    ]
    assert [each["value"] for each in listed.data["measure"]["values"]] == ["53.5"]
    assert "The last value is that of April 2023." in in_words(sro.types("/action 1.4 value 50% March 2023"))


def test_values_of_words_that_a_board_has_replaced_stay_and_count_no_longer(sro: Somebody, as_person: Asked) -> None:
    sro.types("/action 1.4 value 54% April 2023")
    sro.types('/action 1.4 measure "Placements kept for a year" baseline:20% target:60%')
    decided = as_person(SECRETARY).types("/board decide 2 agreed")
    shown = as_person(OBSERVER).types("/action 1.4 values")
    assert shown.data["measure"]["values"] == []
    assert [list(row[:3]) for row in table(shown).rows] == [["April 2023", "54%", "counts no longer"]]
    assert "Last values" not in in_words(as_person(OBSERVER).types("/action 1.4"))
    as_person(SECRETARY).presses(decided, "Undo")
    assert [each["value"] for each in as_person(OBSERVER).types("/action 1.4 values").data["measure"]["values"]] == [
        "54"
    ]


REFUSED = [
    ("71 days May 2023", "“71 days” is not in %"),
    ("0.71 May 2023", "can be 0.71% or 71%"),
    ("71%", "For which period?"),
    ("71% June 2023", "June 2023 is not over: a value of it so far is that of 8 June 2023."),
    ("71% May", "the year is missing"),
    ("5 percentage points May 2023", "5 percentage points is not in %, which it is measured in."),
    ("5 percentage-points May 2023", "5 percentage points is not in %"),
    ("5 pp May 2023", "5 percentage points is not in %"),
    ("71% May 2023 or so", "“May 2023 or so” is not a date"),
    ("£71 May 2023", "£71 is not in %"),
    ("many", "does not begin with a number"),
    ("71% May 2023 source:HR", ""),
    ('71% May 2023 source:"HR" and more', "I do not know what “and more” is to mean"),
]


@pytest.mark.parametrize(("line", "said"), REFUSED)
@no_sql_differs
def test_nothing_is_guessed_and_nothing_recorded(sro: Somebody, example: Database, line: str, said: str) -> None:
    card = sro.types(f"/action 1.4 value {line}")
    assert said in in_words(card)
    assert len(kept(example)) == (0 if said else 1)
    if said and "and more" not in line:
        assert " May 2023" in in_words(card).rpartition("/action 1.4 value ")[2], "an example that works"


@no_sql_differs
def test_a_form_asks_for_it_and_says_what_is_wrong(sro: Somebody, example: Database) -> None:
    form = sro.presses_for_form(sro.types("/action 1.4"), "Give a value")
    assert [(each.name, each.value) for each in form.inputs] == [("value", ""), ("period", "May 2023"), ("source", "")]
    wrong = sro.submits_wrongly(form, value="71 days", period="Junuary", source="")
    assert ["is not in %" in wrong.inputs[0].error, bool(wrong.inputs[1].error)] == [True, True]
    assert kept(example) == []
    assert sro.submits(form, value="71", period="May 2023", source="HR system").done
    assert "Last: 71%, May 2023: on target" in in_words(sro.opens("/action 1.4 value"))


@no_sql_differs
def test_who_answers_for_it_gives_values_and_of_no_measure_there_are_none(as_person: Asked, example: Database) -> None:
    other = as_person("practice.sro@example.org")
    assert "is not yours to update" in in_words(other.types("/action 2.4 value 1% May 2023"))
    card = as_person(WORKFORCE).types("/action 8.4 value 71% May 2023")
    assert "8.4 has no measure yet" in in_words(card)
    assert "[Propose a measure]" in in_words(card)
    as_person(WORKFORCE).types("/return delegate fostering@example.org until 23 Jun")
    assert as_person("fostering@example.org").types("/action 2.4 value 4 households May 2023").done
    assert kept(example) == [("4", "May 2023", None)]


@no_sql_differs
def test_nothing_is_no_less_than_nothing(sro: Somebody) -> None:
    assert sro.types("/action 1.4 value -0% May 2023").title == "Recorded for 1.4: 0%, May 2023"


@given(
    number=st.decimals(-10_000_000, 10_000_000, places=3),
    unit=st.sampled_from(["%", "£", "days", "children at risk", POINTS]),
)
def test_what_is_printed_reads_back(number: Decimal, unit: str) -> None:
    try:
        assert number_in(number_said(number, unit), unit) == (number, "")
    except UnreadableNumber:
        pytest.fail(f"{number_said(number, unit)} was not read")


@no_sql_differs
def test_the_pack_prints_what_stood_at_the_freeze_and_nothing_that_was_given_since(
    sro: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    for line in ("54% April 2023", "71% May 2023"):
        sro.types(f"/action 1.4 value {line}")
    clock.set("2023-07-10 10:00")
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile 19 Jul 2023")
    clock.set("2023-07-11 10:00")
    sro.types("/action 1.4 value 40% June 2023")
    sro.types("/action 1.4 measure target:90%")
    with example.read() as session:
        pack = session.exec(select(Pack)).one()
        snapshot = session.get_one(Snapshot, pack.snapshot_id)
        told = Compiling(
            session.exec(select(Organisation)).one(),
            session.exec(select(Plan)).one(),
            session.get_one(Meeting, snapshot.meeting_id),
            snapshot,
            "Board Secretary",
            rules_of(session, 1),
        )
        now = pack_contents(session, told)
    for contents in (from_json(pack.contents), now):
        found = {each.ref: each.measure for area in contents.areas for each in area.actions}
        its, none = found["1.4"], found["8.4"]
        assert its is not None
        assert its.said == (
            "Placements filled (agreed; baseline 52% on 31 March 2023; target 75% by 31 December 2023; "
            "higher is better; every month)"
        )
        assert its.measured == "71%, May 2023: on target (57.1% expected by then); better than 54%, April 2023."
        assert its.drawn is not None
        assert [str(number) for _, number in its.drawn.points] == ["54", "71"]
        assert none is not None
        assert none.said == "none agreed"


@no_sql_differs
def test_a_rating_better_than_the_values_is_put_in_question_and_one_that_is_not_is_left(
    sro: Somebody, as_person: Asked
) -> None:
    grey = in_words(sro.types("/update 1.4 green/green it goes well; forecast: 15 Sep"))
    assert "Impact declared Green; by the rules Grey: its measure has no value yet." in grey
    sro.types("/action 1.4 value 51% May 2023")
    said = "Impact declared Green; by the rules Red: measured worse than its baseline in May 2023."
    assert said in in_words(as_person(OBSERVER).types("/action 1.4"))
    page = sro.dispatcher.view(sro.id, "page.action", text="1.4")
    assert said in page.by_the_rules
    sro.types("/action 1.4 value 71% May 2023")
    assert "Impact declared" not in in_words(as_person(OBSERVER).types("/action 1.4"))
    last = "Last value: 71%, May 2023: on target (57.1% expected by then)."
    assert last in in_words(sro.opens("/update 1.4"))
    assert last in in_words(sro.types("/update 1.4 green/green it goes on well; forecast: 15 Sep"))


@no_sql_differs
def test_measures_of_words_alone_are_judged_as_before(as_person: Asked) -> None:
    card = in_words(as_person(WORKFORCE).types("/update 2.5 blue/green all done; evidence: https://example.org/a"))
    assert "Impact declared" not in card
