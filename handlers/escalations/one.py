"""The escalation that a request is about, and whether its asker is the one who is to answer."""

from collections.abc import Collection

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.errors import Mistake, Refused
from handlers.requests import Request
from models.escalations.ladder import Ladder
from models.escalations.raised import Raised, escalation_with
from models.people.leave import delegates


def escalation_meant(session: Session, request: Request) -> Raised:
    """The one whose number is the request's text. Raises `Mistake`."""
    found = escalation_with(session, request.asker.organisation_id, int(request.text))
    if found is None:
        raise Mistake("There is no such escalation.")
    return found


def asked_today(session: Session, request: Request, ladder: Ladder, raised: Raised) -> bool:
    """Whether the asker is who is asked, or stands in for them."""
    people = ladder.people(raised.last.to, raised.action)
    if request.asker.id in people:
        return True
    stands_in = delegates(session, request.today)
    return any(stands_in.get(person) == request.asker.id for person in people)


def reached_by(session: Session, request: Request, people: Collection[int]) -> set[int]:
    """Who gets what is asked of these people today: each, or their delegate."""
    stands_in = delegates(session, request.today)
    return {stands_in.get(person, person) for person in people}


def refuse_others(session: Session, request: Request, ladder: Ladder, raised: Raised) -> None:
    """Raise `Refused` unless the asker is asked, stands in for them, or is the secretariat, which records for them; and
    `Mistake` where it does not wait for them any more.
    """
    last = raised.last
    if raised.outcome == "action ended":
        its = raised.action
        raise Mistake(f"{its.ref} has left the plan: it was {its.ended}. Nothing was recorded.")
    if not raised.waits:
        by = f" by {last.ended_by}" if last.ended_by else ""
        words = f" “{last.words}”" if last.words else ""
        mine = request.asker.id in (last.ended_by_id, raised.escalation.resolved_by_person_id)
        begins = "That is done already" if mine else "Somebody was quicker"
        raise Mistake(f"{begins}: it is {raised.outcome}{by}.{words} Nothing was recorded.")
    if last.proposal_id is not None:
        raise Mistake(
            f"The {last.to.called} decides it: the secretariat goes through what it is asked by /board decide."
        )
    if not (may(request.asker, Permission.KEEP_THE_RECORD) or asked_today(session, request, ladder, raised)):
        held = ", ".join(post.title for post in request.asker.posts) or "no post at present"
        raise Refused(
            f"That is not yours to answer: it is asked of {last.to.called}, or their delegate. You hold: {held}."
        )
