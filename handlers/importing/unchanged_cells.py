"""What a row of a plan file says anew: a cell that nobody has changed since the last file is no instruction, and what
was answered or decided since stays. Called by `actions`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from handlers.importing.linked_names import Names
from handlers.importing.report import ChangedCell, KeptCell
from models.plan.actions import Action
from models.plan.deadlines import Deadline
from models.plan.measures import Measure
from models.plan.ratings import Rating
from models.updates.answer import FIELDS
from models.updates.file_cells import Cells, SaidBefore, cell_hash
from models.updates.updates import Update, UpdateKind
from papers.plan.contents import ActionRow
from papers.wording import day

_OF_THE_ACTION = (
    *("title", "owner", "board", "revised", "measure", "measure_agreed", "added", "ended", "ended_on", "reason"),
)
"""The cells besides those of an answer. An area is changed by files alone, and an original deadline never moves."""

_CELLS = (*_OF_THE_ACTION, *FIELDS)
_VALUES_OF = attrgetter(*_CELLS)


def cells_of(row: ActionRow) -> dict[str, str]:
    """The row's cells that say something, as they are known again in the next file."""
    said = {
        name: cell_hash(value)
        for name, value in zip(_CELLS, _VALUES_OF(row), strict=True)
        if value is not None and value != ""
    }
    if row.several_owners:
        said["owner"] = cell_hash(row.several_owners.written)
    return said


@dataclass(frozen=True)
class OnRecord:
    """An action as it stands, with its last answer and its measure, and what the last file said of it."""

    action: Action
    answer: Update | None
    measure: Measure | None
    said: SaidBefore
    names: Names
    zone: ZoneInfo

    def news_of(self, row: ActionRow, cells: Cells) -> tuple[ActionRow, list[KeptCell]]:
        """The row without the cells that the last file had so, too; and of these the ones that stand otherwise now."""
        same = [name for name, seen in cells.items() if self.said.cells.get(name) == seen and self._is_settled(name)]
        kept = []
        for name in same:
            if differs := self._differs(name, row):
                stands, still = differs
                given = self._answered_on() if name in FIELDS else None
                since = self.said.since.astimezone(self.zone).date()
                kept.append(KeptCell(row.ref, _CALLED.get(name, name.replace("_", " ")), stands, given, still, since))
        blank: dict[str, Any] = dict.fromkeys(same)
        if "title" in blank:
            blank["title"] = ""  # as where the file says nothing
        if "owner" in blank:
            blank["several_owners"] = None
        return replace(row, **blank), kept

    def over_an_answer(self, cell: ChangedCell, name: str) -> ChangedCell:
        """The change of an answer's field, with the day on which somebody answered otherwise since the last file."""
        given = self._answered_on()
        if given is None or not cell.before or self.said.cells.get(name) == cell_hash(getattr(self.answer, name)):
            return cell
        return replace(cell, answered=given)

    def _answered_on(self) -> date | None:
        """When the answer that stands was given, unless it came with a file."""
        if self.answer is None or self.answer.kind is UpdateKind.IMPORTED:
            return None
        return self.answer.at.astimezone(self.zone).date()

    def _is_settled(self, name: str) -> bool:
        """Whether a cell has become what the record holds: a name waits until it is linked."""
        linked = {"owner": self.action.owner_post_id, "board": self.action.board_id}
        return name not in linked or linked[name] is not None

    def _differs(self, name: str, row: ActionRow) -> tuple[str, str] | None:
        """What the record has and what the file says, in words, where these differ."""
        value = getattr(row, name)
        if name in FIELDS:
            stands = getattr(self.answer, name) if self.answer else None
        elif name in _STANDS:
            stands, value = _STANDS[name](self, row)
        else:
            stands = getattr(self.action, _COLUMNS.get(name, name))
        if value is None or _printed(stands) == _printed(value) or cell_hash(stands) == cell_hash(value):
            return None
        return _printed(stands), _printed(value)

    def _owner(self, row: ActionRow) -> tuple[str, str | None]:
        post = self.names.post(row.several_owners.written if row.several_owners else row.owner)
        return self.names.of_owner(self.action.owner_post_id, None), self.names.of_owner(post, None) or None

    def _board(self, row: ActionRow) -> tuple[str, str | None]:
        board = self.names.board(row.board)
        return self.names.of_board(self.action.board_id, None), self.names.of_board(board, None) or None


_STANDS: Mapping[str, Callable[[OnRecord, ActionRow], tuple[Any, Any]]] = {
    "owner": OnRecord._owner,
    "board": OnRecord._board,
    "revised": lambda record, row: (record.action.approved_deadline, row.revised),
    "measure": lambda record, row: (record.measure.definition if record.measure else None, row.measure),
    "measure_agreed": lambda record, row: (bool(record.measure and record.measure.agreed), row.measure_agreed),
}

_COLUMNS = {"added": "added_on"}

_CALLED = {"owner": "SRO", "revised": "approved deadline", "added": "added on"}


def _printed(value: Any) -> str:
    match value:
        case Deadline():
            return value.words()
        case Rating():
            return value.word
        case bool():
            return "yes" if value else "no"
        case date():
            return day(value)
    return str(value or "")
