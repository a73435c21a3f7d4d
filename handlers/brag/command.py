"""`/brag`: the true position with the last board beside it, what moved, and the questions worth asking."""

from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission, may, require
from handlers.brag import cards, sentences
from handlers.brag.figures import LISTED, gather
from handlers.cards import Card
from handlers.errors import Mistake
from handlers.filters import read_scope
from handlers.grammar import words_of
from handlers.registry import registry
from handlers.requests import Request
from models.plan.actions import living_plan
from models.position.counting import breakdown, done_without_impact, movements
from models.position.how_known import how_known
from models.position.position import position_at
from models.position.slow_actions import slow_to_progress
from models.position.trend import trend

VIEWS = ("moves", "gap", "slow", "reds", "trend")


@registry.command(
    "/brag",
    "The position of the plan, with the last board beside it",
    ("/brag", "the BRAG table, what changed, and the questions worth asking"),
    ("/brag workforce red", "filter by board, area, SRO, ref or rating, in any order"),
    ("/brag moves", "which actions went from what to what since the last board"),
    ("/brag gap", "done without impact: Blue on activity, not Green or Blue on impact"),
    ("/brag slow", "slow to progress, with the rule that says so"),
    ("/brag reds", "every Red, with its deadline, recovery date and commentary"),
    ("/brag trend", "how the ratings stood at each of the last boards, as a picture and in figures"),
    ("/brag share", "post the answer in this channel instead of showing it to you alone"),
    permission=Permission.READ,
    verbs={"share": Permission.SHARE},
)
def brag(session: Session, request: Request) -> Card:
    """The position, or one view of it."""
    plan = living_plan(session, request.asker.organisation_id)
    if plan is None:
        raise Mistake(cards.NO_PLAN)
    asked = read_scope(session, plan, request.asker, words_of(request.text), (*VIEWS, "share"))
    views = asked.verbs - {"share"}
    if len(views) > 1:
        raise Mistake("One view at a time, please.", understood=tuple(sorted(views)), example="/brag moves workforce")
    if "share" in asked.verbs:
        require(request.asker, Permission.SHARE)
    now = position_at(session, plan, request.now, request.today)
    known = sentences.updates_said(how_known(session, now.current, asked.scope), now)
    heading = cards.ViewHeading(now, asked.title, request, known)
    match next(iter(views), None):
        case "moves":
            found = movements(session, now.previous[0], now.current, asked.scope) if now.previous else None
            card = cards.moves(heading, found)
        case "gap":
            found_gap = done_without_impact(session, now.current, asked.scope, now.reckoned_to)
            card = cards.gap(heading, breakdown(session, now.current, asked.scope), found_gap)
        case "slow":
            card = cards.slow(heading, slow_to_progress(session, now, asked.scope))
        case "reds":
            card = cards.reds(heading, gather(session, now, asked.scope), request.room_for(cards.TOLD_IN_FULL))
        case "trend":
            on = now.meeting.on if now.meeting else request.today
            card = cards.trend(heading, trend(session, plan.organisation_id, now.current, asked.scope, on))
        case _:
            figures = gather(session, now, asked.scope, request.room_for(LISTED))
            card = cards.overview(heading, figures, request.text, may(request.asker, Permission.SHARE))
    return replace(card, shared="share" in asked.verbs)


@registry.press("brag", permission=Permission.READ)
def brag_again(session: Session, request: Request) -> Card:
    """A button of a `/brag` card: its value is the text of the command."""
    return brag(session, request)
