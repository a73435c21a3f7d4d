"""Statements that are kept for any moment give what one written for the moment gives, however often they were asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from models.boards.boards import coming_meeting
from models.plan.actions import living_plan
from models.position.counting import Scope, live_standing, standpoints
from models.position.likely_to_slip import likely_to_slip
from models.position.position import position_now, position_to_ask
from models.record.database import Database
from models.returns.expected import expected_for, expected_of, unanswered_for
from models.returns.pressing import pressing, pressing_actions, pressing_deadlines
from tests.asking import Clock, Somebody

MOMENTS = [datetime(2023, month, 20, 9, tzinfo=UTC) for month in (6, 9, 4, 7, 12, 6)]


def test_whatever_the_moment(example: Database, clock: Clock, as_person: Callable[[str], Somebody]) -> None:
    clock.set("2023-07-01 11:00")
    as_person("workforce.sro@example.org").types("/update 2.4 green/grey all goes as planned")
    found = []
    with example.read() as session:
        plan = living_plan(session, 1)
        meeting = coming_meeting(session, 1, date(2023, 6, 8))
        assert plan
        assert meeting
        for now in MOMENTS:
            today, near = now.date(), now.date() + timedelta(days=14)
            live, any_board = live_standing(plan.id, now, today, meeting), live_standing(plan.id, now, today)
            expected = expected_for(session, plan.id, meeting, now, today)
            assert expected == expected_of(session, live)
            owed = unanswered_for(session, plan.id, meeting, now, today)
            assert owed == standpoints(session, live, Scope(), today, live.c.expected, live.c.answer.is_(None))
            late = pressing_actions(session, plan.id, near, now, today)
            assert late == standpoints(session, any_board, Scope(), today, *pressing(any_board, near, today))
            dues = pressing_deadlines(session, plan.id, near, now, today)
            assert set(dues) == {(each.owner_post_id, each.due) for each in late}
            likely = likely_to_slip(session, position_to_ask(session, plan, now, today), Scope())
            assert likely == likely_to_slip(session, position_now(session, plan, now, today), Scope())
            found.append((len(owed), len(late), len(likely)))
    assert found[0] == found[-1]
    for differing in zip(*found, strict=True):
        assert len(set(differing)) > 1, "else a moment that was not said would not be seen"
