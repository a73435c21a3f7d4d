"""What a heading and the cells below it come to together, for each thing that a column may hold.

`weighing` and `telling` settle by it what each column holds, `doubting` which of them are not sure.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning
from papers.plan.headings import ColumnHeading
from papers.plan.leanings import leanings, singular
from papers.plan.looks import Looks, looks_of
from papers.plan.marks import is_mark
from papers.plan.recognising import (
    Recognised,
    Spelling,
    begins_with_period,
    is_period,
    leaning_words,
    normal,
    recognise,
)
from papers.plan.sheets import Row
from papers.plan.vocabulary import WEAK_TITLES
from papers.plan.word_meanings import CARRIES, TO_COME

LOOKED_AT = 60
"""Rows whose cells are looked at: more of them tell no more."""
_BY_PHRASE = {Spelling.EXACT: 4.0, Spelling.LOOSE: 3.5, Spelling.MISSPELLED: 3.0}
WEAK = 1.5
_OF_A_PERIOD = 1.2
_UNHEADED = 1.3
NUMBERS = {"no", "number", "ref", "reference", "id", "nr", "num", "code"}
_FIRST_OF_ALL = 2.5
"""How much the first column of all leans to the ref, if its heading does so at all."""
COMMENTARY = FIELDS["commentary"]
SURELY = 2.5
_GROUP = 1.8
_GROUPS = 1.5
"""How much less a column is the action where the same stands there again and again, and not in another one."""
_AS_SAID, SAID = 3.0, 0.5
_COMPANION = 1.0
OF_ONE_ACTION: tuple[Held, ...] = (Meaning.OWNER, Meaning.DUE, FIELDS["activity"], COMMENTARY)
"""What has its column for each of several actions in one row."""


def weights_of(heading: ColumnHeading, rows: Sequence[Row]) -> "Weights":
    """How much each column of a settled heading says what it holds."""
    return Weights(heading, rows, heading.columns, ())


class Weights:
    """What headings and cells come to together, by column; `weighed` and `doubting` decide by it."""

    def __init__(
        self,
        heading: ColumnHeading,
        rows: Sequence[Row],
        columns: Mapping[Held, int],
        given_up: Collection[tuple[Held, int]],
    ) -> None:
        self._heading, self._given_up = heading, given_up
        # A row of one cell is a title between the actions, or a remark.
        self._rows = [row for row in rows if len(row.filled()) > 1][:LOOKED_AT] or list(rows[:LOOKED_AT])
        self._columns = dict(columns)
        self._looks: dict[int, Looks] = {}

    def total(self, held: Held, index: int) -> float:
        """What a heading and its cells come to for this meaning; 0 for a column that somebody has told about."""
        look = self.look(index)
        title = self._columns.get(Meaning.TITLE)
        if held is COMMENTARY and title is not None and index < title and index not in self._by_phrase:
            return 0  # what stands before the action was there before it
        if held is Meaning.REF and title is not None and index > title and self.says(held, index) < SURELY:
            return 0  # refs stand in front, as a rule
        if held in OF_ONE_ACTION and (named := self.named_in(index)) is not None and title is not None:
            # "Person responsible for the corrective action" is of that one, and of no other action beside it.
            return self.says(held, index) + look.fit(held) + _COMPANION if named == title and look.cells else 0
        return self.says(held, index) + look.fit(held) if look.cells else 0

    def named_in(self, index: int) -> int | None:
        """The column of actions whose whole heading stands within this one’s."""
        return self._named_in.get(index)

    @cached_property
    def _named_in(self) -> dict[int, int]:
        headings = {index: f" {normal(self._heading.texts[index])} " for index in self._strengths}
        actions = [
            index
            for index, strengths in self._strengths.items()
            if strengths.get(Meaning.TITLE, 0) >= _AS_SAID
            and len(headings[index].split()) > 1
            and self.look(index).fit(Meaning.TITLE) > 0
        ]
        pairs = ((index, each) for index in headings for each in reversed(actions) if each != index)
        return {index: each for index, each in pairs if headings[each] in headings[index]}

    def says(self, held: Held, index: int) -> float:
        """How strongly a heading alone says that its column is of this meaning."""
        return self._strengths.get(index, {}).get(held, 0)

    def says_more(self, index: int) -> bool:
        """Whether a heading says no more than that the action goes on there: "Further details"."""
        return {singular(word) for word in normal(self._heading.texts[index]).split()} <= CARRIES | TO_COME

    def look(self, index: int) -> Looks:
        """What its cells look like."""
        if index not in self._looks:
            self._looks[index] = looks_of(self.cells(index), len(self._rows))
        return self._looks[index]

    def cells(self, index: int) -> list[Any]:
        """Its cells that are filled."""
        return [row.values[index] for row in self._rows if row.values[index] is not None]

    @cached_property
    def _by_phrase(self) -> frozenset[int]:
        """The columns that `vocabulary` has a phrase for."""
        texts = enumerate(self._heading.texts)
        return frozenset(index for index, text in texts if text and recognise(text, Spelling.MISSPELLED))

    @cached_property
    def _strengths(self) -> dict[int, dict[Held, float]]:
        """How strongly each heading that nobody has told about leans to what."""
        return {
            index: self._strengths_of(index, text) if text else self._without_heading(index)
            for index, text in enumerate(self._heading.texts)
            if not self._heading.is_told(index)
        }

    def _without_heading(self, index: int) -> dict[Held, float]:
        """Refs stand in front without one, and the actions may do so, too."""
        first = index == 0 and max(self.look(0).codes, self.look(0).numbers) >= 0.8
        return {Meaning.REF: _FIRST_OF_ALL} if first else {Meaning.TITLE: _UNHEADED}

    def _strengths_of(self, index: int, text: str) -> dict[Held, float]:
        words = leaning_words(text)
        if words is None:
            return {}
        if is_period(text) and all(map(is_mark, self.cells(index))):
            return {}  # when a thing is planned
        if is_period(text) or (begins_with_period(text) and self.look(index).states >= 0.6):
            # "Q2" or "June 2024": what was said then, or how it stood, of which the latest counts.
            held = FIELDS["activity"] if self.look(index).states >= 0.6 else FIELDS["commentary"]
            return {held: _OF_A_PERIOD + index / 1000}
        found = dict(leanings(words, dates=self.look(index).dates >= 0.6))
        for spelling, strength in _BY_PHRASE.items():
            if (phrase := recognise(text, spelling)) is not None:
                found[phrase.meaning] = max(self._strength_of(phrase, strength), found.get(phrase.meaning, 0))
                break
        first = not any(self._heading.texts[:index]) and words.rpartition(" ")[2] in NUMBERS
        if Meaning.REF in found and first and (found[Meaning.REF] >= 1 or self.look(index).distinct == 1):
            found[Meaning.REF] = max(found[Meaning.REF], _FIRST_OF_ALL)
        if Meaning.TITLE in found and self.look(index).cells >= 3 and self.look(index).distinct < 0.9:
            if found[Meaning.TITLE] >= 1:
                found[Meaning.AREA] = max(found.get(Meaning.AREA, 0), _GROUP)
            found[Meaning.TITLE] -= _GROUPS
        found.pop(FIELDS["impact"], None)  # what would be hit by a risk has that heading, too
        return {held: strength for held, strength in found.items() if (held, index) not in self._given_up}

    @staticmethod
    def _strength_of(phrase: Recognised, strength: float) -> float:
        if phrase.meaning is not Meaning.TITLE:
            return strength
        if phrase.phrase in WEAK_TITLES:
            return WEAK
        if "action" in phrase.phrase or "task" in phrase.phrase:
            return _AS_SAID + SAID
        return leanings(phrase.phrase).get(Meaning.TITLE, _AS_SAID) + SAID
