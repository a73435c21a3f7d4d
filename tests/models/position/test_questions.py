"""The questions worth asking: each when, and only when, the figures call for it."""

from datetime import date

import pytest

from models.plan.ratings import BRAG, Rating
from models.position.counting import Breakdown, Count, Standpoint
from models.position.how_known import HowKnown
from models.position.questions import worth_asking
from models.position.total_change import Departure, TotalChange


def figures(blue: int = 0, red: int = 0, amber: int = 0, positive: int = 0, without_impact: int = 0) -> Breakdown:
    total = 50
    activity = dict.fromkeys(BRAG.ratings, Count.of(0, total)) | {
        Rating.DONE: Count.of(blue, total),
        Rating.OFF_TRACK: Count.of(red, total),
        Rating.AT_RISK: Count.of(amber, total),
    }
    impact = dict.fromkeys(BRAG.ratings, Count.of(0, total)) | {Rating.ON_TRACK: Count.of(positive, total)}
    return Breakdown(total, activity, impact, Count.of(blue, total), without_impact)


def red(ref: str, overdue: int, recovery: date | None = None) -> Standpoint:
    due = date(2023, 3, 31)
    return Standpoint(
        action_id=1,
        ref=ref,
        title="Title",
        board_id=None,
        owner_post_id=None,
        due=due,
        activity=Rating.OFF_TRACK,
        impact=Rating.NOT_STARTED,
        recovery_date=recovery,
        days_overdue=overdue,
    )


NO_CHANGE = TotalChange()


def asked(*, previous: Breakdown | None = None, current: Breakdown | None = None, **rest: object) -> list[str]:
    reds: list[Standpoint] = rest.get("reds", [])  # type: ignore[assignment]
    change: TotalChange = rest.get("change", NO_CHANGE)  # type: ignore[assignment]
    known: HowKnown | None = rest.get("known")  # type: ignore[assignment]
    ratings: set[Rating] = rest.get("ratings", set())  # type: ignore[assignment]
    return [each.text for each in worth_asking(previous, current or figures(), reds, change, known, ratings)]


def test_no_figures_no_question() -> None:
    assert asked() == []
    assert asked(previous=figures(), current=figures()) == []


@pytest.mark.parametrize(
    ("expected", "missing", "said"),
    [
        (1, 1, "The one update expected is missing."),
        (2, 2, "Both updates expected are missing."),
        (3, 3, "All 3 updates expected are missing."),
        (2, 1, "1 of 2 updates expected is missing."),
        (52, 42, "42 of 52 updates expected are missing."),
    ],
)
def test_what_is_missing_is_asked_first(expected: int, missing: int, said: str) -> None:
    known = HowKnown(expected, expected - missing, 0, missing, 0)
    first, *others = asked(known=known, current=figures(blue=10, positive=4, without_impact=7))
    assert first.startswith(said)
    assert len(others) == 1
    assert asked(known=HowKnown(expected, expected - 1, 1, 0, 9)) == []


def test_done_without_impact() -> None:
    (text,) = asked(current=figures(blue=10, positive=4, without_impact=7))
    assert text.startswith("10 actions are Blue on activity; 7 of 10 show no positive impact.")
    (text,) = asked(current=figures(blue=2, positive=30, without_impact=2))
    assert text.startswith("2 actions are Blue on activity; both show no positive impact.")
    (text,) = asked(current=figures(blue=1, without_impact=1))
    assert (
        text == "1 action is Blue on activity; it shows no positive impact. What will show that it made a difference?"
    )
    assert asked(current=figures(blue=10, positive=10)) == []


@pytest.mark.parametrize(
    ("was", "now", "question"), [(4, 18, True), (4, 7, True), (4, 6, False), (4, 4, False), (7, 4, False)]
)
def test_a_rise_of_amber_or_red(was: int, now: int, question: bool) -> None:
    amber = asked(previous=figures(amber=was), current=figures(amber=now))
    assert [f"Amber on activity is up from {was} to {now}." in text for text in amber] == [True] * question
    reds = asked(previous=figures(red=was), current=figures(red=now))
    assert [f"Red on activity is up from {was} to {now}." in text for text in reds] == [True] * question
    assert asked(previous=None, current=figures(amber=now)) == []
    assert asked(previous=figures(amber=was), current=figures(amber=now), ratings={Rating.OFF_TRACK}) == []


def test_reds_overdue_without_a_recovery_date() -> None:
    recovering = red("7.5", 68, date(2023, 9, 30))
    assert asked(reds=[red("2.1", 68), red("2.4", 68)])[0].startswith(
        "Every Red is overdue without a recovery date ahead (2.1, 2.4)."
    )
    assert asked(reds=[red("2.1", 68), red("2.4", 68), recovering])[0].startswith("2 of 3 Reds are overdue")
    assert asked(reds=[red("2.1", 68), recovering])[0].startswith("1 of 2 Reds is overdue")
    assert asked(reds=[red("3", 68)])[0].startswith("Every Red is overdue without a recovery date ahead (action 3).")
    assert "(actions 3, 7)" in asked(reds=[red("3", 68), red("7", 68)])[0]
    assert asked(reds=[recovering]) == []
    assert asked(reds=[red("2.1", 0)]) == [], "it is not overdue"
    passed = red("2.1", 68, date(2023, 6, 6))
    assert asked(reds=[passed]) != [], "68 days after 31 March is 7 June, and the date has passed"
    assert asked(reds=[red("2.1", 68, date(2023, 6, 7))]) == []


def test_a_changed_total_without_a_reason() -> None:
    explained = Departure("5.6", "Title", None, None, "Overtaken.")
    unexplained = Departure("5.7", "Title", None, None, None)
    assert asked(change=TotalChange(left=[explained])) == []
    (text,) = asked(change=TotalChange(left=[explained], joined=[unexplained]))
    assert text.startswith("The total changed without a recorded reason for 5.7.")


def test_one_red_is_asked_about_as_one() -> None:
    (said,) = asked(reds=[red("2.1", 82), red("2.4", 82, date(2023, 9, 30))])
    assert said.startswith("1 of 2 Reds is overdue without a recovery date ahead (2.1). When will it be back on track")
