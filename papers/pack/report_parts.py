"""A council report, or a supplement, as it is printed: its facts and its sections, in the order of its outline. Values
in, values out.

All four writers lay out what stands here and nothing else, so that they say the same. A section is what was written,
numbered by paragraph, or lines and tables that are generated from the contents.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from models.plan.ratings import Rating, scale
from papers.pack.contents import PackContents, Red
from papers.pack.section_numbers import parts_of
from papers.wording import day, moment, share

Cell = str | Rating
"""What a cell says: words, or a rating."""


@dataclass(frozen=True)
class ReportTable:
    """A table with its caption; the first column says what a row is. `figures`: the others are numbers."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    figures: bool = False


@dataclass(frozen=True)
class ReportItem:
    """An action that is reported: its ref and title, its ratings by what each is of, and what is said of it."""

    title: str
    ratings: tuple[tuple[str, Rating], ...]
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReportPart:
    """A section as it is printed: written paragraphs with their numbers, or lines, a table, notes below it, items."""

    number: int
    key: str
    title: str
    paragraphs: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    table: ReportTable | None = None
    notes: tuple[str, ...] = ()
    items: tuple[ReportItem, ...] = ()


def title_said(contents: PackContents) -> str:
    """What a report is called: as somebody wrote it, else by the plan and the board whose figures it has."""
    if contents.supplement:
        return _fact(contents, "title") or f"Supplement {contents.supplement.number}"
    assert contents.report is not None
    of = contents.report
    return _fact(contents, "title") or f"{contents.plan}: position of {day(of.meeting)}"


def footer_said(contents: PackContents) -> str:
    """What stands at the foot of each page."""
    return f"{contents.name}, version {contents.version}: {contents.title}"


def facts(contents: PackContents) -> tuple[tuple[str, str], ...]:
    """The table with which a report begins, line by line; what nobody has written is left out."""
    written = [(each.title, _fact(contents, each.key)) for each in contents.outline.parts if each.fact]
    found = [
        ("Meeting", contents.board),
        ("Date", day(contents.meeting)),
        *((name, contents.author if name == "Report by" and not said else said) for name, said in written),
        ("Version", str(contents.version)),
    ]
    if contents.supplement:
        found += [("Follows", contents.supplement.to), ("Numbering", contents.supplement.numbered_said)]
    elif of := contents.report:
        found += [
            ("Figures", f"{of.board} of {day(of.meeting)}, version {of.version}"),
            ("Figures fixed at", moment(contents.frozen_at, ZoneInfo(contents.zone))),
            ("Data month", f"{contents.data_month:%B %Y}"),
        ]
    return tuple((name, said) for name, said in found if said and name != "Title")


def report_parts(contents: PackContents) -> tuple[ReportPart, ...]:
    """The sections in their order, numbered from 1. The contents' own scale is in use."""
    return tuple(_part(contents, each.number, each.key, each.title) for each in parts_of(contents))


def texts_of(contents: PackContents) -> Iterator[str]:
    """Every text that a report prints, for its glossary."""
    yield from (title_said(contents), contents.organisation)
    yield from (said for pair in facts(contents) for said in pair)
    for part in report_parts(contents):
        if part.key == "acronyms":
            continue
        yield part.title
        yield from (text for _, text in part.paragraphs)
        yield from (*part.lines, *part.notes)
        if part.table:
            yield from (part.table.caption, *part.table.heads)
            yield from (cell for row in part.table.rows for cell in row if not isinstance(cell, Rating))
        for item in part.items:
            yield item.title
            yield from (text for pair in item.said for text in pair)


def _fact(contents: PackContents, key: str) -> str:
    found = next((each for each in contents.written if each.key == key), None)
    return " ".join(each.text for each in found.paragraphs) if found else ""


def _part(contents: PackContents, number: int, key: str, title: str) -> ReportPart:
    this = "supplement" if contents.supplement else "report"
    match key:
        case "position":
            return _position(contents, number, title)
        case "reds":
            items = tuple(map(_item, contents.reds))
            return ReportPart(number, key, title, lines=(contents.reds_said,), items=items)
        case "appendices":
            return _enclosed(contents, number, title)
        case "signoff":
            rows: tuple[tuple[str, ...], ...] = tuple(
                (each.review, each.state, each.by, day(each.on) if each.on else "", str(each.version or ""), each.words)
                for each in contents.sign_offs
            )
            heads: tuple[str, ...] = ("Review", "State", "By", "Day", "Version", "Reason")
            if not any(row[-1] for row in rows):
                heads, rows = heads[:-1], tuple(row[:-1] for row in rows)
            return ReportPart(number, key, title, table=ReportTable("Reviews before publication", heads, rows))
        case "acronyms":
            meanings = tuple((each.acronym, each.meaning or "not defined") for each in contents.acronyms)
            if not meanings:
                return ReportPart(number, key, title, lines=(f"No acronym is used in this {this}.",))
            table = ReportTable(f"Acronyms used in this {this}", ("Acronym", "Meaning"), meanings)
            return ReportPart(number, key, title, table=table)
    written = next(each for each in contents.written if each.key == key)
    return ReportPart(number, key, title, tuple((each.number, each.text) for each in written.paragraphs))


def _position(contents: PackContents, number: int, title: str) -> ReportPart:
    """The headline with how well it is known, and the table of ratings: as the board's pack prints them."""
    lines = tuple(filter(None, (contents.headline, contents.known)))
    rows: list[tuple[Cell, ...]] = [
        (rating, *(share(column.counts[rating]) for column in contents.columns)) for rating in scale().ratings
    ]
    rows.append(("Total", *(str(column.total) for column in contents.columns)))
    heads = ("Rating", *(column.heading for column in contents.columns))
    table = ReportTable(f"{contents.table_name}: actions by rating, with their share of all", heads, tuple(rows), True)
    rated = contents.scale.rates_impact
    key = tuple(
        f"{each.rating.letter} {each.rating.word}: {each.activity}{f'; impact: {each.impact}' if rated else ''}"
        for each in contents.key
    )
    return ReportPart(number, "position", title, lines=lines, table=table, notes=(*contents.notes, *key))


def _item(red: Red) -> ReportItem:
    ratings = [("Activity", red.activity)]
    if scale().rates_impact and red.impact is not None:
        ratings.append(("Impact", red.impact))
    said = (
        ("Responsible", red.owner or "nobody"),
        ("Deadline", red.deadline or "none"),
        ("Days overdue", str(red.days_overdue or "")),
        ("Recovery date", day(red.recovery_date) if red.recovery_date else ""),
        ("Commentary", red.commentary or ""),
        ("Corrective action", red.corrective_action or ""),
    )
    # A ref alone would be taken for the number of a paragraph, which is what one says in the room.
    return ReportItem(f"Action {red.ref}: {red.title}", tuple(ratings), tuple(each for each in said if each[1]))


def _enclosed(contents: PackContents, number: int, title: str) -> ReportPart:
    """What goes with the paper, and by which hash each file is known."""
    if contents.supplement:
        return ReportPart(number, "appendices", title, lines=tuple(each.said for each in contents.appendices))
    assert contents.report is not None
    going = contents.report.enclosed
    lines = tuple(f"Appendix {each.number}, {each.purpose}: {each.title}." for each in going)
    rows = tuple((file.name, f"appendix {each.number}", file.sha256) for each in going for file in each.files)
    table = ReportTable("Files of the appendices", ("File", "Of", "SHA-256"), rows)
    return ReportPart(number, "appendices", title, lines=lines, table=table)
