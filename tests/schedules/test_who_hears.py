"""Who hears on a morning when somebody is away or answers for somebody else, when a meeting is entered late, and when a
message could not be delivered: what `by_the_rules` leaves out.
"""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.boards.boards import Board, BoardKind, Meeting
from models.outbox.deliveries import GAVE_WAY, Delivery, DeliveryState
from models.people.leave import delegate, snooze, take_leave
from models.people.people import Holding, Person
from models.plan.actions import Action
from models.record.events import Actor, Event
from schedules.reminders.morning import decide_morning, morning_is_due
from schedules.ticking import decide_what_is_due
from schedules.today import today_of
from tests.asking import freeze_for
from tests.schedules.a_year import House, at, each_day
from tests.schedules.by_the_rules import NOBODY


def mornings(first: str, last: str) -> Iterator[datetime]:
    """Half past nine of these days of 2023, both included: `07-20`."""
    for day in each_day(date.fromisoformat(f"2023-{first}"), date.fromisoformat(f"2023-{last}")):
        yield at(f"{day} 09:30")


class Away:
    """Records of who is away, who answers for whom and who wants to be left in peace; days are of 2023: `07-20`."""

    def __init__(self, house: House) -> None:
        self.house = house

    def on_leave(self, name: str, first: str, last: str) -> None:
        with self.house.database.write() as session:
            take_leave(session, self._actor(), self._id(name), self._day(first), self._day(last))

    def stands_in(self, name: str, stand_in: str, first: str, last: str) -> None:
        with self.house.database.write() as session:
            who, whom = self._id(name), self._id(stand_in)
            delegate(session, self._actor(), who, whom, self._day(first), self._day(last))

    def snoozes(self, name: str, until: str) -> None:
        with self.house.database.write() as session:
            snooze(session, self._actor(), self._id(name), self._day(until))

    def leaves_the_post(self, name: str, last: str) -> None:
        with self.house.database.write() as session:
            for held in session.exec(select(Holding).where(Holding.person_id == self._id(name))):
                held.ends = self._day(last)

    def _actor(self) -> Actor:
        return Actor(1, None, self.house.clock.now, "test")

    def _id(self, name: str) -> int:
        with self.house.database.read() as session:
            return session.exec(select(Person).where(Person.email == f"{name}@example.org")).one().id

    def _day(self, day: str) -> date:
        return date.fromisoformat(f"2023-{day}")


def heard(house: House, *names: str) -> set[tuple[str, str, frozenset[str]]]:
    """On which day these people had a message of the morning, and why."""
    return {(f"{each.day:%m-%d}", each.to, each.because) for each in house.sent() if each.to in names and each.because}


def passed_over(house: House, *names: str) -> list[tuple[str, str, str | None]]:
    """On which day these people had none, and the reason."""
    return sorted((f"{each.day:%m-%d}", each.to, each.reason) for each in house.skipped() if each.to in names)


def is_due(house: House, day: str, *refs: str) -> None:
    with house.database.write() as session:
        for action in session.exec(select(Action).where(col(Action.ref).in_(refs))):
            action.approved_due = date.fromisoformat(f"2023-{day}")


def of_the_16th(name: str) -> SelectOfScalar[Delivery]:
    """Somebody's message of 16 June, when a deadline is near."""
    theirs = Person.email == f"{name}@example.org", Delivery.day == date(2023, 6, 16)
    return select(Delivery).join(Person).where(*theirs)


def test_what_somebody_has_heard_of_is_not_called_to_their_delegates_mind_in_the_same_cycle(house: House) -> None:
    house.passes(mornings("07-20", "07-20"))
    Away(house).stands_in("cpb.sro", "fostering", "07-21", "09-29")
    house.passes(mornings("07-21", "08-31"))
    assert heard(house, "cpb.sro", "fostering") == {
        ("07-20", "cpb.sro", frozenset({"overdue"})),
        ("08-31", "fostering", frozenset({"overdue"})),
    }


def test_what_a_delegate_heard_lately_is_silence_broken_for_whom_they_stand_in(house: House) -> None:
    """CPB heard on 11 July, Practice on the 17th: after two weeks, on the 31st, Practice has a deadline."""
    house.passes(mornings("07-10", "07-17"))
    Away(house).stands_in("cpb.sro", "practice.sro", "07-18", "08-31")
    house.passes(mornings("07-18", "07-31"))
    assert {each for each in heard(house, "cpb.sro", "practice.sro") if each[0] > "07-17"} == {
        ("07-31", "practice.sro", frozenset({"deadline 0"})),
    }


