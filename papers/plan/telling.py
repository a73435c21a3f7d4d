"""What the cells of a column tell where no heading says what it holds: posts, states of the work, what is to be
done, what was done, refs as people write them.

`weighing` builds on it. A column is taken only where no other one could be the same.
"""

import re
from collections.abc import Callable

from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning
from papers.plan.leanings import is_state_to_come, singular
from papers.plan.looks import CONTRADICTED, HARDLY, MOSTLY, is_a_period
from papers.plan.recognising import begins_with_period, ends_with_period, is_bygone, leaning_words, normal
from papers.plan.weights import COMMENTARY, NUMBERS, SURELY, WEAK, Weights
from papers.plan.word_meanings import NOTHING_HERE, OF_SOMETHING_ELSE

EVIDENCE = 2
"""Cells that speak against a heading at least."""
A_SENTENCE = 20
_A_POST = 60
_ANSWERED = {"action", "response", "reply", "answer"}
_AT_LENGTH = {"description", "details", "detail"}
_NAMES = {"name", "title", "designation", "headline"}
_REFS_OF_OTHERS = {"risk", "finding", "issue", "recommendation", "objective", "ids", "paragraph", "minute", "exception"}
_OF_ROWS = {"#", "no", "nr", "s no", "sr no", "sl no", "ser no", "serial no", "serial", "row", "row no", "item no"}
_WRITTEN = re.compile(r"[A-Za-z]{1,8}(?:[ ./-][A-Za-z]{1,8}){0,3}[ ./-]?\d{1,6}(?:[./-]\d+)*|\d+(?:\.\d+)+", re.ASCII)
_NEARLY_ALL = 0.8


