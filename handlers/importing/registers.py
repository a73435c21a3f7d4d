"""Taking boards, people and meetings from the sheets of a plan file that list them. Nothing is removed or renamed."""

from collections.abc import Mapping

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.importing.report import Report
from models.boards.adding import NewBoard, NewMeeting, add_boards, add_meetings
from models.boards.boards import BoardKind, board_names
from models.people.people import Role
from models.people.posts import Register
from models.record.events import Actor, Change, record_many
from papers.plan.contents import BoardRow, MeetingRow, PersonRow, PlanFile
from papers.wording import day


def take_registers(session: Session, actor: Actor, file: PlanFile, report: Report) -> None:
    """Add the boards, posts, people and meetings that the record lacks. Raises `Mistake` at a row that cannot stand."""
    changes: list[Change] = []
    add_boards(session, actor.organisation_id, map(_board, file.boards), changes)
    boards = board_names(session, actor.organisation_id)
    people = take_people(session, actor, file.people, boards, changes)
    add_meetings(session, (_meeting(row, boards) for row in file.meetings), actor.at, changes)
    record_many(session, actor, changes)
    for what, verb in (
        ("Boards to add", "board.added"),
        ("Posts to add", "post.added"),
        ("People to add", "person.added"),
        ("Posts to fill", "post.filled"),
        ("Posts that somebody leaves", "post.left"),
        ("Meetings to add", "meeting.added"),
    ):
        report.registers[what] = sum(change.what == verb for change in changes)
    for what, verb, kind in (("New boards", "board.added", "board "), ("New posts", "post.added", "post ")):
        report.new[what] = [change.subject.removeprefix(kind) for change in changes if change.what == verb]
    report.new |= people


def _board(row: BoardRow) -> NewBoard:
    try:
        kind = BoardKind(row.kind.strip().casefold())
    except ValueError:
        kinds = ", ".join(BoardKind)
        raise Mistake(f"{row.place}: “{row.kind}” is no kind of board. The kinds are {kinds}.") from None
    return NewBoard(row.name, row.short_name, kind, row.aliases)


def take_people(
    session: Session, actor: Actor, rows: tuple[PersonRow, ...], boards: Mapping[str, int], changes: list[Change]
) -> dict[str, list[str]]:
    """Add the posts and people that the record lacks, and let those people hold those posts; gives who is new, and who
    takes or leaves which post, for a person to look through: rights come with posts. The secretariat's are first.
    """
    if not rows:
        return {}
    register = Register(session, actor.organisation_id, changes)
    holdings = []
    for row in rows:
        register.post(row.post, _role(row), _board_of(row, boards), row.board)
        if row.email:
            holdings.append((register.person(row.email, row.name or row.post), row))
    new = [f"{name} ({email})" for email, name in register.new_people]
    register.settle()
    moves = [(register.fill(row.post, email, row.starts, row.ends), row, email) for email, row in holdings]
    register.close()
    moves.sort(key=lambda move: register.role(move[1].post) is not Role.SECRETARIAT)
    takes, leaves = (
        [_holds(row, register.role(row.post), email) for change, row, email in moves if change and change.what == what]
        for what in ("post.filled", "post.left")
    )
    return {"Who takes a post": takes, "Who leaves a post": leaves, "New people": new}


def _holds(row: PersonRow, role: Role, email: str) -> str:
    """“Board Secretary (secretariat): secretary@example.org, from 1 June 2023”."""
    days = [f"{word} {day(on)}" for word, on in (("from", row.starts), ("until", row.ends)) if on]
    return ", ".join([f"{row.post} ({role.value}): {email}", *days])


def _role(row: PersonRow) -> Role:
    role = {role.value.casefold(): role for role in Role}.get(row.role.strip().casefold())
    if role is None:
        raise Mistake(f"{row.place}: “{row.role}” is no role. The roles are {', '.join(Role)}.")
    return role


def _board_of(row: PersonRow, boards: Mapping[str, int]) -> int | None:
    if not row.board:
        return None
    board_id = boards.get(row.board.casefold())
    if board_id is None:
        raise Mistake(f"{row.place}: there is no board “{row.board}”. Add it to the Boards sheet, or mend the name.")
    return board_id


def _meeting(row: MeetingRow, boards: Mapping[str, int]) -> NewMeeting:
    unknown = [name for name in (row.board, *row.reporting) if name.casefold() not in boards]
    if unknown:
        raise Mistake(f"{row.place}: there is no board “{unknown[0]}”. Add it to the Boards sheet, or mend the name.")
    board, *reporting = ((boards[name.casefold()], name) for name in (row.board, *row.reporting))
    return NewMeeting(board, row.on, tuple(reporting))
