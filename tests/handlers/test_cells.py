"""Cells: what each kind prints, how each sorts, and that cards of versions whose cells were all words can be read."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cards import (
    Card,
    Cell,
    DateCell,
    Fields,
    NumberCell,
    PersonCell,
    RatingCell,
    RefCell,
    Table,
    from_json,
    moment_cell,
    to_json,
)
from handlers.printed_cells import cell_words, number_columns, sort_key
from models.plan.ratings import BRAG, WORST_FIRST, Rating

PRINTED: dict[Cell, str] = {
    "Red": "Red",
    RatingCell(Rating.OFF_TRACK): "Red",
    RatingCell(Rating.OFF_TRACK, was=Rating.DONE): "Blue → Red",
    NumberCell(12): "12",
    NumberCell(Decimal("2.5")): "2.5",
    NumberCell(44, "44 (68.75%)"): "44 (68.75%)",
    DateCell(date(2023, 6, 7)): "7 June 2023",
    DateCell(date(2023, 6, 7), time(10, 0)): "7 June 2023, 10:00",
    DateCell(date(2023, 3, 31), printed="March 2023"): "March 2023",
    RefCell("2.10"): "2.10",
    PersonCell("Workforce SRO"): "Workforce SRO",
}


@pytest.mark.parametrize(("cell", "printed"), PRINTED.items())
def test_each_kind_of_cell_is_printed_in_its_own_way_and_kept_as_what_it_is(cell: Cell, printed: str) -> None:
    assert cell_words(cell) == printed
    card = Card("Kept", (Table("Cells", ("Cell",), ((cell,),)), Fields((("Cell", cell),))))
    assert from_json(to_json(card)) == card


def test_a_card_whose_cells_were_all_words_is_still_read() -> None:
    stored: dict[str, Any] = {
        "title": "Summary",
        "body": [
            {"caption": "Reds", "columns": ["Ref", "Due"], "rows": [["2.4", "31 March 2023"]], "kind": "table"},
            {"pairs": [["Activity", "Red"]], "kind": "fields"},
        ],
        "shared": False,
        "about": ["2.4"],
        "data": {},
        "done": True,
        "kind": "card",
    }
    card = from_json(stored)
    assert card.body == (
        Table("Reds", ("Ref", "Due"), (("2.4", "31 March 2023"),)),
        Fields((("Activity", "Red"),)),
    )


def test_a_moment_stands_in_the_zone_of_the_organisation() -> None:
    at = datetime(2023, 6, 6, 23, 30, tzinfo=UTC)
    assert cell_words(moment_cell(at, ZoneInfo("Europe/London"))) == "7 June 2023, 00:30"


def test_a_column_is_one_of_numbers_when_nothing_else_is_in_it() -> None:
    one = NumberCell(1)
    rows: tuple[tuple[Cell, ...], ...] = ((one, one, "", "2"), (one, "", one, one))
    assert number_columns(Table("Numbers", ("A", "B", "C", "D"), rows)) == [False, True, True, False]


def in_order(cells: list[Cell]) -> list[Cell]:
    from_the_end = cells[::-1]
    return sorted(from_the_end, key=sort_key)


@given(st.lists(st.integers(-(10**7), 10**7) | st.decimals(-1000, 1000, places=2), min_size=2, unique=True))
def test_numbers_sort_by_size_however_they_are_printed(numbers: list[int | Decimal]) -> None:
    cells: list[Cell] = [NumberCell(each, f"£{each} (28.13%)") for each in sorted(numbers)]
    assert in_order(cells) == cells


@given(st.lists(st.tuples(st.integers(1, 10), st.integers(1, 40)), min_size=2, unique=True))
def test_refs_sort_in_their_natural_order(refs: list[tuple[int, int]]) -> None:
    cells: list[Cell] = [RefCell(f"{area}.{number}") for area, number in sorted(refs)]
    assert in_order(cells) == cells
    assert in_order([RefCell("R2"), RefCell("R10")]) == [RefCell("R2"), RefCell("R10")]


@given(st.lists(st.integers(0, 3000 * 24), min_size=2, unique=True))
def test_days_sort_by_the_calendar(hours: list[int]) -> None:
    began = datetime(2021, 5, 18, tzinfo=UTC)
    cells: list[Cell] = [moment_cell(began + timedelta(hours=each), ZoneInfo("UTC")) for each in sorted(hours)]
    assert in_order(cells) == cells


def test_ratings_sort_from_the_worst_on() -> None:
    cells: list[Cell] = [RatingCell(each) for each in WORST_FIRST if each in BRAG.ratings]
    assert in_order(cells) == cells
