"""Reports to bodies: which there are, what each has to have, and compiling one from the figures of a board's pack.

A report is a paper like the board's own, of a body's meeting: its sections, checks, sign-offs and versions are kept in
the same way. Its snapshot has no rows, and names the one whose figures it takes over.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.pack.bodies import ADD
from handlers.pack.comparing import is_the_same, what_changed
from handlers.pack.named_figures import figures_named
from handlers.pack.named_passages import passages_for, words_of_passages
from handlers.pack.naming import subject_of, title_of
from handlers.pack.written_sections import with_written
from handlers.requests import Request
from models.boards.boards import Board, Meeting
from models.packs.acronyms import acronyms_in, meanings
from models.packs.own_sections import own_sections
from models.packs.packs import (
    Pack,
    PackState,
    build_again,
    enter_pack,
    files_of,
    newest_version,
)
from models.packs.papers import BodyPaper, body_papers, sections_of
from models.packs.taken_over import to_take_over
from models.plan.ratings import in_scale
from models.position.snapshots import Snapshot, take_over
from models.record.events import Change, record, take_turn
from models.record.rules import rules_of
from papers.outlines import COUNCIL, audience_of
from papers.pack.contents import AcronymEntry, PackContents, from_json, to_json
from papers.pack.report import CouncilReport, EnclosedFile, EnclosedPack
from papers.pack.report_parts import texts_of
from papers.wording import day


class CompiledReport(NamedTuple):
    """A report that is to be built, or that would say what it says already; and the version before it, if any."""

    pack: Pack
    before: Pack | None


def required_sections(paper: BodyPaper) -> tuple[str, ...]:
    """The sections without which a report is not published: those that were set, else the usual ones of its body."""
    requires = paper.paper.requires
    return audience_of(paper.board.name).requires if requires is None else tuple(requires)


def required_of(session: Session, meeting: Meeting, contents: PackContents) -> tuple[str, ...]:
    """The same of the report that has been compiled for a meeting."""
    board = session.get_one(Board, meeting.board_id)
    found = body_papers(session, board.organisation_id, meeting_id=meeting.id)
    return required_sections(found[0]) if found else audience_of(contents.board).requires


def report_for(session: Session, request: Request, body: Board, on: date | None) -> BodyPaper:
    """The report to a body: of its meeting on a day, else its next one, else its last. Raises `Mistake`."""
    found = body_papers(session, request.asker.organisation_id, board_id=body.id)
    if on is not None:
        found = [each for each in found if each.meeting.on == on]
    ahead = [each for each in found if each.meeting.on >= request.today]
    chosen = ahead[-1:] or found[:1]
    if not chosen:
        which = f"{body.name} of {day(on)}" if on else body.name
        raise Mistake(f"No paper for {which} is planned yet.", example=ADD)
    return chosen[0]


def compile_report(session: Session, request: Request, paper: BodyPaper) -> CompiledReport:
    """Enter a report as one that is to be built. One that is being built, or that would say what the version before
    says, is given as it is. Raises `Mistake`.
    """
    take_turn(session, request.actor)
    source = to_take_over(session, paper.of.id)
    if source is None:
        raise Mistake(
            f"The report takes its figures from the pack for {day(paper.of.on)}, which has no files yet.",
            example="/pack compile",
        )
    last, before = newest_version(session, paper.meeting.id)
    if last and last.published_at:
        raise Mistake(
            f"The report for {paper.board.name} of {day(paper.meeting.on)} has been published, so it is not compiled "
            "again. A correction after that is an erratum.",
            example=f'/pack correct for {paper.board.name} purpose "4 of 7" is "5 of 7" because a return was misread',
        )
    if before and before.state is PackState.PUBLISHING:
        raise Mistake(f"{title_of(from_json(before.contents))} is being published, so it is not compiled again.")
    if before and before.state is not PackState.READY:
        if before.state is PackState.FAILED:
            build_again(session, before)
            record(session, request.actor, Change("pack.tried_again", subject_of(from_json(before.contents))))
        return CompiledReport(before, before)
    contents = _contents(session, request, paper, *source)
    version = 1
    if last and before:
        previous = from_json(before.contents)
        if is_the_same(previous, contents):
            return CompiledReport(before, before)
        version = last.version + 1
        contents = replace(contents, changed=what_changed(previous, contents))
    snapshot = take_over(session, request.actor, paper.meeting, source[1], version)
    contents = replace(contents, version=version)
    of = (session, request.actor, paper.meeting, snapshot, to_json(contents))
    return CompiledReport(enter_pack(*of, before, subject_of(contents)), before)


def _contents(session: Session, request: Request, paper: BodyPaper, source: Pack, snapshot: Snapshot) -> PackContents:
    """What a report says: the figures of the board's pack, and its own sections, body and day."""
    taken = from_json(source.contents)
    rules = rules_of(session, request.asker.organisation_id)
    report = taken_from(session, paper.board.name, source, snapshot)
    contents = replace(
        taken,
        board=paper.board.name,
        meeting=paper.meeting.on,
        report=report,
        author=request.asker.name,
        version=1,
        changed=(),
        written=(),
        appendices=(),
        sections_missing=(),
        sign_offs=(),
        overridden="",
        urgency="",
        corrections=(),
        own_sections=own_sections(paper.board),
        draft=False,
    )
    with in_scale(contents.scale):
        written = sections_of(session, paper.meeting.id, COUNCIL.kind)
        printed = figures_named(session, request, paper.of).printed
        organisation_id = request.asker.organisation_id
        passages = words_of_passages(
            passages_for(session, organisation_id, (each.version.text for each in written.values()))
        )
        contents = with_written(contents, written, required_sections(paper), printed, passages, rules.days)
        known = meanings(session, organisation_id, ())
        known |= {each.acronym: each.meaning for each in taken.acronyms if each.meaning}
        used = acronyms_in(texts_of(contents))
    entries = tuple(AcronymEntry(each, known.get(each, "")) for each in used)
    return replace(contents, acronyms=entries)


