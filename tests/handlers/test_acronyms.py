"""`/secretariat acronyms`: defined for the pack, listed, and refused to others."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from handlers.plain_text import in_words
from models.packs.acronyms import Acronym, acronyms_in, meanings
from models.plan.ratings import in_scale
from models.plan.scales import RAG
from models.record.database import Database
from models.record.events import Event
from tests.asking import Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
SECRETARY = "secretary@example.org"


def test_what_is_not_defined_is_named_until_it_is(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/action 10.8 highlight The XQZ and its PLQs meet monthly.")
    secretary.types("/pack compile")
    assert secretary.types("/secretariat acronyms").data["undefined"] == ["PLQ", "XQZ"]
    card = secretary.types('/secretariat acronyms XQZ "extra quiet zone"')
    assert card.data["undefined"] == ["PLQ"]
    assert card.data["acronyms"]["XQZ"] == "extra quiet zone"
    secretary.types("/secretariat acronyms XQZ extra quick zone")
    with example.read() as session:
        assert session.exec(select(Acronym.meaning)).all() == ["extra quick zone"]
        last = session.exec(select(Event).where(Event.what == "acronym.defined")).all()[-1]
    assert (last.before, last.after) == ({"meaning": "extra quiet zone"}, {"meaning": "extra quick zone"})


@no_sql_differs
@pytest.mark.parametrize("email", ["chair@example.org", "workforce.sro@example.org", "observer@example.org"])
def test_only_the_secretariat(as_person: Asked, example: Database, email: str) -> None:
    assert as_person(email).types("/secretariat acronyms XQZ extra").title == "Not open to you"
    with example.read() as session:
        assert session.exec(select(Acronym)).all() == []


@no_sql_differs
@pytest.mark.parametrize("line", ["xqz extra", "XQZ", "X extra", f"XQZ {'long ' * 60}"])
def test_what_cannot_be_defined(as_person: Asked, example: Database, line: str) -> None:
    assert "multi-agency safeguarding hub" in in_words(as_person(SECRETARY).types(f"/secretariat acronyms {line}"))
    with example.read() as session:
        assert session.exec(select(Acronym)).all() == []


def test_acronyms_are_found_in_plain_sentences() -> None:
    found = acronyms_in(
        [
            "The SEND board's EHCs, R&D and a Board; I saw the NHS’s IT. Not AbC, A or 2A.",
            "HSCP/CPB (CYPP)",
            "Notice KD/2023/14, GE/7.",
        ]
    )
    assert found == ["CPB", "CYPP", "EHC", "HSCP", "IT", "NHS", "R&D", "SEND"]


@no_sql_differs
def test_the_name_of_a_scale_is_said_to_be_the_one_in_use_only_where_it_is(example: Database) -> None:
    with example.read() as session, in_scale(RAG):
        known = meanings(session, 1, ())
    assert known["RAG"] == "Red, Amber, Green: the scale of the ratings"
    assert known["BRAG"] == "Blue, Red, Amber, Green: a scale of ratings, with Grey"
