"""Every sentence with a count in it is right for none, one, two, all and any other number."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.brag import sentences
from handlers.brag.figures import LikeForLike
from handlers.evidence_words import hidden_said
from handlers.findings_words import Answered, AnsweringAction, ToldFinding
from handlers.pack.gathering import _counted as areas_counted
from handlers.pack.gathering import _return
from models.plan.ratings import BRAG, Rating
from models.position.counting import Breakdown, Count
from models.position.how_known import HowKnown
from models.position.movements import Steps
from models.position.pace import Pace
from models.position.questions import worth_asking
from models.position.total_change import TotalChange
from papers.wording import answers_in, answers_said

JUNE = date(2023, 6, 7)
FEW = st.one_of(st.integers(0, 3), st.integers(4, 40))
WRONG = re.compile(
    r"\b1 (actions|updates|items|findings|sources|days|boards|are|were|have|remain|show|answer)\b"
    r"|\b(0|[2-9]|[1-9]\d+) (action|update|item|finding|source|day|board|is|was|has|shows|answers)\b"
    r"|\b0 of 0\b|\b[Aa]ll [012]\b|\b(?P<all>\d+) of (?P=all)\b(?! \()"
    r"|\bBoth \d|\b[Nn]one of the [12]\b|\b[Oo]f the [01]\b|\bany of the [12]\b"
    r"|\s\s|\s[.,;]|\.\.|\bNone are\b|\bNo of\b"
)
"""What no sentence says: a number with the wrong form beside it, all of nothing, one or two, so many of as many."""

SAYS_SO_MANY_OF_SO_MANY = re.compile(
    r"On track \(.*?\): \d+ of \d+|\d+ of \d+ updates? (received|is in|are in)|of \d+ updates were"
    r"|\b1 of ([2-9]|\d\d+) (?=[a-z]+s\b)"
)
"""What is a table in a line and counts as one: received, “no change”, missing."""


def right(*said: str) -> None:
    for each in said:
        found = WRONG.search(SAYS_SO_MANY_OF_SO_MANY.sub("…", each))
        assert not found, (each, found)
        assert not each or each[0].isupper() or each[0].isdigit() or each[0] in "“", each


def counts(total: int, **of: int) -> dict[Rating, Count]:
    many = {Rating[name]: number for name, number in of.items()} | {Rating.NOT_STARTED: total - sum(of.values())}
    return {each: Count.of(many.get(each, 0), total) for each in BRAG.ratings}


@st.composite
def breakdowns(draw: Any) -> Breakdown:
    done, red, amber, green, grey = (draw(FEW) for _ in range(5))
    total = done + red + amber + green + grey
    without = draw(st.integers(0, done))
    received, unchanged = draw(FEW), draw(FEW)
    missing = draw(FEW)
    carried = draw(st.integers(0, done + green))
    return Breakdown(
        total,
        counts(total, DONE=done, OFF_TRACK=red, AT_RISK=amber, ON_TRACK=green),
        counts(total, OFF_TRACK=min(red, 2)),
        Count.of(done + green, total),
        without,
        HowKnown(received + unchanged + missing, received, unchanged, missing, carried),
    )


def figures(now: Breakdown, before: Breakdown | None, reds: int = 0, due: bool = True) -> Any:
    cycle = SimpleNamespace(commission=JUNE, return_due=JUNE, was_entered_late=False)
    position = SimpleNamespace(due=due, frozen=True, cycle=cycle, reckoned_to=JUNE)
    meeting = SimpleNamespace(on=date(2023, 4, 26))
    left = max(0, (before.total if before else 0) - now.total)
    return SimpleNamespace(
        current=now,
        previous=(before, meeting) if before else None,
        known=now.known,
        known_before=before.known if before else None,
        position=position,
        scope=SimpleNamespace(ratings=()),
        reds=[SimpleNamespace(ref=f"2.{each}", days_overdue=3, recovers=False) for each in range(1, reds + 1)],
        change=TotalChange(),
        like_for_like=LikeForLike(max(0, now.total - left), min(left, 2), min(now.on_track.count, 2)),
    )


@settings(max_examples=300)
@given(breakdowns(), st.none() | breakdowns(), FEW, st.booleans())
def test_of_a_position(now: Breakdown, before: Breakdown | None, reds: int, due: bool) -> None:
    told = figures(now, before, reds, due)
    right(sentences.headline(told), sentences.known_said(told), sentences.reds_said(told), sentences.gap_said(now))
    asked = worth_asking(
        before, now, told.reds, TotalChange(unexplained=("2.1",)) if False else TotalChange(), now.known
    )
    right(*(each.text for each in asked))


@settings(max_examples=200)
@given(FEW, FEW, FEW, st.integers(0, 5))
def test_of_lists_and_movements(one: int, other: int, third: int, boards: int) -> None:
    right(sentences.slow_said(one), sentences.likely_said(one), hidden_said(one, "printed"))
    grey, _, red, amber, green = BRAG.ratings
    better, worse = Steps((amber, green), (grey, grey)), Steps((green, red), (grey, grey))
    moved = {better: one, worse: other}
    right(sentences.steps_said({each: many for each, many in moved.items() if many}, "26 April 2023"))
    right(sentences.all_in_said(one + other + 1, other))
    right(f"{answers_said(one, other)}.".capitalize())
    if one + other + third:
        right(f"{answers_in(one + other, other, one + other + third)}.")
    late: Any = [SimpleNamespace(days_overdue=each + 1, recovers=each < other) for each in range(one)]
    right(sentences.overdue_said(late))
    became = tuple((JUNE - timedelta(42 * each), one) for each in range(boards))
    ahead = (third, JUNE) if third and one else (None, None)
    right(sentences.pace_said(Pace(became, other, JUNE, *ahead) if became else None))


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), max_size=5), FEW)
def test_of_findings(found: list[tuple[int, int, int]], others: int) -> None:
    def actions(done: int, amber: int, shown: int) -> Iterator[AnsweringAction]:
        for place in range(done + amber):
            activity = BRAG.ratings[1] if place < done else BRAG.ratings[3]
            yield AnsweringAction(f"2.{place}", "A title", activity, BRAG.ratings[4 if place < shown else 0], False)

    sources: list[Any] = [SimpleNamespace(name="F1", source=f"Source {place % 2}", refs_written="") for place in (0, 1)]
    told = tuple(ToldFinding(sources[place % 2], None, tuple(actions(*each)), ()) for place, each in enumerate(found))
    free: Any = (SimpleNamespace(),) * others
    answered = Answered(told, free, others + sum(len(each.actions) for each in told))
    right(answered.said, *answered.by_source, *(each.state for each in told))


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
def test_of_a_return(owed: int, received: int, unchanged: int) -> None:
    if not owed + received + unchanged:
        return
    given_ = tuple(f"1.{each}" for each in range(received + unchanged))
    answerer: Any = SimpleNamespace(
        name="Workforce SRO",
        boards=("Workforce Board",),
        owed=tuple(f"2.{each}" for each in range(owed)),
        given=given_,
        unchanged=given_[:unchanged],
    )
    right(_return(answerer).state)


@given(st.lists(st.sampled_from(BRAG.ratings), min_size=1, max_size=5))
def test_of_an_area(ratings: list[Rating]) -> None:
    actions: Any = [SimpleNamespace(activity=each, impact=each) for each in ratings]
    right(areas_counted(actions))


@pytest.mark.parametrize(
    "said",
    [
        *("1 actions are Red.", "0 of 0 actions.", "All 2 updates received.", "3 action is late.", "2 of 2 show none."),
        *("1 have gone.", "None of the 2 is.", "it is late.", "One  is late."),
    ],
)
def test_what_is_wrong_is_seen(said: str) -> None:
    with pytest.raises(AssertionError):
        right(said)
