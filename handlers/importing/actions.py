"""Taking the actions of a plan file: new ones added, others changed, missing ones kept; ratings become updates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.importing.decided import Decided
from handlers.importing.known_actions import with_known_refs
from handlers.importing.linked_names import Names
from handlers.importing.proposing import settle
from handlers.importing.report import ChangedCell, Report
from handlers.importing.unchanged_cells import OnRecord, cells_of
from models.boards.boards import Meeting
from models.plan.actions import Action, Area, DateChange, Plan, actions_of, areas_of
from models.plan.deadlines import Deadline, Precision
from models.plan.measures import Measure, measures_of
from models.plan.ratings import Rating
from models.plan.refs import area_in, ref_order
from models.record.events import Actor, Change
from models.updates.answer import FIELDS
from models.updates.file_cells import SaidBefore, cells_before
from models.updates.importing import Batch, latest_updates, write_areas, write_batch
from models.updates.recording import answers_of
from models.updates.updates import Update, UpdateKind
from papers.plan.contents import ActionRow, Doubt, PlanFile
from papers.spacing import folded
from papers.wording import day, joined, shortened

APPROVED = "approved deadline"
LONGEST_NAME = 60
"""Characters that are shown of what a cell calls an owner."""

_ANSWERS_OF = attrgetter(*FIELDS)
_NO_DEADLINE = Deadline(None, Precision.TO_BE_CONFIRMED)
_NOTHING_SAID = {**dict.fromkeys(FIELDS), "activity": Rating.NOT_STARTED, "impact": Rating.NOT_STARTED}


@dataclass(frozen=True)
class ImportOccasion:
    """When an import happens: its moment (aware UTC), the zone, the open meeting and the board before it."""

    now: datetime
    zone: ZoneInfo
    meeting: Meeting | None
    last_board: date | None

    def given(self, on: date | None) -> datetime:
        """The moment of an answer that the file dates to a day: its noon, never later than now."""
        return min(self.now, _noon(on, self.zone)) if on else self.now

    def meeting_for(self, on: date | None) -> int | None:
        """The open meeting, unless the answer dates from before the last board and so was given for an earlier one."""
        if self.meeting is None or (on and self.last_board and on <= self.last_board):
            return None
        return self.meeting.id


def take_actions(
    session: Session,
    actor: Actor,
    plan: Plan,
    file: PlanFile,
    occasion: ImportOccasion,
    report: Report,
    overwrite: bool,
    decided: Decided | None,
) -> None:
    """Write the file's actions into the transaction and say in `report` what became of each row.

    A cell that the last file had, too, changes nothing, unless the file is to `overwrite` what was answered since. What
    a board decides is proposed, or carried out as it has `decided`, but for a first file.
    """
    batch = Batch()
    actions = actions_of(session, plan.id)
    numbers = {folded(area.title): area.number for area in areas_of(session, plan.id) if area.number and area.title}
    file = replace(file, rows=with_known_refs(file, actions, numbers, report))
    names = Names(session, actor.organisation_id, plan.id)
    known = {action.ref: action for action in actions}
    said = cells_before(session, plan.id) if known else {}
    cells_said: Mapping[str, dict[str, str]] = {}
    if known:
        settled = settle(
            *(session, actor, plan, occasion.zone, file.rows, known, said, names, report, decided, overwrite)
        )
        file, cells_said = replace(file, rows=tuple(settled.rows)), settled.cells
        if settled.decided:
            known = {action.ref: action for action in actions_of(session, plan.id)}
    areas = _take_areas(session, plan, file, batch, report)
    measures = measures_of(session, plan.id) if known else {}
    latest = latest_updates(session, plan.id, occasion.now) if known else {}
    for row in file.rows:
        existing = known.get(row.ref)
        before = latest.get(existing.id) if existing else None
        measure = measures.get(existing.id) if existing else None
        batch.cells[row.ref] = cells = cells_of(row)
        now = None
        if existing:
            said_before = said.get(existing.id, SaidBefore(occasion.now, {}))
            now = OnRecord(existing, before, measure, said_before, names, occasion.zone)
            if not overwrite:
                row, kept = now.news_of(row, cells)
                report.kept += kept
        row = _accountable(_ending_dated(row, existing, occasion, report), names, report)
        _count_unlinked(row, names, report)
        ratings = _take_answers(batch, row, before, existing, actor, occasion, report)
        if existing is None or now is None:
            _add(batch, plan, row, areas.get(_area_key(row)), names, occasion, ratings)
            report.added.append(row.ref)
        else:
            area = None if _says_no_area(row) else areas.get(_area_key(row))
            fields = _change(batch, existing, row, area, names, occasion, report)
            fields += _change_measure(batch, existing, row, measure, report)
            if ratings:
                fields.append("update")
                report.cells += _answers_changed(row, before, now)
                batch.changes.append(Change("update.imported", f"action {row.ref}", None, ratings))
            if fields:
                report.changed[row.ref] = fields
    batch.cells |= {ref: {**batch.cells[ref], **more} for ref, more in cells_said.items()}
    report.unchanged = len(file.rows) - len(report.added) - len(report.changed)
    in_file = {row.ref for row in file.rows}
    missing = (ref for ref, action in known.items() if action.ended is None and ref not in in_file)
    report.missing = sorted(missing, key=ref_order)
    write_batch(session, actor, plan.id, batch, known, said)


def _add(
    batch: Batch,
    plan: Plan,
    row: ActionRow,
    area: Area | None,
    names: Names,
    occasion: ImportOccasion,
    ratings: dict[str, str],
) -> None:
    approved = row.revised or row.due
    batch.actions.append(
        {
            "plan_id": plan.id,
            "ref": row.ref,
            "ref_order": ref_order(row.ref),
            "area_id": area.id if area else None,
            "title": row.title or f"Action {row.ref}",
            "owner_written": row.owner,
            "owner_post_id": names.post(row.owner),
            "board_written": row.board,
            "board_id": names.board(row.board),
            **_deadline("due", "due_precision", row.due or _NO_DEADLINE),
            **_deadline("approved_due", "approved_precision", approved or _NO_DEADLINE),
            "added_on": row.added,
            "ended": row.ended,
            "ended_on": row.ended_on,
            "reason": row.reason,
        }
    )
    after = {"due": _plain(approved.last_day) if approved else None, **ratings}
    batch.changes.append(Change("action.added", f"action {row.ref}", None, after))
    if row.measure:
        measure = {"definition": row.measure, "agreed": bool(row.measure_agreed)}
        batch.after_actions.append((Measure, row.ref, measure))
    if row.revised and row.due and row.revised != row.due:
        moved = {"at": occasion.now, "was": row.due.last_day, "became": row.revised.last_day}
        batch.after_actions.append((DateChange, row.ref, moved))


def _change(
    batch: Batch,
    existing: Action,
    row: ActionRow,
    area: Area | None,
    names: Names,
    occasion: ImportOccasion,
    report: Report,
) -> list[str]:
    """What the row changes of an action that is there; a field that the file does not have stays as it is."""
    wanted: dict[str, Any] = {}
    if row.title:
        wanted["title"] = row.title
    if area is not None:
        wanted["area_id"] = area.id
    if row.owner is not None:
        post = names.post(row.owner)
        if post is not None:
            wanted["owner_post_id"] = post
        elif row.owner != existing.owner_written:
            wanted |= {"owner_written": row.owner, "owner_post_id": None}
    if row.board is not None:
        board = names.board(row.board)
        if board is not None:
            wanted["board_id"] = board
        elif row.board != existing.board_written:
            wanted |= {"board_written": row.board, "board_id": None}
    due, approved = _deadlines(existing, row, report)
    if due is not None:
        wanted |= _deadline("due", "due_precision", due)
    if approved is not None:
        wanted |= _deadline("approved_due", "approved_precision", approved)
    for name, value in (
        ("added_on", row.added),
        ("ended", row.ended),
        ("ended_on", row.ended_on),
        ("reason", row.reason),
    ):
        if value is not None:
            wanted[name] = value
    changed = {name: value for name, value in wanted.items() if getattr(existing, name) != value}
    if not changed:
        return []
    before = {name: _plain(getattr(existing, name)) for name in changed}
    after = {name: _plain(value) for name, value in changed.items()}
    was = {name: getattr(existing, name) for name in (*_FIELD_WORDS, *changed)}
    first, then = _in_words(was, names), _in_words(was | changed, names)
    for what, said in then.items():
        if said != (was_said := first.get(what, "")):
            moves = what == APPROVED and "approved_due" in changed and existing.approved_due is not None
            (report.moved if moves else report.cells).append(ChangedCell(row.ref, what, was_said, said))
    batch.action_changes.append({"id": existing.id, **changed})
    batch.changes.append(Change("action.changed", f"action {row.ref}", before, after))
    if "approved_due" in changed:
        moved = {"at": occasion.now, "was": existing.approved_due, "became": changed["approved_due"]}
        batch.after_actions.append((DateChange, row.ref, moved))
    return [_FIELD_WORDS.get(name, name) for name in changed]


@lru_cache(maxsize=512)
def _noon(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(12), zone).astimezone(UTC)


_SAID_TOGETHER = frozenset(
    f"{name}{part}"
    for name, parts in (("owner", ("_post_id", "_written")), ("board", ("_id", "_written")))
    for part in parts
) | {"area_id", "due", "due_precision", "approved_due", "approved_precision"}


def _deadlines(existing: Action, row: ActionRow, report: Report) -> tuple[Deadline | None, Deadline | None]:
    """What the row makes of the original and of the approved deadline; None where it stays as it is.

    The original is the one that the plan first had: it never moves once there is one (`domain.md` 2, re-baseline).
    """
    due, was = row.due, existing.original_deadline
    if due is None or was.last_day is None or due.last_day == was.last_day:
        unmoved = row.revised is None and existing.approved_deadline == was
        return due, due if unmoved else row.revised
    if due != existing.approved_deadline:
        report.notes.append(
            f"{row.place}: the original deadline of {row.ref} stays {was.words()}, and {due.words()} was left out: an "
            "original never moves. A date to which a board has moved it belongs in a column “Revised date”."
        )
    return None, row.revised


def _in_words(action: Mapping[str, Any], names: Names) -> dict[str, str]:
    """The cells of an action as people read them, by what they are called."""
    said = {
        "area": names.of_area(action["area_id"]),
        "SRO": names.of_owner(action["owner_post_id"], action["owner_written"]),
        "board": names.of_board(action["board_id"], action["board_written"]),
        "original deadline": Deadline(action["due"], action["due_precision"]).words(),
        APPROVED: Deadline(action["approved_due"], action["approved_precision"]).words(),
    }
    others = {name: value for name, value in action.items() if name not in _SAID_TOGETHER}
    return said | {_FIELD_WORDS.get(name, name): _printed(value) for name, value in others.items()}


def _answers_changed(row: ActionRow, before: Update | None, now: OnRecord) -> list[ChangedCell]:
    """What the row says of an answer and the last one did not."""
    cells = []
    for name in FIELDS:
        said, was = getattr(row, name), getattr(before, name) if before else None
        if said is not None and said != was:
            cell = ChangedCell(row.ref, name.replace("_", " "), _printed(was), _printed(said))
            cells.append(now.over_an_answer(cell, name))
    return cells


def _printed(value: Any) -> str:
    if isinstance(value, Rating):
        return value.word
    return day(value) if isinstance(value, date) else str(value or "")


def _change_measure(
    batch: Batch, existing: Action, row: ActionRow, measure: Measure | None, report: Report
) -> list[str]:
    if row.measure is None and row.measure_agreed is None:
        return []
    if measure is None:
        if not row.measure:
            return []
        new = {"definition": row.measure, "agreed": bool(row.measure_agreed)}
        batch.after_actions.append((Measure, row.ref, new))
        report.cells.append(ChangedCell(row.ref, "measure", "", _measure_said(row.measure, bool(row.measure_agreed))))
        batch.changes.append(Change("measure.added", f"action {existing.ref}", None, {"agreed": new["agreed"]}))
        return ["measure"]
    agreed = measure.agreed if row.measure_agreed is None else row.measure_agreed
    definition = row.measure or measure.definition
    if (definition, agreed) == (measure.definition, measure.agreed):
        return []
    batch.changes.append(
        Change("measure.changed", f"action {existing.ref}", {"agreed": measure.agreed}, {"agreed": agreed})
    )
    was, becomes = _measure_said(measure.definition, measure.agreed), _measure_said(definition, agreed)
    report.cells.append(ChangedCell(row.ref, "measure", was, becomes))
    batch.measure_changes.append((measure, definition, agreed))
    return ["measure"]


def _measure_said(definition: str, agreed: bool) -> str:
    return f"{shortened(definition, 60)} ({'agreed' if agreed else 'proposed'})"


def _take_answers(
    batch: Batch,
    row: ActionRow,
    before: Update | None,
    existing: Action | None,
    actor: Actor,
    occasion: ImportOccasion,
    report: Report,
) -> dict[str, str]:
    """The row's ratings and comments as an update, when they say something new; gives its ratings, else nothing."""
    said = {name: value for name, value in zip(FIELDS, _ANSWERS_OF(row), strict=True) if value is not None}
    if not said:
        return {}
    answers: dict[str, Any] = dict(_NOTHING_SAID)
    if before is not None:
        answers |= vars(answers_of(before))
        if all(answers[name] == value for name, value in said.items()):
            return {}
        if row.updated and row.updated < before.at.astimezone(occasion.zone).date():
            report.notes.append(f"{row.place}: older than the answer on record for {row.ref}, which stays.")
            return {}
    answers |= said
    given = occasion.given(row.updated)
    new = {
        "meeting_id": occasion.meeting_for(row.updated),
        "at": max(given, before.at) if before else given,  # what is recorded later counts, on the same day, too
        "by_person_id": actor.person_id,
        "for_post_id": existing.owner_post_id if existing else None,
        "kind": UpdateKind.IMPORTED,
        **answers,
    }
    batch.after_actions.append((Update, row.ref, new))
    report.updates += 1
    report.answering += new["meeting_id"] is not None
    return {"activity": answers["activity"].value, "impact": answers["impact"].value}


