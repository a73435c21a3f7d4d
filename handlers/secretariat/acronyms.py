"""`/secretariat acronyms`: what acronyms stand for here, for the list at the end of every pack."""

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, Element, Table, Text
from handlers.errors import Mistake
from handlers.private_text import refuse_private
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from models.boards.boards import boards_of
from models.packs.acronyms import acronyms_in, define, meanings
from models.packs.packs import packs_of
from papers.pack.contents import from_json
from papers.pack.public import public_version
from papers.wording import joined

_EXAMPLE = '/secretariat acronyms MASH "multi-agency safeguarding hub"'
LONGEST = 200


@secretariat.verb("acronyms", right=Permission.KEEP_THE_RECORD, bare=True)
def acronyms(session: Session, request: Request) -> Card:
    """All acronyms, and those of the newest pack that nobody has defined."""
    return _listed(session, request, "Acronyms")


@secretariat.verb(
    "acronyms",
    (_EXAMPLE, "what an acronym stands for, for the packs; alone it lists them"),
    name="define_acronym",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def define_acronym(session: Session, request: Request) -> Card:
    """Say what an acronym stands for."""
    acronym, *words = request.words or [""]
    meaning = " ".join(words).strip()
    if acronyms_in([acronym]) != [acronym]:
        raise Mistake(f"“{acronym}” is no acronym: it needs two capital letters or more.", example=_EXAMPLE)
    if not meaning or len(meaning) > LONGEST:
        raise Mistake(f"What does {acronym} stand for, in {LONGEST} characters at most?", example=_EXAMPLE)
    refuse_private(meaning, request.today)
    define(session, request.actor, acronym, meaning)
    return _listed(session, request, f"{acronym} is defined")


def _listed(session: Session, request: Request, title: str) -> Card:
    organisation_id = request.asker.organisation_id
    known = meanings(session, organisation_id, boards_of(session, organisation_id))
    body: list[Element] = []
    packs = packs_of(session, organisation_id, None, 1)
    used = public_version(from_json(packs[0][0].contents)).acronyms if packs else ()
    if unknown := [each.acronym for each in used if each.acronym not in known]:
        body.append(Text(f"In the newest pack and not defined: {joined(unknown)}.", "strong"))
    body.append(Table("Acronyms", ("Acronym", "Stands for"), tuple(sorted(known.items())), sortable=True))
    return Card(title, tuple(body), data={"acronyms": known, "undefined": unknown})
