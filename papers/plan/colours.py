"""Ratings that are told by the fill colour of a cell alone, as trackers kept in Excel often do.

`cells` asks here when a rating cell has no value. Colours are judged by their hue: which colour of the palette they are
nearest to, and so which level of the scale has it. One that could be taken for another, or is very pale, is given as
doubtful. Never looks at text.
"""

import colorsys
import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from openpyxl.styles.colors import COLOR_INDEX

from models.plan.ratings import BRAG, Colour, Rating, Scale


@dataclass(frozen=True)
class FillReading:
    """The rating nearest to a fill colour; None where it is no colour of the palette (`of_palette`), or none that a
    level of the scale has.
    """

    rating: Rating | None
    doubtful: bool
    colour: str
    """Six hexadecimal digits."""

    of_palette: Colour | None = None


# Excel's stock cell styles "Bad", "Neutral" and "Good" are pale, and mean what they say.
_STOCK = {"FFC7CE": Colour.RED, "FFEB9C": Colour.AMBER, "C6EFCE": Colour.GREEN}


def rating_of_colour(colour: str, scale: Scale = BRAG) -> FillReading:
    """The rating of a colour given as six hexadecimal digits, on this scale."""
    colour = colour.upper()
    levels = [level for level in scale.given if level.colour is not Colour.WHITE]
    nearest, doubtful = _nearest(colour, frozenset(level.colour for level in levels))
    rated = [level.rating for level in levels if level.colour is nearest]
    doubtful = doubtful or len(rated) > 1 or (nearest is not None and not rated)
    return FillReading(rated[0] if rated else None, doubtful, colour, nearest)


def _nearest(colour: str, of_scale: frozenset[Colour]) -> tuple[Colour | None, bool]:
    """The colour of the palette that it is, and whether it may be another one. Those between others are told apart only
    where the scale has them.
    """
    if colour in _STOCK:
        return _STOCK[colour], False
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.12:
        return (Colour.GREY if 0.3 <= value <= 0.9 else None), False
    degrees = hue * 360
    between = [bands for each, bands in _BETWEEN.items() if each in of_scale]
    narrower = {band[0] for bands in between for band in bands}
    hues = [band for bands in between for band in bands] + [band for band in _HUES if band[0] not in narrower]
    for each, first, last in hues:
        if first <= degrees <= last:
            return each, saturation < 0.4 or value < 0.35
    nearest = min(hues, key=lambda band: min(_apart(degrees, band[1]), _apart(degrees, band[2])))
    near = min(_apart(degrees, nearest[1]), _apart(degrees, nearest[2])) <= 15
    return nearest[0] if near else None, True


# Degrees of the colour wheel, both ends included: pure yellow (60) is kept as Amber, as most trackers mean it.
_HUES = (
    (Colour.RED, 0, 14),
    (Colour.RED, 345, 360),
    (Colour.AMBER, 24, 60),
    (Colour.GREEN, 75, 165),
    (Colour.BLUE, 185, 255),
)
_BETWEEN = {
    Colour.ORANGE: ((Colour.ORANGE, 15, 34), (Colour.AMBER, 38, 60)),
    Colour.LIME: ((Colour.LIME, 62, 92), (Colour.GREEN, 110, 165)),
    Colour.PURPLE: ((Colour.PURPLE, 260, 320),),
}


def _apart(one: float, other: float) -> float:
    return min(abs(one - other), 360 - abs(one - other))


@dataclass
class FillColours:
    """The fills of one workbook, read once each. `theme` is the workbook's theme part, where it has one."""

    theme: bytes | None
    _read: dict[int, str | None] = field(default_factory=dict)
    _palette: list[str] | None = None

    def of(self, cell: Any) -> str | None:
        """The colour of an openpyxl cell's fill, as six hexadecimal digits; None where the cell has no solid fill."""
        if not getattr(cell, "has_style", False):
            return None
        key = cell.style_array.fillId
        if key not in self._read:
            self._read[key] = self._colour(cell.fill)
        return self._read[key]

    def same(self, one: Any, other: Any) -> bool:
        """Whether two cells are filled alike."""
        fills = [cell.style_array.fillId if getattr(cell, "has_style", False) else 0 for cell in (one, other)]
        return bool(fills[0] == fills[1])

    def _colour(self, fill: Any) -> str | None:
        if getattr(fill, "fill_type", None) != "solid":
            return None
        colour = fill.fgColor
        if colour.type == "rgb":
            found = str(colour.rgb)[-6:]
        elif colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
            found = COLOR_INDEX[colour.indexed][-6:]
        elif colour.type == "theme" and colour.theme < len(self._theme_colours()):
            found = self._theme_colours()[colour.theme]
        else:
            return None
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", found):
            return None
        return _tinted(found, colour.tint)

    def _theme_colours(self) -> list[str]:
        """The twelve colours of the theme, in the order in which cells count them: light and dark change places."""
        if self._palette is None:
            self._palette = list(_OFFICE_THEME)
            if self.theme:
                self._palette = _palette(self.theme) or self._palette
        return self._palette


_OFFICE_THEME = (
    *("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31"),
    *("A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72"),
)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")


def _palette(theme: bytes) -> list[str]:
    try:
        scheme = ElementTree.fromstring(theme).find(f".//{_DRAWING}clrScheme")
    except ElementTree.ParseError:
        return []
    if scheme is None:
        return []
    colours = []
    for name in _THEME_ORDER:
        holder = scheme.find(f"{_DRAWING}{name}")
        colour = holder[0] if holder is not None and len(holder) else None
        colours.append((colour.get("lastClr") or colour.get("val") or "") if colour is not None else "")
    return colours


def _tinted(colour: str, tint: float) -> str:
    """A theme colour made lighter (tint above 0) or darker, as ECMA-376 18.3.1.15 has it."""
    if not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    return "".join(
        f"{round(max(0.0, min(1.0, part)) * 255):02X}" for part in colorsys.hls_to_rgb(hue, lightness, saturation)
    )
