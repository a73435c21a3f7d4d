"""A pack on an open page in a real browser: its message changes where it stands, its picture shows, its files come."""

import struct
import zlib
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handlers.cards import Actions, Button, Card, Image, Text
from handlers.dispatcher import Dispatcher
from tests.bot.packs import FILES, NAMES
from tests.bot.web_bot import Bot
from tests.bot.web_stage import Served
from tests.browser.conftest import Open, becomes, conversation, say
from tests.browser.test_accessibility import assert_accessible

CHAIR = "chair@example.org"
AGAIN = Actions((Button("What is in it", "pack.show", "2023-06-07"),))


def png(width: int, height: int) -> str:
    """A white picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b64encode(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")).decode()


PICTURE = Image("Ratings at each meeting", "7 June 2023, 64 actions: activity 32 Blue.", png(960, 420))


@pytest.fixture
def bot(example_dispatcher: Dispatcher, demo: Served) -> Bot:
    return Bot(example_dispatcher, demo)


def announced_once(page: Page, words: str) -> None:
    """A screen reader has been told something with these words in it, one time."""
    expect(page.get_by_role("log").locator("p").filter(has_text=words)).to_have_count(1)


def test_a_message_changes_where_it_stands_and_is_announced_once_when_it_is_done(open_as: Open, bot: Bot) -> None:
    page = open_as(CHAIR)
    first = bot.sends(Card("Pack: being built", (Text("0 of 4 files"), AGAIN)))
    message = page.locator(f"#d{first}")
    expect(message).to_contain_text("0 of 4 files")
    say(page, "/brag")
    conversation(page).get_by_role("heading", name="BRAG position for 7 June 2023").wait_for()
    message.get_by_role("button", name="What is in it").focus()
    for made in (1, 2, 3):
        bot.says_instead(first, Card("Pack: being built", (Text(f"{made} of 4 files"), AGAIN)))
        expect(message).to_contain_text(f"{made} of 4 files")
        expect(message.get_by_role("button", name="What is in it")).to_be_focused()
    announced_once(page, "being built")
    bot.says_instead(first, Card("Pack, version 1", (Text("All four files are made."), bot.packs())))
    expect(message.get_by_role("heading", name="Pack, version 1")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("4 files to download")
    announced_once(page, "Pack, version 1")
    expect(message).to_be_focused()  # what was focused is gone
    expect(page.locator("article.message[id]").first).to_have_id(f"d{first}")
    page.reload()
    expect(page.locator("article.message[id]").first).to_contain_text("All four files are made.")


def test_what_was_being_typed_in_the_thread_of_a_message_stays_when_it_changes(open_as: Open, bot: Bot) -> None:
    page = open_as("workforce.sro@example.org")
    first = bot.sends(Card("Pack: being built", (Text("0 of 4 files"),), about=("2.4",)))
    message = page.locator(f"#d{first}")
    message.locator("summary").click()
    reply = message.get_by_role("textbox")
    reply.fill("amber/red fair booked")
    bot.says_instead(first, Card("Pack", (Text("Ready"),), about=("2.4",)))
    expect(message).to_contain_text("Ready")
    expect(reply).to_be_focused()
    expect(reply).to_have_value("amber/red fair booked")


def test_the_picture_is_shown_and_the_files_are_kept(open_as: Open, bot: Bot, tmp_path: Path) -> None:
    page = open_as(CHAIR)
    bot.sends(Card("Board pack", (PICTURE, bot.packs())))
    image = page.get_by_role("img", name=PICTURE.alt)
    expect(image).to_be_visible()
    becomes(image, "each => each.complete && each.naturalWidth", 960)
    for name, content in FILES.values():
        with page.expect_download() as kept:
            page.get_by_role("link", name=name).click()
        assert kept.value.suggested_filename == name
        kept.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes() == content
    assert_accessible(page)
    expect(page.get_by_role("listitem").filter(has_text=NAMES[1])).to_contain_text("2 KB")
