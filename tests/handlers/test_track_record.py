"""The track record, through the doors: the example's figures, who may see it, and what never has it."""

import json
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from sqlmodel import Session, col, select

from handlers.cards import Card, Table
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.boards.boards import Meeting
from models.packs.packs import Pack
from models.plan.ratings import Rating
from models.position.snapshots import Snapshot, SnapshotRow
from models.record.database import Database
from tests.asking import Clock, Somebody, buttons, freeze_for, tables
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]

WORKFORCE_SLIPS = [
    ("2.3", "2023-03-15", "2023-06-07"),
    ("8.4", "2023-02-01", "2023-04-26"),
    ("2.1", "2022-12-21", "2023-03-15"),
    ("2.4", "2022-12-21", "2023-03-15"),
    ("8.4", "2022-12-21", "2023-03-15"),
    ("2.1", "2022-11-09", "2023-02-01"),
    ("2.4", "2022-11-09", "2023-02-01"),
]
"""By hand from the example's boards. Its Workforce Board had so many Greens that two boards followed: 2.1 3, 2.2 4,
2.3 4, 2.4 3, 2.5 1, 2.6 3, 2.7 1, 4.1 3, 8.1 2, 8.3 4 and 8.4 4: 32, of which these 7 did not hold.
"""


def of_post(card: Card, post: str, board: str) -> Mapping[str, object]:
    found: Mapping[str, object] = next(
        each for each in card.data["posts"] if (each["post"], each["board"]) == (post, board)
    )
    return found


def greens_counted(session: Session) -> tuple[int, int]:
    """Greens that two boards followed and those of them that did not hold, counted row by row."""
    boards: list[dict[int, Rating]] = []
    for snapshot in session.exec(select(Snapshot).join(Meeting).order_by(col(Meeting.on))):
        rows = session.exec(select(SnapshotRow).where(SnapshotRow.snapshot_id == snapshot.id))
        boards.append({row.action_id: row.activity for row in rows})
    later = [
        after[action]
        for said, after in zip(boards, boards[2:], strict=False)
        for action, rating in said.items()
        if rating is Rating.ON_TRACK and action in after
    ]
    return len(later), sum(each in (Rating.AT_RISK, Rating.OFF_TRACK) for each in later)


def test_the_example_on_7_june(as_person: Asked, example: Database, clock: Clock) -> None:
    card = as_person("chair@example.org").types("/brag track record")
    workforce = of_post(card, "Workforce SRO", "Workforce Board")
    assert (workforce["greens"], workforce["slipped"]) == (32, 7)
    assert "Ratings of the boards from 28 September 2022 to 15 March 2023, each looked at again two" in in_words(card)
    assert "7 of 32 Greens were Amber or Red two boards later" in in_words(card)
    assert "2 Greens are two boards old: too few to tell" in in_words(card)  # 1.4, of the Corporate Parenting Board
    told = card.data["track_record"]
    freeze_for(example, clock, date(2023, 6, 7))
    with example.read() as session:
        assert (told["greens"], told["slipped"]) == (169, 36) == greens_counted(session)
    for by in ("boards", "posts"):
        assert sum(each["greens"] for each in card.data[by]) == 169
        assert sum(each["slipped"] for each in card.data[by]) == 36


def test_an_sro_sees_their_own_and_which_did_not_hold(as_person: Asked) -> None:
    card = as_person("workforce.sro@example.org").types("/action track")
    told = card.data["track_record"]
    assert (told["greens"], told["slipped"]) == (34, 7)  # with the 2 at the Corporate Parenting Board
    assert [(each["ref"], each["board"], each["later"]) for each in card.data["slipped"]] == WORKFORCE_SLIPS
    assert "7 of 34 Greens were Amber or Red two boards later." in in_words(card)
    (listed,) = tables(card)
    assert listed.rows[0][2:] == ("15 March 2023", "Green", "7 June 2023", "Amber")


