"""Evidence on the page of an action: added, used again and taken back; what is confidential where it belongs."""

from collections.abc import Iterator

import pytest

from handlers.dispatcher import Dispatcher
from tests.asking import somebody
from tests.bot.pages_stage import SECRETARY, SRO, Guest, fields_of, link_for, serving_pages, words_in
from tests.databases import Engine

ADD = "/forms/action.evidence_form?value={0}&back=%2Factions%2F{0}"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


def pressed(guest: Guest, page: str, verb: str) -> str:
    """What the page says after its first button of a verb was pressed."""
    forms = guest.get(page).split('<form method="post" action="/press">')[1:]
    form = next(each for each in forms if f'value="{verb}"' in each.partition("</form>")[0])
    answer = guest.client.post("/press", data=fields_of(f'<form method="post" action="/press">{form}', "/press"))
    return words_in(answer.text)


def test_it_is_added_used_again_and_taken_back(example_dispatcher: Dispatcher, address: str) -> None:
    sro = Guest(address, link_for(example_dispatcher, SRO))
    form = ADD.format("2.4")
    assert form.replace("&", "&amp;") in sro.get("/actions/2.4")
    wrong = sro.sends(form, on=form, what="Audit of files", kind="audit", link="ftp://example.org")
    assert wrong.status_code == 422
    assert "Audit of files" in wrong.text
    said = sro.sends(
        form, on=form, what="Audit of files", kind="audit", link="https://example.org/a", dated="3 May 2023"
    )
    assert "E1: “Audit of files” (audit, 3 May 2023) is of 2.4." in words_in(said.text)
    assert '<a href="https://example.org/a" rel="noreferrer">' in said.text
    form = ADD.format("2.1")
    assert "E1: “Audit of files” (audit, 3 May 2023) is of 2.1 and 2.4." in words_in(
        sro.sends(form, on=form, again="E1").text
    )
    assert "is of 2.1." in pressed(sro, "/actions/2.4", "action.evidence_off")
    assert "E1 is taken back: it counts for no action." in pressed(sro, "/actions/2.1", "action.evidence_take_back")
    assert "The register has none yet." in words_in(sro.get("/actions/2.1"))


def test_who_may_not_sees_no_form_and_nothing_confidential(example_dispatcher: Dispatcher, address: str) -> None:
    somebody(example_dispatcher, SECRETARY).types('/action 2.4 evidence "Letter on the tender" document confidential')
    observer = Guest(address, link_for(example_dispatcher, "observer@example.org"))
    for page in ("/actions/2.4", "/actions/2.4?recorded=I1"):
        assert "tender" not in observer.get(page)
    assert "1 confidential item is not shown to you." in words_in(observer.get("/actions/2.4"))
    assert "action.evidence_form" not in observer.get("/actions/2.4")
    assert "That is not open to you" in observer.get(ADD.format("2.4"), 403)
