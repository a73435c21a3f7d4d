"""`/plan measures`: how the measure of each action stands, by board; which are missing, and asking for those.

Asking shows first who would be asked and for what; one press then asks all of them. What is asked stands in the
morning's messages until a measure is proposed, or the day has passed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.board.arguments import named_board
from handlers.cards import Actions, Button, Card, Cell, Element, NumberCell, RefCell, Table, Text
from handlers.days import read_day
from handlers.errors import Mistake
from handlers.measure_numbers import number_said
from handlers.measure_words import measure_as_data, target_said
from handlers.own_plan import plan_of
from handlers.plan.command import plan
from handlers.requests import Request
from models.boards.boards import Board, boards_of
from models.decisions.measures_asked import (
    MeasureStands,
    ask_for_measures,
    asked_for_measures,
    measures_in_plan,
)
from models.people.people import posts_by_id
from models.plan.actions import Plan
from models.plan.measures import Measured
from papers.wording import day, joined, plural

ASK = "/plan measures ask by 30 June 2023"
NO_BOARD, NO_OWNER = "no board", "no owner"
_VALUE = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (\d{1,9}))?", re.ASCII)


@plan.verb(
    "measures",
    ("/plan measures", "the measure of each action, by board: agreed or not, its last value, on target or not"),
    right=Permission.READ,
    asked=("measures plan", "plan measures", "all measures"),
)
def measures(session: Session, request: Request) -> Card:
    """The measures of the plan, or of one board's actions."""
    its_plan = plan_of(session, request)
    board = _board(session, request, request.text)
    found = _of_board(measures_in_plan(session, its_plan, request.today), board)
    boards = boards_by_id(session, its_plan)
    rows: list[tuple[Cell, ...]] = []
    for each in by_board(found, boards):
        last = each.measured.course.last if each.measured else None
        value, target = "none yet" if each.measured else "-", ""
        if each.measured and last:
            value = f"{number_said(last.value, each.measured.unit)}, {last.period.words()}"
            target = target_said(each.measured.course, last, each.measured.unit)
        words = each.measured.measure.definition if each.measured else "none"
        its_board = boards.get(each.action.board_id, NO_BOARD)
        target = told_target(target, each.measured) or "-"
        rows.append((RefCell(each.action.ref), its_board, words, state_said(each), value, target))
    columns = ("Ref", "Board", "Measure", "State", "Last value", "Against the target")
    said = counted_said(found)
    body: list[Element] = [
        Text(said, "strong"),
        Table("Measures by board", columns, tuple(rows), sortable=True, narrower="A board’s name shows its own alone."),
    ]
    if any(not each.is_agreed for each in found):
        body.append(Actions((Button("Which are missing", "plan.measures_missing"),)))
    data = {"measures": [_as_data(each, boards) for each in found], **_counts(found)}
    title = f"Measures of the {board.name}" if board else "Measures of the plan"
    return Card(title, tuple(body), data=data)


@plan.verb(
    "measures missing",
    ("/plan measures missing", "actions without an agreed measure, by board, and who owes one"),
    right=Permission.READ,
    also=("missing measures",),
    asked=("measures missing", "actions/which without measure/measures", "no measure/measures"),
)
def measures_missing(session: Session, request: Request) -> Card:
    """The actions without an agreed measure."""
    its_plan = plan_of(session, request)
    board = _board(session, request, request.text)
    found = _of_board(measures_in_plan(session, its_plan, request.today), board)
    lacking = [each for each in found if not each.is_agreed]
    if not lacking:
        return Card("No measure is missing", (Text(counted_said(found)),), data={"missing": [], **_counts(found)})
    boards = boards_by_id(session, its_plan)
    body: list[Element] = [Text(counted_said(found), "strong"), _missing_table(session, request, lacking, boards)]
    body += [Text(said) for said in asks_said(session, its_plan, request.today, boards)]
    mine = [each for each in lacking if each.lacks and may(request.asker, Permission.PROPOSE, each.action)]
    if may(request.asker, Permission.KEEP_THE_RECORD):
        body.append(Text(f"“{ASK}” shows who would be asked, and one press asks all of them.", "muted"))
    elif mine:
        refs = [each.action.ref for each in mine]
        body.append(Text(f"Yours to propose: {joined(refs)}. “/action {refs[0]} measure” opens the form."))
    data = {"missing": [_as_data(each, boards) for each in lacking], **_counts(found)}
    about = tuple(each.action.ref for each in lacking)
    return Card("Actions without an agreed measure", tuple(body), about=about, data=data)


