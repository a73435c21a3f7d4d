"""What all messages of a morning need to know of the plan: read once while nothing changes, not once a message.

A `Situation` is of one state of the record and of one minute. What is true of the reader of one message alone is no
part of it: `messages` reads that.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar

from sqlmodel import Session

from models.decisions.decisions import Decision, outcomes_since
from models.decisions.measures_asked import MeasureWanted, measures_wanted
from models.decisions.proposals import Proposal, decided_instead
from models.escalations.raised import Raised, escalations_not_over
from models.packs.passages import OwnedPassage, passages_of
from models.people.leave import delegates
from models.position.counting import Scope, Standpoint
from models.position.likely_to_slip import LikelyToSlip, likely_to_slip
from models.position.position import position_to_ask
from models.record.events import version_seen
from models.returns.expected import Expected, expected_for, unanswered_for
from models.returns.pressing import pressing_actions
from schedules.reminders.deadlines import near_deadlines
from schedules.reminders.escalated import who_is_asked
from schedules.reminders.reasons import open_cycle, printed
from schedules.reminders.reports import reports_to_do
from schedules.reminders.signing_off import awaited
from schedules.today import Today, today_of

TOLD_WITHIN = timedelta(days=60)
"""So long ago a decision may have been entered of which whoever proposed it has had no message yet."""


A = TypeVar("A", Standpoint, LikelyToSlip)


class Situation:
    """How an organisation stands; `today` has the moment at which that was read.

    `cycle` is that of the meeting for which answers count now. While its returns are collected (`is_open`), `expected`
    has all that is asked for and `owed` what of it has no answer. `dated` are the actions whose deadline is past or
    near and that nobody has answered, `likely` those that are likely to slip; all three are by the post that answers
    for them. `printed` is the coming meeting once its figures are fixed; `delegates` are who answers for whom.
    `wanted` are the actions for which a measure is asked, by the post, too; `outcomes` the latest decisions, by who
    proposed; `asks` what was escalated and waits, by who is asked, and `heard` what lately became of what was, by who
    asked. `awaited` has the drafts that are before their reviewers, `passages` those whose review is near or past, by
    the post that owns them; `reports` what is to be done about reports to bodies.
    """

    def __init__(self, session: Session, today: Today) -> None:
        plan_id = today.plan.id
        self.today = today
        self.cycle = open_cycle(session, today)
        self.is_open = self.cycle is not None and self.cycle.is_open(today.day)
        self.printed = printed(session, today)
        self.delegates = delegates(session, today.day)
        self.expected: Sequence[Expected] = ()
        self.owed: Mapping[int | None, Sequence[Standpoint]] = {}
        if self.cycle and self.is_open:
            self.expected = expected_for(session, plan_id, self.cycle.meeting, today.now, today.day)
            self.owed = _by_owner(unanswered_for(session, plan_id, self.cycle.meeting, today.now, today.day))
        self.outcomes: dict[int | None, list[tuple[Decision, Proposal]]] = defaultdict(list)
        decided = outcomes_since(session, today.organisation_id, today.now - TOLD_WITHIN)
        instead = decided_instead(session, today.organisation_id, [proposal for _, proposal in decided])
        for decision, proposal in decided:
            for each in (proposal, *instead.get(proposal.id, ())):
                self.outcomes[each.by_person_id].append((decision, each))
        escalated = escalations_not_over(session, today.organisation_id, today.now - TOLD_WITHIN)
        self.asks = who_is_asked(session, today, escalated)
        self.heard: dict[int | None, list[Raised]] = defaultdict(list)
        for each in escalated:
            self.heard[each.escalation.by_person_id].append(each)
        self.awaited = awaited(session, today)
        self.reports = reports_to_do(session, today)
        self.wanted: dict[int | None, list[MeasureWanted]] = defaultdict(list)
        for wanted in measures_wanted(session, today.plan, today.day):
            self.wanted[wanted.stands.action.owner_post_id].append(wanted)
        self.passages: dict[int | None, list[OwnedPassage]] = defaultdict(list)
        for passage in passages_of(session, today.organisation_id):
            if passage.version.review_on < near_deadlines(today):
                self.passages[passage.version.owner_post_id].append(passage)
        self.dated = _by_owner(pressing_actions(session, plan_id, near_deadlines(today), today.now, today.day))
        now = position_to_ask(session, today.plan, today.now, today.day)
        self.likely = _by_owner(likely_to_slip(session, now, Scope()))


class Situations:
    """The latest situation of each organisation, for the threads of one process."""

    def __init__(self) -> None:
        self._latest: dict[int, tuple[object, Situation]] = {}
        self._reading = Lock()

    def now(self, session: Session, organisation_id: int, now: datetime) -> Situation:
        """How an organisation that has a plan stands at `now` (aware UTC), in the state of the record that the session
        sees. Read anew when anything has been recorded since, and each minute: some of it changes with the time.
        """
        key = version_seen(session), now.replace(second=0, microsecond=0)
        with self._reading:
            known, situation = self._latest.get(organisation_id, (None, None))
            if situation is None or known != key:
                today = today_of(session, organisation_id, now)
                assert today is not None
                situation = Situation(session, today)
                self._latest[organisation_id] = key, situation
            return situation


def _by_owner(actions: Sequence[A]) -> Mapping[int | None, Sequence[A]]:
    found: dict[int | None, list[A]] = defaultdict(list)
    for each in actions:
        found[each.owner_post_id].append(each)
    return found
