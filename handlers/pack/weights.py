"""`/pack checks`: what a pack is checked for, what each check weighs and why, and changing that."""

from collections.abc import Mapping

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.board.arguments import improvement_board
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, Table, Text
from handlers.errors import Mistake
from handlers.grammar import nearest
from handlers.pack.bodies import body_called, no_such_body
from handlers.pack.command import pack
from handlers.requests import Request
from models.boards.boards import Board, body_names
from models.record.pack_checks import PACK_CHECKS, Weight, called
from models.record.rules import rules_of, set_rule
from papers.wording import joined

EXAMPLE = "/pack checks claims blocker"
FOR_ONE = "/pack checks claims off for Cabinet"
_WEIGHTS = tuple((each.value, each.value) for each in Weight)


@pack.verb(
    "checks",
    ("/pack checks", "what a pack is checked for, what is a blocker, a warning or off, and why"),
    right=Permission.READ,
    bare=True,
)
def checks(session: Session, request: Request) -> Card:
    """Every check with its weight."""
    return _listed(session, request)


@pack.verb(
    "checks",
    (EXAMPLE, "let what a check finds be a blocker, a warning, or not looked for"),
    (FOR_ONE, "the same in the papers to one body alone; “for Cabinet” by itself shows them"),
    name="set_check",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def set_check(session: Session, request: Request) -> Card:
    """Set the weight of a check: its name, and blocker, warning or off."""
    body, before_it = _body(session, request, request.text)
    words = [each.casefold().strip(",:") for each in before_it.split()] or [""]  # a forged button says nothing
    if body and words == [""]:
        return _listed(session, request, body=body)
    name, weight, more = words[0].replace("-", "_"), words[-1], words[1:-1]
    if more and f"{name}_{more[0]}" in PACK_CHECKS:
        name, more = f"{name}_{more[0]}", more[1:]
    if name not in PACK_CHECKS:
        likely = nearest(name, PACK_CHECKS)
        hint = f" Did you mean {joined(likely, 'or')}?" if likely else ""
        raise Mistake(
            f"There is no check “{words[0]}”.{hint} Nothing was changed.", typed=request.text, example=EXAMPLE
        )
    if more or len(words) < 2 or weight not in set(Weight):
        raise Mistake(
            f"What is {name} to be: {joined(list(Weight), 'or')}? Nothing was changed.",
            typed=request.text,
            understood=(f"{name}: {PACK_CHECKS[name].finds}",),
            example=f"/pack checks {name} {PACK_CHECKS[name].weight}",
        )
    before = rules_of(session, request.asker.organisation_id).weights(body)[name]
    _set(session, request, {name: weight}, body)
    where = f" for {body}" if body else ""
    said = f"{name} is {'already ' if before == weight else ''}{weight}{where}: {PACK_CHECKS[name].finds}."
    return _listed(session, request, said, body)


@pack.button("checks_form", right=Permission.KEEP_THE_RECORD)
def checks_form(session: Session, request: Request) -> Modal:
    """All weights in one form."""
    body, _ = _body(session, request, request.text)
    return _form(rules_of(session, request.asker.organisation_id).weights(body), request.text)


@pack.form("checks_submit", right=Permission.KEEP_THE_RECORD)
def checks_submitted(session: Session, request: Request) -> Answer:
    """Set the weights as they were chosen."""
    body, _ = _body(session, request, request.text)
    now = rules_of(session, request.asker.organisation_id).weights(body)
    chosen = {name: request.values.get(name) or weight for name, weight in now.items()}
    try:
        _set(session, request, chosen, body)
    except Mistake as mistake:
        return _form(chosen, request.text, mistake.what)
    return _listed(session, request, "The checks are set.", body)


def _body(session: Session, request: Request, text: str) -> tuple[str, str]:
    """The body that a text names at its end after “for”, and what stands before that; empty for all papers.

    Raises `Mistake` for a name that no body has.
    """
    before, said, name = (f" {text.strip()}").rpartition(" for ")
    if not said:
        return "", text
    organisation_id = request.asker.organisation_id
    improvement, names = improvement_board(session, organisation_id), body_names(session, organisation_id)
    names = {improvement.name.casefold(): improvement.id, **names}
    body_id = body_called(names, name.strip())
    if body_id is None:
        raise no_such_body(session, name, names)
    return session.get_one(Board, body_id).name, before.strip()


def _form(chosen: Mapping[str, str], state: str, error: str = "") -> Modal:
    inputs = tuple(
        Input(
            name,
            name.replace("_", " ").capitalize(),
            "choice",
            chosen[name],
            f"{each.finds[:1].upper()}{each.finds[1:]}. By default {each.weight}: {each.why}.",
            required=True,
            options=_WEIGHTS,
            error=error if name == "private" else "",
        )
        for name, each in PACK_CHECKS.items()
    )
    return Modal("What a pack is checked for", "pack.checks_submit", state, (), inputs, "Set")


def _set(session: Session, request: Request, chosen: Mapping[str, str], body: str) -> None:
    """Change the setting `cover_checks`, which has what is other than by default, and of a body other than elsewhere.

    Raises `Mistake`.
    """
    rules, whose = rules_of(session, request.asker.organisation_id), f"{called(body)}/" if body else ""
    now = {**rules.weights(body), **chosen}
    usual = rules.weights() if body else {name: each.weight for name, each in PACK_CHECKS.items()}
    kept = [each for each in rules.cover_checks if each.rpartition("/")[0] != whose.rstrip("/")]
    other = [f"{whose}{name}:{now[name]}" for name in PACK_CHECKS if now[name] != usual[name]]
    try:
        set_rule(session, request.actor, "cover_checks", " ".join([*kept, *other]) or "none")
    except ValueError as wrong:
        raise Mistake(f"{wrong} Nothing was changed.", example=EXAMPLE) from None


def _listed(session: Session, request: Request, said: str = "", body: str = "") -> Card:
    whom, now = f"for {body}" if body else "", rules_of(session, request.asker.organisation_id).weights(body)
    rows = tuple((name, each.finds, now[name], f"{each.weight}: {each.why}") for name, each in PACK_CHECKS.items())
    shown: list[Element] = [Text(said, "strong")] if said else []
    shown.append(
        Text(
            "A blocker refuses publication, unless somebody publishes it all the same with a reason that is printed. A "
            "warning is listed. What is off is not looked for. Sign-offs always block."
        )
    )
    shown.append(Table("Checks", ("Check", "What it finds", "It is", "By default, and why"), rows))
    if may(request.asker, Permission.KEEP_THE_RECORD):
        shown.append(Actions((Button("Change them", "pack.checks_form", whom, opens_form=True),)))
        shown.append(Text(f"In a line: {EXAMPLE}; for one body alone: {FOR_ONE}", "muted"))
    return Card(f"What a paper {whom or 'of any body'} is checked for", tuple(shown), data={"checks": dict(now)})
