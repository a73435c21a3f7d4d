"""Slack, as `bot.platforms` opens it: direct messages and channels of the workspace that the bot is installed in.

By Socket Mode, which needs no address, or by signed HTTP. Slack's libraries are loaded when it is opened.
"""

from functools import partial
from typing import TYPE_CHECKING, Any, Self

from pydantic import Field, SecretStr

from bot.doors.members import Members, watched
from bot.platforms import Platform, Serving
from bot.settings import DoorSettings
from bot.slack import PLATFORM
from handlers.dispatcher import Dispatcher
from handlers.registry import Registry

if TYPE_CHECKING:
    from bot.slack.door import SlackDoor
    from schedules.outbox_worker import Carrier


class SlackSettings(DoorSettings):
    """What an installation sets for Slack."""

    slack_bot_token: SecretStr | None = Field(default=None, description="Slack's bot token, `xoxb-...`")
    slack_app_token: SecretStr | None = Field(
        default=None, description="Slack's app-level token, `xapp-...`: with it `serve` uses Socket Mode"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="Slack's signing secret: with it `serve` takes signed requests at `/slack/events`"
    )
    slack_api_url: str = Field(default="https://slack.com/api/", description="where Slack's Web API is")


class Slack(Platform):
    """Slack, with its tokens."""

    name = PLATFORM
    title = "Slack"
    settings = SlackSettings
    how = (
        "For Slack set SECRETARIAT_SLACK_BOT_TOKEN and either SECRETARIAT_SLACK_APP_TOKEN (Socket Mode) or "
        "SECRETARIAT_SLACK_SIGNING_SECRET (signed HTTP)."
    )

    def __init__(self, said: SlackSettings) -> None:
        """`said` has a bot token."""
        assert said.slack_bot_token is not None
        self._bot_token = said.slack_bot_token.get_secret_value()
        self._app_token = said.slack_app_token.get_secret_value() if said.slack_app_token else ""
        self._signing_secret = said.slack_signing_secret.get_secret_value() if said.slack_signing_secret else ""
        self._api_url = said.slack_api_url

    @classmethod
    def configured(cls) -> Self | None:
        """It, if there is a bot token."""
        said = SlackSettings()
        return cls(said) if said.slack_bot_token else None

    @property
    def takes_requests(self) -> bool:
        """By Socket Mode or by signed HTTP."""
        return bool(self._app_token or self._signing_secret)

    async def try_out(self) -> None:
        """Raise `PlatformRefuses` when Slack does not take a token: its client would try again for ever."""
        if self._app_token:
            from bot.slack.app import make_client
            from bot.slack.serving import try_tokens

            await try_tokens(make_client(self._bot_token, self._api_url), self._app_token)

    def door(self, dispatcher: Dispatcher) -> "SlackDoor":
        """Direct messages and channels."""
        from bot.slack.door import SlackDoor

        return SlackDoor(dispatcher, self._bot_token, self._api_url)

    def serving(self, dispatcher: Dispatcher, carrier: "Carrier") -> Serving:
        """The Bolt app, by either way or by both, and asking about every account each day."""
        from bot.slack.app import make_app
        from bot.slack.members import SlackDirectory
        from bot.slack.serving import request_route, socket_mode

        app = make_app(dispatcher, self._bot_token, outbox_worker=carrier, api_url=self._api_url)
        routes = [request_route(app, self._signing_secret)] if self._signing_secret else []
        socket = [partial(socket_mode, app, self._app_token)] if self._app_token else []
        members = Members(dispatcher.accounts, SlackDirectory(app.client))
        return Serving(routes, [*socket, partial(watched, members)])

    @classmethod
    def manifest(cls, registry: Registry, address: str | None) -> dict[str, Any]:
        """Slack's app manifest; without an address for Socket Mode."""
        from bot.slack.manifest import manifest

        return manifest(registry, address)
