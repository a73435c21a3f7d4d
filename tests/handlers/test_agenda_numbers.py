"""The list of what a meeting is asked: its numbers never move, and a meeting that is cancelled is asked nothing."""

from collections.abc import Callable

import pytest

from handlers.plain_text import in_words
from tests.asking import Clock, Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY = "workforce.sro@example.org", "secretary@example.org"
AUGUST = "/board requests 30 Aug 2023"


@pytest.fixture
def secretary(as_person: Asked, clock: Clock) -> Somebody:
    """The secretary on 20 July, after a board that has decided nothing of the three things that it was asked."""
    clock.set("2023-06-08 10:00")
    for line in (
        "/action 2.4 date 31 Oct 2023 it began late",
        "/action 2.6 withdraw it is theirs now",
        "/action 2.7 merge into 2.5 they are one",
    ):
        as_person(WORKFORCE).types(line)
    clock.set("2023-07-20 10:00")
    return as_person(SECRETARY)


def numbers(secretary: Somebody) -> dict[str, int]:
    return {each["id"]: each["number"] for each in secretary.types(AUGUST).data["requests"]}


@no_sql_differs
@pytest.mark.parametrize(
    "line",
    [
        "/action 2.5 date 31 Oct 2023 the rota",
        '/board request note "the review of the front door"',
        '/board decide P1 agreed by:"Cabinet" on:"20 Jul 2023"',
        "/board decide P2 not agreed",
    ],
)
def test_a_number_of_what_is_carried_over_does_not_move(secretary: Somebody, line: str) -> None:
    before = numbers(secretary)
    assert before == {"P1": 1, "P2": 2, "P3": 3}
    assert secretary.types(line).title[0] != "T", line
    after = numbers(secretary)
    assert {name: after[name] for name in before} == before
    assert sorted(after.values()) == list(range(1, len(after) + 1))


@no_sql_differs
def test_nor_when_one_is_taken_back(secretary: Somebody, as_person: Asked) -> None:
    before = numbers(secretary)
    refused = as_person(WORKFORCE).types("/action 2.4 date 30 Nov 2023 again")
    as_person(WORKFORCE).presses(refused, "Take P1 back")
    assert numbers(secretary) == before


@no_sql_differs
def test_nor_after_a_pack_has_printed_it(secretary: Somebody, as_person: Asked, clock: Clock) -> None:
    clock.set("2023-08-18 10:00")
    before = numbers(secretary)
    secretary.types("/pack compile 30 Aug 2023")
    refused = as_person(WORKFORCE).types("/action 2.4 date 30 Nov 2023 again")
    as_person(WORKFORCE).presses(refused, "Take P1 back")
    as_person(WORKFORCE).types("/action 2.5 date 31 Oct 2023 the rota")
    assert numbers(secretary) == before | {"P4": 4}


@no_sql_differs
def test_what_a_cancelled_meeting_was_asked_waits_for_the_next(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-06-08 10:00")
    secretary, sro = as_person(SECRETARY), as_person(WORKFORCE)
    sro.types("/action 2.4 date 31 Oct 2023 it began late")
    secretary.types("/board cancel 19 Jul 2023 nobody can come")
    assert "to be decided on 30 August 2023 (P1)" in in_words(sro.types("/action 2.4"))
    secretary.types("/board new 12 Jul 2023")
    assert [each["id"] for each in secretary.types("/board requests").data["requests"]] == ["P1"]
    clock.set("2023-07-20 10:00")
    entered = secretary.types("/board decide P1 agreed")
    assert entered.data["on"] != "2023-07-19", "nobody met then"


@no_sql_differs
def test_where_every_meeting_is_cancelled_it_waits_without_one(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-06-08 10:00")
    as_person(WORKFORCE).types("/action 2.4 date 31 Oct 2023 it began late")
    for day in ("19 Jul", "30 Aug", "11 Oct", "22 Nov"):
        as_person(SECRETARY).types(f"/board cancel {day} 2023 nobody can come")
    assert as_person(SECRETARY).types("/board requests").data["without_meeting"] == ["P1"]
