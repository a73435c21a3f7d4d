"""What came of a forecast, as a table and by property; the counts of ratings are asked through the door."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.track_record_words import forecasts_said, greens_said
from models.position.track_record import FEWEST, ForecastGiven, Record, outcome

TODAY = date(2023, 6, 7)
GIVEN, DAY = date(2023, 4, 1), date(2023, 5, 15)


@pytest.mark.parametrize(
    ("given_", "came"),
    [
        (ForecastGiven(DAY, GIVEN), Record(waiting=1)),
        (ForecastGiven(TODAY - timedelta(1), GIVEN), Record(waiting=1)),
        (ForecastGiven(TODAY, GIVEN), Record()),  # it may still be kept today
        (ForecastGiven(DAY, GIVEN, left_the_plan=True), Record()),
        (ForecastGiven(DAY, GIVEN, DAY), Record(kept=1)),
        (ForecastGiven(DAY, GIVEN, DAY - timedelta(10)), Record(kept=1)),
        (ForecastGiven(DAY, GIVEN, DAY + timedelta(12)), Record(late=(12,))),
        (ForecastGiven(DAY, GIVEN, DAY + timedelta(12), left_the_plan=True), Record(late=(12,))),  # it was closed
        (ForecastGiven(DAY, GIVEN, DAY + timedelta(12), by_a_file=True), Record()),  # it may have been done before
        (ForecastGiven(DAY, GIVEN, DAY, by_a_file=True), Record(kept=1)),
        (ForecastGiven(DAY, GIVEN, GIVEN - timedelta(1)), Record()),
        (ForecastGiven(TODAY + timedelta(30), GIVEN, DAY), Record(kept=1)),
    ],
)
def test_what_came_of_a_forecast(given_: ForecastGiven, came: Record) -> None:
    assert outcome(given_, TODAY) == came


@pytest.mark.parametrize(
    ("record", "greens", "forecasts"),
    [
        (Record(), "No Green is two boards old: too few to tell", "No forecast has come to its day: too few to tell"),
        (Record(greens=1), "1 Green is two boards old: too few to tell", ""),
        (Record(greens=2, slipped=2, kept=2), "2 Greens are two boards old: too few to tell", "too few to tell"),
        (Record(greens=7, slipped=3), "3 of 7 Greens were Amber or Red two boards later", ""),
        (Record(greens=7, slipped=1), "1 of 7 Greens was Amber or Red two boards later", ""),
        (Record(greens=3), "None of 3 Greens were Amber or Red two boards later", ""),
        (Record(kept=3), "", "All 3 forecasts were kept"),
        (
            Record(kept=1, late=(12,), waiting=1),
            "",
            "1 of 3 forecasts was kept; 1 came 12 days later; 1 has passed with the action not done",
        ),
        (Record(late=(40, 1, 12)), "", "None of 3 forecasts were kept; 3 came 1 to 40 days later"),
    ],
)
def test_counts_are_said_and_of_too_few_nothing_is_told(record: Record, greens: str, forecasts: str) -> None:
    assert greens in greens_said(record)
    assert forecasts in forecasts_said(record)
    assert "%" not in greens_said(record) + forecasts_said(record)


records = st.builds(
    Record,
    greens=st.integers(0, 50),
    slipped=st.integers(0, 50),
    kept=st.integers(0, 50),
    late=st.lists(st.integers(1, 300), max_size=5).map(tuple),
    waiting=st.integers(0, 50),
)


@given(records, records)
def test_records_add_up(one: Record, other: Record) -> None:
    assert (one + other).forecasts == one.forecasts + other.forecasts
    assert (one + Record()) == one
    assert ("too few" in greens_said(one)) is (one.greens < FEWEST)
    assert ("too few" in forecasts_said(one)) is (one.forecasts < FEWEST)
