"""Somebody's own plan for the demo: what a tracker lacks for a board's life is made up, and said to be.

`secretariat demo --plan` takes what this gives into its throw-away record; nothing of it is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from handlers.still_open import IMPROVEMENT_BOARD
from papers.plan.contents import BoardRow, MeetingRow, PersonRow, PlanFile

_AHEAD = timedelta(days=23)
"""So far ahead the next board meets: its returns are being asked for, and its figures are still moving."""


def with_a_board_s_life(file: PlanFile, today: date) -> PlanFile:
    """The file with an improvement board, a chair, a secretary, an SRO for each owner, and a meeting ahead of `today`
    (local), each where the file itself has none.
    """
    boards = [*file.boards]
    ours = next((row.name for row in boards if row.kind == "improvement"), None)
    if ours is None:
        ours = IMPROVEMENT_BOARD
        boards.append(BoardRow("", ours, None, "improvement"))
    known = {name.casefold() for row in boards for name in (row.name, row.short_name, *row.aliases) if name}
    boards += [BoardRow("", name, None, "delivery") for name in _new((row.board for row in file.rows), known)]
    people = [*file.people]
    roles = {row.role.casefold() for row in people}
    for post, role in (("Chair", "chair"), ("Board Secretary", "secretariat")):
        if role not in roles:
            people.append(PersonRow("", post, role, ours if role == "chair" else None, post, _address(post)))
    held = {name.casefold() for row in people for name in (row.post, row.name, row.email) if name}
    people += [
        PersonRow("", owner, "SRO", None, owner, _address(owner))
        for owner in _new((row.owner for row in file.rows), held)
    ]
    meetings = [*file.meetings]
    if not any(row.on >= today for row in meetings):
        meetings.append(MeetingRow("", ours, today + _AHEAD))
    return replace(file, boards=tuple(boards), people=tuple(people), meetings=tuple(meetings))


def _new(names: Iterable[str | None], known: set[str]) -> list[str]:
    """The names that are not known yet, each once, in their order."""
    found: dict[str, str] = {}
    for name in names:
        if name and name.casefold() not in known:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def _address(name: str) -> str:
    """An address that nobody has: `head.of.housing@example.org`."""
    return f"{re.sub(r'[^a-z0-9]+', '.', name.casefold()).strip('.') or 'somebody'}@example.org"
