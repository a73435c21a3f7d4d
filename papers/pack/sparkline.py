"""A sparkline: what was measured, period by period, as a line of points beside the straight way to the target (dashed).

Drawn once, as SVG, for pages and packs; it reads without colour, stands beside the same in words, and holds no style
element or attribute, so that a strict content security policy lets it stand in a page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 240, 48
_MARGIN = 6
_INK, _WAY = "#1D2939", "#667085"

Point = tuple[date, Decimal]


@dataclass(frozen=True)
class Sparkline:
    """What is drawn: `points` in the order of their days, and the `way` from baseline to target, if both are known.

    `words` say the same, figures included.
    """

    words: str
    points: tuple[Point, ...]
    way: tuple[Point, ...] = ()


def sparkline_svg(line: Sparkline) -> str:
    """The picture, as an SVG element that may stand inline in a page."""
    at = _places(line)
    points = [at(each) for each in line.points]
    id = f"spark-{sha256(line.words.encode()).hexdigest()[:8]}"
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-labelledby="{id}"><title id="{id}">{escape(line.words)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#FFFFFF"/>',
    ]
    if line.way:
        way = [at(each) for each in line.way]
        drawn.append(f'<path d="{_path(way)}" stroke="{_WAY}" stroke-width="1.5" stroke-dasharray="4 3" fill="none"/>')
    if len(points) > 1:
        drawn.append(f'<path d="{_path(points)}" stroke="{_INK}" stroke-width="2" fill="none"/>')
    for x, y in points[:-1]:
        drawn.append(f'<circle cx="{x}" cy="{y}" r="2" fill="{_INK}"/>')
    for x, y in points[-1:]:
        drawn.append(f'<circle cx="{x}" cy="{y}" r="4" fill="{_INK}"/>')
    return "".join([*drawn, "</svg>"])


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x},{y}" for x, y in points)


def _places(line: Sparkline) -> Callable[[Point], tuple[float, float]]:
    """Where a point stands, from its day and its number: all of them fit, the higher number above."""
    every = (*line.points, *line.way)
    first, last = min(on for on, _ in every), max(on for on, _ in every)
    low, high = min(number for _, number in every), max(number for _, number in every)
    days, range_ = Decimal(max(1, (last - first).days)), high - low

    def at(point: Point) -> tuple[float, float]:
        on, number = point
        across = Decimal((on - first).days) / days if last > first else Decimal("0.5")
        up = (number - low) / range_ if range_ else Decimal("0.5")
        x = _MARGIN + across * (WIDTH - 2 * _MARGIN)
        y = HEIGHT - _MARGIN - up * (HEIGHT - 2 * _MARGIN)
        return round(float(x), 1), round(float(y), 1)

    return at
