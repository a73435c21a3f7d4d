"""Snapshots: what was true for one meeting, frozen. "Previous" always means the last published snapshot."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Index, Select, UniqueConstraint, bindparam, or_, true
from sqlalchemy import select as columns
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.boards.boards import Board, BoardKind, Meeting
from models.plan.actions import Action
from models.plan.deadlines import Precision
from models.plan.ratings import Rating, Scale, scale
from models.plan.refs import BY_CODE_POINT
from models.record.bulk_insert import insert_rows
from models.record.columns import Numbered, choice, index_where, json_column
from models.record.events import Actor, Change, record
from models.record.statements import asked, kept
from models.updates.answer import InPosition
from models.updates.updates import Answered


class Snapshot(Numbered, table=True):
    """The frozen position for one meeting. Times are aware UTC; an unpublished one is not yet anybody's "previous".

    A meeting is frozen once. A later `version` is the one before with the late answers that were taken in, until one is
    published. `scale` is the plan's scale as it was then (`Scale.as_json`).

    One of a body that receives papers has no rows: its figures are those of the snapshot that it is `of_id`.
    """

    __table_args__ = (
        UniqueConstraint("meeting_id", "version"),
        index_where("ix_snapshot_published", "meeting_id", where="published_at IS NOT NULL", unique=True),
    )

    meeting_id: int = Field(foreign_key="meeting.id")
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    frozen_at: datetime
    published_at: datetime | None = None
    scale: dict[str, Any] | None = Field(default=None, sa_type=json_column())
    of_id: int | None = Field(default=None, foreign_key="snapshot.id")

    @property
    def rated(self) -> tuple[str, ...]:
        """By what its actions were rated: "activity" and "impact", or "activity" alone."""
        return Scale.from_json(self.scale).rated


class SnapshotRow(Numbered, InPosition, table=True):  # type: ignore[misc]  # as of `Update`
    """One action as it stood, with the names of that day: nothing here changes when the plan or an answer does.

    `expected` is whether an update was expected for this meeting, `answer` what was given for it: without one the
    rating is carried. Where `expected` is None neither was recorded (imported boards, and those of earlier versions).
    """

    __tablename__ = "snapshot_row"
    __table_args__ = (
        UniqueConstraint("snapshot_id", "action_id"),
        Index("ix_snapshot_row_action", "action_id", "snapshot_id"),
        # What is counted of each of the last boards, and what warns before a date: in no more rows than have it.
        Index("ix_snapshot_row_counted", "snapshot_id", "expected", "answer", "activity", "impact"),
        index_where(
            "ix_snapshot_row_recovery",
            *("snapshot_id", "recovery_date", "action_id"),
            where="recovery_date IS NOT NULL",
        ),
        index_where(
            "ix_snapshot_row_recorded",
            *("snapshot_id", "action_id"),
            where="expected IS NOT NULL OR update_id IS NOT NULL",
        ),
    )

    snapshot_id: int = Field(foreign_key="snapshot.id")
    action_id: int = Field(foreign_key="action.id")
    update_id: int | None = Field(default=None, foreign_key="update.id")
    ref: str
    title: str
    ref_order: str = Field(sa_type=BY_CODE_POINT)
    area_id: int | None = Field(default=None, foreign_key="area.id")
    board_id: int | None = Field(default=None, foreign_key="board.id")
    owner_post_id: int | None = Field(default=None, foreign_key="post.id")
    due: date | None = None
    due_precision: Precision | None = Field(default=None, sa_type=choice(Precision))
    original_due: date | None = None
    original_precision: Precision | None = Field(default=None, sa_type=choice(Precision))
    measure_agreed: bool | None = None
    activity: Rating = Field(sa_type=choice(Rating))
    impact: Rating = Field(sa_type=choice(Rating))
    expected: bool | None = None
    answer: Answered | None = Field(default=None, sa_type=choice(Answered))


def published_before(session: Session, organisation_id: int, day: date, limit: int) -> list[tuple[Snapshot, Meeting]]:
    """The improvement board's last published snapshots for meetings before `day`, newest first."""
    rows = session.execute(_published_before(organisation_id, day, limit))
    return [(snapshot, meeting) for snapshot, meeting in rows]


@kept
def _published_before(organisation_id: int, day: date, limit: int) -> Select[Any]:
    return published(Snapshot, Meeting, organisation_id=organisation_id, before=day).limit(limit)


def published(*what: Any, organisation_id: int, before: date) -> Select[Any]:
    """Of the improvement board's published snapshots for meetings before a day, newest first: these columns."""
    # Not by a join: so SQLite walks the meetings backwards and stops, and reads no history of many years.
    return (
        columns(*what)
        .select_from(Snapshot)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .where(
            of_the_improvement_board(organisation_id),
            col(Meeting.on) < before,
            col(Snapshot.published_at).is_not(None),
        )
        .order_by(col(Meeting.on).desc())
    )


