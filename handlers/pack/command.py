"""`/pack`: compiling a meeting's board pack, listing what there is, publishing it.

Compiling freezes the position and gathers the pack's contents at once; its files are made in the background, as a draft
first and anew for publication, and a message to who asked says how that goes. A draft is not there for those who may
not see it.
"""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.access import Permission, drafts_seen_by, may
from handlers.button_values import a_day, a_version, number_of
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
from handlers.pack.compiling import compile_pack, meeting_to_compile
from handlers.pack.completeness import missing_updates, what_is_missing
from handlers.pack.late_answers import late_elements
from handlers.pack.messages import (
    GAPS_SHOWN,
    contents_of,
    progress_card,
    progress_key,
    ready_card,
    send_files_button,
    subject_of,
    title_of,
    version_value,
)
from handlers.refs import ref_of
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from models.boards.boards import Meeting
from models.boards.cycles import cycle_of
from models.packs.packs import Pack, PackState, begin_publishing, files_of, newest_version, packs_of
from models.people.recipients import names_of
from models.plan.actions import Plan, living_plan
from models.position.snapshots import Snapshot
from models.record.events import Change, record
from models.record.organisation import Organisation
from models.record.rules import rules_of
from models.returns.expected import expected_for
from models.updates.updates import Answered
from papers.pack.contents import PackContents, from_json
from papers.wording import answers_in, day, moment, plural, shortened, weekday

PACKS_LISTED = 12


pack = registry.command("/pack", "The board pack: compiling it, what there is, publishing it")


