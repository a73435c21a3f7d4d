"""What the pages read, on both databases: the same from each, whatever is asked for."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from handlers.dispatcher import Dispatcher
from handlers.errors import Mistake, Refused
from handlers.plain_text import in_words
from models.boards.boards import Meeting
from models.packs.packs import Pack, PackFile, PackFormat, PackState, mark_made, take_building
from models.people.people import Person
from models.plan.ratings import Rating
from models.position.snapshots import snapshot_of
from tests.asking import Clock, freeze_for, somebody, summary_before
from tests.databases import no_sql_differs
from tests.handlers.test_deciding import PROPOSED
from tests.statements import statements

CHAIR = "chair@example.org"
SRO = "workforce.sro@example.org"


def of(dispatcher: Dispatcher, email: str) -> int:
    id = somebody(dispatcher, email).id
    assert id is not None
    return id


@pytest.mark.parametrize("column", ["ref", "title", "activity", "impact", "due", "board", "owner"])
@pytest.mark.parametrize("way", ["", "-"])
def test_the_list_is_the_same_actions_in_every_order(example_dispatcher: Dispatcher, column: str, way: str) -> None:
    values = {"sort": f"{way}{column}"}
    shown = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.dashboard", values=values).actions
    assert len({each.ref for each in shown.rows}) == shown.total == 64
    assert shown.sort == values["sort"]
    if column == "activity":
        worst, best = (shown.rows[0], shown.rows[-1])[:: -1 if way else 1]
        assert (worst.activity, best.activity) == (Rating.OFF_TRACK, Rating.DONE)


def test_filters_choices_and_words(example_dispatcher: Dispatcher) -> None:
    values = {"board": "Workforce Board", "sro": "Workforce SRO", "words": "foster"}
    shown = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.dashboard", values=values).actions
    assert "2.4" in [each.ref for each in shown.rows]
    assert {each.owner for each in shown.rows} == {"Workforce SRO"}
    assert ("Workforce Board", "Workforce Board") in shown.choices.board
    assert len(shown.choices.area) == 10
    values["words"] = "zz%"
    shown = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.dashboard", values=values).actions
    assert "zz%" in shown.mistake
    assert shown.total == 64


@no_sql_differs
def test_an_action_and_an_action_that_is_none(example_dispatcher: Dispatcher) -> None:
    shown = example_dispatcher.view(of(example_dispatcher, SRO), "page.action", text="2.4")
    assert (shown.activity, shown.impact, shown.may_update) == (Rating.OFF_TRACK, Rating.OFF_TRACK, True)
    assert dict(shown.facts)["Board"] == "Workforce Board"
    assert [each.activity for each in shown.updates] == [Rating.OFF_TRACK]
    assert not example_dispatcher.view(of(example_dispatcher, CHAIR), "page.action", text="2.4").may_update
    with pytest.raises(Mistake):
        example_dispatcher.view(of(example_dispatcher, SRO), "page.action", text="2.4; drop")
    with pytest.raises(Refused):
        example_dispatcher.view(None, "page.action", text="2.4")


@no_sql_differs
def test_a_page_is_kept_until_the_record_changes(example_dispatcher: Dispatcher) -> None:
    chair = of(example_dispatcher, CHAIR)
    before = example_dispatcher.view(chair, "page.action", text="2.4")
    assert example_dispatcher.view(chair, "page.action", text="2.4") is before
    somebody(example_dispatcher, SRO).types("/update 2.4 amber/green panel has met; recovery: 30 Sep")
    assert example_dispatcher.view(chair, "page.action", text="2.4").activity is Rating.AT_RISK


@no_sql_differs
def test_an_action_says_where_its_ratings_and_the_rules_differ_in_the_words_of_chat(
    example_dispatcher: Dispatcher,
) -> None:
    said = "Activity declared Amber; by the rules Red: 68 days overdue."
    assert example_dispatcher.view(of(example_dispatcher, CHAIR), "page.action", text="2.1").by_the_rules == (said,)
    assert said in in_words(somebody(example_dispatcher, CHAIR).types("/action 2.1"))
    assert example_dispatcher.view(of(example_dispatcher, CHAIR), "page.action", text="2.4").by_the_rules == ()
    ended = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.action", text="5.6")
    assert (bool(ended.ended), ended.by_the_rules) == (True, ())


def test_frozen_figures_count_days_to_the_board_on_every_face(example_dispatcher: Dispatcher, clock: Clock) -> None:
    clock.set("2023-07-10 10:00")
    somebody(example_dispatcher, SRO).types("/update 2.1 amber/red the next round is open; forecast: 30 Sep")
    freeze_for(example_dispatcher.database, clock, date(2023, 7, 19))
    clock.set("2023-07-18 09:00")
    chair = somebody(example_dispatcher, CHAIR)
    faces = {
        "chat": in_words(chair.types("/brag reds")),
        "action": in_words(chair.types("/action 2.1")),
        "summary": in_words(summary_before(example_dispatcher.database, clock, date(2023, 7, 19))),
    }
    for face, words in faces.items():
        assert "110" in words, face
        assert "109" not in words, face
        reckoned = "110 days overdue, reckoned to" if face == "action" else "Days overdue are reckoned to"
        assert f"{reckoned} 19 July 2023." in words, face
    shown = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.dashboard")
    assert "Days overdue are reckoned to 19 July 2023." in shown.standing
    assert {each.overdue for each in shown.actions.rows if each.ref == "2.1"} == {110}
    assert {each.said.count("110 days overdue") for each in shown.reds} == {1}
    page = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.action", text="2.1")
    assert page.overdue == "110 days overdue, reckoned to 19 July 2023"
    clock.set("2023-07-20 09:00")
    page = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.action", text="2.1")
    assert page.overdue == "111 days overdue"


@no_sql_differs
@pytest.mark.parametrize("before", ["x", "0", "999999", "2147483648", "9" * 18, "9" * 40, "²"])
def test_updates_from_before_one_that_is_none_begin_with_the_newest(
    example_dispatcher: Dispatcher, before: str
) -> None:
    values = {"before": before}
    shown = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.action", text="2.4", values=values)
    assert (shown.newest, len(shown.updates)) == (True, 1)


def test_a_return_and_its_answers(example_dispatcher: Dispatcher, clock: Clock) -> None:
    clock.set("2023-06-22 10:00")
    sro = somebody(example_dispatcher, SRO)
    sro.types("/update 2.3 amber/amber said in chat")
    values = {"recorded": "2.3"}
    shown = example_dispatcher.view(sro.id, "page.returns", values=values)
    assert [each.ref for each in shown.given] == ["2.3"]
    assert len(shown.owed) == len(sro.types("/return").data["owed"])
    assert shown.recorded.startswith("Recorded for 2.3 on 22 June 2023, 10:00")
    assert shown.status is not None
    assert example_dispatcher.view(sro.id, "page.own_return", values=values).status is None
    assert example_dispatcher.view(of(example_dispatcher, CHAIR), "page.returns", values=values).recorded == ""


def test_packs_and_their_files(example_dispatcher: Dispatcher, clock: Clock) -> None:
    freeze_for(example_dispatcher.database, clock, date(2023, 6, 7))
    with example_dispatcher.database.write() as session:
        meeting = session.exec(select(Meeting).where(Meeting.on == date(2023, 6, 7))).one()
        snapshot = snapshot_of(session, meeting.id)
        organisation_id = session.exec(select(Person.organisation_id)).first()
        assert snapshot is not None
        assert organisation_id is not None
        made = Pack(
            organisation_id=organisation_id,
            snapshot_id=snapshot.id,
            asked_at=clock.now,
            state=PackState.BUILDING,
            contents={"changed": ["one", "two"]},
            done=[],
        )
        session.add(made)
        session.flush()
        taken = take_building(session, 1, clock.now, timedelta(minutes=1))
        assert taken is not None
        mark_made(session, taken, {PackFormat.PDF: ("pack.pdf", b"pdf"), PackFormat.WORD: ("pack.docx", b"word")})
        session.flush()
        ids = {each.format: each.id for each in session.exec(select(PackFile))}
    (version,) = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.packs").versions
    assert version.title == "Improvement Board, Wednesday 7 June 2023: version 1"
    assert version.changed == ("one", "two")
    assert version.state == "Draft: not published."
    assert [each.label for each in version.files] == ["Word document, draft", "PDF, draft"]
    for email, sees in (("governance@example.org", True), ("observer@example.org", False), (SRO, False)):
        assert bool(example_dispatcher.view(of(example_dispatcher, email), "page.packs").versions) is sees
    for email in ("hscp.chair@example.org", "observer@example.org", SRO):
        with pytest.raises(Mistake, match="There is no such file"):
            example_dispatcher.view(of(example_dispatcher, email), "page.pack_file", text=str(ids[PackFormat.PDF]))
    found = example_dispatcher.view(of(example_dispatcher, CHAIR), "page.pack_file", text=str(ids[PackFormat.PDF]))
    assert (found.name, found.format) == ("pack.pdf", PackFormat.PDF)
    for wrong in ("0", "x", "-1", "99999999", "1" * 30):
        with pytest.raises(Mistake):
            example_dispatcher.view(of(example_dispatcher, CHAIR), "page.pack_file", text=wrong)


@no_sql_differs
def test_what_is_asked_and_decided_is_the_same_on_both_databases(example_dispatcher: Dispatcher, clock: Clock) -> None:
    sro, secretary = somebody(example_dispatcher, SRO), somebody(example_dispatcher, "secretary@example.org")
    for line in PROPOSED:
        sro.types(line)
    for line in ("1 agreed", "2 deferred to 19 Jul 2023", "8 agreed"):
        secretary.types(f"/board decide {line}")
    secretary.types("/board arising D1 report owner:workforce.sro@example.org due:2023-06-20")
    asked = example_dispatcher.view(secretary.id, "page.asked")
    assert [each.state for each in asked.items] == [
        "D1: agreed",
        "D2: deferred to 19 July 2023",
        *["waits"] * 5,
        "D3: agreed",
    ]
    assert (asked.walk.item.number, asked.begin, asked.ahead, asked.undoable) == (3, False, False, True)
    assert [words for _, words in asked.meetings] == [
        "19 July 2023, Improvement Board",
        "7 June 2023, Improvement Board",
    ]
    later = example_dispatcher.view(secretary.id, "page.asked", values={"meeting": "19 Jul 2023"})
    assert [(each.number, each.proposal.name, each.waits) for each in later.items] == [
        (1, "P2", True),
        *((number, f"P{number + 1}", True) for number in range(2, 7)),
    ]
    assert (later.walk, later.begin, later.ahead) == (None, False, True)
    clock.set("2023-07-19 14:00")
    assert example_dispatcher.view(secretary.id, "page.asked", values={"meeting": "19 Jul 2023"}).begin
    decided = example_dispatcher.view(secretary.id, "page.decided", values={"state": "open"})
    assert [each.name for sitting in decided.sittings for each in sitting.decisions] == ["D1"]
    assert [(each.late, sitting.undoable) for sitting in decided.sittings for each in decided.open] == [(True, False)]


@no_sql_differs
def test_what_is_asked_is_read_by_as_many_queries_for_many_items_as_for_few(example_dispatcher: Dispatcher) -> None:
    sro, asked = somebody(example_dispatcher, SRO), []
    for refs in (("2.1", "2.2"), ("2.3", "2.4", "2.5", "2.6", "2.7")):
        for ref in refs:
            sro.types(f"/action {ref} date 31 Oct 2023 the officer started late")
        example_dispatcher.view(sro.id, "page.who")  # what is known of the plan's refs is asked once
        with statements(example_dispatcher.database) as seen:
            example_dispatcher.view(sro.id, "page.asked")
        asked.append(len(max(seen, key=len)))
    assert asked[0] == asked[1]
