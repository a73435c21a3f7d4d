"""Makes the default Word template, `templates/pack.docx`: `python -m papers.pack.word.template` writes it anew.

A test proves that the file in the repository is what this makes. Headings and labels stand here; every figure and
every sentence with one comes from the contents of the pack, by the fields of `fields`.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length

from papers.pack.trend import TITLE
from papers.pack.word.styles import dress
from papers.pack.word.writing import undated

PATH = Path(__file__).parent.parent / "templates" / "pack.docx"

_MARGIN = Cm(2.2)
_SHORT, _LONG = Cm(21), Cm(29.7)
_DATE = datetime(2023, 1, 1, tzinfo=UTC)
"""Of no meaning: a file has to say when it was made, and this one must come out the same every time."""

_TAG = 1.2
"""The width of a cell that is taken out with the tag in it."""

_RATED = "{{% cellbg {0}.fill %}}{{{{r {0}.label }}}}"


class _Line(NamedTuple):
    """A paragraph of a cell, with a label in bold before it."""

    text: str
    style: str = "Table text"
    label: str = ""


class _Column(NamedTuple):
    """A column of a table: its heading, its width in centimetres and what its cells say; it is left out if not `only`.

    Columns beside each other with the same condition are kept or left out together.
    """

    heading: str
    width: float
    lines: Sequence[_Line | str]
    only: str = ""


_IMPACT = "scale.rates_impact"
"""The condition on which a column about impact is there."""


def make() -> bytes:
    """The template as a file; the same bytes every time."""
    document = Document()
    dress(document)
    _page(document)
    _cover(document)
    _sections_before_the_report(document)
    _report(document)
    _acronyms(document)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = "Template of the board pack", "", ""
    properties.comments, properties.language, properties.revision = "", "en-GB", 1
    properties.created = properties.modified = _DATE
    saved = io.BytesIO()
    document.save(saved)
    # Stored as they are: how well a file is compressed depends on the version of zlib.
    return undated(saved.getvalue(), zipfile.ZIP_STORED)


def _page(document: WordDocument) -> None:
    """A4 upright, and what stands at the head and foot of each page but the cover."""
    section = document.sections[0]
    section.page_width, section.page_height = _SHORT, _LONG
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.style = "header"
    header.text = "{{ organisation }} · {{ plan }}"
    footer = section.footer.paragraphs[0]
    footer.style = "footer"
    footer.add_run("Board pack · {{ title }} · Version {{ version }} · Page ")
    _field(footer, " PAGE ")
    footer.add_run(" of ")
    _field(footer, " NUMPAGES ")


def _cover(document: WordDocument) -> None:
    document.add_paragraph("{{ organisation }}", "Organisation")
    document.add_paragraph("Board pack", "Title")
    document.add_paragraph("{{ title }}", "Subtitle")
    document.add_paragraph("{{ plan }}", "Subtitle").paragraph_format.space_after = Cm(1.4)
    for label, value in (
        ("Data month", "{{ data_month }}"),
        ("Author", "{{ author }}"),
        ("Version", "{{ version }}"),
        ("Figures fixed at", "{{ figures_fixed }}"),
    ):
        _cover_fact(document, label, value)
    _lines(document, "{%p if plan_version %}")
    _cover_fact(document, "Plan version", "{{ plan_version }}")
    _lines(document, "{%p endif %}", "{%p if not is_first_version %}")
    document.add_paragraph("What changed since the version before", "Cover heading")
    _list(document, "changed", "Nothing changed in what the pack says.")
    _lines(document, "{%p endif %}")
    contents = document.add_paragraph("Contents", "TOC Heading")
    contents.paragraph_format.page_break_before = True
    _field(document.add_paragraph(style="toc 1"), r' TOC \o "1-2" \h \z \n ', "Filled in when the pack is made.")


def _cover_fact(document: WordDocument, label: str, value: str) -> None:
    paragraph = document.add_paragraph(style="Cover fact")
    paragraph.add_run(label).bold = True
    paragraph.add_run(f"\t{value}")


def _sections_before_the_report(document: WordDocument) -> None:
    first = document.add_heading("Headline").paragraph_format
    first.page_break_before, first.space_before = True, Cm(0)
    document.add_paragraph("{{ headline }}", "Headline")
    _brag(document)
    _lines(document, "{%p for note in notes %}", ("{{ note }}", "Small print"), "{%p endfor %}", "{%p if trend %}")
    _caption(document, "Figure", TITLE)
    _lines(document, "{{ trend }}", "{%p endif %}")
    _caption(document, "Table", "Key to the ratings")
    _table(
        document,
        f"What each rating means{{% if {_IMPACT} %}} for activity and for impact{{% endif %}}",
        "entry in key",
        _Column("Rating", 2.6, [_Line(_RATED.format("entry.rating"), "Table kept together")]),
        _Column(
            f"{{% if {_IMPACT} %}}Activity{{% else %}}Meaning{{% endif %}}",
            7,
            [_Line("{{ entry.activity }}", "Table kept together")],
        ),
        _Column("Impact", 7, [_Line("{{ entry.impact }}", "Table kept together")], _IMPACT),
    )
    document.add_heading("Change in the number of actions")
    _lines(document, "{{ total_change.said }}")
    _list(document, "total_change.lines")
    unexplained = ("No reason is recorded for {{ total_change.unexplained }}.", "Warning")
    _lines(document, "{%p if total_change.unexplained %}", unexplained, "{%p endif %}")
    document.add_heading("Movements")
    off_track = ("{%p if movements.off_track %}", "{{ movements.off_track }}", "{%p endif %}")
    _lines(document, ("{{ movements.said }}", "Introduction"), *off_track, "{%p if movements.moved %}")
    _caption(document, "Table", "Actions whose ratings moved")
    _table(
        document,
        f"Actions with {{% if {_IMPACT} %}}both ratings{{% else %}}their rating{{% endif %}} at the previous board and "
        "now",
        "move in movements.moved",
        _Column("Ref", 1.3, ["{{ move.ref }}"]),
        _Column("Action", 4.9, ["{{ move.title }}"]),
        _Column("Activity was", 2.05, [_RATED.format("move.activity_was")]),
        _Column("Activity is", 2.05, [_RATED.format("move.activity")]),
        _Column("Impact was", 2.05, [_RATED.format("move.impact_was")], _IMPACT),
        _Column("Impact is", 2.05, [_RATED.format("move.impact")], _IMPACT),
        _Column("Direction", 2.2, ["{{ move.direction }}"]),
    )
    _lines(document, "{%p endif %}", "{%p for matrix in movements.matrices %}")
    _matrix(document)
    _lines(document, "{%p endfor %}")
    _lines(document, "{%p if pace %}")
    _labelled(document, "Pace", "pace")
    _lines(document, "{%p endif %}")
    _lines(document, "{%p if dates_moved %}", ("Dates moved with approval since the previous board:", "Introduction"))
    _list(document, "dates_moved")
    _lines(document, "{%p endif %}", "{%p if dates_moved_undecided %}")
    _lines(document, ("Dates moved since the previous board with no decision recorded:", "Introduction"))
    _list(document, "dates_moved_undecided")
    _lines(document, "{%p endif %}")
    _reds(document)
    _lines(document, "{%p if asked or arising %}")
    document.add_heading("What the board is asked")
    _lines(document, "{%p endif %}", "{%p if asked %}")
    _caption(document, "Table", "What the board is asked to decide")
    _table(
        document,
        "What the board is asked to decide, as it stands and as it is proposed",
        "request in asked",
        _Column("No.", 1.3, ["{{ request.number }}"]),
        _Column("What", 3.6, ["{{ request.what }}"]),
        _Column("Now and proposed", 4.6, ["{{ request.change }}"]),
        _Column("Proposed by", 2.8, ["{{ request.by }}"]),
        _Column(
            "What is said of it",
            4.3,
            [
                "{%p for line in request.said %}",
                "{{ line }}",
                "{%p endfor %}",
                "{%p if request.not_given %}",
                "Not given: {{ request.not_given }}",
                "{%p endif %}",
            ],
        ),
    )
    _lines(
        document,
        "{%p endif %}",
        "{%p if arising %}",
        ("Asked for by earlier decisions, and not done yet:", "Introduction"),
    )
    _list(document, "arising")
    _lines(document, "{%p endif %}")
    document.add_heading("Highlights")
    _lines(document, "{%p if highlights %}")
    _caption(document, "Table", "Highlights")
    _table(
        document,
        "Nominated improvements with the ratings of their actions",
        "highlight in highlights",
        _Column("Ref", 1.3, ["{{ highlight.ref }}"]),
        _Column("Action", 4.5, ["{{ highlight.title }}"]),
        _Column("What was achieved", 6.7, ["{{ highlight.text }}"]),
        _Column("Activity", 2.05, [_RATED.format("highlight.activity")]),
        _Column("Impact", 2.05, [_RATED.format("highlight.impact")], _IMPACT),
    )
    _lines(document, "{%p else %}", "No improvement was nominated as a highlight.", "{%p endif %}")
    _lines(document, "{%p if likely_said %}")
    document.add_heading("Likely to slip")
    _lines(document, ("{{ likely_said }}", "Introduction"), "{%p if likely %}")
    _caption(document, "Table", "Actions that are likely to slip")
    _table(
        document,
        "Actions that are likely to slip, with whose they are and the signs of it",
        "likely_action in likely",
        _Column("Ref", 1.3, ["{{ likely_action.ref }}"]),
        _Column("Action", 4.0, ["{{ likely_action.title }}"]),
        _Column("Activity", 2.05, [_RATED.format("likely_action.activity")]),
        _Column("Impact", 2.05, [_RATED.format("likely_action.impact")], _IMPACT),
        _Column("Deadline", 2.0, ["{{ likely_action.deadline }}"]),
        _Column("SRO", 2.2, ["{{ likely_action.owner }}"]),
        _Column("Why", 3.0, ["{{ likely_action.why }}"]),
    )
    _lines(document, "{%p endif %}", "{%p endif %}")
    document.add_heading("Slow to progress")
    _lines(document, ("{{ slow_said }}", "Introduction"), "{%p if slow %}")
    _caption(document, "Table", "Actions that are slow to progress")
    _table(
        document,
        "Actions that are slow to progress, with the reasons",
        "slow_action in slow",
        _Column("Ref", 1.3, ["{{ slow_action.ref }}"]),
        _Column("Action", 5.7, ["{{ slow_action.title }}"]),
        _Column("Activity", 2.05, [_RATED.format("slow_action.activity")]),
        _Column("Impact", 2.05, [_RATED.format("slow_action.impact")], _IMPACT),
        _Column("Why", 5.5, ["{{ slow_action.why }}"]),
    )
    _lines(document, "{%p endif %}")
    _lines(document, f"{{%p if {_IMPACT} %}}")
    document.add_heading("Done without impact")
    _lines(document, ("{{ gap_said }}", "Introduction"), "{%p if gap %}")
    _caption(document, "Table", "Actions that are done without impact to show")
    _table(
        document,
        "Actions that are {{ scale.done }} on activity, with their rating for impact",
        "gap_action in gap",
        _Column("Ref", 1.3, ["{{ gap_action.ref }}"]),
        _Column("Action", 13.25, ["{{ gap_action.title }}"]),
        _Column("Impact", 2.05, [_RATED.format("gap_action.impact")]),
    )
    _lines(document, "{%p endif %}", "{%p endif %}")
    _findings(document)
    _evidence(document)
    document.add_heading("Returns")
    _lines(document, "{{ returns.said }}")
    _labelled(document, "Returns were due on", "returns.due")
    _labelled(document, "Figures fixed at", "returns.frozen")
    _lines(document, "{%p if returns.rows %}")
    _caption(document, "Table", "Returns for this meeting")
    _table(
        document,
        "What each person had to return, and what came",
        "answer in returns.rows",
        _Column("Who answers", 3.6, ["{{ answer.answerer }}"]),
        _Column("Boards", 4.2, ["{{ answer.boards }}"]),
        _Column("Updates expected", 1.95, [_Line("{{ answer.expected }}", "Table figure")]),
        _Column("Updates received", 1.95, [_Line("{{ answer.received }}", "Table figure")]),
        _Column("In words", 4.9, ["{{ answer.state }}"]),
    )
    _lines(document, "{%p endif %}")


def _brag(document: WordDocument) -> None:
    """The table of ratings."""
    _caption(document, "Table", "Actions by rating, with their share of all")
    _by_rating(document, "Count and percentage of each rating", "brag", "Rating", "row", "rating", "shares")


def _matrix(document: WordDocument) -> None:
    """From which rating to which."""
    described = "From the rating at the previous board to that of now"
    _caption(document, "Table", f"{{{{ matrix.by }}}}: {described[0].lower()}{described[1:]}")
    _by_rating(document, described, "matrix", "From", "matrix_row", "was", "counts")


def _by_rating(
    document: WordDocument, described: str, of: str, first: str, row: str, rating: str, figures: str
) -> None:
    """A table with a row for each rating, and as many columns of figures as the pack has."""
    figure = "Table figure"
    table = _grid(document, described, [4.15] * 4, rows=5)
    _by_content(table)
    heading = "Table figure heading"
    _fill(
        table.rows[0],
        first,
        f"{{%tc for heading in {of}.headings %}}",
        _Line("{{ heading }}", heading),
        "{%tc endfor %}",
    )
    _fill(table.rows[1], f"{{%tr for {row} in {of}.rows %}}")
    loop = (f"{{%tc for figure in {row}.{figures} %}}", _Line("{{ figure }}", figure), "{%tc endfor %}")
    _fill(table.rows[2], _RATED.format(f"{row}.{rating}"), *loop)
    _fill(table.rows[3], "{%tr endfor %}")
    _fill(table.rows[4], "Total", f"{{%tc for total in {of}.totals %}}", _Line("{{ total }}", figure), "{%tc endfor %}")
    for place in (0, 2, 4):
        _whole(table.rows[place], repeated=place == 0)
    for paragraph in table.rows[0].cells[0].paragraphs:
        paragraph.style = "Table heading"
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:lastRow"), "1")
    look.set(qn("w:val"), "04E0")


def _reds(document: WordDocument) -> None:
    document.add_heading("{{ scale.reds }}")
    _lines(document, "{{ reds_said }}", "{%p for red in reds %}")
    document.add_heading("{{ red.ref }} {{ red.title }}", 3)
    _table(
        document,
        "Ratings, owner and dates of this action",
        "",
        _Column("{{ scale.red_by }}", 2.3, ["{{ red.dimension }}"], _IMPACT),
        _Column("Activity", 2.05, [_RATED.format("red.activity")]),
        _Column("Impact", 2.05, [_RATED.format("red.impact")], _IMPACT),
        _Column("SRO", 2.7, ["{{ red.owner }}"]),
        _Column("Deadline", 2.2, ["{{ red.deadline }}"]),
        _Column("Days overdue", 1.8, ["{{ red.days_overdue }}"]),
        _Column("Recovery date", 3.5, ["{{ red.recovery_date }}"]),
    )
    _lines(document, "{%p if red.by_the_rules %}")
    document.add_paragraph("{{ red.by_the_rules }}", "By the rules").paragraph_format.space_before = Cm(0.3)
    _lines(document, "{%p endif %}", "{%p if red.waits_on %}", ("{{ red.waits_on }}", "By the rules"), "{%p endif %}")
    _lines(document, "{%p if red.recovery %}", ("{{ red.recovery }}", "By the rules"), "{%p endif %}")
    _lines(document, "{%p if red.standing %}", *_rests_on("red"), "{%p endif %}")
    spaced = _labelled(document, "Commentary", "red.commentary")
    spaced.paragraph_format.space_before = Cm(0.3)
    _labelled(document, "Cause", "red.cause")
    _labelled(document, "Corrective action", "red.corrective_action")
    for label, name in (
        ("Carried out by", "red.recovery_owner"),
        ("To be done by", "red.recovery_by"),
        ("Next review", "red.next_review"),
    ):
        _lines(document, f"{{%p if {name} %}}")
        _labelled(document, label, name)
        _lines(document, "{%p endif %}")
    _lines(document, "{%p if red.help_needed %}")
    _labelled(document, "Help needed", "red.help_needed")
    _lines(document, "{%p endif %}", "{%p endfor %}")


def _findings(document: WordDocument) -> None:
    """What the plan answers; nothing where there are no findings."""
    _lines(document, "{%p if findings.rows %}")
    document.add_heading("What the plan answers")
    _lines(document, ("{{ findings.said }}", "Introduction"))
    _list(document, "findings.by_source")
    _lines(document, "{%p if findings.others %}", "{{ findings.others }}", "{%p endif %}")
    _caption(document, "Table", "Findings and the actions that answer them")
    _table(
        document,
        "Findings, what they say, and the actions that answer them; those that need attention first",
        "finding in findings.rows",
        _Column("No.", 1.3, ["{{ finding.name }}"]),
        _Column("Where", 3.1, ["{{ finding.place }}"]),
        _Column("What it says", 5, ["{{ finding.text }}"]),
        _Column("Answered by", 3, ["{{ finding.actions }}"]),
        _Column("How it stands", 4.2, ["{{ finding.state }}"]),
    )
    _lines(document, "{%p endif %}")


def _evidence(document: WordDocument) -> None:
    """The register of evidence; nothing where there is none."""
    _lines(document, "{%p if evidence_listed.there %}")
    document.add_heading("Evidence")
    _lines(document, "{%p if evidence_listed.rows %}")
    _caption(document, "Table", "Evidence and the actions that it is of")
    _table(
        document,
        "Evidence, where it can be seen, and the actions that it is of",
        "item in evidence_listed.rows",
        _Column("No.", 1.3, ["{{ item.name }}"]),
        _Column("What", 5, ["{{ item.what }}"]),
        _Column("Kind", 3.6, ["{{ item.about }}"]),
        _Column("Of", 2.3, ["{{ item.actions }}"]),
        _Column("Link", 4.4, ["{{ item.link }}"]),
    )
    _lines(document, "{%p endif %}", "{%p if evidence_listed.hidden %}", "{{ evidence_listed.hidden }}", "{%p endif %}")
    _lines(document, "{%p endif %}")


def _report(document: WordDocument) -> None:
    """The progress report, on pages that lie: an action's dates and words need the width."""
    _turn(document, WD_ORIENT.LANDSCAPE)
    document.add_heading("Progress report")
    _lines(document, "{%p for area in areas %}")
    document.add_heading("{{ area.heading }}", 2)
    said = "{% if area.source %}Source: {{ area.source }}. {% endif %}{{ area.said }}"
    _lines(document, (said, "Introduction"), "{%p if area.actions %}")
    _caption(
        document,
        "Table",
        "Actions of {{ area.name }}",
    )
    dates = _if_any(
        ("Original deadline", "action.original"),
        ("Approved deadline", "action.approved"),
        ("Days overdue", "action.days_overdue"),
        ("Forecast", "action.forecast"),
        ("Recovery date", "action.recovery_date"),
    )
    words = _if_any(
        ("Difference made", "action.difference"),
        ("Help needed", "action.help_needed"),
        ("Evidence", "action.evidence"),
        ("Measure", "action.measure"),
        ("Last value", "action.measured"),
    )
    differs: list[_Line | str] = [
        "{%p if action.by_the_rules %}",
        _Line("{{ action.by_the_rules }}", "By the rules"),
        "{%p endif %}",
        "{%p if action.waits_on %}",
        _Line("{{ action.waits_on }}", "By the rules"),
        "{%p endif %}",
    ]
    rests_on = _rests_on("action")
    _table(
        document,
        "The actions of this area with ratings, dates and commentary",
        "action in area.actions",
        _Column("Ref", 1.4, ["{{ action.ref }}"]),
        _Column(
            "Action, SRO and board",
            6,
            [
                "{{ action.title }}",
                _Line("{{ action.owner }}", "Small print"),
                _Line("{{ action.board }}", "Small print"),
            ],
        ),
        _Column("Activity", 2.05, [_RATED.format("action.activity")]),
        _Column("Impact", 2.05, [_RATED.format("action.impact")], _IMPACT),
        _Column("Dates", 4.3, dates),
        _Column("Progress", 9.5, [*differs, "{{ action.commentary }}", *words, *rests_on]),
    )
    _lines(document, "{%p endif %}", "{%p else %}", "The plan has no actions.", "{%p endfor %}")


