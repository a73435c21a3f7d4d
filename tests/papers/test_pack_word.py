"""The Word paper opens again with everything that the contents say, in the structure that Word and readers need."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from models.plan.ratings import BRAG, Rating
from papers.pack.contents import PackContents
from papers.pack.trend import trend_words
from papers.pack.word import check_template, default_template, write_word
from papers.pack.word.template import make
from papers.rating_colours import fill_of
from papers.wording import day, share
from tests.papers.pack_contents import (
    ACTIVITY_MATRIX,
    AWKWARD,
    CONTROLS,
    LONG_TITLE,
    MEASURE,
    action,
    empty,
    many,
    sample,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(contents: PackContents, template: bytes | None = None) -> WordDocument:
    """The pack, opened again."""
    return Document(io.BytesIO(write_word(contents, template)))


def saved(document: WordDocument) -> bytes:
    """A document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def said(document: WordDocument) -> list[str]:
    """The paragraphs outside tables."""
    return [paragraph.text for paragraph in document.paragraphs]


def headings(document: WordDocument) -> list[tuple[str, str]]:
    """Style and text of every heading."""
    return [(style(each), each.text) for each in document.paragraphs if style(each).startswith("Heading")]


def style(paragraph: Paragraph) -> str:
    """The name of a paragraph's style."""
    return str(paragraph.style.name) if paragraph.style is not None else ""


def section(document: WordDocument, heading: str) -> tuple[list[str], list[Table]]:
    """The paragraphs and tables between a heading and the next of the same level."""
    paragraphs: list[str] = []
    tables: list[Table] = []
    within = ""
    for each in document.iter_inner_content():
        if isinstance(each, Paragraph) and (level := style(each)).startswith("Heading"):
            if within and level <= within:
                break
            if each.text == heading:
                within = level
                continue
        if within and isinstance(each, Paragraph):
            paragraphs.append(each.text)
        elif within and isinstance(each, Table):
            tables.append(each)
    assert within, f"no heading {heading}"
    return paragraphs, tables


