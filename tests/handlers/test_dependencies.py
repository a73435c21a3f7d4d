"""What an action needs: recorded, told on both actions, in the form and in the pack; a circle is refused."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from handlers.cards import Text
from handlers.plain_text import in_words
from models.packs.packs import Pack
from models.plan.actions import Action
from models.plan.dependencies import Dependency, Need, circle
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Clock, Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"

RED = (
    "2.4 needs 2.1 (Deliver the workforce strategy: recruit and keep permanent social work…): "
    "Red on impact, 68 days overdue."
)
OUTSIDE = "2.4 needs “the new case system” from Head of IT by 1 May 2023: 37 days overdue."


@pytest.fixture
def sro(as_person: Asked) -> Somebody:
    """The SRO of 2.4, which needs 2.1 and something outside the plan."""
    sro = as_person(WORKFORCE)
    assert sro.types("/action 2.4 needs 2.1").title == "Recorded: what 2.4 needs"
    assert sro.types('/action 2.4 needs "the new case system" by 1 May 2023 owner:"Head of IT"').done
    return sro


@no_sql_differs
def test_a_late_predecessor_stands_out_on_both_actions(sro: Somebody, as_person: Asked, example: Database) -> None:
    chair = as_person(CHAIR)
    for ref, said in (("2.4", [RED, OUTSIDE]), ("2.1", [RED])):
        card = chair.types(f"/action {ref}")
        strong = [each.text for each in card.body if isinstance(each, Text) and each.style == "strong"]
        assert [each for each in strong if " needs " in each] == said
    assert chair.types("/action 2.1").data["needed_by"] == ["2.4"]
    needs = chair.types("/action 2.4").data["needs"]
    assert [(each["ref"], each["what"], each["owner"], each["due"], each["worries"]) for each in needs] == [
        ("2.1", None, None, None, True),
        (None, "the new case system", "Head of IT", "2023-05-01", True),
    ]
    page = chair.dispatcher.view(chair.id, "page.action", text="2.4")
    assert page.needs == ((RED, True, None), (OUTSIDE, True, None)), "who may not take one back has no way to"
    form = sro.opens("/update 2.4")
    assert RED in in_words(form)
    assert OUTSIDE in in_words(form)
    with example.read() as session:
        events = [(each.what, each.subject) for each in session.exec(select(Event)) if "dependency" in each.what]
        assert first_broken(session, 1) is None
    assert events == [("dependency.added", "action 2.4")] * 2


@no_sql_differs
def test_what_is_on_course_is_told_and_worries_nobody(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types("/action 2.4 needs 2.5")
    said = "2.4 needs 2.5 (Open an academy for newly qualified social workers with protected caseloads): Blue."
    assert [each.text for each in card.body if isinstance(each, Text) and each.style == "plain"] == [said]
    assert "needs 2.5" not in in_words(sro.opens("/update 2.4"))
    assert said in in_words(sro.types("/action 2.4 needs"))
    assert "2.6 waits for nothing, and nothing waits for it." in in_words(sro.types("/action 2.6 depends on"))


@no_sql_differs
@pytest.mark.usefixtures("sro")
def test_the_pack_tells_it_of_both(as_person: Asked, example: Database) -> None:
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        contents = session.exec(select(Pack)).one().contents
    told = {each["ref"]: each["waits_on"] for area in contents["areas"] for each in area["actions"] if each["waits_on"]}
    assert told == {"2.1": [RED], "2.4": [RED, OUTSIDE]}
    assert {each["ref"]: each["waits_on"] for each in contents["reds"] if each["waits_on"]} == told


def test_it_is_taken_back_by_a_button(sro: Somebody, as_person: Asked, example: Database) -> None:
    card = sro.types("/action 2.4 needs")
    assert "Red on impact" not in in_words(sro.presses(card, "No longer needs 2.1"))
    assert "somebody was quicker" in in_words(sro.presses(card, "No longer needs 2.1"))
    assert as_person(CHAIR).types("/action 2.1").data["needed_by"] == []
    with example.read() as session:
        kept = session.exec(select(Dependency).order_by(col(Dependency.id))).all()
        told = session.exec(select(Event).where(Event.what == "dependency.removed")).one()
    assert (told.subject, told.before) == ("action 2.4", {"dependency": kept[0].id, "needs": "2.1"})
    assert [each.removed_at is None for each in kept] == [False, True]
    assert sro.types("/action 2.4 needs 2.1").done, "it can be recorded anew"


@no_sql_differs
def test_nobody_else_takes_it_back(sro: Somebody, as_person: Asked) -> None:
    card = sro.types("/action 2.4 needs")
    for other in ("hscp.sro@example.org", "observer@example.org", CHAIR):
        assert as_person(other).presses(card, "No longer needs 2.1").title == "Not open to you", other
    assert sro.types("/action 2.4 needs").data == card.data


@no_sql_differs
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/action 2.4 needs 2.4", "2.4 cannot wait for itself."),
        ("/action 2.4 needs 2.1", "That is recorded already: 2.4 needs 2.1."),
        ("/action 2.4 needs “the new case system” by 3 May 2023 owner:IT", "That is recorded already"),
        ("/action 2.1 needs 2.4", "2.4 needs 2.1 already: 2.1 and 2.4 would wait for each other."),
        ("/action 2.4 needs 5.6", "5.6 has left the plan: it was withdrawn."),
        ("/action 2.4 needs 2.77", "The plan has no action 2.77. Did you mean"),
        ("/action 2.4 needs 2.5 for the money", "I do not know what “for the money” is to mean behind 2.5."),
        ("/action 2.4 needs a new system", "by when and from whom is missing"),
        ("/action 2.4 needs a new system by 31 Sep 2023 owner:IT", "by when is missing"),
        ("/action 2.4 needs a new system until:3 owner:IT", "I do not know “until:” here."),
        ("/action 2.4 needs “Jane born 3 May 2015” by 1 May 2024 owner:IT", "Please say it without"),
    ],
)
def test_what_cannot_be_recorded_is_said(sro: Somebody, example: Database, line: str, why: str) -> None:
    assert why in in_words(sro.types(line))
    with example.read() as session:
        assert len(session.exec(select(Dependency)).all()) == 2


@no_sql_differs
def test_a_predecessor_that_was_withdrawn_is_said_to_be(sro: Somebody, as_person: Asked, clock: Clock) -> None:
    name = sro.types("/action 2.1 withdraw it is done elsewhere").data["proposal"]["id"]
    as_person(SECRETARY).types(f"/board decide {name} agreed")
    clock.set("2023-06-08 10:00")
    assert "(Deliver the workforce strategy: recruit and keep permanent social work…): it was withdrawn." in in_words(
        as_person(CHAIR).types("/action 2.4")
    )


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=30))
def test_dependencies_never_form_a_circle(asked: list[tuple[int, int]]) -> None:
    actions = {n: Action(id=n, plan_id=1, ref=f"R{n}", ref_order=str(n), title="") for n in range(1, 9)}
    needs: list[Need] = []
    for one, other in asked:
        found = circle(needs, one, other)
        assert bool(found) == (one in _reached(needs, other))
        if found:
            assert (found[0], found[-1]) == (f"R{other}", f"R{one}")
            pairs = {(each.action.ref, each.needed.ref) for each in needs if each.needed}
            assert all(pair in pairs for pair in pairwise(found))
        elif one != other:
            needs.append(
                Need(
                    Dependency(action_id=one, needs_id=other, at=datetime(2023, 6, 7, tzinfo=UTC)),
                    actions[one],
                    actions[other],
                )
            )
    assert all(each not in _reached(needs, each) for each in actions)


def _reached(needs: list[Need], start: int) -> set[int]:
    """What an action needs, over others or not."""
    found: set[int] = set()
    ahead = [start]
    while ahead:
        at = ahead.pop()
        for each in needs:
            if each.action.id == at and each.needed and each.needed.id not in found:
                found.add(each.needed.id)
                ahead.append(each.needed.id)
    return found


@no_sql_differs
def test_no_circle_arises_when_an_ending_is_undone(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    for line in ("/action 2.4 needs 2.6", "/action 2.6 needs 2.5", "/action 2.6 withdraw it is theirs now"):
        secretary.types(line)
    secretary.types("/board decide P1 agreed")
    refused = secretary.types("/action 2.5 needs 2.4")
    assert "2.5 and 2.4 would wait for each other" in in_words(refused)
