"""Accounts of the platforms: recognised once by a verified e-mail address, and from then on by their immutable id."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.people.people import Account, CutOff
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import somebody
from tests.databases import no_sql_differs

CHAIR = "chair@example.org"


def behind(dispatcher: Dispatcher, *account: str) -> int | None:
    """The person with this account."""
    known = dispatcher.accounts.known(*account)
    return known.person_id if known and not known.cut_off else None


@no_sql_differs
def test_known_by_its_id_once_recognised_by_its_address(example_dispatcher: Dispatcher) -> None:
    chair = somebody(example_dispatcher, CHAIR).id
    assert behind(example_dispatcher, "slack", "T1", "U1") is None
    assert example_dispatcher.accounts.recognise("slack", "T1", "U1", " Chair@Example.org ") == chair
    assert behind(example_dispatcher, "slack", "T1", "U1") == chair


@no_sql_differs
@pytest.mark.parametrize("other", [("slack", "T1", "U2"), ("slack", "T2", "U1"), ("teams", "T1", "U1")])
def test_every_part_of_the_id_counts(example_dispatcher: Dispatcher, other: tuple[str, str, str]) -> None:
    example_dispatcher.accounts.recognise("slack", "T1", "U1", CHAIR)
    assert behind(example_dispatcher, *other) is None


@no_sql_differs
def test_an_unknown_address_is_nobody(example_dispatcher: Dispatcher, example: Database) -> None:
    assert example_dispatcher.accounts.recognise("slack", "T1", "U1", "stranger@example.org") is None
    assert behind(example_dispatcher, "slack", "T1", "U1") is None
    with example.read() as session:
        assert session.exec(select(Account)).all() == []


@no_sql_differs
def test_one_person_may_have_several_accounts(example_dispatcher: Dispatcher) -> None:
    chair = somebody(example_dispatcher, CHAIR).id
    for account in ("U1", "U2"):
        assert example_dispatcher.accounts.recognise("slack", "T1", account, CHAIR) == chair
        assert behind(example_dispatcher, "slack", "T1", account) == chair


def test_recognised_at_once_from_several_requests(example_dispatcher: Dispatcher, example: Database) -> None:
    chair = somebody(example_dispatcher, CHAIR).id
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(example_dispatcher.accounts.recognise, "slack", "T1", "U1", CHAIR) for _ in range(6)]
        assert {each.result() for each in asked} == {chair}
    with example.read() as session:
        assert len(session.exec(select(Account)).all()) == 1
        assert len(session.exec(select(Event).where(Event.what == "account.linked")).all()) == 1
        assert first_broken(session, 1) is None


def test_the_secretariat_cuts_an_account_off_and_lets_it_in_again(example_dispatcher: Dispatcher) -> None:
    chair, secretary = somebody(example_dispatcher, CHAIR), somebody(example_dispatcher, "secretary@example.org")
    example_dispatcher.accounts.recognise("slack", "T1", "U1", CHAIR)
    said = in_words(secretary.types("/secretariat people unlink Chair@Example.org"))
    assert "no longer let in" in said
    assert "/secretariat people link chair@example.org" in said
    assert behind(example_dispatcher, "slack", "T1", "U1") is None
    for account in ("U1", "U2"):  # neither that account nor another one with this address
        assert example_dispatcher.accounts.recognise("slack", "T1", account, CHAIR) is None
    assert example_dispatcher.accounts.recognise("slack", "T1", "U1", "workforce.sro@example.org") is None
    assert example_dispatcher.accounts.address_of("slack", "T1", chair.id or 0).barred
    assert f"({CHAIR}): cut off by the secretariat" in in_words(secretary.types("/secretariat people"))
    secretary.types(f"/secretariat people link {CHAIR}")
    assert example_dispatcher.accounts.recognise("slack", "T1", "U1", CHAIR) == chair.id
    assert "cut off" not in in_words(secretary.types("/secretariat people"))


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("unlink chair@example.org", "No account of chair@example.org is linked"),
        ("unlink nobody@example.org", "I know nobody"),
        ("unlink secretary@example.org", "your own account"),
        ("link chair@example.org", "No account of chair@example.org is cut off"),
        ("unlink", "Whose account is to be cut off?"),
    ],
)
def test_what_cannot_be_unlinked_is_said(example_dispatcher: Dispatcher, typed: str, said: str) -> None:
    assert said in in_words(somebody(example_dispatcher, "secretary@example.org").types(f"/secretariat people {typed}"))


@no_sql_differs
@pytest.mark.parametrize("email", [CHAIR, "workforce.sro@example.org", "observer@example.org"])
def test_nobody_else_unlinks(example_dispatcher: Dispatcher, email: str) -> None:
    example_dispatcher.accounts.recognise("slack", "T1", "U9", "director@example.org")
    for verb in ("unlink", "link"):
        card = somebody(example_dispatcher, email).types(f"/secretariat people {verb} director@example.org")
        assert card.title == "Not open to you"
    assert behind(example_dispatcher, "slack", "T1", "U9") is not None


def test_the_log_does_not_say_which_account_was_cut_off(example_dispatcher: Dispatcher, example: Database) -> None:
    example_dispatcher.accounts.recognise("slack", "T1", "U1SECRET", CHAIR)
    known = example_dispatcher.accounts.known("slack", "T1", "U1SECRET")
    assert known is not None
    example_dispatcher.accounts.cut_off("slack", {known.id: CutOff.GUEST})
    example_dispatcher.accounts.cut_off("slack", {known.id: CutOff.GUEST})  # another process noticed, too
    with example.read() as session:
        (event,) = session.exec(select(Event).where(Event.what == "account.cut_off")).all()
        assert "U1SECRET" not in str(event)
        assert first_broken(session, 1) is None
