"""What a decision does to the plan, and how that is undone.

Columns of an action are written as JSON where they are kept beside a proposal or a decision: `as_json` and `read` are
the way there and back. Whatever is changed leaves an event.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_
from sqlalchemy.orm import object_session
from sqlmodel import Session, col, select

from models.decisions.decisions import DecidedChange, Decision, Effect, changes_of
from models.decisions.next_ref import next_ref
from models.decisions.proposals import TYPED, Proposal, ProposalKind, changes_in
from models.decisions.versions import adopt_no_more, adopt_version, is_adopted
from models.plan.actions import Action, Area, DateChange, Plan, areas_of, find_action, refs_of
from models.plan.deadlines import Precision, day_in_words
from models.plan.endings import Ending
from models.plan.findings import pass_on_findings, take_back_passed_on
from models.plan.measures import measure_of, parts_as_json, set_parts
from models.plan.ratings import Rating
from models.plan.refs import ref_order
from models.record.events import Actor, Change, record_many
from models.updates.answer import Answers
from models.updates.recording import brief, newest_update, record_update
from models.updates.updates import TakenBack, Update, UpdateKind

MEASURE, ACTIVITY = "measure", "activity"
"""What an action has of its own in other tables, among its columns: what its measure is made of, and its rating."""

_DAYS = frozenset({"due", "approved_due", "added_on", "ended_on"})
_PRECISIONS = frozenset({"due_precision", "approved_precision"})


def as_json(action: Action, columns: Mapping[str, Any] | frozenset[str]) -> dict[str, Any]:
    """These columns of an action as they stand, as JSON; `MEASURE` is what its measure is made of, None without one."""
    apart = {MEASURE: _measure_as_json, ACTIVITY: _activity_as_json}
    return {name: apart[name](action) if name in apart else _json(getattr(action, name)) for name in columns}


def _measure_as_json(action: Action) -> dict[str, Any] | None:
    session = object_session(action)
    measure = measure_of(session, action) if isinstance(session, Session) else None
    return parts_as_json(measure) if measure else None


def _activity_as_json(action: Action) -> str:
    session = object_session(action)
    newest = newest_update(session, action.id) if isinstance(session, Session) else None
    return (newest.activity if newest else Rating.NOT_STARTED).value


def _set(session: Session, action: Action, columns: Mapping[str, Any]) -> None:
    """Give an action these columns, as JSON; a measure that it had not before stays, as one that is not agreed."""
    for name, value in read(columns).items():
        if name == MEASURE:
            set_parts(session, action, value or {**(_measure_as_json(action) or {}), "agreed": False})
        else:
            setattr(action, name, value)
    session.add(action)


def read(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of an action from JSON."""
    return {name: _value(name, value) for name, value in columns.items()}


def changed_since(action: Action, proposal: Proposal) -> dict[str, Any]:
    """Which of the columns that a proposal would change are not as they were when it was made, as they stand now."""
    now = as_json(action, frozenset(proposal.before))
    return {name: value for name, value in now.items() if value != proposal.before[name]}


def refuse_impossible(session: Session, proposal: Proposal, amended: Mapping[str, Any]) -> None:
    """Raise ValueError, in words for people, where what was proposed, with what is `amended`, cannot be done any more.

    Asked before a decision is entered.
    """
    if proposal.kind is ProposalKind.ADOPT and is_adopted(session, proposal.after["version_id"]):
        raise ValueError(f"{proposal.after['version']} has been adopted.")
    for each in changes_in(proposal):
        if each.action_id is not None:
            _refuse_impossible(session, each.kind, session.get_one(Action, each.action_id), {**each.after, **amended})


def _refuse_impossible(session: Session, kind: ProposalKind, action: Action, after: dict[str, Any]) -> None:
    into = session.get_one(Action, after["merged_into_id"]) if after.get("merged_into_id") else None
    for each in filter(None, (action if kind is not ProposalKind.REOPEN else None, into)):
        if each.ended:
            raise ValueError(f"{each.ref} has left the plan: it was {each.ended}.")
    after.pop("parts", None)
    if as_json(action, frozenset(after)) == after:
        raise ValueError(f"{action.ref} is so already.")


