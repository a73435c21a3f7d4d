"""The rules of Block Kit that Slack enforces, written down a second time so that the builder is not its own judge.

Called for every message, acknowledgement and view that the bot sends. A breach raises `Refused` with the place of the
mistake; unknown types and unknown fields are breaches too. Source of the limits: Slack's Block Kit reference.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from tests.slack_server.workspace import Refused

Surface = Literal["message", "modal", "home"]

_BLOCKS = {"message": 50, "modal": 100, "home": 100}
_TABLE_SURFACES = {"message", "home"}
_METADATA_CHARACTERS = 3000
_PAYLOAD_BYTES = 250_000


class Breach(Exception):
    """One broken rule: where (a JSON pointer) and which."""


def check_blocks(blocks: Any, surface: Surface) -> None:
    """Raise `invalid_blocks` unless Slack would take these blocks on this surface."""
    try:
        _check_blocks(blocks, surface)
    except Breach as breach:
        raise Refused("invalid_blocks", errors=[str(breach)]) from breach


def check_view(view: Any, kind: Literal["modal", "home"]) -> None:
    """Raise `invalid_arguments` unless Slack would take this view."""
    try:
        _fields(view, "/view", required={"type", "blocks"}, optional=_VIEW_FIELDS[kind])
        _demand(view["type"] == kind, "/view/type", f"is {view['type']}, not {kind}")
        if kind == "modal":
            for part in ("title", "submit", "close"):
                if part in view:
                    _text(view[part], f"/view/{part}", 24, plain=True)
            _demand("title" in view, "/view/title", "is missing")
            if any(block.get("type") == "input" for block in view["blocks"]):
                _demand("submit" in view, "/view/submit", "is required with an input block")
        _length(view.get("private_metadata", ""), "/view/private_metadata", 0, _METADATA_CHARACTERS)
        _length(view.get("callback_id", ""), "/view/callback_id", 0, 255)
        _check_blocks(view["blocks"], kind)
    except Breach as breach:
        raise Refused("invalid_arguments", errors=[str(breach)]) from breach


def check_metadata(metadata: Any) -> None:
    """Raise `invalid_metadata_format` unless it is an event's type and a payload of plain values or flat objects."""
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        raise Refused("invalid_metadata_format")
    payload = metadata["event_payload"]
    if not isinstance(metadata["event_type"], str) or not metadata["event_type"] or not isinstance(payload, dict):
        raise Refused("invalid_metadata_format")
    for value in payload.values():
        objects = value if isinstance(value, list) else [value]
        if not all(_plain(each) or (isinstance(each, dict) and all(map(_plain, each.values()))) for each in objects):
            raise Refused("invalid_metadata_format")


def _plain(value: Any) -> bool:
    return isinstance(value, str | int | float)


_VIEW_FIELDS = {
    "modal": {
        "title",
        "submit",
        "close",
        "private_metadata",
        "callback_id",
        "clear_on_close",
        "notify_on_close",
        "external_id",
    },
    "home": {"private_metadata", "callback_id", "external_id"},
}


def _check_blocks(blocks: Any, surface: Surface) -> None:
    _demand(isinstance(blocks, list), "/blocks", "is not a list")
    _demand(len(str(blocks)) <= _PAYLOAD_BYTES, "/blocks", "is larger than 250 KB")
    _demand(1 <= len(blocks) <= _BLOCKS[surface], "/blocks", f"has {len(blocks)} blocks")
    block_ids = [block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block]
    _demand(len(block_ids) == len(set(block_ids)), "/blocks", "uses a block_id twice")
    for index, block in enumerate(blocks):
        place = f"/blocks/{index}"
        _demand(isinstance(block, dict) and block.get("type") in _RULES, place, "has an unknown type")
        _length(block.get("block_id", "x"), f"{place}/block_id", 1, 255)
        kind = block["type"]
        if kind in {"table", "data_table"}:
            _demand(surface in _TABLE_SURFACES, place, f"{kind} is not for a {surface}")
        if kind == "input":
            _demand(surface != "message", place, "input is not for a message of this app")
        _RULES[kind](block, place)
    _check_tables(blocks)


