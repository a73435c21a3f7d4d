"""The trend picture: every count in it and in its words, readable without colour, allowed by a strict policy."""

import re
import struct
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.plan.ratings import BRAG, Rating, Scale, in_scale
from models.plan.scales import DELIVERY_CONFIDENCE, SHIPPED
from models.position.counting import Count
from models.position.trend import TrendPoint
from papers.pack.trend import trend_png, trend_svg, trend_words
from papers.rating_colours import FILLS, fill_of
from tests.papers.pack_contents import counted, sample

SVG = "{http://www.w3.org/2000/svg}"

APRIL = TrendPoint(date(2023, 4, 26), counted(1, 28, 8, 4, 24), counted(33, 0, 1, 20, 11), 65)
JUNE = TrendPoint(date(2023, 6, 7), counted(0, 32, 2, 18, 12), counted(29, 0, 2, 22, 11), 64)


def many_points(number: int) -> list[TrendPoint]:
    """So many meetings, six weeks apart."""
    return [
        TrendPoint(date(2022, 1, 5) + place * timedelta(days=42), JUNE.activity, JUNE.impact, JUNE.total)
        for place in range(number)
    ]


def drawn(points: list[TrendPoint]) -> ElementTree.Element:
    """The picture, parsed."""
    return ElementTree.fromstring(trend_svg(points))


def texts(picture: ElementTree.Element) -> list[str]:
    """What is written in the picture, in the order in which it is drawn."""
    return ["".join(each.itertext()) for each in picture.iter(f"{SVG}text")]


def labels(points: list[TrendPoint]) -> list[str]:
    """The counts with their letters, panel by panel, bar by bar, from the bottom up."""
    return [text for text in texts(drawn(points)) if re.fullmatch(r"[\d,]+ [BGAR-]", text)]


def test_the_words_say_every_count_that_is_not_nought() -> None:
    assert trend_words([APRIL, JUNE]) == (
        "How many actions had each rating at each meeting, oldest first. "
        "26 April 2023, 65 actions. Activity: 28 Blue, 24 Green, 4 Amber, 8 Red, 1 Grey. "
        "Impact: 11 Green, 20 Amber, 1 Red, 33 Grey. "
        "7 June 2023, 64 actions. Activity: 32 Blue, 12 Green, 18 Amber, 2 Red. "
        "Impact: 11 Green, 22 Amber, 2 Red, 29 Grey."
    )


def test_the_words_of_one_meeting_and_of_a_plan_without_actions() -> None:
    one = TrendPoint(date(2023, 6, 7), counted(0, 0, 0, 0, 1), counted(1, 0, 0, 0, 0), 1)
    none = TrendPoint(date(2023, 6, 7), counted(0, 0, 0, 0, 0), counted(0, 0, 0, 0, 0), 0)
    assert trend_words([one]) == (
        "How many actions had each rating. 7 June 2023, 1 action. Activity: 1 Green. Impact: 1 Grey."
    )
    assert trend_words([none]) == "How many actions had each rating. 7 June 2023, 0 actions."


def test_every_count_stands_in_the_picture_with_its_letter() -> None:
    assert labels([APRIL, JUNE]) == [
        *("28 B", "24 G", "4 A", "8 R", "1 -"),
        *("32 B", "12 G", "18 A", "2 R"),
        *("11 G", "20 A", "1 R", "33 -"),
        *("11 G", "22 A", "2 R", "29 -"),
    ]


def test_the_picture_names_its_panels_meetings_totals_and_ratings() -> None:
    written = texts(drawn([APRIL, JUNE]))
    assert written[:5] == ["B Blue", "G Green", "A Amber", "R Red", "- Grey"]
    assert [text for text in written if text in ("Activity", "Impact")] == ["Activity", "Impact"]
    for each in ("26 Apr 2023", "7 Jun 2023", "Total 65", "Total 64"):
        assert written.count(each) == 2


