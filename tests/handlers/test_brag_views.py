"""`/brag moves`, `gap`, `slow` and `reds`, and sharing."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from handlers.cards import RefCell, Table
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.printed_cells import cell_words
from models.plan.actions import Action
from models.plan.ratings import BRAG, Rating
from models.plan.refs import ref_order
from models.position.snapshots import Snapshot, SnapshotRow
from models.record.database import Database
from tests.asking import Clock, Somebody, buttons, freeze_for, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]


@no_sql_differs
def test_moves_say_who_went_from_what_to_what(as_person: Asked) -> None:
    card = as_person("chair@example.org").types("/brag moves send")
    assert [(row[0], row[2], row[3], row[4]) for row in table(card).rows] == [
        ("10.4", "Amber → Green", "Grey", "better"),
        ("10.5", "Green → Amber", "Grey", "worse"),
    ]
    assert "2 actions changed since 26 April 2023: 1 for the better, 1 for the worse" in in_words(card)
    assert card.about == ("10.4", "10.5")


@no_sql_differs
def test_moves_account_for_the_change_of_the_table(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    moves = chair.types("/brag moves").data["moves"]
    data = chair.types("/brag").data
    for kind in ("activity", "impact"):
        for rating in (each.as_data for each in BRAG.levels):
            gained = sum(each[kind][1] == rating for each in moves) - sum(each[kind][0] == rating for each in moves)
            gone = sum(rating == "grey" for left in data["total_change"]["left"] if left["ref"] == "5.6")
            was, now = (data[when][kind][rating]["count"] for when in ("previous", "current"))
            assert now - was == gained - gone


@no_sql_differs
def test_a_matrix_accounts_for_both_positions(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    for asked in ("", "hscp", "area 5", "workforce"):
        card, data = chair.types(f"/brag matrix {asked}"), chair.types(f"/brag {asked}").data
        for kind in ("activity", "impact"):
            for rating in (each.as_data for each in BRAG.levels):
                steps = card.data["matrix"][kind]
                came_from = sum(each["count"] for each in steps if each["from"] == rating)
                went_to = sum(each["count"] for each in steps if each["to"] == rating)
                assert came_from == data["previous"][kind][rating]["count"]
                assert went_to == data["current"][kind][rating]["count"]
            assert sum(each["count"] for each in steps if each["to"] is None) == len(data["total_change"]["left"])


@no_sql_differs
def test_the_matrix_says_who_joined_and_who_left_the_reds(as_person: Asked) -> None:
    as_person("workforce.sro@example.org").types(
        "/update 2.5 red/amber stuck; cause: no officer; action: recruit one; recovery: 1 Oct"
    )
    card = as_person("chair@example.org").types("/brag matrix workforce")
    activity, _ = (element for element in card.body if isinstance(element, Table))
    assert activity.columns == ("From", "Grey", "Blue", "Red", "Amber", "Green", "Total")
    assert [[cell_words(cell) for cell in row[1:]] for row in activity.rows] == [
        ["0", "0", "0", "0", "0", "0"],
        ["0", "4", "1", "0", "0", "5"],
        ["0", "0", "1", "1", "0", "2"],
        ["0", "0", "0", "1", "0", "1"],
        ["0", "1", "0", "1", "1", "3"],
        ["0", "5", "2", "3", "1", "11"],
    ]
    said = "Red now, and not before: 2.5 (activity Blue to Red)."
    assert said in in_words(card)
    assert said in in_words(as_person("chair@example.org").types("/brag moves workforce"))
    assert card.data["off_track"] == {"joined": ["2.5"], "left": []}
    assert "A matrix is of every rating" in in_words(as_person("chair@example.org").types("/brag matrix red"))


def test_the_pace_is_that_of_the_last_three_boards(as_person: Asked, clock: Clock) -> None:
    chair = as_person("chair@example.org")
    card = chair.types("/brag pace")
    assert card.data["became"] == [
        {"meeting": "2023-03-15", "count": 8},
        {"meeting": "2023-04-26", "count": 1},
        {"meeting": "2023-06-07", "count": 4},
    ]
    told = {name: card.data[name] for name in ("mean", "remaining", "boards", "on", "last_due")}
    assert told == {
        "mean": "4.33",
        "remaining": 32,
        "boards": 8,
        "on": "2024-05-08",
        "last_due": "2023-12-31",
    }
    assert "(4.33) the 32 that remain would take 8 boards more, to 8 May 2024." in in_words(card)
    assert "no promise" in in_words(card)
    none = chair.types("/brag pace hscp")
    assert "At that pace the 3 that remain would never become Blue." in in_words(none)
    assert none.data["on"] is None
    moved = {each["ref"]: each["activity"] for each in chair.types("/brag moves").data["moves"]}
    became = next(ref for ref, (was, now) in moved.items() if was != "blue" == now)
    done = chair.types(f"/brag pace {became}")
    assert "No action remains." in in_words(done)
    assert (done.data["became"][-1]["count"], done.data["boards"]) == (1, None)
    assert "The pace is of every rating" in in_words(chair.types("/brag pace red"))
    # Before its returns are due the coming board would only make the pace look slow.
    clock.set("2023-06-08 10:00")
    assert [each["count"] for each in chair.types("/brag pace").data["became"]] == [5, 8, 1]


def test_moves_in_one_direction(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    better, worse = chair.types("/brag moves better"), chair.types("/brag moves worse")
    assert "10 actions changed for the better since 26 April 2023." in in_words(better)
    assert {row[4] for row in table(worse).rows} == {"worse"}
    assert len(table(worse).rows) == 12
    assert chair.types("/brag what has worsened?").data == worse.data
    assert "No action changed for the better since 26 April 2023." in in_words(chair.types("/brag moves better 2.4"))


def test_overdue_is_the_oldest_debt_first(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    card = chair.types("/brag overdue")
    days = [int(row[5]) for row in table(card).rows]
    assert days == sorted(days, reverse=True)
    assert card.about[:4] == ("2.1", "2.4", "5.5", "7.5")
    assert "13 actions are overdue, by 68 days at the most. None of them has a recovery date ahead." in in_words(card)
    assert "Blue" not in {row[2] for row in table(card).rows}
    given = "red/red stuck; cause: no officer; action: recruit one; recovery: 1 Oct"
    as_person("workforce.sro@example.org").types(f"/update 2.4 {given}")
    one = chair.types("/brag overdue 2.4")
    assert "1 action is overdue, by 68 days. It has a recovery date ahead." in in_words(one)
    assert table(one).rows[0][6] == "1 October 2023"
    assert "No action is overdue." in in_words(chair.types("/brag overdue 2.5"))


@no_sql_differs
@pytest.mark.parametrize("view", ["moves worse", "matrix", "gap", "slow", "overdue", "likely", "reds", "trend", "pace"])
def test_each_view_leads_back_and_can_be_shared(as_person: Asked, view: str) -> None:
    chair = as_person("chair@example.org")
    card = chair.types(f"/brag {view} workforce")
    assert chair.presses(card, "Back to the table").title == "BRAG position for 7 June 2023: Workforce Board"
    shared = chair.presses(card, "Share here")
    assert shared.shared
    assert shared.title == card.title
    assert "Share here" not in [each.label for each in buttons(shared)]
    assert "Share here" not in [each.label for each in buttons(as_person("adviser@example.org").types("/brag reds"))]


@no_sql_differs
def test_nothing_moved(as_person: Asked, example: Database, clock: Clock) -> None:
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-06-12 10:00")
    words = in_words(as_person("chair@example.org").types("/brag moves"))
    assert "No change since 7 June 2023." in words


@no_sql_differs
def test_the_gap_is_counted_action_by_action(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    gap = chair.types("/brag gap")
    assert {row[2] for row in table(gap).rows} <= {"Grey", "Red", "Amber"}
    assert "21 of 32 actions that are Blue on activity show no positive impact." in in_words(gap)
    data = chair.types("/brag").data["done_without_impact"]
    assert len(table(gap).rows) == data["counted"] >= data["at_least"]


def test_no_gap(as_person: Asked) -> None:
    words = in_words(as_person("chair@example.org").types("/brag gap 2.5"))
    assert "The one action that is Blue on activity is Green or Blue on impact." in words
    words = in_words(as_person("chair@example.org").types("/brag gap 2.4"))
    assert "No action is Blue on activity." in words
    assert "Green or Blue" not in words


@no_sql_differs
def test_reds_with_dimension_commentary_deadline_overdue_and_recovery(as_person: Asked) -> None:
    card = as_person("chair@example.org").types("/brag reds")
    assert card.about == ("2.1", "2.4", "7.5")
    words = in_words(card)
    assert "3 actions are Red by either rating. Red: activity 8 to 2, impact 1 to 2, since 26 April 2023." in words
    assert words.count("due 31 March 2023, 68 days overdue; no recovery date") == 3
    assert "Red on activity and impact" in words
    assert "0 appointments" in words
    assert "marketing officer" in words
    assert "19 July board" in words
    assert words.count("• Cause: ") == words.count("• Corrective action: ") == words.count("• Help needed: ") == 3
    assert "• Corrective action: Communications to bring the strategy to the Workforce Board in June" in words


@pytest.mark.parametrize("typed", ["slow", "moves", "gap", "overdue", "slow workforce", "moves worse area 2"])
def test_a_list_says_how_fewer_of_it_are_seen_and_that_is_understood(as_person: Asked, typed: str) -> None:
    chair = as_person("chair@example.org")
    (shown,) = (each for each in chair.types(f"/brag {typed}").body if isinstance(each, Table))
    quoted = shown.narrower.removeprefix("“").partition("”")[0]
    first = shown.rows[0][0]
    assert isinstance(first, RefCell)
    area = first.ref.split(".")[0]
    assert quoted == f"/brag {typed} {'red' if 'area' in typed else f'area {area}'}"
    assert chair.types(quoted).title != "That did not work"


@no_sql_differs
def test_what_a_red_has_to_say_and_lacks_is_said(as_person: Asked, example_dispatcher: Dispatcher) -> None:
    as_person("workforce.sro@example.org").types("/update 2.4 red/red stuck; help: none; recovery: 1 Oct")
    chair = as_person("chair@example.org")
    assert "• Help needed: No escalation recorded." in in_words(chair.types("/brag reds 2.4"))
    assert chair.id is not None
    red = next(each for each in example_dispatcher.view(chair.id, "page.dashboard").reds if each.ref == "2.4")
    assert [title for title, _ in red.told] == ["Commentary", "Cause", "Corrective action", "Help needed"]
    assert red.told[0] == ("Commentary", "stuck")
    assert red.told[-1] == ("Help needed", "No escalation recorded.")


@no_sql_differs
def test_a_recovery_date_is_told_and_no_longer_asked_for(as_person: Asked) -> None:
    given = "red/red stuck; cause: no officer; action: recruit one; recovery: 1 Oct"
    as_person("workforce.sro@example.org").types(f"/update 2.4 {given}")
    chair = as_person("chair@example.org")
    assert "68 days overdue; recovery 1 October 2023" in in_words(chair.types("/brag reds"))
    assert "2 of 3 Reds are overdue without a recovery date ahead (2.1, 7.5)." in in_words(chair.types("/brag"))


@no_sql_differs
def test_no_reds(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    assert "No action is Red by either rating." in in_words(chair.types("/brag reds send"))
    assert "Red: activity 0 as before, impact 0 as before" in in_words(chair.types("/brag reds send"))
    assert "recovery date" not in in_words(chair.types("/brag send"))


def rules(card_of: Somebody) -> dict[str, list[str]]:
    return {each["ref"]: each["rules"] for each in card_of.types("/brag slow").data["slow"]}


def _history(session: Session, ref: str) -> tuple[Action, list[SnapshotRow]]:
    """An action of the example and its rows at the earlier boards, newest first."""
    action = session.exec(select(Action).where(Action.ref == ref)).one()
    rows = select(SnapshotRow).join(Snapshot).where(SnapshotRow.action_id == action.id)
    return action, list(session.exec(rows.order_by(Snapshot.frozen_at.desc())))  # type: ignore[attr-defined]


@no_sql_differs
def test_slow_as_it_stands(as_person: Asked) -> None:
    slow = rules(as_person("chair@example.org"))
    assert slow["2.4"] == ["68 days overdue", "Red at 2 meetings running"]
    assert slow["5.5"] == ["68 days overdue", "Amber or Red at 3 meetings running"]
    assert slow["8.4"] == ["Amber at 3 meetings running"]
    assert "10.8" not in slow


@no_sql_differs
def test_slow_overdue_begins_with_the_31st_day(as_person: Asked, clock: Clock) -> None:
    chair = as_person("chair@example.org")
    clock.set("2023-06-30 10:00")  # 1.3 and 4.3 were due on 31 May
    assert not any("days overdue" in rule for rule in rules(chair).get("4.3", []))
    assert all(rules(chair).values()), "an action is listed without a rule"
    clock.set("2023-07-01 10:00")
    assert "31 days overdue" in rules(chair)["4.3"]


@no_sql_differs
def test_slow_never_lists_what_is_complete(as_person: Asked) -> None:
    slow = as_person("chair@example.org").types("/brag slow")
    assert "Blue" not in {row[2] for row in table(slow).rows}


@no_sql_differs
def test_slow_red_at_two_meetings_running(as_person: Asked, example: Database, clock: Clock) -> None:
    chair, rule = as_person("chair@example.org"), "Red at 2 meetings running"
    given = "red/grey stuck; cause: no staff; action: hire; recovery: 1 Oct"
    as_person("send.sro@example.org").types(f"/update 10.8 {given}")
    assert rule not in rules(chair).get("10.8", [])
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-06-12 10:00")
    assert rule in rules(chair)["10.8"]


def test_slow_amber_at_three_meetings_not_at_two(as_person: Asked, example: Database) -> None:
    slow = rules(as_person("chair@example.org"))
    with example.read() as session:
        for ref in ("1.5", "8.4", "2.3", "10.5"):
            _, history = _history(session, ref)
            ambers = sum(row.activity is Rating.AT_RISK for row in history[:2])
            assert ("Amber at 3 meetings running" in slow.get(ref, [])) == (ambers == 2), ref


@no_sql_differs
def test_slow_amber_or_red_at_three_meetings(as_person: Asked) -> None:
    """What is Amber three times and then Red stays on the list."""
    assert rules(as_person("chair@example.org"))["8.4"] == ["Amber at 3 meetings running"]
    given = "red/grey stuck; cause: no staff; action: hire; recovery: 1 Oct"
    as_person("workforce.sro@example.org").types(f"/update 8.4 {given}")
    assert rules(as_person("chair@example.org"))["8.4"] == ["Amber or Red at 3 meetings running"]


STOOD_STILL = "no real update for 2 meetings"


@no_sql_differs
def test_slow_without_a_real_update_for_two_meetings(as_person: Asked, clock: Clock, example: Database) -> None:
    chair, sro = as_person("chair@example.org"), as_person("workforce.sro@example.org")
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-07-06 10:00")
    assert STOOD_STILL not in rules(chair).get("2.6", []), "there was an update for 7 June"
    sro.types("/update 2.6 no change")
    freeze_for(example, clock, date(2023, 7, 19), published=True)
    clock.set("2023-08-15 10:00")
    assert STOOD_STILL not in rules(chair).get("2.6", []), "the return is not late yet"
    clock.set("2023-08-16 10:00")
    assert STOOD_STILL in rules(chair)["2.6"]
    sro.types("/update 2.6 no change")
    assert STOOD_STILL in rules(chair)["2.6"], "a “no change” is no real update"
    sro.types("/update 2.6 green/grey the second hub has opened; forecast: 31 Dec 2023")
    assert STOOD_STILL not in rules(chair).get("2.6", [])
    sro.types("/update 2.6 no change")
    assert STOOD_STILL not in rules(chair).get("2.6", []), "there was an update for 30 August"
    freeze_for(example, clock, date(2023, 8, 30), published=True)
    clock.set("2023-09-28 10:00")
    assert STOOD_STILL not in rules(chair).get("2.6", []), "30 August is one of the last two"
    freeze_for(example, clock, date(2023, 10, 11), published=True)
    clock.set("2023-10-20 10:00")
    assert STOOD_STILL not in rules(chair).get("2.6", [])
    sro.types("/update 2.6 no change")
    assert STOOD_STILL in rules(chair)["2.6"], "it is answered before it is due"
    freeze_for(example, clock, date(2023, 11, 22), published=True)
    clock.set("2023-11-23 10:00")
    as_person("secretary@example.org").types("/board new 10 January 2024")
    assert STOOD_STILL in rules(chair)["2.6"], "the two before, until the next is due"


@no_sql_differs
@pytest.mark.parametrize("answers", [True, False])
def test_a_partnership_board_is_slow_only_when_it_was_silent_in_its_turn(
    as_person: Asked, clock: Clock, example: Database, answers: bool
) -> None:
    chair, sro = as_person("chair@example.org"), as_person("send.sro@example.org")
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    for at, on in (
        ("2023-07-06", date(2023, 7, 19)),
        ("2023-08-16", date(2023, 8, 30)),
        ("2023-09-28", date(2023, 10, 11)),
    ):
        clock.set(f"{at} 10:00")
        assert "10.8" not in rules(chair), on
        if answers and on.month == 8:
            sro.types("/update 10.8 green/grey a second therapist has started")
        freeze_for(example, clock, on, published=True)
    clock.set("2023-11-08 10:00")
    assert "10.8" not in rules(chair), "it is due today"
    clock.set("2023-11-09 10:00")
    assert ("10.8" in rules(chair)) is not answers


@no_sql_differs
def test_an_action_added_since_the_last_board_has_not_stood_still_for_two(
    as_person: Asked, clock: Clock, example: Database
) -> None:
    chair = as_person("chair@example.org")
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-06-12 10:00")
    with example.write() as session:
        one, _ = _history(session, "2.6")
        board, plan = one.board_id, one.plan_id
        session.add(
            Action(
                plan_id=plan,
                ref="2.9",
                ref_order=ref_order("2.9"),
                title="New",
                board_id=board,
                added_on=date(2023, 6, 12),
            )
        )
    clock.set("2023-07-10 10:00")
    assert "2.9" not in rules(chair)
    freeze_for(example, clock, date(2023, 7, 19), published=True)
    clock.set("2023-08-16 10:00")
    assert rules(chair)["2.9"] == [STOOD_STILL]


def move_date(secretary: Somebody, revised: str, ref: str = "10.8") -> None:
    proposed = secretary.types(f"/action {ref} date {revised} it started late").data["proposal"]["id"]
    assert secretary.types(f"/board decide {proposed} agreed").done


@no_sql_differs
def test_slow_when_its_date_has_moved_twice(as_person: Asked) -> None:
    chair, secretary = as_person("chair@example.org"), as_person("secretary@example.org")
    move_date(secretary, "31/01/2024")
    assert "10.8" not in rules(chair)
    move_date(secretary, "31/03/2024")
    assert rules(chair)["10.8"] == ["its date has moved twice"]


@no_sql_differs
def test_what_happens_after_the_freeze_changes_no_rule(as_person: Asked, clock: Clock, example: Database) -> None:
    chair, sro, secretary = (as_person(f"{name}@example.org") for name in ("chair", "workforce.sro", "secretary"))
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-07-18 10:00")
    freeze_for(example, clock, date(2023, 7, 19), published=True)
    move_date(secretary, "31/01/2024", "2.6")
    clock.set("2023-08-28 10:00")
    freeze_for(example, clock, date(2023, 8, 30))
    before = rules(chair)
    assert before["2.6"] == [STOOD_STILL]
    clock.set("2023-08-29 10:00")
    sro.types("/update 2.6 green/grey the second hub has opened; forecast: 31 Dec 2023")
    move_date(secretary, "31/03/2024", "2.6")
    assert rules(chair) == before


def test_nothing_is_slow(as_person: Asked) -> None:
    assert "No action is slow to progress by the rules." in in_words(
        as_person("chair@example.org").types("/brag slow 10.8")
    )


@no_sql_differs
def test_one_view_at_a_time(as_person: Asked) -> None:
    words = in_words(as_person("chair@example.org").types("/brag moves gap workforce"))
    assert "One view at a time" in words
    assert "/brag moves workforce" in words


@no_sql_differs
def test_the_buttons_keep_the_filters(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    card = chair.types("/brag send")
    assert chair.presses(card, "What moved") == chair.types("/brag moves send")
    assert chair.presses(card, "Done without impact") == chair.types("/brag gap send")
    assert chair.presses(card, "Slow") == chair.types("/brag slow send")
    assert chair.presses(card, "Reds") == chair.types("/brag reds send")
    shared = chair.presses(card, "Share here")
    assert shared.shared
    assert shared.title == card.title


@no_sql_differs
def test_share_posts_the_same_figures(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    shared = chair.types("/brag share workforce")
    assert shared.shared
    assert shared.data == chair.types("/brag workforce").data


@no_sql_differs
def test_without_the_right_nothing_is_shared(as_person: Asked) -> None:
    observer = as_person("observer@example.org")
    refused = observer.types("/brag share")
    assert refused.title == "Not open to you"
    assert not refused.shared
    assert "44" not in in_words(refused)
    assert "[Share here]" not in in_words(observer.types("/brag"))
