"""The palette, the same in every paper: the exported plan and all four formats of the pack.

Writers of papers use it; a paper never says a rating by its colour alone (`models.plan.ratings`).
"""

from models.plan.ratings import Colour, Rating

FILLS: dict[Colour, tuple[str, str]] = {
    Colour.GREY: ("#D9D9D9", "#000000"),
    Colour.BLUE: ("#1F4E9E", "#FFFFFF"),
    Colour.RED: ("#B00020", "#FFFFFF"),
    Colour.ORANGE: ("#F28C52", "#000000"),
    Colour.AMBER: ("#FFC000", "#000000"),
    Colour.LIME: ("#B5D56A", "#000000"),
    Colour.GREEN: ("#00703C", "#FFFFFF"),
    Colour.PURPLE: ("#5B2A86", "#FFFFFF"),
    Colour.WHITE: ("#FFFFFF", "#000000"),
}
"""Fill and text as `#RRGGBB`: each pair has a contrast of 7 to 1 or more, except white on green (6.2 to 1)."""


def fill_of(rating: Rating) -> tuple[str, str]:
    """Fill and text of a rating in the scale in use."""
    return FILLS[rating.level.colour]
