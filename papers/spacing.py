"""Spaces, and what cannot be seen, in what people type, paste or send in a file. Pure, and needs nothing else."""

import re
from functools import lru_cache

_SPACES = re.compile("[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]")
_UNSEEN = re.compile("[\\u00ad\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]")


def plainly_spaced(text: str) -> str:
    """A text that was typed, pasted or read from a cell, with every space a plain one, and without what cannot be seen:
    two that look alike are alike.
    """
    return _UNSEEN.sub("", _SPACES.sub(" ", text))


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The name as it is compared: in one case, with single spaces."""
    return " ".join(name.split()).casefold()
