"""Versions of the plan: what it said when it was frozen under a name, and which of them a board has adopted.

Source: `domain.md` 2 and 4.1. A version is a draft until a board's decision adopts it. What it says never changes:
names of boards, areas and posts are kept as they were called.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, UniqueConstraint, and_, bindparam, func, or_
from sqlalchemy import select as columns
from sqlmodel import Field, Session, col, select

from models.boards.boards import Board
from models.decisions.decisions import Decision
from models.people.people import Post
from models.plan.actions import Action, Area, Plan
from models.plan.deadlines import Deadline, Precision
from models.plan.endings import Ending
from models.plan.refs import BY_CODE_POINT
from models.record.bulk_insert import insert_rows
from models.record.columns import Numbered, choice
from models.record.events import Actor, Change, record
from models.record.statements import kept

LONGEST_NAME = 40
"""Characters in the name of a version."""


class PlanVersion(Numbered, table=True):
    """A plan as it was frozen under a name. `decision_id` is the decision by which it was adopted; None: a draft."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    plan_id: int = Field(foreign_key="plan.id")
    name: str
    frozen_at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    decision_id: int | None = Field(default=None, foreign_key="decision.id", index=True)


class VersionRow(Numbered, table=True):
    """An action as a version has it, with what its area, board and owner were called then."""

    __tablename__ = "version_row"
    __table_args__ = (UniqueConstraint("version_id", "action_id"),)

    version_id: int = Field(foreign_key="plan_version.id")
    action_id: int = Field(foreign_key="action.id", index=True)
    ref: str
    ref_order: str = Field(sa_type=BY_CODE_POINT)
    title: str
    area_id: int | None = Field(default=None, foreign_key="area.id")
    area: str = ""
    board_id: int | None = Field(default=None, foreign_key="board.id")
    board: str = ""
    owner_post_id: int | None = Field(default=None, foreign_key="post.id")
    owner: str = ""
    due: date | None = None
    due_precision: Precision = Field(default=Precision.TO_BE_CONFIRMED, sa_type=choice(Precision))

    @property
    def deadline(self) -> Deadline:
        """The approved deadline."""
        return Deadline(self.due, self.due_precision)


@dataclass(frozen=True)
class Version:
    """A version with how many actions it has and, where a board has adopted it, the decision."""

    version: PlanVersion
    actions: int
    decision: Decision | None

    @property
    def state(self) -> str:
        """What every face says behind its name: "draft", or by which decision it was adopted."""
        return "adopted" if self.decision else "draft"


_NONE = 0
"""The version of rows that are those of the living plan, and are not kept."""


def rows_now(session: Session, plan: Plan, today: date, version_id: int = _NONE) -> list[VersionRow]:
    """The living plan as a version frozen now would have it, in the order of refs; `today` is local. One query."""
    counts = (
        col(Action.plan_id) == plan.id,
        or_(col(Action.added_on).is_(None), col(Action.added_on) <= today),
        or_(col(Action.ended_on).is_(None), col(Action.ended_on) > today),
    )
    found = session.exec(
        select(Action, Area, Board, Post)
        .outerjoin(Area, col(Area.id) == col(Action.area_id))
        .outerjoin(Board, col(Board.id) == col(Action.board_id))
        .outerjoin(Post, col(Post.id) == col(Action.owner_post_id))
        .where(*counts)
        .order_by(col(Action.ref_order))
    )
    return [
        VersionRow(
            version_id=version_id,
            action_id=action.id,
            ref=action.ref,
            ref_order=action.ref_order,
            title=action.title,
            area_id=action.area_id,
            area=area.heading if area else "",
            board_id=action.board_id,
            board=board.name if board else action.board_written or "",
            owner_post_id=action.owner_post_id,
            owner=post.title if post else action.owner_written or "",
            due=action.approved_due,
            due_precision=action.approved_precision,
        )
        for action, area, board, post in found
    ]


def rows_of(session: Session, version: PlanVersion) -> list[VersionRow]:
    """The actions of a version, in the order of refs."""
    its_own = select(VersionRow).where(VersionRow.version_id == version.id)
    return list(session.exec(its_own.order_by(col(VersionRow.ref_order))))


def freeze_version(session: Session, actor: Actor, plan: Plan, name: str, today: date) -> PlanVersion:
    """Freeze the plan as it stands under a name that no version has. The caller has taken its turn at the record."""
    version = PlanVersion(plan_id=plan.id, name=name, frozen_at=actor.at, by_person_id=actor.person_id)
    session.add(version)
    session.flush()
    rows = [row.model_dump(exclude={"id"}) for row in rows_now(session, plan, today, version.id)]
    insert_rows(session, VersionRow, rows)
    record(session, actor, Change("plan.version_frozen", subject_of_version(name), None, {"actions": len(rows)}))
    return version


