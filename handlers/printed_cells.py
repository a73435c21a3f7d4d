"""What every door has to know of a cell: how it is printed, how it sorts, and which columns are numbers.

Called by the doors and by `handlers.plain_text`. A door that has a form of its own for a kind of cell says so itself;
all others are printed by their words.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import time
from typing import assert_never

from handlers.cards import Cell, DateCell, NumberCell, PersonCell, RatingCell, RefCell, Table
from models.plan.ratings import WORST_FIRST
from papers.wording import day

_DIGITS = re.compile(r"\d+")


def cell_words(cell: Cell) -> str:
    """The cell as it is printed: `Red`, `Blue → Red`, `44 (68.75%)`, `7 June 2023`, `7 June 2023, 10:00`, `2.4`."""
    match cell:
        case str():
            return cell
        case RatingCell(levels=levels):
            return " → ".join(level.name for level in levels)
        case NumberCell(value=value, printed=printed):
            return printed or str(value)
        case DateCell(on=on, at=at, printed=printed):
            return printed or (f"{day(on)}, {at:%H:%M}" if at else day(on))
        case RefCell(ref=ref):
            return ref
        case PersonCell(name=name):
            return name
        case _:
            assert_never(cell)


def printed_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """The rows of a table as they are printed."""
    return tuple(tuple(cell_words(cell) for cell in row) for row in table.rows)


def has_words(row: Iterable[Cell], words: Iterable[str]) -> bool:
    """Whether all of these words are printed in a row, in any cell and whatever their case."""
    printed = " ".join(map(cell_words, row)).casefold()
    return all(word.casefold() in printed for word in words)


def sort_key(cell: Cell) -> str:
    """A text by which cells sort as people expect.

    Refs go by their numbers, figures by size, days by the calendar, ratings from the worst on, words by the alphabet.
    """
    match cell:
        case str():
            return cell.casefold()
        case RatingCell(rating=rating, was=was):
            return f"{WORST_FIRST.index(rating):02} {WORST_FIRST.index(was or rating):02}"
        case NumberCell(value=value):
            return f"{10**12 + value:020.4f}"
        case DateCell(on=on, at=at):
            return f"{on.isoformat()} {at or time.min:%H:%M:%S}"
        case RefCell(ref=ref):
            return _DIGITS.sub(lambda found: found[0].zfill(6), ref.casefold())
        case PersonCell(name=name):
            return name.casefold()
        case _:
            assert_never(cell)


def number_columns(table: Table) -> list[bool]:
    """For each column whether it has numbers and, but for empty cells, nothing else: they stand to the right.

    The first column names the row and is none of them.
    """
    rest = range(1, len(table.columns))
    return [False, *(_are_numbers([row[at] for row in table.rows]) for at in rest)]


def _are_numbers(column: Sequence[Cell]) -> bool:
    said = [cell for cell in column if cell != ""]
    return bool(said) and all(isinstance(cell, NumberCell) for cell in said)
