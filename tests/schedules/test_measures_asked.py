"""Measures that are asked for, in the morning's messages: each owner hears of theirs, until one is proposed."""

from tests.schedules.a_year import Entry, House
from tests.schedules.test_who_hears import mornings

SRO = "workforce.sro"


def of(house: House, to: str) -> list[Entry]:
    return [entry for entry in house.sent() if entry.to == to]


def ask(house: House, due: str = "30 June 2023") -> None:
    secretary = house.at("2023-06-12 11:00").as_("secretary")
    shown = secretary.types(f"/plan measures ask by {due}")
    assert secretary.presses(shown, "Ask all of them").title == "Asked for the measures that are missing"


def test_it_stands_in_each_owners_messages_until_it_is_proposed_or_the_day_has_passed(house: House) -> None:
    house.passes(mornings("06-08", "06-12"))
    before = len(of(house, SRO))
    ask(house)
    house.passes(mornings("06-13", "06-13"))
    (entry,) = of(house, SRO)[before:]
    assert "measures asked" in entry.because
    assert "A measure is to be proposed for these 4 actions by 30 June 2023" in entry.words
    assert "1.4 Ring-fence council apprenticeships and work placements for care leavers: none yet." in entry.words
    assert "2.6 Set up three neighbourhood support hubs" in entry.words
    assert "is not before a board yet." in entry.words
    assert "[Propose for 1.4]" in entry.words
    sro = house.at("2023-06-14 11:00").as_(SRO)
    sro.types('/action 1.4 measure "Placements filled" baseline:52% target:75%')
    house.passes(mornings("06-15", "06-21"))
    later = [each.words for each in of(house, SRO)[before + 1 :]]
    assert later
    assert all("for these 3 actions by 30 June 2023" in each for each in later)
    assert not any(
        "1.4 Ring-fence council apprenticeships and work placements for care leavers: none" in each for each in later
    )
    count = len(of(house, SRO))
    house.passes(mornings("07-03", "07-18"))
    assert of(house, SRO)[count:]
    assert not any("A measure is to be proposed" in each.words for each in of(house, SRO)[count:])


def test_nobody_gets_two_messages_a_morning_nor_more_than_the_budget(house: House) -> None:
    house.passes(mornings("06-08", "06-12"))
    ask(house, "14 July 2023")
    house.passes(mornings("06-13", "07-18"))
    by_day: dict[tuple[str, object], int] = {}
    for entry in house.sent():
        by_day[entry.to, entry.day] = by_day.get((entry.to, entry.day), 0) + 1
    assert set(by_day.values()) == {1}
    owner = [entry for entry in of(house, SRO) if not entry.because <= {"copy +1", "copy +2"}]
    assert len(owner) <= 9
