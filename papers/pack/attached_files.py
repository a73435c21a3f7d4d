"""The files that are attached to a board's paper, as its appendices are listed, and how parts that are not public are
told of. What goes with a report to a body is another thing: the board's whole pack (`papers.pack.report`).
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from papers.wording import sentences


@dataclass(frozen=True)
class AppendixEntry:
    """An appendix: its number, title, file with version, size in bytes and SHA-256, and the id of the file.

    `restricted` is empty of what is open, else "confidential" or "exempt (paragraph 3)", and `why` the reason. One that
    is not in this version has nothing but its number and that.
    """

    number: int
    title: str = ""
    name: str = ""
    version: int = 0
    size: int = 0
    sha256: str = ""
    restricted: str = ""
    why: str = ""
    file_id: int = 0

    @property
    def called(self) -> str:
        """What it is called in the paper: "Appendix 2"."""
        return f"Appendix {self.number}"

    @property
    def stored_as(self) -> str:
        """The name of its file beside the paper: `appendix-2-minutes.pdf`."""
        return f"appendix-{self.number}-{self.name}"

    @property
    def said(self) -> str:
        """It in the list of the paper."""
        if not self.file_id:
            return withheld_said(self.called, self.restricted)
        which = f"{self.called}: {self.title} ({self.name}, version {self.version}, SHA-256 {self.sha256})."
        return f"{which} {restricted_said('It', self.restricted, self.why)}" if self.restricted else which


def withheld_said(called: str, restricted: str) -> str:
    """That a part is left out: `Section 6 is exempt (paragraph 3) and is not in this version.`"""
    return f"{called} is {restricted} and is not in this version."


def restricted_said(called: str, restricted: str, why: str) -> str:
    """That a part is not for publication, and why."""
    said = f"{called} is {restricted}: not for publication."
    return f"{said} {sentences([f'Reason: {why}'])}" if why else said


_WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip, so that the same files give the same bytes."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by name as a zip; what is packed already is stored as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _WHEN), content)
    return buffer.getvalue()
