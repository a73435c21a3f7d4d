"""What the plan answers on the pages: read by everybody, added, linked and taken back by the secretariat alone."""

from collections.abc import Iterator

import pytest

from handlers.dispatcher import Dispatcher
from tests.bot.pages_stage import CHAIR, SECRETARY, Guest, fields_of, link_for, serving_pages, words_in
from tests.databases import Engine

ADD = "/forms/plan.finding_form?back=%2Ffindings"
LINK = "/forms/plan.finding_link_form?value=14&back=%2Ffindings%3F"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


def test_a_finding_is_added_linked_and_taken_back(example_dispatcher: Dispatcher, address: str) -> None:
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    page = secretary.get("/findings")
    assert ADD.replace("&", "&amp;") in page
    said = words_in(page)
    assert "13 findings from 2 sources" in said
    assert "8 actions answer no finding." in said
    said = words_in(secretary.sends(ADD, on=ADD, source="Audit of 2022", text="Files are late.", actions="6.1").text)
    assert "F14 (Audit of 2022) is answered by 6.1." in said
    wrong = secretary.sends(ADD, on=ADD, source="Audit of 2022", text="Files are thin.", actions="6.99")
    assert wrong.status_code == 422
    assert "The plan has no action 6.99." in words_in(wrong.text)
    assert "Files are thin." in wrong.text

    said = words_in(secretary.sends(LINK, on=LINK, actions="6.1 6.2").text)
    assert "F14 (Audit of 2022) is answered by 6.1 and 6.2." in said
    assert "F14 (Audit of 2022): Files are late." in words_in(secretary.get("/actions/6.2"))
    assert "/findings#F14" in secretary.get("/actions/6.2")

    forms = secretary.get("/findings").split('<form method="post" action="/press">')[1:]
    pressed = next(each for each in forms if 'value="14"' in each.partition("</form>")[0])
    answer = secretary.client.post("/press", data=fields_of(f'<form method="post" action="/press">{pressed}', "/press"))
    assert "F14 is taken back: it counts no longer." in words_in(answer.text)
    assert "Files are late." not in words_in(secretary.get("/findings"))


def test_everybody_reads_and_nobody_else_changes(example_dispatcher: Dispatcher, address: str) -> None:
    chair = Guest(address, link_for(example_dispatcher, CHAIR))
    page = chair.get("/findings?show=uncovered")
    assert "1a" in page
    assert "1b" not in words_in(page)
    assert "Both actions are done; no impact is shown." in words_in(chair.get("/findings?show=impact"))
    assert "Take back" not in page
    assert ADD.replace("&", "&amp;") not in page
    for form in (ADD, LINK.replace("14", "1")):
        assert "That is not open to you" in chair.get(form, 403)
