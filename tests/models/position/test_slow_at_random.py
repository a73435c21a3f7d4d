"""Which actions are slow by how they stood at one meeting after the other, against the rules said plainly."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy import select, text, update
from sqlmodel import Session, col

from bot.terminal.plans import EXAMPLE_STANDS_AT
from models.plan.actions import Action, Plan
from models.plan.ratings import Rating, RatingClass
from models.plan.refs import ref_order
from models.position.counting import Scope
from models.position.position import position_at
from models.position.slow_actions import slow_to_progress
from models.position.snapshots import SnapshotRow
from models.record.database import Database
from models.updates.updates import Update

Stood = tuple[Rating, Rating]
"""Activity and impact."""

RATINGS = (
    *(Rating.AT_RISK, Rating.AT_RISK, Rating.AT_RISK_3, Rating.OFF_TRACK, Rating.OFF_TRACK, Rating.OFF_TRACK_2),
    *(Rating.ON_TRACK, Rating.DONE, Rating.NOT_STARTED),
)


def is_off_track(stood: Stood) -> bool:
    return any(each.rating_class is RatingClass.OFF_TRACK for each in stood)


def is_at_risk(stood: Stood) -> bool:
    return stood[0].rating_class is RatingClass.AT_RISK


def running(stood: Sequence[Stood]) -> list[str]:
    """The rules of meetings running; the present one first."""
    rules = []
    if len(stood) > 1 and all(map(is_off_track, stood[:2])):
        rules.append("Red at 2 meetings running")
    if len(stood) > 2 and all(map(is_at_risk, stood[:3])):
        rules.append("Amber at 3 meetings running")
    elif len(stood) > 2 and all(is_off_track(each) or is_at_risk(each) for each in stood[:3]) and not rules:
        rules.append("Amber or Red at 3 meetings running")
    return rules


def rate_at_random(session: Session, random: Random) -> None:
    """Other ratings at every board and now; the ids of the actions follow their refs no more."""
    of_sqlite = session.get_bind().dialect.name == "sqlite"
    for table in ("snapshot_row", "update"):
        only_added = f"DROP TRIGGER {table}_no_update" if of_sqlite else f'ALTER TABLE "{table}" DISABLE TRIGGER USER'
        session.execute(text(only_added))
    for model in (SnapshotRow, Update):
        for (row_id,) in session.execute(select(col(model.id))).all():
            rated = {"activity": random.choice(RATINGS), "impact": random.choice((*RATINGS, Rating.ON_TRACK))}
            session.execute(update(model).where(col(model.id) == row_id).values(**rated))
    actions = session.execute(select(Action).order_by(col(Action.id))).scalars().all()
    refs = [each.ref for each in actions]
    for place, action in enumerate(actions):
        action.ref_order = f"~{place}"
    session.flush()
    for action, ref in zip(actions, reversed(refs), strict=True):
        action.ref, action.ref_order = ref, ref_order(ref)


@pytest.mark.parametrize("boards", [0, 1, 2, 3])
def test_the_rules_of_meetings_running(example: Database, boards: int) -> None:
    with example.write() as session:
        rate_at_random(session, Random(boards))
    with example.read() as session:
        plan = session.execute(select(Plan)).scalar_one()
        position = position_at(session, plan, EXAMPLE_STANDS_AT, EXAMPLE_STANDS_AT.date())
        position = replace(position, earlier=position.earlier[:boards])
        found = slow_to_progress(session, position, Scope())
        expected = {}
        for action in session.execute(select(position.current)):
            if action.activity.rating_class is RatingClass.DONE:
                continue
            stood = [(action.activity, action.impact)]
            for snapshot, _ in position.earlier:
                its = col(SnapshotRow.snapshot_id) == snapshot.id, col(SnapshotRow.action_id) == action.action_id
                row = session.execute(select(SnapshotRow).where(*its)).scalar_one_or_none()
                if row is None:
                    break
                stood.append((row.activity, row.impact))
            expected[action.ref] = running(stood)
    said = {each.ref: [rule for rule in each.rules if "running" in rule] for each in found}
    assert {ref: rules for ref, rules in said.items() if rules} == {ref: each for ref, each in expected.items() if each}
    assert all(ref_order(one.ref) < ref_order(other.ref) for one, other in pairwise(found))
    assert boards < 1 or any(map(len, expected.values()))
