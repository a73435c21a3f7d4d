"""What a Word template is built of: lines, lists, captions, fields and tables in the styles of `styles`.

The layouts and `template` lay the pack out with them, and another paper may as well. No text of a paper stands here.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length
from docx.table import _Cell as Cell

_TAG = 1.2
"""The width of a cell that is taken out with the tag in it."""

IMPACT_IS_RATED = "scale.rates_impact"
"""The condition on which a column about impact is there."""

RATED = "{{% cellbg {0}.fill %}}{{{{r {0}.label }}}}"
"""A cell with a rating on its colour: `RATED.format("red.activity")`."""


class Line(NamedTuple):
    """A paragraph of a cell, with a label in bold before it."""

    text: str
    style: str = "Table text"
    label: str = ""


class Column(NamedTuple):
    """A column of a table: its heading, its width in centimetres and what its cells say; it is left out if not `only`.

    Columns beside each other with the same condition are kept or left out together.
    """

    heading: str
    width: float
    lines: Sequence[Line | str]
    only: str = ""


def add_lines(document: WordDocument | Cell, *lines: str | tuple[str, str] | Line) -> None:
    """Paragraphs of a document or a cell: a text, or a text and its style."""
    for line in lines:
        text, style = (line, None) if isinstance(line, str) else line[:2]
        document.add_paragraph(text, style)


def add_list(document: WordDocument, name: str, nothing: str = "", style: str = "List Bullet") -> None:
    """A bulleted list of texts, or the sentence that says that there is nothing."""
    add_lines(document, f"{{%p for line in {name} %}}", ("{{ line }}", style))
    add_lines(document, *(("{%p else %}", nothing) if nothing else ()), "{%p endfor %}")


def add_labelled(document: WordDocument, label: str, name: str) -> Any:
    """A paragraph with a field behind its label in bold."""
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(f"{{{{ {name} }}}}")
    return paragraph


def add_facts(document: WordDocument, *facts: tuple[str, str, str]) -> None:
    """One paragraph with fields behind their labels; one with a condition is left out where that does not hold."""
    paragraph = document.add_paragraph(style="Facts")
    for label, name, only in facts:
        if only:
            paragraph.add_run(f"{{% if {only} %}}")
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(f"{{{{ {name} }}}}   ")
        if only:
            paragraph.add_run("{% endif %}")


def add_caption(document: WordDocument, series: str, text: str) -> None:
    """The caption above a table or a picture, numbered through its series: "Table", "Figure"."""
    paragraph = document.add_paragraph(f"{series} ", "Caption")
    add_field(paragraph, rf" SEQ {series} \* ARABIC ", "#")
    paragraph.add_run(f": {text}")


def add_field(paragraph: Any, instruction: str, shown: str = "") -> None:
    """A field of Word. What it shows is put there when the pack is made, or by Word as it lays out the page."""
    for run in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{instruction}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{run}</w:r>"))


def begin_page(heading: Any) -> None:
    """Let a new page begin with this paragraph."""
    heading.paragraph_format.page_break_before, heading.paragraph_format.space_before = True, Cm(0)


def if_any(*labelled: tuple[str, str]) -> list[Line | str]:
    """Paragraphs with a label, each left out where there is nothing to say."""
    lines: list[Line | str] = []
    for label, name in labelled:
        lines += [f"{{%p if {name} %}}", Line(f"{{{{ {name} }}}}", label=label), "{%p endif %}"]
    return lines


def add_table(document: WordDocument, described: str, loop: str, *columns: Column) -> None:
    """A table with a row for each of a list, or one row; its heading is repeated on every page, and no row is torn."""
    laid_out: list[Column] = []
    for condition, together in groupby(columns, lambda each: each.only):
        if not condition:
            laid_out += together
            continue
        begin, end = (Column(tag, _TAG, [tag]) for tag in (f"{{%tc if {condition} %}}", "{%tc endif %}"))
        laid_out += [begin, *together, end]
    table = add_grid(document, described, [each.width for each in laid_out], rows=4 if loop else 2)
    properties = table._tbl.tblPr
    properties.find(qn("w:tblW")).set(qn("w:w"), str(Length(Cm(sum(each.width for each in columns))).twips))
    heading, row = table.rows[0], table.rows[2 if loop else 1]
    fill_row(heading, *(each.heading for each in laid_out), style="Table heading")
    for cell, column in zip(row.cells, laid_out, strict=True):
        _write(cell, column.lines)
    if loop:
        fill_row(table.rows[1], f"{{%tr for {loop} %}}")
        fill_row(table.rows[3], "{%tr endfor %}")
    keep_whole(heading, repeated=True)
    keep_whole(row)


def add_grid(document: WordDocument, described: str, widths: Sequence[float], rows: int) -> Any:
    """An empty table with columns of these widths, in centimetres; `described` is what is read out of it."""
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


def share_width_by_content(table: Any) -> None:
    """Let the columns share the width: a table whose columns are a loop cannot say how wide each is."""
    table.autofit = True
    for width in table._tbl.iter(qn("w:tcW")):
        width.set(qn("w:type"), "auto")
        width.set(qn("w:w"), "0")


def fill_row(row: Any, *lines: Line | str, style: str = "Table text") -> None:
    """Write a line into each cell of a row; cells without one stay empty."""
    for cell, line in zip(row.cells, lines, strict=False):
        _write(cell, [Line(line, style) if isinstance(line, str) else line])
    for cell in row.cells[len(lines) :]:
        _write(cell, [Line("", style)])


def _write(cell: Any, lines: Sequence[Line | str]) -> None:
    for place, line in enumerate(lines):
        line = Line(line) if isinstance(line, str) else line
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.style = line.style
        if line.label:
            paragraph.add_run(f"{line.label}: ").bold = True
        if line.text:
            paragraph.add_run(line.text)


def keep_whole(row: Any, repeated: bool = False) -> None:
    """Tear this row between no two pages; `repeated` stands again at the head of each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if repeated:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def rests_on(name: str) -> list[Line | str]:
    """What an action's ratings rest on, so that a return that is missing cannot be overlooked."""
    return [
        f"{{%p if {name}.no_return %}}",
        Line(f"{{{{ {name}.standing }}}}", "No return"),
        "{%p else %}",
        Line(f"{{{{ {name}.standing }}}}", "Small print"),
        "{%p endif %}",
    ]
