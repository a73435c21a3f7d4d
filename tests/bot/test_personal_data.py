"""`secretariat person`: what is known of somebody is handed out, and erased so that no table has their name again."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData
from sqlmodel import col, select

from handlers.cards import Card, Text, from_json
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.outbox import queue
from handlers.plain_text import in_words
from handlers.requests import Origin
from models.outbox.deliveries import Delivery, DeliveryState
from models.packs.highlights import Highlight
from models.people.people import Holding, Person, Post, Role
from models.people.signing_in import signed_in, use_link
from models.plan.actions import Action
from models.plan.received_files import ReceivedFile
from models.record.database import Database
from models.record.events import Actor, Event
from models.updates.updates import Update
from schedules.ticking import decide_what_is_due
from tests.asking import Clock, buttons, deliver, somebody
from tests.bot.command_line import CommandLine
from tests.databases import Engine, after, fill_example, no_sql_differs

NAME, EMAIL = "Zoë O'Hara (Made-Up)", "zoe.o@example.org"
CPB_SRO, SECRETARY, FOSTERING = "cpb.sro@example.org", "secretary@example.org", "fostering@example.org"
TODAY = date(2023, 6, 7)
ACCOUNT = ("slack", "T1", "U1ZOE")


@after(fill_example)
def fill_zoe(database: Database) -> None:
    """Zoë holds the posts of the Workforce SRO, and has done all that one can do."""
    clock = Clock("2023-06-07 10:00")
    dispatcher = Dispatcher(database, registry, clock)
    with database.write() as session:
        before = session.exec(select(Person).where(Person.email == "workforce.sro@example.org")).one()
        zoe = Person(organisation_id=before.organisation_id, name=NAME, email=EMAIL)
        session.add_all([zoe, Person(organisation_id=before.organisation_id, name="Ann", email=f"ann-{EMAIL}")])
        session.flush()
        for each in session.exec(select(Holding).where(Holding.person_id == before.id)):
            each.person_id = zoe.id
    who = somebody(dispatcher, EMAIL)
    dispatcher.accounts.recognise(*ACCOUNT, EMAIL)
    who.types("/update 2.4 amber/red fair booked; cause: pay; action: fair; recovery: 30 Sep 2023")
    who.types("/update 2.3 ambre/red stuck")
    who.types("/action 2.4 highlight Eleven new carers")
    who.types(f"/return delegate {FOSTERING} from 1 Jul until 31 Jul")
    somebody(dispatcher, CPB_SRO).types(f"/return delegate {EMAIL} from 12 Jun until 30 Jun")
    who.types("/secretariat leave 1 Aug 2023 to 10 Aug 2023")
    clock.set("2023-06-30 09:30")
    decide_what_is_due(dispatcher, ("record",))
    deliver(dispatcher)
    clock.set("2023-06-30 10:00")
    assert dispatcher.press(who.id, "return.snooze", "2023-07-04", Origin("test", "C1", private=True)) is not None
    with database.write() as session:
        assert who.id is not None
        session.add(ReceivedFile(person_id=who.id, name="plan.csv", content=NAME.encode(), received_at=clock.now))


@pytest.fixture
def example(engine: Engine) -> Iterator[Database]:
    """The example, with Zoë in it."""
    with engine.fresh(fill_zoe) as database:
        yield database


@pytest.fixture
def dispatcher(example: Database, clock: Clock) -> Dispatcher:
    clock.set("2023-06-30 10:00")
    return Dispatcher(example, registry, clock, "https://board.example.org")


@pytest.fixture
def run(example: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return CommandLine(example.url.render_as_string(hide_password=False), tmp_path, monkeypatch)


@dataclass(frozen=True)
class Zoe:
    """Somebody with a history, and the secret of their session in the pages."""

    id: int
    secret: str


@pytest.fixture
def zoe(dispatcher: Dispatcher) -> Zoe:
    """Zoë, who has signed in to the pages."""
    who = somebody(dispatcher, EMAIL)
    (button,) = buttons(who.types("/secretariat web"))
    with dispatcher.database.write() as session:
        used = use_link(session, button.url.rpartition("/")[2], dispatcher.clock(), "pages")
    assert used is not None
    assert who.id is not None
    return Zoe(who.id, used[0])


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, read without the models."""
    found = MetaData()
    found.reflect(database.engine)
    with database.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))]
            for name, table in found.tables.items()
        }


