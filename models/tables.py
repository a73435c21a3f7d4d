"""Every table, in one import: what the migrations and a new database need to know."""

from sqlmodel import SQLModel

from models.boards import Board, BoardAlias, BoardChannel, Meeting, ReportingBoard
from models.deliveries import Delivery, Occasion, Receipt
from models.events import Event
from models.leave import Delegation, Leave, Snooze
from models.organisation import Organisation
from models.people import Account, Holding, Person, Post
from models.plan import Action, Area, DateChange, Measure, Plan
from models.received_files import ReceivedFile
from models.rules import Setting
from models.snapshots import Snapshot, SnapshotRow
from models.updates import Draft, Update

__all__ = [
    "Account",
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
    "Holding",
    "Leave",
    "Measure",
    "Meeting",
    "Occasion",
    "Organisation",
    "Person",
    "Plan",
    "Post",
    "Receipt",
    "ReceivedFile",
    "ReportingBoard",
    "SQLModel",
    "Setting",
    "Snapshot",
    "SnapshotRow",
    "Snooze",
    "Update",
]
