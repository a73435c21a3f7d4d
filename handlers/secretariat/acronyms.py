"""`/secretariat acronyms`: what acronyms stand for here, for the list at the end of every pack."""

from sqlmodel import Session

from handlers.access import Permission, require
from handlers.cards import Card, Element, Table, Text
from handlers.errors import Mistake
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.packs.acronyms import acronyms_in, define, meanings
from models.packs.packs import packs_of
from models.record.events import Actor
from papers.pack.contents import from_json
from papers.wording import joined

_EXAMPLE = '/secretariat acronyms MASH "multi-agency safeguarding hub"'
LONGEST = 200


def acronyms(session: Session, request: Request, words: list[str]) -> Card:
    """Define one, or list them all and those of the newest pack that nobody has defined."""
    require(request.asker, Permission.KEEP_THE_RECORD)
    if words:
        _define(session, request, words)
    known = meanings(session, request.asker.organisation_id)
    body: list[Element] = []
    packs = packs_of(session, request.asker.organisation_id, None, 1)
    used = from_json(packs[0][0].contents).acronyms if packs else ()
    if unknown := [each.acronym for each in used if each.acronym not in known]:
        body.append(Text(f"In the newest pack and not defined: {joined(unknown)}.", "strong"))
    body.append(Table("Acronyms", ("Acronym", "Stands for"), tuple(sorted(known.items())), sortable=True))
    title = f"{words[0]} is defined" if words else "Acronyms"
    return Card(title, tuple(body), data={"acronyms": known, "undefined": unknown})


def _define(session: Session, request: Request, words: list[str]) -> None:
    acronym, meaning = words[0], " ".join(words[1:]).strip()
    if acronyms_in([acronym]) != [acronym]:
        raise Mistake(f"“{acronym}” is no acronym: it needs two capital letters or more.", example=_EXAMPLE)
    if not meaning or len(meaning) > LONGEST:
        raise Mistake(f"What does {acronym} stand for, in {LONGEST} characters at most?", example=_EXAMPLE)
    refuse_private(meaning, request.today)
    actor = Actor(request.asker.organisation_id, request.asker.id, request.now, request.origin.door)
    define(session, actor, acronym, meaning)
