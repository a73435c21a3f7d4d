"""Addresses in a Word paper as links: `writing` calls it on every pack, whatever template it is made in.

Each address gets a run of its own with the look of the one that it was typed in, underlined. An address that is part of
a link already, or is divided over runs, stays as it is.
"""

from copy import deepcopy
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from papers.links import in_pieces

_STYLE = "Hyperlink"


def link_addresses(document: WordDocument) -> None:
    """Make a link of each address in the text of the document."""
    relations = document.part.rels
    ids: dict[str, str] = {}
    has_style = any(each.style_id == _STYLE for each in document.styles)
    for text in list(document.element.body.iter(qn("w:t"))):
        if text.text is None or "http" not in text.text.lower() or not _stands_alone(text):
            continue
        pieces = list(in_pieces(text.text))
        for address in (each for each, is_address in pieces if is_address and each not in ids):
            ids[address] = f"rIdLink{len(ids) + 1}"
            relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, ids[address], is_external=True)
        _divide(text, pieces, ids, has_style)


def _stands_alone(text: Any) -> bool:
    """Whether it is in a run of a paragraph, and that in no link."""
    run = text.getparent()
    return bool(run.tag == qn("w:r") and run.getparent().tag == qn("w:p"))


def _divide(text: Any, pieces: list[tuple[str, bool]], ids: dict[str, str], has_style: bool) -> None:
    """Put runs for the pieces in the place of the run; what stands beside the text in it, such as a break, stays."""
    run = text.getparent()
    if not any(is_address for _, is_address in pieces):
        return
    properties = run.find(qn("w:rPr"))
    inner = [each for each in run if each is not properties]
    at = inner.index(text)
    made = [_run(properties, inner[:at])] if inner[:at] else []
    for piece, is_address in pieces:
        one = _run(properties, [_text(piece)], (_STYLE if has_style else "") if is_address else None)
        if is_address:
            link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{ids[piece]}" w:history="1"/>')
            link.append(one)
            one = link
        made.append(one)
    made += [_run(properties, inner[at + 1 :])] if inner[at + 1 :] else []
    for each in made:
        run.addprevious(each)
    run.getparent().remove(run)


def _run(properties: Any, inner: list[Any], style: str | None = None) -> Any:
    """A run with these properties; as a link, where there is a style of links or "" for none."""
    run = parse_xml(f"<w:r {nsdecls('w')}/>")
    if properties is not None:
        run.append(deepcopy(properties))
    if style is not None:
        _as_link(run, style)
    for each in inner:
        run.append(each)
    return run


def _as_link(run: Any, style: str) -> None:
    own = run.get_or_add_rPr()
    if style:
        own.insert(0, parse_xml(f'<w:rStyle {nsdecls("w")} w:val="{style}"/>'))
    else:
        own._insert_u(parse_xml(f'<w:u {nsdecls("w")} w:val="single"/>'))


def _text(words: str) -> Any:
    text = parse_xml(f'<w:t {nsdecls("w")} xml:space="preserve"/>')
    text.text = words
    return text
