"""Whether words ask to take an answer back: “delete my update”, after a ref or alone. Pure."""

import re

from handlers.fillers import without_thanks

_ASKS = re.compile(
    r"(?:please\s+)?(?:undo|delete|remove|withdraw|cancel|retract|revert|scrap|take\s+back)"
    r"\s+(?:(?:my|our|the|this|that)\s+)?(?:(?:last|latest|previous|recent)\s+)?"
    r"(?:update|answer|entry|reply|message)(?:\s+(?:please|again))?"
    r"|take\s+(?:it|that|this|(?:my|the)\s+(?:(?:last|latest)\s+)?(?:update|answer))\s+back|undo",
    re.IGNORECASE,
)


def asks_to_take_back(text: str) -> bool:
    """Whether all of a text asks to take an answer back."""
    return _ASKS.fullmatch(without_thanks(text).strip(" .!")) is not None
