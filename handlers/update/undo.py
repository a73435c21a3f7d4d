"""Taking back: the button on a confirmation, and `/update undo`. All that one press or message recorded goes at once.

The record keeps the answers and that they were taken back; what stood before stands again, and is owed again.
"""

from collections.abc import Sequence

from sqlmodel import Session

from handlers.access import Permission, require
from handlers.button_values import a_number
from handlers.cards import Actions, Button, Card, Element, Listing, Text
from handlers.errors import Mistake
from handlers.outbox import queue
from handlers.requests import Request
from handlers.update.command import update
from models.boards.boards import Meeting
from models.people.leave import delegates, on_leave
from models.plan.actions import living_plan
from models.position.counting import Scope
from models.position.freezing import open_meeting
from models.returns.expected import expected_for
from models.returns.taking_back import Given, confirmation, first_of, last_confirmation, take_back
from models.updates.updates import Update, UpdateKind
from papers.wording import day, joined, moment, plural, ratings, shortened

WORDS_SHOWN = 120
"""Characters of a commentary, where several answers are told of."""

Stands = tuple[Given, Update | None, str]
"""What was taken back, what stands now in its place, and the name of who gave that."""


@update.verb(
    "undo",
    ("/update undo", "take back what you recorded last; until the freeze"),
    right=Permission.UPDATE,
    writes=True,
    bare=True,
)
def undo(session: Session, request: Request) -> Card:
    """Take back the asker's latest confirmation."""
    first = last_confirmation(session, request.asker.id)
    if first is None:
        raise Mistake("You have recorded nothing yet that could be taken back.", example="/update")
    return _taken_back(session, request, first)


@update.button("take_back", right=Permission.UPDATE, writes=True, takes=a_number)
def take_back_confirmed(session: Session, request: Request) -> Card:
    """Take back the confirmation whose first update has the id that is the request's text."""
    return _taken_back(session, request, int(request.text))


def _taken_back(session: Session, request: Request, first: int) -> Card:
    given = confirmation(session, request.asker.organisation_id, first, request.now)
    if not given:
        raise Mistake("There is nothing in the record that this button could take back.", example="/update undo")
    for each in given:
        require(request.asker, Permission.UPDATE, each.action)
    if done := [each.taken_back for each in given if each.taken_back]:
        return _done_already(given, moment(done[0].at, request.zone))
    kept = [each for each in given if each.stays]
    if len(kept) == len(given):
        if fixed := [each for each in kept if each.fixed]:
            raise _too_late(fixed)
        return _confirmed_since(kept, request)
    taken = take_back(session, request.actor, [each for each in given if not each.stays])
    _tell_who_gave_it(session, request, taken)
    for each, now, name in taken:
        _tell_the_other(session, request, each, now, name)
    meeting = open_meeting(session, request.asker.organisation_id, request.now)
    return _card(taken, kept, _owed_again(session, request, taken, meeting), meeting, request)


def _owed_again(session: Session, request: Request, taken: Sequence[Stands], meeting: Meeting | None) -> Sequence[str]:
    """The refs of which the coming meeting expects an answer and has none any more."""
    plan = living_plan(session, request.asker.organisation_id)
    if plan is None or meeting is None:
        return ()
    scope = Scope(refs=frozenset(each.action.ref for each, *_ in taken))
    expected = expected_for(session, plan.id, meeting, request.now, request.today, scope)
    return [each.ref for each in expected if not each.given]


def _tell_who_gave_it(session: Session, request: Request, taken: Sequence[Stands]) -> None:
    """Tell somebody else who had recorded all this that it is taken back, and what stands in its place."""
    first = taken[0][0].update
    told = _told(session, request, first.by_person_id)
    if told is None:
        return
    what = "what you recorded" if told == first.by_person_id else "what was recorded"
    said = f"{request.asker.name} has taken back {what} on {moment(first.at, request.zone)}:"
    lines = Listing(tuple(_line_with_words(*each, request) for each in taken))
    refs = tuple(each.action.ref for each, *_ in taken)
    button = (
        Button("Show the action", "action.show", refs[0])
        if len(refs) == 1
        else Button("Show what I owe", "return.show")
    )
    title = "An answer was taken back" if len(refs) == 1 else f"{plural(len(refs), 'answer')} were taken back"
    card = Card(title, (Text(said), lines, Actions((button,))), about=refs)
    queue(session, request.actor, told, f"taken back by another {first.id}", card)


def _told(session: Session, request: Request, person_id: int | None) -> int | None:
    """Whom to tell what concerns a person: while they are away, whoever answers for them; never the asker."""
    if person_id in (None, request.asker.id):
        return None
    if person_id in on_leave(session, request.today):
        person_id = delegates(session, request.today).get(person_id)
    return None if person_id == request.asker.id else person_id


def _tell_the_other(session: Session, request: Request, each: Given, now: Update | None, name: str) -> None:
    """Tell somebody else whose answer for the same meeting was followed by this one that theirs counts again.

    Who gave both is told by `_tell_who_gave_it`.
    """
    if now is None or now.id > each.update.id or now.meeting_id != each.update.meeting_id:
        return
    told = None if now.by_person_id == each.update.by_person_id else _told(session, request, now.by_person_id)
    if told is None:
        return
    ref, whose = each.action.ref, "Your" if told == now.by_person_id else f"{name}’s"
    said = (
        f"{request.asker.name} has taken back the later answer for {ref}. "
        f"{whose} answer of {moment(now.at, request.zone)} counts again."
    )
    buttons = (
        Button("Show the action", "action.show", ref),
        Button("Change", "update.open", ref, opens_form=True),
    )
    card = Card(f"An answer for {ref} was taken back", (Text(said), Actions(buttons)), about=(ref,))
    queue(session, request.actor, told, f"answer taken back {each.update.id}", card)