def test_the_picture_says_the_words_to_those_who_do_not_see_it() -> None:
    picture = drawn([APRIL, JUNE])
    title, words = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert picture.get("role") == "img"
    assert title is not None
    assert words is not None
    assert picture.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
    assert title.text == "Ratings at each meeting"
    assert words.text == trend_words([APRIL, JUNE])


def test_no_two_ratings_have_the_same_pattern() -> None:
    picture = drawn([APRIL, JUNE])
    patterns = [b"".join(map(ElementTree.tostring, pattern)) for pattern in picture.iter(f"{SVG}pattern")]
    shapes = {re.sub(rb'stroke="#\w+"|fill="#\w+"', b"", each) for each in patterns}
    assert len(shapes) == len(patterns) == 5


ALL = replace(
    BRAG,
    name="All",
    levels=tuple(replace(BRAG.levels[0], rating=each, name=each.value, letter="abc") for each in Rating),
)
"""More levels than a scale may have: every rating that there is."""

WIDE = replace(
    DELIVERY_CONFIDENCE,
    levels=tuple(
        replace(each, name=f"{each.name} {'w' * (39 - len(each.name))}") for each in DELIVERY_CONFIDENCE.levels
    ),
)


@pytest.mark.parametrize("on", [*SHIPPED, ALL, WIDE], ids=lambda on: on.name)
def test_every_level_has_its_own_pattern_and_its_own_room_in_the_legend(on: Scale) -> None:
    with in_scale(on):
        counts = {each: Count.of(1, len(on.ratings)) for each in on.ratings}
        picture = drawn([TrendPoint(date(2023, 6, 7), counts, counts, len(on.ratings))])
    patterns = [b"".join(map(ElementTree.tostring, pattern)) for pattern in picture.iter(f"{SVG}pattern")]
    shapes = {re.sub(rb'stroke="#\w+"|fill="#\w+"', b"", each) for each in patterns}
    assert len(shapes) == len(patterns) == len(on.levels)
    legend = [each for each in picture.iter(f"{SVG}text") if each.find(f"{SVG}tspan") is not None]
    ends: dict[float, float] = {}
    for each in legend:
        x, y, row = float(each.get("x", "")), float(each.get("y", "")), "".join(each.itertext())
        assert x - 44 >= ends.get(y, 0), row
        ends[y] = x + 8.8 * len(row)
    assert max(ends.values()) <= 960
    panel = next(each for each in picture.iter(f"{SVG}text") if each.get("font-size") == "20")
    assert float(panel.get("y", "")) > max(ends)


def test_a_board_that_did_not_rate_impact_has_no_bar_for_it_and_one_panel_takes_the_width() -> None:
    begun = [replace(APRIL, impact={}), JUNE]
    assert "Impact: not rated." in trend_words(begun)
    assert texts(drawn(begun)).count("Not rated") == 1
    assert "33 -" not in labels(begun)
    with in_scale(replace(BRAG, rates_impact=False)):
        alone = drawn([APRIL, JUNE])
        assert "impact" not in trend_words([APRIL, JUNE]).casefold()
    assert "Impact" not in texts(alone)
    floors = [each.get("d", "") for each in alone.iter(f"{SVG}path") if " H" in each.get("d", "")]
    assert floors[-1].endswith("H944.0")


def test_nothing_in_the_picture_needs_a_policy_to_be_loosened() -> None:
    allowed = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "text", "tspan"}
    for element in drawn(many_points(8)).iter():
        assert element.tag.removeprefix(SVG) in allowed
        assert not [name for name in element.attrib if name in ("style", "class", "href") or name.startswith("on")]


def test_two_pictures_in_one_page_do_not_share_ids() -> None:
    one, other = drawn([APRIL]), drawn([APRIL, JUNE])
    ids = [{element.get("id") for element in picture.iter() if element.get("id")} for picture in (one, other)]
    assert len(ids[0]) == 7
    assert not ids[0] & ids[1]
    used = {re.sub(r"url\(#(.*)\)", r"\1", element.get("fill", "")) for element in one.iter()}
    assert {each for each in used if each.startswith("trend-")} <= ids[0]


