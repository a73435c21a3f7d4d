"""Which ref each action of a sheet gets, and to which area it belongs.

`actions` asks for every row. A ref is stable and never reused (`domain.md` 2): two actions with one ref, a ref of
three parts and a number without an area are collected here, and refused together, each by its place.
"""

from dataclasses import dataclass, field

from papers.plan.cells import CellReader, shown
from papers.plan.contents import PlanFileError
from papers.plan.refs import AreaName, Ref, RefCells, is_deeper
from papers.plan.sheets import Row

NO_AREA = AreaName(None, None)


@dataclass
class Numbering:
    """The refs and areas of one sheet, row after row. `dotted` says whether its refs have two parts, as most have."""

    cells: CellReader
    ref_cells: RefCells
    ref_column: int | None
    title_column: int
    dotted: bool
    under: AreaName = NO_AREA
    """The last area heading between the rows."""

    _column_area: AreaName = NO_AREA
    _numbers: dict[str, int] = field(default_factory=dict)
    _given: dict[str, int] = field(default_factory=dict)
    _last_in_area: dict[int, int] = field(default_factory=dict)
    _places: dict[str, list[str]] = field(default_factory=dict)
    _restored: bool = False
    _deeper: list[str] = field(default_factory=list)
    _without_area: list[str] = field(default_factory=list)
    _plain: list[tuple[str, str, Ref]] = field(default_factory=list)

    def number(self, row: Row, written: AreaName) -> tuple[Ref, AreaName, str] | None:
        """The ref of the action in this row, its area as the sheet has it, and its place; None when it gets no ref.

        `written` is the area in the row's own area column.
        """
        if written != NO_AREA:
            self._column_area = written
        area = written if written != NO_AREA else self.under
        ref = self._ref(row, area)
        if ref is None:
            return None
        assert ref.area is not None
        if area.number is not None and area.number != ref.area:
            stands = "The area beside it is" if written != NO_AREA else "It stands under area"
            self._doubt(row, f"{stands} {area.number}, but the ref is {ref}; the ref was followed.")
            area = NO_AREA
        at = self.cells.place(row, self.title_column if self.ref_column is None else self.ref_column)
        self._places.setdefault(str(ref), []).append(at)
        return ref, area, at

    def enter(self, area: AreaName) -> None:
        """An area heading stands here; it holds for the rows below."""
        self.under = area

    def refuse(self) -> None:
        """Raise PlanFileError where the refs do not hold."""
        if self._deeper:
            raise PlanFileError(
                f"Refs of more than two parts cannot be taken: {_listed(self._deeper)}. "
                "A ref is the number of the area and of the action, such as 2.4. Renumber these, and send it again."
            )
        if self._without_area:
            raise PlanFileError(
                f"Plain numbers without an area cannot be taken as refs: {_listed(self._without_area)}. A ref is the "
                "number of the area and of the action, such as 2.4. Add an Area column, or write the refs so."
            )
        twice = [f"{ref} in {' and '.join(at[:4])}" for ref, at in self._places.items() if len(at) > 1]
        if twice:
            hint = " Excel shows the ref 2.10 as the number 2.1: format the column as text." if self._restored else ""
            raise PlanFileError(
                f"Two rows have one ref: {_listed(twice)}. Each action needs a ref of its own; "
                f"change one of them, and send it again.{hint}"
            )

    def notes(self) -> list[str]:
        """What was worked out, for people; the doubt about plain refs goes where doubts go."""
        notes = []
        if self.ref_column is None:
            notes.append("The sheet has no refs: the actions were numbered within their areas, in their order.")
        if self._given:
            given = "; ".join(f"{number} {title}" for title, number in self._given.items())
            notes.append(f"Areas without a number were numbered in their order: {given}.")
        return notes

    def _ref(self, row: Row, area: AreaName) -> Ref | None:
        if self.ref_column is None:
            number = self._area_number(area) or self._area_number(self._column_area) or 1
            self._last_in_area[number] = self._last_in_area.get(number, 0) + 1
            return Ref(number, self._last_in_area[number])
        value = row.values[self.ref_column]
        ref = self.ref_cells.read(row, self.ref_column)
        if ref is None:
            if isinstance(value, str) and is_deeper(value):
                self._deeper.append(f"{value} in {self.cells.place(row, self.ref_column)}")
            else:
                why = "The row has no ref" if value is None else f"{shown(value)} is not a ref"
                self._doubt(row, f"{why}; the row was not taken.")
            return None
        if self.ref_cells.restored:
            self._doubt(row, self.ref_cells.restored)
        self._restored |= isinstance(value, float)
        if ref.area is not None:
            return ref
        within = self._area_number(area) or self._area_number(self._column_area)
        if within is None:
            self._without_area.append(f"{value} in {self.cells.place(row, self.ref_column)}")
            return None
        whole = Ref(within, ref.number)
        if self.dotted:
            self._doubt(row, f"The ref {shown(value)} has no area; read as {whole}.")
        elif not self._plain:
            self._plain.append((self.cells.place(row, self.ref_column), str(value), whole))
            self._doubt(
                row, f"The refs of this column are numbers without an area: {value} was read as {whole}, and so on."
            )
        return whole

    def _area_number(self, area: AreaName) -> int | None:
        """The number of an area; one that has only a title gets the next number, always the same for one title."""
        if area.title is None:
            return area.number
        if area.number is not None:
            self._numbers.setdefault(area.title, area.number)
            return area.number
        if area.title not in self._numbers:
            number = max(self._numbers.values(), default=0) + 1
            self._numbers[area.title] = self._given[area.title] = number
        return self._numbers[area.title]

    def _doubt(self, row: Row, text: str) -> None:
        self.cells.doubt(row, self.title_column if self.ref_column is None else self.ref_column, text)


def _listed(texts: list[str]) -> str:
    rest = len(texts) - 5
    return "; ".join(texts[:5]) + (f"; and {rest} more" if rest > 0 else "")