@plan.verb(
    "measures ask",
    (ASK, "ask every owner for the measures that are missing; a board’s name before “by” asks for its own alone"),
    right=Permission.KEEP_THE_RECORD,
    also=("ask measures",),
)
def measures_ask(session: Session, request: Request) -> Card:
    """Who would be asked, and for what."""
    name, by, typed = request.text.strip().rpartition("by ")
    if not by or (name and not name[-1:].isspace()):
        raise Mistake("By when? Nobody was asked.", typed=request.text, example=ASK)
    due, left = read_day(typed.split(), request.today, ASK)
    if left:
        raise Mistake(f"I do not know “{' '.join(left)[:60]}” here. Nobody was asked.", example=ASK)
    board = _board(session, request, name)
    _refuse_past(request, due)
    its_plan = plan_of(session, request)
    wanted = _wanted(session, request, its_plan, board)
    _refuse_again(session, request, its_plan, board, due)
    posts = posts_by_id(session, its_plan.organisation_id)
    refs: dict[str, list[str]] = {}
    for each in wanted:
        post = posts.get(each.action.owner_post_id) if each.action.owner_post_id else None
        refs.setdefault(post.title if post else each.action.owner_written or NO_OWNER, []).append(each.action.ref)
    rows = tuple((who, NumberCell(len(theirs)), joined(theirs)) for who, theirs in sorted(refs.items()))
    unheard = [ref for each in wanted if each.action.owner_post_id is None for ref in (each.action.ref,)]
    body: list[Element] = [
        Text(f"{plural(len(wanted), 'measure')} would be asked for by {day(due)}, of {plural(len(refs), 'owner')}."),
        Table("Who would be asked", ("Who", "How many", "Actions"), rows),
        Text(
            "It stands in their messages of the morning, with the form that proposes one, until one is proposed or "
            "the day has passed."
        ),
    ]
    if unheard:
        body.append(Text(f"Nobody hears of {joined(unheard)}: no post is linked to it.", "strong"))
    value = due.isoformat() + (f" {board.id}" if board else "")
    body.append(Actions((Button("Ask all of them", "plan.ask_for_measures", value, style="primary"),)))
    data = {"would_ask": dict(sorted(refs.items())), "due": due.isoformat()}
    return Card("Asking for measures: nobody has been asked yet", tuple(body), data=data)


def _a_day_and_a_board(value: str) -> bool:
    return _VALUE.fullmatch(value) is not None


@plan.button("ask_for_measures", right=Permission.KEEP_THE_RECORD, writes=True, takes=_a_day_and_a_board)
def ask_all(session: Session, request: Request) -> Card:
    """Ask everybody who owes a measure."""
    found = _VALUE.fullmatch(request.text)
    assert found
    try:
        due = date.fromisoformat(found[1])
    except ValueError:
        raise Mistake(f"“{found[1]}” is no day. Nobody was asked.", example=ASK) from None
    its_plan = plan_of(session, request)
    every = boards_of(session, its_plan.organisation_id)
    board = next((each for each in every if found[2] and each.id == int(found[2])), None)
    if found[2] and board is None:
        raise Mistake("There is no such board. Nobody was asked.", example=ASK)
    _refuse_past(request, due)
    _refuse_again(session, request, its_plan, board, due)
    wanted = _wanted(session, request, its_plan, board)
    ask_for_measures(session, request.actor, its_plan, board, due)
    owners = {each.action.owner_post_id for each in wanted if each.action.owner_post_id}
    said = (
        f"{plural(len(wanted), 'measure')} by {day(due)}, of {plural(len(owners), 'post')}. It stands in their next "
        "message of the morning, until one is proposed or the day has passed."
    )
    body = (Text(said), Actions((Button("Which are missing", "plan.measures_missing"),)))
    data = {"asked": {"due": due.isoformat(), "measures": len(wanted), "owners": len(owners)}}
    return Card("Asked for the measures that are missing", body, data=data)


def _refuse_past(request: Request, due: date) -> None:
    if due <= request.today:
        raise Mistake(f"{day(due)} leaves no time. Nobody was asked.", example=ASK)


def _refuse_again(session: Session, request: Request, its_plan: Plan, board: Board | None, due: date) -> None:
    board_id = board.id if board else None
    for ask in asked_for_measures(session, its_plan, request.today):
        if (ask.board_id, ask.due) == (board_id, due):
            raise Mistake(f"They have been asked already, by {day(due)}.", example="/plan measures missing")