def rows(table: Table) -> list[list[str]]:
    """The texts of a table's cells."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def rated(rating: Rating | None) -> str:
    """A rating as every paper prints it."""
    return f"{rating.letter} {rating.word}" if rating else "not rated"


SAMPLE = sample()


@pytest.fixture(scope="module")
def paper() -> WordDocument:
    """The sample as a Word paper."""
    return written(SAMPLE)


def test_the_committed_template_is_what_its_script_makes() -> None:
    assert default_template() == make()


def test_the_default_template_passes_its_own_check() -> None:
    check_template(default_template())


def test_cover(paper: WordDocument) -> None:
    texts = said(paper)
    for text in (
        "Example County Council   Children's Services Improvement Plan",
        "Board pack",
        "Improvement Board, 7 June 2023",
        "Data month: May 2023   Author: Board Secretary   Version: 2   Figures fixed at: 26 May 2023, 17:00   ",
        *SAMPLE.changed,
    ):
        assert text in texts


def test_the_order_of_the_sections(paper: WordDocument) -> None:
    firsts = [text for style, text in headings(paper) if style == "Heading 1"]
    assert firsts == [
        "Headline",
        "Change in the number of actions",
        "Movements",
        "Reds",
        "Highlights",
        "Slow to progress",
        "Done without impact",
        "Returns",
        "Progress report",
        "Acronyms",
    ]


def test_the_brag_table_has_every_count_and_percentage(paper: WordDocument) -> None:
    paragraphs, tables = section(paper, "Headline")
    assert SAMPLE.headline in paragraphs
    assert SAMPLE.notes[0] in paragraphs
    brag, key = (rows(table) for table in tables)
    assert brag == [
        ["Rating", *(column.heading for column in SAMPLE.columns)],
        *([rated(rating), *(share(column.counts[rating]) for column in SAMPLE.columns)] for rating in BRAG.ratings),
        ["Total", *(str(column.total) for column in SAMPLE.columns)],
    ]
    assert brag[3][3] == "2 (3.13%)"
    assert key[1:] == [[rated(each.rating), each.activity, each.impact] for each in SAMPLE.key]


def test_the_changed_total(paper: WordDocument) -> None:
    paragraphs, _ = section(paper, "Change in the number of actions")
    change = SAMPLE.total_change
    assert paragraphs == [change.said, *change.lines, "No reason is recorded for 9.9."]


def test_movements(paper: WordDocument) -> None:
    paragraphs, [table, matrix] = section(paper, "Movements")
    assert SAMPLE.movements.said in paragraphs
    assert SAMPLE.movements.off_track in paragraphs
    assert rows(matrix) == [
        ["From", *map(rated, BRAG.ratings), "Not counted now", "Total"],
        *([rated(row.was), *map(str, (*row.counts, row.total))] for row in ACTIVITY_MATRIX.rows if row.was),
        ["Total", *map(str, (*ACTIVITY_MATRIX.totals, ACTIVITY_MATRIX.total))],
    ]
    assert rows(table)[1:] == [
        [
            each.ref,
            each.title,
            *(rated(rating) for rating in (each.activity_was, each.activity, each.impact_was, each.impact)),
            each.direction,
        ]
        for each in SAMPLE.movements.moved
    ]


def test_each_red_has_its_facts_and_what_is_missing_is_said(paper: WordDocument) -> None:
    paragraphs, tables = section(paper, "Reds")
    assert paragraphs[0] == SAMPLE.reds_said
    assert [rows(table)[1] for table in tables] == [
        [
            red.dimension,
            rated(red.activity),
            rated(red.impact),
            red.owner,
            red.deadline,
            str(red.days_overdue),
            day(red.recovery_date) if red.recovery_date else "No recovery date given.",
        ]
        for red in SAMPLE.reds
    ]
    first, second, third = ("\n".join(section(paper, f"{red.ref} {red.title}")[0]) for red in SAMPLE.reds)
    assert first.split("\n") == [
        " ".join(SAMPLE.reds[0].by_the_rules),
        " ".join(SAMPLE.reds[0].waits_on),
        "Commentary: 0 appointments and 2 conversions from agency.",
        "The next round opens on 12 June.",
        "Cause: Neighbouring councils offer more.",
        "Corrective action: Corporate Leadership Team to decide; interviews with 7 applicants.",
        "Help needed: A decision on the market supplement.",
    ]
    none = "Corrective action: No corrective action given.\nHelp needed: No escalation recorded."
    assert second == f"Commentary: No commentary given.\nCause: No cause given.\n{none}"
    said = f"Commentary: No evidence of progress has been received.\nCause: {AWKWARD}\n{none}"
    assert third == f"{SAMPLE.reds[2].standing}\n{said}"


def test_the_other_lists(paper: WordDocument) -> None:
    assert rows(section(paper, "Highlights")[1][0])[1:] == [
        [each.ref, each.title, each.text, rated(each.activity), rated(each.impact)] for each in SAMPLE.highlights
    ]
    paragraphs, [slow] = section(paper, "Slow to progress")
    assert paragraphs[0] == SAMPLE.slow_said
    assert rows(slow)[1:] == [
        [each.ref, each.title, rated(each.activity), rated(each.impact), each.why] for each in SAMPLE.slow
    ]
    paragraphs, [gap] = section(paper, "Done without impact")
    assert paragraphs[0] == SAMPLE.gap_said
    assert rows(gap)[1:] == [[each.ref, each.title, rated(each.impact)] for each in SAMPLE.gap]
    paragraphs, [returns] = section(paper, "Returns")
    assert paragraphs[:3] == [
        SAMPLE.returns.said,
        "Returns were due on: 23 May 2023",
        "Figures fixed at: 26 May 2023, 17:00",
    ]
    assert rows(returns)[1:] == [
        [each.answerer, each.boards, str(each.expected), str(each.received), each.state] for each in SAMPLE.returns.rows
    ]
    assert rows(section(paper, "Acronyms")[1][0])[1:] == [
        ["EHC", "Education, Health and Care"],
        ["SEND", "Special Educational Needs and Disabilities"],
        ["SRO", "not defined"],
    ]


def test_the_report_has_every_action_with_its_dates_and_words(paper: WordDocument) -> None:
    paragraphs, tables = section(paper, "Progress report")
    report = [row for table in tables for row in rows(table)[1:]]
    assert [row[0] for row in report] == [each.ref for area in SAMPLE.areas for each in area.actions]
    assert report[0] == [
        "2.1",
        f"{LONG_TITLE}\nWorkforce SRO\nWorkforce Board",
        "A Amber",
        "R Red",
        "Original deadline: March 2023\nDays overdue: 68\nForecast: 29 September 2023\n"
        "Recovery date: 30 September 2023",
        "Activity declared Amber; by the rules Red: 68 days overdue.\n"
        "2.1 needs 3.1 (Agree the pay offer): Red on activity, 9 days overdue.\n"
        "0 appointments and 2 conversions from agency.\nThe next round opens on 12 June.\n"
        "Difference made: No effect so far: permanent staffing was 66% at the end of April.\n"
        "Help needed: A decision on the market supplement from the Corporate Leadership Team.\n"
        "Evidence: https://intranet.example.org/evidence/2-1?a=1&b=2\n"
        f"Measure: {MEASURE.said}\n"
        f"Last value: {MEASURE.measured}\n"
        "Update of 22 May 2023.",
    ]
    assert report[1][5] == "No commentary given.\nNo return received: ratings of 26 April 2023."
    assert "Approved deadline: June 2023" in report[2][4]
    assert report[5][1] == "\n".join([AWKWARD] * 3)
    assert "Source: Inspection. 1 action: on activity 1 Red; on impact 1 Grey." in paragraphs
    assert ("Heading 2", "Area 8: Management oversight & grip") in headings(paper)


def test_an_empty_pack_says_so_in_words() -> None:
    paper = written(empty())
    assert rows(section(paper, "Headline")[1][0])[1:3] == [
        ["- Grey", "0 (0.00%)", "0 (0.00%)"],
        ["B Blue", "0 (0.00%)", "0 (0.00%)"],
    ]
    for heading, sentences in {
        "Change in the number of actions": ["There is no earlier board to compare with."],
        "Movements": ["There is no earlier board to compare with."],
        "Reds": ["No action is Red by either rating."],
        "Highlights": ["No improvement was nominated as a highlight."],
        "Slow to progress": ["No action is slow to progress."],
        "Done without impact": ["No action is Blue on activity without impact."],
        "Progress report": ["The plan has no actions."],
        "Acronyms": ["No acronym is used in this pack."],
    }.items():
        paragraphs, tables = section(paper, heading)
        assert [text for text in paragraphs if text] == sentences
        assert tables == []
    assert "What changed since the version before" not in said(paper)


def test_a_pack_without_a_trend_has_no_picture() -> None:
    paper = written(sample(trend=()))
    assert len(paper.inline_shapes) == 0
    assert not any(text.startswith("Figure ") for text in said(paper))


def test_the_picture_says_its_figures_in_words_and_fits_the_page(paper: WordDocument) -> None:
    [picture] = paper.inline_shapes
    assert picture._inline.docPr.get("descr") == trend_words(SAMPLE.trend)
    page = paper.sections[0]
    assert page.page_width
    assert page.left_margin
    assert page.right_margin
    assert picture.width == page.page_width - page.left_margin - page.right_margin
    [relation] = [each for each in paper.part.rels.values() if each.reltype.endswith("/image")]
    assert relation.target_part.blob.startswith(b"\x89PNG")


def test_ratings_are_shaded_in_their_colours(paper: WordDocument) -> None:
    seen = set()
    for table in paper.tables:
        for row in table.rows[1:]:
            for cell in row.cells:
                shading = cell._tc.xpath("w:tcPr/w:shd/@w:fill")
                rating = next((each for each in BRAG.ratings if rated(each) == cell.text), None)
                assert bool(shading) == (rating is not None)
                if rating:
                    fill, ink = fill_of(rating)
                    assert shading == [fill[1:]]
                    assert cell._tc.xpath(".//w:rPr/w:color/@w:val") == [ink[1:]]
                    # The schema wants the width first, and Word takes a file for damaged that has it otherwise.
                    assert [each.tag for each in cell._tc.get_or_add_tcPr()] == [qn("w:tcW"), qn("w:shd")]
                    seen.add(rating)
    assert seen == set(BRAG.ratings)


def test_where_activity_alone_is_rated_the_other_columns_take_the_room_of_impact() -> None:
    alone = written(sample(scale=replace(BRAG, rates_impact=False)))
    assert "Done without impact" not in [heading for _, heading in headings(alone)]
    titles = [[cell.text for cell in table.rows[0].cells] for table in alone.tables]
    assert ["Ref", "Action", "Activity was", "Activity is", "Direction"] in titles
    assert ["Activity", "SRO", "Deadline", "Days overdue", "Recovery date"] in titles
    for table in (*written(SAMPLE).tables, *alone.tables):
        columns = [int(each.get(f"{W}w")) for each in table._tbl.tblGrid]
        assert {len(row.cells) for row in table.rows} == {len(columns)}
        if not table.autofit:
            whole = int(table._tbl.tblPr.find(f"{W}tblW").get(f"{W}w"))
            assert abs(sum(columns) - whole) <= len(columns)
            cells = [int(width.get(f"{W}w")) for width in next(table._tbl.iter(f"{W}tr")).iter(f"{W}tcW")]
            assert cells == columns


def test_header_rows_repeat_and_no_row_is_torn(paper: WordDocument) -> None:
    for table in paper.tables:
        first, *others = table.rows
        assert first._tr.xpath("w:trPr/w:tblHeader")
        assert not any(row._tr.xpath("w:trPr/w:tblHeader") for row in others)
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)
        assert table._tbl.xpath("w:tblPr/w:tblStyle/@w:val") == ["PackTable"]
        assert table._tbl.xpath("w:tblPr/w:tblDescription/@w:val")
        widths = [int(each) for each in table._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
        assert len(widths) == len(first.cells)
        assert all(cell._tc[-1].tag == qn("w:p") for row in table.rows for cell in row.cells)


def test_the_language_is_british_english_and_nothing_else(paper: WordDocument) -> None:
    assert paper.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val") == ["en-GB"]
    file = zipfile.ZipFile(io.BytesIO(write_word(SAMPLE)))
    for name in file.namelist():
        if name.endswith(".xml"):
            languages = set(re.findall(rb'<w:(?:lang|themeFontLang)\b[^>]*w:val="([^"]+)"', file.read(name)))
            assert languages <= {b"en-GB"}
    assert paper.core_properties.language == "en-GB"


def test_the_contents_page_leads_to_every_heading_and_asks_nothing(paper: WordDocument) -> None:
    body = paper.element.body
    names = {
        mark.get(qn("w:name")): "".join(text.text for text in mark.getparent().iter(qn("w:t")))
        for mark in body.iter(qn("w:bookmarkStart"))
    }
    entries = [paragraph for paragraph in paper.paragraphs if style(paragraph).startswith("toc ")]
    listed = [(style(entry)[-1], entry.text.split("\t")[-2]) for entry in entries]
    assert listed == [(level[-1], text) for level, text in headings(paper) if level != "Heading 3"]
    assert [entry.text.split("\t")[0] for entry in entries if style(entry) == "toc 1"] == [*map(str, range(1, 11))]
    for entry in entries:
        [anchor] = entry._p.xpath("w:hyperlink/@w:anchor")
        assert names[anchor] == entry.text.split("\t")[-2]
        assert entry._p.xpath(".//w:instrText[contains(., 'PAGEREF')]/text()")[0].split()[1] == anchor
    instructions = [each.text for each in body.iter(qn("w:instrText")) if "TOC" in each.text]
    assert [each.split() for each in instructions] == [["TOC", "\\o", '"1-2"', "\\h", "\\z"]]
    marks = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    assert marks.count("begin") == marks.count("separate") == marks.count("end")
    assert paper.settings.element.find(qn("w:updateFields")) is None


def test_captions_are_numbered_in_order(paper: WordDocument) -> None:
    captions = [each.text for each in paper.paragraphs if style(each) == "Caption"]
    tables = [each for each in captions if each.startswith("Table")]
    assert [each.split(":")[0] for each in tables] == [f"Table {number}" for number in range(1, len(tables) + 1)]
    assert [each for each in captions if each.startswith("Figure")] == ["Figure 1: Ratings at each meeting"]


def test_pages_are_numbered_by_word_and_named(paper: WordDocument) -> None:
    footer = paper.sections[0].footer
    fields = [each.text.strip() for each in footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert footer.paragraphs[0].text.startswith("Board pack · Improvement Board, 7 June 2023 · Version 2 · Page")
    assert (
        paper.sections[0].header.paragraphs[0].text == "Example County Council · Children's Services Improvement Plan"
    )


def test_properties_of_the_file(paper: WordDocument) -> None:
    properties = paper.core_properties
    assert properties.title == "Board pack: Improvement Board, 7 June 2023"
    assert properties.subject == "Children's Services Improvement Plan"
    assert properties.author == properties.last_modified_by == "Board Secretary"
    assert properties.created == properties.modified == SAMPLE.frozen_at
    assert properties.revision == 1
    assert properties.comments == ""


def test_nothing_of_the_template_is_left() -> None:
    file = zipfile.ZipFile(io.BytesIO(write_word(replace(many(40), highlights=()))))
    for name in (each for each in file.namelist() if each.endswith(".xml")):
        assert not re.search(rb"\{\{|\{%|\}\}|%\}|#<", file.read(name)), name


def test_a_large_pack_has_every_action() -> None:
    contents = many(200)
    _, tables = section(written(contents), "Progress report")
    refs = [row[0] for table in tables for row in rows(table)[1:]]
    assert refs == [each.ref for area in contents.areas for each in area.actions]
    assert len(refs) == 200


def test_what_xml_forbids_is_left_out_and_lines_stay_lines() -> None:
    paper = written(sample(headline=CONTROLS, author=CONTROLS))
    assert section(paper, "Headline")[0][0] == "pasted from Word:\nnext line end"
    assert paper.core_properties.author == "pasted from Word:\nnext line end"


def small_template(*texts: str) -> bytes:
    """The default template with these paragraphs alone."""
    document = Document(io.BytesIO(default_template()))
    document.element.body.clear_content()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


TYPED = st.text(st.characters(codec="utf-8") | st.sampled_from("{}%#&<>\"'\n\t\r\x0b\u2028_{ "), max_size=60)


def as_read(text: str) -> str:
    """A typed text as Word has it: line ends alike, without the characters that XML forbids."""
    lines = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return "".join(each for each in lines if each in "\t\n" or (each >= " " and each not in "\ufffe\uffff"))


NOTES = small_template("{{ headline }}", "{%p for note in notes %}", "{{ note }}", "{%p endfor %}")


@given(TYPED, TYPED)
@settings(max_examples=40)
def test_whatever_is_typed_is_printed_as_typed(first: str, second: str) -> None:
    paper = written(sample(headline=first, notes=(second, first)), NOTES)
    assert said(paper) == [as_read(first), as_read(second), as_read(first)]


@given(TYPED, TYPED.filter(str.strip))
@settings(max_examples=5)
def test_whatever_is_typed_leaves_the_paper_whole(title: str, commentary: str) -> None:
    area = replace(SAMPLE.areas[0], title=title, actions=(action("2.1", title, commentary=commentary),))
    paper = written(sample(areas=(area,), organisation=title, author=commentary))
    _, [table] = section(paper, f"Area 2: {as_read(title)}" if title else "Area 2")
    assert rows(table)[1][5] == f"{as_read(commentary)}\nUpdate of 22 May 2023."
    assert len(paper.tables) == 15
