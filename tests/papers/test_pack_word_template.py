"""A council's own Word template: what it may do, and how each mistake in one is refused with its place."""

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from papers.pack.trend import trend_png
from papers.pack.word import check_template, default_template, missing_from, write_word
from papers.pack.word.fields import TAGS, fields
from papers.pack.wrong_template import WrongTemplate
from tests.papers.pack_contents import sample


def saved(document: WordDocument) -> bytes:
    """A document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def template(*texts: str) -> bytes:
    """A template of these paragraphs; one that begins with `#` is a heading."""
    document = Document()
    for text in texts:
        if text.startswith("#"):
            document.add_heading(text.removeprefix("#"), 1)
        else:
            document.add_paragraph(text)
    return saved(document)


def in_table(*rows: tuple[str, ...], after: str = "") -> bytes:
    """A template of a table with these cells, under a heading."""
    document = Document()
    document.add_heading("Reds", 1)
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph(after)
    return saved(document)


def refusal(wrong: bytes) -> str:
    """What is said about a wrong template, by the check and by the writer alike."""
    with pytest.raises(WrongTemplate) as checked:
        check_template(wrong)
    with pytest.raises(WrongTemplate, match=re.escape(str(checked.value))):
        write_word(sample(), wrong)
    return str(checked.value)


@pytest.mark.parametrize(
    "wrong",
    [b"", b"Dear board", default_template()[:5000], b"PK\x05\x06" + b"\0" * 18],
    ids=["empty", "text", "half a file", "an empty zip"],
)
def test_what_is_not_a_word_file(wrong: bytes) -> None:
    assert refusal(wrong).startswith("The template is not a Word document.")


def test_a_spreadsheet_is_not_a_word_file() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        written.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(file.getvalue()).startswith("The template is not a Word document.")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (
            template("#Reds", "On {{ meating }} the board meets."),
            "The paragraph “On {{ meating }} the board meets.” under the heading “Reds” has “meating”, which the pack "
            "does not know. Did you mean “meeting”?",
        ),
        (template("{{ zzz }}"), "The paragraph “{{ zzz }}” has “zzz”, which the pack does not know."),
        (
            in_table(
                ("Ref", "SRO"),
                ("{%tr for red in reds %}", ""),
                ("{{ red.ref }}", "{{ red.onwer }}"),
                ("{%tr endfor %}", ""),
            ),
            "Table 1, row 3 (“{{ red.onwer }}”) under the heading “Reds” has “onwer”, which “red” does not know. "
            "Did you mean “owner”?",
        ),
        (
            template("{%p if not reds %}", "{{ red.ref }}", "{%p endif %}"),
            "The paragraph “{{ red.ref }}” has “red”, which the pack does not know. Did you mean “reds”?",
        ),
        (
            template("{{ areas.title }}"),
            "The paragraph “{{ areas.title }}” asks for “title” of “areas”, which is a list: go through it in a loop "
            "first.",
        ),
        (
            template("{{ headline.words }}"),
            "The paragraph “{{ headline.words }}” asks for “words” of “headline”, which is only a text.",
        ),
        (
            template("{%p for each in headline %}", "{{ each }}", "{%p endfor %}"),
            "The paragraph “{%p for each in headline %}” goes through “headline” in a loop, but that is not a list.",
        ),
        (
            in_table(("{%tr for red in reds %}",), ("{{ red.ref }}",)),
            "Table 1, row 1 (“{%tr for red in reds %}”) under the heading “Reds”: “{%tr for red in reds %}” is not "
            "closed: “{%tr endfor %}” is missing.",
        ),
        (
            template("{%p if reds %}", "Red."),
            "The paragraph “{%p if reds %}”: “{%p if reds %}” is not closed: “{%p endif %}” is missing.",
        ),
        (
            template("Red.", "{%p endif %}"),
            "The paragraph “{%p endif %}”: “{%p endif %}” closes nothing that is open.",
        ),
        (
            template("{%p for red in reds %}", "{%p if red.cause %}", "{%p endfor %}", "{%p endif %}"),
            "The paragraph “{%p endfor %}”: “{%p endfor %}” closes nothing that is open: “endif” is expected first.",
        ),
        (
            in_table(("{%tr for red in reds %}",), ("{{ red.ref }}",), after="{%p endfor %}"),
            "The paragraph “{%p endfor %}” under the heading “Reds”: “{%p endfor %}” belongs to “{%tr for red in "
            "reds %}”, which stands elsewhere or is written otherwise. Both must be in the same table, row or cell "
            "and begin alike, as in {%tr for … %} and {%tr endfor %}.",
        ),
        (
            in_table(("{% for red in reds %}", "{{ red.ref }}"), ("{% endfor %}", "")),
            "Table 1, row 2 (“{% endfor %}”) under the heading “Reds”: “{% endfor %}” belongs to “{% for red in "
            "reds %}”, which stands elsewhere or is written otherwise. Both must be in the same table, row or cell "
            "and begin alike, as in {%tr for … %} and {%tr endfor %}.",
        ),
        (
            template("On {{ meeting"),
            "The paragraph “On {{ meeting” has “{{” without its other half: a field is written {{ … }} and a loop or a "
            "condition {% … %}, all within one paragraph.",
        ),
        (
            template("{%p for red in reds %} Reds", "{{ red.ref }}", "{%p endfor %}"),
            "The paragraph “{%p for red in reds %} Reds”: “{%p for red in reds %}” is taken out together with its "
            "paragraph when the pack is made, so nothing else may stand in that paragraph. Give it a paragraph of its "
            "own.",
        ),
        (
            in_table(("{%tr for red in reds %}", "{{ red.ref }}"), ("{%tr endfor %}", "")),
            "Table 1, row 1 (“{%tr for red in reds %}”) under the heading “Reds”: “{%tr for red in reds %}” is taken "
            "out together with its row when the pack is made, so nothing else may stand in that row. Give it a row "
            "of its own.",
        ),
        (
            template("{%tr for red in reds %}", "{%tr endfor %}"),
            "The paragraph “{%tr for red in reds %}”: “{%tr for red in reds %}” is for tables, and it stands in none. "
            "Write {%p … %}.",
        ),
        (
            template("{% p if reds %}", "{% p endif %}"),
            "The paragraph “{% p if reds %}” cannot be understood: “p” must follow the percent sign without a space, "
            "as in {%p for … %}.",
        ),
        (
            template("{{ headline | shout }}"),
            "The paragraph “{{ headline | shout }}” cannot be understood: No filter named 'shout'.",
        ),
        (
            template("{{r headline }}"),
            "The paragraph “{{r headline }}”: “{{r headline }}” begins with “{{r”, which is for the labels of ratings "
            "alone. Write {{ … }}.",
        ),
        (
            template("{{p headline }}"),
            "The paragraph “{{p headline }}”: “{{p headline }}” begins with “{{p”, which is for the labels of ratings "
            "alone. Write {{ … }}.",
        ),
        (
            template("{% for red in reds %}{{ red.impact.label }}{% endfor %}"),
            "The paragraph “{% for red in reds %}{{ red.impact.label }}{% endfor %}”: “{{ red.impact.label }}” is a "
            "rating's label, which needs an r directly after the braces: {{r action.impact.label }}.",
        ),
        (
            in_table(("{% cellbg headline %}Reds",)),
            "Table 1, row 1 (“{% cellbg headline %}Reds”) under the heading “Reds”: “{% cellbg headline %}” needs a "
            "colour: {% cellbg action.impact.fill %} or six digits, as in {% cellbg 'F2F4F7' %}.",
        ),
        (
            template("{{ headline | safe }}"),
            "The paragraph “{{ headline | safe }}” cannot be understood: No filter named 'safe'.",
        ),
        (
            template("{% autoescape false %}{{ headline }}{% endautoescape %}"),
            "The paragraph “{% autoescape false %}{{ headline }}{% endautoescape %}” switches escaping on or off, "
            "which would print what somebody typed as markup.",
        ),
        (
            template("{{ headline + }}"),
            "The paragraph “{{ headline + }}” cannot be understood: unexpected 'end of print statement'.",
        ),
        (
            template("{{ version + meeting }}"),
            "The paragraph “{{ version + meeting }}” cannot be filled in: unsupported operand type(s) for +: 'int' and "
            "'str'.",
        ),
        (
            template("{{ headline.__class__.__mro__ }}"),
            "The paragraph “{{ headline.__class__.__mro__ }}” cannot be filled in: access to attribute '__class__' of "
            "'str' object is unsafe.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(wrong: bytes, words: str) -> None:
    assert refusal(wrong) == words


def test_a_mistake_in_the_header_and_the_footer() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ organization }}"
    assert refusal(saved(document)) == (
        "In the page header, the paragraph “{{ organization }}” has “organization”, which the pack does not know. "
        "Did you mean “organisation”?"
    )
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "{% if version %}"
    assert refusal(saved(document)).startswith("In the page footer, the paragraph “{% if version %}”")


def test_a_field_where_none_is_filled_in() -> None:
    document = Document()
    document.add_comment(document.add_paragraph("Reds").runs, "Say {{ meeting }} here?")
    assert refusal(saved(document)) == (
        "A field stands in the comments of the template, where none is filled in. Take it out."
    )
    document = Document()
    document.core_properties.keywords = "{{ plan }}"
    assert refusal(saved(document)).startswith("A field stands in the properties of the template")


def test_a_field_that_is_cut_in_two_by_a_link() -> None:
    document = Document()
    paragraph = document.add_paragraph("{{ mee")
    link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:t>ting }}}}</w:t></w:r></w:hyperlink>')
    paragraph._p.append(link)
    assert refusal(saved(document)) == (
        "The paragraph “{{ meeting }}”: “{{ meeting }}” is cut in two by a link or a tracked change. Accept the "
        "changes, take the link away, or type the field again in one go."
    )


def test_a_field_that_word_cut_in_pieces_is_mended() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("On {", "{ mee", "ting", " }", "}."):
        paragraph.add_run(piece).bold = piece == "ting"
    document.add_paragraph("{{ headline | replace(“actions”, ‘things’) }}")
    paper = Document(io.BytesIO(write_word(sample(), saved(document))))
    assert paper.paragraphs[0].text == "On 7 June 2023."
    assert paper.paragraphs[1].text.startswith("44 of 64 things")


def council_template() -> bytes:
    """Another council's: other fonts and order, sections left out, a table of contents as Word makes it."""
    document = Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Heading 1"].font.size = Pt(30)
    document.sections[0].header.paragraphs[0].text = "{{ board }}, v{{ version }}"
    document.add_heading("{{ title }}", 0)
    toc = document.add_paragraph()
    for run in (
        '<w:fldChar w:fldCharType="begin"/>',
        r'<w:instrText xml:space="preserve"> TOC \o "1-3" \h \z \u </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>Old heading {{ red.ref }}</w:t>",
    ):
        toc._p.append(parse_xml(f"<w:r {nsdecls('w')}>{run}</w:r>"))
    last = document.add_paragraph("Another old heading")
    last._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))
    document.add_heading("What needs you", 1)
    document.add_paragraph("{%p for red in reds %}")
    heading = document.add_heading("{{ red.ref }} {{ red.title }}", 2)
    for name, element in (("start", 0), ("end", -1)):
        mark = parse_xml(f'<w:bookmark{name.capitalize()} {nsdecls("w")} w:id="0"/>')
        if name == "start":
            mark.set(qn("w:name"), "_Toc99")
        heading._p.insert(1, mark) if element == 0 else heading._p.append(mark)
    document.add_paragraph("{{r red.activity.label }} and {{ red.impact }}: {{ red.commentary }}")
    document.add_paragraph("{%p endfor %}")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_heading("Position", 1)
    document.add_paragraph("{{ headline }}{% if notes %} ({{ notes | join('; ') }}){% endif %}")
    table = document.add_table(3, 2)
    table.style = "Light Grid Accent 1"
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        (
            "{%tr for title in areas if title.actions %}",
            "",
            "{{ loop.index }}. {{ title.title }}",
            "{% set first = title.actions[0] %}{{ first.ref }}",
            "{%tr endfor %}",
            "",
        ),
        strict=True,
    ):
        cell.text = text
    document.core_properties.title = "Our template"
    return saved(document)


