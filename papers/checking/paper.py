"""A paper as it is checked: its lines and tables in the order in which they are read, each with its place in words.

Made by `word` and `pdf`, read by the checks. Plain values: nothing here knows a file format.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

NO_PROGRESS = "no progress"


KNOWN_TEXTS = 1024
"""Texts of which is kept what is wrong in them: a paper is checked again and again while a few of its texts change."""


class Kind(StrEnum):
    """What a line is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BOX = "text box"
    NOTE = "note"
    COMMENT = "comment"
    MARGIN = "header or footer"


@dataclass(frozen=True)
class Line:
    """A paragraph with its text as it is read: what is inserted stands, what is deleted or hidden does not.

    `number` is what stands before it as its number, typed or automatic ("2.3"); empty without one. `level` is that of a
    heading, 0 of anything else. `waits` says that it is a field nobody has filled in.
    """

    text: str
    place: str
    kind: Kind = Kind.PARAGRAPH
    number: str = ""
    level: int = 0
    waits: bool = False


@dataclass(frozen=True)
class Table:
    """A table, a text for each cell of its grid: one that is merged over several stands in each of them."""

    rows: tuple[tuple[str, ...], ...]
    place: str
    waits: frozenset[tuple[int, int]] = frozenset()
    """The cells (row, column) that are fields nobody has filled in."""

    def cell_place(self, row: int, column: int) -> str:
        """Where a cell is: `table 1, row “Grey”, column “Previous activity”`."""
        row_name = next((each for each in self.rows[row] if each), "")
        heads = [self.rows[each][column] for each in range(min(row, self.heading_rows))]
        names = list(dict.fromkeys(each for each in heads if each))
        column_name = " ".join(names) or str(column + 1)
        at = f"row “{row_name}”" if row_name and row_name != self.rows[row][column] else f"row {row + 1}"
        return f"{self.place}, {at}, column “{column_name}”"

    @property
    def texts(self) -> Iterator["Text"]:
        """What its cells say, each once however many it is merged over."""
        for row, cells in enumerate(self.rows):
            for column, text in enumerate(cells):
                above = row > 0 and self.rows[row - 1][column] == text
                if text and not above and text not in cells[:column]:
                    yield Text(self.cell_place(row, column), text, (row, column) in self.waits)

    @cached_property
    def heading_rows(self) -> int:
        """How many rows stand above the first that has a figure beside its first cell."""
        for number, row in enumerate(self.rows):
            if any(any(sign.isdigit() for sign in cell) for cell in row[1:]) and number:
                return number
        return min(1, len(self.rows))


@dataclass(frozen=True)
class Turned(Table):
    """A part of a table with its rows read as columns. `cells` are where each of its cells stands in the table `of`."""

    cells: tuple[tuple[tuple[int, int], ...], ...] = ()
    of: Table = Table((), "")

    def cell_place(self, row: int, column: int) -> str:
        """Where the cell is in the table as it is printed."""
        return self.of.cell_place(*self.cells[row][column])

    @cached_property
    def heading_rows(self) -> int:
        """One: the names of the rows."""
        return 1


@dataclass(frozen=True)
class Text:
    """Anything that is printed, with its place; `waits` as in `Line`."""

    place: str
    text: str
    waits: bool = False
    in_margin: bool = False


@dataclass(frozen=True)
class Paper:
    """Everything that is read of a paper. `changes` is how many tracked changes are not taken or refused yet."""

    name: str
    blocks: Sequence[Line | Table]
    changes: int = 0
    pages: bool = False
    """Whether places are pages, and lines may be parts of paragraphs (a PDF)."""
    refs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The refs of what stands at each rating, by its name in small letters, and of what made `NO_PROGRESS`; where
    they are known.
    """

    @property
    def lines(self) -> Iterator[Line]:
        """Its lines outside tables."""
        return (each for each in self.blocks if isinstance(each, Line))

    @property
    def prose(self) -> Iterator[Line]:
        """Its lines that are part of what it says: no comments."""
        return (each for each in self.lines if each.kind is not Kind.COMMENT)

    @property
    def tables(self) -> Iterator[Table]:
        """Its tables."""
        return (each for each in self.blocks if isinstance(each, Table))

    @property
    def texts(self) -> Iterator["Text"]:
        """Its lines but comments, and the cells of its tables, each once however many it is merged over."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.texts
            elif block.kind is not Kind.COMMENT:
                yield Text(block.place, block.text, block.waits, block.kind is Kind.MARGIN)


class Severity(StrEnum):
    """How much a finding weighs: an error is wrong by the paper itself, a warning is to be looked at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """What was found: where, what is printed there, what should be (empty where only its author can say), and how that
    is known. `check` is which of `models.record.pack_checks` found it; empty in a paper that has none of these.
    """

    place: str
    printed: str
    should: str
    why: str
    severity: Severity = field(default=Severity.ERROR)
    check: str = ""


class NotReadable(Exception):
    """The file is no paper that can be read. The message says what to do."""
