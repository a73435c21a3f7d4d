"""What an import did or would do, as a value and as a card."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import takewhile
from string import ascii_uppercase

from handlers.cards import Card, Element, Fields, Listing, NumberCell, Table, Text
from papers.plan.contents import Doubt, PlanFile
from papers.wording import day, joined, plural, shortened

LISTED = 25
"""How many names, refs or doubts are listed one by one; the card says how many more there are."""

LONGEST = 80
"""Characters that are shown of a cell, before and after."""


@dataclass(frozen=True)
class ChangedCell:
    """What an import changes of an action: the name of the cell, and what stands in it before and after, in words.

    `answered` is the local day on which somebody answered what stood there, where that was after the last import.
    """

    ref: str
    what: str
    before: str
    after: str
    answered: date | None = None

    def said(self) -> str:
        """“2.4 activity: Blue → Red”, or “2.4 activity: answered Blue on 3 June 2023; the file says Red”."""
        before, after = _side_by_side(self.before, self.after)
        if self.answered:
            return f"{self.ref} {self.what}: answered {before} on {day(self.answered)}; the file says {after}"
        return f"{self.ref} {self.what}: {before or 'nothing'} → {after}"


@dataclass(frozen=True)
class KeptCell:
    """What stays as it was answered or decided, since nobody has changed the file's cell since the last import.

    `answered` is the local day of the answer, where there is one; `since` when the file was imported with this cell.
    """

    ref: str
    what: str
    kept: str
    answered: date | None
    file: str
    since: date

    def said(self) -> str:
        """“2.4 activity: Amber, answered on 3 June 2023; the file still says Green, as on 1 May 2023”."""
        kept, file = _side_by_side(self.kept, self.file)
        given = f", answered on {day(self.answered)}" if self.answered else ""
        return (
            f"{self.ref} {self.what}: {kept or 'nothing'}{given}; the file still says {file}, as on {day(self.since)}"
        )


def _side_by_side(before: str, after: str) -> tuple[str, str]:
    """Two texts, shortened so that what differs is seen."""
    if max(len(before), len(after)) > LONGEST:  # what differs may stand at the end
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
        if same > LONGEST // 2:
            before, after = (f"…{each[same - LONGEST // 4 :]}" for each in (before, after))
    return shortened(before, LONGEST), shortened(after, LONGEST)


@dataclass
class Report:
    """The outcome for each part of the `file`, which is what was taken of it. `changed` maps a ref to what changes,
    `cells` are the same one by one, but for the approved deadlines that move, which are `moved`; `kept` is what the
    file would set back and does not; `new` are the names of boards, posts and people that the record did not have, and
    who takes or leaves which post. Of the `updates` so many are `answering` for the board that returns are asked for.
    """

    file: PlanFile
    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    cells: list[ChangedCell] = field(default_factory=list)
    moved: list[ChangedCell] = field(default_factory=list)
    kept: list[KeptCell] = field(default_factory=list)
    new: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0
    missing: list[str] = field(default_factory=list)
    updates: int = 0
    answering: int = 0
    owners_to_link: dict[str, int] = field(default_factory=dict)
    boards_to_link: dict[str, int] = field(default_factory=dict)
    registers: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    before_import: list[str] = field(default_factory=list)
    """Notes that say something only to whoever has not imported it yet."""
    doubts: list[Doubt] = field(default_factory=list)
    """Those that only the record could settle; what the file alone leaves open is in `file`."""


IMPORTED = "Imported."
"""The title of a report of what was done; any other is of what would be."""


def report_card(name: str, report: Report, title: str, most: int = LISTED) -> Card:
    """What was recognised and what it means: columns, rows, names to link, doubtful cells by their place.

    Of each list at most so many lines are shown.
    """
    if title != IMPORTED:
        report = replace(report, notes=[*report.notes, *report.before_import])
    file = report.file
    body: list[Element] = [
        Text(f"{name}, {_sheets(file)}, headings in row {file.header_row}.", "muted"),
        Fields(
            (
                ("To add", NumberCell(len(report.added))),
                ("To change", NumberCell(len(report.changed))),
                ("Unchanged", NumberCell(report.unchanged)),
                ("In the plan but not in the file (kept)", NumberCell(len(report.missing))),
                ("Updates", NumberCell(report.updates)),
                *((what, NumberCell(count)) for what, count in report.registers.items() if count),
            )
        ),
    ]
    body += _section(
        most,
        "Dates that move: by this import, without a decision of a board, and recorded so",
        [each.said() for each in report.moved],
    )
    answered_first = sorted(report.cells, key=lambda each: each.answered is None)
    body += _section(most, "What changes", [each.said() for each in answered_first])
    body += _section(
        most,
        "Kept, since nobody has changed these cells since the last import",
        [each.said() for each in report.kept],
    )
    for what, names in report.new.items():
        body += _section(most, what, names)
    body += _section(most, "In the plan but not in the file: nothing is deleted", report.missing)
    body += _section(
        most,
        "Owners that the record does not know yet (“/secretariat people link”)",
        [f"{written} ({plural(count, 'action')})" for written, count in report.owners_to_link.items()],
    )
    body += _section(
        most,
        "Boards that the record does not know yet (“/secretariat boards link”)",
        [f"{written} ({plural(count, 'action')})" for written, count in report.boards_to_link.items()],
    )
    doubts = [*file.doubts, *report.doubts]
    body += _section(most, "Doubtful cells", _each_once(doubts, file), len(doubts))
    body += _section(most, "Notes", [*file.notes, *report.notes])
    if file.columns:
        body.append(_columns(file))
    return Card(title, tuple(body), data=_data(report))


def _sheets(file: PlanFile) -> str:
    names = [f"“{name}”" for name in (file.sheet, *file.other_sheets)]
    return f"{'sheet' if len(names) == 1 else 'sheets'} {joined(names)}"


def _columns(file: PlanFile) -> Table:
    places = {(each.sheet, each.letter) for each in file.addresses}
    addresses = {letter if sheet == file.sheet else f"{sheet}!{letter}" for sheet, letter in places}
    rows = tuple(
        (
            each.letter,
            each.heading,
            each.meaning.heading if each.meaning else _OFFERED if each.letter in addresses else "not used",
        )
        for each in file.columns
    )
    return Table("Columns", ("Column", "Heading in the file", "Read as"), rows)


_OFFERED = "offered as the owners’ addresses, when you are asked for these"


def _each_once(doubts: list[Doubt], file: PlanFile) -> list[str]:
    """The doubts, one that goes for several cells of a column once, with the refs that it concerns."""
    refs = {_row_of(row.place): row.ref for row in file.rows if not row.numbered}
    places: dict[tuple[str, str], list[str]] = {}
    for each in doubts:
        places.setdefault((_column_of(each.place), each.text), []).append(each.place)
    lines = []
    for (column, text), at in places.items():
        names = [refs.get(_row_of(place), place) for place in at]
        if len(names) > 1:
            more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
            lines.append(f"{joined([*names[:_NAMED], *more])}, column {column}: {text}")
        else:
            lines.append(f"{at[0]}: {text}")
    return lines


_NAMED = 3
"""Refs that are named where a doubt goes for several; the others are counted."""

_DIGITS = "0123456789"


def _column_of(place: str) -> str:
    """The letters of a cell's column, of "Log!F23": F."""
    return place.rpartition("!")[2].rstrip(_DIGITS)


