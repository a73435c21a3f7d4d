"""`/brag`: the true position with the last board beside it, what moved, and the questions worth asking."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.brag import cards, matrix_card, sentences
from handlers.brag.figures import LISTED, gather
from handlers.brag.position_asked import compared_for, uncompared
from handlers.cards import Card
from handlers.errors import Mistake
from handlers.fillers import plain
from handlers.filters import read_scope
from handlers.own_plan import plan_of
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from models.plan.ratings import scale, speak_in
from models.position.counting import Scope, breakdown, done_without_impact
from models.position.counting import overdue as overdue_in
from models.position.movements import Movements, movements
from models.position.pace import pace_of
from models.position.position import Position, with_earlier
from models.position.slow_actions import slow_to_progress
from models.position.trend import EARLIER, trend
from papers.wording import joined

brag = registry.command("/brag", "The position of the plan, with the last board beside it", anywhere=True)
brag.flag("share", "post the answer in this channel instead of showing it to you alone", right=Permission.SHARE)


@brag.verb(
    "overview",
    ("/brag", "the {name} table, what changed, and the questions worth asking"),
    ("/brag workforce {typed off_track}", "filter by board, area, SRO, ref or rating, in any order"),
    (
        "/brag last board",
        "any of this as it was frozen for an earlier board; or name its day: /brag reds 26 April 2023",
    ),
    right=Permission.READ,
    unsaid=(Unsaid.NOTHING,),
    asked=(
        "how doing/going/things/stand/standing/we/look/looking",
        "where we/things/stand/stands",
        "how many",
        "total/totals",
        "total/totals change/changed/differ/different/fall/fell/fallen/drop/dropped/lower/higher/grow/grew/rise/rose",
        "position/status/summary/overall/track/questions",
        "position/status next/coming/this board/meeting",
        "not/off track",
        "wrong/worry/worried/concern/concerns/concerned/attention/problem/problems/issue/issues",
        "biggest/main/key/top/greatest problem/problems/concern/concerns/issue/issues/worry/worries",
    ),
)
def overview(session: Session, request: Request) -> Card:
    """The position, within the filters."""
    if any(plain(word) in sentences.DIRECTIONS for word in request.words):
        return moves(session, request)
    now, scope, heading = asked_about(session, request)
    figures = gather(session, now, scope, request.room_for(LISTED))
    return in_channel(cards.overview(heading, figures, request.room_for(cards.TOLD_IN_FULL)), request)


@brag.verb(
    "moves",
    ("/brag moves", "which actions went from what to what since the last board"),
    ("/brag moves worse", "of these, those for the worse; or better"),
    right=Permission.READ,
    also=("moved", "movements", "changes", "changed"),
    asked=("what/anything new/news/different/happened/changed/moved",),
)
def moves(session: Session, request: Request) -> Card:
    """What moved since the last board, in the directions that are named."""
    wanted = {sentences.DIRECTIONS[plain(word)] for word in request.words if plain(word) in sentences.DIRECTIONS}
    words = [word for word in request.words if plain(word) not in sentences.DIRECTIONS]
    now, scope, heading = asked_about(session, request, " ".join(["moves", *wanted]), words)
    found = _moved(session, now, scope)
    if found and (wanted or scope.ratings):
        found = replace(found, joined=(), left=())  # of some movements alone, it would not be all of them
    return in_channel(cards.moves(heading, found, wanted), request)


@brag.verb(
    "matrix",
    ("/brag matrix", "how many went from which rating to which, and who joined and left the {many off_track}"),
    right=Permission.READ,
    also=("crosstab",),
)
def matrix(session: Session, request: Request) -> Card:
    """Movement since the last board as a matrix."""
    now, scope, heading = asked_about(session, request, "matrix")
    every_rating(scope, "A matrix")
    return in_channel(matrix_card.matrix(heading, _moved(session, now, scope)), request)


@brag.verb(
    "gap",
    ("/brag gap", "done without impact: {named done} on activity, not {named on_track done} on impact"),
    right=Permission.READ,
)
def gap(session: Session, request: Request) -> Card:
    """What is done without impact."""
    now, scope, heading = asked_about(session, request, "gap")
    if not scale().rates_impact:
        return in_channel(cards.impact_is_not_rated(heading), request)
    found = done_without_impact(session, now.current, scope, now.reckoned_to)
    return in_channel(cards.gap(heading, breakdown(session, now.current, scope), found), request)


@brag.verb(
    "slow",
    ("/brag slow", "slow to progress, with the rule that says so"),
    right=Permission.READ,
    asked=("slow/slowest/stuck/stalled/stalling/stalls",),
)
def slow(session: Session, request: Request) -> Card:
    """What is slow to progress."""
    now, scope, heading = asked_about(session, request, "slow")
    return in_channel(cards.slow(heading, slow_to_progress(session, now, scope)), request)


@brag.verb(
    "overdue",
    ("/brag overdue", "what is past its approved deadline and not complete, the oldest debt first"),
    right=Permission.READ,
    also=("late",),
)
def overdue(session: Session, request: Request) -> Card:
    """What is overdue."""
    now, scope, heading = asked_about(session, request, "overdue")
    return in_channel(cards.overdue(heading, overdue_in(session, now.current, scope, now.reckoned_to)), request)


@brag.verb(
    "reds",
    (
        "/brag reds",
        "every {noun off_track}: deadline, recovery date, commentary, cause, corrective action and escalation",
    ),
    right=Permission.READ,
    asked=(
        "risk/risks/recovery/recoveries",
        "biggest/main/key/top/greatest risk/risks",
    ),
)
def reds(session: Session, request: Request) -> Card:
    """Every Red."""
    now, scope, heading = asked_about(session, request, "reds")
    return in_channel(cards.reds(heading, gather(session, now, scope), request.room_for(cards.TOLD_IN_FULL)), request)


@brag.verb(
    "trend",
    ("/brag trend", "how the ratings stood at each of the last boards, as a picture and in figures"),
    right=Permission.READ,
    also=("picture", "chart", "graph"),
)
def over_time(session: Session, request: Request) -> Card:
    """How the ratings stood at each of the last boards."""
    now, scope, heading = asked_about(session, request, "trend")
    on = now.meeting.on if now.meeting else request.today
    current, earlier = with_earlier(session, now, scope, EARLIER)
    return in_channel(cards.trend(heading, trend(current, earlier, on)), request)


@brag.verb(
    "pace",
    ("/brag pace", "how many became {named done} at each of the last boards, and when the rest would at that pace"),
    right=Permission.READ,
    asked=("pace/speed", "when plan finished/finish/done/complete/completed"),
)
def pace(session: Session, request: Request) -> Card:
    """The pace of the last boards, as figures."""
    now, scope, heading = asked_about(session, request, "pace")
    every_rating(scope, "The pace")
    return in_channel(cards.pace(heading, pace_of(session, now, scope, request.asker.organisation_id)), request)


def every_rating(scope: Scope, what: str) -> None:
    """Refuses a rating among the filters: actions that one picked out are not those that it leaves or comes to."""
    if scope.ratings:
        picked = joined([each.word for each in scale().ratings if each in scope.ratings], "or")
        raise Mistake(f"{what} is of every rating: ask for it without “{picked}”. “/brag moves” takes ratings.")


def asked_about(
    session: Session, request: Request, view: str = "", words: Sequence[str] | None = None
) -> tuple[Position, Scope, cards.ViewHeading]:
    """The position that is asked about, within the filters that the words are (all by default), and what its card
    begins with.
    """
    plan = plan_of(session, request)
    given = request.words if words is None else words
    compared = any(plain(word) in sentences.COMPARING for word in given)
    given = [word for word in given if plain(word) not in sentences.COMPARING]
    try:
        asked = read_scope(session, plan, request.asker, given, brag.words, spoken=request.today, compared=compared)
    except Mistake as mistake:
        mistake.understood = (*([f"the view “{view}”"] if view else []), *mistake.understood)
        raise
    now, apart = compared_for(session, plan, request, asked.boards, compared)
    speak_in(now.scale)
    if compared and len(asked.covers) > 1:
        apart = f"{joined(asked.covers)} are counted together here, and not side by side. {apart}".strip()
    shares = may(request.asker, Permission.SHARE) and "share" not in request.flags
    heading = cards.ViewHeading(
        now,
        asked.title,
        request.zone,
        known=sentences.updates_said(breakdown(session, now.current, asked.scope).known, now),
        uncompared=apart or uncompared(request, now),
        view=view,
        filters=asked.typed,
        shares=shares,
        met=now.meeting is not None and now.meeting.on < request.today,
    )
    return now, asked.scope, heading


def _moved(session: Session, now: Position, scope: Scope) -> Movements | None:
    """What moved since the last board; None where there is none."""
    return movements(session, now.previous[0], now.current, scope, now.compared) if now.previous else None


def in_channel(card: Card, request: Request) -> Card:
    """The card of a view, shared where that was asked for."""
    return replace(card, shared="share" in request.flags)
