"""Ticks over the example, a year in which nobody answers and three cycles in which everybody does at once: some are
held against lists written by hand, all of it against what the bare rows ask for, day by day (`by_the_rules`)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from types import ModuleType

import pytest
from sqlmodel import select

from handlers.cards import Divider, from_json
from models.boards.boards import Board, Meeting
from models.outbox.deliveries import DeliveryKind, DeliveryState
from models.record.working_days import WorkingDays
from tests.schedules import expected_11_october, expected_19_july, expected_30_august, expected_answered
from tests.schedules.a_year import (
    Entry,
    House,
    at,
    day_by_day,
    each_day,
    lines,
    moments,
    plan_the_next_boards,
    reasons,
    short,
)
from tests.schedules.by_the_rules import Reckoning, Rows, is_own

DAYS = WorkingDays("GB-ENG")
FIRST, LAST = date(2023, 6, 8), date(2024, 6, 19)
"""Both changes of the clocks (29 October and 31 March), Christmas, Easter, and nine boards."""

CYCLES = [
    (expected_19_july, date(2023, 6, 8), date(2023, 7, 19)),
    (expected_30_august, date(2023, 7, 20), date(2023, 8, 30)),
    (expected_11_october, date(2023, 8, 31), date(2023, 10, 11)),
]

OTHER_MEETINGS = {
    date(2023, 10, 31): "SEND",  # the day before is the first working day of winter time
    date(2023, 12, 27): "HSCP",  # two bank holidays before
    date(2024, 4, 2): "SEND",  # the day before is Easter Monday, and summer time has begun
    date(2024, 5, 7): "CYPP",  # the day after a bank holiday
}


def test_a_year_in_which_nobody_answers(house: House, subtests: pytest.Subtests) -> None:
    plan_the_next_boards(house)
    with house.database.write() as session:
        boards = {board.short_name: board.id for board in session.exec(select(Board))}
        session.add_all(Meeting(board_id=boards[board] or 0, on=on) for on, board in OTHER_MEETINGS.items())
    house.passes(day_by_day(FIRST, LAST))
    outbox = house.outbox()

    for written, first, last in CYCLES:
        with subtests.test("as written by hand", cycle=last.isoformat()):
            is_as_written(outbox, written, first, last)
    rows = is_by_the_rules(house, outbox, subtests)
    with subtests.test("at most nine messages of one's own in a cycle, and it comes close"):
        assert 7 <= max(of_their_own(rows, outbox).values()) <= 9
    with subtests.test("the secretary hears four times in a cycle, not every morning"):
        heard = Counter(board_of(rows, entry.day) for entry in mornings(outbox) if entry.to == "secretary")
        assert set(heard.values()) == {4}, heard
    with subtests.test("everything has gone somewhere"):
        assert {entry.state for entry in outbox} == {DeliveryState.SENT, DeliveryState.SKIPPED}
        assert {entry.kind for entry in outbox} == {DeliveryKind.MORNING, DeliveryKind.SUMMARY}
    with subtests.test("at half past nine of a working day, and summaries at nine, by the clock on the wall"):
        for entry in sent(outbox):
            summary = entry.kind is DeliveryKind.SUMMARY
            assert entry.local.date() == entry.day
            assert not DAYS.rest(entry.day), entry.day
            assert entry.local.time() == (time(9) if summary else time(9, 30)), entry
            assert entry.late_since is None
    with subtests.test("each summary goes out once, one working day before its board"):
        due = Counter((day, to) for day in working_days() for to in rows.summaries(day))
        assert Counter((entry.day, entry.to) for entry in summaries(outbox)) == due
        assert len(due) == 2 * 9 + len(OTHER_MEETINGS)
    with subtests.test("the same year again brings nothing"):
        assert house.passes(at(f"{day} {hour}") for day in each_day(FIRST, LAST) for hour in ("09:00", "09:30")) == 0
        assert house.outbox() == outbox


def test_cycles_in_which_people_answer_on_the_day_of_the_commission(house: House, subtests: pytest.Subtests) -> None:
    plan_the_next_boards(house)
    since = FIRST
    for commission in COMMISSIONS:
        house.passes(mornings_and_evenings(since, commission - timedelta(days=1)))
        house.passes([at(f"{commission} 09:00"), at(f"{commission} 09:30")])
        house.at(f"{commission} 10:15")
        for sro in SROS:
            owed = house.as_(sro).types("/return").data["owed"]
            if owed:
                house.as_(sro).says(
                    "\n".join(f"{ref} green/grey all goes as planned in {commission:%B}" for ref in owed)
                )
        house.passes([at(f"{commission} 18:30")])
        since = commission + timedelta(days=1)
    house.passes(mornings_and_evenings(since, ANSWERED_UNTIL))
    outbox = house.outbox()

    with subtests.test("as written by hand", cycle="2023-07-19"):
        is_as_written(outbox, expected_answered, date(2023, 6, 8), date(2023, 7, 19))
    rows = is_by_the_rules(house, outbox, subtests, ANSWERED_UNTIL)
    with subtests.test("at most four messages of one's own in a cycle"):
        assert 2 <= max(of_their_own(rows, outbox).values()) <= 4
    with subtests.test("after the commission nobody is asked again, and nobody is copied in"):
        reasons = {why for entry in mornings(outbox) for why in entry.because}
        assert reasons == {"commission", "deadline 10", "deadline 0", "overdue", "opened", "answered", "no pack"}


SROS = ("practice.sro", "workforce.sro", "commissioning.sro", "hscp.sro", "cpb.sro", "cypp.sro", "send.sro")
COMMISSIONS = [date(2023, 6, 21), date(2023, 8, 1), date(2023, 9, 13)]
ANSWERED_UNTIL = date(2023, 10, 11)
"""The third board."""


def is_by_the_rules(house: House, outbox: list[Entry], subtests: pytest.Subtests, last: date = LAST) -> Rows:
    """Held against the bare rows: who has heard on which day, why, of what, and who has not."""
    with house.database.read() as session:
        rows = Rows(session)
    reckoning = Reckoning(rows, each_day(FIRST, last))
    with subtests.test("everybody whom the rules name has had a message, once, for these reasons, and nobody else"):
        by_the_rules = {(day, to, short(why)) for day, people in reckoning.why.items() for to, why in people.items()}
        assert {(entry.day, entry.to, entry.because) for entry in mornings(outbox)} == by_the_rules
        assert len(mornings(outbox)) == len(by_the_rules)
    with subtests.test("who got nothing is in the outbox with the reason, days of rest by their names"):
        assert {(entry.day, entry.to, entry.reason) for entry in skipped(outbox)} == reckoning.passed_over
    with subtests.test("a message lists all that its reader owes, the oldest debt first"):
        for entry in mornings(outbox):
            debt = rows.debt(entry.to, entry.day)
            assert set(entry.refs) == debt.refs, (entry.day, entry.to)
            oldest = [ref for ref in entry.refs if ref in debt.overdue]
            if not entry.says_something_else:  # since it was sent: what was answered stands at its end
                assert [rows.due(ref) for ref in oldest] == sorted(rows.due(ref) or FIRST for ref in debt.overdue)
    return rows


def of_their_own(rows: Rows, outbox: list[Entry]) -> Counter[tuple[date, str]]:
    """How many messages of their own people had in each cycle, by its board's day."""
    return Counter((board_of(rows, entry.day), entry.to) for entry in mornings(outbox) if is_own(entry.because))


