"""Passages that papers use again, in the morning's messages: their owner hears ahead of the review and on its day."""

from handlers.cards import from_json
from tests.asking import buttons
from tests.schedules.a_year import House
from tests.schedules.test_measures_asked import of
from tests.schedules.test_who_hears import mornings

OWNER = "director"


def test_the_owner_hears_ahead_and_on_the_day_until_it_is_said_to_hold(house: House) -> None:
    house.passes(mornings("06-08", "06-12"))
    secretary = house.at("2023-06-12 11:00").as_("secretary")
    title = "Director of Children's Services"
    secretary.types(f"/pack passage equality duty by {title} review 6 July 2023: Due regard was had.")
    secretary.types("/pack passage county plan by Independent Chair review 6 July 2024: It serves it.")
    house.passes(mornings("06-13", "06-21"))
    assert not any("passage" in each.because for each in house.sent())
    house.passes(mornings("06-22", "06-22"))
    (entry,) = [each for each in house.sent() if "passage" in each.because]
    assert entry.to == OWNER
    assert entry.words.startswith("A passage of yours is to be reviewed by 6 July 2023")
    said = "The passage “equality duty” belongs to the Director of Children's Services, to be reviewed by 6 July 2023."
    assert said in entry.words
    assert "Due regard was had." in entry.words
    assert entry.card is not None
    house.passes(mornings("07-05", "07-06"))
    assert len([each for each in house.sent() if "passage" in each.because]) == 2
    director = house.at("2023-07-06 11:00").as_(OWNER)
    assert [each.label for each in buttons(from_json(entry.card))].count("It still holds: equality duty") == 1
    assert "6 July 2024" in str(director.presses(from_json(entry.card), "It still holds: equality duty").body)
    before = len(of(house, OWNER))
    house.passes(mornings("07-07", "07-18"))
    assert not any("equality duty" in each.words for each in of(house, OWNER)[before:])
