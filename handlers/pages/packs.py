"""The page of packs: what was published and, for those who see drafts, every version, newest first, with its files; and
one file to download.

A published file is anybody's who may read the plan of its organisation. For everybody else it is not there, and a draft
is not for those who do not see it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import number_of
from handlers.cards import Actions, Button, DateCell, Element, File, Table, Text
from handlers.errors import Mistake
from handlers.pack.asking import InReview
from handlers.pack.late_items import value_of_planned
from handlers.pack.messages import told
from handlers.pack.naming import LABELS, version_value
from handlers.pack.seeing import drafts_of, may_have_all
from handlers.pack.sign_off_words import sign_offs_table, sign_offs_to_do
from handlers.registry import registry
from handlers.requests import Request
from models.boards.boards import BoardKind, Meeting, coming_meeting
from models.packs.listing import ListedFile, ListedPack, find_file, listed_files, listed_packs
from models.packs.packs import DraftsOf, Pack, PackFormat, PackState, newest_supplements, seen_pack
from models.packs.papers import body_papers, supplements
from models.packs.reviews import reviews_of
from models.packs.taken_over import newest_of_meetings
from models.position.snapshots import Snapshot
from papers.wording import moment, plural, weekday

PACKS = 20
"""How many packs a page shows."""

_STATES = {
    PackState.BUILDING: "Being built: reload this page in a moment",
    PackState.READY: "Draft: not published",
    PackState.FAILED: "Could not be built",
    PackState.PUBLISHING: "Being published: reload this page in a moment",
    PackState.PUBLISHED: "Published",
}
REPLACED = "Draft, replaced by a later version"


@dataclass(frozen=True)
class Version:
    """One version of a meeting's pack. `changed` is what is different from the one before; `to_check` the value of
    the button that checks it, empty of one that is replaced; `to_publish` of that which publishes it, empty where the
    visitor may not, and `to_take_back` of that which takes a correction back; `compared` says that there is an earlier
    one to compare it with.
    """

    id: int
    title: str
    said: str
    signed: tuple[Element, ...]
    state: str
    reason: str
    changed: tuple[str, ...]
    to_check: str
    to_publish: str
    files: tuple[File, ...]
    compared: bool
    to_take_back: str = ""


@dataclass(frozen=True)
class PlannedReport:
    """A report to a body, or a supplement, that is not published: where its sections are, what it is, and the value of
    the button that compiles it, empty where the visitor may not; of a report the `body` that receives it.
    """

    sections: str
    title: str
    to_compile: str
    body: str = ""


@dataclass(frozen=True)
class Packs:
    """One page of packs, newest meeting first; pages count from 1. `nothing` says that there is none; `next_meeting` is
    that whose pack the visitor may compile, and `sees_sections` says that they see what is written for the next one.
    `reports` are those to bodies, and supplements, that are being prepared; `may_plan` says that the visitor may plan
    another report.
    """

    versions: tuple[Version, ...]
    page: int
    more: bool
    nothing: str
    next_meeting: date | None
    sees_sections: bool
    reports: tuple[PlannedReport, ...] = ()
    may_plan: bool = False


@dataclass(frozen=True)
class PackedFile:
    """What is known of a file without reading it. `sha256` is of its content."""

    id: int
    name: str
    format: PackFormat
    sha256: str
    pack_id: int
    draft: bool


@registry.page("page.packs", right=Permission.READ)
def packs(session: Session, request: Request) -> Packs:
    """The packs; the value `page` says which page of them."""
    page = number_of(request.values.get("page", "")) or 1
    drafts, organisation_id = drafts_of(session, request), request.asker.organisation_id
    rows = listed_packs(session, organisation_id, drafts, PACKS + 1, (page - 1) * PACKS)
    shown = rows[:PACKS]
    files = _files(session, organisation_id, drafts, [each.id for each in shown])
    versions = []
    keeps = may(request.asker, Permission.KEEP_THE_RECORD)
    coming = coming_meeting(session, organisation_id, request.today) if keeps or drafts != frozenset() else None
    published = {_of(each) for each in rows if each.published_at}
    newest = {_of(each): each.id for each in reversed(rows)}
    for each in shown:
        said = f"Compiled {moment(each.asked_at, request.zone)} by {each.by or 'an operator'}"
        said += f"; figures as fixed on {moment(each.frozen_at, request.zone)}."
        is_draft = each.state is PackState.READY
        on = f" on {moment(each.published_at, request.zone)}" if each.published_at else ""
        open_now = _of(each) not in published or each.corrects_id is not None
        supplement = f"supplement {each.supplement}, " if each.supplement else ""
        ready = is_draft and newest[_of(each)] == each.id and open_now
        value = _value(each)
        versions.append(
            Version(
                id=each.id,
                signed=_signed(session, request, each, page == 1 and newest[_of(each)] == each.id),
                title=f"{each.board}, {weekday(each.on)}: {supplement}version {each.version}{_corrected(each)}",
                said=said,
                state=f"{REPLACED if is_draft and newest[_of(each)] != each.id else _STATES[each.state]}{on}.",
                reason=each.reason or "",
                changed=told(each.changed or ()),
                to_check=value if newest[_of(each)] == each.id and page == 1 else "",
                to_publish=value if keeps and ready and page == 1 else "",
                files=files.get(each.id, ()),
                compared=each.version > 1 or each.corrects_id is not None,
                to_take_back=value if keeps and ready and page == 1 and each.corrects_id else "",
            )
        )
    done = "compiled" if drafts is None else "published"
    nothing = f"No pack has been {done} yet."
    to_compile = coming.on if keeps and coming and (IMPROVEMENT, coming.on, 0) not in published else None
    sees = coming is not None and (drafts is None or coming.board_id in drafts)
    reports = _reports(session, request, drafts) if page == 1 and drafts != frozenset() else ()
    return Packs(tuple(versions), page, len(rows) > PACKS, nothing, to_compile, sees, reports, keeps)


IMPROVEMENT = ""
"""What the improvement board is called among the bodies: it is the one whose packs these are."""


def _of(listed: ListedPack) -> tuple[str, date, int]:
    """Which paper a version is of: the body that receives it, its day, and which supplement it is, if any."""
    return listed.board if listed.kind is BoardKind.BODY else IMPROVEMENT, listed.on, listed.supplement


def _value(listed: ListedPack) -> str:
    """The value of the buttons of a version."""
    body, on, supplement = _of(listed)
    return version_value(on, listed.version, len(listed.corrections or ()), body, supplement)


def _reports(session: Session, request: Request, drafts: DraftsOf) -> tuple[PlannedReport, ...]:
    """The reports to bodies and the supplements that are being prepared, whose sections the visitor sees."""
    found = body_papers(session, request.asker.organisation_id, most=PACKS)
    newest = newest_of_meetings(session, [each.meeting.id for each in found]) if found else {}
    keeps = may(request.asker, Permission.KEEP_THE_RECORD)
    told_of = []
    for each in reversed(found):
        made = newest.get(each.meeting.id)
        if (drafts is not None and each.meeting.board_id not in drafts) or (made and made[1].published_at):
            continue
        title = f"the report to {each.board.name}, {weekday(each.meeting.on)}"
        value = f"for {each.board.name} {each.meeting.on.isoformat()}" if keeps else ""
        told_of.append(PlannedReport(f"/papers?meeting={each.meeting.id}", title, value, each.board.name))
    planned = supplements(session, request.asker.organisation_id, since=request.today)
    packs_of_them = newest_supplements(session, request.asker.organisation_id) if planned else {}
    for one in planned:
        its = packs_of_them.get((one.meeting.id, one.number))
        if (drafts is not None and one.meeting.board_id not in drafts) or (its and its.published_at):
            continue
        title = f"supplement {one.number} for {one.board.name}, {weekday(one.meeting.on)}: {one.title}"
        where = f"/papers?meeting={one.meeting.id}&supplement={one.number}"
        told_of.append(PlannedReport(where, title, value_of_planned(one) if keeps else ""))
    return tuple(told_of)


def _corrected(listed: ListedPack) -> str:
    return f" with {plural(len(listed.corrections), 'correction')}" if listed.corrections else ""


def _signed(session: Session, request: Request, listed: ListedPack, is_newest: bool) -> tuple[Element, ...]:
    """Who signed a version off: as it was published, or as that stands for the newest draft, with what to do."""
    if listed.published_at:
        rows = tuple(
            (each["review"], each["state"], each["by"], DateCell(date.fromisoformat(each["on"])) if each["on"] else "-")
            for each in listed.sign_offs or ()
        )
        to_correct = is_newest and may(request.asker, Permission.KEEP_THE_RECORD)
        value = _value(listed)
        buttons = [Button("Correct it", "pack.correct_form", value, opens_form=True)]
        if not listed.supplement and listed.on >= request.today:
            buttons.append(Button("Add a late item", "pack.supplement_form", value, opens_form=True))
        table: list[Element] = [Table("Signed off", ("Review", "State", "By", "Day"), rows)] if rows else []
        said = (Text(said) for said in (listed.overridden, listed.urgency) if said)
        return (*said, *table, *([Actions(tuple(buttons))] if to_correct else []))
    if not is_newest or listed.state is not PackState.READY:
        return ()
    pack = session.get_one(Pack, listed.id)
    meeting = session.get_one(Meeting, session.get_one(Snapshot, pack.snapshot_id).meeting_id)
    if not (pack.in_review or reviews_of(session, meeting.board_id)):
        return ()
    draft = InReview.of(session, pack, request.asker.organisation_id)
    return (sign_offs_table(draft.found, request), *sign_offs_to_do(draft, request))


@registry.page("page.pack_file", right=Permission.READ)
def pack_file(session: Session, request: Request) -> PackedFile:
    """The file whose id is the request's text. Raises `Mistake` when the organisation has no such file."""
    drafts, organisation_id = drafts_of(session, request), request.asker.organisation_id
    id = number_of(request.text)
    row = find_file(session, organisation_id, drafts, id) or _full_version(session, request, id)
    if row is None:
        raise Mistake("There is no such file of a pack.")
    return PackedFile(row.id, row.name, row.format, row.sha256, row.pack_id, row.draft)


def _full_version(session: Session, request: Request, id: int | None) -> ListedFile | None:
    """The full version with this id, for a member of its board: the message that brings it links to it."""
    row = find_file(session, request.asker.organisation_id, None, id)
    if row is None or row.format is not PackFormat.FULL:
        return None
    its = seen_pack(session, request.asker.organisation_id, None, row.pack_id)
    return row if its and may_have_all(session, request, its.meeting.board_id) else None


def _files(
    session: Session, organisation_id: int, drafts: Collection[int] | None, pack_ids: list[int]
) -> dict[int, tuple[File, ...]]:
    found: dict[int, tuple[File, ...]] = {}
    for each in listed_files(session, organisation_id, drafts, pack_ids):
        label = f"{LABELS[each.format]}, draft" if each.draft else LABELS[each.format]
        found[each.pack_id] = (*found.get(each.pack_id, ()), File(each.id, each.name, label, each.size))
    return found
