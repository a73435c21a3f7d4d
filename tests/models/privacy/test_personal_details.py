"""How well the guard of personal details does on lines of a plan: `docs/privacy.md` prints what is measured here.

The lines are in `personal_details/`: `written_first` before the guard was made, `written_second` to see what it missed,
both read while it was made; `held_out` last, and the guard is not changed to fit it.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from models.privacy.private_text import looks_private

LINES = Path(__file__).parent / "personal_details"
DOCS = Path(__file__).parents[3] / "docs" / "privacy.md"
TODAY = date(2023, 6, 30)
MADE_BY = ("written_first", "written_second")
AT_LEAST = 0.9


def measured(*names: str) -> Counter[tuple[str, bool]]:
    """How many lines should be refused or taken, and were refused or not."""
    found: Counter[tuple[str, bool]] = Counter()
    for name in names:
        for line in (LINES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            kind, _, text = line.partition(" | ")
            found[kind.strip(), looks_private(text, TODAY) is not None] += 1
    return found


def shares(found: Counter[tuple[str, bool]]) -> tuple[float, float]:
    """Precision and recall."""
    right = found["refuse", True]
    return right / (right + found["take", True]), right / (right + found["refuse", False])


def test_half_of_the_lines_are_harmless() -> None:
    for names, half in ((MADE_BY, 100), (("held_out",), 33)):
        found = measured(*names)
        assert found["take", True] + found["take", False] == half
        assert found["refuse", True] + found["refuse", False] == half


def test_precision_and_recall_are_high_enough() -> None:
    assert min(shares(measured(*MADE_BY))) >= AT_LEAST


@pytest.mark.parametrize(
    ("names", "called"),
    [(MADE_BY, "200 lines that the check was made by"), (("held_out",), "66 lines that it was never fitted to")],
)
def test_the_docs_print_what_is_measured(names: tuple[str, ...], called: str) -> None:
    found = measured(*names)
    precision, recall = shares(found)
    right, refused = found["refuse", True], found["refuse", True] + found["take", True]
    meant = found["refuse", True] + found["refuse", False]
    row = f"| {called} | {precision:.2f} ({right} of {refused}) | {recall:.2f} ({right} of {meant}) |"
    assert row in DOCS.read_text(encoding="utf-8")
