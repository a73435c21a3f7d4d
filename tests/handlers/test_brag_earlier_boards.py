"""`/brag` of an earlier board: as it was frozen, with its own previous, for those who may see it."""

from collections.abc import Callable
from datetime import date

import pytest

from handlers.plain_text import in_words
from models.record.database import Database
from tests.asking import Clock, Somebody, freeze_for, tables
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]


@no_sql_differs
def test_the_last_board_stands_as_it_was_frozen_with_its_own_previous(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    before = chair.types("/brag").data["previous"]
    as_person("workforce.sro@example.org").types("/update 2.4 green/amber the campaign is running")
    card = chair.types("/brag last board")
    assert card.title == "BRAG position for 26 April 2023"
    assert card.data["current"]["activity"] == before["activity"]
    assert card.data["current"]["impact"] == before["impact"]
    assert card.data["previous"]["meeting"] == "2023-03-15"
    words = in_words(card)
    assert "BRAG ratings, previous board (15 March 2023) and this one (26 April 2023)" in words
    assert "52 of 65 (80.00%), down from 53 of 65 (81.54%) on 15 March 2023." in words
    assert "Updates expected, received and missing: not recorded." in words
    assert "Days overdue are reckoned to 26 April 2023. Data month: March 2023." in words


@pytest.mark.parametrize(
    "typed", ["26 April 2023", "26/04/2023", "2023-04-26", "26 April", "the board of Wed 26 April 2023, please"]
)
@no_sql_differs
def test_a_board_by_its_day(as_person: Asked, typed: str) -> None:
    card = as_person("chair@example.org").types(f"/brag workforce {typed}")
    assert card.title == "BRAG position for 26 April 2023: Workforce Board"


def test_every_view_of_an_earlier_board(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    overview = chair.types("/brag 26 April 2023 workforce")
    for label, title in (
        ("What moved", "Movements"),
        ("Done without impact", "Done without impact"),
        ("Slow", "Slow to progress"),
        ("Overdue", "Overdue"),
        ("Reds", "Reds"),
        ("Trend", "Trend"),
    ):
        view = chair.presses(overview, label)
        assert view.title == f"{title} for 26 April 2023: Workforce Board"
        assert chair.presses(view, "Back to the table").title == overview.title
        assert chair.presses(view, "As it stands now").title == f"{title} for 7 June 2023: Workforce Board"
    overdue = chair.types("/brag overdue 26 April 2023 2.4")
    assert tables(overdue)[0].rows[0][5] == "26"
    assert chair.types("/brag moves 26 April 2023").data["since"] == "2023-03-15"
    assert chair.types("/brag trend 15 March 2023").data["trend"][-1]["meeting"] == "2023-03-15"


@no_sql_differs
def test_moves_since_the_last_board_are_those_of_now(as_person: Asked) -> None:
    assert as_person("chair@example.org").types("/brag moves since the last board").data["since"] == "2023-04-26"


@no_sql_differs
def test_what_is_not_published_is_seen_by_those_who_see_drafts(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    freeze_for(example, clock, date(2023, 6, 7))
    clock.set("2023-06-12 10:00")
    for who in ("chair@example.org", "secretary@example.org", "governance@example.org"):
        assert as_person(who).types("/brag last board").title == "BRAG position for 7 June 2023"
        assert as_person(who).types("/brag 7 June 2023").data["current"]["total"] == 64
    for who in ("workforce.sro@example.org", "adviser@example.org", "hscp.chair@example.org"):
        assert as_person(who).types("/brag last board").title == "BRAG position for 26 April 2023"
        refused = as_person(who).types("/brag 7 June 2023")
        assert "The figures of the board of 7 June 2023 are not published." in in_words(refused)
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    freeze_for(example, clock, date(2023, 6, 7))
    assert as_person("adviser@example.org").types("/brag last board").title == "BRAG position for 7 June 2023"


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("27 April 2023", "The improvement board did not meet on 27 April 2023. Did you mean 1 February 2023,"),
        ("19 July 2023", "19 July 2023 is still ahead"),
        ("31/09/2023", "has no day 31"),
        ("last board 15 March 2023", "One board at a time, please."),
    ],
)
def test_a_day_without_a_board_is_said(as_person: Asked, typed: str, said: str) -> None:
    card = as_person("chair@example.org").types(f"/brag {typed}")
    assert card.title == "That did not work"
    assert said in in_words(card)
