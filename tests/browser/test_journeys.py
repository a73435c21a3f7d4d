"""What the three users do in the demo, in a real browser: by keyboard alone, side by side, and without scripts."""

import re
from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Open, becomes, conversation, held_back, say

CHAIR, SRO, SECRETARY = "chair@example.org", "workforce.sro@example.org", "secretary@example.org"


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on what has these words."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || ''"
        )
        if words in focused:
            return
    raise AssertionError(f"the tab key does not reach {words!r}")


def test_by_keyboard_alone_from_the_first_page_to_an_update_that_was_mended(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context().new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, SRO)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="improvement-board", level=1)).to_be_visible()
    tab_to(page, "Type a command or an update")
    page.keyboard.type("/brag")
    page.keyboard.press("Enter")
    table = conversation(page).get_by_role("table", name="BRAG ratings")
    amber = table.get_by_role("row", name="Amber")
    expect(amber.get_by_role("rowheader")).to_have_text("A Amber")
    expect(amber.get_by_role("cell")).to_have_text(["4 (6.15%)", "18 (28.13%)", "20 (30.77%)", "22 (34.38%)"])
    expect(page.get_by_role("log")).to_contain_text("44 of 64 (68.75%)")
    expect(page.get_by_label("Type a command or an update")).to_be_focused()

    page.keyboard.type("/update 2.4")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Update 2.4")
    expect(dialog.get_by_role("radio", name="Red: more than 30 days")).to_be_focused()
    tab_to(page, "Red: worse")
    tab_to(page, "What changed")
    page.keyboard.press("Control+A")
    page.keyboard.type("The recruitment fair is booked for <b>July</b>.")
    tab_to(page, "Evidence")
    page.keyboard.press("Control+A")
    page.keyboard.type("minutes of May")
    page.keyboard.press("Enter")

    mistakes = dialog.get_by_role("alert")
    expect(mistakes).to_be_focused()
    expect(mistakes).to_contain_text("Evidence")
    expect(dialog.get_by_label("What changed")).to_have_value("The recruitment fair is booked for <b>July</b>.")
    tab_to(page, "Evidence (a link):")
    page.keyboard.press("Enter")
    evidence = dialog.get_by_role("textbox", name="Evidence")
    expect(evidence).to_be_focused()
    expect(evidence).to_have_accessible_description(re.compile("Mistake: .*https://"))
    page.keyboard.press("Control+A")
    page.keyboard.type("https://intranet.example.org/minutes")
    tab_to(page, "Recovery date")
    dialog.get_by_label("Recovery date").fill("2023-09-30")  # which keys a date takes differs by platform
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    recorded = page.get_by_role("article", name="Recorded: 2.4")
    expect(recorded).to_be_focused()
    expect(recorded).to_contain_text("The recruitment fair is booked for <b>July</b>.")


def test_a_shared_card_arrives_in_another_browser_by_itself_and_a_private_answer_does_not(open_as: Open) -> None:
    chair, sro = open_as(CHAIR), open_as(SRO)
    say(chair, "/action 2.4")
    expect(chair.get_by_role("article", name="2.4 ")).to_be_visible()
    say(chair, "/brag share")
    shared = sro.get_by_role("article", name="BRAG position for 7 June 2023")
    expect(shared).to_contain_text("Shared with everyone here")
    expect(shared).to_contain_text("44 of 64 (68.75%)")
    expect(sro.get_by_role("log")).to_contain_text("BRAG position for 7 June 2023")
    expect(sro.locator("#messages article[id]")).to_have_count(1)
    expect(chair.locator("#messages article", has_text="Shared with everyone here")).to_have_count(1)


def test_the_conversation_is_still_there_after_a_reload_and_goes_on(open_as: Open) -> None:
    page = open_as(SRO)
    say(page, "/action 2.4")
    expect(page.locator("#messages article[id]")).to_have_count(2)
    page.reload()
    say(page, "/action 2.1")
    expect(page.locator("#messages article[id]")).to_have_count(4)