def board_of(rows: Rows, day: date) -> date:
    """The day of the board with which the cycle of a day ends."""
    board = rows.board(day)
    assert board
    return board.on


def mornings_and_evenings(first: date, last: date) -> Iterator[datetime]:
    """Only the times at which something is decided."""
    for day in each_day(first, last):
        yield from (at(f"{day} {hour}") for hour in ("09:00", "09:30", "18:00"))


def test_a_cycle_on_postgresql(house_on_postgresql: House) -> None:
    first, last = date(2023, 6, 8), date(2023, 7, 19)
    house_on_postgresql.passes(mornings_and_evenings(first, last))
    is_as_written(house_on_postgresql.outbox(), expected_19_july, first, last)


@pytest.mark.parametrize(
    ("monday", "utc"),
    [("2023-03-20", "09:30"), ("2023-03-27", "08:30"), ("2023-10-23", "08:30"), ("2023-10-30", "09:30")],
)
def test_half_past_nine_is_local_before_and_after_the_clocks_change(house: House, monday: str, utc: str) -> None:
    day = date.fromisoformat(monday)
    house.passes(moments(date.fromordinal(day.toordinal() - 2), day))
    sent = house.sent()
    assert sent
    assert {f"{entry.sent_at:%Y-%m-%d %H:%M}" for entry in sent} == {f"{monday} {utc}"}


