"""The fields that a Word template may use: what `{{ meeting }}` or `{{ action.owner }}` print, in words.

`writing` fills a template with them, `check` refuses a template that asks for others, and the docs list them from
`fields`. Everything is made from the pack's contents; what is missing there is said here in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from models.plan.ratings import Rating, RatingClass, scale
from models.position.movements import MovementMatrix
from models.updates.answer import LACKING_OF_A_RED, OF_A_RED, AnswerField
from papers.pack.contents import OF_AN_ACTION, ActionEntry, PackContents, Red
from papers.rating_colours import fill_of
from papers.wording import NOT_COUNTED_BEFORE, NOT_COUNTED_NOW, NOT_RATED, day, joined, moment, share

TAGS = (
    ("{{ headline }}", "prints a field, in the look of the place where it stands"),
    ("{{r red.impact.label }}", "prints a rating's letter and word on its colour"),
    ("{{ notes | join('; ') }}", "prints a list in one line; Jinja's filters work, but for safe and urlize"),
    ("{%p if reds %} … {%p else %} … {%p endif %}", "keeps the paragraphs and tables in between, or the others"),
    ("{%p for red in reds %} … {%p endfor %}", "repeats the paragraphs and tables in between for each of a list"),
    ("{%tr for red in reds %} … {%tr endfor %}", "repeats the rows of a table in between; {%tr if … %} keeps them"),
    ("{%tc for title in brag.headings %} … {%tc endfor %}", "repeats the cells of a row in between"),
    ("{% if red.cause %} … {% endif %}", "keeps the words in between; {% for … %} repeats them"),
    ("{% cellbg red.impact.fill %}", "colours the cell of a table in which it stands"),
    ("{% colspan 2 %}", "makes the cell as wide as so many columns"),
    ("{% vm %}", "in a loop of rows, makes one cell of those below each other; {% hm %} of those side by side"),
    ("{% set due = returns.due %}", "gives a name to something, to print it later"),
    ("{# … #}", "is a note to yourself, which is not printed"),
)
"""Every tag that a template may have, as it is written, and what it does; for the docs."""


class TemplateFields:
    """Fields that belong together. `named` is what a loop calls one of them: `{% for action in area.actions %}`."""

    __slots__ = ()
    named: ClassVar = ""


@dataclass(frozen=True, slots=True)
class RatingFields(TemplateFields):
    """A rating. Printed as it is, it gives its letter and word: "R Red"."""

    named: ClassVar = "rating"
    letter: Annotated[str, "Its letter; Grey's is a dash"]
    word: Annotated[str, "Its word"]
    fill: Annotated[str, "Its colour, for {% cellbg … %} in a cell of a table"]
    label: Annotated[Markup, "Letter and word in bold on its colour: {{r … }}, with an r; alone or on the fill"]

    def __str__(self) -> str:
        return f"{self.letter} {self.word}".strip()


@dataclass(frozen=True, slots=True)
class ScaleFields(TemplateFields):
    """How the ratings are called: the words of a heading, which are not the same on every scale."""

    named: ClassVar = "scale"
    name: Annotated[str, "Its name, such as “BRAG”"]
    rates_impact: Annotated[bool, "True where impact is rated beside activity, for {% if … %}"]
    reds: Annotated[str, "What the Reds are called: “Reds”, or “Not on track”"]
    red_by: Annotated[str, "What stands before `red.dimension`: “Red by”, or “Not on track by”"]
    done: Annotated[str, "What the ratings of what is done are called: “Blue”"]


@dataclass(frozen=True, slots=True)
class RatingRowFields(TemplateFields):
    """One rating's row of the table of ratings."""

    named: ClassVar = "row"
    rating: Annotated[RatingFields, "The rating"]
    shares: Annotated[Sequence[str], "Count and percentage in each column of the table"]


@dataclass(frozen=True, slots=True)
class BragFields(TemplateFields):
    """The BRAG table."""

    named: ClassVar = "brag"
    headings: Annotated[Sequence[str], "The headings of its columns of figures"]
    rows: Annotated[Sequence[RatingRowFields], "A row for each rating"]
    totals: Annotated[Sequence[str], "The number of actions in each column"]


