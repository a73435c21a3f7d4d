"""Refs in what people type: whatever the plan calls its actions is found by looking in the plan, not by its form.

The dispatcher says whose words it reads (`speaking_of`), as a program says in which language. Where a plan's refs are
two numbers, such as 2.4, others are known for refs by their form, so that it is told that there is no such action.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from handlers.grammar import DASHES, MARKS, QUOTES
from models.plan.refs import LONGEST_REF, area_in, ref_order

_TWO_NUMBERS = re.compile(r"(\d{1,3})\.(\d{1,3})", re.ASCII)
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_BULLET = re.compile(rf"\s*(?:[{re.escape(DASHES)}•·*>]\s+)?")
_AROUND = f"{MARKS}{QUOTES}"
_END = re.compile(rf"\.?[{re.escape(_AROUND)}]*")
_MARKED = re.compile(rf"[.{re.escape(_AROUND)}]")


class Refs:
    """The refs of a plan, to be found in words in whatever case they are, with marks around them and without zeros."""

    def __init__(self, refs: Iterable[str] = ()) -> None:
        """`refs` as they are written in the plan, those of ended actions included."""
        self._by_order = {ref_order(ref): ref for ref in refs}
        plainer = defaultdict(list)
        for ref in self._by_order.values():
            plainer[_ZEROS.sub("", ref.casefold())].append(ref)
        self._by_plainer = {plain: its[0] for plain, its in plainer.items() if len(its) == 1}
        spaced = sorted((ref for ref in self._by_order.values() if " " in ref), key=len, reverse=True)
        self.of_several_words = tuple(spaced)
        """The longest first."""
        self._has_areas_in_refs = not self._by_order or any(area_in(ref) for ref in self._by_order.values())

    @property
    def example(self) -> str:
        """A ref as this plan writes them, for examples; 2.4 where that is one by its form."""
        return "2.4" if self._has_areas_in_refs else self._by_order[min(self._by_order)]

    def named(self, text: str) -> str | None:
        """The ref that is written so, as the plan has it; of a plan whose refs are two numbers, any two."""
        if not 0 < len(text) <= LONGEST_REF:
            return None
        found = self._by_order.get(ref_order(text)) or self._by_plainer.get(_ZEROS.sub("", text.casefold()))
        if found is None and self._has_areas_in_refs and (numbers := _TWO_NUMBERS.fullmatch(text)):
            return f"{int(numbers[1])}.{int(numbers[2])}"
        return found


_NO_PLAN = cache(Refs)
_speaking_of: ContextVar[Callable[[], Refs]] = ContextVar("refs", default=_NO_PLAN)


@contextmanager
def speaking_of(refs: Callable[[], Refs]) -> Iterator[None]:
    """While the block runs, words are read as words about the plan with these refs, which the first word asks for."""
    before = _speaking_of.set(cache(refs))
    try:
        yield
    finally:
        _speaking_of.reset(before)


def known_refs() -> Refs:
    """The refs of the plan that is spoken of."""
    return _speaking_of.get()()


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
    if one or "," not in word:
        return [one] if one else []
    found = [ref_of(each) for each in word.split(",") if each]
    return [ref for ref in found if ref] if all(found) else []


def leading_ref(text: str) -> tuple[str, str] | None:
    """The ref that a line begins with, after a bullet and in any marks, and the rest of the line; None without one."""
    bullet = _BULLET.match(text)
    begins = bullet.end() if bullet else 0
    begins += len(text[begins:]) - len(text[begins:].lstrip(_AROUND))
    line, refs = text[begins:], known_refs()
    for several in refs.of_several_words:
        if line[: len(several)].casefold() == several.casefold() and _ends_a_ref(line, len(several)):
            return several, _rest(line, len(several))
    token = line.split(maxsplit=1)[0][: LONGEST_REF + 1] if line.strip() else ""
    for end in range(len(token), 0, -1):
        if _ends_a_ref(token, end) and (ref := refs.named(token[:end])):
            return ref, _rest(line, end)
    return None


def is_bare_number(text: str) -> bool:
    """Whether a line begins with a number and a space, which may be a ref, or the first word of a sentence."""
    return re.match(rf"{_BULLET.pattern}[0-9]+(?:\s|$)", text) is not None


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
