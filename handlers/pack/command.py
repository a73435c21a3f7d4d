"""`/pack`: compiling a meeting's board pack, listing what there is, publishing it.

Compiling freezes the position and gathers the pack's contents at once; its files are made in the background, as a draft
first and anew for publication, and a message to who asked says how that goes. A draft is not there for those who may
not see it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.access import Permission, drafts_seen_by, may
from handlers.button_values import a_day, a_meeting, number_of
from handlers.cards import (
    Actions,
    Button,
    Card,
    DateCell,
    Element,
    Listing,
    NumberCell,
    PersonCell,
    Table,
    Text,
    moment_cell,
)
from handlers.days import read_day
from handlers.errors import Mistake
from handlers.grammar import words_of
from handlers.outbox import queue_answer, queued_in, revise
from handlers.own_plan import plan_of
from handlers.pack.asking import InReview
from handlers.pack.bodies import NEWEST, after_body, body_meant, supplement_in
from handlers.pack.compiling import compile_pack, meeting_to_compile
from handlers.pack.late_answers import late_elements
from handlers.pack.messages import progress_card, ready_card
from handlers.pack.naming import contents_of, progress_key, send_files_button, subject_of, title_of
from handlers.pack.reports import compile_report, report_for
from handlers.pack.seeing import drafts_of
from handlers.pack.standing import said_of
from handlers.pack.supplements import compile_supplement
from handlers.refs import ref_of
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from models.boards.boards import Board, Meeting
from models.boards.cycles import cycle_of
from models.packs.packs import Pack, PackState, build_again, files_of, packs_of, published_when
from models.packs.sign_offs import SETTLED
from models.people.recipients import names_of
from models.plan.actions import Plan
from models.position.snapshots import Snapshot
from models.record.events import Change, record
from models.record.organisation import Organisation
from models.record.rules import rules_of
from models.returns.expected import expected_for
from models.updates.updates import Answered
from papers.pack.contents import PackContents, from_json
from papers.wording import answers_in, day, joined, moment, plural, shortened, weekday

PACKS_LISTED = 12

MOST_CORRECTIONS = 100
"""Among how many packs of one version that with a certain correction is looked for."""


pack = registry.command("/pack", "The board pack: compiling it, what there is, publishing it")


@pack.verb(
    "compile",
    ("/pack compile", "freeze the position for the next board and build its pack, as a draft"),
    ("/pack compile 7 June 2023", "the same for the board of a day"),
    ("/pack compile for Cabinet", "make the report to a body from the same figures, as a draft"),
    ("/pack compile supplement", "make the supplement for a late item, as a draft"),
    ("/pack compile with 2.1 7.5", "take answers that came after the freeze into the next version"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def compile_(session: Session, request: Request) -> Card:
    """Compile the pack of a meeting; late answers are taken in by their refs, after `with`."""
    words, late = _with(request.words)
    meant = pack_meant(session, replace(request, text=" ".join(words))) if supplement_in(" ".join(words))[0] else None
    if meant and late:
        raise Mistake("A supplement takes in no answers. Nothing was done.", example="/pack compile supplement")
    if meant:
        return _compile_supplement(session, request, meant)
    if body := body_meant(session, replace(request, text=" ".join(words))):
        if late:
            raise Mistake(
                "Late answers are taken into the board’s pack; the reports that take its figures are compiled after "
                "that. Nothing was done.",
                example=f"/pack compile with {' '.join(late)}",
            )
        return _compile_report(session, request, body, pack_meant(session, replace(request, text=" ".join(words))).on)
    return _compile(session, request, _day(words, request), late)


@pack.button("compile_early", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_day)
def compile_early(session: Session, request: Request) -> Card:
    """Compile a meeting's pack before its freeze: the message said what that means. The value is its day."""
    return _compile(session, request, date.fromisoformat(request.text), early=True)


