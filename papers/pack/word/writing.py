"""The board pack as a Word document: its contents in the council's own template, or in the one that is here.

`write_word` is called where packs are built, `check_template` before a council's template is taken. A template has
headings, labels and fields (`fields`), never a figure. Nothing here gathers, counts or reads the clock.
"""

import io
import re
import traceback
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Cm
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from models.position.trend import TrendPoint
from papers.pack.contents import PackContents, in_its_scale
from papers.pack.trend import trend_png, trend_words
from papers.pack.word.breaks import move_breaks
from papers.pack.word.check import check, opened, prints_sections, without
from papers.pack.word.draft import marked_as_draft
from papers.pack.word.field_kinds import TemplateFields
from papers.pack.word.filling import fields_of, specimen
from papers.pack.word.links import link_addresses
from papers.pack.word.numbering import empty_contents, numbered_on, numbers_headings, update_fields
from papers.pack.word.printed import left_out
from papers.pack.word.report_fields import ReportFields
from papers.pack.word.report_filling import ITS_NUMBER, by_name, nothing, one_of_everything, report_fields, to_print
from papers.pack.wrong_template import WrongReportTemplate, WrongTemplate
from papers.wording import joined, shortened

_LANGUAGE = "en-GB"
_PICTURE_WIDTH = Cm(16.5)
_PICTURE_PIXELS = 1200
"""180 to the inch: sharp on paper, and drawn in half the time of 250."""

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@cache
def default_template() -> bytes:
    """The template that packs are written in where a council has none of its own; a good one to begin with."""
    return files("papers.pack").joinpath("templates", "pack.docx").read_bytes()


@lru_cache(maxsize=4)
def check_template(template: bytes) -> None:
    """Raises WrongTemplate, with the place of the mistake, for a template in which no pack can be written.

    Every tag is read, those of branches that are seldom taken too; then the template is filled in twice, with one of
    everything and with nothing, to see that a proper document comes out.
    """
    check(opened(template), _ENVIRONMENT)
    for filled in (True, False):
        _render(_Paper(io.BytesIO(template)), specimen(filled))


def missing_from(template: bytes) -> Sequence[str]:
    """What a board has to see in every pack and this template, which can be used, does not print; in words."""
    return without(opened(template), _ENVIRONMENT)


@cache
def default_report_template() -> bytes:
    """The template in which council reports are written where a council has none of its own; one to begin with."""
    return files("papers.pack").joinpath("templates", "report.docx").read_bytes()


@lru_cache(maxsize=4)
def check_report_template(template: bytes) -> None:
    """Raises WrongReportTemplate for a template in which no council report can be written, or that would leave out
    something of what one says, with the tags that print it.
    """
    try:
        check(opened(template), _ENVIRONMENT, ReportFields)
        _render(_Paper(io.BytesIO(template)), by_name(nothing()))
        paper, fields = _Paper(io.BytesIO(template)), one_of_everything()
        _render(paper, by_name(fields))
    except WrongTemplate as wrong:
        raise WrongReportTemplate(str(wrong)) from wrong
    how = {text: f"{place} ({tag})" for place, text, tag in to_print(fields)}
    if not numbers_headings(paper.docx):
        how[str(ITS_NUMBER)] = "the numbers of the sections ({{ part.number }})"
    if missing := left_out(paper.docx, how):
        raise WrongReportTemplate(
            f"A report made in it would leave out {joined(list(dict.fromkeys(how[each] for each in missing)))}. "
            "docs/word-template.md lists every field."
        )


