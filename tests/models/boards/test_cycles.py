"""The days planned back from a meeting: the table of `domain.md` 3.4, and what changed rules do to it."""

from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.boards.boards import Meeting
from models.boards.cycles import Cycle, cycle_of, data_month
from models.record.rules import Rules

TABLE = {
    date(2023, 6, 7): ((5, 9), (5, 23), (5, 25), (5, 26), (5, 30)),
    date(2023, 7, 19): ((6, 21), (7, 5), (7, 7), (7, 10), (7, 11)),
    date(2023, 8, 30): ((8, 1), (8, 15), (8, 17), (8, 18), (8, 21)),
    date(2023, 10, 11): ((9, 13), (9, 27), (9, 29), (10, 2), (10, 3)),
    date(2023, 11, 22): ((10, 25), (11, 8), (11, 10), (11, 13), (11, 14)),
}


def planned(on: date, rules: Rules | None = None) -> Cycle:
    return cycle_of(Meeting(board_id=1, on=on), rules or Rules())


def days(cycle: Cycle) -> tuple[date, ...]:
    return (cycle.commission, cycle.return_due, cycle.quality_check, cycle.freeze, cycle.publish_by)


@pytest.mark.parametrize("on", TABLE)
def test_the_table_of_2023(on: date) -> None:
    assert days(planned(on)) == tuple(date(2023, *day) for day in TABLE[on])
    assert planned(on).meeting.on == on


@pytest.mark.parametrize(
    ("on", "month"),
    [
        (date(2023, 6, 7), date(2023, 5, 1)),
        (date(2023, 7, 19), date(2023, 6, 1)),
        (date(2023, 11, 22), date(2023, 10, 1)),
        (date(2024, 1, 31), date(2023, 12, 1)),
    ],
)
def test_the_data_are_of_the_last_month_that_has_ended_by_the_meeting(on: date, month: date) -> None:
    assert data_month(on) == month


@pytest.mark.parametrize("on", TABLE)
def test_five_clear_working_days_are_left_to_read_the_pack(on: date) -> None:
    assert len(Rules().days.between(planned(on).publish_by, on)) == 5


def test_the_steps_on_which_a_return_is_asked_for() -> None:
    steps = planned(date(2023, 6, 7)).steps
    assert steps == {-3: date(2023, 5, 18), 0: date(2023, 5, 23), 1: date(2023, 5, 24), 2: date(2023, 5, 25)}


def test_open_from_the_commission_to_the_freeze() -> None:
    cycle = planned(date(2023, 7, 19))
    day = timedelta(1)
    assert [cycle.is_open(each) for each in (cycle.commission - day, cycle.commission)] == [False, True]
    assert [cycle.is_open(each) for each in (cycle.freeze, cycle.freeze + day)] == [True, False]


def test_other_rules_and_another_calendar() -> None:
    rules = Rules(calendar="GB-SCT", commission_before=25, return_before=12, check_before=9, freeze_before=8)
    cycle = planned(date(2023, 8, 30), rules)
    assert cycle.publish_by == date(2023, 8, 22), "28 August is worked in Scotland"
    assert cycle.return_due == date(2023, 8, 14)
    assert cycle.steps[0] == cycle.return_due


@given(
    st.dates(date(2000, 1, 1), date(2090, 12, 31)),
    st.lists(st.integers(1, 60), min_size=5, max_size=5).map(lambda numbers: sorted(numbers, reverse=True)),
)
def test_the_days_follow_each_other_by_any_rules(on: date, back: list[int]) -> None:
    assume(back[0] > back[1] > back[3])
    commission, returned, check, freeze, publish = back
    rules = Rules(
        commission_before=commission,
        return_before=returned,
        check_before=check,
        freeze_before=freeze,
        publish_before=publish,
        return_steps=(0,),
        summary_before=1,
        morning_at=time(9),
    )
    found = days(planned(on, rules))
    assert list(found) == sorted(found)
    assert found[-1] < on
    assert not any(rules.days.rest(day) for day in found)
    counted = [len(rules.days.between(day, on)) + 1 for day in found]
    assert counted == back
