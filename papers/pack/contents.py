"""What a pack says, as values: gathered once from one snapshot, kept as JSON, and printed by all four formats.

Every figure and every sentence with a figure in it is here; a template or a writer adds labels and layout, never a
number. The same contents give the same bytes in every format. Dates are local to the organisation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache, wraps
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from models.packs.own_sections import OwnSection
from models.plan.ratings import BRAG, Rating, RatingClass, Scale, in_scale
from models.position.counting import Count
from models.position.movements import MovementMatrix
from models.position.trend import TrendPoint
from models.updates.answer import FIELDS, LACKING_OF_A_RED, AnswerField, Answers
from papers.outlines import COUNCIL, COVER, SUPPLEMENT, Outline
from papers.own_outlines import with_own
from papers.pack.attached_files import AppendixEntry, restricted_said
from papers.pack.report import CouncilReport
from papers.pack.sparkline import Sparkline
from papers.pack.supplement import Supplement
from papers.pack.written import WrittenSection
from papers.wording import day, sentences

W = TypeVar("W", bound=Callable[..., bytes])


@dataclass(frozen=True)
class RatingColumn:
    """One column of the table of ratings: the heading ("Previous activity") and the count and share of every rating."""

    heading: str
    counts: Mapping[Rating, Count]
    total: int


@dataclass(frozen=True)
class KeyEntry:
    """What a rating means for activity and for impact, in the organisation's words."""

    rating: Rating
    activity: str
    impact: str


@dataclass(frozen=True)
class TotalChangeEntry:
    """Why the number of actions is not what it was: a sentence, and a line for each action that came or went.

    `unexplained` are the refs for which no reason is recorded. No lines: nothing came or went.
    """

    said: str
    lines: tuple[str, ...]
    unexplained: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """An action whose ratings are not what they were at the previous board; `direction` is "better", "worse" ...

    `impact_was` is None where the previous board did not rate it.
    """

    ref: str
    title: str
    activity_was: Rating
    activity: Rating
    impact_was: Rating | None
    impact: Rating
    direction: str


@dataclass(frozen=True)
class Movements:
    """What moved: a sentence that counts it, and the actions. `since` None: there is no earlier board.

    `off_track` says who joined and who left the Reds; `matrices` are from which rating to which, for each that both
    boards rated. A pack that was kept without them has neither.
    """

    said: str
    since: date | None
    moved: tuple[Moved, ...]
    off_track: str = ""
    matrices: tuple[MovementMatrix, ...] = ()


OF_AN_ACTION: tuple[AnswerField, ...] = tuple(each for each in FIELDS.values() if not each.of_reds)
"""The fields of its answer that a pack prints of each action."""


@dataclass(frozen=True)
class Red(Answers):
    """A Red, with its answer in the fields `OF_A_RED`; what it lacks is None, and printed as `LACKING_OF_A_RED` has it.

    `dimension` is "activity", "impact" or "activity and impact".

    `deadline` is in words ("March 2023"); `days_overdue` counts to the meeting; `by_the_rules`, `standing` and
    `no_return` and `waits_on` as in `ActionEntry`; a pack that was kept without the last two has none.
    `recovery` are sentences about how its recovery was kept, which stand out ("Third recovery date: ..."), `escalated`
    one or more for each escalation: to whom, what, since when, and what became of it.
    """

    ref: str
    title: str
    dimension: str
    owner: str
    deadline: str
    days_overdue: int
    by_the_rules: tuple[str, ...] = ()
    standing: str = ""
    no_return: bool = False
    waits_on: tuple[str, ...] = ()
    recovery: tuple[str, ...] = ()
    escalated: tuple[str, ...] = ()

    @property
    def help_told(self) -> str:
        """The help that is needed with what was escalated; that nothing was, where neither is."""
        if not self.escalated:
            return self.help_needed or LACKING_OF_A_RED["help_needed"]
        return sentences([self.help_needed or "", *self.escalated])


@dataclass(frozen=True)
class HighlightEntry:
    """A nominated improvement."""

    ref: str
    title: str
    text: str
    activity: Rating
    impact: Rating


@dataclass(frozen=True)
class SlowEntry:
    """An action that is slow to progress, with the rules that say so ("68 days overdue; Red at 2 meetings running")."""

    ref: str
    title: str
    activity: Rating
    impact: Rating
    why: str


@dataclass(frozen=True)
class LikelyEntry:
    """An action that is likely to slip, by its deadline in words and its SRO's post, with each sign of it."""

    ref: str
    title: str
    activity: Rating
    impact: Rating
    deadline: str
    owner: str
    why: str


