"""The pages of a version of a pack in a real browser: by axe on a desk and on a phone, and no wider than that."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from handlers.dispatcher import Dispatcher
from tests.asking import Clock, somebody
from tests.bot.pages_stage import SECRETARY, SRO, link_for, serving_pages
from tests.bot.web_stage import Served
from tests.browser.test_accessibility import assert_accessible
from tests.handlers.test_pack import finish, publish

PLACES = (
    "/key",
    "/packs/2",
    "/packs/2/page",
    "/packs/2/figures/current.off_track",
    "/packs/changes?after=2",
    "/packs",
)


@pytest.fixture
def demo(example_dispatcher: Dispatcher, clock: Clock) -> Iterator[Served]:
    """Two versions of a pack, the second published, and somebody who is to be given it by hand."""
    secretary = somebody(example_dispatcher, SECRETARY)
    secretary.types("/pack recipients add Ministry adviser by hand, by e-mail")
    secretary.types("/pack compile")
    finish(example_dispatcher.database, clock)
    clock.set("2023-06-07 11:00")
    somebody(example_dispatcher, SRO).types("/update 2.4 green/amber it has begun; back to green 30 Sep")
    secretary.types("/pack compile with 2.4")
    finish(example_dispatcher.database, clock)
    publish(secretary, example_dispatcher.database, clock)
    with serving_pages(example_dispatcher) as address:
        yield Served(address, None, None)  # type: ignore[arg-type]


def test_axe_finds_nothing(new_context: Callable[..., BrowserContext], example_dispatcher: Dispatcher) -> None:
    page = new_context().new_page()
    page.goto(link_for(example_dispatcher, SECRETARY))
    page.get_by_role("button", name="Sign in as").click()
    page.get_by_role("heading", name="Children's Services Improvement Plan").wait_for()
    for path in PLACES:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(page)
    page.goto("/packs/2/page")
    page.get_by_role("link", name="On track now").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("On track now")
    page.get_by_role("link", name="Back to the pack").click()
    page.get_by_role("link", name="This version and its files").click()
    page.get_by_role("button", name="Given to Ministry adviser").click()
    expect(page.get_by_text("was given to Ministry adviser (by e-mail) by hand")).to_be_visible()
