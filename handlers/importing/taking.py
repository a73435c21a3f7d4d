"""The whole of an import in one transaction; the caller keeps it or rolls it back."""

from contextlib import AbstractContextManager
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.importing.actions import ImportOccasion, take_actions
from handlers.importing.decided import read_decided
from handlers.importing.earlier_boards import take_previous
from handlers.importing.findings import take_findings
from handlers.importing.highlights import take_highlights
from handlers.importing.measures import take_measures
from handlers.importing.private_text import without_private
from handlers.importing.registers import take_registers
from handlers.importing.report import Report
from handlers.importing.scales import take_scale
from models.boards.boards import Board, BoardAlias, Meeting, ReportingBoard
from models.boards.cycles import cycle_of
from models.decisions.decisions import DecidedChange, Decision
from models.decisions.proposals import AgendaItem, Proposal
from models.packs.highlights import Highlight
from models.people.people import Holding, Person, Post
from models.plan.actions import Action, Area, DateChange, Plan
from models.plan.findings import Finding, FindingAction
from models.plan.known_layouts import KnownLayout, remember_layout
from models.plan.measures import Measure, MeasureValue
from models.plan.ratings import in_scale
from models.plan.scales import ScaleLevel, scale_of
from models.position.freezing import open_meeting
from models.position.snapshots import Snapshot, SnapshotRow, published_before
from models.record.copies import in_memory
from models.record.events import Actor, Event
from models.record.organisation import Organisation
from models.record.rules import Setting, rules_of
from models.updates.file_cells import FileCells
from models.updates.importing import is_latest
from models.updates.updates import TakenBack, Update
from papers.plan.contents import PlanFile
from papers.wording import day, plural

_READ = (
    *(Organisation, Setting, Board, BoardAlias, Meeting, ReportingBoard, Post, Person, Holding, Plan, Area, Action),
    *(ScaleLevel, KnownLayout, Measure, MeasureValue, Update, FileCells, Snapshot, Highlight, Finding, FindingAction),
)
"""The tables that `take_in` asks: of updates the latest ones, which stand, so that none of them was taken back."""

_DECIDED = (Proposal, AgendaItem, Decision, DecidedChange)

_EMPTY = (TakenBack, Event, DateChange, SnapshotRow)
"""To the last three it adds without asking what is in them."""


def copy_for_trial(session: Session, at: datetime) -> AbstractContextManager[Session]:
    """All that `take_in` needs at `at` (aware UTC), in memory: what it does there is gone afterwards.

    It does not grow with the history of the actions.
    """
    return in_memory(session, (*_READ, *_DECIDED), _EMPTY, {Update: is_latest(at)})


def take_in(
    session: Session,
    actor: Actor,
    plan: Plan,
    file: PlanFile,
    zone: ZoneInfo,
    overwrite: bool = False,
    decided: str = "",
) -> Report:
    """Write everything that the file says into the transaction. Raises `Mistake` at what cannot stand: keep nothing.

    What was answered since the last file stays where nobody has changed the file's cell, unless it is to `overwrite`.
    What a board decides is proposed, unless it is said by which decision it was `decided`.

    Its scale comes before all else, since ratings are said and frozen in it. The registers come before the actions that
    link to them; the earlier boards and highlights last, since they link to the actions.
    """
    file = without_private(file, actor.at.astimezone(zone).date())
    report = Report(file)
    if not file.lists_actions:
        take_findings(session, actor, plan, file, report)
        return report
    report.file = take_scale(session, actor, plan, file, report)
    with in_scale(scale_of(session, plan.id)):
        _take_in(session, actor, plan, zone, report, overwrite, decided)
    return report


def _take_in(
    session: Session, actor: Actor, plan: Plan, zone: ZoneInfo, report: Report, overwrite: bool, decided: str
) -> None:
    file, today = report.file, actor.at.astimezone(zone).date()
    take_registers(session, actor, file, report)
    decision = read_decided(session, plan.organisation_id, decided, today) if decided else None
    meeting = open_meeting(session, plan.organisation_id, actor.at)
    boards = [row.meeting for row in file.snapshots if row.meeting < today]
    published = published_before(session, plan.organisation_id, today, limit=1)
    boards += [published[0][1].on] if published else []
    occasion = ImportOccasion(actor.at, zone, meeting, max(boards, default=None))
    take_actions(session, actor, plan, file, occasion, report, overwrite, decision)
    if decision and not report.decided:
        report.notes.append(f"Nothing in the file needed a decision, so {decision.said}, was not entered.")
    if meeting and report.answering:
        count = plural(report.answering, "update of it counts as an answer", "updates of it count as answers")
        said = f"{count} for the board of {day(meeting.on)}: nobody is asked for them again"
        asked_from = cycle_of(meeting, rules_of(session, plan.organisation_id)).commission
        if today < asked_from:
            said += f", though its returns are only asked for from {day(asked_from)}"
        report.notes.append(f"{said}. “/return status” shows whose they are, as “from the plan file”.")
    take_previous(session, actor, plan, file, zone, report)
    take_highlights(session, actor, plan, file, report)
    take_findings(session, actor, plan, file, report)
    take_measures(session, actor, plan, file, zone, report)
    if file.told and remember_layout(session, actor, file.layout, file.told):
        report.notes.append("What was told about the layout is kept for the next file with these headings.")
