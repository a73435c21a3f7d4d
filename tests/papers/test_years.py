"""A column of bare years is no guess for the due date where it tells of what the action is from, or of the plan."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.plan.contents import PlanFile
from papers.plan.layouts import LayoutUnclear
from papers.plan.reading import read_plan
from tests.papers.test_public_layouts import guessed

WRITINGS = ("{year}", "{year}/{after:02}", "FY{after:02}", "FY {year}-{after:02}")
HEADINGS = ("Year", "Fiscal Year", "Financial year", "FY", "Programme year")
STEPS = ("Mend the roof of the library", "Train the wardens of the park", "Write to all tenants", "Paint the hall")


def read(heading: str, years: Sequence[str], in_front: bool) -> PlanFile:
    """A plan with such a column before its actions, or behind them."""
    text = io.StringIO()
    rows = csv.writer(text)
    for year, step in zip((heading, *years), ("Action", *STEPS), strict=False):
        lead, status = ("Lead", "Status") if step == "Action" else ("Clerk", "In progress")
        rows.writerow([year, step, lead, status] if in_front else [step, lead, status, year])
    return read_plan(text.getvalue().encode(), "plan.csv")


def in_writing(write: str, years: Sequence[int]) -> list[str]:
    """The years as a tracker has them."""
    return [write.format(year=year, after=(year + 1) % 100) for year in years]


@settings(deadline=None)
@given(st.sampled_from(HEADINGS), st.sampled_from(WRITINGS), st.lists(st.integers(2015, 2040), min_size=2, max_size=4))
def test_years_in_front_of_the_actions_are_no_due_dates(heading: str, write: str, years: list[int]) -> None:
    assert [row.due for row in read(heading, in_writing(write, years), in_front=True).rows] == [None] * len(years)


@settings(deadline=None)
@given(st.sampled_from(HEADINGS), st.sampled_from(WRITINGS), st.integers(2015, 2040), st.booleans())
def test_one_year_for_all_is_no_due_date(heading: str, write: str, year: int, in_front: bool) -> None:
    plan = read(heading, in_writing(write, [year] * 4), in_front)
    assert [row.due for row in plan.rows] == [None] * 4


@pytest.mark.parametrize("write", WRITINGS)
def test_years_of_their_own_behind_the_actions_are_asked_about(write: str) -> None:
    with pytest.raises(LayoutUnclear) as unclear:
        read("Year", in_writing(write, [2025, 2026, 2027]), in_front=False)
    assert guessed(unclear.value.questions[0]) == ["Year=due"]


def test_a_heading_that_says_due_is_due_whatever_stands_below_it() -> None:
    assert all(row.due for row in read("Year due", ["2025", "2025", "2025"], in_front=True).rows)