def _card(
    taken: Sequence[Stands],
    kept: Sequence[Given],
    owed: Sequence[str],
    meeting: Meeting | None,
    request: Request,
) -> Card:
    """What was taken back, what stands now, and what is owed again."""
    if len(taken) == 1:
        body: list[Element] = [Text(_line(*taken[0], request), "strong")]
        for label, words in _said(*taken[0]):
            body += [Text(f"{label}:"), Text(words, "quote")]
    else:
        body = [Listing(tuple(_line_with_words(*each, request) for each in taken))]
    if fixed := [each for each in kept if each.fixed]:
        body.append(Text(_stays(fixed)))
    if confirmed := [each for each in kept if each.confirmed and not each.fixed]:
        body += [Text(_confirmed_said(confirmed, request)), Actions(_take_back_first(confirmed))]
    if owed and meeting:
        again = "An update is owed again" if len(owed) == 1 else "Updates are owed again"
        body.append(Text(f"{again} for the board of {day(meeting.on)}: {joined(owed)}."))
    body.append(Text("The record keeps what was said, and that it was taken back.", "muted"))
    refs = tuple(each.action.ref for each, *_ in taken)
    if len(refs) == 1:
        body.append(
            Actions(
                (
                    Button(f"Update {refs[0]}", "update.open", refs[0], style="primary", opens_form=True),
                    Button("Show the action", "action.show", refs[0]),
                )
            )
        )
        title = f"Taken back: {refs[0]} {shortened(taken[0][0].action.title, 90)}"
    else:
        body.append(Actions((Button("Show what I owe", "return.show"),)))
        title = f"{plural(len(refs), 'answer')} taken back"
    data = {"taken_back": list(refs), "owed": list(owed), "kept": [each.action.ref for each in kept]}
    return Card(title, tuple(body), about=refs, data=data)


def _line(each: Given, now: Update | None, name: str, request: Request) -> str:
    """`2.4: Amber on activity, Green on impact is taken back; Red on activity, Red on impact of 24 May 2023 stands.`"""
    how = "“no change”, " if each.update.kind is UpdateKind.NO_CHANGE else ""
    was = f"{each.action.ref}: {how}{ratings(each.update.activity, each.update.impact)}, is taken back"
    if now is None:
        return f"{was}; it has no answer now."
    stands = f"{ratings(now.activity, now.impact)}, of {moment(now.at, request.zone)}, stands"
    if now.by_person_id in (None, request.asker.id):
        return f"{was}; {stands}."
    return f"{was}; the answer of {name} stays: {stands}."


def _said(each: Given, now: Update | None, _name: str) -> list[tuple[str, str]]:
    """The commentary that is taken back and the one that stands now, each with its label: once if they are one."""
    was, stands = each.update.commentary, now.commentary if now else None
    said = [("Taken back", was)] if was != stands else []
    return [(label, words) for label, words in (*said, ("What stands now", stands)) if words]


def _line_with_words(each: Given, now: Update | None, name: str, request: Request) -> str:
    """The same with the beginning of what is taken back and of what stands again."""
    said = [f"{label}: “{shortened(words, WORDS_SHOWN)}”" for label, words in _said(each, now, name)]
    return " ".join([_line(each, now, name, request), *said])


def _stays(fixed: Sequence[Given]) -> str:
    refs, meetings = [each.action.ref for each in fixed], {each.fixed.on for each in fixed if each.fixed}
    boards = joined([day(on) for on in sorted(meetings)])
    return f"{joined(refs)} {'stays' if len(refs) == 1 else 'stay'}: the figures for the board of {boards} are fixed."


def _too_late(fixed: Sequence[Given]) -> Mistake:
    ref = fixed[0].action.ref
    return Mistake(
        f"It is too late to take this back. {_stays(fixed)} A new answer follows it, and counts for the next board.",
        example=f"/update {ref}",
    )


def _confirmed_since(kept: Sequence[Given], request: Request) -> Card:
    refs = tuple(each.action.ref for each in kept)
    body = (Text(_confirmed_said(kept, request)), Actions(_take_back_first(kept)))
    data = {"taken_back": [], "kept": list(refs)}
    return Card(f"Not taken back: {joined(refs)}", body, about=refs, data=data, done=False)


def _confirmed_said(kept: Sequence[Given], request: Request) -> str:
    """`2.2 stays: “no change” was said of it on 23 June 2023, 10:00, which would be of something else without it.`"""
    said = [
        f"{each.action.ref} stays: “no change” was said of it on {moment(each.confirmed.at, request.zone)}."
        for each in kept
        if each.confirmed
    ]
    return " ".join([*said, "Without it that would confirm other words. Please take the “no change” back first."])


def _take_back_first(kept: Sequence[Given]) -> tuple[Button, ...]:
    """For each confirmation that said "no change" of one of these, its own button."""
    first = {first_of(each.confirmed): each.action.ref for each in kept if each.confirmed}
    return tuple(Button(f"Take back “no change”: {ref}", "update.take_back", str(id)) for id, ref in first.items())


def _done_already(given: Sequence[Given], when: str) -> Card:
    refs = [each.action.ref for each in given if each.taken_back]
    said = f"{joined(refs)} {'was' if len(refs) == 1 else 'were'} taken back on {when}; nothing more was done."
    return Card("Taken back already", (Text(said),), about=tuple(refs), data={"taken_back": []}, done=False)
