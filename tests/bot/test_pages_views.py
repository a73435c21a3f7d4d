"""What chat answers with a card stands on pages too: views of the position, track records, escalations, what is needed,
and asking for measures; each for who may see it in chat.
"""

import re
from collections.abc import Iterator

import pytest

from handlers.dispatcher import Dispatcher
from handlers.pages.views import VIEWS
from tests.asking import somebody
from tests.bot.pages_stage import CHAIR, SECRETARY, SRO, Guest, button_on, link_for, serving_pages, words_in
from tests.databases import Engine

OBSERVER = "observer@example.org"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


def test_the_dashboard_leads_to_every_view_that_is_open(example_dispatcher: Dispatcher, address: str) -> None:
    open_to = {}
    for email in (CHAIR, OBSERVER):
        guest = Guest(address, link_for(example_dispatcher, email))
        open_to[email] = re.findall(r'href="/views/([\w-]+)"', guest.get("/"))
        for name in open_to[email]:
            guest.get(f"/views/{name}")
            assert '<a href="/">Dashboard</a>' in guest.page
        for name in set(VIEWS) - set(open_to[email]) - {"your-track-record", "passages"}:
            guest.get(f"/views/{name}", 404 if name not in ("track-record", "asking-for-measures") else 403)
        guest.get("/views/nothing", 404)
    assert set(open_to[CHAIR]) == set(VIEWS) - {"your-track-record", "asking-for-measures", "passages"}
    assert set(open_to[OBSERVER]) == set(VIEWS) - {"track-record", "asking-for-measures", "passages"}


def test_views_say_what_chat_says(example_dispatcher: Dispatcher, address: str) -> None:
    chair = Guest(address, link_for(example_dispatcher, CHAIR))
    assert "Became Blue on activity: 8 at the board of 15 March 2023, 1 at" in words_in(chair.get("/views/pace"))
    matrix = words_in(chair.get("/views/matrix"))
    assert "Red before, and not now: 3.5 (activity Red to Amber)" in matrix
    assert "Share here" not in matrix, "a button of chat alone"
    assert "36 of 169 Greens were Amber or Red two boards later" in words_in(chair.get("/views/track-record"))
    sro = Guest(address, link_for(example_dispatcher, SRO))
    assert "Greens were Amber or Red two boards later" in words_in(sro.get("/views/your-track-record"))
    assert '<a href="/actions/' in sro.page, "refs lead to their actions"


def test_passages_are_written_and_said_to_hold(example_dispatcher: Dispatcher, address: str) -> None:
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    assert 'href="/views/passages"' in secretary.get("/packs")
    assert '<a href="/packs">Board packs</a>' in secretary.get("/views/passages")
    form = "/forms/pack.passage_form?value=0&back=%2Fviews%2Fpassages"
    assert form.replace("&", "&amp;") in secretary.page
    typed = {"name": "equality duty", "owner": "Workforce SRO", "review": "2024-06-03"}
    assert "What does it say?" in words_in(secretary.sends(form, on=form, **typed).text)
    told = secretary.sends(form, on=form, text="Due regard <b>was</b> had.", **typed)
    assert "“equality duty”, version 1" in words_in(told.text)
    listed = secretary.get("/views/passages")
    assert "Due regard &lt;b&gt;was&lt;/b&gt; had." in listed
    assert "Change: equality duty" in listed
    observer = Guest(address, link_for(example_dispatcher, OBSERVER))
    assert "Change:" not in observer.get("/views/passages")


def test_what_an_action_needs_is_added_and_taken_back(example_dispatcher: Dispatcher, address: str) -> None:
    sro = Guest(address, link_for(example_dispatcher, SRO))
    form = "/forms/action.needs_form?value=2.4&back=%2Factions%2F2.4"
    assert form.replace("&", "&amp;") in sro.get("/actions/2.4")
    for what, said in (
        ("2.4", "2.4 cannot wait for itself"),
        ("", "needs"),
        ("the new system", "by when and from whom"),
    ):
        wrong = sro.sends(form, on=form, what=what)
        assert wrong.status_code == 422
        assert said in words_in(wrong.text)
    assert "What does it need" in words_in(sro.sends(form, on=form, what="3.1", owner="Head of IT").text)
    assert "Recorded: 2.4 needs 3.1 (" in words_in(sro.sends(form, on=form, what="3.1").text)
    round_about = "/forms/action.needs_form?value=3.1&back=%2Factions%2F3.1"
    secretary = Guest(address, link_for(example_dispatcher, SECRETARY))
    assert "would wait for each other" in words_in(secretary.sends(round_about, on=round_about, what="2.4").text)
    told = sro.sends(form, on=form, what="the new system", due="2023-09-30", owner="Head of IT")
    assert "Recorded: 2.4 needs “the new system” from Head of IT by 30 September 2023." in words_in(told.text)
    back = sro.client.post("/press", data=button_on(told.text, "No longer needs 3.1")).text
    assert "2.4 needs 3.1" not in words_in(back)
    assert "the new system" in words_in(back)
    observer = Guest(address, link_for(example_dispatcher, OBSERVER))
    assert "No longer needs" not in observer.get("/actions/2.4")
    assert "the new system" in observer.page
    assert "needs_form" not in observer.page
    observer.get(form, 403)


def test_measures_are_asked_for_in_one_confirmed_step(example_dispatcher: Dispatcher, address: str) -> None:
    guest = Guest(address, link_for(example_dispatcher, SECRETARY))
    assert 'action="/views/asking-for-measures"' in guest.get("/measures")
    assert "leaves no time" in guest.get("/views/asking-for-measures?asked=2023-06-07", 404)
    page = guest.get("/views/asking-for-measures?asked=2023-06-30")
    assert "29 measures would be asked for by 30 June 2023, of 7 owners." in words_in(page)
    assert "Asked for by" not in words_in(guest.get("/measures")), "looking asks nobody"
    told = guest.client.post("/press", data=button_on(page, "Ask all of them")).text
    assert "Asked for by 30 June 2023" in words_in(told)
    assert "asking-for-measures" not in Guest(address, link_for(example_dispatcher, CHAIR)).get("/measures")


def test_escalations_are_listed_and_answered(example_dispatcher: Dispatcher, address: str) -> None:
    somebody(example_dispatcher, SRO).types('/action 2.4 escalate director "release two posts" by 14 Jul')
    director = Guest(address, link_for(example_dispatcher, "director@example.org"))
    page = director.get("/views/escalations")
    assert "1 escalation is open, none of them overdue." in words_in(page)
    form = re.search(r'href="(/forms/action\.answer_form[^"]*)"', page)
    assert form
    path = form[1].replace("&amp;", "&")
    told = director.sends(path, on=path, words="two posts from 1 August")
    assert told.url.path == "/views/escalations"
    assert "two posts from 1 August" in words_in(told.text)
    observer = Guest(address, link_for(example_dispatcher, OBSERVER))
    assert "answer_form" not in observer.get("/views/escalations")
