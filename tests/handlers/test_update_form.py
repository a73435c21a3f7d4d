"""The update form: prefilled, mistakes beside their fields, everything typed kept, what the rules say beside it."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from handlers.answered_since import all_since
from handlers.cards import Modal
from handlers.plain_text import in_words
from models.plan.actions import Action
from models.plan.measures import Measure
from models.plan.ratings import Rating, RatingClass, Scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS, RAG
from models.record.database import Database
from models.updates.updates import Draft, Update
from tests.asking import LONDON, Clock, Somebody, cancel_every_meeting, freeze_for
from tests.databases import Engine
from tests.handlers.test_update_line import COLOURS
from tests.scales import speak

Asked = Callable[[str], Somebody]

FULL = {
    "activity": "red",
    "impact": "amber",
    "commentary": "The campaign starts in July.",
    "difference": "Twelve households have asked for a visit.",
    "evidence": "https://example.org/campaign",
    "forecast": "31 December 2023",
    "help_needed": "A press officer by August.",
    "cause": "No officer was in post.",
    "corrective_action": "An interim officer starts on Monday.",
    "recovery_date": "30/9/2023",
    "recovery_owner": "The Head of Fostering",
    "recovery_by": "31 August 2023",
    "next_review": "14 July 2023",
}


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """A form is a card; what it records is recorded on both databases by other tests."""
    return sqlite


def values(form: Modal) -> dict[str, str]:
    return {each.name: each.value for each in form.inputs}


def updates_of(database: Database, ref: str) -> list[Update]:
    with database.read() as session:
        action = session.exec(select(Action.id).where(Action.ref == ref)).one()
        return list(session.exec(select(Update).where(Update.action_id == action).order_by("id")))


def test_it_begins_with_the_last_answer(as_person: Asked) -> None:
    form = as_person("workforce.sro@example.org").opens("/update 2.4")
    assert form.title == "Update 2.4"
    told = values(form)
    assert (told["activity"], told["impact"]) == ("red", "red")
    assert "marketing officer" in told["commentary"]
    assert told["recovery_date"] == ""
    assert "Due 31 March 2023, 68 days overdue. Last answer 24 May 2023, 12:00." in in_words(form)
    assert [each.name for each in form.inputs if each.required] == ["activity", "impact", "commentary"]


def test_everything_typed_is_recorded(as_person: Asked, example: Database) -> None:
    sro = as_person("workforce.sro@example.org")
    card = sro.submits(sro.opens("/update 2.4"), **FULL)
    assert card.title.startswith("Recorded: 2.4 ")
    assert card.about == ("2.4",)
    assert "For: the board of 7 June 2023" in in_words(card)
    assert "Recorded: 7 June 2023, 10:00 by Workforce SRO" in in_words(card)
    _, update = updates_of(example, "2.4")
    days = {"forecast": date(2023, 12, 31), "recovery_date": date(2023, 9, 30)}
    days |= {"recovery_by": date(2023, 8, 31), "next_review": date(2023, 7, 14)}
    ratings = {"activity": Rating.OFF_TRACK, "impact": Rating.AT_RISK}
    assert {name: getattr(update, name) for name in FULL} == FULL | days | ratings
    assert update.by_person_id == sro.id
    again = values(sro.opens("/update 2.4"))
    assert again == FULL | {name: day.isoformat() for name, day in days.items()}


def test_what_the_rules_suggest_stands_beside_what_is_declared(as_person: Asked) -> None:
    sro = as_person("workforce.sro@example.org")
    form = sro.opens("/update 2.4")
    hints = {each.name: each.hint for each in form.inputs}
    assert hints["activity"] == "By the rules: Red (68 days overdue)."
    card = sro.submits(form, activity="green", impact="amber", recovery_date="")
    assert "Activity declared Green; by the rules Red: 68 days overdue." in in_words(card)


def test_only_a_declaration_better_than_the_rules_is_put_in_question(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        action = session.exec(select(Action).where(Action.ref == "2.4")).one()
        action.approved_due = date(2023, 12, 31)
        session.exec(select(Measure).where(Measure.action_id == action.id)).one().agreed = False
    sro = as_person("workforce.sro@example.org")
    card = sro.submits(sro.opens("/update 2.4"), **FULL | {"impact": "red", "forecast": ""})
    assert "by the rules" not in in_words(card)
    assert "by the rules" not in in_words(sro.types("/update 2.4 green/grey the second round has begun"))
    form = sro.opens("/update 2.4")
    hints = {each.name: each.hint for each in form.inputs}
    assert hints["activity"] == "By the rules: nothing (not overdue, and no forecast that lies ahead)."
    card = sro.submits(form, activity="green", impact="amber", forecast="15 January 2024", cause="No officer.")
    late = "forecast later than its approved date, without a recovery (cause, corrective action and a date ahead)"
    assert f"Activity declared Green; by the rules Red: {late}." in in_words(card)
    assert "Impact declared Amber; by the rules Grey: no agreed measure." in in_words(card)


@pytest.mark.parametrize("rating", ["red", "amber"])
def test_a_worse_declaration_needs_its_reason(as_person: Asked, rating: str) -> None:
    sro = as_person("workforce.sro@example.org")
    said = sro.types(f"/update 2.3 {rating}/grey; cause: x; action: y; recovery: 30 September 2023")
    assert "Please say in a sentence what changed." in in_words(said)
    assert "commentary" in sro.submits_wrongly(sro.opens("/update 2.3"), activity=rating, commentary="").errors


def test_a_blue_after_the_original_date_is_late_and_one_that_is_not_sustained_is_green(as_person: Asked) -> None:
    sro = as_person("workforce.sro@example.org")
    done = FULL | {"activity": "blue", "impact": "blue", "recovery_date": ""}
    card = sro.submits(sro.opens("/update 2.4"), **done)
    late = "Activity Blue, late: complete, with evidence, after its original date of 31 March 2023."
    unsustained = "Impact declared Blue; by the rules Green: shown at 0 of the last 3 boards, so not sustained yet."
    for shown in (card, sro.types("/action 2.4")):
        assert late in in_words(shown)
        assert unsustained in in_words(shown)
    hints = {each.name: each.hint for each in sro.opens("/update 2.4").inputs}
    assert hints["activity"].startswith("By the rules: Blue, late (complete, with evidence")
    assert "Blue, late" not in in_words(sro.types("/update 2.2 no change")), "a file does not say since when"
    sro.types("/update 2.2 amber/amber a team has left")
    again = "/update 2.2 blue/amber all teams are there again; evidence: https://example.org/teams"
    assert "Blue, late" in in_words(sro.types(again)), "it is complete since today"


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [
        ({"activity": ""}, {"activity"}),
        ({"activity": "purple"}, {"activity"}),
        ({"activity": "", "impact": ""}, {"activity", "impact"}),
        ({"commentary": "   "}, {"commentary"}),
        ({"cause": ""}, {"cause"}),
        ({"corrective_action": ""}, {"corrective_action"}),
        ({"recovery_date": ""}, {"recovery_date"}),
        ({"cause": "", "corrective_action": "", "recovery_date": ""}, {"cause", "corrective_action", "recovery_date"}),
        ({"activity": "amber", "impact": "red", "cause": ""}, {"cause"}),
        ({"activity": "blue", "impact": "green", "evidence": ""}, {"evidence"}),
        ({"evidence": "in the shared folder"}, {"evidence"}),
        ({"evidence": "javascript:alert(1)"}, {"evidence"}),
        ({"recovery_date": "6 June 2023"}, {"recovery_date"}),
        ({"recovery_date": "soon"}, {"recovery_date"}),
        ({"forecast": "31 February 2024"}, {"forecast"}),
        (
            {"forecast": "whenever", "recovery_date": "soon", "evidence": "no"},
            {"forecast", "recovery_date", "evidence"},
        ),
    ],
)
def test_mistakes_come_back_by_field_with_everything_typed(
    as_person: Asked, example: Database, typed: dict[str, str], mistakes: set[str]
) -> None:
    sro = as_person("workforce.sro@example.org")
    form = sro.opens("/update 2.4")
    back = sro.submits_wrongly(form, **FULL | typed)
    assert set(back.errors) == mistakes
    assert values(back) == FULL | typed
    assert (back.verb, back.state, back.title) == (form.verb, form.state, form.title)
    assert len(updates_of(example, "2.4")) == 1
    assert sro.submits(back, **FULL).title.startswith("Recorded")


@pytest.mark.parametrize(
    "typed",
    [
        {"activity": "amber", "impact": "grey", "cause": "", "corrective_action": "", "recovery_date": ""},
        {"activity": "blue", "impact": "green", "recovery_date": ""},
        {"activity": "green", "impact": "green", "evidence": "", "forecast": "", "difference": "", "help_needed": ""},
        {"recovery_date": "7 June 2023"},
        {"recovery_date": "end of September"},
    ],
)
def test_what_is_enough(as_person: Asked, typed: dict[str, str]) -> None:
    sro = as_person("workforce.sro@example.org")
    assert sro.submits(sro.opens("/update 2.4"), **FULL | typed).title.startswith("Recorded")


def test_a_draft_lies_over_the_last_answer_until_it_is_sent(as_person: Asked, example: Database) -> None:
    sro = as_person("workforce.sro@example.org")
    refused = sro.types("/update 2.1 blue/red all posts are filled")
    assert refused.title == "Not recorded: 2.1"
    form = sro.presses_for_form(refused, "Go on in the form")
    told = values(form)
    assert (told["activity"], told["impact"], told["commentary"]) == ("blue", "red", "all posts are filled")
    assert told["cause"], "what the draft does not say stays from the last answer"
    assert values(as_person("workforce.sro@example.org").opens("/update 2.1")) == told
    sro.submits(form, evidence="https://example.org/posts", recovery_date="1 December 2023", cause="x")
    with example.read() as session:
        assert session.exec(select(Draft)).all() == []
    assert values(sro.opens("/update 2.1"))["evidence"] == "https://example.org/posts"


def test_a_draft_is_its_writers_alone(as_person: Asked, example: Database) -> None:
    sro = as_person("workforce.sro@example.org")
    sro.types("/update 2.1 blue/red all posts are filled")
    with example.read() as session:
        assert [draft.person_id for draft in session.exec(select(Draft))] == [sro.id]


def test_no_change_repeats_the_last_answer_and_says_so(as_person: Asked, example: Database) -> None:
    sro = as_person("workforce.sro@example.org")
    card = sro.presses(sro.types("/action 2.3"), "No change")
    assert card.title.startswith("No change recorded: 2.3")
    assert card.data["kind"] == "no change"
    first, second = updates_of(example, "2.3")
    assert second.kind.value == "no change"
    assert {name: getattr(first, name) for name in FULL} == {name: getattr(second, name) for name in FULL}


def test_a_no_change_is_called_so_with_the_day_of_the_last_real_update(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    sro = as_person("workforce.sro@example.org")
    for on in ("2023-06-08 10:00", "2023-06-30 10:00"):
        clock.set(on)
        card = sro.presses(sro.types("/action 2.3"), "No change")
    said = "No change since 23 May 2023, confirmed on 30 June 2023"
    assert f"{said}." in in_words(card)
    shown = in_words(sro.types("/action 2.3"))
    assert f"{said}, Workforce SRO." in shown
    assert "Last update" not in shown
    assert f"{said}." in in_words(sro.opens("/update 2.3"))
    sro.types("/update 2.3 amber/amber the agency contract ends in July; forecast: 31 July 2023")
    sro.types("/update 2.3 no change")
    assert "No change to the update of 30 June 2023, confirmed the same day" in in_words(sro.types("/action 2.3"))
    with example.read() as session:
        confirming = session.exec(select(Update).where(Update.kind == "no change").order_by(col(Update.id))).all()
        since = all_since(session, confirming, LONDON)
    assert since[confirming[1].id] == said, "what came later changes nothing of it"


@pytest.mark.parametrize(
    "typed",
    [{}, {"commentary": " an exit date is SET for 31 october"}],
    ids=["as it was", "in other letters"],
)
def test_a_form_that_says_nothing_new_is_a_no_change(
    as_person: Asked, example: Database, clock: Clock, typed: dict[str, str]
) -> None:
    sro = as_person("workforce.sro@example.org")
    sro.types("/update 2.3 amber/amber An exit date is set for 31 October.; forecast: 31 July 2023")
    clock.set("2023-06-08 10:00")
    card = sro.submits(sro.opens("/update 2.3"), **typed)
    assert (card.title.split(":")[0], card.data["kind"]) == ("No change recorded", "no change")
    assert updates_of(example, "2.3")[-1].commentary == "An exit date is set for 31 October."
    for number, news in enumerate(({"forecast": "1 August 2023"}, {"impact": "green"}, {})):
        card = sro.submits(sro.opens("/update 2.3"), commentary=f"Another word, the {number}th.", **news)
        assert card.data["kind"] == "update"


def test_no_change_is_no_answer_for_a_red_without_a_recovery_date_ahead(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    sro = as_person("workforce.sro@example.org")
    ways_in: tuple[Callable[[], Modal], ...] = (
        lambda: sro.presses_for_form(sro.types("/action 2.4"), "No change"),
        lambda: sro.submits_wrongly(sro.opens("/update 2.4")),
    )
    for way_in in ways_in:
        form = way_in()
        assert form.errors == {"recovery_date": "A Red needs a recovery date that lies ahead."}
        assert "marketing officer" in values(form)["commentary"]
    assert len(updates_of(example, "2.4")) == 1
    card = sro.submits(form, recovery_date="30 September 2023")
    assert card.data["kind"] == "update"
    clock.set("2023-09-30 10:00")
    assert sro.presses(sro.types("/action 2.4"), "No change").data["kind"] == "no change"
    clock.set("2023-10-01 10:00")
    form = sro.presses_for_form(sro.types("/action 2.4"), "No change")
    assert form.errors == {
        "recovery_date": "A Red needs a recovery date that lies ahead; 30 September 2023 has passed."
    }


def test_no_change_is_no_answer_for_what_is_not_complete_and_whose_forecast_has_passed(
    as_person: Asked, clock: Clock
) -> None:
    sro = as_person("workforce.sro@example.org")
    sro.types("/update 2.2 blue/amber the panel meets; forecast: 30 June 2023; evidence: https://example.org/panel")
    sro.types("/update 2.1 amber/red no recovery yet; back to green 1 December 2023; forecast: 1 July 2023")
    clock.set("2023-07-31 10:00")
    assert sro.presses(sro.types("/action 2.3"), "No change").data["kind"] == "no change"
    clock.set("2023-08-01 10:00")
    why = "It is not complete, and its forecast of 31 July 2023 has passed."
    form = sro.presses_for_form(sro.types("/action 2.3"), "No change")
    assert form.errors == {"forecast": why}
    assert sro.submits_wrongly(form).errors == {"forecast": why}
    assert set(sro.presses_for_form(sro.types("/action 2.1"), "No change").errors) == {"forecast"}
    assert sro.presses(sro.types("/action 2.2"), "No change").data["kind"] == "no change"
    assert sro.submits(form, forecast="1 October 2023").data["kind"] == "update"


def test_no_change_needs_an_answer_that_could_stay(as_person: Asked, example: Database) -> None:
    cancel_every_meeting(example)
    file = b"Ref,Action,SRO,Board\n2.8,Publish the caseload ceiling,Workforce SRO,Workforce Board\n"
    secretary, sro = as_person("secretary@example.org"), as_person("workforce.sro@example.org")
    secretary.presses(secretary.sends("more.csv", file), "Import")
    shown = sro.types("/action 2.8")
    assert "No update has been given yet." in in_words(shown)
    assert "2.8 has no answer yet that could stay as it is." in in_words(sro.presses(shown, "No change"))
    assert sro.opens("/update 2.8").inputs[0].value == ""


def test_every_version_stays_and_the_latest_counts(as_person: Asked, example: Database, clock: Clock) -> None:
    sro, chair = as_person("workforce.sro@example.org"), as_person("chair@example.org")
    sro.types("/update 2.4 green/amber the campaign is running")
    clock.set("2023-06-07 10:05")
    sro.types("/update 2.4 amber/amber the campaign is delayed")
    assert [update.activity.as_data for update in updates_of(example, "2.4")] == ["red", "green", "amber"]
    assert chair.types("/action 2.4").data["activity"] == "amber"


def test_after_the_freeze_an_answer_is_for_the_next_meeting(as_person: Asked, example: Database, clock: Clock) -> None:
    sro = as_person("workforce.sro@example.org")
    form = sro.opens("/update 2.4")
    freeze_for(example, clock, date(2023, 6, 7))
    card = sro.submits(form, **FULL)
    assert card.data["meeting"] == "2023-07-19"
    assert "For: the board of 19 July 2023" in in_words(card)


def test_an_ended_action_takes_no_update(as_person: Asked, example: Database) -> None:
    sro = as_person("hscp.sro@example.org")
    words = in_words(sro.types("/update 5.6"))
    assert "Action 5.6 was withdrawn on 17 May 2023 and takes no more updates." in words
    assert "Not recorded" in sro.types("/update 5.6 green/grey restarted").title
    assert len(updates_of(example, "5.6")) == 1


@pytest.mark.parametrize("ref", ["99.1", "2.99"])
def test_an_action_that_is_not_there(as_person: Asked, ref: str) -> None:
    words = in_words(as_person("workforce.sro@example.org").types(f"/update {ref}"))
    assert f"The plan has no action {ref}." in words
    assert "/action find" in words


def test_a_day_of_delay_is_one_day(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-04-01 10:00")
    assert "Due 31 March 2023, 1 day overdue." in in_words(as_person("workforce.sro@example.org").opens("/update 2.4"))


def test_a_draft_from_before_says_when_it_was_typed(as_person: Asked, clock: Clock) -> None:
    sro = as_person("workforce.sro@example.org")
    sro.types("/update 2.4 blue/amber it is done")  # no evidence: not recorded, and kept
    typed = "Not recorded yet: what you typed on 7 June 2023, 10:00 stands in the fields."
    clock.set("2023-07-03 10:00")  # for the next board
    form = sro.opens("/update 2.4")
    assert typed in in_words(form)
    rest = in_words(sro.types("/return no change"))
    assert "You have begun an update of it, on 7 June 2023, 10:00, which waits in the form." in rest
    assert sro.submits(form, evidence="https://example.org/fair").title.startswith("Recorded: 2.4")
    assert "Not recorded yet" not in in_words(sro.opens("/update 2.4"))


def test_where_activity_alone_is_rated_the_form_asks_and_keeps_no_impact(as_person: Asked, example: Database) -> None:
    speak(example, PROGRESS, rates_impact=False)
    sro = as_person("workforce.sro@example.org")
    form = sro.opens("/update 2.4")
    assert "impact" not in values(form)
    assert "Impact" not in in_words(form)
    answers = {name: value for name, value in FULL.items() if name != "impact"} | {"activity": "not on track"}
    wrong = sro.submits_wrongly(form, **answers | {"cause": ""})
    assert wrong.errors == {"cause": "An action rated Not on track needs a cause."}
    recorded = sro.submits(form, **answers)
    assert "Impact" not in in_words(recorded)
    update = updates_of(example, "2.4")[-1]
    assert (update.activity, update.impact) == (Rating.OFF_TRACK, Rating.NOT_STARTED)
    assert sro.presses_for_form(recorded, "Change").inputs[0].value == "not on track"


def test_levels_that_nobody_gives_are_not_offered_and_unknown_impact_is_left_out(
    as_person: Asked, example: Database
) -> None:
    speak(example, RAG)
    sro = as_person("workforce.sro@example.org")
    form = sro.opens("/update 2.4")
    activity, impact = form.inputs[:2]
    assert [value for value, _ in activity.options] == ["red", "amber", "green"]
    assert (activity.required, impact.required) == (True, False)
    assert [each.hint for each in form.inputs if each.name in ("evidence", "cause")] == ["", "Needed for a Red."]
    for never_given in ("complete", "not rated"):
        assert set(sro.submits_wrongly(form, **FULL | {"activity": never_given}).errors) == {"activity"}
    sro.submits(form, **FULL | {"impact": ""})
    assert updates_of(example, "2.4")[-1].impact is Rating.NOT_STARTED


@pytest.mark.parametrize("of", [RAG, PROGRESS, DELIVERY_CONFIDENCE], ids=lambda of: of.name)
def test_no_change_undone_and_owed_in_the_words_of_the_scale(as_person: Asked, example: Database, of: Scale) -> None:
    speak(example, of, rates_impact=False)
    sro = as_person("workforce.sro@example.org")
    owed = sro.types("/update")
    sro.types("/update 2.3 activity: amber; rates are up; forecast: 30 Sep")
    told = [in_words(card) for card in (owed, sro.types("/update undo"), sro.types("/return no change"))]
    for said in told:
        assert "impact" not in said.casefold(), said
        assert of is not PROGRESS or not COLOURS.search(said), said
    assert of.of(RatingClass.AT_RISK)[0].name in told[1]
