"""`/secretariat setup`: what the record still lacks, with a form for each; any of it can be left for later."""

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Actions, Card, Listing, Text
from handlers.own_plan import plan_of
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from handlers.still_open import Step, going_on, how_later, still_open
from models.plan.actions import refs_of

CHECK = "check"
"""The state of a form that is only looked at: it comes back with what is wrong until now, and nothing is written. Where
the questions are put one by one, an answer that cannot be is refused at its own.
"""


SEND_THE_TRACKER = (
    "Send me the tracker that you have as it is, .xlsx or .csv: here, or with “secretariat import FILE” in a terminal. "
    "It brings the plan in, and the answer leads on to what is still open."
)


@secretariat.verb(
    "setup",
    ("/secretariat setup", "what a new record still lacks: who the owners are, which boards, the next meeting"),
    right=Permission.KEEP_THE_RECORD,
    bare=True,
)
def setup(session: Session, request: Request) -> Card:
    """What is open, and a form for the first of it."""
    plan = plan_of(session, request)
    left = still_open(session, plan, request.today)
    if not refs_of(session, plan.id):
        others = [Text(left.said(step)) for step in left.steps]
        return Card("There is no plan yet", (Text(SEND_THE_TRACKER), *others), data={"open": left.as_data()})
    if not left.steps:
        return Card("Nothing is open", (Text("Owners, boards and the next meeting are known. Try /brag."),))
    others = [Text(left.said(step)) for step in left.steps[1:]]
    return Card("What is still open", (*going_on(left), *others), data={"open": left.as_data()})


def _a_step(value: str) -> bool:
    return value in [*Step]


@secretariat.button("setup_later", right=Permission.KEEP_THE_RECORD, takes=_a_step)
def later(session: Session, request: Request) -> Card:
    """Leave a step: how it is done later, and the next one."""
    left, step = still_open(session, plan_of(session, request), request.today), Step(request.text)
    ahead = going_on(left, step)
    this = how_later(left, step) if step in left.steps and any(isinstance(each, Actions) for each in ahead) else ()
    return Card("That can wait", (*this, *ahead))


def done(session: Session, request: Request, step: Step, title: str, lines: tuple[str, ...]) -> Card:
    """What a form has done, and the next thing to ask."""
    left = still_open(session, plan_of(session, request), request.today)
    return Card(title, (*([Listing(lines)] if lines else []), *going_on(left, step)))
