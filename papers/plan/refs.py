"""Refs as trackers write them, kept as they are written; and areas, from a column or from a heading between rows.

`actions` and `registers` call it. A ref is stable and never reused (`domain.md` 2), so nothing is guessed silently:
what had to be worked out is said by the caller, and what cannot be is an error there.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models.plan.refs import LONGEST_REF
from papers.plan.sheets import Row


@dataclass(frozen=True)
class AreaName:
    """An area as written: its number, its title, or both."""

    number: int | None
    title: str | None


_BEFORE = re.compile(r"(?:ref(?:erence)?|action|no|number|recommendation|rec)\b[\s.:#]*(?=.*\d)", re.IGNORECASE)
_TWO_NUMBERS = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)
_NOTHING = frozenset({"n/a", "na", "none", "nil", "tbc", "tba", "-", "–", "—", "?"})
_PLAINLY_A_REF = re.compile(r"[^\W\d_]{0,8}[ .\-/]?\d\S*", re.ASCII)


@lru_cache(maxsize=65536)
def parse_ref(text: str) -> str | None:
    """The ref that a text is, without a word such as "Ref" before it or a full stop after it; None when it is too long.

    2.4, 7, R12, FIN-07 and 60/17(h) stay as they are written.
    """
    ref = text.strip()
    if ref.casefold() in _NOTHING:
        return None
    if before := _BEFORE.match(ref):
        ref = ref[before.end() :]
    ref = ref.rstrip(".").strip()
    return ref if 0 < len(ref) <= LONGEST_REF and ref.isprintable() else None


def is_plainly_a_ref(text: str) -> bool:
    """Whether nobody would take this for a heading or a remark: it is short and has a number, such as R12 or 2.4."""
    ref = parse_ref(text)
    return ref is not None and _PLAINLY_A_REF.fullmatch(ref) is not None


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
        self._previous: str | None = None
        self.restored = ""
        """What was worked out about the last cell, or nothing."""

    def read(self, row: Row, column: int) -> str | None:
        """The ref in this cell, or None."""
        self.restored = ""
        value = row.values[column]
        text, decimal = self._text(row, column, value)
        ref = parse_ref(text)
        if ref is not None and decimal and self._lost_its_zero(ref):
            ref = f"{ref}0"
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

    def _lost_its_zero(self, ref: str) -> bool:
        now, before = _TWO_NUMBERS.fullmatch(ref), _TWO_NUMBERS.fullmatch(self._previous or "")
        if not now or not before or now[1] != before[1] or len(now[2]) > 1:
            return False
        return int(before[2]) == 10 * int(now[2]) - 1
