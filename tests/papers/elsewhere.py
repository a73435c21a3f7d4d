"""A writer of papers run in a process of its own, with another hash seed and zone: it gives the same bytes."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable

from papers.pack.contents import PackContents
from tests.papers.pack_contents import sample

_PROGRAM = """
import hashlib
from {module} import {name}
from tests.papers.pack_contents import sample
print(hashlib.sha256({name}(sample())).hexdigest())
"""


def assert_same_bytes_elsewhere(write: Callable[[PackContents], bytes]) -> None:
    """What `write` makes of the sample here is what it makes of it in another process."""
    program = _PROGRAM.format(module=write.__module__, name=write.__name__)
    surroundings = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    done = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(write(sample())).hexdigest()