def _wanted(session: Session, request: Request, its_plan: Plan, board: Board | None) -> Sequence[MeasureStands]:
    """What would be asked for. Raises `Mistake` where nothing is missing that is not before a board."""
    found = [each for each in _of_board(measures_in_plan(session, its_plan, request.today), board) if each.lacks]
    if not found:
        raise Mistake("No measure is missing that is not before a board: there is nobody to ask.")
    return found


def _board(session: Session, request: Request, text: str) -> Board | None:
    name = re.sub(r"^(?:of|for)\b\s*(?:the\b)?", "", text.strip(), flags=re.IGNORECASE).strip(" .?!")
    if not name:
        return None
    return named_board(session, request.asker.organisation_id, name, "/plan measures Workforce")


def _of_board(found: Sequence[MeasureStands], board: Board | None) -> list[MeasureStands]:
    return [each for each in found if board is None or each.action.board_id == board.id]


def boards_by_id(session: Session, its_plan: Plan) -> dict[int | None, str]:
    """The names of the boards."""
    return {each.id: each.name for each in boards_of(session, its_plan.organisation_id)}


def by_board(found: Sequence[MeasureStands], boards: Mapping[int | None, str]) -> list[MeasureStands]:
    """In the order of their boards' names, those without one last."""
    return sorted(found, key=lambda each: boards.get(each.action.board_id, "\uffff"))


def _missing_table(
    session: Session, request: Request, lacking: Sequence[MeasureStands], boards: dict[int | None, str]
) -> Table:
    posts = posts_by_id(session, request.asker.organisation_id)
    rows: list[tuple[Cell, ...]] = []
    for each in by_board(lacking, boards):
        post = posts.get(each.action.owner_post_id) if each.action.owner_post_id else None
        owner = post.title if post else each.action.owner_written or NO_OWNER
        its_board = boards.get(each.action.board_id, NO_BOARD)
        rows.append((RefCell(each.action.ref), its_board, each.action.title, state_said(each), owner))
    columns = ("Ref", "Board", "Action", "State", "SRO")
    return Table("Without an agreed measure, by board", columns, tuple(rows), sortable=True)


def asks_said(session: Session, its_plan: Plan, on: date, boards: Mapping[int | None, str]) -> tuple[str, ...]:
    """A sentence for each time that measures were asked for whose day has not passed on a local day."""
    return tuple(
        f"Asked for by {day(ask.due)}{f' of the {boards[ask.board_id]}' if ask.board_id else ''}: it stands in the "
        "messages of each morning until then."
        for ask in asked_for_measures(session, its_plan, on)
    )


def told_target(target: str, found: Measured | None) -> str:
    """How the last value stands to the target, or why that is not known; empty where there is no measure or value."""
    if target or found is None or found.course.last is None:
        return target
    return "not known: its target is not given as a figure" if found.course.target is None else "not known"


def state_said(each: MeasureStands) -> str:
    """How its measure stands: agreed, before a board, proposed, or none."""
    if each.proposal:
        return f"{'agreed, and a change is ' if each.is_agreed else ''}before a board ({each.proposal.name})"
    if each.measured is None:
        return "none"
    return "agreed" if each.measured.measure.agreed else "proposed, and no board is asked yet"


def _counts(found: Sequence[MeasureStands]) -> dict[str, int]:
    agreed = sum(each.is_agreed for each in found)
    none = sum(each.measured is None for each in found)
    return {"total": len(found), "agreed": agreed, "proposed": len(found) - agreed - none, "none": none}


def counted_said(found: Sequence[MeasureStands]) -> str:
    """ "35 of 64 actions have an agreed measure; 29 have not: 13 with none, 16 proposed." """
    counts = _counts(found)
    lacking = counts["proposed"] + counts["none"]
    said = f"{counts['agreed']} of {plural(counts['total'], 'action')} have an agreed measure"
    if not lacking:
        return f"{said}."
    return f"{said}; {lacking} have not: {counts['none']} with none, {counts['proposed']} proposed."


def _as_data(each: MeasureStands, boards: dict[int | None, str]) -> dict[str, object]:
    return {
        "ref": each.action.ref,
        "board": boards.get(each.action.board_id),
        "state": "agreed" if each.is_agreed else "proposed" if each.measured else "none",
        "proposal": each.proposal.name if each.proposal else None,
        "measure": measure_as_data(each.measured),
    }
