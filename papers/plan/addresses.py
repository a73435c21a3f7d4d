"""Names with e-mail addresses, as people type and paste them, and as a spreadsheet has them somewhere in its rows.

The questions about owners and chairs read what was typed by this; `secretariat import` looks through a file's sheets.
Nothing is guessed: a name is the one that is asked for, in whatever case, or it is none.
"""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from papers.spacing import folded

_PART = r"[^@\s<>()\[\],;:|\"“”]"
_ADDRESS = re.compile(rf"{_PART}+@{_PART}+\.{_PART}*[^@\s<>()\[\],;:|\"“”.]")
_BETWEEN = " \t<>()[]\"“”',;:=|–—-"


class Listed(NamedTuple):
    """A line with one address, and the name that stands beside it, which may be empty."""

    name: str
    address: str


def listed(line: str) -> Listed | None:
    """What a line says: “Workforce SRO <w@example.org>”, “Workforce SRO, w@example.org” or an address alone. None
    where it has no address or several.
    """
    found = _ADDRESS.findall(line)
    if len(found) != 1:
        return None
    rest = re.sub(r"mailto:", " ", line.replace(found[0], " "), flags=re.IGNORECASE)
    return Listed(" ".join(rest.strip(_BETWEEN).split()), found[0])


def addresses_in_file(content: bytes, file_name: str, names: Collection[str]) -> dict[str, dict[str, str]]:
    """The address of each of these names that a spreadsheet has beside it in a row, by its sheet; those with two
    different ones in a sheet are left out. Raises PlanFileError for what is no spreadsheet.
    """
    from papers.plan.opening import open_sheets  # and openpyxl, which only a file needs

    wanted = {folded(name): name for name in names}
    found = {
        sheet.name: _in_rows((row.values for row in sheet.rows()), wanted) for sheet in open_sheets(content, file_name)
    }
    return {sheet: addresses for sheet, addresses in found.items() if addresses}


def _in_rows(rows: Iterable[Iterable[object]], wanted: dict[str, str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for row in rows:
        cells = [cell for cell in row if isinstance(cell, str)]
        by_cell = [listed(cell) for cell in cells]
        in_row = {each.address.lower() for each in by_cell if each}
        for cell, own in zip(cells, by_cell, strict=True):
            name = wanted.get(folded(own.name if own else cell))
            address = own.address.lower() if own else next(iter(in_row)) if len(in_row) == 1 else None
            if name and address:
                found.setdefault(name, set()).add(address)
    return {name: next(iter(addresses)) for name, addresses in found.items() if len(addresses) == 1}
