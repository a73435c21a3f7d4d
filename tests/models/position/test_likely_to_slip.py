"""Warning before the date: the rules as a table and by property. What the database picks out is asked through the door,
in `tests/handlers/test_likely.py`.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.course import Course, PeriodValue
from models.plan.deadlines import Precision
from models.plan.ratings import BRAG, Rating
from models.position.likely_to_slip import Signs, Waits, can_slip, reasons_to_worry

GREY, BLUE, RED, AMBER, GREEN = BRAG.ratings
TODAY = date(2023, 6, 7)
DUE = date(2023, 6, 30)
QUIET = Signs(GREEN, DUE)
COURSE = Course(Decimal(50), date(2023, 4, 30), Decimal(100), date(2023, 10, 31), up=True)
LATE = Waits("3.1", None, GREEN, GREY, TODAY - timedelta(12))


def measured_at(value: int) -> Course:
    return replace(COURSE, values=(PeriodValue(date(2023, 5, 31), Precision.MONTH, Decimal(value)),))


@pytest.mark.parametrize(
    ("signs", "reasons"),
    [
        ({}, ()),
        ({"forecast": DUE}, ()),
        ({"forecast": DUE + timedelta(1)}, ("its own forecast is 1 July 2023",)),
        ({"forecast": TODAY}, ()),
        ({"forecast": TODAY - timedelta(1)}, ("its forecast of 6 June 2023 has passed",)),
        ({"moved": 1}, ("its date has been moved once before",)),
        ({"moved": 1, "moved_lately": False}, ()),
        ({"moved": 3, "moved_lately": False}, ("its date has been moved 3 times before",)),
        ({"moved": 3}, ("its date has been moved 3 times before",)),
        (
            {"recoveries_passed": 1, "recovery": date(2023, 5, 31)},
            ("its recovery date of 31 May 2023 has passed",),
        ),
        ({"recoveries_passed": 2, "recovery": date(2023, 5, 31)}, ("2 recovery dates have passed",)),
        ({"silent": True}, ("no real update for 2 meetings",)),
        ({"waits_on": (LATE,)}, ("it needs 3.1 (Green, 12 days overdue)",)),
        ({"waits_on": (Waits("3.1", None, AMBER, RED, DUE),)}, ("it needs 3.1 (Red)",)),
        ({"waits_on": (Waits("3.1"),)}, ("it needs 3.1, which has left the plan",)),
        (
            {"waits_on": (Waits(None, "the site", due=TODAY - timedelta(1)), LATE)},
            ("it needs “the site”, 1 day overdue", "it needs 3.1 (Green, 12 days overdue)"),
        ),
        ({"measure": COURSE}, ()),
        ({"measure": measured_at(60)}, ()),  # 50 + 50 * 31 / 184 by the end of May
        ({"measure": measured_at(58)}, ("its measure is behind the way to its target (May 2023)",)),
        ({"measure": measured_at(49)}, ("its measure is worse than its baseline (May 2023)",)),
        ({"measure": replace(measured_at(58), by=None)}, ()),
        ({"measure": replace(measured_at(49), up=None)}, ()),
        ({"moved": 2, "silent": True}, ("its date has been moved twice before", "no real update for 2 meetings")),
    ],
)
def test_each_sign_is_a_reason_in_words(signs: dict[str, Any], reasons: tuple[str, ...]) -> None:
    assert reasons_to_worry(replace(QUIET, **signs), TODAY) == reasons


@pytest.mark.parametrize(
    ("activity", "due", "may"),
    [
        (GREEN, DUE, True),
        (GREY, DUE, True),
        (RED, DUE, True),
        (GREEN, TODAY, True),
        (GREEN, TODAY - timedelta(1), False),  # it is overdue, which others say
        (GREEN, None, False),
        (BLUE, DUE, False),
    ],
)
def test_what_can_still_slip(activity: Rating, due: date | None, may: bool) -> None:
    signs = Signs(activity, due, moved=2, silent=True)
    assert can_slip(signs, TODAY) is may
    assert bool(reasons_to_worry(signs, TODAY)) is may


days = st.dates(TODAY - timedelta(200), TODAY + timedelta(200))
ratings = st.sampled_from(BRAG.ratings)
waits = st.builds(Waits, st.sampled_from(["3.1", "7.5"]), st.none(), ratings, ratings, st.none() | days) | st.builds(
    Waits, st.none(), st.just("the site"), due=st.dates(TODAY - timedelta(200), TODAY - timedelta(1))
)
all_signs = st.builds(
    Signs,
    activity=ratings,
    due=st.none() | days,
    forecast=st.none() | days,
    moved=st.integers(0, 4),
    moved_lately=st.booleans(),
    recoveries_passed=st.integers(0, 4),
    recovery=st.none() | days,
    silent=st.booleans(),
    waits_on=st.lists(waits, max_size=3).map(tuple),
    measure=st.sampled_from([None, COURSE, measured_at(49), measured_at(58), measured_at(90)]),
)
MORE: list[dict[str, Any]] = [
    {"forecast": TODAY - timedelta(3)},
    {"silent": True},
    {"measure": measured_at(49)},
]


@given(all_signs, days)
def test_what_is_done_or_overdue_or_has_no_deadline_never_warns(signs: Signs, today: date) -> None:
    assert reasons_to_worry(replace(signs, activity=BLUE), today) == ()
    assert reasons_to_worry(replace(signs, due=None), today) == ()
    assert reasons_to_worry(replace(signs, due=today - timedelta(1)), today) == ()


@given(all_signs, st.integers(0, 3), st.integers(0, 3), st.lists(waits, max_size=2), st.sampled_from([{}, *MORE]))
def test_more_worries_never_remove_a_warning(
    signs: Signs, moves: int, passed: int, others: list[Waits], more: dict[str, Any]
) -> None:
    worse = replace(
        signs,
        moved=signs.moved + moves,
        recoveries_passed=signs.recoveries_passed + passed,
        waits_on=(*signs.waits_on, *others),
    )
    worse = replace(worse, **more)
    assert len(reasons_to_worry(worse, TODAY)) >= len(reasons_to_worry(signs, TODAY))
    known = set(reasons_to_worry(signs, TODAY))
    assert not known or reasons_to_worry(worse, TODAY)
