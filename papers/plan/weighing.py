"""Which column holds what, weighed by the words of its heading and by the look of its cells together.

`settling` calls it once the headings have been read. A phrase that `vocabulary` has stands unless the cells contradict
it and another column, or another meaning, fits better; what no phrase claims goes to the column that leans to it most.
"""

from collections.abc import Collection, Mapping, Sequence

from models.plan.ratings import Rating
from models.plan.refs import LONGEST_REF
from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning
from papers.plan.headings import ColumnHeading
from papers.plan.leanings import is_finish, leanings
from papers.plan.looks import CONTRADICTED, HARDLY, MOSTLY, is_day
from papers.plan.ratings import ratings_in_words
from papers.plan.recognising import leaning_words, normal
from papers.plan.refs import parse_area
from papers.plan.sheets import Row
from papers.plan.telling import A_SENTENCE, EVIDENCE, Telling
from papers.plan.weights import COMMENTARY, OF_ONE_ACTION, SAID, SURELY
from papers.plan.word_meanings import FORECAST_WORDS, OF_SOMETHING_ELSE

_ENOUGH = 2.0
"""What a heading and its cells must come to together, for a column that no phrase claims."""
_ENOUGH_OF: dict[Held, float] = {Meaning.AREA: 2.3, Meaning.MEASURE: 2.3, Meaning.BOARD: 2.5}
_ENOUGH_OF_SAID = 1.6
_SAID_OF_ALL = 3.5
"""What a column of progress comes to that counts before one with hardly a remark in it."""
_FEW = 0.7
"""Distinct values, as a share, of what actions are grouped by."""
_BETTER = 0.3
"""By how much another column must be the likelier action."""
_PLAINLY_A_DATE = 2.3
_MAY_BE_MISSING: frozenset[Held] = frozenset(
    {
        *(Meaning.AREA, Meaning.BOARD, Meaning.MEASURE, Meaning.UPDATED, Meaning.ADDED, Meaning.REVISED),
        *(FIELDS["forecast"], FIELDS["impact"], FIELDS["commentary"]),
    }
)
_MAY_BE_OF_FINDERS = {"comment", "comments", "remark", "remarks", "notes"}
BARE_DATES = {"date", "dates", "date s"}


def weighed(
    heading: ColumnHeading,
    rows: Sequence[Row],
    columns: Mapping[Held, int],
    given_up: Collection[tuple[Held, int]] = (),
) -> dict[Held, int]:
    """The columns of this heading, with `columns` as its phrases say and without those that were `given_up`; what
    somebody has told stays.
    """
    return _Weighing(heading, rows, columns, given_up).settled()


