"""The figures of a pack by name: what is printed of each, so that a page can lead from it to the rows that it counts.

A name begins with `current` or `previous`, the board before: `current.activity.off_track`, `previous.on_track`. What
`models.position.sources` counts for it has to be what is printed; a page says so where it is not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.plan.ratings import POSITIVE, Rating, RatingClass, scale
from papers.pack.contents import PackContents, RatingColumn

_BEFORE = "Previous"


@dataclass(frozen=True)
class Figure:
    """A figure: what it is called in a sentence, how many it prints, and the actions that are listed with it by their
    refs, where the pack lists them and no rating says which they are.
    """

    label: str
    printed: int
    refs: tuple[str, ...] | None = None


def column_name(column: RatingColumn) -> str:
    """The beginning of the names of a column's figures: `previous.activity`."""
    when, _, by = column.heading.rpartition(" ")
    return f"{'previous' if when == _BEFORE else 'current'}.{by.lower()}"


def figure_name(column: RatingColumn, rating: Rating) -> str:
    """The name of a cell of the table of ratings."""
    return f"{column_name(column)}.{rating.value}"


def total_name(column: RatingColumn) -> str:
    """The name of a column's total."""
    return f"{column_name(column).partition('.')[0]}.total"


def figures_of(contents: PackContents) -> Mapping[str, Figure]:
    """Every figure of a pack by its name; the contents' own scale is in use."""
    return dict(_figures(contents))


def _figures(contents: PackContents) -> Iterator[tuple[str, Figure]]:
    for column in contents.columns:
        when = column_name(column).partition(".")[0]
        moment = "at the board before" if when == "previous" else "now"
        yield f"{when}.total", Figure(f"All actions {moment}", column.total)
        for rating, count in column.counts.items():
            called = f"{rating.word} on {column.heading.split()[-1].lower()} {moment}"
            yield figure_name(column, rating), Figure(called, count.count)
        if column_name(column).endswith("activity"):
            on_track = sum(count.count for rating, count in column.counts.items() if rating in POSITIVE)
            yield f"{when}.on_track", Figure(f"On track {moment}", on_track)
    called = scale().many(RatingClass.OFF_TRACK)
    yield "current.off_track", Figure(f"{called} by either rating", len(contents.reds))
    if scale().rates_impact:
        yield "current.gap", Figure("Done without impact", len(contents.gap))
    expected = sum(each.expected for each in contents.returns.rows)
    received = sum(each.received for each in contents.returns.rows)
    missing = sum(len(each.outstanding) for each in contents.returns.rows)
    yield "current.updates.expected", Figure("Updates expected", expected)
    yield "current.updates.received", Figure("Updates received", received)
    yield "current.updates.no_change", Figure("Answered with “no change”", expected - received - missing)
    yield "current.updates.missing", Figure("Updates missing", missing)
    for name, label, rows in (
        ("moved", "Actions whose ratings moved", [each.ref for each in contents.movements.moved]),
        ("slow", "Slow to progress", [each.ref for each in contents.slow]),
        ("likely", "Likely to slip", [each.ref for each in contents.likely]),
        ("highlights", "Highlights", [each.ref for each in contents.highlights]),
    ):
        yield f"current.{name}", Figure(label, len(rows), tuple(rows))


BESIDE: Mapping[str, tuple[str, ...]] = {
    "headline": ("current.on_track", "previous.on_track", "current.total", "previous.total"),
    "known": tuple(f"current.updates.{name}" for name in ("expected", "received", "no_change", "missing")),
    "movements": ("current.moved",),
    "reds": ("current.off_track",),
    "highlights": ("current.highlights",),
    "likely": ("current.likely",),
    "slow": ("current.slow",),
    "gap": ("current.gap",),
}
"""The figures of the sentences of a section, by its name; `known` is how well the headline is known."""
