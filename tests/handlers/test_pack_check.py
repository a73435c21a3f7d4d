"""`/pack check`: what a pack lacks, and what was typed for it that disagrees with its figures or was left over."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from handlers.plain_text import in_words
from models.plan.actions import Action
from models.record.database import Database
from models.updates.recording import newest_update
from models.updates.updates import Update
from tests.asking import Clock, Somebody, buttons, tables
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish, publish

pytestmark = no_sql_differs
Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, WORKFORCE = "secretary@example.org", "chair@example.org", "workforce.sro@example.org"
TYPED = (
    "43 of 64 actions (67%) are on track by my count. Spend is XX% of the budget. "
    "The fair was on Wednesday 8 June 2023, and 44 of 64 (68.75%) is right"
)


def test_what_was_typed_is_held_against_the_figures(as_person: Asked, example: Database, clock: Clock) -> None:
    as_person(WORKFORCE).types(f"/update 2.4 red/red {TYPED}; cause no officer; action hire one; back to green 30 Sep")
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    finish(example, clock)
    card = secretary.types("/pack check")
    assert card.title == "Board pack for 7 June 2023, version 1: checked"
    found, *_ = tables(card)
    assert found.columns == ("Where", "Printed", "Should be", "Why")
    where = "Progress report, 2.4, commentary"
    assert [row[:3] for row in found.rows] == [
        (where, "“43 of 64 actions (67%)”", "“44 (68.75%)”"),
        (where, "“XX%”", "-"),
        (where, "“Wednesday 8 June 2023”", "“Thursday 8 June 2023”"),
    ]
    assert found.rows[0][3] == "BRAG table, column “Current activity”: 32 Blue + 12 Green = 44 of 64."
    said = in_words(card)
    assert "It should have been out by Tuesday 30 May 2023 (a house deadline): 6 working days ago." in said
    assert [each.partition(": ")[0] for each in card.data["blockers"]] == [where] * 3
    assert [each["severity"] for each in card.data["findings"]] == ["error"] * 3
    assert [each.label for each in buttons(card)] == ["Take in 2.4", "What is checked, and why"]
    refused = secretary.types("/pack publish")
    assert refused.title.endswith("cannot be published yet")
    assert "“43 of 64 actions (67%)” should be “44 (68.75%)”" in in_words(refused)
    assert "Who can mend it: Workforce SRO" in in_words(refused)
    chair = as_person(CHAIR).types("/pack check")
    assert tables(chair) == tables(card)
    assert buttons(chair) == []


def test_a_pack_without_faults_is_called_so_and_a_published_one_is_checked_too(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, observer = as_person(SECRETARY), as_person("observer@example.org")
    assert "No pack has been compiled yet." in in_words(secretary.types("/pack check"))
    assert "There is no pack for 7 June 2023 yet." in in_words(secretary.types("/pack check 7 June 2023"))
    secretary.types("/pack compile")
    finish(example, clock)
    assert tables(secretary.types("/pack check 7 June 2023")) == []
    assert "No pack has been published yet." in in_words(observer.types("/pack check"))
    publish(secretary, example, clock)
    card = observer.types("/pack check")
    assert "It is to be out by" not in in_words(card)
    assert buttons(card) == []
    assert "What I could not use: “nonsense”" in in_words(secretary.types("/pack check nonsense"))


@pytest.mark.usefixtures("red_without_words")
def test_what_refuses_publication_comes_first_with_what_mends_it(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    finish(example, clock)
    card = secretary.types("/pack check")
    (blocker,) = card.data["blockers"]
    assert blocker.startswith("Red 2.4 has no commentary")
    assert [each.label for each in buttons(card)] == ["Take in 2.4", "What is checked, and why"]
    assert in_words(card).index("Without this it cannot be published") < in_words(card).index("Red 2.4 has")


WRITTEN = (
    "On Wednesday 7 June 2023 43 of 64 actions (67%) are on track. Three actions are Red.\n\n"
    "All actions have now started. The direction of travel is positive. Figures for June to follow."
)


def test_a_section_is_mended_with_the_computed_figures_and_words_are_told_with_both_sides(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(f"/pack write introduction {WRITTEN}")
    secretary.types("/pack compile")
    finish(example, clock)
    card = secretary.types("/pack check")
    wrong, look = tables(card)
    assert [row[1:3] for row in wrong.rows] == [
        ("“43 of 64 actions (67%)”", "“44 (68.75%)”"),
        ("“Three actions are Red”", "“2 Red”"),
    ]
    why = {row[1]: row[3] for row in look.rows}
    assert set(why) == {
        *("“All actions have now started.”", "“The direction of travel is positive.”"),
        "“Figures for June to follow”",
    }
    assert "Against it: 2 by whose answers there is no progress (2.4, 7.5)." in why["“All actions have now started.”"]
    assert "fell from 52 of 65 (80.00%) to 44 of 64 (68.75%)" in why["“The direction of travel is positive.”"]
    mend, *_ = buttons(card)
    assert mend.label == "Introduction: use the computed figures"
    mended = secretary.presses(card, mend.label)
    assert mended.data["text"] == (
        WRITTEN.replace("43 of 64 actions (67%)", "44 of 64 actions (68.75%)").replace("Three actions", "2 actions")
    )
    again = secretary.presses(card, mend.label)  # the pack prints the version before
    assert "was written since the pack was compiled" in in_words(again)
    secretary.types("/pack compile")
    finish(example, clock)
    card = secretary.types("/pack check")
    assert card.data["blockers"] == []
    assert len(card.data["findings"]) == 3


def test_what_a_check_weighs_is_a_setting_with_its_reason(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack write introduction All actions have now started. The rest is TBC.")
    secretary.types("/pack write business The SEND Strategy Board reports to the SEND Strategic Board.")
    secretary.types("/pack compile")
    finish(example, clock)
    (listed,) = tables(as_person(CHAIR).types("/pack checks"))
    by_name = {row[0]: row[2:] for row in listed.rows}
    assert by_name["claims"] == ("warning", "warning: words leave room for judgement, so that both sides are shown")
    assert by_name["figures"][0] == "blocker"
    card = secretary.types("/pack check")
    assert card.data["blockers"] == []
    alias = next(each for each in card.data["findings"] if "Strategy" in each["printed"])
    assert (alias["printed"], alias["should"]) == ("SEND Strategy Board", "SEND Strategic Board")
    said = in_words(secretary.types("/pack checks claims blocker"))
    assert "claims is blocker: words that the ratings speak against" in said
    (blocker,) = secretary.types("/pack check").data["blockers"]
    assert "All actions have now started" in blocker
    assert "claims:blocker" in in_words(secretary.types("/secretariat settings cover_checks"))
    form = secretary.presses_for_form(secretary.types("/pack checks"), "Change them")
    assert {each.name: each.value for each in form.inputs}["claims"] == "blocker"
    secretary.submits(form, claims="off", unfinished="off", boards="off")
    assert secretary.types("/pack check").data["findings"] == []
    wrong = secretary.submits_wrongly(
        secretary.presses_for_form(secretary.types("/pack checks"), "Change them"), private="off", claims="warning"
    )
    assert "never off" in wrong.errors["private"]
    assert secretary.types("/pack checks").data["checks"]["claims"] == "off"
    for line, why in (
        ("/pack checks privat off", "Did you mean private?"),
        ("/pack checks private off", "never off"),
        ("/pack checks claims loud", "What is claims to be: blocker, warning or off?"),
        ("/pack checks claims", "What is claims to be"),
        ("/pack checks claims very off", "What is claims to be"),
    ):
        assert why in in_words(secretary.types(line)), line
    assert "working_days is off" in in_words(secretary.types("/pack checks working days off"))
    assert "No paper goes to a body “Cabinet”." in in_words(secretary.types("/pack checks claims blocker for Cabinet"))
    secretary.types("/pack paper add Cabinet 22 June 2023")
    said = in_words(secretary.types("/pack checks claims blocker for Cabinet"))
    assert "claims is blocker for Cabinet" in said
    form = secretary.presses_for_form(secretary.types("/pack checks for Cabinet"), "Change them")
    assert {each.name: each.value for each in form.inputs}["claims"] == "blocker"
    secretary.submits(form, template="warning")
    assert secretary.types("/pack checks").data["checks"]["claims"] == "off"
    found = {body: secretary.types(f"/pack checks {body}").data["checks"] for body in ("", "for the Improvement Board")}
    assert {each["template"] for each in found.values()} == {"blocker"}
    assert secretary.types("/pack checks for Cabinet").data["checks"]["template"] == "warning"


@pytest.fixture
def red_without_words(example: Database) -> None:
    """The last answer about 2.4, a Red, has no commentary."""
    with example.write() as session:
        update = newest_update(session, session.exec(select(Action.id).where(Action.ref == "2.4")).one() or 0)
        assert update is not None
        session.add(Update(**{**update.model_dump(exclude={"id"}), "commentary": None}))


def test_a_check_says_what_publishing_says_of_the_deadline(as_person: Asked, example: Database, clock: Clock) -> None:
    """What is late needs the chair's reason; a correction has no deadline; what is published is compiled no more."""
    secretary = as_person(SECRETARY)
    secretary.types("/pack reviewers add Governance by governance@example.org")
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack review")
    as_person("governance@example.org").types("/pack approve Governance")
    card = secretary.types("/pack check")
    assert card.data["blockers"] == []
    refused = in_words(secretary.types("/pack publish"))
    for said in (
        "It should have been out by Tuesday 30 May 2023 (a house deadline)",
        "It needs the chair’s reason for",
    ):
        assert said in in_words(card)
        assert said in refused
    assert "Publish" not in [each.label for each in buttons(card)]
    form = secretary.presses_for_form(card, "Give the reason and publish")
    secretary.submits(form, urgent="the letter came on 1 June")
    finish(example, clock)
    published = in_words(secretary.types("/pack check"))
    assert "Red 2.4 has no recovery date (“/update 2.4” takes it for the next board)" in published
    assert "/pack compile" not in published
    secretary.types('/pack correct 2.4 "communications strategy" is "campaign plan" because a return was misread')
    finish(example, clock)
    assert "A correction has no deadline" in in_words(secretary.types("/pack check"))