def _check_tables(blocks: Sequence[Mapping[str, Any]]) -> None:
    """One `table` a message, not beside a `data_table`; cell text counts over the whole message."""
    tables = [block for block in blocks if block["type"] == "table"]
    data_tables = [block for block in blocks if block["type"] == "data_table"]
    _demand(len(tables) <= 1, "/blocks", "only_one_table_allowed")
    _demand(not (tables and data_tables), "/blocks", "mixes table and data_table")
    _demand(sum(map(_cell_characters, tables)) <= 10_000, "/blocks", "table text is over 10,000 characters")
    _demand(sum(map(_cell_characters, data_tables)) <= 20_000, "/blocks", "data table text is over 20,000 characters")


def _cell_characters(block: Mapping[str, Any]) -> int:
    return sum(_characters(cell) for row in block["rows"] for cell in row)


def _characters(value: Any) -> int:
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(_characters(each) for key, each in value.items() if key != "text")
    if isinstance(value, list):
        return sum(_characters(each) for each in value)
    return 0


def _demand(held: bool, place: str, otherwise: str) -> None:
    if not held:
        raise Breach(f"{place} {otherwise}")


def _length(value: Any, place: str, least: int, most: int) -> None:
    _demand(isinstance(value, str), place, "is not a string")
    _demand(least <= len(value) <= most, place, f"has {len(value)} characters, allowed are {least} to {most}")


