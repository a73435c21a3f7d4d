"""The measures and the evidence of the plan on the pages: counted as in chat, with the ways to what is missing."""

from collections.abc import Iterator

import pytest

from handlers.dispatcher import Dispatcher
from tests.asking import somebody
from tests.bot.pages_stage import CHAIR, SECRETARY, Guest, link_for, serving_pages, words_in
from tests.databases import Engine

SRO = "workforce.sro@example.org"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def address(example_dispatcher: Dispatcher) -> Iterator[str]:
    with serving_pages(example_dispatcher) as address:
        yield address


def test_the_measures_are_those_of_chat_with_the_ways_to_what_is_missing(
    example_dispatcher: Dispatcher, address: str
) -> None:
    sro = somebody(example_dispatcher, SRO)
    sro.types(
        '/action 8.4 measure "Average caseload" baseline:19 Mar 2023 target:16 by:31 Dec 2023 unit:children '
        "direction:down"
    )
    somebody(example_dispatcher, SECRETARY).types("/board decide 1 agreed")
    sro.types("/action 8.4 value 18 April 2023")
    sro.types("/action 8.4 value 17 May 2023")
    somebody(example_dispatcher, SECRETARY).presses(
        somebody(example_dispatcher, SECRETARY).types("/plan measures ask by 30 June 2023"), "Ask all of them"
    )
    guest = Guest(address, link_for(example_dispatcher, SRO))
    page = guest.get("/measures")
    said = words_in(page)
    assert "36 of 64 actions have an agreed measure; 28 have not: 12 with none, 16 proposed." in said
    assert "17 children, May 2023" in said
    assert "on target (18.33 children expected by then)" in said
    assert "Asked for by 30 June 2023" in said
    assert "2 values in order of time: 18 children for April 2023, then 17 children for May 2023." in page, "heard"
    assert "/forms/action.propose?value=measure+2.6&amp;back=%2Fmeasures" in page, "one's own is proposed from here"
    assert "measure+7.4&amp;" not in page, "another's is not"
    missing = guest.get("/measures?show=missing")
    assert "Average caseload" not in words_in(missing)
    assert "Foster placements ending unplanned" in words_in(missing)
    assert "asks all of them" not in words_in(page)
    assert "/forms/action.propose" not in Guest(address, link_for(example_dispatcher, CHAIR)).get("/measures")
    back = "/forms/action.propose?value=measure+2.6&back=%2Fmeasures"
    told = guest.sends(back, on=back, measure="Placements that end unplanned", target="10%", unit="%", direction="down")
    assert "P2" in words_in(told.text)
    assert "What shows that people are better off" in words_in(told.text)


def test_the_register_of_evidence_shows_what_everybody_may_see(example_dispatcher: Dispatcher, address: str) -> None:
    sro = somebody(example_dispatcher, SRO)
    sro.types('/action 2.2 evidence "Audit of case files" audit 12 May 2023 https://example.org/audit')
    sro.types("/action 2.3 evidence E1")
    sro.types('/action 2.4 evidence "Minutes of the panel" document confidential')
    said = words_in(page := Guest(address, link_for(example_dispatcher, "observer@example.org")).get("/evidence"))
    assert "E1 Audit of case files audit 12 May 2023" in said
    assert {"/actions/2.2", "/actions/2.3"} <= {each.partition('"')[0] for each in page.split('href="')}
    assert "Minutes of the panel" not in page
    assert "1 confidential item is not shown to you." in said
    assert "Every action that is done (32) has evidence" in said
    assert "Minutes of the panel (confidential)" in words_in(
        Guest(address, link_for(example_dispatcher, SRO)).get("/evidence")
    )
    kind = words_in(Guest(address, link_for(example_dispatcher, SRO)).get("/evidence?kind=audit"))
    assert "Audit of case files" in kind
    assert "Minutes of the panel" not in kind
