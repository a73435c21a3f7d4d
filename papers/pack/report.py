"""What a council report has beside the figures that it takes over: from which board's pack they are, and that pack,
which is enclosed with it for information. Files that somebody attaches to a paper are `papers.pack.attached_files`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AliasChoices, Field


@dataclass(frozen=True)
class EnclosedFile:
    """A file of a pack that goes with a report, by its name and the SHA-256 of its content in hexadecimal."""

    name: str
    sha256: str


@dataclass(frozen=True)
class EnclosedPack:
    """A pack that goes with a report: the number under which it is listed there ("appendix 1"), what it is called with
    its version, what it is there for, its files.
    """

    number: int
    title: str
    purpose: str
    files: tuple[EnclosedFile, ...]


@dataclass(frozen=True)
class CouncilReport:
    """The board whose figures a report has, its meeting, and the version of its pack; and what goes with the report,
    which was kept as `appendices` once.

    `kind` is what kind of deadline its publication has ("statutory").
    """

    board: str
    meeting: date
    version: int
    kind: str
    enclosed: Annotated[tuple[EnclosedPack, ...], Field(validation_alias=AliasChoices("enclosed", "appendices"))] = ()
