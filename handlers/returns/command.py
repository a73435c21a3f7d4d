"""`/return`: what I owe and by when, who has answered, chasing, delegating, and the buttons of a reminder."""

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.brag.sentences import updates_said
from handlers.button_values import a_day, a_number
from handlers.cards import Answer, Card, Element, Modal, Text
from handlers.days import begins_day, read_day
from handlers.errors import Mistake, Refused
from handlers.filters import ReadScope, read_scope
from handlers.refs import ref_of
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from handlers.returns import cards, delegating
from handlers.returns.chasing import chase, goes_out_on
from handlers.update.command import owed
from handlers.whom_to_ask import no_board_coming
from models.boards.boards import Meeting, coming_meeting
from models.boards.cycles import Cycle, cycle_of
from models.outbox.mornings import mark_seen
from models.people.leave import SNOOZE_CHOICES, on_leave, posts_of, snooze, snoozes
from models.plan.actions import Plan, living_plan
from models.position.counting import Scope, breakdown
from models.position.freezing import open_meeting
from models.position.position import frozen_position
from models.position.snapshots import snapshot_of
from models.record.rules import Rules, rules_of
from models.returns.expected import answerers, expected_for, expected_of, missing_in
from papers.wording import day, moment, weekday

the_return = registry.command(
    "/return", "What is owed for the coming board, who has answered, and who answers for whom"
)


@the_return.verb(
    "show",
    ("/return", "what you owe, and by when"),
    right=Permission.READ,
    unsaid=(Unsaid.NOTHING,),
    also=("mine",),
    asked=(
        "owe/owed/due",
        "what due/owe/owed",
        "i/we owe/owed/answered/due",
        "when/what my return/returns/update/updates/due",
        "what left",
        "i/me/my/we/us left/remaining/outstanding/remains/done/finished/missing",
    ),
    bare=True,
)
def mine(session: Session, request: Request) -> Card:
    """What the asker owes, those included for whom the asker stands in."""
    card = owed(session, request)
    asker = request.asker
    rules = rules_of(session, asker.organisation_id)
    meeting = open_meeting(session, asker.organisation_id, request.now)
    cycle = cycle_of(meeting, rules) if meeting else None
    around = delegating.arrangements(session, asker, request.today)
    away = on_leave(session, request.today).get(asker.id)
    until = snoozes(session, asker.organisation_id, request.now, request.today).get(asker.id)
    if away:
        around.append(f"You are on leave until {day(away)}: I write to you after that.")
    elif until and until > request.today:
        around.append(f"I leave you in peace until {weekday(until)}.")
    around += _not_received(session, request)
    return cards.mine(card, cycle, rules, request.today, around, steps=may(asker, Permission.UPDATE))


@the_return.button("snooze", right=Permission.DELEGATE, writes=True, takes=a_day)
def snooze_until(session: Session, request: Request) -> Card:
    """Leave the asker in peace until the working day that is the request's text, in ISO form."""
    rules = rules_of(session, request.asker.organisation_id)
    meeting = open_meeting(session, request.asker.organisation_id, request.now)
    cycle = cycle_of(meeting, rules) if meeting else None
    until = date.fromisoformat(request.text)
    why_not = _no_snooze(until, cycle, rules, request.today)
    if why_not:
        steps = cards.next_steps(rules, request.today, cards.last_snooze(cycle, request.today))
        raise Mistake(why_not, next_step=tuple(steps))
    snooze(session, request.actor, request.asker.id, until)
    return cards.snoozed(until, cycle, rules, request.today)


@the_return.button("seen", right=Permission.READ, writes=True, takes=a_number)
def seen(session: Session, request: Request) -> Card:
    """Note that the asker has seen the message whose id in the outbox is the request's text."""
    at = mark_seen(session, request.actor, int(request.text))
    if at is None:
        raise Refused("That message was not to you, so it is not yours to have seen.")
    said = f"Noted on {moment(at, request.zone)}: the secretariat knows. What you owe stays owed."
    return Card("Seen, thank you", (Text(said),), data={"seen": at.isoformat()})


