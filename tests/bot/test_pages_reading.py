"""What the pages show: the figures of `/brag`, the list by filters and order, histories page by page, packs."""

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from handlers.dispatcher import Dispatcher
from handlers.pack.distributing import given_table
from handlers.printed_cells import printed_rows
from models.boards.boards import Board, Meeting
from models.outbox.who_had import who_had
from models.packs.downloads import downloads_of
from models.packs.packs import WRITTEN, Pack, PackFormat, PackState, mark_failed, mark_made, take_building
from models.people.people import Person, Post
from models.plan.actions import Action, Plan
from models.plan.ratings import Rating
from models.plan.scales import PROGRESS
from models.position.snapshots import snapshot_of
from models.record.database import Database
from models.record.events import Actor, Change, Event, first_broken, record
from models.record.organisation import Organisation
from models.updates.answer import Answers
from models.updates.recording import newest_update
from models.updates.updates import Update, UpdateKind
from tests.asking import LONDON, Clock, freeze_for, somebody
from tests.bot.pages_stage import CHAIR, SECRETARY, SRO, Guest, button_on, link_for, serving_pages, words_in
from tests.databases import Engine
from tests.handlers.test_scale import COLOURS, IMPACT
from tests.scales import speak


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


@pytest.fixture
def chair(example_dispatcher: Dispatcher, address: str) -> Guest:
    return Guest(address, link_for(example_dispatcher, CHAIR))


def listed(page: str) -> list[str]:
    """The refs of the list of actions, in its order."""
    table = page.partition('class="all-actions"')[2]
    return re.findall(r'<th scope="row"><a href="[^"]*/actions/([\d.]+)"', table)


# The dashboard


def test_the_dashboard_says_what_brag_says(chair: Guest, example_dispatcher: Dispatcher) -> None:
    said = words_in(chair.get("/"))
    card = somebody(example_dispatcher, CHAIR).types("/brag")
    assert "44 of 64 (68.75%), down from 52 of 65 (80.00%)" in said
    assert card.body[0].text in said  # type: ignore[union-attr]
    for cell in ("18 (28.13%)", "20 (30.77%)", "2 (3.13%)", "33 (50.77%)"):
        assert cell in said
    assert "3 actions are Red by either rating." in said
    assert "Red on activity and impact; due 31 March 2023, 68 days overdue; no recovery date." in said
    assert "24 actions changed since 26 April 2023" in said
    assert "Live: as it stands on 7 June 2023, 10:00" in said
    assert "<svg" in chair.page
    assert len(listed(chair.page)) == 64


