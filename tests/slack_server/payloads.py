"""What Slack sends when somebody writes, presses or submits, and what Slack itself would not let through."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.slack_server.reading import Pressable
from tests.slack_server.workspace import Channel, Message, Workspace


def message_event(workspace: Workspace, message: Message, where: Channel) -> dict[str, Any]:
    """The event of a message that was written in a channel. One with files does not say of which team its writer is."""
    team = workspace.user(message.user).team_id
    event: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "channel": message.channel,
        "channel_type": where.kind,
        "client_msg_id": f"client-{message.ts}",
    }
    if message.thread_ts:
        event |= {"thread_ts": message.thread_ts, "parent_user_id": workspace.bot.id}
    if message.files:
        event |= {"subtype": "file_share", "files": message.files}
    else:
        event["team"] = team
    if where.is_ext_shared and team != workspace.team_id:
        event |= {"user_team": team, "source_team": team, "user_profile": {"name": message.user, "team": team}}
    return event


def mention_event(workspace: Workspace, message: Message, where: Channel) -> dict[str, Any]:
    """The event of a message that names the bot: its `team` is always the bot's own."""
    event = message_event(workspace, message, where)
    mention = {key: value for key, value in event.items() if key not in {"channel_type", "subtype"}}
    return {**mention, "type": "app_mention", "team": workspace.team_id}


def event_callback(workspace: Workspace, event: dict[str, Any], where: Channel | None = None) -> dict[str, Any]:
    """An event in its wrapping, with an id of its own.

    In a channel shared with another organisation `team_id` is, for a message, the team of its writer, and the bot's
    own is the context. Source: the payloads in the tests of Bolt for Python.
    """
    shared = where is not None and where.is_ext_shared
    team = event["user_team"] if shared and event["type"] == "message" and "user_team" in event else workspace.team_id
    own = {"enterprise_id": workspace.enterprise_id, "team_id": workspace.team_id}
    return {
        "token": "deprecated",
        "team_id": team,
        **({"context_team_id": workspace.team_id, "context_enterprise_id": workspace.enterprise_id} if shared else {}),
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{workspace.number():06d}",
        "event_time": int(workspace.now()),
        "authorizations": [{**own, "user_id": workspace.bot.id, "is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": shared,
    }


def actor(workspace: Workspace, user: str) -> dict[str, Any]:
    """Somebody who pressed or submitted."""
    person = workspace.user(user)
    return {"id": user, "username": person.name, "name": person.name, "team_id": person.team_id}


def enterprise(workspace: Workspace) -> dict[str, str] | None:
    """The organisation in a press or a submission; null outside Enterprise Grid."""
    return {"id": workspace.enterprise_id, "name": "Example Organisation"} if workspace.enterprise_id else None


def escaped(text: str) -> str:
    """Text as Slack sends it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pressed(pressable: Pressable, choose: str | None) -> dict[str, Any]:
    """The action of a pressed button, or of the option that says `choose`."""
    element = pressable.element
    action = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": pressable.block_id,
        "action_ts": "1.2",
    }
    if element["type"] == "button":
        return {**action, "text": element["text"], "value": element.get("value", "")}
    options = element.get("options") or [each for group in element["option_groups"] for each in group["options"]]
    for option in options:
        if option["text"]["text"] == choose:
            return {**action, "selected_option": option}
    raise AssertionError(f"no option says {choose!r}; there are {[each['text']['text'] for each in options]}")


def filled(block: Mapping[str, Any], value: str | None) -> dict[str, Any]:
    """The state of one input as Slack sends it, or an AssertionError where Slack would not let it through."""
    element = block["element"]
    kind = element["type"]
    name = block["block_id"]
    if kind == "static_select":
        groups = element.get("option_groups") or [element]
        options = {each["value"]: each for group in groups for each in group["options"]}
        chosen = element.get("initial_option") if value is None else options.get(value)
        assert value in (None, "") or chosen, f"{name} has no option {value!r}; there are {sorted(options)}"
        state: dict[str, Any] = {"type": kind, "selected_option": chosen}
        given = chosen
    elif kind == "datepicker":
        given = element.get("initial_date") if value is None else value or None
        state = {"type": kind, "selected_date": given}
    else:
        given = element.get("initial_value") if value is None else value or None
        assert given is None or len(given) <= element.get("max_length", 3000), f"{name} is too long for Slack"
        if kind == "url_text_input" and given:
            assert urlsplit(given).scheme in {"http", "https"}, f"{name}: Slack takes only web addresses here"
        state = {"type": kind, "value": given}
    assert given or block.get("optional"), f"{name} is required: Slack does not let it through empty"
    return state
