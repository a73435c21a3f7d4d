"""The pages by axe, on a desk in light and on a phone in dark; and what axe cannot see: width and focus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Open, becomes, conversation, no_wider_than, say, widen

SRO = "workforce.sro@example.org"


@dataclass(frozen=True)
class Screen:
    """What somebody looks at a page on."""

    width: int
    height: int
    scheme: Literal["light", "dark"]


SCREENS = (Screen(1360, 850, "light"), Screen(360, 740, "dark"))
"""Each width and each scheme once: axe takes its time, and what it finds hangs on one of the two."""


def assert_accessible(page: Page, screens: Sequence[Screen] = SCREENS) -> None:
    """Axe finds nothing on the page as it stands, on any screen, and nothing is too wide for it."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    for screen in screens:
        page.set_viewport_size({"width": screen.width, "height": screen.height})
        page.emulate_media(color_scheme=screen.scheme)
        no_wider_than(page, screen.width)
        becomes(page, f"matchMedia('(prefers-color-scheme: {screen.scheme})').matches")
        found = AxeResults(page.evaluate("axe.run({resultTypes: ['violations']})"))
        assert found.violations_count == 0, f"{screen}: {found.generate_report()}"


def test_axe_finds_nothing(new_context: Callable[..., BrowserContext], open_as: Open) -> None:
    first = new_context().new_page()
    first.goto("/")
    assert_accessible(first)
    page = open_as(SRO)
    say(page, "/brag")
    conversation(page).get_by_role("heading", name="BRAG position for 7 June 2023").wait_for()
    assert_accessible(page)
    say(page, "/brag moves")
    page.get_by_role("button", name="Direction").wait_for()
    assert_accessible(page)
    say(page, "/action 2.4")
    page.locator("summary", has_text="Reply in this thread").last.click()
    assert_accessible(page)
    say(page, "/update 2.4")
    dialog = page.get_by_role("dialog", name="Update 2.4")
    dialog.wait_for()
    assert_accessible(page)
    dialog.get_by_role("textbox", name="Evidence").fill("no link")
    dialog.get_by_role("button", name="Send", exact=True).click()
    dialog.get_by_role("alert").wait_for()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Update 2.4").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Go to the next thing due").click()
    page.get_by_role("article", name="3 actions are past their deadline").wait_for()
    assert_accessible(page)
    page.goto(f"{page.url}home")
    assert_accessible(page)
    first.reload()
    first.get_by_role("button", name="Change to Workforce SRO").wait_for()
    assert_accessible(first)


def test_axe_finds_nothing_on_a_form_without_scripts(open_as: Open) -> None:
    """The page is looked at with scripts, since axe is one; the form got there without."""
    page = open_as(SRO)
    say(page, "/update 2.4")
    action = page.get_by_role("dialog").locator("form").get_attribute("action")
    assert action
    page.goto(action)
    assert_accessible(page)
    page.get_by_role("textbox", name="Evidence").fill("no link")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert_accessible(page)


def test_a_page_never_scrolls_sideways(new_context: Callable[..., BrowserContext], open_as: Open) -> None:
    screen = {"viewport": {"width": 320, "height": 640}}
    first = new_context(**screen).new_page()
    first.goto("/")
    page = open_as(SRO, **screen)
    page.get_by_role("button", name="Go to the next thing due").click()
    page.get_by_role("article", name="3 actions are past their deadline").wait_for()
    for text in ("/brag", "/brag moves", "/brag slow", "/update 2.4 amber/red " + "w" * 200):
        say(page, text)
        expect(page.locator("#text")).to_have_value("")
    home = open_as(SRO, **screen)
    home.goto(f"{home.url}home")
    first.reload()
    table = page.locator(".table-region").first
    for width in (320, 768, 1360):
        for each in (first, page, home):
            widen(each, width)
            no_wider_than(each, width)
        becomes(table, "part => part.scrollWidth > part.clientWidth", width == 320)
        page.get_by_label("Type a command or an update").focus()
        table.focus()
        expect(table).to_be_focused()


@pytest.mark.parametrize("width", [360, 320])
def test_messages_have_three_fifths_of_a_phone_and_targets_are_large_enough(open_as: Open, width: int) -> None:
    """After the demo's clock has moved: then the strip above has most to say."""
    page = open_as(SRO, viewport={"width": width, "height": 740})
    page.get_by_role("button", name="Go to the next thing due").click()
    page.get_by_role("article", name="3 actions are past their deadline").wait_for()
    expect(page.get_by_role("button", name="Change to").first).to_be_visible()
    expect(page.locator("#status")).to_be_empty()  # "Working on it…" has a line while it works
    room = 0.6 if width == 360 else 0.55
    becomes(page, f"document.getElementById('messages').clientHeight / innerHeight >= {room}")
    becomes(
        page,
        """() => [...document.querySelectorAll("a, button, summary, select, textarea")]
          .filter((each) => each.checkVisibility() && !each.matches(".skip"))
          .map((each) => [each.innerText, each.getBoundingClientRect(), each.matches(".button:not(.go)") ? 44 : 24])
          .filter(([, box, least]) => box.height < least - 0.5 || box.width < 24)
          .map(([words]) => words)""",
        [],
    )
    page.get_by_role("button", name="/secretariat").click()  # the last one, to which the row scrolls
    expect(page.get_by_role("article", name="What you can ask for")).to_be_in_viewport()


def test_focus_is_always_seen(open_as: Open) -> None:
    """Each stop of the tab key has an outline, and nothing lies over it."""
    page = open_as(SRO, viewport={"width": 1000, "height": 700})
    say(page, "/brag")
    conversation(page).get_by_role("heading", name="BRAG position").wait_for()
    page.evaluate("document.activeElement.blur()")
    seen = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
              if (one === document.body) return null;
              const middle = (size) => Math.min(size, 20) / 2;
              const on = document.elementFromPoint(box.x + middle(box.width), box.y + middle(box.height));
              return [one.outerHTML.slice(0, 80), style.outlineStyle, parseFloat(style.outlineWidth), one.contains(on)];
            }"""
        )
        if stop is None:
            break
        words, style, width, on_top = stop
        assert style != "none", words
        assert width >= 2, words
        assert on_top, words
        seen += 1
    assert seen > 10
