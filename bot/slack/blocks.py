"""Cards as Slack messages and as the Home tab: Block Kit, with the same in words beside it.

Called by the listeners, the sender and the door. Text goes into plain text, which every client shows as typed and which
pings nobody; into markup only for bold and for lines, and only where nothing in it could be taken for markup. A card
that is too long for one message becomes several; nothing is cut silently. A picture is shown by the id of its file in
Slack (`pictures.py`), and wherever it has none, by what it shows in words.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, assert_never

import slackblocks as kit

from bot.slack import limits, table_blocks
from handlers.cards import (
    Actions,
    Button,
    Card,
    Cell,
    Divider,
    Element,
    Fields,
    Files,
    Image,
    Listing,
    Select,
    Table,
    Text,
)
from handlers.plain_text import file_words, in_words
from handlers.printed_cells import cell_words

_MARKUP = re.compile(r"[*_~`<>&]|:\S+:")
"""What Slack could take for formatting, a link, a mention or an emoji."""

_ADDRESS = re.compile(r"https?://[^\s<>|&]+")
"""A paragraph that is nothing but a web address, with no character that means something to Slack: it can be pressed."""

KEPT = 64
"""So many answers are kept as messages."""

OPEN_LINK = "open-link"
"""The verb of a button that only opens a web address: Slack reports its pressing all the same."""

FILES_HERE = "The files are in the thread of this message."
FILES_ELSEWHERE = "The files are in the thread of the message that brought them."


@dataclass(frozen=True)
class SlackMessage:
    """One message: the blocks, and `text` with the same in words, escaped for Slack.

    `unpictured` are the blocks with words in the place of pictures, for when Slack does not show these; None without.
    """

    text: str
    blocks: list[dict[str, Any]]
    unpictured: list[dict[str, Any]] | None = None

    def arguments(self) -> dict[str, Any]:
        """For `chat.postMessage` and its kin; no word in it is taken for markup, a mention or a link."""
        return {
            "text": self.text,
            "blocks": self.blocks,
            "mrkdwn": False,
            "parse": "none",
            "link_names": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }

    @cached_property
    def for_the_asker(self) -> str:
        """For the acknowledgement of a command, as JSON, written once: it shows the message to the asker alone."""
        return json.dumps({"response_type": "ephemeral", **self.arguments()})


Pictures = Mapping[Image, str]
"""The ids of the files in Slack that are pictures of a card."""


def messages(card: Card, pictures: Pictures | None = None, *, brings_files: bool = False) -> tuple[SlackMessage, ...]:
    """The card as one message, or as several when it is longer than Slack takes. Not to be changed: they are kept.

    `brings_files`: the files that it names come with it, into its thread.
    """
    if pictures or brings_files:
        return _messages(card, pictures or {}, brings_files)
    latest = _latest.get(id(card))
    if latest is None or latest[0] is not card:
        if len(_latest) >= KEPT:
            _latest.clear()
        latest = _latest[id(card)] = card, _kept_messages(card.title, card.body)
    return latest[1]


_latest: dict[int, tuple[Card, tuple["SlackMessage", ...]]] = {}
"""By the very cards: the dispatcher gives the same one while nothing changes, and to compare two takes long."""


@lru_cache(KEPT)
def _kept_messages(title: str, body: tuple[Element, ...]) -> tuple[SlackMessage, ...]:
    """Kept, since the same position is asked for again and again before a board."""
    return _messages(Card(title, body), {}, False)


def _messages(card: Card, pictures: Pictures, brings_files: bool) -> tuple[SlackMessage, ...]:
    # Divided as it is in words, which take more blocks than pictures do: so it fits either way.
    fits = len(_card_blocks(card)) <= limits.BLOCKS_IN_A_MESSAGE and _table_text(card) <= limits.DATA_TABLE_TEXT
    return tuple(_message(part, pictures, brings_files) for part in ([card] if fits else _parts(card)))


def home_view(card: Card) -> dict[str, Any]:
    """The card as the Home tab."""
    blocks = _card_blocks(card)
    if len(blocks) > limits.BLOCKS_IN_A_VIEW:
        unseen = len(blocks) - limits.BLOCKS_IN_A_VIEW + 1
        blocks = [*blocks[: limits.BLOCKS_IN_A_VIEW - 1], *paragraph(f"… and {unseen} more parts.", "muted")]
    return dict(kit.HomeTabView(blocks=blocks).to_dict())


def escaped(text: str) -> str:
    """`text` with the three characters escaped that Slack would otherwise take for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def action_id(verb: str, number: int) -> str:
    """The id of the `number`th element for a verb: the verb, and a number since Slack wants ids to differ."""
    return f"{verb} {number}"


def verb_of(identifier: str) -> str:
    """The verb in an `action_id`."""
    return identifier.partition(" ")[0]


