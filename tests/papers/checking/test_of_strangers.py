"""Papers of somebody who had read only docs/checking.md: what is found in them now, and what still is not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from papers.checking.checking import check, read_paper
from papers.checking.paper import Finding
from tests.papers.checking import of_strangers, of_strangers_clean, of_strangers_second
from tests.papers.checking.written import Strange

TODAY = date(2024, 6, 5)
DOCS = Path("docs/checking.md")

STILL_MISSED = {
    "two thirds",  # of a table that has “Closed” as a column beside a total, not as a rating
    "30/06/2024",  # a Sunday, but the last day of its month
    "quarter of deliverables",  # a fifth, which is within the five points that are given to shares in words
    "Signed off by",  # somebody named, with nothing behind the colon: a name may follow on the next line
}


@cache
def of(make: Callable[[], Strange]) -> tuple[int, list[str], list[Finding]]:
    """The same of a paper, looked through once."""
    return found_and_missed(make())


def found_and_missed(strange: Strange) -> tuple[int, list[str], list[Finding]]:
    """How much of what was planted is found, what is not, and what is found besides."""
    left, missed = check(read_paper(strange.file, "paper"), TODAY), []
    for text, weight in strange.planted:
        of_weight = [each for each in left if each.severity.value == weight]
        hits = [each for each in of_weight if text.lower() in each.printed.lower()]
        hits = hits or [each for each in of_weight if text.lower() in f"{each.place} {each.why}".lower()]
        if hits:
            left.remove(min(hits, key=lambda each: len(each.printed)))
        else:
            missed.append(text)
    return len(strange.planted) - len(missed), missed, left


PLANTED = (*of_strangers.PLANTED, *of_strangers_second.PLANTED)
CLEAN = (*of_strangers_clean.CLEAN, *of_strangers_second.CLEAN)


@pytest.mark.parametrize("make", PLANTED, ids=lambda make: make.__name__)
def test_of_what_a_stranger_planted_all_but_what_is_known_is_found(make: Callable[[], Strange]) -> None:
    _, missed, false = of(make)
    assert (set(missed) - STILL_MISSED, false) == (set(), [])


@pytest.mark.parametrize("make", CLEAN, ids=lambda make: make.__name__)
def test_what_looks_like_an_error_to_a_stranger_is_passed_over(make: Callable[[], Strange]) -> None:
    assert of(make)[2] == []


def test_the_figures_after_mending_are_those_of_the_docs() -> None:
    results = [of(make) for make in (*PLANTED, *CLEAN)]
    right, missed = sum(each[0] for each in results), sum(len(each[1]) for each in results)
    false = sum(len(each[2]) for each in results)
    precision, recall = Decimal(right) / (right + false), Decimal(right) / (right + missed)
    said = f"| {right} | {missed} | {false} | {precision:.2f} | {recall:.2f} |"
    assert f"| all of them now, mended, so no longer unseen {said}" in DOCS.read_text(encoding="utf-8"), said
