"""Accounts of the platforms: recognised once by a verified e-mail address, and from then on by their immutable id."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from handlers.desk import Desk
from models.database import Database
from models.events import Event, first_broken
from models.people import Account
from tests.asking import somebody

CHAIR = "chair@example.org"


def test_known_by_its_id_once_recognised_by_its_address(example_desk: Desk) -> None:
    chair = somebody(example_desk, CHAIR).id
    assert example_desk.person_behind("slack", "T1", "U1") is None
    assert example_desk.recognise("slack", "T1", "U1", " Chair@Example.org ", "slack") == chair
    assert example_desk.person_behind("slack", "T1", "U1") == chair


@pytest.mark.parametrize("other", [("slack", "T1", "U2"), ("slack", "T2", "U1"), ("teams", "T1", "U1")])
def test_every_part_of_the_id_counts(example_desk: Desk, other: tuple[str, str, str]) -> None:
    example_desk.recognise("slack", "T1", "U1", CHAIR, "slack")
    assert example_desk.person_behind(*other) is None


def test_an_unknown_address_is_nobody(example_desk: Desk, example: Database) -> None:
    assert example_desk.recognise("slack", "T1", "U1", "stranger@example.org", "slack") is None
    assert example_desk.person_behind("slack", "T1", "U1") is None
    with example.read() as session:
        assert session.exec(select(Account)).all() == []


def test_one_person_may_have_several_accounts(example_desk: Desk) -> None:
    chair = somebody(example_desk, CHAIR).id
    for account in ("U1", "U2"):
        assert example_desk.recognise("slack", "T1", account, CHAIR, "slack") == chair
        assert example_desk.person_behind("slack", "T1", account) == chair


def test_recognised_at_once_from_several_requests(example_desk: Desk, example: Database) -> None:
    chair = somebody(example_desk, CHAIR).id
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(example_desk.recognise, "slack", "T1", "U1", CHAIR, "slack") for _ in range(6)]
        assert {each.result() for each in asked} == {chair}
    with example.read() as session:
        assert len(session.exec(select(Account)).all()) == 1
        assert len(session.exec(select(Event).where(Event.what == "account.linked")).all()) == 1
        assert first_broken(session, 1) is None
