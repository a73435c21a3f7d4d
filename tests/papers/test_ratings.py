"""Ratings from words and from the colour of a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.endings import Ending
from models.plan.ratings import BRAG, Rating, RatingClass, Scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS, RAG, SHIPPED
from papers.plan.colours import rating_of_colour
from papers.plan.ratings import RatingReading, ratings_in_words, words_of
from papers.rating_colours import FILLS

GREY, BLUE, RED, AMBER, GREEN = Rating.NOT_STARTED, Rating.DONE, Rating.OFF_TRACK, Rating.AT_RISK, Rating.ON_TRACK


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
        *(
            ("on-track", (GREEN,)),
            ("NOT_STARTED", (GREY,)),
            ("🎉 done", (BLUE,)),
            ("At-Risk", (AMBER,)),
            ("not-started", (GREY,)),
            ("Some issues", (AMBER,)),
        ),
        *(("🔴", (RED,)), ("🟠", (AMBER,)), ("🟡", (AMBER,)), ("🟢", (GREEN,)), ("🔵", (BLUE,)), ("⚪\ufe0f", (GREY,))),
        *(("✅", (BLUE,)), ("✔\ufe0f Complete", (BLUE,)), ("🟢 On track", (GREEN,)), ("Closed - complete", (BLUE,))),
        *(("100% complete", (BLUE,)), ("0% - not started", (GREY,)), ("75% - on track", (GREEN,)), ("To do", (GREY,))),
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
        *(
            ("✅ Closed", BLUE),
            ("100%", BLUE),
            ("75%", GREEN),
            ("80% complete", GREEN),
            ("0%", GREY),
            ("0 % done", GREY),
        ),
        *(("50% at risk", AMBER), ("100% - in progress", GREEN), ("G↑", GREEN), ("Amber ↓", AMBER), ("→ Red", RED)),
        *(("Started but behind schedule", RED), ("In progress (delayed)", AMBER), ("Not implemented", GREY)),
        *(
            ("Deferred", AMBER),
            ("Partially implemented", AMBER),
            ("Nearly complete", GREEN),
            ("in progress, not late", GREEN),
        ),
        *(
            ("Complete by June 2025", GREEN),
            ("Done 3 of 5", GREEN),
            ("Completed late", BLUE),
            ("Complete, no further action", BLUE),
            ("Complete - awaiting sign off", GREEN),
            ("Completed except for training", GREEN),
        ),
    ],
)
def test_words_that_could_mean_something_else_are_doubtful(text: str, rating: Rating) -> None:
    assert ratings_in_words(text) == RatingReading((rating,), True)


@pytest.mark.parametrize(
    "text",
    [
        *("Open", "TBC", "130%", "C", "2", "reduced", "incomplete", "Red, Amber and Green", "progress", "High"),
        "The red flags that the audit of April found have all been looked at by the service leads since.",
    ],
)
def test_what_is_no_rating_is_not_read(text: str) -> None:
    assert ratings_in_words(text) == RatingReading()


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        *(("Closed - superseded", Ending.WITHDRAWN), ("closed but superseded", Ending.WITHDRAWN)),
        *(
            ("Cancelled", Ending.WITHDRAWN),
            ("⚫ Canceled", Ending.WITHDRAWN),
            ("Blue (superseded)", Ending.WITHDRAWN),
            ("Withdrawn by the board", Ending.WITHDRAWN),
            ("Won’t do", Ending.WITHDRAWN),
        ),
        *(("No longer required", Ending.WITHDRAWN), ("Complete (superseded by 2.4)", Ending.WITHDRAWN)),
        *(("Merged with 2.3", Ending.MERGED), ("Closed: merged into 4.1", Ending.MERGED)),
        *(("Closed - not achieved", Ending.CLOSED), ("Closed, transferred to the board", Ending.CLOSED)),
    ],
)
def test_a_state_that_ends_an_action_undone_is_an_ending_and_no_rating(text: str, ending: Ending) -> None:
    assert ratings_in_words(text) == RatingReading(ending=ending)


@pytest.mark.parametrize(
    "text",
    ["Meeting cancelled, rebooked", "Not needed this month", "not complete", "unclosed", "no longer cancelled", "↑"],
)
def test_what_only_names_an_ending_or_a_state_is_neither(text: str) -> None:
    assert ratings_in_words(text) == RatingReading()


DONE = st.sampled_from(
    ["complete", "completed", "done", "delivered", "implemented", "achieved", "closed", "signed off"]
)
TAKEN_BACK = st.sampled_from(
    ["not", "not yet", "partly", "to be", "nearly", "80%", "will be", "cannot be", "50 %", "un", "in", "never", "half"]
)


@given(DONE, TAKEN_BACK, st.booleans())
def test_what_is_not_done_is_never_blue(state: str, taken_back: str, capitals: bool) -> None:
    text = f"{taken_back} {state}".replace("un ", "un").replace("in ", "in")
    assert BLUE not in ratings_in_words(text.upper() if capitals else text).ratings


@given(st.integers(0, 100), st.sampled_from(["%", " %", "% complete", "% done", ".5%"]))
def test_a_percentage_is_done_or_started_or_not(percent: int, written: str) -> None:
    reading = ratings_in_words(f"{percent}{written}")
    assert reading.ratings == ((BLUE,) if percent == 100 else (GREEN,) if percent else (GREY,))
    assert reading.doubtful or (percent == 100 and written.endswith(("complete", "done")))


@given(st.text(max_size=80))
def test_any_text_gives_two_ratings_at_most(text: str) -> None:
    assert len(ratings_in_words(text).ratings) <= 2


@given(st.sampled_from(BRAG.ratings), st.sampled_from(BRAG.ratings))
def test_every_pair_of_ratings_is_read_as_it_is_written(one: Rating, other: Rating) -> None:
    assert ratings_in_words(f"{one.word}/{other.word}").ratings == (one, other)
    assert ratings_in_words(one.word) == RatingReading((one,))


@pytest.mark.parametrize("scale", SHIPPED, ids=lambda scale: scale.name)
def test_every_level_of_a_scale_is_read_by_its_name_its_letter_and_its_colour(scale: Scale) -> None:
    read = words_of(scale).read
    for level in scale.given:
        spellings = {
            level.name,
            level.name.upper(),
            *(level.name.replace("/", mark) for mark in (" / ", "-", " & ", "\n")),
        }
        spellings |= {level.letter, f"({level.letter})"} if level.letter.isalnum() else set()
        for written in spellings:
            assert read(written) == RatingReading((level.rating,)), written
        assert rating_of_colour(FILLS[level.colour][0].strip("#"), scale).rating is level.rating
        if len(level.name) > 4:
            assert read(level.name[:-1] + "w") == RatingReading((level.rating,), True)


@pytest.mark.parametrize(
    ("scale", "text", "reading"),
    [
        (RAG, "Complete", RatingReading((BLUE,))),
        (RAG, "Closed", RatingReading((BLUE,), True)),
        (RAG, "Blue", RatingReading()),
        (RAG, "Grey", RatingReading()),
        (RAG, "Amber/Green", RatingReading((AMBER, GREEN))),
        (DELIVERY_CONFIDENCE, "A/G", RatingReading((Rating.ON_TRACK_2,))),
        (DELIVERY_CONFIDENCE, "Green/Amber", RatingReading((Rating.ON_TRACK_2,), True)),
        (DELIVERY_CONFIDENCE, "Amber/Red: contractor awaited", RatingReading((RED,))),
        (DELIVERY_CONFIDENCE, "Amber → Green", RatingReading((GREEN,), True)),
        (DELIVERY_CONFIDENCE, "On track", RatingReading((GREEN,), True, is_one_of=RatingClass.ON_TRACK)),
        (DELIVERY_CONFIDENCE, "Overdue", RatingReading((RED,), True, is_one_of=RatingClass.OFF_TRACK)),
        (PROGRESS, "Complete", RatingReading((BLUE,))),
        (PROGRESS, "Green", RatingReading((GREEN,), True)),
        (PROGRESS, "On track, with some delays", RatingReading((AMBER,), True)),
        (PROGRESS, "Grey", RatingReading()),
    ],
)
def test_what_is_said_is_the_level_that_the_scale_has_for_it_or_nothing(
    scale: Scale, text: str, reading: RatingReading
) -> None:
    assert words_of(scale).read(text) == reading


def test_a_fill_that_no_level_has_is_no_rating() -> None:
    for colour in ("0070C0", "BFBFBF"):
        reading = rating_of_colour(colour, RAG)
        assert (reading.rating, reading.doubtful) == (None, True)
    assert rating_of_colour("92D050", DELIVERY_CONFIDENCE).rating is Rating.ON_TRACK_2
    assert rating_of_colour("70AD47", DELIVERY_CONFIDENCE).doubtful


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
