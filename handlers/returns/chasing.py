"""Reminding those who owe a return at once: the morning's message, now, for whoever has not had it today.

The message is entered into the outbox and made when it is sent. Its key is that of a morning, so nobody gets two of a
day; one that was skipped or could not be delivered is sent for again.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from handlers.cards import Card
from handlers.requests import Request
from handlers.returns import cards
from models.boards.cycles import Cycle
from models.outbox.deliveries import Delivery, DeliveryState
from models.outbox.mornings import enter_by_hand, mornings_of
from models.record.events import Change, record_many
from models.record.rules import Rules
from models.returns.expected import Answerer
from papers.wording import day, joined, plural


def goes_out_on(request: Request, rules: Rules) -> tuple[date, bool]:
    """The local day on which a message that is queued now goes out, and whether that is at once: in working hours."""
    time = request.now.astimezone(request.zone).time()
    working = not rules.days.rest(request.today)
    if working and time < rules.closes_at:
        return request.today, time >= rules.opens_at
    return rules.days.shifted(request.today, 1), False


def chase(session: Session, request: Request, cycle: Cycle, rules: Rules, answerers: Sequence[Answerer]) -> Card:
    """Enter the message of each who owes something; says who gets it and who does not, and why.

    `answerers` are as on the day of `goes_out_on`. The caller has taken its turn at the log: nobody else chases now.
    """
    on, now = goes_out_on(request, rules)
    known = mornings_of(
        session, request.asker.organisation_id, on, {each.recipient.id for each in answerers if each.recipient}
    )
    told: dict[str, list[Answerer]] = {}
    not_told: list[tuple[str, str]] = []
    recipients: dict[str, int] = {}
    for each in answerers:
        recipient = each.recipient
        why = _rests(each, request.asker.id) or (_has_it(known.get(recipient.id), request) if recipient else "")
        if why or recipient is None:
            not_told.append((each.name, why))
        else:
            recipients[recipient.email] = recipient.id
            told.setdefault(recipient.email, []).append(each)
    enter_by_hand(session, request.asker.organisation_id, on, recipients.values(), request.now)
    changes = [
        Change(
            "return.chased",
            f"person {recipients[email]}",
            None,
            {
                "meeting": cycle.meeting.on.isoformat(),
                "day": on.isoformat(),
                "for": [each.person.id for each in theirs if each.person],
            },
        )
        for email, theirs in told.items()
    ]
    if changes:
        record_many(session, request.actor, changes)
    lines = {email: _line(theirs) for email, theirs in told.items()}
    return cards.chased(on, now, f"{rules.opens_at:%H:%M}", lines, not_told)


def _line(theirs: Sequence[Answerer]) -> str:
    """Who gets a message, about how much, and for whom."""
    recipient = theirs[0].recipient
    assert recipient is not None
    others = [each.name for each in theirs if each.person != recipient]
    count = sum(len(each.owed) for each in theirs)
    for_whom = f", for {joined(others)}" if others else ""
    return f"{recipient.name}: {plural(count, 'update')}{for_whom}"


def _rests(each: Answerer, asker_id: int) -> str:
    """Why a reminder would be out of place; empty when it is not. Nobody is reminded by themselves."""
    if not each.owed:
        return "nothing owed"
    if each.person is None:
        return "the post is vacant" if each.posts else f"{plural(len(each.owed), 'action')} with no owner linked"
    reach = each.reach
    recipient = each.recipient
    if (recipient == each.person and reach.away_until) or (recipient in reach.asked and recipient.id == asker_id):
        delegate = reach.delegate.name if reach.delegate else None
        return cards.unreached(reach.away_until, delegate, reach.delegate_away_until, [one.name for one in reach.asked])
    if reach.snoozed_until:
        who = f"{reach.delegate.name} stands in, and is " if reach.delegate and recipient == reach.delegate else ""
        return f"{who}snoozed until {day(reach.snoozed_until)}"
    return ""


def _has_it(delivery: Delivery | None, request: Request) -> str:
    """Whether a message of the day has arrived or is on its way, in words; empty when neither."""
    if delivery is None or delivery.state in (DeliveryState.SKIPPED, DeliveryState.FAILED):
        return ""
    if delivery.state is DeliveryState.WAITING or delivery.sent_at is None:
        return "a message is on its way already"
    return f"already reminded today at {delivery.sent_at.astimezone(request.zone):%H:%M}"