@pack.verb(
    "compile",
    ("/pack compile", "freeze the position for the next board and build its pack, as a draft"),
    ("/pack compile 7 June 2023", "the same for the board of a day"),
    ("/pack compile with 2.1 7.5", "take answers that came after the freeze into the next version"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def compile_(session: Session, request: Request) -> Card:
    """Compile the pack of a meeting; late answers are taken in by their refs, after `with`."""
    words, late = _with(request.words)
    return _compile(session, request, _day(words, request), late)


@pack.button("compile_early", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_day)
def compile_early(session: Session, request: Request) -> Card:
    """Compile a meeting's pack before its freeze: the message said what that means. The value is its day."""
    return _compile(session, request, date.fromisoformat(request.text), early=True)


@pack.button("again", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_day)
def again(session: Session, request: Request) -> Card:
    """Build a pack that failed again; the value is the meeting's day in ISO form."""
    on = date.fromisoformat(request.text)
    found, _, _ = newest_pack(session, request, on)
    return _compile(session, request, on) if found.state is PackState.FAILED else packs(session, request)


@pack.verb(
    "publish",
    ("/pack publish", "send the newest pack to the board: from then on it is what “previous” means"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def publish(session: Session, request: Request) -> Card:
    """Publish the newest pack; of a day's board, and only if it is still the version that is named."""
    return _publish(session, request, *pack_meant(request))


@pack.button("publish_now", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_version)
def publish_now(session: Session, request: Request) -> Card:
    """The same, though updates are missing: the message said which. The value is as `version_value` gives it."""
    return _publish(session, request, *pack_meant(request), all_the_same=True)


def _compile(
    session: Session, request: Request, on: date | None, late: Sequence[str] = (), early: bool = False
) -> Card:
    organisation, plan = _plan(session, request)
    meeting = meeting_to_compile(session, request.asker.organisation_id, request.now, request.today, on)
    freeze_day = _freeze_day(session, request, meeting)
    newest = before, _ = newest_version(session, meeting.id)
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
    _tell_progress(session, request, found)
    return _being_built(found, lacking)


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


def _freeze_day(session: Session, request: Request, meeting: Meeting) -> date:
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


def _tell_progress(session: Session, request: Request, found: Pack) -> None:
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
    said = (
        f"They are those of {fixed}. Version {contents.version} of the board pack is being made from them, as a draft: "
        "Word, PDF, web page and spreadsheet. A message of its own says how that goes."
    )
    body = (Text(said), *changed, *lacking)
    data = {"meeting": contents.meeting.isoformat(), "version": contents.version, "state": found.state.value}
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
    found = packs_of(session, *_seen_by(request), request.room_for(PACKS_LISTED))
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
            NumberCell(snapshot.version),
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
                "published": snapshot.published_at is not None,
            }
            for each, snapshot, meeting in found
        ]
    }
    return Card("Board packs", tuple(body), data=data)


def _state(each: Pack, snapshot: Snapshot, request: Request, is_newest: bool) -> str:
    if snapshot.published_at:
        return f"published {moment(snapshot.published_at, request.zone)}"
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
    found, contents, _ = newest_pack(session, request, *pack_meant(request))
    if found.state not in _HAVE_FILES:
        raise Mistake("That pack has no files yet.", understood=(title_of(contents),), example="/pack")
    card = _ready(session, found)
    key = f"pack {found.id} files {request.asker.id} {request.now.isoformat()} {request.origin.receipt or uuid4()}"
    queue_answer(session, request.actor, request.asker.id, key, card, found.id)
    return Card("On their way", (Text(f"The files of {title_of(contents)} come in a message to you."),))


def _publish(
    session: Session, request: Request, on: date | None, version: int | None, all_the_same: bool = False
) -> Card:
    """Have the newest pack published; where updates are missing only when that was seen (`all_the_same`)."""
    found, contents, snapshot = newest_pack(session, request, on)
    if version not in (None, snapshot.version):
        raise Mistake(
            f"There is a version {snapshot.version} by now, so version {version} is not published.", example="/pack"
        )
    if snapshot.published_at:
        raise Mistake(f"{title_of(contents)} was published on {moment(snapshot.published_at, request.zone)}.")
    if found.state is PackState.PUBLISHING:
        raise Mistake(f"{title_of(contents)} is being published already: a message says how that goes.")
    if found.state is not PackState.READY:
        raise Mistake("A pack is published when its files are there.", understood=(title_of(contents),))
    meeting = session.get_one(Meeting, snapshot.meeting_id)
    if request.today < (freeze_day := _freeze_day(session, request, meeting)):
        raise Mistake(
            f"A pack is published from its freeze on, which is on {weekday(freeze_day)}: until then it can be compiled "
            "again with what has come in.",
            understood=(title_of(contents),),
            example="/pack compile",
        )
    if missing := what_is_missing(contents):
        raise Mistake(
            f"{title_of(contents)} is not complete, so it cannot be published: "
            f"{'; '.join(gap.said for gap in missing)}.",
            example="/pack compile",
            next_step=(Actions(tuple(dict.fromkeys(gap.button for gap in missing[:GAPS_SHOWN]))),),
        )
    if (out := missing_updates(contents)) and not all_the_same:
        return _asked_first(contents, out)
    begin_publishing(session, found, request.asker.id)
    record(session, request.actor, Change("pack.publishing", subject_of(contents)))
    _tell_progress(session, request, found)
    said = (
        "Its four files are made anew from the same figures, without the word draft. When all are there they are "
        "posted in the board’s channel and its members are told; a message of its own says how that goes."
    )
    data = {"meeting": meeting.on.isoformat(), "version": snapshot.version, "state": found.state.value}
    return Card(f"{title_of(contents)} is being published", (Text(said),), data=data)


def _asked_first(contents: PackContents, out: str) -> Card:
    """Missing updates are no obstacle; who publishes without them has seen whose they are."""
    body = (
        Text(out),
        Text(
            "They print as “No return received”. Once it is published the pack is not compiled again. Nothing has been "
            "done yet."
        ),
        Actions(
            (Button("Publish without them", "pack.publish_now", version_value(contents.meeting, contents.version)),)
        ),
    )
    data = {"meeting": contents.meeting.isoformat(), "version": contents.version, "state": "updates missing"}
    return Card(f"{title_of(contents)}: publish it without these?", body, data=data)


def newest_pack(
    session: Session, request: Request, on: date | None, version: int | None = None
) -> tuple[Pack, PackContents, Snapshot]:
    """The newest version of the pack for the board of a day, or a version of it; of the newest board without a day."""
    packs = packs_of(session, *_seen_by(request), PACKS_LISTED)
    for found, snapshot, meeting in packs:
        if (on is None or meeting.on == on) and version in (None, snapshot.version):
            return found, contents_of(found), snapshot
    which = f" for {day(on)}" if on else ""
    if drafts_seen_by(request.asker) is not None:
        raise Mistake(f"No pack{which} has been published yet.", example="/pack")
    raise Mistake(f"There is no pack{which} yet.", example="/pack compile")


def _seen_by(request: Request) -> tuple[int, frozenset[int] | None]:
    """Whose packs the asker sees, and of which boards the drafts."""
    return request.asker.organisation_id, drafts_seen_by(request.asker)


def pack_meant(request: Request) -> tuple[date | None, int | None]:
    """The board's day and the version that the words name: `7 June 2023 version 2`."""
    before, _, version = request.text.partition(" version ")
    number = number_of(version.strip())
    if version and number is None:
        raise Mistake(f"“{shortened(version, 80)}” is no number of a version.", example="/pack")
    return _day(words_of(before), request), number


def _day(words: list[str], request: Request) -> date | None:
    if not words:
        return None
    on, rest = read_day(words, request.today, "/pack compile 7 June 2023")
    if rest:
        raise Mistake(f"I do not understand “{' '.join(rest)}”.", understood=(day(on),), example="/pack compile")
    return on


def _plan(session: Session, request: Request) -> tuple[Organisation, Plan]:
    plan = living_plan(session, request.asker.organisation_id)
    if plan is None:
        raise Mistake("There is no plan yet, so there is nothing to compile.")
    return session.get_one(Organisation, request.asker.organisation_id), plan
