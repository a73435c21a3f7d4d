"""Every table, in one import: what the migrations and a new database need to know."""

from sqlmodel import SQLModel

from models.boards.boards import Board, BoardAlias, BoardChannel, Meeting, ReportingBoard
from models.decisions.decisions import ActionArising, DecidedChange, Decision
from models.decisions.measures_asked import MeasuresAsked
from models.decisions.proposals import AgendaItem, Proposal
from models.decisions.versions import PlanVersion, VersionRow
from models.escalations.raised import Escalation, EscalationStep
from models.outbox.deliveries import Delivery, Occasion, Receipt
from models.packs.acronyms import Acronym
from models.packs.appendices import AppendixFile
from models.packs.downloads import Download
from models.packs.errata import Erratum
from models.packs.highlights import Highlight
from models.packs.packs import Pack, PackFile
from models.packs.papers import Paper, SectionVersion
from models.packs.passages import Passage
from models.packs.recipients import Handover, Recipient
from models.packs.reviews import Review
from models.packs.sign_offs import CommentAnswer, SignOff
from models.packs.signing_keys import SigningKey
from models.people.leave import Delegation, Leave, Snooze
from models.people.people import Account, Holding, Person, Post
from models.people.signing_in import SignInLink, WebSession
from models.plan.actions import Action, Area, DateChange, Plan
from models.plan.dependencies import Dependency
from models.plan.evidence import Evidence, EvidenceUse
from models.plan.findings import Finding, FindingAction
from models.plan.known_layouts import KnownLayout
from models.plan.measures import Measure, MeasureValue
from models.plan.received_files import ReceivedFile
from models.plan.scales import ScaleLevel
from models.position.frozen_measures import FrozenMeasure
from models.position.snapshots import Snapshot, SnapshotRow
from models.record.events import Event
from models.record.organisation import Organisation
from models.record.rules import Setting
from models.updates.file_cells import FileCells
from models.updates.updates import Draft, TakenBack, TakenIn, Update

__all__ = [
    "Account",
    "Acronym",
    "Action",
    "ActionArising",
    "AgendaItem",
    "AppendixFile",
    "Area",
    "Board",
    "BoardAlias",
    "BoardChannel",
    "CommentAnswer",
    "DateChange",
    "DecidedChange",
    "Decision",
    "Delegation",
    "Delivery",
    "Dependency",
    "Download",
    "Draft",
    "Erratum",
    "Escalation",
    "EscalationStep",
    "Event",
    "Evidence",
    "EvidenceUse",
    "FileCells",
    "Finding",
    "FindingAction",
    "FrozenMeasure",
    "Handover",
    "Highlight",
    "Holding",
    "KnownLayout",
    "Leave",
    "Measure",
    "MeasureValue",
    "MeasuresAsked",
    "Meeting",
    "Occasion",
    "Organisation",
    "Pack",
    "PackFile",
    "Paper",
    "Passage",
    "Person",
    "Plan",
    "PlanVersion",
    "Post",
    "Proposal",
    "Receipt",
    "ReceivedFile",
    "Recipient",
    "ReportingBoard",
    "Review",
    "SQLModel",
    "ScaleLevel",
    "SectionVersion",
    "Setting",
    "SignInLink",
    "SignOff",
    "SigningKey",
    "Snapshot",
    "SnapshotRow",
    "Snooze",
    "TakenBack",
    "TakenIn",
    "Update",
    "VersionRow",
    "WebSession",
]