def test_a_council_leaves_out_reorders_and_restyles() -> None:
    contents = sample()
    template = council_template()
    check_template(template)
    file = write_word(contents, template)
    assert write_word(contents, template) == file
    paper = Document(io.BytesIO(file))
    assert paper.styles["Normal"].font.name == "Georgia"
    assert paper.sections[0].header.paragraphs[0].text == "Improvement Board, v2"
    texts = [paragraph.text for paragraph in paper.paragraphs]
    assert texts[0] == "Improvement Board, 7 June 2023"
    listed = ["What needs you", *(f"{red.ref} {red.title}" for red in contents.reds), "Position"]
    assert [text.split("\t")[0] for text in texts[1 : 1 + len(listed)]] == listed
    assert all(text.split("\t")[1].isdecimal() for text in texts[1 : 1 + len(listed)]), "with their pages"
    assert not any("Old heading" in text or "Another old" in text for text in texts)
    body = paper.element.body
    marks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    anchors = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert marks == anchors
    assert len(set(marks)) == len(listed)
    assert "A Amber and R Red: 0 appointments and 2 conversions from agency.\nThe next round opens on 12 June." in texts
    assert "R Red and R Red: No commentary given." in texts
    assert f"{contents.headline} ({contents.notes[0]})" in texts
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows] == [
        [f"{place}. {area.title}", area.actions[0].ref]
        for place, area in enumerate((each for each in contents.areas if each.actions), 1)
    ]
    assert paper.core_properties.title == "Board pack: Improvement Board, 7 June 2023"


