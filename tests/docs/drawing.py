"""The house as an SVG: a band for each floor, its rooms in rows, and every arrow pointing down.

It knows nothing of imports. The same floors give the same text, so that the drawing can be compared.
"""

import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from html import escape
from itertools import pairwise

WIDTH, MARGIN, LABEL, LANE = 1080, 16, 92, 14
LINE, PADDING, GAP_ACROSS, GAP_DOWN = 17, 9, 18, 30
LETTER = 7.1
"""Pixels that a letter takes at 13 px, at most on average."""


@dataclass(frozen=True)
class Floor:
    """A floor: its boxes by name, each with the names that stand in it, and who leans on whom."""

    name: str
    boxes: Mapping[str, Sequence[str]]
    leans: Collection[tuple[str, str]]


@dataclass
class _Box:
    """A box in its place. One without lines is the bend of a long arrow."""

    lines: Sequence[str]
    title: str = ""
    x: float = 0
    y: float = 0
    passed: float = 0
    """How high the row is that a bend goes through."""

    @property
    def width(self) -> float:
        if not (self.title or self.lines):
            return 4
        return max(56, max(len(line) for line in (self.title, *self.lines)) * LETTER + 2 * PADDING)

    @property
    def height(self) -> float:
        if not (self.title or self.lines):
            return self.passed
        return (bool(self.title) + len(self.lines)) * LINE + 2 * PADDING

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def draw(floors: Sequence[Floor], stairs: Collection[tuple[str, str]]) -> str:
    """The SVG; `stairs` are pairs of floors of which the first uses the second. Raises `CycleError` for a circle."""
    parts: list[str] = []
    bands: dict[str, tuple[float, float]] = {}
    right = WIDTH - MARGIN - LANE * (len(stairs) + 1)
    y: float = MARGIN
    for floor in floors:
        inside, height = _floor(floor, LABEL, right - PADDING, y + PADDING)
        bands[floor.name] = (y, y + height + 2 * PADDING)
        parts.append(_rectangle("floor", MARGIN, y, right - MARGIN, height + 2 * PADDING))
        parts.append(f'<text class="name" x="{MARGIN + PADDING}" y="{y + PADDING + LINE:.0f}">{floor.name}/</text>')
        parts += inside
        y += height + 2 * PADDING + 14
    order = [floor.name for floor in floors]
    for lane, (upper, lower) in enumerate(sorted(stairs, key=lambda pair: tuple(map(order.index, pair)))):
        parts.append(_stair(right, right + LANE * (lane + 1), bands[upper], bands[lower], lane))
    said = f"{len(order)} floors: {', '.join(order)}. Every arrow points down."
    return _PAGE.format(width=WIDTH, height=round(y), said=said, parts="\n".join(parts))


def _floor(floor: Floor, left: float, right: float, top: float) -> tuple[list[str], float]:
    """The boxes and arrows of a floor, and its height."""
    arrows = _needed(floor.leans)
    rank = _ranks(floor.boxes, arrows)
    boxes = {name: _box(name, within) for name, within in floor.boxes.items()}
    rows: list[list[str]] = [[] for _ in range(max(rank.values(), default=0) + 1)]
    for name in sorted(boxes):
        rows[rank[name]].append(name)
    ways = [_way(upper, lower, rank, rows, boxes) for upper, lower in sorted(arrows)]
    above: dict[str, list[str]] = {}
    for way in ways:
        for upper, lower in pairwise(way):
            above.setdefault(lower, []).append(upper)
    y = top
    for row in rows:
        row.sort(
            key=lambda name: sum(boxes[each].middle for each in above[name]) / len(above[name]) if name in above else 0
        )
        free = right - left - sum(boxes[name].width for name in row)
        gap = min(free / (len(row) + 1), 60)
        x = left + (free - gap * (len(row) - 1)) / 2
        for name in row:
            boxes[name].x, boxes[name].y = x, y
            x += boxes[name].width + gap
        height = max(boxes[name].height for name in row)
        for name in row:
            boxes[name].passed = height
        y += height + GAP_DOWN
    parts = [_arrow([boxes[name] for name in way]) for way in ways]
    parts += [_drawn(box) for name, box in sorted(boxes.items()) if box.title or box.lines]
    return parts, y - GAP_DOWN - top


