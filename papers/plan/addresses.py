"""Names with e-mail addresses, as people type and paste them, and as a spreadsheet has them somewhere in its rows.

The questions about owners and chairs read what was typed by this; `secretariat import` looks through a file's sheets.
Nothing is guessed: a name is the one that is asked for, in whatever case, or it is none.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from papers.plan.contents import FoundAddress
from papers.spacing import folded

if TYPE_CHECKING:
    from papers.plan.sheets import Row, Sheet  # and openpyxl

MOST_ROWS = 1_000
"""Rows of a sheet that are looked through for addresses."""

_WORD = re.compile(r"[^\s<>()\[\],;:|\"“”]+")
_BETWEEN = " \t<>()[]\"“”',;:=|–—-"


class Listed(NamedTuple):
    """A line with one address, and the name that stands beside it, which may be empty."""

    name: str
    address: str


def listed(line: str) -> Listed | None:
    """What a line says: “Workforce SRO <w@example.org>”, “Workforce SRO, w@example.org” or an address alone. None
    where it has no address or several.
    """
    found = _addresses(line)
    if len(found) != 1:
        return None
    rest = re.sub(rf"(?:mailto:)?{re.escape(found[0])}\.?", " ", line, flags=re.IGNORECASE)
    return Listed(" ".join(rest.strip(_BETWEEN).split()), found[0])


def has_address(text: str) -> bool:
    """Whether an e-mail address, or several, stand in a text."""
    return bool(_addresses(text))


def _addresses(text: str) -> list[str]:
    """What is an address in a text, word by word, without the full stop of a sentence."""
    if "@" not in text:
        return []
    found = []
    for word in _WORD.findall(text):
        local, _, domain = word.rstrip(".").partition("@")
        if local and "@" not in domain and "." in domain[1:]:
            found.append(f"{local}@{domain}")
    return found


def addresses_in_file(content: bytes, file_name: str, names: Collection[str]) -> tuple[FoundAddress, ...]:
    """The addresses that a spreadsheet has beside these names. Raises PlanFileError for what is no spreadsheet."""
    from papers.plan.opening import open_sheets  # and openpyxl, which only a file needs

    return addresses_in({sheet.name: first_rows(sheet) for sheet in open_sheets(content, file_name)}, names)


def first_rows(sheet: "Sheet") -> Iterable["Row"]:
    """Those of a sheet that are looked through."""
    return islice(sheet.rows(), MOST_ROWS)


def addresses_in(sheets: Mapping[str, Iterable["Row"]], names: Collection[str]) -> tuple[FoundAddress, ...]:
    """The address that a row of a sheet, by its name, has beside each of these names. Of a name with two different
    ones in a sheet, that sheet says nothing.
    """
    from openpyxl.utils import get_column_letter  # which only a file needs

    wanted = {folded(name): name for name in names}
    found: dict[str, FoundAddress] = {}
    for sheet, rows in sheets.items() if wanted else ():
        for owner, (address, index) in _in_rows((row.values for row in rows), wanted).items():
            found.setdefault(owner, FoundAddress(owner, address, sheet, get_column_letter(index + 1)))
    return tuple(found.values())


def _in_rows(rows: Iterable[Iterable[object]], wanted: dict[str, str]) -> dict[str, tuple[str, int]]:
    """The one address of each name, and the index of the column where it stands first."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        cells = [(index, cell, listed(cell)) for index, cell in enumerate(row) if isinstance(cell, str)]
        in_row = {own.address.lower(): index for index, _, own in reversed(cells) if own}
        for _, cell, own in cells:
            name = wanted.get(folded(own.name if own else cell))
            address = own.address.lower() if own else next(iter(in_row)) if len(in_row) == 1 else None
            if name and address:
                found.setdefault(name, {}).setdefault(address, in_row[address])
    return {name: next(iter(addresses.items())) for name, addresses in found.items() if len(addresses) == 1}
