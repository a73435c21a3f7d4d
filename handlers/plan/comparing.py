"""Comparing two versions of the plan, action by action. Values in, a `Comparison` out; the words are put here."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from models.decisions.versions import Ended, VersionRow
from papers.versions.contents import ChangeKind, ComparedVersion, Comparison, VersionChange
from papers.wording import day, joined, plural

NOTHING = "Nothing is different."


def compare(
    plan: str,
    before: ComparedVersion,
    after: ComparedVersion,
    was: Sequence[VersionRow],
    now: Sequence[VersionRow],
    endings: Mapping[int, Ended],
) -> Comparison:
    """What is different between the rows of two versions; `endings` say how actions left that only the first has."""
    by_action = {row.action_id: row for row in was}
    current = {row.action_id for row in now}
    found = [
        *((row.ref_order, change) for row in now for change in _changed(by_action.get(row.action_id), row)),
        *((row.ref_order, _ended(row, endings)) for row in was if row.action_id not in current),
    ]
    changes = tuple(change for _, change in sorted(found, key=lambda each: each[0]))
    return Comparison(plan, before, after, _said(changes, before, after), changes)


def ended_only(was: Sequence[VersionRow], now: Sequence[VersionRow]) -> list[int]:
    """The actions that only the first of two versions has, by their ids."""
    current = {row.action_id for row in now}
    return [row.action_id for row in was if row.action_id not in current]


def _changed(was: VersionRow | None, now: VersionRow) -> Iterator[VersionChange]:
    def told(kind: ChangeKind, before: str, after: str) -> VersionChange:
        return VersionChange(kind, now.ref, now.title, before, after)

    if was is None:
        deadline = now.deadline.words()
        about = "; ".join(filter(None, (now.title, now.area, now.board, now.owner, f"due {deadline}")))
        yield told(ChangeKind.ADDED, "", about)
        return
    if was.ref != now.ref:
        yield told(ChangeKind.RENUMBERED, was.ref, now.ref)
    if was.title != now.title:
        yield told(ChangeKind.REWORDED, was.title, now.title)
    if was.deadline != now.deadline:
        days = (was.deadline.words(), now.deadline.words(), was.due, now.due)
        yield VersionChange(ChangeKind.REDATED, now.ref, now.title, *days)
    for kind, known_by, called, nobody in _PLACES:
        if _is_another(known_by(was), called(was), known_by(now), called(now)):
            yield told(kind, called(was) or nobody, called(now) or nobody)


_PLACES: tuple[tuple[ChangeKind, Callable[[VersionRow], int | None], Callable[[VersionRow], str], str], ...] = (
    (ChangeKind.MOVED, lambda row: row.area_id, lambda row: row.area, "no area"),
    (ChangeKind.MOVED, lambda row: row.board_id, lambda row: row.board, "no board"),
    (ChangeKind.OWNER, lambda row: row.owner_post_id, lambda row: row.owner, "nobody"),
)


def _is_another(was_id: int | None, was: str, now_id: int | None, now: str) -> bool:
    """Whether it is another board, area or post: one that is only called otherwise now is the same."""
    if was_id is not None and now_id is not None:
        return was_id != now_id
    return was != now


def _ended(row: VersionRow, endings: Mapping[int, Ended]) -> VersionChange:
    ended = endings.get(row.action_id)
    how = str(ended.how) if ended and ended.how else "no longer in the plan"
    into = f" into {ended.into}" if ended and ended.into else ""
    on = f" on {day(ended.on)}" if ended and ended.on else ""
    return VersionChange(ChangeKind.ENDED, row.ref, row.title, row.title, f"{how}{into}{on}")


def _said(changes: Sequence[VersionChange], before: ComparedVersion, after: ComparedVersion) -> str:
    """ "From v0.11 to v0.12: 2 added, 1 ended, 3 re-dated; 65 actions became 66." """
    counted = [(kind, sum(each.kind is kind for each in changes)) for kind in ChangeKind]
    told = joined([f"{count} {kind}" for kind, count in counted if count])
    if not told:
        return f"From {before.name} to {after.name}: {NOTHING[0].lower()}{NOTHING[1:]}"
    many = plural(after.actions, "action")
    total = f"{many} as before" if before.actions == after.actions else f"{before.actions} became {many}"
    return f"From {before.name} to {after.name}: {told}; {total}."
