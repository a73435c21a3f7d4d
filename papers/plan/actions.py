"""The actions of a sheet: each row below the headings as an `ActionRow`, or a note on why it is none.

`reading` calls `read_actions` for the sheet it has chosen. Nothing is guessed silently: a row that cannot be placed
in the plan is a doubt, one that is no action is a note, and what puts the refs in question is a PlanFileError.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from models.plan.deadlines import Precision
from models.plan.endings import Ending
from models.plan.ratings import Rating
from models.plan.refs import area_in
from models.updates.answer import FIELDS, Kind
from papers.plan.cells import CellReader, shown
from papers.plan.choosing import ActionSheet
from papers.plan.contents import (
    ActionRow,
    Column,
    Held,
    Meaning,
    PlanFile,
    PlanFileError,
    RatingWord,
    ReadOtherwise,
    SeveralOwners,
)
from papers.plan.date_columns import DateColumns
from papers.plan.dates import written
from papers.plan.group_titles import LinesAbove, area_of_two, is_detail
from papers.plan.headings import ColumnHeading, comes_again, explains
from papers.plan.leanings import is_finish
from papers.plan.numbering import NO_AREA, Numbering
from papers.plan.ratings import ratings_in_words
from papers.plan.recognising import is_bygone, normal
from papers.plan.refs import AreaName, RefCells, is_plainly_a_ref, parse_area, parse_ref
from papers.plan.repeats import gathered
from papers.plan.sheets import Row, Sheet, TextSheet, place

Progress = Callable[[int, int], None]
"""Told (rows read, rows in all) now and then, and at the end."""

_PROGRESS_EVERY = 250

_TEXTS: dict[Held, str] = {
    Meaning.BOARD: "board",
    **{each: each.name for each in FIELDS.values() if each.kind in (Kind.PROSE, Kind.LINK)},
    Meaning.MEASURE: "measure",
    Meaning.REASON: "reason",
}
_DAYS: dict[Held, str] = {
    **{each: each.name for each in FIELDS.values() if each.kind is Kind.DAY},
    Meaning.UPDATED: "updated",
    Meaning.ADDED: "added",
    Meaning.ENDED_ON: "ended_on",
}
_REMARK = re.compile(
    r"(?:notes?|n\.?b|key|legend|(?:grand |sub)?totals?|sources?|versions?|prepared by|page|end of|brag|rag)\b|\*",
    re.IGNORECASE,
)


def read_actions(sheets: Sequence[ActionSheet], progress: Progress | None = None, paired: bool = False) -> PlanFile:
    """Read every action of these sheets, one after the other, without the registers.

    Of several sheets the name of each is the area of its actions, where it has no column for it; `paired` ratings in
    one cell are activity and impact. Raises PlanFileError,
    with the places, where refs collide, where formulas have no saved results, or where there is no action at all.
    """
    readers: list[_ActionReader] = []
    done = 0
    dates = [_date_columns(each.sheet, each.heading) for each in sheets]
    for each, its in zip(sheets, dates, strict=True):
        its.alongside = dates
        sheet, heading, sample = each.sheet, each.heading, each.sample
        _refuse_uncalculated(sheet, heading)
        reader = _ActionReader(sheet, heading, _refs_are_dotted(heading, sample), its)
        reader.titles_are_groups = _titles_are_groups(heading, sample)
        reader.numbering.grouped = _refs_are_of_groups(heading, sample)
        reader.cells.paired = paired
        if len(sheets) > 1 and (area := each.area()) is not None:
            reader.numbering.enter(area)
        readers.append(reader)
        for row in gathered(each.rows, heading, sample):
            reader.take(row)
            done += 1
            if progress is not None and done % _PROGRESS_EVERY == 0:
                progress(done, max(sheet.part.rows, done))
    if progress is not None:
        progress(done, done)
    return _plan(sheets, readers)


def _date_columns(sheet: Sheet, heading: ColumnHeading) -> DateColumns:
    dated = [heading.columns[each] for each in (Meaning.DUE, Meaning.REVISED, *_DAYS) if each in heading.columns]
    return DateColumns(sheet, dated, heading.texts, heading.first_row, heading.last_row)


def _refuse_uncalculated(sheet: Sheet, heading: ColumnHeading) -> None:
    read = {index + 1 for index in heading.columns.values()}
    missing = sorted(
        (row, column) for row, column in sheet.part.uncalculated if row > heading.last_row and column in read
    )
    if missing:
        row, column = missing[0]
        raise PlanFileError(
            f"The sheet “{sheet.name}” has formulas whose results were never saved; the first is "
            f"{place(sheet, row, column - 1)}. Open the file in Excel or LibreOffice, save it there, and send it again."
        )


def _refs_are_dotted(heading: ColumnHeading, sample: Sequence[Row]) -> bool:
    index = heading.columns.get(Meaning.REF)
    if index is None:
        return False
    refs = [parse_ref(str(row.values[index])) for row in sample if row.values[index] is not None]
    dotted = sum(ref is not None and area_in(ref) is not None for ref in refs)
    return dotted > 0 and 2 * dotted >= sum(ref is not None and is_plainly_a_ref(ref) for ref in refs)


def _refs_are_of_groups(heading: ColumnHeading, sample: Sequence[Row]) -> bool:
    """Whether a ref stands for several actions one below the other: of a recommendation, say, with all that is done."""
    index, title = heading.columns.get(Meaning.REF), heading.columns[Meaning.TITLE]
    if index is None:
        return False
    rows = [row for row in sample if row.values[title] is not None and len(row.filled()) > 1]
    before: str | None = None
    refs: set[str] = set()
    further = 0
    for row in rows:
        text = None if row.values[index] is None else str(row.values[index])
        if index in row.repeated or (text is not None and text != before and text in refs):
            return False
        if before is not None and text in (None, before):
            further += 1
        elif text is not None:
            before = text
            refs.add(text)
    of_another = bool(_NUMBERED_THINGS & set(normal(heading.texts[index]).split()))
    return len(refs) > 1 and (of_another or further > 1) and further > 0 and (of_another or 4 * further >= len(rows))


_NUMBERED_THINGS = {"risk", "issue", "finding", "recommendation", "rec", "observation", "gap", "objective", "standard"}
"""What may have several actions; the ref of one stands beside each of them then."""


def _titles_are_groups(heading: ColumnHeading, sample: Sequence[Row]) -> bool:
    """Whether rows of a title alone are what the actions below them belong to: there are several, never two below each
    other, and every other row says more.
    """
    title = heading.columns[Meaning.TITLE]
    beside = [
        heading.columns[each] for each in (Meaning.OWNER, Meaning.DUE, FIELDS["activity"]) if each in heading.columns
    ]
    rows = [row for row in sample if row.values[title] is not None]
    alone = [row.filled() == [title] for row in rows]
    if sum(alone) < 2 or len(rows) - sum(alone) < sum(alone) or alone[-1] or len(beside) < 2:
        return False
    full = all(
        sum(row.values[index] is not None for index in beside) > 1
        for row, only in zip(rows, alone, strict=True)
        if not only
    )
    return full and not any(one and other for one, other in pairwise(alone))


def _alike(one: str | None, other: Any) -> bool:
    """Whether two titles have a word in common, as "Week 1" and "Week 2"."""
    words = [{word for word in normal(str(each)).split() if len(word) > 3} for each in (one or "", other)]
    return bool(words[0] & words[1])


_SECTION = frozenset({"section", "heading", "group", "header", "summary task"})
"""What a column of the kinds of rows calls one that is a heading."""


class _ActionReader:
    """The rows of one sheet as they come."""

    def __init__(self, sheet: Sheet, heading: ColumnHeading, dotted: bool, dates: DateColumns) -> None:
        self.sheet = sheet
        self.heading = heading
        columns = heading.columns
        self.cells = CellReader(sheet, heading.texts, dates)
        self._ref, self._title = columns.get(Meaning.REF), columns[Meaning.TITLE]
        self._area = columns.get(Meaning.AREA)
        self._activity, self._impact = columns.get(FIELDS["activity"]), columns.get(FIELDS["impact"])
        self._agreed, self._ended = columns.get(Meaning.MEASURE_AGREED), columns.get(Meaning.ENDED)
        self._owner = columns.get(Meaning.OWNER)
        self._finish = self._day_of_completion() if self._activity is not None else None
        kinds: tuple[tuple[dict[Held, str], Callable[[Row, int], Any]], ...] = (
            (_TEXTS, self.cells.said),
            ({Meaning.DUE: "due"}, self.cells.deadline),
            ({Meaning.REVISED: "revised"}, self.cells.revised_deadline),
            (_DAYS, self.cells.day),
        )
        self._fields = [
            (name, columns[meaning], read)
            for names, read in kinds
            for meaning, name in names.items()
            if meaning in columns
        ]
        refs = RefCells(csv=isinstance(sheet, TextSheet))
        self.numbering = Numbering(self.cells, refs, self._ref, self._title, dotted)
        self._merged_across = {
            (block.first_row, block.first_column - 1)
            for block in sheet.part.merged
            if block.last_column > block.first_column
        }
        self._rows: list[ActionRow] = []
        self._sub_heading: Row | None = None
        self._held: Row | None = None
        self._passed_over: dict[str, list[int]] = {}
        self._previous_row = heading.last_row
        self._empty = 0
        self._grouped = self._paged = False
        self.titles_are_groups = False
        self._above = LinesAbove(sheet, heading)
        self._entered: Row | None = None
        """The title that holds already for the actions that come next."""

    def _day_of_completion(self) -> int | None:
        columns = self.heading.columns
        due_elsewhere = Meaning.DUE in columns
        found = (
            index
            for index, text in enumerate(self.heading.texts)
            if index not in columns.values() and text and is_finish(normal(text), due_elsewhere) and not is_bygone(text)
        )
        return next((index for index in found if not self.heading.is_told(index)), None)

    def take(self, row: Row) -> None:
        """Read one row that is not empty."""
        self._empty += row.number - self._previous_row - 1
        self._previous_row = row.number
        filled = row.filled()
        if self._held is not None:
            self._take_held(row)
        if self._continues(row):
            self._continue(row)
        elif row.number == self.heading.last_row + 1 and explains(row, filled, self.heading):
            self._pass_over("a line about the columns", row)
        elif comes_again(row, filled, self.heading):
            self._pass_over("the headings again", row)
            if (title := self._entered or self._sub_heading) is not None:
                self._paged = True
                self._begins_groups(self._above.title_like(title, row.number - title.number))
            elif (name := self._other_heading(row)) is not None:
                self._begins_groups(AreaName(None, self.heading.texts[self._title]))
                self.numbering.enter(AreaName(None, name))
        elif len(filled) == 1 and self._is_heading_or_remark(row, filled[0]):
            self._heading_or_remark(row, filled[0])
        elif filled == [self._title] and self._entered and is_detail(str(row.values[self._title])):
            self._pass_over("a remark or sub-heading", row)
        elif filled == [self._title] and self.titles_are_groups:
            self._enter(parse_area(str(row.values[self._title]), heading=True), row)
        elif (section := self._section(row, filled)) is not None:
            self.numbering.enter(section)
        elif filled == [self._title]:
            self._held = row
        elif (area := self._area_of_two_cells(row, filled)) is not None:
            self._enter(area, row)
        elif row.values[self._title] is None or self._is_remark(row):
            self._without_title(row, filled)
        else:
            self._action(row)

    def end(self) -> list[ActionRow]:
        """The actions, when all rows have been taken; `numbering` settles their refs, for all sheets together."""
        if self._held is not None:
            self._action(self._held)
        self._drop_sub_heading()
        if self._paged and self._area is None and {each.area_title for each in self._rows} == {self._above.text}:
            # The title of the page stands again on every page.
            return [replace(each, area_title=None) for each in self._rows]
        return self._rows

    # An action

    def _action(self, row: Row) -> None:
        title = self.cells.text(row, self._title)
        if title is None:
            return
        self._enter_sub_heading(row)
        self._entered = None
        written = NO_AREA
        if self._area is not None and (area_text := self.cells.said(row, self._area)) is not None:
            written = parse_area(area_text)
        numbered = self.numbering.number(row, written)
        if numbered is None:
            return
        ref, area, at = numbered
        agreed = None if self._agreed is None else self.cells.truth(row, self._agreed)
        ended = None if self._ended is None else self._ending(row, self._ended)
        activity, impact = self._ratings(row, ends=ended is None)
        due = self.heading.columns.get(Meaning.DUE)
        done = self.cells.done_instead(row, due) if due is not None and self._activity is None else ()
        activity = done[0] if done else activity
        fields = {
            name: read(row, index)
            for name, index, read in self._fields
            if row.values[index] is not None and not (done and index == due)
        }
        if ended is None and self._activity is not None:
            ended = self.cells.ending(row, self._activity)
            if ended is not None and fields.get("reason") is None:
                fields["reason"] = self.cells.text(row, self._activity)
        if activity is None and ended is None and self._finish is not None:
            activity = next(iter(self.cells.finished(row, self._finish)), None)
        if self._owner is not None:
            fields["owner"], fields["several_owners"] = self.cells.owner(row, self._owner)
        self._rows.append(
            ActionRow(
                place=at,
                ref=ref,
                title=title,
                area_number=area.number,
                area_title=area.title,
                activity=activity,
                impact=impact,
                measure_agreed=agreed,
                ended=ended,
                **fields,
            )
        )

    def _ratings(self, row: Row, ends: bool) -> tuple[Rating | None, Rating | None]:
        """Activity and impact; where there is no impact column, a cell may hold both ("Amber/Red")."""
        if self._impact is not None or self._activity is None:
            read = self.cells.rating
            activity = None if self._activity is None else read(row, self._activity, beside=self._title, ends=ends)
            return activity, None if self._impact is None else read(row, self._impact, beside=self._title)
        both = self.cells.both_ratings(row, self._activity, beside=self._title, ends=ends)
        return both[0] if both else None, both[1] if len(both) > 1 else None

    def _ending(self, row: Row, column: int) -> Ending | None:
        text = self.cells.text(row, column)
        if text is None:
            return None
        for ending in Ending:
            if text.casefold().startswith(ending.value):
                return ending
        self.cells.doubt(row, column, f"{shown(text)} is not closed, merged, split or withdrawn; left empty.")
        return None

    # A further line of the action above

    def _continues(self, row: Row) -> bool:
        """Whether the row's ref (or its action, on a sheet without refs) is merged with the row above."""
        return bool(self._rows) and (self._title if self._ref is None else self._ref) in row.repeated

    def _continue(self, row: Row) -> None:
        action = self._rows[-1]
        changes: dict[str, Any] = {}
        own = [each for each in self._fields if each[1] not in row.repeated and row.values[each[1]] is not None]
        for name, index, read in [("title", self._title, self.cells.text), *own]:
            value, before = None if index in row.repeated else read(row, index), getattr(action, name)
            if value is None or value == before:
                continue
            if before is not None and not isinstance(value, str):
                self.cells.doubt(row, index, f"A second date for {action.ref}; the first was kept.")
                continue
            changes[name] = value if before is None else f"{before}\n{value}"
        if self._owner is not None and self._owner not in row.repeated:
            changes |= self._also_owned(row, self._owner)
        for name, column in (("activity", self._activity), ("impact", self._impact)):
            if column is None or column in row.repeated:
                continue
            rating, before = self.cells.rating(row, column, beside=self._title), getattr(action, name)
            if before is None:
                changes[name] = rating
            elif rating not in (None, before):
                self.cells.doubt(row, column, f"A second rating for {action.ref}; the first was kept.")
        self._rows[-1] = replace(action, **changes)

    def _also_owned(self, row: Row, column: int) -> dict[str, Any]:
        """Another owner in a further line of an action: the first one stays, if there is one."""
        action, (owner, several) = self._rows[-1], self.cells.owner(row, column)
        if owner is None or owner == action.owner:
            return {}
        if action.owner is None:
            return {"owner": owner, "several_owners": several}
        before = action.several_owners or SeveralOwners("", action.owner, (action.owner,))
        names = (*before.names, *(several.names if several else (owner,)))
        written = f"{before.written}\n{several.written if several else owner}"
        return {"several_owners": SeveralOwners(self.cells.place(row, column), written, names)}

    # Rows that are no action

    def _enter(self, area: AreaName, row: Row) -> None:
        """The area whose title stands in this row holds at once."""
        self._first_is_above(row)
        if area.number is not None and self._rows and (first := self._above.numbered_before(area.number)) is not None:
            self._begins_groups(first)
        self.numbering.enter(area)
        self._entered = row

    def _first_is_above(self, title: Row) -> None:
        """A title stands between the rows, and no headings again. Of two above the headings the lower one is that of
        the first group then, and so is one that is like it: "Week 1" and "Week 2".
        """
        first = self._above.has_two_titles and not any(each.area_title for each in self._rows)
        if _alike(self._above.text, title.values[title.filled()[0]]) or (first and self._rows):
            self._begins_groups(self._above.title_like(title, 1))

    def _begins_groups(self, first: AreaName | None) -> None:
        """Groups have titles, of which the `first` may stand above the headings: it holds for the actions so far."""
        if not self._grouped and first is not None:
            self._rows = [
                each
                if each.area_title
                else replace(
                    each,
                    area_title=first.title,
                    area_number=first.number if each.area_number is None else each.area_number,
                )
                for each in self._rows
            ]
        self._grouped = True

    def _other_heading(self, row: Row) -> str | None:
        """What the actions of a further group are called, where that is not as above and no title stands over them:
        “Changes of the system” in place of “Corrective action”.
        """
        text = row.values[self._title]
        again = not isinstance(text, str) or self.heading.texts[self._title].casefold().endswith(text.casefold())
        return None if again else text

    def _take_held(self, following: Row) -> None:
        """A row of an action alone, on a sheet without refs, titles a group where the headings follow it again."""
        held, self._held = self._held, None
        if held is None:
            return
        if comes_again(following, following.filled(), self.heading):
            self._begins_groups(self._above.title_like(held, following.number - held.number))
            self.numbering.enter(AreaName(None, self.cells.text(held, self._title)))
        else:
            self._action(held)

    def _section(self, row: Row, filled: list[int]) -> AreaName | None:
        """The area of a row that is called a heading in a column of its own: "section | Before the opening"."""
        if self._title not in filled or len(filled) != 2:
            return None
        kind = row.values[next(index for index in filled if index != self._title)]
        if not isinstance(kind, str) or kind.casefold() not in _SECTION:
            return None
        return parse_area(str(row.values[self._title]), heading=True)

    def _is_heading_or_remark(self, row: Row, index: int) -> bool:
        """A row with one filled cell is no action, unless there are no refs and it stands where the actions do."""
        if index != self._title or self._ref is not None:
            return True
        text = str(row.values[index])
        if (row.number, index) in self._merged_across or _REMARK.match(text):
            return True
        return parse_area(text, heading=True).number is not None

    def _heading_or_remark(self, row: Row, index: int) -> None:
        """A numbered heading holds at once; one without a number only when an action follows it."""
        value = row.values[index]
        area = parse_area(value, heading=True) if isinstance(value, str) else NO_AREA
        if self._sub_heading is not None and area.number is None and is_detail(str(value)):
            self._pass_over("a remark or sub-heading", row)
            return
        self._drop_sub_heading()
        if area.number is not None:
            self._enter(area, row)
        elif index == self._ref and is_plainly_a_ref(str(value)) and not self._is_title(row, index):
            self._without_title(row, [index])
        elif area.title is None or len(area.title) > 200 or _REMARK.match(area.title):
            self._pass_over("a remark", row)
        else:
            self._sub_heading = row

    def _is_title(self, row: Row, index: int) -> bool:
        """Whether what stands where the refs do, and looks like one, is a title: it stretches across, or is a month."""
        value = row.values[index]
        if (row.number, index) in self._merged_across:
            return True
        read = written(value).certain if isinstance(value, str) and value[:1].isalpha() else None
        return read is not None and read.precision is Precision.MONTH

    def _enter_sub_heading(self, following: Row) -> None:
        """Take the title above this action as its area's, unless it only divides a numbered area."""
        if self._sub_heading is None:
            return
        ref = parse_ref(str(following.values[self._ref])) if self._ref is not None else None
        under = self.numbering.under.number
        if under is None or (ref is not None and area_in(ref) not in (None, under)):
            title = self._sub_heading.values[self._sub_heading.filled()[0]]
            self._first_is_above(self._sub_heading)
            self.numbering.enter(AreaName(None, title))
            self._sub_heading = None
        else:
            self._drop_sub_heading()

    def _drop_sub_heading(self) -> None:
        if self._sub_heading is not None:
            self._pass_over("a remark or sub-heading", self._sub_heading)
            self._sub_heading = None

    def _area_of_two_cells(self, row: Row, filled: list[int]) -> AreaName | None:
        """The area of a row such as "2 | Workforce", or "2.0": a whole number and a title, among refs in two parts; or
        of one such as "Goal 2 | Workforce", on a sheet without refs.
        """
        if self._ref is None and filled[:1] == [self._title]:
            return area_of_two(row)
        if self._ref is None or not self.numbering.dotted or filled != sorted((self._ref, self._title)):
            return None
        number = parse_area(re.sub(r"(?<=\d)\.0$", "", str(self.cells.text(row, self._ref))))
        if number.number is None or number.title is not None:
            return None
        return AreaName(number.number, self.cells.text(row, self._title))

    def _is_remark(self, row: Row) -> bool:
        """Whether a word such as "Total" stands where the ref should, or a rating, as in a key to the colours."""
        ref = row.values[self._ref] if self._ref is not None else None
        if not isinstance(ref, str) or is_plainly_a_ref(ref):
            return False
        return _REMARK.match(ref) is not None or (len(ref.strip()) > 2 and bool(ratings_in_words(ref).ratings))

    def _without_title(self, row: Row, filled: list[int]) -> None:
        ref = row.values[self._ref] if self._ref is not None else None
        if ref is not None and self._ref is not None and is_plainly_a_ref(str(ref)):
            self.cells.doubt(row, self._ref, f"The ref {shown(ref)} has no action beside it; the row was not taken.")
        elif not filled or _REMARK.match(str(row.values[filled[0]])) or self._is_remark(row):
            self._pass_over("a total or a remark", row)
        else:
            first = shown(row.values[filled[0]])
            self.cells.doubt(row, filled[0], f"The row with {first} has no action; it was not taken.")

    def _pass_over(self, why: str, row: Row) -> None:
        self._passed_over.setdefault(why, []).append(row.number)

    def notes(self) -> list[str]:
        notes = []
        if self._empty:
            rows = "1 empty row" if self._empty == 1 else f"{self._empty:,} empty rows"
            notes.append(f"{rows} between the actions passed over.")
        for why, numbers in self._passed_over.items():
            more = f" and {len(numbers) - 5:,} more" if len(numbers) > 5 else ""
            row = "row" if len(numbers) == 1 else "rows"
            notes.append(f"Passed over as {why}: {row} {', '.join(map(str, sorted(numbers)[:5]))}{more}.")
        return notes


