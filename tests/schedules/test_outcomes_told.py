"""Who proposed a change of the plan hears what the board made of it, in the next message of the morning."""

from tests.schedules.a_year import House
from tests.schedules.test_who_hears import mornings

SRO = "workforce.sro"


def test_who_proposed_hears_the_outcome_but_for_one_that_was_undone(house: House) -> None:
    sro = house.at("2023-06-08 11:00").as_(SRO)
    for ref in ("2.4", "2.5", "2.6"):
        assert sro.types(f"/action {ref} date 31 Oct 2023 it began late").title.startswith("Proposed as")
    secretary = house.as_("secretary")
    assert secretary.types("/board decide P1 agreed").data["decision"] == "D1"
    assert secretary.types("/board decide P2 not agreed too late").data["decision"] == "D2"
    assert secretary.types("/board decide P3 agreed").data["decision"] == "D3"
    assert secretary.types("/board decide undo").data["undone"] == "D3"
    house.passes(mornings("06-09", "06-21"))
    entry = next(entry for entry in house.sent() if entry.to == SRO)
    assert "A new date for 2.4: agreed (D1, Improvement Board, 8 June 2023)." in entry.words
    assert "A new date for 2.5: not agreed (D2, Improvement Board, 8 June 2023). “too late”" in entry.words
    assert "A new date for 2.6" not in entry.words
    others = [entry.words for entry in house.sent() if entry.to != SRO]
    assert others
    assert not any("A new date for 2.4: agreed" in words for words in others)
