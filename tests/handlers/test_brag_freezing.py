"""Live until the freeze, then fixed; "previous" is the last published board, whatever has been frozen since."""

from collections.abc import Callable
from datetime import date

from sqlmodel import select

from handlers.plain_text import in_words
from models.boards.boards import Board
from models.people.people import Post
from models.plan.actions import Action, Area
from models.plan.refs import ref_order
from models.record.database import Database
from tests.asking import Clock, Somebody, freeze_for
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
JUNE, JULY = date(2023, 6, 7), date(2023, 7, 19)
BACK_ON_TRACK = "green/amber the campaign is running; back to green 30 Sep"


@no_sql_differs
def test_frozen_figures_do_not_move(as_person: Asked, example: Database, clock: Clock) -> None:
    clock.set("2023-05-26 18:00")
    freeze_for(example, clock, JUNE)
    chair, sro = as_person("chair@example.org"), as_person("workforce.sro@example.org")
    asked = ("/brag", "/brag moves", "/brag gap", "/brag slow", "/brag reds", "/brag workforce", "/brag red")
    before = {line: chair.types(line) for line in asked}
    assert before["/brag"].data["frozen"] is True
    assert "Frozen: these are the figures as fixed on 26 May 2023, 18:00." in in_words(before["/brag"])

    clock.set("2023-06-01 10:00")
    assert sro.types(f"/update 2.4 {BACK_ON_TRACK}").data["meeting"] == "2023-07-19"
    assert {line: chair.types(line) for line in asked} == before


