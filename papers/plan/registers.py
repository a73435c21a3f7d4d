"""The sheets beside the actions: boards, people, meetings, how actions stood at previous boards, highlights, findings,
measures and their values, the scale.

`reading` calls it for sheets that bear one of the nine names and its headings, and for a list of findings under any
name. Other trackers rarely have them; an export does. What a row must have and lacks is a PlanFileError, since half a
register misleads.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import Any

from models.plan.course import Direction, Frequency
from models.plan.ratings import BRAG, Colour, Level, Rating, RatingClass, Scale
from models.plan.scales import SHIPPED
from papers.plan.cells import CellReader, shown
from papers.plan.contents import (
    BoardRow,
    Doubt,
    EarlierBoardRow,
    FindingRow,
    HighlightRow,
    MeasureRow,
    MeasureValueRow,
    MeetingRow,
    PersonRow,
    PlanFileError,
)
from papers.plan.ratings import BLANKS
from papers.plan.recognising import normal
from papers.plan.refs import RefCells
from papers.plan.sheets import Row, Sheet

BOARDS = ("Board", "Short name", "Kind", "Also known as")
PEOPLE = ("Post", "Role", "Board", "Name", "E-mail", "From", "To")
MEETINGS = ("Board", "Date", "Reporting boards")
PREVIOUS_BOARDS = ("Meeting", "Ref", "Activity", "Impact", "Progress")
HIGHLIGHTS = ("Meeting", "Ref", "Highlight", "Nominated by")
FINDINGS = ("Source", "Finding", "Reference", "Area", "Actions")
MEASURES = (
    *("Ref", "Baseline", "Baseline on", "Target", "Target by", "Unit", "Better", "Every", "Source", "Measured by"),
)
MEASURE_VALUES = ("Ref", "Period", "Value", "Unit", "Source")
SCALE = ("Scale", "Level", "Letter", "Colour", "Class", "In answers", "Activity", "Impact")

REGISTERS: dict[str, tuple[str, ...]] = {
    "Boards": BOARDS,
    "People": PEOPLE,
    "Meetings": MEETINGS,
    "Previous boards": PREVIOUS_BOARDS,
    "Highlights": HIGHLIGHTS,
    "Findings": FINDINGS,
    "Measures": MEASURES,
    "Measure values": MEASURE_VALUES,
    "Scale": SCALE,
}
"""The sheet's name and its headings, as an export writes them."""

KINDS = ("improvement", "delivery", "partnership")
_NEEDED = {"Boards": 2, "People": 2, "Meetings": 2, "Previous boards": 3, "Highlights": 3, "Findings": 2, "Scale": 5}
_NEEDED |= {"Measures": 4, "Measure values": 3}
_SEARCHED_ROWS = 20

_OF_FINDINGS = {
    "Source": ("source", "source of finding", "from"),
    "Finding": ("finding", "findings", "text", "paragraph text", "what it says"),
    "Reference": ("reference", "paragraph", "para", "reference in source", "ref in source", "finding reference", "no"),
    "Area": ("area", "area of the plan", "theme"),
    "Actions": ("actions", "action refs", "refs of actions", "refs", "answered by"),
}
"""Headings over a list of findings, as they are compared."""


