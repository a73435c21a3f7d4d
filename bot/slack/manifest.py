"""The Slack app manifest, from the registry of commands: `secretariat manifest slack` prints it.

It asks for no more than the door uses. With an address it is for signed HTTP, without one for Socket Mode.
"""

from typing import Any

from handlers.registry import Command, Registry

PATH = "/slack/events"
"""Where signed requests of every kind arrive."""

SCOPES = {
    "app_mentions:read": "answer when it is named",
    "channels:history": "understand replies in the threads of its messages",
    "chat:write": "answer",
    "chat:write.public": "share a position in a channel it has not joined",
    "commands": "take commands",
    "files:read": "read a plan spreadsheet that is sent to it",
    "files:write": "bring the files of a board pack, and pictures",
    "groups:history": "understand replies in private channels it was invited to",
    "im:history": "read what is written to it directly",
    "im:write": "write to somebody directly",
    "users:read": "tell members from guests",
    "users:read.email": "recognise people by their e-mail address",
}
"""The bot's scopes, each with what it is for."""

EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im", "user_change")


def manifest(registry: Registry, address: str | None = None) -> dict[str, Any]:
    """The manifest as JSON values. `address` is where the bot is reached, such as `https://bot.example.org`."""
    request_url = {"request_url": f"{address.rstrip('/')}{PATH}"} if address else {}
    return {
        "display_information": {
            "name": "Secretariat",
            "description": "The true position of an improvement plan, and updates in under five minutes",
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "secretariat", "always_online": True},
            "slash_commands": [_slash_command(each, request_url) for each in registry.commands.values()],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }


LONGEST_HINT = 1000
"""Characters of a command's hint that Slack takes; what has no room is in its help."""


def _slash_command(command: Command, request_url: dict[str, str]) -> dict[str, Any]:
    words = [typed.removeprefix(command.name).strip() for typed, _ in command.usage]
    words = [each for each in words if each]
    while len(hint := " | ".join(words)) > LONGEST_HINT:
        words[-2:] = ["…"]
    url = {"url": request_url["request_url"]} if request_url else {}
    return {
        "command": command.name,
        **url,
        "description": command.summary,
        **({"usage_hint": hint} if hint else {}),
        "should_escape": False,
    }
