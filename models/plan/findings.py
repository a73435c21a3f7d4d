"""Findings: what the plan answers, a paragraph of an inspection, notice, review or audit; and which actions answer it.

A finding is F3 for good. One that is taken back, and an action that no longer answers one, are kept.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam, func
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.plan.actions import Action
from models.record.columns import Numbered
from models.record.events import Actor, Change, record
from models.record.lengths import FIELD
from models.record.statements import kept

LONGEST_SOURCE, LONGEST_REFERENCE, LONGEST_TEXT = 160, 60, FIELD
"""Characters of each."""

_NAME = re.compile(r"F([1-9][0-9]{0,6})", re.ASCII | re.IGNORECASE)


class Finding(Numbered, table=True):
    """What a source says in one of its paragraphs. `reference` is what the source calls it ("1a"), which may be empty.

    `refs_written` are refs that a file had for it and the plan has not: they stand until a file brings those actions.
    """

    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: int = Field(foreign_key="plan.id")
    number: int
    source: str
    reference: str = ""
    text: str
    area_id: int | None = Field(default=None, foreign_key="area.id")
    refs_written: str | None = None
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    removed_at: datetime | None = None

    @property
    def name(self) -> str:
        """What it is called: `F3`."""
        return f"F{self.number}"

    @property
    def place(self) -> str:
        """Where it stands: `Notice of 18 May 2021, 1a`."""
        return ", ".join(filter(None, (self.source, self.reference)))


class FindingAction(Numbered, table=True):
    """That an action answers a finding."""

    __tablename__ = "finding_action"

    finding_id: int = Field(foreign_key="finding.id", index=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    removed_at: datetime | None = None


@dataclass(frozen=True)
class Said:
    """What a finding says: its source, its reference there or nothing, its text, and its area, if it has one."""

    source: str
    reference: str
    text: str
    area_id: int | None = None


def finding_number(text: str) -> int | None:
    """The number of the finding that is called so, `F3` or `f3`; None for anything else."""
    found = _NAME.fullmatch(text)
    return int(found[1]) if found else None


def written_refs(finding: Finding) -> tuple[str, ...]:
    """The refs that a file had for it and the plan has not."""
    return tuple(filter(None, (finding.refs_written or "").split("; ")))


def findings_in(session: Session, plan_id: int) -> list[Finding]:
    """The findings of a plan that stand, in the order in which they were added."""
    standing = select(Finding).where(Finding.plan_id == plan_id, col(Finding.removed_at).is_(None))
    return list(session.exec(standing.order_by(col(Finding.number))))


def findings_taken_back(session: Session, plan_id: int) -> list[Finding]:
    """The findings of a plan that were taken back, in the order in which they were added."""
    gone = select(Finding).where(Finding.plan_id == plan_id, col(Finding.removed_at).is_not(None))
    return list(session.exec(gone.order_by(col(Finding.number))))


def links_taken_back(session: Session, plan_id: int) -> set[tuple[int, int]]:
    """The links between a plan's findings and actions that were taken back, by both ids; some were made again."""
    gone = (
        select(FindingAction.finding_id, FindingAction.action_id)
        .join(Finding, col(Finding.id) == col(FindingAction.finding_id))
        .where(Finding.plan_id == plan_id, col(FindingAction.removed_at).is_not(None))
    )
    return set(session.exec(gone).all())


def finding_called(session: Session, plan_id: int, number: int) -> Finding | None:
    """The finding of a plan with this number, one that was taken back included."""
    return session.exec(select(Finding).where(Finding.plan_id == plan_id, Finding.number == number)).first()


def findings_answered_by(session: Session, action_id: int) -> list[Finding]:
    """The findings that an action answers, in the order in which they were added; what was taken back is left out."""
    return list(session.exec(_answered_by(), params={"action": action_id}))


@kept
def _answered_by() -> SelectOfScalar[Finding]:
    return (
        select(Finding)
        .join(FindingAction, col(FindingAction.finding_id) == col(Finding.id))
        .where(
            col(FindingAction.action_id) == bindparam("action"),
            col(FindingAction.removed_at).is_(None),
            col(Finding.removed_at).is_(None),
        )
        .order_by(col(Finding.number))
    )


def links_of(session: Session, finding_ids: Iterable[int]) -> list[tuple[FindingAction, Action]]:
    """Which actions answer which of these findings, in the natural order of refs; what was taken back is left out."""
    rows = session.exec(
        select(FindingAction, Action)
        .join(Action, col(Action.id) == col(FindingAction.action_id))
        .where(col(FindingAction.finding_id).in_(list(finding_ids)), col(FindingAction.removed_at).is_(None))
        .order_by(col(Action.ref_order))
    )
    return [(link, action) for link, action in rows]


