"""Cards in plain words and in the terminal: pictures by what they show, files by name, kind and size."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.terminal.printing import NO_FORMS, print_answer
from bot.terminal.screen import Screen
from handlers.cards import (
    Actions,
    Button,
    Card,
    File,
    Files,
    Image,
    Input,
    Modal,
    Select,
    Table,
    Text,
    from_json,
    to_json,
)
from handlers.plain_text import in_words, size_words

CARD = Card(
    "Board pack",
    (
        Image("Ratings at each meeting", "7 June 2023, 64 actions: activity 32 Blue [bold].", "aGVsbG8="),
        Files((File(1, "board-pack.docx", "Word document", 1_420_000), File(2, "board-pack.pdf", "PDF", 211_700))),
    ),
)
SAID = [
    "Ratings at each meeting",
    "7 June 2023, 64 actions: activity 32 Blue [bold].",
    "Word document: board-pack.docx, 1.4 MB",
    "PDF: board-pack.pdf, 212 KB",
]


def test_a_card_in_words_has_what_its_picture_shows_and_its_files() -> None:
    assert in_words(CARD).splitlines() == ["Board pack", *SAID]


def test_the_terminal_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(CARD)
    shown = [line.strip().removeprefix("• ") for line in capsys.readouterr().out.splitlines()]
    assert shown == ["Board pack", *SAID]


def test_an_address_in_a_narrow_terminal_is_broken_and_never_cut() -> None:
    written = io.StringIO()
    table = Table(
        "People", ("Post", "Board", "E-mail"), (("Workforce SRO", "Workforce Board", "workforce.sro@example.org"),)
    )
    print_answer(Card("People", (table,)), Screen(Console(file=written, width=40, force_terminal=True, no_color=True)))
    assert "…" not in written.getvalue()
    shown = re.sub(r"\x1b\[[0-9;]*m", "", written.getvalue())
    addressed = [line[-16:].strip() for line in shown.splitlines()[5:]]
    assert "".join(addressed) == "workforce.sro@example.org"


def test_a_long_address_in_a_narrow_terminal_stays_in_one_piece() -> None:
    written = io.StringIO()
    address = f"https://board.example.org/sign-in/{'x' * 43}"
    link = Actions((Button("Open", "", url=address),))
    card = Card("Link", (Text(f"Send this to the partner: {address} and to nobody else, please."), link))
    print_answer(card, Screen(Console(file=written, width=40, force_terminal=True, no_color=True)))
    assert re.sub(r"\x1b\[[0-9;]*m", "", written.getvalue()).splitlines() == [
        "Link",
        "Send this to the partner:",
        address,
        "and to nobody else, please.",
        "Open:",
        address,
    ]


FORM = Modal(
    "Update 2.4",
    "update.submit",
    "2.4",
    (Text("Foster carers"),),
    (
        Input("activity", "Activity", "rating", "red", "By the rules: Red.", True, (("red", "Red"), ("blue", "Blue"))),
        Input("impact", "Impact", "rating", options=(("red", "Red"), ("blue", "Blue"))),
        Input("cause", "Cause", hint="Needed for a Red.", error="A Red needs a cause."),
    ),
)


def test_a_form_says_its_hints_its_mistakes_and_what_there_is_to_choose_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = [
        "Update 2.4",
        "Foster carers",
        "Activity: Red",
        "  By the rules: Red.",
        "Impact (optional):",
        "  One of: Red; Blue",
        "Cause (optional):",
        "  Needed for a Red.",
        "  Mistake: A Red needs a cause.",
    ]
    assert in_words(FORM).splitlines() == said
    print_answer(FORM)
    assert capsys.readouterr().out.splitlines() == [*said, NO_FORMS]


def test_whatever_can_be_pressed_or_chosen_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    choices = (("a", "To Monday"), ("b", "To Tuesday"))
    link = Button("Open", "", url="https://example.org/")
    row = Actions((Button("Seen", "x"), link, Select("Until…", "y", choices, "Snooze")))
    assert in_words(Card("T", (row,))).splitlines() == ["T", "Open: https://example.org/", "[Seen] [Until…]"]
    print_answer(Card("T", (row,)))
    shown = capsys.readouterr().out.splitlines()
    assert shown == ["T", "Open: https://example.org/", "[Seen]", "Until… [Snooze]", "  • To Monday", "  • To Tuesday"]


def test_pictures_and_files_are_kept_with_a_card_that_is_sent_later() -> None:
    assert from_json(to_json(CARD)) == CARD


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (211_499, "211 KB"), (999_499, "999 KB"), (999_500, "1.0 MB"), (10_000_000, "10.0 MB")],
)
def test_sizes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert size_words(size) == words


@given(st.integers(1, 10**10))
def test_a_size_in_words_is_near_the_size(size: int) -> None:
    number, unit = size_words(size).split()
    said = float(number) * {"KB": 1000, "MB": 1_000_000}[unit]
    assert said > 0
    assert abs(said - size) <= max(1000, 0.06 * size)
