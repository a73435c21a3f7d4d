"""What the rules suggest (`domain.md` 4.1): the SRO declares, the software suggests."""

from datetime import date, timedelta

import pytest

from models.ratings import Rating
from models.suggestions import suggest_activity, suggest_impact

DUE = date(2023, 3, 31)


@pytest.mark.parametrize(
    ("declared", "overdue", "forecast", "evidence", "suggested"),
    [
        (Rating.GREEN, -10, None, None, Rating.GREEN),
        (Rating.GREEN, 0, None, None, Rating.GREEN),
        (Rating.GREEN, 1, None, None, Rating.AMBER),
        (Rating.GREEN, 30, None, None, Rating.AMBER),
        (Rating.GREEN, 31, None, None, Rating.RED),
        (Rating.AMBER, 68, None, None, Rating.RED),
        (Rating.GREEN, -10, DUE, None, Rating.GREEN),
        (Rating.GREEN, -10, DUE + timedelta(1), None, Rating.AMBER),
        (Rating.GREY, -10, None, None, Rating.GREY),
        (Rating.GREY, 31, None, None, Rating.RED),
        (Rating.BLUE, 68, None, "https://example.org", Rating.BLUE),
        (Rating.BLUE, 68, None, None, Rating.RED),
        (Rating.BLUE, -10, None, None, Rating.GREEN),
    ],
)
def test_activity(
    declared: Rating, overdue: int, forecast: date | None, evidence: str | None, suggested: Rating
) -> None:
    found = suggest_activity(declared, DUE, forecast, evidence, DUE + timedelta(overdue))
    assert found.rating is suggested
    assert found.because


def test_without_a_deadline_nothing_contradicts_the_owner() -> None:
    for declared in Rating:
        suggested = suggest_activity(declared, None, None, "https://example.org", DUE)
        assert suggested.rating is declared


@pytest.mark.parametrize("declared", Rating)
def test_impact_is_grey_without_an_agreed_measure(declared: Rating) -> None:
    assert suggest_impact(declared, measure_agreed=False).rating is Rating.GREY
    assert suggest_impact(declared, measure_agreed=True).rating is declared
