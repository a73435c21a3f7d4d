"""Signing in to the pages: a link works once and for a while, a session ends, and no secret is written down."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

import schedules.clock
from bot.settings import Settings
from bot.web.pages.application import make_pages_app
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.people.people import Holding, Person
from models.record.database import Database
from models.record.events import Actor, Change, Event, first_broken, record
from tests.asking import Clock, somebody
from tests.bot.command_line import CommandLine
from tests.bot.pages_stage import (
    CHAIR,
    SECRETARY,
    SRO,
    Guest,
    fields_of,
    link_for,
    return_link_for,
    serving_pages,
    words_in,
)
from tests.databases import Engine
from tests.organisations import EXAMPLE, MARK, OTHER, fill_both, id_of


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


def events(dispatcher: Dispatcher, *whats: str) -> list[Event]:
    with dispatcher.database.read() as session:
        return [each for each in session.exec(select(Event).order_by("id")) if each.what in whats]


def test_a_link_that_is_only_opened_signs_nobody_in_and_stays_good(
    example_dispatcher: Dispatcher, address: str
) -> None:
    link = link_for(example_dispatcher, SRO)
    scanner = Guest(address)
    for _ in range(3):
        assert "Sign in as Workforce SRO" in scanner.get(link)
        scanner.client.head(link)
    assert not scanner.client.cookies
    assert "You are not signed in" in scanner.get("/", 401)
    guest = Guest(address, link)
    assert "Workforce SRO" in guest.get("/")


def test_a_link_works_once(example_dispatcher: Dispatcher, address: str) -> None:
    link = link_for(example_dispatcher, SRO)
    Guest(address, link)
    second = Guest(address)
    assert second.sign_in(link).status_code == 410
    page = second.get(link, 410)
    assert "This link does not work any more" in page
    assert "/secretariat web" in page
    assert not second.client.cookies


def test_used_expired_and_never_made_read_the_same(example_dispatcher: Dispatcher, address: str, clock: Clock) -> None:
    used, late = link_for(example_dispatcher, SRO), link_for(example_dispatcher, SRO)
    Guest(address, used)
    guest = Guest(address)
    pages = {guest.get(used, 410), guest.get("/sign-in/never-made", 410)}
    clock.set("2023-06-07 10:15")
    pages.add(guest.get(late, 410))
    assert guest.sends(late, on=late).status_code == 410
    assert len(pages) == 1


def test_a_link_is_good_until_its_last_minute(example_dispatcher: Dispatcher, address: str, clock: Clock) -> None:
    link = link_for(example_dispatcher, SRO)
    clock.set("2023-06-07 10:14")
    assert Guest(address).sign_in(link).status_code == 200


def test_a_link_is_not_used_up_by_a_form_of_another_page(example_dispatcher: Dispatcher, address: str) -> None:
    link = link_for(example_dispatcher, SRO)
    guest = Guest(address)
    assert guest.client.post(link, data={"csrf": "guessed"}).status_code == 410
    guest.client.headers["Sec-Fetch-Site"] = "cross-site"
    assert guest.sends(link, on=link).status_code == 403
    guest.client.headers["Sec-Fetch-Site"] = "same-origin"
    assert guest.sign_in(link).status_code == 200


def test_a_session_ends_after_a_working_day_which_is_said(
    example_dispatcher: Dispatcher, address: str, clock: Clock
) -> None:
    guest = Guest(address, link_for(example_dispatcher, SRO))
    assert "until 18:00" in guest.get("/")
    clock.set("2023-06-07 17:59")
    guest.get("/")
    clock.set("2023-06-07 18:00")
    assert "You are not signed in" in guest.get("/", 401)


def test_signing_out_ends_the_session_for_whoever_has_the_cookie(example_dispatcher: Dispatcher, address: str) -> None:
    guest = Guest(address, link_for(example_dispatcher, SRO))
    thief = Guest(address)
    thief.client.cookies.set("session", guest.secret)
    thief.get("/")
    guest.sends("/sign-out", on="/")
    assert not guest.client.cookies
    thief.get("/", 401)


def test_each_sign_in_has_a_secret_of_its_own_and_two_browsers_do_not_know_of_each_other(
    example_dispatcher: Dispatcher, address: str
) -> None:
    one, other = Guest(address, link_for(example_dispatcher, SRO)), Guest(address, link_for(example_dispatcher, SRO))
    assert one.secret != other.secret
    one.sends("/sign-out", on="/")
    other.get("/")


@pytest.mark.parametrize("cookie", ["", "x", "é", "a" * 5000, "' or 1=1 --"])
def test_a_cookie_that_is_no_secret_lets_nobody_in(address: str, cookie: str) -> None:
    raw = f"session={cookie}".encode()
    answer = httpx.get(f"{address}/", headers={b"Cookie": raw}, timeout=60, trust_env=False)
    assert answer.status_code in (400, 401, 431)


def test_the_log_has_who_and_when_and_no_secret(example_dispatcher: Dispatcher, address: str) -> None:
    link = link_for(example_dispatcher, SRO)
    guest = Guest(address, link)
    guest.sends("/sign-out", on="/")
    made, began, ended = events(example_dispatcher, "link.made", "session.began", "session.ended")
    assert [each.what for each in (made, began, ended)] == ["link.made", "session.began", "session.ended"]
    assert made.subject == began.subject == ended.subject
    assert made.after is not None
    assert made.person_id == began.person_id == ended.person_id == made.after["person"]
    assert (made.door, began.door, ended.door) == ("test", "pages", "pages")
    with example_dispatcher.database.read() as session:
        assert first_broken(session, made.organisation_id) is None


def test_no_secret_is_in_the_record_or_in_a_log(
    example_dispatcher: Dispatcher, address: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    link = link_for(example_dispatcher, SRO)
    guest = Guest(address, link)
    secrets = [link.rsplit("/", 1)[1], guest.secret]
    for path in ("/", "/nothing", "/actions/99.9", link):
        guest.client.get(path)
    copy = tmp_path / "copy.db"
    with (
        closing(sqlite3.connect(str(example_dispatcher.database.url.database))) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    stored = copy.read_bytes()
    said = "".join(capfd.readouterr())
    for secret in secrets:
        assert secret.encode() not in stored
        assert secret not in said


def test_a_cookie_goes_where_it_belongs(example_dispatcher: Dispatcher, address: str) -> None:
    link = link_for(example_dispatcher, SRO)
    guest = Guest(address)
    guest.client.follow_redirects = False
    cookie = guest.sign_in(link).headers["Set-Cookie"].lower()
    assert cookie.startswith("session=")
    assert {"httponly", "path=/", "samesite=lax"} <= {each.strip() for each in cookie.split(";")}
    assert "secure" not in cookie


@pytest.mark.anyio
async def test_behind_https_the_cookie_travels_no_other_way(example_dispatcher: Dispatcher) -> None:
    example_dispatcher.web_address = "https://board.example.org"
    transport = httpx.ASGITransport(make_pages_app(example_dispatcher, example_dispatcher.web_address))
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(
        transport=transport, base_url=example_dispatcher.web_address, headers=headers
    ) as client:
        link = link_for(example_dispatcher, SRO)
        token = fields_of((await client.get(link)).text, link)["csrf"]
        answer = await client.post(link, data={"csrf": token})
        assert answer.headers["Set-Cookie"].startswith("__Host-session=")
        assert "Secure" in answer.headers["Set-Cookie"]
        assert (await client.get("/")).status_code == 200
        assert (await client.get("/", headers={"Host": "another.example.org"})).status_code == 400


def test_only_a_page_of_ours_may_change_anything(example_dispatcher: Dispatcher, address: str) -> None:
    guest = Guest(address, link_for(example_dispatcher, SRO))
    for token in ("", "guessed", Guest(address, link_for(example_dispatcher, CHAIR)).get("/").split('value="')[1][:64]):
        answer = guest.client.post("/sign-out", data={"csrf": token})
        assert answer.status_code == 403
        assert "another session" in answer.text
    guest.get("/")


@pytest.mark.parametrize("path", ["/sign-in/guessed", "/returns/2.4"])
@pytest.mark.parametrize("announced", [True, False])
def test_what_is_longer_than_any_form_is_refused_unread(address: str, path: str, announced: bool) -> None:
    """Taking apart 25 MB of ampersands would hold everybody up for seconds, and anybody may send them."""
    parts = [b"&" * 2**17] * 5
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = Guest(address).client.post(path, content=b"".join(parts) if announced else iter(parts), headers=kind)
    assert answer.status_code == 413
    assert "More than 512 KB cannot be sent." in answer.text


def test_the_rights_are_asked_anew_each_time(example_dispatcher: Dispatcher, address: str, clock: Clock) -> None:
    """Whoever has lost the post since they signed in reads nothing, though the session still runs."""
    guest = Guest(address, link_for(example_dispatcher, SRO))
    guest.get("/")
    with example_dispatcher.database.write() as session:
        person = session.exec(select(Person).where(Person.email == SRO)).one()
        holdings = session.exec(select(Holding).where(Holding.person_id == person.id)).all()
        for each in holdings:
            each.ends = date(2023, 6, 6)
            session.add(each)
        record(session, Actor(person.organisation_id, None, clock.now, "test"), Change("post.left", "person"))
    for path in ("/", "/actions/2.4", "/returns", "/returns/2.4", "/calendar", "/packs"):
        assert "That is not open to you" in guest.get(path, 403)


def test_who_came_by_a_link_and_has_no_account_is_signed_out_by_the_secretariat(
    example_dispatcher: Dispatcher, address: str
) -> None:
    secretary = somebody(example_dispatcher, SECRETARY)
    guests = Guest(address, link_for(example_dispatcher, SRO)), Guest(address, return_link_for(example_dispatcher, SRO))
    unused = return_link_for(example_dispatcher, SRO)
    assert "no link of theirs works any more" in in_words(secretary.types(f"/secretariat people unlink {SRO}"))
    for guest in guests:
        guest.get("/returns", 401)
    assert Guest(address).client.get(unused).status_code == 410
    assert "nothing to cut off" in in_words(secretary.types(f"/secretariat people unlink {SRO}"))
    assert len(events(example_dispatcher, "session.ended")) == 2
    assert len(events(example_dispatcher, "link.retired")) == 1


def test_without_an_address_the_bot_says_who_can_give_the_pages_one(example_dispatcher: Dispatcher) -> None:
    card = somebody(example_dispatcher, SRO).types("/secretariat web")
    assert "SECRETARIAT_WEB_ADDRESS" in str(card.body)
    assert not events(example_dispatcher, "link.made")


def test_the_terminal_prints_a_link_that_works(
    example: Database, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = CommandLine(example.url.render_as_string(hide_password=False), tmp_path, monkeypatch)
    assert "SECRETARIAT_WEB_ADDRESS" in run("sign-in", SRO, status=1).output
    monkeypatch.setenv("SECRETARIAT_WEB_ADDRESS", "https://board.example.org/")
    assert "Nobody here has" in run("sign-in", "nobody@example.org", status=1).output
    printed = run("sign-in", SRO).stdout.split()[0]
    assert printed.startswith("https://board.example.org/sign-in/")
    assert Guest(address).sign_in(printed.removeprefix("https://board.example.org")).status_code == 200


@pytest.mark.parametrize(
    "written",
    ["board.example.org", "ftp://board.example.org", "https://", "https://x/y", "https://u:p@x", "https://x:y"],
)
def test_an_address_that_is_none_is_refused_at_the_start(written: str) -> None:
    with pytest.raises(ValueError, match="no address of pages"):
        Settings(web_address=written)


def test_serve_needs_a_door(example: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = CommandLine(example.url.render_as_string(hide_password=False), tmp_path, monkeypatch)
    said = run("serve", status=1).output
    assert "SECRETARIAT_WEB_ADDRESS" in said
    assert "SECRETARIAT_SLACK_BOT_TOKEN" in said


def test_health_is_answered_beside_the_pages_under_any_name(address: str) -> None:
    answer = httpx.get(f"{address}/healthz", headers={"Host": "10.0.0.7"}, timeout=60, trust_env=False)
    assert answer.json()["status"] == "ok"
    assert httpx.get(f"{address}/", headers={"Host": "10.0.0.7"}, timeout=60, trust_env=False).status_code == 400


def test_who_typed_and_was_signed_out_meanwhile_gets_it_back(
    example_dispatcher: Dispatcher, address: str, clock: Clock
) -> None:
    guest = Guest(address, link_for(example_dispatcher, SRO))
    clock.set("2023-06-08 10:00")
    answer = guest.client.post("/returns/2.4", data={"commentary": "Two weeks of <work>", "csrf": "x"})
    assert answer.status_code == 401
    assert "Two weeks of <work>" in words_in(answer.text)
    assert "<work>" not in answer.text


def test_where_only_pages_are_served_what_is_over_is_forgotten_once_a_day_all_the_same(
    example_dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tidy() -> None:
        tidied.append(example_dispatcher.clock())
        if len(tidied) == 1:
            raise OSError("the database is away")
        again.set()

    tidied: list[datetime] = []
    again = threading.Event()
    monkeypatch.setattr(schedules.clock, "SECONDS_A_DAY", 0.01)
    monkeypatch.setattr(example_dispatcher, "tidy", tidy)
    with serving_pages(example_dispatcher):
        assert again.wait(30)


def test_the_pages_of_an_organisation_let_nobody_of_another_in(sqlite: Engine, clock: Clock) -> None:
    with sqlite.fresh(fill_both) as database:
        ours, others = (Dispatcher(database, registry, clock, organisation_id=id_of(each)) for each in (EXAMPLE, OTHER))
        with serving_pages(ours) as address, serving_pages(others) as their_address:
            link = link_for(others, CHAIR)
            assert "This link does not work any more" in Guest(address).get(link, 410)
            assert Guest(address).sign_in(link).status_code == 410
            guest = Guest(their_address, link)
            assert MARK in guest.get("/actions/2.4")
            here = Guest(address)
            here.client.cookies = guest.client.cookies  # a browser sends them to every port of a machine
            assert MARK not in here.client.get("/actions/2.4").text
