"""Ratings in any writing give the same pair; what can be meant in two ways, or cannot be read, is a problem."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handlers.rating_spellings import By, spellings
from handlers.rating_words import rating_of, ratings_within, read_ratings
from models.plan.ratings import BRAG, Level, Rating, Scale, in_scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS, RAG, SHIPPED

CIRCLES = {
    Rating.NOT_STARTED: ("⚪", ":white_circle:"),
    Rating.DONE: ("🔵", ":large_blue_circle:"),
    Rating.OFF_TRACK: ("🔴", ":red_circle:"),
    Rating.AT_RISK: ("🟠", ":large_orange_circle:"),
    Rating.ON_TRACK: ("🟢", ":large_green_circle:"),
}
RATINGS = st.sampled_from(BRAG.ratings)


def named(rating: Rating | None) -> str | None:
    return rating and rating.as_data


SEPARATORS = st.sampled_from(
    ["/", " / ", "/ ", " /", "-", " - ", "–", " – ", "—", ",", ", ", " | ", "\\", " & ", " and ", " + "]
)
BEFORE = st.sampled_from(["", "- ", "– ", ": ", "*", "(", "“", "BRAG: ", "ratings "])
AFTER = st.sampled_from([" ", " - ", " – ", ": ", ", ", ". ", " — "])
MARKS = {"*": "*", "(": ")", "“": "”"}


def spelled(rating: Rating) -> st.SearchStrategy[str]:
    """A name in any letters, a letter, a circle, or its name on a chat platform."""
    words = [each.text for each in spellings().longest_first if each.rating is rating and each.by is not By.SIGN]
    return st.sampled_from([*words, *(each.upper() for each in words), rating.word, *CIRCLES[rating]])


@given(st.data(), RATINGS, RATINGS, SEPARATORS, BEFORE, AFTER)
def test_a_pair_is_the_same_pair_in_any_writing(
    data: st.DataObject, activity: Rating, impact: Rating, between: str, before: str, after: str
) -> None:
    last = data.draw(spelled(impact))
    assume(not (last.casefold() == "a" and after == " " and between != between.strip() and "/" not in between))
    pair = f"{data.draw(spelled(activity))}{between}{last}"
    found = read_ratings(f"{before}{pair}{MARKS.get(before, '')}{after}panel met")
    assert (found.problem, found.said, found.rest) == ("", {"activity": activity, "impact": impact}, "panel met")


@given(st.data(), RATINGS, RATINGS, st.sampled_from(["", " "]))
def test_circles_and_words_need_nothing_between_them(
    data: st.DataObject, activity: Rating, impact: Rating, between: str
) -> None:
    circle, last = data.draw(st.sampled_from(CIRCLES[activity])), data.draw(spelled(impact))
    assume(not (last.casefold() == "a" and between))
    found = read_ratings(f"{circle}{between}{last} panel met")
    assert (found.said, found.rest) == ({"activity": activity, "impact": impact}, "panel met")


@pytest.mark.parametrize(
    "of_both", ["for both,", "on both:", "for activity and impact,", "On Both Activity and Impact."]
)
def test_one_rating_may_be_said_of_both(of_both: str) -> None:
    for before in ("", "still ", "is "):
        found = read_ratings(f"{before}green {of_both} panel met")
        assert (found.said, found.rest) == ({"activity": Rating.ON_TRACK, "impact": Rating.ON_TRACK}, "panel met")
    assert read_ratings(f"red, green {of_both} panel met").problem
    assert read_ratings("green for both teams we hired").said == {"activity": Rating.ON_TRACK}


@pytest.mark.parametrize(
    "written",
    [
        *("activity amber, impact green: panel met", "impact: green; activity: amber; panel met"),
        *("amber on activity, green on impact. panel met", "Activity = Amber, Impact = Green panel met"),
    ],
)
def test_each_may_be_said_by_name(written: str) -> None:
    found = read_ratings(written)
    assert found.said == {"activity": Rating.AT_RISK, "impact": Rating.ON_TRACK}
    assert found.rest.strip("; ") == "panel met"


@pytest.mark.parametrize(
    ("written", "activity", "impact", "rest"),
    [
        ("-/amber under way", "grey", "amber", "under way"),
        ("-/- not begun", "grey", "grey", "not begun"),
        ("🟢/- under way", "green", "grey", "under way"),
        ("amber a meeting was held", "amber", None, "a meeting was held"),
        ("amber—panel met", "amber", None, "panel met"),
        ("amber impact assessment done", "amber", None, "impact assessment done"),
        ("A; panel met", "amber", None, "; panel met"),
        ("AG fair booked", "amber", "green", "fair booked"),
        ("*RA*: fair booked", "red", "amber", "fair booked"),
        ("is ag, fair booked", "amber", "green", "fair booked"),
        ("now AG and all is well", "amber", "green", "and all is well"),
        ("A G fair booked", "amber", "green", "fair booked"),
        ("AG waiting for housing", "amber", "green", "waiting for housing"),
        ("AG The fair is booked", "amber", "green", "The fair is booked"),
        ("AG. Fair booked", "amber", "green", "Fair booked"),
        ("AG: GB News ran a story", "amber", "green", "GB News ran a story"),
        ("now AG Fair booked", "amber", "green", "Fair booked"),
        ("A/G Fair booked", "amber", "green", "Fair booked"),
        ("GB’s team came", None, None, "GB’s team came"),
        ("is amber green now, panel met", "amber", "green", "panel met"),
        ("is now rated amber/green - panel met", "amber", "green", "panel met"),
        ("now amber on activity and red on impact", "amber", "red", ""),
        ("still red because talks stalled", "red", None, "because talks stalled"),
        ("is a good start for ten families", None, None, "is a good start for ten families"),
        ("still a green space to find", None, None, "still a green space to find"),
        ("is A&E to open at nine", None, None, "is A&E to open at nine"),
        ("is now with the schools", None, None, "is now with the schools"),
        ("AGM held, AG’s team came", None, None, "AGM held, AG’s team came"),
        ("the AG came to see us", None, None, "the AG came to see us"),
        ("amber/green - 2 posts filled", "amber", "green", "2 posts filled"),
        ("read the strategy twice", None, None, "read the strategy twice"),
        ("e-mail sent, a-level results are in", None, None, "e-mail sent, a-level results are in"),
        ("see https://example.org/amber/green", None, None, "see https://example.org/amber/green"),
    ],
)
def test_what_stands_beside_ratings_is_not_taken_for_them(
    written: str, activity: str | None, impact: str | None, rest: str
) -> None:
    found = read_ratings(written)
    assert (found.problem, named(found.said.get("activity")), named(found.said.get("impact"))) == ("", activity, impact)
    assert found.rest == rest


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("a fair was booked", "may begin with the rating Amber or with a word"),
        ("r a meeting was held", "may begin with the rating Amber or with a word"),
        ("a green space was opened", "may begin with the rating Amber or with a word"),
        ("Red Cross joined the group", "“Red Cross” may begin with the rating Red or with a word"),
        ("Green Party members came", "“Green Party” may begin with the rating Green or with a word"),
        ("off course/amber fair held", "“off course” is no rating. The ratings are"),
        ("well behind/amber fair held", "“well behind/amber” is no pair of ratings. The ratings are"),
        ("red tape holds us up", "“Red tape” may begin with the rating Red or with a word"),
        ("amber / - stuck", "may have a Grey in it or a dash"),
        ("amber to green at last", "may be what it was and what it is"),
        ("amber → green", "may be what it was and what it is"),
        ("activity amber, activity green", "gives two ratings for activity"),
        ("ag fair booked", "“ag” may begin with the ratings Amber and Green or be a word"),
        ("AB has left us", "“AB” may begin with the ratings Amber and Blue or be a name"),
        (
            "GB News ran a story",
            "“GB News” may begin with the ratings Green and Blue or be a name. Please write green/b",
        ),
        ("G B Shaw was quoted", "“G B Shaw” may begin with the ratings Green and Blue or be a name"),
        ("R Jones left", "“R Jones” may begin with the rating Red or be a name. Please write red, or begin with"),
        ("B&B places are down to zero", "“B&B” may begin with the ratings Blue and Blue or be a name"),
        ("GR fair booked", "“GR” can be Grey on activity or Green on activity and Red on impact"),
        ("is ambre/green now", "“ambre/green” is no pair of ratings; did you mean Amber?"),
        ("amber/green/red stuck", "“amber/green/red” is no pair of ratings"),
        ("amber / green / red stuck", "is more than a pair of ratings"),
        ("ambre-green stuck", "“ambre-green” is no pair of ratings; did you mean Amber?"),
        ("amber–gren stuck", "“gren” is no rating; did you mean Green?"),
        ("amber gren stuck", "“gren” is no rating; did you mean Green?"),
        ("purple/red stuck", "“purple/red” is no pair of ratings. The ratings are"),
        ("green / purple stuck", "“green / purple” is no pair of ratings"),
        ("amber-coloured folder received", "“amber-coloured” is no pair of ratings"),
        ("⚫/🟢 stuck", "“⚫” is no rating"),
        (":purple_circle: stuck", "“:purple_circle:” is no rating"),
    ],
)
def test_what_fits_twice_or_not_at_all_is_asked(written: str, why: str) -> None:
    found = read_ratings(written)
    assert why in found.problem
    assert found.said == {}
    assert f"{found.unread} {found.rest}".strip().endswith(written.split()[-1])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("panel met, amber/green", "amber/green"),
        ("panel met: Green – Amber now", "Green – Amber"),
        ("panel met 🟠", "🟠"),
        ("panel met :large_green_circle:", ":large_green_circle:"),
        ("moved r/g", "r/g"),
        ("panel met, amber on activity", "amber on activity"),
        ("impact is now red, panel met", "impact is now red"),
        ("went from red to amber", "from red to amber"),
        ("we are now amber, panel met", "we are now amber"),
        ("we are now in the green room", ""),
        ("back to green 30 Sep", ""),
        ("the red and green folders, and/or the a/c", ""),
        ("see https://example.org/amber/green", ""),
    ],
)
def test_a_pair_that_stands_elsewhere_is_noticed(text: str, written: str) -> None:
    assert ratings_within(text) == written


@pytest.mark.parametrize(
    ("word", "rating"),
    [("*Amber*", "amber"), ("gr", "grey"), ("–", "grey"), ("🟢", "green"), (":red_circle:", "red"), ("mauve", None)],
)
def test_one_word(word: str, rating: str | None) -> None:
    assert named(rating_of(word)) == rating


ALONE = tuple(replace(each, rates_impact=False) for each in SHIPPED)
WRITTEN = st.sampled_from([str.casefold, str.upper, str.title, str])
BREAKS = st.sampled_from([": ", ", ", " - ", ". ", "; "])


def words_of(level: Level) -> Iterator[str]:
    """What a level is called by: its name and its letter."""
    yield level.name
    if level.letter != "-":
        yield level.letter


@given(st.data(), st.sampled_from([*SHIPPED, *ALONE]), WRITTEN, BEFORE, BREAKS)
def test_a_level_of_any_scale_is_read_by_its_name_and_its_letter(
    data: st.DataObject, of: Scale, in_case: type[str], before: str, after: str
) -> None:
    level = data.draw(st.sampled_from(of.given))
    word = data.draw(st.sampled_from([*words_of(level)]))
    assume(not (of == DELIVERY_CONFIDENCE and "/" in word))  # it may be two there
    with in_scale(of):
        found = read_ratings(f"{before}{in_case(word)}{MARKS.get(before, '')}{after}panel met")
        assert rating_of(in_case(word)) is level.rating
    assert (found.problem, found.said, found.rest.strip("; ")) == ("", {"activity": level.rating}, "panel met")


@given(st.data(), st.sampled_from(SHIPPED), WRITTEN, st.sampled_from(["/", " / ", " | ", "\\", " – "]))
def test_two_levels_of_any_scale_are_a_pair_or_asked_about_where_they_are_one_as_well(
    data: st.DataObject, of: Scale, in_case: type[str], between: str
) -> None:
    one, two = data.draw(st.sampled_from(of.given)), data.draw(st.sampled_from(of.given))
    word, last = data.draw(st.sampled_from([*words_of(one)])), data.draw(st.sampled_from([*words_of(two)]))
    with in_scale(of):
        found = read_ratings(f"{in_case(word)}{between}{in_case(last)}: panel met")
        plain = of.typed_as(one.rating, two.rating)
        assert read_ratings(f"{plain}; panel met").said == {"activity": one.rating, "impact": two.rating}
    alike = (word, last) in ((one.name, two.name), (one.letter, two.letter))
    if of == DELIVERY_CONFIDENCE and alike and f"{one.letter}{two.letter}" in ("AG", "AR"):
        assert "can be Amber/" in found.problem
        assert found.said == {}
        assert plain in found.problem
    else:
        assert (found.problem, found.said) == ("", {"activity": one.rating, "impact": two.rating})


@given(st.data(), st.sampled_from(ALONE), SEPARATORS)
def test_where_activity_alone_is_rated_two_ratings_are_never_taken(
    data: st.DataObject, of: Scale, between: str
) -> None:
    one, two = data.draw(st.sampled_from(of.given)), data.draw(st.sampled_from(of.given))
    with in_scale(of):
        found = read_ratings(f"{one.name}{between}{two.name}: panel met")
    as_one = of.called(f"{one.name}/{two.name}")
    if as_one and "," not in between and "and" not in between and "&" not in between and "+" not in between:
        assert (found.problem, found.said) == ("", {"activity": as_one})
    else:
        assert "this plan has one rating for each action" in found.problem
        assert found.said == {}


@pytest.mark.parametrize(
    ("of", "written", "said"),
    [
        (DELIVERY_CONFIDENCE, "AG: panel met", {"activity": "amber/green"}),
        (DELIVERY_CONFIDENCE, "A G: panel met", {"activity": "amber", "impact": "green"}),
        (DELIVERY_CONFIDENCE, "amber/green / red, panel met", {"activity": "amber/green", "impact": "red"}),
        (DELIVERY_CONFIDENCE, "activity: amber/green; panel met", {"activity": "amber/green"}),
        (DELIVERY_CONFIDENCE, "🟠 panel met", {"activity": "amber/red"}),
        (
            DELIVERY_CONFIDENCE,
            "activity amber, impact amber/red. panel met",
            {"activity": "amber", "impact": "amber/red"},
        ),
        (PROGRESS, "not on track waiting for parts", {"activity": "not on track"}),
        (PROGRESS, "is now on-track, parts came", {"activity": "on track"}),
        (PROGRESS, "🟢🔴 parts came", {"activity": "on track", "impact": "not on track"}),
        (PROGRESS, "green: parts came", {"activity": "on track"}),
        (PROGRESS, "purple folder received", {}),
        (PROGRESS, "So far all parts came", {}),
        (RAG, "delivered: parts came", {}),
        (RAG, "Blue badge scheme began", {}),
    ],
)
def test_what_is_read_on_other_scales(of: Scale, written: str, said: dict[str, str]) -> None:
    with in_scale(of):
        found = read_ratings(written)
        assert (found.problem, {name: each.as_data for name, each in found.said.items()}) == ("", said)


@pytest.mark.parametrize(
    ("of", "written", "why"),
    [
        (RAG, "blue all done", "“blue” is no rating. The ratings are Red, Amber and Green."),
        (RAG, "🔵 all done", "“🔵” is no rating. The ratings are Red, Amber and Green."),
        (RAG, "grey/green under way", "“grey/green” is no pair of ratings. The ratings are Red, Amber and Green."),
        (PROGRESS, "o/s invoices chased", "may begin with the ratings On track and Some issues or be an abbreviation"),
        (PROGRESS, "off course fair held", "“off course” is no rating. The ratings are Delivered, On track"),
        (PROGRESS, "some issue with parts", "“some issue” is no rating; did you mean Some issues?"),
        (PROGRESS, "delivered training to all", "may begin with the rating Delivered or with a word"),
        (
            PROGRESS,
            "on track, some issues with parts",
            "“on track, some issues” may begin with the ratings On track and",
        ),
        (DELIVERY_CONFIDENCE, "amber/gren stuck", "“amber/gren” is no pair of ratings; did you mean Amber/Green?"),
        (ALONE[0], "impact: green; panel met", "This plan has one rating for each action, for activity, such as amber"),
        (ALONE[0], "AG panel met", "“AG” is more than one rating, and this plan has one rating for each action"),
    ],
)
def test_what_is_no_rating_on_another_scale_is_told_which_there_are(of: Scale, written: str, why: str) -> None:
    with in_scale(of):
        found = read_ratings(written)
    assert why in found.problem
    assert found.said == {}


def test_a_name_that_begins_with_a_colour_is_no_second_rating() -> None:
    found = read_ratings("amber Red Cross joined the group")
    assert (found.said, found.rest) == ({"activity": Rating.AT_RISK}, "Red Cross joined the group")


def test_what_stands_elsewhere_is_noticed_in_the_words_of_the_scale() -> None:
    with in_scale(PROGRESS):
        assert ratings_within("parts came, we are now on track") == "we are now on track"
        assert ratings_within("parts were delivered, all delivered") == ""
        assert ratings_within("parts came, not on track on impact") == "not on track on impact"
    with in_scale(replace(RAG, rates_impact=False)):
        assert ratings_within("parts came, impact is red", {"activity"}) == "impact is red"
