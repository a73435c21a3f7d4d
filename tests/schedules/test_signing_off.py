"""Sign-offs in the morning's messages: a reviewer who has not answered hears once more, when it is due."""

from datetime import date

import pytest
from sqlmodel import col, select

from handlers.cards import from_json
from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.people.people import Person
from tests.asking import buttons
from tests.handlers.test_pack import finish
from tests.schedules.a_year import House
from tests.schedules.test_who_hears import mornings


def mornings_of_the_reviewer(house: House) -> list[Delivery]:
    """The morning's messages of July that have gone to the governance reviewer."""
    with house.database.read() as session:
        theirs = select(Delivery).join(Person, col(Person.id) == Delivery.person_id)
        kind = Delivery.kind == DeliveryKind.MORNING, Delivery.state == DeliveryState.SENT
        found = theirs.where(Person.email == "governance@example.org", *kind, col(Delivery.day) > date(2023, 7, 10))
        return list(session.exec(found.order_by(col(Delivery.id))))


def sent_to_review(house: House, moment: str) -> None:
    secretary = house.at(moment).as_("secretary")
    secretary.types("/pack reviewers add Governance by governance@example.org")
    secretary.types("/pack reviewers add Approver by director@example.org")
    assert secretary.types("/pack compile").data["version"] == 1
    finish(house.database, house.clock)
    assert secretary.types("/pack review").data["asked"] == ["Governance"]


@pytest.mark.usefixtures("on_7_july")
def test_who_has_not_answered_hears_once_more_on_the_day_it_is_due(house: House) -> None:
    sent_to_review(
        house, "2023-07-10 10:00"
    )  # the freeze for 19 July; out by 11 July, so Governance is due on the 10th
    house.passes(mornings("07-11", "07-14"))
    (entry,) = mornings_of_the_reviewer(house)
    assert f"{entry.day}" == "2023-07-11"
    assert entry.because == ["sign-off"]
    card = from_json(entry.card or {})
    words = in_words(card)
    assert words.startswith("A sign-off of yours is due by 10 July 2023\nGood morning, Head of Governance.")
    assert "waits for your sign-off: it cannot be published without it." in words
    assert "Governance (Governance Reviewer): version 1, due on 10 July 2023." in words
    labels = ["Approve Governance", "Not required Governance", "Return Governance", "Send me the files"]
    assert [each.label for each in buttons(card)] == labels
    assert (
        house.at("2023-07-14 11:00").as_("governance").presses(card, "Approve Governance").title.startswith("Approved")
    )


@pytest.mark.usefixtures("on_7_july")
def test_who_has_answered_hears_nothing_more(house: House) -> None:
    sent_to_review(house, "2023-07-10 10:00")
    house.at("2023-07-10 11:00").as_("governance").types("/pack approve")
    house.passes(mornings("07-11", "07-14"))
    assert mornings_of_the_reviewer(house) == []


@pytest.mark.usefixtures("on_7_july")
def test_a_correction_waits_as_well_with_days_from_when_it_was_made(house: House) -> None:
    house.at("2023-07-10 09:00").as_("secretary").types("/pack write introduction The data are of June.")
    sent_to_review(house, "2023-07-10 10:00")
    house.at("2023-07-10 11:00").as_("governance").types("/pack approve")
    house.as_("director").types("/pack approve")
    secretary = house.at("2023-07-11 10:00").as_("secretary")
    secretary.presses(secretary.types("/pack publish"), "Publish without them")
    finish(house.database, house.clock)
    house.at("2023-07-20 15:00")  # a Thursday
    secretary.types('/pack correct "of June" is "of May and June" because May was left out')
    finish(house.database, house.clock)
    house.passes(mornings("07-21", "07-26"))
    (entry,) = mornings_of_the_reviewer(house)
    assert f"{entry.day}" == "2023-07-21"  # a working day after it was made
    title = "Board pack for 19 July 2023, version 1 with 1 correction"
    assert f"Governance (Governance Reviewer): {title}, due on 21 July 2023." in in_words(from_json(entry.card or {}))
    house.at("2023-07-26 10:00").as_("governance").presses(from_json(entry.card or {}), "Approve Governance")
    assert house.as_("secretary").types("/pack signoffs 19 July 2023").data["sign_offs"][1]["state"] == "pending"
