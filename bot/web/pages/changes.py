"""Forms and buttons of the dispatcher on the pages: which of them a page may open and press, where a visitor goes from
there, and what is told of it.

A page says the verb and its value in the address or in the form; the rights are the dispatcher's, as from a chat.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from handlers.cards import Actions, Button, Card
from handlers.proposal_fields import FIELDS as PROPOSED
from models.updates.answer import FIELDS as ANSWERED

Recorded = Callable[[str, Mapping[str, Any]], str]
"""What `handlers.pages.told_changes.just_recorded` is asked for: made of a verb’s value and the data of its answer."""


def _escalated(_value: str, data: Mapping[str, Any]) -> str:
    return f"E{data['escalation']['id']}"


FORMS: Mapping[str, Recorded | None] = {
    "action.propose": lambda _value, data: str(data["proposal"]["id"]),
    "action.explain": lambda value, _data: f"P{value}",
    "action.give_value": lambda _value, data: f"M{data['value']['id']}",
    "action.escalate_form": _escalated,
    **dict.fromkeys(("action.answer_form", "action.take_on_form", "action.pass_up_form"), _escalated),
    "board.request_form": lambda _value, data: str(data["request"]["id"]),
    "board.entry": lambda value, _data: f"P{value}",
    "board.arising_form": lambda _value, data: f"A{data['arising']}",
    "plan.freeze_form": lambda _value, data: f"V{data['id']}",
    "action.evidence_form": lambda _value, data: f"I{data['recorded'][1:]}",
    "action.needs_form": lambda _value, data: f"N{max(each['id'] for each in data['needs'])}",
    "plan.finding_form": lambda _value, data: str(data["finding"]["id"]),
    "plan.finding_link_form": lambda value, _data: f"F{value}",
    **dict.fromkeys(("pack.write_form", "pack.none_form"), lambda _value, data: f"S{data['id']}"),
    "pack.approve_form": None,
    "pack.not_required_form": None,
    "pack.return_form": None,
    "pack.comment_form": None,
    "pack.publish_form": None,
    "pack.reviewers_form": None,
    "pack.correct_form": None,
    "pack.paper_form": None,
    "pack.checks_form": None,
    "pack.passage_form": None,
    "pack.supplement_form": None,
}
"""The buttons that open a form on a page of its own. What the last ones are answered is a page of its own."""

BUTTONS: Mapping[str, Recorded | None] = {
    "action.take_back_proposal": lambda value, _data: f"P{value}",
    **dict.fromkeys(("action.take_back_escalation", "action.resolve_escalation"), _escalated),
    "board.decide": lambda _value, _data: "",
    "board.undo_decision": lambda value, _data: f"D{value}",
    "board.arising_done": lambda value, _data: f"A{value}",
    "plan.adopt": lambda _value, data: str(data["proposal"]["id"]),
    "action.needs_no_more": lambda _value, _data: "",
    "plan.ask_for_measures": lambda _value, _data: "",
    "action.evidence_off": lambda value, _data: f"I{value.rpartition(' ')[2]}",
    "action.evidence_take_back": lambda value, _data: f"I{value}",
    "plan.finding_take_back": lambda value, _data: f"F{value}",
    **dict.fromkeys(("pack.require_section", "pack.optional_section"), lambda _value, _data: ""),
    "pack.signoffs": None,
    "pack.comments": None,
    "pack.review": None,
    "pack.approve_now": None,
    "pack.check": None,
    "pack.checks": None,
    "pack.use_figures": None,
    "pack.compile": None,
    "pack.compile_early": None,
    "pack.publish": None,
    "pack.publish_now": None,
    "pack.handed_now": None,
    "pack.passage_stands": None,
    "pack.take_back_correction": None,
}
"""The buttons that are pressed on a page. What the last ones answer may be a question, and is a page of its own."""


def opened_here(element: object) -> bool:
    """Whether an element of a card is a button whose form pages open."""
    return isinstance(element, Button) and element.verb in FORMS


def pressed_here(element: object) -> bool:
    """Whether an element of a card is a button that pages press."""
    return isinstance(element, Button) and element.verb in BUTTONS


def asks_back(card: Card) -> bool:
    """Whether a card has anything that a page can go on with."""
    rows = (each for each in card.body if isinstance(each, Actions))
    return any(pressed_here(each) or opened_here(each) for row in rows for each in row.elements)


_BACK = re.compile(
    r"/(?:(?:actions|requests|decisions|versions|findings|measures|views|packs|papers)(?:[/?][!-\[\]-~]*)?)?", re.ASCII
)
_ITS_OWN = frozenset(("csrf", "receipt", "back", "mark", "verb", "value", "file"))


@dataclass(frozen=True)
class Place:
    """A form of a page: the `verb` that opens it, with its `value`, and the path of the page to go `back` to."""

    verb: str
    value: str
    back: str

    @property
    def address(self) -> str:
        """The path of the form."""
        return f"/forms/{self.verb}?{urlencode({'value': self.value, 'back': self.back})}"

    def after(self, recorded: Recorded, data: Mapping[str, Any]) -> str:
        """The path to go to when something was recorded, which the page there tells; else when something has begun."""
        what = recorded(self.value, data)
        return f"{self.back}{'&' if '?' in self.back else '?'}recorded={what}#recorded" if what else f"{self.back}#walk"


def place_of(verb: object, value: object, back: object) -> Place:
    """The place that a request names; whoever asks may have written it. Back is to a page of ours, or to the first."""
    path = str(back or "")
    return Place(str(verb or ""), str(value or ""), path if _BACK.fullmatch(path) else "/")


def typed_in(sent: Mapping[str, object]) -> list[tuple[str, str]]:
    """What somebody typed in a form, each with its label, to be given back where nothing of it could be recorded."""
    labels = {each.name: each.label for asked in PROPOSED.values() for each in asked}
    labels |= {name: each.label for name, each in ANSWERED.items()}
    typed = ((name, str(words)) for name, words in sent.items() if words and name not in _ITS_OWN)
    return [(labels.get(name, name.capitalize()), words) for name, words in typed]