def taken_from(session: Session, body: str, source: Pack, snapshot: Snapshot) -> CouncilReport:
    """Which pack the report to a body takes its figures from, and that pack as it is enclosed, with the hash of each
    file. `source` is in `snapshot`, or corrects what was published of it.
    """
    taken = from_json(source.contents)
    return CouncilReport(
        board=taken.board,
        meeting=taken.meeting,
        version=snapshot.version,
        kind=audience_of(body).deadline,
        enclosed=(_enclosed(session, source, taken),),
    )


def _enclosed(session: Session, source: Pack, taken: PackContents) -> EnclosedPack:
    """The board's pack, as it goes with a report for information."""
    draft = source.state is not PackState.PUBLISHED
    title = title_of(replace(taken, draft=draft))
    files = tuple(EnclosedFile(each.name, each.sha256) for each in files_of(session, source.id, draft))
    return EnclosedPack(1, f"{title}{' (draft)' if draft else ''}", "for information", files)


def source_of(session: Session, pack: Pack) -> tuple[Pack, Snapshot] | None:
    """The board's pack that a report takes its figures from as things are now; None of a paper that takes none."""
    of_id = session.get_one(Snapshot, pack.snapshot_id).of_id
    return to_take_over(session, session.get_one(Snapshot, of_id).meeting_id) if of_id else None


def enclosure_gaps(session: Session, pack: Pack, contents: PackContents) -> Sequence[str]:
    """What keeps the board's pack from going with a report: it is a draft yet, or another than was listed."""
    if contents.report is None or contents.supplement:
        return ()
    source, body = source_of(session, pack), contents.board
    if source is None or source[0].state is not PackState.PUBLISHED:
        return (
            f"appendix 1, the pack for {day(contents.report.meeting)}, is not published yet (“/pack publish”, then "
            f"“/pack compile for {body}”)",
        )
    listed = [each.files for each in contents.report.enclosed]
    if listed == [each.files for each in taken_from(session, body, *source).enclosed]:
        return ()
    if pack.corrects_id:
        return (
            "appendix 1 has been corrected since this correction was made (“/pack take back for "
            f"{body}”; entered again, the correction takes that in)",
        )
    return (
        f"appendix 1 has been published or corrected since version {contents.version} was compiled (“/pack compile "
        f"for {body}” takes it in)",
    )
