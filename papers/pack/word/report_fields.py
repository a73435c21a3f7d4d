"""The fields that a Word template of council reports may use: what `{{ part.title }}` or `{{ fact.said }}` print.

`report_filling` makes their values of a report's contents, `check` refuses a template that asks for others, and the
docs list them from `fields`. Supplements are printed in the same template.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from markupsafe import Markup

from papers.pack.word.field_kinds import TemplateFields, described
from papers.pack.word.fields import ParagraphFields, RatingFields


@dataclass(frozen=True, slots=True)
class FactFields(TemplateFields):
    """A line of the table with which a report begins, or something that is said of an action."""

    named: ClassVar = "fact"
    name: Annotated[str, "What it is, such as “Wards”"]
    said: Annotated[str, "What is said"]


@dataclass(frozen=True, slots=True)
class CellFields(TemplateFields):
    """A cell of a table: words, a figure, or a rating."""

    named: ClassVar = "cell"
    text: Annotated[str, "What it says; empty where it is a rating"]
    label: Annotated[Markup, "A rating's letter and word: {{r … }}, with an r; empty where it is none"]
    fill: Annotated[str, "Its colour, for {% cellbg … %}; “auto” where it is no rating"]
    figure: Annotated[bool, "True where it is a figure, which stands to the right, for {% if … %}"]


@dataclass(frozen=True, slots=True)
class RowFields(TemplateFields):
    """A row of a table."""

    named: ClassVar = "row"
    cells: Annotated[Sequence[CellFields], "Its cells, as many as there are heads"]


@dataclass(frozen=True, slots=True)
class TableFields(TemplateFields):
    """A table of a section."""

    named: ClassVar = "table"
    caption: Annotated[str, "What it shows"]
    heads: Annotated[Sequence[str], "The headings of its columns"]
    rows: Annotated[Sequence[RowFields], "Its rows"]


@dataclass(frozen=True, slots=True)
class RatedFields(TemplateFields):
    """A rating of an action."""

    named: ClassVar = "rated"
    of: Annotated[str, "“Activity” or “Impact”"]
    rating: Annotated[RatingFields, "The rating"]


@dataclass(frozen=True, slots=True)
class EntryFields(TemplateFields):
    """An action that a section lists."""

    named: ClassVar = "entry"
    title: Annotated[str, "Its ref and title"]
    ratings: Annotated[Sequence[RatedFields], "Its ratings"]
    said: Annotated[Sequence[FactFields], "What is said of it, such as its commentary"]


@dataclass(frozen=True, slots=True)
class PartFields(TemplateFields):
    """A section: written, or generated from the figures."""

    named: ClassVar = "part"
    number: Annotated[int, "Its number, for headings that Word does not number by itself"]
    key: Annotated[str, "What it is called in chat, such as “purpose”, for {% if … %}"]
    title: Annotated[str, "Its heading"]
    paragraphs: Annotated[Sequence[ParagraphFields], "What people have written, by paragraph"]
    lines: Annotated[Sequence[str], "What is generated, a line each"]
    tables: Annotated[Sequence[TableFields], "Its table, where it has one"]
    notes: Annotated[Sequence[str], "The notes under its table"]
    entries: Annotated[Sequence[EntryFields], "The actions that it lists: the Reds"]


@dataclass(frozen=True, slots=True)
class ReportFields(TemplateFields):
    """All fields of a council report, and of a supplement."""

    organisation: Annotated[str, "The organisation"]
    name: Annotated[str, "What it is: “Council report”, “Draft council report”, “Corrected council report”"]
    title: Annotated[str, "What it is called"]
    footer: Annotated[str, "What it is, its version, body and day, for the foot of a page"]
    published_said: Annotated[
        Sequence[str],
        "How it was published, where that was out of the ordinary: corrected, overridden, urgent, what is not public",
    ]
    facts: Annotated[Sequence[FactFields], "The facts: meeting, date, report by, classification, decision, figures"]
    changed: Annotated[Sequence[str], "What changed since the version before, a line each"]
    parts: Annotated[Sequence[PartFields], "The sections in their order, with reviewers, enclosed pack and glossary"]


def fields() -> list[tuple[str, str]]:
    """Every field that a template of reports may use and what it is, for the docs; those of a rating are the pack's."""
    return list(described(ReportFields, RatingFields))