def _if_any(*labelled: tuple[str, str]) -> list[_Line | str]:
    """Paragraphs with a label, each left out where there is nothing to say."""
    lines: list[_Line | str] = []
    for label, name in labelled:
        lines += [f"{{%p if {name} %}}", _Line(f"{{{{ {name} }}}}", label=label), "{%p endif %}"]
    return lines


def _acronyms(document: WordDocument) -> None:
    _turn(document, WD_ORIENT.PORTRAIT)
    document.add_heading("Acronyms")
    _lines(document, "{%p if acronyms %}")
    _caption(document, "Table", "Acronyms used in this pack")
    _table(
        document,
        "Acronyms and what they stand for",
        "acronym in acronyms",
        _Column("Acronym", 3.2, ["{{ acronym.letters }}"]),
        _Column("Meaning", 13.4, ["{{ acronym.meaning }}"]),
    )
    _lines(document, "{%p else %}", "No acronym is used in this pack.", "{%p endif %}")


def _turn(document: WordDocument, orientation: WD_ORIENT) -> None:
    """Go on upon a new page, upright or lying."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    lying = orientation is WD_ORIENT.LANDSCAPE
    section.orientation = orientation
    section.page_width, section.page_height = (_LONG, _SHORT) if lying else (_SHORT, _LONG)
    section.different_first_page_header_footer = False


def _rests_on(name: str) -> list[_Line | str]:
    """What an action's ratings rest on, so that a return that is missing cannot be overlooked."""
    return [
        f"{{%p if {name}.no_return %}}",
        _Line(f"{{{{ {name}.standing }}}}", "No return"),
        "{%p else %}",
        _Line(f"{{{{ {name}.standing }}}}", "Small print"),
        "{%p endif %}",
    ]