@dataclass(frozen=True)
class Registers:
    """What the sheets but that of the scale say, and the doubts about them."""

    boards: tuple[BoardRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    meetings: tuple[MeetingRow, ...] = ()
    snapshots: tuple[EarlierBoardRow, ...] = ()
    highlights: tuple[HighlightRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    values: tuple[MeasureValueRow, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def register_of(sheet: Sheet) -> str | None:
    """Which register a sheet is, by its name and headings, or findings by headings alone; None for any other sheet."""
    name = next((name for name in REGISTERS if normal(name) == normal(sheet.name)), None)
    if name is not None and _columns(sheet, name) is not None:
        return name
    return "Findings" if _lists_findings(sheet) else None


def _lists_findings(sheet: Sheet) -> bool:
    """Whether a sheet has the headings of a list of findings, and no others, in its first row that has any."""
    known = {each for names in _OF_FINDINGS.values() for each in names}
    for row in _searched(sheet):
        texts = [normal(str(value)) for value in row.values if value is not None]
        if len(texts) > 1:
            found = _columns(sheet, "Findings") if known.issuperset(texts) else None
            return found is not None and "Actions" in found[1]
    return False


def _searched(sheet: Sheet) -> Iterator[Row]:
    return takewhile(lambda row: row.number <= _SEARCHED_ROWS, sheet.top)


def heading_row(sheet: Sheet, name: str) -> int:
    """The number of the row with the headings of a register."""
    found = _columns(sheet, name)
    return found[0] if found else 1


def read_registers(sheets: dict[str, Sheet]) -> Registers:
    """Read the register sheets, given by their names in `REGISTERS`."""
    tables = {name: _Table(sheet, name) for name, sheet in sheets.items()}

    def rows(name: str) -> "Iterator[tuple[_Table, Row]]":
        if table := tables.get(name):
            for row in table.rows():
                yield table, row

    snapshots = _snapshots(rows("Previous boards"))
    return Registers(
        boards=tuple(_board(table, row) for table, row in rows("Boards")),
        people=tuple(_person(table, row) for table, row in rows("People")),
        meetings=tuple(_meeting(table, row) for table, row in rows("Meetings")),
        snapshots=snapshots,
        highlights=tuple(_highlight(table, row) for table, row in rows("Highlights")),
        findings=tuple(_finding(table, row) for table, row in rows("Findings")),
        measures=tuple(_measure(table, row) for table, row in rows("Measures")),
        values=tuple(_measured(table, row) for table, row in rows("Measure values")),
        doubts=tuple(doubt for table in tables.values() for doubt in table.cells.doubts),
    )


def scale_on(sheet: Sheet) -> Scale:
    """The scale that a sheet of ours has; a meaning that it does not say is that of the shipped scale of its name.

    Raises PlanFileError for a level that cannot be.
    """
    table = _Table(sheet, "Scale")
    levels: dict[Rating, Level] = {}
    name = ""
    for row in table.rows():
        name = table.needed(row, "Scale")
        level = _level(table, row, name)
        if level.rating in levels:
            raise table.refusal(row, "Class", f"is that of {levels[level.rating].name}, too")
        levels[level.rating] = level
    if not levels:
        raise PlanFileError("The sheet Scale has no levels. Remove it, or put them right, and send the file again.")
    return Scale(name, tuple(levels.values()))


def _level(table: "_Table", row: Row, name: str) -> Level:
    try:
        rating = Rating(table.needed(row, "Class").casefold().replace(" ", "_"))
        colour = Colour(table.needed(row, "Colour").casefold())
    except ValueError:
        raise table.refusal(row, "Class", "is no class, or its colour none, that a level can have") from None
    meant = next((each for each in SHIPPED if each.name == name), BRAG)
    alike = [level for level in (*meant.levels, *BRAG.levels) if level.rating.rating_class is rating.rating_class]
    like = next((level for level in alike if level.rating is rating), alike[0])
    return Level(
        rating=rating,
        name=table.needed(row, "Level"),
        letter=table.needed(row, "Letter"),
        colour=colour,
        activity=table.text(row, "Activity") or like.activity,
        impact=table.text(row, "Impact") or like.impact,
        given=table.text(row, "In answers") != "no",
    )


def _columns(sheet: Sheet, name: str) -> tuple[int, dict[str, int]] | None:
    """The row of headings and where each heading stands; the first few headings of a register must be there."""
    for row in _searched(sheet):
        texts = {normal(str(value)): index for index, value in reversed(list(enumerate(row.values))) if value}
        found = {heading: texts[normal(heading)] for heading in REGISTERS[name] if normal(heading) in texts}
        if "E-mail" in REGISTERS[name] and "email" in texts:
            found.setdefault("E-mail", texts["email"])
        if name == "Findings":
            found = {each: texts[one] for each, ones in _OF_FINDINGS.items() for one in reversed(ones) if one in texts}
        needed = REGISTERS[name][: _NEEDED[name]] if name != "Boards" else ("Board", "Kind")
        if all(heading in found for heading in needed):
            return row.number, found
    return None


class _Table:
    """One register sheet: its cells by heading."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        found = _columns(sheet, name)
        assert found is not None
        self.name = name
        self.sheet = sheet
        self.cells = CellReader(sheet)
        self._heading_row, self.columns = found

    def rows(self) -> Iterator[Row]:
        width = max(self.columns.values()) + 1
        for row in self.sheet.rows(width):
            if row.number > self._heading_row and any(row.values[index] is not None for index in self.columns.values()):
                yield row

    def place(self, row: Row, heading: str | None = None) -> str:
        return self.cells.place(row, self.columns[heading or REGISTERS[self.name][0]])

    def text(self, row: Row, heading: str) -> str | None:
        return self.cells.text(row, self.columns[heading]) if heading in self.columns else None

    def needed(self, row: Row, heading: str) -> str:
        text = self.text(row, heading)
        if text is None:
            raise self.refusal(row, heading, "is empty, and is needed")
        return text

    def refusal(self, row: Row, heading: str, what: str) -> PlanFileError:
        return PlanFileError(
            f"{self.place(row, heading)} ({heading} on the sheet {self.sheet.name}) {what}. "
            "Put it right, and send the file again."
        )


def _measure(table: _Table, row: Row) -> MeasureRow:
    def day(heading: str) -> date | None:
        return table.cells.day(row, table.columns[heading]) if heading in table.columns else None

    def one_of(heading: str, words: type[Direction] | type[Frequency]) -> Any:
        text = table.text(row, heading)
        if text is None:
            return None
        if text.casefold() not in tuple(words):
            raise table.refusal(row, heading, f"says {shown(text)}; it is one of {', '.join(words)}")
        return words(text.casefold())

    return MeasureRow(
        place=table.place(row),
        ref=_ref_of(table, row),
        baseline=_decimal(table, row, "Baseline"),
        baseline_on=day("Baseline on"),
        target=_decimal(table, row, "Target"),
        target_by=day("Target by"),
        unit=table.text(row, "Unit"),
        direction=one_of("Better", Direction),
        frequency=one_of("Every", Frequency),
        source=table.text(row, "Source"),
        owner=table.text(row, "Measured by"),
    )


def _measured(table: _Table, row: Row) -> MeasureValueRow:
    table.needed(row, "Period")
    period = table.cells.deadline(row, table.columns["Period"])
    if period is None or period.last_day is None:
        raise table.refusal(row, "Period", "is no month, quarter or day that can be read")
    value = _decimal(table, row, "Value")
    if value is None:
        raise table.refusal(row, "Value", "is empty, and is needed")
    unit, source = table.text(row, "Unit"), table.text(row, "Source")
    return MeasureValueRow(table.place(row), _ref_of(table, row), period, value, unit, source)


def _ref_of(table: _Table, row: Row) -> str:
    ref = RefCells(csv=False).read(row, table.columns["Ref"])
    if ref is None:
        raise table.refusal(row, "Ref", "is not the ref of an action")
    return ref


def _decimal(table: _Table, row: Row, heading: str) -> Decimal | None:
    """A number, as it is written; its unit has a column of its own."""
    text = table.text(row, heading)
    if text is None:
        return None
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,10})?", text, re.ASCII):
        raise table.refusal(row, heading, f"says {shown(text)}, which is no plain number")
    return Decimal(text)


def _finding(table: _Table, row: Row) -> FindingRow:
    column = table.columns.get("Actions")
    typed = column is not None and isinstance(row.values[column], str)
    # One ref alone may have become a number or a date in Excel.
    refs = table.text(row, "Actions") if typed or column is None else RefCells(csv=False).read(row, column)
    return FindingRow(
        place=table.place(row),
        source=table.needed(row, "Source"),
        text=table.needed(row, "Finding"),
        reference=table.text(row, "Reference"),
        area=table.text(row, "Area"),
        actions=tuple(filter(None, (each.strip() for each in _BETWEEN_REFS.split(refs or "")))),
    )


_BETWEEN_REFS = re.compile(r"[;,\n]|\band\b", re.IGNORECASE)


def _several(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;\n]", text or "") if part.strip())


def _board(table: _Table, row: Row) -> BoardRow:
    kind = table.needed(row, "Kind")
    word = re.sub(r"\s+board$", "", kind.casefold())
    if word not in KINDS:
        raise table.refusal(row, "Kind", f"says {shown(kind)}; a board is one of {', '.join(KINDS)}")
    return BoardRow(
        place=table.place(row),
        name=table.needed(row, "Board"),
        short_name=table.text(row, "Short name"),
        kind=word,
        aliases=_several(table.text(row, "Also known as")),
    )


def _person(table: _Table, row: Row) -> PersonRow:
    name, email = table.text(row, "Name"), table.text(row, "E-mail")
    if name is not None and name.casefold().strip(" ()") in ("vacant", "vacancy", "tbc"):
        name = None
    if email is not None and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        table.cells.doubt(row, table.columns["E-mail"], f"{shown(email)} is not an e-mail address; left empty.")
        email = None
    return PersonRow(
        place=table.place(row),
        post=table.needed(row, "Post"),
        role=table.needed(row, "Role"),
        board=table.text(row, "Board"),
        name=name,
        email=email,
        starts=table.cells.day(row, table.columns["From"]) if "From" in table.columns else None,
        ends=table.cells.day(row, table.columns["To"]) if "To" in table.columns else None,
    )


def _meeting(table: _Table, row: Row) -> MeetingRow:
    table.needed(row, "Date")
    on = table.cells.day(row, table.columns["Date"])
    if on is None:
        raise table.refusal(row, "Date", "is not a date that can be read")
    return MeetingRow(table.place(row), table.needed(row, "Board"), on, _several(table.text(row, "Reporting boards")))


def _meeting_and_ref(table: _Table, row: Row, refs: RefCells) -> tuple[date, str]:
    """The meeting's day and the action's ref that a row begins with."""
    table.needed(row, "Meeting")
    meeting = table.cells.day(row, table.columns["Meeting"])
    if meeting is None:
        raise table.refusal(row, "Meeting", "is not a date that can be read")
    ref = refs.read(row, table.columns["Ref"])
    if ref is None:
        raise table.refusal(row, "Ref", "is not the ref of an action")
    if refs.restored:
        table.cells.doubt(row, table.columns["Ref"], refs.restored)
    return meeting, ref


def _highlight(table: _Table, row: Row) -> HighlightRow:
    meeting, ref = _meeting_and_ref(table, row, RefCells(csv=False))
    return HighlightRow(
        place=table.place(row, "Ref"),
        meeting=meeting,
        ref=ref,
        text=table.needed(row, "Highlight"),
        by=table.text(row, "Nominated by"),
    )


def _snapshots(rows: "Iterator[tuple[_Table, Row]]") -> tuple[EarlierBoardRow, ...]:
    found: dict[tuple[object, str], EarlierBoardRow] = {}
    refs = RefCells(csv=False)
    for table, row in rows:
        meeting, ref = _meeting_and_ref(table, row, refs)
        snapshot = EarlierBoardRow(
            place=table.place(row, "Ref"),
            meeting=meeting,
            ref=ref,
            activity=_frozen(table, row, "Activity"),
            impact=_frozen(table, row, "Impact"),
            commentary=table.text(row, "Progress"),
        )
        if before := found.get((meeting, snapshot.ref)):
            raise PlanFileError(
                f"{before.place} and {snapshot.place} both say how {snapshot.ref} stood at one meeting. "
                "Remove one of them, and send the file again."
            )
        found[meeting, snapshot.ref] = snapshot
    return tuple(found.values())


def _frozen(table: _Table, row: Row, heading: str) -> Rating:
    """A rating at a past board, which figures are counted from: an unreadable one is refused, a blank one is Grey."""
    if heading not in table.columns:
        return Rating.NOT_STARTED
    column = table.columns[heading]
    rating = table.cells.rating(row, column)
    if rating is not None:
        return rating
    if row.values[column] is not None and str(row.values[column]).casefold() not in BLANKS:
        raise table.refusal(row, heading, f"says {shown(row.values[column])}, which is not a rating")
    unrated = next(iter(table.cells.words.scale.of(RatingClass.NOT_STARTED)), None)
    table.cells.doubt(row, column, f"The cell has no rating; taken as {unrated.name if unrated else 'not started'}.")
    return Rating.NOT_STARTED
