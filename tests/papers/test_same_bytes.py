"""The four writers of a pack in a process of their own, with another hash seed, zone and language: the same bytes."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from tests.papers.pack_contents import sample

WRITERS = (write_word, write_pdf, write_web, write_spreadsheet)
PROGRAM = "from tests.papers.test_same_bytes import hashes; print(*hashes())"


def hashes() -> list[str]:
    """Of the sample, as each writes it."""
    return [hashlib.sha256(write(sample())).hexdigest() for write in WRITERS]


def test_the_same_contents_give_the_same_bytes_again_and_in_another_process() -> None:
    root = str(Path(__file__).parents[2])
    other = {"PYTHONPATH": root, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=os.environ | other, capture_output=True, check=True)
    here = hashes()
    assert done.stdout.decode().split() == here
    assert hashes() == here
