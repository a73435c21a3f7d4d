"""Who counts changes: guests, the deactivated and the unlinked lose what they had, are told once, and may come back."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlmodel import col, select

from bot.doors.members import ASKED_AGAIN, REMEMBERED, watched
from bot.doors.threads import Threads
from bot.settings import Settings
from bot.slack.platform import Slack, SlackSettings
from bot.terminal.serving import served
from handlers.accounts import cut_off_by_hand, let_in_again
from handlers.cards import from_json
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery
from models.people.people import Account, CutOff, Person
from models.people.signing_in import Purpose, make_link, signed_in, use_link
from models.record.database import Database
from models.record.events import Actor, Event, first_broken
from tests.asking import somebody
from tests.bot.slack_office import Office, clean
from tests.bot.slack_world import NOW, World, fill_people, world
from tests.databases import Engine
from tests.slack_server import SlackServer

pytestmark = pytest.mark.anyio

GONE = [{"deleted": True}, {"is_restricted": True}, {"is_ultra_restricted": True}, {"team_id": "T0OTHER"}]
SRO, CHAIR = "workforce.sro@example.org", "chair@example.org"


@dataclass
class Machine:
    """The machine's clock, moved by hand."""

    now: datetime = field(default_factory=lambda: datetime(2026, 1, 1, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def people(sqlite: Engine) -> Iterator[Database]:
    with sqlite.fresh(fill_people) as database:
        yield database


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
async def here(office: Office, people: Database, machine: Machine) -> AsyncIterator[World]:
    async with world("http", people, office.registry) as made:
        made.dispatcher.accounts.machine_clock = machine
        yield made


def become(here: World, user: str, traits: dict[str, object]) -> None:
    for name, said in traits.items():
        setattr(here.slack.workspace.users[user], name, said)


def asked(here: World) -> int:
    return [call.method for call in here.slack.calls].count("users.info")


def events(here: World, what: str) -> list[Event]:
    return here.rows(lambda session: session.exec(select(Event).where(Event.what == what)).all())  # type: ignore[no-any-return]


async def update(here: World, user: str) -> str:
    seen = await here.slack.slash(user, here.channel, "/update", "x")
    assert not seen.refusals
    return seen.answer.shown.text


async def test_serve_asks_about_everybody_when_it_starts(people: Database) -> None:
    async with SlackServer() as slack:
        dispatcher = Dispatcher(people, registry, lambda: NOW)
        guest = slack.add_user(SRO, is_restricted=True)
        with people.write() as session:
            person = session.exec(select(Person).where(Person.email == SRO)).one()
            session.add(
                Account(organisation_id=1, person_id=person.id, platform="slack", tenant=slack.team_id, account=guest)
            )
        settings = SlackSettings(
            slack_bot_token=SecretStr(slack.bot_token),
            slack_signing_secret=SecretStr(slack.signing_secret),
            slack_api_url=slack.api_url,
        )
        app = served(dispatcher, Settings(tick_seconds=3600), [Slack(settings)])
        async with app.router.lifespan_context(app):
            while (known := dispatcher.accounts.known("slack", slack.team_id, guest)) and known.cut_off is None:
                await asyncio.sleep(0.01)
        assert known is not None
        assert known.cut_off is CutOff.GUEST


@pytest.mark.parametrize("traits", GONE, ids=str)
@pytest.mark.parametrize("noticed", ["by the event", "after a day", "by the daily round"])
async def test_who_counts_no_more_is_cut_off_told_once_and_the_secretariat_hears(
    here: World, office: Office, machine: Machine, noticed: str, traits: dict[str, object]
) -> None:
    assert "Echo" in await update(here, here.sro)
    become(here, here.sro, traits)
    office.ran.clear()
    if noticed == "by the event":
        await here.slack.change(here.sro)
    else:
        machine.now += ASKED_AGAIN
    if noticed == "by the daily round":
        await here.outbox_worker.doors[0].members.ask_about_all()  # type: ignore[attr-defined]
    first = await update(here, here.sro)
    assert "The secretariat can send you a link" in first
    second = await update(here, here.sro)
    assert "I do not know this account" in second
    assert "link" not in second
    assert not office.ran
    (event,) = events(here, "account.cut_off")
    assert here.sro not in str((event.subject, event.after))
    told = here.rows(lambda session: session.exec(select(Delivery).where(col(Delivery.key).like("cut off%"))).all())
    (told,) = told
    assert SRO in in_words(from_json(told.card))
    assert told.person_id == somebody(here.dispatcher, "secretary@example.org").id
    assert here.rows(lambda session: first_broken(session, 1)) is None


async def test_while_slack_says_nothing_else_it_is_asked_once_a_day(here: World, machine: Machine) -> None:
    await update(here, here.sro)
    machine.now += ASKED_AGAIN - timedelta(seconds=1)
    await update(here, here.sro)
    assert asked(here) == 1
    machine.now += timedelta(seconds=1)
    await update(here, here.sro)
    await update(here, here.sro)
    assert asked(here) == 2


async def test_what_the_event_says_is_not_taken_for_true(here: World) -> None:
    await update(here, here.sro)
    await here.slack.change(here.sro, deleted=True)
    assert "Echo" in await update(here, here.sro)


async def test_who_is_a_full_member_again_is_let_in_again(here: World) -> None:
    await update(here, here.sro)
    become(here, here.sro, {"is_restricted": True})
    await here.slack.change(here.sro)
    assert "cut off" in await update(here, here.sro)
    become(here, here.sro, {"is_restricted": False})
    await here.slack.change(here.sro)
    assert "Echo" in await update(here, here.sro)
    assert len(events(here, "account.linked")) == 2


async def test_a_cut_off_ends_sessions_and_links_too(here: World) -> None:
    await update(here, here.sro)
    person = somebody(here.dispatcher, SRO).id or 0
    with here.dispatcher.database.write() as session:
        actor = Actor(1, person, NOW, "test")
        used = make_link(session, actor, person, Purpose.PAGES, NOW + timedelta(minutes=15))
        began = use_link(session, used, NOW, "test")
        unused = make_link(session, actor, person, Purpose.PAGES, NOW + timedelta(minutes=15))
    assert began is not None
    assert signed_in(here.dispatcher.database, began[0], NOW)
    become(here, here.sro, {"deleted": True})
    await here.slack.change(here.sro)
    assert signed_in(here.dispatcher.database, began[0], NOW) is None
    with here.dispatcher.database.write() as session:
        assert use_link(session, unused, NOW, "test") is None
    assert len(events(here, "session.ended")) == 1


async def test_on_the_first_start_every_linked_account_is_asked_about_and_one_message_says_who_was_cut_off(
    here: World,
) -> None:
    partner = here.slack.add_user("secretary@example.org", "Board Secretary", team_id="T0PARTNER")
    here.slack.add_channel("with-partners", partner, here.sro, shared=True)
    secretary, chair, sro = (
        somebody(here.dispatcher, email).id or 0 for email in ("secretary@example.org", "chair@example.org", SRO)
    )
    with here.dispatcher.database.write() as session:  # as the version before left them
        for person, tenant, account in (
            (secretary, "T0PARTNER", partner),
            (secretary, here.slack.team_id, here.secretary),
            (chair, here.slack.team_id, here.chair),
            (sro, here.slack.team_id, here.sro),
        ):
            session.add(Account(organisation_id=1, person_id=person, platform="slack", tenant=tenant, account=account))
    become(here, here.sro, {"is_restricted": True})
    become(here, here.chair, {"deleted": True})
    members = here.outbox_worker.doors[0].members  # type: ignore[attr-defined]
    async with watched(members):
        while len(events(here, "account.cut_off")) < 3:
            await here.slack.slash(here.secretary, here.channel, "/secretariat", "help")
    (told,) = here.rows(lambda session: session.exec(select(Delivery).where(col(Delivery.key).like("cut off%"))).all())
    said = in_words(from_json(told.card))
    assert all(words in said for words in (f"{SRO}): a guest", "chair@example.org): deactivated", "of another organ"))
    assert told.person_id == secretary
    asked_before = asked(here)
    await members.ask_about_all()
    assert asked(here) == asked_before
    assert "Echo" in await update(here, here.secretary)
    await here.slack.message(partner, f"D{here.slack.workspace.direct_channel(partner).id[1:]}", "update 2.4 amber")
    shown = here.slack.workspace.messages[-1].shown.text
    assert "of another organisation" in shown


async def test_a_refused_stranger_is_remembered_for_ten_minutes_and_not_beyond_a_change_of_people(
    here: World, machine: Machine
) -> None:
    new = here.slack.add_user("new.sro@example.org")
    here.slack.workspace.channels[here.channel].members.add(new)
    for _ in range(3):
        assert "I do not know this account" in await update(here, new)
    assert asked(here) == 1
    machine.now += REMEMBERED
    await update(here, new)
    assert asked(here) == 2
    with here.dispatcher.database.write() as session:
        session.add(Person(organisation_id=1, name="New SRO", email="new.sro@example.org"))
    assert "I do not know" not in await update(here, new)
    assert asked(here) == 3


async def test_unlinked_by_the_secretariat_stays_out_until_the_secretariat_links_again(
    here: World, office: Office
) -> None:
    await update(here, here.sro)
    with here.dispatcher.database.write() as session:
        person = session.exec(select(Person).where(Person.email == SRO)).one()
        assert cut_off_by_hand(session, Actor(1, None, NOW, "test"), person) == 1
    office.ran.clear()
    assert "cut off by the secretariat" in await update(here, here.sro)
    assert "I do not know this account" in await update(here, here.sro)
    another = here.slack.add_user(SRO)
    here.slack.workspace.channels[here.channel].members.add(another)
    assert "I do not know this account" in await update(here, another)
    assert not office.ran
    with here.dispatcher.database.write() as session:
        assert let_in_again(session, Actor(1, None, NOW, "test"), person) == 1
    assert "Echo" in await update(here, here.sro)


async def test_nothing_is_sent_to_an_address_that_is_not_confirmed(here: World) -> None:
    become(here, here.chair, {"is_email_confirmed": False})
    clean(await here.slack.slash(here.sro, here.channel, "/tell", "look at 2.4"))
    sent = here.rows(lambda session: session.exec(select(Delivery).where(Delivery.key == "once")).one())
    assert sent.state == "failed"
    assert "has not confirmed it" in str(sent.reason)


async def test_nothing_is_sent_to_who_was_cut_off(here: World) -> None:
    await update(here, here.chair)
    become(here, here.chair, {"is_restricted": True})
    await here.slack.change(here.chair)
    clean(await here.slack.slash(here.sro, here.channel, "/tell", "look at 2.4"))
    sent = here.rows(lambda session: session.exec(select(Delivery).where(Delivery.key == "once")).one())
    assert sent.state == "failed"
    assert "a guest" in str(sent.reason)


async def test_nothing_is_sent_to_who_was_unlinked_by_the_secretariat(here: World) -> None:
    await update(here, here.chair)
    with here.dispatcher.database.write() as session:
        person = session.exec(select(Person).where(Person.email == CHAIR)).one()
        assert cut_off_by_hand(session, Actor(1, None, NOW, "test"), person) == 1
    clean(await here.slack.slash(here.sro, here.channel, "/tell", "look at 2.4"))
    sent = here.rows(lambda session: session.exec(select(Delivery).where(Delivery.key == "once")).one())
    assert sent.state == "failed"
    assert "cut off by the secretariat" in str(sent.reason)


async def test_an_answer_that_is_kept_takes_no_thread_and_nobody_gets_it_who_counts_no_more(
    here: World, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asks() -> str:
        seen = await here.slack.slash(here.sro, here.channel, "/secretariat", "help")
        assert not seen.refusals
        return seen.answer.shown.text

    first = await asks()
    with monkeypatch.context() as patched:
        patched.setattr(Threads, "__call__", None)
        assert await asks() == first
    assert [what for what, _, _ in office.ran] == ["help"]
    become(here, here.sro, {"is_restricted": True})
    await here.slack.change(here.sro)
    assert "The secretariat can send you a link" in await asks()
    assert "I do not know this account" in await asks()


async def test_a_question_that_is_delivered_again_is_answered_once_though_its_answer_is_kept(here: World) -> None:
    await here.slack.slash(here.sro, here.channel, "/secretariat", "help")
    await here.slack.slash(here.sro, here.channel, "/secretariat", "help")
    again = await here.slack.redeliver()
    assert not [*again.posted, *again.whispered]
