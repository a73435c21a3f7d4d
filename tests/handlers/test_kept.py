"""Answers that are kept: given again at once to the same words of the same person, until anything else may be true."""

from collections.abc import Callable

import pytest

from handlers.dispatcher import Dispatcher, Reply
from handlers.observer import Observer
from handlers.requests import Origin
from tests.asking import Clock, Somebody

Asked = Callable[[str], Somebody]


@pytest.fixture
def chair(as_person: Asked) -> Somebody:
    return as_person("chair@example.org")


def kept(who: Somebody, line: str, channel: bool = True, receipt: str = "", whole: bool = False) -> Reply | None:
    name, _, text = line.partition(" ")
    assert who.id is not None
    origin = Origin("test", "C1" if channel else None, not channel, receipt or None, whole=whole)
    return who.dispatcher.kept(who.id, name, text, origin)


def test_what_was_answered_is_given_again_and_counted(chair: Somebody, example_dispatcher: Dispatcher) -> None:
    class Counted(Observer):
        def request(self, what: str, outcome: str, seconds: float) -> None:  # noqa: ARG002
            counted.append((what, outcome))

    counted: list[tuple[str, str]] = []
    assert kept(chair, "/brag red") is None
    answer = chair.types("/brag red")
    example_dispatcher.observer = Counted()
    again = kept(chair, "/brag red")
    assert again is not None
    assert again.answer == answer
    assert counted == [("brag.overview", "answered")]


def test_it_is_not_given_for_other_words_to_others_or_elsewhere(chair: Somebody, as_person: Asked) -> None:
    chair.types("/brag red")
    assert kept(chair, "/brag green") is None
    assert kept(chair, "/action red") is None
    assert kept(chair, "/brag red", channel=False) is None
    assert kept(chair, "/brag red", whole=True) is None
    assert kept(as_person("secretary@example.org"), "/brag red") is None


def test_it_is_not_given_when_the_record_has_changed(chair: Somebody, as_person: Asked) -> None:
    chair.types("/brag red")
    as_person("workforce.sro@example.org").types("/update 2.4 amber/green all goes as planned")
    assert kept(chair, "/brag red") is None


def test_it_is_not_given_in_another_minute(chair: Somebody, clock: Clock) -> None:
    chair.types("/brag red")
    clock.set("2023-06-07 10:01")
    assert kept(chair, "/brag red") is None


def test_a_request_that_is_delivered_again_is_answered_once(chair: Somebody) -> None:
    chair.types("/brag red")
    assert kept(chair, "/brag red", receipt="event 1") is not None
    assert kept(chair, "/brag red", receipt="event 1") is None
    assert chair.dispatcher.command(chair.id, "/brag", "red", Origin("test", "C1", receipt="event 1")) is None


@pytest.mark.parametrize(
    "line",
    [
        "/brag red share",  # shown in the channel, once, whichever process has it
        "/brag xyzzy",  # a mistake
        "/update 2.4 amber/green all goes as planned",  # writes
        "/secretariat deliveries",  # looks anew
    ],
)
def test_what_is_no_plain_answer_is_not_kept(as_person: Asked, line: str) -> None:
    secretary = as_person("secretary@example.org")
    secretary._command(line)
    assert kept(secretary, line) is None
