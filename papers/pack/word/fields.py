"""The fields that a Word template may use: what `{{ meeting }}` or `{{ action.owner }}` print, in words.

`filling` makes their values of a pack's contents, `check` refuses a template that asks for others, and the docs list
them from `fields`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from markupsafe import Markup

from papers.pack.word.field_kinds import TemplateFields, described

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
class RedInShortFields(TemplateFields):
    """A Red in a line, for the first page."""

    named: ClassVar = "red_in_short"
    ref: Annotated[str, "The action's ref"]
    title: Annotated[str, "The action, cut where it is long"]
    activity: Annotated[RatingFields, "Activity"]
    impact: Annotated[RatingFields, "Impact"]
    when: Annotated[str, "How late it is, and when it will be recovered"]


@dataclass(frozen=True, slots=True)
class FrontFields(TemplateFields):
    """What fits on a first page at which one can stop."""

    named: ClassVar = "front"
    reds: Annotated[Sequence[RedInShortFields], "The first of the Reds, in a line each"]
    more_reds: Annotated[str, "How many more there are, and where; may be empty"]
    questions: Annotated[Sequence[str], "The questions worth asking"]
    asked: Annotated[Sequence[str], "What the board is asked, a line each; that it is nothing"]
    more_asked: Annotated[str, "What else there is, and where; may be empty"]


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
class ParagraphFields(TemplateFields):
    """A paragraph of a written section."""

    named: ClassVar = "paragraph"
    number: Annotated[str, "Its number in the paper, such as 2.3"]
    text: Annotated[str, "What it says"]


@dataclass(frozen=True, slots=True)
class SectionFields(TemplateFields):
    """A section that people have written, or that they say has nothing to say."""

    named: ClassVar = "section"
    key: Annotated[str, "What it is called in chat, such as “introduction”"]
    number: Annotated[int, "Its number, counted with the sections that the default template prints"]
    title: Annotated[str, "Its heading"]
    before: Annotated[str, "The section before which it belongs, for {%p for … in sections if … %}"]
    paragraphs: Annotated[Sequence[ParagraphFields], "Its paragraphs"]


@dataclass(frozen=True, slots=True)
class SignOffFields(TemplateFields):
    """A review of the paper, as it stood when it was published."""

    named: ClassVar = "sign_off"
    review: Annotated[str, "The review: “Finance”"]
    state: Annotated[str, "Its state: “approved”, “not required” or “not signed off”"]
    by: Annotated[str, "The post that gives it, and who signed"]
    on: Annotated[str, "When it was signed; may be empty"]
    version: Annotated[str, "Which version was signed; may be empty"]
    words: Annotated[str, "The reason, if one was given"]


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
    paper: Annotated[str, "What it is: “Board pack”, or “Corrected board pack”"]
    data_month: Annotated[str, "The month that the data are of"]
    author: Annotated[str, "The author"]
    version: Annotated[int, "The version of the pack"]
    figures_fixed: Annotated[str, "When the figures were fixed, in the organisation's time"]
    published_said: Annotated[Sequence[str], "How it was published, where that was out of the ordinary, a line each"]
    is_first_version: Annotated[bool, "True for version 1, for {% if … %}"]
    changed: Annotated[Sequence[str], "What changed since the version before, a line each"]
    sections: Annotated[Sequence[SectionFields], "The sections that people have written"]
    front: Annotated[FrontFields, "What fits on a first page at which one can stop"]
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
    appendices: Annotated[Sequence[str], "The appendices, a line each; empty where there are none"]
    sign_offs: Annotated[Sequence[SignOffFields], "Who signed it off; empty where nobody is set to, and in a draft"]
    acronyms: Annotated[Sequence[AcronymFields], "The acronyms used"]


def fields() -> list[tuple[str, str]]:
    """Every field that a template may use and what it is, in the order of the pack, for the docs.

    What is in a list is named as in `{% for action in area.actions %}`: "action.ref". Ratings have the same four
    fields each; these come last, once.
    """
    return [*described(PackFields, RatingFields), *described(RatingFields, RatingFields)]
