"""The written sections as a Word file: it goes out from the page of sections, and what comes back is taken in.

Each section stands for itself: what its sender has changed is written, what somebody else has written meanwhile stays,
and the answer shows both.
"""

import re
from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, Element, Text
from handlers.errors import Mistake
from handlers.own_process import GaveUp
from handlers.pack.reading_sections import sections_apart
from handlers.pack.section_places import as_kept, own_post, refuse_published, refuse_text
from handlers.pack.sections import PreparedPaper, paper_for
from handlers.private_text import refuse_private
from handlers.registry import registry
from handlers.requests import Request
from models.boards.boards import meeting_by_id
from models.packs.key_decisions import DECISION
from models.packs.papers import versions_of, write_section
from papers.checking.paper import NotReadable
from papers.outlines import Part
from papers.sections_file import NAME, SectionsFile, as_read
from papers.wording import joined, plural

_NAMED_SO = re.compile(rf"{NAME}-\d{{4}}-\d\d-\d\d.*\.docx", re.IGNORECASE)


MOST_NAMED = 4
"""Sections that the title of an answer names; each stands below it in any case."""


@dataclass(frozen=True)
class _Came:
    """What came of one section: what it said before, what it says in the file, and why that was not taken in."""

    part: Part
    was: str
    now: str
    why_not: str = ""


def _is_a_file_of_sections(name: str) -> bool:
    return _NAMED_SO.search(name) is not None


def _read(_session: Session, request: Request) -> SectionsFile:
    """The sections in the file that was sent. Raises `Mistake` where it cannot be read."""
    refuse_private(request.text, request.today, "The file’s name")
    try:
        return sections_apart(request.content, request.text)
    except GaveUp as why:
        raise Mistake(f"Reading {request.text} {why}. Nothing was taken in.") from None
    except NotReadable as reason:
        raise Mistake(str(reason)) from None


@registry.file("pack.sections_file", right=Permission.KEEP_THE_RECORD, takes=_is_a_file_of_sections, prepare=_read)
def take_in(session: Session, request: Request) -> Card:
    """Write every section that its sender has changed, and show what is different."""
    file: SectionsFile = request.prepared
    meeting = meeting_by_id(session, request.asker.organisation_id, file.meeting_id)
    if meeting is None or meeting.cancelled is not None:
        raise Mistake("The meeting that this file is for is none any more. Nothing was taken in.")
    paper = paper_for(session, request, meeting)
    refuse_published(session, paper)
    try:
        texts = file.texts(paper.outline)
    except NotReadable as reason:
        raise Mistake(str(reason)) from None
    came = [
        each
        for part in paper.outline.written
        if part.key in texts and (each := _one(session, request, paper, part, file, texts[part.key]))
    ]
    taken = [each for each in came if not each.why_not]
    body: list[Element] = [Text(paper.title, "strong")]
    for each in came:
        body.append(Text(each.part.title, "heading"))
        if each.why_not:
            body += [Text(f"Not taken in. {each.why_not}"), *([Text(each.now, "quote")] if each.now else [])]
        else:
            body += [Text("It said:"), Text(each.was, "quote")] if each.was else [Text("Nobody had written it.")]
            body += [Text("It says now:"), Text(each.now, "quote")]
    if not came:
        body.append(Text("Nothing in it was changed since it went out, so nothing was taken in."))
    data = {"taken": [each.part.key for each in taken], "not_taken": [each.part.key for each in came if each.why_not]}
    said = f"{plural(len(taken), 'section')} taken in"
    named = f": {joined([each.part.title for each in taken])}" if 0 < len(taken) <= MOST_NAMED else ""
    return Card(f"{said}{named}", tuple(body), data=data, done=bool(taken) or not came)


def _one(
    session: Session, request: Request, paper: PreparedPaper, part: Part, file: SectionsFile, now: str
) -> _Came | None:
    """What comes of one section, which says `now` in the file; None where its sender has not changed it."""
    seen, kind = file.versions.get(part.key, 0), paper.outline.kind
    versions = {each.version.number: each for each in versions_of(session, paper.meeting.id, kind, part.key, most=100)}
    out = versions.get(seen)
    was = out.version.text if out and not out.version.nothing else ""
    if file.has_table(part.title):
        why = (
            "There is a table in it, and tables are not taken in: write it as paragraphs, or attach it as an appendix."
        )
        return _Came(part, was, now, f"{why}{' Without the table it says:' if now else ''}")
    if as_read(was) == now:
        return None
    stands = paper.written.get(part.key)
    if not now:
        how = f"“/pack none {paper.words}{part.called}” says that there is nothing to say."
        if part.key == DECISION:
            how = "a report always has a decision type."
        return _Came(part, was, "", f"It is empty; {how}")
    try:
        refuse_text(session, request, paper, now)
        kept, decision = as_kept(part, now, stands, request.today)
    except Mistake as mistake:
        return _Came(part, was, "", mistake.what)
    if stands and stands.version.number != seen:
        since = f"{stands.by or 'An operator'} has written it since the file went out, so that stays. Yours says:"
        return _Came(part, was, now, since)
    of = (session, request.actor, paper.meeting, kind, part.key, kept, own_post(request))
    write_section(*of, seen=seen, decision=decision)
    return _Came(part, was, kept)