@dataclass(frozen=True)
class GapEntry:
    """An action that is done and has no impact to show: Blue on activity, neither Green nor Blue on impact."""

    ref: str
    title: str
    impact: Rating


@dataclass(frozen=True)
class ReturnEntry:
    """The return of one owner: who answers, for which boards, how many were expected and came, and what is out.

    `received` does not count those answered with "no change", which `state` does. It is a sentence: "All 11 received.",
    "9 received, 2 “no change”." or "No return received for 2.1 and 2.4."
    """

    answerer: str
    boards: str
    expected: int
    received: int
    outstanding: tuple[str, ...]
    state: str


@dataclass(frozen=True)
class Returns:
    """The returns of the meeting: a sentence, the dates, and a row for each who answers."""

    said: str
    due: date
    frozen: datetime
    rows: tuple[ReturnEntry, ...]


@dataclass(frozen=True)
class MeasureEntry:
    """The measure of an action as it was frozen: its words, whether it is agreed, and what it is made of in a sentence.

    `measured` is the last value in a sentence, held against the target and the period before; `drawn` is the same as a
    picture. `baseline`, `target` and `value` are in `unit`. Without a measure there are no words.
    """

    definition: str
    state: str
    made_of: str = ""
    measured: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    value: Decimal | None = None
    period: str = ""
    against: str = ""
    said: str = ""
    drawn: Sparkline | None = None


@dataclass(frozen=True)
class ActionEntry(Answers):
    """One action in the progress report, with its answer in the fields `OF_AN_ACTION`.

    Deadlines are in words; `approved` is empty where no board moved the date.

    `owner` and `board` are as people read them ("Workforce SRO (A. Person)", "no board"); `owner_in_plan` and
    `board_in_plan` as a plan file names them, None for nobody and no board.
    `standing` says what the ratings rest on: "Update of 22 May 2023.", "No change since 24 May 2023, confirmed on 30
    June 2023.", "No return received: ratings of 26 April 2023."
    or "Not expected for this meeting: ratings of 26 April 2023.".
    `by_the_rules` has a sentence for each rating that the rules see otherwise, reckoned to the meeting: "Activity
    declared Green; by the rules Red: 41 days overdue." A pack that was kept without it has none.
    `waits_on` has one for each late or Red action that it needs, or that needs it: "2.4 needs 3.1 (...): Red."
    `measure` is None where the position that was frozen kept none.
    """

    ref: str
    title: str
    owner: str
    board: str
    original: str
    approved: str
    days_overdue: int
    standing: str
    no_return: bool
    owner_in_plan: str | None = None
    board_in_plan: str | None = None
    by_the_rules: tuple[str, ...] = ()
    waits_on: tuple[str, ...] = ()
    measure: MeasureEntry | None = None


@dataclass(frozen=True)
class AreaEntry:
    """An area with its actions, in the natural order of refs, and a sentence that counts their ratings."""

    number: int | None
    title: str
    source: str
    said: str
    actions: tuple[ActionEntry, ...]
    heading: str = field(init=False)
    """`Area 2: Workforce`; the title alone where it has no number, and "Actions" where a plan has no areas."""

    @property
    def name(self) -> str:
        """`area 2`, or its title where it has no number."""
        return f"area {self.number}" if self.number is not None else self.title or "the plan"

    def __post_init__(self) -> None:
        numbered = "" if self.number is None else f"Area {self.number}"
        object.__setattr__(self, "heading", ": ".join(filter(None, (numbered, self.title))) or "Actions")


@dataclass(frozen=True)
class AskedEntry:
    """What the board is asked, by its number in the meeting's list: what it is, how it stands and what is proposed.

    `before` is empty of what is new. `said` is what was given for it, each with its label; `not_given` names the rest.
    """

    number: int
    what: str
    before: str
    after: str
    by: str
    said: tuple[str, ...]
    not_given: str

    @property
    def change(self) -> str:
        """How it stands and what is proposed: `March 2023 → 31 October 2023`."""
        return f"{self.before} → {self.after}" if self.before else self.after


@dataclass(frozen=True)
class FindingEntry:
    """A finding that the plan answers: what it is called (F3), where it stands, what it says, the refs of the actions
    that answer it, and how they stand in words. `attention`: no action answers it, or it is done without impact.
    """

    name: str
    source: str
    reference: str
    text: str
    actions: tuple[str, ...]
    state: str
    attention: bool

    @property
    def place(self) -> str:
        """Where it stands: `Notice of 18 May 2021, 1a`."""
        return ", ".join(filter(None, (self.source, self.reference)))


