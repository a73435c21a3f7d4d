"""A year of ticks over the example, held against the rules: three cycles against lists written by hand, all of it
against what the bare rows ask for, day by day (`by_the_rules`)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from types import ModuleType

import pytest
from sqlmodel import select

from models.boards import Board, Meeting
from models.deliveries import DeliveryKind, DeliveryState
from models.working_days import WorkingDays
from tests.schedules import expected_11_october, expected_19_july, expected_30_august
from tests.schedules.a_year import Entry, House, Line, at, each_day, lines, moments
from tests.schedules.by_the_rules import Rows

DAYS = WorkingDays("GB-ENG")
FIRST, LAST = date(2022, 12, 1), date(2023, 11, 30)
"""Both changes of the clocks (26 March and 29 October), Easter, the coronation (8 May), and nine boards."""

CYCLES = [
    (expected_19_july, date(2023, 6, 8), date(2023, 7, 19)),
    (expected_30_august, date(2023, 7, 20), date(2023, 8, 30)),
    (expected_11_october, date(2023, 8, 31), date(2023, 10, 11)),
]

OTHER_MEETINGS = {
    date(2023, 3, 28): "SEND",  # the day before is the first working day of summer time
    date(2023, 4, 11): "HSCP",  # the day after Easter Monday
    date(2023, 5, 9): "SEND",  # the day after the coronation
    date(2023, 10, 31): "SEND",  # the day before is the first working day of winter time
}


def test_a_year_of_ticks(house: House, subtests: pytest.Subtests) -> None:
    with house.database.write() as session:
        boards = {board.short_name: board.id for board in session.exec(select(Board))}
        session.add_all(Meeting(board_id=boards[board] or 0, on=on) for on, board in OTHER_MEETINGS.items())
    house.passes(through_the_year())
    ledger = house.ledger()
    with house.database.read() as session:
        rows = Rows(session)

    for written, first, last in CYCLES:
        with subtests.test("as written by hand", cycle=last.isoformat()):
            is_as_written(ledger, written, first, last)
        with subtests.test("the reasons written by hand are right", cycle=last.isoformat()):
            assert [line for line in lines(written.MESSAGES) if line.why != why(rows, line)] == []
    with subtests.test("everything has gone somewhere"):
        assert {entry.state for entry in ledger} == {DeliveryState.SENT, DeliveryState.SKIPPED}
        assert {entry.kind for entry in ledger} == {DeliveryKind.MORNING, DeliveryKind.SUMMARY}
    with subtests.test("nobody hears twice on one morning"):
        assert [
            twice for twice in Counter((entry.day, entry.to) for entry in mornings(ledger)).items() if twice[1] > 1
        ] == []
    with subtests.test("at half past nine of a working day, and summaries at nine, by the clock on the wall"):
        for entry in sent(ledger):
            summary = entry.kind is DeliveryKind.SUMMARY
            assert entry.local.date() == entry.day
            assert not DAYS.rest(entry.day), entry.day
            assert entry.local.time() == (time(9) if summary else time(9, 30)), entry
            assert entry.late_since is None
    with subtests.test("everybody whom the rules name has had a message, and nobody else"):
        by_the_rules = {(day, to) for day in working_days() for to in rows.why(day)}
        assert {(entry.day, entry.to) for entry in mornings(ledger)} == by_the_rules
    with subtests.test("who got nothing is in the ledger with the reason, days of rest by their names"):
        passed_over = {(day, to, why) for day in working_days() for to, why in rows.not_sent(day)}
        at_rest = {(day, to, DAYS.rest(day)) for day in days_of_rest() for to in rows.would_have(day)}
        assert {(entry.day, entry.to, entry.reason) for entry in skipped(ledger)} == passed_over | at_rest
    with subtests.test("each summary goes out once, one working day before its board"):
        due = Counter((day, to) for day in working_days() for to in rows.summaries(day))
        assert Counter((entry.day, entry.to) for entry in summaries(ledger)) == due
        assert len(due) == 2 * 9 + len(OTHER_MEETINGS)
    with subtests.test("a message lists all that its reader owes, the oldest debt first"):
        for entry in mornings(ledger):
            debt = rows.debt(entry.to, entry.day)
            assert set(entry.refs) == debt.refs, (entry.day, entry.to)
            oldest = entry.refs[: len(debt.overdue)]
            assert [rows.due(ref) for ref in oldest] == [rows.due(ref) for ref in debt.overdue], (entry.day, entry.to)
    with subtests.test("the same year again brings nothing"):
        assert house.passes(at(f"{day} {hour}") for day in each_day(FIRST, LAST) for hour in ("09:00", "09:30")) == 0
        assert house.ledger() == ledger


def through_the_year() -> Iterator[datetime]:
    """Each day about the times at which something begins, is due or ends, and three more hours of it.

    Those move on from day to day, so that each hour of each day of the week has its turn every eight weeks.
    """
    for day in each_day(FIRST, LAST):
        yield from moments(day, day, {7, 8, 9, 10, 17, 18, *range(day.toordinal() % 8, 24, 8)})


def test_a_month_on_postgresql(house_on_postgresql: House) -> None:
    first, last = date(2023, 6, 19), date(2023, 7, 19)
    house_on_postgresql.passes(moments(first, last))
    is_as_written(house_on_postgresql.ledger(), expected_19_july, first, last)


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


def test_easter(house: House) -> None:
    """The oldest debts: of Fridays (Practice, Commissioning), Mondays (HSCP, Workforce), Tuesdays (CYPP, SEND)."""
    house.passes(moments(date(2023, 4, 6), date(2023, 4, 11)))
    assert told(house.skipped()) == {
        ("2023-04-07", "practice.sro", "Good Friday"),
        ("2023-04-07", "commissioning.sro", "Good Friday"),
        ("2023-04-10", "hscp.sro", "Easter Monday"),
        ("2023-04-10", "workforce.sro", "Easter Monday"),
    }
    overdue = ("practice", "commissioning", "hscp", "workforce", "cypp", "send")
    assert told(house.sent()) == {("2023-04-11", f"{sro}.sro", None) for sro in overdue}


def test_the_coronation_puts_a_weekly_reminder_off_to_the_tuesday(house: House) -> None:
    house.passes(moments(date(2023, 5, 6), date(2023, 5, 9)))
    assert told(house.skipped()) == {
        ("2023-05-08", "hscp.sro", "Coronation of Charles III"),
        ("2023-05-08", "workforce.sro", "Coronation of Charles III"),
    }
    on_time, put_off = ("cypp.sro", "send.sro", "secretary"), ("hscp.sro", "workforce.sro")
    assert told(house.sent()) == {("2023-05-09", to, None) for to in (*on_time, *put_off)}
    assert {entry.late_since for entry in house.sent()} == {None}


def test_a_day_of_mourning_does_not_count(house: House) -> None:
    """9.3 is due on 30 September 2022, ten working days after the 15th: 19 September was a bank holiday."""
    house.passes(moments(date(2022, 9, 14), date(2022, 9, 20)))
    assert told(house.ledger()) == {("2022-09-15", "commissioning.sro", None)}


@pytest.mark.parametrize(
    ("next_tick", "late"),
    [("2023-06-09 09:30", False), ("2023-06-09 11:30", False), ("2023-06-09 11:31", True), ("2023-06-09 17:59", True)],
)
def test_a_morning_decided_more_than_two_hours_after_its_time_is_late(house: House, next_tick: str, late: bool) -> None:
    house.passes([*moments(date(2023, 6, 8), date(2023, 6, 8)), at(next_tick)])
    sent = house.sent()
    assert {entry.to for entry in sent} == {"cpb.sro", "cypp.sro", "hscp.sro", "workforce.sro"}
    assert {f"{entry.local:%Y-%m-%d %H:%M}" for entry in sent} == {next_tick}
    assert {entry.late_since for entry in sent} == {date(2023, 6, 9) if late else None}


@pytest.mark.parametrize("friday", [(), ("07:00", "18:30")])
def test_what_misses_its_day_waits_for_the_next_morning(house: House, friday: tuple[str, ...]) -> None:
    """Down all Friday, or until after six: nothing goes out that evening, nor at the weekend."""
    house.passes([*moments(date(2023, 6, 8), date(2023, 6, 8)), *(at(f"2023-06-09 {hour}") for hour in friday)])
    house.passes(moments(date(2023, 6, 10), date(2023, 6, 11)))
    assert house.sent() == []
    house.passes(moments(date(2023, 6, 12), date(2023, 6, 12)))
    assert {(entry.to, entry.late_since) for entry in house.sent()} == {
        *((f"{sro}.sro", date(2023, 6, 9)) for sro in ("cpb", "cypp", "hscp", "workforce")),
        *((f"{sro}.sro", None) for sro in ("commissioning", "practice")),
    }
    assert {f"{entry.local:%Y-%m-%d %H:%M}" for entry in house.sent()} == {"2023-06-12 09:30"}


def test_a_summary_that_missed_its_day_comes_late_but_not_after_its_board(house: House) -> None:
    house.passes(moments(date(2023, 7, 13), date(2023, 7, 13)))
    house.passes(at(f"2023-07-{day} 07:00") for day in (17, 18, 19))
    assert house.sent() == []
    house.passes([at("2023-07-19 09:00")])
    assert {(entry.to, entry.late_since) for entry in house.sent()} == {
        ("chair", date(2023, 7, 18)),
        ("#improvement-board", date(2023, 7, 18)),
    }
    house.passes([at("2023-08-31 09:00")])
    assert len(house.sent()) == 2


def test_nothing_goes_out_before_eight_or_after_six(house: House) -> None:
    """Whatever the first tick of a day is, also of one that follows a long outage."""
    house.passes(moments(date(2023, 6, 8), date(2023, 6, 8)))
    for day in each_day(date(2023, 6, 9), date(2023, 6, 30)):
        house.passes([at(f"{day} {hour}") for hour in ("00:00", "07:59", "18:00", "23:59")])
    assert house.sent() == []


def is_as_written(ledger: list[Entry], written: ModuleType, first: date, last: date) -> None:
    """Between two days exactly these messages were sent, each once, and exactly these were skipped."""
    messages = {(line.day, line.at, line.to): line for line in lines(written.MESSAGES) if first <= line.day <= last}
    found = [entry for entry in sent(ledger) if first <= entry.local.date() <= last]
    assert {(entry.local.date(), entry.local.time(), entry.to) for entry in found} == messages.keys()
    assert len(found) == len(messages)
    for entry in found:
        for why in messages[entry.local.date(), entry.local.time(), entry.to].why:
            assert why.removeprefix("copy +1 ") in entry.words or not why.startswith("copy +1 "), entry
    skipped_ones = {(line.day, line.to, *line.why) for line in lines(written.SKIPPED) if first <= line.day <= last}
    assert {
        (entry.day, entry.to, entry.reason) for entry in skipped(ledger) if first <= entry.day <= last
    } == skipped_ones


def why(rows: Rows, line: Line) -> set[str]:
    """The reasons of a message by the rules, worked out anew."""
    if line.at == time(9):
        assert line.to in rows.summaries(line.day)
        return {"summary"}
    return rows.why(line.day)[line.to]


def told(entries: list[Entry]) -> set[tuple[str, str, str | None]]:
    """Of which day, to whom, and the reason if it was not sent."""
    return {(entry.day.isoformat(), entry.to, entry.reason) for entry in entries}


def working_days() -> list[date]:
    return [day for day in each_day(FIRST, LAST) if not DAYS.rest(day)]


def days_of_rest() -> list[date]:
    return [day for day in each_day(FIRST, LAST) if DAYS.rest(day)]


def sent(ledger: list[Entry]) -> list[Entry]:
    return [entry for entry in ledger if entry.state is DeliveryState.SENT]


def skipped(ledger: list[Entry]) -> list[Entry]:
    return [entry for entry in ledger if entry.state is DeliveryState.SKIPPED]


def mornings(ledger: list[Entry]) -> list[Entry]:
    return [entry for entry in sent(ledger) if entry.kind is DeliveryKind.MORNING]


def summaries(ledger: list[Entry]) -> list[Entry]:
    return [entry for entry in sent(ledger) if entry.kind is DeliveryKind.SUMMARY]
