"""Reading how a decision is entered: `1 agreed`, `2 amended 30 Nov`, `P7 not agreed by:"Workforce Board" minute:4.2`.

Pure: what it means for the plan is in `deciding`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from handlers.days import past, read_day
from handlers.errors import Mistake
from handlers.grammar import said_once
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.decisions.decisions import Outcome
from papers.wording import shortened

DECIDE = "/board decide 1 agreed"
ENTER = '/board decide P7 agreed by:"Workforce Board" on:"3 Jun 2023" minute:4.2'

_SAID = (
    (Outcome.NOT_AGREED, re.compile(r"(?:not agreed|not approved|refused|rejected|declined|no)\b", re.IGNORECASE)),
    (
        Outcome.AMENDED,
        re.compile(r"(?:agreed (?:as amended|with amendments?|but)|as amended|amended|amend)\b", re.IGNORECASE),
    ),
    (Outcome.AGREED, re.compile(r"(?:agreed?|approved?|endorsed|noted|received|authorised|yes)\b", re.IGNORECASE)),
    (Outcome.DEFERRED, re.compile(r"(?:deferred|defer|postponed|later)\b", re.IGNORECASE)),
)
"""How people say what a board made of something, in the order in which it is looked for."""


_ANOTHER = re.compile(
    r"(?<!\S)(?:(?:item|no\.?|number)\s+|#)?(?:p\d{1,6}|\d{1,3})\s*[.:]?\s+"
    r"(?:(?:not )?agreed|(?:not )?approved|as amended|amended|refused|rejected|deferred|noted|endorsed)\b",
    re.IGNORECASE,
)
"""A second item with its outcome in the same line."""

_ITEM = re.compile(r"(?:item\b|number\b|no\b\.?|#)\s*(?=p?\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A decision as it is to be entered."""

    outcome: Outcome
    words: str = ""
    until: date | None = None
    on: date | None = None
    body: str = ""
    minute: str = ""


def read_entry(request: Request) -> tuple[str, Entry]:
    """The line without what is named in it, and that: `by:"Workforce Board" on:"3 Jun 2023" minute:4.2`."""
    parts = list(re.finditer(r"(?<!\S)(by|on|minute|to)\s*:\s*", request.text, re.IGNORECASE))
    ends = [*(each.start() for each in parts[1:]), len(request.text)]
    told = [
        (part[1].casefold(), request.text[part.end() : end].strip(' "“”,;'))
        for part, end in zip(parts, ends if parts else (), strict=True)
    ]
    named = said_once(told, "Nothing was entered.")
    text = request.text[: parts[0].start()] if parts else request.text
    entry = Entry(Outcome.AGREED, body=named.get("by", ""), minute=named.get("minute", ""))
    if "on" in named:
        entry = replace(entry, on=whole_day(named["on"], past(request.today)))
    if "to" in named:
        entry = replace(entry, until=whole_day(named["to"], request.today))
    refuse_private(" ".join(named.values()), request.today)
    return text.strip(), entry


def without_item(text: str) -> str:
    """A line that begins with an item, without the word for it: “item 2: agreed” is “2: agreed”. Raises `Mistake` for
    an outcome without an item.
    """
    text = _ITEM.sub("", text, count=1) if _ITEM.match(text) else text
    if any(pattern.match(text) for _, pattern in _SAID):
        raise Mistake(
            "Of which item? Its number stands in the list of requests. Nothing was entered.",
            typed=shortened(text, 80),
            example=DECIDE,
        )
    return text


def whole_day(typed: str, since: date) -> date:
    """The day that was typed, without a year the next such one from a local day on. Raises `Mistake`, also where more
    was typed.
    """
    on, left = read_day(typed.split(), since, ENTER)
    if left:
        raise Mistake(f"“{shortened(typed, 60)}” is no day that I can read.", example=ENTER)
    return on


def with_outcome(said: str, entry: Entry) -> Entry:
    """What a board made of an item, with the words that follow. Raises `Mistake`."""
    for outcome, pattern in _SAID:
        if found := pattern.match(said):
            words = said[found.end() :].strip(" :,;.")
            if another := _ANOTHER.search(words):
                raise Mistake(
                    f"One item at a time, please: “{another[0]}” would be no more than words of this one. Nothing was "
                    "entered.",
                    example=DECIDE,
                )
            if outcome is Outcome.DEFERRED:
                words = re.sub(r"^(?:to|until)\s+", "", words, flags=re.IGNORECASE)
            return replace(entry, outcome=outcome, words=words)
    raise Mistake(
        f"I do not know “{shortened(said, 60)}” as an outcome. It was agreed, amended, not agreed or deferred; nothing "
        "was entered.",
        example=DECIDE,
    )
