"""Moving the demo's clock in a real browser: what falls due arrives before one's eyes, on every open page."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from tests.asking import LONDON
from tests.bot.web_stage import Served
from tests.browser.conftest import Open, becomes, conversation, held_back, say

CHAIR, SRO, SECRETARY = "chair@example.org", "workforce.sro@example.org", "secretary@example.org"
COMMISSIONING = "commissioning.sro@example.org"


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Go to the next thing due")


def strip(page: Page) -> Locator:
    return page.get_by_role("region", name="The demo’s clock")


def stands_at(demo: Served, local: str) -> None:
    """Nobody has a page open yet: the clock is set without anything being done on the way."""
    demo.clock.move(datetime.fromisoformat(local).replace(tzinfo=LONDON))


def test_a_reminder_arrives_on_an_open_page_when_somebody_else_moves_the_clock(open_as: Open) -> None:
    chair, sro = open_as(CHAIR), open_as(SRO)
    expect(strip(chair)).to_contain_text("Wednesday 7 June 2023, 10:00")
    button(chair).focus()
    chair.keyboard.press("Enter")
    for page in (chair, sro):
        expect(strip(page)).to_contain_text("It is Thursday 8 June 2023, 09:30 in this demo.")
        expect(page.get_by_role("log")).to_contain_text("Thursday 8 June 2023, 09:30 in this demo.")
        expect(button(page)).to_have_accessible_name(
            "Go to the next thing due: Friday 16 June, 09:30 — reminders for 5 people"
        )
    reminder = sro.get_by_role("article", name="3 actions are past their deadline")
    expect(reminder).to_be_in_viewport()
    expect(strip(sro)).to_contain_text("You have a message now, and so have")
    expect(sro.get_by_role("complementary", name="Home")).to_contain_text("board of 19 July 2023")
    expect(strip(chair)).to_contain_text("6 people have a message now")
    expect(button(chair)).to_be_focused()
    expect(conversation(chair).get_by_role("article")).to_have_count(1)
    strip(chair).get_by_role("button", name="Change to Workforce SRO").click()
    expect(chair.get_by_role("article", name="3 actions are past their deadline")).to_be_visible()


def test_what_a_reminder_offers(open_as: Open) -> None:
    """Update, No change, a reply, Seen, Delegate and Snooze; who is to answer is told at once."""
    sro, delegate = open_as(SRO), open_as(COMMISSIONING)
    button(sro).click()
    reminder = sro.get_by_role("article").filter(has=sro.get_by_role("button", name="Seen", exact=True)).first
    reminder.get_by_role("button", name="No change", exact=True).first.click()
    form = sro.get_by_role("dialog", name="Update 2.1")
    expect(form.get_by_text("A Red needs a recovery date that lies ahead.").first).to_be_visible()
    form.get_by_label("What changed").fill("The next round has opened.")
    form.get_by_label("Recovery date").fill("2023-09-30")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(sro.get_by_role("article", name="Recorded: 2.1")).to_be_visible()

    reminder.locator("summary").click()
    reminder.get_by_label("Your update on").fill("2.4 amber/red fair booked; back to green 30 Sep")
    sro.keyboard.press("Enter")
    expect(reminder.get_by_role("article", name="Recorded: 2.4")).to_be_visible()

    reminder.get_by_role("button", name="Seen").click()
    expect(sro.get_by_role("article", name="Seen, thank you")).to_be_visible()

    reminder.get_by_role("button", name="Delegate").click()
    form = sro.get_by_role("dialog", name="Delegate")
    whom = form.get_by_label("Who is to answer for you")
    whom.select_option(label=whom.get_by_role("option", name="Commissioning SRO").inner_text())
    form.get_by_role("button", name="Delegate").click()
    expect(sro.get_by_role("article", name="Commissioning SRO stands in for you")).to_be_visible()
    expect(delegate.get_by_role("article", name="You stand in for Workforce SRO")).to_be_visible()

    reminder.get_by_label("Snooze until").select_option(label="Tuesday 13 June 2023")
    reminder.get_by_role("button", name=re.compile("Snooze.*Snooze")).click()
    expect(sro.get_by_role("article", name="Snoozed until Tuesday 13 June 2023")).to_be_visible()

    reminder.get_by_role("button", name="No change", exact=True).click()  # one is left
    expect(sro.get_by_role("article", name="No change recorded: 8.4")).to_be_visible()
    expect(sro.get_by_role("button", name="Seen", exact=True)).to_have_count(0)  # the reminder asks nothing any more


def test_the_summary_before_a_board_is_on_everybodys_page(demo: Served, open_as: Open) -> None:
    stands_at(demo, "2023-07-17 10:00")
    chair, sro, secretary = (open_as(email) for email in (CHAIR, SRO, SECRETARY))
    expect(button(secretary)).to_contain_text("Tuesday 18 July, 09:00 — the summary before the board of 19 July 2023")
    button(secretary).click()
    for page in (chair, sro, secretary):
        shared = page.get_by_role("article", name="Improvement Board, 19 July 2023").filter(
            has_text="Shared with everyone here"
        )
        expect(shared.get_by_role("table", name="BRAG ratings").get_by_role("row", name="Amber")).to_contain_text(
            "18 (28.13%)"
        )
    own = chair.get_by_role("article", name="Improvement Board, 19 July 2023").filter(has_text="Only you can see this")
    expect(own).to_contain_text("Questions worth asking")


def test_a_message_below_what_is_being_read_is_told_of_and_gone_to(open_as: Open) -> None:
    sro, chair = open_as(SRO), open_as(CHAIR)
    say(sro, "/brag moves")
    say(sro, "/action 2.4")
    expect(sro.get_by_role("article", name="2.4 ")).to_be_in_viewport()
    conversation(sro).evaluate("part => part.scrollTo(0, 0)")
    button(chair).click()
    below = sro.get_by_role("button", name="1 new message below")
    below.click()
    reminder = sro.get_by_role("article", name="3 actions are past their deadline")
    expect(reminder).to_be_in_viewport()
    expect(reminder).to_be_focused()
    expect(below).to_be_hidden()
    days = conversation(sro).locator(".day")
    expect(days).to_have_text(["Wednesday 7 June 2023", "Thursday 8 June 2023"])


def test_who_has_scrolled_away_from_an_answer_is_not_thrown_back_to_it(open_as: Open) -> None:
    """An answer may arrive by itself, as a message of the conversation, before the request that asked for it ends."""
    sro = open_as(SRO)
    say(sro, "/brag moves")
    held: list[tuple[Route, APIResponse]] = []
    sro.route("**/say", lambda route: held.append((route, route.fetch())))
    say(sro, "/action 2.4")
    expect(sro.get_by_role("article", name="2.4 ")).to_be_attached()
    status = sro.get_by_role("status").filter(has_text="Working on it…")
    expect(status).to_be_visible()
    conversation(sro).evaluate("part => part.scrollTo(0, 0)")
    route, answer = held_back(sro, held)
    route.fulfill(response=answer)
    expect(status).to_be_hidden()
    becomes(conversation(sro), "part => part.scrollTop", 0)


@pytest.mark.parametrize("width", [360, 1360])
def test_the_confirmation_of_a_form_comes_into_view_though_the_page_moved_meanwhile(
    demo: Served, open_as: Open, width: int
) -> None:
    """The reminder above counts down before the answer is there: that is not somebody who scrolls away."""
    stands_at(demo, "2023-06-20 10:00")
    sro = open_as(SRO, viewport={"width": width, "height": 740})
    button(sro).click()
    sro.get_by_role("article", name="12 updates owed").wait_for()
    say(sro, "/action 2.3")
    say(sro, "/brag moves")
    sro.get_by_role("article", name="Movements for").wait_for()
    sro.get_by_role("article", name="2.3 ").get_by_role("button", name="Update 2.3").click()
    form = sro.get_by_role("dialog", name="Update 2.3")
    form.get_by_label("What changed").fill("The agency contract ends in July.")
    held: list[tuple[Route, APIResponse]] = []
    sro.route("**/forms/*", lambda route: held.append((route, route.fetch())))
    form.get_by_role("button", name="Send", exact=True).click()
    expect(sro.get_by_role("article", name="Recorded: 2.3")).to_be_attached()
    expect(sro.get_by_role("article", name="11 updates owed")).to_be_attached()
    sro.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    route, answer = held_back(sro, held)
    route.fulfill(response=answer)
    expect(form).to_be_hidden()
    recorded = sro.get_by_role("article", name="Recorded: 2.3")
    expect(recorded).to_be_focused()
    expect(recorded.get_by_role("heading").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [360, 1360])
def test_the_clock_moves_without_scripts(open_as: Open, width: int) -> None:
    page = open_as(SRO, java_script_enabled=False, viewport={"width": width, "height": 740})
    button(page).click()
    expect(strip(page)).to_contain_text("It is Thursday 8 June 2023, 09:30 in this demo.")
    reminder = page.get_by_role("article", name="3 actions are past their deadline")
    expect(reminder).to_be_in_viewport()
    reminder.get_by_role("button", name="No change", exact=True).last.click()
    expect(page.get_by_role("article", name="No change recorded: 8.4")).to_be_in_viewport()
    page.goto(f"{page.url.split('#')[0]}home")
    button(page).click()
    expect(page).to_have_url(re.compile("/home$"))
    expect(strip(page)).to_contain_text("Friday 16 June 2023")
