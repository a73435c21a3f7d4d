"""Fillers: the words that people say around what they ask for, as in “please show me the reds”.

Who reads words as people speak them passes these over; a word that is not here, and means nothing, is said not to be
understood.
"""

import re

_COURTESY = frozenset(
    [
        *("please", "pls", "plz", "kindly", "thanks", "thank", "thx", "cheers", "hello", "hi", "hey", "ok", "okay"),
        *("good", "morning", "afternoon", "dear", "just", "so", "you", "i", "i'd", "me", "us", "let", "like", "want"),
        *("need", "know", "to", "a", "the"),
    ]
)
"""What a request may begin with, before the word that asks."""

ASKING = frozenset(
    [
        *("what", "what's", "whats", "which", "who", "who's", "whos", "whose", "when", "when's", "where", "where's"),
        *(
            "how",
            "how's",
            "why",
            "is",
            "are",
            "did",
            "do",
            "does",
            "could",
            "can",
            "would",
            "will",
            "may",
            "any",
            "show",
        ),
        *("list", "give", "tell", "find", "see", "get", "display", "look", "pull", "bring"),
    ]
)
"""What a question or a request begins with, after words of courtesy."""

FILLERS = (
    _COURTESY
    | ASKING
    | frozenset(
        [
            *("an", "and", "this", "that", "these", "those", "there", "it", "its", "of", "for", "on", "in", "at"),
            *("from", "by", "about", "with", "we", "our", "they", "them", "up", "was", "were", "be", "been", "am"),
            *("has", "have", "had", "shall", "should", "all", "every", "only", "many", "much", "got", "gone", "yet"),
            *("still", "go", "out", "anything", "something", "everything", "anybody", "anyone", "into"),
            *("far", "ago", "now", "today", "current", "currently", "action", "actions", "item", "items", "one"),
            *("ones", "position", "positions", "status", "rating", "ratings", "rated", "report", "table", "figures"),
            *("stand", "stands", "standing", "doing", "going", "things", "else"),
        ]
    )
)

_THANKS = re.compile(
    r"(?:(?:^|[\s,;.!–—-]+)(?:please|pls|plz|kindly|(?:many\s+)?(?:thanks|thx)(?:\s+(?:a\s+lot|very\s+much|so\s+much))?"
    r"|thank\s+you(?:\s+(?:very|so)\s+much)?|cheers))+[\s.!?]*$",
    re.IGNORECASE,
)

LONGEST_THANKS = 80
"""Characters at the end of a text in which they are looked for."""


def plain(word: str) -> str:
    """A word without the marks that end a sentence or divide it, in lower case: `Reds?` is `reds`."""
    return word.casefold().replace("’", "'").strip(",;?!").removesuffix(".")


def is_filler(word: str) -> bool:
    """Whether a word asks for nothing."""
    return plain(word) in FILLERS


def is_courtesy(word: str) -> bool:
    """Whether a word is one of those that a request begins or ends with, and is no part of what is asked."""
    return plain(word) in _COURTESY


def asks(text: str) -> bool:
    """Whether a text is a question or a request, by its end or by its first word after words of courtesy."""
    words = [plain(each) for each in text.split()]
    first = next((word for word in words if word in ASKING or word not in _COURTESY), "")
    return text.rstrip().endswith("?") or first in ASKING or words[:1] in (["has"], ["have"])


def without_thanks(text: str) -> str:
    """A text without the words of courtesy that it ends with."""
    found = _THANKS.search(text, max(0, len(text) - LONGEST_THANKS))
    return text[: found.start()] if found else text
