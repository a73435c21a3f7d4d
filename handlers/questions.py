"""Questions: how people ask for a verb in a sentence, with fillers around the words that are its own.

Each verb says its `ways` where it is registered; the registry and the reading of free text look for the best one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.fillers import ASKING, asks, is_courtesy, is_filler, plain
from handlers.rating_spellings import level_names, rating_filters, whole_ratings
from handlers.refs import ref_of

A_REF = "2.4"
"""What stands for any ref in the words of a question."""

A_RATING = "red"
"""What stands for any rating beside it."""

LONGEST = 30
"""Words that a question has at most."""

SHORT = 2
"""So many words ask, and tell nothing, without a word that asks: "next board"."""


BIDDING = frozenset(("add", "create", "propose"))
"""Words at the beginning that ask as well, however many of its own follow."""


@dataclass(frozen=True)
class Question:
    """A verb is asked for by all words of one of its `ways`, in any order, among fillers.

    A way is written `who owe/owes/owed`, the slash for "or"; `2.4` in it stands for any ref, and `red` beside that for
    any rating. More words of the same verb (`known`) may come in, and others only where it is not `bare`. What
    `changes_plan` is told what was said of a ref in all its words.
    """

    ways: tuple[tuple[frozenset[str], ...], ...]
    known: frozenset[str]
    command: str
    typed: str
    bare: bool
    changes_plan: bool

    @classmethod
    def of(cls, asked: Sequence[str], command: str, typed: str, *, bare: bool, changes_plan: bool) -> "Question":
        """The question from the ways as they are written."""
        ways = tuple(tuple(frozenset(word.split("/")) for word in way.split()) for way in asked)
        known = frozenset(word for way in ways for words in way for word in words)
        return cls(ways, known, command, typed, bare, changes_plan)

    def match(self, text: str) -> tuple[int, str] | None:
        """How many words of a text are its own, and what to type for it after the command; None if it asks for
        something else, or tells something.
        """
        words = whole_ratings(text.split(maxsplit=LONGEST), level_names())
        said = [self._said(word) for word in words[:LONGEST]]
        among = {*said}
        met = [way for way in self.ways if all(one & among for one in way)]
        if len(words) > LONGEST or not met:
            return None
        own = sum(word in self.known for word in said)
        refs = [plain(word) for word, each in zip(words, said, strict=True) if each == A_REF]
        left = [word for word, each in zip(words, said, strict=True) if each not in self.known]
        more = any(not is_filler(word) for word in left)
        of_a_ref = A_REF in self.known
        if self.changes_plan:
            said_first = next(each for each in said if each == A_REF or each in self.known)
            if said_first == A_REF and not asks(text):
                return None  # an update
            return own, " ".join((refs[0], self.typed, *(left if more else ()), *refs[1:]))
        begins = next((word for word in said if not is_courtesy(word)), "")
        short = not more and (sum(not is_courtesy(word) for word in words) <= SHORT or begins in BIDDING)
        if (more and (self.bare or of_a_ref)) or not (short or asks(text)) or (of_a_ref and len(refs) > 1):
            return None
        asking = {word for way in met for one in way for word in one}  # in "how many at the last board", no "board"
        rest = [word for word, each in zip(words, said, strict=True) if each not in asking]
        return own, " ".join(filter(None, (self.typed, *(refs if of_a_ref else rest if more else ()))))

    def _said(self, word: str) -> str:
        """A word as the ways have it."""
        said = A_REF if ref_of(word) else _asking_word(word)
        return A_RATING if said not in self.known and A_REF in self.known and said in rating_filters() else said


def _asking_word(word: str) -> str:
    """A word as the ways have it: `who's` is `who`."""
    bare = plain(word).removesuffix("'s")
    return bare if bare in ASKING else plain(word)