def test_a_line_typed_while_the_last_one_is_answered_is_kept_and_sent(open_as: Open) -> None:
    page = open_as(SRO)
    held: list[Route] = []
    page.route("**/say", lambda route: held.append(route), times=1)
    say(page, "/action 2.4")
    page.get_by_label("Type a command or an update").press_sequentially("/action 2.1")
    held_back(page, held).continue_()
    expect(page.get_by_role("article", name="2.4 ")).to_be_visible()
    expect(page.get_by_label("Type a command or an update")).to_have_value("/action 2.1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="2.1 ")).to_be_visible()


def test_one_browser_can_be_two_people_at_once(new_context: Callable[..., BrowserContext]) -> None:
    context = new_context()
    pages = []
    for email in (CHAIR, SRO):
        page = context.new_page()
        page.goto("/")
        page.locator(".person", has=page.get_by_text(email, exact=True)).click()
        pages.append(page)
    chair, sro = pages
    say(chair, "/secretariat people")
    expect(chair.locator("#messages article[id]")).to_have_count(2)
    sro.reload()
    expect(sro.locator("#messages article[id]")).to_have_count(0)


def test_the_conversation_of_somebody_else_cannot_be_opened(open_as: Open) -> None:
    chair, sro = open_as(CHAIR), open_as(SRO)
    say(chair, "/brag")
    conversation(chair).get_by_role("table", name="BRAG ratings").wait_for()
    sro.goto(chair.url)
    expect(sro.get_by_role("heading", name="Who would you like to be?")).to_be_visible()


def test_what_was_typed_is_shown_as_typed_and_runs_nothing(open_as: Open) -> None:
    page = open_as(SRO)
    typed = "/update 2.4 amber/red <script>document.title='gone'</script> <b>bold</b> &amp; <!channel>"
    say(page, typed)
    recorded = page.get_by_role("article", name="Recorded: 2.4")
    expect(recorded).to_contain_text(typed.removeprefix("/update 2.4 amber/red "))
    expect(page.locator(".typed").last).to_have_text(typed)
    expect(page.locator("#messages script")).to_have_count(0)
    assert page.title() != "gone"


def test_escape_puts_a_form_aside_and_nothing_typed_is_lost(open_as: Open) -> None:
    page = open_as(SRO)
    say(page, "/update 2.4")
    dialog = page.get_by_role("dialog", name="Update 2.4")
    dialog.get_by_label("What changed").fill("half a sentence")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("link", name="Update 2.4").click()
    expect(dialog.get_by_label("What changed")).to_have_value("half a sentence")
    page.keyboard.press("Escape")
    page.reload()
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_role("link", name="Update 2.4")).to_be_hidden()


def test_a_button_and_a_reply_in_its_thread(open_as: Open) -> None:
    page = open_as(SRO)
    say(page, "/action 2.3")
    shown = page.get_by_role("article", name="2.3 ")
    shown.get_by_role("button", name="No change").click()
    said = page.get_by_role("article", name="No change recorded: 2.3")
    expect(said).to_be_visible()
    said.get_by_text("Reply in this thread").click()
    said.get_by_label("Your update on 2.3").fill("amber/amber pay talks go on")
    page.keyboard.press("Enter")
    expect(said.get_by_role("article", name="Recorded: 2.3").last).to_be_visible()
    expect(said.get_by_label("Your update on 2.3")).to_have_value("")


def test_a_file_is_sent_and_imported_by_a_button(open_as: Open) -> None:
    page = open_as(SECRETARY)
    plan = files("papers.example").joinpath("plan.xlsx").read_bytes()
    page.get_by_text("Send a file").click()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("A plan spreadsheet").set_input_files({"name": "plan.xlsx", "mimeType": kind, "buffer": plan})
    page.get_by_role("button", name="Send the file").click()
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("log")).to_contain_text("Imported")


