"""What an import did or would do, as a value and as a card."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import takewhile
from string import ascii_uppercase

from handlers.cards import Actions, Button, Card, Element, Fields, Listing, NumberCell, Table, Text
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


@dataclass(frozen=True)
class Matter:
    """A change of the plan that a board decides: what it is of, and what stands and would stand, in words and as JSON.

    `proposal` is its P7, which waits for `board` on the local day `meeting`; `otherwise` is what waits in its place.
    """

    kind: str
    ref: str
    title: str
    before: str
    after: str
    was: str | None
    becomes: str | None
    board: str | None = None
    meeting: date | None = None
    proposal: str | None = None
    otherwise: str = ""

    def said(self, named: bool = False) -> str:
        """“A new date for 2.4: March 2023 → 31 October 2023”, with “P7: ” in front where it is to be `named`."""
        before, after = _side_by_side(self.before, self.after)
        said = f"{before} → {after}" if before else shortened(self.after, 2 * LONGEST)
        change = f"{self.title}: {said}"
        return f"{self.proposal}: {change}" if named and self.proposal else change

    def waits(self) -> str:
        """The same of what waits already, and how it differs."""
        if self.otherwise:
            waits, file = _side_by_side(self.otherwise, self.after)
            return f"{self.proposal}: {self.title}: {waits}; the file says {file}. Take it back to propose another one"
        return self.said(named=True)

    def as_data(self, named: bool) -> dict[str, object]:
        """As JSON, with its P7 where it is to be `named`."""
        return {
            "id": self.proposal if named else None,
            "kind": self.kind,
            "ref": self.ref,
            "before": self.was,
            "after": self.becomes,
            "decides": self.board,
            "meeting": self.meeting.isoformat() if self.meeting else None,
            "what": self.said(),
        }


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
    proposed: list[Matter] = field(default_factory=list)
    waiting: list[Matter] = field(default_factory=list)
    """What waited for a board before."""
    turned_down: list[str] = field(default_factory=list)
    """New actions that were not agreed, or were taken back: they are not proposed again."""
    not_in_plan: set[str] = field(default_factory=set)
    """The refs of the rows whose actions are no more than proposed, or not even that."""
    decided: list[Matter] = field(default_factory=list)
    decision: str = ""
    """By which decision: “D3, Improvement Board, 7 June 2023”."""
    in_place_of: list[str] = field(default_factory=list)
    instead: str = ""
    """The proposal that has all that was decided at once, in place of those."""
    """The proposals, each P7, that the decision takes the place of."""
    undecided: list[Matter] = field(default_factory=list)
    """What is taken with no decision recorded, since the board that decides has no meeting in the calendar."""
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

    def only_proposes(self, ref: str, place: str) -> bool:
        """Whether an action is no more than proposed; what the file has of it at this `place` is noted as left out."""
        if ref in self.not_in_plan:
            self.notes.append(f"{place}: {ref} is not in the plan yet, so this was left out.")
        return ref in self.not_in_plan


IMPORTED = "Imported."
"""The title of a report of what was done; any other is of what would be."""


def report_card(name: str, report: Report, title: str, most: int = LISTED) -> Card:
    """What was recognised and what it means: columns, rows, names to link, doubtful cells by their place.

    Of each list at most so many lines are shown.
    """
    if title != IMPORTED:
        report = replace(report, notes=[*report.notes, *report.before_import])
    file = report.file
    of_actions = (
        ("To add", NumberCell(len(report.added))),
        ("To change", NumberCell(len(report.changed))),
        *((what, NumberCell(len(those))) for what, those in _matters(report) if those),
        ("Unchanged", NumberCell(report.unchanged)),
        ("In the plan but not in the file (kept)", NumberCell(len(report.missing))),
        ("Updates", NumberCell(report.updates)),
    )
    of_registers = tuple(
        (what, NumberCell(count)) for what, count in report.registers.items() if count or not file.lists_actions
    )
    body: list[Element] = [
        Text(f"{name}, {_sheets(file)}, {_headings(file)}.", "muted"),
        Fields((*(of_actions if file.lists_actions else ()), *of_registers)),
    ]
    if not file.lists_actions:
        body.append(Text("It lists findings, and no actions: nothing else of the plan changes."))
    body += decided_by_boards(report, title == IMPORTED, most)
    answered_first = sorted(report.cells, key=lambda each: each.answered is None)
    body += _section(most, "What changes at once", [each.said() for each in answered_first])
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
    body += _section(most, "Read as it was told, of this file or an earlier one", list(file.as_told))
    if file.columns:
        body.append(_columns(file))
    return Card(title, tuple(body), data=_data(report, title == IMPORTED))


def decided_by_boards(report: Report, is_done: bool, most: int) -> list[Element]:
    """What of a file is a matter for a board: what is proposed to which meeting, or was decided, or was not; once it
    `is_done` each proposal with its number.
    """
    body: list[Element] = []
    for (board, meeting), matters in _by_meeting(report.proposed).items():
        decides = f"decides on {day(meeting)}" if meeting else "decides; it has no meeting ahead in the calendar"
        lines = [each.said(named=is_done) for each in matters]
        body += _section(most, f"{'Proposed' if is_done else 'To propose'}: the {board} {decides}", lines)
    if report.proposed:
        rest = "Until then nothing of this changes in the plan. What else a new action has comes with the next file."
        body.append(
            Text(rest if any(each.kind == "new" for each in report.proposed) else rest.partition(". ")[0] + ".")
        )
    body += _section(most, "Waiting for a board already", [each.waits() for each in report.waiting])
    body += _section(
        most, "Not proposed again: nobody has changed these rows since (“Overwrite” does)", report.turned_down
    )
    body += _section(most, f"Decided: {report.decision}", [each.said() for each in report.decided])
    if report.in_place_of:
        were = "was" if len(report.in_place_of) == 1 else "were"
        waited = f"{joined(report.in_place_of)}, which waited, {were} taken back for that"
        said = f"One decision has all of it, as {report.instead}: {waited}."
        body.append(Text(f"{said} Whoever proposed it hears what was decided."))
    body += _section(
        most,
        "Taken with no decision recorded: the board that decides has no meeting in the calendar",
        [f"{each.said()} (no decision recorded)" for each in report.undecided],
    )
    if is_done and (report.proposed or report.waiting):
        body.append(Text("“/board requests” shows what waits for the board."))
        body.append(Actions((Button("What the board is asked", "board.requests", ""),)))
    return body


def _matters(report: Report) -> tuple[tuple[str, list[Matter]], ...]:
    return ("To propose to a board", report.proposed), ("By decision of a board", report.decided)


def _by_meeting(matters: list[Matter]) -> dict[tuple[str | None, date | None], list[Matter]]:
    found: dict[tuple[str | None, date | None], list[Matter]] = {}
    for each in matters:
        found.setdefault((each.board, each.meeting), []).append(each)
    return found


def _sheets(file: PlanFile) -> str:
    names = [f"“{name}”" for name in (file.sheet, *file.other_sheets)]
    return f"{'sheet' if len(names) == 1 else 'sheets'} {joined(names)}"


def _headings(file: PlanFile) -> str:
    return f"headings in row {file.header_row}" if file.header_row else "without headings"


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


def _data(report: Report, is_done: bool) -> dict[str, object]:
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
        "proposals": [each.as_data(is_done) for each in report.proposed],
        "waiting": [each.as_data(named=True) for each in report.waiting],
        "decided": [{**each.as_data(named=False), "decision": report.decision} for each in report.decided],
        "no_decision_recorded": [each.as_data(named=False) for each in report.undecided],
        "new": report.new,
        "unchanged": report.unchanged,
        "missing": report.missing,
        "updates": report.updates,
        "owners_to_link": report.owners_to_link,
        "boards_to_link": report.boards_to_link,
        "registers": report.registers,
        "as_told": list(file.as_told),
        "words": [
            {"word": each.text, "cells": each.cells, "read_as": file.scale[each.rating].name if each.rating else None}
            for each in file.words
        ],
        "doubts": [{"place": each.place, "what": each.text} for each in [*file.doubts, *report.doubts]],
        "notes": [*file.notes, *report.notes],
    }


def _as_data(cell: ChangedCell | KeptCell) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(cell).items()
        if value is not None
    }