@dataclass(frozen=True, slots=True)
class KeyFields(TemplateFields):
    """What a rating means."""

    named: ClassVar = "entry"
    rating: Annotated[RatingFields, "The rating"]
    activity: Annotated[str, "What it means for activity"]
    impact: Annotated[str, "What it means for impact"]


@dataclass(frozen=True, slots=True)
class TotalChangeFields(TemplateFields):
    """Why the number of actions changed."""

    named: ClassVar = "total_change"
    said: Annotated[str, "The sentence about it"]
    lines: Annotated[Sequence[str], "A line for each action that came or went, with its reason"]
    unexplained: Annotated[str, "The refs of actions that came or went without a recorded reason; may be empty"]


@dataclass(frozen=True, slots=True)
class MovedFields(TemplateFields):
    """An action whose ratings changed since the previous board."""

    named: ClassVar = "move"
    ref: Annotated[str, "The action's ref"]
    title: Annotated[str, "The action"]
    activity_was: Annotated[RatingFields, "Activity at the previous board"]
    activity: Annotated[RatingFields, "Activity now"]
    impact_was: Annotated[RatingFields, "Impact at the previous board"]
    impact: Annotated[RatingFields, "Impact now"]
    direction: Annotated[str, "Better, worse or both"]


@dataclass(frozen=True, slots=True)
class MatrixRowFields(TemplateFields):
    """The actions that had one rating at the previous board."""

    named: ClassVar = "matrix_row"
    was: Annotated[RatingFields, "The rating at the previous board, or “Not counted before”"]
    counts: Annotated[Sequence[str], "How many of them have the rating of each column now, and how many they are"]


@dataclass(frozen=True, slots=True)
class MatrixFields(TemplateFields):
    """How many actions went from which rating to which, by one of the two."""

    named: ClassVar = "matrix"
    by: Annotated[str, "“Activity” or “Impact”"]
    headings: Annotated[Sequence[str], "The headings of its columns: the ratings of now, and “Total”"]
    rows: Annotated[Sequence[MatrixRowFields], "A row for each rating at the previous board"]
    totals: Annotated[Sequence[str], "The number of actions in each column"]


@dataclass(frozen=True, slots=True)
class MovementsFields(TemplateFields):
    """What moved since the previous board."""

    named: ClassVar = "movements"
    said: Annotated[str, "The sentence that counts the movements"]
    moved: Annotated[Sequence[MovedFields], "The actions that moved"]
    off_track: Annotated[str, "Who is Red now and was not, and the other way round; may be empty"]
    matrices: Annotated[Sequence[MatrixFields], "From which rating to which, one for each of the two"]


@dataclass(frozen=True, slots=True)
class RedFields(TemplateFields):
    """An action that is Red by either rating."""

    named: ClassVar = "red"
    ref: Annotated[str, "The action's ref"]
    title: Annotated[str, "The action"]
    dimension: Annotated[str, "Red on activity, impact, or both"]
    activity: Annotated[RatingFields, "Activity"]
    impact: Annotated[RatingFields, "Impact"]
    owner: Annotated[str, "Whose action it is"]
    deadline: Annotated[str, "Its deadline"]
    days_overdue: Annotated[int, "How many days it is overdue at the meeting"]
    recovery_date: Annotated[str, "When it will be recovered, or that no date is given"]
    commentary: Annotated[str, "The commentary, or that none is given"]
    cause: Annotated[str, "The cause, or that none is given"]
    corrective_action: Annotated[str, "The corrective action, or that none is given"]
    recovery_owner: Annotated[str, "Who carries the corrective action out; may be empty"]
    recovery_by: Annotated[str, "By when that is to be done; may be empty"]
    next_review: Annotated[str, "When it is looked at again; may be empty"]
    recovery: Annotated[str, "What stands out of its recovery, such as that its date has moved; may be empty"]
    help_needed: Annotated[str, "The help that is needed with what was escalated, or that no escalation is recorded"]
    standing: Annotated[str, "What the ratings rest on; empty in a pack that was kept without it"]
    no_return: Annotated[bool, "True where a return was expected and none came, for {% if … %}"]
    by_the_rules: Annotated[str, "What the rules say where a declared rating differs; may be empty"]
    waits_on: Annotated[str, "Which late or Red actions it needs, or which need it; may be empty"]


