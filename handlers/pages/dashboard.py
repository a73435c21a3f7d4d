"""The dashboard: the position as `/brag` tells it, the trend, what moved, the Reds, and the list of all actions."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.brag import cards, sentences
from handlers.brag.figures import Figures, gather
from handlers.brag.likely import likely_table
from handlers.brag.position_asked import uncompared
from handlers.cards import Element, Table
from handlers.own_plan import plan_of
from handlers.pages.listing import ActionList, actions
from handlers.pages.views import ways
from handlers.registry import registry
from handlers.requests import Request
from handlers.version_words import draft_said
from models.plan.ratings import RatingClass, scale, speak_in
from models.position.counting import RedStandpoint, Scope
from models.position.likely_to_slip import first_likely_to_slip
from models.position.movements import first_movements
from models.position.position import position_at
from models.position.trend import EARLIER, TrendPoint, trend
from papers.wording import day, joined

MOST_SHOWN = 100
"""So many movements and so many Reds are on the dashboard; a plan of 60 actions has fewer."""


@dataclass(frozen=True)
class RedAction:
    """A Red, as the dashboard tells it: `said` has dimension, deadline, days overdue and recovery date, `told` the
    other fields of its answer with their titles.

    `recovery` are sentences about how its recovery was kept, which stand out; `older` says that its words were given
    for an earlier meeting; empty where they were not.
    """

    ref: str
    title: str
    by: str
    said: str
    older: str
    recovery: tuple[str, ...]
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Dashboard:
    """Everything on the dashboard. `position` are the headline, the table of ratings and why the total changed.

    `reds_titled` is what the Reds are called, `reds_asked` the filter that lists them.
    `more_moves`, `more_reds` and `more_likely` say how many there are beyond those shown. What is `likely` to slip
    stands here from the freeze on.
    """

    plan: str
    board: date | None
    frozen: bool
    standing: str
    draft: str
    """That the newest version of the plan is a draft; empty where it is not."""
    position: tuple[Element, ...]
    questions: tuple[str, ...]
    trend: tuple[TrendPoint, ...]
    moved: str
    moves: Table | None
    more_moves: int
    reds_titled: str
    reds_asked: str
    reds_said: str
    reds: tuple[RedAction, ...]
    more_reds: int
    likely_said: str
    likely: Table | None
    more_likely: int
    actions: ActionList
    may_propose: bool
    ways: tuple[tuple[str, str], ...]
    """The names and labels of further views."""


@registry.page("page.dashboard", right=Permission.READ)
def dashboard(session: Session, request: Request) -> Dashboard:
    """The dashboard; the request's values are those of the form above the list. Raises `Mistake` without a plan."""
    plan = plan_of(session, request)
    now = position_at(session, plan, request.now, request.today)
    speak_in(now.scale)
    figures = gather(session, now, Scope(), boards=EARLIER)
    moved, moves, more_moves = sentences.NO_EARLIER_BOARD, None, 0
    if now.previous:
        found = first_movements(session, now.previous[0], now.current, Scope(), now.compared, MOST_SHOWN)
        since = day(now.previous[1].on)
        told = (sentences.steps_said(found.steps, since), sentences.off_track_change_said(found))
        moved = " ".join(filter(None, told))
        moves = cards.moves_table(found.moved, since) if found.moved else None
        more_moves = sum(found.steps.values()) - len(found.moved)
    likely, likely_in_all = first_likely_to_slip(session, now, Scope(), MOST_SHOWN) if now.past_the_freeze else ([], 0)
    on = now.meeting.on if now.meeting else request.today
    return Dashboard(
        plan=plan.title,
        board=now.meeting.on if now.meeting else None,
        frozen=now.frozen,
        standing=cards.ViewHeading(now, "", request.zone).standing(),
        draft=draft_said(now.draft),
        position=tuple(cards.table_and_total(figures, uncompared=uncompared(request, now))),
        questions=tuple(each.text for each in figures.questions),
        trend=tuple(trend(figures.current, figures.earlier, on)),
        moved=moved,
        moves=moves,
        more_moves=more_moves,
        reds_titled=scale().titled(RatingClass.OFF_TRACK),
        reds_asked=_asked(RatingClass.OFF_TRACK),
        reds_said=sentences.reds_said(figures),
        reds=tuple(_red(each, figures, request.zone) for each in figures.reds[:MOST_SHOWN]),
        more_reds=max(0, len(figures.reds) - MOST_SHOWN),
        likely_said=sentences.likely_said(likely_in_all) if now.past_the_freeze else sentences.to_owners_first(now),
        likely=likely_table(likely) if likely else None,
        more_likely=likely_in_all - len(likely),
        actions=actions(session, plan, now.current, request, now.reckoned_to, figures.current.total),
        may_propose=may(request.asker, Permission.PROPOSE),
        ways=tuple(ways(request)),
    )


def _asked(of: RatingClass) -> str:
    """The filter of the list for a class."""
    return scale().typed(of) if len(scale().of(of)) == 1 else of.said


def _red(each: RedStandpoint, figures: Figures, zone: ZoneInfo) -> RedAction:
    return RedAction(
        ref=each.ref,
        title=each.title,
        by=joined(each.red_by),
        said=sentences.red_said(each),
        older=sentences.older_words_said(each, figures.position),
        recovery=sentences.recovery_said(each, figures.position.reckoned_to, zone),
        told=sentences.red_told(each, sentences.escalated_said(each, figures, zone)),
    )
