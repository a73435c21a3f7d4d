"""`/action 2.4 close` and its like: what a change of the plan needs, and what can be done of it today.

Nothing here changes the plan: only a board's recorded decision does (`domain.md` 4.1 and 5), and those come in with the
plan's file.
"""

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.action import action, action_with
from handlers.cards import Card, Listing, Text
from handlers.fillers import is_filler
from handlers.grammar import first_word
from handlers.plan_change_needs import how_it_comes_in, instead_of, what_it_takes
from handlers.plan_change_words import CHANGES, PlanChange
from handlers.refs import leading_ref
from handlers.requests import Request
from papers.wording import shortened


def _register(change: PlanChange) -> None:
    first, *others = (*change.typed, *change.told)

    @action.verb(first, right=Permission.READ, also=tuple(others), asked=change.asked, of_a_ref=True)
    def asked(session: Session, request: Request) -> Card:
        """What it needs, and what the asker can do today."""
        ref, said = leading_ref(request.text) or first_word(request.text)
        found = action_with(session, request, ref)
        needs, *steps = what_it_takes(session, request, found, change, said)
        if may(request.asker, Permission.UPDATE, found):
            steps.append(f"Until then, say how it stands: {instead_of(found, change)}")
        title = f"A change of the plan: {found.ref} {shortened(found.title, 90)}"
        body = (Text(needs), Listing(tuple(steps)))
        return Card(title, body, about=(found.ref,), data={"ref": found.ref}, done=False)


for each in CHANGES:
    _register(each)


@action.verb(
    "new",
    right=Permission.READ,
    also=("add",),
    asked=("new/add/create/another action", "new/add/create/another actions"),
)
def new(session: Session, request: Request) -> Card:
    """What a new action takes, and what can be done today."""
    said = " ".join(word for word in request.words if not is_filler(word))
    heard = f" What you said of it: “{shortened(said, 80)}”." if said else ""
    needs = f"A new action takes a decision of the board, with its words, its owner and its deadline.{heard}"
    steps = (how_it_comes_in(session, request, "with a row for it", ("Ref", "Action", "SRO", "Board", "Due")),)
    return Card("A change of the plan", (Text(f"{needs} Nothing was changed."), Listing(steps)), done=False)
