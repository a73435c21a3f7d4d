"""How well the figures of a position are known: which updates its meeting expects, what came, and what is carried.

It is part of every figure (`domain.md` 4.1), so it is counted with the ratings, from the same rows (`counting`).
"""

from collections.abc import Collection
from dataclasses import dataclass

from models.updates.updates import Answered


@dataclass(frozen=True)
class HowKnown:
    """The updates that a meeting expects, one an action; `received`, `no_change` and `missing` add up to them.

    `carried` are the actions on track whose rating was given for an earlier meeting, expected for this one or not.
    """

    expected: int
    received: int
    no_change: int
    missing: int
    carried: int


def how_known(counted: Collection[tuple[bool | None, Answered | None, bool, int]]) -> HowKnown | None:
    """What is known of a standing; None where it was not recorded (imported boards, earlier versions).

    `counted` says of how many actions an update was expected or not, what was given for it, and they are on track.
    """
    if any(expected is None for expected, *_ in counted):
        return None

    def count(answer: Answered | None) -> int:
        return sum(many for expected, given, _, many in counted if expected and given is answer)

    received, no_change, missing = count(Answered.UPDATE), count(Answered.NO_CHANGE), count(None)
    carried = sum(many for _, given, on_track, many in counted if on_track and given is None)
    return HowKnown(received + no_change + missing, received, no_change, missing, carried)
