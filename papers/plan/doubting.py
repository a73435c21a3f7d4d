"""Which columns are not surely what they were taken for, though the layout has been settled: these are asked about.

`asking` calls it. Three things make a column unsure: it may well hold what no column has (names where nobody is named,
days where nothing is due); its heading and cells say too little for what it was taken for; another column says the same
nearly as much. How much is too little was set by the published layouts in the tests, which are not to be asked about.
"""

from collections.abc import Iterator

from models.updates.answer import FIELDS
from papers.plan.addresses import has_address
from papers.plan.choosing import ActionSheet
from papers.plan.contents import Held, Meaning
from papers.plan.leanings import is_finish, is_other_date, is_state_to_come, leanings, singular
from papers.plan.looks import HARDLY, MOSTLY, Looks, is_a_period, is_a_year
from papers.plan.marks import is_mark
from papers.plan.owners import may_be_unit
from papers.plan.recognising import (
    Spelling,
    begins_with_period,
    ends_with_period,
    is_bygone,
    leaning_words,
    normal,
    recognise,
)
from papers.plan.settling import IDENTIFIER
from papers.plan.weighing import BARE_DATES
from papers.plan.weights import Weights, weights_of
from papers.plan.word_meanings import ANSWERS, DUE_BY_ITSELF, NOTHING_HERE, NOUNS, OF_SOMETHING_ELSE, SAY_NO_DATE

ACTIVITY, COMMENTARY, IMPACT = FIELDS["activity"], FIELDS["commentary"], FIELDS["impact"]

_LOOKS_LIKE = 0.6
"""Of the cells of a column that must look like what no other column has."""

_SOME_NAMES = 0.3
_SOME_AGAIN = 0.7

_FIRMLY = 2.5
"""How much a word says whose a column is that is as good as “owner”."""

_SURELY = 3.5
"""How much a heading says by itself that its column is the action: “Recommendation” does."""

_TIMES = {"quarter", "qtr", "month", "week", "year", "yr", "sprint", "phase", "day", "term", "stage"}
_NEARLY_ALL = 0.8
_FEWEST = 2
"""Cells that a column must have before they can look like anything."""

_HINT = 1.0
"""What they come to where a column hardly says what no other one does."""

_WEAK = 2.6
"""What a heading and its cells come to together where they are no more than a hint."""

_NEARLY = 0.5
"""By how much less a column may say the same as another one and be its rival."""

_PLAINLY = 2.0
"""What a rival's heading and cells come to at least."""

_PROSE = 12
"""Characters of what is said about an action, by the median."""

_KNOWN_BY = (Meaning.TITLE, Meaning.OWNER, Meaning.DUE, ACTIVITY, Meaning.REF)
_HINTED = (Meaning.OWNER, Meaning.DUE, ACTIVITY)
_WEIGHED: tuple[Held, ...] = (*_KNOWN_BY, COMMENTARY, Meaning.AREA)
"""What an action is known and reported by: a column of anything else that is misread is seen in the preview."""

_RATED = {"rag", "brag", "rating", "ratings"}
_OF_IMPACT = {"impact", "outcome", "outcomes", "assurance", "benefit", "benefits", "effect", "difference"}
_NAMES = {"name", "title", "subject", "summary", "designation", "headline"}
_AT_LENGTH = {"description", "content", "detail", "text", "desc"}


def unsure(sheet: ActionSheet) -> dict[int, Held | None]:
    """The columns, from 0, that are to be asked about, with the best guess of what each holds; None where that is
    nothing of an action. A column that somebody has told about is sure.
    """
    heading = sheet.heading
    if heading.is_of_an_export or not sheet.sample:
        return {}
    found: dict[int, Held | None] = {}
    for index, guess in _Doubting(sheet, weights_of(heading, sheet.sample)).found():
        if guess is None or guess not in found.values():
            found[index] = guess if found.get(index) is None else found[index]
    return {index: found[index] for index in sorted(found)}


