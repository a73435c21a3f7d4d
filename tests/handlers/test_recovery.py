"""The recovery of a Red: who carries it out and by when, followed from board to board until it is back on track."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from handlers.cards import Card, Text
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.recovery_words import dates_said, review_said
from models.packs.packs import Pack
from models.position.recovery import _followed
from models.record.database import Database
from tests.asking import Clock, Somebody, freeze_for
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"
PLAN = "cause: no officer; action: a second campaign"
THIRD = "Third recovery date: 30 June, 31 August, now 30 September 2023."


def strong(card: Card) -> list[str]:
    return [each.text for each in card.body if isinstance(each, Text) and each.style == "strong"]


@pytest.fixture
def third(as_person: Asked, example: Database, clock: Clock) -> Somebody:
    """The SRO of 2.4, Red with a third recovery date at the board of 30 August."""
    sro = as_person(WORKFORCE)
    for on, recovery, board in (
        ("2023-05-25", "30 Jun 2023", date(2023, 6, 7)),
        ("2023-07-03", "31 Aug 2023", date(2023, 7, 19)),
        ("2023-08-10", "30 Sep 2023", None),
    ):
        clock.set(f"{on} 10:00")
        said = f"/update 2.4 red/red Nothing yet. {PLAN}; recovery: {recovery}"
        assert sro.types(said).title.startswith("Recorded"), on
        if board:
            freeze_for(example, clock, board, published=True)
    return sro


@no_sql_differs
def test_a_third_date_stands_out_wherever_the_red_is_told(
    third: Somebody, as_person: Asked, example: Database, example_dispatcher: Dispatcher, clock: Clock
) -> None:
    chair, secretary = as_person(CHAIR), as_person(SECRETARY)
    shown = third.types("/action 2.4")
    assert THIRD in strong(shown)
    assert shown.data["recovery_dates"] == ["2023-06-30", "2023-08-31", "2023-09-30"]
    assert THIRD in strong(chair.types("/brag reds"))
    assert {each["ref"]: len(each["recovery_dates"]) for each in chair.types("/brag reds").data["reds"]}["2.4"] == 3
    page = example_dispatcher.view(chair.id, "page.action", text="2.4")
    assert page.recovery == (THIRD,)
    dashboard = example_dispatcher.view(chair.id, "page.dashboard", values={})
    assert {each.ref: each.recovery for each in dashboard.reds}["2.4"] == (THIRD,)
    clock.set("2023-08-18 10:00")
    secretary.types("/pack compile")
    with example.read() as session:
        (contents,) = [each.contents for each in session.exec(select(Pack))]
    assert {each["ref"]: each["recovery"] for each in contents["reds"] if each["recovery"]} == {"2.4": [THIRD]}


@no_sql_differs
def test_back_on_track_the_dates_begin_anew(third: Somebody, example: Database, clock: Clock) -> None:
    clock.set("2023-08-14 10:00")
    third.types("/update 2.4 green/green Two households approved.")
    freeze_for(example, clock, date(2023, 8, 30), published=True)
    clock.set("2023-09-05 10:00")
    card = third.types(f"/update 2.4 red/red Both have left. {PLAN}; recovery: 31 Oct 2023")
    assert card.title.startswith("Recorded")
    shown = third.types("/action 2.4")
    assert shown.data["recovery_dates"] == ["2023-10-31"]
    assert "recovery date:" not in in_words(shown).replace("Recovery date:", "")


@no_sql_differs
def test_who_by_when_and_the_next_review_are_kept_and_printed(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-05-25 10:00")
    sro = as_person(WORKFORCE)
    recovers = "recovery: 31 Aug 2023; carried out by: Head of Fostering; by when: 30 Jun 2023; next review: 2 Jun 2023"
    assert sro.types(f"/update 2.4 red/red Nothing yet. {PLAN}; {recovers}").title.startswith("Recorded")
    card = sro.types("/update 2.4 red/red Still nothing.")
    assert "who carries" not in in_words(card)
    assert "Carried out by: Head of Fostering" in in_words(card)
    reds = in_words(as_person(CHAIR).types("/brag reds"))
    for said in ("Carried out by: Head of Fostering", "To be done by: 30 June 2023", "Next review: 2 June 2023"):
        assert said in reds
    clock.set("2023-06-05 10:00")
    late = "Its review was due on 2 June 2023, and no update has come since."
    assert late in strong(as_person(CHAIR).types("/brag reds"))
    assert late in strong(sro.types("/action 2.4"))
    assert sro.types("/update 2.4 no change").title.startswith("No change recorded")
    assert late not in in_words(sro.types("/action 2.4"))


@no_sql_differs
def test_the_form_asks_for_it_only_of_what_recovers(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    asked = {"recovery_owner", "recovery_by", "next_review"}
    assert asked <= {each.name for each in sro.opens("/update 2.4").inputs}
    green = sro.opens("/update 2.5")
    assert not asked & {each.name for each in green.inputs}


@pytest.mark.parametrize(
    ("dates", "now", "said"),
    [
        ((), None, ""),
        ((date(2023, 6, 30),), date(2023, 6, 30), ""),
        ((date(2023, 6, 30),), None, "No recovery date now; before it was 30 June 2023."),
        (
            (date(2022, 12, 31), date(2023, 1, 31)),
            date(2023, 1, 31),
            "Second recovery date: 31 December 2022, now 31 January 2023.",
        ),
    ],
)
def test_dates_in_words(dates: tuple[date, ...], now: date | None, said: str) -> None:
    assert dates_said(dates, now) == said


def test_a_review_has_passed_on_the_day_after_and_where_nothing_was_said_since() -> None:
    review, before = date(2023, 6, 2), date(2023, 5, 25)
    assert review_said(review, before, review) == ""
    assert review_said(review, before, review + timedelta(days=1)).startswith("Its review was due on 2 June 2023")
    assert review_said(review, review + timedelta(days=1), review + timedelta(days=2)) == ""


DAYS = st.dates(date(2023, 1, 1), date(2023, 1, 6))
BOARDS = st.lists(st.tuples(st.none() | DAYS, st.booleans()), max_size=8)


@given(BOARDS, st.none() | DAYS)
def test_no_date_follows_itself_and_none_is_from_before_it_was_last_on_track(
    boards: list[tuple[date | None, bool]], now: date | None
) -> None:
    found = _followed(boards, now)
    assert all(one != other for one, other in pairwise(found))
    assert not now or found[-1] == now
    on_track = max((at for at, (_, recovering) in enumerate(boards) if not recovering), default=-1)
    assert set(found) <= {on for on, _ in boards[on_track + 1 :]} | {now}
