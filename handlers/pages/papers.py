"""The page of the next board's cover report: its sections in their order, what the written ones say now, and what is
still to be written; and the Word file in which they can be written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import number_of
from handlers.cards import Modal, Text
from handlers.errors import Mistake
from handlers.pack.appendices import attaching, for_whom
from handlers.pack.named_figures import NamedFigures, figures_named
from handlers.pack.named_passages import owned_said, passages_for, words_of_passages
from handlers.pack.naming import in_a_name
from handlers.pack.section_places import paper_with_value
from handlers.pack.sections import PreparedPaper, of_notice, paper_of, prepared_paper, state, with_figures
from handlers.pack.written_sections import nothing_said
from handlers.pages.told_changes import just_recorded
from handlers.registry import registry
from handlers.requests import Request
from models.packs.key_decisions import DECISION
from models.packs.papers import body_papers
from models.packs.passages import OwnedPassage
from papers.bound_figures import bound_in
from papers.outlines import Part
from papers.pack.written import paragraphs_of
from papers.sections_file import NAME, SectionGoingOut, write_sections
from papers.wording import joined, plural


@dataclass(frozen=True)
class ToldSection:
    """A section as it is read: its paragraphs with figures in place of their names; none of a generated one.

    `value` is that of the buttons that write it, empty of a generated one; `requires` that of those that require it.
    `passages` say of each passage that it takes whose that is, and by when it is reviewed.
    `may_be_none` says whether it can be stated that there is nothing to say; `note` what a decision lacks.
    """

    key: str
    title: str
    hint: str
    state: str
    paragraphs: tuple[str, ...]
    required: bool
    value: str
    requires: str
    passages: tuple[str, ...] = ()
    may_be_none: bool = True
    note: str = ""


@dataclass(frozen=True)
class PaperPage:
    """Everything on the page. `rests_on` says on what the figures in the sections rest; empty where they name none.
    `report` is the id of the meeting of a report to a body; `appendices` tell of the files that are attached to the
    board's own paper, or to a supplement. `here` is its path.
    """

    title: str
    said: str
    rests_on: str
    sections: tuple[ToldSection, ...]
    may_write: bool
    recorded: str
    report: int | None = None
    appendices: tuple[str, ...] = ()
    here: str = "/papers"
    supplement: bool = False


@registry.page("page.papers", right=Permission.SEE_DRAFTS)
def papers(session: Session, request: Request) -> PaperPage:
    """The paper that is being prepared, or the report to a body for the meeting that the value `meeting` is the id of,
    or the supplement for that with the number that the value `supplement` is. Raises `Mistake` where there is none, and
    `Refused`.
    """
    paper = _paper(session, request)
    named = any(bound_in(each.version.text) for each in paper.written.values())
    figures = figures_named(session, request, paper.of) if named else NamedFigures((), "")
    passages = passages_for(
        session, request.asker.organisation_id, (each.version.text for each in paper.written.values())
    )
    said = f"{plural(len(paper.written), 'section')} of {len(paper.outline.written)} written."
    if paper.missing:
        said += f" Still to be written: {joined([each.title for each in paper.missing])}."
    return PaperPage(
        title=paper.title,
        said=said,
        rests_on=figures.rest_on,
        sections=tuple(
            replace(told, note=of_notice(session, request, paper)) if told.key == DECISION else told
            for told in (_told(paper, each, figures, passages, request) for each in paper.outline.parts)
        ),
        may_write=may(request.asker, Permission.KEEP_THE_RECORD),
        recorded=just_recorded(session, request),
        report=paper.meeting.id if paper.figures and not paper.supplement else None,
        appendices=tuple(
            f"Appendix {at}: {each.title} ({each.name}, version {each.version}). For: {for_whom(each)}."
            for at, each in enumerate(paper.appendices, 1 + paper.before)
        ),
        here=_here(paper),
        supplement=paper.supplement > 0,
    )


@registry.page("page.appendix", right=Permission.KEEP_THE_RECORD)
def appendix(session: Session, request: Request) -> Modal:
    """The form by which a file is attached to the board's own paper."""
    paper, form = prepared_paper(session, request), attaching()
    return replace(form, body=(Text(paper.title, "strong"), *form.body))


def _paper(session: Session, request: Request) -> PreparedPaper:
    meeting_id = number_of(request.values.get("meeting", ""))
    if meeting_id is None:
        return prepared_paper(session, request)
    supplement = number_of(request.values.get("supplement", ""))
    if supplement is not None:
        return paper_with_value(session, request, f"{meeting_id}-{supplement}")
    found = body_papers(session, request.asker.organisation_id, meeting_id=meeting_id)
    if not found:
        raise Mistake("There is no such report.", example="/pack papers")
    return paper_of(session, request, found[0])


def _here(paper: PreparedPaper) -> str:
    if paper.supplement:
        return f"/papers?meeting={paper.meeting.id}&supplement={paper.supplement}"
    return f"/papers?meeting={paper.meeting.id}" if paper.figures else "/papers"


@registry.page("page.sections_word", right=Permission.KEEP_THE_RECORD)
def sections_in_word(session: Session, request: Request) -> tuple[str, bytes]:
    """The name and the content of a Word file to be written in, with the sections of the next board's cover report, or
    of the report that the value `meeting` names as `papers` takes it.
    """
    paper = _paper(session, request)
    going_out = []
    for part in paper.outline.written:
        found = paper.written.get(part.key)
        text = found.version.text if found and not found.version.nothing else ""
        going_out.append(SectionGoingOut(part.key, text, found.version.number if found else 0))
    content = write_sections(paper.title, paper.outline, paper.meeting.id, going_out, request.now)
    return f"{NAME}-{paper.meeting.on.isoformat()}{in_a_name(paper.words)}.docx", content


def _told(
    paper: PreparedPaper,
    part: Part,
    figures: NamedFigures,
    passages: Mapping[str, OwnedPassage],
    request: Request,
) -> ToldSection:
    said = state(paper, part, request)
    found = paper.written.get(part.key)
    paragraphs: tuple[str, ...] = ()
    if found and found.version.nothing:
        paragraphs = (nothing_said(found.version),)
    elif found:
        text = with_figures(found.version.text, figures, paper, words_of_passages(passages))
        paragraphs = tuple(paragraphs_of(text))
    return ToldSection(
        part.key,
        part.title,
        part.hint,
        f"{said[:1].upper()}{said[1:]}.",
        paragraphs,
        part.key in paper.required,
        f"{paper.value} {part.key}" if part.written else "",
        f"{paper.words}{part.key}",
        tuple(owned_said(found.version.text, passages, request.today)) if found and not found.version.nothing else (),
        may_be_none=part.key != DECISION,
    )
