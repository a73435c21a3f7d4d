"""What a column holds where its heading means two things: the cells below it tell.

`actions` asks once for a sheet, with its first rows. A column is moved from one meaning to another, or given up to the
next likely heading; no cell is read here for what it says.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning
from papers.plan.headings import ColumnHeading, map_columns
from papers.plan.leanings import is_finish
from papers.plan.looks import HARDLY, MOSTLY, is_day, looks_of
from papers.plan.marks import ticked
from papers.plan.ratings import ratings_in_words
from papers.plan.recognising import Spelling, normal
from papers.plan.sheets import Row
from papers.plan.weighing import weighed

ACTIVITY, IMPACT, COMMENTARY = FIELDS["activity"], FIELDS["impact"], FIELDS["commentary"]
_PROSE = 25
"""Characters from which a text is no rating."""

_FEW_WORDS = 3
_MORE = re.compile(r"\d(?![\d.]*\s?(?:%|per))")
"""What says more than a state: "Done 12/14/09"."""

_LONGEST_STATE = 60
"""Characters of a text that begins with a state and goes on."""

IDENTIFIER = re.compile(
    r"\d{16,}|(?=.*\d)(?=.*[a-z][A-Z])\S{16,}|[0-9a-f]{24,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII
)
"""What a program calls its rows, and nobody would type: Asana's sixteen digits, Planner's 28 letters of either case,
Trello's 24 hexadecimal digits.
"""


def settled(heading: ColumnHeading, sample: Iterable[Row]) -> ColumnHeading:
    """The heading with its two-faced columns settled by the cells below it.

    An Impact or Status column that holds prose is the difference made, or the progress; a Progress column that
    holds states is the rating, and stays the progress where more words follow, as any column of ratings that says
    more is where no other is. Lists that are called To do and Done are the rating, too; where there is none, the
    day of completion tells what is Blue. A Priority column that says high, medium or low is no area, and one that
    says 1a, 1b, 2a, each once, is the ref where no column is; what is merged beside several actions is theirs. An
    Action column of numbers is the ref where another column has the texts, and one of a program's long identifiers
    is none. A blank column gives way to another one. What somebody has told stays.
    """
    settling = _Settling(heading, list(sample))
    settling.blank()
    settling.impact()
    settling.prose(ACTIVITY, COMMENTARY)
    settling.states()
    settling.comments()
    settling.levels()
    settling.coded()
    settling.lists()
    settling.merged()
    settling.numbers()
    settling.identifiers()
    settling.weighed()
    settling.ticked()
    settling.finished()
    return replace(heading, columns=settling.columns)


class _Settling:
    """The columns of one heading while they are settled."""

    def __init__(self, heading: ColumnHeading, rows: Sequence[Row]) -> None:
        self.columns: dict[Held, int] = dict(heading.columns)
        self._heading, self._rows = heading, rows
        self._given_up: set[tuple[Held, int]] = set()

    def blank(self) -> None:
        """A column in which nothing stands yet, as that of a quarter to come, gives way to another one."""
        for meaning in list(self.columns):
            tried: list[int] = []
            while self._rows and (index := self._open(meaning)) is not None and not self._cells(index):
                tried.append(index)
                others = map_columns(self._heading.texts, self._heading.told, Spelling.MISSPELLED, without=tried)
                if meaning not in others or others[meaning] in self.columns.values():
                    self.columns[meaning] = tried[0]
                    break
                self.columns[meaning] = others[meaning]

    def prose(self, meaning: Held, instead: Held) -> None:
        index = self._open(meaning)
        if index is not None and _are_prose(self._cells(index)):
            del self.columns[meaning]
            self.columns.setdefault(instead, index)

    def impact(self) -> None:
        """Impact in words is the difference that was made; beside a column of risks or issues, what these would do."""
        index = self._open(IMPACT)
        if index is None or not _are_words(self._cells(index)):
            return
        before = index < self.columns.get(Meaning.TITLE, 0)
        of_risks = before or any(_OF_RISKS & set(normal(text).split()) for text in self._heading.texts)
        del self.columns[IMPACT]
        if not of_risks:
            self.columns.setdefault(FIELDS["difference"], index)

    def states(self) -> None:
        made = self._open(FIELDS["difference"])
        if made is not None and ACTIVITY not in self.columns and _are_mostly_states(self._cells(made)):
            self._give_up(FIELDS["difference"])  # an outcome that is "Actioned" or "Pending"
            self.columns[ACTIVITY] = made
        index = self._open(COMMENTARY)
        if index is None or ACTIVITY in self.columns:
            return
        if _are_states(self._cells(index), _LONGEST_STATE):
            self.columns[ACTIVITY] = index
        if _are_states(self._cells(index)) and not any(map(_MORE.search, map(str, self._cells(index)))):
            self._give_up(COMMENTARY)
            # An export of Microsoft Planner: its states are called Progress, its notes Description.
            notes = next((at for at, text in enumerate(self._heading.texts) if normal(text) == "description"), None)
            planner = "bucket name" in map(normal, self._heading.texts)
            if planner and notes is not None and notes not in self.columns.values():
                self.columns.setdefault(COMMENTARY, notes)

    def comments(self) -> None:
        """What rates the actions and says more of some, each time something else, is the progress as well where nothing
        else is. That of a column which somebody has told stays with it.
        """
        index = self.columns.get(ACTIVITY)
        if index is None or COMMENTARY in self.columns or COMMENTARY in self._heading.told.columns.values():
            return
        longer = [
            each for each in map(str, self._cells(index)) if len(each) >= _PROSE and len(each.split()) > _FEW_WORDS
        ]
        if len(longer) > 1 and len(set(longer)) == len(longer):
            self.columns[COMMENTARY] = index

    def lists(self) -> None:
        index = self._open(Meaning.AREA)
        how_much = index is not None and bool(_HOW_MUCH & set(normal(self._heading.texts[index]).split()))
        if index is not None and not how_much and ACTIVITY not in self.columns and _are_states(self._cells(index)):
            self._give_up(Meaning.AREA)
            self.columns[ACTIVITY] = index

    def finished(self) -> None:
        """Where nothing else rates the actions, the day on which each was completed tells of those that are done."""
        days = [
            index
            for index, text in enumerate(self._heading.texts)
            if is_finish(normal(text), due_elsewhere=self.columns.get(Meaning.DUE, index) != index)
            and index not in self.columns.values()
            and not self._heading.is_told(index)
            and any(map(is_day, self._cells(index)))
        ]
        rated = self._open(ACTIVITY)
        states = [cell for cell in self._cells(rated) if isinstance(cell, str)]
        if days and states and not any(ratings_in_words(state).says_how_it_stands for state in states):
            self._give_up(ACTIVITY)
        for index in days[:1]:
            self.columns.setdefault(ACTIVITY, index)

    def levels(self) -> None:
        index = self._open(Meaning.AREA)
        if (
            index is not None
            and not self._heading.is_of_an_export
            and (_are_levels(self._cells(index), self._cells(self.columns.get(Meaning.REF))) or self._ranks(index))
        ):
            self._give_up(Meaning.AREA)

    def _ranks(self, index: int) -> bool:
        """Whether priorities are the numbers 1, 2, 3: each action has its rank, and none is an area."""
        cells = [str(cell) for cell in self._cells(index)]
        priority = bool(_HOW_MUCH & set(normal(self._heading.texts[index]).split())) and Meaning.REF not in self.columns
        return priority and len(cells) >= _FEWEST_CODES and cells == [str(at) for at in range(1, len(cells) + 1)]

    def coded(self) -> None:
        index, title = self._open(Meaning.AREA), self.columns.get(Meaning.TITLE)
        if index is None or title is None or Meaning.REF in self.columns or self._heading.is_of_an_export:
            return
        rows = [row for row in self._rows if row.values[title] is not None and index not in row.repeated]
        codes = [str(row.values[index]).strip() for row in rows]
        each_once = len({code.casefold() for code in codes}) == len(codes) >= _FEWEST_CODES
        if each_once and all(map(_CODE.fullmatch, codes)) and not all(map(str.isdecimal, codes)):
            self.columns[Meaning.REF] = self.columns.pop(Meaning.AREA)

    def merged(self) -> None:
        index = self._open(Meaning.TITLE)
        beside = [row for row in self._rows if index in row.repeated]
        if index is None or not beside:
            return
        finer = map_columns(self._heading.texts, self._heading.told, Spelling.MISSPELLED, without=(index,))
        actions = finer.get(Meaning.TITLE)
        if actions is None or actions in self.columns.values():
            return
        if all(row.values[actions] is not None and actions not in row.repeated for row in beside):
            self.columns[Meaning.TITLE] = actions
            self.columns.setdefault(Meaning.AREA, index)

    def numbers(self) -> None:
        index = self._open(Meaning.TITLE)
        cells = self._cells(index)
        if index is None or not cells or not all(_NUMBER.fullmatch(str(cell)) for cell in cells):
            return
        taken = self.columns.values()
        texts = map_columns(self._heading.texts, self._heading.told, Spelling.MISSPELLED, without=(index,))
        if (title := texts.get(Meaning.TITLE)) is not None and (title not in taken or title == index):
            self.columns[Meaning.TITLE] = title
            if index < title:
                self.columns.setdefault(Meaning.REF, index)

    def identifiers(self) -> None:
        index = self._open(Meaning.REF)
        cells = self._cells(index)
        if cells and all(IDENTIFIER.fullmatch(str(cell)) for cell in cells):
            self._give_up(Meaning.REF)

    def ticked(self) -> None:
        for held, columns in ticked(self._heading.texts, self._rows).items():
            if any(map(self._heading.is_told, columns)):
                continue
            self.columns = {each: index for each, index in self.columns.items() if index not in columns}
            self.columns.setdefault(held, columns[0])

    def weighed(self) -> None:
        self.columns = weighed(self._heading, self._rows, self.columns, self._given_up)

    def _open(self, meaning: Held) -> int | None:
        """The column, where nobody has told what it holds."""
        index = self.columns.get(meaning)
        return None if index is None or self._heading.is_told(index) else index

    def _cells(self, index: int | None) -> list[Any]:
        return [] if index is None else [row.values[index] for row in self._rows if row.values[index] is not None]

    def _give_up(self, meaning: Held) -> None:
        """The meaning goes to the next likely heading that has none, if there is one."""
        index = self.columns.pop(meaning)
        self._given_up.add((meaning, index))
        others = map_columns(self._heading.texts, self._heading.told, Spelling.MISSPELLED, without=(index,))
        if meaning in others and others[meaning] not in self.columns.values():
            self.columns[meaning] = others[meaning]


def _are_prose(values: Sequence[Any]) -> bool:
    texts = [value for value in values if isinstance(value, str)]
    unread = [text for text in texts if not ratings_in_words(text).says_how_it_stands]
    each_its_own = len(set(unread)) == len(texts) >= _FEWEST_CODES
    if each_its_own and median(len(text.split()) for text in texts) >= _FEW_WORDS:
        return True  # what is said of each in a few words
    return bool(unread) and 2 * len(unread) > len(texts) and median(map(len, unread)) >= _PROSE


_OF_RISKS = {
    "severity",
    "likelihood",
    "probability",
    "risk",
    "risks",
    "issue",
    "issues",
    "problem",
    "problems",
    "finding",
    "findings",
}


def _are_words(values: Sequence[Any]) -> bool:
    """Whether hardly any cell of a column is a rating, or how much a thing matters."""
    look = looks_of(values, len(values))
    return _are_prose(values) or (look.cells > 1 and look.states + look.levels < HARDLY and look.numbers < HARDLY)


def _are_states(values: Sequence[Any], longest: int = _PROSE - 1) -> bool:
    texts = [value for value in values if isinstance(value, str)]
    return bool(texts) and all(len(text) <= longest and ratings_in_words(text).says_how_it_stands for text in texts)


def _are_mostly_states(values: Sequence[Any]) -> bool:
    look = looks_of(values, len(values))
    return look.states >= MOSTLY and look.length <= _PROSE


_NUMBER = re.compile(r"(?:[a-z]+[\s.:#-]*)?\d+(?:[./-]\d+)*[a-z]?\.?", re.IGNORECASE)
_FEWEST_CODES = 3
_CODE = re.compile(r"[a-z]{0,5}[\s./-]?\d{1,4}(?:[./-]\d{1,3})*[a-z]?", re.IGNORECASE | re.ASCII)
"""What numbers an action, and is no name of an area: 1a, P1.2, SI-03."""

_LEVEL = re.compile(
    r"(?=.*\w)(?:p|prio(?:rity)?\s*)?[0-5]?[\s.:)–-]*"
    r"(?:(?:very|highest|lowest|high|medium|med|moderate|low|h|m|l|urgent|important|critical|major|minor|normal|routine"
    r"|essential|desirable|must|should|could|must have|should have|could have|fundamental|significant|merits attention"
    r"|trivial|blocker|top)\s*)*",
    re.IGNORECASE,
)


_HOW_MUCH = {"priority", "severity", "urgency", "importance", "criticality"}
_PICTURES = re.compile(r"[^\w\s.:)(/–-]")


def _are_levels(values: Sequence[Any], refs: Sequence[Any]) -> bool:
    """Whether a column says how much each action matters, and not to what it belongs.

    High, medium and low do. Bare numbers up to 5 do, unless they are the areas: these stand in order, or make the refs.
    """
    texts = [_PICTURES.sub("", str(value)).strip().casefold() for value in values]
    if not texts or not all(_LEVEL.fullmatch(text) for text in texts):
        return False
    bare = [re.sub(r"[\W_]+", "", text) for text in texts]
    if not all(map(str.isdecimal, bare)):
        return True
    numbers = list(map(int, bare))
    areas = [int(dotted[1]) for ref in refs if (dotted := re.fullmatch(r"(\d{1,3})\.\d+", str(ref)))]
    if areas:
        return areas != numbers[: len(areas)] and set(areas) != set(numbers)
    in_order = all(one <= other for one, other in pairwise(numbers))
    return len({str(ref) for ref in refs}) == len(refs) and not in_order
