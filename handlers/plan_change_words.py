"""Changes of the plan by the words that ask for them: `2.4 close`, “close 2.4”, “2.4 change the deadline to 31 Oct”.

Pure. What they propose is in `proposals`; here is only whether words ask for one, after `/action`, after `/update`, or
in a message.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from handlers.days import is_deadline
from handlers.fillers import is_filler, plain, without_thanks
from handlers.grammar import DASHES
from handlers.refs import leading_ref, ref_of
from models.decisions.proposals import ProposalKind

_CHANGED = "{answer at_risk on_track} what changed"


@dataclass(frozen=True)
class PlanChange:
    """A change of one action that can be proposed: the words that ask for it, those that tell it as if it were so, and
    its kind. `meanwhile` is what an update can say of it, written for `Scale.in_words`.

    `also_asked` are further ways to ask for it, written as those of a question, and `also_told` those that ask for it
    where a day is said. `moves_date`: a day belongs to it.
    """

    kind: ProposalKind
    typed: tuple[str, ...]
    told: tuple[str, ...]
    meanwhile: str
    also_asked: tuple[str, ...] = ()
    also_told: tuple[str, ...] = ()
    moves_date: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        """The ways in which people ask for it of an action that they name."""
        return (f"{'/'.join(self.typed)} 2.4", *(f"{way} 2.4" for way in self.also_asked))

    def found_in(self, words: Sequence[str], at: int) -> str | None:
        """The day and the refs beside the words, if they ask for this change and the others are fillers; else None.
        The day begins `at` this word.
        """
        folded = [plain(word) for word in words[:at]]
        among = {*folded, *(" ".join(pair) for pair in pairwise(folded))}
        whole = among & {*self.typed, *self.told}
        ways = [way for way in self._ways if all(one & among for one in way)]
        known = {part for each in whole for part in each.split()} | {
            word for way in ways for one in way for word in one
        }
        left = [word for word, each in zip(words, folded, strict=False) if not (each in known or is_filler(word))]
        return " ".join([*left, *words[at:]]) if (whole or ways) and all(map(ref_of, left)) else None

    @cached_property
    def _ways(self) -> tuple[tuple[frozenset[str], ...], ...]:
        return tuple(
            tuple(frozenset(word.split("/")) for word in way.split()) for way in (*self.also_asked, *self.also_told)
        )


CHANGES = (
    PlanChange(
        ProposalKind.CLOSE,
        ("close", "closing", "finish"),
        ("closed", "closure", "complete", "completed", "finished", "done"),
        "{answer done on_track} what was done; evidence: https://…",
    ),
    PlanChange(
        ProposalKind.WITHDRAW,
        ("withdraw", "drop", "cancel", "remove", "delete"),
        ("withdrawn", "withdrawal", "dropped", "cancelled", "removed", "deleted"),
        "{answer at_risk on_track} why it is not needed any more",
    ),
    PlanChange(ProposalKind.MERGE, ("merge",), ("merged",), _CHANGED),
    PlanChange(ProposalKind.SPLIT, ("split",), (), _CHANGED),
    PlanChange(
        ProposalKind.DATE,
        ("date", "newdate", "extend", "extension", "postpone"),
        ("new date", "due", "due date", "deadline", "extended", "postponed"),
        "{answer at_risk on_track} what holds it up; forecast: 31 Oct",
        ("new/change/move/later/extend/put/push/set date/deadline",),
        ("move/push/put to/back",),
        moves_date=True,
    ),
    PlanChange(ProposalKind.REWORD, ("reword", "rename"), ("reworded", "renamed"), _CHANGED),
    PlanChange(ProposalKind.MEASURE, ("measure",), ("new measure",), _CHANGED),
    PlanChange(ProposalKind.REOPEN, ("reopen",), ("reopened",), _CHANGED),
    PlanChange(ProposalKind.OWNER, ("owner", "sro"), ("new owner", "new sro"), _CHANGED),
    PlanChange(ProposalKind.BOARD, ("board",), ("new board",), _CHANGED),
)

MOVING = ("move", "push", "put")
"""What people say of a date and of a board alike."""

_NOUNS = frozenset(("date", "newdate", "extension", "owner", "sro", "board"))

_ASIDE = re.compile(rf"[,;:(—]|\s[{re.escape(DASHES)}]\s|\b(?:because|since|as)\b", re.IGNORECASE)
"""What a reason or a detail begins with, after the words that ask for the change."""


@dataclass(frozen=True)
class ChangeAsked:
    """A change of the plan that is asked for: with a day or a ref that belongs to it, and what `more` is said of it."""

    change: PlanChange
    with_it: str
    more: str

    @property
    def said(self) -> str:
        """All that is said of it."""
        return f"{self.with_it} {self.more}".strip()


def change_in(text: str, rated: bool = False) -> ChangeAsked | None:
    """The change of the plan that the words after a ref ask for; None for an update.

    More words than a day or another action's ref are prose, unless they are set off: “close, all is done”. After
    ratings (`rated`) it can only be a new date with its day: “blue/green complete” tells how it stands.
    """
    text = without_thanks(text)
    clause = _ASIDE.split(text, maxsplit=1)[0]
    words = clause.split()
    at = next((at for at in range(len(words)) if is_deadline(words[at:])), len(words))
    found = ((each, with_it) for each in CHANGES if (with_it := each.found_in(words, at)) is not None)
    change, with_it = next(found, (None, ""))
    if change is None or (rated and not (change.moves_date and with_it)):
        return None
    return ChangeAsked(change, with_it, text[len(clause) :].strip(f" ,;:.(){DASHES}"))


def asked_first(text: str) -> tuple[str, str, str] | None:
    """The ref, the verb and what is said after them where a text begins with the verb, after courtesies: “please
    extend 8.3 to 31 December because …”; else None.
    """
    words = text.split(maxsplit=_BEFORE_A_VERB)
    at = next((at for at, word in enumerate(words) if not is_filler(word)), None)
    if at is None or plain(words[at]) not in VERBS:
        return None
    rest = text.split(maxsplit=at + 1)[at + 1 :]
    about = leading_ref(rest[0]) if rest else None
    return (about[0], plain(words[at]), about[1]) if about else None


_BEFORE_A_VERB = 8

VERBS = frozenset((*MOVING, "escalate", *(typed for each in CHANGES for typed in each.typed))) - _NOUNS
"""What asks for a change of the plan, or for somebody higher, in front of a ref."""

CALLED: Mapping[ProposalKind, str] = {
    ProposalKind.NEW: "A new action",
    ProposalKind.DATE: "A new date",
    ProposalKind.CLOSE: "Closing",
    ProposalKind.WITHDRAW: "Withdrawing",
    ProposalKind.MERGE: "Merging",
    ProposalKind.SPLIT: "Splitting",
    ProposalKind.REWORD: "New words",
    ProposalKind.OWNER: "A new SRO",
    ProposalKind.BOARD: "Another board",
    ProposalKind.REOPEN: "Reopening",
    ProposalKind.MEASURE: "A measure",
    ProposalKind.REQUEST: "A request",
    ProposalKind.ADOPT: "Adopting",
}
"""What each kind is called, as the beginning of a title: “A new date for 2.4”."""

_BEFORE_REF = {
    ProposalKind.DATE: " for",
    ProposalKind.REWORD: " for",
    ProposalKind.OWNER: " for",
    ProposalKind.BOARD: " for",
    ProposalKind.MEASURE: " for",
}


def titled(kind: ProposalKind, ref: str) -> str:
    """ "A new date for 2.4", "Closing 2.4", "A new action"."""
    return f"{CALLED[kind]}{_BEFORE_REF.get(kind, '')} {ref}" if ref else CALLED[kind]