@dataclass(frozen=True)
class Findings:
    """What the plan answers: a sentence that counts it, a line for each source, a line about the actions that answer
    nothing, which may be empty, and the findings, those that need attention first.
    """

    said: str = ""
    by_source: tuple[str, ...] = ()
    others: str = ""
    rows: tuple[FindingEntry, ...] = ()


@dataclass(frozen=True)
class EvidenceEntry:
    """An item of evidence that is not confidential: what it is called (E3), what it is, its kind, day and source in
    words, its link, which may be empty, and the refs of the actions that it is of.
    """

    name: str
    what: str
    about: str
    link: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceListed:
    """The register of evidence: the items that are printed, and a sentence about those that are confidential and are
    not, which may be empty.
    """

    rows: tuple[EvidenceEntry, ...] = ()
    hidden: str = ""

    @property
    def there(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.rows or self.hidden)


@dataclass(frozen=True)
class AcronymEntry:
    """An acronym used in the pack; without a meaning it prints as "not defined"."""

    acronym: str
    meaning: str


@dataclass(frozen=True)
class SignOffEntry:
    """One review of the paper as it was published: its state in words ("approved"), by whom ("Finance Lead (A. Name)"),
    on which local day and of which version; `words` are the reason, if one was given.
    """

    review: str
    state: str
    by: str = ""
    on: date | None = None
    version: int | None = None
    words: str = ""


AUTHOR_TOO = "An author of the paper, too"
"""How the words of a sign-off begin where its reviewer has written of what they sign."""

CORRECTED = "This is a corrected version. It takes the place of the one that was published; all else is as it was."


@dataclass(frozen=True)
class CorrectionEntry:
    """A correction of what was published: where it stood, what it said, what it says now, and why; entered on a local
    day.
    """

    number: int
    place: str
    was: str
    becomes: str
    why: str
    on: date

    @property
    def said(self) -> str:
        """It in a sentence or two; of what is not public, only where it stands."""
        if not self.was:
            return f"Correction {self.number} of {day(self.on)}. {self.place}: a part that is not public was corrected."
        what = (
            f"Correction {self.number} of {day(self.on)}. {self.place}: it said “{self.was}”; it is “{self.becomes}”."
        )
        return f"{what} {sentences([f'Reason: {self.why}'])}"