@no_sql_differs
def test_nobody_is_ranked_and_nothing_is_shared(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    card = chair.types("/brag track record")
    boards, posts = tables(card)
    for each in (boards, posts):
        assert [row[0] for row in each.rows] == sorted(row[0] for row in each.rows)
        assert not each.sortable
    assert "Share here" not in [each.label for each in buttons(card)]
    refused = chair.types("/brag track record share")
    assert not refused.shared
    assert "is not shared in a channel" in in_words(refused)


@no_sql_differs
@pytest.mark.parametrize("person", ["workforce.sro", "adviser", "observer", "governance", "fostering", "send.sro"])
def test_who_neither_chairs_nor_directs_is_refused(as_person: Asked, person: str) -> None:
    words = in_words(as_person(f"{person}@example.org").types("/brag track record workforce"))
    assert "it is for chairs, the director and the secretariat; your own is “/action track”" in words
    assert "Greens" not in words


@no_sql_differs
def test_a_delegate_does_not_see_the_record_of_the_post(as_person: Asked) -> None:
    as_person("workforce.sro@example.org").types("/return delegate fostering@example.org until 23 Jun")
    card = as_person("fostering@example.org").types("/action track")
    assert card.data["slipped"] == []
    assert "Greens" not in in_words(card)


@no_sql_differs
@pytest.mark.parametrize(
    ("person", "asked", "title"),
    [
        ("chair", "what is the track record of workforce?", "Track record for 7 June 2023: Workforce Board"),
        ("director", "/brag record area 2", "Track record for 7 June 2023: area 2"),
        ("secretary", "/brag track record workforce", "Track record for 7 June 2023: Workforce Board"),
        ("workforce.sro", "what is my track record?", "Your track record"),
        ("workforce.sro", "/action track record", "Your track record"),
    ],
)
def test_how_it_is_asked_for(as_person: Asked, person: str, asked: str, title: str) -> None:
    somebody = as_person(f"{person}@example.org")
    card = somebody.types(asked) if asked.startswith("/") else somebody.says(asked)
    assert card.title.startswith(title)


def test_what_the_coming_board_adds_its_sro_sees_first(as_person: Asked, example: Database, clock: Clock) -> None:
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    sro, chair = as_person("workforce.sro@example.org"), as_person("chair@example.org")
    clock.set("2023-07-06 10:00")  # its returns are due, and the freeze is ahead
    sro.types("/update 2.6 amber/grey the lease is delayed")
    mine = [each["ref"] for each in sro.types("/action track").data["slipped"]]
    assert "2.6" in mine
    before = of_post(chair.types("/brag track record"), "Workforce SRO", "Workforce Board")
    assert (before["greens"], before["slipped"]) == (32, 7)
    clock.set("2023-07-11 10:00")
    after = of_post(chair.types("/brag track record"), "Workforce SRO", "Workforce Board")
    assert (after["greens"], after["slipped"]) == (35, 9)  # 2.3, 2.6 and 8.3 were Green on 26 April


def test_forecasts_against_what_came(as_person: Asked, clock: Clock) -> None:
    sro = as_person("workforce.sro@example.org")
    evidence = "evidence: https://example.org/it"
    sro.types("/update 1.4 green/grey on its way; forecast: 20 Jun")
    sro.types("/update 2.6 green/grey on its way; forecast: 14 Jun")
    sro.types("/update 8.4 amber/grey slow; forecast: 12 Jun")
    clock.set("2023-06-12 10:00")
    sro.types("/update 8.4 amber/grey slower; forecast: 30 Sep")  # the one before is a forecast, too
    clock.set("2023-06-16 10:00")
    sro.types(f"/update 1.4 blue/grey it is done; {evidence}")
    clock.set("2023-06-26 10:00")
    sro.types(f"/update 2.6 blue/grey it is done; {evidence}")
    clock.set("2023-06-27 10:00")
    told = sro.types("/action track").data["track_record"]
    # 1.4: 20 June, and the file's 15 September; 2.6: 14 June, and the file's 22 September; 8.4: 12 June
    assert (told["kept"], told["late"], told["passed_and_not_done"]) == (3, [12], 1)
    words = in_words(sro.types("/action track"))
    assert "3 of 5 forecasts were kept; 1 came 12 days later; 1 has passed with the action not done." in words


@no_sql_differs
def test_no_pack_has_it(as_person: Asked, example: Database, example_dispatcher: Dispatcher) -> None:
    as_person("secretary@example.org").types("/pack compile")
    with example.read() as session:
        stored = json.dumps(session.exec(select(Pack)).one().contents)
    assert "two boards later" not in stored
    assert example_dispatcher.organisation.id is not None


@no_sql_differs
def test_before_two_boards_have_followed_it_says_so(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        for each in session.exec(select(Snapshot).order_by(col(Snapshot.id))).all()[:-1]:
            each.published_at = None
            session.add(each)
    as_person("workforce.sro@example.org").types("/update 2.3 no change")
    card = as_person("chair@example.org").types("/brag track record")
    assert "No Green is two boards old: too few to tell." in in_words(card)
    assert not [each for each in card.body if isinstance(each, Table)]
