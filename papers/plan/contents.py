"""What a plan spreadsheet says, as values: the same shapes for a file that was read and one about to be written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.plan.course import Direction, Frequency
from models.plan.deadlines import Deadline
from models.plan.endings import Ending
from models.plan.ratings import BRAG, Rating, Scale
from models.updates.answer import FIELDS, AnswerField, Said

KINDS_READ = ".xlsx, .xlsm or .csv"
"""The files that are read as a plan."""


class Meaning(StrEnum):
    """What a column of the actions sheet holds of the action itself; the value is the heading that an export writes."""

    REF = "Ref"
    TITLE = "Action"
    AREA = "Area"
    BOARD = "Board"
    OWNER = "SRO"
    DUE = "Due"
    REVISED = "Revised date"
    MEASURE = "Measure"
    MEASURE_AGREED = "Measure agreed"
    UPDATED = "Updated"
    ADDED = "Added"
    ENDED = "Ended"
    ENDED_ON = "Ended on"
    REASON = "Reason"

    @property
    def heading(self) -> str:
        """What an export writes over the column."""
        return self.value


Held = Meaning | AnswerField
"""What a column holds: something of the action, or a field of its last answer."""

_FIRST = (Meaning.REF, Meaning.TITLE, Meaning.AREA, Meaning.BOARD, Meaning.OWNER, Meaning.DUE, Meaning.REVISED)
COLUMNS: tuple[Held, ...] = (*_FIRST, *FIELDS.values(), *(each for each in Meaning if each not in _FIRST))
"""The columns of the actions sheet, in the order in which an export writes them."""


@dataclass(frozen=True)
class Column:
    """One column of the sheet; `meaning` is None where it is not used. `samples` are a few of its cells, shortened;
    it is `unsure` where it is asked about, and `meaning` is a guess. `heading` is what it is called, which no other
    column of its sheet is, and `written` what stands over it in the file: nothing, or what stands over another, too.
    """

    letter: str
    heading: str
    meaning: Held | None
    samples: tuple[str, ...] = ()
    unsure: bool = False
    written: str = field(default="", compare=False)


@dataclass(frozen=True)
class SheetSeen:
    """A sheet that may list the actions: the numbers of its first rows, and what stands in the first cells of each."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class RatingWord:
    """A word in the columns of ratings that is no name of a level, and how many cells have it. `rating` is what it was
    read as, None for none; `told` whether somebody has said so; `doubtful` whether it was a guess.
    """

    text: str
    cells: int
    rating: Rating | None
    told: bool = False
    doubtful: bool = False

    @property
    def unread(self) -> bool:
        """Whether it was not understood."""
        return self.rating is None and not self.told


@dataclass(frozen=True)
class Doubt:
    """A cell that could be read in more ways than one or in none: its place ("Actions!F23") and what was made of it."""

    place: str
    text: str


@dataclass(frozen=True)
class SeveralOwners:
    """A cell that names several people or posts, of whom one is accountable: its place, its text, and the names."""

    place: str
    written: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ActionRow(Said):
    """One action and its last answer as the file has them.

    None means that the file says nothing, which is not the same as empty text. `owner` is who is accountable: where the
    cell names several, the first of them, until somebody chooses.
    """

    place: str
    ref: str
    title: str
    area_number: int | None = None
    area_title: str | None = None
    board: str | None = None
    owner: str | None = None
    due: Deadline | None = None
    revised: Deadline | None = None
    measure: str | None = None
    measure_agreed: bool | None = None
    updated: date | None = None
    added: date | None = None
    ended: Ending | None = None
    ended_on: date | None = None
    reason: str | None = None
    several_owners: SeveralOwners | None = None
    numbered: bool = field(default=False, compare=False)
    """Whether its ref is no more than a number in the order of the rows, since its sheet has none."""


@dataclass(frozen=True)
class BoardRow:
    """A row of the `Boards` sheet. `kind` is improvement, delivery or partnership."""

    place: str
    name: str
    short_name: str | None
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonRow:
    """A row of the `People` sheet: a post, and who holds it; a vacant post has neither name nor e-mail."""

    place: str
    post: str
    role: str
    board: str | None
    name: str | None
    email: str | None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class MeetingRow:
    """A row of the `Meetings` sheet: a sitting of a board, and which partnership boards report to it."""

    place: str
    board: str
    on: date
    reporting: tuple[str, ...] = ()


