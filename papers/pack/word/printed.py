"""What a Word document says, to see that a template has left nothing out."""

import re
from collections.abc import Iterable
from html import unescape

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

_BESIDE_THE_BODY = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.FOOTNOTES)


def left_out(document: WordDocument, texts: Iterable[str]) -> list[str]:
    """Those of some texts that a document does not say anywhere: body, headers, footers, notes. Spaces, line ends, tabs
    and capitals make no difference; a rating's label is its words.
    """
    roots = [document.element.body]
    for relation in document.part.rels.values():
        if relation.reltype in _BESIDE_THE_BODY:
            part = relation.target_part
            roots.append(part.element if hasattr(part, "element") else parse_xml(part.blob))
    said = _plain("".join(each.text or "" for root in roots for each in root.iter(qn("w:t"))))
    return [each for each in texts if _plain(_words(each)) not in said]


def _words(text: str) -> str:
    """A text as it is printed: of a label, which is a run of Word's, the words in it."""
    return unescape(re.sub(r"<[^>]+>", "", text)) if text.startswith("<w:r>") else text


def _plain(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isprintable() and not each.isspace())
