"""Turns: which partnership boards report to which meeting of the improvement board (`domain.md` 3.3 and 4.2).

Boards that report together are a group, and the groups take turns. Pure rules on a calendar that
`models/boards/meetings.py` reads and writes: a cancelled or an extra meeting does not break the alternation, and no
commissioned turn is moved.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

Group = frozenset[int]
"""The ids of boards that report together."""

NOBODY: Group = frozenset()


@dataclass(frozen=True)
class Sitting:
    """A meeting as its turn sees it. `fixed`: it is frozen, or its commission day has passed."""

    on: date
    group: Group
    fixed: bool = False
    cancelled: bool = False


Turns = dict[date, Group]
"""Who reports in turn to the meeting of a day."""


def groups_of(sittings: Iterable[Sitting]) -> list[Group]:
    """The groups that take turns, given every sitting in the order in which they were planned.

    Of two sets that share a board, the one planned oftener is the group (the earlier one, when as often); the other was
    commissioned ad hoc and takes no turn.
    """
    found: list[Group] = []
    for group, _ in Counter(each.group for each in sittings if each.group).most_common():
        if not any(group & other for other in found):
            found.append(group)
    return found


def in_turn(sittings: Sequence[Sitting], on: date) -> list[Group]:
    """The groups in the order of their turns from `on`: who reported longest ago is first.

    Those that have not reported yet come before all others, in the order in which they are planned to.
    """
    reported: dict[Group, date] = {}
    planned: dict[Group, date] = {}
    for each in sorted((each for each in sittings if not each.cancelled), key=lambda each: each.on):
        if each.on < on:
            reported[each.group] = each.on
        else:
            planned.setdefault(each.group, each.on)
    kept = {each.group for each in sittings if each.cancelled and each.on == on}
    return sorted(
        groups_of(sittings),
        key=lambda group: (reported.get(group, date.min), planned.get(group, date.max), group not in kept),
    )


def commissioned_after(sittings: Sequence[Sitting], on: date) -> date | None:
    """The first later meeting whose turn cannot move any more; None when all turns after `on` are still open."""
    groups = groups_of(sittings)
    fixed = (each.on for each in sittings if each.fixed and not each.cancelled and each.group in groups)
    return min((each for each in fixed if each > on), default=None)


def with_meeting(sittings: Sequence[Sitting], on: date, given: Group | None = None) -> tuple[Group, Turns]:
    """Who reports to a new meeting on `on`, and the turns of later meetings that change by it.

    `given` says who reports; a group that is new takes turns from now on. Else the next group does; nobody, when a
    later turn has been commissioned already: that one cannot move.
    """
    queue = in_turn(sittings, on)
    if given is None:
        given = queue[0] if queue and not commissioned_after(sittings, on) else NOBODY
    if given in queue:
        queue.remove(given)
    elif not given or any(given & other for other in queue):
        return given, {}
    queue.append(given)
    return given, _planned_anew(sittings, on, queue)


def without_meeting(sittings: Sequence[Sitting], on: date) -> tuple[Group, Turns]:
    """What the meeting of `on` keeps when it is cancelled, and the turns of later meetings that change by it.

    It keeps the group that comes after all others: one that has no other meeting yet would be forgotten.
    """
    queue = in_turn(sittings, on)
    group = next(each.group for each in sittings if each.on == on)
    if group not in queue:
        return group, {}
    changed = _planned_anew(sittings, on, queue)
    return queue[0], changed


def _planned_anew(sittings: Sequence[Sitting], after: date, queue: list[Group]) -> Turns:
    """What changes when the meetings after a day take their turns from the queue; `queue` is left as it is then.

    A meeting without a turn, or with an ad hoc report, stays as it is.
    """
    changed: Turns = {}
    for each in sorted(sittings, key=lambda each: each.on):
        if each.on <= after or each.cancelled or each.group not in queue:
            continue
        group = each.group if each.fixed else queue[0]
        queue.remove(group)
        queue.append(group)
        if group != each.group:
            changed[each.on] = group
    return changed