@dataclass(frozen=True, slots=True)
class HighlightFields(TemplateFields):
    """A nominated improvement."""

    named: ClassVar = "highlight"
    ref: Annotated[str, "The action's ref"]
    title: Annotated[str, "The action"]
    text: Annotated[str, "What was achieved"]
    activity: Annotated[RatingFields, "Activity"]
    impact: Annotated[RatingFields, "Impact"]


@dataclass(frozen=True, slots=True)
class SlowFields(TemplateFields):
    """An action that is slow to progress."""

    named: ClassVar = "slow_action"
    ref: Annotated[str, "The action's ref"]
    title: Annotated[str, "The action"]
    activity: Annotated[RatingFields, "Activity"]
    impact: Annotated[RatingFields, "Impact"]
    why: Annotated[str, "The rules that say so"]


@dataclass(frozen=True, slots=True)
class LikelyFields(TemplateFields):
    """An action that is likely to slip."""

    named: ClassVar = "likely_action"
    ref: Annotated[str, "The action's ref"]
    title: Annotated[str, "The action"]
    activity: Annotated[RatingFields, "Activity"]
    impact: Annotated[RatingFields, "Impact"]
    deadline: Annotated[str, "Its deadline"]
    owner: Annotated[str, "The post of its senior responsible officer"]
    why: Annotated[str, "The signs that say so"]


@dataclass(frozen=True, slots=True)
class GapFields(TemplateFields):
    """An action that is done and has no impact to show."""

    named: ClassVar = "gap_action"
    ref: Annotated[str, "The action's ref"]
    title: Annotated[str, "The action"]
    impact: Annotated[RatingFields, "Impact"]


@dataclass(frozen=True, slots=True)
class ReturnFields(TemplateFields):
    """What one person had to return."""

    named: ClassVar = "answer"
    answerer: Annotated[str, "Who answers"]
    boards: Annotated[str, "For which boards"]
    expected: Annotated[int, "How many updates were expected"]
    received: Annotated[int, "How many came, those that say “no change” left out"]
    state: Annotated[str, "What came and what is outstanding, in a sentence"]


@dataclass(frozen=True, slots=True)
class ReturnsFields(TemplateFields):
    """The returns for the meeting."""

    named: ClassVar = "returns"
    said: Annotated[str, "The sentence about them"]
    due: Annotated[str, "When they were due"]
    frozen: Annotated[str, "When the figures were frozen"]
    rows: Annotated[Sequence[ReturnFields], "One for each who answers"]


@dataclass(frozen=True, slots=True)
class ActionFields(TemplateFields):
    """An action in the progress report."""

    named: ClassVar = "action"
    ref: Annotated[str, "Its ref"]
    title: Annotated[str, "The action"]
    owner: Annotated[str, "Whose action it is"]
    board: Annotated[str, "The board that it belongs to"]
    activity: Annotated[RatingFields, "Activity"]
    impact: Annotated[RatingFields, "Impact"]
    original: Annotated[str, "The original deadline"]
    approved: Annotated[str, "The deadline that a board approved later; empty where none did"]
    days_overdue: Annotated[int, "How many days it is overdue at the meeting; 0 where it is not"]
    forecast: Annotated[str, "The forecast date; may be empty"]
    recovery_date: Annotated[str, "The recovery date; may be empty"]
    commentary: Annotated[str, "The commentary, or that none is given"]
    difference: Annotated[str, "The difference made; may be empty"]
    help_needed: Annotated[str, "The help that is needed; may be empty"]
    evidence: Annotated[str, "The evidence; may be empty"]
    standing: Annotated[str, "What the ratings rest on, such as the date of the update"]
    no_return: Annotated[bool, "True where a return was expected and none came, for {% if … %}"]
    by_the_rules: Annotated[str, "What the rules say where a declared rating differs; may be empty"]
    waits_on: Annotated[str, "Which late or Red actions it needs, or which need it; may be empty"]
    measure: Annotated[str, "Its measure, with baseline and target and whether it is agreed; may be empty"]
    measured: Annotated[str, "The last value of its measure, held against the target; may be empty"]


