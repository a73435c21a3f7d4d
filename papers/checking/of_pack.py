"""A board pack as a paper to be checked: its table of ratings, and what people have typed for it.

What is computed is right by itself; a commentary that says “43 of 64” is held against the table as in any other paper.
"""

from collections.abc import Iterator

from models.updates.answer import FIELDS, Kind
from papers.checking.paper import Line, Paper, Table
from papers.pack.contents import PackContents
from papers.wording import share


def paper_of(contents: PackContents) -> Paper:
    """The pack's table of ratings, and each typed text with its place: "Progress report, 2.4, commentary"."""
    heads = ("", *(each.heading for each in contents.columns))
    ratings = (
        (level.name, *(share(column.counts[level.rating]) for column in contents.columns))
        for level in contents.scale.levels
    )
    total = ("Total", *(str(each.total) for each in contents.columns))
    table = Table((heads, *ratings, total), contents.table_name)
    return Paper(contents.title, [*([table] if contents.columns else []), *_typed(contents)])


def _typed(contents: PackContents) -> Iterator[Line]:
    told = [each for each in FIELDS.values() if each.kind is Kind.PROSE]
    for red in contents.reds:
        for each in told:
            if each.of_reds and (text := getattr(red, each.name)):
                yield Line(text, f"{contents.reds_title}, {red.ref}, {each.title.casefold()}")
    for highlight in contents.highlights:
        yield Line(highlight.text, f"Highlights, {highlight.ref}")
    for asked in contents.asked:
        for text in asked.said:
            yield Line(text, f"What the board is asked, item {asked.number}")
    for area in contents.areas:
        for action in area.actions:
            for each in told:
                if not each.of_reds and (text := getattr(action, each.name)):
                    yield Line(text, f"Progress report, {action.ref}, {each.title.casefold()}")
