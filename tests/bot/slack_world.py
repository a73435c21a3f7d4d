"""A whole small world for tests of the Slack door: a real dispatcher on a real database, Bolt, and the strict Slack.

`world(...)` is used by the tests of the door, in both modes: Socket Mode and signed HTTP served by uvicorn.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import uvicorn
from sqlmodel import Session
from starlette.applications import Starlette

from bot.slack.acknowledging import unfinished
from bot.slack.app import PATIENCE, make_app
from bot.slack.door import SlackDoor
from bot.slack.manifest import PATH, manifest
from bot.slack.serving import request_route, socket_mode
from handlers.dispatcher import Dispatcher
from handlers.registry import Registry
from models.people.people import Holding, Person, Post, Role
from models.plan.actions import Action
from models.plan.founding import found
from models.plan.refs import ref_order
from models.record.database import Database
from schedules.outbox_worker import OutboxWorker
from schedules.wording import Wording
from tests.slack_server import SlackServer

MODES = ("socket", "http")
NOW = datetime(2023, 6, 7, 9, 0, tzinfo=UTC)
PEOPLE = {
    "secretary@example.org": Role.SECRETARIAT,
    "chair@example.org": Role.CHAIR,
    "workforce.sro@example.org": Role.SRO,
}


@dataclass
class World:
    """The strict Slack, the dispatcher behind the bot, a channel and the Slack accounts by e-mail address."""

    slack: SlackServer
    dispatcher: Dispatcher
    outbox_worker: OutboxWorker
    channel: str
    accounts: dict[str, str] = field(default_factory=dict)

    @property
    def chair(self) -> str:
        return self.accounts["chair@example.org"]

    @property
    def sro(self) -> str:
        return self.accounts["workforce.sro@example.org"]

    @property
    def secretary(self) -> str:
        return self.accounts["secretary@example.org"]

    def rows(self, read: Callable[[Session], Any]) -> Any:
        """What `read` finds in the database."""
        with self.dispatcher.database.read() as session:
            return read(session)


@asynccontextmanager
async def world(
    mode: str, database: Database, registry: Registry, *, patience: float = PATIENCE
) -> AsyncIterator[World]:
    """Start everything on free ports, over a database that has the people above in it."""
    async with AsyncExitStack() as stack:
        dispatcher = Dispatcher(database, registry, lambda: NOW)
        slack = await stack.enter_async_context(SlackServer(busy=bot_at_work))
        outbox_worker = OutboxWorker(dispatcher, [SlackDoor(dispatcher, slack.bot_token, slack.api_url)], Wording())
        app = make_app(
            dispatcher,
            slack.bot_token,
            outbox_worker=outbox_worker,
            api_url=slack.api_url,
            patience=patience,
        )
        if mode == "socket":
            slack.install(manifest(registry))
            await stack.enter_async_context(socket_mode(app, slack.app_token))
        else:
            slack.request_url = await stack.enter_async_context(
                _served(Starlette(routes=[request_route(app, slack.signing_secret)]))
            )
            slack.install(manifest(registry, slack.request_url.removesuffix(PATH)))
        accounts = {email: slack.add_user(email) for email in PEOPLE}
        channel = slack.add_channel("improvement-board", *accounts.values())
        yield World(slack, dispatcher, outbox_worker, channel, accounts)


def bot_at_work() -> bool:
    """Whether a listener is still running in this event loop."""
    return not unfinished.isdisjoint(asyncio.all_tasks())


def fill_people(database: Database) -> None:
    """An organisation, an empty plan and the people above, none of them known on Slack yet."""
    with database.write() as session:
        organisation, plan = found(session, "Example Council", "Europe/London", "Plan", NOW, "test")
        for email, role in PEOPLE.items():
            person = Person(organisation_id=organisation.id, name=email.split("@")[0], email=email)
            post = Post(organisation_id=organisation.id, title=email.split("@")[0], role=role)
            session.add_all([person, post])
            session.flush()
            session.add(Holding(post_id=post.id, person_id=person.id, starts=date(2023, 1, 1)))
            if role is Role.SRO:
                title = "Recruit foster carers"
                session.add(
                    Action(plan_id=plan.id, ref="2.4", ref_order=ref_order("2.4"), title=title, owner_post_id=post.id)
                )


@asynccontextmanager
async def _served(application: Starlette) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="warning", lifespan="off"))
    serving = asyncio.ensure_future(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}{PATH}"
    finally:
        server.should_exit = True
        await serving
