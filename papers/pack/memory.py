"""What a writer of large papers has freed goes back to the machine, so that the next has room."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Have the C library return what is free; only the GNU one hoards it, and has to be told. A millisecond or two."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