class _Doubting:
    def __init__(self, sheet: ActionSheet, weights: Weights) -> None:
        self._heading, self._columns, self._weights = sheet.heading, sheet.heading.columns, weights
        used = set(self._columns.values())
        self._free = [
            index
            for index, text in enumerate(self._heading.texts)
            if normal(text) and index not in used and not self._heading.is_told(index) and not is_bygone(text)
        ]
        self._sample = sheet.sample

    def found(self) -> Iterator[tuple[int, Held | None]]:
        for held in _WEIGHED:
            index = self._columns.get(held)
            if index is None:
                yield from self._missing(held)
            elif held in _KNOWN_BY and not self._heading.is_told(index) and not self._is_twofold(index):
                others = [each for each in self._free if self._is_rival(held, each, index)]
                if others or self._is_weak(held, index):
                    yield index, held
                yield from ((other, None) for other in others)
        yield from self._second_rating()

    def _second_rating(self) -> Iterator[tuple[int, Held | None]]:
        """The columns of ratings that none was taken for, where impact is nowhere: one may well be that."""
        if IMPACT in self._columns or ACTIVITY not in self._columns:
            return
        for index in self._free:
            words, look = (
                self._words(index) | set(normal(self._heading.texts[index]).split()),
                self._weights.look(index),
            )
            rated = look.cells >= _FEWEST and look.states >= _LOOKS_LIKE and not self._are_answers(index)
            text = self._heading.texts[index]
            if rated and words & _RATED and not (begins_with_period(text) or ends_with_period(text)):
                yield index, IMPACT if words & _OF_IMPACT else None

    def _missing(self, held: Held) -> Iterator[tuple[int, Held | None]]:
        """The columns that may hold what none does; the likeliest is the guess, where its heading does not speak
        against it."""
        like = [index for index in self._free if self._looks_like(held, index)]
        if like:
            likeliest = max(like, key=lambda index: (self._weights.total(held, index), -index))
            for index in like:
                yield index, held if index == likeliest and self._is_guess(held, index) else None

    def _is_guess(self, held: Held, index: int) -> bool:
        """Whether a column is rather what it may be than nothing: short words without a name are seldom an owner."""
        look = self._weights.look(index)
        return held is not Meaning.OWNER or look.names >= _SOME_NAMES

    def _looks_like(self, held: Held, index: int) -> bool:
        look = self._weights.look(index)
        if not look.cells or self._is_of_something_else(index):
            return False
        if held is Meaning.DUE and index < self._columns[Meaning.TITLE] and self._is_bare_date(index):
            return False  # when a thing was raised
        if held is Meaning.DUE and not self._weights.says(held, index) and self._is_of_a_year(index):
            return False  # what the action is from, or the plan
        said = self._weights.says(held, index) or look.cells < _FEWEST
        if held in _HINTED and said and self._weights.total(held, index) >= _HINT:
            cells = self._weights.cells(index)
            return not all(map(is_mark, cells)) and (held is not Meaning.DUE or not self._is_of_another_day(index))
        if held is Meaning.OWNER and self._names_an_owner(index):
            return True
        if look.cells < _FEWEST:
            return False
        title = self._columns[Meaning.TITLE]
        says_nothing = self._says_nothing(index) and not self._words(index) & _AT_LENGTH
        if held is Meaning.DUE:
            return look.dates > 0 and look.dates + look.dateless >= _LOOKS_LIKE and not self._is_of_another_day(index)
        if held is ACTIVITY:
            return look.states >= _LOOKS_LIKE and look.length <= 40 and not self._are_answers(index)
        if held is Meaning.OWNER:
            short = index > title and says_nothing and _are_short_words(look) and self._may_be_names(index)
            other = max(look.levels, look.states, look.codes)
            return look.length <= 45 and other < 0.5 and (look.names >= _LOOKS_LIKE or short)
        if held is Meaning.REF:
            codes = look.levels < HARDLY and look.codes >= 0.8 and look.distinct == 1 and look.dates < 0.5
            times = any(map(is_a_period, self._weights.cells(index))) or self._words(index) & _TIMES
            return index < title and codes and self._are_refs(index) and not self._counts_rows(index) and not times
        if held is COMMENTARY:
            addresses = any(has_address(str(cell)) for cell in self._weights.cells(index))
            told = look.reports > HARDLY and look.instructs < MOSTLY
            more = self._weights.says_more(index)
            return index > title and says_nothing and not more and not addresses and told and _is_prose(look)
        if held is Meaning.AREA:
            return index < title and says_nothing and look.distinct <= _SOME_AGAIN and _are_short_words(look)
        return False

    def _names_an_owner(self, index: int) -> bool:
        """Whether a heading says whose a column is, whatever its cells look like: staff have numbers, too."""
        return any(NOUNS[Meaning.OWNER].get(singular(word), 0) >= _FIRMLY for word in self._words(index))

    def _words(self, index: int) -> set[str]:
        return set((leaning_words(self._heading.texts[index]) or "").split())

    def _says_nothing(self, index: int) -> bool:
        """Whether no word of a heading tells anything."""
        text = self._heading.texts[index]
        if recognise(text, Spelling.MISSPELLED) or begins_with_period(text) or self._is_of_another_day(index):
            return False
        words = leaning_words(text) or ""
        return not leanings(words, dates=True) and not SAY_NO_DATE.issuperset(words.split())

    def _is_of_another_day(self, index: int) -> bool:
        words = leaning_words(self._heading.texts[index]) or ""
        return is_other_date(words) or is_finish(words, due_elsewhere=True)

    def _are_answers(self, index: int) -> bool:
        """Whether a column is of yes and no, or of ticks, which may answer anything."""
        cells = self._weights.cells(index)
        return all(is_mark(cell) or str(cell).casefold() in ("yes", "no", "y", "n", "true", "false") for cell in cells)

    def _are_refs(self, index: int) -> bool:
        return not any(IDENTIFIER.fullmatch(str(cell)) for cell in self._weights.cells(index))

    def _counts_rows(self, index: int) -> bool:
        """Whether a column has the numbers that the actions would be given without it."""
        cells = [str(cell) for cell in self._weights.cells(index)]
        return cells == [str(number) for number in range(1, len(cells) + 1)]

    def _is_of_something_else(self, index: int) -> bool:
        words = {singular(word) for word in self._words(index)}
        to_come = is_state_to_come(normal(self._heading.texts[index]))
        return bool(words & (NOTHING_HERE | OF_SOMETHING_ELSE)) or not words or to_come

    def _may_be_it(self, held: Held, index: int) -> bool:
        """Whether a column whose heading tells nothing may be what another column was taken for."""
        if not self._says_nothing(index) or self._is_of_something_else(index):
            return False
        look = self._weights.look(index)
        if look.cells < _FEWEST:
            return False
        if held is Meaning.DUE:
            return look.dates >= _LOOKS_LIKE and not self._is_plainly_due(self._columns[held])
        if held is Meaning.TITLE:
            if self._is_told_to(self._columns[held]) and look.instructs < MOSTLY:
                return False
            if look.filled < _NEARLY_ALL:
                return False
            title = self._columns[held]
            sure = self._weights.total(held, title) - self._weights.look(title).fit(held)
            its_length = self._words(index) & _AT_LENGTH and self._words(title) & _NAMES
            return look.fit(held) >= 1 and sure < _SURELY and not its_length
        if held is ACTIVITY:
            return look.states >= _LOOKS_LIKE and look.length <= 40 and not self._are_answers(index)
        return False

    def _is_plainly_due(self, index: int) -> bool:
        """Whether a heading says by itself when an action is due, so that a day of something else is no rival."""
        words = self._words(index) | set(normal(self._heading.texts[index]).split())
        return bool(words & DUE_BY_ITSELF)

    def _is_in_front(self, index: int) -> bool:
        """Whether a column has a ref with letters for each row, in front of all else."""
        look = self._weights.look(index)
        return index == 0 and look.codes == 1 == look.distinct and look.numbers == 0

    def _is_bare_date(self, index: int) -> bool:
        return normal(self._heading.texts[index]) in BARE_DATES

    def _is_of_a_year(self, index: int) -> bool:
        """Whether a column has bare years alone, in front of the action or the same one for all."""
        cells = self._weights.cells(index)
        alike = len({str(cell) for cell in cells}) == 1 < len(cells)
        return all(map(is_a_year, cells)) and (alike or index < self._columns[Meaning.TITLE])

    def _is_told_to(self, index: int) -> bool:
        """Whether most cells say what is to be done."""
        return self._weights.look(index).instructs >= MOSTLY

    def _says_how_it_goes(self, index: int) -> bool:
        """Whether nearly all cells are names of the scale or plain states, and no percentages."""
        look = self._weights.look(index)
        return look.cells >= _FEWEST and look.plain_states >= _NEARLY_ALL

    def _may_be_names(self, index: int) -> bool:
        """Whether short words may be of posts or units: some are plainly so."""
        cells = [str(cell) for cell in self._weights.cells(index)]
        return sum(map(may_be_unit, cells)) >= _SOME_NAMES * len(cells)

    def _is_twofold(self, index: int) -> bool:
        """Whether a column was taken for two things, which no answer about it could say."""
        return list(self._columns.values()).count(index) > 1

    def _is_weak(self, held: Held, index: int) -> bool:
        said = recognise(self._heading.texts[index], Spelling.MISSPELLED)
        if held is Meaning.TITLE and self._is_told_to(index) and not any(map(self._is_told_to, self._free)):
            return False
        if held is Meaning.TITLE and self._words(index) & _NAMES and any(map(self._is_its_length, self._free)):
            return False  # beside a bare “Description” it is its name
        if held is Meaning.REF and self._is_in_front(index):
            return False
        posts = [other for other in (index, *self._free) if self._weights.look(other).posts >= MOSTLY]
        if held is Meaning.OWNER and posts == [index]:
            return False
        fit = self._weights.look(index).fit(held)
        if held is Meaning.TITLE and not any(
            self._weights.look(other).fit(held) >= min(fit, 1) for other in self._free
        ):
            return False  # nothing else is left, or nothing that is more than a word or two
        if held is Meaning.TITLE and self._weights.look(index).names >= _LOOKS_LIKE:
            return any(self._weights.look(other).fit(held) >= 1 for other in self._free)
        if held is ACTIVITY and self._are_answers(index):
            return False
        if held is ACTIVITY and self._says_how_it_goes(index):
            return False
        if held is Meaning.DUE and is_finish(normal(self._heading.texts[index])):
            return False  # it is only taken where what is not done has a day, too
        if held is Meaning.DUE and self._is_bare_date(index):
            return False  # it is only taken where nothing else can be
        return said is None and 0 < self._weights.total(held, index) < _WEAK

    def _is_its_length(self, index: int) -> bool:
        """Whether a heading is no more than “Description”."""
        return {singular(word) for word in normal(self._heading.texts[index]).split()} <= _AT_LENGTH

    def _is_rival(self, held: Held, other: int, index: int) -> bool:
        """Whether a column says the same nearly as much as the one that was taken, or may be it, since its heading
        tells nothing.
        """
        if held is Meaning.TITLE and self._is_told_to(index) and not self._is_told_to(other):
            return False
        if held is Meaning.REF and self._is_in_front(index):
            return False
        if all(begins_with_period(self._heading.texts[each]) for each in (other, index)):
            return False  # of several periods the latest was taken
        least = max(_PLAINLY, self._weights.total(held, index) - _NEARLY)
        as_much = self._weights.total(held, other) >= least and not self._yields(held, other, index)
        return as_much or self._may_be_it(held, other) or (held is Meaning.TITLE and self._is_its_name(other, index))

    def _is_its_name(self, other: int, index: int) -> bool:
        """Whether what was taken for the action may be no more than its description, and the other one its name."""
        name, length = self._words(other), self._words(index)
        of_the_same = name - _NAMES <= length - _AT_LENGTH
        both = name & _NAMES and length & _AT_LENGTH and self._weights.total(Meaning.TITLE, other) >= _HINT
        return bool(both) and of_the_same

    def _has_letters(self, other: int, index: int) -> bool:
        """Whether one column has refs as people write them, and the other the numbers that a program gives its rows."""
        looks = [self._weights.look(each) for each in (other, index)]
        return looks[0].numbers == 0 and looks[0].codes >= 0.8 and looks[1].numbers == 1

    def _yields(self, held: Held, other: int, index: int) -> bool:
        """Whether a rival says itself that it is not what is meant."""
        known = [recognise(self._heading.texts[each], Spelling.MISSPELLED) for each in (other, index)]
        at_length = self._words(other) & _AT_LENGTH and self._words(index) & _NAMES
        if held is Meaning.TITLE and any(self._weights.named_in(each) == other for each in self._free):
            return True  # another action of the row, with an owner or a day of its own
        if held is Meaning.OWNER and self._words(index) & ANSWERS and not self._words(other) & ANSWERS:
            return True  # who is asked, or helps, is not who is responsible
        if at_length or (all(known) and not (held is Meaning.REF and self._has_letters(other, index))):
            return True
        looks = [self._weights.look(each) for each in (other, index)]
        few = looks[0].dates + looks[0].dateless < _LOOKS_LIKE <= looks[1].dates + looks[1].dateless
        return held is Meaning.DUE and (few or self._is_of_another_day(other))


def _are_short_words(look: Looks) -> bool:
    other = max(look.dates, look.dateless, look.codes, look.numbers, look.states, look.levels, look.links)
    return other < 0.5 and 3 < look.length <= 45


def _is_prose(look: Looks) -> bool:
    return (
        look.length >= _PROSE
        and look.names < _LOOKS_LIKE
        and look.dates < 0.5
        and look.links < 0.5
        and look.numbers < 0.5
    )