def test_of_a_large_plan_the_dashboard_shows_the_beginning_and_where_the_rest_is(
    example_dispatcher: Dispatcher, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.pages.dashboard.MOST_SHOWN", 2)
    chair = Guest(address, link_for(example_dispatcher, CHAIR))
    page = chair.get("/")
    said = words_in(page)
    assert page.count('<article class="red"') == 2
    assert "And 1 more: all Reds in the list of actions" in said
    assert page.partition('id="moves-table"')[2].partition("</table>")[0].count('<th scope="row">') == 2
    assert "And 22 more, which the board pack has" in said
    (reds,) = re.findall(r'href="([^"]+)#actions">all Reds', page)
    assert len(listed(chair.get(reds))) == 3


@pytest.mark.parametrize("path", ["/", "/actions/2.4", "/returns", "/calendar", "/packs"])
def test_pages_are_in_the_words_of_the_scale_and_say_no_word_of_an_impact_that_is_not_rated(
    example_dispatcher: Dispatcher, address: str, path: str
) -> None:
    sro = Guest(address, link_for(example_dispatcher, SRO))
    sro.get(path)  # of what is kept of it nothing is on the scale that was in use
    speak(example_dispatcher.database, PROGRESS, rates_impact=False)
    page = sro.get(path)
    said = re.sub(r"<(blockquote|dd)>.*?</\1>", "", page.partition("<main")[2], flags=re.DOTALL)
    said = words_in(re.sub(r"<title>.*?</title>", "", said))
    assert not COLOURS.search(said), COLOURS.search(said)
    assert not IMPACT.search(said), IMPACT.search(said)
    if path == "/":
        assert "3 actions are Not on track. Not on track: 8 to 2, since 26 April 2023." in said
        assert len(listed(page)) == 64


def test_a_frozen_position_is_called_so_and_stays(chair: Guest, example_dispatcher: Dispatcher, clock: Clock) -> None:
    freeze_for(example_dispatcher.database, clock, date(2023, 6, 7))
    somebody(example_dispatcher, SRO).types("/update 2.4 green/green all well")
    said = words_in(chair.get("/"))
    assert "Frozen: these are the figures as fixed on 7 June 2023, 10:00." in said
    assert "3 actions are Red by either rating." in said


def test_without_a_plan_the_page_says_how_to_begin(example_dispatcher: Dispatcher, chair: Guest) -> None:
    with example_dispatcher.database.write() as session:
        plan = session.exec(select(Plan)).one()
        organisation_id = plan.organisation_id
        other = Organisation(name="Elsewhere")
        session.add(other)
        session.flush()
        plan.organisation_id = other.id
        record(session, Actor(organisation_id, None, example_dispatcher.clock(), "test"), Change("plan.moved", "plan"))
    assert "There is no plan yet" in words_in(chair.get("/", 404))
    assert "There is no plan yet" in words_in(chair.get("/returns", 404))


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("board=Workforce+Board", '"Workforce Board"'),
        ("area=7", "area:7"),
        ("sro=Workforce+SRO", "sro:workforce.sro@example.org"),
        ("rating=red", "red"),
        ("board=Workforce+Board&rating=amber", "workforce amber"),
        ("words=workforce+red", "workforce red"),
        ("words=2.4+7.5", "2.4 7.5"),
        ("area=2&words=red", "area:2 red"),
    ],
)
def test_a_filter_means_what_it_means_in_chat(
    chair: Guest, example_dispatcher: Dispatcher, query: str, line: str
) -> None:
    """By the refs that `/brag` with the same filter counts: a rating in it makes the card list them."""
    refs = listed(chair.get(f"/?{query}"))
    data = somebody(example_dispatcher, CHAIR).types(f"/brag {line}").data
    assert len(refs) == data["current"]["total"] > 0
    assert refs == data["listed"] or not data["listed"]


def test_words_that_are_no_filter_are_looked_for_in_the_titles(chair: Guest) -> None:
    refs = listed(chair.get("/?words=Foster+CARER"))
    assert "2.4" in refs
    assert "1 action" in words_in(chair.page) or f"{len(refs)} actions" in words_in(chair.page)
    assert "“Foster CARER” in the title" in words_in(chair.page)
    both = listed(chair.get("/?words=foster&rating=red"))
    assert both == ["2.4"]


@pytest.mark.parametrize(
    "typed",
    ["zzz", "100%", "%", "_", "area:99", "area:99999999999999999999", '"', "<script>", "rating:purple", "sro:nobody"],
)
def test_a_filter_that_means_nothing_is_said_and_all_are_listed(chair: Guest, typed: str) -> None:
    chair.client.get("/", params={"words": typed})
    answer = chair.client.get("/", params={"words": typed})
    assert answer.status_code == 200
    assert len(listed(answer.text)) == 64
    assert "Not understood:" in words_in(answer.text)
    assert f'value="{html.escape(typed)}"' in answer.text.replace("&#34;", "&quot;")


@pytest.mark.parametrize(
    "query", ["board=Nowhere", "area=99", "area=99999999999999999999", "sro=Nobody", "rating=purple", "area=x"]
)
def test_a_choice_that_is_not_on_offer_is_said(chair: Guest, query: str) -> None:
    assert "Not understood:" in words_in(chair.get(f"/?{query}"))


