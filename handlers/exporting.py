"""The record as a plan file: what `export` writes, and what an import of it would find unchanged."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.boards.boards import Board, aliases_of, boards_of, meetings_of
from models.boards.meetings import reporting_to
from models.packs.highlights import highlights_with_places
from models.people.posts import holdings_of, posts_of
from models.plan.actions import Area, Plan, actions_of, areas_of
from models.plan.findings import written_refs
from models.plan.measures import all_values, measures_of
from models.position.answered_findings import answered_findings
from models.position.snapshots import published_rows
from models.updates.importing import actions_with_answers
from models.updates.recording import answers_of
from models.updates.updates import Update
from papers.plan import contents
from papers.plan.contents import PlanFile


def plan_file(session: Session, plan: Plan, now: datetime, zone: ZoneInfo) -> PlanFile:
    """Everything that the record holds of a plan at `now` (aware UTC), ended actions included."""
    organisation_id = plan.organisation_id
    boards: dict[int | None, Board] = {board.id: board for board in boards_of(session, organisation_id)}
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
        findings=_findings(session, plan, now),
        measures=_measures(session, plan),
        values=_values(session, plan),
    )


def _actions(
    session: Session, plan: Plan, boards: dict[int | None, Board], now: datetime, zone: ZoneInfo
) -> tuple[contents.ActionRow, ...]:
    areas: dict[int | None, Area] = {area.id: area for area in areas_of(session, plan.id)}
    posts: dict[int | None, str] = {post.id: post.title for post in posts_of(session, plan.organisation_id)}
    rows = actions_with_answers(session, plan.id, now)
    written = []
    for action, update, measure in rows:
        board, area = boards.get(action.board_id), areas.get(action.area_id)
        moved = action.approved_deadline != action.original_deadline
        written.append(
            contents.ActionRow(
                place="",
                ref=action.ref,
                title=action.title,
                area_number=area.number if area else None,
                area_title=(area.title or None) if area else None,
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
    aliases = aliases_of(session)
    return tuple(
        contents.BoardRow("", board.name, board.short_name, board.kind.value, tuple(aliases.get(board.id, ())))
        for board in boards.values()
    )


def _people(session: Session, organisation_id: int, boards: dict[int | None, Board]) -> tuple[contents.PersonRow, ...]:
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
        for post, holding, person in holdings_of(session, organisation_id)
    )


def _meetings(session: Session, boards: dict[int | None, Board]) -> tuple[contents.MeetingRow, ...]:
    ids = [board.id for board in boards.values()]
    meetings = [each for each in meetings_of(session, ids) if each.cancelled is None]
    reporting = reporting_to(session, meetings)
    return tuple(
        contents.MeetingRow(
            "", boards[meeting.board_id].name, meeting.on, _names(boards, reporting.get(meeting.id, ()))
        )
        for meeting in meetings
    )


def _snapshots(session: Session, plan: Plan) -> tuple[contents.EarlierBoardRow, ...]:
    return tuple(
        contents.EarlierBoardRow("", meeting.on, row.ref, row.activity, row.impact, row.commentary)
        for row, meeting in published_rows(session, plan.id)
    )


def _highlights(session: Session, plan: Plan) -> tuple[contents.HighlightRow, ...]:
    return tuple(
        contents.HighlightRow("", meeting.on, action.ref, each.text, by.email)
        for each, meeting, action, by in highlights_with_places(session, plan.id)
    )


def _measures(session: Session, plan: Plan) -> tuple[contents.MeasureRow, ...]:
    """What measures are made of; those of words alone have no row."""
    posts: dict[int | None, str] = {post.id: post.title for post in posts_of(session, plan.organisation_id)}
    refs = {each.id: each for each in actions_of(session, plan.id)}
    found = sorted(measures_of(session, plan.id).values(), key=lambda each: refs[each.action_id].ref_order)
    made = [
        contents.MeasureRow(
            place="",
            ref=refs[each.action_id].ref,
            baseline=each.baseline,
            baseline_on=each.baseline_on,
            target=each.target,
            target_by=each.target_by,
            unit=each.unit,
            direction=each.direction,
            frequency=each.frequency,
            source=each.source,
            owner=posts.get(each.owner_post_id),
        )
        for each in found
    ]
    return tuple(each for each in made if each != contents.MeasureRow("", each.ref))


def _values(session: Session, plan: Plan) -> tuple[contents.MeasureValueRow, ...]:
    """Every value of the measures as they are worded, those that were given again too, in the order of their giving."""
    refs = {each.id: each.ref for each in actions_of(session, plan.id)}
    measures = measures_of(session, plan.id).values()
    of_measure = {each.id: refs[each.action_id] for each in measures}
    words = {each.id: each.words for each in measures}
    return tuple(
        contents.MeasureValueRow("", of_measure[each.measure_id], each.period, each.value, each.unit, each.source)
        for each in all_values(session, plan.id)
        if each.words == words[each.measure_id]
    )


def _findings(session: Session, plan: Plan, now: datetime) -> tuple[contents.FindingRow, ...]:
    return tuple(
        contents.FindingRow(
            place="",
            source=each.finding.source,
            text=each.finding.text,
            reference=each.finding.reference or None,
            area=each.area.heading if each.area else None,
            actions=(*(answer.action.ref for answer in each.answers), *written_refs(each.finding)),
        )
        for each in answered_findings(session, plan.id, now)
    )


def _names(boards: dict[int | None, Board], ids: Iterable[int]) -> tuple[str, ...]:
    """The names of boards, in the order in which they were added."""
    return tuple(boards[id].name for id in sorted(ids))