@dataclass(frozen=True, slots=True)
class AreaFields(TemplateFields):
    """An area of the plan with its actions."""

    named: ClassVar = "area"
    number: Annotated[int | str, "Its number; may be empty"]
    title: Annotated[str, "Its title; may be empty"]
    heading: Annotated[str, "Its number and title, such as “Area 2: Workforce”"]
    name: Annotated[str, "What it is called in a sentence: “area 2”, or its title where it has no number"]
    source: Annotated[str, "Where it comes from, such as an inspection; may be empty"]
    said: Annotated[str, "The sentence that counts its ratings"]
    actions: Annotated[Sequence[ActionFields], "Its actions"]


@dataclass(frozen=True, slots=True)
class AskedFields(TemplateFields):
    """Something that the board is asked to decide."""

    named: ClassVar = "request"
    number: Annotated[int, "Its number in the meeting’s list"]
    what: Annotated[str, "What it is: “A new date for 2.4”"]
    change: Annotated[str, "How it stands, and what is proposed"]
    by: Annotated[str, "Who proposed it"]
    said: Annotated[Sequence[str], "What is said of it, a line each"]
    not_given: Annotated[str, "What is not given of it; may be empty"]


@dataclass(frozen=True, slots=True)
class FindingFields(TemplateFields):
    """A finding that the plan answers."""

    named: ClassVar = "finding"
    name: Annotated[str, "What it is called: “F3”"]
    source: Annotated[str, "What says it, such as an inspection or a notice"]
    reference: Annotated[str, "What it is called there; may be empty"]
    place: Annotated[str, "Both: “Notice of 18 May 2021, 1a”"]
    text: Annotated[str, "What it says"]
    actions: Annotated[str, "The refs of the actions that answer it, or “none”"]
    state: Annotated[str, "How it is answered, in a sentence"]
    attention: Annotated[bool, "True where no action answers it, or it is done without impact, for {% if … %}"]


@dataclass(frozen=True, slots=True)
class FindingsFields(TemplateFields):
    """What the plan answers."""

    named: ClassVar = "findings"
    said: Annotated[str, "The sentence that counts the findings"]
    by_source: Annotated[Sequence[str], "The same of each source, a line each"]
    others: Annotated[str, "The actions that answer no finding; may be empty"]
    rows: Annotated[Sequence[FindingFields], "The findings, those that need attention first"]


@dataclass(frozen=True, slots=True)
class EvidenceFields(TemplateFields):
    """An item of evidence that is not confidential."""

    named: ClassVar = "item"
    name: Annotated[str, "What it is called: “E3”"]
    what: Annotated[str, "What it is"]
    about: Annotated[str, "Its kind, day and source"]
    link: Annotated[str, "Where it can be seen; may be empty"]
    actions: Annotated[str, "The refs of the actions that it is of"]


@dataclass(frozen=True, slots=True)
class EvidenceListedFields(TemplateFields):
    """The register of evidence."""

    named: ClassVar = "evidence_listed"
    there: Annotated[bool, "True where there is any, for {% if … %}"]
    rows: Annotated[Sequence[EvidenceFields], "The items that are not confidential"]
    hidden: Annotated[str, "How many are confidential and not printed; may be empty"]


@dataclass(frozen=True, slots=True)
class AcronymFields(TemplateFields):
    """An acronym used in the pack."""

    named: ClassVar = "acronym"
    letters: Annotated[str, "The acronym"]
    meaning: Annotated[str, "What it stands for, or that it is not defined"]


