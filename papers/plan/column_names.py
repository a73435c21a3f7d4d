"""What the columns of a sheet are called, so that something can be told of each; and how headings are known again.

`headings` asks for every sheet. A column is called by its heading, but no two are called alike, and one without a
heading has its letter.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from itertools import chain, count

from openpyxl.utils import column_index_from_string, get_column_letter

from papers.plan.layouts import Told
from papers.plan.recognising import normal
from papers.plan.sheets import MOST_COLUMNS


def names_of(texts: Sequence[str]) -> tuple[str, ...]:
    """What the columns under these headings are called, each otherwise: the second “Status” is “Status (2)”, and one
    without a heading is “Column F”.
    """
    given, names = set(map(normal, texts)), dict[str, str]()
    for index, text in enumerate(texts):
        heading = text if normal(text) else f"Column {get_column_letter(index + 1)}"
        others = (f"{heading} ({number})" for number in count(2))
        names |= next(
            {key: each}
            for each in chain([heading], others)
            if (key := normal(each)) not in names and (each == text or key not in given)
        )
    return tuple(names.values())


def told_as(told: Told, text: str, name: str) -> str | None:
    """By which name somebody has told what a column holds: its own, or else the heading that others have, too."""
    return next((key for key in (normal(name), normal(text)) if key and key in told.columns), None)


_UNHEADED = re.compile("column ([a-z]{1,3})", re.ASCII)


def widest_told(told: Told) -> int:
    """So many columns a sheet has at least, by what is told of columns without a heading."""
    letters = [found[1] for key in told.columns if (found := _UNHEADED.fullmatch(key))]
    return max((at for each in letters if (at := column_index_from_string(each.upper())) <= MOST_COLUMNS), default=0)


_IN_TIME = re.compile(
    r"\d+|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august"
    r"|september|october|november|december)\b"
)


def hash_of(texts: Iterable[str]) -> str:
    """How headings are known again: in whatever order they stand and whatever month they name."""
    plain = set(map(normal, texts))
    undated = {_IN_TIME.sub("", text).strip() for text in plain}
    known = sorted(filter(None, undated)) or sorted(filter(None, plain))
    return hashlib.sha256("\n".join(known).encode()).hexdigest()
