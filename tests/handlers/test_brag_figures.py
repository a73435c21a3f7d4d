"""The golden figures of 7 June 2023 (`domain.md` 3.1) come out of `/brag`: in the JSON, in the table and in words."""

from collections.abc import Callable
from typing import Any

from handlers.plain_text import in_words
from tests.asking import Somebody, table
from tests.databases import no_sql_differs


def counted(**counts: tuple[int, str]) -> dict[str, Any]:
    return {rating: {"count": count, "percent": percent} for rating, (count, percent) in counts.items()}


PREVIOUS = {
    "meeting": "2023-04-26",
    "total": 65,
    "activity": counted(grey=(1, "1.54"), blue=(28, "43.08"), red=(8, "12.31"), amber=(4, "6.15"), green=(24, "36.92")),
    "impact": counted(grey=(33, "50.77"), blue=(0, "0.00"), red=(1, "1.54"), amber=(20, "30.77"), green=(11, "16.92")),
    "on_track": {"count": 52, "percent": "80.00"},
}
CURRENT = {
    "total": 64,
    "activity": counted(
        grey=(0, "0.00"), blue=(32, "50.00"), red=(2, "3.13"), amber=(18, "28.13"), green=(12, "18.75")
    ),
    "impact": counted(grey=(29, "45.31"), blue=(0, "0.00"), red=(2, "3.13"), amber=(22, "34.38"), green=(11, "17.19")),
    "on_track": {"count": 44, "percent": "68.75", "carried": 0},
    "returns": {"expected": 37, "received": 37, "no_change": 0, "missing": 0},
}
ROWS = (
    ("Grey", "1 (1.54%)", "0 (0.00%)", "33 (50.77%)", "29 (45.31%)"),
    ("Blue", "28 (43.08%)", "32 (50.00%)", "0 (0.00%)", "0 (0.00%)"),
    ("Red", "8 (12.31%)", "2 (3.13%)", "1 (1.54%)", "2 (3.13%)"),
    ("Amber", "4 (6.15%)", "18 (28.13%)", "20 (30.77%)", "22 (34.38%)"),
    ("Green", "24 (36.92%)", "12 (18.75%)", "11 (16.92%)", "11 (17.19%)"),
    ("Total", "65", "64", "65", "64"),
)


@no_sql_differs
def test_the_json(as_person: Callable[[str], Somebody]) -> None:
    data = as_person("chair@example.org").types("/brag").data
    assert data["meeting"] == "2023-06-07"
    assert data["frozen"] is False
    assert data["previous"] == PREVIOUS
    assert data["current"] == CURRENT
    assert [(each["ref"], each["by"], each["due"], each["days_overdue"]) for each in data["reds"]] == [
        ("2.1", ["impact"], "2023-03-31", 68),
        ("2.4", ["activity", "impact"], "2023-03-31", 68),
        ("7.5", ["activity"], "2023-03-31", 68),
    ]
    assert data["done_without_impact"]["blue_activity"] == 32
    assert data["done_without_impact"]["at_least"] == data["done_without_impact"]["counted"] == 21


@no_sql_differs
def test_the_table_and_the_headline(as_person: Callable[[str], Somebody]) -> None:
    card = as_person("chair@example.org").types("/brag")
    shown = table(card)
    assert shown.caption == "BRAG ratings, previous board (26 April 2023) and now"
    assert shown.columns == ("Rating", "Previous activity", "Current activity", "Previous impact", "Current impact")
    assert shown.rows == ROWS
    assert card.title == "BRAG position for 7 June 2023"
    assert not card.shared


@no_sql_differs
def test_the_words_carry_every_figure_of_the_table(as_person: Callable[[str], Somebody]) -> None:
    words = in_words(as_person("chair@example.org").types("/brag"))
    for rating, *cells in ROWS:
        line = next(line for line in words.splitlines() if line.startswith(f"{rating}: "))
        assert all(cell in line for cell in cells)
    assert (
        "On track (Blue or Green on activity): 44 of 64 (68.75%), down from 52 of 65 (80.00%) on 26 April 2023."
    ) in words
    assert "Percentages may not sum to 100 because of rounding." in words
    assert "Live: as it stands on 7 June 2023, 10:00." in words


@no_sql_differs
def test_the_changed_total_is_explained(as_person: Callable[[str], Somebody]) -> None:
    card = as_person("chair@example.org").types("/brag")
    (left,) = card.data["total_change"]["left"]
    assert (left["ref"], left["how"]) == ("5.6", "withdrawn")
    assert "regional referral portal" in left["reason"]
    assert card.data["total_change"]["joined"] == []
    assert card.data["total_change"]["unexplained"] == []
    words = in_words(card)
    assert "The total went from 65 to 64:" in words
    assert "5.6 Pilot a shared online referral form" in words
    assert "withdrawn on 17 May 2023. Overtaken:" in words


@no_sql_differs
def test_the_questions_worth_asking(as_person: Callable[[str], Somebody]) -> None:
    done, amber, reds = as_person("chair@example.org").types("/brag").data["questions"]
    assert "32 actions are Blue on activity" in done
    assert "21 of 32 show no positive impact" in done
    assert "Amber on activity is up from 4 to 18." in amber
    assert reds.startswith("Every Red is overdue without a recovery date ahead (2.1, 2.4, 7.5).")


@no_sql_differs
def test_home_shows_the_chair_the_same_position(as_person: Callable[[str], Somebody]) -> None:
    chair = as_person("chair@example.org")
    home = chair.dispatcher.home(chair.id)
    assert table(home).rows == ROWS
    assert "44 of 64 (68.75%), down from 52 of 65 (80.00%)" in in_words(home)
