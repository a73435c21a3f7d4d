"""`/return link`: a one-time link to somebody's return, for a partner who is not in chat; the secretariat sends it on.

Who signs in by it sees their own return and nothing else; every update says by which link it
came, and the log who made that link. The secret stands on the card and nowhere else.
"""

from datetime import datetime, time, timedelta

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, Fields, Text
from handlers.errors import Mistake
from handlers.requests import Request
from handlers.returns.command import the_return
from handlers.returns.delegating import person_with
from handlers.sign_in_links import address_of_pages, hours, sign_in_link
from handlers.whom_to_ask import no_board_coming
from models.boards.cycles import cycle_of
from models.people.leave import posts_of
from models.people.signing_in import SESSION_LASTS, Purpose
from models.plan.actions import living_plan
from models.position.freezing import open_meeting
from models.record.rules import rules_of
from models.returns.expected import return_of
from papers.wording import day, moment, plural

EXAMPLE = "/return link hscp.sro@example.org"

LASTS_AT_MOST = timedelta(days=14)
"""A link in an e-mail is read late, and lies about: it ends with the return, and after so long in any case."""


@the_return.verb(
    "link",
    (EXAMPLE, "a one-time link to somebody's return, for a partner who is not in chat"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def link(session: Session, request: Request) -> Card:
    """Make a link for the person with the e-mail address that was typed, until the freeze of the coming board."""
    typed = request.text
    address_of_pages(request)
    if "@" not in typed:
        raise Mistake("Whose return? I need the e-mail address of whoever is to answer.", example=EXAMPLE)
    person = person_with(session, request, typed)
    organisation_id = request.asker.organisation_id
    plan, meeting = living_plan(session, organisation_id), open_meeting(session, organisation_id, request.now)
    if plan is None or meeting is None:
        raise no_board_coming(session, request, "for which returns would be owed")
    held, stands_in_for = posts_of(session, person.id, request.today)
    posts = {post.post_id for post in (*held, *stands_in_for)}
    asked = return_of(session, plan.id, posts, meeting, request.now, request.today)
    if not asked.owed and not asked.answered:
        raise Mistake(
            f"{person.name} owes no update for the board of {day(meeting.on)}, so there is nothing to answer.",
            example="/return status",
        )
    freeze = cycle_of(meeting, rules_of(session, organisation_id)).freeze
    ends = datetime.combine(max(freeze, request.today) + timedelta(days=1), time(), request.zone)
    expires = min(ends.astimezone(request.now.tzinfo), request.now + LASTS_AT_MOST)
    address = sign_in_link(session, request, person.id, Purpose.RETURN, expires)
    owed = f"{plural(len(asked.owed), 'update')} owed, {len(asked.answered)} given"
    works = f"once, until {moment(expires, request.zone)}; any earlier one no more"
    body = (
        Text(f"Send this link to {person.name} and to nobody else. Whoever has it can answer in their name."),
        Fields(
            (
                ("To", person.email),
                ("Works", works),
                ("Return", owed),
            )
        ),
        Text(address, "quote"),
        Text(
            f"It opens their return for the board of {day(meeting.on)} and nothing else, for {hours(SESSION_LASTS)}. "
            "The record says that the answers came by a link of yours.",
            "muted",
        ),
    )
    data = {"person": person.email, "link": address, "expires": expires.isoformat()}
    return Card(f"A link to the return of {person.name}", body, data=data)
