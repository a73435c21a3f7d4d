"""Days that are said from today on: only what can be one day is read."""

from datetime import date

import pytest

from models.plan.relative_days import day_said

WEDNESDAY = date(2023, 6, 7)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Friday", date(2023, 6, 9)),
        ("by this fri", date(2023, 6, 9)),
        ("on Tuesday", date(2023, 6, 13)),
        ("Fri 9 June", date(2023, 6, 9)),
        ("today", WEDNESDAY),
        ("tomorrow", date(2023, 6, 8)),
        ("in a week", date(2023, 6, 14)),
        ("within 10 days", date(2023, 6, 17)),
        ("in two weeks’ time", date(2023, 6, 21)),
        ("end of the month", date(2023, 6, 30)),
        ("the end of next month", date(2023, 7, 31)),
        ("next Wednesday", date(2023, 6, 14)),
        ("30 Sep", date(2023, 9, 30)),
    ],
)
def test_a_day_from_today_on(text: str, day: date) -> None:
    assert day_said(text, WEDNESDAY) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("next Friday", "“next Friday” can be 9 June 2023 or 16 June 2023"),
        ("Wednesday", "“Wednesday” can be 7 June 2023 or 14 June 2023"),
        ("Fri 10 June", "10 June 2023 is a Saturday"),
        ("next week", "neither a day, nor a month, nor a quarter"),
        ("the end of next year", "neither a day, nor a month, nor a quarter"),
    ],
)
def test_what_can_be_two_days_or_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        day_said(text, WEDNESDAY)