def named_in(database: Database, *words: str) -> Counter[str]:
    """How many rows of each table have one of `words` in any column, however it is written there."""
    spelt = [each.casefold() for word in words for each in (word, json.dumps(word)[1:-1])]
    found: Counter[str] = Counter()
    for name, rows in everything(database).items():
        for row in rows:
            said = " ".join(_text(value) for value in row).casefold().replace(f"ann-{EMAIL}", "")
            found[name] += any(each in said for each in spelt)
    return +found


def _text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


def test_everything_about_somebody_is_handed_out_without_secrets(run: CommandLine, zoe: Zoe) -> None:
    printed = run("person", "export", EMAIL.upper()).stdout
    found = json.loads(printed)
    assert found["person"] == {"id": zoe.id, "name": NAME, "email": EMAIL}
    assert [(each["tenant"], each["account"]) for each in found["accounts"]] == [ACCOUNT[1:]]
    assert {each["post"] for each in found["posts"]} == {"Workforce SRO", "Vice Chair, Practice Board"}
    assert [(each["action"], each["commentary"]) for each in found["updates"]] == [("2.4", "fair booked")]
    assert [(each["action"], "stuck" in json.dumps(each["answers"])) for each in found["drafts"]] == [("2.3", True)]
    assert [each["text"] for each in found["highlights"]] == ["Eleven new carers"]
    assert [(each["starts"], each["ends"]) for each in found["leave"]] == [("2023-08-01", "2023-08-10")]
    assert [each["until"] for each in found["snoozes"]] == ["2023-07-04"]
    assert {each["starts"] for each in found["delegations"]} == {"2023-07-01", "2023-06-12"}
    assert {"morning", "notice"} <= {each["kind"] for each in found["messages"]}
    assert "2.4" in json.dumps([each["card"] for each in found["messages"]])
    assert [each["name"] for each in found["files_waiting"]] == ["plan.csv"]
    assert len(found["sign_in_links"]) == len(found["sessions"]) == 1
    assert {"update.recorded", "leave.recorded", "account.linked"} <= {each["what"] for each in found["events"]}
    assert {"delivery"} <= {each["table"] for each in found["named_in"]}
    assert "hash" not in printed
    assert zoe.secret not in printed


def hold(database: Database, who: int, title: str, starts: date | None, ends: date | None) -> None:
    """Let somebody hold a post of their own; both days are held."""
    with database.write() as session:
        post = Post(organisation_id=session.get_one(Person, who).organisation_id, title=title, role=Role.SERVICE_LEAD)
        session.add(post)
        session.flush()
        session.add(Holding(post_id=post.id, person_id=who, starts=starts, ends=ends))


@no_sql_differs
def test_a_post_is_handed_out_with_the_days_on_which_it_was_held(run: CommandLine, zoe: Zoe, example: Database) -> None:
    hold(example, zoe.id, "Acting Head", date(2022, 9, 1), date(2023, 1, 31))
    posts = {each["post"]: each for each in json.loads(run("person", "export", EMAIL).stdout)["posts"]}
    assert (posts["Acting Head"]["from"], posts["Acting Head"]["to"]) == ("2022-09-01", "2023-01-31")
    assert (posts["Workforce SRO"]["to"], posts["Workforce SRO"]["board"]) == (None, "Workforce Board")


def test_every_post_is_vacant_from_the_day_of_erasing_and_what_was_over_before_stays(
    run: CommandLine, zoe: Zoe, example: Database
) -> None:
    """The example stands on 7 June 2023."""
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    for title, starts, ends in (
        ("ended yesterday", days[0], days[0]),
        ("ends today", days[0], days[1]),
        ("began yesterday", days[0], None),
        ("began today", days[1], None),
        ("begins tomorrow", days[2], None),
    ):
        hold(example, zoe.id, title, starts, ends)
    (vacant,) = re.findall("Vacant from today: (.*)\\.", run("person", "erase", EMAIL, "--yes").stdout)
    assert [each for each in ("ended", "ends", "began y", "began t", "begins") if each in vacant] == [
        "ends",
        "began y",
        "began t",
    ]
    with example.read() as session:
        held = session.exec(
            select(Post.title, col(Holding.ends)).join(Holding).where(Holding.person_id == zoe.id)
        ).all()
        left = session.exec(select(Event.subject).where(Event.what == "post.left")).all()
    assert dict(held) == dict.fromkeys(
        ("Workforce SRO", "Vice Chair, Practice Board", "ended yesterday", "ends today", "began yesterday"), days[0]
    )
    assert "post ended yesterday" not in left
    assert {"post began today", "post begins tomorrow", "post ends today"} <= set(left)


