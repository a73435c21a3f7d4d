"""Delegates: who may answer for whom, from when until when, what the record says of it, and who is told."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from handlers.cards import Modal
from handlers.dispatcher import Dispatcher, Outgoing
from handlers.plain_text import in_words
from models.people.leave import Delegation, Leave
from models.people.people import Holding, Person, Post, Role
from models.plan.actions import Action
from models.record.database import Database
from models.record.events import Event, first_broken
from models.updates.updates import Update
from tests.asking import Clock, Somebody, freeze_for, somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, FOSTERING = "workforce.sro@example.org", "fostering@example.org"
CPB, SECRETARY = "cpb.sro@example.org", "secretary@example.org"


@pytest.fixture
def as_person(example_dispatcher: Dispatcher, example: Database, clock: Clock) -> Asked:
    """People who ask on 12 June 2023, after the board of 7 June."""
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-06-12 10:00")
    return lambda email: somebody(example_dispatcher, email)


def delegations(database: Database) -> list[tuple[str, str, str, str | None]]:
    """For whom, who answers, from, until."""
    with database.read() as session:
        emails = dict(session.exec(select(Person.id, Person.email)).all())
        found = session.exec(select(Delegation).order_by(col(Delegation.starts), col(Delegation.id)))
        return [
            (emails[each.person_id], emails[each.delegate_id], str(each.starts), str(each.ends) if each.ends else None)
            for each in found
        ]


def events_of(database: Database, what: str) -> list[Event]:
    with database.read() as session:
        assert first_broken(session, 1) is None
        return list(session.exec(select(Event).where(Event.what == what).order_by(col(Event.id))))


def told(who: Somebody, database: Database) -> dict[str, Outgoing]:
    """What the last request caused to be said to others, by e-mail."""
    with database.read() as session:
        emails = dict(session.exec(select(Person.id, Person.email)).all())
    return {emails[each.person_id]: each for each in who.told if each.person_id}


def away(database: Database, email: str, starts: date, ends: date) -> None:
    with database.write() as session:
        person = session.exec(select(Person.id).where(Person.email == email)).one()
        assert person is not None
        session.add(Leave(person_id=person, starts=starts, ends=ends))


def refused(who: Somebody, line: str) -> bool:
    return who.types(line).title.startswith("Not ")


# By a line


def test_a_delegate_answers_and_the_record_says_for_whom(as_person: Asked, example: Database, clock: Clock) -> None:
    sro, lead = as_person(WORKFORCE), as_person(FOSTERING)
    assert refused(lead, "/update 2.4 no change")
    card = sro.types(f"/return delegate {FOSTERING} until 23 Jun")
    assert card.title == "Head of Fostering stands in for you"
    assert "from today until 23 June 2023" in in_words(card)
    assert delegations(example) == [(WORKFORCE, FOSTERING, "2023-06-12", "2023-06-23")]
    (left,) = events_of(example, "delegation.recorded")
    assert left.person_id == sro.id
    assert left.after == {"delegate": lead.id, "from": "2023-06-12", "to": "2023-06-23"}

    owed = lead.types("/return")
    assert len(owed.data["owed"]) == 12
    assert "You answer for Workforce SRO until 23 June 2023." in in_words(owed)
    assert "due 31 March 2023, 73 days overdue; for Workforce SRO." in in_words(owed)
    card = lead.types("/update 2.3 green/amber agency use is down")
    assert "Recorded: 12 June 2023, 10:00 by Head of Fostering, for Workforce SRO" in in_words(card)
    assert card.data["for"] == "Workforce SRO"
    with example.read() as session:
        update, post = session.exec(
            select(Update, Post).join(Post).join(Action).where(Action.ref == "2.3").order_by(col(Update.id).desc())
        ).first() or (None, None)
    assert update
    assert post
    assert (update.by_person_id, post.title) == (lead.id, "Workforce SRO")
    form = lead.opens("/update 2.5")
    assert "for Workforce SRO" in in_words(lead.submits(form, commentary="Forty places are taken."))

    clock.set("2023-06-23 23:59")
    assert not refused(lead, "/update 2.3 no change")
    clock.set("2023-06-24 00:00")
    assert refused(lead, "/update 2.3 no change")
    assert lead.types("/return").data["owed"] == []


@no_sql_differs
def test_ones_own_answer_is_for_nobody_else(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    sro.types(f"/return delegate {FOSTERING}")
    card = sro.types("/update 2.3 green/amber agency use is down")
    assert "10:00 by Workforce SRO\n" in in_words(card)
    assert card.data["for"] is None
    assert "Head of Fostering answers for you until further notice. “/return delegate off” ends that." in in_words(
        sro.types("/return")
    )


@no_sql_differs
def test_a_post_that_both_hold_is_not_stood_in_for(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        person = session.exec(select(Person.id).where(Person.email == FOSTERING)).one()
        post = session.exec(select(Post.id).where(Post.title == "Workforce SRO")).one()
        assert person is not None
        assert post is not None
        session.add(Holding(post_id=post, person_id=person))
    as_person(WORKFORCE).types(f"/return delegate {FOSTERING}")
    card = as_person(FOSTERING).types("/update 2.3 green/amber agency use is down")
    assert card.data["for"] is None
    assert len(as_person(FOSTERING).types("/return").data["owed"]) == 11


@no_sql_differs
def test_a_delegate_may_update_and_nothing_else(as_person: Asked, example: Database) -> None:
    as_person("practice.sro@example.org").types(f"/return delegate {FOSTERING}")
    lead = as_person(FOSTERING)
    assert not refused(lead, "/update 9.1 no change")
    for line in ("/return status", "/return chase", "/brag share", "/secretariat audit 9.1", "/update 2.4 no change"):
        assert refused(lead, line), line
    with example.write() as session:
        for holding in session.exec(select(Holding).where(Holding.person_id == lead.id)):
            holding.ends = date(2023, 6, 11)
    assert not refused(lead, "/update 9.1 no change"), "nor is a post of one's own needed for it"


@no_sql_differs
def test_the_delegate_is_told_with_the_next_step(as_person: Asked, example: Database) -> None:
    sro, lead = as_person(WORKFORCE), as_person(FOSTERING)
    sro.types(f"/return delegate {FOSTERING} until 23 Jun")
    (message,) = told(sro, example).values()
    assert message.person_id == lead.id
    assert message.card.title == "You stand in for Workforce SRO"
    assert "You answer for Workforce SRO from today until 23 June 2023" in in_words(message.card)
    assert len(lead.presses(message.card, "Show what is owed").data["owed"]) == 12


@no_sql_differs
def test_a_delegation_to_come(as_person: Asked, example: Database, clock: Clock) -> None:
    sro, lead = as_person(WORKFORCE), as_person(FOSTERING)
    sro.types(f"/return delegate {FOSTERING} from 19 Jun until 23 Jun")
    (message,) = told(sro, example).values()
    assert "from 19 June 2023 until 23 June 2023" in in_words(message.card)
    assert "There is nothing to do before then" in in_words(message.card)
    assert refused(lead, "/update 2.3 no change")
    clock.set("2023-06-19 00:00")
    assert not refused(lead, "/update 2.3 no change")


@no_sql_differs
@pytest.mark.parametrize(
    "typed",
    [
        f"{FOSTERING} until 23 Jun",
        f"{FOSTERING.upper()} till 23 june",
        f"<{FOSTERING}> UNTIL 23/6/2023",
        f"{FOSTERING} to 23 Jun",
        f"{FOSTERING} from 12 Jun until 23 Jun",
        f"{FOSTERING} from 1 Jun until 23 Jun",
        f"{WORKFORCE} to {FOSTERING} until 23 Jun",
    ],
)
def test_ways_to_say_it(as_person: Asked, example: Database, typed: str) -> None:
    as_person(WORKFORCE).types(f"/return delegate {typed}")
    assert delegations(example) == [(WORKFORCE, FOSTERING, "2023-06-12", "2023-06-23")]


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (WORKFORCE, "Nobody can stand in for themselves"),
        ("nobody@example.org until 23 Jun", "I know nobody with the address nobody@example.org."),
        ("fostring@example.org", "Did you mean fostering@example.org"),
        (f"{FOSTERING} until 9 Jun", "9 June 2023 is past."),
        (f"{FOSTERING} from 20 Jun until 16 Jun", "16 June 2023 is before it begins."),
        (f"{FOSTERING} until the cows come home", "is not a date that can be read"),
        (f"{FOSTERING} 23 Jun", "I need the e-mail address of whoever is to answer, and until when."),
        ("Head of Fostering", "I need the e-mail address of whoever is to answer, and until when."),
        ("off", "Nobody stands in for you, so there is nothing to end."),
    ],
)
def test_what_cannot_be_is_refused(as_person: Asked, example: Database, typed: str, said: str) -> None:
    sro = as_person(WORKFORCE)
    words = in_words(sro.types(f"/return delegate {typed}"))
    assert said in words
    assert "/return delegate" in words or "@" in typed
    assert delegations(example) == []
    assert sro.told == ()


@no_sql_differs
@pytest.mark.parametrize(
    ("email", "line"),
    [
        (WORKFORCE, "/return delegate {} until 23 Jun"),
        ("chair@example.org", "/secretariat leave 20 Jun to 23 Jun delegate {}"),
        (SECRETARY, f"/return delegate {WORKFORCE} to {{}} until 23 Jun"),
    ],
)
def test_an_address_like_nobodys_gets_advice_that_its_reader_can_follow(
    as_person: Asked, email: str, line: str
) -> None:
    asker = as_person(email)
    words = in_words(asker.types(line.format("x@y.z")))
    assert "I know nobody with the address x@y.z." in words
    may_look = asker.types("/secretariat people").title == "People"
    assert ("“/secretariat people” lists those I know." in words) == may_look == (email == SECRETARY)
    assert ("Ask the secretariat" in words) != may_look


@no_sql_differs
def test_not_in_a_circle(as_person: Asked, example: Database) -> None:
    as_person(WORKFORCE).types(f"/return delegate {CPB} until 23 Jun")
    words = in_words(as_person(CPB).types(f"/return delegate {WORKFORCE} until 20 Jun"))
    assert "Workforce SRO has asked you to answer until 23 June 2023: that would go in a circle" in words
    assert len(delegations(example)) == 1
    as_person(CPB).types(f"/return delegate {WORKFORCE} from 24 Jun until 30 Jun")
    assert len(delegations(example)) == 2, "one after the other is no circle"


@no_sql_differs
def test_what_is_delegated_does_not_pass_on(as_person: Asked, example: Database) -> None:
    as_person(WORKFORCE).types(f"/return delegate {CPB} until 23 Jun")
    words = in_words(as_person("hscp.sro@example.org").types(f"/return delegate {WORKFORCE}"))
    assert "Workforce SRO has asked CPB SRO to answer until 23 June 2023" in words
    assert "Name CPB SRO, or somebody else." in words
    words = in_words(as_person(CPB).types(f"/return delegate {FOSTERING} until 30 Jun"))
    assert "You answer for Workforce SRO: that does not pass on." in words
    lead = as_person(FOSTERING)
    assert not refused(lead, "/update 1.1 no change")
    assert refused(lead, "/update 2.3 no change")
    assert not refused(as_person(CPB), "/update 2.3 no change")
    assert len(delegations(example)) == 2


@no_sql_differs
def test_somebody_who_has_left_stands_in_for_nobody(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        holding = session.exec(select(Holding).join(Post).where(Post.title == "Head of Fostering")).one()
        holding.ends = date(2023, 6, 11)
        session.add(holding)
    words = in_words(as_person(WORKFORCE).types(f"/return delegate {FOSTERING}"))
    assert "Head of Fostering holds no post at present." in words
    assert delegations(example) == []


@no_sql_differs
def test_a_delegate_on_leave_is_pointed_out(as_person: Asked, example: Database) -> None:
    away(example, FOSTERING, date(2023, 6, 12), date(2023, 6, 16))
    words = in_words(as_person(WORKFORCE).types(f"/return delegate {FOSTERING} until 23 Jun"))
    assert "Head of Fostering is on leave until 16 June 2023: until then nobody answers." in words


@no_sql_differs
def test_off_ends_it_and_says_so_to_the_delegate(as_person: Asked, example: Database, clock: Clock) -> None:
    sro, lead = as_person(WORKFORCE), as_person(FOSTERING)
    sro.types(f"/return delegate {FOSTERING} until 23 Jun")
    clock.set("2023-06-14 10:00")
    card = sro.types("/return delegate off")
    assert card.title == "Nobody stands in for you any more"
    (message,) = told(sro, example).values()
    assert message.card.title == "You no longer stand in for Workforce SRO"
    assert "Thank you for standing in." in in_words(message.card)
    assert refused(lead, "/update 2.3 no change")
    assert delegations(example) == [(WORKFORCE, FOSTERING, "2023-06-12", "2023-06-13")], "what was stays on record"
    (left,) = events_of(example, "delegation.ended")
    assert (left.person_id, left.after) == (sro.id, {"to": "2023-06-13"})
    sro.types(f"/return delegate {FOSTERING} until 23 Jun")
    assert len(told(sro, example)) == 1, "told again"
    sro.types("/return delegate off")
    assert len(told(sro, example)) == 1
    assert delegations(example) == [(WORKFORCE, FOSTERING, "2023-06-12", "2023-06-13")], "a day never begun is gone"


def test_another_delegate_takes_the_place_of_the_first(as_person: Asked, example: Database, clock: Clock) -> None:
    sro = as_person(WORKFORCE)
    sro.types(f"/return delegate {FOSTERING}")
    clock.set("2023-06-14 10:00")
    sro.types("/return delegate workforce.projects@example.org until 23 Jun")
    assert delegations(example) == [
        (WORKFORCE, FOSTERING, "2023-06-12", "2023-06-13"),
        (WORKFORCE, "workforce.projects@example.org", "2023-06-14", "2023-06-23"),
    ]
    messages = told(sro, example)
    assert messages[FOSTERING].card.title == "You no longer stand in for Workforce SRO"
    assert "Workforce Project Manager does" in in_words(messages[FOSTERING].card)
    assert messages["workforce.projects@example.org"].card.title == "You stand in for Workforce SRO"
    assert refused(as_person(FOSTERING), "/update 2.3 no change")


@no_sql_differs
def test_one_that_comes_later_stays(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    sro.types(f"/return delegate {FOSTERING} from 1 Aug until 11 Aug")
    sro.types("/return delegate workforce.projects@example.org until 23 Jun")
    assert len(delegations(example)) == 2


# For somebody else


@no_sql_differs
def test_the_secretariat_may_name_a_delegate_for_somebody_else(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types(f"/return delegate {WORKFORCE} to {FOSTERING} until 23 Jun")
    assert card.title == "Head of Fostering stands in for Workforce SRO"
    assert delegations(example) == [(WORKFORCE, FOSTERING, "2023-06-12", "2023-06-23")]
    messages = told(secretary, example)
    assert set(messages) == {WORKFORCE, FOSTERING}
    assert messages[WORKFORCE].card.title == "Head of Fostering answers for you from today until 23 June 2023"
    assert "Board Secretary has recorded it." in in_words(messages[WORKFORCE].card)
    (left,) = events_of(example, "delegation.recorded")
    assert left.person_id == secretary.id
    card = secretary.types(f"/return delegate {WORKFORCE} off")
    assert card.title == "Nobody stands in for Workforce SRO any more"
    assert delegations(example) == []


@no_sql_differs
def test_somebody_on_leave_is_not_written_to(as_person: Asked, example: Database) -> None:
    away(example, WORKFORCE, date(2023, 6, 12), date(2023, 6, 23))
    secretary = as_person(SECRETARY)
    secretary.types(f"/return delegate {WORKFORCE} to {FOSTERING} until 23 Jun")
    assert set(told(secretary, example)) == {FOSTERING}


@no_sql_differs
@pytest.mark.parametrize("line", [f"{WORKFORCE} to {FOSTERING}", f"{WORKFORCE} off"])
@pytest.mark.parametrize("email", [CPB, "chair@example.org", "director@example.org", FOSTERING, "observer@example.org"])
def test_nobody_else_may(as_person: Asked, example: Database, email: str, line: str) -> None:
    assert as_person(email).types(f"/return delegate {line}").title == "Not open to you"
    assert delegations(example) == []


@no_sql_differs
@pytest.mark.parametrize("email", ["adviser@example.org", "observer@example.org"])
def test_who_is_asked_for_nothing_has_nothing_to_delegate(as_person: Asked, example: Database, email: str) -> None:
    card = as_person(email).types("/return delegate quality.practice@example.org")
    assert card.title == "Not open to you"
    assert as_person(email).types("/return delegate off").title == "Not open to you"
    assert delegations(example) == []


# By the form


def opened(who: Somebody) -> Modal:
    return who.presses_for_form(who.types("/return"), "Delegate")


def chosen(form: Modal, label: str) -> str:
    (value,) = [value for value, shown in form.inputs[0].options if shown.startswith(label)]
    return value


@no_sql_differs
def test_the_form_offers_the_leads_of_ones_own_boards_first(as_person: Asked) -> None:
    form = opened(as_person(WORKFORCE))
    labels = [label for _, label in form.inputs[0].options]
    assert set(labels[:4]) == {
        "Head of Fostering",
        "Workforce Project Manager",
        "Head of Quality and Practice",
        "Practice Project Manager",
    }
    assert labels[4:] == sorted(labels[4:])
    assert "Workforce SRO" not in str(labels), "oneself"
    assert "Partnership Chair (Chair, Safeguarding Children's Partnership)" in labels
    assert as_person(WORKFORCE).opens("/return delegate") == form


@no_sql_differs
def test_the_form_names_a_delegate(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    form = opened(sro)
    card = sro.submits(form, whom=chosen(form, "Head of Fostering"), until="2023-06-23")
    assert card.title == "Head of Fostering stands in for you"
    assert delegations(example) == [(WORKFORCE, FOSTERING, "2023-06-12", "2023-06-23")]
    assert set(told(sro, example)) == {FOSTERING}
    sro.submits(form, whom=chosen(form, "Head of Fostering"), until="")
    assert delegations(example) == [(WORKFORCE, FOSTERING, "2023-06-12", None)], "until further notice"


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({"whom": ""}, ("whom", "Please choose who is to answer.")),
        ({"whom": "4711"}, ("whom", "Please choose who is to answer.")),
        ({"whom": "9" * 40}, ("whom", "Please choose who is to answer.")),
        ({"until": "2023-06-11"}, ("until", "11 June 2023 is past.")),
        ({"until": "soon"}, ("until", "is not a date that can be read")),
    ],
)
def test_a_mistake_stands_beside_its_field(
    as_person: Asked, example: Database, typed: dict[str, str], mistake: tuple[str, str]
) -> None:
    sro = as_person(WORKFORCE)
    form = opened(sro)
    values = {"whom": chosen(form, "Head of Fostering"), "until": "2023-06-23"} | typed
    again = sro.submits_wrongly(form, **values)
    assert list(again.errors) == [mistake[0]]
    assert mistake[1] in again.errors[mistake[0]]
    assert {each.name: each.value for each in again.inputs} == values
    assert delegations(example) == []
    assert sro.told == ()


@no_sql_differs
def test_a_circle_is_refused_in_the_form_too(as_person: Asked, example: Database) -> None:
    as_person(CPB).types(f"/return delegate {WORKFORCE} until 23 Jun")
    sro = as_person(WORKFORCE)
    form = opened(sro)
    again = sro.submits_wrongly(form, whom=chosen(form, "CPB SRO"))
    assert "would go in a circle" in again.errors["whom"]
    assert len(delegations(example)) == 1


@no_sql_differs
def test_an_old_form_of_somebody_who_is_asked_for_nothing_any_more(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    sro = as_person(WORKFORCE)
    form = opened(sro)
    with example.write() as session:
        for holding in session.exec(select(Holding).where(Holding.person_id == sro.id)):
            holding.ends = date(2023, 6, 12)
            session.add(holding)
    clock.set("2023-06-13 10:00")
    assert sro.submits(form, whom=chosen(form, "Head of Fostering")).title == "Not open to you"
    assert delegations(example) == []


def test_of_very_many_people_the_likeliest_are_offered(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        post = Post(organisation_id=1, title="Member of the forum", role=Role.OBSERVER)
        people = [
            Person(organisation_id=1, name=f"A. Member {number:03}", email=f"m{number}@example.org")
            for number in range(120)
        ]
        session.add_all([post, *people])
        session.flush()
        session.add_all([Holding(post_id=post.id, person_id=person.id) for person in people])
    form = opened(as_person(WORKFORCE))
    assert len(form.inputs[0].options) == 100
    assert "The first 100 are listed; anybody else by e-mail" in form.inputs[0].hint
    assert chosen(form, "Workforce Project Manager")
