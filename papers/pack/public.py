"""The public version of a pack: without its confidential and exempt parts, saying that it leaves them out.

Whatever is printed, shown or told of a published pack is made from it, but for the full version, which is for those who
saw the draft and the members of the board.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from models.packs.acronyms import acronyms_in
from models.plan.ratings import in_scale
from papers.pack.attached_files import AppendixEntry, withheld_said
from papers.pack.contents import AUTHOR_TOO, AcronymEntry, PackContents, to_json
from papers.pack.report_parts import texts_of
from papers.pack.written import WrittenParagraph, WrittenSection


def has_restricted(contents: PackContents) -> bool:
    """Whether a pack has parts that are not public."""
    return any(each.restricted for each in contents.written) or any(each.restricted for each in contents.appendices)


def public_version(contents: PackContents) -> PackContents:
    """The contents without what is not public; as they are where all of it is."""
    if not has_restricted(contents):
        return contents
    public = replace(
        contents,
        written=tuple(_withheld(each) if each.restricted else each for each in contents.written),
        appendices=tuple(
            AppendixEntry(each.number, restricted=each.restricted) if each.restricted else each
            for each in contents.appendices
        ),
        sign_offs=tuple(replace(each, words=_words_withheld(each.words)) for each in contents.sign_offs),
        acronyms=(),
    )
    used = used_acronyms(public)
    return replace(public, acronyms=tuple(each for each in contents.acronyms if each.acronym in used))


def used_acronyms(contents: PackContents) -> list[str]:
    """The acronyms that a pack prints, the names of its levels among them. A report or a supplement has figures that it
    does not print.
    """
    if not contents.has_position:
        with in_scale(contents.scale):
            return acronyms_in(texts_of(contents))
    printed = to_json(contents) | {"scale": [contents.scale.name, *(each.name for each in contents.scale.levels)]}
    return acronyms_in(_texts(printed))


def with_acronyms(contents: PackContents, known: Mapping[str, str]) -> PackContents:
    """The contents with the acronyms that they use, and what they stand for."""
    used = used_acronyms(contents)
    return replace(contents, acronyms=tuple(AcronymEntry(each, known.get(each, "")) for each in used))


def _words_withheld(words: str) -> str:
    """That a reviewer has given a reason, which may be about what is not public."""
    if not words:
        return ""
    given = "A reason was given: it is in the full version."
    return f"{AUTHOR_TOO}. {given}" if words.startswith(AUTHOR_TOO) else given


def _withheld(section: WrittenSection) -> WrittenSection:
    said = withheld_said(f"Section {section.number}", section.restricted)
    only = WrittenParagraph(f"{section.number}.1", said, said)
    return replace(section, paragraphs=(only,), why="", withheld=True, passages=())


def _texts(value: Any) -> Iterable[str]:
    """Every text in some JSON values, in no order."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting.extend(each.values())
        elif isinstance(each, list | tuple):
            waiting.extend(each)
