"""What follows from a decision that ended actions, told beside it: what their parts answer now and what they have not
of them, and what a board is asked about them all the same.
"""

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from handlers.cards import Actions, Button, Element, Text
from models.decisions.decisions import DecidedChange, Effect
from models.decisions.proposals import Proposal
from models.escalations.raised import escalations_about
from models.plan.actions import Action
from models.plan.dependencies import needs_about
from models.plan.endings import Ending
from models.plan.evidence import evidence_of
from models.plan.findings import findings_answered_by
from models.plan.measures import measured
from papers.wording import joined, shortened


def what_follows(session: Session, changes: Sequence[DecidedChange]) -> Iterator[Element]:
    """What is told of the actions that these changes ended; what is taken back by a press has its button."""
    yield from _passed_on(session, changes)
    yield from _not_passed_on(session, changes)
    yield from _asked_for_nothing_now(session, changes)


def _not_passed_on(session: Session, changes: Sequence[DecidedChange]) -> Iterator[Element]:
    """What somebody has to say of parts, or of what was merged into, since nobody can tell whether it holds of them."""
    for each in changes:
        action = session.get_one(Action, each.action_id)
        if each.effect is not Effect.ENDED or action.ended not in (Ending.SPLIT, Ending.MERGED):
            continue
        needs = needs_about(session, action.id, ended=True)
        waiting = [need.action.ref for need in needs if need.action.id != action.id and not need.action.ended]
        evidence = [used.evidence.name for used in evidence_of(session, action.id)]
        had = [f"its evidence ({joined(evidence)})"] if evidence else []
        had += ["its measure"] if measured(session, action) else []
        had += ["what it needs"] if any(need.action.id == action.id for need in needs) else []
        if had:
            to = "its parts" if action.ended is Ending.SPLIT else "what it was merged into"
            yield Text(f"Not passed on to {to}, to be said anew where it holds: {joined(had)} of {action.ref}.")
        if waiting:
            yield Text(f"{joined(waiting)} {'waits' if len(waiting) == 1 else 'wait'} for {action.ref} still.")


def _asked_for_nothing_now(session: Session, changes: Sequence[DecidedChange]) -> Iterator[Element]:
    """What was escalated about actions that have ended and waits for a board all the same, with what takes it back."""
    ended = [change.action_id for change in changes if change.effect is Effect.ENDED]
    for each in escalations_about(session, ended) if ended else ():
        asked = each.last.proposal_id
        if asked is None or each.outcome != "action ended":
            continue
        proposal = session.get_one(Proposal, asked)
        yield Text(
            f"{proposal.name} asks a board for {each.action.ref} still: “{shortened(each.escalation.ask, 120)}”."
        )
        yield Actions((Button(f"Take {proposal.name} back", "action.take_back_proposal", str(proposal.number)),))


def _passed_on(session: Session, changes: Sequence[DecidedChange]) -> list[Text]:
    """Which findings are answered by what came in the place of actions that were split or merged."""
    added = [session.get_one(Action, each.action_id).ref for each in changes if not each.before]
    said = []
    for each in changes:
        action = session.get_one(Action, each.action_id)
        into = [session.get_one(Action, action.merged_into_id).ref] if action.merged_into_id else added
        if action.ended in (Ending.SPLIT, Ending.MERGED) and (found := findings_answered_by(session, action.id)):
            answer = "answers" if len(into) == 1 else "answer"
            named = joined([finding.name for finding in found])
            said.append(Text(f"{joined(into)} {answer} now what {action.ref} answered: {named}."))
    return said
