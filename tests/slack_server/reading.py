"""Reads Block Kit the way a person would: what stands there, whom it pings, what can be pressed.

The driver hands these readings to tests, so that a test says what somebody sees and not which JSON was sent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]

_MENTION = re.compile(r"<(?:[@#!][^>]*)>")
_LINK = re.compile(r"<(https?:[^|>]+)(?:\|([^>]*))?>")
_MARKUP = re.compile(r"(?<![\w])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![\w])")


@dataclass
class Pressable:
    """A button or a menu: what it says, and what Slack sends when it is used."""

    block_id: str
    element: Mapping[str, Any]

    @property
    def label(self) -> str:
        """The button's text, or the menu's placeholder."""
        text = self.element.get("text") or self.element.get("placeholder") or {}
        return str(text.get("text", ""))

    @property
    def action_id(self) -> str:
        """The id that a press carries."""
        return str(self.element["action_id"])


@dataclass
class Reading:
    """`lines` in order from top to bottom, `tables` as rows of cell texts, whom it `pings` and what is `pressable`.

    `pictures` are pairs: the id of the file in Slack, and the alternative text.
    """

    lines: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    pings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    pressables: list[Pressable] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it, a line each; table cells divided by ` | `."""
        return "\n".join(self.lines)

    def labelled(self, label: str) -> Pressable:
        """The button or menu that says `label`; an AssertionError names those that are there."""
        for pressable in self.pressables:
            if pressable.label == label:
                return pressable
        raise AssertionError(f"nothing to press says {label!r}; there are {[p.label for p in self.pressables]}")


def read(blocks: Sequence[Block], text: str) -> Reading:
    """Read a message or a view; `text` stands in where there are no blocks, and its mentions ping either way."""
    reading = Reading()
    if not blocks:
        reading.lines.append(_markdown(text, reading))
    else:
        reading.pings.extend(_MENTION.findall(text))
    for block in blocks:
        _read_block(block, reading)
    return reading


def _read_block(block: Block, reading: Reading) -> None:
    kind = block["type"]
    if kind in {"header", "alert"}:
        reading.lines.append(_text(block["text"], reading))
    elif kind == "section":
        reading.lines.extend(_text(each, reading) for each in _present(block, "text", "fields"))
        if accessory := block.get("accessory"):
            reading.pressables.append(Pressable(block["block_id"], accessory))
    elif kind == "context":
        reading.lines.extend(_text(each, reading) for each in block["elements"] if "text" in each)
    elif kind == "image":
        reading.lines.extend(_text(each, reading) for each in _present(block, "title", "fields"))
        reading.pictures.append((block["slack_file"]["id"], block["alt_text"]))
    elif kind == "rich_text":
        reading.lines.extend(_rich_text(block, reading))
    elif kind in {"table", "data_table"}:
        rows = [["".join(_cell(cell, reading)) for cell in row] for row in block["rows"]]
        reading.tables.append(rows)
        if caption := block.get("caption"):
            reading.lines.append(caption)
        reading.lines.extend(" | ".join(row) for row in rows)
    elif kind == "actions":
        reading.pressables.extend(Pressable(block["block_id"], each) for each in block["elements"])
    elif kind == "input":
        reading.lines.append(_text(block["label"], reading))
        if hint := block.get("hint"):
            reading.lines.append(_text(hint, reading))


def _present(block: Block, single: str, several: str) -> Iterator[Mapping[str, Any]]:
    if block.get(single):
        yield block[single]
    yield from block.get(several, ())


def _cell(cell: Mapping[str, Any], reading: Reading) -> Iterator[str]:
    if cell["type"] == "rich_text":
        yield from _rich_text(cell, reading)
    else:
        yield str(cell["text"])


def _rich_text(block: Mapping[str, Any], reading: Reading) -> Iterator[str]:
    for part in block["elements"]:
        if part["type"] == "rich_text_list":
            for item in part["elements"]:
                yield "• " + "".join(_inline(each, reading) for each in item["elements"])
        else:
            yield "".join(_inline(each, reading) for each in part["elements"])


def _inline(element: Mapping[str, Any], reading: Reading) -> str:
    kind = element["type"]
    if kind == "text":
        return str(element["text"])
    if kind == "link":
        reading.links.append(element["url"])
        return str(element.get("text") or element["url"])
    if kind == "emoji":
        return f":{element['name']}:"
    reading.pings.append(f"{kind}:{element}")
    return f"@{kind}"


def _text(text: Mapping[str, Any], reading: Reading) -> str:
    if text["type"] == "plain_text":
        return str(text["text"])
    return _markdown(text["text"], reading)


def _markdown(text: str, reading: Reading) -> str:
    """Slack's mrkdwn as it is shown: mentions ping, links become links, markup vanishes, escapes are undone."""
    reading.pings.extend(_MENTION.findall(text))
    reading.links.extend(match[0] for match in _LINK.findall(text))
    shown = _LINK.sub(lambda match: match[2] or match[1], text)
    shown = _MARKUP.sub(lambda match: match[2], shown)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