def element_blocks(
    element: Text | Listing | Fields | Divider | Actions | Image | Files,
    pictures: Pictures | None = None,
    brings_files: bool = False,
) -> list[kit.Block]:
    """One element of a card or a form, in as many blocks as it needs. Tables are for messages and the Home tab only."""
    match element:
        case Text(text=text, style=style):
            return paragraph(text, style)
        case Listing(items=items):
            return _listing(items)
        case Fields(pairs=pairs):
            return list(_fields(pairs))
        case Divider():
            return [kit.DividerBlock()]
        case Actions(elements=elements):
            return list(_actions(elements))
        case Image():
            return _image(element, (pictures or {}).get(element, ""))
        case Files(files=files):
            where = FILES_HERE if brings_files else FILES_ELSEWHERE
            return [*_listing(tuple(map(file_words, files))), *paragraph(where if files else "", "muted")]
        case _:
            assert_never(element)


def paragraph(text: str, style: str = "plain") -> list[kit.Block]:
    """Text as it was typed, in as many blocks as it needs."""
    if not text.strip():
        return []
    if _ADDRESS.fullmatch(text) and len(text) < limits.SECTION_TEXT - 2:
        return [kit.SectionBlock(kit.Markdown(f"<{text}>", verbatim=True))]
    if style == "heading" and len(text) <= limits.HEADER_TEXT:
        return [kit.HeaderBlock(kit.PlainText(text))]
    if style == "muted":
        return [kit.ContextBlock([kit.PlainText(piece)]) for piece in limits.pieces(text, limits.SECTION_TEXT)]
    if style == "quote":
        text = f"“{text}”"
    mark = "*" if style in ("strong", "heading") and "\n" not in text else ""
    return [_section(piece, mark) for piece in limits.pieces(text, limits.SECTION_TEXT - 2)]


def _section(text: str, mark: str = "") -> kit.SectionBlock:
    """A paragraph, shown as typed: between marks (bold) or in lines, if nothing in it could be taken for markup."""
    if (mark or "\n" in text) and not _MARKUP.search(text):
        return kit.SectionBlock(kit.Markdown(f"{mark}{text.strip()}{mark}", verbatim=True))
    return kit.SectionBlock(kit.PlainText(text))


def _image(image: Image, file: str) -> list[kit.Block]:
    """The picture; without a file, or where it has more to say than fits an alternative text, words as well."""
    if not file:
        return [*paragraph(image.title, "strong"), *paragraph(image.alt, "muted")]
    alt = limits.shortened(image.alt.strip() or image.title.strip() or "A picture", limits.ALT_TEXT)
    shown = kit.ImageBlock(
        slack_file=kit.SlackFile(url=None, id=file),
        alt_text=alt,
        title=limits.shortened(image.title.strip(), limits.IMAGE_TITLE) or None,
    )
    return [shown, *paragraph(image.alt if len(image.alt.strip()) > limits.ALT_TEXT else "", "muted")]


def _parts(card: Card) -> list[Card]:
    """The card divided so that each part fits one message; each says which of how many it is."""
    parts: list[list[Element]] = [[]]
    blocks_used, text_used = 1, 0
    for element in (piece for whole in card.body for piece in _divided(whole)):
        blocks = 2 if isinstance(element, Table) else len(element_blocks(element))
        text = _shown_characters(element)
        too_long = blocks_used + blocks > limits.BLOCKS_IN_A_MESSAGE or text_used + text > limits.DATA_TABLE_TEXT
        if parts[-1] and too_long:
            parts.append([])
            blocks_used, text_used = 1, 0
        parts[-1].append(element)
        blocks_used, text_used = blocks_used + blocks, text_used + text
    return [
        replace(card, title=f"{card.title} ({number} of {len(parts)})", body=tuple(body))
        for number, body in enumerate(parts, 1)
    ]


def _table_text(card: Card) -> int:
    """How many characters the tables of a card have; a single one is fitted anyway and counts for nothing."""
    found = [_shown_characters(element) for element in card.body if isinstance(element, Table)]
    return sum(found) if len(found) > 1 else 0


def _shown_characters(element: Element) -> int:
    return table_blocks.characters(table_blocks.fitting(element)[0]) if isinstance(element, Table) else 0


def _divided(element: Element) -> Iterator[Element]:
    """A listing or a row of fields or buttons so long that it would not fit one message, in shorter ones."""
    most = 100
    match element:
        case Listing(items=items) if len(items) > most:
            yield from (Listing(items[at : at + most]) for at in range(0, len(items), most))
        case Fields(pairs=pairs) if len(pairs) > most:
            yield from (Fields(pairs[at : at + most]) for at in range(0, len(pairs), most))
        case Text(text=text, style=style) if len(text) > limits.SECTION_TEXT * 10:
            yield from (Text(piece, style) for piece in limits.pieces(text, limits.SECTION_TEXT * 10))
        case _:
            yield element


