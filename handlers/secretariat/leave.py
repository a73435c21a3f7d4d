"""`/secretariat leave`: who is away and when, and who stands in; anybody for themselves, the secretariat for others.

Called by `command`. A person on leave gets no message; one with a delegate has it sent there (`domain.md` 4.2).
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.cards import Actions, Button, Card, DateCell, Element, PersonCell, Table, Text
from handlers.errors import Mistake
from handlers.requests import Request
from handlers.returns.cards import until
from handlers.returns.delegating import hand_over, near_day, person_with, take_back, whose
from handlers.secretariat.command import secretariat
from models.people.leave import (
    Delegation,
    Leave,
    delegations_between,
    end_leave,
    handed_over,
    leaves_between,
    take_leave,
)
from models.people.people import Person
from models.plan.deadlines import parse_day
from models.plan.relative_days import relative_day
from papers.wording import day, joined, plural

EXAMPLE = "/secretariat leave 12 Jun to 23 Jun delegate fostering@example.org"
SOON = timedelta(days=60)
LONGEST = timedelta(days=366)

_LINE = re.compile(
    r"(?:(?P<whose>[^\s@]+@[^\s@]+)\s+)?"
    r"(?:(?:from\s+)?(?P<starts>(?!(?:until|till|delegate)\s).+?))?"
    r"(?:\s*(?<!\S)(?:to|until|till|-|–)\s+(?P<ends>.+?))?"
    r"(?:\s*(?<!\S)delegate\s+(?:to\s+)?(?P<whom>\S+))?",
    re.IGNORECASE,
)


@secretariat.verb("leave", right=Permission.READ, asked=("who/anybody/anyone leave/away/holiday",), bare=True)
def leave(session: Session, request: Request) -> Card:
    """Who is away now or soon and who answers for whom: of everybody for the secretariat, of the asker for others."""
    everybody = may(request.asker, Permission.KEEP_THE_RECORD)
    soon = request.today + SOON
    own, whose = request.asker.organisation_id, None if everybody else request.asker.id
    leaves = leaves_between(session, own, request.today, soon, whose)
    delegations = delegations_between(session, own, request.today, soon, whose)
    body: list[Element] = [Text(_headline(request, everybody, [each for each, _ in leaves]), "strong")]
    if leaves:
        rows = tuple(
            (
                PersonCell(person.name),
                DateCell(each.starts),
                DateCell(each.ends),
                joined([other.name for run, _, other in delegations if _overlap(run, each)]) or "nobody",
            )
            for each, person in leaves
        )
        body.append(Table("Leave", ("Who", "First day", "Last day", "Who stands in"), rows, sortable=True))
    if delegations:
        lines = tuple(
            (
                PersonCell(person.name),
                PersonCell(other.name),
                DateCell(each.starts),
                DateCell(each.ends) if each.ends else "until further notice",
            )
            for each, person, other in delegations
        )
        body.append(Table("Who answers for whom", ("For whom", "Who answers", "First day", "Last day"), lines))
    body.append(Text(f"To record leave: {EXAMPLE}", "muted"))
    data = {
        "leave": [
            {"person": person.email, "from": each.starts.isoformat(), "to": each.ends.isoformat()}
            for each, person in leaves
        ],
        "delegations": [
            {
                "person": person.email,
                "delegate": other.email,
                "from": each.starts.isoformat(),
                "until": each.ends.isoformat() if each.ends else None,
            }
            for each, person, other in delegations
        ],
    }
    return Card("Leave and delegates" if everybody else "Your leave", tuple(body), data=data)


@secretariat.verb(
    "leave",
    (EXAMPLE, "no messages while you are away; alone it lists your leave"),
    ("/secretariat leave off", "you are back"),
    name="take_leave",
    right=Permission.READ,
    writes=True,
)
def record_leave(session: Session, request: Request) -> Card:
    """Record or end leave: `[whose] [from] day [to day] [delegate whom]`, or `[whose] off`."""
    said = _LINE.fullmatch(" ".join(request.words))
    if said is None or not (said["starts"] or said["ends"]):
        raise Mistake("I need the first and the last day of the leave.", example=EXAMPLE)
    person = whose(session, request, said["whose"])
    if said["starts"] and said["starts"].casefold() == "off":
        return _ended(session, request, person)
    somebody = person_with(session, request, said["whom"]) if said["whom"] else None
    if somebody and person.id == request.asker.id and not may(request.asker, Permission.DELEGATE):
        raise Mistake(
            "I ask nothing of you that somebody else could answer, so nobody need stand in. Nothing was recorded.",
            example="/secretariat leave 12 Jun to 23 Jun",
        )
    starts, ends = _days(said["starts"], said["ends"], request.today)
    take_leave(session, request.actor, person.id, starts, ends)
    handed = hand_over(session, request, person, somebody, starts, ends) if somebody else None
    return _recorded(session, request, person, starts, ends, handed)


def _days(first: str | None, last: str | None, today: date) -> tuple[date, date]:
    """The first day, today if none is said, and the last, the first if none is. Raises `Mistake` if they cannot be."""
    try:
        starts = near_day(first, today) if first else today
        ends = relative_day(last, today) or parse_day(last, starts) if last else starts
    except ValueError as unreadable:
        raise Mistake(str(unreadable), example=EXAMPLE) from None
    understood = (f"first day: {day(starts)}", f"last day: {day(ends)}")
    if ends < starts:
        raise Mistake("The last day comes before the first.", understood=understood, example=EXAMPLE)
    if ends < today:
        raise Mistake(f"{day(ends)} is past.", understood=understood, example=EXAMPLE)
    if ends - starts > LONGEST:
        raise Mistake("That is more than a year: please check the days.", understood=understood, example=EXAMPLE)
    return starts, ends


def _recorded(
    session: Session, request: Request, person: Person, starts: date, ends: date, handed: Card | None
) -> Card:
    own = person.id == request.asker.id
    who = "You get" if own else f"{person.name} gets"
    days = f"from {day(starts)} to {day(ends)}, both days included" if ends > starts else f"on {day(starts)}"
    body: list[Element] = [Text(f"{who} no message {days}.")]
    if handed:
        body += handed.body
    else:
        body += _who_stands_in(session, person, starts, ends, own)
    data = {
        "person": person.email,
        "from": starts.isoformat(),
        "to": ends.isoformat(),
        "delegate": handed.data["delegate"] if handed else None,
    }
    return Card(f"Leave {'' if own else f'of {person.name} '}recorded", tuple(body), data=data)


def _who_stands_in(session: Session, person: Person, starts: date, ends: date, own: bool) -> list[Element]:
    """Who answers in that time by what was recorded before; if nobody does, what to do about it."""
    running = handed_over(session, person.id, starts, ends)
    if running:
        name = session.get_one(Person, running.delegate_id).name
        return [Text(f"{'Your' if own else 'Their'} messages go to {name} {until(running.ends)}.")]
    to = "" if own else f"{person.email} to "
    example = f"/return delegate {to}fostering@example.org from {day(starts)} until {day(ends)}"
    return [Text(f"Nobody stands in, so nobody is reminded in that time. To name somebody: {example}")]


def _ended(session: Session, request: Request, person: Person) -> Card:
    """End the leave that runs or is to come, and a delegation that was to end with it."""
    own = person.id == request.asker.id
    ended = end_leave(session, request.actor, person.id, request.today)
    if not ended:
        raise Mistake(
            f"{'You have' if own else f'{person.name} has'} no leave recorded, now or to come.", example=EXAMPLE
        )
    body: list[Element] = [Text(f"{'You get' if own else f'{person.name} gets'} messages again.")]
    for starts, ends in ended:
        first = max(starts, request.today)
        delegation = handed_over(session, person.id, first, ends)
        if delegation and delegation.ends == ends and take_back(session, request, person, first, ends):
            body.append(Text("Whoever was to stand in until then is told that it is not needed any more."))
    if own:
        body.append(Actions((Button("Show what I owe", "return.show", style="primary"),)))
    title = "Your leave is over" if own else f"The leave of {person.name} is over"
    data = {"person": person.email, "ended": [[starts.isoformat(), ends.isoformat()] for starts, ends in ended]}
    return Card(title, tuple(body), data=data)


def _headline(request: Request, everybody: bool, leaves: Sequence[Leave]) -> str:
    now = [each for each in leaves if each.starts <= request.today]
    if not leaves:
        return f"{'Nobody is' if everybody else 'You are not'} away now or in the next {SOON.days} days."
    if everybody:
        return f"{plural(len(now), 'person is', 'people are')} away today, {len(leaves) - len(now)} soon."
    if now:
        return f"You are away until {day(now[-1].ends)}."
    return f"You are away from {day(leaves[0].starts)}."


def _overlap(delegation: Delegation, of: Leave) -> bool:
    return (
        delegation.person_id == of.person_id
        and delegation.starts <= of.ends
        and (delegation.ends is None or delegation.ends >= of.starts)
    )
