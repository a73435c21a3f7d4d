"""Escalations at their edges: to oneself, climbing to who asked, deferred, and of an action that ends."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from handlers.plain_text import in_words
from models.escalations.raised import EscalationStep
from models.people.people import Holding, Person, Post, Role
from models.plan.actions import Action
from models.plan.endings import Ending
from models.record.database import Database
from models.record.events import first_broken
from tests.asking import Clock, Somebody
from tests.databases import no_sql_differs
from tests.handlers.test_escalations import DIRECTOR_TITLE, TWO_POSTS, escalation, packed
from tests.handlers.test_pack import finish

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, DIRECTOR = "workforce.sro@example.org", "secretary@example.org", "director@example.org"


def what_waits(somebody: Somebody) -> list[tuple[object, object, object]]:
    found = somebody.types("/board escalations").data["escalations"]
    return [(each["outcome"], each["due"], each["days_overdue"]) for each in found]


@no_sql_differs
@pytest.mark.parametrize("to", ["workforce.sro@example.org", "SRO", "Workforce SRO"])
def test_nobody_escalates_to_themselves(as_person: Asked, example: Database, to: str) -> None:
    refused = as_person(WORKFORCE).types(f'/action 2.4 escalate {to} "release two posts"')
    assert "That is yourself: Workforce SRO." in in_words(refused)
    with example.read() as session:
        assert not session.exec(select(EscalationStep)).all()
    assert escalation(as_person(SECRETARY).types(f'/action 2.4 escalate {to} "release two posts"'))["outcome"] == "open"


@no_sql_differs
def test_who_stands_in_for_whom_is_named_does_not_ask_themselves_either(as_person: Asked) -> None:
    assert as_person(DIRECTOR).types("/return delegate workforce.sro@example.org").done
    refused = as_person(WORKFORCE).types('/action 2.4 escalate director "release two posts"')
    assert f"That is yourself: {DIRECTOR_TITLE}." in in_words(refused)


@no_sql_differs
@pytest.mark.parametrize("to", ["observer@example.org", "adviser@example.org", "Scrutiny Observer"])
def test_who_only_looks_on_is_asked_for_nothing(as_person: Asked, example: Database, to: str) -> None:
    refused = in_words(as_person(WORKFORCE).types(f'/action 2.4 escalate {to} "release two posts"'))
    assert "advises, reviews or observes, and is asked for nothing. Nothing was escalated." in refused
    with example.read() as session:
        assert not session.exec(select(EscalationStep)).all()


def test_it_does_not_climb_to_who_asked(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        post = session.exec(select(Post).where(Post.role == Role.DIRECTOR)).one()
        for held in session.exec(select(Holding).where(Holding.post_id == post.id)):
            session.delete(held)
        sro = session.exec(select(Person).where(Person.email == WORKFORCE)).one()
        session.add(Holding(post_id=post.id, person_id=sro.id))
    as_person(WORKFORCE).types('/action 2.4 escalate chair "release two posts"')
    passed = as_person(SECRETARY).types('/action 2.4 pass up "they cannot"')
    steps = escalation(passed)["steps"]
    assert [each["to"] for each in steps] == [  # type: ignore[attr-defined]
        "Chair of the Workforce Board",
        "Corporate Leadership Team",
        "Improvement Board",
    ]


@no_sql_differs
def test_a_rung_that_is_passed_by_on_the_way_up_is_named(as_person: Asked, example: Database) -> None:
    as_person(WORKFORCE).types(TWO_POSTS)
    words = in_words(as_person(DIRECTOR).types('/action 2.4 pass up "it is above my budget"'))
    assert (
        "passed up on 7 June 2023: “it is above my budget”. To Corporate Leadership Team on 7 June 2023: passed by, "
        "since nobody is there. To Improvement Board on 7 June 2023: to be decided on 7 June 2023."
    ) in words
    with example.read() as session:
        assert [each.number for each in session.exec(select(EscalationStep))] == [1, 2, 3]
        assert first_broken(session, 1) is None


@no_sql_differs
def test_what_a_board_defers_is_due_at_the_meeting_to_which_it_was_deferred(as_person: Asked, clock: Clock) -> None:
    sro, secretary = as_person(WORKFORCE), as_person(SECRETARY)
    sro.types('/action 2.4 escalate board "release two posts"')
    assert secretary.types("/board decide 1 deferred to 30 Aug 2023").done
    clock.set("2023-07-20 10:00")
    assert what_waits(secretary) == [("open", "2023-08-30", 0)]
    assert "To Improvement Board on 7 June 2023: to be decided on 30 August 2023." in in_words(
        sro.types("/action 2.4 escalations")
    )


@no_sql_differs
def test_a_frozen_pack_says_what_was_so_then(as_person: Asked, example: Database, clock: Clock) -> None:
    """It was deferred, and the other was taken back as the request that it had become, once the figures were fixed."""
    sro, secretary = as_person(WORKFORCE), as_person(SECRETARY)
    clock.set("2023-06-01 10:00")
    for what in ("release two posts", "a decision on pay"):
        sro.types(f'/action 2.4 escalate board "{what}"')
    clock.set("2023-06-07 10:00")
    secretary.types("/pack compile")
    finish(example, clock)
    before = packed(example)
    assert "to be decided on 7 June 2023" in before["2.4"][0]
    clock.set("2023-06-07 12:00")
    assert secretary.types("/board decide 1 deferred to 19 Jul 2023").done
    assert sro.types("/action proposal P2 take back").done
    sro.types("/update 2.2 amber/amber the campaign is running")
    assert secretary.types("/pack compile with 2.2").data.get("version") == 2
    assert packed(example) == before
    assert [each["outcome"] for each in sro.types("/action 2.4").data["escalations"]] == ["open", "taken back"]


@no_sql_differs
def test_an_action_that_ended_has_nothing_open(as_person: Asked, clock: Clock) -> None:
    sro, secretary = as_person(WORKFORCE), as_person(SECRETARY)
    for what in ("release two posts", "pay for adverts"):
        sro.types(f'/action 2.4 escalate "{what}"')
    sro.types("/action 2.4 withdraw it is not needed")
    assert secretary.types("/board decide P1 agreed").done
    clock.set("2023-06-20 10:00")
    assert what_waits(secretary) == []
    words = in_words(sro.types("/action 2.4 escalations"))
    assert words.count("no answer. Over: 2.4 was withdrawn on 7 June 2023.") == 2
    assert "overdue" not in words
    for line in ('answer "yes"', "take on by 30 Jun 2023", 'pass up "no"'):
        assert "waits for an answer" in in_words(secretary.types(f"/action 2.4 {line}"))
    told = secretary.dispatcher.submit(secretary.id, "action.answer_submit", "1", {"words": "yes"}, secretary._origin())
    assert told is not None
    assert "2.4 has left the plan: it was withdrawn. Nothing was recorded." in in_words(told.answer)


@no_sql_differs
def test_an_action_that_ended_without_a_decision_or_a_day_has_nothing_open_either(
    as_person: Asked, example: Database
) -> None:
    as_person(WORKFORCE).types(TWO_POSTS)
    with example.write() as session:
        found = session.exec(select(Action).where(Action.ref == "2.4")).one()
        found.ended = Ending.WITHDRAWN
        session.add(found)
    as_person(WORKFORCE).types("/update 2.3 no change")  # the record has changed
    assert what_waits(as_person(SECRETARY)) == []
    words = in_words(as_person(WORKFORCE).types("/action 2.4 escalations"))
    assert "Over: 2.4 was withdrawn." in words


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ('"Director of Children\'s Services" "release two posts"', DIRECTOR_TITLE),
        ("to “Corporate Leadership Team”: “release two posts” by 14 Jul", "Corporate Leadership Team"),
        ('"release two posts" by:"14 Jul 2023"', DIRECTOR_TITLE),
        ("it to the director: release two posts", DIRECTOR_TITLE),
        ('please CLT "release two posts"', "Corporate Leadership Team"),
        ("this to CLT release two posts", "Corporate Leadership Team"),
    ],
)
def test_whom_may_stand_in_quotation_marks_too(as_person: Asked, typed: str, to: str) -> None:
    found = escalation(as_person(WORKFORCE).types(f"/action 2.4 escalate {typed}"))
    assert (found["steps"][0]["to"], found["ask"]) == (to, "release two posts")  # type: ignore[index]


@no_sql_differs
def test_of_two_days_none_is_dropped(as_person: Asked) -> None:
    typed = '/action 2.4 escalate CLT "release two posts" by:"14 Jul 2023" due:"20 Jul 2023"'
    assert "Two days are named. Nothing was escalated." in in_words(as_person(WORKFORCE).types(typed))
