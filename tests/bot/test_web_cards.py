"""A card as HTML: what each part becomes, that nothing typed turns into markup, and how columns sort."""

from base64 import b64encode
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.assets import FOLDER, the_assets
from bot.web.cards import PagePlace, card_html, environment, form_html
from handlers.cards import (
    Actions,
    Button,
    Card,
    DateCell,
    Divider,
    Fields,
    File,
    Files,
    Image,
    Input,
    Listing,
    Modal,
    NumberCell,
    RatingCell,
    RefCell,
    Select,
    Table,
    Text,
)
from models.plan.ratings import Colour, Rating

TEMPLATES = environment(the_assets())
AMBER = RatingCell(Rating.AT_RISK)
PLACE = PagePlace("m1", "/as/1/press", lambda: "once")


def parsed(html: str) -> ElementTree.Element:
    """The HTML as a tree; what we write is well-formed but for void elements and bare attributes."""
    root = ElementTree.Element("root")
    open_now = [root]

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            made = ElementTree.SubElement(open_now[-1], tag, {name: value or "" for name, value in attrs})
            if tag not in ("input", "hr", "br", "img"):
                open_now.append(made)

        def handle_endtag(self, tag: str) -> None:
            assert open_now.pop().tag == tag

        def handle_data(self, data: str) -> None:
            last = open_now[-1][-1] if len(open_now[-1]) else None
            if last is None:
                open_now[-1].text = (open_now[-1].text or "") + data
            else:
                last.tail = (last.tail or "") + data

    Reader(convert_charrefs=True).feed(html)
    assert open_now == [root]
    return root