def of_the_improvement_board(organisation_id: int) -> ColumnElement[bool]:
    """Whether a meeting is one of the organisation's improvement board."""
    return (
        select(Board.id)
        .where(
            col(Board.id) == Meeting.board_id,
            Board.organisation_id == organisation_id,
            Board.kind == BoardKind.IMPROVEMENT,
        )
        .exists()
    )


def seen_before(
    session: Session, organisation_id: int, day: date, drafts_of: Collection[int] | None
) -> list[tuple[Snapshot, Meeting]]:
    """The improvement board's frozen meetings before `day`, newest first, each with its newest snapshot that is seen.

    Seen is what is published, and drafts of the boards `drafts_of` by id, or of every board where that is None.
    """
    drafts: ColumnElement[bool] = true() if drafts_of is None else col(Meeting.board_id).in_(drafts_of)
    rows = session.exec(
        select(Snapshot, Meeting)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(
            Board.organisation_id == organisation_id,
            Board.kind == BoardKind.IMPROVEMENT,
            col(Meeting.on) < day,
            or_(drafts, col(Snapshot.published_at).is_not(None)),
        )
        .order_by(col(Meeting.on), col(Snapshot.version))
    )
    newest = {meeting.id: (snapshot, meeting) for snapshot, meeting in rows}
    return [*reversed(newest.values())]


def snapshot_of(session: Session, meeting_id: int) -> Snapshot | None:
    """The newest snapshot of a meeting; None while it is live."""
    return session.exec(_of_meeting(meeting_id)).first()


@kept
def _of_meeting(meeting_id: int) -> SelectOfScalar[Snapshot]:
    of_meeting = select(Snapshot).where(Snapshot.meeting_id == meeting_id)
    return of_meeting.order_by(col(Snapshot.version).desc()).limit(1)


def coming_with_snapshot(session: Session, organisation_id: int, today: date) -> tuple[Meeting | None, Snapshot | None]:
    """The improvement board's next meeting on or after `today`, and its newest snapshot; one query."""
    found = session.execute(_coming(organisation_id, today)).first()
    return (found[0], found[1]) if found else (None, None)


@kept
def _coming(organisation_id: int, today: date) -> Select[Meeting, Snapshot]:
    return (
        columns(Meeting, Snapshot)
        .outerjoin(Snapshot, col(Snapshot.meeting_id) == Meeting.id)
        .where(of_the_improvement_board(organisation_id), col(Meeting.on) >= today, col(Meeting.cancelled).is_(None))
        .order_by(col(Meeting.on), col(Snapshot.version).desc())
        .limit(1)
    )


def frozen_meetings(session: Session, board_ids: Collection[int]) -> set[int]:
    """The meetings of these boards whose figures are fixed, by id."""
    of_boards = select(Snapshot.meeting_id).join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
    return set(session.exec(of_boards.where(col(Meeting.board_id).in_(board_ids))))


