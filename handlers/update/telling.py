"""What an answer says beside its ratings and commentary, field by field, in words: for every face that shows one."""

from collections.abc import Iterator
from datetime import date

from handlers.cards import Cell, DateCell
from models.updates.answer import FIELDS, AnswerField, Kind, Said
from models.updates.updates import Update

_ORDER = (
    *("difference", "cause", "corrective_action", "recovery_owner", "recovery_by", "recovery_date", "next_review"),
    *("forecast", "help_needed", "evidence"),
)
_TOLD = sorted(
    (each for each in FIELDS.values() if each.kind is not Kind.RATING and each.name != "commentary"),
    key=lambda each: _ORDER.index(each.name) if each.name in _ORDER else len(_ORDER),
)


def beside_commentary(answer: Said | Update) -> Iterator[tuple[AnswerField, Cell]]:
    """Each field that was given, with what it says, in the order in which they are read."""
    for each in _TOLD:
        if value := getattr(answer, each.name):
            yield each, DateCell(value) if isinstance(value, date) else value
