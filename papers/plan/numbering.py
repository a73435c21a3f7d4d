"""Which ref each action of a sheet gets, and to which area it belongs.

`actions` asks for every row, and at the end for all of them. A ref is stable and never reused (`domain.md` 2): two
actions with one ref are collected here, and refused together, each by its place.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.plan.refs import LONGEST_REF, area_in, ref_order
from papers.plan.cells import CellReader, shown
from papers.plan.contents import ActionRow, ReadOtherwise
from papers.plan.refs import AreaName, RefCells
from papers.plan.sheets import Row
from papers.wording import joined

NO_AREA = AreaName(None, None)


@dataclass
class Numbering:
    """The refs and areas of one sheet, row after row. `dotted` says whether its refs are an area's number and one of
    their own, as in 2.4.
    """

    cells: CellReader
    ref_cells: RefCells
    ref_column: int | None
    title_column: int
    dotted: bool
    grouped: bool = False
    """Whether a ref stands for several actions, which get numbers of their own after it."""

    under: AreaName = NO_AREA
    """The last area heading between the rows."""

    _column_area: AreaName = NO_AREA
    _group: str | None = None
    _restored: bool = False
    numbered_areas: frozenset[str] = frozenset()
    """The titles of areas whose numbers `settle` has made up."""

    _composed: bool = False
    _sheets: dict[str, bool] = field(init=False)
    """The sheets whose actions are settled together, by their names, and whether each has refs."""

    _numbers_from_refs: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._sheets = {self.cells.sheet.name: self.ref_column is not None}

    def number(self, row: Row, written: AreaName) -> tuple[str, AreaName, str] | None:
        """The ref of the action in this row, its area, and its place; None when it gets no ref.

        `written` is the area in the row's own area column. Without refs the ref is empty until `settle`.
        """
        if written != NO_AREA:
            self._column_area = written
        at = self.cells.place(row, self.title_column if self.ref_column is None else self.ref_column)
        area = written if written != NO_AREA else self.under
        if self.ref_column is None:
            return "", area if area != NO_AREA else self._column_area, at
        ref = self._ref(row, self.ref_column)
        if ref is None:
            return None
        its_own = area_in(ref) if self.dotted else None
        if its_own is None:
            return ref, area if area != NO_AREA else self._column_area, at
        if area.number is None:
            if area.title:
                self._numbers_from_refs.add(area.title)
            return ref, AreaName(its_own, area.title), at
        if area.number != its_own:
            stands = "The area beside it is" if written != NO_AREA else "It stands under area"
            self.cells.doubt(
                row, self.ref_column, f"{stands} {area.number}, but the ref is {ref}; it is in area {area.number}."
            )
        return ref, area, at

    def enter(self, area: AreaName) -> None:
        """An area heading stands here; it holds for the rows below."""
        self.under = area

    def join(self, other: "Numbering") -> None:
        """Another sheet of the plan was read after this one; what is settled holds for the actions of both."""
        self._restored |= other._restored
        self.grouped |= other.grouped
        self._numbers_from_refs |= other._numbers_from_refs
        self._sheets |= other._sheets

    def settle(self, rows: Sequence[ActionRow]) -> list[ActionRow]:
        """The actions with what only all of them together tell: numbers where there were none, and the areas' own.

        Raises PlanFileError where two rows have one ref.
        """
        rows = self._areas_told_apart(rows)
        own = [row for row in rows if row.ref]
        if not own:
            return self._numbered(rows)
        own = self._own_refs(own)
        if len(own) == len(rows):
            return own
        numbered = iter(self._numbered([row for row in rows if not row.ref], [row.ref for row in own]))
        named = iter(own)
        return [next(named if row.ref else numbered) for row in rows]

    def _own_refs(self, rows: Sequence[ActionRow]) -> list[ActionRow]:
        """The actions whose sheets have refs, each with its own."""
        if self.grouped:
            rows = [replace(row, numbered=True) for row in self._within_groups(rows)]
        places = _places(rows)
        if all(row.ref.isdecimal() for row in rows) and len(places) < len(rows):
            rows = self._with_their_areas(rows)
            places = _places(rows)
        twice = [f"{ref} in {' and '.join(at[:4])}" for ref, *at in places.values() if len(at) > 1]
        if twice:
            hint = " Excel shows the ref 2.10 as the number 2.1: format the column as text." if self._restored else ""
            raise ReadOtherwise(
                f"Two rows have one ref: {_listed(twice)}. Each action needs a ref of its own; "
                f"change one of them, and send it again.{hint}"
            )
        return list(rows)

    def notes(self) -> list[str]:
        """What was worked out of all rows, for people."""
        without = [name for name, has_refs in self._sheets.items() if not has_refs]
        if len(without) == len(self._sheets):
            return ["The sheet has no refs: the actions were numbered in their order."]
        if self.grouped:
            return ["A ref stands beside several actions: they were numbered in their order after it."]
        notes = []
        if without:
            there = f"sheet {_quoted(without)} has" if len(without) == 1 else f"sheets {_quoted(without)} have"
            notes.append(f"The {there} no refs: the actions there were numbered after the others.")
        if self._composed:
            notes.append("The numbers begin anew in each area, so the area’s number goes before them, as in 2.4.")
        return notes

    def _ref(self, row: Row, column: int) -> str | None:
        value = row.values[column]
        if value is None and self.grouped and self._group is not None:
            return self._group
        ref = self._group = self.ref_cells.read(row, column)
        if ref is None:
            why = "The row has no ref" if value is None else f"{shown(value)} is not a ref"
            too_long = f" It has {LONGEST_REF} characters at most." if len(str(value)) > LONGEST_REF else ""
            self.cells.doubt(row, column, f"{why}; the row was not taken.{too_long}")
            return None
        if self.ref_cells.restored:
            self.cells.doubt(row, column, self.ref_cells.restored)
        self._restored |= isinstance(value, float)
        return ref

    def _areas_told_apart(self, rows: Sequence[ActionRow]) -> Sequence[ActionRow]:
        """An area with a title has the number that stands with it somewhere. Where numbers come from refs, one that
        stands with several has none.
        """
        numbers: dict[str, set[int]] = defaultdict(set)
        titles: dict[int, set[str]] = defaultdict(set)
        for row in rows:
            if row.area_title and row.area_number is not None:
                numbers[row.area_title].add(row.area_number)
                titles[row.area_number].add(row.area_title)
        apart = {
            title
            for title in self._numbers_from_refs
            if len(numbers[title]) > 1 or any(len(titles[number]) > 1 for number in numbers[title])
        }
        settled = []
        for row in rows:
            if row.area_title in apart:
                row = replace(row, area_number=None)
            elif row.area_title and row.area_number is None and len(numbers[row.area_title]) == 1:
                row = replace(row, area_number=min(numbers[row.area_title]))
            settled.append(row)
        return settled

    @staticmethod
    def _within_groups(rows: Sequence[ActionRow]) -> list[ActionRow]:
        """Refs that stand for several actions, each with the number of the action after it."""
        several = {ref for ref, *at in _places(rows).values() if len(at) > 1}
        last: dict[str, int] = defaultdict(int)
        numbered = []
        for row in rows:
            if row.ref in several:
                last[row.ref] += 1
                row = replace(row, ref=f"{row.ref}.{last[row.ref]}")
            numbered.append(row)
        return numbered

    def _numbered(self, rows: Sequence[ActionRow], taken: Sequence[str] = ()) -> list[ActionRow]:
        """Without refs: within their areas if all have one with a number, else through; after those that are taken."""
        apart = [ref for ref in taken if area_in(ref) is not None]
        within = (bool(apart) or not taken) and all(row.area_number is not None for row in rows)
        last: dict[int | None, int] = defaultdict(int)
        for ref in apart if within else taken:
            area, own = (area_in(ref), ref.partition(".")[2]) if within else (None, ref)
            if own.isdecimal():
                last[area] = max(last[area], int(own))
        numbered = []
        for row in rows:
            area = row.area_number if within else None
            last[area] += 1
            ref = f"{area}.{last[area]}" if within else str(last[area])
            numbered.append(replace(row, ref=ref, numbered=True))
        return numbered

    def _with_their_areas(self, rows: Sequence[ActionRow]) -> Sequence[ActionRow]:
        """Numbers that begin anew in each area, with the area’s before them; as they are where one has no area."""
        if not all(row.area_title or row.area_number is not None for row in rows):
            return rows
        taken = {row.area_number for row in rows if row.area_number is not None}
        free = (number for number in range(1, len(rows) + len(taken) + 1) if number not in taken)
        numbers: dict[str | None, int] = {}
        for row in rows:
            if row.area_number is None and row.area_title not in numbers:
                numbers[row.area_title] = next(free)
        self._composed = True
        self.numbered_areas = frozenset(title for title in numbers if title)
        return [
            replace(row, area_number=number, ref=f"{number}.{row.ref}")
            for row in rows
            if (number := row.area_number if row.area_number is not None else numbers[row.area_title]) is not None
        ]


def _places(rows: Sequence[ActionRow]) -> dict[str, list[str]]:
    """Of each ref, however it is written, itself and where it stands."""
    places: dict[str, list[str]] = {}
    for row in rows:
        places.setdefault(ref_order(row.ref), [row.ref]).append(row.place)
    return places


def _quoted(names: Sequence[str]) -> str:
    return joined([f"“{name}”" for name in names])


def _listed(texts: list[str]) -> str:
    rest = len(texts) - 5
    return "; ".join(texts[:5]) + (f"; and {rest} more" if rest > 0 else "")
