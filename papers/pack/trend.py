"""The trend picture: one bar a meeting, stacked by rating, for activity and for impact. Called by the chat, all
four formats of the pack and the pages.

It is drawn once, as SVG, and reads without colour: every segment has a pattern of its own and carries its count and
letter ("2 R"; the letter comes last, since Grey's is a dash). It holds no style element or attribute, so that a strict
content security policy lets it stand in a page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.plan.ratings import Rating, Scale, scale
from models.position.counting import Count
from models.position.trend import POINTS, TrendPoint
from papers.pack.fonts import typefaces
from papers.rating_colours import fill_of
from papers.wording import NOT_RATED, day

if TYPE_CHECKING:
    from jinja2 import Template

TITLE = "Ratings at each meeting"
"""What the picture shows, as its heading or caption."""


def _stack() -> Sequence[Rating]:
    """From the bottom up: what is on track stands on the floor, so that its height compares from meeting to meeting."""
    return _stacked(frozenset(scale().ratings))


@cache
def _stacked(ratings: frozenset[Rating]) -> Sequence[Rating]:
    return [each for each in Rating if each in ratings]


_STROKES = {
    Rating.DONE: "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6",
    Rating.DONE_2: "M-2,2 L2,-2 M0,4 L4,0 M0,8 L8,0 M4,8 L8,4 M6,10 L10,6",
    Rating.DONE_3: "M2,6 L6,2",
    Rating.ON_TRACK: "M0,4 H8",
    Rating.ON_TRACK_2: "M4,0 V8",
    Rating.ON_TRACK_3: "M0,2 H8 M0,6 H8",
    Rating.AT_RISK: "",
    Rating.AT_RISK_2: "M0,4 L4,0 L8,4",
    Rating.AT_RISK_3: "M1.5,4 H6.5 M4,1.5 V6.5",
    Rating.OFF_TRACK: "M0,0 L8,8 M0,8 L8,0",
    Rating.OFF_TRACK_2: "M0,4 H8 M4,0 V8",
    Rating.OFF_TRACK_3: "M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2",
    Rating.NOT_STARTED: "",
    Rating.NOT_STARTED_2: "M2,4 H6",
    Rating.NOT_STARTED_3: "M4,2 V6",
}
"""The pattern of each rating; only what has not started has none."""

_DOTTED = (Rating.AT_RISK,)

_INK = "#1D2939"
_WIDTH = 960
_MARGIN = 16
_BAR, _BESIDE = 62, 50
"""Widths of a bar and of the room for labels at its right."""
_TOP, _HEADING, _PLOT, _DATES = 52, 64, 260, 40
"""Heights of a legend of one row, and in a panel of its heading and totals, its bars and its dates."""
_SWATCH, _CHARACTER, _APART, _ROW = 44, 9, 16, 32
"""In the legend: the width up to a word, about the width of a character, the room behind it, the height of a row."""
_SLOT = 130
"""The least width of a level in the legend."""
_LINE = 20
_LEAST = 5
"""A rating that one action has must be seen, however many actions there are."""
_SIDE_BY_SIDE = 4
"""Up to so many meetings the two panels stand side by side; beyond, one below the other."""


def trend_words(points: Sequence[TrendPoint]) -> str:
    """The picture in sentences, for alt text: the last meetings, oldest first, and every count that is not nought."""
    shown = points[-POINTS:]
    opening = "How many actions had each rating" + (" at each meeting, oldest first." if len(shown) > 1 else ".")
    return " ".join([opening, *map(_point_words, shown)])


def trend_svg(points: Sequence[TrendPoint]) -> str:
    """The picture of the last eight of the points (at least one), as an SVG element that may stand inline in a page."""
    return _drawn(_Shown(trend_words(points), scale(), tuple(points[-POINTS:])))


@dataclass(frozen=True)
class _Shown:
    """What a picture shows; pictures that say the same in words, on the same scale, are the same."""

    words: str
    scale: Scale
    points: tuple[TrendPoint, ...] = field(compare=False)


@lru_cache(maxsize=32)
def _drawn(picture: _Shown) -> str:
    words, shown = picture.words, picture.points
    rated = picture.scale.rated
    columns = len(rated) if len(shown) <= _SIDE_BY_SIDE else 1
    wide = (_WIDTH - (columns + 1) * _MARGIN) / columns
    high = _HEADING + _PLOT + _DATES
    legend = _legend()
    top = _TOP + max(each["y"] for each in legend)
    rows = -(-len(rated) // columns)
    panels = [
        _panel(
            name.capitalize(),
            *(_MARGIN + column * (wide + _MARGIN), top + row * (high + _MARGIN), wide, shown),
            [getattr(point, name) for point in shown],
        )
        for number, name in enumerate(rated)
        for row, column in [divmod(number, columns)]
    ]
    return _template().render(
        id=f"trend-{sha256(words.encode()).hexdigest()[:8]}",
        title=TITLE,
        words=words,
        width=_WIDTH,
        height=top + rows * high + (rows - 1) * _MARGIN,
        ink=_INK,
        legend=legend,
        panels=panels,
    )


def trend_png(points: Sequence[TrendPoint], width: int) -> bytes:
    """The same picture as PNG, so many pixels wide."""
    return _png(trend_svg(points), width)


@lru_cache(maxsize=8)
def _png(svg: str, width: int) -> bytes:
    import typst  # like Jinja below, only what draws the picture needs it

    source = '#set page(width: 720pt, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: 100%, alt: "")'
    return typst.compile(
        source.encode(),
        format="png",
        ppi=width / 10,
        font_paths=typefaces(),
        sys_inputs={"svg": svg},
    )


@dataclass
class _Segment:
    """One rating in one bar: where it stands, and where its label stands, within or beside it."""

    name: str
    fill: str
    ink: str
    label: str
    y: float
    height: float
    middle: float
    label_y: float
    inside: bool
    plate_x: float
    plate_width: float


def _panel(
    heading: str,
    x: float,
    y: float,
    wide: float,
    points: Sequence[TrendPoint],
    ratings: Sequence[Mapping[Rating, Count]],
) -> dict[str, Any]:
    floor = y + _HEADING + _PLOT
    slot = wide / len(points)
    scale = _PLOT / max(1, *(point.total for point in points))
    bars = [
        _bar(x + slot * place + (slot - _BAR - _BESIDE) / 2, floor, scale, point, counts)
        for place, (point, counts) in enumerate(zip(points, ratings, strict=True))
    ]
    return {"heading": heading, "x": x, "y": y + 18, "end": round(x + wide, 1), "floor": floor, "bars": bars}


def _bar(x: float, floor: float, scale: float, point: TrendPoint, counts: Mapping[Rating, Count]) -> dict[str, Any]:
    x, middle = round(x, 1), round(x + _BAR / 2, 1)
    segments: list[_Segment] = []
    top = floor
    for rating in _stack():
        if count := counts[rating].count if counts else 0:
            high = max(_LEAST, count * scale)
            top -= high
            segments.append(_segment(rating, count, middle, top, high))
    _spread([segment for segment in reversed(segments) if not segment.inside], floor)
    highest = min([top, *(segment.label_y - _LINE / 2 for segment in segments if segment.label_y < top)])
    return {
        "x": x,
        "width": _BAR,
        "middle": middle,
        "segments": segments,
        "total": f"Total {_number(point.total)}" if counts else NOT_RATED.capitalize(),
        "total_y": round(highest - 8, 1),
        "meeting": _short(point.meeting),
    }


def _segment(rating: Rating, count: int, middle: float, top: float, high: float) -> _Segment:
    label = f"{_number(count)} {rating.letter}"
    fill, ink = fill_of(rating)
    plate = min(_BAR - 2, 9 * len(label) + 4)
    return _Segment(
        name=rating.value,
        fill=fill,
        ink=ink,
        label=label,
        y=round(top + 1, 1),
        height=round(high - 2, 1),
        middle=round(top + high / 2, 1),
        label_y=round(top + high / 2, 1),
        inside=high >= _LINE + 6,
        plate_x=round(middle - plate / 2, 1),
        plate_width=plate,
    )


def _spread(beside: Iterable[_Segment], floor: float) -> None:
    """Move the labels beside a bar, topmost first, so far apart that none covers another or goes below the floor."""
    labels = list(beside)
    for above, below in pairwise(labels):
        below.label_y = max(below.label_y, above.label_y + _LINE)
    for left, label in enumerate(reversed(labels)):
        label.label_y = round(min(label.label_y, floor - _LINE / 2 - _LINE * left), 1)


def _in_rows(levels: Sequence[tuple[Rating, int]], most: int) -> list[Sequence[tuple[Rating, int]]]:
    return [levels[at : at + most] for at in range(0, len(levels), most)]


def _legend() -> list[dict[str, Any]]:
    """Every level with its pattern, in as few rows as have room for their names, equally many in each."""
    levels = [
        (each, max(_SLOT, _SWATCH + _CHARACTER * len(f"{each.letter} {each.word}") + _APART)) for each in _stack()
    ]
    most = len(levels)
    while most > 1 and any(sum(wide for _, wide in row) > _WIDTH - _MARGIN for row in _in_rows(levels, most)):
        most -= 1
    rows = _in_rows(levels, -(-len(levels) // -(-len(levels) // most)))
    return [
        _swatch(rating, _MARGIN + sum(wide for _, wide in row[:place]), _ROW * number)
        for number, row in enumerate(rows)
        for place, (rating, _) in enumerate(row)
    ]


def _swatch(rating: Rating, x: int, y: int) -> dict[str, Any]:
    fill, ink = fill_of(rating)
    return {
        "name": rating.value,
        "letter": rating.letter,
        "word": rating.word,
        "fill": fill,
        "ink": ink,
        "x": x,
        "y": y,
        "strokes": _STROKES[rating],
        "dots": rating in _DOTTED,
    }


def _point_words(point: TrendPoint) -> str:
    total = f"{day(point.meeting)}, {_number(point.total)} {'action' if point.total == 1 else 'actions'}."
    if not point.total:
        return total
    return " ".join([total, *(f"{name.capitalize()}: {_counts(getattr(point, name))}." for name in scale().rated)])


def _counts(counts: Mapping[Rating, Count]) -> str:
    if not counts:
        return NOT_RATED
    return ", ".join(f"{_number(counts[rating].count)} {rating.word}" for rating in _stack() if counts[rating].count)


def _number(count: int) -> str:
    return f"{count:,}"


def _short(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("trend.svg")
