"""Filters of `/brag`: board, area, SRO, ref and rating in any order and case; what is unclear is said, not guessed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers.brag.figures import LISTED
from handlers.plain_text import in_words
from models.plan.ratings import BRAG, Colour, Scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS, RAG
from models.record.database import Database
from tests.asking import Somebody, tables
from tests.databases import Engine
from tests.scales import speak

WORKFORCE_REDS = ["2.1", "2.4"]


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """A filter is words; the position that it narrows is read on both databases by other tests."""
    return sqlite


@pytest.mark.parametrize(
    "filters",
    [
        "workforce red",
        "red workforce",
        "RED Workforce",
        "Workforce Board, red",
        "red workforce delivery board",
        '"Workforce Board" reds rating:red',
        "board:workforce r",
        "rating:Red board:workforce",
    ],
)
def test_a_board_and_a_rating_in_any_order_and_case(as_person: Callable[[str], Somebody], filters: str) -> None:
    card = as_person("chair@example.org").types(f"/brag {filters.replace('reds ', '')}")
    assert card.data["current"]["total"] == 2
    assert [each["ref"] for each in card.data["reds"]] == WORKFORCE_REDS
    assert "Workforce Board" in card.title
    assert "Red" in card.title


@pytest.mark.parametrize(
    ("filters", "total", "covers"),
    [
        ("send", 8, "SEND Strategic Board"),
        ("SEND Board", 8, "SEND Strategic Board"),
        ("send strategy board", 8, "SEND Strategic Board"),
        ("board:hscp", 7, "Safeguarding Children's Partnership"),
        ("area 7", 7, "area 7"),
        ("area:7", 7, "area 7"),
        ("2.4", 1, "action 2.4"),
        ("ref:2.4", 1, "action 2.4"),
        ("7.5, 2.4", 2, "action 7.5, action 2.4"),
        ("workforce.sro@example.org", 12, "Workforce SRO"),
        ("sro:workforce", 12, "Workforce SRO"),
        ('"Workforce SRO"', 12, "Workforce SRO"),
        ("hscp sro", 7, "HSCP SRO"),
        ("please show me the workforce actions", 11, "Workforce Board"),
        ("which of the actions are a green for us, please?", 23, "Green"),
        ("green", 23, "Green"),
        ("g blue", 44, "Green, Blue"),
        ("area 2 workforce 2.4 2.1", 2, "area 2, Workforce Board, action 2.4, action 2.1"),
    ],
)
def test_one_filter(as_person: Callable[[str], Somebody], filters: str, total: int, covers: str) -> None:
    card = as_person("chair@example.org").types(f"/brag {filters}")
    assert card.data["current"]["total"] == total
    assert card.title == f"BRAG position for 7 June 2023: {covers}"
    position, *listed = tables(card)
    assert position.rows[-1][2] == str(total)
    picked_out = any(word in covers for word in ("action", "Green"))
    assert [len(each.rows) for each in listed] == ([min(total, LISTED)] if picked_out else [])


def test_the_boards_add_up_to_the_whole(as_person: Callable[[str], Somebody]) -> None:
    chair = as_person("chair@example.org")
    boards = ("practice", "workforce", "commissioning", "hscp", "cpb", "cypp", "send")
    each = [chair.types(f"/brag {board}").data["current"] for board in boards]
    assert sum(one["total"] for one in each) == 64
    assert sum(one["activity"]["amber"]["count"] for one in each) == 18
    assert chair.types(f"/brag {' '.join(boards)}").data["current"]["total"] == 64


def test_of_what_a_rating_picks_out_no_share_is_said(as_person: Callable[[str], Somebody]) -> None:
    chair = as_person("chair@example.org")
    card = chair.types("/brag red")
    assert "3 actions are Red by either rating; 8 were on 26 April 2023." in in_words(card)
    assert "%" not in in_words(card)
    assert "On track" not in in_words(card)
    assert "rounding" not in in_words(chair.types("/brag green amber"))
    assert card.data["current"]["activity"]["red"] == {"count": 2, "percent": None}
    assert "No action is Red by either rating; 1 was on 26 April 2023." in in_words(chair.types("/brag red area 5"))
    assert "1 action is Blue or Red by either rating; " in in_words(chair.types("/brag red blue 2.4"))


def test_words_of_courtesy_are_not_listed_back_and_what_has_no_meaning_is(
    as_person: Callable[[str], Somebody],
) -> None:
    chair = as_person("chair@example.org")
    typed = "/brag could you please show me the reds, thanks"
    assert in_words(chair.types(typed)) == in_words(chair.types("/brag reds"))
    words = in_words(chair.types("/brag please show me the reds of workforse"))
    assert "I do not understand “workforse”. Did you mean workforce" in words
    assert "What I understood\n• the view “reds”\nFor example" in words


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("April", "26 April 2023"),
        ("reds in april", "26 April 2023"),
        ("March 2023", "15 March 2023"),
        ("june", "7 June 2023"),
        ("7 June", "7 June 2023"),
        ("next board", "7 June 2023"),
        ("greens", "7 June 2023: Green"),
        ("may I see the ambers", "7 June 2023: Amber"),
        ("Workforce SRO's position", "7 June 2023: Workforce SRO"),
        ("Safeguarding Children's Partnership", "7 June 2023: Safeguarding Children's Partnership"),
    ],
)
def test_months_plurals_and_whose_position(as_person: Callable[[str], Somebody], typed: str, title: str) -> None:
    assert as_person("chair@example.org").types(f"/brag {typed}").title.endswith(f" for {title}")


def test_a_month_without_a_board_names_those_near_it(as_person: Callable[[str], Somebody]) -> None:
    words = in_words(as_person("chair@example.org").types("/brag May"))
    assert "There are no figures of a board in May 2023. Did you mean 15 March 2023, 26 April 2023 or 7 June" in words


@pytest.mark.parametrize("typed", ["/brag help", "/brag please help me", "/brag ?", "/help brag"])
def test_help_with_brag(as_person: Callable[[str], Somebody], typed: str) -> None:
    words = in_words(as_person("chair@example.org").types(typed))
    assert "• /brag moves worse" in words
    assert "/update" not in words


@pytest.mark.parametrize(("typed", "covers"), [("red?", "Red"), ("a", "Amber"), ("is there a red", "Red")])
def test_a_question_and_an_article(as_person: Callable[[str], Somebody], typed: str, covers: str) -> None:
    assert as_person("chair@example.org").types(f"/brag {typed}").title == f"BRAG position for 7 June 2023: {covers}"


def test_mine_are_the_actions_of_my_posts(as_person: Callable[[str], Somebody]) -> None:
    assert as_person("send.sro@example.org").types("/brag mine").data["current"]["total"] == 8


@pytest.mark.parametrize("filters", ["mine", "area 7 send"])
def test_nothing_matches(as_person: Callable[[str], Somebody], filters: str) -> None:
    words = in_words(as_person("chair@example.org").types(f"/brag {filters}"))
    assert "0 of 0" not in words
    assert "No action" in words


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("workforse", "Did you mean workforce"),
        ("ambre", "Did you mean amber"),
        ("mooves", "Did you mean moves"),
        ("area 99", "The plan has no area 99."),
        ("area:9999999999", "The plan has no area 9999999999."),
        (f"area {'9' * 2500}", "The plan has no area 9999"),
        ("7", "Did you mean area 7?"),
        ("2.4 to the marketing 2.4", "I do not understand “marketing”."),
        ("area ²", "The plan has no area ²."),
        ("area:²", "The plan has no area ²."),
        ("99.1", "The plan has no action 99.1."),
        ("colour:red", "“colour:red”"),
        ("sro:nobody", "“nobody”"),
        ("board:parks", "“parks” is no board here."),
    ],
)
def test_an_unknown_word_gets_a_suggestion_and_an_example(
    as_person: Callable[[str], Somebody], filters: str, said: str
) -> None:
    card = as_person("chair@example.org").types(f"/brag red {filters}")
    words = in_words(card)
    assert card.title == "That did not work"
    assert said in words
    assert "What I understood\n• Red" in words
    assert "For example: /brag workforce red" in words


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("sro", ("Workforce SRO", "SEND SRO")),
        ("partnership", ("Safeguarding Children's Partnership", "Children and Young People's Partnership")),
        ("board:partnership", ("Safeguarding Children's Partnership", "Children and Young People's Partnership")),
    ],
)
def test_a_word_with_several_meanings_is_not_guessed_at(
    as_person: Callable[[str], Somebody], word: str, candidates: tuple[str, ...]
) -> None:
    card = as_person("chair@example.org").types(f"/brag {word}")
    assert card.title == "That did not work"
    assert all(candidate in in_words(card) for candidate in candidates)


@pytest.mark.parametrize(
    ("of", "filters", "covers"),
    [
        (PROGRESS, "not on track", "Not on track"),
        (PROGRESS, "Some issues workforce", "Some issues, Workforce Board"),
        (PROGRESS, "workforce some issues", "Workforce Board, Some issues"),
        (PROGRESS, "which are not on track?", "Not on track"),
        (PROGRESS, "off track", "Not on track"),
        (PROGRESS, "at risk and delivered", "Some issues, Delivered"),
        (PROGRESS, "red", "Not on track"),
        (PROGRESS, "rating:delivered", "Delivered"),
        (PROGRESS, "not started", "Not rated"),
        (RAG, "ambers", "Amber"),
        (RAG, "how many are complete?", "Complete"),
        (RAG, "done", "Complete"),
        (DELIVERY_CONFIDENCE, "amber/green", "Amber/Green"),
        (DELIVERY_CONFIDENCE, "AG amber", "Amber/Green, Amber"),
        (DELIVERY_CONFIDENCE, "amber green", "Amber, Green"),
        (DELIVERY_CONFIDENCE, "off track", "Amber/Red, Red"),
        (DELIVERY_CONFIDENCE, "on track", "Green, Amber/Green"),
        (BRAG, "off track", "Red"),
        (BRAG, "on track at risk", "Green, Amber"),
        (BRAG, "complete", "Blue"),
    ],
)
def test_ratings_in_the_words_of_the_scale_and_of_the_rules(
    as_person: Callable[[str], Somebody], example: Database, of: Scale, filters: str, covers: str
) -> None:
    speak(example, of)
    assert as_person("chair@example.org").types(f"/brag {filters}").title.endswith(f": {covers}")


@pytest.mark.parametrize(
    ("of", "said", "title"),
    [
        (PROGRESS, "which actions are not on track?", "Progress position for 7 June 2023: Not on track"),
        (PROGRESS, "show me what has some issues", "Progress position for 7 June 2023: Some issues"),
        (PROGRESS, "which are on track?", "Progress position for 7 June 2023: On track"),
        (PROGRESS, "why is 2.4 not on track?", "2.4 "),
        (PROGRESS, "2.4 delivered?", "2.4 "),
        (DELIVERY_CONFIDENCE, "show me the amber/greens", "Delivery confidence position for 7 June 2023: Amber/Green"),
        (DELIVERY_CONFIDENCE, "why is 2.4 amber/red?", "2.4 "),
        (BRAG, "are we on track?", "BRAG position for 7 June 2023"),
    ],
)
def test_ratings_in_sentences(
    as_person: Callable[[str], Somebody], example: Database, of: Scale, said: str, title: str
) -> None:
    speak(example, of)
    found = as_person("chair@example.org").says(said).title
    assert found.startswith(title) if title == "2.4 " else found == title


def test_a_colour_that_is_no_rating_here_is_told_which_ratings_there_are(
    as_person: Callable[[str], Somebody], example: Database
) -> None:
    twice = tuple(replace(each, colour=Colour.PURPLE) for each in PROGRESS.levels)
    speak(example, replace(PROGRESS, levels=twice))
    card = as_person("chair@example.org").types("/brag workforce reds red")
    said = in_words(card)
    assert "I do not understand “red”. The ratings are Delivered, On track, Some issues and Not on track." in said
    assert "/brag workforce not on track" in said
