"""The title of the first group of actions, which may stand above the headings, where the others stand between the rows.

`actions` asks when it meets the title of a further group: what stands above the first headings as that stands above its
own is the title of the first one.
"""

from collections.abc import Sequence

from models.updates.answer import FIELDS
from papers.plan.contents import Meaning
from papers.plan.headings import ColumnHeading
from papers.plan.recognising import Spelling, recognise
from papers.plan.refs import AreaName, parse_area
from papers.plan.sheets import Row, Sheet

_OF_GROUPS = {Meaning.AREA, Meaning.TITLE, Meaning.MEASURE, FIELDS["corrective_action"]}
"""What a group may be called by a word before its title: "Theme: Safer wards"."""


def is_detail(text: str) -> bool:
    """Whether a line tells something of what its title stands above it: "Lead: Director of Estates", "Key actions:"."""
    label, colon, rest = text.partition(":")
    if not colon:
        return False
    found = recognise(label, Spelling.LOOSE)
    return not rest.strip() or (found is not None and found.meaning not in _OF_GROUPS)


def area_of_two(row: Row) -> AreaName | None:
    """The area of a row with two cells, of which the first says what the second is: "Goal 2 | Safer wards"."""
    texts = [row.values[index] for index in row.filled()]
    if len(texts) != 2 or not all(isinstance(text, str) for text in texts):
        return None
    what, title = texts
    area = parse_area(what, heading=True)
    if area.number is not None:
        return AreaName(area.number, title) if area.title is None and what[0].isalpha() else None
    found = recognise(what, Spelling.EXACT) if what.endswith(":") else None
    return AreaName(None, title) if found is not None and found.meaning is Meaning.AREA else None


class LinesAbove:
    """What stands alone in its row above the headings of a sheet, or with no more than what it is before it."""

    def __init__(self, sheet: Sheet, heading: ColumnHeading) -> None:
        above = list(sheet.rows(last=heading.first_row - 1)) if heading.first_row > 1 else []
        self._first_row = heading.first_row
        self._rows = {each.number: each for each in above if len(each.filled()) == 1 or area_of_two(each)}
        self._gap = heading.first_row - above[-1].number if above else 0
        last = len(above)
        while last and above[last - 1].number in self._rows:
            last -= 1
        self._title = _title_of(above[last:])
        self.text = None if self._title is None else _text(self._title)
        """The title of the lines directly above the headings, if these stand alone."""

        self.has_two_titles = self.text is not None and len(self._rows) > 1 and ":" not in self.text

    def title_like(self, other: Row, gap: int) -> AreaName | None:
        """The title of the first group, where the `other` one has its own so many rows above what it is the title of:
        as far above the headings, or, where that is none, the title of the lines directly above them.
        """
        number = _area(other).number
        for each in (self._rows.get(self._first_row - gap), self._title):
            if each is not None and not is_detail(_text(each)):
                first = _area(each)
                if first.number is None if number is None else first.number is not None and first.number < number:
                    return first
        near = self._title is not None and self._gap in (1, gap)
        return _area(self._title) if near and self._title is not None and number is None else None

    def numbered_before(self, number: int) -> AreaName | None:
        """The title above the headings, if it has the number before this one."""
        first = None if self._title is None else _area(self._title)
        return first if first is not None and first.number == number - 1 else None


def _title_of(rows: Sequence[Row]) -> Row | None:
    """Which of these lines is the title of what follows: the last one with a number, or the last that is no detail."""
    numbered = [each for each in rows if _area(each).number is not None]
    titles = numbered or [each for each in rows if not is_detail(_text(each))] or rows
    return titles[-1] if titles else None


def _area(row: Row) -> AreaName:
    if (of_two := area_of_two(row)) is not None:
        return of_two
    area = parse_area(_text(row), heading=True)
    return area if area.title else AreaName(None, _text(row))


def _text(row: Row) -> str:
    return " ".join(str(row.values[index]) for index in row.filled())
