"""Passages that papers use again: written, taken by sections, reviewed, checked, and kept in what was compiled."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlmodel import col, select

from handlers.cards import Card
from handlers.pack.passages import LONGEST, LONGEST_NAME, a_year_after
from handlers.plain_text import in_words
from handlers.requests import Origin
from models.packs.passages import Passage
from models.record.database import Database
from models.record.events import Event, first_broken
from papers.bound_figures import bound_in, passage_name, resolved
from tests.asking import Clock, Somebody, button, buttons, table
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish
from tests.handlers.test_sections import contents

Asked = Callable[[str], Somebody]
SECRETARY, SRO, OBSERVER = (f"{each}@example.org" for each in ("secretary", "workforce.sro", "observer"))
GOVERNANCE = "governance@example.org"
DUTY = "The board has had due regard to the public sector equality duty.\n\nAn assessment is kept with the plan."
WRITES = f"/pack passage Equality duty by the Workforce SRO review 1 June 2024: {DUTY}"


def test_it_is_written_listed_and_taken_by_a_section_and_a_pack_keeps_its_words(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types(WRITES)
    assert card.title == "“equality duty”, version 1"
    assert table(card).rows == (("equality duty", DUTY, "Workforce SRO", "1 June 2024", "1"),)
    shown = secretary.types("/pack write introduction First. {{ passage “Equality-Duty” }}\n\nLast.")
    said = in_words(shown)
    assert "First. The board has had due regard" in said
    assert "The passage “equality duty” belongs to the Workforce SRO, to be reviewed by 1 June 2024." in said
    assert "Figures for the" not in said, "it names none"
    secretary.types(f"/pack reviewers add Governance by {GOVERNANCE} for introduction")
    secretary.types("/pack compile")
    finish(example, clock)
    (section,) = contents(example).written
    assert [(each.number, each.text, each.typed) for each in section.paragraphs] == [
        ("1.1", "First. The board has had due regard to the public sector equality duty.", section.paragraphs[0].typed),
        ("1.2", "An assessment is kept with the plan.", ""),
        ("1.3", "Last.", "Last."),
    ]
    assert "passage" not in in_words(secretary.types("/pack check"))
    secretary.types("/pack review")
    assert as_person(GOVERNANCE).types("/pack approve").title.startswith("Approved: Governance")
    changed = secretary.types("/pack passage equality duty: The duty was met.")
    assert "Before it said: “The board has had due regard" in in_words(changed)
    assert table(changed).rows[0][1:4] == ("The duty was met.", "Workforce SRO", "1 June 2024")
    blocked = secretary.types("/pack check").data["blockers"]
    assert any("the passage “equality duty” was written anew since version 1 was compiled" in each for each in blocked)
    compiled = in_words(secretary.types("/pack compile"))
    assert "Withdraws the approval of Governance." in compiled
    assert "Introduction has changed." in compiled
    finish(example, clock)
    assert [each.text for each in contents(example).written[0].paragraphs] == ["First. The duty was met.", "Last."]
    with example.read() as session:
        events = session.exec(select(Event).where(col(Event.what).startswith("passage."))).all()
        assert [(each.what, each.subject) for each in events] == [("passage.written", "passage equality duty")] * 2
        assert "regard" not in str([each.model_dump() for each in events])
        assert first_broken(session, 1) is None
    secretary.types("/pack passage remove equality duty")
    assert "names no figure, section or passage" in in_words(_compiled_anew(secretary, example, clock))
    with example.write() as session, pytest.raises(Exception, match="only ever added"):
        session.execute(delete(Passage))


def _compiled_anew(secretary: Somebody, example: Database, clock: Clock) -> Card:
    assert "is used no more" in in_words(secretary.types("/pack check"))
    secretary.types("/pack compile")
    finish(example, clock)
    return secretary.types("/pack check")


@no_sql_differs
def test_past_its_review_it_is_warned_of_until_its_owner_says_that_it_holds(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, sro = as_person(SECRETARY), as_person(SRO)
    secretary.types(WRITES.replace("1 June 2024", "8 June 2023"))
    secretary.types("/pack write risk {{ passage equality duty }}")
    secretary.types("/pack compile")
    finish(example, clock)
    assert not [each for each in secretary.types("/pack check").data["warnings"] if "passage" in each]
    stale = secretary.types("/pack passages")
    clock.set("2023-06-09 10:00")
    (warned,) = [each for each in secretary.types("/pack check 7 June 2023").data["warnings"] if "passage" in each]
    assert warned == (
        "Risk implications: the passage “equality duty” belongs to the Workforce SRO, "
        "whose review was due by 8 June 2023"
    )
    secretary.types("/pack checks passages blocker")
    assert any("passage" in each for each in secretary.types("/pack check 7 June 2023").data["blockers"])
    listed = sro.types("/pack passages")
    assert "1 passage is past the day of review: equality duty." in in_words(listed)
    assert buttons(as_person(OBSERVER).types("/pack passages")) == []
    press = button(listed, "It still holds: equality duty")
    observer = as_person(OBSERVER)
    refused = observer.dispatcher.press(observer.id, *press, Origin("test", "C1", receipt="observer"))
    assert refused is not None
    assert "That is for the Workforce SRO" in in_words(refused.answer)
    held = sro.presses(listed, "It still holds: equality duty")
    assert "Its next review is by 9 June 2024." in in_words(held)
    assert table(held).rows[0][3:] == ("9 June 2024", "2")
    assert "was written anew since" in in_words(sro.presses(listed, "It still holds: equality duty"))
    assert not any("passage" in each for each in secretary.types("/pack check 7 June 2023").data["blockers"])
    form = secretary.presses_for_form(stale, "Change: equality duty")
    assert {each.name: each.value for each in form.inputs}["review"] == "2024-06-09", "as it stands by now"
    with example.read() as session:
        event = session.exec(select(Event).where(Event.what == "passage.reviewed")).one()
    assert event.after is not None
    assert (event.after["version"], event.after["review_on"]) == (2, "2024-06-09")


@no_sql_differs
def test_one_that_is_used_no_more_is_none_until_it_is_written_anew(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(WRITES.replace("1 June 2024", "8 June 2023"))
    secretary.types("/pack passage county plan by Director of Children’s Services review 8 June 2023: It serves it.")
    clock.set("2023-06-08 10:00")
    assert "past the day" not in in_words(secretary.types("/pack passages")), "on the day it is not over"
    clock.set("2023-06-09 10:00")
    listed = secretary.types("/pack passages")
    assert "2 passages are past the day of review: county plan and equality duty." in in_words(listed)
    assert secretary.types("/pack passage county plan: It serves it well.").title == "“county plan”, version 2"
    assert secretary.types("/pack passage county plan by Workforce SRO").title == "“county plan”, version 3"
    assert secretary.presses(listed, "It still holds: equality duty").title == "“equality duty” still holds"
    form = secretary.presses_for_form(listed, "Write a passage")
    filled = {"name": "Equality duty", "text": "Anew.", "owner": "Workforce SRO", "review": "2024-06-01"}
    there = secretary.submits_wrongly(form, **filled).errors["text"]
    assert "There is a passage “equality duty” already" in there
    secretary.types("/pack passage remove equality duty")
    assert [each["name"] for each in secretary.types("/pack passages").data["passages"]] == ["county plan"]
    for typed, said in (
        ("/pack passage remove equality duty", "There is no passage “equality duty”."),
        ("/pack passage equality duty: Anew.", "so say which post owns it and by when it is reviewed."),
        ("/pack write risk {{ passage equality duty }}", "There is no passage “equality duty”."),
    ):
        assert said in in_words(secretary.types(typed))
    assert "is used no more" in in_words(secretary.presses(listed, "It still holds: equality duty"))
    assert secretary.submits(form, **filled).title == "“equality duty”, version 4"
    secretary.types("/pack passage remove equality duty")
    anew = secretary.types(WRITES)
    assert anew.title == "“equality duty”, version 6"
    assert "Before it said" not in in_words(anew)
    assert "Before it said" not in in_words(secretary.types("/pack passage equality duty review 2 June 2024"))
    assert [each["name"] for each in secretary.types("/pack passages").data["passages"]] == [
        "county plan",
        "equality duty",
    ]
    with example.read() as session:
        whats = session.exec(select(Event.what).where(col(Event.what).startswith("passage.")).order_by(col(Event.id)))
        logged = [each.partition(".")[2] for each in whats]
    again = ["ended", "written"]
    assert logged == [*["written"] * 4, "reviewed", *again, *again, "reviewed"]


@no_sql_differs
def test_the_form_says_what_is_wrong_and_who_was_faster(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    form = secretary.opens("/pack passage county plan")
    assert (form.inputs[0].name, form.inputs[0].value) == ("name", "county plan")
    filled = {"text": "It serves the county plan.", "owner": "Workforce SRO", "review": "2024-06-01"}
    for wrong, what in (
        ({"review": "2023-06-01"}, "A review lies ahead"),
        ({"text": "Born on 12/03/2014."}, "looks like a date of birth"),
        ({"text": "{{ reds }} Reds"}, "names no figure"),
        ({"name": "born on 12/03/2014"}, "looks like a date of birth"),
        ({"name": "x" * (LONGEST_NAME + 1)}, "at most 40 characters"),
        ({"owner": "Nobody"}, "There is no post “Nobody”."),
    ):
        assert what in secretary.submits_wrongly(form, **filled | wrong).errors["text"]
    card = secretary.submits(form, **filled)
    first, second = (secretary.presses_for_form(card, "Change: county plan") for _ in range(2))
    secretary.submits(first, text="It serves it well.")
    late = secretary.submits_wrongly(second, text="Mine.")
    assert "Board Secretary has written version 2 since you opened this" in late.errors["text"]
    assert "It serves it well." in in_words(late)
    assert secretary.submits(late, text="Both.").title == "“county plan”, version 3"


@no_sql_differs
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/pack passage county plan: It serves it.", "so say which post owns it and by when it is reviewed"),
        ("/pack passage county plan by Nobody review 1 June 2024: It.", "There is no post “Nobody”."),
        ("/pack passage county plan by Workforce SRO review 1 June 2023: It.", "A review lies ahead"),
        ("/pack passage county plan by Workforce SRO review 7 June 2023: It.", "A review lies ahead"),
        ("/pack passage : It serves it.", "What is it called"),
        (f"/pack passage county plan by Workforce SRO review 1 June 2024: {'x' * (LONGEST + 1)}", "that is 2001"),
        ("/pack passage county plan by Workforce SRO review 1 June 2024 please: It.", "What is “please”?"),
        ("/pack passage remove county plan", "There is no passage “county plan”. Did you mean county plans?"),
        ("/pack write risk {{ passage county plan }}", "Did you mean {{ passage county plans }}?"),
        ("/pack passage county plans review 1 June 2024", "That is how “county plans” stands already."),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_say(as_person: Asked, line: str, said: str) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack passage county plans by Workforce SRO review 1 June 2024: It serves it.")
    assert said in in_words(secretary.types(line))
    assert [each["version"] for each in secretary.types("/pack passages").data["passages"]] == [1]


@no_sql_differs
def test_a_line_may_say_the_owner_last_and_a_review_alone(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack passage annual review by Workforce SRO review by 1 June 2024: It is held each year.")
    card = secretary.types("/pack passage annual review review 1 May 2025 by Board Secretary")
    assert table(card).rows == (("annual review", "It is held each year.", "Board Secretary", "1 May 2025", "2"),)


@given(st.text(alphabet="ab -_“”'.", min_size=1, max_size=30), st.text(max_size=40))
def test_a_passage_is_text_and_never_a_name_again(typed: str, text: str) -> None:
    name = passage_name(typed)
    for each in bound_in(f"{{{{ passage {typed} }}}}"):
        if each.passage:
            assert each.passage == name
            assert resolved(each.typed, {"reds": "3"}, {}, {name: text + "{{ reds }}"}) == text + "{{ reds }}"
            assert resolved(each.typed, {name: "3"}, {name: "4"}) == each.typed


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_year_after_is_the_same_day_of_the_next_year(on: date) -> None:
    after = a_year_after(on)
    assert after.year == on.year + 1
    assert (after.month, after.day) in ((on.month, on.day), (2, 28))


@no_sql_differs
def test_a_section_takes_no_more_passages_than_somebody_reads(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(WRITES.replace(DUTY, "word " * 300))
    names = "{{ passage equality duty }}"
    assert secretary.types(f"/pack write introduction {names * 100}").done
    refused = in_words(secretary.types(f"/pack write introduction {names * 60}\n{names * 41}"))
    assert "A section has 100 names in braces at most; that is 101." in refused
