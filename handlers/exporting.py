"""The record as a plan file: what `export` writes, and what an import of it would find unchanged."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.boards.boards import Board, BoardAlias, Meeting, ReportingBoard
from models.packs.highlights import Highlight
from models.people.people import Holding, Person, Post
from models.plan.actions import Action, Area, Measure, Plan
from models.position.snapshots import Snapshot, SnapshotRow
from models.updates.recording import answers_of
from models.updates.updates import Update, latest_update
from papers.plan import contents
from papers.plan.contents import PlanFile


def plan_file(session: Session, plan: Plan, now: datetime, zone: ZoneInfo) -> PlanFile:
    """Everything that the record holds of a plan at `now` (aware UTC), ended actions included."""
    organisation_id = plan.organisation_id
    boards: dict[int | None, Board] = {
        board.id: board for board in session.exec(select(Board).where(Board.organisation_id == organisation_id))
    }
    return PlanFile(
        sheet="Actions",
        header_row=1,
        columns=(),
        rows=_actions(session, plan, boards, now, zone),
        boards=_boards(session, boards),
        people=_people(session, organisation_id, boards),
        meetings=_meetings(session, boards),
        snapshots=_snapshots(session, plan),
        highlights=_highlights(session, plan),
    )


def _actions(
    session: Session, plan: Plan, boards: dict[int | None, Board], now: datetime, zone: ZoneInfo
) -> tuple[contents.ActionRow, ...]:
    areas = {area.number: area.title for area in session.exec(select(Area).where(Area.plan_id == plan.id))}
    posts: dict[int | None, str] = {
        post.id: post.title for post in session.exec(select(Post).where(Post.organisation_id == plan.organisation_id))
    }
    rows = session.exec(
        select(Action, Update, Measure)
        .outerjoin(Update, col(Update.id) == latest_update(now))
        .outerjoin(Measure, col(Measure.action_id) == col(Action.id))
        .where(Action.plan_id == plan.id)
        .order_by(col(Action.area_number), col(Action.number))
    )
    written = []
    for action, update, measure in rows:
        board = boards.get(action.board_id)
        moved = action.approved_deadline != action.original_deadline
        written.append(
            contents.ActionRow(
                place="",
                ref=action.ref,
                title=action.title,
                area_number=action.area_number,
                area_title=areas.get(action.area_number) or None,
                board=board.name if board else action.board_written,
                owner=posts.get(action.owner_post_id, action.owner_written),
                due=action.original_deadline,
                revised=action.approved_deadline if moved else None,
                measure=measure.definition if measure else None,
                measure_agreed=measure.agreed if measure else None,
                added=action.added_on,
                ended=action.ended,
                ended_on=action.ended_on,
                reason=action.reason,
                **_answers(update, zone),
            )
        )
    return tuple(written)


def _answers(update: Update | None, zone: ZoneInfo) -> dict[str, Any]:
    if update is None:
        return {}
    return vars(answers_of(update)) | {"updated": update.at.astimezone(zone).date()}


def _boards(session: Session, boards: dict[int | None, Board]) -> tuple[contents.BoardRow, ...]:
    aliases: dict[int, list[str]] = {}
    for alias in session.exec(select(BoardAlias).order_by(col(BoardAlias.id))):
        aliases.setdefault(alias.board_id, []).append(alias.alias)
    return tuple(
        contents.BoardRow("", board.name, board.short_name, board.kind.value, tuple(aliases.get(board.id, ())))
        for board in boards.values()
    )


def _people(session: Session, organisation_id: int, boards: dict[int | None, Board]) -> tuple[contents.PersonRow, ...]:
    rows = session.exec(
        select(Post, Holding, Person)
        .outerjoin(Holding, col(Holding.post_id) == col(Post.id))
        .outerjoin(Person, col(Person.id) == col(Holding.person_id))
        .where(Post.organisation_id == organisation_id)
        .order_by(col(Post.id), col(Holding.id))
    )
    return tuple(
        contents.PersonRow(
            place="",
            post=post.title,
            role=post.role.value,
            board=boards[post.board_id].name if post.board_id else None,
            name=person.name if person else None,
            email=person.email if person else None,
            starts=holding.starts if holding else None,
            ends=holding.ends if holding else None,
        )
        for post, holding, person in rows
    )


def _meetings(session: Session, boards: dict[int | None, Board]) -> tuple[contents.MeetingRow, ...]:
    reporting: dict[int, list[str]] = {}
    for row in session.exec(select(ReportingBoard).where(col(ReportingBoard.board_id).in_(boards))):
        reporting.setdefault(row.meeting_id, []).append(boards[row.board_id].name)
    held = (col(Meeting.board_id).in_(boards), col(Meeting.cancelled).is_(None))
    meetings = session.exec(select(Meeting).where(*held).order_by(col(Meeting.on)))
    return tuple(
        contents.MeetingRow("", boards[meeting.board_id].name, meeting.on, tuple(reporting.get(meeting.id, ())))
        for meeting in meetings
    )


def _snapshots(session: Session, plan: Plan) -> tuple[contents.SnapshotRow, ...]:
    rows = session.exec(
        select(SnapshotRow, Meeting)
        .join(Snapshot, col(Snapshot.id) == col(SnapshotRow.snapshot_id))
        .join(Meeting, col(Meeting.id) == col(Snapshot.meeting_id))
        .join(Action, col(Action.id) == col(SnapshotRow.action_id))
        .where(Action.plan_id == plan.id, col(Snapshot.published_at).is_not(None))
        .order_by(col(Meeting.on), col(SnapshotRow.area_number), col(SnapshotRow.number))
    )
    return tuple(
        contents.SnapshotRow("", meeting.on, row.ref, row.activity, row.impact, row.commentary) for row, meeting in rows
    )


def _highlights(session: Session, plan: Plan) -> tuple[contents.HighlightRow, ...]:
    rows = session.exec(
        select(Highlight, Meeting, Action, Person)
        .join(Meeting, col(Meeting.id) == Highlight.meeting_id)
        .join(Action, col(Action.id) == Highlight.action_id)
        .join(Person, col(Person.id) == Highlight.by_person_id)
        .where(Action.plan_id == plan.id)
        .order_by(col(Meeting.on), col(Action.area_number), col(Action.number))
    )
    return tuple(
        contents.HighlightRow("", meeting.on, action.ref, each.text, by.email) for each, meeting, action, by in rows
    )
