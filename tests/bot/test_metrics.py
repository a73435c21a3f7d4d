"""`/metrics` and `/healthz` over HTTP: what they count, who may read them, and that nobody is named."""

import re
import resource
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlmodel import select
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot import __version__
from bot.health import Writing, health_route
from bot.metrics import Metrics
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.requests import Origin
from models.outbox.deliveries import Delivery, DeliveryState
from models.people.people import Person
from models.record.database import Database
from tests.asking import Clock, deliver, somebody
from tests.bot.pages_stage import CHAIR, SRO, Guest, link_for, serving_pages
from tests.databases import Engine, fill_example

TOKEN = "a-token-that-is-long-enough"
TYPED = "fair-booked-in-the-town-hall"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def dispatcher(sqlite: Engine, clock: Clock) -> Iterator[Dispatcher]:
    with sqlite.fresh(fill_example) as database:
        yield Dispatcher(database, registry, clock)


@pytest.fixture
def address(dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(dispatcher, metrics_token=TOKEN) as address:
        yield address


def scraped(address: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """What `/metrics` says: the name of a sample and the values of its labels, to its value."""
    answer = httpx.get(f"{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60, trust_env=False)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {(each.name, tuple(each.labels.values())): each.value for family in families for each in family.samples}


def test_requests_are_counted_by_verb_and_outcome_and_nobody_is_named(address: str, dispatcher: Dispatcher) -> None:
    sro, chair = somebody(dispatcher, SRO), somebody(dispatcher, CHAIR)
    chair.types("/brag")
    chair.types("/brag")
    assert ("secretariat_info", ("sqlite", __version__)) in scraped(address)
    sro.types(f"/update 2.4 amber/red {TYPED}; cause: pay; action: fair; recovery: 30 Sep 2023")
    somebody(dispatcher, "secretary@example.org").types("/secretariat deliveries nonsense")
    chair.types("/secretariat deliveries")
    assert dispatcher.press(sro.id, "long.gone", "2.4", Origin("test", "C1", True, "r 1")) is not None
    Guest(address, link_for(dispatcher, CHAIR)).get("/actions/2.4")
    said = scraped(address)
    counts = {labels: value for (name, labels), value in said.items() if name == "secretariat_request_seconds_count"}
    assert counts[("answered", "brag.overview")] == 2
    assert counts[("answered", "update.record")] == counts[("mistake", "secretariat.deliveries")] == 1
    assert counts[("mistake", "unknown")] == 1
    assert counts[("answered", "page")] >= 1
    assert counts[("refused", "secretariat.deliveries")] == 1
    assert said[("secretariat_request_seconds_sum", ("answered", "brag.overview"))] > 0
    with dispatcher.database.read() as session:
        people = session.exec(select(Person)).all()
    labels = {value for _, values in said for value in values}
    assert all(re.fullmatch("[a-z][A-Za-z_.<>]*", name) for _, name in counts)
    assert ("secretariat_request_seconds_bucket", ("3.0", "answered", "brag.overview")) in said
    assert said[("secretariat_messages_total", ("put_off",))] == 0
    assert said[("secretariat_failures_total", ("slack",))] == 0
    assert not labels & {TYPED, "2.4", *(each.name for each in people), *(each.email for each in people)}
    assert not [each for each in labels if "@" in each or TYPED in each]


def test_what_fails_unexpectedly_is_counted_and_so_is_a_database_that_is_away(
    address: str, dispatcher: Dispatcher
) -> None:
    with dispatcher.database.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE delivery RENAME TO gone")
    somebody(dispatcher, CHAIR).types("/secretariat deliveries")
    somebody(dispatcher, "secretary@example.org").types("/secretariat deliveries")
    said = scraped(address)
    assert said[("secretariat_request_seconds_count", ("failed", "secretariat.deliveries"))] == 1
    assert said[("secretariat_database_up", ())] == 0
    assert ("secretariat_messages_waiting", ("no",)) not in said


def test_messages_that_wait_and_went_are_counted(address: str, dispatcher: Dispatcher, clock: Clock) -> None:
    somebody(dispatcher, SRO).types("/return delegate fostering@example.org until 23 Jun")
    clock.set("2023-06-07 10:30")
    said = scraped(address)
    assert said[("secretariat_messages_waiting", ("no",))] == 1
    assert said[("secretariat_messages_oldest_seconds", ("no",))] == 30 * 60
    deliver(dispatcher)
    with dispatcher.database.write() as session:
        (sent,) = session.exec(select(Delivery).where(Delivery.state == DeliveryState.SENT)).all()
        assert sent.tries == 1
        sent.state = DeliveryState.WAITING
        session.add(sent)
    said = scraped(address)
    assert said[("secretariat_messages_total", ("sent",))] == 1
    assert said[("secretariat_messages_total", ("failed",))] == 0
    assert (said[("secretariat_messages_waiting", ("no",))], said[("secretariat_messages_waiting", ("yes",))]) == (0, 1)
    assert said[("secretariat_database_up", ())] == 1
    assert said[("secretariat_packs", ("failed",))] == 0


@pytest.mark.parametrize(
    "sent", [{}, {"Authorization": "Bearer another-token-long"}, {"Authorization": f"Basic {TOKEN}"}]
)
def test_without_the_token_nothing_is_said(address: str, sent: dict[str, str]) -> None:
    answer = httpx.get(f"{address}/metrics", headers=sent, timeout=60, trust_env=False)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "secretariat_" not in answer.text


def test_without_a_token_in_the_settings_there_are_no_metrics(dispatcher: Dispatcher) -> None:
    with serving_pages(dispatcher) as address:
        answer = httpx.get(f"{address}/metrics", headers={"Authorization": "Bearer None"}, timeout=60, trust_env=False)
        assert answer.status_code == 404
        assert httpx.get(f"{address}/healthz", timeout=60, trust_env=False).json()["status"] == "ok"


@pytest.mark.anyio
async def test_a_clock_that_stands_still_is_said_and_one_that_works_is_not(dispatcher: Dispatcher) -> None:
    seconds = [1000.0]
    metrics = Metrics(dispatcher, lambda: seconds[0])
    app = httpx.ASGITransport(Starlette(routes=[health_route(dispatcher, metrics, most_quiet=50)]))
    async with httpx.AsyncClient(transport=app, base_url="http://127.0.0.1") as client:

        async def health() -> tuple[int, float | None, str | None]:
            answer = await client.get("/healthz")
            said = answer.json()
            return answer.status_code, said["last_tick_seconds"], said.get("reason")

        assert await health() == (200, None, None)
        metrics.tick("begun")
        metrics.tick("done")
        seconds[0] += 45
        assert await health() == (200, 45.0, None)
        metrics.tick("begun")
        seconds[0] += 45
        metrics.message("sent")
        seconds[0] += 45
        assert await health() == (200, 135.0, None), "a tick that brings many messages is at work"
        seconds[0] += 10
        assert await health() == (503, 145.0, "The clock has given no sign of life for 55 seconds.")
        metrics.tick("done")
        assert await health() == (200, 0.0, None)


def test_a_page_that_fails_is_counted_wherever_it_fails(address: str, dispatcher: Dispatcher) -> None:
    link = link_for(dispatcher, SRO)
    guest = Guest(address, link_for(dispatcher, CHAIR))
    with dispatcher.database.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE sign_in_link RENAME TO gone")
        session.connection().exec_driver_sql("ALTER TABLE web_session RENAME TO gone_too")
    guest.get("/", 500)
    said = scraped(address)
    assert said[("secretariat_failures_total", ("pages",))] == 1
    Guest(address).get(link, 500)
    assert scraped(address)[("secretariat_failures_total", ("pages",))] == 2


def test_health_says_why_nothing_can_be_written_and_does_not_try_at_every_question(dispatcher: Dispatcher) -> None:
    seconds = [0.0]
    writing = Writing(dispatcher, lambda: seconds[0])
    assert writing.why_not() is None
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))  # of a full disk we see what SQLite sees
    try:
        assert writing.why_not() is None, "it was tried a moment ago"
        seconds[0] += 10
        with capture_logs() as logged:
            said = writing.why_not()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert said is not None
    assert said.startswith("The database cannot be written to")
    assert [each["code"] for each in logged] in (["SQLITE_FULL"], ["SQLITE_IOERR_WRITE"])
    assert writing.why_not() is not None
    seconds[0] += 10
    assert writing.why_not() is None


def test_somebody_who_is_writing_is_not_waited_for(dispatcher: Dispatcher) -> None:
    with dispatcher.database.write():
        assert Writing(dispatcher).why_not() is None


def test_a_standby_is_no_place_to_write(postgresql: Engine) -> None:
    with postgresql.fresh(fill_example) as database:
        assert Writing(Dispatcher(database, registry, Clock("2023-06-07 10:00"))).why_not() is None
        url = database.url.render_as_string(hide_password=False)
        standby = Database(f"{url}&options={quote('-c default_transaction_read_only=on')}")
        with capture_logs() as logged:
            said = Writing(Dispatcher(standby, registry, Clock("2023-06-07 10:00"))).why_not()
        standby.close()
    assert said == "The database cannot be written to: it can only be read, like a standby or a read-only disk."
    assert [each["code"] for each in logged] == ["25006"]