@pack.button("again", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_meeting)
def again(session: Session, request: Request) -> Card:
    """Build a pack that failed again; the value is as `meeting_value` gives it."""
    meant = pack_meant(session, request)
    on = meant.on
    found, contents, _ = newest_pack(session, request, meant)
    if found.state is PackState.FAILED and found.beside:
        build_again(session, found)
        record(session, request.actor, Change("pack.tried_again", subject_of(contents)))
        tell_progress(session, request, found)
        return progress_card(contents, ())
    if found.state is PackState.FAILED and (body := body_meant(session, request)):
        return _compile_report(session, request, body, on)
    return _compile(session, request, on) if found.state is PackState.FAILED else packs(session, request)


def _compile(
    session: Session, request: Request, on: date | None, late: Sequence[str] = (), early: bool = False
) -> Card:
    organisation, plan = _plan(session, request)
    meeting, newest = meeting_to_compile(session, request.asker.organisation_id, request.now, request.today, on)
    freeze_day = freeze_day_of(session, request, meeting)
    before, pack_before = newest
    if late and before is None:
        raise Mistake(
            f"The figures for {day(meeting.on)} are not fixed yet, so every answer still counts for it by itself.",
            example="/pack compile",
        )
    if not early and request.today < freeze_day and before is None:
        return _too_early(session, request, plan, meeting, freeze_day)
    snapshot, found, late_ones = compile_pack(
        session, organisation, plan, meeting, request.actor, late, request.asker.name, newest
    )
    lacking = late_elements(session, snapshot, request.now, request.zone, found=late_ones)
    if found.state is PackState.READY:
        return _unchanged(found, lacking)
    tell_progress(session, request, found)
    return _being_built(found, [*_withdraws(session, request, pack_before, found), *lacking])


def _compile_report(session: Session, request: Request, body: Board, on: date | None) -> Card:
    """The report for a body, from the figures of the board's pack."""
    paper = report_for(session, request, body, on)
    made = compile_report(session, request, paper)
    if made.pack.state is PackState.READY:
        return _unchanged(made.pack, ())
    tell_progress(session, request, made.pack)
    return _being_built(made.pack, _withdraws(session, request, made.before, made.pack))


def _compile_supplement(session: Session, request: Request, meant: "PackMeant") -> Card:
    """The supplement that is being prepared, or the one that is named."""
    made = compile_supplement(session, request, meant.on, meant.body, meant.supplement)
    if made.pack.state is PackState.READY:
        return _unchanged(made.pack, ())
    tell_progress(session, request, made.pack)
    return _being_built(made.pack, _withdraws(session, request, made.before, made.pack))


def _withdraws(session: Session, request: Request, before: Pack | None, found: Pack) -> list[Element]:
    """Whose approvals a new version withdraws."""
    if not found.in_review or before is found:
        return []
    withdrawn = [
        each
        for each in InReview.of(session, found, request.asker.organisation_id).found
        if each.withdrawn and each.last and each.last.row.state in SETTLED
    ]
    if not withdrawn:
        return [Text("Every approval that was given stands: nothing that it was about has changed.")]
    one = len(withdrawn) == 1
    said = f"Withdraws the approval{'' if one else 's'} of {joined([each.review.name for each in withdrawn])}"
    told = [f"{each.called}: {said_of(each.withdrawn)} changed." for each in withdrawn]
    asks = "They are told and asked again when its files are there, whoever’s turn it is."
    return [Text(f"{said}.", "strong"), Listing(tuple(told)), Text(asks)]


