"""The plan: its areas and actions, and the decisions that moved their dates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, UniqueConstraint, bindparam, func, true
from sqlalchemy import select as columns
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.plan.deadlines import Deadline, Precision
from models.plan.endings import Ending
from models.plan.refs import BY_CODE_POINT, ref_order
from models.record.columns import Numbered, choice
from models.record.once import once
from models.record.statements import asked, kept


class Plan(Numbered, table=True):
    """An organisation's living plan. `scale` is what its scale is called; its levels are `ScaleLevel`.

    `rates_impact`: whether its actions are rated for impact beside activity.
    """

    organisation_id: int = Field(foreign_key="organisation.id", unique=True)
    title: str
    scale: str = Field(default="BRAG", sa_column_kwargs={"server_default": "BRAG"})
    rates_impact: bool = Field(default=True, sa_column_kwargs={"server_default": true()})


class Area(Numbered, table=True):
    """A theme of the plan, with a number where the plan has one; `source` says where it comes from (inspection, peer
    review).
    """

    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: int = Field(foreign_key="plan.id")
    number: int | None = None
    title: str = ""
    source: str | None = None

    @property
    def heading(self) -> str:
        """Its number and its title, or what there is of them: `2 Workforce`."""
        return f"{'' if self.number is None else self.number} {self.title}".strip()

    @property
    def name(self) -> str:
        """What it is called in a sentence: `area 2`, or its title where it has no number."""
        return self.title if self.number is None else f"area {self.number}"

    @property
    def place(self) -> tuple[bool, int, int]:
        """Its place among the areas: by number, then those without one in the order in which they were added."""
        return self.number is None, self.number or 0, self.id


class Action(Numbered, table=True):
    """A priority improvement action. Its ref is what the plan calls it, stable and never reused; its area a property.

    `owner_written` and `board_written` are the names as the file had them: they stand until the secretariat links them
    to a post and a board. `due` is the original deadline, `approved_due` where a board's decision has put it.
    An action counts from `added_on` (None: from the beginning) until the day before `ended_on`.
    """

    __table_args__ = (UniqueConstraint("plan_id", "ref_order"),)

    plan_id: int = Field(foreign_key="plan.id", index=True)
    ref: str
    ref_order: str = Field(sa_type=BY_CODE_POINT)
    area_id: int | None = Field(default=None, foreign_key="area.id", index=True)
    title: str
    owner_written: str | None = None
    owner_post_id: int | None = Field(default=None, foreign_key="post.id", index=True)
    board_written: str | None = None
    board_id: int | None = Field(default=None, foreign_key="board.id", index=True)
    due: date | None = None
    due_precision: Precision = Field(default=Precision.TO_BE_CONFIRMED, sa_type=choice(Precision))
    approved_due: date | None = None
    approved_precision: Precision = Field(default=Precision.TO_BE_CONFIRMED, sa_type=choice(Precision))
    added_on: date | None = None
    ended: Ending | None = Field(default=None, sa_type=choice(Ending))
    ended_on: date | None = None
    reason: str | None = Field(default=None, description="why it was added or why it ended")
    merged_into_id: int | None = Field(default=None, foreign_key="action.id")

    @property
    def original_deadline(self) -> Deadline:
        """The deadline as the plan first had it."""
        return Deadline(self.due, self.due_precision)

    @property
    def approved_deadline(self) -> Deadline:
        """The deadline that counts: the original one unless a board moved it."""
        return Deadline(self.approved_due, self.approved_precision)


class DateChange(Numbered, table=True):
    """A deadline that was moved (a re-baseline): by a decision, or by a plan file that told of none."""

    __tablename__ = "date_change"

    action_id: int = Field(foreign_key="action.id", index=True)
    at: datetime
    was: date | None = None
    became: date | None = None
    decision_id: int | None = Field(default=None, foreign_key="decision.id")


def living_plan(session: Session, organisation_id: int) -> Plan | None:
    """The organisation's plan; None before the first import."""
    return once(session, ("plan", organisation_id), lambda: session.exec(_own_plan(organisation_id)).first())


@kept
def _own_plan(organisation_id: int) -> SelectOfScalar[Plan]:
    return select(Plan).where(Plan.organisation_id == organisation_id)


def find_action(session: Session, plan_id: int, ref: str) -> Action | None:
    """The action with this ref, in whatever case it is written, ended ones included."""
    return session.exec(select(Action).where(Action.plan_id == plan_id, Action.ref_order == ref_order(ref))).first()


def areas_of(session: Session, plan_id: int) -> list[Area]:
    """The areas of a plan by their numbers, then those without one in the order in which they were added."""
    return sorted(session.exec(select(Area).where(Area.plan_id == plan_id)), key=lambda area: area.place)


def area_of(session: Session, action: Action) -> Area | None:
    """The area of an action; None where it has none."""
    return session.get(Area, action.area_id) if action.area_id is not None else None


def refs_of(session: Session, plan_id: int) -> frozenset[str]:
    """The refs of all actions of a plan, ended ones included."""
    return frozenset(session.exec(select(Action.ref).where(Action.plan_id == plan_id)))


def refs_in(session: Session, organisation_id: int) -> frozenset[str]:
    """The same of an organisation's plan; none before the first import."""
    return frozenset(ref for (ref,) in asked(session, _refs_in(organisation_id)))


def ref_called(session: Session, organisation_id: int, text: str) -> str | None:
    """The one of them that is written so but for case; None where there is none."""
    return next((ref for (ref,) in asked(session, _ref_called(organisation_id), ref_order=ref_order(text))), None)


@kept
def _ref_called(organisation_id: int) -> Select[Any]:
    return _refs_in(organisation_id).where(col(Action.ref_order) == bindparam("ref_order"))


@kept
def _refs_in(organisation_id: int) -> Select[Any]:
    mine = columns(col(Action.ref)).join(Plan, col(Plan.id) == col(Action.plan_id))
    return mine.where(col(Plan.organisation_id) == organisation_id)


def actions_of(session: Session, plan_id: int) -> list[Action]:
    """Every action of a plan, ended ones included, in the order in which they were added."""
    return list(session.exec(select(Action).where(Action.plan_id == plan_id).order_by(col(Action.id))))


def owners_not_linked(session: Session, plan_id: int) -> dict[str, int]:
    """The owners that a file wrote and no post of the record is, with how many actions each has."""
    return _written(session, plan_id, col(Action.owner_post_id), col(Action.owner_written))


def boards_not_linked(session: Session, plan_id: int) -> dict[str, int]:
    """The boards that a file wrote and none of the record is, with how many actions each has."""
    return _written(session, plan_id, col(Action.board_id), col(Action.board_written))


def actions_by_owner(session: Session, plan_id: int) -> dict[int, int]:
    """How many actions each post answers for, by the post; those without any are left out."""
    owner = col(Action.owner_post_id)
    counted = select(owner, func.count()).where(Action.plan_id == plan_id, owner.is_not(None)).group_by(owner)
    return {post_id: count for post_id, count in session.exec(counted) if post_id is not None}


def _written(session: Session, plan_id: int, link: Any, written: Any) -> dict[str, int]:
    counted = select(written, func.count()).where(Action.plan_id == plan_id, link.is_(None), written.is_not(None))
    return {name: count for name, count in session.exec(counted.group_by(written).order_by(written))}  # noqa: C416