def test_the_list_keeps_its_filters_and_says_how_it_is_sorted(chair: Guest) -> None:
    page = chair.get("/?board=Workforce+Board&sort=-due")
    assert '<option value="Workforce Board" selected>' in page
    assert page.count("aria-sort=") == 1
    assert '<th scope="col" aria-sort="descending"><a class="sort" href="/?board=Workforce+Board&amp;sort=due' in page
    assert 'name="sort" value="-due"' in page


@pytest.mark.parametrize("column", ["ref", "title", "activity", "impact", "due", "board", "owner"])
def test_every_column_sorts_both_ways(chair: Guest, example_dispatcher: Dispatcher, column: str) -> None:
    up, down = listed(chair.get(f"/?sort={column}")), listed(chair.get(f"/?sort=-{column}"))
    assert sorted(up) == sorted(down) == sorted(listed(chair.get("/")))
    keys = keys_of(example_dispatcher, column)
    for refs, last_first in ((up, False), (down, True)):
        present: list[Any] = [keys[ref] for ref in refs if keys[ref] is not None]
        assert present == sorted(present, reverse=last_first)
        assert all(keys[ref] is None for ref in refs[len(present) :])


def keys_of(dispatcher: Dispatcher, column: str) -> dict[str, object]:
    """By what each action is sorted: refs by their numbers, ratings by how bad they are; None comes last."""
    worst_first = (Rating.OFF_TRACK, Rating.AT_RISK, Rating.ON_TRACK, Rating.DONE, Rating.NOT_STARTED)
    found: dict[str, object] = {}
    with dispatcher.database.read() as session:
        boards: dict[int | None, str] = {
            each.id: (each.short_name or each.name).lower() for each in session.exec(select(Board))
        }
        posts: dict[int | None, str] = {each.id: each.title.lower() for each in session.exec(select(Post))}
        for each in session.exec(select(Action)):
            last = newest_update(session, each.id)
            ratings = (last.activity, last.impact) if last else (Rating.NOT_STARTED, Rating.NOT_STARTED)
            found[each.ref] = {
                "ref": each.ref_order,
                "title": each.title.lower(),
                "activity": worst_first.index(ratings[0]),
                "impact": worst_first.index(ratings[1]),
                "due": each.approved_due,
                "board": boards.get(each.board_id),
                "owner": posts.get(each.owner_post_id),
            }[column]
    return found


def test_a_sort_that_is_none_changes_nothing(chair: Guest) -> None:
    assert listed(chair.get("/?sort=nonsense")) == listed(chair.get("/"))


