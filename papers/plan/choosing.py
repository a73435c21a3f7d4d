"""Which sheets of a workbook list the plan's actions: one, several that go on from each other, or a question.

`reading` calls it with the sheets that have a row of headings. A sheet is passed over only where its actions stand on
another one that is read, or where it is hidden; whatever else cannot be told is asked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice

from openpyxl.utils import get_column_letter

from papers.plan.column_names import names_of
from papers.plan.contents import Column, Held, Meaning
from papers.plan.headings import ColumnHeading, columns_of_one_heading, comes_again
from papers.plan.layouts import Option, Question, Told
from papers.plan.recognising import normal
from papers.plan.refs import AreaName, parse_area
from papers.plan.sheets import Row, Sheet
from papers.wording import day, joined, plural, shortened

NO_GUESSES: Mapping[int, Held | None] = {}
SAMPLES = 2
SAMPLE = 40
"""How many cells of a column are shown to whoever is asked about it, and how much of each."""

SAMPLED_ROWS = 200
ALIKE = 0.6
"""The share of headings that two sheets of one list have in common at least."""

_NO_AREA_NAME = re.compile(
    r"(?:sheet|table|tab|page|list)?\s*\d*|(?:\d{1,4}\W?)*|(?:all |the )?(?:improvement |action |delivery )*"
    r"(?:plans?|actions?|trackers?|logs?|open|closed|completed?|current|live|archived?|done|new|old|ongoing|outstanding"
    r"|in progress|overdue|recommendations?|tasks?|items?|data|export|main|register)(?: (?:actions?|items?|tasks?|log"
    r"|tracker|plan|recommendations?))*|(?:q[1-4]|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\W*\d{0,4}.*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ActionSheet:
    """A sheet with a row of headings that names the action; the `first` rows below it; and all of them, the first ones
    too, for `actions` to go through: once, since a large sheet takes long to walk.
    """

    sheet: Sheet
    heading: ColumnHeading
    first: Sequence[Row]
    rows: Iterator[Row]

    @cached_property
    def sample(self) -> Sequence[Row]:
        """As many rows as tell what stands in a column; where the headings come again, they tell nothing."""
        return [row for row in self.first[:SAMPLED_ROWS] if not comes_again(row, row.filled(), self.heading)]

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.name

    def columns(self, guesses: Mapping[int, Held | None] = NO_GUESSES) -> tuple[Column, ...]:
        """What each column with a heading, or with cells and none, was taken for, or is guessed to be, with a few of
        its cells. Several of one heading that are read as one column are shown so.
        """
        texts, names = self.heading.texts, self.names
        return tuple(
            Column(
                get_column_letter(index + 1),
                names[index],
                guesses.get(index, self.heading.meaning(index) or self._gathered(index)),
                self._samples(index),
                index in guesses,
                texts[index] if index < len(texts) else "",
            )
            for index in range(len(names))
            if (index < len(texts) and texts[index]) or index in self.unheaded
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each column is called, those beyond the last heading too."""
        wide = max((index + 1 for index in self.unheaded), default=0) - len(self.heading.texts)
        return names_of((*self.heading.texts, *[""] * wide))

    @cached_property
    def unheaded(self) -> frozenset[int]:
        """The columns that have cells in the first rows, and no heading."""
        texts = self.heading.texts
        return frozenset(
            index for row in self._wide for index in row.filled() if index >= len(texts) or not texts[index]
        )

    @cached_property
    def _wide(self) -> Sequence[Row]:
        """The first rows in all their width."""
        last = self.heading.last_row
        return [row for row in self.sheet.rows(last=last + SAMPLED_ROWS) if row.number > last]

    def _gathered(self, index: int) -> Held | None:
        """What a column is read as together with another one of its heading."""
        several = columns_of_one_heading(self.heading).items()
        return next((self.heading.meaning(at) for at, others in several if index in others), None)

    def _samples(self, index: int) -> tuple[str, ...]:
        """A few of the cells of a column, each as a person would write it."""
        rows = self.sample if index < len(self.heading.texts) else self._wide
        cells = (row.values[index] for row in rows if row.values[index] is not None)
        words = (day(cell) if isinstance(cell, date) else " ".join(str(cell).split()) for cell in cells)
        return tuple(shortened(each, SAMPLE) for each in islice(dict.fromkeys(words), SAMPLES))

    @cached_property
    def actions(self) -> tuple[tuple[str, str], ...]:
        """The ref, if there is one, and the title of each action that it lists, as they are compared."""
        columns, headings = self.heading.columns, set(map(normal, self.heading.texts))
        title, ref = columns[Meaning.TITLE], columns.get(Meaning.REF)
        rows = (row for row in self.sheet.rows(len(self.heading.texts)) if row.number > self.heading.last_row)
        found = (
            ("" if ref is None else normal(str(row.values[ref] or "")), normal(str(row.values[title])))
            for row in rows
            if row.values[title] is not None and (len(row.filled()) > 1 or len(columns) == 1)
        )
        return tuple(each for each in found if each[1] not in headings)

    @cached_property
    def titles(self) -> frozenset[str]:
        """The titles alone."""
        return frozenset(title for _, title in self.actions)

    def has_all_of(self, other: "ActionSheet") -> bool:
        """Whether every action of the other sheet stands on this one, too: some by their titles, others by their
        refs alone.
        """
        refs = {ref for ref, _ in self.actions if ref}
        by_either = all(title in self.titles or ref in refs for ref, title in other.actions)
        return by_either and bool(self.titles & other.titles)

    @property
    def only_names_actions(self) -> bool:
        """Whether it says no more of them than what they are called."""
        return {Meaning.REF, Meaning.TITLE, Meaning.AREA}.issuperset(self.heading.columns)

    def goes_on_from(self, other: "ActionSheet") -> bool:
        """Whether both have the headings of one list."""
        one, another = ({normal(text) for text in each.heading.texts if text} for each in (self, other))
        mine, theirs = (each.heading.texts[each.heading.columns[Meaning.TITLE]] for each in (self, other))
        return normal(mine) == normal(theirs) and len(one & another) >= ALIKE * len(one | another)

    def area(self) -> AreaName | None:
        """The area that the sheet's name is, where it has no column for it; None where the name says nothing."""
        if Meaning.AREA in self.heading.columns or _NO_AREA_NAME.fullmatch(self.name.strip()):
            return None
        area = parse_area(self.name)
        return AreaName(area.number, area.title or self.name)