def _fields(value: Any, place: str, required: set[str], optional: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    _demand(isinstance(value, dict), place, "is not an object")
    _demand(required <= set(value), place, f"lacks {sorted(required - set(value))}")
    unknown = set(value) - required - optional - {"type", "block_id", "action_id"}
    _demand(not unknown, place, f"has unknown fields {sorted(unknown)}")


def _text(value: Any, place: str, most: int, *, plain: bool = False) -> None:
    _fields(value, place, {"type", "text"}, {"emoji", "verbatim"})
    _demand(value["type"] in {"plain_text", "mrkdwn"}, place, "is neither plain_text nor mrkdwn")
    _demand(not plain or value["type"] == "plain_text", place, "must be plain_text")
    _demand("emoji" not in value or value["type"] == "plain_text", place, "emoji is for plain_text")
    _demand("verbatim" not in value or value["type"] == "mrkdwn", place, "verbatim is for mrkdwn")
    _length(value["text"], f"{place}/text", 1, most)


def _header(block: Any, place: str) -> None:
    _fields(block, place, {"text"})
    _text(block["text"], f"{place}/text", 150, plain=True)


def _section(block: Any, place: str) -> None:
    _fields(block, place, set(), {"text", "fields", "accessory", "expand"})
    _demand("text" in block or "fields" in block, place, "has neither text nor fields")
    if "text" in block:
        _text(block["text"], f"{place}/text", 3000)
    if "fields" in block:
        _demand(1 <= len(block["fields"]) <= 10, f"{place}/fields", f"has {len(block['fields'])} items")
        for index, each in enumerate(block["fields"]):
            _text(each, f"{place}/fields/{index}", 2000)
    if "accessory" in block:
        _element(block["accessory"], f"{place}/accessory", _PRESSABLE)


def _context(block: Any, place: str) -> None:
    _fields(block, place, {"elements"})
    _demand(1 <= len(block["elements"]) <= 10, place, "has more than 10 elements")
    for index, each in enumerate(block["elements"]):
        _text(each, f"{place}/elements/{index}", 3000)


def _divider(block: Any, place: str) -> None:
    _fields(block, place, set())


def _image(block: Any, place: str) -> None:
    _fields(block, place, {"alt_text"}, {"title", "image_url", "slack_file"})
    _length(block["alt_text"], f"{place}/alt_text", 1, 2000)
    _demand(("image_url" in block) != ("slack_file" in block), place, "needs image_url or slack_file")
    if "title" in block:
        _text(block["title"], f"{place}/title", 2000, plain=True)
    if "slack_file" in block:
        file = block["slack_file"]
        _demand(isinstance(file, dict) and set(file) == {"id"}, f"{place}/slack_file", "is not the id of a file")
        _demand(bool(re.fullmatch("F[A-Z0-9]{8,}", str(file["id"]))), f"{place}/slack_file/id", "is no id")


def _rich_text(block: Any, place: str) -> None:
    _fields(block, place, {"elements"})
    _demand(bool(block["elements"]), place, "is empty")
    for index, part in enumerate(block["elements"]):
        where = f"{place}/elements/{index}"
        _demand(part.get("type") in _RICH_PARTS, where, "has an unknown type")
        _fields(part, where, {"elements"}, _RICH_PARTS[part["type"]])
        if part["type"] == "rich_text_list":
            _demand(part.get("style") in {"bullet", "ordered"}, where, "has no list style")
            for number, item in enumerate(part["elements"]):
                _demand(item.get("type") == "rich_text_section", f"{where}/{number}", "is no rich_text_section")
                _rich_inlines(item["elements"], f"{where}/{number}")
        else:
            _rich_inlines(part["elements"], where)


_RICH_PARTS: dict[str, set[str]] = {
    "rich_text_section": set(),
    "rich_text_list": {"style", "indent", "offset", "border"},
    "rich_text_quote": {"border"},
    "rich_text_preformatted": {"border", "language"},
}
_RICH_INLINES: dict[str, tuple[set[str], set[str]]] = {
    "text": ({"text"}, {"style"}),
    "link": ({"url"}, {"text", "style", "unsafe"}),
    "emoji": ({"name"}, {"unicode", "style"}),
    "user": ({"user_id"}, {"style"}),
    "channel": ({"channel_id"}, {"style"}),
    "usergroup": ({"usergroup_id"}, {"style"}),
    "broadcast": ({"range"}, set()),
    "date": ({"timestamp", "format"}, {"url", "fallback", "style"}),
}


def _rich_inlines(elements: Any, place: str) -> None:
    _demand(isinstance(elements, list), place, "has no elements")
    for index, each in enumerate(elements):
        where = f"{place}/{index}"
        _demand(each.get("type") in _RICH_INLINES, where, "has an unknown type")
        required, optional = _RICH_INLINES[each["type"]]
        _fields(each, where, required, optional)
        if each["type"] == "text":
            _length(each["text"], f"{where}/text", 1, 3000)


def _table(block: Any, place: str) -> None:
    _fields(block, place, {"rows"}, {"column_settings"})
    _demand(1 <= len(block["rows"]) <= 100, f"{place}/rows", f"has {len(block['rows'])} rows")
    _demand(len(block.get("column_settings", ())) <= 20, place, "has settings for more than 20 columns")
    for index, row in enumerate(block["rows"]):
        _demand(1 <= len(row) <= 20, f"{place}/rows/{index}", f"has {len(row)} cells")
        _demand(len(row) == len(block["rows"][0]), f"{place}/rows/{index}", "is of another length")
        for number, cell in enumerate(row):
            _table_cell(cell, f"{place}/rows/{index}/{number}", {"raw_text", "rich_text"})


def _data_table(block: Any, place: str) -> None:
    _fields(block, place, {"rows", "caption"}, {"page_size", "row_header_column_index"})
    _length(block["caption"], f"{place}/caption", 1, 3000)
    _demand(2 <= len(block["rows"]) <= 201, f"{place}/rows", f"has {len(block['rows'])} rows")
    width = len(block["rows"][0])
    _demand(1 <= width <= 20, place, f"has {width} columns")
    size = block.get("page_size", 5)
    _demand(isinstance(size, int) and 1 <= size <= 100, f"{place}/page_size", f"is {size}")
    _demand(0 <= block.get("row_header_column_index", 0) < width, place, "has no such row header column")
    for index, row in enumerate(block["rows"]):
        _demand(len(row) == width, f"{place}/rows/{index}", "is of another length")
        allowed = {"raw_text", "raw_number"} | (set() if index == 0 else {"rich_text"})
        for number, cell in enumerate(row):
            _table_cell(cell, f"{place}/rows/{index}/{number}", allowed)


def _table_cell(cell: Any, place: str, allowed: set[str]) -> None:
    _demand(isinstance(cell, dict) and cell.get("type") in allowed, place, "is no cell for this table")
    if cell["type"] == "rich_text":
        _rich_text(cell, place)
        return
    _fields(cell, place, {"text"} | ({"value"} if cell["type"] == "raw_number" else set()), {"emoji"})
    _demand(isinstance(cell["text"], str) and bool(cell["text"].strip()), place, "is empty")


def _actions(block: Any, place: str) -> None:
    _fields(block, place, {"elements"})
    _demand(1 <= len(block["elements"]) <= 25, place, f"has {len(block['elements'])} elements")
    action_ids = [each.get("action_id") for each in block["elements"]]
    _demand(len(action_ids) == len(set(action_ids)), place, "uses an action_id twice")
    for index, each in enumerate(block["elements"]):
        _element(each, f"{place}/elements/{index}", _PRESSABLE)


def _input(block: Any, place: str) -> None:
    _fields(block, place, {"label", "element"}, {"hint", "optional", "dispatch_action"})
    _text(block["label"], f"{place}/label", 2000, plain=True)
    if "hint" in block:
        _text(block["hint"], f"{place}/hint", 2000, plain=True)
    _element(block["element"], f"{place}/element", _ASKABLE)


def _element(element: Any, place: str, allowed: set[str]) -> None:
    _demand(isinstance(element, dict) and element.get("type") in allowed, place, "is no element for this place")
    _length(element.get("action_id", "x"), f"{place}/action_id", 1, 255)
    _ELEMENTS[element["type"]](element, place)


def _button(element: Any, place: str) -> None:
    _fields(element, place, {"text"}, {"value", "url", "style", "confirm", "accessibility_label"})
    _text(element["text"], f"{place}/text", 75, plain=True)
    _length(element.get("value", ""), f"{place}/value", 0, 2000)
    _length(element.get("url", ""), f"{place}/url", 0, 3000)
    _demand(element.get("style", "primary") in {"primary", "danger"}, place, "has an unknown style")


def _static_select(element: Any, place: str) -> None:
    _fields(element, place, set(), {"placeholder", "options", "option_groups", "initial_option", "focus_on_load"})
    if "placeholder" in element:
        _text(element["placeholder"], f"{place}/placeholder", 150, plain=True)
    _demand(("options" in element) != ("option_groups" in element), place, "needs options or option_groups")
    groups = element.get("option_groups") or [{"options": element["options"]}]
    _demand(1 <= len(groups) <= 100, place, f"has {len(groups)} groups")
    options = []
    for index, group in enumerate(groups):
        if "option_groups" in element:
            _fields(group, place, {"label", "options"})
            _text(group["label"], f"{place}/option_groups/{index}/label", 75, plain=True)
        _demand(1 <= len(group["options"]) <= 100, place, f"has {len(group['options'])} options")
        options += group["options"]
    for index, option in enumerate(options):
        _fields(option, f"{place}/options/{index}", {"text", "value"}, {"description"})
        _text(option["text"], f"{place}/options/{index}/text", 75, plain=True)
        _length(option["value"], f"{place}/options/{index}/value", 1, 150)
        if "description" in option:
            _text(option["description"], f"{place}/options/{index}/description", 75, plain=True)
    _demand(element.get("initial_option", options[0]) in options, place, "initial_option is not among the options")


def _plain_text_input(element: Any, place: str) -> None:
    optional = {"placeholder", "initial_value", "multiline", "min_length", "max_length", "focus_on_load"}
    _fields(element, place, set(), optional)
    most = element.get("max_length", 3000)
    _demand(1 <= most <= 3000, f"{place}/max_length", f"is {most}")
    _length(element.get("initial_value", ""), f"{place}/initial_value", 0, most)


def _url_text_input(element: Any, place: str) -> None:
    _fields(element, place, set(), {"placeholder", "initial_value", "focus_on_load"})


def _datepicker(element: Any, place: str) -> None:
    _fields(element, place, set(), {"placeholder", "initial_date", "confirm", "focus_on_load"})
    date = element.get("initial_date", "2023-06-07")
    _demand(len(date) == 10 and date[4] == date[7] == "-", f"{place}/initial_date", "is not YYYY-MM-DD")


_RULES: dict[str, Callable[[Any, str], None]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "image": _image,
    "divider": _divider,
    "rich_text": _rich_text,
    "table": _table,
    "data_table": _data_table,
    "actions": _actions,
    "input": _input,
}
_ELEMENTS: dict[str, Callable[[Any, str], None]] = {
    "button": _button,
    "static_select": _static_select,
    "plain_text_input": _plain_text_input,
    "url_text_input": _url_text_input,
    "datepicker": _datepicker,
}
_PRESSABLE = {"button", "static_select", "datepicker"}
_ASKABLE = {"plain_text_input", "url_text_input", "static_select", "datepicker"}
