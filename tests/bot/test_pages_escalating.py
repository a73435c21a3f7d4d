"""Escalating and answering on the pages: by those who may, and by nobody else."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from handlers.dispatcher import Dispatcher
from tests.asking import Clock
from tests.bot.pages_stage import CHAIR, SRO, Guest, fields_of, link_for, serving_pages, words_in
from tests.databases import Engine

DIRECTOR = "director@example.org"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher, clock: Clock) -> Iterator[str]:
    clock.set("2023-06-08 10:00")
    with serving_pages(example_dispatcher) as address:
        yield address


def form(verb: str, value: str) -> str:
    """The address of a form, as the page of 2.4 writes it."""
    return f"/forms/{verb}?{urlencode({'value': value, 'back': '/actions/2.4'})}"


def test_it_is_escalated_answered_and_resolved_on_pages_alone(example_dispatcher: Dispatcher, address: str) -> None:
    sro, director, chair = (Guest(address, link_for(example_dispatcher, each)) for each in (SRO, DIRECTOR, CHAIR))
    asking = form("action.escalate_form", "2.4")
    page = sro.get("/actions/2.4")
    assert "Nothing has been escalated about it." in words_in(page)
    assert asking.replace("&", "&amp;") in page
    assert "Escalations" not in words_in(chair.get("/actions/2.4")), "there is nothing to read or to do"
    told = sro.sends(asking, on=asking, ask="Release two posts")
    said = words_in(told.text)
    assert "Escalated on 8 June 2023 by Workforce SRO: “Release two posts”." in said
    assert "answer due 15 June 2023" in said
    for verb in ("answer", "take_on", "pass_up"):
        way = form(f"action.{verb}_form", "1").replace("&", "&amp;")
        assert [way in each.get("/actions/2.4") for each in (sro, director, chair)] == [False, True, False]
    answering = form("action.answer_form", "1")
    assert "it is asked of Director of Children" in words_in(chair.get(answering, 403))
    empty = director.sends(answering, on=answering, words=" ")
    assert empty.status_code == 422
    answered = director.sends(answering, on=answering, words="Two posts from 1 August")
    assert "answered on 8 June 2023: “Two posts from 1 August”." in words_in(answered.text)
    pressed = sro.client.post("/press", data=fields_of(sro.get("/actions/2.4"), "/press"))
    assert "Resolved on 8 June 2023." in words_in(pressed.text)


def test_what_was_asked_is_taken_back_on_the_page(example_dispatcher: Dispatcher, address: str) -> None:
    sro = Guest(address, link_for(example_dispatcher, SRO))
    asking = form("action.escalate_form", "2.4")
    sro.sends(asking, on=asking, ask="Release two posts", due="2023-06-20")
    pressed = sro.client.post("/press", data=fields_of(sro.get("/actions/2.4"), "/press"))
    assert "Taken back." in words_in(pressed.text)
