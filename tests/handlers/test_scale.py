"""The organisation's own scale in every view, and `/secretariat scale`, which changes it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.plan.actions import Plan
from models.plan.founding import found
from models.plan.ratings import BRAG, Colour, Rating, RatingClass, Scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS, RAG, SHIPPED, UnfitScale, own_scale, scale_of
from models.record.database import Database
from models.record.events import Event
from papers.plan.contents import PersonRow
from tests.asking import Clock, Somebody, freeze_for, somebody, table
from tests.databases import no_sql_differs
from tests.handlers.test_first_plan import appoint
from tests.scales import speak

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, WORKFORCE = "secretary@example.org", "chair@example.org", "workforce.sro@example.org"
COLOURS = re.compile(r"\b(?:BRAG|Blues?|Reds?|Ambers?|Greens?|Gre[ya]s?)\b")
IMPACT = re.compile(r"\bimpact\b(?! on)", re.IGNORECASE)
VIEWS = (
    *("/brag", "/brag moves", "/brag gap", "/brag slow", "/brag overdue", "/brag reds", "/brag trend"),
    *("/brag last board", "/brag share", "/action 2.4", "/action mine", "/secretariat scale", "/secretariat help"),
)


def last_event(session: Session) -> Event:
    """The newest event."""
    return session.exec(select(Event).order_by(col(Event.id).desc())).first() or pytest.fail("no event")


def without_titles(said: str) -> str:
    """What is said but for what is quoted from people: the address of a web page, and the words of answers."""
    return "\n".join(line for line in said.splitlines() if not line.startswith(("http", ">")))


@no_sql_differs
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_in_the_words_of_the_scale(as_person: Asked, example: Database, view: str) -> None:
    speak(example, PROGRESS)
    said = without_titles(in_words(as_person(CHAIR if "mine" not in view else WORKFORCE).types(view)))
    assert not COLOURS.search(said), COLOURS.search(said)


@no_sql_differs
@pytest.mark.parametrize("view", VIEWS)
def test_where_activity_alone_is_rated_no_view_says_a_word_of_impact(
    as_person: Asked, example: Database, view: str
) -> None:
    speak(example, PROGRESS, rates_impact=False)
    card = as_person(CHAIR if "mine" not in view else WORKFORCE).types(view)
    of_people = "without impact" if view == "/brag gap" else "\0"
    said = "\n".join(line for line in in_words(card).splitlines() if of_people not in line and "begins to" not in line)
    assert not IMPACT.search(said), IMPACT.search(said)


@no_sql_differs
def test_on_five_levels_both_of_a_class_are_counted_and_told(as_person: Asked, example: Database) -> None:
    speak(example, DELIVERY_CONFIDENCE)
    chair = as_person(CHAIR)
    shown = chair.types("/brag")
    said = in_words(shown)
    assert "On track (Complete, Green or Amber/Green on activity): 44 of 64 (68.75%)" in said
    rows = [row[0] for row in table(shown).rows]
    assert rows == ["Complete", "Green", "Amber/Green", "Amber", "Amber/Red", "Red", "Not rated", "Total"]
    reds = chair.types("/brag reds")
    assert reds.title == "Amber/Red or Red for 7 June 2023"
    assert "3 actions are Amber/Red or Red by either rating." in in_words(reds)
    assert "Amber/Red on activity and impact; due 31 March 2023" in in_words(reds)


@no_sql_differs
def test_the_scale_is_shown_with_its_meanings(as_person: Asked) -> None:
    card = as_person(CHAIR).types("/secretariat scale")
    assert [row[0] for row in table(card).rows] == ["Grey", "Blue", "Red", "Amber", "Green"]
    assert "BRAG: actions are rated for activity and for impact." in in_words(card)
    assert "Change a level" not in in_words(card), "a chair does not keep the record"


def test_a_level_is_renamed_from_the_next_board_on(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary, chair = as_person(SECRETARY), as_person(CHAIR)
    freeze_for(example, clock, date(2023, 6, 7))
    card = secretary.types('/secretariat scale amber name:"Some concern" letter:S colour:orange')
    assert card.title == "Some concern is changed"
    with example.read() as session:
        event = last_event(session)
    assert (event.what, event.before, event.after) == (
        "scale.level_changed",
        {"name": "Amber", "letter": "A", "colour": "amber"},
        {"name": "Some concern", "letter": "S", "colour": "orange"},
    )
    assert "Amber" in in_words(chair.types("/brag")), "the coming board was frozen before"
    clock.set("2023-06-09 10:00")
    said = in_words(chair.types("/brag"))
    assert "Some concern" in said
    assert "Amber" not in said


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("amber name:Red", "“Red” is the name of Red already."),
        ("amber letter:r", "“r” is the letter of Red already."),
        ('amber name:""', "A level’s name has 1 to 40 characters; this has 0."),
        ("amber letter:ABCD", "A level’s letter has 1 to 3 characters; this has 4."),
        ("amber colour:mauve", "“mauve” is no colour of the palette: grey, blue"),
        ("amber shade:dark", "A level has no “shade”"),
        ("amber", "What is to change of Amber?"),
        ("ambre name:X", "Did you mean Amber?"),
        ("rag", "The plan has ratings on its scale BRAG already"),
        ("own A B on-track", "A scale has 3 to 7 levels; these are 1."),
        ("own A on-track; B C D", "“A on-track” is no level"),
        ("impact off", "The impact of actions has been rated already"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    as_person: Asked, example: Database, typed: str, why: str
) -> None:
    with example.read() as session:
        before = last_event(session).id
    said = in_words(as_person(SECRETARY).types(f"/secretariat scale {typed}"))
    assert why in said
    with example.read() as session:
        assert last_event(session).id == before
        assert scale_of(session, 1) == BRAG


def test_a_level_is_changed_in_a_form(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    form = secretary.presses_for_form(secretary.types("/secretariat scale"), "Amber")
    assert [each.name for each in form.inputs] == ["name", "letter", "colour", "activity", "impact"]
    wrong = secretary.submits_wrongly(form, name="Red")
    assert wrong.errors == {"name": "“Red” is the name of Red already. Nothing was changed."}
    chair = as_person(CHAIR)
    assert chair.submits(wrong, name="Behind").title == "Not open to you"
    assert secretary.submits(wrong, name="Behind").title == "Behind is changed"
    with example.read() as session:
        assert scale_of(session, 1)[Rating.AT_RISK].name == "Behind"


@pytest.fixture
def new_plan(database: Database, clock: Clock) -> Somebody:
    """The secretary of a plan without ratings."""
    with database.write() as session:
        organisation, _ = found(session, "Council", "Europe/London", "Plan", clock.now, "test")
        appoint(session, organisation.id, clock, PersonRow("", "Secretary", "secretariat", None, "S", SECRETARY))
    return somebody(Dispatcher(database, registry, clock), SECRETARY)


@pytest.mark.parametrize("chosen", SHIPPED, ids=lambda each: each.name)
def test_another_scale_is_chosen_before_the_first_rating(new_plan: Somebody, database: Database, chosen: Scale) -> None:
    new_plan.types(f"/secretariat scale {chosen.name.casefold()}")
    with database.read() as session:
        assert scale_of(session, session.exec(select(Plan.id)).one()) == chosen


@no_sql_differs
def test_an_own_scale_is_made_before_the_first_rating(new_plan: Somebody, database: Database) -> None:
    card = new_plan.types("/secretariat scale own Well under way W on-track; Slow S at-risk; Stuck X off-track purple")
    assert [row[:4] for row in table(card).rows] == [
        ("Complete", "C", "done", "blue"),
        ("Well under way", "W", "on track", "green"),
        ("Slow", "S", "at risk", "amber"),
        ("Stuck", "X", "off track", "purple"),
        ("Not rated", "-", "not started", "grey"),
    ]
    new_plan.types("/secretariat scale impact off")
    with database.read() as session:
        assert scale_of(session, session.exec(select(Plan.id)).one()).rated == ("activity",)
    assert new_plan.types("/secretariat scale impact on").title == "Actions are rated for activity and for impact"


names = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=9)
levels = st.lists(
    st.tuples(names, names, st.sampled_from(RatingClass), st.none() | st.sampled_from(Colour)), max_size=9
)


@given(levels)
def test_an_own_scale_tells_its_levels_apart_or_is_refused(
    given_levels: list[tuple[str, str, RatingClass, Colour | None]],
) -> None:
    try:
        made = own_scale(given_levels)
    except UnfitScale:
        return
    assert 3 <= len(made.given) <= 7
    for field in ("rating", "name", "letter"):
        values = [str(getattr(each, field)).casefold() for each in made.levels]
        assert len(set(values)) == len(values)
    assert {each.rating.rating_class for each in made.levels} >= {
        *(RatingClass.DONE, RatingClass.ON_TRACK, RatingClass.OFF_TRACK, RatingClass.NOT_STARTED)
    }
    assert [each.name for each in made.given] == [name for name, *_ in given_levels]


@pytest.mark.parametrize("scale", SHIPPED, ids=lambda each: each.name)
def test_a_shipped_scale_is_one_that_could_be_made(scale: Scale) -> None:
    made = own_scale([(each.name, each.letter, each.rating.rating_class, each.colour) for each in scale.given])
    assert [each.name for each in made.given] == [each.name for each in scale.given]
    assert {each.rating for each in made.levels} == {each.rating for each in scale.levels}
    assert Scale.from_json(scale.as_json()) == scale


def test_what_is_told_in_braces_is_told_in_the_words_of_the_scale() -> None:
    text = "{One off_track} needs a cause; {many off_track}"
    assert BRAG.in_words(text) == "A Red needs a cause; Reds"
    assert RAG.in_words(text) == BRAG.in_words(text)
    assert PROGRESS.in_words(text) == "An action rated Not on track needs a cause; actions rated Not on track"


@no_sql_differs
def test_the_audit_trail_says_no_impact_that_nobody_gave(new_plan: Somebody) -> None:
    """An action that is rated for activity alone is kept with an impact, which nobody has given."""
    tracker = b"Ref,Action,Owner,Due,RAG\n1,Review the rota,Head of Care,31/12/2023,Red\n"
    new_plan.presses(new_plan.sends("tracker.csv", tracker), "Import")
    said = in_words(new_plan.types("/secretariat audit 1"))
    assert "activity: Red" in said
    assert not IMPACT.search(said)


def test_the_audit_trail_keeps_an_impact_that_was_given_before(as_person: Asked, example: Database) -> None:
    speak(example, PROGRESS, rates_impact=False)
    assert IMPACT.search(in_words(as_person(CHAIR).types("/secretariat audit 2.4")))


def test_where_no_level_is_at_risk_the_rules_say_the_class(new_plan: Somebody) -> None:
    new_plan.types("/secretariat scale own Finished F done; Good G on-track; Poor P off-track")
    tracker = b"Ref,Action,Owner,Due,RAG\n1,Open the hub,Head of Care,31/05/2023,Good\n"
    new_plan.presses(new_plan.sends("t.csv", tracker), "Import")
    words = in_words(new_plan.types("/action 1"))
    assert "Activity declared Good; by the rules at risk: 7 days overdue." in words
    assert "For example: /secretariat scale good name:" in in_words(new_plan.types("/secretariat scale good xyz"))
