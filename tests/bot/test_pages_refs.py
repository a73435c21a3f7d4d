"""The pages of a plan whose refs have slashes, spaces and other marks: every link leads to its action."""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import quote

import pytest

from models.record.database import Database
from tests.asking import Clock
from tests.bot.pages_stage import Guest, fields_of, link_for, serving_pages, words_in
from tests.databases import Engine
from tests.handlers.test_refs import LEAD, Council, tracker

REFS = ("60/17(h)", "R 12", "a%20b", "x?y=1&z", "é#7", "FIN-07")


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def lead(database: Database, clock: Clock) -> Iterator[Guest]:
    council = Council(database, clock)
    council.takes(tracker(*REFS))
    with serving_pages(council.dispatcher) as address:
        yield Guest(address, link_for(council.dispatcher, LEAD))


def test_each_action_has_its_page(lead: Guest) -> None:
    page = lead.get("/")
    for ref in REFS:
        link = f'aria-label="Action {escape(ref)}"'
        assert link in page, ref
        address = page.partition(link)[0].rpartition('href="')[2].partition('"')[0]
        assert f'<span class="ref">{escape(ref)}</span>' in lead.get(unescape(address)), ref


def test_each_can_be_answered_for(lead: Guest) -> None:
    for ref in REFS:
        path = f"/returns/{quote(ref)}"
        answer = lead.sends(path, on=path, activity="green", impact="amber", commentary="two schools joined")
        assert answer.status_code == 200
        assert f"Recorded for {ref} on" in words_in(answer.text), ref


def test_no_change_is_recorded_of_each(lead: Guest) -> None:
    for ref in REFS:
        path = f"/returns/{quote(ref)}"
        fields = fields_of(lead.get(path), path)
        answer = lead.client.post(f"{path}/no-change", data=fields)
        assert f"Recorded for {ref} on 7 June 2023, 10:00: No change" in words_in(answer.text), ref


def test_a_change_of_each_is_proposed_and_the_way_back_leads_to_it(lead: Guest) -> None:
    for ref in REFS:
        page = lead.get(f"/actions/{quote(ref)}")
        (way,) = re.findall(r'href="(/forms/action\.propose\?value=reword[^"]*)"', page)
        path = unescape(way)
        answer = lead.sends(path, on=path, title="Two schools and a nursery join")
        assert answer.url.path == f"/actions/{ref}"
        said = words_in(answer.text)
        assert f"New words for {ref}" in said.partition("Changes of the plan")[0], ref
        assert f"New words for {ref}: waits for" in said, ref
        assert "is taken back" in words_in(lead.sends("/press", on=f"/actions/{quote(ref)}").text), ref