def test_what_falls_on_the_coronation_comes_on_the_tuesday(house: House) -> None:
    """Who heard on 24 April of what is overdue, and of nothing since, would hear on Monday 8 May, in the next cycle."""
    house.passes(mornings_and_evenings(date(2023, 4, 24), date(2023, 5, 9)))
    on_the_day = {(entry.to, entry.reason) for entry in house.skipped() if entry.day == date(2023, 5, 8)}
    assert on_the_day == {(f"{sro}.sro", "Coronation of Charles III") for sro in ("cypp", "send")}
    next_day = {(entry.to, *entry.because) for entry in house.sent() if entry.day == date(2023, 5, 9)}
    assert {("cypp.sro", "overdue"), ("send.sro", "overdue"), ("practice.sro", "commission")} <= next_day
    assert {entry.late_since for entry in house.sent()} == {None}


def test_a_day_of_mourning_does_not_count(house: House) -> None:
    """9.3 is due on 30 September 2022, ten working days after the 15th: 19 September was a bank holiday."""
    house.passes(moments(date(2022, 9, 14), date(2022, 9, 20)))
    assert told(house.outbox()) == {("2022-09-15", "commissioning.sro", None)}


@pytest.mark.parametrize(
    ("next_tick", "late"),
    [("2023-06-16 09:30", False), ("2023-06-16 11:30", False), ("2023-06-16 11:31", True), ("2023-06-16 17:59", True)],
)
def test_a_morning_decided_more_than_two_hours_after_its_time_is_late(house: House, next_tick: str, late: bool) -> None:
    house.passes([*moments(date(2023, 6, 15), date(2023, 6, 15)), at(next_tick)])
    sent = [entry for entry in house.sent() if entry.day == date(2023, 6, 16)]
    assert {entry.to for entry in sent} == {f"{sro}.sro" for sro in DUE_ON_30_JUNE}
    assert {f"{entry.local:%Y-%m-%d %H:%M}" for entry in sent} == {next_tick}
    assert {entry.late_since for entry in sent} == {date(2023, 6, 16) if late else None}


DUE_ON_30_JUNE = ("cpb", "commissioning", "hscp", "practice", "workforce")
"""Who hears on Friday 16 June, ten working days before."""


@pytest.mark.parametrize("friday", [(), ("07:00", "18:30")])
def test_what_misses_its_day_waits_for_the_next_morning(house: House, friday: tuple[str, ...]) -> None:
    """Down all Friday, or until after six: nothing goes out that evening, nor at the weekend."""
    house.passes([*moments(date(2023, 6, 15), date(2023, 6, 15)), *(at(f"2023-06-16 {hour}") for hour in friday)])
    house.passes(moments(date(2023, 6, 17), date(2023, 6, 18)))
    before = house.sent()
    assert {entry.day for entry in before} == {date(2023, 6, 15)}
    house.passes(moments(date(2023, 6, 19), date(2023, 6, 19)))
    came = house.sent()[len(before) :]
    assert {(entry.to, entry.late_since) for entry in came} == {
        (f"{sro}.sro", date(2023, 6, 16)) for sro in DUE_ON_30_JUNE
    }
    assert {f"{entry.local:%Y-%m-%d %H:%M}" for entry in came} == {"2023-06-19 09:30"}