def versions_of(session: Session, plan_id: int) -> list[Version]:
    """The versions of a plan, the newest first."""
    counted = (
        select(VersionRow.version_id, func.count().label("actions")).group_by(col(VersionRow.version_id)).subquery()
    )
    found = session.exec(
        select(PlanVersion, func.coalesce(counted.c.actions, 0), Decision)
        .outerjoin(counted, counted.c.version_id == col(PlanVersion.id))
        .outerjoin(Decision, col(Decision.id) == col(PlanVersion.decision_id))
        .where(PlanVersion.plan_id == plan_id)
        .order_by(col(PlanVersion.id).desc())
    )
    return [Version(version, actions, decision) for version, actions, decision in found]


@dataclass(frozen=True)
class Called:
    """Which version a plan was at some moment: the newest one, and the one that boards have adopted last, with the
    decision; that may be the same.
    """

    newest: str
    adopted: str = ""
    decision: Decision | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the newest version is one that no board has adopted."""
        return self.newest != self.adopted


def version_called(session: Session, plan_id: int, at: datetime) -> Called | None:
    """Which version a plan was at a moment (aware UTC); None where it had none. One query."""
    rows = session.execute(_named_until(), {"plan": plan_id, "at": at}).all()
    if not rows:
        return None
    name, decision = next(((name, decision) for name, decision in rows if decision), ("", None))
    return Called(rows[0][0], name, decision)


@kept
def _named_until() -> Select[str, Decision]:
    at: Any = bindparam("at")
    return (
        columns(col(PlanVersion.name), Decision)
        .outerjoin(Decision, and_(col(Decision.id) == col(PlanVersion.decision_id), col(Decision.at) <= at))
        .where(col(PlanVersion.plan_id) == bindparam("plan"), col(PlanVersion.frozen_at) <= at)
        .order_by(col(PlanVersion.id).desc())
    )


def version_by_id(session: Session, organisation_id: int, version_id: int) -> PlanVersion | None:
    """The version with this id, where there is one of the organisation's plan."""
    mine = PlanVersion.id == version_id, Plan.organisation_id == organisation_id
    return session.exec(select(PlanVersion).join(Plan, col(Plan.id) == PlanVersion.plan_id).where(*mine)).first()


def is_adopted(session: Session, version_id: int) -> bool:
    """Whether a board has adopted a version."""
    return session.get_one(PlanVersion, version_id).decision_id is not None


def adopt_version(session: Session, actor: Actor, version_id: int, decision: Decision) -> None:
    """Say that a board has adopted a version. The caller has taken its turn at the record."""
    version = session.get_one(PlanVersion, version_id)
    version.decision_id = decision.id
    session.add(version)
    told = {"decision": decision.name, "decided_on": decision.on.isoformat()}
    record(session, actor, Change("plan.version_adopted", subject_of_version(version.name), None, told))


def adopt_no_more(session: Session, actor: Actor, decision: Decision) -> None:
    """Make what a decision adopted a draft again. The caller has taken its turn at the record."""
    adopted = session.exec(select(PlanVersion).where(PlanVersion.decision_id == decision.id)).first()
    if adopted is None:
        return
    adopted.decision_id = None
    session.add(adopted)
    was = {"decision": decision.name, "decided_on": decision.on.isoformat()}
    record(session, actor, Change("plan.version_not_adopted", subject_of_version(adopted.name), was, None))


@dataclass(frozen=True)
class Ended:
    """How an action left the plan: "withdrawn", on which local day, and the ref of the one into which it was merged."""

    how: Ending | None
    on: date | None
    into: str | None


def endings_of(session: Session, action_ids: Sequence[int]) -> Mapping[int, Ended]:
    """How each of these actions left the plan, by its id."""
    merged: dict[int, str] = {}
    found = session.exec(select(Action).where(col(Action.id).in_(action_ids))).all()
    if into := {each.merged_into_id for each in found if each.merged_into_id is not None}:
        merged = {each.id: each.ref for each in session.exec(select(Action).where(col(Action.id).in_(into)))}
    return {each.id: Ended(each.ended, each.ended_on, merged.get(each.merged_into_id or 0)) for each in found}


def subject_of_version(name: str) -> str:
    """What the events of a version are about."""
    return f"plan version {name}"