def test_a_long_table_sorts_by_its_columns(open_as: Open) -> None:
    page = open_as(CHAIR)
    say(page, "/brag moves")
    table = page.get_by_role("table", name="Changed since")
    refs = table.get_by_role("rowheader")
    table.wait_for()
    before = refs.all_inner_texts()
    table.get_by_role("button", name="Ref").click()
    expect(table.get_by_role("columnheader", name="Ref")).to_have_attribute("aria-sort", "ascending")
    expect(refs).to_have_text(sorted(before, key=lambda ref: [int(part) for part in ref.split(".")]))
    table.get_by_role("button", name="Ref").click()
    expect(table.get_by_role("columnheader", name="Ref")).to_have_attribute("aria-sort", "descending")
    expect(refs).to_have_text(sorted(before, key=lambda ref: [-int(part) for part in ref.split(".")]))


def test_a_lost_server_is_told_and_nothing_typed_is_lost(open_as: Open) -> None:
    page = open_as(SRO)
    page.route("**/say", lambda route: route.abort())
    say(page, "/update 2.4 amber/red fair booked")
    expect(page.get_by_role("status")).to_contain_text("The server cannot be reached. Nothing you typed is lost.")
    expect(page.get_by_label("Type a command or an update")).to_have_value("/update 2.4 amber/red fair booked")
    page.unroute("**/say")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Recorded: 2.4")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1360])
def test_everything_works_without_scripts(open_as: Open, width: int) -> None:
    page = open_as(SRO, java_script_enabled=False, viewport={"width": width, "height": 740})
    page.get_by_label("Type a command or an update").fill("/brag")
    page.get_by_role("button", name="Send", exact=True).click()
    table = conversation(page).get_by_role("table", name="BRAG ratings")
    expect(table.get_by_role("row", name="Amber")).to_contain_text("18 (28.13%)")
    page.get_by_role("article", name="BRAG position").get_by_role("button", name="Reds").click()
    expect(page.get_by_role("article", name="Reds for 7 June 2023")).to_contain_text("68 days overdue")
    page.get_by_role("button", name="/update", exact=True).click()
    expect(page.get_by_role("article", name="Your updates")).to_be_visible()
    page.get_by_label("Type a command or an update").fill("/update 2.4")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("textbox", name="Evidence").fill("no link")
    page.get_by_label("What changed").fill("The fair is booked.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Mistakes: Update 2.4"))
    expect(page.get_by_label("What changed")).to_have_value("The fair is booked.")
    page.get_by_role("alert").get_by_role("link", name="Evidence").click()
    expect(page.get_by_role("textbox", name="Evidence")).to_be_focused()
    page.get_by_role("textbox", name="Evidence").fill("")
    page.get_by_label("Recovery date").fill("2023-09-30")
    page.get_by_role("button", name="Send", exact=True).click()
    recorded = page.get_by_role("article", name="Recorded: 2.4")
    expect(recorded).to_be_in_viewport()
    recorded.get_by_text("Reply in this thread").click()
    recorded.get_by_label("Your update on 2.4").fill("green/red all done; evidence https://example.org/x")
    recorded.get_by_role("button", name="Send reply").click()
    expect(recorded.get_by_role("article", name="Recorded: 2.4")).to_be_visible()


def test_on_a_phone_both_impact_columns_of_the_brag_table_are_seen(open_as: Open) -> None:
    page = open_as(CHAIR, viewport={"width": 390, "height": 844})
    say(page, "/brag")
    region = conversation(page).get_by_role("group", name="BRAG ratings")
    heading = region.get_by_role("columnheader", name="Current impact")
    becomes(heading, "part => part.getBoundingClientRect().right <= 390")
    becomes(region, "part => part.scrollWidth <= part.clientWidth")
    red = region.get_by_role("row", name="Red").get_by_role("cell")
    expect(red).to_have_text(["8 (12.31%)", "2 (3.13%)", "1 (1.54%)", "2 (3.13%)"])