def test_jinja_of_one_s_own() -> None:
    """Sets, macros and conditions of the council's own print typed text as text too."""
    own = template(
        "{%p set who %}",
        "{{ author }}",
        "{%p endset %}",
        "{% macro twice(what) %}{{ what }} {{ what }}{% endmacro %}{{ twice(board) }} {{ trend_words | length > 9 }}",
        "{% set loud = plan | upper %}{{ loud }}{# not printed #}",
    )
    contents = sample(board="<A & B>", plan="{{ ‘x’ }}\ny")
    texts = [each.text for each in Document(io.BytesIO(write_word(contents, own))).paragraphs]
    assert texts == ["<A & B> <A & B> True", "{{ ‘X’ }}\nY"]


def test_what_word_and_others_keep_in_the_file_is_no_field() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template("{{ headline }}"))) as source, zipfile.ZipFile(file, "w") as target:
        for member in source.infolist():
            kept = source.read(member)
            if member.filename == "customXml/item1.xml":
                kept = b'<form><![CDATA[{"a":{"b":{}}}]]></form>'
            target.writestr(member, kept)
    check_template(file.getvalue())


def test_a_cell_that_a_condition_empties_is_still_a_cell() -> None:
    document = Document()
    cell = document.add_table(1, 1).rows[0].cells[0]
    cell.text = "{%p if reds %}"
    cell.add_paragraph("Reds")
    cell.add_paragraph("{%p endif %}")
    paper = Document(io.BytesIO(write_word(sample(reds=()), saved(document))))
    assert [each.tag for each in paper.tables[0].rows[0].cells[0]._tc][-1] == qn("w:p")


