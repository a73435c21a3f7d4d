"""Taking earlier boards from a plan file: each becomes a published snapshot, unless that meeting has one already."""

from datetime import UTC, date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.importing.report import Report
from models.boards.boards import Meeting, improvement_board, meeting_on_day
from models.plan.actions import Plan, actions_of
from models.position.snapshots import import_snapshot, snapshot_of
from models.record.events import Actor
from papers.plan.contents import PlanFile
from papers.wording import day


def take_previous(session: Session, actor: Actor, plan: Plan, file: PlanFile, zone: ZoneInfo, report: Report) -> None:
    """Add a snapshot for each earlier board. Raises `Mistake` for a meeting or ref that the record does not know."""
    if not file.snapshots:
        return
    actions = {action.ref: action for action in actions_of(session, plan.id)}
    by_meeting = sorted(file.snapshots, key=lambda row: row.meeting)
    taken = 0
    for on, rows in groupby(by_meeting, key=lambda row: row.meeting):
        listed = list(rows)
        meeting = meeting_on(session, actor, on, listed[0].place)
        if snapshot_of(session, meeting.id):
            continue
        frozen_at = datetime.combine(on, time(0), zone).astimezone(UTC)
        values = []
        for row in listed:
            action = actions.get(row.ref)
            if action is None and report.only_proposes(row.ref, row.place):
                continue
            if action is None:
                raise Mistake(f"{row.place}: the plan has no action {row.ref}.")
            values.append(
                {
                    "action_id": action.id,
                    "ref": action.ref,
                    "title": action.title,
                    "ref_order": action.ref_order,
                    "area_id": action.area_id,
                    "board_id": action.board_id,
                    "owner_post_id": action.owner_post_id,
                    "due": action.approved_due,
                    "activity": row.activity,
                    "impact": row.impact,
                    "commentary": row.commentary,
                }
            )
        import_snapshot(session, actor, meeting, frozen_at, values)
        taken += 1
    report.registers["Earlier boards to add"] = taken


def meeting_on(session: Session, actor: Actor, on: date, place: str) -> Meeting:
    """The improvement board's meeting of a day. Raises `Mistake`, with the place in the file, when there is none."""
    board = improvement_board(session, actor.organisation_id)
    meeting = meeting_on_day(session, board.id, on) if board else None
    if meeting is None:
        raise Mistake(f"{place}: the improvement board has no meeting on {day(on)} in the calendar.")
    return meeting
