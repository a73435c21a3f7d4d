"""`/metrics`: what an operator alarms on, in Prometheus' text form. Counts and times, and nothing about a person.

One for each process, made by `serve`: the dispatcher tells it what happens, and the record is asked at each scrape.
Labels are names of verbs and outcomes, of which there are a few; no name, address, ref or typed text is ever among
them.
"""

import time
from collections.abc import Callable, Iterator
from secrets import compare_digest
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import __version__
from bot.platforms import all_platforms
from handlers.dispatcher import Dispatcher
from handlers.failures import note_failure
from handlers.observer import Brought, Observer, Requested, Ticked
from models.outbox.backlog import Backlog, backlog

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10)
"""Seconds. Slack waits three for an answer."""


class Metrics(Observer):
    """What has happened in this process, and when its clock gave its last sign of life."""

    def __init__(self, dispatcher: Dispatcher, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds that only ever grow."""
        self._clock = clock
        self._sign = clock()
        self._ticked: float | None = None
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "secretariat_request_seconds",
            "Requests answered, by the verb and how it ended",
            ("verb", "outcome"),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._messages = Counter(
            "secretariat_messages", "Messages in hand, by how it went", ("outcome",), registry=self.registry
        )
        self._failures = Counter(
            "secretariat_failures", "Requests that a door could not answer", ("door",), registry=self.registry
        )
        self._ticks = Counter("secretariat_ticks", "Ticks of the clock", ("outcome",), registry=self.registry)
        self._last_tick = Gauge(
            "secretariat_last_tick_timestamp_seconds", "When the last tick was done", registry=self.registry
        )
        labels = (self._messages, Brought), (self._ticks, Ticked)
        for counter, values in labels:
            for value in get_args(values):
                counter.labels(value)  # zero from the start: an alarm sees the first one, too
        for door in ("pages", *(each.name for each in all_platforms())):
            self._failures.labels(door)
        about = {"version": __version__, "database": dispatcher.database.url.get_backend_name()}
        Info("secretariat", "This program", registry=self.registry).info(about)
        ProcessCollector(registry=self.registry)
        self.registry.register(RecordCollector(dispatcher, clock))

    def request(self, what: str, outcome: Requested, seconds: float) -> None:
        """Count a request with its time."""
        self._requests.labels(what, outcome).observe(seconds)

    def message(self, outcome: Brought) -> None:
        """Count a message; bringing it is a sign of life."""
        self._sign = self._clock()
        self._messages.labels(outcome).inc()

    def failure(self, door: str) -> None:
        """Count what failed at a door."""
        self._failures.labels(door).inc()

    def tick(self, outcome: Ticked) -> None:
        """Count a tick of the clock."""
        self._sign = self._clock()
        self._ticks.labels(outcome).inc()
        if outcome == "done":
            self._ticked = self._clock()
            self._last_tick.set_to_current_time()

    @property
    def quiet_seconds(self) -> float:
        """How long the clock has given no sign of life; since the start of the process, before the first."""
        return self._clock() - self._sign

    @property
    def last_tick_seconds(self) -> float | None:
        """How long ago the last tick was done; None before the first."""
        return None if self._ticked is None else self._clock() - self._ticked


class RecordCollector(Collector):
    """What the record says at the moment of a scrape; while it does not answer, only that it does not."""

    def __init__(self, dispatcher: Dispatcher, clock: Callable[[], float]) -> None:
        self._dispatcher, self._clock = dispatcher, clock
        self._answered = clock()

    def collect(self) -> Iterator[Metric]:
        """Ask the record, once."""
        found: Backlog | None = None
        began = self._clock()
        try:
            with self._dispatcher.database.read() as session:
                found = backlog(session, self._dispatcher.organisation.id)
            self._answered = self._clock()
        except Exception as error:
            note_failure("scrape failed", error)
        yield _gauge("database_up", "Whether the database answers", float(found is not None))
        quiet = self._clock() - self._answered
        yield _gauge("database_quiet_seconds", "Seconds since the database last answered a scrape", quiet)
        if found is None:
            return
        yield _gauge("database_answer_seconds", "How long this scrape's questions took", self._answered - began)
        count = GaugeMetricFamily("secretariat_messages_waiting", "Messages that wait to be sent", labels=("tried",))
        age = GaugeMetricFamily(
            "secretariat_messages_oldest_seconds", "How long the oldest of them has waited", labels=("tried",)
        )
        for tried, waiting in (("no", found.new), ("yes", found.again)):
            count.add_metric((tried,), waiting.count)
            since = (self._dispatcher.clock() - waiting.since).total_seconds() if waiting.since else 0
            age.add_metric((tried,), max(since, 0))
        packs = GaugeMetricFamily("secretariat_packs", "Packs being built, and such as failed", labels=("state",))
        for state, number in found.packs.items():
            packs.add_metric((state.value,), number)
        yield from (count, age, packs)


def metrics_route(metrics: Metrics, token: str) -> Route:
    """`/metrics`, for whoever sends the token as `Authorization: Bearer ...`."""
    expected = f"Bearer {token}".encode()

    def scrape(request: Request) -> Response:
        if not compare_digest(request.headers.get("authorization", "").encode(), expected):
            return PlainTextResponse("The token is missing or wrong.", 401, {"WWW-Authenticate": "Bearer"})
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", scrape)


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"secretariat_{name}", what, value=value)