def _row_of(place: str) -> tuple[str, str]:
    """A cell's sheet and the number of its row."""
    sheet, _, cell = place.rpartition("!")
    return sheet, cell.lstrip(ascii_uppercase)


def _section(most: int, heading: str, lines: list[str], count: int | None = None) -> list[Element]:
    """A list under its heading, with how many there are: the lines, unless one stands for several."""
    if not lines:
        return []
    shown = lines[:most]
    if len(lines) > len(shown):
        shown = [*shown, f"and {len(lines) - len(shown)} more"]
    return [Text(f"{heading} ({count or len(lines)})", "heading"), Listing(tuple(shown))]


def _data(report: Report) -> dict[str, object]:
    file = report.file
    return {
        "sheet": file.sheet,
        "other_sheets": list(file.other_sheets),
        "header_row": file.header_row,
        "columns": [
            {"column": each.letter, "heading": each.heading, "meaning": each.meaning.heading if each.meaning else None}
            for each in file.columns
        ],
        "added": report.added,
        "changed": report.changed,
        "cells": [_as_data(each) for each in report.cells],
        "moved": [_as_data(each) for each in report.moved],
        "kept": [_as_data(each) for each in report.kept],
        "new": report.new,
        "unchanged": report.unchanged,
        "missing": report.missing,
        "updates": report.updates,
        "owners_to_link": report.owners_to_link,
        "boards_to_link": report.boards_to_link,
        "registers": report.registers,
        "doubts": [{"place": each.place, "what": each.text} for each in [*file.doubts, *report.doubts]],
        "notes": [*file.notes, *report.notes],
    }


def _as_data(cell: ChangedCell | KeptCell) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(cell).items()
        if value is not None
    }
