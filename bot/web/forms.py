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
    """The form with these answers in it where it asks for them, and no mistakes marked."""
    inputs = (replace(each, value=values.get(each.name, each.value), error="") for each in modal.inputs)
    return replace(modal, inputs=tuple(inputs))


def checked(modal: Modal, values: Mapping[str, str]) -> Modal:
    """The form with these answers, marked where one is too long or not among the options.

    One that is missing is for the handler to mark, together with what else the answers call for.
    """
    inputs = (replace(each, error=_mistake(each)) for each in filled(modal, values).inputs)
    return replace(modal, inputs=tuple(inputs))


def values_of(modal: Modal) -> dict[str, str]:
    """The answers that stand in a form."""
    return {each.name: each.value for each in modal.inputs}


def _mistake(question: Input) -> str:
    value = question.value
    if len(value) > question.max_length:
        return f"This has {len(value):,} characters; {question.max_length:,} is the most it can have."
    if value and question.type in ("choice", "rating") and value not in dict(question.options):
        return "Choose one of the options."
    return ""


def _text(value: object) -> str:
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""
