"""Which words after a ref are one of the verbs of `/action` beyond doubt: `2.4 value 71% May 2023`, `2.4 needs 3.1`.

Pure. They could be taken for an update, whose words are prose: what begins like a verb and goes on as a sentence
(“needs more time”, “evidence is being gathered”) stays one.
"""

import re

from handlers.days import begins_time, day_words
from handlers.fillers import plain, without_thanks
from handlers.grammar import DOUBLE
from handlers.refs import ref_of

_AMOUNT = re.compile(r"[-+£$€]?\d")
_ITEM = re.compile(r"e\d{1,6}", re.IGNORECASE)
_TOLD = frozenset(
    ("was", "is", "has", "had", "will", "would", "were", "are", "cannot", "not", "missed", "agreed", "met")
)
"""What goes on after “date 31 October” in a sentence that tells something."""
_DOCUMENTS = frozenset(
    (
        "minutes",
        "report",
        "letter",
        "email",
        "e-mail",
        "notes",
        "audit",
        "survey",
        "dataset",
        "dashboard",
        "spreadsheet",
    )
)
"""What goes on after “evidence” where an item is named: “minutes of 3 May”."""
_SHOWS = frozenset(
    ("shows", "show", "showed", "says", "said", "received", "being", "been", "to", "should", "from", "suggests")
)


def action_verb_in(said: str) -> str | None:
    """The verb of `/action` that what is said of an action begins with beyond doubt; None for an update."""
    words = without_thanks(said).split()
    first, rest = " ".join(plain(word).rstrip(":") for word in words[:1]), words[1:]
    then = plain(rest[0]) if rest else ""
    quoted = bool(rest) and rest[0][0] in DOUBLE
    match first:
        case "escalate":
            sure = True
        case "value":
            sure = bool(rest) and bool(_AMOUNT.match(rest[0]))
        case "needs":
            sure = quoted or ref_of(then) is not None
        case "evidence":
            told = any(plain(word) in _TOLD or plain(word) in _SHOWS for word in rest)
            sure = quoted or bool(_ITEM.fullmatch(then)) or (then in _DOCUMENTS and len(rest) < 10 and not told)
        case "answer" | "measure" | "reword":
            sure = quoted
        case "date" | "newdate" | "extend" | "postpone":
            when = rest[then == "to" :]
            after = when[len(day_words(when)) :]
            sure = bool(when) and begins_time(when) and not (after and plain(after[0]) in _TOLD)
        case "take" | "pass":
            first = f"{first} {then}"
            sure = (first == "take on" and plain(" ".join(rest[1:2])) in ("", "by", "until")) or first == "pass up"
        case _:
            sure = False
    return first if sure else None
