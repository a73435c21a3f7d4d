"""Lines as people type and paste them, at the front door: each is read as meant, or what was not read comes back."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from handlers.plain_text import in_words
from handlers.requests import Origin
from models.plan.actions import Action
from models.record.database import Database
from models.record.events import Event
from models.updates.answer import FIELDS
from models.updates.updates import Draft, Update
from tests.asking import Clock, Somebody, button, buttons
from tests.databases import Engine

Asked = Callable[[str], Somebody]
WORKFORCE = "workforce.sro@example.org"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """What is read does not depend on the engine."""
    return sqlite


def newest(database: Database, ref: str) -> Update:
    with database.read() as session:
        return list(session.exec(select(Update).join(Action).where(Action.ref == ref).order_by("id")))[-1]


def newest_before(database: Database, ref: str) -> Update:
    with database.read() as session:
        return list(session.exec(select(Update).join(Action).where(Action.ref == ref).order_by("id")))[-2]


@pytest.mark.parametrize("command", ["/update", "update"])
def test_a_command_may_end_its_line_in_a_message(as_person: Asked, command: str) -> None:
    sro = as_person(WORKFORCE)
    lines = "2.2 amber/green panel met\n2.3 amber/amber agency leavers are replaced; forecast 30 Sep"
    assert sro.says(f"{command}\n{lines}").title == "2 of 2 updates recorded"
    assert sro.says("/return\nno change").title == "No change for the rest"


@pytest.mark.parametrize(
    ("typed", "pair", "commentary"),
    [
        ("Amber / Green panel met", "amber/green", "panel met"),
        ("amber-green panel met", "amber/green", "panel met"),
        ("- amber/green - panel met", "amber/green", "panel met"),
        ("green–amber panel met", "green/amber", "panel met"),
        ("\u00a0amber/green\u00a0panel met", "amber/green", "panel met"),
        ("amber,green panel met", "amber/green", "panel met"),
        ("🟠/🟢 panel met", "amber/green", "panel met"),
        (":large_orange_circle: :large_green_circle: panel met", "amber/green", "panel met"),
        ("*amber/green* – panel’s met", "amber/green", "panel’s met"),
        (
            "amber/green see <https://x.example/doc?a=1|the plan>",
            "amber/green",
            "see the plan (https://x.example/doc?a=1)",
        ),
    ],
)
@pytest.mark.parametrize("ref", ["2.2", "*2.2*", "#2.2", "2.2:", "2.2."])
def test_ratings_and_refs_in_any_writing(
    as_person: Asked, example: Database, ref: str, typed: str, pair: str, commentary: str
) -> None:
    card = as_person(WORKFORCE).types(f"/update {ref} {typed}")
    update = newest(example, "2.2")
    assert card.title.startswith("Recorded: 2.2")
    assert (f"{update.activity.as_data}/{update.impact.as_data}", update.commentary) == (pair, commentary)
    if "http" in typed:
        assert update.evidence == "https://x.example/doc?a=1"


@pytest.mark.parametrize(
    ("typed", "why", "not_understood"),
    [
        ("amber-coloured folders are in", "“amber-coloured” is no pair of ratings", "coloured"),
        ("amber to green at last", "may be what it was and what it is", "at last"),
        ("a fair was booked", "may begin with the rating Amber or with a word", "fair"),
        ("panel met, amber/green", "“amber/green” looks like ratings. They go right after the ref", "panel"),
        (
            "amber since the panel met, impact red",
            "“impact red” looks like ratings. They go right after the ref",
            "panel",
        ),
        ("amber. The panel met, but green on impact", "“green on impact” looks like ratings", "panel"),
        ("panel met 🟢", "“🟢” looks like ratings", "panel"),
        ("all green now, the panel met", "“all green” looks like ratings", "panel"),
        ("improved to green as the panel met", "“improved to green” looks like ratings", "panel"),
        ("ambre–green panel met", "did you mean Amber?", "ambre"),
        ("amber/green; impact red; panel met", "There are two values for impact: Green and Red.", ""),
        ("amber/green fair booked; back to green 31/09/2023", "September has no day 31.", "31/09"),
        ("amber/green fair booked; forecast 30 Feb", "February has no day 30.", "30 Feb"),
        ("amber/green fair booked; forecast: 29 Feb 2023", "February 2023 has no day 29.", "29 Feb"),
        ("amber/green fair booked; recovery 1/13/2023", "There is no month 13; the day stands before the month.", "13"),
        ("amber/green fair booked; recovery soonish", "“recovery soonish” has no day that I can read", "soonish"),
        ("amber/green fair booked; forecast 3rd Septmber", "did you mean 3 September 2023?", "Septmber"),
        ("amber/green fair booked, forecast 3rd Septmber", "did you mean 3 September 2023?", ""),
        ("amber/green fair booked; back to green 3rd Septmber", "did you mean 3 September 2023?", ""),
        ("amber/green fair booked; forecast September", "did you mean 30 September 2023?", ""),
        ("amber/green fair booked; forecast Friday 16 Septmber", "has no day that I can read", "Septmber"),
        ("amber/green fair booked; forecast Friday 17 June", "17 June 2023 is a Saturday.", "17"),
        ("amber/green fair booked; forecast next Friday", "“next Friday” can be 9 June 2023 or 16 June 2023", "Friday"),
        ("amber/green fair booked; back to green next Friday", "can be 9 June 2023 or 16 June 2023", ""),
        ("amber/green fair booked; recovery TBC", "“recovery TBC” has no day that I can read", "TBC"),
        ("amber/green fair booked; forcast 3rd Septmber", "did you mean “forecast”?", ""),
        ("amber/green fair booked; evidence the minutes", "“evidence the minutes” has no link", ""),
        ("amber/green fair booked; recovery: soonish", "“recovery soonish” has no day that I can read", "soonish"),
    ],
)
def test_what_cannot_be_read_is_not_recorded_with_the_old_ratings_and_not_said_to_be_understood(
    as_person: Asked, example: Database, typed: str, why: str, not_understood: str
) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types(f"/update 2.2 {typed}")
    assert (card.title, card.done) == ("Not recorded: 2.2", False)
    assert why in in_words(card)
    assert f"What you typed:\n2.2 {typed}" in in_words(card)
    understood = " ".join(card.data["understood"])
    assert "action 2.2" in understood
    assert not not_understood or not_understood not in understood
    assert newest(example, "2.2").kind.value == "imported"
    kept = {each.name: each.value for each in sro.presses_for_form(card, "Go on in the form").inputs}
    assert any(word in kept["commentary"] for word in ("folders", "at last", "fair", "panel")), "what was typed is lost"


@pytest.mark.parametrize(
    "typed",
    [
        "ambre/green fair booked, forecast 31 Aug; help: none",
        "is ambre/green: fair booked, forecast 31 Aug; help: none",
        "GR - fair booked, forecast 31 Aug; help: none",
        "amber / green / red fair booked, forecast 31 Aug; help: none",
    ],
)
def test_of_a_line_with_a_bad_pair_the_rest_is_understood(as_person: Asked, typed: str) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types(f"/update 2.2 {typed}")
    assert card.title == "Not recorded: 2.2"
    understood = ("action 2.2", "what changed: fair booked, forecast 31 Aug")
    assert {*understood, "forecast date: 31 August 2023", "help needed: cleared"} == set(card.data["understood"])
    (kept,) = (each.value for each in sro.presses_for_form(card, "Go on in the form").inputs if "comm" in each.name)
    assert kept == typed.partition(";")[0], "what may be part of it is not lost"


def test_a_red_in_a_line_is_told_all_that_it_needs(as_person: Asked) -> None:
    card = as_person(WORKFORCE).types("/update 2.2 AR fair booked; cause no officer")
    assert "A Red needs a corrective action and a recovery date." in in_words(card)
    card = as_person(WORKFORCE).types("/update 2.2 AR fair booked")
    assert "A Red needs a cause, a corrective action and a recovery date." in in_words(card)
    assert "For example: /update 2.4 amber/red fair booked; cause no officer; action hire one" in in_words(card)
    assert as_person(WORKFORCE).types("/update 2.2 AR fair booked; recovery 3 Oct").title.startswith("Recorded")


@pytest.mark.parametrize("said", ["is unchanged", "still the same", "it's as before", "remains unchanged, thanks"])
def test_a_sentence_that_nothing_changed_is_no_commentary(as_person: Asked, said: str) -> None:
    card = as_person(WORKFORCE).says(f"2.7 {said}")
    assert card.data.get("kind") == "no change" or "is it “no change”?" in in_words(card)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("amber/green no change and 2.4 no change", "one line each, please"),
        ("no change and 2.4 no change", "one line each, please"),
        ("amber/green panel met, 2.4 amber/red fair booked", "one line each, please"),
        ("amber/green panel met; forcast 31 Aug", "did you mean “forecast”?"),
        ("amber/green panel met; recovry: 31 Aug", "did you mean “recovery”?"),
        ("amber/green panel met; forecast 31 August 2022", "A forecast of what is not complete lies ahead"),
        ("amber/green panel met. Forecast 31 Aug, forecast 30 Sep", "There are two values for forecast date"),
    ],
)
def test_what_would_be_lost_in_a_line_is_asked_about(as_person: Asked, example: Database, typed: str, why: str) -> None:
    card = as_person(WORKFORCE).types(f"/update 2.2 {typed}")
    assert card.title == "Not recorded: 2.2"
    assert why in in_words(card)
    assert newest(example, "2.2").kind.value == "imported"


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        *(("close", "Closing"), ("closed", "Closing"), ("is now complete thanks", "Closing"), ("done", "Closing")),
        *(("please close this action", "Closing"), ("closed 31 May", "Closing"), ("close by May", "Closing")),
        *(("close; evidence: https://example.org/panel", "Closing"), ("complete: all have a pathway", "Closing")),
        *(("withdraw", "Withdrawing"), ("withdrawn", "Withdrawing"), ("withdraw, not needed any more", "Withdrawing")),
        *(
            ("merge with 2.5", "Merging"),
            ("split", "Splitting"),
            ("reopen", "Reopening"),
            ("reword: panels", "New words"),
        ),
        *(("newdate 31 Oct", "A new date"), ("due 31 Dec", "A new date"), ("deadline 31 Dec", "A new date")),
        *(("change the deadline to 31 Dec", "A new date"), ("move to end of October", "A new date")),
        *(("amber/green due 31 Dec", "A new date"), ("extend the deadline to Friday", "A new date")),
    ],
)
def test_a_change_of_the_plan_is_no_commentary(as_person: Asked, example: Database, typed: str, what: str) -> None:
    card = as_person(WORKFORCE).types(f"/update 2.2 {typed}")
    said = in_words(card)
    assert (card.title, card.done) == ("Not recorded: 2.2", False)
    assert what in said
    assert "is for the board to decide: it is proposed, and an update does not do it. Nothing was recorded." in said
    who = as_person(WORKFORCE)
    proposal = who.dispatcher.press(who.id, *button(card, "Propose it"), Origin("test"))
    assert proposal is not None
    assert what in proposal.answer.title or "there is nothing to reopen" in in_words(proposal.answer)
    assert f"What you typed:\n2.2 {typed}" in said
    assert newest(example, "2.2").kind.value == "imported"
    with example.read() as session:
        drafts = session.exec(select(Draft)).all()
    assert len(drafts) == any(mark in typed for mark in ",;:/"), "what says more waits in the form"


@pytest.mark.parametrize(
    "prose",
    [
        *("we will close the gap by May", "close work with the schools", "due diligence is done", "drop in referrals"),
        *("the panel is not closed yet", "complete rewrite of the pathway", "half done", "cancelled the July panel"),
        *("blue/green complete", "amber/green closed", "split between two teams", "the due date is tight"),
    ],
)
def test_prose_with_such_a_word_is_commentary(as_person: Asked, example: Database, prose: str) -> None:
    assert as_person(WORKFORCE).types(f"/update 2.2 {prose}").title.startswith("Recorded: 2.2")
    assert (newest(example, "2.2").commentary or "") in prose


def test_of_several_lines_one_may_be_a_change_of_the_plan(as_person: Asked, example: Database) -> None:
    card = as_person(WORKFORCE).says("2.2 amber/green panel met\n2.3 close\n2.6 amber/amber rota agreed")
    assert card.title == "2 of 3 updates recorded"
    assert "Closing 2.3 is for the board to decide" in in_words(card)
    assert newest(example, "2.3").kind.value == "imported"


@pytest.mark.parametrize(
    ("typed", "forecast", "recovery"),
    [
        ("change recovery date to 15 Oct", None, "15 October 2023"),
        ("please set the forecast to 15 Oct", "15 October 2023", None),
        ("new recovery date is 15 Oct, thanks", None, "15 October 2023"),
        ("recovery date should be 15 Oct", None, "15 October 2023"),
        ("forecast has slipped to 15 Oct", "15 October 2023", None),
        ("forecast pushed back to end of October", "31 October 2023", None),
        ("forecast now 15 Oct and recovery 1 Oct", "15 October 2023", "1 October 2023"),
        ("amber/green move forecast to 15 Oct", "15 October 2023", None),
        ("back to green 15 Oct", None, None),
    ],
)
def test_a_day_alone_is_no_commentary(
    as_person: Asked, example: Database, typed: str, forecast: str | None, recovery: str | None
) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types(f"/update 2.2 {typed}")
    assert card.title == "Not recorded: 2.2"
    assert "Please say in a sentence what changed." in in_words(card)
    understood = [f"forecast date: {forecast}"] if forecast else []
    understood += [f"recovery date: {recovery}"] if recovery else []
    assert {*understood} <= {*card.data["understood"]}
    assert not any(each.startswith("what changed") for each in card.data["understood"])
    assert newest(example, "2.2").kind.value == "imported"
    kept = {each.name: each.value for each in sro.presses_for_form(card, "Go on in the form").inputs}
    assert bool(kept["forecast"] or kept["recovery_date"])


@pytest.mark.parametrize(
    "said", ["status", "show", "on track", "overdue", "help", "undo", "mine", "-", "gone amber", "tbc"]
)
def test_a_word_alone_is_no_commentary(as_person: Asked, example: Database, said: str) -> None:
    card = as_person(WORKFORCE).types(f"/update 2.2 {said}")
    assert card.title == "Not recorded: 2.2"
    assert "Please say in a sentence what changed." in in_words(card)
    assert newest(example, "2.2").kind.value == "imported"


@pytest.mark.parametrize("said", ["as before", "same", "nc", "Nothing new, thanks", "nothing to report."])
@pytest.mark.parametrize("ratings", ["", "blue/amber ", "amber/green "])
def test_that_nothing_is_new_is_no_commentary(as_person: Asked, example: Database, ratings: str, said: str) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types(f"/update 2.2 {ratings}{said}")
    assert card.title == "Not recorded: 2.2"
    assert "is it “no change”?" in in_words(card)
    assert newest(example, "2.2").kind.value == "imported"
    assert sro.presses(card, "No change").data["kind"] == "no change"


@pytest.mark.parametrize(
    ("typed", "forecast", "recovery"),
    [
        ("amber/green two are appointed forecast 31 Aug", date(2023, 8, 31), None),
        ("amber/green six left. Forecast 31 Aug", date(2023, 8, 31), None),
        ("amber/green six left, forecast is now 31 Aug 2023 at best", date(2023, 8, 31), None),
        ("amber/grey caseloads down. Recovery 20 Oct. Forecast 22 Oct", date(2023, 10, 22), date(2023, 10, 20)),
        ("amber/grey caseloads fall, recovery date 20 Oct", None, date(2023, 10, 20)),
        ("amber/grey caseloads fall; back to green 20 Oct", None, date(2023, 10, 20)),
        ("green/grey caseloads fall; back to green 20 Oct", date(2023, 10, 20), None),
        ("amber/grey the forecast has slipped to 22 Oct as two left", date(2023, 10, 22), None),
        ("amber/grey recovery date should be 20 Oct once they start", None, date(2023, 10, 20)),
        ("amber/grey the forecast is poor for 2 teams", None, None),
        ("amber/grey the recovery was quick and 3.5 posts are left", None, None),
    ],
)
def test_a_day_that_is_named_in_a_sentence_is_read(
    as_person: Asked, example: Database, typed: str, forecast: date | None, recovery: date | None
) -> None:
    assert as_person(WORKFORCE).types(f"/update 2.3 {typed}").title.startswith("Recorded: 2.3")
    update = newest(example, "2.3")
    before = newest_before(example, "2.3")
    assert (update.forecast, update.recovery_date) == (forecast or before.forecast, recovery)
    assert update.commentary == typed.partition(" ")[2], "what was typed stays"


def test_a_misspelt_no_change_is_asked_about(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    for typed in ("no chnage", "nochange", "No chang.", "unchangd", "no chnage, thanks"):
        card = sro.types(f"/update 2.7 {typed}")
        if typed != "nochange":
            assert card.title == "Not recorded: 2.7"
            assert "did you mean “no change”?" in in_words(card)
            assert "For example: /update 2.7 no change" in in_words(card)
            card = sro.presses(card, "No change")
        assert card.data["kind"] == "no change"
    with example.read() as session:
        assert session.exec(select(Draft)).all() == []
    assert sro.types("/update 2.7 No change, thank you.").data["kind"] == "no change"


@pytest.mark.parametrize("mark", [": ", " ", " - ", " = "])
def test_every_part_is_named_with_and_without_a_colon(as_person: Asked, example: Database, mark: str) -> None:
    said = {
        "cause": "no officer",
        "action": "hire one",
        "recovery": "3 Oct",
        "forecast": "31 Aug",
        "help": "a press officer",
        "difference": "12 households",
        "evidence": "https://example.org/fair",
    }
    as_person(WORKFORCE).types("/update 2.4 amber/red stuck" + "".join(f"; {name}{mark}{said[name]}" for name in said))
    update = newest(example, "2.4")
    assert update.commentary == "stuck"
    assert (update.cause, update.corrective_action, update.help_needed) == ("no officer", "hire one", "a press officer")
    assert (update.forecast, update.recovery_date) == (date(2023, 8, 31), date(2023, 10, 3))
    assert (update.difference, update.evidence) == ("12 households", "https://example.org/fair")


@pytest.mark.parametrize(
    "prose",
    [
        *("help is on its way", "action taken with the schools", "the cause is known", "recovered well"),
        *("progress is slow", "forecast is uncertain", "impact assessment is done", "evidence shows little"),
        *("forecast looks good", "recovery plan agreed with partners", "evidence of change is thin"),
    ],
)
def test_plain_prose_stays_prose(as_person: Asked, example: Database, prose: str) -> None:
    assert as_person(WORKFORCE).types(f"/update 2.3 amber/amber pay talks go on; {prose}").data["kind"] == "update"
    assert newest(example, "2.3").commentary == f"pay talks go on; {prose}"


def test_a_part_may_be_broken_off_in_a_line_of_its_own(as_person: Asked, example: Database) -> None:
    as_person(WORKFORCE).types(
        "/update 2.4 amber/red stuck\nand late\ncause no officer\nforecast 31 Aug\nrecovery 3 Oct"
    )
    update = newest(example, "2.4")
    assert (update.commentary, update.cause, update.forecast) == ("stuck and late", "no officer", date(2023, 8, 31))


ALL = {
    "cause": "no officer",
    "corrective_action": "hire one",
    "recovery_date": date(2023, 10, 3),
    "forecast": date(2023, 8, 31),
    "help_needed": "a press officer",
    "difference": "12 households",
    "evidence": "https://example.org/fair",
}
FULL = (
    "/update 2.4 red/red stuck; cause no officer; action hire one; recovery 3 Oct; forecast 31 Aug; "
    "help a press officer; difference 12 households; evidence https://example.org/fair"
)
OF_A_RECOVERY = {"cause", "corrective_action", "recovery_date"}


def by_line(sro: Somebody, activity: str) -> None:
    sro.types(f"/update 2.4 {activity}/amber the fair was held")


def by_form(sro: Somebody, activity: str) -> None:
    form = sro.opens("/update 2.4")
    assert {each.name: each.value for each in form.inputs}["commentary"] == "", "what changed is never carried over"
    assert "stuck" in in_words(form)
    sro.submits(form, activity=activity, impact="amber", commentary="the fair was held")


@pytest.mark.parametrize("say", [by_line, by_form])
@pytest.mark.parametrize(
    ("activity", "on", "gone"),
    [
        ("red", "2023-06-20", set()),
        ("amber", "2023-06-20", set()),
        ("green", "2023-06-20", OF_A_RECOVERY),
        ("green", "2023-09-01", OF_A_RECOVERY | {"forecast"}),
        ("amber", "2023-10-04", {"forecast", "recovery_date"}),
    ],
)
def test_a_line_and_a_form_keep_the_same_of_what_is_not_said(
    as_person: Asked,
    example: Database,
    clock: Clock,
    say: Callable[[Somebody, str], None],
    activity: str,
    on: str,
    gone: set[str],
) -> None:
    sro = as_person(WORKFORCE)
    sro.types(FULL)
    clock.set(f"{on} 10:00")
    say(sro, activity)
    update = newest(example, "2.4")
    assert (update.activity.as_data, update.commentary) == (activity, "the fair was held")
    assert {name: getattr(update, name) for name in ALL} == ALL | dict.fromkeys(gone)


def test_what_was_kept_is_listed_and_can_be_cleared(as_person: Asked, example: Database, clock: Clock) -> None:
    sro, other = as_person(WORKFORCE), as_person("send.sro@example.org")
    sro.types(FULL)
    clock.set("2023-06-20 10:00")
    card = sro.types("/update 2.4 red/red the fair was held")
    assert set(card.data["kept"]) == set(ALL)
    kept = "difference made, evidence, forecast, help needed, cause, corrective action and recovery date"
    assert f"As last given: {kept}." in in_words(card)
    offered = {each.label for each in buttons(card) if each.label.startswith("Clear ")}
    assert offered == {f"Clear {FIELDS[name].title.lower()}" for name in ALL if name != "recovery_date"}
    cleared = sro.presses(card, "Clear help needed")
    assert "Cleared: help needed." in in_words(cleared)
    update = newest(example, "2.4")
    assert {name: getattr(update, name) for name in ALL} == ALL | {"help_needed": None}
    assert (update.kind.value, update.commentary) == ("update", "the fair was held")
    with example.read() as session:
        events = session.exec(select(Event).where(Event.what == "answer.cleared")).all()
        assert [(each.subject, each.after) for each in events] == [("action 2.4", {"fields": "help_needed"})]
    assert "There is no help needed in the last answer about 2.4." in in_words(sro.presses(card, "Clear help needed"))
    assert other.presses(card, "Clear cause").title == "Not open to you"
    needed = sro.dispatcher.press(sro.id, "update.clear", "2.4 recovery_date", Origin("test"))
    assert needed is not None
    assert "A Red needs a recovery date. It stays as it is." in in_words(needed.answer)
    clock.set("2023-07-19 18:30")
    assert "was given for another board" in in_words(sro.presses(card, "Clear cause"))
    assert newest(example, "2.4").cause == "no officer"


def test_what_is_no_longer_red_drops_its_recovery_and_says_so(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    sro.types(FULL)
    card = sro.types("/update 2.4 green/amber the fair was held")
    assert "No longer kept, since it is back on track: cause, corrective action and recovery date." in in_words(card)
    assert "As last given: difference made, evidence, forecast and help needed." in in_words(card)
    assert "As last given: activity" in in_words(sro.types("/update 2.4 /green the second fair was held"))


@pytest.mark.parametrize("typed", ["help: none", "help none", "help no longer needed"])
def test_a_line_clears_what_it_says_is_none(as_person: Asked, example: Database, typed: str) -> None:
    sro = as_person(WORKFORCE)
    sro.types(FULL)
    assert "Cleared: help needed." in in_words(sro.types(f"/update 2.4 red/red the fair was held; {typed}"))
    assert (newest(example, "2.4").help_needed, newest(example, "2.4").cause) == (None, "no officer")


def test_a_form_clears_what_is_emptied(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    sro.types(FULL)
    form = sro.opens("/update 2.4")
    card = sro.submits(form, activity="amber", help_needed="", difference="", commentary="fair held")
    assert set(card.data["cleared"]) == {"help_needed", "difference"}
    update = newest(example, "2.4")
    assert (update.help_needed, update.difference, update.cause) == (None, None, "no officer")


def test_filters_and_words_are_read_as_typed(as_person: Asked) -> None:
    chair, secretary = as_person("chair@example.org"), as_person("secretary@example.org")
    assert chair.types("/brag workforce\u00a0red").title == "BRAG position for 7 June 2023: Workforce Board, Red"
    for typed in ("“foster carer”", '"foster carer"', "‘foster carer’", "«foster carer»", "foster\u202fcarer"):
        assert "2 actions with “foster carer”" in in_words(secretary.types(f"/action find {typed}")), typed
    straight, curly = (secretary.types(f"/action find {word}") for word in ("children's", "children’s"))
    assert straight.body[1:] == curly.body[1:]
    for ref in ("*2.4*", "#2.4", "2.4.", "(2.4)", "`2.4`"):
        assert secretary.types(f"/action {ref}").data["ref"] == "2.4"


def test_a_message_is_read_as_a_command_is(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    for ref in ("- *2.2*", "2.2:", "• 2.2", "#2.2"):
        assert sro.says(f"{ref}\u00a0Amber – Green panel met {ref}").title.startswith("Recorded: 2.2")
    assert (newest(example, "2.2").activity.word, newest(example, "2.2").impact.word) == ("Amber", "Green")


def test_what_is_pasted_into_a_form_is_read_alike(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    pasted = {
        "forecast": "31\u00a0August 2023",
        "evidence": "<https://example.org/fair>",
        "commentary": "pay\u00a0talks",
    }
    sro.submits(sro.opens("/update 2.3"), **pasted)
    update = newest(example, "2.3")
    assert (update.forecast, update.evidence) == (date(2023, 8, 31), "https://example.org/fair")
    assert update.commentary == "pay talks"
