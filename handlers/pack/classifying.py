"""`/pack classify`: which sections and appendices of the next board's paper are confidential or exempt; `/pack full`
sends the full version of a published pack to those who may have it.
"""

import re
from uuid import uuid4

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, File, Files, Text
from handlers.errors import Mistake, Refused
from handlers.outbox import queue_answer
from handlers.pack.appendices import appendix_meant, listed, of_paper, paper_as_now
from handlers.pack.bodies import supplement_in_front
from handlers.pack.command import newest_pack, pack, pack_meant
from handlers.pack.naming import LABELS, title_of
from handlers.pack.restrictions import EXAMPLE, restriction
from handlers.pack.section_places import refuse_published
from handlers.pack.sections import paper_meant, section_meant, shown
from handlers.pack.seeing import may_have_all
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.boards import Meeting
from models.packs.appendices import restrict
from models.packs.packs import PackFormat, full_version
from models.packs.papers import restrict_section

_CLASS = re.compile(
    r"(?:as\s+)?(?P<what>open|public|confidential|exempt)\b[\s,(]*(?:para(?:graph)?\.?\s*(?P<paragraph>[1-7])\b[\s,)]*)?"
    r"(?:because\s+(?P<why>.+))?",
    re.IGNORECASE | re.DOTALL,
)


@pack.verb(
    "classify",
    (EXAMPLE, "leave a section out of the public version of the pack, which says that it does"),
    ("/pack classify appendix 2 confidential because it was given in confidence", "the same of an appendix"),
    ("/pack classify risk open", "let everybody read it again"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def classify(session: Session, request: Request) -> Card:
    """Say who may have a section or an appendix of the next board's paper."""
    which, text = supplement_in_front(request.text.strip())
    appendix = re.match(r"appendix\s+(?=\d)", text, re.IGNORECASE)
    if appendix:
        rest = text[appendix.end() :]
        of = request.text.strip()[: len(request.text.strip()) - len(text)] if which else ""
        paper, number, words = appendix_meant(session, request, f"{of}{rest}", "/pack classify appendix 2 confidential")
        restricted, why = _read(request, words)
        restrict(session, request.actor, of_paper(paper), number - paper.before, restricted, why)
        said = _said(f"Appendix {number}", restricted)
        return listed(request, paper_as_now(session, request, paper), said)
    paper, words = paper_meant(session, request)
    refuse_published(session, paper)
    part, words = section_meant(paper.outline, words)
    if part.fact:
        raise Mistake(f"“{part.title}” stands on the first page of every version. Nothing was changed.")
    restricted, why = _read(request, words)
    found = paper.written.get(part.key)
    if found is None:
        raise Mistake(
            f"Nobody has written “{part.title}” yet: it is written first, then classified. Nothing was changed.",
            typed=words,
            example=f"/pack write {part.called}",
        )
    its = (session, request.actor, paper.meeting, paper.outline.kind)
    restrict_section(*its, found.version, restricted, why, paper.key)
    paper, _ = paper_meant(session, request)
    card = shown(session, request, paper, part, part.title)
    return Card(card.title, (Text(_said(f"“{part.title}”", restricted), "strong"), *card.body), data=card.data)


def _said(called: str, restricted: str) -> str:
    if not restricted:
        return f"{called} is open: it is in every version."
    return f"{called} is {restricted}. The public version will leave it out and say so; “/pack compile” takes that in."


def _read(request: Request, words: str) -> tuple[str, str]:
    """How somebody has classified a part, as it is printed, and why. Raises `Mistake`."""
    found = _CLASS.fullmatch(words.strip())
    if found is None:
        raise Mistake(
            "Is it open, confidential, or exempt with its paragraph (1 to 7 of schedule 12A)? Nothing was changed.",
            typed=words,
            example=EXAMPLE,
        )
    try:
        restricted, why = restriction(found["what"].casefold(), found["paragraph"] or "", found["why"] or "")
    except Mistake as mistake:
        mistake.typed, mistake.example = words, EXAMPLE
        raise
    refuse_private(why, request.today)
    return restricted, why


@pack.verb(
    "full",
    ("/pack full", "the full version of the newest published pack, for those who may have it"),
    right=Permission.READ,
    writes=True,
)
def full(session: Session, request: Request) -> Card:
    """Send the full version to a member of the board, or to who saw the draft."""
    found, contents, snapshot = newest_pack(session, request, pack_meant(session, request), published=True)
    board_id = session.get_one(Meeting, snapshot.meeting_id).board_id
    if not may_have_all(session, request, board_id):
        raise Refused(
            "That is not open to you: the full version is for members of the board, its reviewers and the secretariat."
        )
    file = full_version(session, found.id)
    if file is None:
        raise Mistake(f"All of {title_of(contents)} is public: “/pack files” sends it.", example="/pack files")
    key = f"pack {found.id} full {request.asker.id} {request.now.isoformat()} {request.origin.receipt or uuid4()}"
    files = Files((File(file.id, file.name, LABELS[PackFormat.FULL], file.size),))
    sent = Card(f"{title_of(contents)}: the full version", (Text(NOT_FOR_PUBLICATION, "strong"), files))
    queue_answer(session, request.actor, request.asker.id, key, sent, found.id)
    return Card("On its way", (Text("The full version comes in a message to you."), Text(NOT_FOR_PUBLICATION)))


NOT_FOR_PUBLICATION = "It holds parts that are not public. Please do not pass it on."