@in_its_scale
def write_word(contents: PackContents, template: bytes | None = None, of_reports: bytes | None = None) -> bytes:
    """The pack as .docx, in `template` or the default one; a council report or a supplement in `of_reports` or the
    default one for these. The same contents and template give the same bytes.

    Raises WrongTemplate.
    """
    if not contents.has_position:
        template = of_reports or default_report_template()
        if of_reports:
            check_report_template(of_reports)
    elif template is None:
        template = default_template()
    else:
        check_template(template)
        if contents.written and not prints_sections(opened(template), _ENVIRONMENT):
            raise WrongTemplate(
                "The template leaves out the sections that people have written: "
                "{%p for section in sections %} … {%p endfor %} prints them (docs/word-template.md)."
            )
    if contents.supplement:
        template = numbered_on(template, contents.supplement.sections, contents.supplement.pages)
    if contents.draft:
        template = marked_as_draft(template, contents.draft_said)
    paper = _Paper(io.BytesIO(template))
    if not contents.has_position:
        fields = report_fields(contents)
        _render(paper, by_name(fields))
        if of_reports:
            _refuse_left_out(paper, fields)
    else:
        picture = _Picture(paper, contents.trend) if contents.trend else ""
        _render(paper, fields_of(contents, picture, trend_words(contents.trend)))
    document = paper.docx
    link_addresses(document)
    update_fields(document)
    properties = document.core_properties
    properties.title = f"{contents.name}: {printable(contents.title)}"[:255]
    properties.subject = printable(contents.plan)[:255]
    properties.author = properties.last_modified_by = printable(contents.author)[:255]
    properties.language = _LANGUAGE
    properties.created = properties.modified = contents.frozen_at
    properties.revision = 1
    saved = io.BytesIO()
    document.save(saved)
    return undated(saved.getvalue(), zipfile.ZIP_DEFLATED)


def _refuse_left_out(paper: "_Paper", fields: ReportFields) -> None:
    """A template may leave a section out by a condition, which shows only when there is one: no report is made so."""
    how = {text: (place, tag) for place, text, tag in to_print(fields)}
    for text in left_out(paper.docx, how)[:1]:
        place, tag = how[text]
        said = shortened(re.sub(r"<[^>]+>", "", text), 70)
        raise WrongReportTemplate(f"The template of reports leaves out “{said}” of {place}: {tag} prints it.")


def undated(document: bytes, compression: int) -> bytes:
    """The same zip file without the times at which its members were written."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(written, "w") as target:
        for member in source.infolist():
            still = zipfile.ZipInfo(member.filename, _FIXED_DATE)
            still.compress_type = compression
            still.create_system = 3
            target.writestr(still, source.read(member))
    return written.getvalue()


def _render(paper: "_Paper", fields: Mapping[str, Any]) -> None:
    try:
        paper.render(fields, _ENVIRONMENT)
    except SyntaxError as error:
        raise WrongTemplate(
            "A loop or a condition in the template begins and ends at places that do not match, so that no proper "
            "document comes out. Write {%p … %} in paragraphs of their own around paragraphs, and {%tr … %} in rows "
            "of their own around rows."
        ) from error


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja as the templates get it: every text is escaped, nothing unknown is passed over, nothing else in reach."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_printed)
        for name in ("safe", "urlize"):
            # They would print what somebody typed as markup.
            del self.filters[name]
        self._compiled = lru_cache(maxsize=16)(super().from_string)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Our own fields are values and nothing else; the sandbox takes its time over every one."""
        return (isinstance(obj, TemplateFields) and not attr.startswith("_")) or super().is_safe_attribute(
            obj, attr, value
        )

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        """Compiled once: the parts of a template are the same for every pack."""
        return self._compiled(source)


_FORBIDDEN = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def printable(text: str) -> str:
    """The text with line ends as line feeds and without the characters that XML forbids."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def _printed(value: object) -> object:
    """What a field prints: text in which nothing is markup, with line breaks and tabs as Word writes them."""
    if value is None:
        return ""
    if hasattr(value, "__html__"):
        return value
    text = str(value)
    if text.isprintable() and "{" not in text and "}" not in text:
        return text
    escaped = str(escape(printable(text)))
    for character, written in _WRITTEN.items():
        escaped = escaped.replace(character, written)
    return Markup(escaped)


_WRITTEN = {
    # docxtpl takes some braces for tags of its own, even after Jinja is done.
    "{": "&#123;",
    "}": "&#125;",
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}

_ENVIRONMENT = _Environment()


_OF_EXPRESSIONS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a mistake in a template may raise; other errors are none of its author's."""


