"""The golden figures of 7 June 2023 (`domain.md` 3.1) come out of `/brag`: in the JSON, in the table and in words."""

from collections.abc import Callable
from typing import Any

from handlers.words import in_words
from tests.asking import Somebody, table


def counted(**counts: tuple[int, str]) -> dict[str, Any]:
    return {rating: {"count": count, "percent": percent} for rating, (count, percent) in counts.items()}


PREVIOUS = {
    "meeting": "2023-04-26",
    "total": 65,
    "activity": counted(
        grey=(1, "1.54"), blue=(28, "43.08"), red=(8, "12.31"), amber=(4, "6.15"), green=(24, "36.92")
    ),
    "impact": counted(grey=(33, "50.77"), blue=(0, "0.00"), red=(1, "1.54"), amber=(20, "30.77"), green=(11, "16.92")),
    "on_track": {"count": 52, "percent": "80.00"},
}
CURRENT = {
    "total": 64,
    "activity": counted(
        grey=(0, "0.00"), blue=(32, "50.00"), red=(2, "3.13"), amber=(18, "28.13"), green=(12, "18.75")
    ),
    "impact": counted(grey=(29, "45.31"), blue=(0, "0.00"), red=(2, "3.13"), amber=(22, "34.38"), green=(11, "17.19")),
    "on_track": {"count": 44, "percent": "68.75"},
}
ROWS = (
    ("Grey", "1 (1.54%)", "0 (0.00%)", "33 (50.77%)", "29 (45.31%)"),
    ("Blue", "28 (43.08%)", "32 (50.00%)", "0 (0.00%)", "0 (0.00%)"),
    ("Red", "8 (12.31%)", "2 (3.13%)", "1 (1.54%)", "2 (3.13%)"),
    ("Amber", "4 (6.15%)", "18 (28.13%)", "20 (30.77%)", "22 (34.38%)"),
    ("Green", "24 (36.92%)", "12 (18.75%)", "11 (16.92%)", "11 (17.19%)"),
    ("Total", "65", "64", "65", "64"),
)


def test_the_json(desk_as: Callable[[str], Somebody]) -> None:
    data = desk_as("chair@example.org").types("/brag").data
    assert data["meeting"] == "2023-06-07"
    assert data["frozen"] is False
    assert data["previous"] == PREVIOUS
    assert data["current"] == CURRENT
