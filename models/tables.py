"""Every table, in one import: what the migrations and a new database need to know."""

from sqlmodel import SQLModel

from models.boards import Board, BoardAlias, Meeting, ReportingBoard
from models.deliveries import Delivery, Receipt
from models.events import Event
from models.organisation import Organisation
from models.people import Account, Holding, Person, Post
from models.plan import Action, Area, DateChange, Measure, Plan
from models.received_files import ReceivedFile
from models.snapshots import Snapshot, SnapshotRow
from models.updates import Draft, Update

__all__ = [
    "Account",
    "Action",
    "Area",
    "Board",
    "BoardAlias",
    "DateChange",
    "Delivery",
    "Draft",
    "Event",
    "Holding",
    "Measure",
    "Meeting",
    "Organisation",
    "Person",
    "Plan",
    "Post",
    "Receipt",
    "ReceivedFile",
    "ReportingBoard",
    "SQLModel",
    "Snapshot",
    "SnapshotRow",
    "Update",
]