@dataclass(frozen=True)
class EarlierBoardRow:
    """A row of the `Previous boards` sheet: how one action stood at one past meeting."""

    place: str
    meeting: date
    ref: str
    activity: Rating
    impact: Rating
    commentary: str | None = None


@dataclass(frozen=True)
class HighlightRow:
    """A row of the `Highlights` sheet: what is nominated of an action for a meeting; `by` is an e-mail address."""

    place: str
    meeting: date
    ref: str
    text: str
    by: str | None = None


@dataclass(frozen=True)
class FindingRow:
    """A row of the `Findings` sheet: what a source says, and the refs of the actions that answer it, as written."""

    place: str
    source: str
    text: str
    reference: str | None = None
    area: str | None = None
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeasureRow:
    """A row of the `Measures` sheet: what the measure of an action is made of, besides its words."""

    place: str
    ref: str
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_by: date | None = None
    unit: str | None = None
    direction: Direction | None = None
    frequency: Frequency | None = None
    source: str | None = None
    owner: str | None = None


@dataclass(frozen=True)
class MeasureValueRow:
    """A row of the `Measure values` sheet: what was measured for a period, the later of two below the earlier."""

    place: str
    ref: str
    period: Deadline
    value: Decimal
    unit: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class FoundAddress:
    """An e-mail address that a sheet has beside the name of an owner; `letter` is the column where it stands first."""

    owner: str
    address: str
    sheet: str
    letter: str


@dataclass(frozen=True)
class PlanFile:
    """A whole file as it was understood, and what was doubtful in it."""

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[ActionRow, ...]
    doubts: tuple[Doubt, ...] = ()
    boards: tuple[BoardRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    meetings: tuple[MeetingRow, ...] = ()
    snapshots: tuple[EarlierBoardRow, ...] = ()
    highlights: tuple[HighlightRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    values: tuple[MeasureValueRow, ...] = ()
    numbered_areas: frozenset[str] = frozenset()
    """The titles of areas that were numbered in their order, since the numbers of their actions begin anew in each."""
    notes: tuple[str, ...] = field(default=())
    """Facts about the reading that are no doubt but worth showing, such as other sheets passed over."""
    other_sheets: tuple[str, ...] = ()
    """The sheets whose actions were read after those of `sheet`."""
    addresses: tuple[FoundAddress, ...] = ()
    """Who the owners may be: nothing is taken of it before somebody agrees."""
    layout: str = ""
    """How its layout is known again in the next file."""
    scale: Scale = BRAG
    """The scale that its ratings were read on; without impact where its plan has one rating for each action."""
    scale_is_its_own: bool = False
    """Whether it was the file that told the scale: its plan had no ratings, and none was chosen."""
    told: Mapping[str, object] | None = None
    """What somebody has told about the layout, as JSON values; None where the file told by itself."""

    lists_actions: bool = True
    """Whether it is a plan; a file that lists findings alone says nothing of its actions."""

    sheets_seen: tuple[SheetSeen, ...] = field(default=(), compare=False)
    """The sheets that may have the headings, for whoever says which row has them."""
    last_header_row: int = field(default=0, compare=False)
    """The last of several rows of headings."""
    words: tuple[RatingWord, ...] = field(default=(), compare=False)
    """The words of its ratings, those first that were not understood."""
    as_told: tuple[str, ...] = field(default=(), compare=False)
    """What was taken as somebody has told it, of this file or of an earlier one, in words."""

    @property
    def numbered(self) -> bool:
        """Whether the refs of some rows are no more than numbers in their order, since their sheet has none."""
        return any(row.numbered for row in self.rows)


class PlanFileError(Exception):
    """The file cannot be taken as a plan. The message is for people: what happened, and what to do next."""


class ReadOtherwise(PlanFileError):
    """The rows cannot be taken as they were understood: perhaps the headings, or what a column holds, are others."""
