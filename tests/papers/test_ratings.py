"""Ratings from words and from the colour of a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.ratings import Rating
from papers.plan.colours import rating_of_colour
from papers.plan.ratings import RatingReading, ratings_in_words

GREY, BLUE, RED, AMBER, GREEN = Rating.GREY, Rating.BLUE, Rating.RED, Rating.AMBER, Rating.GREEN


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        *(("B", (BLUE,)), ("r", (RED,)), ("A", (AMBER,)), ("g", (GREEN,)), ("(A)", (AMBER,))),
        *(("Blue", (BLUE,)), ("RED", (RED,)), ("Amber.", (AMBER,)), ("green rating", (GREEN,)), ("Gray", (GREY,))),
        *(("grey", (GREY,)), ("Yellow", (AMBER,)), ("BRAG: Red", (RED,))),
        *(("complete", (BLUE,)), ("Completed", (BLUE,)), ("Done", (BLUE,)), ("business as usual", (BLUE,))),
        *(("On track", (GREEN,)), ("not started", (GREY,)), ("Not yet due", (GREY,))),
        *(("at risk", (AMBER,)), ("Some delay", (AMBER,)), ("off track", (RED,)), ("OVERDUE", (RED,))),
        *(
            ("Not on track", (RED,)),
            ("G - on track", (GREEN,)),
            ("Blue – complete", (BLUE,)),
            ("On track (Green)", (GREEN,)),
        ),
        *(("Amber: awaiting funding", (AMBER,)), ("B (complete)", (BLUE,))),
        *(("Amber/Red", (AMBER, RED)), ("G / A", (GREEN, AMBER)), ("R-G", (RED, GREEN)), ("Blue\nGrey", (BLUE, GREY))),
        *(("A|A", (AMBER, AMBER)), ("amber, green", (AMBER, GREEN))),
    ],
)
def test_ratings_are_read_from_words(text: str, ratings: tuple[Rating, ...]) -> None:
    assert ratings_in_words(text) == RatingReading(ratings)


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        *(("In progress", GREEN), ("Closed", BLUE), ("on hold", AMBER), ("Partly complete", AMBER)),
        *(("Amber to Green", GREEN), ("R -> A", AMBER), ("Amber → Green", GREEN), ("Green - off track", GREEN)),
        *(("complete, 31 March 2023", BLUE), ("not Green", GREEN), ("now Amber", AMBER)),
    ],
)
def test_words_that_could_mean_something_else_are_doubtful(text: str, rating: Rating) -> None:
    assert ratings_in_words(text) == RatingReading((rating,), True)


@pytest.mark.parametrize(
    "text",
    [
        *("Open", "TBC", "50%", "C", "2", "reduced", "incomplete", "Red, Amber and Green", "progress", "High"),
        "The red flags that the audit of April found have all been looked at by the service leads since.",
    ],
)
def test_what_is_no_rating_is_not_read(text: str) -> None:
    assert ratings_in_words(text) == RatingReading()


@given(st.text(max_size=80))
def test_any_text_gives_two_ratings_at_most(text: str) -> None:
    assert len(ratings_in_words(text).ratings) <= 2


@given(st.sampled_from(Rating), st.sampled_from(Rating))
def test_every_pair_of_ratings_is_read_as_it_is_written(one: Rating, other: Rating) -> None:
    assert ratings_in_words(f"{one.word}/{other.word}").ratings == (one, other)
    assert ratings_in_words(one.word) == RatingReading((one,))


@pytest.mark.parametrize(
    ("colour", "rating"),
    [
        *(("FF0000", RED), ("C00000", RED), ("FFC7CE", RED), ("DA291C", RED)),
        *(("FFC000", AMBER), ("FFFF00", AMBER), ("ED7D31", AMBER), ("FFEB9C", AMBER), ("FFA500", AMBER)),
        *(("00B050", GREEN), ("92D050", GREEN), ("00FF00", GREEN), ("70AD47", GREEN), ("C6EFCE", GREEN)),
        *(("0070C0", BLUE), ("00B0F0", BLUE), ("4472C4", BLUE), ("0000FF", BLUE), ("002060", BLUE)),
        *(("BFBFBF", GREY), ("808080", GREY), ("D9D9D9", GREY)),
    ],
)
def test_the_usual_fills_are_clear(colour: str, rating: Rating) -> None:
    reading = rating_of_colour(colour)
    assert reading.rating is rating
    # Navy is Blue, but so dark that headings have it too.
    assert reading.doubtful is False or colour == "002060"


@pytest.mark.parametrize("colour", ["FFFFFF", "F2F2F2", "000000", "FAFAFA"])
def test_white_and_black_are_no_rating(colour: str) -> None:
    assert rating_of_colour(colour).rating is None


@pytest.mark.parametrize(("colour", "rating"), [("BDD7EE", BLUE), ("FF4500", RED), ("40E0D0", GREEN), ("7030A0", None)])
def test_unclear_colours_are_doubtful(colour: str, rating: Rating | None) -> None:
    reading = rating_of_colour(colour)
    assert (reading.rating, reading.doubtful) == (rating, True)


@given(st.from_regex(r"[0-9A-F]{6}", fullmatch=True))
def test_any_colour_is_judged(colour: str) -> None:
    assert rating_of_colour(colour).colour == colour
