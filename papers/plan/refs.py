"""Refs as trackers write them, brought to `area.number`; and areas, from a column or from a heading between rows.

`actions` and `registers` call it. A ref is stable and never reused (`domain.md` 2), so nothing is guessed silently:
what had to be worked out is said by the caller, and what cannot be is an error there.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from papers.plan.sheets import Row


@dataclass(frozen=True)
class Ref:
    """A ref in two parts; `area` is None for a plain number."""

    area: int | None
    number: int

    def __str__(self) -> str:
        return f"{self.area}.{self.number}"


@dataclass(frozen=True)
class AreaName:
    """An area as written: its number, its title, or both."""

    number: int | None
    title: str | None


_BEFORE = r"(?:(?:ref(?:erence)?|action|no|number|recommendation|rec)\b[\s.:#]*)?"
_DOTTED = re.compile(rf"{_BEFORE}[a-z]{{0,3}}[ -]?(\d{{1,4}})\s*[.\-/]\s*(\d{{1,4}})\.?", re.ASCII)
_PLAIN = re.compile(rf"{_BEFORE}[a-z]{{0,6}}[ .\-/]?(\d{{1,4}})\.?", re.ASCII)
_DEEPER = re.compile(
    rf"{_BEFORE}[a-z]{{0,3}}[ -]?\d+(?:\.\d+){{2,}}\.?[a-z]?|{_BEFORE}\d+\.\d+\s?\(?[a-z]{{1,3}}\)?", re.ASCII
)


@lru_cache(maxsize=65536)
def parse_ref(text: str) -> Ref | None:
    """The ref that a text is: "2.4", "Ref 2.4", "A2.4", "2-4", or the plain number of "7" and "MD7"; else None."""
    words = text.casefold().strip()
    if found := _DOTTED.fullmatch(words):
        area, number = int(found[1]), int(found[2])
        return Ref(area, number) if area and number else None
    if (found := _PLAIN.fullmatch(words)) and int(found[1]):
        return Ref(None, int(found[1]))
    return None


def is_deeper(text: str) -> bool:
    """Whether this is a ref of more than two parts, such as 2.4.1 or 2.4a, which a plan cannot hold."""
    return _DEEPER.fullmatch(text.casefold().strip()) is not None


@lru_cache(maxsize=4096)
def parse_area(text: str, heading: bool = False) -> AreaName:
    """An area as a column has it ("2", "2. Workforce", "Workforce"), or as a `heading` between the rows.

    In a heading a number counts only after a word such as "Area" or before a mark such as "." or ":", so that
    "12 months of data" is a title.
    """
    for pattern in _IN_HEADING if heading else _IN_COLUMN:
        if found := pattern.fullmatch(text.strip()):
            return AreaName(int(found[1]), found[2].strip() or None)
    return AreaName(None, text.strip() or None)


_AREA_WORD = (
    r"(?:(?:improvement|key|strategic)\s+)?(?:area|priority|theme|objective|workstream|outcome|section|strand|part"
    r"|chapter|domain|pillar|goal|aim)(?:\s+(?:area|theme|no\.?|number))?"
)
_MARK = r"\s*[:.)\-–—]+\s*"
_NUMBER = r"(\d{1,3})(?![.,]?\d)"
_FLAGS = re.IGNORECASE | re.DOTALL | re.ASCII
_WORDED = re.compile(rf"{_AREA_WORD}\s+{_NUMBER}(?:{_MARK}|\s+|$)(.*)", _FLAGS)
_MARKED = re.compile(rf"{_NUMBER}{_MARK}(.*)", _FLAGS)
_NUMBERED = re.compile(rf"{_NUMBER}(?:\s+|$)(.*)", _FLAGS)
_IN_HEADING = (_WORDED, _MARKED)
_IN_COLUMN = (_WORDED, _MARKED, _NUMBERED)


class RefCells:
    """The refs of one sheet in order, told from cells that Excel may have turned into numbers or dates.

    Excel keeps the ref 2.10 as the number 2.1. It is 2.10 where the cell shows two decimals, or where it follows 2.9.
    """

    def __init__(self, csv: bool) -> None:
        self._csv = csv
        self._previous: Ref | None = None
        self.restored = ""
        """What was worked out about the last cell, or nothing."""

    def read(self, row: Row, column: int) -> Ref | None:
        """The ref in this cell, or None."""
        self.restored = ""
        value = row.values[column]
        text, decimal = self._text(row, column, value)
        ref = parse_ref(text)
        if ref is not None and ref.area is not None and decimal and self._lost_its_zero(ref):
            ref = Ref(ref.area, ref.number * 10)
            self.restored = f"The number {text} follows {self._previous}; read as {ref}."
        self._previous = ref or self._previous
        return ref

    def _text(self, row: Row, column: int, value: Any) -> tuple[str, bool]:
        """The text of the cell, and whether its last zero may have been lost."""
        if isinstance(value, str):
            return value, self._csv
        if isinstance(value, float) and not value.is_integer():
            number_format = row.cells[column].number_format if row.cells else "General"
            if re.fullmatch(r"0\.00(?:_\)?)?", number_format):
                return f"{value:.2f}", False
            return repr(value), True
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(int(value)), False
        if hasattr(value, "day") and hasattr(value, "month"):
            # "2-4" or "2/4" typed into a cell becomes the second of April.
            self.restored = f"The ref has become a date; read as {value.day}.{value.month}."
            return f"{value.day}.{value.month}", False
        return "", False

    def _lost_its_zero(self, ref: Ref) -> bool:
        return ref.number < 10 and self._previous == Ref(ref.area, 10 * ref.number - 1)
