"""The versions of the plan on the pages: frozen, compared, proposed and adopted without a chat; and the Word file."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from docx import Document

from handlers.dispatcher import Dispatcher
from tests.asking import somebody
from tests.bot.pages_stage import CHAIR, SECRETARY, SRO, Guest, fields_of, link_for, serving_pages, words_in
from tests.databases import Engine

FREEZE = "/forms/plan.freeze_form?back=%2Fversions"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


def test_a_version_is_frozen_compared_and_adopted(example_dispatcher: Dispatcher, address: str) -> None:
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    page = secretary.get("/versions")
    assert secretary.client.get("/versions/changes.docx").status_code == 404
    assert "The plan has no version yet" in words_in(page)
    assert FREEZE.replace("&", "&amp;") in page
    said = words_in(secretary.sends(FREEZE, on=FREEZE, name="v0.11").text)
    assert "v0.11 is frozen. It is a draft until a board adopts it." in said
    assert "From v0.11 to the plan now: nothing is different." in said
    again = secretary.sends(FREEZE, on=FREEZE, name="V0.11")
    assert again.status_code == 422
    assert "There is a version “V0.11” already" in words_in(again.text)

    name = (
        somebody(example_dispatcher, SRO).types("/action 2.4 date 31 Oct 2023 it started late").data["proposal"]["id"]
    )
    somebody(example_dispatcher, SECRETARY).types(f"/board decide {name} agreed")
    secretary.sends(FREEZE, on=FREEZE, name="v0.12")
    said = words_in(secretary.get("/versions?before=v0.11&after=v0.12"))
    assert "v0.11 (draft) and v0.12 (draft)" in said
    assert "2.4 re-dated Run a foster carer recruitment campaign that brings in more households March 2023 31" in said
    word = secretary.client.get("/versions/changes.docx?before=v0.11&after=v0.12")
    assert "v0.11%20and%20v0.12.docx" in word.headers["content-disposition"]
    (table,) = Document(BytesIO(word.content)).tables
    assert [cell.text for cell in table.rows[1].cells][:2] == ["2.4", "re-dated"]

    forms = secretary.get("/versions").split('<form method="post" action="/press">')[1:]
    pressed = next(each for each in forms if "v0.12" in each.partition("</form>")[0])
    answer = secretary.client.post("/press", data=fields_of(f'<form method="post" action="/press">{pressed}', "/press"))
    assert "Proposed as P2: Adopting v0.12" in words_in(answer.text)
    somebody(example_dispatcher, SECRETARY).types("/board decide P2 agreed")
    said = words_in(secretary.get("/versions"))
    assert "v0.12 is adopted (D2, Improvement Board, 7 June 2023)." in said


def test_what_is_not_open_is_neither_shown_nor_taken(example_dispatcher: Dispatcher, address: str) -> None:
    somebody(example_dispatcher, SECRETARY).types("/plan freeze v0.11")
    observer, chair = (Guest(address, link_for(example_dispatcher, email)) for email in ("observer@example.org", CHAIR))
    assert "Propose to adopt" not in observer.get("/versions")
    assert "Freeze a version" not in observer.get("/versions")
    assert "Propose to adopt" in chair.get("/versions")
    for guest in (observer, chair):
        assert "That is not open to you" in guest.get(FREEZE, 403)
    assert "There is no version “v9”" in words_in(chair.get("/versions?before=v9", 404))
    assert chair.client.get("/versions/changes.docx?before=v9").status_code == 404
