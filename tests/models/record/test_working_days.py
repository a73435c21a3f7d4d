"""Working days: which days count, one-off days included, and what must be true of any counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.record.working_days import WorkingDays, working_days

ENGLAND = working_days("GB-ENG")
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
COUNTS = st.integers(1, 80)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2022, 6, 2), "Spring Bank Holiday"),  # moved from May for the Jubilee
        (date(2022, 5, 30), ""),
        (date(2022, 6, 3), "Platinum Jubilee"),
        (date(2022, 9, 19), "State Funeral"),
        (date(2023, 5, 8), "Coronation"),
        (date(2020, 5, 8), "May Day"),  # moved from the Monday for the anniversary
        (date(2020, 5, 4), ""),
        (date(2023, 4, 7), "Good Friday"),
        (date(2023, 4, 10), "Easter Monday"),
        (date(2023, 8, 28), "Bank Holiday"),
        (date(2021, 12, 27), "Christmas Day"),  # in place of the Saturday
        (date(2021, 12, 28), "Boxing Day"),
        (date(2022, 1, 3), "New Year's Day"),
        (date(2023, 6, 10), "weekend"),
        (date(2023, 6, 11), "weekend"),
        (date(2023, 6, 12), ""),
    ],
)
def test_days_of_rest_have_a_reason(day: date, why: str) -> None:
    assert why in ENGLAND.rest(day)
    assert bool(ENGLAND.rest(day)) == bool(why)


def test_the_seventy_working_days_of_an_inspection_action_plan() -> None:
    assert ENGLAND.shifted(date(2022, 12, 20), -70) == date(2022, 9, 12)
    assert ENGLAND.shifted(date(2022, 9, 12), 70) == date(2022, 12, 20)


def test_five_clear_working_days_over_a_bank_holiday() -> None:
    clear = ENGLAND.between(date(2023, 8, 21), date(2023, 8, 30))
    assert clear == [date(2023, 8, number) for number in (22, 23, 24, 25, 29)]


def test_counting_from_a_day_of_rest() -> None:
    saturday = date(2023, 6, 10)
    assert ENGLAND.shifted(saturday, 1) == date(2023, 6, 12)
    assert ENGLAND.shifted(saturday, -1) == ENGLAND.shifted(saturday, 0) == date(2023, 6, 9)


def test_each_part_of_the_country_has_its_own_days() -> None:
    st_andrew, easter_monday = date(2023, 11, 30), date(2023, 4, 10)
    assert working_days("GB-SCT").rest(st_andrew)
    assert not ENGLAND.rest(st_andrew)
    assert not working_days("GB-SCT").rest(easter_monday)


@pytest.mark.parametrize("code", ["", "GB", "GBR", "GB-", "GB-XX", "XX", "XX-ENG", "gb-eng", "England"])
def test_what_is_no_calendar(code: str) -> None:
    with pytest.raises(ValueError, match="GB-ENG"):
        WorkingDays(code)


@given(DAYS, COUNTS)
def test_there_and_back(day: date, count: int) -> None:
    assert ENGLAND.shifted(ENGLAND.shifted(day, count), -count) == ENGLAND.on_or_before(day)
    assert ENGLAND.shifted(ENGLAND.shifted(day, -count), count) == ENGLAND.on_or_after(day)


@given(DAYS, st.integers(-80, 80))
def test_a_shifted_day_is_worked(day: date, count: int) -> None:
    assert not ENGLAND.rest(ENGLAND.shifted(day, count))


@given(DAYS, COUNTS)
def test_between_counts_what_shifting_counts(day: date, count: int) -> None:
    on = ENGLAND.shifted(day, count)
    between = ENGLAND.between(day, on)
    assert len(between) == count - 1
    assert between == sorted(set(between))
    assert all(day < each < on and not ENGLAND.rest(each) for each in between)


@given(DAYS, st.integers(0, 400), st.integers(-80, 80))
def test_a_later_day_is_never_shifted_before_an_earlier_one(day: date, later: int, count: int) -> None:
    assert ENGLAND.shifted(day, count) <= ENGLAND.shifted(day + timedelta(later), count)


@given(DAYS, st.integers(-80, 80), st.integers(0, 80))
def test_more_days_are_never_fewer(day: date, count: int, more: int) -> None:
    assert ENGLAND.shifted(day, count) <= ENGLAND.shifted(day, count + more)


@given(DAYS)
def test_the_nearest_working_days(day: date) -> None:
    before, after = ENGLAND.on_or_before(day), ENGLAND.on_or_after(day)
    assert before <= day <= after
    assert (before == after == day) == (not ENGLAND.rest(day))
    assert (after - before).days <= 6, "even Christmas is shorter"


@given(DAYS, DAYS)
def test_nothing_lies_between_a_day_and_one_that_is_not_after_it(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert ENGLAND.between(last, first) == []
