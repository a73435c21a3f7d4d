"""Addresses of the web in typed text: where they begin and end, so that a paper can link them and nothing else.

Word, PDF, web page and spreadsheet link what this finds; only `http` and `https`, whatever else looks like a link.
"""

import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"https?://[^\s<>\"“”\u200b]+", re.IGNORECASE)
_AFTER = ".,;:!?'’)]}»"


def is_link(text: str) -> bool:
    """Whether a text is one address and nothing else."""
    return text[:4].lower() == "http" and _ADDRESS.fullmatch(text) is not None


def in_pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is an address. The full stop after one, or a bracket, is none of it; one
    bracket in it that is closed there is.
    """
    at = 0
    for found in _ADDRESS.finditer(text):
        address = found[0]
        while address[-1] in _AFTER and not (address[-1] == ")" and address.count("(") >= address.count(")")):
            address = address[:-1]
        if len(address.partition("://")[2]) < 1:
            continue
        if found.start() > at:
            yield text[at : found.start()], False
        yield address, True
        at = found.start() + len(address)
    if at < len(text):
        yield text[at:], False
