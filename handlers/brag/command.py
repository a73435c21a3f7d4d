"""`/brag`: the true position with the last board beside it, what moved, and the questions worth asking."""

from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.brag import cards, sentences
from handlers.brag.figures import LISTED, gather
from handlers.cards import Card
from handlers.errors import Mistake
from handlers.filters import read_scope
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from models.plan.actions import living_plan
from models.position.counting import Scope, breakdown, done_without_impact, movements
from models.position.how_known import how_known
from models.position.position import Position, position_at
from models.position.slow_actions import slow_to_progress
from models.position.trend import trend

brag = registry.command("/brag", "The position of the plan, with the last board beside it", anywhere=True)
brag.flag("share", "post the answer in this channel instead of showing it to you alone", right=Permission.SHARE)


@brag.verb(
    "overview",
    ("/brag", "the BRAG table, what changed, and the questions worth asking"),
    ("/brag workforce red", "filter by board, area, SRO, ref or rating, in any order"),
    right=Permission.READ,
    unsaid=(Unsaid.NOTHING,),
)
def overview(session: Session, request: Request) -> Card:
    """The position, within the filters."""
    now, scope, heading = _asked(session, request)
    figures = gather(session, now, scope, request.room_for(LISTED))
    may_share, most = may(request.asker, Permission.SHARE), request.room_for(cards.TOLD_IN_FULL)
    return _shown(cards.overview(heading, figures, request.text, may_share, most), request)


@brag.verb("moves", ("/brag moves", "which actions went from what to what since the last board"), right=Permission.READ)
def moves(session: Session, request: Request) -> Card:
    """What moved since the last board."""
    now, scope, heading = _asked(session, request)
    found = movements(session, now.previous[0], now.current, scope) if now.previous else None
    return _shown(cards.moves(heading, found), request)


@brag.verb(
    "gap", ("/brag gap", "done without impact: Blue on activity, not Green or Blue on impact"), right=Permission.READ
)
def gap(session: Session, request: Request) -> Card:
    """What is done without impact."""
    now, scope, heading = _asked(session, request)
    found = done_without_impact(session, now.current, scope, now.reckoned_to)
    return _shown(cards.gap(heading, breakdown(session, now.current, scope), found), request)


@brag.verb("slow", ("/brag slow", "slow to progress, with the rule that says so"), right=Permission.READ)
def slow(session: Session, request: Request) -> Card:
    """What is slow to progress."""
    now, scope, heading = _asked(session, request)
    return _shown(cards.slow(heading, slow_to_progress(session, now, scope)), request)


@brag.verb("reds", ("/brag reds", "every Red, with its deadline, recovery date and commentary"), right=Permission.READ)
def reds(session: Session, request: Request) -> Card:
    """Every Red."""
    now, scope, heading = _asked(session, request)
    return _shown(cards.reds(heading, gather(session, now, scope), request.room_for(cards.TOLD_IN_FULL)), request)


@brag.verb(
    "trend",
    ("/brag trend", "how the ratings stood at each of the last boards, as a picture and in figures"),
    right=Permission.READ,
)
def over_time(session: Session, request: Request) -> Card:
    """How the ratings stood at each of the last boards."""
    now, scope, heading = _asked(session, request)
    on = now.meeting.on if now.meeting else request.today
    return _shown(cards.trend(heading, trend(session, request.asker.organisation_id, now.current, scope, on)), request)


def _asked(session: Session, request: Request) -> tuple[Position, Scope, cards.ViewHeading]:
    """The position that is asked about, within the filters that the words are."""
    plan = living_plan(session, request.asker.organisation_id)
    if plan is None:
        raise Mistake(cards.NO_PLAN)
    asked = read_scope(session, plan, request.asker, request.words, brag.words)
    now = position_at(session, plan, request.now, request.today)
    known = sentences.updates_said(how_known(session, now.current, asked.scope), now)
    return now, asked.scope, cards.ViewHeading(now, asked.title, request.zone, known)


def _shown(card: Card, request: Request) -> Card:
    return replace(card, shared="share" in request.flags)
