"""What the rules suggest (`domain.md` 4.1): the SRO declares, the software suggests, and only better is questioned."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.course import Course, Frequency, PeriodValue
from models.plan.deadlines import Precision, last_of_month
from models.plan.ratings import BRAG, Rating, RatingClass
from models.position.suggestions import (
    Grounds,
    activity_is_better,
    has_recovery,
    impact_is_better,
    suggest_activity,
    suggest_impact,
)
from models.updates.answer import Answers

GREY, BLUE, RED, AMBER, GREEN = BRAG.ratings
DUE = date(2023, 3, 31)
GROUNDS = Grounds(DUE, DUE, measure_agreed=True)
EVIDENCE: dict[str, Any] = {"evidence": "https://example.org"}
LATER, SOONER = DUE + timedelta(40), DUE - timedelta(5)
PLAN: dict[str, Any] = {"cause": "no officer", "corrective_action": "an interim officer"}
RECOVERY = {**PLAN, "recovery_date": LATER}


def course(*values: str, baseline: str | None = "52", target: str | None = "75", up: bool | None = True) -> Course:
    """A measure taken every month from January 2023, on its way from 52 on 31 December 2022 to 75 a year later."""
    given = [(month, Decimal(each)) for month, each in enumerate(values, 1)]
    return Course(
        baseline=Decimal(baseline) if baseline else None,
        starts=date(2022, 12, 31),
        target=Decimal(target) if target else None,
        by=date(2023, 12, 31),
        up=up,
        values=tuple(PeriodValue(last_of_month(2023, month), Precision.MONTH, each) for month, each in given),
    )


OF_VALUES = [
    (course(), RatingClass.NOT_STARTED, "its measure has no value yet"),
    (course("51.9"), RatingClass.OFF_TRACK, "measured worse than its baseline in January 2023"),
    (course("52"), RatingClass.OFF_TRACK, "no better than its baseline in January 2023"),
    (course("53"), RatingClass.AT_RISK, "short of the way to its target in January 2023"),
    (course("54"), RatingClass.ON_TRACK, "on its way to the target in January 2023, not for 3 periods yet"),
    (course("80", "53"), RatingClass.AT_RISK, "short of the way to its target in February 2023"),
    (course("54", "56"), RatingClass.ON_TRACK, "on its way to the target in February 2023, not for 3 periods yet"),
    (course("54", "56", "58"), RatingClass.DONE, "on target in each of the last 3 periods"),
    (course("53", "56", "58", "60"), RatingClass.DONE, "on target in each of the last 3 periods"),
    (course("54", "56", "55"), RatingClass.AT_RISK, "short of the way to its target in March 2023"),
    (course("48", baseline="52", target="40", up=False), RatingClass.ON_TRACK, "on its way"),
    (course("53", baseline="52", target="40", up=False), RatingClass.OFF_TRACK, "worse than its baseline"),
    (course("76", baseline=None), RatingClass.ON_TRACK, "on its way"),
    (course("70", baseline=None), None, "your judgement stands"),
    (course("70", target=None), None, "your judgement stands"),
    (course("40", target=None), RatingClass.OFF_TRACK, "worse than its baseline"),
    (course("70", up=None), None, "your judgement stands"),
]


@pytest.mark.parametrize(("its", "suggested", "because"), OF_VALUES)
def test_impact_follows_from_the_values_of_its_measure(
    its: Course, suggested: RatingClass | None, because: str
) -> None:
    found = suggest_impact(Answers(GREEN, GREEN), replace(GROUNDS, course=its))
    assert found.rating_class is suggested
    assert because in found.because
    unagreed = suggest_impact(Answers(GREEN, GREEN), replace(GROUNDS, course=its, measure_agreed=False))
    assert unagreed.because == "no agreed measure"


def test_three_days_running_are_not_three_periods() -> None:
    its = course()
    values = tuple(PeriodValue(date(2023, 5, day), Precision.DAY, Decimal(80)) for day in (1, 2, 3))
    assert not replace(its, values=values).is_sustained
    assert replace(its, values=values, every=Frequency.WEEK).is_sustained is False
    months = tuple(PeriodValue(last_of_month(2023, month), Precision.MONTH, Decimal(80)) for month in (3, 4, 5))
    assert replace(its, values=months).is_sustained
    assert not replace(its, values=months, every=Frequency.QUARTER).is_sustained


@pytest.mark.parametrize(
    ("declared", "overdue", "said", "suggested"),
    [
        # overdue: up to 30 days Amber, more Red, whatever else is said
        (GREEN, 1, {}, AMBER),
        (GREEN, 30, {}, AMBER),
        (GREEN, 31, {}, RED),
        (AMBER, 68, {"recovery_date": DUE + timedelta(90), **PLAN}, RED),
        (GREY, 31, {}, RED),
        (BLUE, 68, {}, RED),
        (GREEN, 10, {"forecast": LATER}, AMBER),
        # forecast or recovery later than the approved date: Amber with a recovery, else Red
        (GREEN, -10, {"forecast": DUE + timedelta(1)}, RED),
        (AMBER, -10, {"forecast": LATER, **RECOVERY}, AMBER),
        (RED, -10, RECOVERY, AMBER),
        (AMBER, -10, {"recovery_date": LATER}, RED),
        (AMBER, -10, {"forecast": LATER, **PLAN}, RED),
        (AMBER, -10, {"forecast": LATER, "cause": "no officer", "recovery_date": LATER}, RED),
        (BLUE, -10, {"forecast": LATER}, RED),
        # blocked with a recovery
        (GREEN, -10, {"help_needed": "a press officer", **PLAN, "recovery_date": SOONER}, AMBER),
        (GREEN, -10, {"help_needed": "a press officer", "forecast": SOONER}, GREEN),
        # started, and forecast on or before the approved date
        (GREEN, -10, {"forecast": DUE}, GREEN),
        (AMBER, -10, {"forecast": SOONER}, GREEN),
        (GREEN, -10, {"forecast": DUE - timedelta(10)}, GREEN),
        # no forecast and not overdue: nothing
        (GREEN, -10, {}, None),
        (AMBER, 0, {}, None),
        (RED, -10, {}, None),
        (AMBER, -10, {"forecast": DUE - timedelta(11)}, None),
        # not started; complete
        (GREY, -10, {}, GREY),
        (BLUE, 68, EVIDENCE, BLUE),
        (BLUE, -10, {}, GREEN),
    ],
)
def test_activity(declared: Rating, overdue: int, said: dict[str, object], suggested: Rating | None) -> None:
    found = suggest_activity(Answers(declared, GREY, **said), GROUNDS, DUE + timedelta(overdue))  # type: ignore[arg-type]
    assert found.rating_class is (suggested and suggested.rating_class)
    assert found.because


@pytest.mark.parametrize(
    ("declared", "overdue", "said", "because"),
    [
        (GREEN, 1, {}, "1 day overdue"),
        (GREEN, 2, {}, "2 days overdue"),
        (BLUE, 1, {}, "1 day overdue, and no evidence that it is complete"),
        (BLUE, 68, EVIDENCE, "complete, with evidence"),
        (BLUE, -10, {}, "no evidence that it is complete"),
        (
            GREEN,
            -10,
            {"forecast": LATER},
            "forecast later than its approved date, without a recovery (cause, corrective action and a date ahead)",
        ),
        (RED, -10, RECOVERY, "recovery later than its approved date, with a recovery"),
        (
            AMBER,
            -10,
            {"forecast": LATER, **RECOVERY},
            "forecast and recovery later than its approved date, with a recovery",
        ),
        (GREEN, -10, {"help_needed": "an officer", **PLAN, "recovery_date": SOONER}, "blocked, with a recovery"),
        (GREY, -10, {}, "not started and not yet due"),
        (AMBER, 0, {}, "not overdue, and no forecast that lies ahead"),
        (GREEN, -10, {"forecast": DUE}, "started and forecast on or before its approved date"),
    ],
)
def test_why_is_said_in_words(declared: Rating, overdue: int, said: dict[str, Any], because: str) -> None:
    assert suggest_activity(Answers(declared, GREY, **said), GROUNDS, DUE + timedelta(overdue)).because == because


def test_a_late_blue_says_after_which_date() -> None:
    late = replace(GROUNDS, completed_on=DUE + timedelta(1))
    found = suggest_activity(Answers(BLUE, GREY, **EVIDENCE), late, DUE + timedelta(9))
    assert found.because == "complete, with evidence, after its original date of 31 March 2023"


def test_without_a_deadline_or_a_measure_that_is_why() -> None:
    nothing = Grounds(None, None, measure_agreed=False)
    assert suggest_activity(Answers(GREEN, GREY), nothing, DUE).because == "it has no deadline to hold it against"
    assert suggest_impact(Answers(GREEN, GREEN), nothing).because == "no agreed measure"
    assert suggest_impact(Answers(GREEN, GREEN), GROUNDS).because == "its measure is agreed, so your judgement stands"
    blue = suggest_impact(Answers(GREEN, BLUE), GROUNDS)
    assert blue.because == "shown at 0 of the last 3 boards, so not sustained yet"


@pytest.mark.parametrize(
    ("completed", "word"),
    [(DUE, "Blue"), (DUE + timedelta(1), "Blue, late"), (None, "Blue")],
)
def test_a_blue_is_late_after_the_original_date_even_where_a_board_has_moved_it(
    completed: date | None, word: str
) -> None:
    moved = Grounds(DUE + timedelta(90), DUE, measure_agreed=True, completed_on=completed)
    assert suggest_activity(Answers(BLUE, GREY, **EVIDENCE), moved, DUE + timedelta(200)).word == word


def test_without_a_deadline_only_a_blue_without_evidence_is_put_in_question() -> None:
    none = Grounds(None, None, measure_agreed=True)
    for declared in BRAG.ratings:
        found = suggest_activity(Answers(declared, GREY, forecast=LATER), none, DUE)
        assert activity_is_better(declared, found) == (declared is BLUE)
        found = suggest_activity(Answers(declared, GREY, **EVIDENCE), none, DUE)
        assert not activity_is_better(declared, found)


@pytest.mark.parametrize("declared", BRAG.ratings)
def test_impact_is_grey_without_an_agreed_measure(declared: Rating) -> None:
    found = suggest_impact(Answers(GREEN, declared), replace(GROUNDS, measure_agreed=False))
    assert found.rating_class is RatingClass.NOT_STARTED
    assert impact_is_better(declared, found) == (declared in (AMBER, GREEN, BLUE))


@pytest.mark.parametrize(
    ("declared", "before", "suggested"),
    [
        (GREY, (), None),
        (RED, (), None),
        (AMBER, (), None),
        (GREEN, (), None),
        (BLUE, (), GREEN),
        (BLUE, (GREEN, GREEN), GREEN),
        (BLUE, (GREEN, AMBER, GREEN, GREEN), GREEN),
        (BLUE, (GREEN, BLUE, GREEN), None),
        (BLUE, (GREEN, GREEN, GREEN, RED), None),
    ],
)
def test_an_agreed_measure_is_enough_for_any_impact_and_a_blue_is_sustained_at_three_boards(
    declared: Rating, before: tuple[Rating, ...], suggested: Rating | None
) -> None:
    found = suggest_impact(Answers(GREEN, declared), replace(GROUNDS, impact_before=before))
    assert found.rating_class is (suggested and suggested.rating_class)
    assert impact_is_better(declared, found) == (suggested is not None)


ratings, days = st.sampled_from(BRAG.ratings), st.dates(DUE - timedelta(99), DUE + timedelta(99))
texts = st.none() | st.just("said")
declarations = st.builds(
    Answers,
    activity=ratings,
    impact=ratings,
    evidence=texts,
    forecast=st.none() | days,
    help_needed=texts,
    cause=texts,
    corrective_action=texts,
    recovery_date=st.none() | days,
)
grounds = st.builds(
    Grounds,
    due=st.none() | days,
    original=st.none() | days,
    measure_agreed=st.booleans(),
    impact_before=st.lists(ratings, max_size=4),
    completed_on=st.none() | days,
)
BETTER = {each.rating_class: at for at, each in enumerate((RED, AMBER, GREEN, BLUE))}


@given(declarations, grounds, days)
def test_only_a_declaration_better_than_the_rules_is_put_in_question(
    declared: Answers, known: Grounds, today: date
) -> None:
    activity, impact = suggest_activity(declared, known, today), suggest_impact(declared, known)
    if activity_is_better(declared.activity, activity):
        assert activity.rating_class is not None
        assert BETTER[declared.activity.rating_class] > BETTER[activity.rating_class]
    if impact_is_better(declared.impact, impact):
        assert impact.rating_class is not None
        assert declared.impact.rating_class not in (GREY.rating_class, RED.rating_class)
        assert (
            impact.rating_class is RatingClass.NOT_STARTED
            or BETTER[declared.impact.rating_class] > BETTER[impact.rating_class]
        )


@given(declarations, grounds, days)
def test_a_red_and_a_grey_are_never_put_in_question(declared: Answers, known: Grounds, today: date) -> None:
    for rating in (RED, GREY):
        same = replace(declared, activity=rating, impact=rating)
        assert not activity_is_better(rating, suggest_activity(same, known, today))
        assert not impact_is_better(rating, suggest_impact(same, known))


@given(declarations, grounds, days)
def test_who_is_worse_than_a_rating_that_stands_is_not_put_in_question(
    declared: Answers, known: Grounds, today: date
) -> None:
    order = (RED, AMBER, GREEN, BLUE)
    unquestioned = [
        not activity_is_better(each, suggest_activity(replace(declared, activity=each), known, today)) for each in order
    ]
    assert unquestioned[:3] == sorted(unquestioned[:3], reverse=True)


@given(declarations, grounds, days)
def test_a_recovery_makes_an_amber_honest_unless_it_is_more_than_thirty_days_overdue(
    declared: Answers, known: Grounds, today: date
) -> None:
    amber = replace(declared, activity=AMBER, **PLAN, recovery_date=today)
    assert has_recovery(amber, today)
    overdue = (today - known.due).days if known.due else 0
    assert activity_is_better(AMBER, suggest_activity(amber, known, today)) == (overdue > 30)
