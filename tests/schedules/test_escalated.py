"""What was escalated, in the morning's messages: who is asked hears of it once; what is not answered in time climbs."""

from sqlmodel import select

from handlers.cards import from_json
from handlers.plain_text import in_words
from models.escalations.escalations import EscalationStep
from models.people.people import Holding, Person, Post, Role
from models.record.events import Event
from schedules.today import today_of
from schedules.upcoming import next_due
from tests.asking import buttons
from tests.schedules.a_year import Entry, House, at
from tests.schedules.test_who_hears import Away, mornings

DIRECTOR = "Director of Children's Services"


def escalate(house: House, moment: str = "2023-06-12 11:00", words: str = '"release two posts"') -> None:
    sro = house.at(moment).as_("workforce.sro")
    assert sro.types(f"/action 2.4 escalate {words}").title == "Escalated: 2.4"


def of(house: House, to: str) -> list[Entry]:
    return [entry for entry in house.sent() if entry.to == to]


def test_who_is_asked_hears_once_and_answers_from_the_message(house: House) -> None:
    house.passes(mornings("06-08", "06-12"))
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


def test_unanswered_it_climbs_on_the_morning_after_and_at_the_top_it_is_asked_of_the_board(house: House) -> None:
    with house.database.write() as session:
        post = Post(organisation_id=1, title="Corporate Leadership Team", role=Role.SERVICE_LEAD)
        person = Person(organisation_id=1, name="Chief Executive", email="clt@example.org")
        session.add_all((post, person))
        session.flush()
        session.add(Holding(post_id=post.id, person_id=person.id))
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
        events = [each.what for each in session.exec(select(Event)) if each.what.startswith("escalation")]
    assert events == ["escalation.asked", "escalation.climbed", "escalation.climbed"]


def test_a_rung_where_nobody_is_is_passed_by(house: House) -> None:
    escalate(house)
    house.passes(mornings("06-13", "06-20"))
    (found,) = house.as_("chair").types("/board escalations").data["escalations"]
    assert [each["to"] for each in found["steps"]] == [DIRECTOR, "Improvement Board"]


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


def test_the_demo_stops_at_the_morning_in_which_something_climbs(house: House) -> None:
    escalate(house, "2023-06-08 11:00", '"release two posts" by 9 Jun 2023')
    house.passes([at("2023-06-09 09:30")])
    with house.database.read() as session:
        today = today_of(session, 1, house.clock.now)
        assert today
        coming = next_due(session, today, [])
    assert coming
    assert (coming.at, coming.what) == (at("2023-06-12 09:30"), "1 escalation climbs")