@dataclass(frozen=True)
class PackContents:
    """Everything that a pack says. `data_month` is the first day of the month that the data are of.

    `changed` says what is different from the version before; empty for the first. `known` says how well the headline is
    known; a pack that was kept without it does not. `notes` stand under the table of ratings. `scale` is the one with
    which its figures were frozen.
    `asked` is what the board is to decide, `arising` a line for each thing that decisions ask for and no board has yet
    called done, `dates_moved` a line for each date that a decision has moved since the board before,
    `dates_moved_undecided` one for each that a file has, with none recorded; they are printed where there are
    any. `findings` and `evidence_listed` are printed where there are any.
    `plan_version` says which version of the plan it is about, `pace` how many actions became Blue at each of the last
    boards and what that comes to, `likely` what is likely to slip, with a sentence that counts it; what is empty is not
    printed, as in a pack that was kept without it. `written` are the sections that people have written, in their order,
    and `sections_missing` the titles of those that are required and that nobody has.
    `sign_offs` are the reviews as they stood when it was published, `overridden` who published it although it was not
    complete, and why, `urgency` why it was published late: they are there once it is published, and empty where there
    is nothing to say.
    `corrections` are what was put right since it was published first.
    `questions` are those worth asking of the figures, the weightiest first; they stand on the first page.
    A council report has the figures of a board's pack, its sections, body and day, and says in `report` whose they are.
    `appendices` are the files that belong to it. A supplement has the figures of what it follows, and its own sections
    and appendices, and says in `supplement` from where it is numbered on.
    `own_sections` is what the organisation had made of the list of sections.
    `draft` is how it is printed, and nothing that is kept: the same contents are a draft first, and then published.
    """

    organisation: str
    plan: str
    board: str
    meeting: date
    version: int
    changed: tuple[str, ...]
    author: str
    data_month: date
    frozen_at: datetime
    zone: str
    headline: str
    columns: tuple[RatingColumn, ...]
    notes: tuple[str, ...]
    key: tuple[KeyEntry, ...]
    trend: tuple[TrendPoint, ...]
    total_change: TotalChangeEntry
    movements: Movements
    reds_said: str
    reds: tuple[Red, ...]
    highlights: tuple[HighlightEntry, ...]
    slow_said: str
    slow: tuple[SlowEntry, ...]
    gap_said: str
    gap: tuple[GapEntry, ...]
    returns: Returns
    areas: tuple[AreaEntry, ...]
    acronyms: tuple[AcronymEntry, ...]
    known: str = ""
    scale: Scale = BRAG
    asked: tuple[AskedEntry, ...] = ()
    arising: tuple[str, ...] = ()
    dates_moved: tuple[str, ...] = ()
    dates_moved_undecided: tuple[str, ...] = ()
    findings: Findings = Findings()
    plan_version: str = ""
    pace: str = ""
    likely_said: str = ""
    likely: tuple[LikelyEntry, ...] = ()
    evidence_listed: EvidenceListed = EvidenceListed()
    written: tuple[WrittenSection, ...] = ()
    sections_missing: tuple[str, ...] = ()
    sign_offs: tuple[SignOffEntry, ...] = ()
    overridden: str = ""
    urgency: str = ""
    corrections: tuple[CorrectionEntry, ...] = ()
    questions: tuple[str, ...] = ()
    report: CouncilReport | None = None
    appendices: tuple[AppendixEntry, ...] = ()
    supplement: Supplement | None = None
    own_sections: tuple[OwnSection, ...] = ()
    draft: bool = False

    @property
    def draft_said(self) -> str:
        """What every page of a draft says; empty for what is published."""
        return f"Draft, version {self.version}: not published" if self.draft else ""

    @property
    def published_said(self) -> tuple[str, ...]:
        """What its first page says of how it was published, where that was out of the ordinary."""
        corrected = [CORRECTED, *(each.said for each in self.corrections)] if self.corrections else []
        return (*corrected, *filter(None, (self.overridden, self.urgency)), *self._not_public())

    def _not_public(self) -> list[str]:
        """Its sections and appendices that are not public, each in a sentence."""
        sections = [
            each.paragraphs[0].text
            if each.withheld
            else restricted_said(f"Section {each.number}", each.restricted, each.why)
            for each in self.written
            if each.restricted
        ]
        return sections + [
            each.said if not each.file_id else restricted_said(each.called, each.restricted, each.why)
            for each in self.appendices
            if each.restricted
        ]

    @property
    def name(self) -> str:
        """What the paper is: "Board pack", or "Draft board pack"."""
        name = "Council report" if self.report else "Board pack"
        if self.supplement:
            name = f"Supplement {self.supplement.number} to the {name[0].lower()}{name[1:]}"
        name = f"Corrected {name[0].lower()}{name[1:]}" if self.corrections else name
        return f"Draft {name[0].lower()}{name[1:]}" if self.draft else name

    def written_before(self, key: str) -> tuple[WrittenSection, ...]:
        """The written sections that stand before a generated one."""
        return tuple(each for each in self.written if each.before == key)

    @property
    def outline(self) -> Outline:
        """The sections that it can have, as the organisation had them when it was compiled."""
        return SUPPLEMENT if self.supplement else with_own(COUNCIL if self.report else COVER, self.own_sections)

    @property
    def has_position(self) -> bool:
        """Whether it is the board's own pack, which prints the position: no report to a body and no supplement."""
        return self.report is None and self.supplement is None

    @property
    def table_name(self) -> str:
        """What the table of ratings is called: "BRAG table"."""
        return f"{self.scale.name} table"

    @property
    def reds_title(self) -> str:
        """The heading over the actions that are off track: "Reds"."""
        return self.scale.titled(RatingClass.OFF_TRACK)

    @property
    def red_by(self) -> str:
        """The label of the ratings by which one is: "Red by"."""
        return f"{self.scale.named(RatingClass.OFF_TRACK)} by"

    @property
    def local_frozen_at(self) -> datetime:
        """When the figures were fixed, in the organisation's zone."""
        return self.frozen_at.astimezone(ZoneInfo(self.zone))

    @property
    def title(self) -> str:
        """The pack's title: "Improvement Board, 7 June 2023"."""
        return f"{self.board}, {self.meeting.day} {self.meeting:%B %Y}"


def in_its_scale(write: W) -> W:
    """Marks what writes a pack: its ratings are called as the scale calls them that its figures were frozen with."""

    @wraps(write)
    def written(contents: PackContents, *args: Any, **named: Any) -> bytes:
        with in_scale(contents.scale):
            return write(contents, *args, **named)

    return cast(W, written)


def to_json(contents: PackContents) -> dict[str, Any]:
    """The contents as JSON values."""
    stored: dict[str, Any] = _contents().dump_python(contents, mode="json")
    return stored


def from_json(stored: Mapping[str, Any]) -> PackContents:
    """The contents that `to_json` stored."""
    return _contents().validate_python(stored)


@cache
def _contents() -> TypeAdapter[PackContents]:
    return TypeAdapter(PackContents)
