"""`/secretariat`: help that lists what the asker may do, people, boards, and the audit trail."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.requests import Origin
from models.boards.boards import Board, Meeting
from models.people.people import Post
from models.record.database import Database
from models.record.events import Actor, Change, record
from tests.asking import Somebody, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]


def usages(dispatcher: Dispatcher) -> list[str]:
    with dispatcher.speaking():  # one of them changes what a rating is called
        return [typed for command in dispatcher.registry.commands.values() for typed, _ in command.usage]


@no_sql_differs
def test_help_lists_what_the_asker_may_do_and_nothing_else(as_person: Asked, example_dispatcher: Dispatcher) -> None:
    for email in ("chair", "secretary", "workforce.sro", "observer", "adviser", "fostering"):
        who = as_person(f"{email}@example.org")
        words = in_words(who.types("/secretariat help"))
        for typed in usages(example_dispatcher):
            name, _, text = typed.partition(" ")
            reply = example_dispatcher.command(who.id, name, text, Origin("test", "C1"))
            assert reply is not None
            refused = reply.answer.title == "Not open to you"
            allowed = not refused or " is not yours to " in in_words(reply.answer)  # but another action is
            assert (f"• {typed} —" in words) == allowed, f"{email}: {typed}"


@no_sql_differs
def test_help_is_asked_for_in_many_ways(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    help_card = chair.types("/secretariat help")
    assert chair.types("/secretariat") == help_card
    assert chair.says("help") == chair.types("/help") == help_card
    assert "Did you mean /secretariat help?" in in_words(chair.types("/secretariat halp"))


@no_sql_differs
def test_the_ways_in_that_are_no_commands(as_person: Asked) -> None:
    kinds = "Send me a plan as a spreadsheet (.xlsx, .xlsm or .csv)"
    assert kinds in in_words(as_person("secretary@example.org").types("/secretariat help"))
    assert "A reply in the thread" in in_words(as_person("send.sro@example.org").types("/secretariat help"))
    assert "Send me a plan" not in in_words(as_person("send.sro@example.org").types("/secretariat help"))


@no_sql_differs
def test_a_command_that_is_not_there(as_person: Asked) -> None:
    words = in_words(as_person("chair@example.org").types("/minutes of last time"))
    assert "There is no command /minutes." in words
    assert "/action, /board, /brag, /pack, /plan, /return, /secretariat or /update" in words


@no_sql_differs
def test_people_with_their_posts_and_the_vacant_ones(as_person: Asked) -> None:
    rows = {row[0]: row[1:] for row in table(as_person("secretary@example.org").types("/secretariat people")).rows}
    assert rows["Workforce SRO"] == ("SRO", "Workforce Board", "Workforce SRO", "workforce.sro@example.org")
    assert rows["Head of Early Help"] == ("service lead", "Children and Young People's Partnership", "vacant", "")


@no_sql_differs
def test_boards_with_their_other_names(as_person: Asked) -> None:
    rows = {row[0]: row[1:] for row in table(as_person("secretary@example.org").types("/secretariat boards")).rows}
    assert rows["SEND Strategic Board"] == ("SEND", "partnership", "SEND Board, SEND Strategy Board")


@no_sql_differs
def test_boards_and_changes_are_filtered_by_words(as_person: Asked) -> None:
    secretary, sro = as_person("secretary@example.org"), as_person("workforce.sro@example.org")
    assert [row[0] for row in table(secretary.types("/secretariat boards send strategy")).rows] == [
        "SEND Strategic Board"
    ]
    assert len(table(secretary.types("/secretariat boards delivery")).rows) == 3
    nothing = in_words(secretary.types("/secretariat boards lnik"))
    assert "No board has “lnik” in its names or kind. Did you mean /secretariat boards link" in nothing
    sro.types("/update 2.4 green/amber the campaign is running")
    sro.types("/update 2.4 amber/amber it is not")
    found = secretary.types("/secretariat audit 2.4 recorded GREEN")
    assert [each["what"] for each in found.data["events"]] == ["update.recorded", "update.recorded"]
    assert len(table(found).rows) == 2
    assert "No change of 2.4 has “blue” in it." in in_words(secretary.types("/secretariat audit 2.4 blue"))


@no_sql_differs
def test_the_audit_trail_has_every_change_newest_first(as_person: Asked) -> None:
    sro = as_person("workforce.sro@example.org")
    sro.types("/update 2.4 green/amber the campaign is running")
    sro.types("/update 2.4 blue/amber it is done")  # no evidence: a draft
    card = as_person("chair@example.org").types("/secretariat audit 2.4")
    assert [each["what"] for each in card.data["events"]] == [
        "draft.kept",
        "update.recorded",
        "action.added",
    ]
    recorded = table(card).rows[1]
    assert recorded[:3] == ("7 June 2023, 10:00", "Workforce SRO", "update recorded")
    assert "activity: Red" in recorded[3]
    assert "activity: Green" in recorded[4]
    assert "the campaign is running" not in in_words(card), "typed text stays with the updates"


def test_the_audit_trail_has_names_and_days_for_what_the_log_has_ids_and_codes(
    as_person: Asked, example: Database
) -> None:
    actor = Actor(1, None, datetime(2023, 6, 7, 9, tzinfo=UTC), "terminal")
    with example.write() as session:
        post = session.exec(select(Post.id).where(Post.title == "Workforce SRO")).one()
        board = session.exec(select(Board.id).where(Board.short_name == "CPB")).one()
        meeting = session.exec(select(Meeting.id).join(Board).where(Meeting.on == date(2023, 7, 19))).one()
        before = {
            "owner_written": "HR",
            "owner_post_id": None,
            "approved_due": "2023-03-31",
            "approved_precision": "day",
        }
        after = {"owner_post_id": post, "board_id": board, "meeting": meeting, "agreed": True}
        record(session, actor, Change("action.changed", "action 2.4", before, after))
    newest = table(as_person("chair@example.org").types("/secretariat audit 2.4")).rows[0]
    assert newest[1:] == (
        "an operator",
        "action changed",
        "owner written: HR; approved due: 31 March 2023",
        "owner: Workforce SRO; board: Corporate Parenting Board; meeting: Improvement Board of 19 July 2023; "
        "agreed: yes",
        "terminal",
    )


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("audit", "Which action? I need its ref."),
        ("audit campaign", "“campaign” is no ref of an action."),
        ("audit 99.1", "Nothing is recorded about an action 99.1."),
    ],
)
def test_an_audit_of_nothing(as_person: Asked, typed: str, said: str) -> None:
    assert said in in_words(as_person("chair@example.org").types(f"/secretariat {typed}"))


@no_sql_differs
def test_people_by_name_role_board_or_address(as_person: Asked) -> None:
    secretary = as_person("secretary@example.org")
    posts = [row[0] for row in table(secretary.types("/secretariat people workforce SRO")).rows]
    assert posts == ["Vice Chair, Practice Board", "Vice Chair, Workforce Board", "Workforce SRO"]
    assert [row[0] for row in table(secretary.types("/secretariat people vacant")).rows] == ["Head of Early Help"]
    missing = in_words(secretary.types("/secretariat people lnik"))
    assert "No post has “lnik” in its name, role, board, holder or address." in missing
    assert "Did you mean /secretariat people link" in missing