def carry_out(
    session: Session,
    actor: Actor,
    plan: Plan,
    proposal: Proposal,
    decision: Decision,
    zone: ZoneInfo,
    amended: Mapping[str, Any],
) -> None:
    """Do what a board has agreed, all at once, dated to the day of the decision; `amended` is what it changed of it.

    `zone` is the organisation's. The caller has taken its turn at the record, and made sure that it can be done
    (`refuse_impossible`).
    """
    if proposal.kind is ProposalKind.ADOPT:
        adopt_version(session, actor, proposal.after["version_id"], decision)
        return
    made = _Changes(session, actor, decision, zone)
    for each in changes_in(proposal):
        after = {**each.after, **amended}
        if each.kind is ProposalKind.NEW:
            made.add(plan, after, each.said.get("reason"))
            continue
        action = session.get_one(Action, each.action_id)
        parts = after.pop("parts", ())
        if after.get("ended"):
            after |= {"ended_on": decision.on.isoformat(), "reason": each.said.get("reason")}
        if rating := after.pop(ACTIVITY, None):
            made.complete(action, Rating(rating), each.said)
        if after:
            made.change(action, after)
        heirs = [made.add(plan, dict(part), f"split from {action.ref}") for part in parts]
        pass_on_findings(session, actor, action, heirs or _merged_into(session, after))
    made.record()


def _merged_into(session: Session, after: Mapping[str, Any]) -> list[Action]:
    into = after.get("merged_into_id") if after.get("ended") else None
    return [session.get_one(Action, into)] if into else []


def undo(session: Session, actor: Actor, decision: Decision, zone: ZoneInfo) -> None:
    """Put back what a decision changed; an action that it added leaves the plan as if it had never counted.

    Raises ValueError, in words for people, where something has been changed since, before anything is put back.
    """
    changes = list(reversed(changes_of(session, decision)))
    _refuse_built_on(session, decision, changes)
    adopt_no_more(session, actor, decision)
    made = _Changes(session, actor, decision, zone)
    added = [session.get_one(Action, each.action_id) for each in changes if not each.before]
    for each in changes:
        action = session.get_one(Action, each.action_id)
        heirs = [*added, *_merged_into(session, each.after)] if each.effect is Effect.ENDED else []
        take_back_passed_on(session, actor, action, heirs, decision.at)
        made.put_back(action, each)
    made.record()


def _refuse_built_on(session: Session, decision: Decision, changes: Sequence[DecidedChange]) -> None:
    """Raise ValueError where what a decision changed is not so any more, or a later decision that stands builds on it:
    it changed the same, or something of an action that would leave the plan, or merged another one into that.
    """
    later = and_(
        col(DecidedChange.decision_id) == col(Decision.id),
        col(Decision.id) > decision.id,
        col(Decision.undone_at).is_(None),
    )
    for each in changes:
        action = session.get_one(Action, each.action_id)
        leaves = not each.before or bool(each.before.get("ended"))
        its_own = select(Decision, DecidedChange).join(DecidedChange, later).where(DecidedChange.action_id == action.id)
        for other, change in session.exec(its_own.order_by(col(Decision.id))):
            if leaves or set(change.after) & set(each.after):
                raise ValueError(f"{action.ref} has been changed since, by {_called(other)}.")
        into = (
            select(Action)
            .join(DecidedChange, col(DecidedChange.action_id) == col(Action.id))
            .join(Decision, later)
            .where(Action.merged_into_id == action.id, DecidedChange.effect == Effect.ENDED)
        )
        if leaves and (merged := session.exec(into).first()):
            raise ValueError(f"{merged.ref} has been merged into {action.ref} since.")
        if as_json(action, frozenset(each.after)) != each.after:
            raise ValueError(f"{action.ref} has been changed since.")
        if ACTIVITY in each.after and _completed_by(session, decision, action) is None:
            raise ValueError(f"{action.ref} has been answered since.")