@no_sql_differs
def test_the_days_overdue_of_frozen_figures_are_those_of_the_meeting(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    clock.set("2023-05-26 18:00")
    freeze_for(example, clock, JUNE)
    card = as_person("chair@example.org").types("/brag")
    assert {each["days_overdue"] for each in card.data["reds"]} == {68}
    assert "Days overdue are reckoned to 7 June 2023." in in_words(card)


@no_sql_differs
def test_an_update_before_the_freeze_moves_the_live_figures(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    assert as_person("workforce.sro@example.org").types(f"/update 2.4 {BACK_ON_TRACK}").data["meeting"] == "2023-06-07"
    assert chair.types("/brag").data["current"]["on_track"] == {"count": 45, "percent": "70.31", "carried": 0}
    assert [each["ref"] for each in chair.types("/brag").data["reds"]] == ["2.1", "7.5"]


@no_sql_differs
def test_previous_is_the_last_published_board(as_person: Asked, example: Database, clock: Clock) -> None:
    chair = as_person("chair@example.org")
    freeze_for(example, clock, JUNE)
    clock.set("2023-06-12 10:00")
    unpublished = chair.types("/brag").data
    assert unpublished["meeting"] == "2023-07-19"
    assert unpublished["previous"]["meeting"] == "2023-04-26"


@no_sql_differs
def test_a_frozen_board_that_is_not_compared_with_is_named_with_who_publishes_it(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    chair, secretary = as_person("chair@example.org"), as_person("secretary@example.org")
    said = "The figures of 7 June 2023 are frozen but not published, so not compared with yet: "
    asked = ("/brag", "/brag moves", "/brag reds", "/brag workforce red", "/brag slow")
    freeze_for(example, clock, JUNE)
    assert not any("not published" in in_words(chair.types(line)) for line in asked), "it is the coming board"
    clock.set("2023-06-21 10:00")
    for line in asked:
        assert f"{said}the secretariat does it." in in_words(chair.types(line)), line
        assert f"{said}“/pack publish” does it." in in_words(secretary.types(line)), line
    assert said not in in_words(chair.types("/brag overdue")), "which looks at no earlier board"
    shown = secretary.dispatcher.view(secretary.id, "page.dashboard").position
    assert f"{said}“/pack publish” does it." in [getattr(each, "text", "") for each in shown]
    assert said not in in_words(chair.types("/brag 26 April 2023")), "nothing was frozen between its board and the last"
    freeze_for(example, clock, JUNE, published=True)
    assert "not published" not in in_words(chair.types("/brag"))


@no_sql_differs
def test_unchanged_and_up(as_person: Asked, example: Database, clock: Clock) -> None:
    chair = as_person("chair@example.org")
    freeze_for(example, clock, JUNE, published=True)
    clock.set("2023-06-12 10:00")
    card = chair.types("/brag")
    assert card.data["previous"]["meeting"] == "2023-06-07"
    assert card.data["current"]["on_track"] == {**card.data["previous"]["on_track"], "carried": 44}
    assert "44 of 64 (68.75%), unchanged from 44 of 64 (68.75%) on 7 June 2023." in in_words(card)
    assert card.data["total_change"] == {"left": [], "joined": [], "unexplained": []}
    assert "The total" not in in_words(card)

    as_person("workforce.sro@example.org").types(f"/update 2.4 {BACK_ON_TRACK}")
    assert "45 of 64 (70.31%), up from 44 of 64 (68.75%) on 7 June 2023." in in_words(chair.types("/brag"))


def test_a_share_that_stays_while_the_count_moves_is_called_so(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        for action in session.exec(select(Action).where(Action.ref == "2.4")):
            action.ended_on = JUNE
            session.add(action)
    words = in_words(as_person("chair@example.org").types("/brag 2.1 2.4"))
    assert "0 of 1 (0.00%), unchanged in share from 0 of 2 (0.00%) on 26 April 2023." in words


@no_sql_differs
def test_after_the_freeze_everything_is_owed_for_the_next_meeting(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    freeze_for(example, clock, JUNE)
    owed = as_person("workforce.sro@example.org").types("/update")
    assert owed.data["meeting"] == "2023-07-19"
    assert "until the freeze" in in_words(as_person("workforce.sro@example.org").types("/update 2.3 no change"))


def test_an_unexplained_change_of_the_total_is_flagged(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        gone = session.exec(select(Action).where(Action.ref == "5.6")).one()
        gone.reason = None
        session.add(gone)
    card = as_person("chair@example.org").types("/brag")
    assert card.data["total_change"]["unexplained"] == ["5.6"]
    assert "The total changed without a recorded reason for 5.6." in in_words(card)


@no_sql_differs
def test_an_action_added_without_a_reason_is_flagged(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        action = session.exec(select(Action).where(Action.ref == "3.6")).one()
        session.add(Action(plan_id=action.plan_id, ref="3.7", ref_order=ref_order("3.7"), title="Added", added_on=JUNE))
    card = as_person("chair@example.org").types("/brag")
    assert card.data["current"]["total"] == 65
    assert card.data["total_change"]["unexplained"] == ["3.7"]
    assert "The total is 65 as before, but not of the same actions:" in in_words(card)
    assert "3.7 Added: added. No reason recorded." in in_words(card)


def move(database: Database, ref: str, **to: str | int) -> None:
    """Put an action to another board, area or owner's post."""
    with database.write() as session:
        action = session.exec(select(Action).where(Action.ref == ref)).one()
        if "board" in to:
            action.board_id = session.exec(select(Board.id).where(Board.short_name == to["board"])).one()
        if "owner" in to:
            action.owner_post_id = session.exec(select(Post.id).where(Post.title == to["owner"])).one()
        if "area" in to:
            action.area_id = session.exec(select(Area.id).where(Area.number == to["area"])).one()
        session.add(action)


def test_an_action_that_moves_to_another_board_is_neither_added_nor_gone(as_person: Asked, example: Database) -> None:
    move(example, "1.1", board="Workforce", owner="Workforce SRO")
    chair = as_person("chair@example.org")
    with example.read() as session:
        title = session.exec(select(Action.title).where(Action.ref == "1.1")).one()
    for line in ("/brag workforce", "/brag cpb", "/brag area 1 workforce"):
        card = chair.types(line)
        assert f"1.1 {title}: moved from CPB to Workforce." in in_words(card), line
        assert card.data["total_change"]["unexplained"] == []
        assert "eason" not in in_words(card)
    assert "1.1" in {each["ref"] for each in chair.types("/brag cpb").data["total_change"]["left"]}
    assert chair.types("/brag workforce").data["total_change"]["joined"] == [
        {"ref": "1.1", "how": "moved", "moved": [{"from": "CPB", "to": "Workforce"}]}
    ]
    assert "moved from CPB SRO to Workforce SRO." in in_words(chair.types("/brag sro:workforce"))
    assert "moved from CPB to Workforce and from CPB SRO to Workforce SRO." in in_words(
        chair.types("/brag sro:workforce workforce")
    )
    assert "1.1" not in str(chair.types("/brag").data["total_change"])
    for line in ("/brag workforce cpb", "/brag workforce amber"):
        assert "moved" not in str(chair.types(line).data["total_change"]), line


def test_an_action_that_moves_to_another_area_says_so(as_person: Asked, example: Database) -> None:
    move(example, "1.1", area=9)
    chair = as_person("chair@example.org")
    for line in ("/brag area 1", "/brag area 9"):
        assert ": moved from area 1 to area 9." in in_words(chair.types(line))
    assert not chair.types("/brag area 1 area 9").data["total_change"]["left"]


@no_sql_differs
def test_an_action_without_a_board_moves_too(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        action = session.exec(select(Action).where(Action.ref == "2.4")).one()
        action.board_id = None
        session.add(action)
    assert ": moved from Workforce to no board." in in_words(as_person("chair@example.org").types("/brag workforce"))


@no_sql_differs
def test_an_ended_action_leaves_on_its_day(as_person: Asked, example: Database, clock: Clock) -> None:
    with example.write() as session:
        action = session.exec(select(Action).where(Action.ref == "5.6")).one()
        action.ended_on = date(2023, 6, 8)
        session.add(action)
    chair = as_person("chair@example.org")
    assert chair.types("/brag").data["current"]["total"] == 65
    clock.set("2023-06-08 00:30")
    assert chair.types("/brag").data["current"]["total"] == 64


@no_sql_differs
def test_without_an_earlier_board_there_is_nothing_to_compare_with(as_person: Asked, example: Database) -> None:
    with example.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE snapshot SET published_at = NULL")
    chair = as_person("chair@example.org")
    card = chair.types("/brag")
    assert card.data["previous"] is None
    assert "No earlier board has been published to compare with." in in_words(card)
    assert "nothing to compare with" in in_words(chair.types("/brag moves"))
    assert "previous" not in in_words(card)