@the_return.verb("delegate", right=Permission.DELEGATE, bare=True)
def open_delegation(session: Session, request: Request) -> Modal:
    """The form in which the asker names a delegate."""
    return delegating.form(session, request)


@the_return.verb(
    "delegate",
    (delegating.EXAMPLE, "let somebody answer for you"),
    ("/return delegate off", "answer for yourself again"),
    name="delegate_to",
    right=Permission.DELEGATE,
    writes=True,
)
def delegate(session: Session, request: Request) -> Card:
    """Name a delegate in a line: the asker's, or for the secretariat anybody's."""
    return delegating.by_line(session, request, request.text)


@the_return.form("delegate.submit", right=Permission.DELEGATE)
def submit_delegation(session: Session, request: Request) -> Answer:
    """Record the delegate that the asker has named."""
    return delegating.submitted(session, request)


@the_return.verb(
    "status",
    ("/return status", "who has answered and who has not; with a board, of that board"),
    right=Permission.AUDIT,
    asked=(
        "who/everybody/everyone/all/many/does owe/owes/owing/owed",
        "who/everybody/everyone/all/many answer/missing/outstanding",
        "who/everybody/everyone late",
        "what missing/outstanding/remaining",
        "answered/replied/responded/returned",
        "not/hasn't/haven't answered/replied/responded/returned",
        "return/returns/update/updates missing/outstanding/in",
    ),
    fresh=True,
)
def status(session: Session, request: Request) -> Card:
    """Who has answered and who has not, of all, of boards, or of a person."""
    return status_of(session, request, request.text)


def status_of(session: Session, request: Request, typed: str) -> Card:
    """Who has answered and who has not, of what was typed: boards, or somebody's e-mail address."""
    plan, cycle, rules = _collecting(session, request)
    read = _scope(session, request, plan, _without_its_day(typed, cycle.meeting, "status"))
    expected = expected_for(session, plan.id, cycle.meeting, request.now, request.today, read.scope)
    found = answerers(session, request.asker.organisation_id, expected, request.now, request.today)
    may_chase = may(request.asker, Permission.KEEP_THE_RECORD) and cycle.is_open(request.today)
    card = cards.status(cycle, rules, request.today, request.zone, read.title, expected, found, may_chase)
    return replace(card, body=(*_fixed(session, request, rules, read.scope), *card.body))


def _not_received(session: Session, request: Request) -> list[str]:
    """That updates of the asker are printed as not received for the board ahead, once its figures are fixed."""
    meeting = coming_meeting(session, request.asker.organisation_id, request.today)
    snapshot = snapshot_of(session, meeting.id) if meeting else None
    if meeting is None or snapshot is None:
        return []
    held, stands_in_for = posts_of(session, request.asker.id, request.today)
    posts = {post.post_id for post in (*held, *stands_in_for)}
    refs = [each.ref for each in missing_in(session, snapshot) if each.owner_post_id in posts]
    return [cards.not_received(meeting, refs)] if refs else []


def _fixed(session: Session, request: Request, rules: Rules, scope: Scope) -> list[Element]:
    """How the board ahead is printed, once its figures are fixed: returns are collected for the one after it then."""
    organisation_id = request.asker.organisation_id
    meeting = coming_meeting(session, organisation_id, request.today)
    snapshot = snapshot_of(session, meeting.id) if meeting else None
    if meeting is None or snapshot is None:
        return []
    found = frozen_position(session, organisation_id, meeting, snapshot, rules)
    said = updates_said(breakdown(session, found.current, scope).known, found)
    missing = [each for each in expected_of(session, found.current, scope) if not each.given]
    rows = answerers(session, request.asker.organisation_id, missing, snapshot.frozen_at, request.today)
    return cards.fixed(meeting, said, rows, may(request.asker, Permission.KEEP_THE_RECORD))