@dataclass(frozen=True, slots=True)
class PackFields(TemplateFields):
    """All fields of a pack."""

    organisation: Annotated[str, "The organisation"]
    plan: Annotated[str, "The plan"]
    board: Annotated[str, "The board that meets"]
    meeting: Annotated[str, "The day of the meeting"]
    title: Annotated[str, "Board and day of the meeting"]
    data_month: Annotated[str, "The month that the data are of"]
    author: Annotated[str, "The author"]
    version: Annotated[int, "The version of the pack"]
    figures_fixed: Annotated[str, "When the figures were fixed, in the organisation's time"]
    is_first_version: Annotated[bool, "True for version 1, for {% if … %}"]
    changed: Annotated[Sequence[str], "What changed since the version before, a line each"]
    headline: Annotated[str, "The headline, and how well it is known"]
    scale: Annotated[ScaleFields, "How the ratings are called"]
    brag: Annotated[BragFields, "The BRAG table"]
    notes: Annotated[Sequence[str], "The notes under the BRAG table"]
    key: Annotated[Sequence[KeyFields], "The key of ratings"]
    trend: Annotated[object, "The trend picture, with its alternative text; empty where there is nothing to draw"]
    trend_words: Annotated[str, "What the trend picture shows, in words"]
    total_change: Annotated[TotalChangeFields, "Why the number of actions changed"]
    movements: Annotated[MovementsFields, "What moved since the previous board"]
    reds_said: Annotated[str, "The sentence that counts the Reds"]
    reds: Annotated[Sequence[RedFields], "The Reds"]
    dates_moved: Annotated[Sequence[str], "The dates that decisions have moved since the previous board, a line each"]
    dates_moved_undecided: Annotated[
        Sequence[str], "The dates that files have moved since the previous board with no decision recorded, a line each"
    ]
    asked: Annotated[Sequence[AskedFields], "What the board is asked to decide"]
    arising: Annotated[Sequence[str], "What earlier decisions ask for and is not done, a line each"]
    highlights: Annotated[Sequence[HighlightFields], "The highlights"]
    plan_version: Annotated[str, "Which version of the plan it is about, and whether that is a draft; may be empty"]
    pace: Annotated[str, "How many became Blue at each of the last boards, and what that comes to; may be empty"]
    likely_said: Annotated[str, "The sentence about what is likely to slip; may be empty"]
    likely: Annotated[Sequence[LikelyFields], "The actions that are likely to slip"]
    slow_said: Annotated[str, "The sentence about what is slow to progress"]
    slow: Annotated[Sequence[SlowFields], "The actions that are slow to progress"]
    gap_said: Annotated[str, "The sentence about what is done without impact"]
    gap: Annotated[Sequence[GapFields], "The actions that are done without impact"]
    findings: Annotated[FindingsFields, "What the plan answers; without rows where there are no findings"]
    evidence_listed: Annotated[EvidenceListedFields, "The register of evidence"]
    returns: Annotated[ReturnsFields, "The returns for the meeting"]
    areas: Annotated[Sequence[AreaFields], "The areas of the plan"]
    acronyms: Annotated[Sequence[AcronymFields], "The acronyms used"]


def fields() -> list[tuple[str, str]]:
    """Every field that a template may use and what it is, in the order of the pack, for the docs.

    What is in a list is named as in `{% for action in area.actions %}`: "action.ref". Ratings have the same four
    fields each; these come last, once.
    """
    return [*_described(PackFields), *_described(RatingFields)]


@cache
def kinds(kind: type) -> Mapping[str, Any]:
    """What each field of one of the classes above is: a class above, a `Sequence` of something, or a plain type."""
    return {name: hint for name, hint in get_type_hints(kind).items() if name != "named"}


def element(kind: Any) -> Any:
    """What a list is a list of; None for what is not a list."""
    return get_args(kind)[0] if get_origin(kind) is Sequence else None


def is_fields(kind: Any) -> bool:
    """Whether it is a class of fields, and not a list, a text or something unknown."""
    return isinstance(kind, type) and issubclass(kind, TemplateFields)


def _described(kind: type[TemplateFields]) -> Iterator[tuple[str, str]]:
    for name, hint in get_type_hints(kind, include_extras=True).items():
        if name == "named":
            continue
        bare, what = get_args(hint)
        full = f"{kind.named}.{name}" if kind.named else name
        inner = element(bare)
        has_fields = is_fields(inner)
        yield full, f"{what}: {{% for {inner.named} in {full} %}}" if has_fields else what
        if has_fields or (is_fields(bare) and bare is not RatingFields):
            yield from _described(inner or bare)


