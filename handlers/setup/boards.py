"""The form that asks which boards there are: those that the plan names, what kind each is, and who chairs it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Answer, Input, Modal, Text
from handlers.errors import Mistake
from handlers.own_plan import plan_of
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from handlers.secretariat.new_boards import LONGEST, add_board, wrong_in_name
from handlers.setup.command import CHECK, done, setup
from handlers.still_open import OpenBoard, Step, StillOpen, still_open
from models.boards.boards import BoardKind
from papers.plan.addresses import listed
from papers.spacing import folded
from papers.wording import plural

MOST = 15
"""So many boards are asked about at a time."""

LATER = "later"
_KINDS = (
    (BoardKind.DELIVERY.value, "Delivery: it reports to every meeting"),
    (BoardKind.PARTNERSHIP.value, "Partnership: it reports in turn with others"),
    (LATER, "Leave it for later"),
)


@secretariat.button("setup_boards", right=Permission.KEEP_THE_RECORD)
def ask(session: Session, request: Request) -> Answer:
    """The form, or that nothing is open."""
    left = still_open(session, plan_of(session, request), request.today)
    return _form(left, {}, {}) if left.boards else setup(session, request)


@secretariat.form("setup_boards.submit", right=Permission.KEEP_THE_RECORD)
def submit(session: Session, request: Request) -> Answer:
    """Add the boards, and who chairs them, in one transaction; what was left empty stays open."""
    plan = plan_of(session, request)
    left = still_open(session, plan, request.today)
    values = {name: value.strip() for name, value in request.values.items()}
    chairs = {name: listed(value) for name, value in values.items() if name.startswith("chair_") and value}
    errors = {name: f"“{values[name]}” is no e-mail address." for name, chair in chairs.items() if chair is None}
    first = next((_field("name", each) for each in left.boards[:MOST] if each.first), "")
    if wrong := wrong_in_name(values.get(first, "")):
        errors[first] = wrong
    errors |= _without_board(left.boards[:MOST], values)
    late = _too_late(left.boards, values)
    if request.text == CHECK:
        return _form(left, values, errors, late)
    said: list[str] = []
    for each, name, kind, chair in _meant(left.boards[:MOST], values) if not errors else ():
        try:
            said.append(add_board(session, plan, request, name, kind, chairs.get(chair)))
        except Mistake as wrong:
            if said:  # what is written already goes with it
                raise
            errors[_field("name" if each.first else "chair", each)] = wrong.what
            break
    if errors:
        return _form(left, values, errors, late)
    return done(session, request, Step.BOARDS, "Boards", (*(said or ["Nothing was changed."]), *late))


def _too_late(boards: Sequence[OpenBoard], values: Mapping[str, str]) -> tuple[str, ...]:
    """What was typed for boards of which it has been said meanwhile: who chairs them, or of which kind they are."""
    known = {_field(what, each) for each in boards for what in ("name", "chair")}
    late = [typed for name, typed in values.items() if name.startswith(("name_", "chair_")) and name not in known]
    said = [f"“{typed}” was not taken: that board is there meanwhile." for typed in late if typed]
    for each in boards:
        if each.there and values.get(_field("kind", each), LATER) not in (LATER, each.kind.value):
            said.append(f"{each.name} is there meanwhile, as the kind “{each.kind.value}”, which was not changed.")
    return tuple(said)


def _field(what: str, board: OpenBoard) -> str:
    return f"{what}_{hashlib.sha256(folded(board.name).encode()).hexdigest()[:12]}"


def _form(left: StillOpen, values: Mapping[str, str], errors: Mapping[str, str], late: Sequence[str] = ()) -> Modal:
    inputs: list[Input] = []
    for each in left.boards[:MOST]:
        chairing = f"Chair, {each.name}"
        if each.first:
            label, hint = "The board that the others report to", "Its meetings are what updates are asked for."
            inputs.append(Input(_field("name", each), label, value=each.name, hint=hint, max_length=LONGEST))
            chairing = "Its chair"
        elif not each.there:
            label = f"{each.name} ({plural(each.actions, 'action')})"
            inputs.append(Input(_field("kind", each), label, "choice", each.kind.value, required=True, options=_KINDS))
        inputs.append(Input(_field("chair", each), chairing, hint="An e-mail address.", max_length=320))
    body = [
        Text("Whatever is left empty is left for later.", "muted"),
        Text("If two names are of one board, leave one for later and say so: /secretariat boards link.", "muted"),
    ]
    body += map(Text, late)
    if len(left.boards) > MOST:
        body.append(Text(f"{len(left.boards) - MOST} more come when these are done: /secretariat setup."))
    filled = [
        replace(each, value=values.get(each.name, each.value), error=errors.get(each.name, "")) for each in inputs
    ]
    return Modal("Which boards?", "secretariat.setup_boards.submit", "", tuple(body), tuple(filled), "Save")


def _without_board(boards: Sequence[OpenBoard], values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong where somebody is to chair a board that is left for later, by the field."""
    wrong = {}
    for each in boards:
        said = values.get(_field("name", each)) if each.first else values.get(_field("kind", each))
        if not each.there and values.get(_field("chair", each)) and said in (None, "", LATER):
            wrong[_field("chair", each)] = "The board itself is left for later: say what it is, too."
    return wrong


def _meant(boards: Sequence[OpenBoard], values: Mapping[str, str]) -> list[tuple[OpenBoard, str, BoardKind, str]]:
    """The boards that are to be added or chaired: each with its name, its kind, and the field of who chairs it.

    The first board may be called as another one of them: then it is that one.
    """
    meant = []
    first = next((values.get(_field("name", each), "") for each in boards if each.first), "")
    for each in boards:
        chair = _field("chair", each)
        if each.first and first:
            same = next((other for other in boards if other is not each and folded(other.name) == folded(first)), None)
            chair = chair if values.get(chair) or same is None else _field("chair", same)
            meant.append((each, first, each.kind, chair))
        elif each.there and values.get(chair):
            meant.append((each, each.name, each.kind, chair))
        elif not each.first and not each.there and folded(each.name) != folded(first):
            kind = values.get(_field("kind", each), "")
            if kind in [*BoardKind]:
                meant.append((each, each.name, BoardKind(kind), chair))
    return meant
