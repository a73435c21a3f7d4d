"""Counts and percentages: half-up in decimal arithmetic, never bent, and a note only when a column does not add up."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.ratings import BRAG, Rating
from models.position.counting import Breakdown, Count


def breakdown(activity: list[int], impact: list[int]) -> Breakdown:
    total = sum(activity)
    of_activity = {rating: Count.of(count, total) for rating, count in zip(BRAG.ratings, activity, strict=True)}
    of_impact = {rating: Count.of(count, total) for rating, count in zip(BRAG.ratings, impact, strict=True)}
    on_track = of_activity[Rating.DONE].count + of_activity[Rating.ON_TRACK].count
    return Breakdown(total, of_activity, of_impact, Count.of(on_track, total), blue_without_impact=0)


@pytest.mark.parametrize(
    ("count", "total", "percent"),
    [
        (2, 64, "3.13"),
        (18, 64, "28.13"),
        (44, 64, "68.75"),
        (1, 65, "1.54"),
        (52, 65, "80.00"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 8, "12.50"),
        (1, 800, "0.13"),
        (7, 7, "100.00"),
        (0, 7, "0.00"),
        (0, 0, "0.00"),
    ],
)
def test_half_up_to_two_places(count: int, total: int, percent: str) -> None:
    assert str(Count.of(count, total).percent) == percent


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_percentage_is_the_nearest_hundredth_and_a_tie_goes_up(count: int, total: int) -> None:
    percent = Count.of(count, total).percent
    hundredths = int(percent * 100)
    assert percent.as_tuple().exponent == -2
    assert (2 * hundredths - 1) * total <= 20_000 * count < (2 * hundredths + 1) * total


@given(st.lists(st.integers(0, 500), min_size=5, max_size=5), st.randoms())
def test_the_note_appears_when_and_only_when_a_column_does_not_add_up(counts: list[int], random: Random) -> None:
    impact = counts.copy()
    random.shuffle(impact)
    found = breakdown(counts, impact)
    sums = {sum((each.percent for each in column.values()), Decimal(0)) for column in (found.activity, found.impact)}
    assert found.rounding_shows() == (found.total > 0 and sums != {Decimal("100.00")})
    assert sum(each.count for each in found.activity.values()) == found.total


def test_at_least_is_never_below_zero() -> None:
    assert breakdown([0, 32, 2, 18, 12], [29, 0, 2, 22, 11]).blue_without_impact_at_least == 21
    assert breakdown([5, 1, 0, 0, 0], [0, 0, 0, 0, 6]).blue_without_impact_at_least == 0