def test_nothing_is_erased_before_it_is_said_to(run: CommandLine, zoe: Zoe, example: Database) -> None:
    before = everything(example)
    done = run("person", "erase", EMAIL, status=1)
    assert f"{NAME} would be “Former post holder {zoe.id}”" in done.stdout
    assert "Vacant from today: Vice Chair, Practice Board and Workforce SRO." in done.stdout
    assert "Nothing was erased. To erase it for good, add --yes." in done.stderr
    assert everything(example) == before


def test_of_somebody_erased_no_table_has_the_name_or_the_address(
    run: CommandLine, zoe: Zoe, example: Database, dispatcher: Dispatcher
) -> None:
    assert {"person", "delivery"} <= named_in(example, NAME, EMAIL).keys(), "else there is nothing to erase"
    kept = ("update", "snapshot", "snapshot_row", "highlight", "action", "post")
    before = everything(example)
    done = run("person", "erase", EMAIL, "--yes")
    assert not named_in(example, NAME, EMAIL)
    assert "Named still" not in done.stdout
    assert "Nobody answers any more for CPB SRO." in done.stdout
    after = everything(example)
    for table in kept:
        assert after[table] == before[table], f"{table} is the board's record"
    assert after["event"][: len(before["event"])] == before["event"]
    assert run("verify").stdout == "The log is whole.\n"
    with example.read() as session:
        person = session.get_one(Person, zoe.id)
        assert (person.name, person.email) == (f"Former post holder {zoe.id}", f"former post holder {zoe.id}")
        assert session.exec(select(Update.by_person_id).where(Update.commentary == "fair booked")).one() == zoe.id
        event = session.exec(select(Event).where(Event.what == "person.erased")).one()
        assert (event.subject, event.person_id, event.after and event.after["account"]) == (f"person {zoe.id}", None, 1)
    assert in_words(somebody(dispatcher, SECRETARY).types("/secretariat audit 2.4")).count(person.name) == 2
    run("person", "export", EMAIL, status=1)


def test_somebody_erased_can_do_nothing_and_is_sent_nothing(
    run: CommandLine, zoe: Zoe, example: Database, dispatcher: Dispatcher
) -> None:
    assert signed_in(example, zoe.secret, dispatcher.clock()) is not None
    with example.write() as session:
        waiting = session.exec(select(Delivery).where(Delivery.person_id == zoe.id)).all()[-1]
        waiting.state = DeliveryState.WAITING
        session.add(waiting)
    run("person", "erase", EMAIL, "--yes")
    assert signed_in(example, zoe.secret, dispatcher.clock()) is None
    assert dispatcher.accounts.known(*ACCOUNT) is None
    with example.read() as session:
        kept = session.exec(select(Delivery).where(Delivery.person_id == zoe.id)).all()
        assert kept
        assert not [each for each in kept if each.card or each.channel or each.state is DeliveryState.WAITING]
    told = json.loads(run("tick", "--at", "2023-07-03T09:30", "--json").stdout)
    assert not [each for each in (*told["sent"], *told["waiting"]) if "ormer" in each["to"]]
    assert "vacant" in in_words(somebody(dispatcher, SECRETARY).types("/return status"))


@no_sql_differs
def test_what_nobody_may_change_is_told(run: CommandLine, zoe: Zoe, example: Database, dispatcher: Dispatcher) -> None:
    somebody(dispatcher, CPB_SRO).types(f"/update 1.1 green/grey Agreed with {NAME.upper()} on the phone")
    done = run("person", "erase", EMAIL, "--yes")
    assert "Named still in 1 row of “update”" in done.stdout
    assert named_in(example, NAME, EMAIL) == {"update": 1}
    assert run("verify").stdout == "The log is whole.\n"
    assert zoe.id


