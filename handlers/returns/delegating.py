"""Letting somebody else answer: by a line, by a form, for oneself or, for the secretariat, for others.

A delegate may update what the person may, and gets the person's messages (`domain.md` 4.2). What is delegated does not
pass on: somebody who has a delegate stands in for nobody new, so no hand-over goes in a circle.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sqlmodel import Session

from handlers.access import Permission, may, require
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, Text
from handlers.errors import Mistake
from handlers.grammar import nearest
from handlers.outbox import queue
from handlers.requests import Asker, Request
from handlers.returns.cards import until
from models.people.leave import (
    delegate,
    delegations_around,
    end_delegation,
    handed_over,
    on_leave,
    posts_of,
)
from models.people.people import (
    Person,
    addresses,
    people_in_office,
    person_by_id,
    person_with_email,
    titles_held,
)
from models.plan.deadlines import parse_day
from models.plan.relative_days import relative_day
from models.record.events import version_seen
from papers.wording import day, joined, shortened

PEOPLE_OFFERED = 100
LOOKING_BACK = timedelta(days=31)
"""A day without a year that was within so long is that day, and not the same one of next year."""
EXAMPLE = "/return delegate fostering@example.org until 23 Jun"

_EMAIL = r"[^\s@]+@[^\s@]+"
_OFF = re.compile(rf"(?:(?P<whose>{_EMAIL})\s+)?off", re.IGNORECASE)
_LINE = re.compile(
    rf"(?:(?P<whose>{_EMAIL})\s+to\s+)?(?P<whom>{_EMAIL})"
    r"(?:\s+from\s+(?P<starts>.+?))?(?:\s+(?:until|till|to)\s+(?P<ends>.+?))?",
    re.IGNORECASE,
)


def by_line(session: Session, request: Request, text: str) -> Card:
    """Begin or end a delegation by what was typed: `[whose to] whom [from day] [until day]`, or `[whose] off`."""
    if off := _OFF.fullmatch(text):
        return _ended(session, request, whose(session, request, off["whose"]))
    said = _LINE.fullmatch(text)
    if said is None:
        raise Mistake(
            "I need the e-mail address of whoever is to answer, and until when. “off” ends a delegation.",
            typed=text,
            example=EXAMPLE,
        )
    person = whose(session, request, said["whose"])
    somebody = person_with(session, request, said["whom"])
    try:
        starts = near_day(said["starts"], request.today) if said["starts"] else request.today
        ends = near_day(said["ends"], request.today) if said["ends"] else None
    except ValueError as unreadable:
        raise Mistake(str(unreadable), understood=(f"to answer: {somebody.name}",), example=EXAMPLE) from None
    return hand_over(session, request, person, somebody, starts, ends)


def form(
    session: Session, request: Request, values: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> Modal:
    """The form in which the asker says who is to answer and until when."""
    values, errors = values or {}, errors or {}
    people, more = _offered(session, request.asker, request.today)
    hint = "Service leads and project managers of your boards come first."
    if more:
        hint += f" The first {PEOPLE_OFFERED} are listed; anybody else by e-mail: {EXAMPLE}."
    inputs = (
        Input(
            "whom",
            "Who is to answer for you",
            "choice",
            values.get("whom", ""),
            hint,
            required=True,
            options=tuple(people.items()),
            error=errors.get("whom", ""),
        ),
        Input(
            "until",
            "Until when",
            "date",
            values.get("until", ""),
            "The last day. Left empty: until you end it.",
            error=errors.get("until", ""),
        ),
    )
    said = Text("They get your messages, and may answer in your place; the record says for whom.")
    return Modal("Delegate", "return.delegate.submit", "", (said,), inputs, submit="Delegate")


def submitted(session: Session, request: Request) -> Answer:
    """Record the submitted form, or give it back with its mistakes."""
    errors: dict[str, str] = {}
    chosen, typed = request.values.get("whom", ""), request.values.get("until", "").strip()
    somebody = person_by_id(session, int(chosen)) if re.fullmatch("[0-9]{1,9}", chosen) else None
    if somebody is None or somebody.organisation_id != request.asker.organisation_id:
        errors["whom"] = "Please choose who is to answer."
    ends = None
    try:
        ends = near_day(typed, request.today) if typed else None
        if ends and ends < request.today:
            errors["until"] = f"{day(ends)} is past."
    except ValueError as unreadable:
        errors["until"] = str(unreadable)
    if errors or somebody is None:
        return form(session, request, request.values, errors)
    try:
        return hand_over(session, request, whose(session, request, None), somebody, request.today, ends)
    except Mistake as mistake:
        return form(session, request, request.values, {"whom": mistake.what})


def hand_over(
    session: Session, request: Request, person: Person, somebody: Person, starts: date, ends: date | None
) -> Card:
    """Let `somebody` answer for `person` on those days, and tell who must know. Raises `Mistake` when it cannot be.

    It never begins before today: what was recorded of the past stays as it was.
    """
    actor, starts = request.actor, max(starts, request.today)
    _check(session, request, person, somebody, starts, ends)
    relieved = delegate(session, actor, person.id, somebody.id, starts, ends)
    key = _key(session, person.id)
    queue(session, actor, somebody.id, f"{key} to {somebody.id}", _told(person, starts, ends, request.today))
    for former in {*relieved} - {somebody.id}:
        queue(
            session, actor, former, f"{key} from {former}", _relieved(person, f"{somebody.name} does", starts, request)
        )
    own = person.id == request.asker.id
    if not own and person.id not in on_leave(session, request.today):
        said = f"{request.asker.name} has recorded it. You can still answer yourself."
        card = Card(f"{somebody.name} answers for you {_days(starts, ends, request.today)}", (Text(said),))
        queue(session, actor, person.id, f"{key} of {person.id}", card)
    return _recorded(session, request, person, somebody, starts, ends)


def take_back(session: Session, request: Request, person: Person, first: date, last: date | None = None) -> bool:
    """End the delegations of a person on days from `first` to `last` (None: all later ones) and tell who answered."""
    actor = request.actor
    relieved = end_delegation(session, actor, person.id, first, last)
    for former in sorted(set(relieved)):
        card = _relieved(person, f"{person.name} does again", first, request)
        queue(session, actor, former, f"{_key(session, person.id)} from {former}", card)
    return bool(relieved)


def whose(session: Session, request: Request, email: str | None) -> Person:
    """Whose leave or delegation a line is about: without an e-mail address the asker's; only the secretariat names
    others. Raises `Refused` for anybody else.
    """
    if email is None or email.casefold() == request.asker.email:
        return session.get_one(Person, request.asker.id)
    require(request.asker, Permission.KEEP_THE_RECORD)
    return person_with(session, request, email)


def person_with(session: Session, request: Request, email: str) -> Person:
    """The person with an e-mail address; raises `Mistake`, with addresses like it, when there is none."""
    email = email.strip("<>,;.").casefold()
    organisation_id = request.asker.organisation_id
    found = person_with_email(session, organisation_id, email)
    if found is None:
        likely = nearest(email, addresses(session, organisation_id), likeness=0.7)
        keeps_it = may(request.asker, Permission.KEEP_THE_RECORD)
        who = "“/secretariat people” lists those I know." if keeps_it else "Ask the secretariat whom I know."
        hint = f"Did you mean {' or '.join(likely)}?" if likely else who
        raise Mistake(f"I know nobody with the address {shortened(email, 80)}. {hint}")
    return found


def near_day(typed: str, today: date) -> date:
    """A day as typed; without a year the coming one, unless it has only just been. Raises ValueError, in words."""
    return relative_day(typed, today) or parse_day(typed, today - LOOKING_BACK)


def arrangements(session: Session, asker: Asker, today: date) -> list[str]:
    """Who answers for the asker today, and for whom the asker answers, a sentence each."""
    said = []
    for each, name in delegations_around(session, asker.id, today):
        if each.person_id == asker.id:
            said.append(f"{name} answers for you {until(each.ends)}. “/return delegate off” ends that.")
        else:
            said.append(f"You answer for {name} {until(each.ends)}.")
    return said


def _check(
    session: Session, request: Request, person: Person, somebody: Person, starts: date, ends: date | None
) -> None:
    """Raise `Mistake` when `somebody` cannot stand in for `person` on those days."""
    you = person.id == request.asker.id
    if somebody.id == person.id:
        raise Mistake("Nobody can stand in for themselves: name somebody else.", example=EXAMPLE)
    if ends and ends < starts:
        raise Mistake(f"{day(ends)} is {'past' if ends < request.today else 'before it begins'}.", example=EXAMPLE)
    if not posts_of(session, somebody.id, starts)[0]:
        raise Mistake(f"{somebody.name} holds no post {'then' if starts > request.today else 'at present'}.")
    busy = handed_over(session, somebody.id, starts, ends)
    if busy and busy.delegate_id == person.id:
        back = "you" if you else person.name
        raise Mistake(
            f"{somebody.name} has asked {back} to answer {until(busy.ends)}: that would go in a circle, and nobody "
            "would answer. Name somebody else.",
            example=EXAMPLE,
        )
    if busy:
        other = session.get_one(Person, busy.delegate_id)
        raise Mistake(
            f"{somebody.name} has asked {other.name} to answer {until(busy.ends)}, and what is delegated does not "
            f"pass on. Name {other.name}, or somebody else.",
            example=f"/return delegate {other.email} {until(ends)}" if ends else f"/return delegate {other.email}",
        )


def _recorded(
    session: Session, request: Request, person: Person, somebody: Person, starts: date, ends: date | None
) -> Card:
    """What was recorded, and what to know about it."""
    own = person.id == request.asker.id
    whom, they, whose = ("you", "You", "your") if own else (person.name, person.name, "their")
    body: list[Element] = [
        Text(
            f"{somebody.name} gets {whose} messages {_days(starts, ends, request.today)}, and may answer in {whose} "
            f"place; the record says for whom. {they} can still answer, too."
        )
    ]
    away = on_leave(session, starts).get(somebody.id)
    if away:
        body.append(Text(f"{somebody.name} is on leave until {day(away)}: until then nobody answers.", "strong"))
    running = delegations_around(session, person.id, starts)
    others = [name for each, name in running if each.delegate_id == person.id]
    if others:
        body.append(Text(f"{they} answer{'' if own else 's'} for {joined(others)}: that does not pass on.", "strong"))
    off = "/return delegate off" if own else f"/return delegate {person.email} off"
    body.append(Text(f"“{off}” ends it.", "muted"))
    data = {
        "person": person.email,
        "delegate": somebody.email,
        "from": starts.isoformat(),
        "until": ends.isoformat() if ends else None,
    }
    return Card(f"{somebody.name} stands in for {whom}", tuple(body), data=data)


def _ended(session: Session, request: Request, person: Person) -> Card:
    own = person.id == request.asker.id
    whom = "you" if own else person.name
    if not take_back(session, request, person, request.today):
        raise Mistake(f"Nobody stands in for {whom}, so there is nothing to end.", example=EXAMPLE)
    said = "You answer yourself again, and get" if own else f"{person.name} answers again, and gets"
    data = {"person": person.email, "delegate": None}
    return Card(f"Nobody stands in for {whom} any more", (Text(f"{said} the messages."),), data=data)


def _told(person: Person, starts: date, ends: date | None, today: date) -> Card:
    """Told, kindly, to the one who is to answer for `person`."""
    said = (
        f"You answer for {person.name} {_days(starts, ends, today)}: you get the messages about what is owed, and may "
        f"give the updates. The record says that you gave them, and for whom."
    )
    step: Element = Actions((Button("Show what is owed", "return.show", style="primary"),))
    if starts > today:
        step = Text("There is nothing to do before then: I write to you when something is owed.")
    muted = Text("If that cannot be, please say so to the secretariat, so that nothing is missed.", "muted")
    return Card(f"You stand in for {person.name}", (Text(said), step, muted))


def _relieved(person: Person, by: str, starts: date, request: Request) -> Card:
    """Told to the one who answers for `person` no more."""
    since = "You no longer answer" if starts <= request.today else f"From {day(starts)} you no longer answer"
    said = f"{since} for {person.name}: {by}. Thank you for standing in."
    return Card(f"You no longer stand in for {person.name}", (Text(said),))


def _offered(session: Session, asker: Asker, today: date) -> tuple[dict[str, str], bool]:
    """People who might answer, by id with their names and posts, the likeliest first, and whether there are more."""
    boards = {post.board_id for post in asker.posts if post.board_id is not None}
    found = people_in_office(session, asker.organisation_id, today, boards, PEOPLE_OFFERED + 2)
    others = [(id, name) for id, name in found if id != asker.id]
    shown = dict(others[:PEOPLE_OFFERED])
    held = titles_held(session, shown, today)
    titles = {id: [title for title in held.get(id, ()) if title != name] for id, name in shown.items()}
    return {
        str(person_id): shortened(f"{name} ({', '.join(titles[person_id])})" if titles[person_id] else name, 75)
        for person_id, name in shown.items()
    }, len(others) > PEOPLE_OFFERED


def _key(session: Session, person_id: int) -> str:
    """A key for the messages about the change that was recorded last: no other one has it."""
    return f"delegation of {person_id} event {version_seen(session)}"


def _days(starts: date, ends: date | None, today: date) -> str:
    """`from today until 23 June 2023`."""
    return f"from {'today' if starts == today else day(starts)} {until(ends)}"
