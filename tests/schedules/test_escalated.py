"""What was escalated, in the morning's messages: who is asked hears of it once; what is not answered in time climbs."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from handlers.cards import from_json
from handlers.plain_text import in_words
from models.escalations.raised import EscalationStep
from models.people.people import Holding, Person, Post, Role
from models.record.events import Event
from models.record.organisation import Organisation
from schedules.reminders.escalated import climbing_days
from schedules.today import today_of
from schedules.upcoming import next_due
from tests.asking import buttons
from tests.schedules.a_year import Entry, House, at
from tests.schedules.test_who_hears import Away, mornings

DIRECTOR = "Director of Children's Services"


def escalate(house: House, moment: str = "2023-06-12 11:00", words: str = '"release two posts"') -> None:
    sro = house.at(moment).as_("workforce.sro")
    assert sro.types(f"/action 2.4 escalate {words}").title == "Escalated: 2.4"


def somebody_leads(house: House) -> None:
    """There is a rung above the director at which somebody is."""
    with house.database.write() as session:
        post = Post(organisation_id=1, title="Corporate Leadership Team", role=Role.SERVICE_LEAD)
        person = Person(organisation_id=1, name="Chief Executive", email="clt@example.org")
        session.add_all((post, person))
        session.flush()
        session.add(Holding(post_id=post.id, person_id=person.id))


def of(house: House, to: str) -> list[Entry]:
    return [entry for entry in house.sent() if entry.to == to]


@pytest.mark.usefixtures("on_12_june")
def test_who_is_asked_hears_once_and_answers_from_the_message(house: House) -> None:
    before = len(of(house, "director"))
    escalate(house)
    house.passes(mornings("06-13", "06-16"))
    (entry,) = of(house, "director")[before:]
    assert f"{entry.day}" == "2023-06-13"
    assert entry.because == {"escalated"}
    assert entry.words.startswith("An answer of yours is asked for\nGood morning, Director of Children's Services.")
    assert "This was escalated and waits for an answer" in entry.words
    assert (
        "Escalated on 12 June 2023 by Workforce SRO: “release two posts”. "
        "Director of Children's Services: answer due 19 June 2023."
    ) in entry.words
    card = from_json(entry.card or {})
    assert [each.label for each in buttons(card)] == ["Answer", "Take on", "Pass up"]
    director = house.at("2023-06-16 11:00").as_("director")
    form = director.presses_for_form(card, "Answer")
    assert director.submits(form, words="two posts from 1 August").title == "Answered: 2.4"
    house.passes(mornings("06-19", "06-23"))
    assert of(house, "director")[before:] == [entry]
    heard = [each for each in of(house, "workforce.sro") if "What became of what you escalated" in each.words]
    assert len(heard) == 1, "told in one message and no other"
    assert (
        f"2.4 “release two posts”: answered by {DIRECTOR} on 16 June 2023: “two posts from 1 August”." in heard[0].words
    )
    house.passes(mornings("07-03", "07-07"))
    (*_, copied) = of(house, "director")
    assert len([each for each in of(house, "workforce.sro") if each.day > heard[0].day]) > 1
    assert [each for each in of(house, "workforce.sro") if "What became of what you escalated" in each.words] == heard
    assert copied.because == {"copy +2"}
    assert "waits for an answer" not in copied.words


def test_unanswered_it_climbs_on_the_morning_after_and_at_the_top_it_is_asked_of_the_board(house: House) -> None:
    somebody_leads(house)
    escalate(house)  # due on 19 June
    house.passes(mornings("06-13", "06-19"))
    assert not of(house, "clt")
    house.passes(mornings("06-20", "06-27"))
    (entry,) = of(house, "clt")
    assert f"{entry.day}" == "2023-06-20"
    assert "Corporate Leadership Team: answer due 27 June 2023." in entry.words
    house.passes(mornings("06-28", "06-30"))
    shown = house.as_("chair").types("/action 2.4")
    words = in_words(shown)
    assert f"To {DIRECTOR} on 12 June 2023: no answer by 19 June 2023, so it climbed." in words
    assert "To Corporate Leadership Team on 20 June 2023: no answer by 27 June 2023, so it climbed." in words
    assert "To Improvement Board on 28 June 2023: to be decided on 19 July 2023." in words
    assert "release two posts (escalated for 2.4)" in in_words(house.as_("secretary").types("/board requests"))
    house.passes(mornings("07-03", "07-18"))
    with house.database.read() as session:
        assert len(session.exec(select(EscalationStep)).all()) == 3
        events = [(each.what, each.door) for each in session.exec(select(Event)) if each.what.startswith("escalation")]
    climbed = ("escalation.climbed", "schedule")
    assert events == [("escalation.asked", "test"), climbed, climbed]
    assert not [each for each in of(house, "secretary") if "escalated" in each.because], (
        "the board is asked in its pack"
    )


def test_a_rung_where_nobody_is_is_passed_by(house: House) -> None:
    escalate(house)
    house.passes(mornings("06-13", "06-20"))
    (found,) = house.as_("chair").types("/board escalations").data["escalations"]
    assert [each["to"] for each in found["steps"]] == [DIRECTOR, "Corporate Leadership Team", "Improvement Board"]
    said = in_words(house.as_("chair").types("/action 2.4 escalations"))
    assert (
        "To Corporate Leadership Team on 20 June 2023: passed by, since nobody is there. To Improvement Board" in said
    )


def test_nothing_goes_out_on_a_day_of_rest_and_an_outage_brings_one_message(house: House) -> None:
    house.passes(mornings("06-14", "06-16"))
    escalate(house, "2023-06-16 11:00")  # a Friday
    house.passes(mornings("06-17", "06-18"))
    assert not [each for each in of(house, "director") if "escalated" in each.because]
    house.passes([at("2023-06-21 09:30")])
    (entry,) = [each for each in of(house, "director") if "escalated" in each.because]
    assert "This message is late: it should have reached you on Monday 19 June 2023." in entry.words


def test_a_delegate_hears_instead_and_the_secretariat_where_nobody_is(house: House) -> None:
    Away(house).stands_in("director", "hscp.manager", "06-08", "06-30")
    escalate(house)
    escalate(house, words='CLT "a decision on pay" by 30 Jun 2023')
    house.passes(mornings("06-13", "06-13"))
    (entry,) = [each for each in of(house, "hscp.manager") if "escalated" in each.because]
    assert "release two posts" in entry.words
    assert not [each for each in of(house, "director") if each.day == entry.day]
    (carried,) = [each for each in of(house, "secretary") if each.day == entry.day]
    assert "Corporate Leadership Team: answer due 30 June 2023." in carried.words
    assert "Nobody of the record is there for what was escalated here: please take it there" in carried.words
    assert "An answer of yours" not in carried.words
    assert carried.words.index("Good morning") < carried.words.index("Nobody of the record")


@pytest.mark.usefixtures("on_12_june")
def test_an_answer_in_the_moment_of_the_message_before_is_heard_with_the_next(house: House) -> None:
    """The clock of the demo stands still at half past nine, when the messages of the morning went out."""
    escalate(house)
    house.passes([at("2023-06-13 09:30"), at("2023-06-16 09:30")])
    sent = [each for each in of(house, "workforce.sro") if each.day == date(2023, 6, 16)]
    assert sent, "a message in whose moment something happens"
    house.at("2023-06-16 09:30").as_("director").types('/action 2.4 answer "two posts"')
    house.passes(mornings("06-19", "06-23"))
    assert [each for each in of(house, "workforce.sro") if "What became of what you escalated" in each.words]


@pytest.mark.parametrize(("due", "climbs"), [("9 Jun", "06-12"), ("12 Jun", "06-13")])
def test_the_demo_stops_at_the_morning_in_which_something_climbs(house: House, due: str, climbs: str) -> None:
    escalate(house, "2023-06-08 11:00", f'"release two posts" by {due} 2023')
    house.passes([at("2023-06-09 09:30")])
    with house.database.read() as session:
        today = today_of(session, 1, house.clock.now)
        assert today
        coming = next_due(session, today, [])
    assert coming
    assert (coming.at, coming.what) == (at(f"2023-{climbs} 09:30"), "1 escalation climbs")


def test_what_climbs_far_from_greenwich_is_heard_of_in_that_morning(house: House) -> None:
    """Half past nine in Auckland is the evening before in UTC."""
    with house.database.write() as session:
        session.get_one(Organisation, 1).zone = "Pacific/Auckland"
    somebody_leads(house)
    escalate(house, "2023-06-12 23:00")  # ten in the morning of the 13th there, so due on the 20th
    house.passes(datetime(2023, 6, day, 21, 30, tzinfo=UTC) for day in range(12, 22))
    heard = [(f"{each.day}", each.to) for each in house.sent() if "escalated" in each.because]
    assert heard == [("2023-06-14", "director"), ("2023-06-21", "clt")]


@pytest.mark.usefixtures("on_12_june")
def test_who_has_left_hears_nothing_and_the_secretariat_carries_it(house: House) -> None:
    escalate(house, words='hscp.chair@example.org "release two posts"')
    with house.database.write() as session:
        theirs = select(Holding).join(Person).where(Person.email == "hscp.chair@example.org")
        for held in session.exec(theirs):
            held.ends = date(2023, 6, 12)
            session.add(held)
    house.passes(mornings("06-13", "06-13"))
    assert not [each for each in of(house, "hscp.chair") if "escalated" in each.because]
    (carried,) = [each for each in of(house, "secretary") if "escalated" in each.because]
    assert "Partnership Chair: answer due 15 June 2023." in carried.words


@pytest.mark.usefixtures("on_12_june")
def test_an_action_that_ends_takes_what_was_escalated_with_it(house: House) -> None:
    escalate(house)
    sro, secretary = house.as_("workforce.sro"), house.as_("secretary")
    name = sro.types("/action 2.4 withdraw it is not needed").data["proposal"]["id"]
    decided = secretary.types(f"/board decide {name} agreed")
    with house.database.read() as session:
        today = today_of(session, 1, house.clock.now)
        assert today
        assert not climbing_days(session, today)
    house.passes(mornings("06-13", "06-23"))
    assert not [each for each in of(house, "director") if "escalated" in each.because]
    heard = [each for each in of(house, "workforce.sro") if "What became of what you escalated" in each.words]
    assert len(heard) == 1, "told in one message and no other"
    assert "2.4 “release two posts”: over, since 2.4 was withdrawn on 12 June 2023." in heard[0].words
    assert secretary.types("/board escalations").data["escalations"] == []
    refused = house.as_("director").types('/action 2.4 answer "yes"')
    assert "waits for an answer" in in_words(refused)
    assert secretary.presses(decided, "Undo").title.startswith("Undone")
    (again,) = secretary.types("/board escalations").data["escalations"]
    assert again["outcome"] == "open", "its action counts again, and so does what was asked"
    house.passes(mornings("06-26", "06-30"))
    (again,) = secretary.types("/board escalations").data["escalations"]
    assert (again["steps"][-1]["to"], again["due"]) == (DIRECTOR, "2023-06-30"), "it was due while nobody had to answer"
    house.passes(mornings("07-03", "07-03"))
    (again,) = secretary.types("/board escalations").data["escalations"]
    assert again["steps"][-1]["to"] != DIRECTOR, "unanswered it climbs as any"


def test_what_is_escalated_is_in_the_budget_of_messages(house: House) -> None:
    """Three in a cycle; the fourth stands in the next message that goes out, and the outbox says so."""
    house.passes(mornings("06-08", "06-09"))
    before = len(of(house, "director"))
    days = ("2023-06-12 11:00", "2023-06-13 11:00", "2023-06-14 11:00", "2023-06-15 11:00")
    for number, moment in enumerate(days, 1):
        escalate(house, moment, f'"post {number}" by 30 Jun 2023')
        house.passes(mornings(f"06-{12 + number}", f"06-{12 + number}"))
    heard = of(house, "director")[before:]
    assert [f"{each.day:%d}" for each in heard] == ["13", "14", "15"]
    assert all(each.because == {"escalated"} for each in heard)
    (enough,) = [each for each in house.skipped() if each.to == "director" and each.day == date(2023, 6, 16)]
    assert "has had 3 messages" in (enough.reason or "")
    house.passes(mornings("06-19", "06-30"))
    assert of(house, "director")[before:] == heard
    house.passes(mornings("07-03", "07-07"))  # the returns are late: a copy goes out, and has it with it
    (copied,) = of(house, "director")[before + 3 :]
    assert "copy +2" in copied.because


def test_the_secretariat_hears_of_all_that_it_carries(house: House) -> None:
    house.passes(mornings("06-08", "06-09"))
    days = ("2023-06-12 11:00", "2023-06-13 11:00", "2023-06-14 11:00", "2023-06-15 11:00")
    for number, moment in enumerate(days, 1):
        escalate(house, moment, f'CLT "post {number}" by 30 Jun 2023')
        house.passes(mornings(f"06-{12 + number}", f"06-{12 + number}"))
    assert len([each for each in of(house, "secretary") if "escalated" in each.because]) == 4