def test_the_default_template_still_works_after_word_has_shuffled_its_runs() -> None:
    """Word splits runs as it likes when a document is saved: here, every text in two."""
    document = Document(io.BytesIO(default_template()))
    for text in list(document.element.body.iter(qn("w:t"))):
        run = text.getparent()
        half = len(text.text) // 2
        other = deepcopy(run)
        other.find(qn("w:t")).text = text.text[half:]
        text.text = text.text[:half]
        for each in (text, other.find(qn("w:t"))):
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addnext(other)
    shuffled = saved(document)
    check_template(shuffled)

    def texts(file: bytes) -> list[str]:
        paper = Document(io.BytesIO(file))
        return ["".join(each.text or "" for each in p.iter(qn("w:t"))) for p in paper.element.body.iter(qn("w:p"))]

    assert texts(write_word(sample(), shuffled)) == texts(write_word(sample()))


def as_libreoffice_saves_it(document: WordDocument) -> bytes:
    """Breaks stand in the last paragraph before them, whatever it is: seen on a template that LibreOffice had saved."""
    for section in list(document.element.body.iter(qn("w:sectPr"))):
        if section.getparent().tag == qn("w:pPr"):
            own = next(section.iterancestors(qn("w:p")))
            own.getprevious().get_or_add_pPr().append(section)
            own.getparent().remove(own)
    contents = next(each for each in document.paragraphs if each.text == "Contents")
    contents.paragraph_format.page_break_before = None
    contents._p.getprevious().append(parse_xml(f'<w:r {nsdecls("w")}><w:br w:type="page"/></w:r>'))
    return saved(document)


