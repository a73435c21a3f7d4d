"""A board pack as a paper to be checked: its table of ratings, and what people have typed for it.

What is computed is right by itself; a commentary that says “43 of 64” is held against the table as in any other paper.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.updates.answer import FIELDS, Kind
from papers.checking.paper import NO_PROGRESS, Line, Paper, Table
from papers.pack.contents import PackContents
from papers.wording import share

_NO_PROGRESS = re.compile(
    r"\bno (?:evidence of (?:any )?)?progress\b|\b(?:has|have|had) (?:not (?:yet )?|yet to )(?:begun|begin|started?)\b|"
    r"\bnot (?:yet )?(?:started|begun)\b|\bnothing (?:has|was) (?:been )?(?:done|started|begun)\b",
    re.IGNORECASE,
)


def paper_of(contents: PackContents) -> Paper:
    """The pack's table of ratings, and each typed text with its place: "Progress report, 2.4, commentary"."""
    heads = ("", *(each.heading for each in contents.columns))
    ratings = (
        (level.name, *(share(column.counts[level.rating]) for column in contents.columns))
        for level in contents.scale.levels
    )
    total = ("Total", *(str(each.total) for each in contents.columns))
    table = Table((heads, *ratings, total), contents.table_name)
    return Paper(
        contents.title,
        [*([table] if contents.columns else []), *(each.line for each in typed_in(contents))],
        refs=_refs(contents),
    )


def _refs(contents: PackContents) -> dict[str, list[str]]:
    """The refs at each rating of activity, and of those of which somebody says that there is no progress."""
    found: dict[str, list[str]] = {}
    for each in (action for area in contents.areas for action in area.actions):
        found.setdefault(contents.scale[each.activity].name.casefold(), []).append(each.ref)
        if each.commentary and _NO_PROGRESS.search(each.commentary):
            found.setdefault(NO_PROGRESS, []).append(each.ref)
    return found


@dataclass(frozen=True)
class Typed:
    """A text that somebody typed for a pack, with its place. It is of a written `section`, by its key, or of the action
    with a `ref` and its `owner`; or else of what the board is asked.
    """

    line: Line
    section: str = ""
    ref: str = ""
    owner: str = ""


def typed_in(contents: PackContents) -> Iterator[Typed]:
    """Each text of a pack that was typed."""
    told = [each for each in FIELDS.values() if each.kind is Kind.PROSE]
    for section in contents.written:
        for at, paragraph in enumerate(section.paragraphs, 1):
            yield Typed(Line(paragraph.text, f"{section.title}, paragraph {at}"), section=section.key)
    for red in () if contents.supplement else contents.reds:
        for each in told:
            if each.of_reds and (text := getattr(red, each.name)):
                place = f"{contents.reds_title}, {red.ref}, {each.title.casefold()}"
                yield Typed(Line(text, place), ref=red.ref, owner=red.owner)
    for highlight in contents.highlights if contents.has_position else ():
        yield Typed(Line(highlight.text, f"Highlights, {highlight.ref}"), ref=highlight.ref)
    for asked in contents.asked if contents.has_position else ():
        for text in asked.said:
            yield Typed(Line(text, f"What the board is asked, item {asked.number}"))
    for area in contents.areas if contents.has_position else ():  # others print no progress report
        for action in area.actions:
            for each in told:
                if not each.of_reds and (text := getattr(action, each.name)):
                    place = f"Progress report, {action.ref}, {each.title.casefold()}"
                    yield Typed(Line(text, place), ref=action.ref, owner=action.owner)
