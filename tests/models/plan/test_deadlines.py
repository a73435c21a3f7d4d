"""Deadlines and days, as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.deadlines import Deadline, Precision, last_of_month, parse_day, parse_deadline

DAY, MONTH, QUARTER, CALENDAR_QUARTER = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.CALENDAR_QUARTER
MARCH = date(2023, 3, 31)
TODAY = date(2023, 6, 7)


@pytest.mark.parametrize(
    ("text", "last_day", "precision"),
    [
        ("31/03/2023", MARCH, DAY),
        ("31.03.23", MARCH, DAY),
        ("31-3-2023", MARCH, DAY),
        ("31 03 2023", MARCH, DAY),
        ("04/03/2023", date(2023, 3, 4), DAY),
        ("2023-03-31", MARCH, DAY),
        ("2023-03-31 00:00:00", MARCH, DAY),
        ("2023/3/31", MARCH, DAY),
        ("31 March 2023", MARCH, DAY),
        ("31st Mar 23", MARCH, DAY),
        ("31-Mar-2023", MARCH, DAY),
        ("31 of March, 2023", MARCH, DAY),
        ("Friday 31 March 2023", MARCH, DAY),
        ("March 31st, 2023", MARCH, DAY),
        ("  by 31  MARCH 2023. ", MARCH, DAY),
        ("29/02/2024", date(2024, 2, 29), DAY),
        ("1 Sept 2023", date(2023, 9, 1), DAY),
        ("March 2023", MARCH, MONTH),
        ("Mar-23", MARCH, MONTH),
        ("Mar ’23", MARCH, MONTH),
        ("MAR. 2023", MARCH, MONTH),
        ("03/2023", MARCH, MONTH),
        ("3.2023", MARCH, MONTH),
        ("2023-03", MARCH, MONTH),
        ("2023/03", MARCH, MONTH),
        ("2023.3", MARCH, MONTH),
        ("2014/12", date(2014, 12, 31), MONTH),
        ("31-Mar-95", date(1995, 3, 31), DAY),
        ("Mar ‘23", MARCH, MONTH),
        ("March 31 ’23", MARCH, DAY),
        ("Mar 31st, ´23", MARCH, DAY),
        ("31/03/’23", MARCH, DAY),
        ("03/’23", MARCH, MONTH),
        ("end of March 2023", MARCH, MONTH),
        ("By the end of Feb 2024", date(2024, 2, 29), MONTH),
        ("end Sept 2023", date(2023, 9, 30), MONTH),
        ("Q1 2023/24", date(2023, 6, 30), QUARTER),
        ("Q2 23/24", date(2023, 9, 30), QUARTER),
        ("Quarter 3 2023-24", date(2023, 12, 31), QUARTER),
        ("Q4 2022/23", MARCH, QUARTER),
        ("qtr 4, FY2022/2023", MARCH, QUARTER),
        ("2022/23 Q4", MARCH, QUARTER),
        ("end of Q4 2022–23", MARCH, QUARTER),
        ("Q4 1998/99", date(1999, 3, 31), QUARTER),
        ("Q1 2023", MARCH, CALENDAR_QUARTER),
        ("by the end of quarter 1, 2023", MARCH, CALENDAR_QUARTER),
        ("2023 Q1", MARCH, CALENDAR_QUARTER),
        ("Q3 2099/00", date(2099, 12, 31), QUARTER),
    ],
)
def test_a_deadline_is_read(text: str, last_day: date, precision: Precision) -> None:
    assert parse_deadline(text) == Deadline(last_day, precision)


@pytest.mark.parametrize("text", ["ongoing", "On-going", "ON GOING", "Continuous", "rolling"])
def test_an_ongoing_action_has_no_day(text: str) -> None:
    assert parse_deadline(text) == Deadline(None, Precision.ONGOING)


@pytest.mark.parametrize("text", ["TBC", "tbc.", "T.B.C.", "to be confirmed", "To be agreed", "TBD"])
def test_a_deadline_can_be_open(text: str) -> None:
    assert parse_deadline(text) == Deadline(None, Precision.TO_BE_CONFIRMED)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 Feb 2023", "February has no day 31"),
        ("31/02/2023", "February has no day 31"),
        ("2023-02-31", "February has no day 31"),
        ("February 31, 2023", "February has no day 31"),
        ("5 March 1823", "the year 1823 is out of reach"),
        ("March 5, 2123", "the year 2123 is out of reach"),
        ("March 1823", "the year 1823 is out of reach"),
        ("03/1823", "the year 1823 is out of reach"),
        ("Q1 1823/24", "the year 1823 is out of reach"),
        ("29 February 2023", "February 2023 has no day 29"),
        ("03/31/2023", "there is no month 31; the day stands before the month"),
        ("13/2023", "there is no month 13"),
        ("2023-13", "there is no month 13"),
        ("2023/24", "neither a day"),
        ("2010/12", "neither a day"),
        ("March 31 23", "neither a day"),
        ("Monday 31 March 2023", "31 March 2023 is a Friday"),
        ("31 March", "the year is missing"),
        ("March", "the year is missing"),
        ("Q1", "a quarter needs its year, as in Q1 2023/24"),
        ("Q1 23", "a quarter needs its year"),
        ("Q1 2023/25", "a financial year that begins in 2023 ends in 2024"),
        ("Q5 2023/24", "neither a day, nor a month, nor a quarter"),
        ("Q4 2099/00", "the year 2100 is out of reach"),
        ("31/03/1823", "the year 1823 is out of reach"),
        ("03/23", "neither a day"),
        ("spring 2023", "neither a day"),
        ("mid March 2023", "neither a day"),
        ("end of 31 March 2023", "neither a day"),
        ("31/03.2023", "neither a day"),
        ("31/03/2023 or later", "neither a day"),
        ("2.4", "neither a day"),
        ("", "nothing is written"),
        ("  ", "nothing is written"),
    ],
)
def test_nonsense_is_refused_in_words(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match="is not a date that can be read") as refusal:
        parse_deadline(text)
    assert str(refusal.value).startswith(f"“{text.strip()}” is not a date that can be read: ")
    assert reason in str(refusal.value)
    assert "31 March 2023" in str(refusal.value)


def test_a_long_text_is_not_repeated_whole() -> None:
    for text, shown in (("x" * 60, "x" * 60), ("x" * 61, f"{'x' * 60}…"), ("word " * 1000, f"{'word ' * 12}…")):
        with pytest.raises(ValueError, match="not a date") as refusal:
            parse_deadline(text)
        assert str(refusal.value).startswith(f"“{shown}” is not a date")


days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
deadlines = st.one_of(
    days.map(lambda day: Deadline(day, DAY)),
    days.map(lambda day: Deadline(last_of_month(day.year, day.month), MONTH)),
    days.map(lambda day: Deadline(last_of_month(day.year, (day.month + 2) // 3 * 3), QUARTER)).filter(
        lambda deadline: deadline.last_day is not None and deadline.last_day > date(1990, 3, 31)
    ),
    days.map(lambda day: Deadline(last_of_month(day.year, (day.month + 2) // 3 * 3), CALENDAR_QUARTER)),
    st.sampled_from([Deadline(None, Precision.ONGOING), Deadline(None, Precision.TO_BE_CONFIRMED)]),
)


@given(deadlines)
def test_words_are_read_back_to_the_same_deadline(deadline: Deadline) -> None:
    assert parse_deadline(deadline.words()) == deadline
    assert parse_deadline(deadline.words().upper()) == deadline


@given(days)
def test_two_digits_are_the_year_of_them_from_1990_on(day: date) -> None:
    read = parse_deadline(f"{day:%d/%m/%y}").last_day
    assert read is not None
    assert (read.year % 100, read.month, read.day) == (day.year % 100, day.month, day.day)
    assert 1990 <= read.year < 2090


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{0,4}", fullmatch=True))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        deadline = parse_deadline(text)
    except ValueError as refusal:
        assert "not a date that can be read" in str(refusal)  # noqa: PT017
    else:
        assert parse_deadline(deadline.words()) == deadline


@pytest.mark.parametrize(
    ("last_day", "precision", "words"),
    [
        (date(2023, 3, 1), DAY, "1 March 2023"),
        (MARCH, MONTH, "March 2023"),
        (MARCH, QUARTER, "Q4 2022/23"),
        (MARCH, CALENDAR_QUARTER, "Q1 2023"),
        (date(2023, 6, 30), QUARTER, "Q1 2023/24"),
        (date(2099, 12, 31), QUARTER, "Q3 2099/00"),
        (None, Precision.ONGOING, "ongoing"),
        (None, Precision.TO_BE_CONFIRMED, "to be confirmed"),
    ],
)
def test_a_deadline_in_words(last_day: date | None, precision: Precision, words: str) -> None:
    assert Deadline(last_day, precision).words() == words


@pytest.mark.parametrize(
    ("last_day", "precision"),
    [
        (date(2023, 3, 30), MONTH),
        (date(2023, 4, 30), QUARTER),
        (date(2023, 4, 30), CALENDAR_QUARTER),
        (None, DAY),
        (MARCH, Precision.ONGOING),
    ],
)
def test_a_deadline_that_contradicts_itself_cannot_be_made(last_day: date | None, precision: Precision) -> None:
    with pytest.raises(ValueError, match=r"not (a deadline|the last day)"):
        Deadline(last_day, precision)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30 Sep", date(2023, 9, 30)),
        ("30th September", date(2023, 9, 30)),
        ("30 of Sept.", date(2023, 9, 30)),
        ("30-Sep", date(2023, 9, 30)),
        ("30/9", date(2023, 9, 30)),
        ("30/09/2023", date(2023, 9, 30)),
        ("2023-09-30", date(2023, 9, 30)),
        ("30 Sep 22", date(2022, 9, 30)),
        ("end of Sept", date(2023, 9, 30)),
        ("by the end of September", date(2023, 9, 30)),
        ("end of Sept 2024", date(2024, 9, 30)),
        ("September 2023", date(2023, 9, 30)),
        ("Q1 2023/24", date(2023, 6, 30)),
        ("7 June", TODAY),
        ("6 June", date(2024, 6, 6)),
        ("5/4", date(2024, 4, 5)),
        ("end of May", date(2024, 5, 31)),
        ("end of June", date(2023, 6, 30)),
        ("29 Feb", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_with_or_without_its_year(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 Feb", "February has no day 31"),
        ("31/2", "February has no day 31"),
        ("31/12/2023 or so", "neither a day"),
        ("0/5", "May has no day 0"),
        ("9/30", "there is no month 30; the day stands before the month"),
        ("9/13", "there is no month 13"),
        ("ongoing", "it names no day"),
        ("TBC", "it names no day"),
        ("Sep 30", "it could be a day or a year. Write the day first (30 Sep) or the year in full"),
        ("September", "the year is missing"),
        ("may", "the year is missing"),
        ("2.4", "neither a day"),
        ("٣٠ Sep", "neither a day"),
        ("٣٠/٩", "neither a day"),
        ("soon", "neither a day"),
        ("", "nothing is written"),
    ],
)
def test_what_names_no_day_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match="is not a date that can be read") as refusal:
        parse_day(text, TODAY)
    assert reason in str(refusal.value)


def test_the_end_of_a_month_is_ahead_on_its_last_day() -> None:
    assert parse_day("end of June", date(2023, 6, 30)) == date(2023, 6, 30)


def test_a_leap_day_can_be_far_off() -> None:
    assert parse_day("29 Feb", date(2096, 3, 1)) == date(2104, 2, 29)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 364))
def test_a_day_without_a_year_is_the_next_one(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert parse_day(f"{day.day}/{day.month}", today) == day
    assert parse_day(day.strftime("%d %b"), today) == day
