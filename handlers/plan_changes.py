"""`/action 2.4 close` and its like: what a change of the plan needs, and what can be done of it today.

Nothing here changes the plan: only a board's recorded decision does (`domain.md` 4.1 and 5), and those come in with the
plan's file.
"""

from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.action import action, action_with
from handlers.cards import Card, Listing, Text
from handlers.fillers import is_filler
from handlers.requests import Request
from handlers.whom_to_ask import the_secretariat
from models.plan.actions import Action
from papers.wording import joined, shortened


@dataclass(frozen=True)
class PlanChange:
    """A change of one action: the words that ask for it, what it is called, what it needs, and the columns of the
    plan's file that bring it in. `meanwhile` is what an update can say of it.
    """

    typed: tuple[str, ...]
    what: str
    needs: str
    columns: tuple[str, ...]
    meanwhile: str
    also_asked: tuple[str, ...] = ()


ENDING = ("Ended", "Ended on", "Reason")

CHANGES = (
    PlanChange(
        ("close", "closed", "closing", "complete", "finish"),
        "Closing",
        "its evidence, what was learnt, and who keeps it going",
        ENDING,
        "blue/green what was done; evidence: https://…",
    ),
    PlanChange(
        ("withdraw", "drop", "cancel", "remove", "delete"),
        "Withdrawing",
        "a reason",
        ENDING,
        "amber/green why it is not needed any more",
    ),
    PlanChange(("merge",), "Merging", "a reason, and what becomes of each part", ENDING, "amber/green what changed"),
    PlanChange(
        ("split",), "Splitting", "what becomes of each part", ("Ref", "Action", "Reason"), "amber/green what changed"
    ),
    PlanChange(
        ("newdate", "new date", "due", "extend", "extension", "postpone"),
        "A new date for",
        "the new date and a reason",
        ("Revised date",),
        "amber/green what holds it up; forecast: 31 Oct",
        ("new/change/move/later date/deadline 2.4", "move 2.4 to"),
    ),
    PlanChange(("reword", "rename"), "Rewording", "the new words", ("Action",), "amber/green what changed"),
    PlanChange(("reopen",), "Reopening", "a reason", ("Ended", "Reason"), "amber/green what changed"),
)


def _register(change: PlanChange) -> None:
    first, *others = change.typed
    ways = (f"{'/'.join(each for each in change.typed if each not in ('due', 'new date'))} 2.4", *change.also_asked)

    @action.verb(first, right=Permission.READ, also=tuple(others), asked=ways, of_a_ref=True)
    def asked(session: Session, request: Request) -> Card:
        """What it needs, and what the asker can do today."""
        ref, _, said = request.text.partition(" ")
        return _answer(session, request, action_with(session, request, ref), change, said)


for each in CHANGES:
    _register(each)


def _answer(session: Session, request: Request, found: Action, change: PlanChange, said: str) -> Card:
    telling = [word for word in said.split() if not is_filler(word)]
    heard = f" What you said of it: “{shortened(said.strip(), 80)}”." if telling else ""
    needs = f"{change.what} {found.ref} takes a decision of the board, with {change.needs}. Nothing was changed.{heard}"
    if may(request.asker, Permission.KEEP_THE_RECORD):
        columns = joined([f"“{column}”" for column in change.columns])
        steps = [
            f"Once the board has decided, send me the plan’s file with {found.ref} changed ({columns}): I show what "
            "differs before I take it in. I do not record decisions in chat yet."
        ]
    else:
        whom = the_secretariat(session, request.asker.organisation_id, request.today)
        steps = [f"Propose it to {whom}: it goes to the board, and its decision comes in with the plan’s file."]
    if may(request.asker, Permission.UPDATE, found):
        steps.append(f"Until then, say how it stands: /update {found.ref} {change.meanwhile}")
    body = (Text(needs), Listing(tuple(steps)))
    title = f"A change of the plan: {found.ref} {shortened(found.title, 90)}"
    return Card(title, body, about=(found.ref,), data={"ref": found.ref}, done=False)
