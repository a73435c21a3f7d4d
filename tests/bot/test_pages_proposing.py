"""Proposing on the pages: the same forms, rights and record as in chat, and nothing typed is lost."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from sqlmodel import col, select

from handlers.dispatcher import Dispatcher
from handlers.plan_change_words import CALLED, CHANGES
from models.decisions.proposals import Proposal, ProposalKind
from tests.asking import Clock, somebody
from tests.bot.pages_stage import (
    CHAIR,
    SECRETARY,
    SRO,
    Guest,
    fields_of,
    link_for,
    return_link_for,
    serving_pages,
    words_in,
)
from tests.databases import Engine

OBSERVER = "observer@example.org"
PARTNER = "hscp.sro@example.org"

SignIn = Callable[[str], Guest]


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher, clock: Clock) -> Iterator[str]:
    clock.set("2023-06-08 10:00")  # the board of 19 July is the next one
    with serving_pages(example_dispatcher) as address:
        yield address


@pytest.fixture
def signed_in(example_dispatcher: Dispatcher, address: str) -> SignIn:
    return lambda email: Guest(address, link_for(example_dispatcher, email))


def form(value: str, back: str = "/actions/2.4", verb: str = "action.propose") -> str:
    """The address of a form, as the pages write it."""
    return f"/forms/{verb}?{urlencode({'value': value, 'back': back})}"


def proposals(dispatcher: Dispatcher) -> list[Proposal]:
    with dispatcher.database.read() as session:
        return list(session.exec(select(Proposal).order_by(col(Proposal.id))))


def test_an_action_has_a_way_to_every_kind_of_change(signed_in: SignIn) -> None:
    secretary = signed_in(SECRETARY)
    for change in CHANGES:
        page = secretary.get(f"/actions/{'5.6' if change.kind is ProposalKind.REOPEN else '2.4'}")
        (way,) = re.findall(rf'href="(/forms/action.propose\?value={change.kind}[^"]*)"', page.replace("&amp;", "&"))
        assert CALLED[change.kind] in words_in(secretary.get(way))


def test_a_proposal_is_made_explained_and_taken_back(signed_in: SignIn, example_dispatcher: Dispatcher) -> None:
    guest = signed_in(SRO)
    address = form("date 2.4")
    answer = guest.sends(address, on=address, until="31 Oct 2023", reason="The officer <started> late & alone.")
    assert (answer.status_code, answer.url.path, answer.url.fragment) == (200, "/actions/2.4", "recorded")
    said = words_in(answer.text)
    assert "Proposed as P1: A new date for 2.4. The Improvement Board decides it on 19 July 2023." in said
    assert "A new date for 2.4: waits for the meeting of 19 July 2023 Now" in said
    assert "Now March 2023 Proposed 31 October 2023 Cause The officer <started> late & alone." in said
    assert "Not given: effect if not agreed and next milestone. Proposed by Workforce SRO, 8 June" in said
    assert "Approved deadline March 2023" in said, "nothing has changed"
    more = form("1", verb="action.explain")
    answer = guest.sends(more, on=more, milestone="Stall booked by 30 June")
    assert "Next milestone Stall booked by 30 June" in words_in(answer.text)
    answer = guest.sends("/press", on="/actions/2.4")
    assert "P1 is taken back: A new date for 2.4 is not proposed any more." in words_in(answer.text)
    assert "waits for the meeting" not in words_in(answer.text)
    assert [each.taken_back_at is not None for each in proposals(example_dispatcher)] == [True]
    assert "P1 was taken back" in words_in(guest.get(more, 404))


def test_what_is_missing_or_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    signed_in: SignIn, example_dispatcher: Dispatcher
) -> None:
    guest = signed_in(SRO)
    address = form("date 2.4")
    answer = guest.sends(address, on=address, until="31 Feb 2024", effect='A "gap" <b>')
    assert answer.status_code == 422
    for name, why in (("until", "31 Feb 2024"), ("reason", "This is needed: cause.")):
        assert f'href="#u-{name}"' in answer.text
        assert why in answer.text.partition(f'id="u-{name}-error"')[2].partition("</p>")[0]
    typed = fields_of(answer.text, address)
    assert (typed["until"], typed["effect"]) == ("31 Feb 2024", 'A "gap" <b>')
    assert "<title>Mistakes: A new date for 2.4" in answer.text
    assert proposals(example_dispatcher) == []
    answer = guest.sends(address, on=address, until="31 Oct 2023", reason="Child born 03/04/2015 moved.")
    assert "Please say it without" in answer.text
    assert proposals(example_dispatcher) == []
    guest.sends(address, on=address, until="31 Oct 2023", reason="The officer started late.")
    again = guest.sends(address, on=address, until="30 Nov 2023", reason="Another one.")
    assert again.status_code == 422
    assert "is proposed already, and waits: P1" in again.text


def test_boards_areas_and_owners_are_chosen_and_what_a_line_said_in_other_words_stands_as_typed(
    signed_in: SignIn, example_dispatcher: Dispatcher
) -> None:
    guest = signed_in(SRO)
    page = guest.get(form("new", "/requests"))
    for option in ("Workforce Board", "2 Sufficiency and stability of the workforce", "Practice SRO"):
        assert re.search(rf"<option value=\"[^\"]*\">\s*{option}", page), option
    somebody(example_dispatcher, SRO).types("/action new area:2 board:workforce")
    page = guest.get(form("new", "/requests"))
    assert fields_of(page, form("new", "/requests"))["board"] == "workforce"
    assert '<option value="2" selected>' in page


def test_a_form_sent_twice_is_one_proposal(signed_in: SignIn, example_dispatcher: Dispatcher) -> None:
    guest = signed_in(SRO)
    address = form("owner 2.4")
    typed = fields_of(guest.get(address), address) | {"owner": "Practice SRO"}
    for _ in range(2):
        answer = guest.client.post(address, data=typed)
        assert (answer.status_code, answer.url.path) == (200, "/actions/2.4")
        assert "A new SRO for 2.4: waits for" in words_in(answer.text)
    assert len(proposals(example_dispatcher)) == 1


def test_who_may_not_propose_sees_no_way_to_it_and_is_refused(
    signed_in: SignIn, example_dispatcher: Dispatcher
) -> None:
    somebody(example_dispatcher, SRO).types("/action 2.4 date 31 Oct 2023 the officer started late")
    before = proposals(example_dispatcher)
    for email in (OBSERVER, PARTNER, CHAIR):
        guest = signed_in(email)
        page = guest.get("/actions/2.4")
        assert "A new date for 2.4: waits for" in words_in(page), "everybody reads what is proposed"
        for no in ("Propose a change", "Take it back", "Say more", "/forms/", "/press"):
            assert no not in page, (email, no)
        for address in (form("close 2.4"), form("1", verb="action.explain")):
            assert "not yours to propose changes of" in guest.get(address, 403) or email == OBSERVER
            answer = guest.sends(address, on="/", evidence="https://example.org", reason="Typed with care")
            assert answer.status_code == 403
            assert "Typed with care" in answer.text
        answer = guest.sends("/press", on="/", verb="action.take_back_proposal", value="1", back="/actions/2.4")
        assert answer.status_code == 403
    assert proposals(example_dispatcher) == before


@pytest.mark.parametrize("path", [form("date 2.4"), "/press"])
def test_a_form_of_no_page_of_ours_changes_nothing(
    signed_in: SignIn, example_dispatcher: Dispatcher, path: str
) -> None:
    somebody(example_dispatcher, SRO).types("/action 2.4 owner practice.sro@example.org")
    before = proposals(example_dispatcher)
    guest = signed_in(SRO)
    typed = fields_of(guest.get("/actions/2.4"), "/press") | {"until": "31 Oct 2023", "reason": "Typed with care"}
    for token in ("", "guessed", fields_of(signed_in(CHAIR).get("/"), "/sign-out")["csrf"]):
        answer = guest.client.post(path, data=typed | {"csrf": token})
        assert answer.status_code == 403
        assert "Typed with care" in answer.text
    assert guest.client.post(path, data=typed, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert Guest(str(guest.client.base_url)).client.post(path, data=typed).status_code == 401
    assert proposals(example_dispatcher) == before


@pytest.mark.parametrize(
    "path",
    [
        form("2023-06-07", verb="pack.compile"),
        form("x", verb="action.nothing"),
        form("date 99.9"),
        form("date"),
        form("fly 2.4"),
        form("x", verb="action.explain"),
        form("99", verb="action.explain"),
    ],
)
def test_a_form_that_pages_do_not_have_is_not_there(signed_in: SignIn, path: str) -> None:
    assert "There is nothing here" in signed_in(SECRETARY).get(path, 404)


def test_only_buttons_of_the_pages_are_pressed(signed_in: SignIn) -> None:
    guest = signed_in(SECRETARY)
    answer = guest.sends("/press", on="/", verb="pack.files", value="2023-06-07 version 1", back="/")
    assert answer.status_code == 404
    assert "older version of the bot" in answer.text


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", "/actions\n//x", "x"])
def test_the_way_back_is_to_a_page_of_ours(signed_in: SignIn, back: str) -> None:
    guest = signed_in(SRO)
    address, here = form("owner 2.4", back), form("owner 2.4", "/")
    assert "evil" not in guest.get(address)
    answer = guest.client.post(
        address, data=fields_of(guest.page, here) | {"owner": "Practice SRO"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?recorded=P1#recorded"


def test_a_link_to_a_return_proposes_nothing(example_dispatcher: Dispatcher, address: str, clock: Clock) -> None:
    clock.set("2023-06-21 10:00")
    guest = Guest(address, return_link_for(example_dispatcher, SRO))
    assert "for your return and for nothing else" in guest.get(form("date 2.4"), 403)
    for path in (form("date 2.4"), "/press"):
        answer = guest.sends(path, on="/returns", until="31 Oct 2023", reason="late", verb="x", value="1")
        assert answer.status_code == 403
    assert proposals(example_dispatcher) == []
