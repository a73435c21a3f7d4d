"""The page of what two versions of a pack say differently, with the changes marked."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import number_of
from handlers.errors import Mistake
from handlers.pack.command import PACKS_LISTED, seen_by
from handlers.pack.diffing import Compared, called, compared
from handlers.registry import registry
from handlers.requests import Request
from models.packs.packs import packs_of, seen_pack, version_of
from papers.versions.packs import MarkedChange

MOST_SHOWN = 500
"""How many changes the page shows: as many as somebody reads."""


@dataclass(frozen=True)
class PackChanges:
    """Two versions of the pack of a day's board, and all versions of it that the visitor sees, by id and name, the
    newest first; `asked` are the ids of the two. `rest` is how many changes are not shown.
    """

    on: date
    found: Compared
    versions: tuple[tuple[int, str], ...]
    asked: tuple[int, int]
    shown: tuple[MarkedChange, ...]
    rest: int


@registry.page("page.pack_changes", right=Permission.READ)
def pack_changes(session: Session, request: Request) -> PackChanges:
    """The changes between the packs whose ids the values `before` and `after` are; without the first, from the version
    before. Raises `Mistake` where the visitor sees no such packs of one board.
    """
    whose = seen_by(session, request)
    after = seen_pack(session, *whose, number_of(request.values.get("after", "")))
    if after is None:
        raise Mistake("There is no such version of a pack.")
    on, board_id, supplement = after.meeting.on, after.meeting.board_id, after.pack.supplement
    packs = packs_of(session, *whose, PACKS_LISTED, on, board_id=board_id, supplement=supplement)
    there = [each for each, _, _ in packs]
    earlier = [each for each in there if each.id < after.pack.id]
    named = number_of(request.values.get("before", ""))
    before = next((each for each in there if each.id == named), None) if named else next(iter(earlier), None)
    if before is None:
        raise Mistake("There is no version before it that you could see, so there is nothing to compare.")
    versions = tuple(
        (each.id, f"Version {called(each, version_of(each, snapshot), packs)}") for each, snapshot, _ in packs
    )
    found = compared(before, after.pack)
    shown, rest = found.changes[:MOST_SHOWN], len(found.changes[MOST_SHOWN:])
    return PackChanges(after.meeting.on, found, versions, (before.id, after.pack.id), shown, rest)
