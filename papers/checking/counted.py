"""What is counted in the tables of a paper as parts of a whole, by the words of its rows, its columns or its lists."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from papers.checking.counting import PREVIOUS, STATES, TOTAL, Column, named, own_name
from papers.checking.figures import read_cell
from papers.checking.paper import Paper, Table, Turned
from papers.checking.partitions import whole_column

RATED = re.compile(
    r"\b(?:status|state|rating|b?rag|confidence|progress|position|assurance|outcome|delivery)\b", re.IGNORECASE
)
"""What a column of ratings or states is called."""


@dataclass(frozen=True)
class Counted:
    """Counts that are parts of a whole, by what they are called in small letters; `of` is the whole.

    `name` is what they are counted for: a school, a month, empty for a list of rows. `whole` says that it is no part of
    another in its table.
    """

    table: Table
    states: dict[str, Decimal]
    of: Decimal
    name: str = ""
    whole: bool = True
    previous: bool = False

    def sum(self, words: Iterable[str]) -> Decimal:
        """What is counted by all of some words."""
        return sum((self.states[each] for each in words), Decimal(0))

    @property
    def where(self) -> str:
        """The table, and what it is counted for."""
        return f"{self.table.place}, “{self.name}”," if self.name else f"{self.table.place}"


def word_of(label: str) -> str:
    """A label as sentences say it."""
    said = re.sub(r"\(.*?\)|^\s*[A-Za-z0-9]{1,2}\s*[–:-]\s*", " ", label.casefold().replace("’", "'"))
    said = " ".join(said.replace("don't", "do not").split())
    return named(label) if named(label) in STATES else said


def name_of(label: str) -> str:
    """What a row is called without its number."""
    return re.sub(r"^\s*[A-Z]{0,3}\d+(?:\.\d+)*[.)]?\s+", "", label).strip()


def counted_in(paper: Paper, columns: Sequence[Column]) -> Iterator[Counted]:
    """All that is counted in the tables of a paper."""
    for _, group in groupby(columns, key=lambda each: id(each.table)):
        yield from _of_columns(list(group))
    for table in paper.tables:
        yield from _of_rows(table)
        yield from _of_lists(table)


def _of_columns(columns: Sequence[Column]) -> Iterator[Counted]:
    """The columns of a table whose rows are the parts: one with shares, alone, or of a time each."""
    shared = any(each.has_shares for each in columns)
    in_time = any(each.is_previous for each in columns)
    if isinstance(columns[0].table, Turned):
        if whole_column(columns[0].table.of) is None:
            for each in columns:
                states = {word_of(row.label): row.count for row in each.entries}
                name = own_name(each)
                is_whole = each.is_whole or bool(TOTAL.fullmatch(name)) or len(columns) == 1
                yield Counted(each.table, states, each.of, "" if is_whole else name, is_whole)
        return
    both_ways = whole_column(columns[0].table) is not None
    if not (shared or in_time or len(columns) == 1) or (both_ways and not shared):
        return
    for each in columns:
        if both_ways and not (each.has_shares or each.is_whole):
            continue
        if each.total is None and not each.has_shares and not each.is_of_ratings and not in_time:
            continue
        alone = each.has_shares or len(columns) == 1 or each.is_whole or in_time
        states = {word_of(row.label): row.count for row in each.entries}
        yield Counted(each.table, states, each.of, each.heading.strip(), alone, each.is_previous)


def _of_rows(table: Table) -> Iterator[Counted]:
    """The rows of a table whose columns are the parts."""
    whole = whole_column(table)
    if whole is None:
        return
    heads = table.rows[table.heading_rows - 1]
    for row in table.rows[table.heading_rows :]:
        numbers = [read_cell(each).number for each in row]
        states = {word_of(heads[at]): number for at in whole.parts if (number := numbers[at]) is not None}
        if (of := numbers[whole.at]) is not None and states:
            is_whole = bool(TOTAL.fullmatch(row[0].strip()))
            yield Counted(table, states, of, "" if is_whole else name_of(row[0]), is_whole)


def _of_lists(table: Table) -> Iterator[Counted]:
    """A list with a column of ratings or states, counted."""
    body = [row for row in table.rows[table.heading_rows :] if any(row)]
    body = [row for row in body if not TOTAL.fullmatch(row[0].strip())]
    if len(body) < 3 or not table.heading_rows:
        return
    heads = [
        " ".join(dict.fromkeys(table.rows[at][c] for at in range(table.heading_rows))) for c in range(len(body[0]))
    ]
    for at in range(1, len(heads)):
        said = [word_of(row[at]) for row in body]
        known = sum(
            each in STATES or bool(re.fullmatch(r"(?:red|amber|green)/(?:red|amber|green)", each)) for each in said
        )
        if not all(said) or any(len(each.split()) > 3 or re.search(r"\d", each) for each in said):
            continue
        if not (known == len(said) or (RATED.search(heads[at]) and len(set(said)) < len(said))):
            continue
        states = {each: Decimal(said.count(each)) for each in said}
        of_time = any(PREVIOUS.search(each) for each in heads)
        previous = bool(PREVIOUS.search(heads[at]))
        yield Counted(table, states, Decimal(len(said)), heads[at] if of_time else "", True, previous)
