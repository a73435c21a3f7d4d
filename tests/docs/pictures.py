"""The pictures in the docs: the demo as each role sees it, one story from a board to the next reminder.

Beside the pictures `pictures.json` says what was on each page when it was taken (a digest of its words and of the style
sheets), so that a check can tell, without comparing pixels, which of them are old.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from tests.asking import Clock
from tests.bot.web_stage import serving
from tests.browser.conftest import CHROMIUM, QUIET, say
from tests.databases import SQLite, fill_example

FOLDER = Path("docs/pictures")
DIGESTS = FOLDER / "pictures.json"
STYLES = Path("bot/web/static")

_SIZE = re.compile(r"\d+ [kK]B")
"""The size of a file is another one with another version of a compressor: no reason to take a picture anew."""

SRO, CHAIR, SECRETARY = "workforce.sro@example.org", "chair@example.org", "secretary@example.org"


@dataclass
class Album:
    """The demo in a browser, a page for each person, and what each picture shows so far."""

    browser: Browser
    address: str
    digests: dict[str, str]
    keep: bool

    def open_as(self, email: str, height: int = 900) -> Page:
        """Choose to be somebody."""
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": 1200, "height": height}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto("/")
        page.locator(".person", has=page.get_by_text(email, exact=True)).click()
        page.get_by_label("Type a command or an update").wait_for()
        return page

    def pages_of(self, chat: Page, path: str = "", height: int = 900) -> Page:
        """A page of the plan, as the person of this chat sees it."""
        page = chat.context.new_page()
        page.set_viewport_size({"width": 1200, "height": height})
        page.goto(f"{chat.url.split('#')[0]}pages/{path}")
        return page

    def take(self, name: str, page: Page, at: Locator | None = None) -> None:
        """Take a picture of what is to be seen of `page`, with `at` at its top."""
        if at is not None:
            at.evaluate("part => part.scrollIntoView({block: 'start'})")
        page.evaluate("document.fonts.ready")
        styles = b"".join(each.read_bytes() for each in sorted(STYLES.glob("*.css")))
        words = _SIZE.sub("", _settled(page))
        self.digests[name] = sha256(words.encode() + styles).hexdigest()
        if self.keep:
            page.screenshot(path=FOLDER / f"{name}.png")


def _settled(page: Page) -> str:
    """The words that are to be seen of a page, once no more of them arrive: to a conversation they do by themselves.

    What was read aloud on the way is not among them, such as how far a pack was.
    """
    before = ""
    looks = 50 if page.locator("[data-stream]").count() else 1
    for _ in range(looks):
        page.locator("[role=log].unseen").evaluate_all("all => all.forEach(each => each.replaceChildren())")
        words = " ".join(page.locator("body").inner_text().split())
        if words == before:
            break
        before = words
        if looks > 1:
            page.wait_for_timeout(700)
    return before


def take_all(keep: bool) -> dict[str, str]:
    """Go through the whole story; gives the digest of each picture by its name. `keep` writes the pictures."""
    with _album(keep) as album:
        _a_position(album)
        _a_pack(album)
        _pages(album)
        _a_return(album)
        return album.digests


def old_pictures() -> list[str]:
    """Each picture that is missing, or shows what is no longer there; empty when all are current."""
    kept: dict[str, str] = json.loads(DIGESTS.read_text(encoding="utf-8")) if DIGESTS.exists() else {}
    now = take_all(keep=False)
    if now != kept:  # on a busy machine a message may still have been on its way: what is old is old twice
        again = take_all(keep=False)
        now = {name: now[name] if now[name] == kept.get(name) else again[name] for name in now}
    old = [f"{name}.png is not what the demo shows now" for name in now if kept.get(name) != now[name]]
    old += [f"{name}.png is taken by nobody any more" for name in kept if name not in now]
    return old + [f"{name}.png is not there" for name in now if not (FOLDER / f"{name}.png").exists()]


def _a_return(album: Album) -> None:
    """As SRO: the reminder arrives, and is answered."""
    page = album.open_as(SRO)
    page.get_by_role("button", name="Go to the next thing due").click()
    reminder = page.get_by_role("article", name="3 actions are past their deadline")
    reminder.wait_for()
    expect(page.get_by_role("region", name="The demo’s clock")).to_contain_text("You have a message now")
    album.take("reminder", page, reminder)
    reminder.get_by_role("button", name="Update 2.4").click()
    form = page.get_by_role("dialog", name="Update 2.4")
    form.get_by_label("What changed").fill("The marketing officer has started; the campaign opens on 26 June.")
    album.take("update", page)
    form.get_by_role("button", name="Close").or_(form.get_by_role("button", name="Not now")).first.click()
    expect(form).to_be_hidden()
    say(page, "/update 8.4 amber/amber Two more teams are under the ceiling; forecast: 30 Sep")
    recorded = page.get_by_role("article", name="Recorded: 8.4")
    recorded.wait_for()
    expect(page.get_by_role("complementary", name="Home")).to_contain_text("1 has been given")
    album.take("recorded", page, recorded)


def _a_position(album: Album) -> None:
    """As chair: the position, and the trend."""
    page = album.open_as(CHAIR)
    say(page, "/brag")
    position = page.get_by_role("article", name="BRAG position")
    position.wait_for()
    expect(page.locator("#text")).to_have_value("")
    album.take("brag", page, position)
    say(page, "/brag trend")
    trend = page.get_by_role("article", name="Trend")
    trend.get_by_role("img").first.wait_for()
    album.take("trend", page, trend)


def _a_pack(album: Album) -> None:
    """As secretary: highlights, the pack, and what it looks like."""
    page = album.open_as(SECRETARY, height=1000)
    say(page, "/action 10.8 highlight Two therapists began in schools in May.")
    page.get_by_role("article", name="10.8 is nominated").wait_for()
    say(page, "/pack compile")
    pack = page.get_by_role("article", name="version 1 (draft)")
    pack.get_by_role("button", name="Send me the files").wait_for(timeout=120_000)
    album.take("pack", page, pack)
    packs = album.pages_of(page, "packs")
    album.take("packs", packs)
    paper = album.pages_of(page, "packs", height=1200)
    paper.get_by_role("link", name="Web page").first.click()
    album.take("paper", paper)


def _pages(album: Album) -> None:
    """The pages, for people who are not in chat."""
    page = album.open_as(SRO)
    album.take("dashboard", album.pages_of(page, height=1100))
    album.take("action", album.pages_of(page, "actions/2.4"))
    album.take("returns", album.pages_of(page, "returns"))
    album.take("calendar", album.pages_of(page, "calendar"))
    say(page, "/action 2.4 date 31 Oct 2023 the marketing officer starts in July")
    page.get_by_role("article", name="Proposed as P1").wait_for()
    album.take("requests", album.pages_of(album.open_as(SECRETARY), "requests"))


@contextmanager
def _album(keep: bool) -> Iterator[Album]:
    folder = Path(tempfile.mkdtemp(prefix="secretariat-pictures-"))
    with SQLite(folder).fresh(fill_example) as database:
        dispatcher = Dispatcher(database, registry, Clock("2023-06-07 10:00"))
        with serving(dispatcher) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            yield Album(browser, served.address, {}, keep)
            browser.close()


def write_all() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    DIGESTS.write_text(json.dumps(take_all(keep=True), indent=2) + "\n", encoding="utf-8")
