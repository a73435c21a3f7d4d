"""Two texts as one, with what was taken out and put in marked word by word: for Word, for pages, for plain words."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_PIECES = re.compile(r"\s+|[^\s]+")
_AROUND = 8
"""So many words of what is the same are shown on each side of a change in plain words."""

How = Literal["equal", "del", "ins"]


class Piece(NamedTuple):
    """Some words: the same in both texts, taken out (`del`), or put in (`ins`)."""

    how: How
    text: str


def pieces(was: str, now: str) -> Iterator[Piece]:
    """What is equal, was taken out or put in, word by word; together they are both texts to the letter. Words that
    follow one another and all changed are one change.
    """
    before, after = _PIECES.findall(was), _PIECES.findall(now)
    gone = come = ""
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[a:b]), "".join(after[c:d])
        last = b == len(before) and d == len(after)
        if how != "equal" or ((gone or come) and not old.strip() and not last):
            gone, come = gone + old, come + new
            continue
        yield from _changed(gone, come)
        gone = come = ""
        yield Piece("equal", old)
    yield from _changed(gone, come)


def _changed(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece("del", gone)
    if come:
        yield Piece("ins", come)


def in_words(marked: Sequence[Piece]) -> str:
    """The same on one line, the marks as words: `[taken out: 4] [put in: 5] of 7 posts`. What is the same is shown
    around the changes alone.
    """
    said = []
    for at, (how, text) in enumerate(marked):
        words = text.split()
        if how != "equal":
            said.append(f"[{'taken out' if how == 'del' else 'put in'}: {' '.join(words) or 'a space'}]")
            continue
        first, last = at == 0, at == len(marked) - 1
        before = [] if first else words[:_AROUND]
        after = [] if last else words[-_AROUND:]
        if len(words) <= len(before) + len(after) or (first and last):
            said.append(" ".join(words))
        else:
            said.append(" ".join([*before, "…", *after]))
    return " ".join(filter(None, said))
