"""Who may open which page: everybody with a post reads, only who answers for an action updates it, a link to a return
opens that return and nothing else.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from sqlmodel import col, select

from handlers.dispatcher import Dispatcher
from models.people.people import Person
from models.record.events import Event
from models.updates.updates import Update
from tests.asking import Clock
from tests.bot.pages_stage import CHAIR, SECRETARY, SRO, Guest, link_for, return_link_for, serving_pages, words_in
from tests.databases import Engine

READ = ("/", "/actions/2.4", "/versions", "/calendar", "/packs", "/returns")
ADDRESSES = (*READ, "/returns/2.4", "/packs/files/1")
OBSERVER = "observer@example.org"
PARTNER = "hscp.sro@example.org"

SignIn = Callable[[str], Guest]


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


@pytest.fixture
def signed_in(example_dispatcher: Dispatcher, address: str) -> SignIn:
    return lambda email: Guest(address, link_for(example_dispatcher, email))


def test_nobody_reads_anything_without_signing_in(address: str) -> None:
    guest = Guest(address)
    for path in ADDRESSES:
        page = guest.get(path, 401)
        assert "/secretariat web" in page
        assert "Foster" not in page
        assert guest.client.post(path).status_code in (401, 405)


@pytest.mark.parametrize("email", [CHAIR, SRO, SECRETARY, OBSERVER])
def test_everybody_with_a_post_reads(signed_in: SignIn, email: str) -> None:
    guest = signed_in(email)
    for path in READ:
        guest.get(path)


def test_the_form_is_for_who_answers_for_the_action(signed_in: SignIn, example_dispatcher: Dispatcher) -> None:
    assert "Update 2.4" in signed_in(SRO).get("/actions/2.4")
    for email in (CHAIR, SECRETARY, OBSERVER, PARTNER):
        guest = signed_in(email)
        assert "Update 2.4" not in guest.get("/actions/2.4")
        assert "That is not open to you" in guest.get("/returns/2.4", 403)
        for path in ("/returns/2.4", "/returns/2.4/no-change"):
            before = updates(example_dispatcher)
            answer = guest.sends(path, on="/", activity="green", impact="green", commentary="All is well")
            assert answer.status_code == 403
            assert updates(example_dispatcher) == before


def updates(dispatcher: Dispatcher) -> int:
    with dispatcher.database.read() as session:
        return len(session.exec(select(Update.id)).all())


def test_who_has_answered_is_for_those_who_may_see_it(signed_in: SignIn) -> None:
    for email, may in ((CHAIR, True), (SECRETARY, True), (OBSERVER, False), (PARTNER, False)):
        assert ("Everybody’s returns" in signed_in(email).get("/returns")) is may, email


def test_an_observer_is_told_why_there_is_no_return(signed_in: SignIn) -> None:
    assert "You answer for no action" in signed_in(OBSERVER).get("/returns")


def test_a_link_to_a_return_opens_that_and_nothing_else(
    example_dispatcher: Dispatcher, address: str, clock: Clock
) -> None:
    clock.set("2023-06-21 10:00")
    guest = Guest(address)
    page = guest.sign_in(return_link_for(example_dispatcher, PARTNER))
    assert page.url.path == "/returns"
    said = words_in(page.text)
    assert "Your return" in said
    assert "Everybody’s returns" not in said
    assert "/calendar" not in page.text
    for path in ("/", "/?board=Workforce", "/actions/5.1", "/calendar", "/packs", "/packs/files/1"):
        refused = guest.get(path, 403)
        assert "for your return and for nothing else" in refused
    assert "not yours to update" in guest.get("/returns/2.4", 403)
    guest.sends("/sign-out", on="/returns")
    guest.get("/returns", 401)


def test_somebody_with_more_rights_has_no_more_than_the_return_by_such_a_link(
    example_dispatcher: Dispatcher, address: str, clock: Clock
) -> None:
    """The SRO is a vice chair, who may see everybody's returns; by this link they may not."""
    clock.set("2023-06-21 10:00")
    guest = Guest(address, return_link_for(example_dispatcher, SRO))
    assert "Everybody’s returns" not in guest.get("/returns")
    guest.get("/", 403)


def test_an_answer_by_a_link_says_whose_link_it_was(
    example_dispatcher: Dispatcher, address: str, signed_in: SignIn, clock: Clock
) -> None:
    clock.set("2023-06-21 10:00")
    guest = Guest(address, return_link_for(example_dispatcher, PARTNER))
    ref = re.findall(r'href="/returns/(\d+\.\d+)"', guest.get("/returns"))[0]
    answer = guest.sends(
        f"/returns/{ref}", on=f"/returns/{ref}", activity="green", commentary="Agreed by all partners."
    )
    assert f"Recorded for {ref}" in words_in(answer.text)
    with example_dispatcher.database.read() as session:
        made, recorded = (
            session.exec(select(Event).where(Event.what == what).order_by(col(Event.id).desc())).first()
            for what in ("link.made", "update.recorded")
        )
        assert made is not None
        assert recorded is not None
        assert recorded.door == made.subject
        assert session.get_one(Person, made.person_id).email == SECRETARY
        assert session.get_one(Person, recorded.person_id).email == PARTNER
    assert "by a link from Board Secretary" in words_in(signed_in(CHAIR).get(f"/actions/{ref}"))


@pytest.mark.parametrize(
    "path", ["/actions/99.9", "/actions/x", "/returns/99.9", "/packs/files/99", "/packs/files/x", "/x"]
)
def test_what_is_not_there_is_said_in_words(signed_in: SignIn, path: str) -> None:
    page = signed_in(SRO).get(path, 404)
    assert "There is nothing here" in page


def test_a_failure_of_ours_is_a_page_with_a_number_and_nothing_of_what_went_wrong(
    signed_in: SignIn, example_dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = signed_in(SRO)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(example_dispatcher, "submit", fail)
    answer = guest.sends("/returns/2.4", on="/returns/2.4", commentary="Typed with care")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "Typed with care" in answer.text
    assert "secret inside" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
