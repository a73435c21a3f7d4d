"""Reading a file of sections that has come back, in a process of its own: it may be large, or made to do harm."""

import pickle
import sys

from handlers.own_process import given_here, run_apart
from papers.checking.paper import NotReadable
from papers.sections_file import SectionsFile


def sections_apart(content: bytes, name: str) -> SectionsFile:
    """The sections in a file. Raises `NotReadable`, and `GaveUp` where it takes too long or too much."""
    found = pickle.load(run_apart("handlers.pack.reading_sections", content, name))
    if isinstance(found, NotReadable):
        raise found
    sections: SectionsFile = found
    return sections


def _main() -> None:
    """The process: a file comes in, its sections go out, or in words why it cannot be read."""
    from papers.sections_file import read_sections

    content, name = given_here()
    found: SectionsFile | NotReadable
    try:
        found = read_sections(content, name)
    except NotReadable as unreadable:
        found = unreadable
    pickle.dump(found, sys.stdout.buffer)


if __name__ == "__main__":
    _main()