@dataclass(frozen=True)
class Chosen:
    """The sheets to read, in their order; what is said of those that are not, by name; or what has to be asked."""

    sheets: tuple[ActionSheet, ...]
    passed_over: Mapping[str, str] = field(default_factory=dict)
    question: Question | None = None


def choose(found: Sequence[ActionSheet]) -> Chosen:
    """Of the sheets that have headings those that list the plan; `found` is not empty, nor was any sheet told."""
    if len(found) == 1:
        return Chosen(tuple(found))
    visible = [each for each in found if not each.sheet.hidden] or list(found)
    passed_over = {each.name: "it lists actions too, but is hidden" for each in found if each not in visible}
    passed_over |= {each.name: "it has headings, but no actions" for each in visible if not each.titles}
    listing = [each for each in visible if each.titles] or visible[:1]
    main = max(listing, key=lambda each: (each.heading.score, len(each.titles)))
    taken, unclear = [], []
    for each in listing:
        alike = each.goes_on_from(main)
        if each is main or (alike and not each.titles & main.titles):
            taken.append(each)
        elif not alike and main.has_all_of(each):
            passed_over[each.name] = f"its actions stand on “{main.name}” too, which says more"
        elif not alike and each.only_names_actions:
            passed_over[each.name] = "it has no more of its actions than their names"
        else:
            unclear.append(each)
    if unclear or _repeat_each_other(taken):
        return Chosen((), question=_question([each for each in listing if each.name not in passed_over]))
    notes = {
        each.name: f"The {'hidden sheet' if each.sheet.hidden else 'sheet'} “{each.name}” was passed over: {why}."
        for each in found
        if (why := passed_over.get(each.name))
    }
    return Chosen(tuple(taken), notes)


def _repeat_each_other(sheets: Sequence[ActionSheet]) -> bool:
    return sum(len(each.titles) for each in sheets) > len(frozenset[str]().union(*(each.titles for each in sheets)))


def _question(sheets: Sequence[ActionSheet]) -> Question:
    counted = [f"“{each.name}” ({plural(len(each.titles), 'action')})" for each in sheets]
    return Question(
        "The sheets of the plan",
        f"The sheets {joined(counted)} all list actions. Which are the plan’s?",
        (
            *(Option(f"“{each.name}” alone", Told(sheets=(each.name,))) for each in sheets),
            Option("All of them", Told(sheets=tuple(each.name for each in sheets))),
        ),
    )