def _lines(document: WordDocument, *lines: str | tuple[str, str] | _Line) -> None:
    for line in lines:
        text, style = (line, None) if isinstance(line, str) else line[:2]
        document.add_paragraph(text, style)


def _list(document: WordDocument, name: str, nothing: str = "") -> None:
    """A bulleted list of texts, or the sentence that says that there is nothing."""
    _lines(document, f"{{%p for line in {name} %}}", ("{{ line }}", "List Bullet"))
    _lines(document, *(("{%p else %}", nothing) if nothing else ()), "{%p endfor %}")


def _labelled(document: WordDocument, label: str, name: str) -> Any:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(f"{{{{ {name} }}}}")
    return paragraph


def _caption(document: WordDocument, series: str, text: str) -> None:
    paragraph = document.add_paragraph(f"{series} ", "Caption")
    _field(paragraph, rf" SEQ {series} \* ARABIC ", "#")
    paragraph.add_run(f": {text}")


def _field(paragraph: Any, instruction: str, shown: str = "") -> None:
    """A field of Word. What it shows is put there when the pack is made, or by Word as it lays out the page."""
    for run in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{instruction}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{run}</w:r>"))


def _table(document: WordDocument, described: str, loop: str, *columns: _Column) -> None:
    """A table with a row for each of a list, or one row; its heading is repeated on every page, and no row is torn."""
    laid_out: list[_Column] = []
    for condition, together in groupby(columns, lambda each: each.only):
        if not condition:
            laid_out += together
            continue
        begin, end = (_Column(tag, _TAG, [tag]) for tag in (f"{{%tc if {condition} %}}", "{%tc endif %}"))
        laid_out += [begin, *together, end]
    table = _grid(document, described, [each.width for each in laid_out], rows=4 if loop else 2)
    properties = table._tbl.tblPr
    properties.find(qn("w:tblW")).set(qn("w:w"), str(Length(Cm(sum(each.width for each in columns))).twips))
    heading, row = table.rows[0], table.rows[2 if loop else 1]
    _fill(heading, *(each.heading for each in laid_out), style="Table heading")
    for cell, column in zip(row.cells, laid_out, strict=True):
        _write(cell, column.lines)
    if loop:
        _fill(table.rows[1], f"{{%tr for {loop} %}}")
        _fill(table.rows[3], "{%tr endfor %}")
    _whole(heading, repeated=True)
    _whole(row)


