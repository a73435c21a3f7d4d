"""What the value of a button can be, and numbers as they come back from a page or a chat.

A verb says in the registry which values its buttons carry; the dispatcher answers any other one as it does a button
that is no longer known, before a handler sees it. Whoever presses may have written the value themselves.
"""

import re
from datetime import date

from handlers.refs import ref_of
from models.updates.answer import FIELDS

_NUMBER = re.compile("[0-9]{1,9}", re.ASCII)  # no row has a longer one, and no database takes one much longer
_DAY = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)


def number_of(text: str) -> int | None:
    """The number that was written in up to nine digits, 0 to 9; None for anything else."""
    return int(text) if _NUMBER.fullmatch(text) else None


def any_text(_value: str) -> bool:
    """Words that the handler reads, or that it does not need."""
    return True


def a_number(value: str) -> bool:
    """The number of a row."""
    return number_of(value) is not None


def two_numbers(value: str) -> bool:
    """The numbers of two rows."""
    return re.fullmatch("[0-9]{1,9} [0-9]{1,9}", value, re.ASCII) is not None


def a_ref(value: str) -> bool:
    """The ref of an action, which need not be in the plan any more."""
    return ref_of(value) == value


def a_field_of_an_answer(value: str) -> bool:
    """The ref of an action, and the name of a field of its answer."""
    ref, _, name = value.rpartition(" ")
    return a_ref(ref) and name in FIELDS


def a_day(value: str) -> bool:
    """A day of this century in ISO form."""
    try:
        return bool(_DAY.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


def an_answer_of_a_file(value: str) -> bool:
    """The number of a file, which question about it, and which of the answers to that."""
    return re.fullmatch("[0-9]{1,9} [0-9a-f]{12} [0-9]{1,3}", value, re.ASCII) is not None


def a_question_of_a_file(value: str) -> bool:
    """The number of a file, and perhaps which question about it."""
    return re.fullmatch("[0-9]{1,9}(?: [0-9a-f]{12})?", value, re.ASCII) is not None


def a_meeting(value: str) -> bool:
    """The day of a meeting of the improvement board, or of a body: `for Cabinet 2023-06-20`; behind it perhaps a
    supplement to its paper, ` supplement 1`.
    """
    on, supplement, number = value.partition(" supplement ")
    if supplement and not a_number(number):
        return False
    words = on.split(" ")
    return a_day(words[-1]) and (len(words) == 1 or (words[0] == "for" and len(words) > 2))


def a_body(value: str) -> bool:
    """A body by its name, as in `for Cabinet`; nothing for the improvement board."""
    return not value or (value.startswith("for ") and len(value) > len("for "))


def a_version(value: str) -> bool:
    """The day of a meeting and the version of its pack, as `handlers.pack.naming.version_value` writes them."""
    on, _, version = value.partition(" version ")
    number, corrected, correction = version.partition(" correction ")
    return a_meeting(on) and a_number(number) and (not corrected or a_number(correction))