def shown(element: ElementTree.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def tree_of(*body: object) -> ElementTree.Element:
    return parsed(card_html(TEMPLATES, Card("The title", body), PLACE))  # type: ignore[arg-type]


def test_a_table_has_a_caption_and_headings_for_columns_and_rows() -> None:
    rows = ((AMBER, NumberCell(18, "18 (28.13%)")), ("Total", NumberCell(64)))
    tree = tree_of(Table("Ratings", ("Rating", "Now"), rows))
    region = tree.find("./div")
    assert region is not None
    assert region.attrib["tabindex"] == "0"
    assert shown(region.find(".//caption")) == "Ratings"
    assert region.attrib["aria-labelledby"] == region.find(".//caption/span").attrib["id"]  # type: ignore[union-attr]
    assert [th.attrib["scope"] for th in tree.iter("th")] == ["col", "col", "row", "row"]


def test_a_rating_stands_with_its_letter_its_word_and_its_colour() -> None:
    step = RatingCell(Rating.OFF_TRACK, was=Rating.AT_RISK)
    tree = tree_of(Table("Steps", ("Ref", "Activity"), ((RefCell("2.4"), step), (RefCell("2.5"), "-"))))
    cell = tree.find(".//td")
    assert shown(cell) == "A Amber → R Red"
    assert [chip.attrib["class"] for chip in cell.iter("span")] == ["brag brag-amber", "brag brag-red"]  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", ["Red", "R Red", "Blue → Red", "12", "44 (68.75%)", "7 June 2023", "2.4"])
def test_words_are_shown_as_words_whatever_they_read_like(cell: str) -> None:
    table = Table("Said", ("Who", "Comment"), (("Chair", cell), ("SRO", cell)), sortable=True)
    tree = tree_of(table, Fields((("Said", cell),)))
    assert [shown(each) for each in (*tree.iter("td"), *tree.iter("dd"))] == [cell] * 3
    assert not [each for each in tree.iter() if "brag" in each.get("class", "") or "figure" in each.get("class", "")]


def test_columns_of_numbers_stand_to_the_right_and_a_ref_leads_to_its_action() -> None:
    rows = ((RefCell("R 12"), NumberCell(3), "3"), (RefCell("2.4"), "", "x"))
    table = Table("Actions", ("Ref", "Days", "Why"), rows)
    tree = tree_of(table)
    assert [shown(each) for each in tree.iter() if each.get("class") == "figure"] == ["Days", "3"]
    assert not list(tree.iter("a"))
    linking = parsed(card_html(TEMPLATES, Card("T", (table,)), PagePlace("m1", "", actions="/pages/actions")))
    assert [(each.attrib["href"], shown(each)) for each in linking.iter("a")] == [
        ("/pages/actions/R%2012", "R 12"),
        ("/pages/actions/2.4", "2.4"),
    ]


def test_fields_are_a_description_list() -> None:
    tree = tree_of(Fields((("Impact", RatingCell(Rating.NOT_STARTED)), ("Due", DateCell(date(2023, 3, 31))))))
    assert [shown(each) for each in tree.iter("dt")] == ["Impact", "Due"]
    assert [shown(each) for each in tree.iter("dd")] == ["- Grey", "31 March 2023"]


def test_each_button_is_a_form_of_its_own_and_a_select_has_a_label() -> None:
    tree = tree_of(
        Actions(
            (
                Button("No change", "update.no_change", "2.4"),
                Select("More", "update.open", (("2.1", "2.1 Strategy"),), "Open", opens_form=True),
                Button("Evidence", "", url="https://example.org/minutes"),
                Button("Trap", "", url="javascript:alert(1)"),
            )
        )
    )
    button, choice = tree.iter("form")
    assert {each.attrib["name"]: each.attrib["value"] for each in button.iter("input")} == {
        "verb": "update.no_change",
        "receipt": "once",
        "value": "2.4",
    }
    assert (button.attrib["method"], button.attrib["action"]) == ("post", "/as/1/press")
    label, select = choice.find("label"), choice.find("select")
    assert label is not None
    assert select is not None
    assert label.attrib["for"] == select.attrib["id"]
    assert shown(choice.find("button")) == "Open: More"
    assert ["aria-haspopup" in each.attrib for each in tree.iter("button")] == [False, True]
    assert [link.attrib["href"] for link in tree.iter("a")] == ["https://example.org/minutes"]


def png(width: int, height: int) -> str:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + width.to_bytes(4) + height.to_bytes(4)
    return b64encode(head).decode()


def test_a_picture_has_its_words_its_size_and_an_address_of_its_own() -> None:
    image = Image("Ratings at each meeting", "64 actions: 32 Blue.", png(960, 420))
    place = PagePlace("m1", "/as/1/press", pictures="/as/1/messages/m1")
    tree = parsed(card_html(TEMPLATES, Card("Trend", (image,)), place))
    (img,) = tree.iter("img")
    assert img.attrib["alt"] == image.alt
    assert (img.attrib["width"], img.attrib["height"]) == ("960", "420")
    assert img.attrib["src"].startswith("/as/1/messages/m1/")
    assert shown(tree.find(".//figcaption")) == image.title


@pytest.mark.parametrize("content", ["", "AAAA", b64encode(b"<svg onload=alert(1)>").decode()])
def test_where_a_picture_cannot_be_had_its_words_are_told(content: str) -> None:
    image = Image("Ratings at each meeting", "64 actions: 32 Blue.", content)
    for place in (PLACE, PagePlace("m1", "/as/1/press", pictures="/as/1/messages/m1")):
        tree = parsed(card_html(TEMPLATES, Card("Trend", (image,)), place))
        assert not list(tree.iter("img"))
        assert shown(tree.find("figure")) == "Ratings at each meeting 64 actions: 32 Blue."


def test_files_are_links_with_their_kind_and_size() -> None:
    files = Files((File(7, "board-pack.pdf", "PDF", 211_700), File(8, "<b>.docx", "Word document", 1_420_000)))
    tree = parsed(card_html(TEMPLATES, Card("Pack", (files,)), PagePlace("m1", "/as/1/press", files="/as/1/files")))
    assert [shown(each) for each in tree.iter("li")] == [
        "board-pack.pdf (PDF, 212 KB)",
        "<b>.docx (Word document, 1.4 MB)",
    ]
    assert [(link.attrib["href"], link.attrib["download"]) for link in tree.iter("a")] == [
        ("/as/1/files/7", "board-pack.pdf"),
        ("/as/1/files/8", "<b>.docx"),
    ]
    assert not list(tree_of(files).iter("a"))


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Minutes: https://example.org/minutes?a=1&b=2.", ["https://example.org/minutes?a=1&b=2"]),
        ("(https://example.org/a), http://example.org/b", ["https://example.org/a", "http://example.org/b"]),
        ('https://example.org/"onmouseover="alert(1)', ["https://example.org/"]),
        ("javascript:alert(1) ftp://example.org https://", []),
    ],
)
def test_an_address_in_a_text_is_a_link_to_press_and_to_copy(text: str, addresses: list[str]) -> None:
    tree = tree_of(Text(text), Text(text, "quote"), Listing((text,)), Fields((("To", text),)), Table("T", ("C",), ()))
    links = list(tree.iter("a"))
    assert [each.attrib["href"] for each in links] == [shown(each) for each in links] == addresses * 4
    assert [shown(each) for each in tree.iter("p")] == [text]


