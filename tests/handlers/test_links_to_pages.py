"""`/secretariat web` and `/return link`: who gets which link, for how long, and what the card says and does not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from handlers.desk import Desk
from handlers.words import in_words
from models.deliveries import Delivery
from models.events import Event
from models.people import Person
from models.signing_in import Purpose, SignInLink
from tests.asking import Clock, Somebody, buttons

As = Callable[[str], Somebody]


@pytest.fixture
def desk_as(desk_as: As, example_desk: Desk) -> As:
    """The desk of an installation whose pages have an address."""
    example_desk.web_address = "https://board.example.org"
    return desk_as


def links(desk: Desk) -> list[SignInLink]:
    with desk.database.read() as session:
        return list(session.exec(select(SignInLink).order_by("id")))


def test_everybody_with_a_post_gets_a_link_of_their_own(desk_as: As, example_desk: Desk) -> None:
    for email in ("chair@example.org", "workforce.sro@example.org", "secretary@example.org"):
        asker = desk_as(email)
        card = asker.types("/secretariat web")
        (link,) = buttons(card)
        assert link.url.startswith("https://board.example.org/sign-in/")
        assert len(link.url.rsplit("/", 1)[1]) == 43
        made = links(example_desk)[-1]
        assert (made.person_id, made.made_by_id, made.purpose) == (asker.id, asker.id, Purpose.PAGES)
        assert made.expires_at == made.made_at + timedelta(minutes=15)
        assert not card.shared
        assert "once, until 10:15" in in_words(card)


def test_the_secret_is_on_the_card_and_in_no_delivery(desk_as: As, example_desk: Desk) -> None:
    secret = desk_as("chair@example.org").types("/secretariat web").data["link"].rsplit("/", 1)[1]
    with example_desk.database.read() as session:
        kept = [*session.exec(select(Delivery)), *session.exec(select(Event)), *session.exec(select(SignInLink))]
        assert secret not in " ".join(each.model_dump_json() for each in kept)


def test_the_link_is_always_the_askers_own(desk_as: As, example_desk: Desk) -> None:
    said = desk_as("chair@example.org").types("/secretariat web secretary@example.org")
    assert said.title == "That did not work"
    assert not links(example_desk)


def test_the_sixth_link_in_ten_minutes_is_refused_and_says_when(desk_as: As, example_desk: Desk, clock: Clock) -> None:
    chair = desk_as("chair@example.org")
    for _ in range(5):
        assert "any link that you asked for before works no more" in in_words(chair.types("/secretariat web"))
    said = in_words(chair.types("/secretariat web"))
    assert "There were 5 links in the last 10 minutes" in said
    assert "from 10:11 there can be another" in said
    assert len(links(example_desk)) == 5
    assert desk_as("workforce.sro@example.org").types("/secretariat web").data["link"], "another person's own"
    clock.set("2023-06-07 10:11")
    assert chair.types("/secretariat web").data["link"]


def test_a_stranger_gets_none(example_desk: Desk) -> None:
    example_desk.web_address = "https://board.example.org"
    assert Somebody(example_desk, None).types("/secretariat web").title == "Not open to you"
    assert not links(example_desk)


def test_the_secretariat_makes_a_link_to_somebodys_return(desk_as: As, example_desk: Desk, clock: Clock) -> None:
    clock.set("2023-06-21 10:00")  # the commission for 19 July, the freeze on 10 July
    card = desk_as("secretary@example.org").types("/return link hscp.sro@example.org")
    said = in_words(card)
    assert card.data["link"] in said
    assert "Send this link to HSCP SRO and to nobody else" in said
    (made,) = links(example_desk)
    with example_desk.database.read() as session:
        emails = {each.id: each.email for each in session.exec(select(Person))}
    assert emails[made.person_id] == "hscp.sro@example.org"
    assert emails[made.made_by_id] == "secretary@example.org"
    assert made.purpose is Purpose.RETURN
    assert made.expires_at == made.made_at + timedelta(days=14)


def test_a_link_to_a_return_ends_with_the_freeze(desk_as: As, example_desk: Desk, clock: Clock) -> None:
    clock.set("2023-07-06 10:00")
    desk_as("secretary@example.org").types("/return link hscp.sro@example.org")
    (made,) = links(example_desk)
    assert made.expires_at == datetime(2023, 7, 10, 23, 0, tzinfo=UTC)  # midnight in London


@pytest.mark.parametrize("email", ["chair@example.org", "workforce.sro@example.org"])
def test_only_the_secretariat_makes_links_for_others(desk_as: As, example_desk: Desk, email: str) -> None:
    assert desk_as(email).types("/return link hscp.sro@example.org").title == "Not open to you"
    assert not links(example_desk)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Whose return?"),
        ("hscp", "Whose return?"),
        ("nobody@example.org", "I know nobody"),
        ("chair@example.org", "owes no update"),
    ],
)
def test_a_link_to_no_return_is_not_made(desk_as: As, example_desk: Desk, typed: str, said: str) -> None:
    assert said in in_words(desk_as("secretary@example.org").types(f"/return link {typed}"))
    assert not links(example_desk)


def test_help_names_both_for_those_who_may(desk_as: As) -> None:
    for email, may in (("secretary@example.org", True), ("workforce.sro@example.org", False)):
        said = in_words(desk_as(email).types("/secretariat help"))
        assert "/secretariat web" in said
        assert ("/return link" in said) is may