def _needed(leans: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """The arrows without those that a longer way says already."""
    below: dict[str, set[str]] = {}
    for upper, lower in leans:
        below.setdefault(upper, set()).add(lower)

    def reached(name: str) -> set[str]:
        return set().union(*({each} | reached(each) for each in below.get(name, ())))

    return {
        (upper, lower)
        for upper, lower in leans
        if not any(lower in reached(each) for each in below[upper] if each != lower)
    }


def _ranks(boxes: Collection[str], arrows: Collection[tuple[str, str]]) -> dict[str, int]:
    """The row of each box: below all that lean on it."""
    above: dict[str, set[str]] = {name: set() for name in sorted(boxes)}
    for upper, lower in arrows:
        above[lower].add(upper)
    rank: dict[str, int] = {}
    for name in TopologicalSorter(above).static_order():
        rank[name] = max((rank[each] + 1 for each in above[name]), default=0)
    return rank


def _way(upper: str, lower: str, rank: Mapping[str, int], rows: list[list[str]], boxes: dict[str, _Box]) -> list[str]:
    """The boxes along an arrow: its ends, and a bend in each row between them."""
    bends = []
    for row in range(rank[upper] + 1, rank[lower]):
        bend = f"{upper} > {lower} {row}"
        boxes[bend] = _Box(())
        rows[row].append(bend)
        bends.append(bend)
    return [upper, *bends, lower]


def _box(name: str, within: Sequence[str]) -> _Box:
    if not within:
        return _Box((), f"{name}/")
    return _Box(textwrap.wrap(", ".join(within), 84, break_long_words=False))


def _drawn(box: _Box) -> str:
    kind = "room" if box.title else "open"
    lines = [(box.title, "title")] if box.title else []
    lines += [(line, "line") for line in box.lines]
    texts = "".join(
        f'<text class="{style}" x="{box.middle:.0f}" y="{box.y + PADDING + 13 + LINE * number:.0f}">'
        f"{escape(line)}</text>"
        for number, (line, style) in enumerate(lines)
    )
    return _rectangle(kind, box.x, box.y, box.width, box.height) + texts


def _arrow(boxes: Sequence[_Box]) -> str:
    path = ""
    for upper, lower in pairwise(boxes):
        start, end = upper.y + upper.height, lower.y
        half = (start + end) / 2
        path += f"{'L' if path else 'M'}{upper.middle:.0f},{start:.0f} "
        path += f"C{upper.middle:.0f},{half:.0f} {lower.middle:.0f},{half:.0f} {lower.middle:.0f},{end:.0f} "
    return f'<path class="arrow" d="{path.strip()}" marker-end="url(#head)"/>'


def _stair(edge: float, x: float, upper: tuple[float, float], lower: tuple[float, float], lane: int) -> str:
    start, end = upper[0] + 14 + lane % 4 * 7, lower[0] + 14 + lane % 4 * 7
    path = f"M{edge:.0f},{start:.0f} H{x:.0f} V{end:.0f} H{edge + 3:.0f}"
    return f'<path class="arrow" d="{path}" marker-end="url(#head)"/>'


def _rectangle(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="6"/>'


_PAGE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title said">
<title id="title">The floors and rooms of Secretariat</title>
<desc id="said">{said}</desc>
<style>
.paper {{ fill: #ffffff; }}
.floor {{ fill: #f3f5f7; stroke: #c4cbd2; }}
.room {{ fill: #ffffff; stroke: #1f4e79; stroke-width: 1.5; }}
.open {{ fill: #ffffff; stroke: #7a8793; stroke-dasharray: 4 3; }}
text {{ font: 13px "Open Sans", "Segoe UI", Helvetica, Arial, sans-serif; fill: #1b2733; text-anchor: middle; }}
.title {{ font-weight: 600; }}
.name {{ font-weight: 700; text-anchor: start; }}
.line {{ font-size: 12px; }}
.arrow {{ fill: none; stroke: #52606d; stroke-width: 1.2; }}
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
<path d="M0,0 L8,4 L0,8 z" fill="#52606d"/></marker></defs>
<rect class="paper" width="{width}" height="{height}"/>
{parts}
</svg>
"""
