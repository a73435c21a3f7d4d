"""Values of a measure on the pages: given in the same form as in chat, shown as figures and as a picture."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest

from handlers.dispatcher import Dispatcher
from tests.asking import Clock, somebody
from tests.bot.pages_stage import SECRETARY, SRO, Guest, link_for, serving_pages, words_in
from tests.databases import Engine

SignIn = Callable[[str], Guest]
LINE = '/action 1.4 measure "Placements filled" baseline:"52% 31 Mar 2023" target:75% by:"31 Dec 2023"'
FORM = f"/forms/action.give_value?{urlencode({'value': '1.4', 'back': '/actions/1.4'})}"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher, clock: Clock) -> Iterator[str]:
    clock.set("2023-06-08 10:00")
    somebody(example_dispatcher, SRO).types(LINE)
    with serving_pages(example_dispatcher) as address:
        yield address


@pytest.fixture
def signed_in(example_dispatcher: Dispatcher, address: str) -> SignIn:
    return lambda email: Guest(address, link_for(example_dispatcher, email))


def test_a_value_is_given_on_a_page_and_drawn(signed_in: SignIn) -> None:
    guest = signed_in(SRO)
    page = guest.get("/actions/1.4")
    assert "No value has been given yet." in words_in(page)
    assert "<svg" not in page
    assert FORM in page.replace("&amp;", "&")
    wrong = guest.sends(FORM, on=FORM, value="71 days", period="May 2023")
    assert wrong.status_code == 422
    assert "“71 days” is not in %" in words_in(wrong.text)
    for value, period in (("54%", "April 2023"), ("71", "May 2023")):
        told = guest.sends(FORM, on=FORM, value=value, period=period)
    assert "Recorded for 1.4: 71%, May 2023." in words_in(told.text)
    page = guest.get("/actions/1.4")
    said = words_in(page)
    assert "71%, May 2023: on target (57.1% expected by then). Better than 54%, April 2023." in said
    assert "Baseline 52% on 31 March 2023. Target 75% by 31 December 2023. Higher is better." in said
    assert "April 2023 54% not on target (54.51% expected by then)" in said
    assert page.count("<svg") == 1
    assert "2 values, the last one last: 54%, April 2023; 71%, May 2023." in page
    assert "Give a value" not in signed_in(SECRETARY).get("/actions/1.4")