def fields_of(contents: PackContents, trend: object, trend_words: str) -> dict[str, Any]:
    """The values of the fields of `PackFields` for this pack; `trend` is what prints the picture."""
    filled = PackFields(
        organisation=contents.organisation,
        plan=contents.plan,
        board=contents.board,
        meeting=day(contents.meeting),
        title=contents.title,
        data_month=f"{contents.data_month:%B %Y}",
        author=contents.author,
        version=contents.version,
        figures_fixed=moment(contents.frozen_at, ZoneInfo(contents.zone)),
        is_first_version=contents.version == 1,
        changed=contents.changed,
        headline=" ".join(filter(None, (contents.headline, contents.known))),
        scale=ScaleFields(
            contents.scale.name,
            contents.scale.rates_impact,
            contents.reds_title,
            contents.red_by,
            contents.scale.named(RatingClass.DONE),
        ),
        brag=_brag(contents),
        notes=contents.notes,
        key=[
            KeyFields(_rating(each.rating), each.activity, each.impact if scale().rates_impact else NOT_RATED)
            for each in contents.key
        ],
        trend=trend,
        trend_words=trend_words,
        total_change=TotalChangeFields(
            contents.total_change.said, contents.total_change.lines, joined(contents.total_change.unexplained)
        ),
        movements=MovementsFields(
            contents.movements.said,
            _moved(contents),
            contents.movements.off_track,
            [_matrix(each) for each in contents.movements.matrices],
        ),
        reds_said=contents.reds_said,
        reds=[_red(each) for each in contents.reds],
        dates_moved=contents.dates_moved,
        dates_moved_undecided=contents.dates_moved_undecided,
        asked=[
            AskedFields(each.number, each.what, each.change, each.by, each.said, each.not_given)
            for each in contents.asked
        ],
        arising=contents.arising,
        highlights=[
            HighlightFields(each.ref, each.title, each.text, _rating(each.activity), _impact(each.impact))
            for each in contents.highlights
        ],
        plan_version=contents.plan_version,
        pace=contents.pace,
        likely_said=contents.likely_said,
        likely=[
            LikelyFields(
                *(each.ref, each.title, _rating(each.activity), _impact(each.impact)),
                *(each.deadline, each.owner, each.why),
            )
            for each in contents.likely
        ],
        slow_said=contents.slow_said,
        slow=[
            SlowFields(each.ref, each.title, _rating(each.activity), _impact(each.impact), each.why)
            for each in contents.slow
        ],
        gap_said=contents.gap_said if scale().rates_impact else "Impact is not rated.",
        gap=[GapFields(each.ref, each.title, _impact(each.impact)) for each in contents.gap],
        findings=_findings(contents),
        evidence_listed=EvidenceListedFields(
            contents.evidence_listed.there,
            [
                EvidenceFields(each.name, each.what, each.about, each.link, joined(each.actions))
                for each in contents.evidence_listed.rows
            ],
            contents.evidence_listed.hidden,
        ),
        returns=_returns(contents),
        areas=[
            AreaFields(
                "" if each.number is None else each.number,
                each.title,
                each.heading,
                each.name,
                each.source,
                each.said,
                [_action(one) for one in each.actions],
            )
            for each in contents.areas
        ],
        acronyms=[AcronymFields(each.acronym, each.meaning or "not defined") for each in contents.acronyms],
    )
    return {name: getattr(filled, name) for name in PackFields.__slots__}


def specimen(filled: bool) -> dict[str, Any]:
    """Values for every field, to try a template on: one of everything, or nothing at all."""
    return {name: _specimen(kind, filled) for name, kind in kinds(PackFields).items()}


def _specimen(kind: Any, filled: bool) -> Any:
    if kind is RatingFields:
        return _rating(Rating.OFF_TRACK)
    if (inner := element(kind)) is not None:
        return [_specimen(inner, filled)] if filled else []
    if is_fields(kind):
        return kind(**{name: _specimen(each, filled) for name, each in kinds(kind).items()})
    if kind is object:
        return ""
    return kind(filled) if kind in (bool, int) else "…" * filled


def _rating(rating: Rating) -> RatingFields:
    fill, ink = (colour.removeprefix("#") for colour in fill_of(rating))
    # A run of its own, as `{{r … }}` asks for.
    look = f'<w:b/><w:color w:val="{ink}"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    written = escape(f"{rating.letter} {rating.word}".replace("/", f"/{_MAY_BREAK}"))
    label = Markup(f"<w:r><w:rPr>{look}</w:rPr><w:t>{written}</w:t></w:r>")
    return RatingFields(rating.letter, rating.word, fill, label)


_MAY_BREAK = "\u200b"
"""A zero-width space: a narrow column breaks “Amber/Green” behind the stroke, and not where it happens to end."""