def _message(card: Card, pictures: Pictures, brings_files: bool) -> SlackMessage:
    text = limits.lines_within(escaped(in_words(card)), limits.MESSAGE_TEXT)
    words = _resolved(_card_blocks(card, {}, brings_files))
    if not any(each in pictures for each in card.body if isinstance(each, Image)):
        return SlackMessage(text, words)
    return SlackMessage(text, _resolved(_card_blocks(card, pictures, brings_files)), words)


def _resolved(blocks: list[kit.Block]) -> list[dict[str, Any]]:
    return [dict(block._resolve()) for block in blocks]


def _card_blocks(card: Card, pictures: Pictures | None = None, brings_files: bool = False) -> list[kit.Block]:
    alone = sum(isinstance(element, Table) for element in card.body) == 1
    text_left = limits.DATA_TABLE_TEXT
    blocks = paragraph(card.title, "heading")
    for element in card.body:
        if not isinstance(element, Table):
            blocks += element_blocks(element, pictures, brings_files)
        elif not element.rows:
            blocks += paragraph(f"{element.caption}: none.")
        else:
            shown, unseen = table_blocks.fitting(element, text_left)
            text_left -= table_blocks.characters(shown)
            blocks += _table(shown, unseen, alone)
    return blocks


def _table(shown: Table, unseen: str, alone: bool) -> list[kit.Block]:
    if not shown.rows:
        return paragraph(f"{shown.caption}: {unseen}")
    if alone and not unseen and table_blocks.is_plain(shown):
        return [*paragraph(shown.caption, "muted"), table_blocks.plain(shown)]
    return [table_blocks.sortable(shown), *paragraph(unseen, "muted")]


def _listing(items: tuple[str, ...]) -> list[kit.Block]:
    lines = "\n".join(f"• {item}" for item in items if item.strip())
    return [_section(piece) for piece in limits.pieces(lines, limits.SECTION_TEXT)]


def _fields(pairs: tuple[tuple[str, Cell], ...]) -> Iterator[kit.Block]:
    """Label on the left, value on the right; a value too long for that becomes a paragraph of its own."""
    row: list[str | kit.Text] = []
    for label, cell in pairs:
        value = cell_words(cell)
        if len(value) > limits.FIELD_TEXT:
            if row:
                yield kit.SectionBlock(fields=row)
                row = []
            yield from paragraph(label, "strong")
            yield from paragraph(value)
            continue
        row += [kit.Markdown(f"*{escaped(label)}*"), kit.PlainText(value if value.strip() else "–")]
        if len(row) == limits.FIELDS_IN_A_SECTION:
            yield kit.SectionBlock(fields=row)
            row = []
    if row:
        yield kit.SectionBlock(fields=row)


def _actions(elements: tuple[Button | Select, ...]) -> Iterator[kit.Block]:
    for start in range(0, len(elements), limits.ELEMENTS_IN_A_ROW):
        row = elements[start : start + limits.ELEMENTS_IN_A_ROW]
        yield kit.ActionsBlock([_element(each, number) for number, each in enumerate(row)])


def _element(element: Button | Select, number: int) -> kit.Element:
    if isinstance(element, Select):
        return menu(element.options, action_id(element.verb, number), element.label)
    label = limits.shortened(element.label, limits.BUTTON_LABEL)
    return kit.Button(
        text=kit.PlainText(label),
        action_id=action_id(OPEN_LINK if element.url else element.verb, number),
        value=element.value or None,
        style=None if element.style == "default" else element.style,
        url=element.url or None,
    )


def menu(
    options: tuple[tuple[str, str], ...], identifier: str, placeholder: str, chosen: str = ""
) -> kit.StaticSelectMenu:
    """A menu of (value, label) options, in groups when there are more than a hundred."""
    made = [_option(value, label) for value, label in options]
    shown: dict[str, Any] = {"options": made}
    if len(made) > limits.OPTIONS_IN_A_GROUP:
        starts = range(0, len(made), limits.OPTIONS_IN_A_GROUP)
        groups = [made[at : at + limits.OPTIONS_IN_A_GROUP] for at in starts]
        shown = {
            "option_groups": [
                kit.OptionGroup(kit.PlainText(f"{at + 1} to {at + len(group)}"), group)
                for at, group in zip(starts, groups, strict=True)
            ]
        }
    made_menu = kit.StaticSelectMenu(
        action_id=identifier, placeholder=kit.PlainText(limits.shortened(placeholder, limits.PLACEHOLDER)), **shown
    )
    # Set afterwards: slackblocks would ask for a group here, Slack wants the option.
    made_menu.initial_option = next((each for each in made if chosen and each.value == chosen), None)
    return made_menu


def _option(value: str, label: str) -> kit.Option:
    """An option; what of its label does not fit stands below it, smaller."""
    text, *rest = limits.pieces(label, limits.OPTION_LABEL)
    below = kit.PlainText(limits.shortened("".join(rest), limits.OPTION_LABEL)) if rest else None
    return kit.Option(kit.PlainText(text.rstrip() or "–"), value, description=below)