def add_finding(session: Session, actor: Actor, plan_id: int, said: Said, actions: Sequence[Action] = ()) -> Finding:
    """Add a finding, with the actions that answer it. The caller has taken its turn at the record."""
    last = session.exec(select(func.max(Finding.number)).where(Finding.plan_id == plan_id)).first()
    finding = Finding(
        plan_id=plan_id,
        number=(last or 0) + 1,
        source=said.source,
        reference=said.reference,
        text=said.text,
        area_id=said.area_id,
        at=actor.at,
        by_person_id=actor.person_id,
    )
    session.add(finding)
    session.flush()
    for action in actions:
        _link(session, actor, finding, action)
    after = {"finding": finding.id, "area": said.area_id, "actions": [each.ref for each in actions]}
    record(session, actor, Change("finding.added", f"finding {finding.name}", None, after))
    return finding


def answer_finding(
    session: Session,
    actor: Actor,
    finding: Finding,
    more: Sequence[Action],
    fewer: Sequence[tuple[FindingAction, Action]] = (),
) -> None:
    """Let actions answer a finding, and others no longer. The caller has taken its turn at the record."""
    for action in more:
        _link(session, actor, finding, action)
    for link, _ in fewer:
        link.removed_at = actor.at
        session.add(link)
    before = {"actions": [action.ref for _, action in fewer]} if fewer else None
    after = {"actions": [action.ref for action in more]} if more else None
    record(session, actor, Change("finding.linked", f"finding {finding.name}", before, after))


def pass_on_findings(session: Session, actor: Actor, action: Action, heirs: Sequence[Action]) -> None:
    """Let what comes in the place of an action, its parts or what it is merged into, answer what that answers, and what
    was merged into it before. The caller has taken its turn at the record.
    """
    for finding, linked in _answered_with(session, action):
        if more := [each for each in heirs if each.id not in linked]:
            answer_finding(session, actor, finding, more)


def take_back_passed_on(
    session: Session, actor: Actor, action: Action, heirs: Sequence[Action], passed_on_at: datetime
) -> None:
    """Undo what `pass_on_findings` did at that moment (aware UTC). The caller has taken its turn at the record."""
    ids = {each.id for each in heirs}
    for finding, linked in _answered_with(session, action):
        fewer = [each for id, each in linked.items() if id in ids and each[0].at == passed_on_at]
        if fewer:
            answer_finding(session, actor, finding, (), fewer)


def _answered_with(session: Session, action: Action) -> list[tuple[Finding, dict[int, tuple[FindingAction, Action]]]]:
    """The findings that an action or one that was merged into it answers, each with its links by the action's id."""
    ids, merged = {action.id}, {action.id}
    while merged:
        found = session.exec(select(Action.id).where(col(Action.merged_into_id).in_(merged)))
        merged = set(found) - ids
        ids |= merged
    its_own = select(FindingAction.finding_id).where(
        col(FindingAction.action_id).in_(ids), col(FindingAction.removed_at).is_(None)
    )
    standing = select(Finding).where(col(Finding.id).in_(its_own), col(Finding.removed_at).is_(None))
    findings = session.exec(standing.order_by(col(Finding.number))).all()
    links: dict[int, dict[int, tuple[FindingAction, Action]]] = {each.id: {} for each in findings}
    for link, linked in links_of(session, links):
        links[link.finding_id][linked.id] = link, linked
    return [(each, links[each.id]) for each in findings]


def reword_finding(session: Session, actor: Actor, finding: Finding, text: str, area_id: int | None) -> None:
    """Take the words and the area that a later file has. The caller has taken its turn at the record."""
    before, after = {"area": finding.area_id}, {"area": area_id, "text": text != finding.text}
    finding.text, finding.area_id = text, area_id
    session.add(finding)
    record(session, actor, Change("finding.reworded", f"finding {finding.name}", before, after))


def note_refs(session: Session, actor: Actor, finding: Finding, refs: str | None) -> None:
    """Note the refs that a file has for a finding and the plan has not. The caller has taken its turn at the record."""
    before, finding.refs_written = {"refs": finding.refs_written}, refs
    session.add(finding)
    record(session, actor, Change("finding.noted", f"finding {finding.name}", before, {"refs": refs}))


def remove_finding(session: Session, actor: Actor, finding: Finding) -> None:
    """Take a finding back: it counts no longer, and stays in the record. The caller has taken its turn at it."""
    finding.removed_at = actor.at
    session.add(finding)
    record(session, actor, Change("finding.removed", f"finding {finding.name}", {"finding": finding.id}, None))


def put_back_finding(session: Session, actor: Actor, finding: Finding) -> None:
    """Let a finding count again that was taken back, with its actions. The caller has taken its turn at the record."""
    finding.removed_at = None
    session.add(finding)
    record(session, actor, Change("finding.put_back", f"finding {finding.name}", None, {"finding": finding.id}))


def _link(session: Session, actor: Actor, finding: Finding, action: Action) -> None:
    made = FindingAction(finding_id=finding.id, action_id=action.id, at=actor.at, by_person_id=actor.person_id)
    session.add(made)
