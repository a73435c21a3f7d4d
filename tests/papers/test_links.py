"""Addresses that somebody typed are live links in all four formats, and nothing else is."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pypdf import PdfReader

from papers.links import in_pieces, is_link
from papers.pack.contents import EvidenceEntry, EvidenceListed, PackContents
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from papers.pack.written import WrittenParagraph, WrittenSection
from tests.papers.pack_contents import action, empty, sample
from tests.papers.test_pack_word_template import template

IN_WORDS, ALONE = (
    "https://example.org/minutes/7-June?page=2&of=3",
    "https://intranet.example.org/evidence/" + "long/" * 20,
)
LISTED, WRITTEN = "http://example.org/audit.pdf", "https://example.org/letter_(draft)"


def linking() -> PackContents:
    """A pack with an address in words, one alone, one in the register of evidence and one in a written section."""
    contents = sample()
    words = f"See ({IN_WORDS}), and the minutes.\nNot javascript:alert(1) nor example.org."
    one = action("2.1", "One", commentary=words, evidence=ALONE)
    paragraph = WrittenParagraph("1.1", f"The letter is at {WRITTEN}.", "")
    return replace(
        empty(),
        areas=(replace(contents.areas[0], actions=(one,)),),
        evidence_listed=EvidenceListed((EvidenceEntry("E1", "Audit", "audit, May 2023", LISTED, ("2.1",)),)),
        written=(WrittenSection("introduction", 1, "Introduction", "headline", 1, (paragraph,)),),
    )


ALL = [WRITTEN, LISTED, IN_WORDS, ALONE]


def in_pdf(contents: PackContents) -> list[str]:
    found = [
        note.get_object()["/A"]["/URI"]
        for page in PdfReader(io.BytesIO(write_pdf(contents))).pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    ]
    return list(dict.fromkeys(map(str, found)))  # a long one is a link on each of its lines


def in_word(contents: PackContents, own: bytes | None = None) -> list[str]:
    document = Document(io.BytesIO(write_word(contents, own)))
    found = []
    for link in document.element.body.iter(qn("w:hyperlink")):
        if identity := link.get(qn("r:id")):
            relation: Any = document.part.rels[identity]
            assert relation.is_external
            assert "".join(each.text for each in link.iter(qn("w:t"))) == relation.target_ref
            found.append(relation.target_ref)
    return found


def in_web(contents: PackContents) -> list[str]:
    page = html.document_fromstring(write_web(contents).decode())
    return [str(each) for each in page.xpath("//a/@href") if not each.startswith("#")]


@pytest.mark.parametrize("read", [in_pdf, in_word, in_web])
def test_addresses_are_links(read: Any) -> None:
    assert read(linking()) == ALL


def test_in_a_template_of_ones_own_they_keep_the_look_of_their_place() -> None:
    own = template(
        "{%p for area in areas %}",
        "{%p for action in area.actions %}",
        "{{ action.commentary }}",
        "{{ action.evidence }}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    assert in_word(replace(linking(), written=()), own) == [IN_WORDS, ALONE]


def test_a_cell_that_is_an_address_is_a_link() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_spreadsheet(linking())))
    links = {cell.value: cell.hyperlink.target for sheet in book for row in sheet for cell in row if cell.hyperlink}
    assert links == {ALONE: ALONE, LISTED: LISTED}


@given(st.text(st.sampled_from("htps:/. ()a?,x\n")))
def test_no_piece_of_a_text_is_lost(text: str) -> None:
    pieces = list(in_pieces(text))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(is_link(piece) for piece, address in pieces if address)
    assert not any(piece[-1] in ".,:?" for piece, address in pieces if address)
