"""`secretariat demo` and `secretariat serve`: the two ways of running all the time."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import structlog
import typer
import uvicorn
from rich.console import Console
from slack_bolt.async_app import AsyncApp
from sqlmodel import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot.process import configure_logging, make_postman, open_desk, slack_door
from bot.settings import Settings
from bot.slack.app import make_app
from bot.slack.serving import request_route, socket_mode, try_tokens
from bot.terminal.plans import install_example
from bot.terminal.printing import print_answer
from bot.web.clock import Clock
from bot.web.server import DemoServer
from handlers.desk import Desk
from handlers.requests import Origin
from models.people import Person
from schedules.clock import running_clock
from schedules.postman import Postman

log = structlog.get_logger()


def demo(port: int | None) -> None:
    """Serve the example from a throw-away database on this machine, having printed its BRAG table."""
    settings = Settings()
    configure_logging("WARNING")
    with tempfile.TemporaryDirectory(prefix="secretariat-demo-") as folder:
        settings.database_url = f"sqlite:///{Path(folder) / 'demo.db'}"
        with open_desk(settings) as desk:
            install_example(desk, settings)
            clock = desk.clock = Clock(desk.clock())
            _print_position(desk)
            chosen = port or settings.port
            typer.echo(f"\nThe web chat is at http://127.0.0.1:{chosen}/ — choose who you are. Ctrl-C ends the demo.")
            with suppress(KeyboardInterrupt):
                DemoServer(desk, clock, make_postman(desk, settings), chosen).run()


def serve() -> None:
    """Run the doors that the settings have until stopped; status 1 when they have none or Slack refuses a token."""
    settings = Settings()
    configure_logging(settings.log_level)
    if settings.slack_bot_token is None or not (settings.slack_app_token or settings.slack_signing_secret):
        typer.echo(
            "No door is configured. For Slack set SECRETARIAT_SLACK_BOT_TOKEN and either SECRETARIAT_SLACK_APP_TOKEN "
            "(Socket Mode) or SECRETARIAT_SLACK_SIGNING_SECRET (signed HTTP). “secretariat demo” needs neither.",
            err=True,
        )
        raise typer.Exit(1)
    with open_desk(settings) as desk:
        desk.forget_old_receipts()
        if settings.slack_app_token:
            # Before the server starts: a refusal inside it would be logged as a fault of the program.
            token = settings.slack_app_token.get_secret_value()
            asyncio.run(try_tokens(_slack(desk, settings, make_postman(desk, settings)), token))
        uvicorn.run(served(desk, settings), host=settings.host, port=settings.port, log_config=None)


def served(desk: Desk, settings: Settings) -> Starlette:
    """The web application of `serve`: health and Slack's signed requests; beside it Socket Mode and the clock."""
    door = slack_door(desk, settings)
    postman = make_postman(desk, settings, [door] if door else [])
    slack = _slack(desk, settings, postman)
    routes: Sequence[BaseRoute] = [_health(desk), *([request_route(slack)] if settings.slack_signing_secret else [])]

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            if settings.slack_app_token:
                await stack.enter_async_context(socket_mode(slack, settings.slack_app_token.get_secret_value()))
            await stack.enter_async_context(running_clock(desk, postman, settings.tick_seconds))
            yield

    return Starlette(routes=routes, lifespan=lifespan)


def _slack(desk: Desk, settings: Settings, postman: Postman) -> AsyncApp:
    assert settings.slack_bot_token is not None
    secret = settings.slack_signing_secret
    return make_app(
        desk,
        settings.slack_bot_token.get_secret_value(),
        secret.get_secret_value() if secret else None,
        postman=postman,
        api_url=settings.slack_api_url,
    )


def _health(desk: Desk) -> Route:
    def healthz(_request: Request) -> JSONResponse:
        """Whether the record answers; a failure is a 500 by the server."""
        with desk.database.read() as session:
            session.exec(select(1)).one()
        return JSONResponse({"status": "ok"})

    return Route("/healthz", healthz)


def _print_position(desk: Desk) -> None:
    with desk.database.read() as session:
        chair = session.exec(select(Person.id).where(Person.email == "chair@example.org")).one()
    reply = desk.command(chair, "/brag", "", Origin(door="terminal", private=True))
    assert reply is not None
    print_answer(reply.answer, Console())