def test_only_the_last_eight_meetings_are_shown() -> None:
    points = many_points(11)
    written = texts(drawn(points))
    assert "5 Jan 2022" not in written
    assert len([text for text in written if text.startswith("Total")]) == 16
    assert trend_svg(points) == trend_svg(points[-8:])
    assert trend_words(points) == trend_words(points[-8:])


def test_text_on_a_fill_has_the_contrast_that_reading_needs() -> None:
    for fill, ink in FILLS.values():
        assert contrast(fill, ink) >= 4.5
    picture = drawn([APRIL, JUNE])
    assert contrast(picture.get("fill", ""), "#FFFFFF") >= 4.5
    plates = [element.get("fill") for element in picture.iter(f"{SVG}rect") if element.get("rx")]
    inside = [element.get("fill") for element in picture.iter(f"{SVG}text") if element.get("fill")]
    assert [dict(FILLS.values())[plate or ""] for plate in plates] == inside


COUNTS = st.lists(st.one_of(st.integers(0, 3), st.integers(0, 5000)), min_size=5, max_size=5)


@st.composite
def some_points(draw: st.DrawFn) -> list[TrendPoint]:
    """One to eight meetings; as many actions on impact as on activity."""
    points = []
    for place in range(draw(st.integers(1, 8))):
        activity = draw(COUNTS)
        points.append(
            TrendPoint(
                date(2022, 1, 5) + place * timedelta(days=42),
                counted(*activity),
                counted(*reversed(activity)),
                sum(activity),
            )
        )
    return points


@given(some_points())
@settings(max_examples=60, deadline=None)
def test_whatever_the_counts_every_label_is_there_and_none_covers_another(points: list[TrendPoint]) -> None:
    ratings = [point.activity for point in points] + [point.impact for point in points]
    wanted = [
        f"{counts[rating].count:,} {rating.letter}"
        for counts in ratings
        for rating in (Rating.DONE, Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK, Rating.NOT_STARTED)
        if counts[rating].count
    ]
    assert labels(points) == wanted
    picture = drawn(points)
    places: dict[tuple[str, str], list[float]] = {}
    for text in picture.iter(f"{SVG}text"):
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        assert 0 <= x <= float(picture.get("width", ""))
        assert 0 <= y <= float(picture.get("height", ""))
        places.setdefault((text.get("x", ""), text.get("text-anchor", "start")), []).append(y)
    for column in places.values():
        assert all(below - above >= 15 for above, below in pairwise(sorted(column)))


@given(st.lists(st.integers(1, 500), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_a_segment_is_as_high_as_its_count(counts: list[int]) -> None:
    points = [
        TrendPoint(date(2023, 1, 4) + place * timedelta(days=42), {**NOTHING, Rating.DONE: of(count)}, NOTHING, count)
        for place, count in enumerate(counts)
    ]
    bars = [rect for rect in drawn(points).iter(f"{SVG}rect") if rect.get("fill") == fill_of(Rating.DONE)[0]]
    heights = [float(rect.get("height", "")) + 2 for rect in bars if rect.get("width") == "62"]
    assert heights == [pytest.approx(max(5, 260 * count / max(counts)), abs=0.2) for count in counts]


NOTHING = {rating: Count.of(0, 0) for rating in BRAG.ratings}


def of(count: int) -> Count:
    """A count that is the whole."""
    return Count.of(count, count)


@pytest.mark.parametrize("width", [480, 960, 1440])
def test_the_png_is_as_wide_as_asked(width: int) -> None:
    png = trend_png(sample().trend, width)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (width, pytest.approx(width * picture_ratio(), abs=1))


def picture_ratio() -> float:
    """Height by width of the picture of the sample."""
    picture = drawn(list(sample().trend))
    return float(picture.get("height", "")) / float(picture.get("width", ""))


def test_the_same_counts_give_the_same_png_and_other_counts_another() -> None:
    assert trend_png([APRIL, JUNE], 480) == trend_png([APRIL, JUNE], 480)
    assert trend_png([APRIL, JUNE], 480) != trend_png([JUNE, APRIL], 480)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of `#RRGGBB`."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