def test_a_summary_that_missed_its_day_comes_late_but_not_after_its_board(house: House) -> None:
    house.passes(moments(date(2023, 7, 13), date(2023, 7, 13)))
    house.passes(at(f"2023-07-{day} 07:00") for day in (17, 18, 19))
    assert summaries(house.sent()) == []
    house.passes([at("2023-07-19 09:00")])
    assert {(entry.to, entry.late_since) for entry in summaries(house.sent())} == {
        ("chair", date(2023, 7, 18)),
        ("#improvement-board", date(2023, 7, 18)),
    }
    house.passes([at("2023-08-31 09:00")])
    assert len(summaries(house.sent())) == 2


@pytest.mark.parametrize(("next_tick", "late"), [("11:00", False), ("11:01", True)])
def test_a_summary_decided_more_than_two_hours_after_its_time_is_late(house: House, next_tick: str, late: bool) -> None:
    house.passes([*moments(date(2023, 7, 17), date(2023, 7, 17)), at(f"2023-07-18 {next_tick}")])
    came = summaries(house.sent())
    assert {entry.to for entry in came} == {"chair", "#improvement-board"}
    assert {entry.late_since for entry in came} == {date(2023, 7, 18) if late else None}


def test_nothing_goes_out_before_eight_or_after_six(house: House) -> None:
    """Nor is it decided, whatever the first tick of a day is, also of one that follows a long outage."""
    house.passes(moments(date(2023, 6, 8), date(2023, 6, 8)))
    before = house.outbox()
    for day in each_day(date(2023, 6, 9), date(2023, 6, 30)):
        house.passes([at(f"{day} {hour}") for hour in ("00:00", "07:59", "18:00", "23:59")])
    assert house.outbox() == before


def is_as_written(outbox: list[Entry], written: ModuleType, first: date, last: date) -> None:
    """Between two days exactly these messages were sent, each once and for these reasons, and exactly these skipped."""
    messages = [line for line in lines(written.MESSAGES) if first <= line.day <= last]
    found = [entry for entry in sent(outbox) if first <= entry.local.date() <= last]
    assert {(entry.local.date(), entry.local.time(), entry.to, reasons(entry)) for entry in found} == {
        (line.day, line.at, line.to, short(line.why)) for line in messages
    }
    assert len(found) == len(messages)
    for entry in found:
        rules = [isinstance(each, Divider) for each in from_json(entry.card or {}).body]
        assert (rules[0], rules[-1]) == (False, False), "a rule stands between two parts"
        assert not any(first and second for first, second in pairwise(rules))
    words = {(entry.day, entry.to): entry.words for entry in found}
    for line in messages:
        for why in line.why:
            assert why.removeprefix("copy +1 ") in words[line.day, line.to] or not why.startswith("copy +1 "), line
    skipped_ones = {(line.day, line.to, *line.why) for line in lines(written.SKIPPED) if first <= line.day <= last}
    assert {
        (entry.day, entry.to, entry.reason) for entry in skipped(outbox) if first <= entry.day <= last
    } == skipped_ones


def told(entries: list[Entry]) -> set[tuple[str, str, str | None]]:
    """Of which day, to whom, and the reason if it was not sent."""
    return {(entry.day.isoformat(), entry.to, entry.reason) for entry in entries}


def working_days() -> list[date]:
    return [day for day in each_day(FIRST, LAST) if not DAYS.rest(day)]


def days_of_rest() -> list[date]:
    return [day for day in each_day(FIRST, LAST) if DAYS.rest(day)]


def sent(outbox: list[Entry]) -> list[Entry]:
    return [entry for entry in outbox if entry.state is DeliveryState.SENT]


def skipped(outbox: list[Entry]) -> list[Entry]:
    return [entry for entry in outbox if entry.state is DeliveryState.SKIPPED]


def mornings(outbox: list[Entry]) -> list[Entry]:
    return [entry for entry in sent(outbox) if entry.kind is DeliveryKind.MORNING]


def summaries(outbox: list[Entry]) -> list[Entry]:
    return [entry for entry in sent(outbox) if entry.kind is DeliveryKind.SUMMARY]