_AreaKey = tuple[int | None, str]
"""An area by its number; by its title, folded, where it has none."""


def _area_key(row: ActionRow) -> _AreaKey:
    return row.area_number, "" if row.area_number is not None else folded(row.area_title or "")


def _says_no_area(row: ActionRow) -> bool:
    """Whether a row has no area but the one that its ref begins with."""
    return row.area_title is None and row.area_number in (None, area_in(row.ref))


def _take_areas(session: Session, plan: Plan, file: PlanFile, batch: Batch, report: Report) -> dict[_AreaKey, Area]:
    """The areas that the rows name, those added that the plan lacks; a title alone may be a numbered area's."""
    there = areas_of(session, plan.id)
    by_title = {folded(area.title): area for area in there if area.title}
    known: dict[_AreaKey, Area] = {
        (area.number, "") if area.number is not None else (None, folded(area.title)): area for area in there
    }
    known = {(None, title): area for title, area in by_title.items()} | known
    titles: dict[_AreaKey, str] = {}
    for row in file.rows:
        key = _area_key(row)
        if key != (None, "") and (row.area_title or key not in titles):
            titles[key] = row.area_title or titles.get(key, "")
    called = {key: area.title for key, area in known.items()}
    areas = write_areas(session, plan.id, known, titles, batch.changes)
    report.notes += [
        f"Area {number} is now called “{title}”."
        for (number, _), title in titles.items()
        if number is not None and title and called.get((number, ""), title) != title
    ]
    return areas