def test_headings_go_down_one_level_at_a_time() -> None:
    tree = tree_of(Text("Part", "heading"), Divider(), Text("Said", "quote"))
    assert [each.tag for each in tree] == ["h2", "h3", "hr", "blockquote"]


plain = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@given(plain, plain, plain)
def test_whatever_was_typed_is_shown_as_typed(title: str, words: str, cell: str) -> None:
    card = Card(
        title,
        (
            Text(words),
            Text(words, "quote"),
            Listing((words,)),
            Fields(((words, cell),)),
            Table(words, (words,), ((cell,),), sortable=True),
            Actions((Button(words, words, cell), Select(words, words, ((cell, words),)))),
        ),
    )
    tree = parsed(card_html(TEMPLATES, card, PLACE))
    assert "".join(tree.find("h2").itertext()) == title  # type: ignore[union-attr]
    assert "".join(tree.find("p").itertext()) == words  # type: ignore[union-attr]
    assert "".join(tree.find("blockquote").itertext()) == words  # type: ignore[union-attr]
    assert "".join(tree.find("ul/li").itertext()) == words  # type: ignore[union-attr]
    cards = {"root", "h2", "p", "blockquote", "ul", "li", "dl", "div", "dt", "dd", "span", "b"}
    tables = {"table", "caption", "thead", "tbody", "tr", "th"}
    forms = {"form", "input", "button", "label", "select", "option"}
    assert {each.tag for each in tree.iter()} <= cards | tables | forms
    assert not [name for each in tree.iter() for name in each.attrib if name.startswith("on") or name == "style"]


def question(name: str, tree: ElementTree.Element) -> ElementTree.Element:
    return next(each for each in tree.iter() if each.attrib.get("name") == name)


def test_a_form_shows_hints_and_mistakes_beside_their_fields_and_leads_to_them() -> None:
    modal = Modal(
        "Update 2.4",
        "update.submit",
        "2.4",
        inputs=(
            Input("activity", "Activity", "rating", "red", required=True, options=(("red", "Red"), ("blue", "Blue"))),
            Input("cause", "Cause", "paragraph", "", "Needed for a Red.", error="A Red needs a cause."),
            Input("on", "Recovery date", "date", "31/2/23", error="There is no 31 February."),
            Input("link", "Evidence", "link", "<b>"),
        ),
    )
    tree = parsed(form_html(TEMPLATES, modal, "/as/1/forms/f", "f"))
    cause = question("cause", tree)
    described = [each for each in tree.iter() if each.attrib.get("id") in cause.attrib["aria-describedby"].split()]
    assert [shown(each) for each in described] == ["Needed for a Red.", "Mistake: A Red needs a cause."]
    assert cause.attrib["aria-invalid"] == "true"
    links = {link.attrib["href"].removeprefix("#"): shown(link) for link in tree.iter("a")}
    assert links == {
        cause.attrib["id"]: "Cause: A Red needs a cause.",
        question("on", tree).attrib["id"]: "Recovery date: There is no 31 February.",
    }
    assert question("on", tree).attrib["value"] == "31/2/23"
    assert question("on", tree).attrib["type"] == "text", "a date field would show nothing of what is no date"
    assert question("link", tree).attrib["value"] == "<b>"
    assert shown(tree.find(".//legend")) == "Activity"
    assert [each.attrib["value"] for each in tree.iter("input") if "checked" in each.attrib] == ["red"]


def test_every_colour_of_the_palette_is_in_the_style_sheet() -> None:
    sheet = (FOLDER / "pages.css").read_text()
    assert [colour for colour in Colour if f".brag-{colour.value} " not in sheet] == [Colour.GREY]
    assert "background: var(--grey)" in sheet, "the plain chip is Grey's"
