"""Lines of help by words: “help measures”, and what somebody probably meant whose sentence is not understood.

A line counts by the words that it shares, a rare one more than a common one, one of its command more than one of its
explanation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from handlers.access import may
from handlers.cards import Listing
from handlers.fillers import asks, is_filler, plain
from handlers.refs import known_refs, ref_of
from handlers.registry import Usage, registry
from handlers.requests import Asker

MOST = 12
"""Lines that are shown for some words."""

_QUOTED = re.compile(r'"[^"]*"|\S+@\S+|https?://\S+')
_WORD = re.compile(r"[a-z]{4,}")
_OF_A_COMMAND, _OF_ITS_WHAT = 3.0, 1.0
_TELLING = frozenset(("i", "i've", "we", "we've", "they", "it", "he", "she", "there"))
"""What a sentence begins with that asks for nothing."""

_ENDING = 3
"""Letters by which two words may differ at their end and be one: measure and measured, escalate and escalation."""


@dataclass(frozen=True)
class _Line:
    usage: Usage
    typed: frozenset[str]
    what: frozenset[str]

    def weight(self, word: str) -> float:
        """How much a word says of this line."""
        if any(_alike(word, each) for each in self.typed):
            return _OF_A_COMMAND
        return _OF_ITS_WHAT if any(_alike(word, each) for each in self.what) else 0.0


def lines_about(asker: Asker, words: Sequence[str], near: float = 0.5) -> list[Usage]:
    """The lines of help that the asker may use and that share the most with the words, the best first; none where
    their commands have no word of these, and their explanations not all of them. `near`: how close to the best a line
    is, from 0 to 1.
    """
    asked = [folded for word in words if not is_filler(word) for folded in _WORD.findall(plain(word))]
    lines = [
        _Line(usage, _words(_QUOTED.sub(" ", usage[0])), _words(usage[1]))
        for command in registry.commands.values()
        for usage, right in command.lines
        if may(asker, right)
    ]
    score = dict.fromkeys(range(len(lines)), 0.0)
    for word in dict.fromkeys(asked):
        weights = {at: weight for at, line in enumerate(lines) if (weight := line.weight(word))}
        for at, weight in weights.items():
            score[at] += weight / sqrt(len(weights))
    best = max(score.values(), default=0.0)
    found = [at for at in score if score[at] and score[at] >= near * best]
    of_a_command = any(lines[at].weight(word) == _OF_A_COMMAND for at in found for word in asked)
    if not of_a_command and not any(all(map(lines[at].weight, asked)) for at in found):
        return []
    return [lines[at].usage for at in sorted(found, key=lambda at: -score[at])][:MOST]


def meant_perhaps(asker: Asker, text: str) -> Listing | None:
    """What somebody probably meant who asked for something, of the ref that they named, in three lines at most; None
    where nothing is near.
    """
    words = text.split()
    if not asks(text) and plain(text.split(maxsplit=1)[0]) in _TELLING:
        return None
    ref = next((ref for word in words if (ref := ref_of(word))), known_refs().example)
    lines = [(typed.replace(known_refs().example, ref), what) for typed, what in lines_about(asker, words)]
    return Listing(tuple(f"{typed} — {what}" for typed, what in lines[:3])) if lines else None


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text.casefold()) if not is_filler(word))


def _alike(one: str, other: str) -> bool:
    """Whether two words are one but for their ending."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    stem = short.removesuffix("e") if len(short) > _ENDING + 1 else short
    return len(stem) > _ENDING and long.startswith(stem) and len(long) - len(stem) <= _ENDING