def test_breaks_that_libreoffice_puts_into_the_paragraphs_of_tags_are_kept() -> None:
    document = Document(io.BytesIO(default_template()))
    template = as_libreoffice_saves_it(document)
    holding = document.element.body.xpath("//w:p[.//w:sectPr]")
    holders = ["".join(each.text or "" for each in paragraph.iter(qn("w:t"))) for paragraph in holding]
    assert holders == ["{%p endif %}", "{%p endfor %}"]
    check_template(template)
    for contents in (sample(), sample(areas=(), returns=replace(sample().returns, rows=()))):
        ours, theirs = (Document(io.BytesIO(write_word(contents, each))) for each in (None, template))
        assert [each.orientation for each in theirs.sections] == [each.orientation for each in ours.sections]
        assert len(theirs.element.body.xpath(".//w:br[@w:type='page']")) == 1
        assert [p.text for p in theirs.paragraphs if p.text] == [p.text for p in ours.paragraphs if p.text]


def test_a_break_that_would_come_in_one_case_only_is_named() -> None:
    document = Document()
    for text in ("{%p if reds %}", "Red.", "{%p else %}", "None.", "{%p endif %}"):
        document.add_paragraph(text)
    document.paragraphs[2].add_run().add_break(WD_BREAK.PAGE)
    assert refusal(saved(document)) == (
        "The paragraph “{%p else %}”: “{%p else %}” has a page or section break in its paragraph, which would come in "
        "one case only. Put the break before the condition or after it."
    )


def test_a_picture_beside_a_tag_is_named() -> None:
    document = Document()
    for text in ("{%p if reds %}", "Red.", "{%p endif %}"):
        document.add_paragraph(text)
    document.paragraphs[0].add_run().add_picture(io.BytesIO(trend_png(sample().trend, 100)))
    assert refusal(saved(document)).endswith("the picture in it would go, too. Give it a paragraph of its own.")


