"""Reports to bodies in the morning's messages: notice of a key decision, publication, and their reviewers."""

from datetime import date

from sqlmodel import col, select

from handlers.cards import from_json
from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery, DeliveryKind
from models.people.people import Person
from tests.asking import buttons
from tests.handlers.test_pack import finish
from tests.schedules.a_year import House
from tests.schedules.test_who_hears import mornings


def heard(house: House, name: str, why: str) -> dict[str, str]:
    """The morning's messages that went to somebody for a reason, in words, by their days."""
    with house.database.read() as session:
        theirs = select(Delivery).join(Person, col(Person.id) == Delivery.person_id)
        found = theirs.where(Person.email == f"{name}@example.org", Delivery.kind == DeliveryKind.MORNING)
        rows = [each for each in session.exec(found.order_by(col(Delivery.id))) if why in (each.because or ())]
        return {f"{each.day:%m-%d}": in_words(from_json(each.card)) if each.card else "" for each in rows}


def test_the_secretariat_hears_of_a_notice_until_it_is_given_and_of_a_report_that_should_be_out(house: House) -> None:
    secretary = house.as_("secretary")
    secretary.types("/pack paper add Cabinet 2 August 2023")  # notice by 4 July, out by 25 July
    house.passes(mornings("06-08", "06-20"))
    asked = heard(house, "secretary", "report")
    assert list(asked) == ["06-20"]
    assert (
        "Cabinet, 2 August 2023: nobody has said whether it is for a key decision; if it is, notice has to be "
        "published by Tuesday 4 July 2023 (28 clear days, statutory)."
    ) in asked["06-20"]
    assert house.at("2023-06-20 10:00").as_("secretary").types("/pack decision for Cabinet key because it costs").done
    house.passes(mornings("06-21", "07-04"))
    assert "it is for a key decision, and no notice of it is recorded" in heard(house, "secretary", "report")["07-04"]
    secretary = house.at("2023-07-04 10:00").as_("secretary")
    secretary.types("/pack decision for Cabinet notice 4 July 2023 as KD/1")
    house.passes(mornings("07-05", "07-25"))
    now = heard(house, "secretary", "report")
    assert list(now) == ["06-20", "07-04", "07-25"]
    assert "Cabinet, 2 August 2023: the report should be out today, and is not published yet." in now["07-25"]
    assert "key decision" not in now["07-25"]
    assert heard(house, "chair", "report") == {}


def test_the_reviewer_of_a_report_hears_once_more_like_one_of_the_pack(house: House) -> None:
    secretary = house.as_("secretary")
    secretary.types("/pack compile")
    finish(house.database, house.clock)
    secretary.types("/pack paper add Cabinet 2 August 2023")
    secretary.types("/pack write for Cabinet purpose To report.")
    secretary.types("/pack reviewers add for Cabinet Legal by legal@example.org")
    secretary.types("/pack compile for Cabinet")
    finish(house.database, house.clock)
    assert secretary.types("/pack review for Cabinet").data["asked"] == ["Legal"]
    secretary.types("/pack write for Cabinet wards All.")
    secretary.types("/pack compile for Cabinet")
    finish(house.database, house.clock)
    house.passes(mornings("07-24", "07-26"))
    said = heard(house, "legal", "sign-off")
    assert list(said) == ["07-25"], "on the day on which the report is to be out"
    title = "Council report for Cabinet of 2 August 2023, version 2"
    assert "The draft of the report for Cabinet of Wednesday 2 August 2023 waits for your sign-off" in said["07-25"]
    assert f"{title}, due on 25 July 2023." in said["07-25"]
    with house.database.read() as session:
        kept = session.exec(select(Delivery).where(Delivery.day == date(2023, 7, 25))).all()
    (card,) = [from_json(each.card or {}) for each in kept if "sign-off" in (each.because or ())]
    assert "Approve Legal" in [each.label for each in buttons(card)]
    assert house.at("2023-07-25 10:00").as_("legal").presses(card, "Approve Legal").title.startswith("Approved")