@pytest.mark.parametrize(("fixed", "told_on"), [("07-10 09:30", "07-11"), ("07-07 11:00", "07-10")])
def test_what_is_fixed_at_half_past_nine_or_a_day_early_is_told_the_next_morning_and_is_not_late(
    house: House, fixed: str, told_on: str
) -> None:
    house.passes(mornings("07-06", "07-07"))
    freeze_for(house.database, house.at(f"2023-{fixed}").clock, date(2023, 7, 19))
    house.passes(mornings(told_on, told_on))
    (told,) = [each for each in house.sent() if each.to == "hscp.sro" and f"{each.day:%m-%d}" == told_on]
    assert told.because == {"printed"}
    assert told.late_since is None
    assert told.words.startswith("7 updates were not received for the board of 19 July 2023\n")


@pytest.mark.parametrize("ahead", [True, False], ids=["none is ahead", "none has met"])
def test_without_a_board_a_cycle_is_six_weeks(house: House, ahead: bool) -> None:
    with house.database.write() as session:
        for meeting in session.exec(select(Meeting)):
            if (meeting.on > house.clock.now.date()) is ahead:
                meeting.cancelled = "not quorate"
    house.passes(mornings("06-08", "07-21"))
    assert {day for day, *_ in heard(house, "cypp.sro")} == {"06-08", "07-20"}


def test_what_was_called_to_mind_is_not_passed_over_on_a_bank_holiday(house: House) -> None:
    """Two weeks after 14 August is one, in the same cycle."""
    house.passes(mornings("08-14", "08-29"))
    assert heard(house, "cpb.sro") == {("08-14", "cpb.sro", frozenset({"overdue"}))}
    assert passed_over(house, "cpb.sro") == []


def test_a_deadline_finds_people_away(house: House) -> None:
    """16 June is ten working days before 30 June."""
    house.passes(mornings("06-08", "06-14"))
    away = Away(house)
    for name, first in (("cpb.sro", "06-16"), ("workforce.sro", "06-15"), ("hscp.sro", "06-15")):
        away.on_leave(name, first, "06-18")
    away.stands_in("workforce.sro", "fostering", "06-15", "06-18")
    away.on_leave("fostering", "06-16", "06-16")
    away.stands_in("hscp.sro", "cypp.chair", "06-15", "06-18")
    away.snoozes("practice.sro", "06-19")
    away.leaves_the_post("commissioning.sro", "06-15")
    house.passes(mornings("06-15", "06-21"))
    names = ("cpb.sro", "workforce.sro", "hscp.sro", "practice.sro", "fostering", "cypp.chair")
    assert passed_over(house, *names, NOBODY) == [
        ("06-16", NOBODY, "the post “Commissioning SRO” is vacant"),
        ("06-16", "cpb.sro", "on leave until 18 June 2023, and nobody stands in"),
        ("06-16", "hscp.sro", "delegated to Director of Public Health"),
        ("06-16", "practice.sro", "snoozed until 19 June 2023"),
        ("06-16", "workforce.sro", "on leave until 18 June 2023"),
        ("06-21", NOBODY, "the post “Commissioning SRO” is vacant"),
    ]
    assert {each for each in heard(house, *names) if "06-08" < each[0] < "06-21"} == {
        ("06-16", "cypp.chair", frozenset({"deadline 10"})),
        *(("06-19", name, frozenset({"back"})) for name in ("cpb.sro", "workforce.sro", "practice.sro")),
    }


def test_what_is_overdue_is_passed_over_once_and_called_to_mind_when_somebody_is_there(house: House) -> None:
    """On 25 July two weeks are over since all of them heard how they were printed."""
    house.passes(mornings("07-10", "07-21"))
    away = Away(house)
    for name in ("cpb.sro", "workforce.sro"):
        away.on_leave(name, "07-24", "07-27")
    away.snoozes("hscp.sro", "07-27")
    house.passes(mornings("07-22", "07-25"))
    away.stands_in("workforce.sro", "fostering", "07-26", "07-27")
    house.passes(mornings("07-26", "07-31"))
    names = ("cpb.sro", "workforce.sro", "hscp.sro", "fostering")
    assert [each for each in passed_over(house, *names) if each[0] > "07-12"] == [
        ("07-25", "cpb.sro", "on leave until 27 July 2023, and nobody stands in"),
        ("07-25", "hscp.sro", "snoozed until 27 July 2023"),
        ("07-25", "workforce.sro", "on leave until 27 July 2023, and nobody stands in"),
        ("07-26", "workforce.sro", "delegated to Head of Fostering"),
    ]
    assert {each for each in heard(house, *names) if each[0] > "07-12"} == {
        ("07-26", "fostering", frozenset({"overdue"})),
        ("07-27", "hscp.sro", frozenset({"back"})),
        *(("07-28", name, frozenset({"back"})) for name in ("cpb.sro", "workforce.sro")),
    }