def _completed_by(session: Session, decision: Decision, action: Action) -> Update | None:
    """The update by which a decision marked an action complete, as long as it is the newest."""
    newest = newest_update(session, action.id)
    if newest is None or newest.kind is not UpdateKind.UPDATE or newest.at < decision.at:
        return None
    return newest if newest.by_person_id == decision.by_person_id else None


def _called(decision: Decision) -> str:
    return f"{decision.name} of {day_in_words(decision.on)}"


class _Changes:
    """What one decision changes, with the events of it."""

    def __init__(self, session: Session, actor: Actor, decision: Decision, zone: ZoneInfo) -> None:
        self._session, self._actor, self._decision = session, actor, decision
        noon = datetime.combine(decision.on, time(12), zone).astimezone(UTC)
        self._at = min(actor.at, noon)
        self._events: list[Change] = []

    def change(self, action: Action, after: Mapping[str, Any]) -> None:
        """Change an action's columns, given as JSON."""
        before, changed = as_json(action, frozenset(after)), dict(after)
        if "approved_due" in changed:
            self._session.add(
                DateChange(
                    action_id=action.id,
                    at=self._at,
                    was=action.approved_due,
                    became=_value("approved_due", changed["approved_due"]),
                    decision_id=self._decision.id,
                )
            )
        _set(self._session, action, changed)
        self._kept(action, before, changed)
        self._events.append(Change("action.changed", f"action {action.ref}", _told(before), self._by(_told(changed))))

    def complete(self, action: Action, rating: Rating, said: Mapping[str, str]) -> None:
        """Mark an action complete, where people choose no level for that: it stays in the plan, and counts as done.

        Its impact stays as it was declared; what was said of how it is held up is over.
        """
        newest = newest_update(self._session, action.id)
        decided = f"Complete: {self._decision.name}, {self._decision.body}, {day_in_words(self._decision.on)}."
        answers = Answers(
            activity=rating,
            impact=newest.impact if newest else Rating.NOT_STARTED,
            commentary=" ".join(filter(None, (decided, said.get("reason")))),
            evidence=said.get("evidence"),
            difference=newest.difference if newest else None,
        )
        before = as_json(action, frozenset({ACTIVITY}))
        record_update(self._session, self._actor, action, None, answers, UpdateKind.UPDATE, newest, None)
        self._kept(action, before, {ACTIVITY: rating.value})

    def add(self, plan: Plan, columns: dict[str, Any], reason: str | None) -> Action:
        """Add an action to the plan, under the ref that it was given, or the next one where that has been taken."""
        wanted = columns.pop("ref", None)
        area, area_title = columns.pop("area_number", None), columns.pop("area_title", "")
        if columns.get("area_id") is None and (area is not None or area_title):
            columns["area_id"] = self._area(plan, area, area_title).id
        there = find_action(self._session, plan.id, wanted) if wanted is not None else None
        if there is not None and self._was_added_before(there):
            return self._take_up_again(there, columns, reason)
        if wanted is None or there is not None:
            wanted = next_ref(refs_of(self._session, plan.id), area)
        action = Action(
            plan_id=plan.id,
            ref=wanted,
            ref_order=ref_order(wanted),
            **read(columns),
            added_on=self._decision.on,
            reason=reason,
        )
        action.approved_due, action.approved_precision = action.due, action.due_precision
        self._session.add(action)
        self._session.flush()
        after = as_json(action, frozenset({"title", "added_on", "ended", "ended_on"}))
        self._kept(action, {}, after)
        told = {"due": _json(action.due), "added_on": _json(action.added_on)}
        self._events.append(Change("action.added", f"action {action.ref}", None, self._by(told)))
        return action

    def _was_added_before(self, action: Action) -> bool:
        """Whether a decision of the same proposal added an action, was undone, and nothing has come of it since."""
        undone = (
            select(DecidedChange.id)
            .join(Decision, col(Decision.id) == col(DecidedChange.decision_id))
            .where(
                DecidedChange.action_id == action.id,
                DecidedChange.effect == Effect.ADDED,
                Decision.proposal_id == self._decision.proposal_id,
                col(Decision.undone_at).is_not(None),
            )
        )
        return action.ended is Ending.WITHDRAWN and self._session.exec(undone).first() is not None

    def _take_up_again(self, action: Action, columns: Mapping[str, Any], reason: str | None) -> Action:
        """Let an action count that counted no longer since its adding was undone: its ref is its own."""
        due = {"approved_due": columns.get("due"), "approved_precision": columns.get("due_precision")}
        again = {**columns, **{name: value for name, value in due.items() if value is not None}}
        again |= {"ended": None, "ended_on": None, "added_on": _json(self._decision.on), "reason": reason}
        before = as_json(action, frozenset(again))
        _set(self._session, action, again)
        self._kept(action, {}, as_json(action, frozenset({"title", "added_on", "ended", "ended_on"})))
        self._events.append(Change("action.changed", f"action {action.ref}", _told(before), self._by(_told(again))))
        return action

    def _area(self, plan: Plan, number: int | None, title: str) -> Area:
        """An area that was not in the plan when the action was proposed."""
        there = areas_of(self._session, plan.id)
        key = number if number is not None else title
        found = next((each for each in there if key == (each.title if number is None else each.number)), None)
        if found is None:
            found = Area(plan_id=plan.id, number=number, title=title)
            self._session.add(found)
            self._session.flush()
            self._events.append(Change("area.added", found.name, None, {"title": title}))
        return found

    def put_back(self, action: Action, change: DecidedChange) -> None:
        """Put back what one decision changed of an action."""
        if change.before:
            before = change.before
        else:  # it was added: from its first day on it counts no longer, and its ref stays its own
            undone = f"{self._decision.name}, which added it, was undone"
            before = {"ended": Ending.WITHDRAWN.value, "ended_on": _json(action.added_on), "reason": undone}
        if ACTIVITY in before:
            completion = _completed_by(self._session, self._decision, action)
            assert completion is not None  # refused before
            self._session.add(TakenBack(update_id=completion.id, at=self._actor.at, by_person_id=self._actor.person_id))
            self._events.append(Change("update.taken_back", f"action {action.ref}", brief(completion), self._by({})))
            return
        now = as_json(action, frozenset(before))
        _set(self._session, action, before)
        moved = select(DateChange).where(
            DateChange.decision_id == self._decision.id, col(DateChange.action_id) == action.id
        )
        for each in self._session.exec(moved):
            self._session.delete(each)
        self._events.append(Change("action.changed", f"action {action.ref}", _told(now), self._by(_told(before))))

    def record(self) -> None:
        """Leave the events of all that was changed."""
        self._session.flush()
        record_many(self._session, self._actor, self._events)

    def _kept(self, action: Action, before: dict[str, Any], after: dict[str, Any]) -> None:
        effect = Effect.CHANGED
        if not before or ("ended" in after and not after["ended"]):
            effect = Effect.ADDED
        elif after.get("ended"):
            effect = Effect.ENDED
        made = DecidedChange(
            decision_id=self._decision.id, action_id=action.id, effect=effect, before=before, after=after
        )
        self._session.add(made)

    def _by(self, told: dict[str, Any]) -> dict[str, Any]:
        return {**told, "decision": self._decision.name, "decided_on": self._decision.on.isoformat()}


def _told(columns: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in columns.items() if name not in TYPED and name != "reason"}
    if MEASURE in columns:
        told["measure_agreed"] = bool((columns[MEASURE] or {}).get("agreed"))
    return told


def _json(value: Any) -> Any:
    return (
        value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Precision | Ending) else value
    )


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DAYS:
        return date.fromisoformat(value)
    if name in _PRECISIONS:
        return Precision(value)
    return Ending(value) if name == "ended" else value
