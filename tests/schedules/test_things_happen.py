"""Four months in which people answer, are away, snooze and hand over, a board is cancelled and the system is down,
against a list written by hand from the rules."""

from datetime import date

from sqlmodel import Session, select

from models.boards.boards import Meeting
from models.people.leave import delegate, snooze, take_leave
from models.people.people import Holding, Person, Post
from models.record.events import Actor
from models.record.organisation import the_organisation
from tests.asking import freeze_for
from tests.schedules.a_year import Entry, House, Line, day_by_day, lines, reasons, short
from tests.schedules.expected_things_happen import MESSAGES, SKIPPED

YEAR = 2023
HSCP_ANSWERS = {
    "3.1": "blue/green",
    "3.3": "blue/grey",
    "3.4": "blue/green",
    "3.5": "blue/amber",
    "5.1": "blue/grey",
    "5.2": "blue/amber",
    "5.3": "blue/grey",
}

WORKFORCE = {"1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "4.1", "8.1", "8.3", "8.4"}
CYPP = {"5.4", "5.5", "7.4", "7.7"}
STOOD_IN_FOR = {"fostering": ("Workforce SRO", WORKFORCE), "cypp.chair": ("CYPP SRO", CYPP)}
"""Who hears for whom, and of which actions."""


def test_four_months_in_which_things_happen(house: House) -> None:
    passes(house, (6, 8), (6, 20))
    # Down on Wednesday 21 June, the day of the commission, and on the 22nd.
    passes(house, (6, 23), (6, 30))
    goes_on_leave(house, "workforce.sro", date(2023, 7, 3), date(2023, 7, 14))
    lets_answer(house, "workforce.sro", "fostering", date(2023, 7, 3), date(2023, 7, 14))
    goes_on_leave(house, "fostering", date(2023, 7, 6), date(2023, 7, 7))
    goes_on_leave(house, "cpb.sro", date(2023, 7, 5), date(2023, 7, 9))
    passes(house, (7, 1), (7, 3))
    for ref, ratings in HSCP_ANSWERS.items():
        house.as_("hscp.sro").types(f"/update {ref} {ratings} complete; evidence: https://intranet.example.org/{ref}")
    passes(house, (7, 4), (7, 6))
    said = {entry.to: entry.reason for entry in house.skipped() if entry.day == date(2023, 7, 6)}
    status = {
        each["person"]: each["state"] for each in house.as_("secretary").types("/return status").data["answerers"]
    }
    for away in ("workforce.sro", "cpb.sro"):
        assert said[away]
        assert status[f"{away}@example.org"].startswith(said[away]), "the outbox and the status say the same"
    snoozes(house, "commissioning.sro", date(2023, 7, 11))
    passes(house, (7, 7), (7, 14))
    hands_over(house, "SEND SRO", date(2023, 7, 14), "send.lead", date(2023, 8, 14))
    passes(house, (7, 15), (8, 6))
    lets_answer(house, "cypp.sro", "cypp.chair", date(2023, 8, 7), date(2023, 8, 25))
    passes(house, (8, 7), (8, 14))
    # Down on Tuesday 15 and Wednesday 16 August.
    passes(house, (8, 17), (8, 17))
    freeze_for(house.database, house.clock, date(2023, 8, 30))
    passes(house, (8, 18), (9, 20))
    is_cancelled(house, date(2023, 10, 11))
    passes(house, (9, 21), (10, 11))

    by_hand = lines(MESSAGES)
    sent = house.sent()
    assert {(entry.local.date(), entry.local.time(), entry.to, late(entry), reasons(entry)) for entry in sent} == {
        (line.day, line.at, line.to, *late_and_why(line)) for line in by_hand
    }
    assert len(sent) == len(by_hand)
    asked = {entry.to: entry.words for entry in sent if "asked instead" in entry.because}
    assert "Workforce SRO (delegated" not in asked["commissioning.sro"]
    assert "Head of Fostering, who stands in, until 7 July 2023" in asked["commissioning.sro"]
    assert "Corporate Parenting Board: CPB SRO owes" in asked["secretary"]
    for entry in sent:
        if entry.to in STOOD_IN_FOR:
            post, refs = STOOD_IN_FOR[entry.to]
            assert post in entry.words
            assert set(entry.refs) & refs
            assert set(entry.refs) <= refs
    assert {(entry.day, entry.to, entry.reason) for entry in house.skipped()} == {
        (line.day, line.to, *line.why) for line in lines(SKIPPED)
    }


def passes(house: House, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Days of 2023 go by, both included; afterwards it is half past seven in the evening of the last."""
    house.passes(day_by_day(date(YEAR, *first), date(YEAR, *last)))
    house.at(f"{date(YEAR, *last)} 19:30")


def goes_on_leave(house: House, name: str, first: date, last: date) -> None:
    with house.database.write() as session:
        take_leave(session, actor(session, house), person(session, name), first, last)


def lets_answer(house: House, name: str, delegate_name: str, first: date, last: date) -> None:
    with house.database.write() as session:
        stand_in = person(session, delegate_name)
        delegate(session, actor(session, house), person(session, name), stand_in, first, last)


def snoozes(house: House, name: str, until: date) -> None:
    with house.database.write() as session:
        snooze(session, actor(session, house), person(session, name), until)


def hands_over(house: House, title: str, last: date, name: str, first: date) -> None:
    """A post is held until `last`, and by somebody else from `first` on."""
    with house.database.write() as session:
        post = session.exec(select(Post).where(Post.title == title)).one()
        held = session.exec(select(Holding).where(Holding.post_id == post.id)).one()
        held.ends = last
        session.add(Holding(post_id=held.post_id, person_id=person(session, name), starts=first))


def is_cancelled(house: House, on: date) -> None:
    with house.database.write() as session:
        session.exec(select(Meeting).where(Meeting.on == on)).one().cancelled = "not quorate"


def actor(session: Session, house: House) -> Actor:
    organisation = the_organisation(session)
    assert organisation
    assert organisation.id
    return Actor(organisation.id, None, house.clock.now, "test")


def person(session: Session, name: str) -> int:
    found = session.exec(select(Person.id).where(Person.email == f"{name}@example.org")).one()
    assert found
    return found


def late_and_why(line: Line) -> tuple[str, frozenset[str]]:
    """Since when a message of the list is late, and why it is sent: whom it is for is seen in its words."""
    since = "".join(why for why in line.why if why.startswith("late "))
    return since, short(why for why in line.why if why != since and not why.startswith("for "))


def late(entry: Entry) -> str:
    """Since when a message is late, as the list has it."""
    return f"late {entry.late_since:%-d %b}" if entry.late_since else ""
