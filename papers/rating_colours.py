"""The colours of the BRAG scale, the same in every paper: the exported plan and all four formats of the pack.

Writers of papers use them; a paper never says a rating by its colour alone (`models.plan.ratings`).
"""

from models.plan.ratings import Rating

FILLS: dict[Rating, tuple[str, str]] = {
    Rating.GREY: ("#D9D9D9", "#000000"),
    Rating.BLUE: ("#1F4E9E", "#FFFFFF"),
    Rating.RED: ("#B00020", "#FFFFFF"),
    Rating.AMBER: ("#FFC000", "#000000"),
    Rating.GREEN: ("#00703C", "#FFFFFF"),
}
"""Fill and text as `#RRGGBB`: each pair has a contrast of 7 to 1 or more, except white on green (6.2 to 1)."""