class _Paper(DocxTemplate):  # type: ignore[misc]
    """docxtpl's template, with what differs here."""

    def init_docx(self, reload: bool = True) -> None:
        """What a contents page says in the template is of no meaning, though it may look like a field; and no section
        break goes with a tag.
        """
        super().init_docx(reload)
        empty_contents(self.docx)
        move_breaks(self.docx)

    def patch_xml(self, src_xml: str) -> str:
        """Done once for each template: it takes longer than filling in."""
        return _patched(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: Mapping[str, Any], jinja_env: Any = None) -> str:
        """Raises WrongTemplate with the paragraph where an expression fails."""
        try:
            return str(super().render_xml_part(src_xml, part, context, jinja_env))
        except _OF_EXPRESSIONS as error:
            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno or 1 for frame in frames if frame.filename == "<template>"]
            if isinstance(error, TemplateSyntaxError):
                lines.append(error.lineno)
            if not lines:
                raise
            # docxtpl begins a line with each paragraph.
            line = re.sub("<w:p([ >])", "\n<w:p\\1", src_xml).split("\n")[lines[-1] - 1]
            text = shortened(re.sub("<[^>]+>", "", line), 70)
            reason = str(error).rstrip(".")
            raise WrongTemplate(f"The paragraph “{text}” cannot be filled in: {reason}.") from error

    def resolve_listing(self, xml: str) -> str:
        """Nothing is left to resolve: `_printed` writes line breaks and tabs, where they are rare."""
        return xml

    def fix_tables(self, xml: str) -> Any:
        """Raises SyntaxError for broken XML, which docxtpl mends by leaving things out."""
        columns = [len(table.findall(_COLUMN)) for table in etree.fromstring(xml).iter(qn("w:tbl"))]
        tree = super().fix_tables(xml)
        for table, before in zip(tree.iter(qn("w:tbl")), columns, strict=True):
            if len(table.findall(_COLUMN)) != before:
                _share_width(table)
        for cell in tree.iter(_CELL):
            # Word calls a file damaged in which a cell does not end with a paragraph.
            if cell[-1].tag != _PARAGRAPH:
                cell.append(cell.makeelement(_PARAGRAPH))
        return tree

    def render_properties(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """`write_word` sets them: docxtpl would print them with escapes for XML."""


_COLUMN = f"{qn('w:tblGrid')}/{qn('w:gridCol')}"
_ROW, _CELL, _CELL_WIDTH = qn("w:tr"), qn("w:tc"), f"{qn('w:tcPr')}/{qn('w:tcW')}"
_WIDTH, _PARAGRAPH = qn("w:w"), qn("w:p")


def _share_width(table: Any) -> None:
    """Give a table of a fixed layout its own width, which the columns share that were not left out or were repeated."""
    properties = table.find(qn("w:tblPr"))
    whole, layout = properties.find(qn("w:tblW")), properties.find(qn("w:tblLayout"))
    rows = [[cell.find(_CELL_WIDTH) for cell in row.findall(_CELL)] for row in table.findall(_ROW)]
    widths = [width for row in rows for width in row]
    if layout is None or layout.get(qn("w:type")) != "fixed" or whole.get(qn("w:type")) != "dxa" or None in widths:
        return
    longest = max(rows, key=len, default=[])
    there, room = sum(int(width.get(_WIDTH)) for width in longest), int(whole.get(_WIDTH))
    for width in widths:
        width.set(_WIDTH, str(round(int(width.get(_WIDTH)) * room / there)))
    for column, width in zip(table.findall(_COLUMN), longest, strict=False):
        column.set(_WIDTH, width.get(_WIDTH))


@lru_cache(maxsize=16)
def _patched(xml: str) -> str:
    patched = DocxTemplate.patch_xml(None, xml)
    # The runs that docxtpl splits off around {{r … }}, empty in every row of every pack.
    patched = re.sub(r'<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve"></w:t></w:r>', "", patched)
    # docxtpl puts the shading of a cell first, the schema wants widths and borders before it.
    before = r"(?:<w:(?:cnfStyle|tcW|gridSpan|hMerge|vMerge)\b[^>]*/>)*(?:<w:tcBorders>.*?</w:tcBorders>)?"
    return re.sub(rf"(<w:tcPr[^>]*>)(<w:shd [^>]*/>)({before})", r"\1\3\2", patched)


class _Picture:
    """The trend picture, drawn where the template asks for it, as wide as the text and with its figures in words."""

    def __init__(self, paper: _Paper, points: Sequence[TrendPoint]) -> None:
        self._paper, self._points = paper, points

    def __html__(self) -> str:
        section = self._paper.docx.sections[0]
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        picture = io.BytesIO(trend_png(self._points, _PICTURE_PIXELS))
        inline = self._paper.current_rendering_part.new_pic_inline(picture, room or _PICTURE_WIDTH)
        inline.docPr.set("descr", trend_words(self._points))
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
