"""Supplements to what is published for a meeting: which are planned, from where each is numbered on, compiling one.

A supplement is a paper of its own for the same meeting, of the same snapshot as the pack that it follows: its sections,
checks, sign-offs and versions are kept as those of any paper. One is prepared at a time, so that what it is numbered on
from is published.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.pack.bodies import NEWEST
from handlers.pack.comparing import is_the_same, what_changed
from handlers.pack.named_figures import figures_named
from handlers.pack.named_passages import passages_for, words_of_passages
from handlers.pack.naming import contents_of, subject_of, title_of
from handlers.pack.written_sections import appendix_entries, with_written
from handlers.requests import Request
from models.boards.boards import Board, BoardKind, Meeting
from models.packs.acronyms import acronyms_in, meanings
from models.packs.appendices import appendices_in
from models.packs.packs import Pack, PackFormat, PackState, build_again, enter_pack, files_of, pack_of, published_of
from models.packs.papers import PaperKind, PlannedSupplement, body_papers, paper_with_sections, supplements
from models.plan.ratings import in_scale
from models.position.snapshots import Snapshot
from models.record.events import Change, record, take_turn
from models.record.rules import rules_of
from papers.outlines import SUPPLEMENT_REQUIRES
from papers.pack.contents import AcronymEntry, PackContents, from_json, to_json
from papers.pack.report_parts import texts_of
from papers.pack.section_numbers import parts_of
from papers.pack.supplement import Supplement, pages_of_pdf
from papers.wording import day

ADD = "/pack supplement add Letter of the inspectorate"


class CompiledSupplement(NamedTuple):
    """A supplement that is to be built, or that would say what it says already; and the version before it, if any."""

    pack: Pack
    before: Pack | None


def supplement_meant(
    session: Session, request: Request, on: date | None, body: Board | None, number: int
) -> PlannedSupplement:
    """The supplement of a body or, without one, of the improvement board, by its day and number; `NEWEST` is the last
    that was planned. Raises `Mistake`.
    """
    found = [
        each
        for each in supplements(session, request.asker.organisation_id)
        if (each.board.id == body.id if body else each.board.kind is not BoardKind.BODY)
        and on in (None, each.meeting.on)
        and number in (NEWEST, each.number)
    ]
    if not found:
        its = f"supplement {number}" if number > 0 else "supplement"
        of = f" for {body.name}" if body else ""
        when = f" of {day(on)}" if on else ""
        raise Mistake(f"No {its}{of}{when} is planned.", example=ADD)
    return found[-1]


def follows(session: Session, meeting: Meeting, number: int) -> tuple[Pack, Supplement]:
    """What is published for a meeting before a supplement with this number: the pack itself, as it was published or
    corrected last, and from where the supplement is numbered on.

    Raises `Mistake` where nothing is published.
    """
    published = published_of(session, meeting.id)
    base = next((each for each in published if not each.supplement), None)
    if base is None:
        raise Mistake(
            f"Nothing is published for {day(meeting.on)} yet: until then a late item is written into the paper itself.",
            example="/pack publish",
        )
    last = max((each for each in published if each.supplement < number), key=lambda each: (each.supplement, each.id))
    contents = contents_of(last)
    before = contents.supplement or Supplement(0, "", 0, 0, 0)
    with in_scale(contents.scale):
        parts = parts_of(contents)
    pdf = next((each.content for each in files_of(session, last.id, draft=False) if each.format is PackFormat.PDF), b"")
    own = contents.report.enclosed if contents.report and not contents.supplement else contents.appendices
    its = Supplement(
        number=number,
        to=title_of(contents),
        sections=parts[-1].number if parts else before.sections,
        pages=before.pages + pages_of_pdf(pdf),
        appendices=before.appendices + len(own),
    )
    return base, its


def compile_supplement(
    session: Session, request: Request, on: date | None, body: Board | None, number: int
) -> CompiledSupplement:
    """Enter a supplement as one that is to be built. One that is being built, or that would say what the version before
    says, is given as it is. Raises `Mistake`.
    """
    take_turn(session, request.actor)
    planned = supplement_meant(session, request, on, body, number)
    before = pack_of(session, planned.meeting.id, planned.number)
    if before and (before.corrects_id or before.state in (PackState.PUBLISHING, PackState.PUBLISHED)):
        state = "is being published" if before.state is PackState.PUBLISHING else "is published"
        raise Mistake(
            f"{title_of(contents_of(before))} {state}, so it is not compiled again. What is still to be said is a "
            "supplement of its own, and what is wrong an erratum.",
            example=ADD,
        )
    if before and before.state is not PackState.READY:
        if before.state is PackState.FAILED:
            build_again(session, before)
            record(session, request.actor, Change("pack.tried_again", subject_of(from_json(before.contents))))
        return CompiledSupplement(before, before)
    base, its = follows(session, planned.meeting, planned.number)
    contents = _contents(session, request, planned, contents_of(base), its)
    if before:
        previous = from_json(before.contents)
        contents = replace(contents, version=previous.version)
        if is_the_same(previous, contents):
            return CompiledSupplement(before, before)
        contents = replace(contents, version=previous.version + 1, changed=what_changed(previous, contents))
    snapshot = session.get_one(Snapshot, base.snapshot_id)
    of = (session, request.actor, planned.meeting, snapshot, to_json(contents))
    return CompiledSupplement(enter_pack(*of, before, subject_of(contents), planned.number), before)


def _contents(
    session: Session, request: Request, planned: PlannedSupplement, taken: PackContents, its: Supplement
) -> PackContents:
    """What a supplement says: its own sections and appendices, with the figures of what it follows."""
    organisation_id = request.asker.organisation_id
    paper, written = paper_with_sections(session, planned.meeting.id, PaperKind.SUPPLEMENT, str(planned.number))
    contents = replace(
        taken,
        supplement=its,
        author=request.asker.name,
        version=1,
        changed=(),
        written=(),
        appendices=appendix_entries(appendices_in(paper), its.appendices),
        sections_missing=(),
        sign_offs=(),
        overridden="",
        urgency="",
        corrections=(),
        draft=False,
    )
    with in_scale(contents.scale):
        printed = figures_named(session, request, figures_of(session, planned.meeting)).printed
        passages = passages_for(session, organisation_id, (each.version.text for each in written.values()))
        days = rules_of(session, organisation_id).days
        contents = with_written(contents, written, SUPPLEMENT_REQUIRES, printed, words_of_passages(passages), days)
        known = meanings(session, organisation_id, ())
        known |= {each.acronym: each.meaning for each in taken.acronyms if each.meaning}
        used = acronyms_in(texts_of(contents))
    return replace(contents, acronyms=tuple(AcronymEntry(each, known.get(each, "")) for each in used))


def figures_of(session: Session, meeting: Meeting) -> Meeting:
    """The meeting whose figures a paper for a meeting has: its own, or of a body that of the improvement board."""
    board = session.get_one(Board, meeting.board_id)
    found = body_papers(session, board.organisation_id, meeting_id=meeting.id) if board.kind is BoardKind.BODY else []
    return found[0].of if found else meeting


def numbering_gaps(session: Session, meeting: Meeting, contents: PackContents) -> Sequence[str]:
    """That a supplement is not numbered on from what is published by now."""
    if contents.supplement is None or follows(session, meeting, contents.supplement.number)[1] == contents.supplement:
        return ()
    return (
        f"what it follows was published or corrected since version {contents.version} was compiled, and it is numbered "
        "on from there (“/pack compile supplement” takes that in)",
    )
