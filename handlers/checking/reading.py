"""Checking a paper that somebody has sent, in a process of its own: it may be large, and may be made to do harm."""

import pickle
import sys
from datetime import date

from handlers.own_process import given_here, run_apart
from papers.checking.paper import Finding, NotReadable


def found_apart(content: bytes, name: str, today: date) -> list[Finding]:
    """What is found in a paper. Raises `NotReadable`, and `GaveUp` where it takes too long or too much."""
    found = pickle.load(run_apart("handlers.checking.reading", content, name, today))
    if isinstance(found, NotReadable):
        raise found
    return list(found)


def _main() -> None:
    """The process: a paper comes in, what is found in it goes out, or in words why it cannot be read."""
    from papers.checking.checking import check, read_paper

    content, name, today = given_here()
    found: list[Finding] | NotReadable
    try:
        found = check(read_paper(content, name), today)
    except NotReadable as unreadable:
        found = unreadable
    pickle.dump(found, sys.stdout.buffer)


if __name__ == "__main__":
    _main()
