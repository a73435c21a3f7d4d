"""“No change” for all that somebody still owes, in one confirmed step: in chat, in a thread and on the page of returns.

What would be recorded is listed first, and recorded only as it was listed. An action for which “no change” is no answer
is left, and named with what it needs; so is one of which an update is begun: no word of it is lost. All of it is one
confirmation, and taken back as one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlmodel import Session

from handlers.access import Permission, require
from handlers.cards import Actions, Button, Card, Element, Listing, Select, Text
from handlers.own_plan import plan_of
from handlers.requests import Request
from handlers.returns.command import the_return
from handlers.update.checks import no_answer_without
from handlers.update.undo_button import with_undo
from models.boards.boards import Meeting
from models.plan.actions import Action
from models.position.freezing import open_meeting
from models.returns.unanswered import unanswered
from models.updates.recording import answers_of, record_update
from models.updates.updates import Update, UpdateKind
from papers.wording import TITLE_SHOWN, day, moment, plural, ratings, shortened

_AS_LISTED = re.compile("[0-9a-f]{16}", re.ASCII)


def as_listed(value: str) -> bool:
    """What the button that records has for a value: the mark of the list that it stands under."""
    return _AS_LISTED.fullmatch(value) is not None


@dataclass(frozen=True)
class Rest:
    """What somebody owes: with the answer that can stay as it is, and without, with why."""

    meeting: Meeting | None
    same: Sequence[tuple[Action, Update]]
    left: Sequence[tuple[Action, str]]

    @property
    def mark(self) -> str:
        """Differs when any other answer would be recorded, or for another meeting."""
        listed = [self.meeting.id if self.meeting else 0, *(update.id for _, update in self.same)]
        return sha256(repr(listed).encode()).hexdigest()[:16]


@the_return.verb(
    "no change",
    ("/return no change", "“no change” for all that you still owe; it lists them first"),
    right=Permission.UPDATE,
    name="no_change",
    bare=True,
)
def ask(session: Session, request: Request) -> Card:
    """What would be recorded, with the button that records it."""
    return _asked(_rest(session, request))


@the_return.button("no_change_confirmed", right=Permission.UPDATE, writes=True, takes=as_listed)
def record(session: Session, request: Request) -> Card:
    """Record what was listed under the mark that is the request's text; list it anew where that has changed since."""
    rest = _rest(session, request)
    if not rest.same or rest.mark != request.text:
        return _asked(rest, "Nothing was recorded: what you owe has changed since that list was made.")
    recorded = []
    for action, last in rest.same:
        require(request.asker, Permission.UPDATE, action)
        answers, kind = answers_of(last), UpdateKind.NO_CHANGE
        update = record_update(session, request.actor, action, rest.meeting, answers, kind, last, None)
        recorded.append({"ref": action.ref, "update": update.id, "kind": update.kind.value})
    body: list[Element] = [Listing(tuple(_line(action, last) for action, last in rest.same)), *_left(rest)]
    body.append(Text("You can change any of it until the freeze; the latest answer counts and all are kept.", "muted"))
    data = {"recorded": recorded, "left": [action.ref for action, _ in rest.left]}
    title = f"No change recorded for {plural(len(recorded), 'action')}{_for(rest.meeting)}"
    about = tuple(action.ref for action, _ in (*rest.same, *rest.left))
    return with_undo(Card(title, tuple(body), about=about, data=data))


def _rest(session: Session, request: Request) -> Rest:
    plan = plan_of(session, request)
    meeting = open_meeting(session, plan.organisation_id, request.now)
    asker = request.asker
    same, left = [], []
    for each in unanswered(session, plan.id, asker.answers_for, asker.id, meeting, request.now, request.today):
        if each.drafted:
            began = moment(each.drafted, request.zone)
            left.append((each.action, f"You have begun an update of it, on {began}, which waits in the form."))
        elif each.last is None:
            left.append((each.action, "It has no answer yet that could stay as it is."))
        elif needed := no_answer_without(answers_of(each.last), request.today):
            left.append((each.action, " ".join(needed.values())))
        else:
            same.append((each.action, each.last))
    return Rest(meeting, same, left)


def _asked(rest: Rest, first: str = "") -> Card:
    """The list to look through, and the button that records all of it."""
    body: list[Element] = [Text(first, "strong")] if first else []
    if not rest.same and not rest.left:
        body.append(Text(f"Nothing is owed{_for(rest.meeting)}."))
    if rest.same:
        count = len(rest.same)
        said = f"“No change” would be recorded{_for(rest.meeting)} for {plural(count, 'action')}, as last given:"
        body += [
            Text(said, "strong"),
            Listing(tuple(_line(action, last) for action, last in rest.same)),
            Actions((Button(_label(count), "return.no_change_confirmed", rest.mark, style="primary"),)),
        ]
    body += _left(rest)
    data = {
        "no_change": [action.ref for action, _ in rest.same],
        "lines": [_line(action, last) for action, last in rest.same],
        "left": [{"ref": action.ref, "title": action.title, "why": why} for action, why in rest.left],
        "said": _said(rest, first),
        "label": _label(len(rest.same)),
        "mark": rest.mark,
    }
    about = tuple(action.ref for action, _ in (*rest.same, *rest.left))
    return Card("No change for the rest", tuple(body), about=about, data=data, done=not first)


def _left(rest: Rest) -> list[Element]:
    """What is left to be answered by itself: for each what it needs, and the form."""
    if not rest.left:
        return []
    needs = "this one needs" if len(rest.left) == 1 else "each of these needs"
    body: list[Element] = [
        Text(f"“No change” is no answer for {plural(len(rest.left), 'action')}; {needs} an update:", "strong"),
        Listing(tuple(f"{action.ref} {shortened(action.title, TITLE_SHOWN)}: {why}" for action, why in rest.left)),
    ]
    options = tuple((action.ref, shortened(f"{action.ref} {action.title}", 75)) for action, _ in rest.left[:100])
    if len(options) > 1:
        return [*body, Actions((Select("Update one of them…", "update.open", options, "Open", opens_form=True),))]
    ref = rest.left[0][0].ref
    return [*body, Actions((Button(f"Update {ref}", "update.open", ref, style="primary", opens_form=True),))]


def _said(rest: Rest, first: str) -> str:
    """What the page says above the list."""
    said = f"“No change” would be recorded{_for(rest.meeting)} for {plural(len(rest.same), 'action')}, as last given."
    if not rest.same and rest.left:
        said = "“No change” is no answer for what you still owe."
    elif not rest.same:
        said = f"Nothing is owed{_for(rest.meeting)}."
    return f"{first} {said}".strip()


def _label(count: int) -> str:
    return f"Record no change for {count}"


def _line(action: Action, last: Update) -> str:
    return f"{action.ref} {shortened(action.title, TITLE_SHOWN)}: {ratings(last.activity, last.impact)}"


def _for(meeting: Meeting | None) -> str:
    return f" for the board of {day(meeting.on)}" if meeting else ""
