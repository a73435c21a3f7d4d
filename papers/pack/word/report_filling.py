"""The values with which the Word template of a council report is filled in, and what of them has to be printed."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from models.plan.ratings import Rating
from papers.pack.contents import PackContents
from papers.pack.report_parts import Cell, ReportPart, facts, footer_said, report_parts, title_said
from papers.pack.word.field_kinds import kinds
from papers.pack.word.fields import ParagraphFields
from papers.pack.word.filling import rating_fields
from papers.pack.word.report_fields import (
    CellFields,
    EntryFields,
    FactFields,
    PartFields,
    RatedFields,
    ReportFields,
    RowFields,
    TableFields,
)


def report_fields(contents: PackContents) -> ReportFields:
    """The fields of a report or a supplement; the contents' own scale is in use."""
    return ReportFields(
        organisation=contents.organisation,
        name=contents.name,
        title=title_said(contents),
        footer=footer_said(contents),
        published_said=contents.published_said,
        facts=[FactFields(*each) for each in facts(contents)],
        changed=contents.changed,
        parts=[_part(each) for each in report_parts(contents)],
    )


def by_name(fields: ReportFields) -> Mapping[str, Any]:
    """The fields as a template asks for them."""
    return {name: getattr(fields, name) for name in kinds(ReportFields)}


def nothing() -> ReportFields:
    """A report that says nothing, to try a template on."""
    return ReportFields("", "", "", "", (), (), (), ())


ITS_NUMBER = 4711
"""The number of the section with which a template is tried: it stands nowhere else in it."""


def one_of_everything() -> ReportFields:
    """A report with one of everything, each by itself to be found again, to try a template on."""
    rating = rating_fields(Rating.OFF_TRACK)
    cells = [
        CellFields("words in a cell", Markup(""), "auto", False),
        CellFields("figure in a cell", Markup(""), "auto", True),
        CellFields("", rating.label, rating.fill, False),
    ]
    table = TableFields("caption", ["first head", "second head", "third head"], [RowFields(cells)])
    entry = EntryFields("listed action", [RatedFields("rated by", rating)], [FactFields("said of it", "what it is")])
    paragraphs = [ParagraphFields("7.1", "words of a section")]
    part = PartFields(
        *(ITS_NUMBER, "purpose", "heading", paragraphs, ["generated line"], [table], ["note below"], [entry])
    )
    return ReportFields(
        *("organisation", "kind of paper", "title of the report", "foot", ["publication line"]),
        *([FactFields("fact’s name", "fact’s words")], ["change since"], [part]),
    )


def to_print(fields: ReportFields) -> Iterator[tuple[str, str, str]]:
    """Every text that a report must not leave out: where it stands, it, and how a template prints it."""
    yield "the first page", fields.title, "{{ title }}"
    yield "the first page", fields.name, "{{ name }}"
    for line in fields.published_said:
        yield "how it was published", line, "{%p for line in published_said %}"
    for fact in fields.facts:
        for text in (fact.name, fact.said):
            yield "the facts", text, "{%tr for fact in facts %}"
    for part in fields.parts:
        place = f"section {part.number}, {part.title}" if part.title != "heading" else "the sections"
        yield place, part.title, "{%p for part in parts %} … {{ part.title }}"
        for paragraph in part.paragraphs:
            for text in (paragraph.number, paragraph.text):
                yield place, text, "{%p for paragraph in part.paragraphs %}"
        for line in part.lines:
            yield place, line, "{%p for line in part.lines %}"
        for table in part.tables:
            for head in table.heads:
                yield place, head, "{%tc for head in table.heads %}"
            for row in table.rows:
                for cell in row.cells:
                    yield place, cell.text or str(cell.label), "{%tc for cell in row.cells %}"
        for line in part.notes:
            yield place, line, "{%p for line in part.notes %}"
        for entry in part.entries:
            yield place, entry.title, "{%p for entry in part.entries %}"
            for rated in entry.ratings:
                yield place, str(rated.rating.label), "{%p for rated in entry.ratings %}"
            for fact in entry.said:
                for text in (fact.name, fact.said):
                    yield place, text, "{%p for fact in entry.said %}"


def _part(part: ReportPart) -> PartFields:
    tables = [part.table] if part.table else []
    return PartFields(
        *(part.number, part.key, part.title),
        [ParagraphFields(*each) for each in part.paragraphs],
        part.lines,
        [
            TableFields(
                each.caption,
                each.heads,
                [RowFields([_cell(cell, each.figures and at > 0) for at, cell in enumerate(row)]) for row in each.rows],
            )
            for each in tables
        ],
        part.notes,
        [
            EntryFields(
                each.title,
                [RatedFields(of, rating_fields(rating)) for of, rating in each.ratings],
                [FactFields(*pair) for pair in each.said],
            )
            for each in part.items
        ],
    )


def _cell(cell: Cell, figure: bool) -> CellFields:
    """A cell: a rating on its colour, words, or a figure, which stands to the right."""
    if isinstance(cell, Rating):
        rating = rating_fields(cell)
        return CellFields("", rating.label, rating.fill, False)
    return CellFields(cell, Markup(""), "auto", figure)