def columns_of(sheets: Sequence[ActionSheet]) -> tuple[Column, ...]:
    """The columns of the first sheet, and of those that have other headings."""
    first, *others = sheets
    columns = first.columns()
    for other in others:
        if other.heading.texts != first.heading.texts:
            columns += tuple(replace(each, letter=f"{other.name}!{each.letter}") for each in other.columns())
    return columns


def _plan(sheets: Sequence[ActionSheet], readers: Sequence[_ActionReader]) -> PlanFile:
    """Everything read. Raises PlanFileError where the refs do not hold, or where no action was found."""
    first, *others = readers
    rows = [row for reader in readers for row in reader.end()]
    doubts = [doubt for reader in readers for doubt in reader.cells.doubts]
    if not rows:
        doubt = f" The first doubt: {doubts[0].place}: {doubts[0].text}" if doubts else ""
        raise ReadOtherwise(
            f"The sheet “{first.sheet.name}” has headings in row {first.heading.first_row}, but no action below "
            f"them. An action has a text in the action column.{doubt}"
        )
    for other in others:
        first.numbering.join(other.numbering)
    rows = first.numbering.settle(rows)
    notes = [*first.numbering.notes(), *first.notes()]
    for other in others:
        notes += [f"On the sheet “{other.sheet.name}”: {note}" for note in other.notes()]
    return PlanFile(
        sheet=first.sheet.name,
        other_sheets=tuple(other.sheet.name for other in others),
        header_row=first.heading.first_row,
        last_header_row=first.heading.last_row,
        columns=columns_of(sheets),
        rows=tuple(rows),
        doubts=tuple(doubt for reader in readers for doubt in reader.cells.doubts),
        numbered_areas=first.numbering.numbered_areas,
        notes=tuple(notes),
        words=_words(readers),
    )


def _words(readers: Sequence[_ActionReader]) -> tuple[RatingWord, ...]:
    """The words of all ratings: first those that were not understood, then those that were told, then the guesses; of
    each kind the frequent ones first.
    """
    words: dict[str, RatingWord] = {}
    for reader in readers:
        for key, each in reader.cells.rating_words.items():
            before = words.get(key, replace(each, cells=0))
            words[key] = replace(before, cells=before.cells + each.cells)
    return tuple(
        sorted(words.values(), key=lambda each: (not each.unread, not each.told, not each.doubtful, -each.cells))
    )
