"""Acronyms and what they stand for: those of the field, the boards' short names, and the organisation's own."""

import re
from collections.abc import Iterable

from sqlmodel import Field, Session, select

from models.boards.boards import Board
from models.plan.ratings import scale
from models.record.columns import Row
from models.record.events import Actor, Change, record

OF_THE_FIELD = {
    "SRO": "senior responsible officer",
    "SEND": "special educational needs and disabilities",
    "EHC": "education, health and care",
    "EHCP": "education, health and care plan",
    "NHS": "National Health Service",
    "CAMHS": "child and adolescent mental health services",
    "MASH": "multi-agency safeguarding hub",
    "HR": "human resources",
    "ICT": "information and communication technology",
    "ICB": "integrated care board",
    "LAC": "looked-after children",
    "NEET": "not in education, employment or training",
    "PEP": "personal education plan",
    "SDQ": "strengths and difficulties questionnaire",
}

_SCALES = {"BRAG": ("Blue, Red, Amber, Green", ", with Grey"), "RAG": ("Red, Amber, Green", "")}

_ACRONYM = re.compile(r"(?<![\w-])([A-Z][A-Z&]+)(?:s|['’]s)?(?![\w-]|/\d)")


class Acronym(Row, table=True):
    """What an acronym stands for here; it goes before what it stands for in the field."""

    organisation_id: int = Field(foreign_key="organisation.id", primary_key=True)
    acronym: str = Field(primary_key=True)
    meaning: str


def acronyms_in(texts: Iterable[str]) -> list[str]:
    """The acronyms used in some texts, in alphabetical order: two capital letters or more, their plural too, but not
    those of a reference, as in “KD/2023/14”.
    """
    return sorted(set(_ACRONYM.findall("\n".join(texts))))


def meanings(session: Session, organisation_id: int, boards: Iterable[Board]) -> dict[str, str]:
    """Every acronym that is known, with its meaning, scales as the one in use has it; `boards` are the organisation's,
    whose short names are some.
    """
    own = select(Acronym.acronym, Acronym.meaning).where(Acronym.organisation_id == organisation_id)
    named = ((each.short_name, each.name) for each in boards)
    short_names = {short: name for short, name in named if short and short not in name.split()}
    scales = {
        name: f"{colours}: {'the scale of the ratings' if name == scale().name else 'a scale of ratings'}{beside}"
        for name, (colours, beside) in _SCALES.items()
    }
    return OF_THE_FIELD | scales | short_names | dict(session.exec(own).all())


def define(session: Session, actor: Actor, acronym: str, meaning: str) -> None:
    """Say what an acronym stands for in this organisation."""
    found = session.get(Acronym, (actor.organisation_id, acronym))
    was = {"meaning": found.meaning} if found else None
    own = found or Acronym(organisation_id=actor.organisation_id, acronym=acronym, meaning="")
    own.meaning = meaning
    session.add(own)
    record(session, actor, Change("acronym.defined", f"acronym {acronym}", was, {"meaning": meaning}))
