"""The pack's web page opened from a file, as from a mail: by axe, wide and narrow, light and dark."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from papers.pack.web import write_web
from tests.browser.conftest import becomes, no_wider_than
from tests.browser.test_accessibility import Screen, assert_accessible
from tests.papers.pack_contents import empty, sample

Opened = Callable[..., Page]
ALL_SCREENS = [Screen(width, 800, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.fixture
def open_pack(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """`open_pack(contents, width=320)`; no page may ask for anything or write to the console."""
    troubles: list[str] = []

    def asked(request: Request) -> None:
        if request.url != file.as_uri():
            troubles.append(request.url)

    def complained(message: ConsoleMessage) -> None:
        troubles.append(message.text)

    file = tmp_path / "pack.html"
    contexts = []

    def open_it(content: bytes, width: int = 1280) -> Page:
        file.write_bytes(content)
        context = browser.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("request", asked)
        page.on("console", complained)
        page.goto(file.as_uri())
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert troubles == []


def test_axe_finds_nothing(open_pack: Opened) -> None:
    for contents in (sample(), empty()):
        page = open_pack(write_web(contents))
        page.locator("summary").click()
        assert_accessible(page, ALL_SCREENS)


def test_the_page_fits_a_narrow_screen_and_only_wide_tables_scroll(open_pack: Opened) -> None:
    page = open_pack(write_web(sample()), width=320)
    no_wider_than(page, 320)
    region = page.get_by_role("region", name="Actions whose ratings moved")
    becomes(region, "part => part.scrollWidth > part.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(region).to_be_focused()
    page.wait_for_function("part => part.scrollLeft > 0", arg=region.element_handle())
    caption = region.locator("caption")
    becomes(caption, "part => part.getBoundingClientRect().width <= 320")


_BROKEN_WORDS = """table => [...table.querySelectorAll("th, td")].flatMap(cell => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = []
  while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/\\w+/g)) {
    const range = document.createRange()
    range.setStart(texts.currentNode, word.index)
    range.setEnd(texts.currentNode, word.index + word[0].length)
    if (new Set([...range.getClientRects()].map(line => Math.round(line.top))).size > 1) broken.push(word[0])
  }
  return broken
})"""


@pytest.mark.parametrize("width", [320, 360])
def test_the_words_of_the_key_stay_whole_on_a_narrow_screen(open_pack: Opened, width: int) -> None:
    key = open_pack(write_web(sample()), width).get_by_role("region", name="Key to the ratings")
    becomes(key.get_by_role("table"), _BROKEN_WORDS, [])
    becomes(key, "part => part.scrollWidth <= part.clientWidth")


def test_the_style_stands_under_the_policy_of_the_page(open_pack: Opened) -> None:
    page = open_pack(write_web(sample()))
    red = page.locator(".rating.red").first
    expect(red).to_have_css("background-color", "rgb(176, 0, 32)")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the pack")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_in_print_the_headings_of_tables_repeat_and_the_colours_stay(open_pack: Opened) -> None:
    page = open_pack(write_web(sample()))
    page.emulate_media(media="print")
    expect(page.locator("thead").first).to_have_css("display", "table-header-group")
    expect(page.locator(".rating").first).to_have_css("print-color-adjust", "exact")
    expect(page.get_by_role("navigation")).to_have_count(0)
