"""Updates in one line, in several, and in free messages: what is read, what is not, and nothing lost on the way."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import example as like
from hypothesis import strategies as st
from sqlmodel import select

from handlers.plain_text import in_words
from handlers.requests import Origin
from handlers.update.line import Line, read_line
from models.plan.actions import Action
from models.plan.ratings import BRAG, Rating, RatingClass, Scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS, RAG, SHIPPED, own_scale
from models.record.database import Database
from models.updates.updates import Draft, Update
from tests.asking import Clock, Somebody, buttons
from tests.databases import no_sql_differs, the_stricter_alone
from tests.handlers.test_refs import Council, tracker
from tests.scales import speak

Asked = Callable[[str], Somebody]
TODAY = date(2023, 6, 7)
WORKFORCE = "workforce.sro@example.org"
COLOURS = re.compile(r"\b(?:BRAG|Blues?|Reds?|Ambers?|Greens?|Gre[ya]s?)\b")
IMPACT = "Impact"


def said(line: str) -> Line:
    return read_line(line, TODAY)


def newest(database: Database, ref: str) -> Update:
    with database.read() as session:
        of_action = select(Update).join(Action).where(Action.ref == ref)
        return list(session.exec(of_action.order_by("id")))[-1]


@no_sql_differs
def test_the_example_of_the_help(as_person: Asked, example: Database) -> None:
    card = as_person(WORKFORCE).types("/update 2.4 amber/red recruitment fair booked; back to green 30 Sep")
    assert card.title.startswith("Recorded: 2.4 ")
    update = newest(example, "2.4")
    assert (update.activity, update.impact) == (Rating.AT_RISK, Rating.OFF_TRACK)
    assert update.commentary == "recruitment fair booked; back to green 30 Sep"
    assert update.recovery_date == date(2023, 9, 30)
    assert card.data["still_needed"] == []
    assert update.cause  # it was Red before, and a Red's cause need not be typed every time
    assert f"Cause: {update.cause}" in in_words(card)
    assert update.help_needed  # and so is the help that a Red needs
    assert f"Help needed: {update.help_needed}" in in_words(card)


@no_sql_differs
def test_a_new_red_in_one_line_is_recorded_and_asks_for_what_it_lacks(as_person: Asked, example: Database) -> None:
    card = as_person(WORKFORCE).types("/update 2.3 amber/red agency rates are up; back to green 30 Sep")
    assert newest(example, "2.3").cause is None
    assert card.data["still_needed"] == ["cause", "corrective_action"]
    assert "Still needed for a Red: cause and corrective action." in in_words(card)
    form = as_person(WORKFORCE).presses_for_form(card, "Add what is missing")
    assert {each.name: each.value for each in form.inputs}["recovery_date"] == "2023-09-30"


@pytest.mark.parametrize(
    ("typed", "activity", "impact", "commentary"),
    [
        ("amber/red stuck", "amber", "red", "stuck"),
        ("Amber / red stuck", "amber", "red", "stuck"),
        ("AMBER/RED, stuck", "amber", "red", "stuck"),
        ("a/r stuck", "amber", "red", "stuck"),
        ("g/- under way", "green", "grey", "under way"),
        ("amber red stuck", "amber", "red", "stuck"),
        ("amber stuck", "amber", None, "stuck"),
        ("/green under way", None, "green", "under way"),
        ("green/ under way", "green", None, "under way"),
        ("blue: all done", "blue", None, "all done"),
        ("waiting for the officer", None, None, "waiting for the officer"),
        ("gray/gray not begun", "grey", "grey", "not begun"),
        ("activity:amber; impact:red; stuck", "amber", "red", "stuck"),
        ("stuck; and/or late", None, None, "stuck; and/or late"),
        ("read the strategy twice", None, None, "read the strategy twice"),
        ("great progress", None, None, "great progress"),
    ],
)
def test_ratings(typed: str, activity: str | None, impact: str | None, commentary: str | None) -> None:
    line = said(f"2.4 {typed}")
    if commentary is None:
        assert line.problem or line.said.get("commentary")
        return
    assert line.problem == ""
    said_of = {name: rating.as_data for name, rating in line.said.items() if isinstance(rating, Rating)}
    assert (said_of.get("activity"), said_of.get("impact")) == (activity, impact)
    assert line.said["commentary"] == commentary


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("stuck; recovery: 30 September 2023", "recovery_date", date(2023, 9, 30)),
        ("stuck; forecast: 1/12/2023", "forecast", date(2023, 12, 1)),
        ("stuck; cause: no officer: none at all", "cause", "no officer: none at all"),
        ("stuck; action: hire one", "corrective_action", "hire one"),
        ("stuck; help: a press officer", "help_needed", "a press officer"),
        ("stuck; difference: 12 households", "difference", "12 households"),
        ("done; see https://example.org/x).", "evidence", "https://example.org/x"),
        ("progress: done", "commentary", "done"),
    ],
)
def test_named_fields(typed: str, field: str, value: object) -> None:
    assert said(f"2.4 amber/amber {typed}").said[field] == value


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("stuck; back to green 30 Sep", date(2023, 9, 30)),
        ("stuck, back on track by 1 December 2023.", date(2023, 12, 1)),
        ("stuck, recovery date 1/10/2023", date(2023, 10, 1)),
        ("stuck, recovery by end of August", date(2023, 8, 31)),
        ("stuck, back to green 30 Sep once an officer is there", date(2023, 9, 30)),
        ("stuck; back to green soon", None),
        ("recovered well", None),
    ],
)
def test_a_day_to_be_back_on_track_is_noticed_in_free_text(typed: str, on: date | None) -> None:
    line = said(f"2.4 amber/red {typed}")
    assert (line.back_on or line.said.get("recovery_date")) == on
    assert line.said["commentary"] == typed


@no_sql_differs
@pytest.mark.parametrize("typed", ["no change", "No change.", "NO CHANGE", "unchanged", "no update"])
def test_no_change(as_person: Asked, typed: str) -> None:
    assert as_person(WORKFORCE).types(f"/update 2.3 {typed}").data["kind"] == "no change"


@no_sql_differs
def test_a_line_that_says_nothing_new_is_a_no_change(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    assert sro.types("/update 2.3 amber/amber pay talks go on; forecast: 31 July 2023").data["kind"] == "update"
    for same in ("amber/amber", "amber", "Pay talks go on.", "amber/amber pay talks go on; forecast: 31 July 2023"):
        card = sro.types(f"/update 2.3 {same}")
        assert (card.title.split(":")[0], card.data["kind"]) == ("No change recorded", "no change")
        assert newest(example, "2.3").forecast == date(2023, 7, 31), "what was said stays said"
    for news in (
        "amber/green pay talks go on",
        "amber/amber pay talks go on well",
        "no change; forecast: 1 August 2023",
    ):
        assert sro.types(f"/update 2.3 {news}").data["kind"] == "update"
    assert newest(example, "2.3").commentary == "pay talks go on well"
    several = sro.types("/update 2.3 no change\n2.2\n8.4 amber/grey the last training is booked")
    assert several.title == "1 update and 1 no change recorded, of 3 lines"


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("no change", None),
        ("red/red", "red"),
        ("no change; help: a press officer", "a press officer"),
        ("red/red stuck", "stuck"),
    ],
)
def test_a_line_without_the_recovery_date_of_a_red_says_what_to_type(
    as_person: Asked, example: Database, typed: str, kept: str | None
) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types(f"/update 2.4 {typed}")
    assert card.title == "Not recorded: 2.4"
    assert not card.done
    assert "A Red needs a recovery date" in in_words(card)
    with example.read() as session:
        drafts = [draft.answers for draft in session.exec(select(Draft))]
    assert [kept in draft.values() for draft in drafts] == ([True] if kept else [])
    form = sro.presses_for_form(card, "Go on in the form")
    assert "2.4 no change" not in [each.value for each in form.inputs]
    if "stuck" not in typed and "help" not in typed:
        assert "“No change” alone is no answer for 2.4." in in_words(card)
        assert "For example: /update 2.4 no change; recovery: 31 July 2023" in in_words(card)
    recorded = sro.types("/update 2.4 no change; recovery: 31 July 2023")
    assert recorded.data["kind"] == "update"
    assert newest(example, "2.4").recovery_date == date(2023, 7, 31)
    assert "marketing officer" in (newest(example, "2.4").commentary or "")
    assert sro.types("/update 2.4 no change").data["kind"] == "no change"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("ambre/red stuck", "did you mean Amber?"),
        ("amber/rde stuck", "is no pair of ratings"),
        ("purple/red stuck", "is no pair of ratings"),
        ("grean stuck", "did you mean Green?"),
        ("activity:mauve; stuck", "“mauve” is no rating"),
        ("amber/red stuck; recovery: soonish", "“recovery soonish” has no day that I can read"),
        ("green", "Please say in a sentence what changed."),
        ("red/red stuck", "A Red needs a cause, a corrective action and a recovery date."),
        ("blue/green done", "A Blue needs evidence"),
        ("red/red stuck; recovery: 1 March 2023", "A recovery date lies ahead"),
    ],
)
def test_a_line_that_cannot_stand_waits_in_the_form(as_person: Asked, example: Database, typed: str, why: str) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types(f"/update 2.3 {typed}")
    assert card.title == "Not recorded: 2.3"
    words = in_words(card)
    assert why in words
    assert "What I understood:\n• action 2.3" in words
    assert f"What you typed:\n2.3 {typed}" in words
    assert "For example: /update 2.4 amber/red" in words
    form = sro.presses_for_form(card, "Go on in the form")
    kept = " ".join(each.value for each in form.inputs)
    assert all(word in kept for word in ("stuck", "done") if word in typed), "what was typed is lost"
    with example.read() as session:
        assert len(session.exec(select(Draft)).all()) == 1
    assert newest(example, "2.3").kind.value == "imported"


@no_sql_differs
def test_what_is_not_said_stays_as_it_was(as_person: Asked, example: Database) -> None:
    as_person(WORKFORCE).types("/update 2.3 /green agency use is falling")
    assert (newest(example, "2.3").activity, newest(example, "2.3").impact) == (Rating.AT_RISK, Rating.ON_TRACK)


@no_sql_differs
def test_several_lines_with_bad_ones_among_them(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    lines = (
        "2.3 amber/amber pay talks\n\n2.1 ambre stuck\n1.1 green/green not mine\nhello\n  2.6 green/grey hubs open  "
    )
    card = sro.types(f"/update {lines}")
    assert card.title == "2 of 5 updates recorded"
    assert [each["ref"] for each in card.data["recorded"]] == ["2.3", "2.6"]
    words = in_words(card)
    for typed in ("2.1 ambre stuck", "1.1 green/green not mine", "hello"):
        assert f"What you typed:\n{typed}" in words
    assert newest(example, "2.6").commentary == "hubs open"
    assert newest(example, "1.1").kind.value == "imported"
    assert set(card.about) == {"2.3", "2.6"}
    assert sum(each.label == "Go on in the form" for each in buttons(card)) == 1


@no_sql_differs
def test_a_text_about_one_action_may_be_broken_anywhere(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types(
        "/update 2.3 amber/amber\nagency workers are down to 9 and\nthe rest end in July\ncause: two leavers"
    )
    assert card.title.startswith("Recorded: 2.3")
    assert newest(example, "2.3").commentary == "agency workers are down to 9 and the rest end in July"
    assert newest(example, "2.3").cause == "two leavers"
    sro.says("2.3 amber/amber pay talks\nhave begun")
    assert newest(example, "2.3").commentary == "pay talks have begun"


@no_sql_differs
@pytest.mark.parametrize("typed", ["2.3, 2.6 no change", "2.3 2.6 no change", "2.3 and 2.6 amber/amber pay talks"])
def test_a_line_about_two_actions_is_not_taken_for_one(as_person: Asked, example: Database, typed: str) -> None:
    words = in_words(as_person(WORKFORCE).types(f"/update {typed}"))
    assert "A line is about one action, and this one begins with 2.3 and 2.6: one line each, please." in words
    assert f"What you typed:\n{typed}" in words
    assert {newest(example, ref).kind.value for ref in ("2.3", "2.6")} == {"imported"}


@no_sql_differs
def test_too_many_lines_are_taken_not_at_all(as_person: Asked, example: Database) -> None:
    lines = "\n".join(["2.3 amber/amber pay talks"] * 101)
    words = in_words(as_person(WORKFORCE).types(f"/update {lines}"))
    assert "That is 101 lines; I take 100 at a time. Nothing was recorded." in words
    assert newest(example, "2.3").kind.value == "imported"


@no_sql_differs
def test_a_direct_message_that_begins_with_a_ref_is_an_update(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    assert sro.says("2.3 amber/amber pay talks").title.startswith("Recorded: 2.3")
    assert sro.says("update 2.3 amber/amber pay talks go on").title.startswith("Recorded: 2.3")
    assert sro.says("2.3 amber/amber one\n2.6 green/grey two").title == "2 of 2 updates recorded"
    assert sro.says("/update").title == "Your updates"
    assert sro.says("BRAG workforce").title.startswith("BRAG position")
    assert sro.says("hello, how does this work?").title == "Not understood"
    assert newest(example, "2.6").commentary == "two"


TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(TYPED)
@like("2.4 ")
@like("2.4 /")
@like("2.4 a/")
@like("2.4 ;;;")
@like("2.4 recovery:")
@like("2.4 amber/red back to green")
@like("999.999 x")
@like("2.4 back on track by 99/99/9999")
def test_any_text_is_read_without_an_error_and_kept(text: str) -> None:
    line = said(text)
    assert line.typed == text.strip()
    if line.ref is None:
        assert line.problem


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(BRAG.ratings), st.sampled_from(BRAG.ratings), TYPED)
def test_ref_and_ratings_are_read_back(area: int, number: int, activity: Rating, impact: Rating, text: str) -> None:
    line = said(f"{area}.{number} {activity.as_data}/{impact.as_data} progress: {text}")
    assert line.ref == f"{area}.{number}"
    assert line.problem == "" or "date" in line.problem or "rating" in line.problem
    assert (line.said["activity"], line.said["impact"]) == (activity, impact) or ";" in text


@given(TYPED.map(str.strip).filter(lambda text: text[:1].isalnum() and ";" not in text and ":" not in text))
def test_no_free_text_is_lost(text: str) -> None:
    line = said(f"2.4 amber/red {text}")
    assert line.no_change or line.said.get("commentary") == text or line.problem


@the_stricter_alone
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED)
@like(text="a\x00b")
@like(text="2.3 \ud800")
def test_any_text_gets_a_proper_answer(dispatcher_for_any: Somebody, text: str) -> None:
    for line in (f"2.3 amber/amber {text}", f"2.3 it was {text}", f"I say {text}"):
        card = dispatcher_for_any.says(line)
        assert card.title != "Something went wrong on our side"
    assert dispatcher_for_any.types(f"/action find {text or '.'}").title != "Something went wrong on our side"
    assert dispatcher_for_any.types(f"/brag {text}").title != "Something went wrong on our side"


@pytest.fixture
def dispatcher_for_any(as_person: Asked) -> Somebody:
    """One dispatcher for all the examples of a property: they may pile up."""
    return as_person(WORKFORCE)


@no_sql_differs
@pytest.mark.parametrize("rates_impact", [True, False])
@pytest.mark.parametrize(
    ("of", "typed", "activity"),
    [
        (PROGRESS, "not on track, rates are up; cause: no officer; action: hire; recovery: 30 Sep", Rating.OFF_TRACK),
        (PROGRESS, "Some issues: rates are up", Rating.AT_RISK),
        (PROGRESS, "delivered; evidence: https://example.org/e; all are trained", Rating.DONE),
        (RAG, "red, rates are up; cause: no officer; action: hire; recovery: 30 Sep", Rating.OFF_TRACK),
        (RAG, "🟢 all are trained", Rating.ON_TRACK),
        (DELIVERY_CONFIDENCE, "AG rates are up", Rating.ON_TRACK_2),
        (DELIVERY_CONFIDENCE, "activity: amber/green; rates are up", Rating.ON_TRACK_2),
        (DELIVERY_CONFIDENCE, "red, rates are up; cause: none; action: hire; recovery: 30 Sep", Rating.OFF_TRACK_2),
    ],
)
def test_an_answer_on_another_scale(
    as_person: Asked, example: Database, of: Scale, rates_impact: bool, typed: str, activity: Rating
) -> None:
    speak(example, of, rates_impact)
    before = newest(example, "2.3")
    card = as_person(WORKFORCE).types(f"/update 2.3 {typed}")
    assert card.title.startswith("Recorded: 2.3 "), in_words(card)
    update = newest(example, "2.3")
    assert update.activity is activity
    assert update.impact is (before.impact if rates_impact else Rating.NOT_STARTED)
    assert (IMPACT in in_words(card)) is rates_impact
    assert ("impact" in card.data) is rates_impact
    if of is PROGRESS:
        assert not COLOURS.search(in_words(card)), in_words(card)


@no_sql_differs
@pytest.mark.parametrize(
    ("of", "rates_impact", "typed", "why"),
    [
        (
            *(DELIVERY_CONFIDENCE, True, "amber/green rates are up"),
            "Please write “activity: amber/green” or “activity: amber; impact: green”.",
        ),
        (RAG, False, "amber/green rates are up", "this plan has one rating for each action"),
        (RAG, False, "amber, rates are up; impact: green", "This plan has one rating for each action"),
        (RAG, False, "amber, rates are up, impact is red", "“impact is red” looks like ratings"),
        (RAG, True, "complete", "Closing 2.3 is for the board to decide"),
        (RAG, True, "blue, all are trained", "“blue” is no rating. The ratings are Red, Amber and Green."),
        (
            PROGRESS,
            True,
            "not on track, rates are up",
            "An action rated Not on track needs a cause, a corrective action",
        ),
        (PROGRESS, False, "delivered: all are trained", "An action rated Delivered needs evidence: a link to where"),
        (PROGRESS, True, "rates are up, we are now on track", "They go right after the ref: 2.3 some issues/on track."),
    ],
)
def test_an_answer_that_cannot_be_read_on_another_scale_is_kept_and_told_how_to_say_it(
    as_person: Asked, example: Database, of: Scale, rates_impact: bool, typed: str, why: str
) -> None:
    speak(example, of, rates_impact)
    before = newest(example, "2.3")
    card = as_person(WORKFORCE).types(f"/update 2.3 {typed}")
    assert card.title == "Not recorded: 2.3"
    assert why in in_words(card)
    assert newest(example, "2.3") == before
    if of is PROGRESS:
        assert not COLOURS.search(in_words(card)), in_words(card)


OWN = own_scale(
    [
        ("Complete", "C", RatingClass.DONE, None),
        ("In progress", "I", RatingClass.ON_TRACK, None),
        ("Late", "L", RatingClass.AT_RISK, None),
        ("Stopped", "S", RatingClass.OFF_TRACK, None),
    ]
)


@no_sql_differs
@pytest.mark.parametrize("of", [*SHIPPED, OWN], ids=lambda of: of.name)
@pytest.mark.parametrize("rates_impact", [True, False])
def test_examples_can_be_typed_on_every_scale(
    as_person: Asked, example: Database, of: Scale, rates_impact: bool
) -> None:
    speak(example, of, rates_impact)
    sro = as_person(WORKFORCE)
    example_given = in_words(sro.types("/update 2.3 status")).partition("For example: ")[2].splitlines()[0]
    assert sro.types(example_given).title.startswith("Recorded: 2.4 ")
    assert newest(example, "2.4").activity is Rating.AT_RISK


@no_sql_differs
def test_a_level_may_be_called_as_the_closing_of_an_action_is(as_person: Asked, example: Database) -> None:
    speak(example, OWN)
    line = "2.3 complete: all are trained; evidence: https://example.org/e"
    assert as_person(WORKFORCE).says(line).title.startswith("Recorded: 2.3 ")
    assert newest(example, "2.3").activity is Rating.DONE


@no_sql_differs
def test_an_owner_of_a_plan_numbered_in_another_way_answers_in_a_thread(database: Database, clock: Clock) -> None:
    council = Council(database, clock)
    lead = council.takes(tracker(*(f"R{number}" for number in range(1, 41))))
    speak(database, RAG, rates_impact=False)
    origin = Origin("test", "C1", replying_to="1", receipt="a")
    said = "red, waiting for parts; cause: the supplier; action: another one; recovery: 30 Sep"
    reply = council.dispatcher.message(lead.id, said, origin, about=("R4",))
    assert reply is not None
    assert reply.answer.title.startswith("Recorded: R4 ")
    assert newest(database, "R4").activity is Rating.OFF_TRACK
    assert lead.says("R5 amber: waiting for parts").title.startswith("Recorded: R5 ")
    unread = in_words(lead.says("R6 red/green waiting"))
    assert "“red/green” is more than one rating" in unread
    assert "For example: /update R1 amber recruitment fair booked; back to green 30 Sep" in unread
