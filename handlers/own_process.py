"""Work on a file that somebody has sent, in a process of its own, so that nobody's question waits for it.

While a thread works, every other thread of this process has but a part of one core; a process has its own. It has none
of this one's environment, and so no secrets, and none of its connections; it ends with its work, or when it takes too
long or too much.
"""

import os
import pickle
import subprocess
import sys
from io import BytesIO
from typing import Any

SECONDS = 120
"""How long the work on one file may take; reading the largest plan that is taken, 50,000 rows, takes about 10."""

MEMORY = 2 * 2**30
"""Bytes of memory that it may take, by all that it has asked for."""


class GaveUp(Exception):
    """The process took too long or too much. The message says which, to follow what it did: "took more than ..."."""


def run_apart(module: str, *given: Any) -> BytesIO:
    """Run a module as a program that begins with `given_here` and ends with pickled values on standard output, which
    are what is given back. Raises `GaveUp`.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module],
            input=pickle.dumps(given),
            capture_output=True,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise GaveUp(f"took more than {SECONDS} seconds") from None
    except subprocess.CalledProcessError:
        raise GaveUp("broke off, as it does where a file takes too much memory") from None
    return BytesIO(done.stdout)


def given_here() -> Any:
    """In that process: what it was given, once it is held to its limits."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return pickle.load(sys.stdin.buffer)
