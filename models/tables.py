"""Every table, in one import: what the migrations and a new database need to know."""

from sqlmodel import SQLModel

from models.acronyms import Acronym
from models.boards import Board, BoardAlias, BoardChannel, Meeting, ReportingBoard
from models.deliveries import Delivery, Occasion, Receipt
from models.events import Event
from models.highlights import Highlight
from models.leave import Delegation, Leave, Snooze
from models.organisation import Organisation
from models.packs import Pack, PackFile
from models.people import Account, Holding, Person, Post
from models.plan import Action, Area, DateChange, Measure, Plan
from models.received_files import ReceivedFile
from models.rules import Setting
from models.signing_in import SignInLink, WebSession
from models.snapshots import Snapshot, SnapshotRow
from models.updates import Draft, TakenIn, Update

__all__ = [
    "Account",
    "Acronym",
    "Action",
    "Area",
    "Board",
    "BoardAlias",
    "BoardChannel",
    "DateChange",
    "Delegation",
    "Delivery",
    "Draft",
    "Event",
    "Highlight",
    "Holding",
    "Leave",
    "Measure",
    "Meeting",
    "Occasion",
    "Organisation",
    "Pack",
    "PackFile",
    "Person",
    "Plan",
    "Post",
    "Receipt",
    "ReceivedFile",
    "ReportingBoard",
    "SQLModel",
    "Setting",
    "SignInLink",
    "Snapshot",
    "SnapshotRow",
    "Snooze",
    "TakenIn",
    "Update",
    "WebSession",
]
