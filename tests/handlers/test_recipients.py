"""The distribution list: who is sent what is published, who by hand, and who was given which version, when."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.requests import Origin
from models.outbox.deliveries import Delivery
from models.packs.recipients import Handover, Recipient
from models.people.people import Person
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Clock, Somebody, buttons, table
from tests.bot.pages_stage import Guest, link_for, serving_pages
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish, publish, told

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, SEND, WORKFORCE = (
    f"{each}@example.org" for each in ("secretary", "chair", "send.sro", "workforce.sro")
)
BY_HAND = "Ministry adviser (by e-mail)"


@pytest.fixture
def published(as_person: Asked, example: Database, clock: Clock) -> None:
    """A post and a name on the list, and the pack for 7 June published."""
    secretary = as_person(SECRETARY)
    assert secretary.types("/pack recipients add send.sro@example.org").title.endswith("is sent what is published")
    card = secretary.types("/pack recipients add Ministry adviser by hand, by e-mail")
    assert card.title == f"{BY_HAND} is given what is published by hand"
    secretary.types("/pack compile")
    finish(example, clock)
    publish(secretary, example, clock)


@pytest.mark.usefixtures("published")
def test_publishing_sends_it_to_posts_and_names_who_is_given_it_by_hand(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    sent = told(example, "published")
    assert SEND in sent
    assert WORKFORCE not in sent, "who is neither a member nor on the list"
    assert BY_HAND not in in_words(sent[SEND]), "that is the secretariat’s to do"
    with example.read() as session:
        of = select(Delivery.pack_id).join(Person, col(Person.id) == Delivery.person_id)
        keyed = of.where(Person.email == SEND, col(Delivery.key).like("pack % published %"))
        assert session.exec(keyed).all() == [1], "the files go with it"
    secretary = as_person(SECRETARY)
    asked = told(example, "publishing")[SECRETARY]
    assert f"To be given by hand, and then recorded: {BY_HAND}." in in_words(asked)
    clock.set("2023-06-08 09:30")
    card = secretary.presses(asked, f"Given to {BY_HAND}")
    assert card.title == f"Recorded: given to {BY_HAND}"
    again = secretary.presses(asked, f"Given to {BY_HAND}")
    assert "that was recorded on 8 June 2023, 09:30" in in_words(again)
    rows = secretary.types("/pack given").data["given"]
    assert [BY_HAND, "version 1", "by hand, recorded by Board Secretary", "8 June 2023, 09:30"] in rows
    assert any(row[0] == "SEND SRO" and row[2].startswith("as published") for row in rows), rows
    assert any(row[2].startswith("the draft") for row in rows)
    with example.read() as session:
        (event,) = session.exec(select(Event).where(Event.what == "pack.handed_over"))
        assert event.subject == "pack 2023-06-07 1"
        assert len(session.exec(select(Handover)).all()) == 1
        assert first_broken(session, 1) is None
        logged = session.exec(select(Event).where(col(Event.what).startswith("recipient"))).all()
        assert "adviser" not in "".join(f"{each.before}{each.after}{each.subject}" for each in logged)
    secretary.types("/pack recipients add Head of Early Help")
    left = "To be given by hand, and then recorded: Head of Early Help."
    assert left in in_words(secretary.types("/pack given")), "which is vacant; the other was given it"
    assert secretary.types("/pack handed Head of Early Help").title == "Recorded: given to Head of Early Help"
    secretary.types("/pack recipients remove Ministry adviser")
    assert "is on the list no more" in in_words(secretary.presses(asked, f"Given to {BY_HAND}"))


@no_sql_differs
@pytest.mark.usefixtures("published")
def test_the_page_of_a_version_says_who_was_given_it_and_records_it(
    example_dispatcher: Dispatcher, as_person: Asked
) -> None:
    with serving_pages(example_dispatcher) as address:
        secretary, chair = (Guest(address, link_for(example_dispatcher, each)) for each in (SECRETARY, CHAIR))
        assert "Who was given it" not in chair.get("/packs/1")
        page = secretary.get("/packs/1")
        assert f"To be given by hand, and then recorded: {BY_HAND}." in page
        answer = secretary.sends("/press", on="/packs/1", verb="pack.handed_now", value="2 1", back="/packs/1")
        assert f"Recorded: given to {BY_HAND}" in answer.text
        page = secretary.get("/packs/1")
        assert "by hand, recorded by Board Secretary" in page
        assert "To be given by hand" not in page
    assert "that was recorded" in in_words(
        as_person(SECRETARY).types("/pack handed over to the Ministry adviser".replace("the ", ""))
    )


@no_sql_differs
def test_a_line_of_the_list_is_a_post_or_somebody_by_hand(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    assert "Nobody is on it" in in_words(secretary.types("/pack recipients"))
    for line, said in (
        ("add", "Who is to be given the papers?"),
        ("add Nobody at all", "Who has no post is given them “by hand”"),
        ("add somebody@example.org", "Nobody with that address holds a post"),
        ("add by hand", "Who is to be given them by hand?"),
        ("add " + "x" * 130 + " by hand", "120 at most"),
        ("add the child’s date of birth 3 May 2014 by hand", ""),
        ("remove Adviser", "is not on the list: nobody is"),
    ):
        card = secretary.types(f"/pack recipients {line}")
        assert said in in_words(card)
        assert not secretary.types("/pack recipients").data["recipients"], line
    secretary.types("/pack recipients add Library by hand")
    assert "on the list already" in in_words(secretary.types("/pack recipients add library by hand"))
    assert "No pack has been published yet" in in_words(secretary.types("/pack handed Library"))
    assert "is not on the list: Library" in in_words(secretary.types("/pack handed Archive"))
    assert not buttons(secretary.types("/pack recipients"))
    assert secretary.types("/pack recipients remove library").title == "Library is on the list no more"
    assert secretary.types("/pack recipients").data["recipients"] == []
    secretary.types("/pack recipients add Archive by hand")
    listed = secretary.types("/pack recipients add the Head of Early Help")
    assert table(listed).rows == (
        ("Head of Early Help", "vacant: by hand until it is held"),
        ("Archive", "by hand"),
    )
    assert "In a line" in in_words(listed)
    assert "In a line" not in in_words(as_person(CHAIR).types("/pack recipients"))
    assert "I do not understand “everybody”" in in_words(secretary.types("/pack recipients everybody"))


@no_sql_differs
@pytest.mark.usefixtures("published")
def test_what_one_board_publishes_is_given_to_nobody_on_the_list_of_another(
    as_person: Asked, example: Database
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack paper add Cabinet 22 June 2023")
    secretary.types("/pack recipients add for Cabinet Library by hand")
    with example.read() as session:
        theirs = session.exec(select(Recipient).where(Recipient.name == "Library")).one().id
    reply = secretary.dispatcher.press(secretary.id, "pack.handed_now", f"{theirs} 1", Origin("test", "C1", True, "r"))
    assert reply is not None
    assert "That line is on the list no more" in in_words(reply.answer)