def _with(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words before `with`, and the refs after it. Raises `Mistake` for what is no ref."""
    lower = [each.casefold() for each in words]
    if "with" not in lower:
        return list(words), []
    at = lower.index("with")
    typed = " ".join(words[at + 1 :]).replace(",", " ").split()
    refs = [ref_of(each) for each in typed if each.casefold() != "and"]
    wrong = [each for each in typed if each.casefold() != "and" and not ref_of(each)]
    if wrong or not refs:
        said = f"“{wrong[0]}” is no ref of an action" if wrong else "Which late answers? Their refs come after “with”"
        raise Mistake(f"{said}. Nothing was taken in.", example="/pack compile with 2.1 7.5")
    return list(words[:at]), list(dict.fromkeys(filter(None, refs)))


def _unchanged(found: Pack, lacking: Sequence[Element]) -> Card:
    """Compiled again, a pack that would say the same stays the version that it is."""
    contents = from_json(found.contents)
    said = f"Nothing that a pack prints has changed since version {contents.version}, so that is still the newest."
    body = (Text(said), *lacking, Actions((send_files_button(contents),)))
    data = {"meeting": contents.meeting.isoformat(), "version": contents.version, "state": found.state.value}
    return Card(f"{title_of(contents)} is up to date", body, data=data)


def freeze_day_of(session: Session, request: Request, meeting: Meeting) -> date:
    """The local day of a meeting’s freeze."""
    return cycle_of(meeting, rules_of(session, request.asker.organisation_id)).freeze


def _too_early(session: Session, request: Request, plan: Plan, meeting: Meeting, freeze_day: date) -> Card:
    """Before the freeze the returns are still coming in, and fixing the figures ends that: so it is asked first."""
    expected = expected_for(session, plan.id, meeting, request.now, request.today)
    given = sum(each.given for each in expected)
    same = sum(each.answer is Answered.NO_CHANGE for each in expected)
    said = (
        f"Their freeze is on {weekday(freeze_day)}, and {answers_in(given, same, len(expected))}. Once they are fixed "
        "nobody is asked for this board any more, and what the SROs answer counts for the next one. Nothing has been "
        "done yet."
    )
    button = Button("Fix the figures now all the same", "pack.compile_early", meeting.on.isoformat())
    data = {"meeting": meeting.on.isoformat(), "state": "too early", "expected": len(expected), "given": given}
    return Card(f"It is early to fix the figures for {day(meeting.on)}", (Text(said), Actions((button,))), data=data)


def tell_progress(session: Session, request: Request, found: Pack) -> None:
    """Queue, or begin again, the message that tells the asker how the building goes."""
    card = progress_card(contents_of(found), ())
    key = progress_key(found, request.asker.id, publishing=found.state is PackState.PUBLISHING)
    message = queue_answer(session, request.actor, request.asker.id, key, card)
    if message not in queued_in(session):
        revise(session, message, card)


def _being_built(found: Pack, lacking: Sequence[Element]) -> Card:
    contents = from_json(found.contents)
    changed: list[Element] = []
    if contents.changed:
        changed = [Text(f"What changed since version {contents.version - 1}", "heading"), Listing(contents.changed)]
    fixed = moment(contents.frozen_at, ZoneInfo(contents.zone))
    what = "supplement" if contents.supplement else "council report" if contents.report else "board pack"
    said = (
        f"They are those of {fixed}. Version {contents.version} of the {what} is being made from them, as a draft: "
        "Word, PDF, web page and spreadsheet. A message of its own says how that goes."
    )
    body = (Text(said), *changed, *lacking)
    data = {"meeting": contents.meeting.isoformat(), "version": contents.version, "state": found.state.value}
    if its := contents.supplement:
        said = (
            f"Version {contents.version} is being made, as a draft: Word, PDF, web page and spreadsheet. "
            f"{its.numbered_said or 'Nothing is numbered before it'}. A message of its own says how that goes."
        )
        body = (Text(said), *changed, *lacking)
        return Card(title_of(contents), body, data=data | {"supplement": its.number})
    if report := contents.report:
        title = f"{contents.board}, {day(contents.meeting)}: from the figures for {day(report.meeting)}"
        return Card(title, body, data=data | {"body": contents.board, "figures_of": report.meeting.isoformat()})
    return Card(f"The figures for {day(contents.meeting)} are fixed", body, data=data)


def _ready(session: Session, found: Pack) -> Card:
    return ready_card(contents_of(found), files_of(session, found.id))


_HAVE_FILES = (PackState.READY, PackState.PUBLISHING, PackState.PUBLISHED)


@pack.verb(
    "list",
    ("/pack", "the packs there are, newest first"),
    right=Permission.READ,
    unsaid=(Unsaid.NOTHING,),
    asked=("pack/packs/papers", "pack/packs/papers ready/built/compiled/published/done/finished/sent"),
    bare=True,
    fresh=True,
)
def packs(session: Session, request: Request) -> Card:
    """The packs there are, newest first."""
    found = packs_of(session, *seen_by(session, request), request.room_for(PACKS_LISTED))
    if not found and drafts_seen_by(request.asker) is not None:
        return Card("Board packs", (Text("No pack has been published yet. The secretariat does that."),))
    if not found:
        return Card("Board packs", (Text("No pack has been compiled yet. The secretariat does: “/pack compile”."),))
    newest_of = {meeting.id: each.id for each, _, meeting in reversed(found)}
    compiled_by = {each.by_person_id for each, _, _ in found}
    people = names_of(session, {each for each in compiled_by if each is not None})
    rows = tuple(
        (
            DateCell(meeting.on),
            f"{snapshot.version}, corrected" if each.corrects_id else NumberCell(snapshot.version),
            _state(each, snapshot, request, newest_of[meeting.id] == each.id),
            moment_cell(each.asked_at, request.zone),
            PersonCell(people[each.by_person_id]) if each.by_person_id in people else "an operator",
        )
        for each, snapshot, meeting in found
    )
    body: list[Element] = [Table("Packs, newest first", ("Board", "Version", "State", "Compiled", "By"), rows)]
    newest, snapshot, _ = found[0]
    if newest.state in _HAVE_FILES:
        body += _ready(session, newest).body[-1:]
        body.append(Actions((send_files_button(contents_of(newest)),)))
    if may(request.asker, Permission.KEEP_THE_RECORD) and not snapshot.published_at:
        body += late_elements(session, snapshot, request.now, request.zone)
    data = {
        "packs": [
            {
                "meeting": meeting.on.isoformat(),
                "version": snapshot.version,
                "state": each.state.value,
                "published": published_when(each, snapshot) is not None,
            }
            for each, snapshot, meeting in found
        ]
    }
    return Card("Board packs", tuple(body), data=data)


def _state(each: Pack, snapshot: Snapshot, request: Request, is_newest: bool) -> str:
    if when := published_when(each, snapshot):
        return f"published {moment(when, request.zone)}"
    if each.state is PackState.BUILDING:
        return f"being built, {plural(len(each.done), 'file')} made"
    if each.state is PackState.PUBLISHING:
        return f"being published, {plural(len(each.done), 'file')} made"
    if not is_newest:
        return "draft, replaced by a later version"
    if each.state is PackState.READY:
        return f"draft: could not be published: {each.reason}" if each.reason else "draft: not published yet"
    return f"could not be built: {each.reason}"


@pack.verb("files", ("/pack files", "send me the files of the newest pack"), right=Permission.READ, writes=True)
def send_files(session: Session, request: Request) -> Card:
    """Send the files of the newest pack; of a day's board, or of a version of it."""
    found, contents, _ = newest_pack(session, request, pack_meant(session, request))
    if found.state not in _HAVE_FILES:
        raise Mistake("That pack has no files yet.", understood=(title_of(contents),), example="/pack")
    card = _ready(session, found)
    key = f"pack {found.id} files {request.asker.id} {request.now.isoformat()} {request.origin.receipt or uuid4()}"
    queue_answer(session, request.actor, request.asker.id, key, card, found.id)
    return Card("On their way", (Text(f"The files of {title_of(contents)} come in a message to you."),))


class PackMeant(NamedTuple):
    """Which pack is meant: the board's day, the version, and how many corrections it has; None is any of them. Without
    a `body` that receives reports it is the improvement board's. 0 is the pack itself and no supplement to it, `NEWEST`
    the supplement that was planned last.
    """

    on: date | None = None
    version: int | None = None
    correction: int | None = None
    body: Board | None = None
    supplement: int = 0


def newest_pack(
    session: Session, request: Request, meant: PackMeant | None = None, published: bool = False
) -> tuple[Pack, PackContents, Snapshot]:
    """The newest version of the pack for the board of a day, or a version of it; of the newest board without a day.
    `published`: of those that are published alone. Of a `body` the report to it.
    """
    on, version, correction, body, supplement = meant or PackMeant()
    board_id = body.id if body else None
    one = correction is None and not supplement
    which_of_them = None if supplement == NEWEST else supplement
    found_packs = packs_of(
        *(session, *seen_by(session, request), 1 if one else MOST_CORRECTIONS, on),
        *(None if supplement else version, published, board_id, which_of_them),
    )
    if supplement == NEWEST:
        found_packs = sorted((each for each in found_packs if each[0].supplement), key=_last_planned, reverse=True)
    for found, snapshot, _ in found_packs:
        contents = contents_of(found)
        of_version = not supplement or version in (None, contents.version)
        if of_version and correction in (None, len(contents.corrections)):
            return found, contents, snapshot
    if supplement:
        its = f"supplement {supplement}" if supplement > 0 else "supplement"
        what = "published" if published or drafts_seen_by(request.asker) is not None else "compiled"
        raise Mistake(f"No {its} has been {what} yet.", example="/pack supplements")
    of_body = f" for {body.name}" if body else ""
    which = f"{of_body}{' of' if of_body else ' for'} {day(on)}" if on else of_body
    if body and drafts_seen_by(request.asker) is None and not published:
        raise Mistake(f"There is no report{which} yet.", example=f"/pack compile for {body.name}")
    if published or drafts_seen_by(request.asker) is not None:
        raise Mistake(f"No pack{which} has been published yet.", example="/pack")
    raise Mistake(f"There is no pack{which} yet.", example="/pack compile")


def _last_planned(each: tuple[Pack, Snapshot, Meeting]) -> tuple[date, int, int]:
    return each[2].on, each[0].supplement, each[0].id


def seen_by(session: Session, request: Request) -> tuple[int, frozenset[int] | None]:
    """Whose packs the asker sees, and of which boards the drafts."""
    return request.asker.organisation_id, drafts_of(session, request)


def pack_meant(session: Session, request: Request) -> PackMeant:
    """The board's day, the version and its correction that the words name: `7 June 2023 version 2 correction 1`; in
    front the body, `for Cabinet`; and the supplement, `supplement 1`.
    """
    supplement, text = supplement_in(request.text)
    request = replace(request, text=text)
    before, _, version = f" {after_body(request)}".partition(" version ")
    said, _, corrected = version.partition(" correction ")
    numbers = [number_of(each.strip()) for each in (said, corrected)]
    if (version and numbers[0] is None) or (corrected and numbers[1] is None):
        raise Mistake(f"“{shortened(version, 80)}” is no number of a version.", example="/pack")
    body = body_meant(session, request)
    return PackMeant(_day(words_of(before), request), numbers[0], numbers[1], body, supplement)


def _day(words: list[str], request: Request) -> date | None:
    if not words:
        return None
    on, rest = read_day(words, request.today, "/pack compile 7 June 2023")
    if rest:
        raise Mistake(f"I do not understand “{' '.join(rest)}”.", understood=(day(on),), example="/pack compile")
    return on


def _plan(session: Session, request: Request) -> tuple[Organisation, Plan]:
    return session.get_one(Organisation, request.asker.organisation_id), plan_of(session, request)
