"""Forms as Slack's modal windows, and what was filled in as plain values.

Called by the listeners. A form's verb and state travel in `private_metadata`, with the place where it was asked for; a
field's name is the id of its block. The rules of what may be filled in are the handlers'.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, assert_never

import slackblocks as kit

from bot.slack import limits
from bot.slack.blocks import element_blocks, menu, paragraph
from handlers.cards import Actions, Card, Input, Modal, Table
from handlers.plain_text import in_words

BUTTONS_ELSEWHERE = "Its buttons are in the conversation."

FORM = "form"
"""The `callback_id` of every form."""


@dataclass(frozen=True)
class Carried:
    """What a form carries unseen: its verb and state, and where its answer belongs.

    `channel` is where it was asked for; `response_url` reaches the asker there for half an hour. Both may be empty.
    """

    verb: str
    state: str
    channel: str = ""
    response_url: str = ""

    @classmethod
    def by(cls, view: Mapping[str, Any]) -> "Carried":
        """What the view of a submission carries."""
        return cls(**json.loads(view["private_metadata"]))


def form_view(modal: Modal, channel: str = "", response_url: str = "") -> dict[str, Any]:
    """The form as a modal window, its mistakes beside their fields."""
    carried = Carried(modal.verb, modal.state, channel, response_url)
    blocks = [] if len(modal.title) <= limits.VIEW_TITLE else paragraph(modal.title, "heading")
    blocks += [block for element in modal.body for block in element_blocks(element)]
    for each in modal.inputs:
        blocks.append(_input(each))
        blocks += paragraph(f"{each.label}: {each.error}" if each.error else "", "strong")
    return _view(modal.title, blocks or paragraph(modal.submit), submit=modal.submit, carried=carried)


def answer_view(card: Card) -> dict[str, Any]:
    """An answer in the window in which a form stood: tables, which have no place there, in words; and where its
    buttons are: whoever shows it there sends it to the conversation, too.
    """
    blocks = [] if len(card.title) <= limits.VIEW_TITLE else paragraph(card.title, "heading")
    for element in card.body:
        if isinstance(element, Table):
            blocks += paragraph(in_words(Card("", (element,))))
        elif not isinstance(element, Actions):
            blocks += element_blocks(element)
    if has_buttons(card):
        blocks += paragraph(BUTTONS_ELSEWHERE, "muted")
    return _view(card.title, blocks or paragraph(card.title))


def has_buttons(card: Card) -> bool:
    """Whether anything in it can be pressed or chosen."""
    return any(isinstance(element, Actions) for element in card.body)


def waiting_view(title: str, text: str) -> dict[str, Any]:
    """A window that says that the answer is on its way."""
    return _view(title, paragraph(text))


def field_errors(modal: Modal, view: Mapping[str, Any]) -> dict[str, str] | None:
    """The form's mistakes by field, when the window that is open has all those fields; else None."""
    there = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    return modal.errors if set(modal.errors) <= there else None


def first_field(view: Mapping[str, Any]) -> str:
    """The first field of an open window, to say beside it what is wrong with the whole; empty without one."""
    return next((str(block["block_id"]) for block in view["blocks"] if block["type"] == "input"), "")


def values_of(view: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, by field; empty where nothing was."""
    return {name: _value(state) for name, by_action in view["state"]["values"].items() for state in by_action.values()}


def _value(state: Mapping[str, Any]) -> str:
    chosen = state.get("selected_option") or {}
    return str(state.get("value") or state.get("selected_date") or chosen.get("value") or "").strip()


def _view(
    title: str, blocks: list[kit.Block], submit: str | None = None, carried: Carried | None = None
) -> dict[str, Any]:
    if len(blocks) > limits.BLOCKS_IN_A_VIEW:
        unseen = len(blocks) - limits.BLOCKS_IN_A_VIEW + 1
        blocks = [*blocks[: limits.BLOCKS_IN_A_VIEW - 1], *paragraph(f"… and {unseen} more parts.", "muted")]
    made = kit.ModalView(
        title=kit.PlainText(limits.shortened(title, limits.VIEW_TITLE)),
        blocks=blocks,
        submit=kit.PlainText(limits.shortened(submit, limits.VIEW_TITLE)) if submit else None,
        close=kit.PlainText("Cancel" if submit else "Close"),
        private_metadata=json.dumps(asdict(carried)) if carried else None,
        callback_id=FORM if carried else None,
    )
    return dict(made.to_dict())


def _input(each: Input) -> kit.InputBlock:
    return kit.InputBlock(
        label=kit.PlainText(limits.shortened(each.label, limits.INPUT_LABEL)),
        element=_element(each),
        block_id=each.name,
        hint=kit.PlainText(limits.shortened(each.hint, limits.INPUT_LABEL)) if each.hint else None,
        optional=not each.required,
    )


def _element(each: Input) -> kit.Element:
    match each.type:
        case "choice" | "rating":
            return menu(each.options, each.name, "Choose", each.value)
        case "date":
            return kit.DatePicker(action_id=each.name, initial_date=each.value if _is_day(each.value) else None)
        # A link is a plain line too: Slack's own field for addresses would refuse one without https:// and lose the
        # form's own, kinder words for it.
        case "line" | "paragraph" | "link":
            longest = min(each.max_length, limits.INPUT_TEXT)
            return kit.PlainTextInput(
                action_id=each.name,
                initial_value=limits.shortened(each.value, longest) or None,
                multiline=each.type == "paragraph",
                max_length=longest,
            )
        case _:
            assert_never(each.type)


def _is_day(value: str) -> bool:
    try:
        return len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False
