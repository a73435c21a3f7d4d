"""Cards in Slack: what a reader sees, and that Slack takes it, whatever stands in the card."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.blocks import SlackMessage, home_view, messages
from handlers.cards import (
    Actions,
    Button,
    Card,
    DateCell,
    Divider,
    Element,
    Fields,
    File,
    Files,
    Image,
    Listing,
    NumberCell,
    RefCell,
    Select,
    Table,
    Text,
)
from tests.slack_server.block_rules import check_blocks, check_view
from tests.slack_server.reading import Reading, read

TYPED = "<!channel> <@U02CHAIR> *bold* _it_ `code` https://example.org <https://example.org|here> & ~no~ :smile:"


def shown(message: SlackMessage) -> Reading:
    check_blocks(message.blocks, "message")
    return read([{"block_id": str(at), **block} for at, block in enumerate(message.blocks)], message.text)


def only(card: Card) -> Reading:
    found = messages(card)
    assert len(found) == 1
    return shown(found[0])


def table(rows: int, columns: int = 2, cell: str = "x", sortable: bool = False) -> Table:
    headings = tuple(f"C{number}" for number in range(columns))
    body = tuple((f"2.{number}", *[cell] * (columns - 1)) for number in range(rows))
    return Table("Actions", headings, body, sortable)


@pytest.mark.parametrize(
    "element",
    [
        *(Text(TYPED, style) for style in ("plain", "strong", "heading", "muted", "quote")),
        Listing((TYPED,)),
        Fields((("Comment", TYPED),)),
        Image(TYPED, TYPED, ""),
        Files((File(1, TYPED, TYPED, 1),)),
        Table("Said", ("Ref", "Comment"), (("2.4", TYPED),)),
        Table("Said", ("Ref", "Comment"), (("2.4", TYPED),), sortable=True),
    ],
    ids=lambda element: f"{element.kind} {getattr(element, 'style', '')}",
)
def test_typed_text_is_shown_as_typed_and_pings_nobody(element: Element) -> None:
    reading = only(Card("Title", (element,)))
    assert TYPED in reading.text
    assert not reading.pings
    assert not reading.links


def test_an_address_that_stands_alone_is_a_link_and_nothing_else_is() -> None:
    address = "https://board.example.org/sign-in/abc_def-ghi"
    reading = only(Card("Title", (Text(address, "quote"), Text(f"{address} and more"), Text(f"{address}|<!here>"))))
    assert reading.links == [address]
    assert address in reading.text.splitlines()
    assert not reading.pings


def test_the_text_of_a_message_says_the_same_in_words_and_escaped() -> None:
    (message,) = messages(Card("Position", (table(2), Text("<!here> & co"))))
    assert "2.0: C1 x" in message.text
    assert "&lt;!here&gt; &amp; co" in message.text
    assert message.arguments()["mrkdwn"] is False
    assert message.arguments()["parse"] == "none"


def test_a_short_table_is_a_table_and_a_sortable_or_long_one_a_data_table() -> None:
    kinds = [
        messages(Card("T", (each,)))[0].blocks[-1]["type"] for each in (table(99), table(100), table(3, sortable=True))
    ]
    assert kinds == ["table", "data_table", "data_table"]


def test_two_tables_in_one_message_are_data_tables() -> None:
    (message,) = messages(Card("T", (table(3), table(4))))
    assert [block["type"] for block in message.blocks] == ["header", "data_table", "data_table"]
    assert [len(rows) for rows in shown(message).tables] == [4, 5]


def test_refs_and_figures_sort_by_their_numbers_and_empty_cells_are_dashes() -> None:
    july, august = DateCell(date(2023, 7, 19)), DateCell(date(2023, 8, 1))
    rows = (
        (RefCell("10.2"), NumberCell(9), august, "1"),
        (RefCell("2.10"), NumberCell(10, "10 (50.00%)"), "", "2"),
        (RefCell("2.9"), "", july, "3"),
    )
    (message,) = messages(Card("T", (Table("Actions", ("Ref", "Count", "Due", "Why"), rows, sortable=True),)))
    cells = message.blocks[-1]["rows"][1:]
    by_ref = sorted(cells, key=lambda row: row[0]["value"])
    assert [row[0]["text"] for row in by_ref] == ["2.9", "2.10", "10.2"]
    assert [row[1].get("value") for row in cells] == [9, 10, None]
    assert cells[2][2]["value"] < cells[0][2]["value"]
    assert {row[3]["type"] for row in cells} == {"raw_text"}, "words stay words"
    assert shown(message).tables[0][2] == ["2.10", "10 (50.00%)", "–", "2"]


def test_in_a_plain_table_numbers_stand_to_the_right() -> None:
    rows = (("Red", NumberCell(2), "2"), ("Total", NumberCell(64), "64"))
    (message,) = messages(Card("T", (Table("Ratings", ("Rating", "Now", "Said"), rows),)))
    assert [each["align"] for each in message.blocks[-1]["column_settings"]] == ["left", "right", "left"]


def test_what_does_not_fit_a_table_is_said() -> None:
    assert "… and 12 more rows.\n" in f"{only(Card('T', (table(212),))).text}\n", "nothing is promised"
    narrower = replace(table(212), narrower="“/brag slow area 2” shows fewer.")
    assert "… and 12 more rows. “/brag slow area 2” shows fewer." in only(Card("T", (narrower,))).text
    wide = only(Card("T", (table(3, columns=23),)))
    assert "… and 3 more columns" in wide.text
    assert "more rows" in only(Card("T", (table(150, columns=10, cell="x" * 100),))).text


def test_tables_with_too_much_text_for_one_message_become_several() -> None:
    parts = messages(Card("T", tuple(table(60, columns=5, cell="x" * 50) for _ in range(3))))
    assert [len(shown(part).tables) for part in parts] == [1, 1, 1]
    assert shown(parts[1]).lines[0] == "T (2 of 3)"


def test_a_long_card_becomes_several_messages_and_nothing_is_lost() -> None:
    card = Card("Long", tuple(Text(f"Paragraph {number}.") for number in range(120)))
    parts = messages(card)
    assert len(parts) == 3
    text = "\n".join(shown(part).text for part in parts)
    assert all(f"Paragraph {number}." in text for number in range(120))
    assert "Paragraph 119." in parts[-1].text


def test_long_text_is_divided_and_not_cut() -> None:
    words = " ".join(f"word{number}" for number in range(2000))
    assert only(Card("T", (Text(words),))).text.replace("\n", "") == f"T{words}"


def test_buttons_carry_verb_and_value_and_differ_in_their_ids() -> None:
    buttons = tuple(Button(f"No change {ref}", "update.no_change", ref) for ref in ("2.1", "2.4"))
    link = Button("Evidence", "", url="https://example.org/report")
    reading = only(Card("T", (Actions((*buttons, link)),)))
    assert [each.element.get("value") for each in reading.pressables] == ["2.1", "2.4", None]
    assert len({each.action_id for each in reading.pressables}) == 3
    assert reading.labelled("Evidence").element["url"] == "https://example.org/report"


def test_many_buttons_and_options_stay_within_the_limits() -> None:
    many = Actions(tuple(Button(f"Label {number} " + "x" * 90, "v", str(number)) for number in range(60)))
    options = tuple((str(number), f"Action {number} " + "x" * 90) for number in range(250))
    reading = only(Card("T", (many, Actions((Select("Choose one", "v", options),)))))
    assert len(reading.pressables) == 61
    menu = reading.labelled("Choose one").element
    assert sum(len(group["options"]) for group in menu["option_groups"]) == 250
    assert reading.pressables[0].label.endswith("…")


def test_a_long_option_goes_on_below() -> None:
    label = "Red: more than 30 days overdue, or will miss its approved date with no recovery"
    select = Select("Choose", "v", (("red", label),))
    option = only(Card("T", (Actions((select,)),))).labelled("Choose").element["options"][0]
    assert f"{option['text']['text']} {option['description']['text']}" == label


def test_the_home_tab_takes_a_hundred_blocks_and_says_what_is_left_out() -> None:
    view = home_view(Card("Home", tuple(Text(f"Line {number}") for number in range(130))))
    check_view(view, "home")
    assert "… and 32 more parts." in read(view["blocks"], "").text
    with_tables = home_view(Card("Home", tuple(table(190, columns=5, cell="x" * 20) for _ in range(3))))
    check_view(with_tables, "home")
    assert "more rows" in read(with_tables["blocks"], "").text


def test_a_picture_is_a_block_with_its_words_and_without_its_file_it_is_words() -> None:
    image = Image("Trend", "x" * 2100, "")
    card = Card("T", (image,))
    (message,) = messages(card, {image: "F00000001"})
    assert shown(message).pictures == [("F00000001", "x" * 1999 + "…")]
    assert shown(message).lines == ["T", "Trend", "x" * 2100]  # what does not fit the alternative text is not lost
    check_blocks(message.unpictured, "message")
    assert only(card).lines == ["T", "Trend", "x" * 2100]


def test_files_are_named_with_where_they_are() -> None:
    card = Card("Pack", (Files((File(1, "pack.pdf", "PDF", 211_700), File(2, "pack.docx", "Word", 1_420_000))),))
    named = "• PDF: pack.pdf, 212 KB\n• Word: pack.docx, 1.4 MB"
    assert only(card).lines == ["Pack", named, "The files are in the thread of the message that brought them."]
    (message,) = messages(card, brings_files=True)
    assert shown(message).lines == ["Pack", named, "The files are in the thread of this message."]


TEXT = st.text(max_size=40) | st.sampled_from([TYPED, "", " ", "x" * 3001, "ref\n" * 900, "1.2", "12.5%"])
LABEL = st.text(min_size=1, max_size=100).filter(str.strip)
VALUE = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=150)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 24))
    rows = draw(st.lists(st.tuples(*[TEXT] * min(columns, 3)), max_size=5))
    padded = tuple(row + ("x",) * (columns - len(row)) for row in rows)
    return Table(draw(TEXT), tuple(draw(TEXT) for _ in range(columns)), padded, draw(st.booleans()))


ELEMENTS: st.SearchStrategy[Any] = st.one_of(
    st.builds(Text, TEXT, st.sampled_from(["plain", "strong", "heading", "muted", "quote"])),
    st.builds(Listing, st.lists(TEXT, max_size=20).map(tuple)),
    st.builds(Fields, st.lists(st.tuples(LABEL, TEXT), max_size=20).map(tuple)),
    st.just(Divider()),
    tables(),
    st.builds(Image, TEXT, TEXT, st.just("")),
    st.builds(Files, st.lists(st.builds(File, st.just(1), TEXT, TEXT, st.integers(1, 10**9)), max_size=5).map(tuple)),
    st.builds(
        Actions,
        st.lists(
            st.builds(Button, LABEL, VALUE, VALUE) | st.builds(Select, LABEL, VALUE, st.just((("a", "A"),))),
            max_size=30,
        ).map(tuple),
    ),
)


@given(st.builds(Card, LABEL, st.lists(ELEMENTS, max_size=12).map(tuple)))
@settings(max_examples=50, deadline=None)
def test_slack_takes_every_card(card: Card) -> None:
    pictures = {each: "F00000001" for each in card.body if isinstance(each, Image)}
    for message in (*messages(card), *messages(card, pictures, brings_files=True)):
        assert message.text
        assert not shown(message).pings
        check_blocks(message.unpictured or message.blocks, "message")
    check_view(home_view(card), "home")
