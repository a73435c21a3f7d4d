"""Asking somebody higher: by a line or a form, to whom that goes, who may answer, and what it becomes."""

import threading
from collections.abc import Callable

import pytest
from sqlmodel import select

from handlers.cards import Card
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.escalations.raised import EscalationStep
from models.packs.packs import Pack
from models.people.people import Holding, Person, Post, Role
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Clock, Somebody, buttons, somebody
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish
from tests.statements import statements

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"
DIRECTOR, ADVISER = "director@example.org", "adviser@example.org"
DIRECTOR_TITLE = "Director of Children's Services"
TWO_POSTS = '/action 2.4 escalate "release two posts"'


@pytest.fixture
def asked(as_person: Asked) -> Card:
    """What the SRO of 2.4 has asked the next rung, whose answer is due in a week."""
    return as_person(WORKFORCE).types(f"{TWO_POSTS} by 14 Jun")


def escalation(card: Card) -> dict[str, object]:
    found = card.data["escalation"]
    assert isinstance(found, dict)
    return found


def a_post(example: Database, title: str, email: str, role: Role, board_id: int | None = None) -> None:
    with example.write() as session:
        post = Post(organisation_id=1, title=title, role=role, board_id=board_id)
        person = Person(organisation_id=1, name=title, email=email)
        session.add_all((post, person))
        session.flush()
        session.add(Holding(post_id=post.id, person_id=person.id))


@no_sql_differs
def test_without_a_name_it_goes_to_the_next_rung_where_anybody_is(as_person: Asked, example: Database) -> None:
    card = as_person(WORKFORCE).types(TWO_POSTS)
    words = in_words(card)
    assert card.title == "Escalated: 2.4"
    assert f"{DIRECTOR_TITLE}: release two posts" in words
    assert "gets it in the next morning’s message. Answer due 14 June 2023." in words  # 5 working days from 7 June
    assert "Passed by, since nobody is there: Chair of the Workforce Board." in words
    found = escalation(card)
    assert (found["outcome"], found["due"], found["by"], found["days_overdue"]) == (
        "open",
        "2023-06-14",
        "Workforce SRO",
        0,
    )
    with example.read() as session:
        events = [(each.what, each.subject) for each in session.exec(select(Event)) if "escalation" in each.what]
        told = [each.after for each in session.exec(select(Event)) if each.what == "escalation.asked"]
        assert first_broken(session, 1) is None
    assert events == [("escalation.asked", "action 2.4")]
    assert told == [{"escalation": 1, "rung": "director", "due": "2023-06-14"}]


def test_a_chair_who_is_there_is_asked_first_and_the_ladder_can_be_another(as_person: Asked, example: Database) -> None:
    with example.read() as session:
        workforce = session.exec(select(Post.board_id).where(Post.title == "Workforce SRO")).one()
    a_post(example, "Chair of Workforce", "workforce.chair@example.org", Role.CHAIR, workforce)
    card = as_person(WORKFORCE).types(TWO_POSTS)
    assert escalation(card)["steps"][0]["to"] == "Chair of the Workforce Board"  # type: ignore[index]
    assert as_person(SECRETARY).types("/secretariat settings escalation_ladder sro:2 director:4 board").done
    card = as_person(WORKFORCE).types('/action 2.4 escalate "a decision on pay"')
    step = escalation(card)["steps"][0]  # type: ignore[index]
    assert (step["to"], step["due"]) == (DIRECTOR_TITLE, "2023-06-13")


