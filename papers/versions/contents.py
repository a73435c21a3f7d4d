"""What is different between two versions of the plan, as values: made once, printed by card, page and Word alike."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ChangeKind(StrEnum):
    """In what an action differs; the value is the word for it."""

    ADDED = "added"
    ENDED = "ended"
    REWORDED = "re-worded"
    RENUMBERED = "new ref"
    REDATED = "re-dated"
    MOVED = "moved"
    OWNER = "owner changed"


@dataclass(frozen=True)
class VersionChange:
    """One difference: what was there and what is, in words. Nothing was of what is added, and `now` says how it ended
    of what ended.
    """

    kind: ChangeKind
    ref: str
    title: str
    was: str
    now: str
    was_on: date | None = None
    now_on: date | None = None
    """The days, of one that is re-dated."""


@dataclass(frozen=True)
class ComparedVersion:
    """One side: `v0.12`, "draft" or how it was adopted, when it was frozen (local day), and how many actions it has."""

    name: str
    state: str
    on: date
    actions: int

    @property
    def called(self) -> str:
        """What it is called on every face: `v0.12 (draft)`."""
        return f"{self.name} ({self.state})"


@dataclass(frozen=True)
class Comparison:
    """Two versions of a plan beside each other: `said` counts the differences, which are in the order of refs."""

    plan: str
    before: ComparedVersion
    after: ComparedVersion
    said: str
    changes: tuple[VersionChange, ...]
