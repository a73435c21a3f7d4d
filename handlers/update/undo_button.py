"""The button on a confirmation that takes back all that it recorded; what it does stands in `undo`."""

from dataclasses import replace
from typing import TypeVar

from handlers.cards import Actions, Answer, Button, Card

A = TypeVar("A", Card, Answer)


def with_undo(answer: A) -> A:
    """A confirmation with the button that takes back all that it recorded, beside its others or below it."""
    return _offered(answer) if isinstance(answer, Card) else answer


def _offered(card: Card) -> Card:
    recorded = card.data.get("recorded") or [card.data]
    first = min((each["update"] for each in recorded if each.get("update")), default=None)
    if first is None:
        return card
    label = "Take back" if len(recorded) == 1 else f"Take back all {len(recorded)}"
    button = Button(label, "update.take_back", str(first))
    last = card.body[-1]
    if isinstance(last, Actions) and len(recorded) == 1:
        return replace(card, body=(*card.body[:-1], Actions((*last.elements, button))))
    return replace(card, body=(*card.body, Actions((button,))))
