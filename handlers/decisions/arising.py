"""Actions arising: what a decision asks of somebody, which comes back on every agenda until a board says it is done."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission
from handlers.board.arguments import board_in_front
from handlers.board.command import board
from handlers.button_values import a_number
from handlers.cards import Actions, Answer, Button, Card, Cell, DateCell, Input, Modal, Table, Text
from handlers.errors import Mistake
from handlers.grammar import DOUBLE, said_once
from handlers.private_text import refuse_private
from handlers.proposal_words import told_of
from handlers.requests import Request
from models.decisions.decisions import (
    ActionArising,
    Decision,
    add_action_arising,
    arising_by_id,
    decision_by_id,
    decisions_called,
    mark_done,
    open_actions_arising,
)
from models.people.people import Post, Role, posts_with_addresses
from models.plan.deadlines import parse_day
from papers.wording import day, joined

ARISING = '/board arising D3 "report on recruitment" owner:workforce.sro@example.org due:"19 Jul 2023"'
LONGEST = 600

_QUOTED = re.compile(rf"[{DOUBLE}]([^{DOUBLE}]*)[{DOUBLE}]")
_DONE = re.compile(r"#?(\d{1,6})\s+(?:is\s+)?done|done:?\s+#?(\d{1,6})", re.IGNORECASE)


@board.verb(
    "arising",
    (ARISING, "what a decision of the last meeting asks of somebody; alone, all that is not done"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
    asked=("arising",),
)
def arising(session: Session, request: Request) -> Card:
    """Let a decision ask something of somebody, or list what is not done."""
    if not request.text.strip():
        return _listed(session, request)
    if done := _DONE.fullmatch(request.text.strip()):
        return _called_done(session, request, int(done[1] or done[2]))
    text, named = _named(request.text)
    first, _, what = text.strip().partition(" ")
    decision = decision_meant(session, request, first.strip(",:;"), text, named.get("board", ""))
    if not named.get("due"):
        what, named["due"] = _day_at_the_end(what, request.today)
    what = what.strip(' "“”,;:')
    if what and not named.get("owner"):
        raise Mistake(
            "By whom? Nothing was added.",
            understood=(
                f"{told_of(decision)}",
                f"to be done: {what}",
                *([f"by {named['due']}"] if named["due"] else []),
            ),
            typed=request.text,
            example=ARISING,
        )
    made = read_arising(session, request, decision, what, named.get("owner", ""), named["due"])
    return _added(session, request, decision, made)


def _named(text: str) -> tuple[str, dict[str, str]]:
    """The text before what is named in it, and that: `owner:…`, `due:19 Jul 2023`, in quotation marks or without."""
    parts = list(re.finditer(r"(?<!\S)(owner|sro|due|by|board)\s*:\s*", text, re.IGNORECASE))
    ends = [*(each.start() for each in parts[1:]), len(text)]
    told, said = list[tuple[str, str]](), [text[: parts[0].start()] if parts else text]
    for part, end in zip(parts, ends if parts else (), strict=True):
        value = text[part.end() : end]
        quoted = _QUOTED.match(value)
        told.append((part[1].casefold(), (quoted[1] if quoted else value).strip(" ,;")))
        said.append(value[quoted.end() :] if quoted else "")
    return " ".join(" ".join(said).split()), said_once(told, same={"sro": "owner", "by": "due"})


def _day_at_the_end(text: str, today: date) -> tuple[str, str]:
    """A text without the day by which it is to be done, where it ends with one, and that: “a note by 30 June”."""
    for found in reversed(list(re.finditer(r"[\s,;]+(?:by|before|until|due)\s+", text, re.IGNORECASE))):
        typed = text[found.end() :].strip(' "“”.,;')
        with suppress(ValueError):
            parse_day(typed, today)
            return text[: found.start()], typed
    return text, ""


_WHOSE = '/board arising {} board:"{}" "report" owner:chair@example.org'


def decision_meant(
    session: Session, request: Request, typed: str, text: str, body: str, on: date | None = None, how: str = _WHOSE
) -> Decision:
    """The decision with the number that was typed, of a day or the last: of the body that is named, else of the one
    that has one, or of the board whose meeting has one. Raises `Mistake`, also where that may be several; it tells the
    `text` around it, and `how` its number and body are said.
    """
    number = re.fullmatch(r"[dD]?(\d{1,4})", typed)
    found = decisions_called(session, request.asker.organisation_id, int(number[1]), on) if number else []
    if body:
        its_board, left = board_in_front(session, request.asker.organisation_id, body.split())
        name = its_board.name if its_board and not left else body
        found = [each for each in found if each.body.casefold() == name.casefold()]
    elif len(sitting := [each for each in found if each.meeting_id is not None]) == 1:
        found = sitting
    if not found:
        where = f" of “{body}”" if body else ""
        raise Mistake(
            f"There is no decision “{typed}”{where} that stands.",
            typed=text,
            example=how.format("D3", "Improvement Board"),
        )
    if len(found) > 1:
        raise Mistake(
            f"{found[0].name} may be of the {joined([f'{each.body}, {day(each.on)}' for each in found], 'or of the')}. "
            "Nothing was added or undone: say whose it is.",
            typed=request.text,
            example=how.format(found[0].name, found[0].body),
        )
    return found[0]


@board.button("arising_form", right=Permission.KEEP_THE_RECORD, takes=a_number)
def arising_form(session: Session, request: Request) -> Modal:
    """The form that asks what a decision asks of somebody."""
    return _form(_decision(session, request), {}, "")


@board.form("arising_submit", right=Permission.KEEP_THE_RECORD, takes=a_number)
def arising_submitted(session: Session, request: Request) -> Answer:
    """Add what a decision asks of somebody, or give the form back with what is wrong."""
    values = {name: value.strip() for name, value in request.values.items()}
    decision = _decision(session, request)
    said = (values.get(name, "") for name in ("what", "owner", "due"))
    try:
        made = read_arising(session, request, decision, *said)
    except Mistake as mistake:
        return _form(decision, values, mistake.what)
    return _added(session, request, decision, made)


def _form(decision: Decision, values: Mapping[str, str], error: str) -> Modal:
    inputs = (
        Input("what", "What is to be done?", "paragraph", required=True, max_length=LONGEST, error=error),
        Input("owner", "By whom?", hint="E-mail address, title of a post, or a name.", required=True, max_length=120),
        Input("due", "By when?", "date"),
    )
    filled = tuple(replace(each, value=values.get(each.name, "")) for each in inputs)
    body = (Text(f"{decision.name} of the {decision.body}, {day(decision.on)}."),)
    return Modal("Action arising", "board.arising_submit", str(decision.id), body, filled, "Add")


@board.button("arising_done", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_number)
def arising_done(session: Session, request: Request) -> Card:
    """Say that a board has called it done."""
    return _called_done(session, request, int(request.text))


def _called_done(session: Session, request: Request, number: int) -> Card:
    found = arising_by_id(session, request.asker.organisation_id, number)
    if found is None:
        raise Mistake(f"There is no action arising {number}.", example="/board arising")
    decision, its_own = found
    if its_own.done_on is None:
        mark_done(session, request.actor, decision, its_own, request.today)
    said = f"“{its_own.what}” is done, as called on {day(its_own.done_on or request.today)}."
    return Card("Done", (Text(said),), data={"done": its_own.id})


def read_arising(
    session: Session, request: Request, decision: Decision, what: str, owner: str, due: str
) -> ActionArising:
    """What is to be done, by whom and by when, as it was typed. Raises `Mistake`."""
    what = " ".join(what.split())
    if not what or not owner:
        raise Mistake("What is to be done, and by whom?", typed=request.text, example=ARISING)
    if len(what) > LONGEST:
        raise Mistake(f"That is {len(what)} characters; {LONGEST} at most. Nothing was added.")
    refuse_private(f"{what} {owner}", request.today)
    on: date | None = None
    if due:
        try:
            on = parse_day(due, request.today)
        except ValueError as unreadable:
            raise Mistake(f"{unreadable} Nothing was added.", example=ARISING) from None
    post_id = _post(session, request, owner)
    written = None if post_id else owner
    return ActionArising(decision_id=decision.id, what=what, owner_post_id=post_id, owner_written=written, due=on)


def _post(session: Session, request: Request, owner: str) -> int | None:
    """The post that is called so, or whose holder has this address: of several that of an SRO, if there is one."""
    for role in sorted(Role, key=lambda role: role is not Role.SRO):
        for id, title, email in posts_with_addresses(session, request.asker.organisation_id, role):
            if owner.casefold() in (title.casefold(), (email or "").casefold()):
                return id
    return None


def arising_table(session: Session, found: Sequence[tuple[Decision, ActionArising]]) -> Table:
    """What decisions ask for and is not done."""
    rows: list[tuple[Cell, ...]] = []
    for decision, each in found:
        due: Cell = DateCell(each.due) if each.due else "no day"
        rows.append((str(each.id), told_of(decision), each.what, owner_of(session, each), due))
    return Table("Actions arising", ("No.", "Decision", "What", "By whom", "By when"), tuple(rows))


def owner_of(session: Session, arising: ActionArising) -> str:
    """Who has it to do."""
    if arising.owner_post_id is None:
        return arising.owner_written or "nobody"
    return session.get_one(Post, arising.owner_post_id).title


def _listed(session: Session, request: Request) -> Card:
    found = open_actions_arising(session, request.asker.organisation_id)
    if not found:
        return Card("Actions arising", (Text("Nothing that a board has asked for is open."),), data={"arising": []})
    done = tuple(Button(f"Done: {each.what[:40]}", "board.arising_done", str(each.id)) for _, each in found[:20])
    data = {"arising": [{"decision": decision.name, "what": each.what} for decision, each in found]}
    how = Text(f"“/board arising {found[0][1].id} done” says that a board has called it done.")
    return Card("Actions arising", (arising_table(session, found), how, Actions(done)), data=data)


def _added(session: Session, request: Request, decision: Decision, made: ActionArising) -> Card:
    add_action_arising(session, request.actor, decision, made)
    by = f", by {day(made.due)}" if made.due else ""
    said = f"{owner_of(session, made)}: {made.what}{by}."
    lacking = [] if made.due else ["a day by which it is done"]
    note = f" Not given: {joined(lacking)}." if lacking else ""
    more = Actions((Button("Another one", "board.arising_form", str(decision.id), opens_form=True),))
    title = f"Action arising from {told_of(decision)}"
    back = "It comes back on every agenda until a board says that it is done."
    return Card(title, (Text(f"{said}{note}", "strong"), Text(back), more), data={"arising": made.id})


def _decision(session: Session, request: Request) -> Decision:
    decision = decision_by_id(session, request.asker.organisation_id, int(request.text))
    if decision is None or decision.undone_at:
        raise Mistake("That decision does not stand any more.")
    return decision