def test_who_has_had_enough_of_deadlines_is_not_passed_over_when_something_else_comes(house: House) -> None:
    """16 June is ten working days before a deadline of CPB, Workforce and HSCP, for which Public Health answers."""
    house.as_("secretary").types("/secretariat settings deadline_messages 0")
    away = Away(house)
    away.stands_in("hscp.sro", "cypp.chair", "06-15", "06-18")
    for name in ("cypp.chair", "cpb.sro"):
        away.snoozes(name, "06-16")
    house.passes(mornings("06-15", "06-16"))
    names = ("hscp.sro", "cypp.chair", "cpb.sro", "workforce.sro")
    assert heard(house, *names) == {("06-16", name, frozenset({"back"})) for name in ("cypp.chair", "cpb.sro")}
    none = "has had 0 messages about deadlines since the last board: the next that goes out has it"
    assert passed_over(house, *names) == [("06-16", "workforce.sro", none)]


def test_of_several_overdue_the_oldest_says_from_when_it_is_called_to_mind(house: House) -> None:
    """CPB heard on 11 July: after two weeks on the 25th, on leave, and not again on the Saturday after the 28th."""
    house.passes(mornings("07-10", "07-21"))
    is_due(house, "07-28", "1.1", "7.5")
    Away(house).on_leave("cpb.sro", "07-22", "07-30")
    house.passes(mornings("07-22", "07-30"))
    away = "on leave until 30 July 2023, and nobody stands in"
    assert passed_over(house, "cpb.sro") == [("07-25", "cpb.sro", away), ("07-28", "cpb.sro", away)]


@pytest.mark.parametrize(
    ("entered", "steps", "hears"),
    [
        ("06-16", "-3, 0", [("06-19", {"commission"}), ("06-23", {"return -3"}), ("06-28", {"return 0"})]),
        ("06-22", "-3, 0", [("06-23", {"commission", "return -3"}), ("06-28", {"return 0"})]),
        ("06-26", "-3, 0", [("06-28", {"return 0"})]),
        ("06-16", "-10, 0", [("06-19", {"commission"}), ("06-28", {"return 0"})]),
    ],
)
def test_a_meeting_that_is_entered_late_is_commissioned_the_next_morning_unless_its_first_reminder_was_due(
    house: House, entered: str, steps: str, hears: list[tuple[str, set[str]]]
) -> None:
    """Of a board on 12 July the returns are commissioned on 14 June and due on the 28th; the first step is the 23rd, or
    the day of the commission itself.
    """
    house.as_("secretary").types(f"/secretariat settings return_steps {steps}")
    house.passes(mornings("06-13", entered))
    with house.database.write() as session:
        board = session.exec(select(Board).where(Board.kind == BoardKind.IMPROVEMENT)).one()
        session.add(Meeting(board_id=board.id, on=date(2023, 7, 12), entered_at=house.clock.now))
    house.passes(mornings(f"06-{int(entered[-2:]) + 1}", "06-28"))
    told = {each for each in heard(house, "practice.sro", "secretary") if each[0] > entered}
    (opened, why), *_ = hears
    assert told == {
        *((day, "practice.sro", frozenset(because)) for day, because in hears),
        *([(opened, "secretary", frozenset({"opened"}))] if "commission" in why else []),
    }
    assert {each.late_since for each in house.sent()} == {None}


def test_after_an_outage_until_the_day_of_the_freeze_the_returns_are_still_commissioned(house: House) -> None:
    """Of the board on 19 July they are commissioned on 21 June, and its figures fixed at six on 10 July."""
    house.passes(mornings("06-20", "06-20"))
    house.passes(mornings("07-10", "07-10"))
    told = {each.to: each for each in house.sent() if each.day == date(2023, 7, 10)}
    assert told["cpb.sro"].because >= {"commission", "return +2"}
    assert told["secretary"].because == {"opened", "late", "freeze"}
    assert "• Workforce Board: Workforce SRO owes 11 updates" in told["commissioning.sro"].words, "copied, too late"
    assert {told[name].late_since for name in ("cpb.sro", "secretary")} == {date(2023, 6, 21)}


def test_where_nobody_is_to_be_copied_in_only_who_owes_hears(house: House) -> None:
    house.as_("secretary").types("/secretariat settings return_steps -3, 0")
    house.passes(mornings("07-05", "07-07"))
    assert heard(house, "practice.sro", "director") == {("07-05", "practice.sro", frozenset({"return 0"}))}


