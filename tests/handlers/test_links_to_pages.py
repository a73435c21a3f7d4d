"""`/secretariat web` and `/return link`: who gets which link, for how long, and what the card says and does not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery
from models.people.people import Person
from models.people.signing_in import Purpose, SignInLink
from models.record.events import Event
from tests.asking import Clock, Somebody, buttons
from tests.databases import no_sql_differs

As = Callable[[str], Somebody]


@pytest.fixture
def as_person(as_person: As, example_dispatcher: Dispatcher) -> As:
    """The dispatcher of an installation whose pages have an address."""
    example_dispatcher.web_address = "https://board.example.org"
    return as_person


def links(dispatcher: Dispatcher) -> list[SignInLink]:
    with dispatcher.database.read() as session:
        return list(session.exec(select(SignInLink).order_by("id")))


@no_sql_differs
def test_everybody_with_a_post_gets_a_link_of_their_own(as_person: As, example_dispatcher: Dispatcher) -> None:
    for email in ("chair@example.org", "workforce.sro@example.org", "secretary@example.org"):
        asker = as_person(email)
        card = asker.types("/secretariat web")
        (link,) = buttons(card)
        assert link.url.startswith("https://board.example.org/sign-in/")
        assert len(link.url.rsplit("/", 1)[1]) == 43
        made = links(example_dispatcher)[-1]
        assert (made.person_id, made.made_by_id, made.purpose) == (asker.id, asker.id, Purpose.PAGES)
        assert made.expires_at == made.made_at + timedelta(minutes=15)
        assert not card.shared
        assert "once, until 10:15" in in_words(card)


@no_sql_differs
def test_the_secret_is_on_the_card_and_in_no_delivery(as_person: As, example_dispatcher: Dispatcher) -> None:
    secret = as_person("chair@example.org").types("/secretariat web").data["link"].rsplit("/", 1)[1]
    with example_dispatcher.database.read() as session:
        kept = [*session.exec(select(Delivery)), *session.exec(select(Event)), *session.exec(select(SignInLink))]
        assert secret not in " ".join(each.model_dump_json() for each in kept)


@no_sql_differs
def test_the_link_is_always_the_askers_own(as_person: As, example_dispatcher: Dispatcher) -> None:
    said = as_person("chair@example.org").types("/secretariat web secretary@example.org")
    assert said.title == "That did not work"
    assert not links(example_dispatcher)


@no_sql_differs
def test_the_sixth_link_in_ten_minutes_is_refused_and_says_when(
    as_person: As, example_dispatcher: Dispatcher, clock: Clock
) -> None:
    chair = as_person("chair@example.org")
    for _ in range(5):
        assert "any link that you asked for before works no more" in in_words(chair.types("/secretariat web"))
    said = in_words(chair.types("/secretariat web"))
    assert "There were 5 links in the last 10 minutes" in said
    assert "from 10:11 there can be another" in said
    assert len(links(example_dispatcher)) == 5
    assert as_person("workforce.sro@example.org").types("/secretariat web").data["link"], "another person's own"
    clock.set("2023-06-07 10:11")
    assert chair.types("/secretariat web").data["link"]


@no_sql_differs
def test_a_stranger_gets_none(example_dispatcher: Dispatcher) -> None:
    example_dispatcher.web_address = "https://board.example.org"
    assert Somebody(example_dispatcher, None).types("/secretariat web").title == "Not open to you"
    assert not links(example_dispatcher)


def test_the_secretariat_makes_a_link_to_somebodys_return(
    as_person: As, example_dispatcher: Dispatcher, clock: Clock
) -> None:
    clock.set("2023-06-21 10:00")  # the commission for 19 July, the freeze on 10 July
    card = as_person("secretary@example.org").types("/return link hscp.sro@example.org")
    said = in_words(card)
    assert card.data["link"] in said
    assert "Send this link to HSCP SRO and to nobody else" in said
    (made,) = links(example_dispatcher)
    with example_dispatcher.database.read() as session:
        emails = {each.id: each.email for each in session.exec(select(Person))}
    assert emails[made.person_id] == "hscp.sro@example.org"
    assert emails[made.made_by_id] == "secretary@example.org"
    assert made.purpose is Purpose.RETURN
    assert made.expires_at == made.made_at + timedelta(days=14)


def test_a_link_to_a_return_ends_with_the_freeze(as_person: As, example_dispatcher: Dispatcher, clock: Clock) -> None:
    clock.set("2023-07-06 10:00")
    as_person("secretary@example.org").types("/return link hscp.sro@example.org")
    (made,) = links(example_dispatcher)
    assert made.expires_at == datetime(2023, 7, 10, 23, 0, tzinfo=UTC)  # midnight in London


@no_sql_differs
@pytest.mark.parametrize("email", ["chair@example.org", "workforce.sro@example.org"])
def test_only_the_secretariat_makes_links_for_others(as_person: As, example_dispatcher: Dispatcher, email: str) -> None:
    assert as_person(email).types("/return link hscp.sro@example.org").title == "Not open to you"
    assert not links(example_dispatcher)


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Whose return?"),
        ("hscp", "Whose return?"),
        ("nobody@example.org", "I know nobody"),
        ("chair@example.org", "owes no update"),
    ],
)
def test_a_link_to_no_return_is_not_made(as_person: As, example_dispatcher: Dispatcher, typed: str, said: str) -> None:
    assert said in in_words(as_person("secretary@example.org").types(f"/return link {typed}"))
    assert not links(example_dispatcher)


@no_sql_differs
def test_help_names_both_for_those_who_may(as_person: As) -> None:
    for email, may in (("secretary@example.org", True), ("workforce.sro@example.org", False)):
        said = in_words(as_person(email).types("/secretariat help"))
        assert "/secretariat web" in said
        assert ("/return link" in said) is may