def _grid(document: WordDocument, described: str, widths: Sequence[float], rows: int) -> Any:
    table = document.add_table(rows, len(widths), "Pack table")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    properties = table._tbl.tblPr
    properties.find(qn("w:tblW")).set(qn("w:type"), "dxa")
    properties.find(qn("w:tblW")).set(qn("w:w"), str(Length(Cm(sum(widths))).twips))
    look = properties.find(qn("w:tblLook"))
    look.attrib.clear()
    for name, value in (("val", "04A0"), ("firstRow", "1"), ("firstColumn", "1"), ("noVBand", "1")):
        look.set(qn(f"w:{name}"), value)
    properties.append(parse_xml(f'<w:tblDescription {nsdecls("w")} w:val="{described}"/>'))
    return table


def _by_content(table: Any) -> None:
    """Let the columns share the width: a table whose columns are a loop cannot say how wide each is."""
    table.autofit = True
    for width in table._tbl.iter(qn("w:tcW")):
        width.set(qn("w:type"), "auto")
        width.set(qn("w:w"), "0")


def _fill(row: Any, *lines: _Line | str, style: str = "Table text") -> None:
    for cell, line in zip(row.cells, lines, strict=False):
        _write(cell, [_Line(line, style) if isinstance(line, str) else line])
    for cell in row.cells[len(lines) :]:
        _write(cell, [_Line("", style)])


def _write(cell: Any, lines: Sequence[_Line | str]) -> None:
    for place, line in enumerate(lines):
        line = _Line(line) if isinstance(line, str) else line
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.style = line.style
        if line.label:
            paragraph.add_run(f"{line.label}: ").bold = True
        if line.text:
            paragraph.add_run(line.text)


def _whole(row: Any, repeated: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if repeated:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_bytes(make())
