"""The word draft on every page of a Word document, whatever template it is written in.

`writing` calls it before the template is filled in. Every header that a page may have (the first page's, those of even
pages) gets a line that says it, and a mark behind the text.
"""

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section

_MARK = (
    '<w:r {namespaces} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    "<w:rPr><w:noProof/></w:rPr><w:pict>"
    '<v:shape id="draft{number}" o:spid="_x0000_s{shape}" type="#_x0000_t136" alt="" o:spt="136" adj="10800" '
    'coordsize="21600,21600" path="m@7,l@8,m@5,21600l@6,21600e" '
    'style="position:absolute;width:420pt;height:170pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" '
    'o:allowincell="f" fillcolor="#e9ecf1" stroked="f">'
    '<v:textpath on="t" fitshape="t" style="font-family:&quot;Arial&quot;;font-size:1pt" string="Draft"/>'
    "</v:shape></w:pict></w:r>"
)
_FIRST_SHAPE = 2048
"""Below are the numbers that Word gives by itself."""


@lru_cache(maxsize=4)
def marked_as_draft(template: bytes, said: str) -> bytes:
    """The template with `said` and the mark in every header."""
    document = Document(io.BytesIO(template))
    _mark(document, said)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _mark(document: WordDocument, said: str) -> None:
    """A header that is taken over from a section before has them from there."""
    marked: dict[str, int] = {}
    for section in document.sections:
        for kind, header in _headers(section, document.settings.odd_and_even_pages_header_footer).items():
            if kind in marked and header.is_linked_to_previous:
                continue
            marked[kind] = marked.get(kind, 0) + 1
            number = sum(marked.values())
            first = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
            line = first.insert_paragraph_before(style=first.style)
            line.add_run(said).bold = True
            mark = _MARK.format(namespaces=nsdecls("w"), number=number, shape=_FIRST_SHAPE + number)
            line._p.append(parse_xml(mark))


def _headers(section: Section, even_pages: bool) -> Mapping[str, Any]:
    """The headers that a section's pages have, by the pages."""
    headers: dict[str, Any] = {"pages": section.header}
    if section.different_first_page_header_footer:
        headers["first page"] = section.first_page_header
    if even_pages:
        headers["even pages"] = section.even_page_header
    return headers
