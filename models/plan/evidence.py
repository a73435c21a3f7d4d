"""Evidence: a register of what shows that an action is done or makes a difference, used by any number of actions.

An item is E3 for good. What is taken back, an item or its use for one action, is kept. What is confidential is named as
such wherever it is shown, and stands in no paper.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, UniqueConstraint, bindparam, func, or_
from sqlalchemy import select as columns
from sqlmodel import Field, Session, col, select

from models.plan.actions import Action
from models.record.columns import Numbered, choice
from models.record.events import Actor, Change, record
from models.record.statements import kept

LONGEST_WHAT, LONGEST_SOURCE, LONGEST_LINK = 600, 160, 2000
"""Characters of each."""

_NAME = re.compile(r"E([1-9][0-9]{0,6})", re.ASCII | re.IGNORECASE)


class EvidenceKind(StrEnum):
    """What evidence is."""

    DOCUMENT = "document"
    DATA = "data"
    AUDIT = "audit"
    SURVEY = "survey"
    QUOTATION = "quotation"


class Evidence(Numbered, table=True):
    """An item of evidence. `source` is who says or made it, without which there is no quotation; `dated` is its day."""

    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: int = Field(foreign_key="plan.id")
    number: int
    kind: EvidenceKind = Field(sa_type=choice(EvidenceKind))
    what: str
    source: str | None = None
    link: str | None = None
    dated: date | None = None
    confidential: bool = False
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    removed_at: datetime | None = None

    @property
    def name(self) -> str:
        """What it is called: `E3`."""
        return f"E{self.number}"


class EvidenceUse(Numbered, table=True):
    """That an item of evidence is of an action."""

    __tablename__ = "evidence_use"

    evidence_id: int = Field(foreign_key="evidence.id", index=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    removed_at: datetime | None = None


@dataclass(frozen=True)
class Used:
    """An item of evidence with the actions that it is of, in the natural order of refs."""

    evidence: Evidence
    actions: tuple[Action, ...]


def evidence_number(text: str) -> int | None:
    """The number of the item that is called so, `E3` or `e3`; None for anything else."""
    found = _NAME.fullmatch(text)
    return int(found[1]) if found else None


def evidence_of_plan(session: Session, plan_id: int) -> list[Used]:
    """The register of a plan, in the order in which it was added; one query."""
    return _used(session, _register(col(Evidence.plan_id) == plan_id))


def evidence_of(session: Session, action_id: int) -> list[Used]:
    """The evidence of an action, each with all actions that it is of."""
    return _used(session, _of_action(), action=action_id)


def evidence_called(session: Session, plan_id: int, number: int) -> Used | None:
    """The item with this number, if it stands."""
    this = _register(col(Evidence.plan_id) == plan_id, col(Evidence.number) == number)
    return next(iter(_used(session, this)), None)


@kept
def _of_action() -> Select[Evidence, Action]:
    mine = columns(col(EvidenceUse.evidence_id)).where(
        col(EvidenceUse.action_id) == bindparam("action"), col(EvidenceUse.removed_at).is_(None)
    )
    return _register(col(Evidence.id).in_(mine))


def _register(*wanted: ColumnElement[bool]) -> Select[Evidence, Action]:
    return (
        columns(Evidence, Action)
        .outerjoin(EvidenceUse, (col(EvidenceUse.evidence_id) == col(Evidence.id)) & was_there(EvidenceUse))
        .outerjoin(Action, col(Action.id) == col(EvidenceUse.action_id))
        .where(*wanted, was_there(Evidence))
        .order_by(col(Evidence.number), col(Action.ref_order))
    )


def _used(session: Session, statement: Select[Evidence, Action], **said: int) -> list[Used]:
    found: dict[int, tuple[Evidence, list[Action]]] = {}
    for evidence, action in session.execute(statement, said):
        actions = found.setdefault(evidence.id, (evidence, []))[1]
        if action is not None:
            actions.append(action)
    return [Used(evidence, tuple(actions)) for evidence, actions in found.values()]


def is_evidenced(at: datetime) -> ColumnElement[bool]:
    """Whether the register has something for an action at `at` (aware UTC); correlated with `Action`."""
    return (
        columns(col(EvidenceUse.id))
        .join(Evidence, col(Evidence.id) == col(EvidenceUse.evidence_id))
        .where(col(EvidenceUse.action_id) == col(Action.id), was_there(EvidenceUse, at), was_there(Evidence, at))
        .correlate(Action)
        .exists()
    )


def was_there(table: type[Evidence] | type[EvidenceUse], at: datetime | None = None) -> ColumnElement[bool]:
    """Whether a row stands: now, or at a moment (aware UTC)."""
    if at is None:
        return col(table.removed_at).is_(None)
    return (col(table.at) <= at) & or_(col(table.removed_at).is_(None), col(table.removed_at) > at)


def add_evidence(session: Session, actor: Actor, evidence: Evidence, action: Action) -> None:
    """Add an item to the register, for an action; it gets its number. The caller has taken its turn at the record."""
    last = session.exec(select(func.max(Evidence.number)).where(Evidence.plan_id == evidence.plan_id)).first()
    evidence.number, evidence.by_person_id = (last or 0) + 1, actor.person_id
    session.add(evidence)
    session.flush()
    told = {
        "evidence": evidence.id,
        "kind": evidence.kind.value,
        "dated": evidence.dated.isoformat() if evidence.dated else None,
        "confidential": evidence.confidential,
    }
    record(session, actor, Change("evidence.added", f"evidence {evidence.name}", None, told))
    use_evidence(session, actor, evidence, action)


def use_evidence(session: Session, actor: Actor, evidence: Evidence, action: Action) -> None:
    """Use an item for an action, too. The caller has taken its turn at the record."""
    session.add(EvidenceUse(evidence_id=evidence.id, action_id=action.id, at=actor.at, by_person_id=actor.person_id))
    record(session, actor, Change("evidence.used", f"action {action.ref}", None, {"evidence": evidence.name}))


def stop_using(session: Session, actor: Actor, evidence: Evidence, action: Action) -> None:
    """Use an item for an action no longer. The caller has taken its turn at the record."""
    uses = select(EvidenceUse).where(
        EvidenceUse.evidence_id == evidence.id,
        EvidenceUse.action_id == action.id,
        col(EvidenceUse.removed_at).is_(None),
    )
    for use in session.exec(uses):
        use.removed_at = actor.at
        session.add(use)
    record(session, actor, Change("evidence.not_used", f"action {action.ref}", {"evidence": evidence.name}, None))


def remove_evidence(session: Session, actor: Actor, evidence: Evidence, actions: Iterable[Action]) -> None:
    """Take an item back, which was used for these actions: it counts for none of them. The caller has its turn."""
    evidence.removed_at = actor.at
    session.add(evidence)
    before = {"evidence": evidence.id, "actions": [each.ref for each in actions]}
    record(session, actor, Change("evidence.removed", f"evidence {evidence.name}", before, None))
