"""Refs in what people type: whatever the plan calls its actions is found by looking in the plan, not by its form.

The dispatcher says whose words it reads (`speaking_of`), as a program says in which language. What has the form of the
plan's refs is known for one, so that it is told that there is no such action: R99 where they are R1 to R40.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from typing import NamedTuple

from handlers.grammar import DASHES, MARKS, QUOTES, nearest
from models.plan.refs import LONGEST_REF, ref_order
from papers.wording import joined

_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_LOOSE = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]", re.ASCII)
_WRITTEN_LOOSELY = re.compile(r"[a-z0-9][a-z0-9 ()/.,_‐‑‒–—-]*[a-z0-9)]|[a-z0-9]", re.ASCII)
_OF_EXAMPLES = re.compile(r"(?<![\w.])(?:2\.4|10\.1)(?![\w.]*\w)")
"""The refs that examples are written with."""

_SHORT_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")
_NOT_OF_A_PLAN = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}[-/]\d{1,2}|\d{1,2}([-/.])\d{1,2}\1\d{2,4}", re.ASCII)
"""Thousands and days, of which no ref is known by its form."""

_BULLET = re.compile(rf"\s*(?:[{re.escape(DASHES)}•·*>]\s+)?")
_AROUND = f"{MARKS}{QUOTES}"
_END = re.compile(rf"\.?[{re.escape(_AROUND)}]*")
_MARKED = re.compile(rf"[.{re.escape(_AROUND)}]")
_NUMBER = re.compile(rf"{_BULLET.pattern}[{re.escape(_AROUND)}]*([0-9]{{1,4}}){_MARKED.pattern}*(?=\s|$)")
_LETTERS_AND_A_NUMBER = re.compile(r"[a-z]+\s+[0-9]", re.ASCII | re.IGNORECASE)


class Refs:
    """The refs of a plan, to be found in words in whatever case they are, with marks around them and without zeros."""

    def __init__(self, refs: Iterable[str] = ()) -> None:
        """`refs` as they are written in the plan, those of ended actions included."""
        self._all = tuple(refs)
        self._by_order = {ref_order(ref): ref for ref in self._all}
        self.most_words = max((len(ref.split()) for ref in self._all), default=1)
        """Words that the longest of them has."""
        self.numbers = any(ref.isdecimal() for ref in self._all)
        """Whether some of them are whole numbers."""

    @cached_property
    def _by_plainer(self) -> dict[str, str]:
        return _unique(_plainer, self._all)

    @cached_property
    def _by_looser(self) -> dict[str, str]:
        return _unique(_looser, self._all)

    @cached_property
    def _forms(self) -> set[str]:
        return {form for ref in (self._all or ("2.4",)) if (form := _form(_looser(ref)))}

    @property
    def example(self) -> str:
        """One of this plan, for examples; 2.4 where it has that, or where there is no plan."""
        return self._by_order[min(self._by_order)] if self._all and not self.written("2.4") else "2.4"

    def in_example(self, text: str) -> str:
        """An example with a ref of this plan in it, where it is written with one of another."""
        return _OF_EXAMPLES.sub(lambda found: found[0] if self.written(found[0]) else self.example, text)

    def written(self, text: str) -> str | None:
        """The ref that is written so but for case, spaces and zeros, as the plan has it."""
        if not 0 < len(text) <= LONGEST_REF:
            return None
        return self._by_order.get(ref_order(text)) or self._by_plainer.get(_plainer(text))

    def named(self, text: str) -> str | None:
        """The ref that is written so, or nearly so: “r-12” is R12. What has the form of the plan's refs and is none of
        them is given as it is.
        """
        if (found := self.written(text)) or not 0 < len(text) <= LONGEST_REF:
            return found
        looser = _looser(text)
        if looser is None or looser.isdecimal() or _NOT_OF_A_PLAN.fullmatch(text):
            return None
        return self._by_looser.get(looser) or (text if _form(looser) in self._forms else None)

    def like(self, text: str) -> list[str]:
        """Refs that are probably meant by one that there is none of, in their order."""
        looser = {_looser(ref) or _plainer(ref): ref_order(ref) for ref in self._all}
        near = nearest(_looser(text) or _plainer(text), looser, likeness=0.65)
        return [self._by_order[each] for each in sorted(looser[each] for each in near)]


def _unique(key: Callable[[str], str | None], refs: Iterable[str]) -> dict[str, str]:
    """Refs by what is made of them, where it is made of one alone."""
    found = defaultdict(list)
    for ref in refs:
        if (made := key(ref)) is not None:
            found[made].append(ref)
    return {made: its[0] for made, its in found.items() if len(its) == 1}


def _plainer(ref: str) -> str:
    """A ref without regard to case, spaces and zeros in front of numbers."""
    return _ZEROS.sub("", " ".join(ref.casefold().split()))


def _looser(ref: str) -> str | None:
    """A ref without what stands between letters and numbers: R12 for “r 12” and “R-12”; None without a number.

    Between two numbers a comma is a point, and anything else stays.
    """
    plain = _plainer(ref)
    if not any(map(str.isdecimal, plain)) or not _WRITTEN_LOOSELY.fullmatch(plain):
        return None
    parts = _LOOSE.findall(plain)
    between_numbers = (
        at and at + 1 < len(parts) and parts[at - 1].isdecimal() and parts[at + 1].isdecimal()
        for at in range(len(parts))
    )
    kept = [part for part, stays in zip(parts, between_numbers, strict=True) if part.isalnum() or stays]
    return "".join("." if part == "," else part for part in kept)


def _form(looser: str | None) -> str | None:
    """The form that a ref shares with others of its plan: “r9” of R12; None of a number alone."""
    if looser is None or looser.isdecimal():
        return None
    begins = re.match("[^0-9]*", looser)
    at = begins.end() if begins else 0
    return looser[:at] + re.sub("[a-z]+", "a", _SHORT_NUMBER.sub("9", looser[at:]))


class _Plan(NamedTuple):
    """How the plan that is spoken of is asked: for all its refs, and for the one that a word is."""

    refs: Callable[[], Refs]
    called: Callable[[str], str | None]


_NO_PLAN = _Plan(cache(Refs), lambda _: None)
_speaking_of: ContextVar[_Plan] = ContextVar("refs", default=_NO_PLAN)


@contextmanager
def speaking_of(refs: Callable[[], Refs], called: Callable[[str], str | None]) -> Iterator[None]:
    """While the block runs, words are read as words about the plan with these refs, which the first word that may be
    any of them asks for; `called` gives the one that is written as a word is, but for case.
    """
    before = _speaking_of.set(_Plan(cache(refs), called))
    try:
        yield
    finally:
        _speaking_of.reset(before)


def known_refs() -> Refs:
    """The refs of the plan that is spoken of."""
    return _speaking_of.get().refs()


def ref_called(word: str) -> str | None:
    """The ref that a word of a command is as well: no other ref of the plan is read for it."""
    return _speaking_of.get().called(word)


def ref_of(word: str) -> str | None:
    """The ref that a word is, with whatever marks around it, as the plan writes it; None for any other word."""
    refs = known_refs()
    for bare in (word.strip(), word.strip(f"*_~`#,;:{QUOTES}.?!"), word.strip(f"{_AROUND}.?!{DASHES}")):
        if found := refs.named(bare):
            return found
    return None


def refs_in(word: str) -> list[str]:
    """The refs that a word is: two in “2,4”, if the plan has both; none for any other word."""
    one = ref_of(word)
    if "," in word and (one is None or one not in word):
        found = [known_refs().written(each) for each in word.split(",") if each]
        if len(found) > 1 and all(found):
            return [ref for ref in found if ref]
    return [one] if one else []


def no_such_action(ref: str) -> str:
    """That the plan has no action with a ref, and which ones are nearest to it."""
    likely = joined(known_refs().like(ref), "or")
    return f"The plan has no action {ref}.{f' Did you mean {likely}?' if likely else ''}"


def leading_ref(text: str) -> tuple[str, str] | None:
    """The ref that a line begins with, after a bullet and in any marks, and the rest of the line; None without one."""
    found = _leading(text)
    return found[:2] if found else None


def leading_ref_or_number(text: str) -> tuple[str, str] | None:
    """The same, of a plan that numbers its actions any number, so that it is told that there is no such action."""
    found = leading_ref(text)
    if found is None and known_refs().numbers and (number := _NUMBER.match(text)):
        return number[1], text[number.end() :].strip()
    return found


def is_written_loosely(text: str) -> bool:
    """Whether what a line begins with may be a ref or the first word of a sentence: a number and a space, or a letter
    and a number that are one ref in the plan.
    """
    found = _leading(text)
    return re.match(rf"{_BULLET.pattern}[0-9]+(?:\s|$)", text) is not None or bool(found and not found[2])


def _leading(text: str) -> tuple[str, str, bool] | None:
    """The ref, the rest, and whether it is certain: it is in one word, or the plan has those words."""
    bullet = _BULLET.match(text)
    as_typed = text[bullet.end() if bullet else 0 :]
    line, refs = as_typed.lstrip(_AROUND), known_refs()
    for each in dict.fromkeys((as_typed, line)):  # a plan may call an action “#12”
        for count in range(refs.most_words, 0, -1):
            if found := _of_words(each, count, refs.written):
                return *found, True
    if _LETTERS_AND_A_NUMBER.match(line) and (found := _of_words(line, 2, refs.named)):
        return *found, False
    return (*found, True) if (found := _of_words(line, 1, refs.named)) else None


def _of_words(line: str, count: int, named: Callable[[str], str | None]) -> tuple[str, str] | None:
    """The ref that so many words at the beginning of a line are, without the marks after it, and what follows."""
    words = re.match(rf"\S+(?:[^\S\n]+\S+){{{count - 1}}}", line)
    if words is None:
        return None
    last = re.search(r"\S*$", words[0])
    begins = last.start() if last else 0
    for end in range(min(len(words[0]), begins + LONGEST_REF + 1), begins, -1):
        if _ends_a_ref(words[0], end) and (ref := named(line[:end])):
            return ref, _rest(line, end)
    return None


def _rest(line: str, end: int) -> str:
    marks = _END.match(line, end)
    return line[marks.end() if marks else end :].strip()


def _ends_a_ref(token: str, end: int) -> bool:
    """Whether a ref may end here: not within a word or a number, nor before a per cent or the decimals of a number."""
    following, after = token[end : end + 1], token[end + 1 : end + 2]
    if following.isalnum() or following in ("_", "%"):
        return False
    if token[:end].isdecimal() and following and not _MARKED.match(following):
        return False
    return not ((following in (".", ",") and after.isalnum()) or (following == ":" and after.isdecimal()))
