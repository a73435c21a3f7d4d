"""The BRAG scale: the five ratings, their letters and words, and what each means.

Used by every layer. There is no national standard: an organisation may change words and meanings
(`domain.md` 4.1 is the default), so a face that prints a rating prints its letter and word, never a colour alone.
"""

from enum import StrEnum


class Rating(StrEnum):
    """One rating of an action, for activity or for impact; in the order in which the table prints them."""

    GREY = "grey"
    BLUE = "blue"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"

    @property
    def letter(self) -> str:
        """`B`, `R`, `A`, `G`; Grey is `-`, since G is Green's."""
        return "-" if self is Rating.GREY else self.value[0].upper()

    @property
    def word(self) -> str:
        """The rating's name as people write it: `Amber`."""
        return self.value.capitalize()


WORST_FIRST = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE, Rating.GREY)
"""The order in which lists sort by a rating."""

ACTIVITY_MEANINGS: dict[Rating, str] = {
    Rating.GREY: "not started",
    Rating.BLUE: "complete, evidenced and business as usual",
    Rating.RED: "more than 30 days overdue, or will miss its approved date with no recovery",
    Rating.AMBER: "overdue up to 30 days, or forecast late or blocked, with a recovery",
    Rating.GREEN: "started and forecast on or before the approved date",
}

IMPACT_MEANINGS: dict[Rating, str] = {
    Rating.GREY: "no agreed measure or no value yet",
    Rating.BLUE: "sustained for three periods",
    Rating.RED: "worse, or no effect",
    Rating.AMBER: "early or mixed",
    Rating.GREEN: "on its target trajectory",
}