def frozen_since(session: Session, organisation_id: int, at: datetime) -> bool:
    """Whether a meeting of the improvement board has been frozen at `at` (aware UTC) or later."""
    frozen = (
        select(Snapshot.id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(
            Board.organisation_id == organisation_id,
            Board.kind == BoardKind.IMPROVEMENT,
            Snapshot.frozen_at >= at,
        )
    )
    return session.exec(frozen.limit(1)).first() is not None


def unfrozen_meetings(session: Session, organisation_id: int, since: date) -> Sequence[Meeting]:
    """The improvement board's meetings on or after `since` that have no snapshot, in their order."""
    return session.exec(_meetings_without(), params={"organisation": organisation_id, "since": since}).all()


def unpublished_meeting(session: Session, organisation_id: int, today: date) -> Meeting | None:
    """The meeting whose pack is being prepared: the improvement board's next one that is not published yet."""
    said = {"organisation": organisation_id, "since": today}
    return session.exec(_meetings_without(published=True).limit(1), params=said).first()


@kept
def _meetings_without(published: bool = False) -> SelectOfScalar[Meeting]:
    """The improvement board's meetings on or after a day that have no snapshot, or no published one."""
    like_that = (col(Snapshot.published_at).is_not(None),) if published else ()
    return (
        select(Meeting)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(
            Board.organisation_id == bindparam("organisation"),
            Board.kind == BoardKind.IMPROVEMENT,
            col(Meeting.on) >= bindparam("since"),
            col(Meeting.cancelled).is_(None),
            ~select(Snapshot.id).where(col(Snapshot.meeting_id) == Meeting.id, *like_that).exists(),
        )
        .order_by(col(Meeting.on))
    )


def take_over(session: Session, actor: Actor, meeting: Meeting, of: Snapshot, version: int) -> Snapshot:
    """A snapshot for a body's meeting: a version of its paper, with the figures of another. The caller has taken its
    turn.
    """
    taken = Snapshot(meeting_id=meeting.id, version=version, frozen_at=of.frozen_at, scale=of.scale, of_id=of.id)
    session.add(taken)
    session.flush()
    after = {"of": of.id, "version": version}
    record(session, actor, Change("snapshot.taken_over", f"meeting {meeting.on.isoformat()}", None, after))
    return taken


def board_history(session: Session, action_id: int, limit: int) -> list[tuple[date, Rating, Rating]]:
    """An action's ratings (activity, impact) at the last published boards, newest first."""
    of_it = col(Meeting.on), col(SnapshotRow.activity), col(SnapshotRow.impact)
    return [(on, activity, impact) for on, activity, impact in at_last_boards(session, action_id, limit, *of_it)]


def at_last_boards(session: Session, action_id: int, limit: int, *what: Any) -> Sequence[Any]:
    """These columns of an action at the last published boards at which it was counted, newest first."""
    at_the_last, at_all = _at_last_boards(limit, what)
    rows = asked(session, at_the_last, action=action_id)
    if len(rows) < limit:  # it is younger than that, or ended before
        rows = asked(session, at_all, action=action_id)
    return rows


@kept
def _at_last_boards(limit: int, what: tuple[Any, ...]) -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    its_boards: Any = (
        columns(*what)
        .select_from(SnapshotRow)
        .join(Snapshot, col(Snapshot.id) == SnapshotRow.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .where(col(SnapshotRow.action_id) == bindparam("action"), col(Snapshot.published_at).is_not(None))
        .order_by(col(Meeting.on).desc())
        .limit(limit)
    )
    last_boards = (
        columns(col(Snapshot.id))
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .where(col(Snapshot.published_at).is_not(None))
        .order_by(col(Meeting.on).desc())
        .limit(limit)
    )
    return its_boards.where(col(SnapshotRow.snapshot_id).in_(last_boards)), its_boards


def published_rows(session: Session, plan_id: int) -> list[tuple[SnapshotRow, Meeting]]:
    """How the actions of a plan stood at every published board, in their order."""
    rows = session.exec(
        select(SnapshotRow, Meeting)
        .join(Snapshot, col(Snapshot.id) == col(SnapshotRow.snapshot_id))
        .join(Meeting, col(Meeting.id) == col(Snapshot.meeting_id))
        .join(Action, col(Action.id) == col(SnapshotRow.action_id))
        .where(Action.plan_id == plan_id, col(Snapshot.published_at).is_not(None))
        .order_by(col(Meeting.on), col(SnapshotRow.ref_order))
    )
    return [(row, meeting) for row, meeting in rows]


def import_snapshot(
    session: Session, actor: Actor, meeting: Meeting, frozen_at: datetime, rows: Sequence[dict[str, Any]]
) -> None:
    """Keep an earlier board as a plan file tells it, published when it was frozen; the caller has taken its turn."""
    snapshot = Snapshot(meeting_id=meeting.id, frozen_at=frozen_at, published_at=frozen_at, scale=scale().as_json())
    session.add(snapshot)
    session.flush()
    insert_rows(session, SnapshotRow, [{"snapshot_id": snapshot.id, **row} for row in rows])
    change = Change("snapshot.imported", f"meeting {meeting.on.isoformat()}", None, {"actions": len(rows)})
    record(session, actor, change)


def actions_in(snapshot_id: int) -> Select[int]:
    """The ids of the actions of a snapshot, to ask for more of them."""
    return columns(col(SnapshotRow.action_id)).where(col(SnapshotRow.snapshot_id) == snapshot_id)


def meetings_ahead(session: Session, organisation_id: int, since: date) -> list[tuple[Meeting, bool, bool]]:
    """The improvement board's meetings on or after `since`, and whether each is frozen, and published."""
    rows = session.execute(_ahead(), {"organisation": organisation_id, "since": since})
    return [(meeting, frozen, published) for meeting, frozen, published in rows]


@kept
def _ahead() -> Select[Meeting, bool, bool]:
    of_meeting = columns(col(Snapshot.id)).where(col(Snapshot.meeting_id) == col(Meeting.id))
    return (
        columns(Meeting, of_meeting.exists(), of_meeting.where(col(Snapshot.published_at).is_not(None)).exists())
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(
            col(Board.organisation_id) == bindparam("organisation"),
            col(Board.kind) == BoardKind.IMPROVEMENT,
            col(Meeting.on) >= bindparam("since"),
            col(Meeting.cancelled).is_(None),
        )
        .order_by(col(Meeting.on))
    )
