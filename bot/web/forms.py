"""What a browser sends back of a form: the answers, and the mistakes that a chat platform would not let anybody make.

Called by the chat when a form is submitted or put aside. What the answers mean is for the handler to judge.
"""

from collections.abc import Mapping
from dataclasses import replace

from handlers.cards import Input, Modal


def answers(modal: Modal, sent: Mapping[str, object]) -> dict[str, str]:
    """The answer to each question, with plain line ends; empty where nothing was sent."""
    return {each.name: _text(sent.get(each.name)) for each in modal.inputs}


def filled(modal: Modal, values: Mapping[str, str]) -> Modal:
    """The form with these answers in it, and no mistakes marked."""
    return replace(modal, inputs=tuple(replace(each, value=values[each.name], error="") for each in modal.inputs))


def checked(modal: Modal, values: Mapping[str, str]) -> Modal:
    """The form with these answers, marked where one is missing, too long, or not among the options."""
    return replace(
        modal,
        inputs=tuple(
            replace(each, value=values[each.name], error=_mistake(each, values[each.name])) for each in modal.inputs
        ),
    )


def _mistake(question: Input, value: str) -> str:
    if not value.strip():
        asks = "Choose one." if question.type == "choice" else "This needs an answer."
        return asks if question.required else ""
    if len(value) > question.max_length:
        return f"This has {len(value):,} characters; {question.max_length:,} is the most it can have."
    if question.type == "choice" and value not in {option for option, _ in question.options}:
        return "Choose one of the options."
    return ""


def _text(value: object) -> str:
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""
