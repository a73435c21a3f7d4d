"""`/pack diff`: what two versions of a pack say differently, word by word."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Actions, Button, Card, Element, Listing, Text
from handlers.days import read_day
from handlers.errors import Mistake
from handlers.pack.bodies import NEWEST, body_in_front, supplement_in_front
from handlers.pack.command import PACKS_LISTED, pack, seen_by
from handlers.pack.naming import contents_of, title_of
from handlers.pack.supplements import supplement_meant
from handlers.requests import Request
from models.packs.packs import Pack, packs_of, version_of
from papers.versions.marked import in_words
from papers.versions.packs import MarkedChange, marked_changes
from papers.wording import day, joined, plural, shortened

DIFF = "/pack diff 1 2"
MOST_SHOWN = 25
"""How many changes a message shows; the page shows more."""

_VERSION = re.compile(r"(?:v|version)?\s*(\d{1,4}(?:\.\d{1,3})?)", re.IGNORECASE)
_BETWEEN = ("and", "to", "with", "version", "versions", "from", "between", ",")


@dataclass(frozen=True)
class Compared:
    """Two versions of a board's pack, the earlier first, by what they are called, and what is different."""

    before: str
    after: str
    changes: tuple[MarkedChange, ...]

    @property
    def said(self) -> str:
        """How many places differ, in a sentence."""
        if not self.changes:
            return "They say the same, word for word."
        return f"They differ in {plural(len(self.changes), 'place')}."


@pack.verb(
    "diff",
    (DIFF, "what two versions of a pack say differently, word by word; 1.1 is version 1 with one correction"),
    right=Permission.READ,
    also=("compare", "difference", "differences"),
)
def diff(session: Session, request: Request) -> Card:
    """What is different between two versions of a board's pack: the last two, unless others are named."""
    supplement, text = supplement_in_front(request.text.strip())
    body, words = body_in_front(session, request, text)
    if not supplement:
        supplement, words = supplement_in_front(words)
    on, named = _asked(replace(request, text=words))
    if supplement == NEWEST:
        supplement = supplement_meant(session, request, on, body, supplement).number
    board_id = body.id if body else None
    packs = packs_of(session, *seen_by(session, request), PACKS_LISTED, on, board_id=board_id, supplement=supplement)
    of_board = [
        (called(found, version_of(found, snapshot), packs), found)
        for found, snapshot, meeting in packs
        if meeting.on == packs[0][2].on
    ]
    if not of_board:
        which = f" for {day(on)}" if on else ""
        raise Mistake(f"There is no pack{which} to compare.", example="/pack")
    by_name = dict(of_board)
    if unknown := [each for each in named if each not in by_name]:
        raise Mistake(
            f"There is no version {unknown[0]} of the pack for {day(packs[0][2].on)}: there is "
            f"{joined(list(reversed(by_name)))}.",
            example=DIFF,
        )
    if len(of_board) < 2:
        said = f"{title_of(contents_of(of_board[0][1]))} is the only version, so there is nothing to compare it with."
        return Card("Nothing to compare with", (Text(said),), data={"changes": []})
    before, after = _pair(named, [name for name, _ in reversed(of_board)])
    found = compared(by_name[before], by_name[after])
    return _card(request, found, by_name[before], by_name[after])


def compared(first: Pack, second: Pack) -> Compared:
    """Two versions of a board's pack, in the order in which they were made."""
    before, after = sorted((first, second), key=lambda each: each.id)
    was, now = contents_of(before), contents_of(after)
    return Compared(title_of(was), title_of(now), marked_changes(was, now))


def called(found: Pack, version: int, packs: Sequence[tuple[Pack, object, object]]) -> str:
    """What a version is called in a line: `2`; of one with corrections `2.1`, by how many it has; of a supplement with
    `supplement 1, ` before that, where it stands among others.
    """
    if found.supplement and any(not each.supplement for each, _, _ in packs):
        return f"supplement {found.supplement}, {called(found, version, [(found, None, None)])}"
    if found.corrects_id is None:
        return str(version)
    before = [each for each, _, _ in packs if each.corrects_id == found.corrects_id and each.id <= found.id]
    return f"{version}.{len(before)}"


def _pair(named: Sequence[str], known: Sequence[str]) -> tuple[str, str]:
    """The two that are meant: those that are named; with one the newest, else the two newest."""
    if len(named) > 1:
        return named[0], named[1]
    if named and named[0] != known[-1]:
        return named[0], known[-1]
    return known[-2], known[-1]


def _asked(request: Request) -> tuple[date | None, list[str]]:
    """The board's day and the versions that the words name. Raises `Mistake` for what is neither."""
    words = [each for each in request.text.replace(",", " ").split() if each.casefold() not in _BETWEEN]
    on = None
    if any(each.isalpha() or "/" in each or "-" in each for each in words):
        with suppress(Mistake):
            on, words = read_day(words, request.today, DIFF)
    read = [_VERSION.fullmatch(each) for each in words]
    if not all(read) or len(read) > 2:
        wrong = [word for word, version in zip(words, read, strict=True) if not version] or words
        raise Mistake(
            f"“{shortened(' '.join(wrong), 80)}” does not name two versions of a pack.",
            understood=(day(on),) if on else (),
            example=DIFF,
        )
    return on, [each[1] for each in read if each]


def _card(request: Request, found: Compared, before: Pack, after: Pack) -> Card:
    shown = [(each.place, each.pieces) for each in found.changes[:MOST_SHOWN]]
    body: list[Element] = [Text(f"{found.before} and {found.after}"), Text(found.said, "strong")]
    if shown:
        body.append(Listing(tuple(f"{place}: {in_words(marked)}" for place, marked in shown)))
    rest = len(found.changes) - len(shown)
    if rest:
        body.append(Text(f"And {rest} more{'; the page has them' if request.web_address else ''}.", "muted"))
    if request.web_address and shown:
        address = f"{request.web_address}/packs/changes?before={before.id}&after={after.id}"
        body.append(Actions((Button("See the changes marked", "", url=address),)))
    data = {
        "before": found.before,
        "after": found.after,
        "places": len(found.changes),
        "changes": [
            {"place": place, "pieces": [{"how": how, "text": text} for how, text in marked]} for place, marked in shown
        ],
    }
    return Card("What is different between two versions", tuple(body), data=data)
