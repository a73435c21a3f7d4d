"""A real browser on the demo. Whatever a test does, no page may ask another address or write to the console."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect, sync_playwright

from handlers.dispatcher import Dispatcher
from tests.bot.web_stage import Served, serving
from tests.databases import Engine

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None
)
"""A Chromium; the one that is made for no screen takes two thirds of the others' time."""

LEFT_OUT = (
    # Two pages of the address bar, which nobody sees: Chromium draws them for each page of a test, and a half of its
    # processor time goes into that.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright leaves out: of two such lists Chromium follows the last one.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
"""Chromium's features that no test is about."""

QUIET = (
    f"--disable-features={','.join(LEFT_OUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong

Held = TypeVar("Held")
Open = Callable[..., Page]
"""`open_as("chair@example.org", **options of the browser's context)`: their conversation, in a browser of its own."""


def say(page: Page, text: str) -> None:
    """Type something and press Enter."""
    page.get_by_label("Type a command or an update").fill(text)
    page.keyboard.press("Enter")


def conversation(page: Page) -> Locator:
    """The messages, without what stands beside them."""
    return page.get_by_role("group", name="Messages")


def becomes(part: Page | Locator, script: str, wanted: object = True) -> None:
    """Wait until a script on a page, or on a part of it, gives this: what a page shows is there when it is drawn."""
    page = part if isinstance(part, Page) else part.page
    for _ in range(600):
        if part.evaluate(script) == wanted:
            return
        page.wait_for_timeout(50)
    assert part.evaluate(script) == wanted


def held_back(page: Page, held: list[Held]) -> Held:
    """The one request that a route keeps back, as soon as it is there."""
    for _ in range(600):
        if held:
            break
        page.wait_for_timeout(50)
    (only,) = held
    return only


def no_wider_than(page: Page, width: int) -> None:
    """Nothing scrolls sideways in a window of this width."""
    becomes(page, f"innerWidth === {width} && document.documentElement.scrollWidth <= {width}")


def widen(page: Page, width: int) -> None:
    """Make the window as wide as this, and leave its height."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": width, "height": size["height"]})


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """A browser does not see which database it is."""
    return sqlite


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for these tests; closed before others begin, since its event loop runs in their thread."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed (chromium, chromium-browser or google-chrome)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def demo(example_dispatcher: Dispatcher) -> Iterator[Served]:
    """The demo, running."""
    with serving(example_dispatcher) as served:
        yield served


@pytest.fixture
def new_context(browser: Browser, demo: Served) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers with nothing in common, all of them watched."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    complaints: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith(f"{demo.address}/"):
            strangers.append(request.url)

    def hear(message: ConsoleMessage) -> None:
        if not message.text.startswith("Failed to load resource"):  # a test that cuts the line causes that
            complaints.append(message.text)

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"reduced_motion": "reduce", "base_url": demo.address, **options})
        context.on("request", watch)
        context.on("console", hear)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert strangers == []
    assert complaints == []


@pytest.fixture
def open_as(new_context: Callable[..., BrowserContext]) -> Open:
    """Choose, in a new browser, to be somebody."""

    def open_as(email: str, **options: Any) -> Page:
        page = new_context(**options).new_page()
        page.goto("/")
        page.locator(".person", has=page.get_by_text(email, exact=True)).click()
        page.get_by_label("Type a command or an update").wait_for()
        return page

    return open_as
