"""An answer's fields, defined once: what each is called, when it is needed, whether it is kept, what names it.

The form, the parts of a line, the checks, the headings of a plan file, the columns of the tables, the copies in a
snapshot and the lists of a pack follow from here. A new field is a line of `InPosition` or `Said`, a migration, and
its place in the layout of the papers.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, get_args, get_type_hints

from models.plan.ratings import AT_RISK, Rating, RatingClass, scale
from models.record.lengths import FIELD


class Kind(StrEnum):
    """What a field holds: a level of the scale, a local day, prose, or the address of something."""

    RATING = "rating"
    DAY = "day"
    PROSE = "prose"
    LINK = "link"


class Needed(StrEnum):
    """For which ratings an answer needs a field (`domain.md` 4.1)."""

    ALWAYS = "always"
    OF_A_RED = "of a Red by either rating"
    OF_A_BLUE = "of a Blue on activity"
    NEVER = "never"


class Kept(StrEnum):
    """Whether what is not said anew stays as it was last given. A day stays no longer than until it has passed."""

    UNTIL_CLEARED = "until it is said otherwise or cleared"
    WHILE_OFF_TRACK = "while the action is Red by either rating, or Amber on activity"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True, eq=False)
class AnswerField:
    """One field of an answer; `name` is its column.

    `label` asks for it in the form, in the order of `place`, with a hint (`hints`); `title` is what cards and papers
    call it; `words` name it in a line, the first one in examples. `heading` is what an export writes over it, and
    `headings` name it in a plan file, the likeliest first. `needed_since` says why it is needed; it and
    `hints` are written for `Scale.in_words`. One that `may_follow` is asked for when a line has been recorded
    without it. `of_reds`: it is printed of Reds alone. `lacks` is what stands in its place of a Red that has none.
    `of_recovery`: a form asks for it only of what is off track or at risk already, or has it.
    `longest` counts characters.
    """

    place: int
    label: str
    title: str
    kind: Kind
    words: tuple[str, ...]
    heading: str
    headings: tuple[str, ...]
    hints: str = ""
    needed: Needed = Needed.NEVER
    needed_since: str = ""
    may_follow: bool = False
    kept: Kept = Kept.NEVER
    of_reds: bool = False
    lacks: str = ""
    longest: int = FIELD
    of_recovery: bool = False
    name: str = ""

    @property
    def hint(self) -> str:
        """What helps to fill it in, in the words of the scale in use; empty where no such rating can be given."""
        given = {each.rating.rating_class for each in scale().given}
        of_nothing = self.needed is Needed.OF_A_BLUE and RatingClass.DONE not in given
        return "" if of_nothing else scale().in_words(self.hints)

    @property
    def because(self) -> str:
        """Why it is needed, in the words of the scale in use."""
        return scale().in_words(self.needed_since)

    @property
    def lacking(self) -> str:
        """What is printed in its place where it belongs and is not given."""
        return self.lacks or f"No {self.title.lower()} given."

    def __reduce__(self) -> tuple[Callable[[str], "AnswerField"], tuple[str]]:
        """There is one of each: in another process, too, it is that one."""
        return named, (self.name,)


@dataclass(frozen=True, kw_only=True)
class InPosition:
    """Of what is said about an action, that which stands in every position, and of which a snapshot keeps a copy."""

    activity: Annotated[
        Rating | None,
        AnswerField(
            place=1,
            label="Activity",
            title="Activity",
            kind=Kind.RATING,
            words=("activity",),
            heading="Activity",
            headings=(
                *("activity", "activity brag", "activity rag", "activity rating", "activity status", "brag activity"),
                *("rag activity", "brag rating activity", "rag rating activity", "brag", "rag", "brag rating"),
                *("rag rating", "brag status", "rag status", "bragg", "b rag", "current brag", "current rag"),
                *("current brag rating", "current rag rating", "current rag status", "latest brag", "latest rag"),
                *("overall brag", "overall rag", "delivery rag", "delivery brag", "action brag", "action rag"),
                *("progress brag", "progress rag", "progress rating", "delivery confidence", "rating"),
                *("action status", "delivery status", "progress status", "current status", "status"),
                *("brag rag", "bragr", "bragrs", "rag b", "rygb", "rayg"),
                *("bryag", "health", "confidence", "overall status"),
                *("completion status", "implementation status", "task status", "issue status", "status comment"),
                *("recommendation status", "response status"),
                *(
                    "state",
                    "follow up status",
                    "open closed",
                    "status category",
                    "track status",
                    "status rag",
                    "status brag",
                    "rag or status",
                ),
            ),
            kept=Kept.UNTIL_CLEARED,
        ),
    ] = None
    impact: Annotated[
        Rating | None,
        AnswerField(
            place=2,
            label="Impact",
            title="Impact",
            kind=Kind.RATING,
            words=("impact",),
            heading="Impact",
            headings=(
                *("impact brag", "impact rag", "impact rating", "impact status", "brag impact", "rag impact"),
                *("outcome rating", "outcome status", "impact score", "embedded rag", "impact assessment"),
                *("brag rating impact", "rag rating impact", "outcome brag", "outcome rag", "current impact"),
                *("current impact brag", "current impact rag", "impact"),
            ),
            kept=Kept.UNTIL_CLEARED,
        ),
    ] = None
    commentary: Annotated[
        str | None,
        AnswerField(
            place=3,
            label="What changed",
            title="Commentary",
            kind=Kind.PROSE,
            words=("progress", "commentary", "what changed"),
            heading="Progress",
            headings=(
                *("progress", "progress update", "progress updates", "latest progress", "latest update"),
                *("progress to date", "update", "updates", "progress made", "progress and comments"),
                *("progress comments", "commentary", "comments", "comment", "current position", "latest position"),
                *("position", "status update", "what has changed", "what changed", "action taken"),
                *("actions taken", "narrative", "highlights", "notes"),
                *("management update", "management updates", "officer update", "owner update", "service update"),
                *("lead update", "latest updates", "latest comments", "latest comment"),
                *("action update", "update comments"),
                *("update comment", "updates and comments", "comments and updates", "comments update"),
                *("remarks", "remark"),
                *("update notes", "progress notes", "progress note", "progress report"),
                *("progress summary", "latest note"),
                *("status comments", "status notes", "status commentary", "rag commentary"),
                *("rag comments", "rag rationale"),
                *("rationale for rag", "reason for rag", "current progress"),
                *("progress so far", "what happened"),
                *("what has been done", "what have we done", "where are we now", "work to date"),
                *("work done", "outturn"),
                *("update narrative", "management comment", "management comments"),
                *("additional comments", "further comments", "position statement", "what have we done so far"),
                *("auditor comments", "follow up comments", "outcome progress", "progress at 6 months"),
            ),
            hints="One to three sentences for the board.",
            needed=Needed.ALWAYS,
            needed_since="Please say in a sentence what changed.",
        ),
    ] = None
    recovery_date: Annotated[
        date | None,
        AnswerField(
            place=12,
            label="Recovery date",
            title="Recovery date",
            kind=Kind.DAY,
            words=("recovery", "recovery date"),
            heading="Recovery date",
            headings=(
                *("recovery date", "back to green", "back to green date", "return to green date"),
                *("return to green", "path to green date", "back on track", "back on track by"),
                *("date back on track", "green by", "expected recovery date", "expected recovery"),
            ),
            hints="Needed for {one off_track}.",
            needed=Needed.OF_A_RED,
            needed_since="{One off_track} needs a recovery date.",
            kept=Kept.WHILE_OFF_TRACK,
        ),
    ] = None
    help_needed: Annotated[
        str | None,
        AnswerField(
            place=7,
            label="Help needed",
            title="Help needed",
            kind=Kind.PROSE,
            words=("help", "help needed"),
            heading="Help needed",
            headings=(
                *("help needed", "help required", "help", "support needed", "support required"),
                *("ask of the board", "asks of the board", "asks", "escalation", "escalations"),
                *("escalation required", "issues for escalation"),
            ),
            hints="From whom, and by when.",
            lacks="No escalation recorded.",
            kept=Kept.UNTIL_CLEARED,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Said(InPosition):
    """What is said about an action, any part of it. Dates are local; text is as typed; None was not said."""

    difference: Annotated[
        str | None,
        AnswerField(
            place=4,
            label="What difference it makes",
            title="Difference made",
            kind=Kind.PROSE,
            words=("difference", "difference made"),
            heading="Difference made",
            headings=(
                *("difference made", "difference", "what difference", "what difference has it made"),
                *("what difference is it making", "what difference has this made"),
                *("what difference will it make", "what difference will this make"),
                *("what difference does it make", "impact commentary", "impact narrative", "impact summary"),
                *("impact so far", "impact to date", "impact on children", "impact for children"),
                *("impact on patients", "impact made", "so what", "outcome achieved", "outcomes achieved"),
                *("outcome", "outcomes"),
            ),
            hints="For the people whom the action is for.",
            kept=Kept.UNTIL_CLEARED,
        ),
    ] = None
    evidence: Annotated[
        str | None,
        AnswerField(
            place=5,
            label="Evidence (a link)",
            title="Evidence",
            kind=Kind.LINK,
            words=("evidence",),
            heading="Evidence",
            headings=(
                *("evidence", "evidence link", "link to evidence", "evidence of completion"),
                *("supporting evidence", "evidence source", "sources of evidence", "evidence location"),
                "assurance",
            ),
            hints="Needed for {one done}.",
            needed=Needed.OF_A_BLUE,
            needed_since="{One done} needs evidence: a link to where it can be seen.",
            kept=Kept.UNTIL_CLEARED,
        ),
    ] = None
    forecast: Annotated[
        date | None,
        AnswerField(
            place=6,
            label="Forecast date",
            title="Forecast",
            kind=Kind.DAY,
            words=("forecast", "forecast date"),
            heading="Forecast date",
            headings=(
                *("forecast date", "forecast", "forecast completion date", "forecast completion"),
                *("forecast finish", "forecast end date", "expected completion date", "expected completion"),
                *("expected date", "anticipated completion date", "anticipated completion", "anticipated date"),
                *("projected completion", "estimated completion date", "estimated completion", "projected date"),
                *("forecast due date", "forecast end", "expected end date"),
                *("expected finish", "likely completion date"),
                *("current forecast", "latest forecast", "projected end date", "estimated date"),
                *("predicted date", "eta"),
            ),
            hints="When you expect it to be complete.",
            kept=Kept.UNTIL_CLEARED,
        ),
    ] = None
    cause: Annotated[
        str | None,
        AnswerField(
            place=8,
            label="Cause",
            title="Cause",
            kind=Kind.PROSE,
            words=("cause",),
            heading="Cause",
            headings=(
                *("cause", "cause of delay", "root cause", "reason for delay", "reason for slippage"),
                *("reason for red", "barriers", "barriers to progress", "blockers", "blocker", "causes", "root causes"),
                *("cause of slippage", "reasons for delay", "reason for overdue", "reason overdue", "issues and risks"),
                *("explanation for delay", "explanation"),
            ),
            hints="Needed for {one off_track}.",
            needed=Needed.OF_A_RED,
            needed_since="{One off_track} needs a cause.",
            may_follow=True,
            kept=Kept.WHILE_OFF_TRACK,
            of_reds=True,
        ),
    ] = None
    corrective_action: Annotated[
        str | None,
        AnswerField(
            place=9,
            label="Corrective action",
            title="Corrective action",
            kind=Kind.PROSE,
            words=("action", "corrective", "corrective action"),
            heading="Corrective action",
            headings=(
                *("corrective action", "corrective actions", "recovery action", "recovery actions"),
                *("recovery plan", "remedial action", "remedial actions", "mitigating action"),
                *("mitigating actions", "mitigation", "mitigations", "path to green", "return to green plan"),
                *("get to green plan", "mitigation action", "mitigation actions", "response action"),
                "response actions",
            ),
            hints="Needed for {one off_track}.",
            needed=Needed.OF_A_RED,
            needed_since="{One off_track} needs a corrective action.",
            may_follow=True,
            kept=Kept.WHILE_OFF_TRACK,
            of_reds=True,
        ),
    ] = None
    recovery_owner: Annotated[
        str | None,
        AnswerField(
            place=10,
            label="Who carries that out",
            title="Carried out by",
            kind=Kind.PROSE,
            words=("carried out by", "by whom"),
            heading="Corrective action carried out by",
            headings=("corrective action carried out by", "recovery action owner", "recovery owner", "recovery lead"),
            hints="A name or a post.",
            kept=Kept.WHILE_OFF_TRACK,
            of_reds=True,
            of_recovery=True,
            longest=200,
        ),
    ] = None
    recovery_by: Annotated[
        date | None,
        AnswerField(
            place=11,
            label="By when",
            title="To be done by",
            kind=Kind.DAY,
            words=("by when", "done by"),
            heading="Corrective action due",
            headings=(
                *("corrective action due", "corrective action date", "corrective action due date"),
                *("recovery action due", "recovery action date", "recovery action due date", "corrective action by"),
            ),
            hints="When the corrective action will be done.",
            kept=Kept.WHILE_OFF_TRACK,
            of_reds=True,
            of_recovery=True,
        ),
    ] = None
    next_review: Annotated[
        date | None,
        AnswerField(
            place=13,
            label="Next review",
            title="Next review",
            kind=Kind.DAY,
            words=("next review",),
            heading="Next review",
            headings=("next review", "next review date", "date of next review", "next review on"),
            hints="When the recovery is looked at again.",
            kept=Kept.WHILE_OFF_TRACK,
            of_reds=True,
            of_recovery=True,
        ),
    ] = None


@dataclass(frozen=True)
class Answers(Said):
    """A whole answer: what an owner declares about an action, both ratings given."""

    activity: Rating = field()
    impact: Rating = field()

    @property
    def is_red(self) -> bool:
        """Red by either rating."""
        return self.activity.is_off_track or self.impact.is_off_track

    @property
    def rests_on_recovery(self) -> bool:
        """Red by either rating or Amber on activity (`domain.md` 4.1)."""
        return self.is_red or self.activity in AT_RISK

    def needs(self, each: AnswerField) -> bool:
        """Whether these ratings call for a field."""
        of_a_blue = each.needed is Needed.OF_A_BLUE and self.activity.is_done
        of_a_red = each.needed is Needed.OF_A_RED and self.is_red
        return each.needed is Needed.ALWAYS or of_a_red or of_a_blue


def _defined(by: type[InPosition]) -> Iterator[AnswerField]:
    for name, hint in get_type_hints(by, include_extras=True).items():
        _, each = get_args(hint)
        yield replace(each, name=name)


FIELDS: Mapping[str, AnswerField] = {each.name: each for each in sorted(_defined(Said), key=lambda each: each.place)}
"""The fields by name, in the order of the form."""


def fields_asked() -> Mapping[str, AnswerField]:
    """The fields that are asked for and shown now: without impact where activity alone is rated."""
    rated = scale().rated
    return {name: each for name, each in FIELDS.items() if each.kind is not Kind.RATING or name in rated}


def named(name: str) -> AnswerField:
    """The field with this name."""
    return FIELDS[name]


IN_POSITION: tuple[str, ...] = tuple(each.name for each in _defined(InPosition))
"""The names of the fields that stand in every position."""

OF_A_RED: tuple[AnswerField, ...] = tuple(
    sorted(
        (each for each in FIELDS.values() if each.of_reds or each.name in IN_POSITION),
        key=lambda each: (
            each.kind is not Kind.RATING,
            each.needed is Needed.NEVER,
            not each.of_recovery,
            each.kind is not Kind.DAY and not each.of_recovery,
        ),
    )
)
"""What every face tells of a Red (`domain.md` 3.1), ratings first: what it needs, of that the day, then who carries its
recovery out, and its escalation, which is the help that is asked for."""

LACKING_OF_A_RED: Mapping[str, str] = {
    each.name: each.lacking for each in OF_A_RED if each.kind is not Kind.RATING and not each.of_recovery
}
"""What stands in the place of what a Red does not say, by the field's name; of what it may leave out, nothing does."""
