"""What an action needs, in words: for its card, its page, the form of an update and the pack.

A predecessor that is late, off track or gone stands out on both actions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.plan.actions import Action
from models.plan.dependencies import Need, needs_about
from models.position.counting import Scope, Standpoint, days_overdue, live_standing, standpoints
from papers.wording import TITLE_SHOWN, day, plural, shortened


@dataclass(frozen=True)
class NeedTold:
    """A dependency in a sentence, as it is told of the action that has it; `worries`: it holds it up, or may."""

    need: Need
    said: str
    worries: bool


def live_needs(session: Session, action: Action, at: date, now: datetime) -> list[NeedTold]:
    """What an action needs and what needs it, each with how what is needed stands: live, at `now` (aware UTC); days
    overdue count to `at`.
    """
    needs = needs_about(session, action.id)
    refs = frozenset(each.needed.ref for each in needs if each.needed)
    found: list[Standpoint] = []
    if refs:
        found = standpoints(session, live_standing(action.plan_id, now, at), Scope(refs=refs), at)
    standing = {each.action_id: each for each in found}
    return [_told(each, standing, at) for each in needs]


def worries_of(needs: Sequence[Need], standing: Mapping[int, Standpoint], at: date) -> Mapping[int, tuple[str, ...]]:
    """The sentences about what is late, off track or gone, by the id of each action that they concern."""
    found: dict[int, tuple[str, ...]] = {}
    for each in (_told(need, standing, at) for need in needs):
        if each.worries:
            for concerned in filter(None, (each.need.action, each.need.needed)):
                found[concerned.id] = (*found.get(concerned.id, ()), each.said)
    return found


def _told(need: Need, standing: Mapping[int, Standpoint], at: date) -> NeedTold:
    if need.needed is None:
        return _outside(need, at)
    needed, stands = need.needed, standing.get(need.needed.id)
    begins = f"{need.action.ref} needs {needed.ref} ({shortened(needed.title, TITLE_SHOWN)})"
    if stands is None:
        how = f"it was {needed.ended}" if needed.ended else "it is not in the plan yet"
        return NeedTold(need, f"{begins}: {how}.", needed.ended is not None)
    how = stands.activity.word if not stands.red_by else _red(stands)
    late = f", {plural(stands.days_overdue, 'day')} overdue" if stands.days_overdue else ""
    due = "" if late or stands.activity.is_done or not stands.due else f", due {day(stands.due)}"
    return NeedTold(need, f"{begins}: {how}{late}{due}.", bool(late or stands.red_by))


def _red(stands: Standpoint) -> str:
    words = [f"{getattr(stands, name).word} on {name}" for name in stands.red_by]
    return " and ".join(words)


def _outside(need: Need, at: date) -> NeedTold:
    it = need.dependency
    whose = f" from {it.owner}" if it.owner else ""
    by = f" by {day(it.due)}" if it.due else ""
    overdue = days_overdue(it.due, at)
    late = f": {plural(overdue, 'day')} overdue" if overdue else ""
    return NeedTold(need, f"{need.action.ref} needs “{it.what}”{whose}{by}{late}.", bool(overdue))


def needs_as_data(needs: Sequence[NeedTold], found: Action) -> dict[str, object]:
    """What an action needs and what needs it, as JSON."""
    own = [each for each in needs if each.need.action.id == found.id]
    return {
        "needs": [
            {
                "id": each.need.dependency.id,
                "ref": each.need.needed.ref if each.need.needed else None,
                "what": each.need.dependency.what,
                "owner": each.need.dependency.owner,
                "due": each.need.dependency.due.isoformat() if each.need.dependency.due else None,
                "worries": each.worries,
            }
            for each in own
        ],
        "needed_by": [each.need.action.ref for each in needs if each.need.action.id != found.id],
    }
