"""The form that asks when the board next meets, and every how many weeks from then on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission
from handlers.board.arguments import every_so_many
from handlers.board.command import plan_meetings, refuse_day
from handlers.cards import Answer, Input, Modal, Text
from handlers.days import read_day
from handlers.errors import Mistake
from handlers.own_plan import plan_of
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from handlers.secretariat.new_boards import LONGEST, add_board, wrong_in_name
from handlers.setup.command import CHECK, setup
from handlers.still_open import IMPROVEMENT_BOARD, Step, going_on, still_open
from models.boards.boards import Board, BoardKind, boards_of, coming_meeting, improvement_board, meetings_of
from models.boards.meetings import reporting_to
from models.boards.rota import Group
from models.record.rules import Rules, rules_of
from papers.wording import day, joined

_ON, _WEEKS, _NAME, _TURNS = "on", "weeks", "called", "turns"
_ONE_EACH, _TOGETHER, _LATER = "one each", "together", "later"
_CHOICES = (
    (_ONE_EACH, "In turn: one board to each meeting"),
    (_TOGETHER, "Every meeting"),
    (_LATER, "Leave it for later: /board new says it for a meeting"),
)


@secretariat.button("setup_meeting", right=Permission.KEEP_THE_RECORD)
def ask(session: Session, request: Request) -> Answer:
    """The form, or that nothing is open."""
    left = still_open(session, plan_of(session, request), request.today)
    board = improvement_board(session, request.asker.organisation_id)
    return _form(board, _without_turns(session, request), {}, {}) if left.meeting else setup(session, request)


@secretariat.form("setup_meeting.submit", right=Permission.KEEP_THE_RECORD)
def submit(session: Session, request: Request) -> Answer:
    """Add the meeting and those that follow it, in one transaction; the board too, where there is none yet."""
    values = {name: value.strip() for name, value in request.values.items()}
    plan = plan_of(session, request)
    board = improvement_board(session, plan.organisation_id)
    partners = _without_turns(session, request)
    if there := coming_meeting(session, plan.organisation_id, request.today):
        its = f"The {board.name if board else IMPROVEMENT_BOARD} meets on {day(there.on)} already"
        return _form(board, partners, values, {_ON: f"{its}: somebody was quicker. Another one: /board new."})
    errors: dict[str, str] = {}
    on, weeks = request.today, None
    try:
        on = _day(values.get(_ON, ""), rules_of(session, plan.organisation_id), request.today)
    except Mistake as wrong:
        errors[_ON] = wrong.what
    try:
        weeks = every_so_many(values[_WEEKS]) if values.get(_WEEKS) else None
    except Mistake as wrong:
        errors[_WEEKS] = wrong.what
    if wrong_name := wrong_in_name(values.get(_NAME, "")):
        errors[_NAME] = wrong_name
    if errors or request.text == CHECK:
        return _form(board, partners, values, errors)
    field = _NAME
    try:
        if board is None:
            add_board(session, plan, request, values.get(_NAME, "") or IMPROVEMENT_BOARD, BoardKind.IMPROVEMENT, None)
            board = improvement_board(session, plan.organisation_id)
            assert board is not None, "it has just been added"
        field = _ON
        given, *then = _turns(values.get(_TURNS, ""), partners)
        card = plan_meetings(session, request, board, on, weeks, given, [each for each in then if each is not None])
    except Mistake as wrong:  # nothing is written yet
        return _form(board, partners, values, {field: wrong.what})
    left = still_open(session, plan, request.today)
    return replace(card, body=(*card.body, *going_on(left, Step.MEETING)))


def _day(typed: str, rules: Rules, today: date) -> date:
    """The day on which the board is to meet. Raises `Mistake` where it cannot."""
    on, rest = read_day(typed.split(), today, "10 Jan 2024")
    if rest:
        raise Mistake(f"“{typed}” is no day that I can read.")
    refuse_day(on, rules, today)
    return on


def _without_turns(session: Session, request: Request) -> list[Board]:
    """The partnership boards, where none of them has ever been in turn."""
    boards = boards_of(session, request.asker.organisation_id)
    meetings = meetings_of(session, [each.id for each in boards])
    return [] if reporting_to(session, meetings) else [each for each in boards if each.kind is BoardKind.PARTNERSHIP]


def _turns(said: str, partners: Sequence[Board]) -> list[Group | None]:
    """Who reports to the first meeting and to those after it; None leaves it to the calendar."""
    if partners and said == _TOGETHER:
        return [frozenset(each.id for each in partners)]
    if partners and said == _ONE_EACH:
        return [frozenset({each.id}) for each in partners]
    return [None]


def _form(
    board: Board | None, partners: Sequence[Board], values: Mapping[str, str], errors: Mapping[str, str]
) -> Modal:
    inputs: tuple[Input, ...] = (
        Input(_ON, f"Next meeting of the {board.name if board else IMPROVEMENT_BOARD}", "date", required=True),
        Input(_WEEKS, "Every how many weeks after that", hint="Left empty: just this once.", max_length=20),
    )
    if partners:
        label = f"Reporting in turn: {joined([each.name for each in partners])}"
        choices = _CHOICES if len(partners) > 1 else _CHOICES[1:]
        inputs = (*inputs, Input(_TURNS, label, "choice", choices[0][0], required=True, options=choices))
    if board is None:
        called = Input(_NAME, "What the board is called", value=IMPROVEMENT_BOARD, max_length=LONGEST)
        inputs = (called, *inputs)
    filled = (
        replace(each, value=values.get(each.name, each.value), error=errors.get(each.name, "")) for each in inputs
    )
    said = Text("Reminders follow from its day. None goes out by itself before you say so: /secretariat start.")
    return Modal("The next meeting", "secretariat.setup_meeting.submit", "", (said,), tuple(filled), "Add")
