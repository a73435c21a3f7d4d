"""Looking at a file that is to be an appendix, in a process of its own: it may be made to do harm."""

import pickle
import sys

from handlers.own_process import given_here, run_apart
from papers.attached import NotAttachable


def check_apart(name: str, content: bytes) -> None:
    """Raises `NotAttachable`, and `GaveUp` where it takes too long or too much."""
    why: str = pickle.load(run_apart("handlers.pack.reading_appendix", name, content))
    if why:
        raise NotAttachable(why)


def _main() -> None:
    """The process: a file comes in, and why it is not taken goes out; nothing where it is."""
    from papers.attached import check_attached

    why = ""
    try:
        check_attached(*given_here())
    except NotAttachable as refused:
        why = str(refused)
    pickle.dump(why, sys.stdout.buffer)


if __name__ == "__main__":
    _main()
