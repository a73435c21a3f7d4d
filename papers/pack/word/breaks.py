"""Section and page breaks in a template that stand in the paragraph of a tag, where docxtpl takes them out with it.

Word gives a section break a paragraph of its own; LibreOffice, on saving, puts it into the last paragraph before it,
and a break before a page likewise: that is often `{%p endfor %}`. `writing` moves such breaks beside the tag before it
fills the template in.
"""

import re
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

BREAKS = "./w:pPr/w:sectPr | .//w:br[@w:type='page' or @w:type='column']"
_TAKEN_OUT = re.compile(r"\s*\{[{%#]p\s+(?P<keyword>\w+)")


def move_breaks(document: WordDocument) -> None:
    """Give the breaks that stand in a tag's paragraph a paragraph of their own.

    It comes after a tag that closes something and before any other, so that a break is neither lost nor repeated.
    """
    for paragraph in document.element.body.xpath(f".//w:p[{BREAKS}]"):  # to ask each takes a hundred times as long
        breaks = paragraph.xpath(BREAKS)
        tag = _TAKEN_OUT.match(_text(paragraph))
        if tag is None:
            continue
        own = _low_paragraph()
        for each in breaks:
            if each.tag == qn("w:sectPr"):
                own.find(qn("w:pPr")).append(each)
            else:
                own.append(own.makeelement(qn("w:r")))
                own[-1].append(each)
        if tag["keyword"].startswith("end"):
            paragraph.addnext(own)
        else:
            paragraph.addprevious(own)


def _low_paragraph() -> Any:
    """One that is hardly seen: nobody asked for an empty line."""
    spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{spacing}</w:pPr></w:p>")


def _text(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