class Telling(Weights):
    """The columns that the cells alone tell."""

    def _told_to(self) -> None:
        """What was found gives way to what is to be done about it: the one other column that says what to do."""
        index = self._columns.get(Meaning.TITLE)
        if index is None or self._heading.is_told(index) or self.look(index).instructs > HARDLY:
            return
        said = self.says(Meaning.TITLE, index)
        weak = said <= WEAK
        # What is only reported yields to whatever leans to the action and says what to do.
        reported = self.look(index).reports >= MOSTLY
        others: set[Held] = {Meaning.MEASURE} | ({FIELDS["corrective_action"]} if weak else set())
        others |= {Meaning.AREA} if reported else set()
        maybe = [at for held, at in self._columns.items() if held in others and not self._heading.is_told(at)]
        telling = [
            each
            for each in (*self._free(), *maybe)
            if self.look(each).instructs >= MOSTLY
            and self.look(each).filled >= self.look(index).filled
            and (weak or self.says(Meaning.TITLE, each) >= (WEAK if reported else max(WEAK, said)))
            and not self._is_named(index, each)
        ]
        if len(telling) == 1 and self.look(telling[0]).fit(Meaning.TITLE) > 0:
            self._columns = {held: at for held, at in self._columns.items() if at != telling[0]}
            self._columns[Meaning.TITLE] = telling[0]
            named = _ANSWERED & {singular(word) for word in normal(self._heading.texts[index]).split()}
            if reported and named and index > telling[0] and self.look(index).length >= A_SENTENCE:
                self._columns.setdefault(COMMENTARY, index)  # an action that is told as it goes

    def _by_name(self) -> None:
        """Beside a bare “Description” what a thing is called is the action: the one column in front of it that ends in
        “name” or “title”, and leans to the action.
        """
        index = self._columns.get(Meaning.TITLE)
        if index is None or self._heading.is_told(index) or normal(self._heading.texts[index]) not in _AT_LENGTH:
            return
        names = [
            each
            for each in self._free()
            if each < index
            and not _NAMES.isdisjoint(normal(self._heading.texts[each]).split()[-1:])
            and self.says(Meaning.TITLE, each) >= 1
            and self.look(each).fit(Meaning.TITLE) > 0
            and self.look(each).filled >= self.look(index).filled
        ]
        if len(names) == 1 and self.look(index).instructs < MOSTLY:
            self._columns[Meaning.TITLE] = names[0]

    def _is_named(self, index: int, other: int) -> bool:
        """Whether the one is the name, and the other the description, of the same thing."""
        name, described = (set(normal(self._heading.texts[each]).split()) for each in (index, other))
        return bool(name & {"name", "title"}) and name - {"name", "title"} == described - {"description"}

    def _only_ones(self) -> None:
        """What no heading says goes to the one column, under a heading that tells nothing, whose cells can be hardly
        anything else: posts, states of the work, what was done, refs with letters in front of all else.
        """
        title = self._columns.get(Meaning.TITLE)
        if title is None:
            return
        kinds: tuple[tuple[Held, Callable[[int], bool]], ...] = (
            (Meaning.OWNER, lambda index: self.look(index).posts >= MOSTLY and self.look(index).length <= _A_POST),
            (FIELDS["activity"], lambda index: self.look(index).plain_states >= _NEARLY_ALL),
            (COMMENTARY, lambda index: index > title and self._is_report(index) and not self.says_more(index)),
        )
        self._better_rating()
        for held, can_be in kinds:
            possible = [index for index in self._free() if self._tells_nothing(index) and can_be(index)]
            if held is COMMENTARY and not possible:
                possible = [index for index in self._free() if index > title and self._is_remarked(index)]
            if held not in self._columns and len(possible) == 1:
                self._columns[held] = possible[0]
        others = set(normal(self._heading.texts[0]).split()) & (OF_SOMETHING_ELSE | NOTHING_HERE)
        if Meaning.REF not in self._columns and 0 in self._free() and self._are_refs(0) and not others:
            self._columns[Meaning.REF] = 0

    def _is_remarked(self, index: int) -> bool:
        """Whether a heading asks for a rating, as “Completed” does, and remarks stand below it."""
        look = self.look(index)
        asks = self.says(FIELDS["activity"], index) > 0 and self._may_rate(index)
        told = look.length >= A_SENTENCE and look.reports > HARDLY and look.instructs < MOSTLY
        return asks and told and look.fit(FIELDS["activity"]) <= CONTRADICTED

    def _better_rating(self) -> None:
        """Numbers and percentages yield to the one column of plain states."""
        rated = self._columns.get(FIELDS["activity"])
        if rated is None or self._heading.is_told(rated) or self.look(rated).plain_states or not self.cells(rated):
            return
        if self.look(rated).numbers < MOSTLY:
            return
        states = [index for index in self._free() if self.look(index).states >= _NEARLY_ALL and self._may_rate(index)]
        if len(states) == 1:
            self._columns[FIELDS["activity"]] = states[0]

    def _may_rate(self, index: int) -> bool:
        text = self._heading.texts[index]
        words = {singular(word) for word in normal(text).split()}
        return not (words & (NOTHING_HERE | OF_SOMETHING_ELSE) or is_bygone(text) or self.look(index).dates)

    def _tells_nothing(self, index: int) -> bool:
        text = self._heading.texts[index]
        words = {singular(word) for word in normal(text).split()}
        known = (
            self._strengths[index]
            or words & (NOTHING_HERE | OF_SOMETHING_ELSE | {"phase", "stage"})
            or index in self._by_phrase
        )
        another = (
            is_bygone(text) or is_state_to_come(normal(text)) or begins_with_period(text) or ends_with_period(text)
        )
        return bool(words) and not known and not another and self.look(index).cells >= EVIDENCE

    def _is_report(self, index: int) -> bool:
        look = self.look(index)
        return look.reports >= MOSTLY and look.length >= A_SENTENCE and look.names < MOSTLY

    def _are_refs(self, index: int) -> bool:
        look = self.look(index)
        return (
            not any(map(is_a_period, self.cells(index)))
            and look.codes == 1
            and look.numbers == 0
            and look.distinct == 1 == look.filled
            and look.dates == 0
        )

    def _lettered(self) -> None:
        """Beside what a program calls its rows, refs as people write them are those that are known."""
        index = self._columns.get(Meaning.REF)
        if index is None or self._heading.is_told(index) or self._is_written(index):
            return
        if self._counts(index) and normal(self._heading.texts[index]) not in _OF_ROWS:
            return
        for other in self._free():
            if (
                self._strengths[other].get(Meaning.REF, 0) >= SURELY
                and self._are_refs(other)
                and self._is_written(other)
            ):
                self._columns[Meaning.REF] = other
                return

    def _in_front(self) -> None:
        """A ref of each row in front of all else is the action's; those of findings or risks after it are theirs."""
        index = self._columns.get(Meaning.REF)
        if index in (None, 0) or 0 not in self._free() or self._heading.is_told(index or 0):
            return
        words = (leaning_words(self._heading.texts[0]) or "").split()
        theirs = set(normal(self._heading.texts[index or 0]).split()) & _REFS_OF_OTHERS
        if theirs and words and words[-1] in NUMBERS and self._are_refs(0):
            self._columns[Meaning.REF] = 0

    def _is_written(self, index: int) -> bool:
        """Whether every ref has letters and a number after them, or is in parts."""
        return all(_WRITTEN.fullmatch(str(cell)) for cell in self.cells(index))

    def _counts(self, index: int) -> bool:
        numbers = [str(cell) for cell in self.cells(index)]
        return numbers == [str(number) for number in range(1, len(numbers) + 1)]

    def _free(self) -> list[int]:
        """The columns that nothing has, and nobody has told about."""
        taken = set(self._columns.values())
        return [index for index in self._strengths if index not in taken]
