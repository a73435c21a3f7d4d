"""A version of a pack at its own address: its files, and where its figures come from, for those who may see that."""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from handlers.dispatcher import Dispatcher
from models.packs.packs import PackFile, PackFormat
from models.plan.ratings import Scale, in_scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS
from models.record.database import Database
from papers.pack.contents import PackContents
from papers.pack.figures import figures_of
from papers.pack.web import write_web
from tests.asking import Clock, Somebody
from tests.bot.pages_stage import Guest, link_for, serving_pages
from tests.databases import Engine, no_sql_differs
from tests.handlers.test_pack import compiled, finish, publish
from tests.scales import speak

Asked = Callable[[str], Somebody]
SECRETARY, OBSERVER, WORKFORCE = (f"{each}@example.org" for each in ("secretary", "observer", "workforce.sro"))
LEADS = re.compile(r'<a href="(/packs/1/figures/([^"]+))">([^<]*)</a>')


@pytest.fixture
def compiled_pack(as_person: Asked, example: Database, clock: Clock) -> None:
    """The pack for 7 June as a draft, with one update that says something of its own."""
    as_person(WORKFORCE).types(
        "/update 2.4 red/red a <b>note</b> of its own; cause no officer; action hire one; help none; "
        "back to green 30 Sep"
    )
    as_person(SECRETARY).types("/pack compile")
    finish(example, clock)


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


def contents(database: Database) -> PackContents:
    with database.read() as session:
        return compiled(session)


@pytest.mark.usefixtures("compiled_pack")
def test_every_figure_opens_as_many_rows_as_are_printed(
    example: Database, example_dispatcher: Dispatcher, address: str
) -> None:
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    found = {name: (path, printed) for path, name, printed in LEADS.findall(secretary.get("/packs/1/page"))}
    printed = figures_of(contents(example))
    assert set(found) == set(printed)
    assert {"current.on_track", "previous.on_track", "previous.activity.not_started", "current.updates.missing"} <= set(
        found
    )
    for name, (path, _) in found.items():
        page = secretary.get(path)
        rows = len(re.findall(r'<th scope="row" role="rowheader">', page))
        assert rows == printed[name].printed, name
        assert "somebody should find out" not in page, name
    on_track = secretary.get("/packs/1/figures/previous.on_track")
    assert "52 actions, as they stood for the board of 26 April 2023." in on_track
    red = secretary.get("/packs/1/figures/current.activity.off_track")
    assert "Update of 7 June 2023, 10:00 by Workforce SRO." in red
    assert "<blockquote>a &lt;b&gt;note&lt;/b&gt; of its own" in red
    assert "Commissioning and Resources" in red or "Workforce" in red
    assert 'href="/actions/2.4"' in red


@no_sql_differs
@pytest.mark.parametrize(("scale", "impact"), [(DELIVERY_CONFIDENCE, True), (PROGRESS, False)])
def test_so_they_do_on_another_scale(
    example: Database, example_dispatcher: Dispatcher, as_person: Asked, clock: Clock, scale: Scale, impact: bool
) -> None:
    speak(example, scale, rates_impact=impact)
    as_person(SECRETARY).types("/pack compile")
    finish(example, clock)
    with in_scale(contents(example).scale):
        printed = figures_of(contents(example))
    found = re.findall(rb'"/figures/([^"]+)"', write_web(contents(example), lambda name: f"/figures/{name}"))
    assert {each.decode() for each in found} == set(printed)
    secretary = example_dispatcher, as_person(SECRETARY).id
    for name, figure in printed.items():
        shown = secretary[0].view(secretary[1], "page.pack_figure", text="1", values={"name": name})
        assert (shown.differs, len(shown.rows)) == ("", figure.printed), name


@no_sql_differs
@pytest.mark.usefixtures("compiled_pack")
def test_who_may_not_see_it_is_told_that_there_is_nothing(
    as_person: Asked, example: Database, clock: Clock, example_dispatcher: Dispatcher, address: str
) -> None:
    observer, stranger = Guest(address, link_for(example_dispatcher, OBSERVER)), Guest(address)
    paths = ("/packs/1", "/packs/1/page", "/packs/1/figures/current.off_track")
    for path in paths:
        assert "of its own" not in observer.get(path, 404)
        assert stranger.client.get(path).status_code == 401
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    for odd in ("current.nothing", "previous.slow", "current.activity.pink", "x", "previous.updates.missing"):
        secretary.get(f"/packs/1/figures/{odd}", 404)
    for odd in ("/packs/99", "/packs/99/page", "/packs/1/none.pdf", "/packs/2/figures/current.total"):
        secretary.get(odd, 404)
    publish(as_person(SECRETARY), example, clock)
    for path in paths:
        observer.get(path)
        assert stranger.client.get(path).status_code == 401


@no_sql_differs
@pytest.mark.usefixtures("compiled_pack")
def test_an_address_keeps_its_bytes_and_the_file_has_no_way_back_to_the_record(
    as_person: Asked, example: Database, clock: Clock, example_dispatcher: Dispatcher, address: str
) -> None:
    kept = write_web(contents(example))
    assert b"/figures/" not in kept
    assert b"Where that comes from" not in kept
    assert b"/figures/" in write_web(contents(example), lambda name: f"/figures/{name}")
    publish(as_person(SECRETARY), example, clock)
    observer = Guest(address, link_for(example_dispatcher, OBSERVER))
    page = observer.get("/packs/1")
    assert "Published on 7 June 2023, 10:00." in page
    with example.read() as session:
        files = {each.name: each for each in session.exec(select(PackFile).where(~col(PackFile.draft)))}
    assert set(re.findall(r'href="/packs/1/([^"]+\.\w+)"', page)) == set(files)
    before = {}
    for name, file in files.items():
        answer = observer.client.get(f"/packs/1/{name}")
        assert answer.content == file.content
        assert file.sha256 in page
        assert sha256(answer.content).hexdigest() == file.sha256
        before[name] = answer.headers["ETag"]
    assert "draft" not in "".join(re.findall(r'href="/packs/1/([^"]+)"', page))
    as_person(SECRETARY).types('/pack correct 2.4 "of its own" is "of another" because it was misread')
    finish(example, clock)
    publish(as_person(SECRETARY), example, clock)
    assert observer.get("/packs/2") != page
    for name, etag in before.items():
        assert observer.client.get(f"/packs/1/{name}").headers["ETag"] == etag
    with example.write() as session, pytest.raises(Exception, match="only ever added"):
        session.execute(text("UPDATE pack_file SET content = 'x'"))


@no_sql_differs
@pytest.mark.usefixtures("compiled_pack")
def test_a_file_that_is_not_what_was_made_is_not_given(
    example: Database, example_dispatcher: Dispatcher, address: str, engine: Engine
) -> None:
    assert engine
    with example.write() as session:  # as somebody who has the database file may
        session.execute(text("DROP TRIGGER pack_file_no_update"))
        session.execute(text("UPDATE pack_file SET content = 'forged'"))
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    with example.read() as session:
        names = [each.name for each in session.exec(select(PackFile).where(PackFile.format != PackFormat.PROOF))]
    for name in names:
        answer = secretary.client.get(f"/packs/1/{name}")
        assert (answer.status_code, b"forged" in answer.content) == (500, False)