def _accountable(row: ActionRow, names: Names, report: Report) -> ActionRow:
    """The row with one owner, said where its cell names several; all of them may be the title of one post."""
    several = row.several_owners
    if several is None:
        return row
    if names.post(several.written) is not None:
        return replace(row, owner=several.written, several_owners=None)
    first, *others = (f"“{shortened(each, LONGEST_NAME)}”" for each in several.names)
    were = "were" if len(others) > 1 else "was"
    text = f"Action {row.ref} names {len(several.names)} owners: {first} was taken as accountable, and "
    report.doubts.append(Doubt(several.place, f"{text}{joined(others)} {were} left out."))
    return row


def _ending_dated(row: ActionRow, existing: Action | None, occasion: ImportOccasion, report: Report) -> ActionRow:
    """What the file says has ended without saying when ended on the day of its last update, or else today."""
    if row.ended is None or row.ended_on or (existing is not None and existing.ended):
        return row
    today = occasion.now.astimezone(occasion.zone).date()
    on = min(row.updated or today, today)
    report.notes.append(
        f"{row.place}: {row.ref} is {row.ended}, and no day is given: from {day(on)} on it counts no longer."
    )
    return replace(row, ended_on=on)


def _count_unlinked(row: ActionRow, names: Names, report: Report) -> None:
    if row.owner and names.post(row.owner) is None:
        report.owners_to_link[row.owner] = report.owners_to_link.get(row.owner, 0) + 1
    if row.board and names.board(row.board) is None:
        report.boards_to_link[row.board] = report.boards_to_link.get(row.board, 0) + 1


def _deadline(day: str, precision: str, deadline: Any) -> dict[str, Any]:
    if deadline is None:
        return {}
    return {day: deadline.last_day, precision: deadline.precision}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


_FIELD_WORDS = {
    "area_id": "area",
    "owner_post_id": "SRO",
    "owner_written": "SRO as written",
    "board_id": "board",
    "board_written": "board as written",
    "due": "original deadline",
    "due_precision": "how exact the original deadline is",
    "approved_due": APPROVED,
    "approved_precision": "how exact the approved deadline is",
    "added_on": "added",
    "ended_on": "ended on",
}