def test_what_every_board_has_to_see_is_asked_for() -> None:
    assert missing_from(default_template()) == []
    assert missing_from(template("{{ headline }}{% if reds %} Red.{% endif %} {{ brag.totals | join }}")) == [
        "the BRAG table ({%tr for row in brag.rows %})",
        "the key of the ratings ({%tr for entry in key %})",
        "the Reds ({%tr for red in reds %})",
        "the returns ({%tr for answer in returns.rows %})",
        "what was written for the paper ({%p for section in sections %})",
        "who signed it off ({%tr for sign_off in sign_offs %})",
        "how it was published ({%p for line in published_said %})",
    ]
    some = template(
        "{% set all = key %}{% for red in reds if red.cause %}{% endfor %}{{ returns.said }}{{ sections[0].title }}"
    )
    assert missing_from(some) == [
        "the BRAG table ({%tr for row in brag.rows %})",
        "what was written for the paper ({%p for section in sections %})",
        "who signed it off ({%tr for sign_off in sign_offs %})",
        "how it was published ({%p for line in published_said %})",
    ]


def from_nothing(of: str = "```text\n", without: str = "") -> bytes:
    """An example of the docs, as it is written there: a line a paragraph, a line with bars a row of a table; perhaps
    without some words.
    """
    page = (Path(__file__).parents[2] / "docs" / "word-template.md").read_text(encoding="utf-8")
    lines = page.split(of)[1].split("```")[0].replace(without, "").splitlines()
    document = Document()
    for is_table, group in groupby((line for line in lines if line), lambda line: line.startswith("|")):
        if not is_table:
            for line in group:
                document.add_paragraph(line)
            continue
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in group]
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    return saved(document)


def test_the_example_of_the_docs_is_a_template_that_lacks_nothing() -> None:
    example = from_nothing()
    check_template(example)
    assert missing_from(example) == []
    paper = Document(io.BytesIO(write_word(sample(), example)))
    texts = [each.text for each in paper.paragraphs]
    assert sample().headline in texts
    first = paper.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == ["Rating", *(each.heading for each in sample().columns)]
    assert [row.cells[0].text for row in first.rows[1:]] == ["- Grey", "B Blue", "R Red", "A Amber", "G Green", "Total"]
    assert [row.cells[0].text for row in paper.tables[2].rows[1:]] == [each.ref for each in sample().reds]


@pytest.mark.parametrize("tag", [tag for tag, _ in TAGS])
def test_every_tag_in_the_list_may_be_used(tag: str) -> None:
    document = Document()
    document.add_paragraph("{%p for red in reds %}")
    pieces = [piece.strip() for piece in tag.replace(" … ", "\n…\n").split("\n")]
    if tag.startswith("{%tc"):
        cells = document.add_table(1, len(pieces)).rows[0].cells
    elif tag.startswith("{%tr"):
        cells = document.add_table(len(pieces), 1).columns[0].cells
    elif tag.startswith("{%p"):
        cells = [document.add_paragraph() for _ in pieces]
    else:
        cells, pieces = document.add_table(1, 1).rows[0].cells, [tag]
    for cell, piece in zip(cells, pieces, strict=True):
        cell.text = piece
    document.add_paragraph("{%p endfor %}")
    check_template(saved(document))


def test_every_field_in_the_list_may_be_used() -> None:
    described = dict(fields())
    loops = {
        found[1]: found[2]
        for what in described.values()
        if (found := re.search(r"\{% for (\w+) in ([\w.]+) %\}", what))
    }
    lines = []
    for name in described:
        wanted = name.split(".")[0]
        around: list[str] = []
        while wanted in loops:
            around.insert(0, f"{{% for {wanted} in {loops[wanted]} %}}")
            wanted = loops[wanted].split(".")[0]
        if name.startswith("rating."):
            around = ["{% for entry in key %}{% set rating = entry.rating %}"]
        lines.append(
            "".join(around) + f"{{{{{'r' * name.endswith('.label')} {name} }}}}" + "{% endfor %}" * len(around)
        )
    check_template(template(*lines))
    assert len(described) == len(fields())
