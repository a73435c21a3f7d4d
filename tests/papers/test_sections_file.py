"""A Word file of sections: what goes out comes back as it was, and what somebody changes in Word is read."""

import io
from copy import deepcopy
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.checking.paper import NotReadable
from papers.outlines import COUNCIL, COVER
from papers.sections_file import SectionGoingOut, SectionsFile, as_read, read_sections, write_sections
from tests.papers.checking.made import Made
from tests.papers.pack_contents import AWKWARD, CONTROLS

AT = datetime(2023, 6, 1, 9, tzinfo=UTC)
TYPED = f"The data are of {{{{ data_month }}}}.\n\n{AWKWARD}\nA second line."


def out(**texts: str) -> bytes:
    sections = [SectionGoingOut(each.key, texts.get(each.key, ""), int(each.key in texts)) for each in COVER.written]
    return write_sections("Cover report for the Board of 7 June 2023", COVER, 7, sections, AT)


def read(content: bytes) -> SectionsFile:
    return read_sections(content, "sections.docx")


def changed(content: bytes, change) -> bytes:  # type: ignore[no-untyped-def]
    document = Document(io.BytesIO(content))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def paragraph(document, begins: str):  # type: ignore[no-untyped-def]
    return next(each for each in document.paragraphs if each.text.startswith(begins))


def test_what_goes_out_comes_back_as_it_was() -> None:
    file = read(out(introduction=TYPED, risk="1. One risk."))
    assert file.meeting_id == 7
    assert file.versions == {"introduction": 1, "business": 0, "presenting": 0, "risk": 1}
    assert file.texts(COVER) == {
        "introduction": as_read(TYPED),
        "business": "",
        "presenting": "",
        "risk": "1. One risk.",
    }
    assert out(risk="One.") == out(risk="One."), "the same bytes"
    assert read(out(risk=CONTROLS)).texts(COVER)["risk"] == as_read(CONTROLS)


def test_the_sections_of_a_council_report_come_back_by_their_own_titles() -> None:
    sections = [SectionGoingOut(each.key, each.title, 0) for each in COUNCIL.written]
    file = read(write_sections("Council report for Cabinet", COUNCIL, 7, sections, AT))
    assert file.texts(COUNCIL) == {each.key: each.title for each in COUNCIL.written}


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_whatever_is_typed_comes_back(text: str) -> None:
    assert read(out(risk=text)).texts(COVER)["risk"] == as_read(text)
    assert as_read(as_read(text)) == as_read(text)


def test_what_is_changed_in_word_is_read_with_tracked_changes_taken() -> None:
    def change(document) -> None:  # type: ignore[no-untyped-def]
        risk = paragraph(document, "One risk.")
        inserted = (
            f'<w:ins {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t xml:space="preserve"> It grew.</w:t></w:r></w:ins>'
        )
        risk._p.append(parse_xml(inserted))
        another = deepcopy(risk._p)
        risk._p.addnext(another)
        gone = paragraph(document, "To go.")
        run = gone.runs[0]._r
        run.tag = run.tag.replace("}r", "}del")

    file = read(changed(out(risk="One risk.", business="To go.\n\nTo stay."), change))
    assert file.texts(COVER)["risk"] == "One risk. It grew.\n\nOne risk. It grew."
    assert file.texts(COVER)["business"] == "To stay."


def test_a_section_whose_heading_was_taken_out_is_none_of_it() -> None:
    def take_out(document) -> None:  # type: ignore[no-untyped-def]
        heading = paragraph(document, "Risk implications")
        heading._p.getparent().remove(heading._p)

    file = read(changed(out(presenting="The chair."), take_out))
    assert "risk" not in file.texts(COVER)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda document: setattr(paragraph(document, "Risk"), "text", "Risks"),
            "has a heading “Risks” that is no section",
        ),
        (
            lambda document: setattr(paragraph(document, "Risk"), "text", "Introduction"),
            "has the heading “Introduction” twice",
        ),
        (lambda document: setattr(document.core_properties, "keywords", ""), "is no file of sections from here"),
    ],
)
def test_what_is_no_file_of_sections_any_more_is_refused(change, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotReadable, match=said):
        read(changed(out(introduction="Text."), change)).texts(COVER)


@pytest.mark.parametrize("content", [b"PK nothing", Made().file, b""])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        read(content)
