"""Late answers in the messages about a pack: each with a button that takes it in, and the word to who gave it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.cards import Actions, Button, Card, Element, Text
from handlers.errors import Mistake
from handlers.outbox import queue
from models.boards.boards import Meeting
from models.position.freezing import open_meeting
from models.position.snapshots import Snapshot
from models.record.events import Actor
from models.returns.late_answers import LateAnswer, late_answers
from papers.wording import day, joined, moment, plural

SHOWN = 5
"""How many late answers stand with a button each; the others are named."""


def late_elements(
    session: Session,
    snapshot: Snapshot,
    now: datetime,
    zone: ZoneInfo,
    keeps: bool = True,
    found: Sequence[LateAnswer] | None = None,
) -> list[Element]:
    """The late answers that a pack from a snapshot lacks at `now` (aware UTC); nothing when there is none.

    Each has a button that takes it in, for those who keep the record (`keeps`). `found` are the answers, if they have
    been read.
    """
    if snapshot.of_id:
        return []  # the figures of a body's report are those of the board's pack, which takes them in
    found = late_answers(session, snapshot, now) if found is None else found
    if not found:
        return []
    on = session.get_one(Meeting, snapshot.meeting_id).on
    said = (
        f"{plural(len(found), 'answer')} came after the freeze and {'counts' if len(found) == 1 else 'count'} for the "
    )
    said += "next board unless taken in here:"
    elements: list[Element] = [Text("Late answers", "heading"), Text(said)]
    for each in found[:SHOWN]:
        when = moment(each.update.at, zone)
        elements.append(Text(f"{each.ref} {each.title}: {each.update.kind.value}, {each.by or 'imported'}, {when}."))
        if keeps:
            elements.append(
                Actions((Button(f"Take in {each.ref}", "pack.compile", f"{on.isoformat()} with {each.ref}"),))
            )
    if rest := [each.ref for each in found[SHOWN:]]:
        elements.append(Text(f"And {joined(rest)}: “/pack compile with {' '.join(rest[:3])}” takes in those you name."))
    return elements


def named(
    session: Session, meeting: Meeting, snapshot: Snapshot, now: datetime, refs: Sequence[str]
) -> tuple[list[LateAnswer], list[LateAnswer]]:
    """The late answers for these refs, and the others. Raises `Mistake` when one of them has none; `now` is aware
    UTC.
    """
    waiting = {each.ref: each for each in late_answers(session, snapshot, now)}
    if missing := [ref for ref in refs if ref not in waiting]:
        there = f"Late answers are there for {joined(list(waiting))}." if waiting else "No late answer is waiting."
        raise Mistake(
            f"No answer for {joined(missing)} has come since the figures for {day(meeting.on)} were fixed, so nothing "
            f"was taken in. {there}",
            example=f"/pack compile with {' '.join(waiting)}" if waiting else f"/update {missing[0]}",
        )
    return [waiting[ref] for ref in refs], [each for ref, each in waiting.items() if ref not in refs]


def tell_givers(session: Session, actor: Actor, meeting: Meeting, taken: Sequence[LateAnswer]) -> None:
    """Tell whose late answers were taken in for which board they count now; one message a person."""
    following = open_meeting(session, actor.organisation_id, actor.at)
    by_giver: dict[int, list[LateAnswer]] = {}
    for each in taken:
        if each.update.by_person_id is not None and each.update.by_person_id != actor.person_id:
            by_giver.setdefault(each.update.by_person_id, []).append(each)
    for person_id, theirs in by_giver.items():
        one, refs = len(theirs) == 1, [each.ref for each in theirs]
        came = f"Your {'answer' if one else 'answers'} for {joined(refs)} came after the freeze and "
        counts = f"{'it counts' if one else 'they count'} for the board of {day(meeting.on)}"
        said = f"{came}{'is' if one else 'are'} taken in: {counts}"
        said += f", and no longer for that of {day(following.on)}, for which I will ask again." if following else "."
        card = Card(f"Taken in for the board of {day(meeting.on)}", (Text(said),), about=tuple(refs))
        queue(session, actor, person_id, f"taken in {' '.join(str(each.update.id) for each in theirs)}", card)
