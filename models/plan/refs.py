"""What a plan calls its actions: any text on one line, unique without regard to case, in an order that people expect.

Source: `domain.md` 2. The record keeps a ref as it was written, and beside it `ref_order`, by which it sorts and is
found.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import String

LONGEST_REF = 32
"""Characters that a ref has at most."""

_NUMBER = re.compile(r"0*([1-9][0-9]*|0)")
_ZERO_IN_FRONT = re.compile(r"(?<![0-9])0[0-9]")
_TWO_NUMBERS = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)


@lru_cache(maxsize=2**16)
def ref_order(ref: str) -> str:
    """What a ref sorts by, as text: 10.2 comes after 9.9, and R2 before R10. Of two that differ in case alone the same.

    Before each number stands how many digits it has, so that more of them come later.
    """
    folded = ref.casefold()
    in_order = _NUMBER.sub(_counted, folded)
    return f"{in_order} {folded}" if _ZERO_IN_FRONT.search(folded) else in_order


def _counted(number: re.Match[str]) -> str:
    return f"{len(number[1]):02}{number[1]}"


def area_in(ref: str) -> int | None:
    """The number that a ref of two begins with, as a rule its area's: 2 of 2.4; None of any other ref."""
    found = _TWO_NUMBERS.fullmatch(ref)
    return int(found[1]) if found else None


def refs_listed(refs: Sequence[str]) -> str:
    """Refs as they stand in brackets: “2.1, 2.4”; “action 3”, where one is a number and would read as a count."""
    listed = ", ".join(refs)
    return f"action{'s' if len(refs) > 1 else ''} {listed}" if any(map(str.isdecimal, refs)) else listed


BY_CODE_POINT = String().with_variant(String(collation="C"), "postgresql")
"""Text that a database compares as Python and SQLite do, and not as some language would."""
