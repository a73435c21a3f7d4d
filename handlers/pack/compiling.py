"""Compiling a pack: whose turn it is, freezing the position the first time, and entering what is to be built.

Called by `/pack` and by the terminal, in the transaction that keeps it. The files are made afterwards.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from handlers.board.arguments import improvement_board
from handlers.errors import Mistake
from handlers.pack.comparing import is_the_same
from handlers.pack.gathering import Compiling, pack_contents
from handlers.pack.late_answers import named, tell_givers
from handlers.pack.naming import subject_of
from models.boards.boards import Meeting, meeting_on_day
from models.decisions.proposals import bring_forward
from models.packs.packs import Pack, PackState, build_again, coming_with_newest, enter_pack, newest_version
from models.plan.actions import Plan
from models.position.freezing import due_to_freeze, freeze
from models.position.snapshots import Snapshot
from models.record.events import Actor, Change, record, take_turn
from models.record.organisation import Organisation
from models.record.rules import rules_of
from models.returns.late_answers import LateAnswer, next_version
from papers.pack.contents import from_json, to_json
from papers.wording import day


class Compiled(NamedTuple):
    """A pack that is to be built, its snapshot, and the late answers that it lacks; None where nobody has looked."""

    snapshot: Snapshot
    pack: Pack
    late: Sequence[LateAnswer] | None = None


def compile_pack(
    session: Session,
    organisation: Organisation,
    plan: Plan,
    meeting: Meeting,
    actor: Actor,
    late: Sequence[str] = (),
    author: str = "The secretariat",
    newest: tuple[Snapshot | None, Pack | None] | None = None,
) -> Compiled:
    """Enter a meeting's pack as one that is to be built, from its frozen position; the first compile freezes it. Gives
    the pack, and the snapshot from which it is.

    `late` are the refs of answers that came after the freeze and are taken in: the only figures that a later version
    changes. One that is being built, or that would say what the one before says, is given as it is. One that failed is
    built again from the same figures. `author` is the name of who compiles; `newest` is what `newest_version` gave in
    this turn at the record, if it was asked. Raises `Mistake` while the meeting's pack is being published, and after
    that.
    """
    take_turn(session, actor)
    snapshot, before = newest or newest_version(session, meeting.id)
    if snapshot and snapshot.published_at:
        raise Mistake(
            f"The pack for {day(meeting.on)} has been published, so it is not compiled again. "
            "A correction after that is an erratum.",
            example='/pack correct 2.4 "4 of 7" is "5 of 7" because a return was misread',
        )
    if before and before.state is PackState.PUBLISHING:
        raise Mistake(
            f"Version {from_json(before.contents).version} of the pack for {day(meeting.on)} is being published, so it "
            "is not compiled again.",
            example="/pack",
        )
    if snapshot and before and before.state is not PackState.READY:
        if late:
            raise Mistake(
                f"Version {from_json(before.contents).version} has no files yet: late answers are taken in after that.",
                example="/pack",
            )
        if before.state is PackState.FAILED:
            build_again(session, before)
            record(session, actor, Change("pack.tried_again", subject_of(from_json(before.contents))))
        return Compiled(snapshot, before)
    snapshot = snapshot or freeze(session, actor, plan.id, meeting, actor.at)
    if before is None:
        bring_forward(session, actor, meeting)  # what is printed as an item of the board is that for good
    previous = from_json(before.contents) if before else None
    compiling = Compiling(organisation, plan, meeting, snapshot, author, rules_of(session, organisation.id), previous)
    left: Sequence[LateAnswer] | None = None
    if late:
        taken, left = named(session, meeting, snapshot, actor.at, late)
        snapshot = next_version(session, actor, meeting, snapshot, taken)
        tell_givers(session, actor, meeting, taken)
    contents = pack_contents(session, replace(compiling, snapshot=snapshot))
    if before and previous and not late:
        if is_the_same(previous, contents):
            return Compiled(snapshot, before)
        snapshot = next_version(session, actor, meeting, snapshot)
        contents = replace(contents, version=snapshot.version)
    return Compiled(snapshot, enter_pack(session, actor, meeting, snapshot, to_json(contents), before), left)


def meeting_to_compile(
    session: Session, organisation_id: int, now: datetime, today: date, on: date | None
) -> tuple[Meeting, tuple[Snapshot | None, Pack | None]]:
    """The improvement board's meeting on a day, else its next one, and its newest snapshot and pack.

    Raises `Mistake` when it is not its turn.
    """
    found = coming_with_newest(session, organisation_id, today)
    coming = found[0] if found else None
    if found and on in (None, found[0].on):
        return found[0], found[1:]
    board = improvement_board(session, organisation_id)
    if on is None:
        raise Mistake("No board is in the calendar.", example="/board new 19 July 2023")
    meeting = meeting_on_day(session, board.id, on)
    if meeting is None or meeting.cancelled is not None:
        raise Mistake(f"{board.name} does not meet on {day(on)}.", example="/board calendar")
    if coming and meeting.on > coming.on:
        raise Mistake(
            f"The board of {day(coming.on)} comes before that of {day(on)}, whose pack is compiled once that board has "
            "met.",
            example="/pack compile",
        )
    newest = newest_version(session, meeting.id)
    if meeting.on < today and newest[0] is None and meeting not in due_to_freeze(session, organisation_id, now):
        raise Mistake(
            f"The board of {day(on)} had met when it was entered here: nobody knows what stood then.",
            example="/pack compile",
        )
    return meeting, newest
