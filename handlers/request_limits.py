"""How much one request may say, through whatever door; and what a button can carry. Asked by the dispatcher alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.cards import Actions, Answer, Button, Card, Element, Text
from handlers.errors import Mistake
from models.record.lengths import FIELD, REQUEST
from papers.wording import joined

BUTTON = 2_000
"""Characters in a button's value: Slack's limit, and the same at every door."""


def require_short(said: Mapping[str, Any]) -> None:
    """Raise a `Mistake`, which says how long it was and what the limit is, for a request that says too much."""
    text, values = str(said.get("text", "")), said.get("values") or {}
    total = len(text) + sum(len(each) for each in values.values())
    if total > REQUEST:
        raise Mistake(
            f"That is {total:,} characters; I take {REQUEST:,} at a time. Nothing was recorded. "
            "Please send it in parts, or say it more briefly.",
        )
    for name, value in values.items():
        if len(value) > FIELD:
            raise Mistake(
                f"“{name.replace('_', ' ').capitalize()}” has {len(value):,} characters; a field takes {FIELD:,}. "
                "Nothing was recorded. Please shorten it and send it again."
            )
    longest = max(map(len, text.splitlines()), default=0)
    if longest > FIELD:
        raise Mistake(
            f"A line of that has {longest:,} characters; I take {FIELD:,}. Nothing was recorded. "
            "Please say it more briefly, or in a file."
        )


def within_buttons(answer: Answer) -> Answer:
    """A card without the buttons whose value is too long for one, and a line that says what to type in their place."""
    if not isinstance(answer, Card):
        return answer
    return replace(answer, body=tuple(each for element in answer.body for each in _within(element)))


def _within(element: Element) -> tuple[Element, ...]:
    if not isinstance(element, Actions):
        return (element,)
    fits = tuple(each for each in element.elements if not (isinstance(each, Button) and len(each.value) > BUTTON))
    if len(fits) == len(element.elements):
        return (element,)
    left = joined([f"“{each.label}”" for each in element.elements if isinstance(each, Button) and each not in fits])
    said = Text(
        f"What you typed is too long for a button, so there is none for {left}. A shorter filter has them.", "muted"
    )
    return (Actions(fits), said) if fits else (said,)