@pytest.mark.parametrize("to", ["CPB SRO", "the channel improvement-board"])
def test_of_a_message_that_could_not_be_delivered_the_secretariat_hears_the_next_morning(house: House, to: str) -> None:
    house.passes(mornings("06-15", "06-16"))
    house.at("2023-06-16 09:30")
    with house.database.write() as session:
        failed = session.exec(of_the_16th("cpb.sro")).one()
        failed.state, failed.reason, failed.sent_at = DeliveryState.FAILED, "no door is open to it", None
        failed.closed_at = house.clock.now
        if "channel" in to:
            failed.person_id, failed.channel = None, "improvement-board"
        session.add(failed)
    house.passes(mornings("06-17", "06-20"))
    (told,) = [each for each in house.sent() if each.to == "secretary"]
    assert told.day == date(2023, 6, 19)
    assert told.because == {"not delivered"}
    assert "A message could not be delivered" in told.words
    assert f"{to}: no door is open to it" in told.words


def test_where_no_step_is_set_only_what_is_overdue_is_spoken_of(house: House) -> None:
    """Of SEND nothing is overdue before the day after 28 July, which is a Saturday; CPB, of which more is, heard on 11
    July.
    """
    house.as_("secretary").types("/secretariat settings deadline_steps ,")
    is_due(house, "07-28", "10.4", "10.5")
    is_due(house, "08-01", "10.6")
    is_due(house, "07-26", "1.1", "7.5")
    house.passes(mornings("07-10", "07-24"))
    house.passes(mornings("07-27", "07-31"))
    assert passed_over(house, "send.sro", "cpb.sro") == [("07-29", "send.sro", "weekend")]
    said = {each.to: each for each in house.sent() if each.to in ("send.sro", "cpb.sro")}
    assert {each.because for each in said.values()} == {frozenset({"overdue"})}
    assert (said["send.sro"].day, said["send.sro"].late_since) == (date(2023, 7, 31), None)
    assert said["send.sro"].refs == ("10.4", "10.5"), "that of tomorrow is not near"
    assert (said["cpb.sro"].day, said["cpb.sro"].late_since) == (date(2023, 7, 27), date(2023, 7, 25))


def test_what_has_not_gone_out_is_in_the_next_mornings_message_which_says_since_when(house: House) -> None:
    house.passes(mornings("06-15", "06-15"))
    house.at("2023-06-16 09:30")
    decide_what_is_due(house.dispatcher, ["web"])
    with house.database.write() as session:
        by_an_older_version = session.exec(of_the_16th("hscp.sro")).one()
        by_an_older_version.because = None
        session.add(by_an_older_version)
    house.passes(mornings("06-19", "06-20"))
    assert passed_over(house, "cpb.sro", "hscp.sro") == [("06-16", name, GAVE_WAY) for name in ("cpb.sro", "hscp.sro")]
    late = {each.to: each for each in house.sent() if each.day > date(2023, 6, 15)}
    assert late["cpb.sro"].because == {"deadline 10"}
    assert late["hscp.sro"].because == {"late"}
    assert {(each.day, each.late_since) for each in late.values()} == {(date(2023, 6, 19), date(2023, 6, 16))}


def test_the_secretariat_hears_of_answers_and_of_what_is_to_be_done_in_one(house: House) -> None:
    house.passes(mornings("07-05", "07-05"))
    house.at("2023-07-05 11:00").as_("cpb.sro").types("/update 7.1 amber/green all goes as planned")
    house.passes(mornings("07-06", "07-06"))
    (told,) = [each for each in house.sent() if each.to == "secretary" and each.day == date(2023, 7, 6)]
    assert told.because == {"answered", "late"}


def test_a_morning_that_is_decided_is_due_no_more(house: House) -> None:
    house.at("2023-06-08 09:30")
    with house.database.read() as session:
        today = today_of(session, 1, house.clock.now)
        assert today
        assert morning_is_due(session, today)
    with house.database.write() as session:
        assert decide_morning(session, today)
        assert not decide_morning(session, today), "whoever comes second"
        assert not morning_is_due(session, today)


def test_a_decision_leaves_an_event_that_says_how_many(house: House) -> None:
    Away(house).on_leave("cpb.sro", "06-16", "06-16")
    house.passes(mornings("06-14", "06-18"))
    with house.database.read() as session:
        decided = session.exec(select(Event).where(Event.what == "reminders.decided")).all()
        (skipped,) = session.exec(select(Delivery).where(Delivery.state == DeliveryState.SKIPPED))
    assert skipped.closed_at == at("2023-06-16 09:30")
    assert [(each.subject, each.before, each.after, each.door) for each in decided] == [
        ("morning 2023-06-14", None, {"to": 6, "skipped": 0}, "schedule"),
        ("morning 2023-06-16", None, {"to": 4, "skipped": 1}, "schedule"),
    ]