def _impact(rating: Rating | None) -> RatingFields:
    """A rating for impact; where none was rated, a template that asks for it all the same prints that in words."""
    if rating is None or not scale().rates_impact:
        return _in_place_of_a_rating(NOT_RATED)
    return _rating(rating)


def _in_place_of_a_rating(words: str) -> RatingFields:
    return RatingFields("", words, "auto", Markup(f"<w:r><w:t>{words}</w:t></w:r>"))


def _brag(contents: PackContents) -> BragFields:
    return BragFields(
        headings=[column.heading for column in contents.columns],
        rows=[
            RatingRowFields(_rating(rating), [share(column.counts[rating]) for column in contents.columns])
            for rating in scale().ratings
        ],
        totals=[str(column.total) for column in contents.columns],
    )


def _moved(contents: PackContents) -> list[MovedFields]:
    return [
        MovedFields(
            each.ref,
            each.title,
            _rating(each.activity_was),
            _rating(each.activity),
            _impact(each.impact_was),
            _impact(each.impact),
            each.direction,
        )
        for each in contents.movements.moved
    ]


def _matrix(matrix: MovementMatrix) -> MatrixFields:
    headings = [NOT_COUNTED_NOW if each is None else str(_rating(each)) for each in matrix.to]
    rows = [
        MatrixRowFields(
            _rating(row.was) if row.was else _in_place_of_a_rating(NOT_COUNTED_BEFORE),
            [f"{count:,}" for count in (*row.counts, row.total)],
        )
        for row in matrix.rows
    ]
    totals = [f"{total:,}" for total in (*matrix.totals, matrix.total)]
    return MatrixFields(matrix.by.capitalize(), [*headings, "Total"], rows, totals)


def _red(red: Red) -> RedFields:
    return RedFields(
        ref=red.ref,
        title=red.title,
        dimension=red.dimension,
        owner=red.owner,
        deadline=red.deadline,
        days_overdue=red.days_overdue,
        **_said(red, OF_A_RED, LACKING_OF_A_RED) | {"help_needed": red.help_told},
        recovery=" ".join(red.recovery),
        by_the_rules=" ".join(red.by_the_rules),
        waits_on=" ".join(red.waits_on),
        standing=red.standing,
        no_return=red.no_return,
    )


def _findings(contents: PackContents) -> FindingsFields:
    found = contents.findings
    rows = [
        FindingFields(
            each.name,
            each.source,
            each.reference,
            each.place,
            each.text,
            joined(each.actions) or "none",
            each.state,
            each.attention,
        )
        for each in found.rows
    ]
    return FindingsFields(found.said, found.by_source, found.others, rows)


def _returns(contents: PackContents) -> ReturnsFields:
    returns = contents.returns
    return ReturnsFields(
        said=returns.said,
        due=day(returns.due),
        frozen=moment(returns.frozen, ZoneInfo(contents.zone)),
        rows=[
            ReturnFields(each.answerer, each.boards, each.expected, each.received, each.state) for each in returns.rows
        ],
    )


def _action(action: ActionEntry) -> ActionFields:
    return ActionFields(
        ref=action.ref,
        title=action.title,
        owner=action.owner,
        board=action.board,
        original=action.original,
        approved=action.approved,
        days_overdue=action.days_overdue,
        **_said(action, OF_AN_ACTION, {"commentary": LACKING_OF_A_RED["commentary"]}),
        standing=action.standing,
        no_return=action.no_return,
        by_the_rules=" ".join(action.by_the_rules),
        waits_on=" ".join(action.waits_on),
        measure=action.measure.said if action.measure else "",
        measured=action.measure.measured if action.measure else "",
    )


def _said(entry: ActionEntry | Red, answers: Sequence[AnswerField], missing: Mapping[str, str]) -> dict[str, Any]:
    """These fields of an answer as they are printed; `missing` is what stands instead of those that are not given."""
    said = {each.name: getattr(entry, each.name) for each in answers}
    printed = {name: _printed(value) if value else missing.get(name, "") for name, value in said.items()}
    return printed | {"impact": _impact(entry.impact)}


def _printed(value: Rating | date | str) -> RatingFields | str:
    return _rating(value) if isinstance(value, Rating) else day(value) if isinstance(value, date) else value
