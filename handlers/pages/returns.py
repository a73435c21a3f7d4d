"""The page of returns: what the visitor owes for the coming board and, for those who may see it, who has answered."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.answered_since import since_of
from handlers.cards import Card
from handlers.errors import Mistake
from handlers.own_plan import plan_of
from handlers.refs import ref_of
from handlers.registry import registry
from handlers.requests import Request
from handlers.returns import cards, delegating
from handlers.returns.command import status_of
from models.boards.cycles import Cycle, cycle_of
from models.plan.actions import find_action
from models.plan.ratings import Rating
from models.position.counting import Standpoint
from models.position.freezing import open_meeting
from models.record.rules import Rules, rules_of
from models.returns.expected import return_of
from models.returns.taking_back import confirmation, last_confirmation
from models.updates.recording import newest_update
from models.updates.updates import UpdateKind
from papers.wording import answers_said, day, joined, moment, plural, ratings, weekday

THE_REST = "no-change"
"""What stands in the address after "no change" has been recorded for the rest."""


@dataclass(frozen=True)
class OwedAction:
    """One action of the visitor's return. `for_whom` is the post of somebody else whose delegate the visitor is."""

    ref: str
    title: str
    activity: Rating
    impact: Rating
    due: str
    for_whom: str


@dataclass(frozen=True)
class ReturnsPage:
    """Everything on the page. `answers`: the visitor answers for something. `status` None: not for this visitor."""

    title: str
    said: str
    around: tuple[str, ...]
    answers: bool
    owed: tuple[OwedAction, ...]
    given: tuple[OwedAction, ...]
    status: Card | None
    recorded: str


@registry.page("page.returns", right=Permission.READ)
def returns(session: Session, request: Request) -> ReturnsPage:
    """The returns of the coming board; the value `recorded` is the ref of an update that has just been given."""
    status = None
    if may(request.asker, Permission.AUDIT):
        with suppress(Mistake):  # no board is coming, which the page says itself
            status = status_of(session, request, "")
    return replace(own_return(session, request), status=status)


@registry.page("page.own_return", right=Permission.UPDATE)
def own_return(session: Session, request: Request) -> ReturnsPage:
    """What the visitor owes, and nothing of anybody else."""
    asker = request.asker
    plan = plan_of(session, request)
    rules = rules_of(session, asker.organisation_id)
    meeting = open_meeting(session, asker.organisation_id, request.now)
    cycle = cycle_of(meeting, rules) if meeting else None
    asked = return_of(session, plan.id, asker.answers_for, meeting, request.now, request.today)
    answers = may(asker, Permission.UPDATE)
    return ReturnsPage(
        title=f"Returns for the board of {day(meeting.on)}" if meeting else "Returns",
        said=_said(cycle, rules, request, len(asked.owed), *asked.counted) if answers else _dates(cycle),
        around=tuple(delegating.arrangements(session, asker, request.today)),
        answers=answers,
        owed=_asked(asked.owed, request),
        given=_asked(asked.answered, request),
        status=None,
        recorded=_recorded(session, plan.id, request),
    )


def _said(cycle: Cycle | None, rules: Rules, request: Request, owed: int, updates: int, no_change: int) -> str:
    """How much is owed, by when, and what happens after that."""
    if not owed and no_change:
        return f"You owe no update. Of yours, {answers_said(updates, no_change)} in."
    if not owed:
        return f"You owe no update. {plural(updates, 'update of yours is', 'updates of yours are')} in."
    said = f"You owe {plural(owed, 'update')}, {answers_said(updates, no_change) if no_change else updates} given."
    if cycle is None:
        return said
    late = request.today > cycle.return_due
    said += f" Your return {'was' if late else 'is'} {cards.when_due(cycle, rules, request.today)}."
    return f"{said} What is not in by the freeze on {weekday(cycle.freeze)} is printed as “No return received”."


def _dates(cycle: Cycle | None) -> str:
    if cycle is None:
        return "No board is coming for which returns would be owed."
    return f"Returns are due on {weekday(cycle.return_due)}; the position is frozen on {weekday(cycle.freeze)}."


def _asked(standpoints: Sequence[Standpoint], request: Request) -> tuple[OwedAction, ...]:
    others: dict[int | None, str] = {post.post_id: post.title for post in request.asker.stands_in_for}
    return tuple(
        OwedAction(
            ref=each.ref,
            title=each.title,
            activity=each.activity,
            impact=each.impact,
            due=_due(each),
            for_whom=others.get(each.owner_post_id, ""),
        )
        for each in standpoints
    )


def _due(each: Standpoint) -> str:
    if each.due is None:
        return "No deadline"
    overdue = f", {plural(each.days_overdue, 'day')} overdue" if each.days_overdue else ""
    return f"Due {day(each.due)}{overdue}"


def _recorded(session: Session, plan_id: int, request: Request) -> str:
    """That an update of the visitor's is in, by what the record has; empty when it has none."""
    recorded = request.values.get("recorded", "")
    if recorded == THE_REST:
        return _no_change_recorded(session, request)
    ref = ref_of(recorded)
    action = find_action(session, plan_id, ref) if ref else None
    update = newest_update(session, action.id) if action else None
    if action is None or update is None or update.by_person_id != request.asker.id:
        return ""
    when = moment(update.at, request.zone)
    since = since_of(session, update, request.zone)
    said = f"{since}: " if since else ""
    return (
        f"Recorded for {action.ref} on {when}: {said}{ratings(update.activity, update.impact)}. You can change "
        "it until the freeze; the latest answer counts and all are kept."
    )


def _no_change_recorded(session: Session, request: Request) -> str:
    """What the visitor recorded last, if that was "no change" for some actions and was not taken back."""
    first = last_confirmation(session, request.asker.id)
    given = confirmation(session, request.asker.organisation_id, first, request.now) if first else ()
    if not given or any(each.taken_back or each.update.kind is not UpdateKind.NO_CHANGE for each in given):
        return ""
    refs = joined([each.action.ref for each in given])
    return f"No change recorded for {refs}. You can change any of it until the freeze, and /update undo takes it back."