def test_a_long_list_comes_in_pages(chair: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.pages.listing.ROWS", 25)
    pages = [listed(chair.get(f"/?sort=title&page={number}")) for number in (1, 2, 3)]
    assert [len(each) for each in pages] == [25, 25, 14]
    assert len({ref for each in pages for ref in each}) == 64
    assert "page 3 of 3" in words_in(chair.page)
    assert "page=2" in chair.page
    assert "page=4" not in chair.page
    for odd in ("0", "-1", "99", "x", "9" * 30):
        assert len(listed(chair.get(f"/?page={odd}"))) in (25, 14)


# Kept until the record changes


@pytest.fixture
def statements(example: Database) -> Iterator[list[str]]:
    """The SQL that sessions run."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(example.engine, "before_cursor_execute", note)
    yield seen
    event.remove(example.engine, "before_cursor_execute", note)


def test_a_page_asked_for_again_asks_the_record_nothing_but_who_it_is_and_whether_it_changed(
    chair: Guest, statements: list[str], example_dispatcher: Dispatcher
) -> None:
    first = chair.get("/")
    statements.clear()
    assert chair.get("/") == first
    assert statements == []
    somebody(example_dispatcher, SRO).types("/update 2.4 green/green all well")
    statements.clear()
    assert "2 actions are Red" in words_in(chair.get("/"))
    assert statements
    example_dispatcher.accounts.recognise("test", "test", "new", SRO)
    statements.clear()
    chair.get("/")
    assert statements
    assert not any(each.split()[:3] == ["SELECT", "action.ref", "FROM"] for each in statements), "nothing is typed"


def test_kept_pages_are_each_visitors_own(chair: Guest, example_dispatcher: Dispatcher, address: str) -> None:
    again = Guest(address, link_for(example_dispatcher, CHAIR))
    tokens = {re.findall(r'name="csrf" value="(\w+)"', each.get("/"))[0] for each in (chair, again)}
    assert len(tokens) == 2
    assert "Workforce SRO" in Guest(address, link_for(example_dispatcher, SRO)).get("/packs")
    assert "Independent Chair" in chair.get("/packs")
    assert not re.search(r"(csrf|until|strip|receipt)-[0-9a-f]{32}", chair.get("/") + chair.get("/returns"))


# An action


def test_an_action_has_its_facts_and_its_boards(chair: Guest) -> None:
    said = words_in(chair.get("/actions/2.4"))
    for each in ("Original deadline March 2023", "Approved deadline March 2023", "Workforce Board", "68 days overdue"):
        assert each in said
    assert "26 April 2023 R Red R Red 15 March 2023 A Amber A Amber" in said
    assert "The campaign has not started." in said
    assert "by the rules" not in said
    assert "Activity declared Amber; by the rules Red: 68 days overdue." in words_in(chair.get("/actions/2.1"))


def test_a_long_history_comes_in_pages_newest_first(
    chair: Guest, example_dispatcher: Dispatcher, statements: list[str]
) -> None:
    with example_dispatcher.database.write() as session:
        action = session.exec(select(Action).where(Action.ref == "2.3")).one()
        organisation_id = session.exec(select(Person.organisation_id)).first()
        assert organisation_id is not None
        start = example_dispatcher.clock() - timedelta(days=1)
        for number in range(50):  # three at each moment: the order among them is that of their ids
            at = start + timedelta(minutes=number // 3)
            answers = Answers(Rating.AT_RISK, Rating.NOT_STARTED, commentary=f"Note {number:02}.")
            session.add(Update(action_id=action.id, at=at, kind=UpdateKind.UPDATE, **vars(answers)))
            session.flush()
        record(
            session,
            Actor(organisation_id, None, example_dispatcher.clock(), "test"),
            Change("updates.added", "action 2.3"),
        )
    statements.clear()
    found, path, asked = [], "/actions/2.3", []
    while path:
        page = chair.get(path)
        asked.append(len(statements))
        statements.clear()
        found += re.findall(r"<blockquote>(.*?)</blockquote>", page)
        older = re.findall(r'href="(/actions/2\.3\?before=\d+)#', page)
        path = older[0] if older else ""
    assert found[:50] == [f"Note {number:02}." for number in reversed(range(50))]
    assert len(asked) == 3
    assert asked[1] == asked[2] <= asked[0] + 1
    for odd in ("x", "0", "999999", "9" * 9, "9" * 18):
        assert "Note 49." in chair.get(f"/actions/2.3?before={odd}")


# The calendar


def test_the_calendar_is_that_of_the_bot(chair: Guest) -> None:
    said = words_in(chair.get("/calendar"))
    assert (
        "19 July 2023 Improvement Board 21 June 2023 5 July 2023 7 July 2023 10 July 2023 11 July 2023 HSCP, CPB"
        in said
    )
    assert 'href="/calendar" aria-current="page"' in chair.page


# Packs


@pytest.fixture
def pack(example_dispatcher: Dispatcher, clock: Clock) -> Callable[..., int]:
    """A pack of 7 June with these files; gives its id."""

    def pack(files: dict[PackFormat, tuple[str, bytes]], failed: str = "", changed: tuple[str, ...] = ()) -> int:
        freeze_for(example_dispatcher.database, clock, date(2023, 6, 7))
        with example_dispatcher.database.write() as session:
            meeting = session.exec(select(Meeting).where(Meeting.on == date(2023, 6, 7))).one()
            person = session.exec(select(Person).where(Person.email == "secretary@example.org")).one()
            snapshot = snapshot_of(session, meeting.id)
            assert snapshot is not None
            made = Pack(
                organisation_id=person.organisation_id,
                snapshot_id=snapshot.id,
                by_person_id=person.id,
                asked_at=clock.now,
                state=PackState.BUILDING,
                contents={"changed": list(changed)},
                done=[],
            )
            session.add(made)
            session.flush()
            taken = take_building(session, 1, clock.now, timedelta(minutes=1))
            assert taken is not None
            if failed:
                mark_failed(session, taken, failed)
            else:
                mark_made(session, taken, files)
            record(session, Actor(person.organisation_id, person.id, clock.now, "test"), Change("pack.ready", "pack"))
            return made.id

    return pack


WEB = b"<!doctype html><html><head><style>p { color: red }</style></head><body><p>Hello</p></body></html>"
FILES = {
    PackFormat.WEB: ("board-pack-2023-06-07-v1.html", WEB),
    PackFormat.WORD: ("board-pack-2023-06-07-v1.docx", b"word" * 40_000),
    PackFormat.PDF: ("board-pack-2023-06-07-v1.pdf", b"%PDF-1.7 ..."),
    PackFormat.SPREADSHEET: ("board-pack-2023-06-07-v1.xlsx", b"sheet"),
}


KINDS = ("Word document", "PDF", "Web page", "Spreadsheet")


def files_on(page: str) -> dict[str, str]:
    """The addresses of the files on a page, by the labels of their links."""
    return {label: path for path, label in re.findall(r'href="([^"]*/packs/files/\d+)">([^<]+)', page)}


def test_every_version_of_a_pack_is_listed_with_its_files(chair: Guest, pack: Callable[..., int]) -> None:
    assert "No pack has been published yet." in words_in(chair.get("/packs"))
    pack(FILES)
    pack({}, failed="The disk is full.", changed=("2.4 was Red on activity and is Green now.",))
    said = words_in(chair.get("/packs"))
    assert said.index("7 June 2023: version 2") < said.index("7 June 2023: version 1")
    assert "Compiled 7 June 2023, 10:00 by Board Secretary" in said
    assert "Could not be built. The disk is full." in said
    assert "2.4 was Red on activity and is Green now." in said
    assert list(files_on(chair.page)) == [f"{each}, draft" for each in KINDS]
    assert "board-pack-2023-06-07-v1.docx, 160 kB" in said
    assert chair.page.count("pack.check") == 2, "a verb and a receipt, of the newest version"


def test_the_files_are_those_that_were_made(chair: Guest, pack: Callable[..., int]) -> None:
    pack(FILES)
    links = files_on(chair.get("/packs"))
    kinds = dict(zip(KINDS, WRITTEN, strict=True))
    for label, path in links.items():
        name, content = FILES[kinds[label.removesuffix(", draft")]]
        answer = chair.client.get(path)
        assert answer.content == content
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
        again = chair.client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        attached = answer.headers.get("Content-Disposition", "")
        assert (name in attached) is (not label.startswith("Web page"))


def test_who_takes_a_file_has_had_it_and_that_is_written_once(
    chair: Guest, pack: Callable[..., int], example_dispatcher: Dispatcher
) -> None:
    id = pack(FILES)
    links = files_on(chair.get("/packs"))
    database = example_dispatcher.database
    with database.read() as session:
        snapshot_id = session.get_one(Pack, id).snapshot_id
        assert list(who_had(session, snapshot_id)) == [], "who looks at the list has no file"
    for label in ("PDF, draft", "PDF, draft", "Word document, draft"):
        chair.client.get(links[label])
    chair.client.get("/packs/files/99")
    with database.read() as session:
        took = [(row.format, row.draft, row.at, name) for row, name in downloads_of(session, [id])]
        assert took == [
            (format, True, example_dispatcher.clock(), "Independent Chair")
            for format in (PackFormat.PDF, PackFormat.WORD)
        ]
        assert [name for _, name in who_had(session, snapshot_id)] == ["Independent Chair"]
        assert len(session.exec(select(Event).where(Event.what == "pack.downloaded")).all()) == 2
        assert first_broken(session, 1) is None
        rows = printed_rows(given_table(session, 1, [(id, "1")], LONDON))
    assert [row[:3] for row in rows] == [
        ("Independent Chair", "version 1", f"taken from the pages: {each}, draft") for each in ("PDF", "Word document")
    ]


def test_the_web_page_of_a_pack_has_its_own_style_and_nothing_else(chair: Guest, pack: Callable[..., int]) -> None:
    pack(FILES)
    answer = chair.client.get(files_on(chair.get("/packs"))["Web page, draft"])
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script" not in policy
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_file_of_another_organisation_is_not_there(
    chair: Guest, pack: Callable[..., int], example_dispatcher: Dispatcher
) -> None:
    id = pack(FILES)
    links = files_on(chair.get("/packs"))
    with example_dispatcher.database.write() as session:
        other = Organisation(name="Elsewhere")
        session.add(other)
        session.flush()
        found = session.get_one(Pack, id)
        ours = found.organisation_id
        found.organisation_id = other.id
        record(session, Actor(ours, None, example_dispatcher.clock(), "test"), Change("pack.moved", "pack"))
    assert "No pack has been published yet." in words_in(chair.get("/packs"))
    for path in links.values():
        assert "There is no such file" in words_in(chair.get(path, 404))


def test_every_page_has_the_policy_and_nothing_of_its_own(chair: Guest) -> None:
    for path in ("/", "/actions/2.4", "/returns", "/calendar", "/packs", "/nothing", "/sign-in/nothing"):
        answer = chair.client.get(path)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert not re.findall(r"<style|\sstyle=|\son\w+=|<script", answer.text), path
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text), path
        assert 'lang="en-GB"' in answer.text
        assert len(re.findall("<h1", answer.text)) == 1


def test_only_the_secretariat_compiles_and_publishes_on_the_page(
    chair: Guest, example_dispatcher: Dispatcher, address: str, clock: Clock
) -> None:
    clock.set("2023-06-20 10:00")  # long before the freeze for 19 July
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    asked = pressed(secretary, "Compile the pack for 19 July 2023")
    assert "It is early to fix the figures for 19 July 2023" in words_in(asked)
    assert "Nothing has been done yet." in words_in(asked)
    assert "Fix the figures now all the same" in asked
    chair = Guest(address, link_for(example_dispatcher, CHAIR))
    assert "Compile the pack" not in chair.get("/packs")
    for verb, value in (
        ("pack.compile", "2023-07-19"),
        ("pack.compile_early", "2023-07-19"),
        ("pack.publish", "2023-07-19 version 1"),
        ("pack.publish_now", "2023-07-19 version 1"),
    ):
        answer = chair.sends("/press", on="/", verb=verb, value=value, back="/packs")
        assert answer.status_code == 403, verb
        assert "it is for the secretariat" in answer.text
    with example_dispatcher.database.read() as session:
        assert session.exec(select(Pack)).all() == []
    button = button_on(asked, "Fix the figures now all the same")
    assert "are fixed" in words_in(secretary.client.post("/press", data=button).text)
    assert secretary.client.post("/press", data=button).url.path == "/packs", "pressed twice, it is done once"
    with example_dispatcher.database.read() as session:
        assert len(session.exec(select(Pack)).all()) == 1


def pressed(guest: Guest, label: str) -> str:
    """The page that comes of a button of the page of packs."""
    answer = guest.client.post("/press", data=button_on(guest.get("/packs"), label))
    assert answer.status_code == 200, words_in(answer.text)
    return answer.text