@no_sql_differs
@pytest.mark.parametrize("ladder", ["sro", "sro:0", "board sro:2", "sro:1 sro:2", "sro:1 :3", "sro:61", "none"])
def test_a_ladder_that_cannot_be_is_refused(as_person: Asked, ladder: str) -> None:
    card = as_person(SECRETARY).types(f"/secretariat settings escalation_ladder {ladder}")
    assert card.title == "That did not work"
    assert "Nothing was changed." in in_words(card)


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "to", "ask", "due"),
    [
        ('CLT "release two posts" by 14 Jul', "Corporate Leadership Team", "release two posts", "2023-07-14"),
        ('to the director "release two posts"', DIRECTOR_TITLE, "release two posts", "2023-06-14"),
        ("director release two posts by 14 Jul 2023", DIRECTOR_TITLE, "release two posts", "2023-07-14"),
        (
            "Corporate Leadership Team: release two posts",
            "Corporate Leadership Team",
            "release two posts",
            "2023-06-14",
        ),
        ("hscp.chair@example.org help us by talking", "Partnership Chair", "help us by talking", "2023-06-12"),
        (
            'CYPP "a joint offer" by:"30 Jun 2023"',
            "Children and Young People's Partnership",
            "a joint offer",
            "2023-06-30",
        ),
        ("release two posts", DIRECTOR_TITLE, "release two posts", "2023-06-14"),
    ],
)
def test_whom_what_and_by_when_are_read(as_person: Asked, typed: str, to: str, ask: str, due: str) -> None:
    found = escalation(as_person(WORKFORCE).types(f"/action 2.4 escalate {typed}"))
    assert (found["steps"][0]["to"], found["ask"], found["due"]) == (to, ask, due)  # type: ignore[index]


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ('zeppelin "release two posts"', "I do not know whom “zeppelin” is to mean"),
        ('CLT "release two posts" zeppelin', "I do not know what “zeppelin” is to mean"),
        ('CLT "release two posts" owner:me', "I do not know what “owner:me” is to mean"),
        ("CLT", "What do you ask for?"),
        ('CLT "release two posts" by 14 Jun 2022', "14 June 2022 has passed"),
        ('CLT "help Jane Smith, born 3 March 2012"', "Please say it without"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_kept(
    as_person: Asked, example: Database, typed: str, why: str
) -> None:
    card = as_person(WORKFORCE).types(f"/action 2.4 escalate {typed}")
    assert card.title == "That did not work"
    assert why in in_words(card)
    with example.read() as session:
        assert not session.exec(select(EscalationStep)).all()


@no_sql_differs
def test_the_form_begins_with_the_help_that_is_needed(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    recorded = sro.types(
        "/update 2.4 red/red Nothing yet. cause: no officer; action: ask; recovery: 30 Sep 2023; help: two posts"
    )
    form = sro.presses_for_form(recorded, "Escalate 2.4")
    values = {each.name: each.value for each in form.inputs}
    assert values == {"to": "director", "ask": "two posts", "due": ""}
    assert "Passed by, since nobody is there: Chair of the Workforce Board." in in_words(form)
    card = sro.submits(form, due="2023-06-20")
    assert escalation(card)["due"] == "2023-06-20"
    again = sro.submits_wrongly(form)
    assert again.errors == {
        "ask": f"That is asked already, of {DIRECTOR_TITLE}: answer due 20 June 2023. Nothing was escalated."
    }
    assert sro.submits_wrongly(form, ask=" ").errors == {"ask": "What do you ask for?"}


@no_sql_differs
@pytest.mark.usefixtures("asked")
def test_who_is_asked_answers_and_others_do_not(as_person: Asked, clock: Clock) -> None:
    for email in (WORKFORCE, CHAIR, ADVISER):
        refused = as_person(email).types('/action 2.4 answer "yes"')
        assert refused.title == "Not open to you"
        assert f"it is asked of {DIRECTOR_TITLE}" in in_words(refused)
    clock.set("2023-06-08 11:00")
    card = as_person(DIRECTOR).types('/action 2.4 answer "two posts from 1 August"')
    assert card.title == "Answered: 2.4"
    said = f"To {DIRECTOR_TITLE} on 7 June 2023: answered on 8 June 2023: “two posts from 1 August”."
    assert said in in_words(card)
    shown = as_person(CHAIR).types("/action 2.4")
    assert said in in_words(shown)
    assert [each["outcome"] for each in shown.data["escalations"]] == ["answered"]
    late = as_person(SECRETARY).types('/action 2.4 answer "no"')
    assert "waits for an answer" in in_words(late)


@no_sql_differs
@pytest.mark.usefixtures("asked")
def test_the_second_who_answers_is_told(as_person: Asked) -> None:
    director, secretary = as_person(DIRECTOR), as_person(SECRETARY)
    listed = director.types("/board escalations")
    first, second = (director.presses_for_form(listed, "Answer"), director.presses_for_form(listed, "Take on"))
    assert secretary.submits(first, words="agreed").title == "Answered: 2.4"
    told = in_words(director.submits(second, words="2023-06-30"))
    assert "Somebody was quicker: it is answered by Board Secretary. “agreed” Nothing was recorded." in told
    assert "answered on 7 June 2023 by Board Secretary: “agreed”" in in_words(director.types("/action 2.4 escalations"))


@no_sql_differs
@pytest.mark.usefixtures("asked")
def test_a_delegate_answers_for_who_is_asked(as_person: Asked) -> None:
    assert as_person(DIRECTOR).types("/return delegate hscp.manager@example.org").done
    card = as_person("hscp.manager@example.org").types("/action 2.4 take on by 30 Jun 2023")
    assert "taken on, 7 June 2023, to be done by 30 June 2023 by Safeguarding Partnership Manager" in in_words(card)


@pytest.mark.usefixtures("asked")
def test_taken_on_it_stays_open_until_it_is_resolved(as_person: Asked, clock: Clock) -> None:
    director = as_person(DIRECTOR)
    assert "By which day" in in_words(director.types("/action 2.4 take on"))
    assert director.types("/action 2.4 take on by 30 Jun 2023").title == "Taken on: 2.4"
    again = director.types('/action 2.4 answer "they begin on Monday"')
    assert "You have taken it on: “release two posts”. Nothing was recorded." in in_words(again)
    assert [each.label for each in buttons(again)] == ["It is resolved"]
    clock.set("2023-07-05 10:00")
    listed = director.types("/board escalations")
    assert [(each["outcome"], each["days_overdue"]) for each in listed.data["escalations"]] == [("taken on", 5)]
    card = director.types("/action 2.4 escalations")
    done = director.presses(card, "It is resolved")
    assert done.title == "Resolved: 2.4"
    assert as_person(CHAIR).types("/board escalations").data["escalations"] == []
    assert "Resolved on 5 July 2023." in in_words(director.types("/action 2.4"))


@no_sql_differs
@pytest.mark.usefixtures("asked")
def test_passed_up_it_goes_to_the_next_rung_and_at_the_top_to_the_board(as_person: Asked, example: Database) -> None:
    director, secretary = as_person(DIRECTOR), as_person(SECRETARY)
    a_post(example, "Corporate Leadership Team", "clt@example.org", Role.SERVICE_LEAD)
    card = director.types('/action 2.4 pass up "it is above my budget"')
    assert "passed up on 7 June 2023: “it is above my budget”" in in_words(card)
    clt = as_person("clt@example.org")
    card = clt.types('/action 2.4 pass up "the board has the money"')
    assert "To Improvement Board on 7 June 2023: to be decided on 7 June 2023." in in_words(card)
    requests = in_words(secretary.types("/board requests"))
    assert "release two posts (escalated for 2.4)" in requests
    assert "Workforce SRO" in requests
    assert "The Improvement Board decides it" in in_words(secretary.types('/action 2.4 answer "yes"'))
    assert secretary.types("/board decide 1 agreed").done
    (found,) = clt.types("/action 2.4").data["escalations"]
    assert found["outcome"] == "decided"
    assert "To Improvement Board on 7 June 2023: agreed (D1, Improvement Board, 7 June 2023)." in in_words(
        clt.types("/action 2.4 escalations")
    )


def test_who_asked_takes_it_back_and_the_request_with_it(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    card = sro.types('/action 2.4 escalate board "release two posts"')
    assert "It is a request to the Improvement Board. To be decided on 7 June 2023." in in_words(card)
    assert "release two posts" in in_words(sro.types("/board requests"))
    assert sro.presses(card, "Take it back").title == "Taken back: 2.4"
    assert "taken back" in in_words(sro.types("/board requests"))
    assert sro.types("/action 2.4").data["escalations"][0]["outcome"] == "taken back"
    assert "There is nothing to take back" in in_words(sro.presses(card, "Take it back"))


@no_sql_differs
def test_where_nobody_is_the_secretariat_carries_it(as_person: Asked) -> None:
    card = as_person(WORKFORCE).types('/action 2.4 escalate CLT "release two posts" by 14 Jul')
    assert "Nobody of the record is there: the secretariat takes it there, and records the answer." in in_words(card)
    secretary = as_person(SECRETARY)
    listed = secretary.types("/board escalations")
    assert {"Answer", "Take on", "Pass up"} <= {each.label for each in buttons(listed)}
    assert not buttons(as_person(CHAIR).types("/board escalations"))
    answered = secretary.submits(secretary.presses_for_form(listed, "Answer"), words="agreed on 13 June")
    assert "answered on 7 June 2023 by Board Secretary: “agreed on 13 June”" in in_words(answered)


@no_sql_differs
def test_of_an_action_that_has_ended_nothing_is_escalated(as_person: Asked) -> None:
    card = as_person(SECRETARY).types('/action 5.6 escalate "release two posts"')
    assert "5.6 has left the plan: it was withdrawn. Nothing was escalated." in in_words(card)


def packed(example: Database) -> dict[str, list[str]]:
    """What the last pack says was escalated, by ref."""
    with example.read() as session:
        contents = list(session.exec(select(Pack)))[-1].contents
    return {each["ref"]: each["escalated"] for each in contents["reds"] if each["escalated"]}


@no_sql_differs
def test_the_reds_say_to_whom_it_was_escalated_and_what_became_of_it(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    clock.set("2023-06-01 10:00")
    sro, chair = as_person(WORKFORCE), as_person(CHAIR)
    sro.types(f"{TWO_POSTS} by 5 Jun 2023")
    clock.set("2023-06-06 10:00")
    said = (
        "Escalated on 1 June 2023 by Workforce SRO: “release two posts”. "
        f"To {DIRECTOR_TITLE} on 1 June 2023: answer due 5 June 2023, 1 day overdue."
    )
    reds = chair.types("/brag reds 2.4")
    helped = f"Communications capacity of two days a week until the marketing officer starts. {said}"
    assert f"Help needed: {helped}" in in_words(reds)
    dashboard = chair.dispatcher.view(chair.id, "page.dashboard", values={})
    (red,) = [each for each in dashboard.reds if each.ref == "2.4"]
    assert dict(red.told)["Help needed"] == helped
    clock.set("2023-06-07 10:00")
    as_person(SECRETARY).types("/pack compile")
    finish(example, clock)
    at_the_freeze = said.replace("1 day", "2 days")
    assert packed(example) == {"2.4": [at_the_freeze]}
    clock.set("2023-06-07 11:00")
    as_person(DIRECTOR).types('/action 2.4 answer "two posts from 1 August"')
    sro.types("/update 2.2 amber/amber the campaign is running")
    again = as_person(SECRETARY).types("/pack compile with 2.2")
    assert again.data.get("version") == 2, in_words(again)
    assert packed(example) == {"2.4": [at_the_freeze]}, "what came after the freeze is for the next pack"
    clock.set("2023-07-10 10:00")
    as_person(SECRETARY).types("/pack compile")
    assert "answered on 7 June 2023: “two posts from 1 August”." in packed(example)["2.4"][0]


@no_sql_differs
def test_a_red_says_all_that_became_of_what_was_escalated_about_it(as_person: Asked) -> None:
    sro, director, chair = as_person(WORKFORCE), as_person(DIRECTOR), as_person(CHAIR)
    sro.types('/action 2.4 escalate CLT "release two posts for the campaign until the marketing officer is there"')
    sro.types('/action 2.4 escalate director "an interim marketing officer, and a decision on the market supplement"')
    director.types('/action 2.4 answer "two posts from 1 August, and the supplement from 1 September"')
    answer = "“two posts from 1 August, and the supplement from 1 September”"
    assert answer in in_words(chair.types("/brag reds 2.4"))


@no_sql_differs
def test_many_escalations_take_one_statement_more(example_dispatcher: Dispatcher, as_person: Asked) -> None:
    asked = []
    chair, sro = as_person(CHAIR), as_person(WORKFORCE)
    for more in range(3):
        with statements(example_dispatcher.database) as seen:
            example_dispatcher.view(chair.id, "page.dashboard", values={})
        asked.append(len(max(seen, key=len)))
        for ref in ("2.1", "2.4"):
            assert sro.types(f'/action {ref} escalate "post {more}"').title.startswith("Escalated")
    assert asked == [asked[0], asked[0] + 1, asked[0] + 1]


@pytest.mark.usefixtures("asked")
def test_of_two_who_answer_at_once_one_is_recorded_and_the_other_told(
    example: Database, example_dispatcher: Dispatcher
) -> None:
    told: list[Card] = []

    def one(email: str) -> None:
        told.append(somebody(example_dispatcher, email).types(f'/action 2.4 answer "as {email} says"'))

    both = [threading.Thread(target=one, args=(email,)) for email in (DIRECTOR, SECRETARY)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(card.title for card in told) == ["Answered: 2.4", "That did not work"]
    assert sum("waits for an answer" in in_words(card) for card in told) == 1
    with example.read() as session:
        assert [each.what for each in session.exec(select(Event)) if "escalation" in each.what][1:] == [
            "escalation.answered"
        ]