def test_the_title_of_a_post_is_no_name_and_a_longer_address_is_somebody_elses(
    run: CommandLine, zoe: Zoe, example: Database
) -> None:
    run("person", "erase", EMAIL, "--yes")
    run("person", "export", f"ann-{EMAIL}")
    before = everything(example)
    run("person", "erase", FOSTERING, "--yes")
    after = everything(example)
    assert not [row for row in after["person"] if FOSTERING in row]
    assert (after["post"], after["action"]) == (before["post"], before["action"])
    assert any("Head of Fostering" in row for row in after["post"])
    assert zoe.id


@no_sql_differs
def test_nobody_with_that_address(run: CommandLine) -> None:
    for verb in (("export",), ("erase",), ("erase", "--yes")):
        done = run("person", verb[0], "nobody@example.org", *verb[1:], status=1)
        assert done.stderr == "Nobody here has the e-mail address nobody@example.org.\n"


def call(database: Database, zoe: Zoe, name: str) -> None:
    with database.write() as session:
        session.get_one(Person, zoe.id).name = name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Jane Doe", "Well done _Jane Doe_!"),
        ("Jane Doe", "Led by:-Jane Doe and others"),
        ("Jane Doe", "Thanks.Jane Doe did it"),
        ("Jane Doe", "JANE DOE’s work"),
        ("İbrahim Demir", "Good work by İbrahim Demir."),
        ("Zoë O'Hara", "Zoe\N{COMBINING DIAERESIS} O’Hara did it"),
        ("Zoe\N{COMBINING DIAERESIS} O’Hara", "zoë o'hara did it"),
    ],
)
def test_a_name_is_found_however_it_stands_in_a_text(
    run: CommandLine, zoe: Zoe, example: Database, dispatcher: Dispatcher, name: str, said: str
) -> None:
    call(example, zoe, name)
    somebody(dispatcher, SECRETARY).types(f"/action 10.8 highlight {said}")
    found = json.loads(run("person", "export", EMAIL).stdout)["named_in"]
    assert "highlight" in {each["table"] for each in found}
    run("person", "erase", EMAIL, "--yes")
    with example.read() as session:
        text = session.exec(select(Highlight.text).join(Action).where(Action.ref == "10.8")).one()
    assert f"Former post holder {zoe.id}" in text
    assert not {"doe", "demir", "hara"} & set(re.findall("[a-z]+", text.lower()))


def test_a_name_at_the_beginning_of_a_line_of_a_message_is_found(
    run: CommandLine, zoe: Zoe, example: Database, dispatcher: Dispatcher
) -> None:
    spaced = NAME.replace(" ", "\N{NO-BREAK SPACE}")
    with example.write() as session:
        chair = session.exec(select(Person).where(Person.email == "chair@example.org")).one()
        actor = Actor(chair.organisation_id, None, dispatcher.clock(), "test")
        queue(session, actor, chair.id, "thanks", Card("Thanks", (Text(f"Thank you,\n{spaced}\nand all"),)))
    run("person", "erase", EMAIL, "--yes")
    with example.read() as session:
        card = session.exec(select(Delivery.card).where(Delivery.key == "thanks")).one()
    assert f"Thank you,\nFormer post holder {zoe.id}\nand all" in in_words(from_json(card or {}))


@no_sql_differs
@pytest.mark.parametrize("other", ["Jane Doe-Smith", "Mary-Jane Doe", "Jane Doerr", "Sarajane Doe", "Jane Doë"])
def test_a_longer_name_is_somebody_elses(
    run: CommandLine, zoe: Zoe, example: Database, dispatcher: Dispatcher, other: str
) -> None:
    call(example, zoe, "Jane Doe")
    somebody(dispatcher, SECRETARY).types(f"/action 10.8 highlight Thanks to {other}, -{other}- and {other}.")
    run("person", "erase", EMAIL, "--yes")
    with example.read() as session:
        assert f"Thanks to {other}, -{other}- and {other}." in session.exec(select(Highlight.text)).all()
