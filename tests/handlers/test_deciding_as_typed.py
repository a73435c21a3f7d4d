"""Entering decisions and what arises from them in the words that people type, and what they nearly typed."""

from collections.abc import Callable

import pytest

from handlers.plain_text import in_words
from tests.asking import Clock, Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"
pytestmark = no_sql_differs


@pytest.fixture
def secretary(as_person: Asked, clock: Clock) -> Somebody:
    """The secretary on 19 July, when the board meets that decides P1 and P2; P3 is the Corporate Parenting Board's."""
    clock.set("2023-06-08 10:00")
    for line in (
        "2.4 date 31 Oct 2023 the officer started late",
        "2.6 withdraw the hubs are the health trust's now",
        "1.4 reword Ring-fence apprenticeships",
    ):
        assert as_person(WORKFORCE).types(f"/action {line}").title.startswith("Proposed as"), line
    clock.set("2023-07-19 14:00")
    return as_person(SECRETARY)


def test_a_number_is_that_of_the_board_that_met_and_another_is_named(secretary: Somebody) -> None:
    secretary.types("/board decide P1 agreed")
    secretary.types("/board decide P3 agreed")
    told = secretary.types('/board arising D1 "report on recruitment" owner:chair@example.org')
    assert told.title == "Action arising from D1, Improvement Board, 19 July 2023"
    named = '/board arising D1 "tell the partners" owner:chair@example.org board:Corporate Parenting'
    assert secretary.types(named).title == "Action arising from D1, Corporate Parenting Board, 19 July 2023"
    refused = in_words(secretary.types('/board arising D1 "report" owner:chair@example.org board:Cabinet'))
    assert "There is no decision “D1” of “Cabinet” that stands." in refused


def test_a_number_that_two_bodies_have_outside_meetings_is_asked(secretary: Somebody) -> None:
    secretary.types('/board decide P1 agreed by:"Cabinet" on:"3 Jul 2023"')
    secretary.types('/board decide P2 agreed by:"Scrutiny" on:"4 Jul 2023"')
    asked = in_words(secretary.types('/board arising D1 "report" owner:chair@example.org'))
    assert "D1 may be of the Scrutiny, 4 July 2023 or of the Cabinet, 3 July 2023. Nothing was added" in asked
    assert secretary.types("/board arising").data["arising"] == []


ARISING = [
    'D1 "report on recruitment" owner:workforce.sro@example.org due:30 Aug 2023',
    "D1 report on recruitment owner:Workforce SRO due:30 Aug 2023",
    "d1: report on recruitment by 30 August owner:workforce.sro@example.org",
    'D1 report on recruitment sro:"Workforce SRO" by:"30 Aug 2023"',
]


@pytest.mark.parametrize("line", ARISING)
def test_what_arises_is_read_without_quotation_marks(secretary: Somebody, line: str) -> None:
    secretary.types("/board decide 1 agreed")
    told = in_words(secretary.types(f"/board arising {line}"))
    assert "Workforce SRO: report on recruitment, by 30 August 2023." in told


def test_who_is_to_do_it_is_asked_with_what_was_understood(secretary: Somebody) -> None:
    secretary.types("/board decide 1 agreed")
    asked = in_words(secretary.types("/board arising D1 send a note to members by 30 August"))
    for part in (
        "By whom? Nothing was added.",
        "D1, Improvement Board",
        "to be done: send a note to members",
        "30 August",
    ):
        assert part in asked


def test_what_arose_is_called_done_by_a_line(secretary: Somebody) -> None:
    secretary.types("/board decide 1 agreed")
    for what in ("report", "visit"):
        secretary.types(f'/board arising D1 "{what}" owner:chair@example.org')
    assert "“/board arising 1 done”" in in_words(secretary.types("/board arising"))
    assert "“visit” is done" in in_words(secretary.types("/board arising 2 done"))
    assert "report" in in_words(secretary.types("/board arising"))
    assert "“report” is done" in in_words(secretary.types("/board arising done 1"))
    assert "There is no action arising 9." in in_words(secretary.types("/board arising 9 done"))


def test_what_was_deferred_is_not_deferred_once_more_before_its_meeting(secretary: Somebody) -> None:
    secretary.types("/board decide 1 deferred")
    for said in ("deferred to 11 Oct 2023", "agreed"):
        refused = secretary.types(f"/board decide 1 {said}")
        assert "That is decided: deferred to 30 August 2023 (D1, Improvement Board, 19 July 2023)" in in_words(refused)
    secretary.presses(refused, "Undo it")
    assert "deferred to 11 October 2023" in in_words(secretary.types("/board decide 1 deferred to 11 Oct 2023"))
    entered = secretary.types('/board decide P1 agreed by:"Cabinet" on:"19 Jul 2023"')
    assert "D1, Cabinet, 19 July 2023" in entered.title, "elsewhere it may be decided meanwhile"


def test_a_body_that_is_nearly_a_board_is_asked_about(secretary: Somebody) -> None:
    refused = in_words(secretary.types('/board decide P3 agreed by:"Corporate Parentng Board" on:"3 Jul 2023"'))
    assert "Did you mean Corporate Parenting Board? Nothing was entered." in refused
    assert secretary.types("/board decisions").data["decisions"] == []


def test_decisions_are_found_by_the_words_of_their_actions(secretary: Somebody, as_person: Asked) -> None:
    secretary.types("/board decide 1 agreed")
    secretary.types("/board decide 2 not agreed")
    found = as_person(CHAIR).types("/board decisions improvement recruitment campaign").data["decisions"]
    assert [each["id"] for each in found] == ["D1"]
    assert "No decision is found by “zebra”" in in_words(as_person(CHAIR).types("/board decisions zebra"))


@pytest.mark.parametrize("said", ["item 1: agreed", "Item 1 agreed", "no. 1 agreed", "#1 agreed", "number 1 agreed"])
def test_an_item_may_be_called_one(secretary: Somebody, said: str) -> None:
    assert secretary.types(f"/board decide {said}").title == "D1, Improvement Board, 19 July 2023"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("agreed", "Of which item?"),
        ("not agreed, it is too early", "Of which item?"),
        ("1 agreed 2 agreed", "One item at a time, please: “2 agreed” would be no more than words of this one."),
        ("1 agreed, 2 not agreed", "One item at a time, please: “2 not agreed”"),
        ("1 agreed; item 2: deferred", "One item at a time, please: “item 2: deferred”"),
    ],
)
def test_no_outcome_is_lost_or_taken_for_words(secretary: Somebody, said: str, why: str) -> None:
    told = in_words(secretary.types(f"/board decide {said}"))
    assert why in told
    assert "Nothing was entered." in told
    assert "/board decide 1 agreed" in told
    assert secretary.types("/board decisions").data["decisions"] == []


def test_figures_in_the_words_of_a_decision_are_words(secretary: Somebody) -> None:
    told = secretary.types("/board decide 1 agreed with 2 posts and a report in 6 weeks")
    assert "with 2 posts and a report in 6 weeks" in in_words(told)
