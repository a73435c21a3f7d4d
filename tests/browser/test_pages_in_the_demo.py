"""The pages beside the chat, in the demo: the way there and back, one time, one record."""

from playwright.sync_api import Page, expect

from handlers.dispatcher import Dispatcher
from tests.bot.web_stage import Served
from tests.browser.conftest import Open, conversation, say, widen
from tests.browser.test_accessibility import Screen, assert_accessible

SRO = "workforce.sro@example.org"
IN_THE_DEMO = (Screen(1360, 850, "light"), Screen(390, 850, "light"))


def dashboard_of(page: Page) -> None:
    page.get_by_role("link", name="Dashboard").click()
    page.get_by_role("heading", name="Children's Services Improvement Plan").wait_for()


def test_the_pages_are_a_link_away_and_so_is_the_chat(open_as: Open) -> None:
    page = open_as(SRO)
    for width in (1360, 390):
        widen(page, width)
        dashboard_of(page)
        page.get_by_role("link", name="Returns", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Returns for the board of 7 June 2023")
        page.get_by_role("link", name="Conversation").click()
        page.get_by_label("Type a command or an update").wait_for()
    dashboard_of(page)
    assert_accessible(page, IN_THE_DEMO)
    page.get_by_role("link", name="Returns", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Returns for the board of 7 June 2023")
    assert_accessible(page, IN_THE_DEMO)


def test_what_is_answered_on_a_page_is_known_in_the_chat(open_as: Open) -> None:
    page = open_as(SRO)
    chat = page.url
    dashboard_of(page)
    page.get_by_role("link", name="Action 2.4").first.click()
    page.get_by_role("link", name="Update 2.4").click()
    page.get_by_role("textbox", name="What changed").fill("The stall is booked.")
    page.get_by_label("Recovery date").fill("2023-09-30")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Recorded for 2.4")
    page.goto(chat)
    say(page, "/action 2.4")
    expect(conversation(page).get_by_text("The stall is booked.")).to_be_visible()


def test_the_clock_goes_on_from_a_page_and_comes_back_to_it(open_as: Open) -> None:
    page = open_as(SRO)
    dashboard_of(page)
    before = page.locator("#strip time").get_attribute("datetime")
    page.get_by_role("button", name="Go to the next thing due").click()
    expect(page.locator("#strip time")).not_to_have_attribute("datetime", before or "")
    expect(page.get_by_role("heading", level=1)).to_have_text("Children's Services Improvement Plan")


def test_a_link_that_the_bot_gives_leads_to_the_pages(
    open_as: Open, example_dispatcher: Dispatcher, demo: Served
) -> None:
    example_dispatcher.web_address = demo.address
    page = open_as(SRO)
    say(page, "/secretariat web")
    conversation(page).get_by_role("link", name="Open the pages").click()
    page.get_by_role("button", name="Sign in as Workforce SRO").click()
    page.get_by_role("heading", name="Children's Services Improvement Plan").wait_for()


def test_nobody_reads_the_pages_of_somebody_else(open_as: Open) -> None:
    page = open_as(SRO)
    dashboard_of(page)
    mine = page.url
    other = open_as("chair@example.org")
    answer = other.goto(mine)
    assert answer is not None
    assert answer.status == 401
    expect(other.get_by_role("heading", level=1)).to_have_text("This page belongs to somebody else")