class _Weighing(Telling):
    """The weighing that settles what each column holds."""

    def settled(self) -> dict[Held, int]:
        if not self._rows or self._heading.is_of_an_export:
            return self._columns
        self._contradicted()
        self._weak_title()
        self._told_to()
        self._by_name()
        self._its_own()
        self._better_commentary()
        self._unclaimed()
        self._only_ones()
        self._lettered()
        self._in_front()
        self._only_date()
        self._outer_area()
        return self._columns

    def _contradicted(self) -> None:
        """What the cells speak against goes to a column that fits; or is given up, where it need not be there, where
        another meaning fits, or where nothing but a phrase says so. What is claimed by words alone must fit.
        """
        for held, index in list(self._columns.items()):
            if self._heading.is_told(index) or self.look(index).cells < EVIDENCE:
                continue
            if self.look(index).fit(held) > CONTRADICTED and not self._in_vain(held, index):
                continue
            if held is Meaning.REF and self._begins_anew(index):
                continue
            if (other := self._best(held, but=index)) is not None:
                self._columns[held] = other
                if held is Meaning.TITLE and self.look(index).fit(Meaning.REF) >= 1:
                    self._columns.setdefault(Meaning.REF, index)
            elif (
                (held is Meaning.DUE and self.look(index).states >= 0.6)
                or held in _MAY_BE_MISSING
                or (held is Meaning.REF and self._names_what_is_elsewhere(index))
                or self._in_vain(held, index)
                or self._is_another(held, index)
            ):
                del self._columns[held]

    def _names_what_is_elsewhere(self, index: int) -> bool:
        """Whether references are to books and standards, most of them in more words than a ref has room for."""
        cells = [str(cell) for cell in self.cells(index)]
        return 2 * sum(len(cell) > LONGEST_REF and len(cell.split()) > 2 for cell in cells) >= len(cells)

    def _begins_anew(self, index: int) -> bool:
        """Whether refs come again only under another area."""
        areas = {self._columns.get(Meaning.AREA), *self._strengths} - {None, index}
        refs = [row.values[index] for row in self._rows]
        return any(
            len({(row.values[area], ref) for row, ref in zip(self._rows, refs, strict=True)}) == len(refs)
            for area in areas
            if area is not None and self.look(area).distinct <= _FEW and Meaning.AREA in self._strengths.get(area, {})
        )

    def _in_vain(self, held: Held, index: int) -> bool:
        """Whether words alone claim a column, and its cells do not fit well enough."""
        if held is Meaning.TITLE or index in self._by_phrase or not self.look(index).cells:
            return False
        return self.total(held, index) < self._enough(held)

    def _is_another(self, held: Held, index: int) -> bool:
        """Whether the words of a contradicted column do not say what its phrase says, or it fits another meaning."""
        if held is Meaning.TITLE:
            return False
        words = leanings(leaning_words(self._heading.texts[index]) or "")
        others = (each for each in self._strengths[index] if each not in self._columns)
        return held not in words or any(self.total(each, index) >= self._enough(each) for each in others)

    def _only_date(self) -> None:
        """Where nothing else says when an action is due, the day when it is expected to be done does."""
        if Meaning.DUE not in self._columns and (last := self._filled_before_the_end()) is not None:
            self._columns[Meaning.DUE] = last
        if Meaning.DUE not in self._columns and (index := self._unread_date()) is not None:
            self._columns[Meaning.DUE] = index
        if Meaning.DUE not in self._columns and (index := self._date_alone()) is not None:
            self._columns[Meaning.DUE] = index
        index = self._columns.get(FIELDS["forecast"])
        if index is None or Meaning.DUE in self._columns or self._heading.is_told(index):
            return
        if not FORECAST_WORDS.intersection(normal(self._heading.texts[index]).split()):
            self._columns[Meaning.DUE] = self._columns.pop(FIELDS["forecast"])

    def _outer_area(self) -> None:
        """Areas whose numbers begin anew are parts of what another column has: those are the areas then."""
        index = self._columns.get(Meaning.AREA)
        if index is None or self._heading.is_told(index):
            return
        titles: dict[int | None, set[str | None]] = {}
        for cell in self.cells(index):
            area = parse_area(str(cell))
            titles.setdefault(area.number, set()).add(area.title)
        anew = any(number is not None and len(several) > 1 for number, several in titles.items())
        outer = [
            each
            for each in self._free()
            if each < index and self.total(Meaning.AREA, each) >= self._enough(Meaning.AREA)
        ]
        if anew and outer:
            self._columns[Meaning.AREA] = outer[-1]

    def _date_alone(self) -> int | None:
        """The only column of days, called no more than “Date”, where it stands after the action and after its owner."""
        days = [index for index in self._strengths if self.look(index).dates >= MOSTLY]
        before = [self._columns[each] for each in (Meaning.TITLE, Meaning.OWNER) if each in self._columns]
        if len(days) != 1 or days[0] in self._columns.values() or len(before) < 2 or days[0] < max(before):
            return None
        return days[0] if normal(self._heading.texts[days[0]]) in BARE_DATES else None

    def _unread_date(self) -> int | None:
        """A column that is plainly of the date, though hardly one can be read: each of them is said then."""
        for index, strengths in self._strengths.items():
            if strengths.get(Meaning.DUE, 0) < _PLAINLY_A_DATE or index in self._columns.values():
                continue
            cells = self.cells(index)
            if sum(any(map(str.isdigit, str(cell))) for cell in cells) >= 0.6 * max(len(cells), 1) and cells:
                return index
        return None

    def _filled_before_the_end(self) -> int | None:
        """A column of days of closing that has one for actions, too, which are not closed yet: when they are to be."""
        activity = self._columns.get(FIELDS["activity"])
        if activity is None or FIELDS["forecast"] in self._columns:
            return None
        still = [
            row
            for row in self._rows
            if isinstance(state := row.values[activity], str)
            and (ratings := ratings_in_words(state).ratings)
            and Rating.DONE not in ratings
        ]
        for index, text in enumerate(self._heading.texts):
            if index in self._columns.values() or self._heading.is_told(index) or not is_finish(normal(text)):
                continue
            if still and all(is_day(row.values[index]) for row in still):
                return index
        return None

    def _weak_title(self) -> None:
        """What the actions are grouped by stands there several times, or its heading is weak: another column that leans
        to the action, and fits better, has it.
        """
        index = self._columns.get(Meaning.TITLE)
        if index is None or self._heading.is_told(index):
            return
        other = self._best(Meaning.TITLE, but=index, beside=(Meaning.AREA, Meaning.MEASURE))
        if other is None or self._strengths[other][Meaning.TITLE] <= self._strengths[index].get(Meaning.TITLE, 0):
            return
        if self.total(Meaning.TITLE, other) >= self.total(Meaning.TITLE, index) + _BETTER:
            for held in (Meaning.AREA, Meaning.MEASURE):
                if self._columns.get(held) == other:
                    del self._columns[held]
            self._columns[Meaning.TITLE] = other

    def _its_own(self) -> None:
        """What names the action in its heading is the action’s before what only may be: "Owner of the action"."""
        title = self._columns.get(Meaning.TITLE)
        if title is None:
            return
        for held in OF_ONE_ACTION:
            index = self._columns.get(held)
            if index is None or self._heading.is_told(index) or self.named_in(index) == title:
                continue
            its = [each for each in self._free() if self.named_in(each) == title and self.says(held, each) >= SURELY]
            if len(its) == 1 and self.total(held, its[0]) >= self._enough(held):
                self._columns[held] = its[0]

    def _better_commentary(self) -> None:
        """What was said in sentences counts before a word or two, and before what is read as the rating, too."""
        index, title = self._columns.get(COMMENTARY), self._columns.get(Meaning.TITLE)
        if index is None or self._heading.is_told(index):
            return
        before = title is not None and index < title and normal(self._heading.texts[index]) in _MAY_BE_OF_FINDERS
        if before and (self.look(index).reports < MOSTLY or self.look(index).instructs > HARDLY):
            del self._columns[COMMENTARY]  # what was remarked, and led to the action
            self._strengths[index].pop(COMMENTARY, None)
            return
        other = self._best(COMMENTARY, but=index)
        if other is None:
            return
        twofold = index == self._columns.get(FIELDS["activity"]) and self.total(COMMENTARY, other) >= SURELY
        few = 2 * self.look(index).filled <= self.look(other).filled and self.total(COMMENTARY, other) >= _SAID_OF_ALL
        short = self.look(index).length < A_SENTENCE <= self.look(other).length
        if twofold or few or (short and self.total(COMMENTARY, other) >= self.total(COMMENTARY, index) + SAID):
            self._columns[COMMENTARY] = other

    def _unclaimed(self) -> None:
        pairs = sorted(
            (-total, -self.look(index).fit(held), index, held.heading, held)
            for index, strengths in self._strengths.items()
            for held in strengths
            if held not in self._columns and (total := self.total(held, index)) >= self._enough(held, index)
        )
        for _, _, index, _, held in pairs:
            if held not in self._columns and index not in self._columns.values():
                self._columns[held] = index

    def _best(self, held: Held, but: int, beside: Collection[Held] = ()) -> int | None:
        """The likeliest column that nothing has, or something of what may be given up for it."""
        taken = {index for each, index in self._columns.items() if each not in beside or index in self._by_phrase}
        free = [
            index
            for index, strengths in self._strengths.items()
            if held in strengths and index != but and index not in taken
        ]
        best = max(free, key=lambda index: (self.total(held, index), -index), default=None)
        return best if best is not None and self.total(held, best) >= self._enough(held) else None

    def _enough(self, held: Held, index: int | None = None) -> float:
        """What is needed of a column: less of one that is called an area or a category, if each stands there once."""
        if index is not None and held is Meaning.AREA and self.says(held, index) >= SURELY:
            words = set(normal(self._heading.texts[index]).split())
            return _ENOUGH_OF[held] if words & OF_SOMETHING_ELSE else _ENOUGH_OF_SAID
        return _ENOUGH_OF.get(held, _ENOUGH)