@the_return.verb(
    "chase",
    ("/return chase", "remind those who owe, now; with a board or an e-mail address, only them"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def chase_now(session: Session, request: Request) -> Card:
    """Remind those who owe, now."""
    plan, cycle, rules = _collecting(session, request)
    read = _scope(session, request, plan, _without_its_day(request.text, cycle.meeting, "chase"))
    on, _ = goes_out_on(request, rules)
    if not cycle.is_open(on):
        collected = f"from {weekday(cycle.commission)} to {weekday(cycle.freeze)}"
        raise Mistake(
            f"Returns for the board of {day(cycle.meeting.on)} are asked for {collected}. A reminder now would go out "
            f"on {weekday(on)}, so nobody was chased.",
            example="/return status",
        )
    expected = expected_for(session, plan.id, cycle.meeting, request.now, request.today, read.scope)
    if not expected:
        of = f" of {read.title}" if read.title else ""
        raise Mistake(f"Nothing is expected{of} for the board of {day(cycle.meeting.on)}.", example="/return status")
    return chase(
        session, request, cycle, rules, answerers(session, request.asker.organisation_id, expected, request.now, on)
    )


def _collecting(session: Session, request: Request) -> tuple[Plan, Cycle, Rules]:
    """The plan, the cycle of the coming meeting that is not frozen, and the rules."""
    organisation_id = request.asker.organisation_id
    plan = living_plan(session, organisation_id)
    meeting = open_meeting(session, organisation_id, request.now)
    if plan is None or meeting is None:
        raise no_board_coming(session, request, "for which returns would be owed")
    rules = rules_of(session, organisation_id)
    return plan, cycle_of(meeting, rules), rules


def _without_its_day(typed: str, meeting: Meeting, verb: str) -> str:
    """What was typed without the day of the board for which returns are collected. Raises `Mistake` at another day.

    A day without a year is the one that is nearest to that board.
    """
    words = typed.split()
    days = (at for at, word in enumerate(words) if begins_day(words[at:]) and (word.isdecimal() or not ref_of(word)))
    at = next((at for at in days if not at or words[at - 1].casefold() != "area"), None)
    if at is None:
        return typed
    on, rest = read_day(words[at:], meeting.on - timedelta(days=182), f"/return {verb}")
    if on != meeting.on:
        done = ", and nobody was chased" if verb == "chase" else ""
        raise Mistake(
            f"Returns are collected for the board of {day(meeting.on)} alone{done}. What was frozen for an earlier one "
            "is shown by “/brag” and its day.",
            understood=(f"the day {day(on)}", *([f"“{' '.join(words[:at])}”"] if at else [])),
            example=f"/return {verb}, or of a board: /return {verb} workforce",
        )
    return " ".join([*words[:at], *rest])


def _scope(session: Session, request: Request, plan: Plan, typed: str) -> ReadScope:
    """The boards that are named, or what a person with this e-mail address answers for; all when nothing is typed."""
    if "@" not in typed:
        try:
            read = read_scope(session, plan, request.asker, typed.split(), spoken=request.today)
            if read.boards:
                raise Mistake("I know who has answered for the coming board alone.", understood=read.covers)
            return read
        except Mistake as mistake:
            mistake.example = "/return status workforce"
            raise
    person = delegating.person_with(session, request, typed)
    held, stands_in_for = posts_of(session, person.id, request.today)
    posts = frozenset(post.post_id for post in (*held, *stands_in_for))
    if not posts:
        raise Mistake(f"{person.name} holds no post today, and answers for nobody.", example="/return status")
    return ReadScope(Scope(owner_post_ids=posts), (person.name,))


def _no_snooze(until: date, cycle: Cycle | None, rules: Rules, today: date) -> str:
    """Why nobody can be left in peace until that day; empty when it can be."""
    if until <= today:
        return f"{weekday(until)} {'is today' if until == today else 'is past'}."
    if rest := rules.days.rest(until):
        following = weekday(rules.days.on_or_after(until))
        return f"Nothing is sent on {weekday(until)} ({rest}). The next working day is {following}."
    freeze = cards.last_snooze(cycle, today)
    if freeze and until > freeze:
        return (
            f"{weekday(until)} is too late: the freeze is on {weekday(freeze)}, and what is not in by then "
            "is printed as “No return received”."
        )
    last = rules.days.shifted(today, SNOOZE_CHOICES)
    if freeze is None and until > last:
        return f"I can leave you in peace until {weekday(last)} at the most."
    return ""
