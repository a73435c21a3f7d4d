"""An organisation's own Word template for council reports: what it is refused for, and what is printed in it."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as WordDocument

from papers.pack.contents import PackContents
from papers.pack.supplement import Supplement
from papers.pack.word import check_report_template, default_report_template, default_template, write_word
from papers.pack.word.printed import left_out
from papers.pack.word.report_filling import report_fields, to_print
from papers.pack.wrong_template import WrongReportTemplate
from tests.papers.test_pack_word_template import from_nothing
from tests.papers.test_report import SIGNED, report

OWN = "```text of a report\n"


def opened(contents: PackContents, template: bytes | None) -> WordDocument:
    return Document(io.BytesIO(write_word(contents, default_template(), template)))


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("{{ title }}\n", "the first page ({{ title }})"),
        ("{{ name }}\n", "the first page ({{ name }})"),
        ("{{ line }}\n", "how it was published ({%p for line in published_said %}) and the sections ({%p for line in"),
        ("{{ fact.said }} |", "the facts ({%tr for fact in facts %})"),
        ("{{ part.number }} ", "the numbers of the sections ({{ part.number }})"),
        ("{{ part.title }}", "the sections ({%p for part in parts %} … {{ part.title }})"),
        ("{{ paragraph.text }}", "the sections ({%p for paragraph in part.paragraphs %})"),
        ("{{ cell.text }}", "the sections ({%tc for cell in row.cells %})"),
        ("{{ note }}", "the sections ({%p for line in part.notes %})"),
        ("{{ entry.title }}", "the sections ({%p for entry in part.entries %})"),
    ],
)
def test_a_template_that_leaves_something_out_is_refused(without: str, said: str) -> None:
    with pytest.raises(WrongReportTemplate) as wrong:
        check_report_template(from_nothing(OWN, without))
    assert said in str(wrong.value)


def test_mistakes_are_named_with_their_place() -> None:
    for typed, said in (
        ("{{ part.titel }}", "Did you mean “title”?"),
        ("{{ headline }}", "has “headline”, which the report does not know."),
    ):
        document = Document(io.BytesIO(from_nothing(OWN)))
        document.paragraphs[-2].insert_paragraph_before(typed)
        saved = io.BytesIO()
        document.save(saved)
        with pytest.raises(WrongReportTemplate) as wrong:
            check_report_template(saved.getvalue())
        assert said in str(wrong.value)
        assert f"The paragraph “{typed}”" in str(wrong.value)
    with pytest.raises(WrongReportTemplate, match="not a Word document"):
        check_report_template(b"no document")


def test_a_report_in_a_template_of_ones_own_says_all_that_ours_says() -> None:
    own = from_nothing(OWN)
    check_report_template(own)
    check_report_template(default_report_template())
    signed = report(sign_offs=SIGNED, overridden="Published by the Chair although Legal is missing: storm.", draft=True)
    for contents in (signed, replace(signed, supplement=Supplement(1, "the report", 9, 4, 2), report=None)):
        texts = [text for _, text, _ in to_print(report_fields(contents))]
        document = opened(contents, own)
        assert left_out(document, texts) == left_out(opened(contents, None), texts) == []
        assert "not published" in document.sections[0].header.paragraphs[0].text
        assert opened(contents, None).element.body.xml != document.element.body.xml


def test_what_a_condition_leaves_out_is_not_left_out_in_silence() -> None:
    document = Document(io.BytesIO(from_nothing(OWN)))
    loop = next(each for each in document.paragraphs if each.text == "{%p for part in parts %}")
    loop.text = "{%p for part in parts if part.key != 'legal' %}"
    saved = io.BytesIO()
    document.save(saved)
    check_report_template(saved.getvalue())
    with pytest.raises(WrongReportTemplate, match=r"leaves out “Legal” of section 5, Legal: \{%p for part in parts"):
        opened(report(), saved.getvalue())
    without = tuple(each for each in report().written if each.key != "legal")
    assert opened(report(written=without), saved.getvalue()).paragraphs[1].text == "Council report"
