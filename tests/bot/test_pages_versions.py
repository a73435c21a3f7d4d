"""The versions of the plan on the pages: frozen, compared, proposed and adopted without a chat; and the Word file."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from docx import Document

from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from tests.asking import Clock, somebody
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


def test_a_draft_says_so_on_each_face_until_a_board_adopts_it(example_dispatcher: Dispatcher, address: str) -> None:
    secretary, chair = (somebody(example_dispatcher, email) for email in (SECRETARY, CHAIR))
    page = Guest(address, link_for(example_dispatcher, CHAIR))
    said = "The plan’s version v0.12 is a draft: no board has adopted it."

    def faces() -> list[bool]:
        cards = [in_words(chair.types(each)) for each in ("/brag", "/brag slow", "/action 2.4")]
        return [said in each for each in (*cards, *map(words_in, map(page.get, ("/", "/actions/2.4"))))]

    assert faces() == [False] * 5
    secretary.types("/plan freeze v0.12")
    assert faces() == [True] * 5
    proposed = secretary.types("/plan adopt v0.12").data["proposal"]["id"]
    secretary.types(f"/board decide {proposed} agreed")
    assert faces() == [False] * 5


def test_the_dashboard_lists_what_is_likely_to_slip_from_the_freeze_on(
    example_dispatcher: Dispatcher, address: str, clock: Clock
) -> None:
    page = Guest(address, link_for(example_dispatcher, CHAIR))
    section = words_in(page.get("/").partition('<section id="likely"')[2].partition("</section>")[0])
    assert "8 actions are likely to slip." in section
    assert "Workforce SRO its own forecast is 31 July 2023" in section
    assert "Likely to slip: its own forecast is 31 July 2023." in words_in(page.get("/actions/2.3"))
    clock.set("2023-06-08 10:00")
    page = Guest(address, link_for(example_dispatcher, CHAIR))  # whoever signed in is signed out after a working day
    section = words_in(page.get("/").partition('<section id="likely"')[2].partition("</section>")[0])
    assert "each action’s SRO sees first (“/action mine”); here it stands from the freeze of 10 July" in section
    assert "2.3" not in section
    assert "Likely to slip: its own" not in words_in(page.get("/actions/2.3"))
