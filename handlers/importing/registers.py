"""Taking boards, people and meetings from the sheets of a plan file that list them. Nothing is removed or renamed."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from handlers.errors import Mistake
from handlers.importing.report import Report
from models.boards.boards import Board, BoardAlias, BoardKind, Meeting, ReportingBoard, board_names
from models.people.people import Holding, Person, Post, Role
from models.record.events import Actor, Change, record_many
from papers.plan.contents import BoardRow, MeetingRow, PersonRow, PlanFile


def take_registers(session: Session, actor: Actor, file: PlanFile, report: Report) -> None:
    """Add the boards, posts, people and meetings that the record lacks. Raises `Mistake` at a row that cannot stand."""
    changes: list[Change] = []
    for board in file.boards:
        _take_board(session, actor, board, changes)
    boards = board_names(session, actor.organisation_id)
    for person in file.people:
        take_person(session, actor, person, boards, changes)
    for meeting in file.meetings:
        _take_meeting(session, meeting, boards, actor.at, changes)
    record_many(session, actor, changes)
    for what, verb in (
        ("Boards to add", "board.added"),
        ("Posts to add", "post.added"),
        ("People to add", "person.added"),
        ("Posts to fill", "post.filled"),
        ("Meetings to add", "meeting.added"),
    ):
        report.registers[what] = sum(change.what == verb for change in changes)


def _take_board(session: Session, actor: Actor, row: BoardRow, changes: list[Change]) -> None:
    try:
        kind = BoardKind(row.kind.strip().casefold())
    except ValueError:
        kinds = ", ".join(BoardKind)
        raise Mistake(f"{row.place}: “{row.kind}” is no kind of board. The kinds are {kinds}.") from None
    known = board_names(session, actor.organisation_id)
    board_id = known.get(row.name.casefold())
    if board_id is None:
        board = Board(organisation_id=actor.organisation_id, name=row.name, short_name=row.short_name, kind=kind)
        session.add(board)
        session.flush()
        board_id = board.id
        changes.append(Change("board.added", f"board {row.name}", None, {"kind": kind.value}))
    for alias in row.aliases:
        if alias.casefold() not in known:
            session.add(BoardAlias(board_id=board_id, alias=alias))
            changes.append(Change("board.alias_added", f"board {row.name}", None, {"alias": alias}))
    session.flush()


def take_person(session: Session, actor: Actor, row: PersonRow, boards: dict[str, int], changes: list[Change]) -> None:
    roles = {role.value.casefold(): role for role in Role}
    role = roles.get(row.role.strip().casefold())
    if role is None:
        raise Mistake(f"{row.place}: “{row.role}” is no role. The roles are {', '.join(Role)}.")
    board_id = boards.get(row.board.casefold()) if row.board else None
    if row.board and board_id is None:
        raise Mistake(f"{row.place}: there is no board “{row.board}”. Add it to the Boards sheet, or mend the name.")
    post = session.exec(
        select(Post).where(Post.organisation_id == actor.organisation_id, Post.title == row.post)
    ).first()
    if post is None:
        post = Post(organisation_id=actor.organisation_id, title=row.post, role=role, board_id=board_id)
        session.add(post)
        session.flush()
        changes.append(Change("post.added", f"post {row.post}", None, {"role": role.value, "board": row.board}))
    if not row.email:
        return
    person = person_with_email(session, actor, row.email, row.name or row.post, changes)
    fill_post(session, post, person, row.starts, row.ends, changes)


def person_with_email(session: Session, actor: Actor, email: str, name: str, changes: list[Change]) -> Person:
    """The person with this e-mail, added when nobody has it."""
    email = email.strip().lower()
    person = session.exec(
        select(Person).where(Person.organisation_id == actor.organisation_id, Person.email == email)
    ).first()
    if person is None:
        person = Person(organisation_id=actor.organisation_id, name=name, email=email)
        session.add(person)
        session.flush()
        changes.append(Change("person.added", f"person {person.id}"))
    return person


def fill_post(
    session: Session, post: Post, person: Person, starts: date | None, ends: date | None, changes: list[Change]
) -> None:
    """Let the person hold the post in that period, unless it is so already; a new end date ends the holding.

    Somebody who has left holds it again from the day that is given, else from the day after.
    """
    spells = session.exec(
        select(Holding).where(Holding.post_id == post.id, Holding.person_id == person.id).order_by(col(Holding.id))
    ).all()
    held = next((each for each in spells if each.starts == starts), spells[-1] if spells else None)
    left = max((each.ends for each in spells if each.ends), default=None)
    open_now = any(each.ends is None for each in spells)
    returns = left is not None and not open_now and ends is None and (starts is None or starts > left)
    if returns and left and not starts:
        starts = left + timedelta(days=1)
    after = {"person": person.id, "from": starts and starts.isoformat(), "to": ends and ends.isoformat()}
    if held is None or returns:
        session.add(Holding(post_id=post.id, person_id=person.id, starts=starts, ends=ends))
        changes.append(Change("post.filled", f"post {post.title}", None, after))
    elif held.ends is None and ends is not None:
        held.ends = ends
        session.add(held)
        changes.append(Change("post.left", f"post {post.title}", None, after))
    session.flush()


def _take_meeting(
    session: Session, row: MeetingRow, boards: dict[str, int], at: datetime, changes: list[Change]
) -> None:
    unknown = [name for name in (row.board, *row.reporting) if name.casefold() not in boards]
    if unknown:
        raise Mistake(f"{row.place}: there is no board “{unknown[0]}”. Add it to the Boards sheet, or mend the name.")
    board_id = boards[row.board.casefold()]
    if session.exec(select(Meeting).where(Meeting.board_id == board_id, Meeting.on == row.on)).first():
        return
    meeting = Meeting(board_id=board_id, on=row.on, entered_at=at)
    session.add(meeting)
    session.flush()
    for name in row.reporting:
        session.add(ReportingBoard(meeting_id=meeting.id, board_id=boards[name.casefold()]))
    after = {"board": row.board, "reporting": list(row.reporting)}
    changes.append(Change("meeting.added", f"meeting {row.on.isoformat()}", None, after))
