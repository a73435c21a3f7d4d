"""The drawing of the house is that of its imports: what must not be is said, and what is drawn points down."""

import re

import pytest
from grimp import ImportGraph

from tests.docs.architecture import drawing, house_of

FLOORS = ("upper", "lower")
ROOMS = (
    "upper",
    "upper.app",
    "upper.one",
    "upper.one.a",
    "upper.two",
    "upper.two.b",
    "upper.plain",
    "lower",
    "lower.c",
)


def graph(*imports: tuple[str, str]) -> ImportGraph:
    """Two floors, the upper with two rooms, with these imports."""
    made = ImportGraph()
    for each in ROOMS:
        made.add_module(each)
    for importer, imported in imports:
        made.add_import(importer=importer, imported=imported)
    return made


DOWN = (
    ("upper.app", "upper.one.a"),
    ("upper.one.a", "upper.two.b"),
    ("upper.one.a", "upper.plain"),
    ("upper.two.b", "upper.plain"),
    ("upper.two.b", "lower.c"),
)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), ""),
        ((("lower.c", "upper.plain"),), "lower.c imports upper.plain: an arrow upwards"),
        ((("upper.two.b", "upper.one.a"),), "these modules import each other in a circle"),
        ((("upper.two", "upper.one"),), "these rooms lean on each other in a circle"),
        ((("upper.plain", "upper.app"),), "in a circle"),
    ],
)
def test_what_must_not_be_is_said(more: tuple[tuple[str, str], ...], said: str) -> None:
    wrong = house_of(FLOORS, graph(*DOWN, *more)).wrong
    assert bool(wrong) == bool(said)
    assert any(said in each for each in wrong) or not said


def test_every_arrow_points_down_and_one_that_a_longer_way_says_is_left_out() -> None:
    house = house_of(FLOORS, graph(*DOWN))
    picture = drawing(house)
    arrows = re.findall(r'class="arrow" d="([^"]+)"', picture)
    assert len(arrows) == 4, "app to one to two to plain, and the stairs"
    for arrow in arrows[:3]:
        heights = [int(each) for each in re.findall(r",(\d+)", arrow)]
        assert heights == sorted(heights)
    start, end = re.findall(r"(?:M\d+,|V)(\d+)", arrows[3])
    assert int(start) < int(end)
    assert drawing(house_of(FLOORS, graph(*reversed(DOWN)))) == picture


def test_open_modules_stand_above_the_rooms_that_they_lead_into_or_below() -> None:
    def standing(*imports: tuple[str, str]) -> dict[str, tuple[str, ...]]:
        return {room.name: room.modules for room in house_of(FLOORS, graph(*imports)).rooms["upper"]}

    assert standing(*DOWN) == {"above the rooms": ("app",), "below the rooms": ("plain",), "one": (), "two": ()}
    assert standing(*DOWN[1:]) == {"below the rooms": ("app", "plain"), "one": (), "two": ()}
