"""The pack's web page says what the contents say, holds only text and one style, and is built for every reader."""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markupsafe import escape

from models.plan.ratings import BRAG, Rating
from papers.pack.contents import PackContents
from papers.pack.trend import trend_words
from papers.pack.web import style_hash, write_web
from papers.rating_colours import FILLS
from papers.wording import day, share
from tests.papers.pack_contents import ACTIVITY_MATRIX, AWKWARD, CONTROLS, action, empty, many, sample

SECTIONS = [
    *("1 Headline", "2 Change in the number of actions", "3 Movements", "4 Reds", "5 Highlights", "6 Slow to progress"),
    *("7 Done without impact", "8 Returns", "9 Progress report", "10 Acronyms"),
]


def page_of(contents: PackContents) -> Any:
    """The page, read by a parser of HTML."""
    return html.document_fromstring(write_web(contents).decode())


def said(element: Any) -> str:
    """The text of an element as a person reads it."""
    return " ".join(element.text_content().split())


def table(page: Any, caption: str) -> list[list[str]]:
    """The rows below the headings of the table whose caption begins so."""
    (found,) = [each for each in page.iter("table") if said(each.find("caption")).startswith(caption)]
    return [[said(cell) for cell in row] for row in found.iterfind("tbody/tr")]


def facts(element: Any) -> dict[str, str]:
    """What the description lists of an element say, by their terms."""
    return {said(each.find("dt")): said(each.find("dd")) for each in element.iterfind(".//dl/div")}


def section(page: Any, name: str) -> Any:
    """The section under the heading with this id."""
    (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


def lettered(*ratings: Rating | None) -> list[str]:
    """ "R Red" for each."""
    return [f"{rating.letter} {rating.word}" if rating else "not rated" for rating in ratings]


def spaced(texts: Iterable[str]) -> list[str]:
    """Texts as `said` gives them."""
    return [" ".join(text.split()) for text in texts]


# What it says


def test_the_cover_says_which_pack_it_is() -> None:
    contents = sample()
    (header,) = page_of(contents).xpath("//body/header")
    assert said(header.find("h1")) == "Board pack Improvement Board, 7 June 2023"
    assert facts(header) | {
        "Data month": "May 2023",
        "Author": "Board Secretary",
        "Version": "2",
        "Figures fixed at": "26 May 2023, 17:00",
    } == facts(header)
    assert [said(each) for each in header.iter("li")] == list(contents.changed)
    assert contents.organisation in said(header)
    assert contents.plan in said(header)


def test_the_brag_table_and_its_key_are_those_of_the_contents() -> None:
    contents = sample()
    page = page_of(contents)
    expected = [
        [*lettered(rating), *(share(column.counts[rating]) for column in contents.columns)] for rating in BRAG.ratings
    ]
    assert table(page, "BRAG table") == [*expected, ["Total", *(str(column.total) for column in contents.columns)]]
    assert table(page, "Key") == [[*lettered(each.rating), each.activity, each.impact] for each in contents.key]
    headline = said(section(page, "headline"))
    assert contents.headline in headline
    assert contents.notes[0] in headline
    assert trend_words(contents.trend) in headline
    assert len(page.xpath("//figure//svg")) == 1


def test_every_list_is_that_of_the_contents() -> None:
    contents = sample()
    page = page_of(contents)
    assert table(page, "Actions whose ratings moved") == [
        [
            *(each.ref, each.title, *lettered(each.activity_was, each.activity)),
            *(*lettered(each.impact_was, each.impact), each.direction),
        ]
        for each in contents.movements.moved
    ]
    assert contents.movements.off_track in said(section(page, "movements"))
    assert table(page, "Activity: from") == [
        *(
            [*(lettered(row.was) if row.was else ["Not counted before"]), *map(str, (*row.counts, row.total))]
            for row in ACTIVITY_MATRIX.rows
        ),
        ["Total", *map(str, (*ACTIVITY_MATRIX.totals, ACTIVITY_MATRIX.total))],
    ]
    assert table(page, "Actions that are slow") == [
        [each.ref, each.title, *lettered(each.activity, each.impact), each.why] for each in contents.slow
    ]
    assert table(page, "Actions that are done") == [
        [each.ref, each.title, *lettered(each.impact)] for each in contents.gap
    ]
    assert table(page, "Updates") == [
        [each.answerer, each.boards, str(each.expected), str(each.received), each.state]
        for each in contents.returns.rows
    ]
    assert table(page, "Acronyms") == [[each.acronym, each.meaning or "not defined"] for each in contents.acronyms]
    for name, sentence in (
        ("total", contents.total_change.said),
        ("total", "Without a recorded reason: 9.9."),
        ("movements", contents.movements.said),
        ("reds", contents.reds_said),
        ("slow", contents.slow_said),
        ("gap", contents.gap_said),
        ("returns", contents.returns.said),
    ):
        assert sentence in said(section(page, name))
    assert [said(each) for each in section(page, "total").iter("li")] == list(contents.total_change.lines)


def test_every_red_says_all_that_a_red_must() -> None:
    contents = sample()
    articles = section(page_of(contents), "reds").findall("article")
    for article, red in zip(articles, contents.reds, strict=True):
        assert said(article.find("h3")) == f"{red.ref} {red.title}"
        assert [said(each) for each in article.find_class("rating")] == lettered(red.activity, red.impact)
        assert [said(each) for each in article.find_class("rules")] == [*red.by_the_rules, *red.waits_on]
        expected = {
            "Red by": red.dimension,
            "SRO": red.owner,
            "Deadline": red.deadline,
            "Days overdue": str(red.days_overdue),
            "Recovery date": day(red.recovery_date) if red.recovery_date else "No recovery date given.",
            "Commentary": red.commentary or "No commentary given.",
            "Cause": red.cause or "No cause given.",
            "Corrective action": red.corrective_action or "No corrective action given.",
            "Help needed": red.help_needed or "No escalation recorded.",
        }
        assert facts(article) == {name: " ".join(text.split()) for name, text in expected.items() if text}


def test_every_action_is_in_the_progress_report_under_its_area() -> None:
    contents = sample()
    page = page_of(contents)
    for area in contents.areas:
        part = section(page, f"area-{area.number}")
        assert said(part.find("h3")) == f"Area {area.number}: {area.title}"
        assert area.said in said(part.find("p"))
        for article, entry in zip(part.findall("article"), area.actions, strict=True):
            assert [said(article.find("h4"))] == spaced([f"{entry.ref} {entry.title}"])
            assert [said(each) for each in article.find_class("rating")] == lettered(entry.activity, entry.impact)
            assert [said(each) for each in article.find_class("rules")] == [*entry.by_the_rules, *entry.waits_on]
            expected = {
                "SRO": entry.owner,
                "Board": entry.board,
                "Original deadline": entry.original,
                "Approved deadline": entry.approved,
                "Days overdue": str(entry.days_overdue or ""),
                "Forecast": day(entry.forecast) if entry.forecast else "",
                "Recovery date": day(entry.recovery_date) if entry.recovery_date else "",
                "Commentary": entry.commentary or "No commentary given.",
                "Difference made": entry.difference or "",
                "Help needed": entry.help_needed or "",
                "Evidence": entry.evidence or "",
            }
            if its := entry.measure:
                expected |= {"Measure": its.said, "Last value": its.measured}
                expected |= {"Values": its.drawn.words} if its.drawn else {}
            assert facts(article) == {name: " ".join(text.split()) for name, text in expected.items() if text}
            assert said(article).endswith(entry.standing)
    for each, highlight in zip(section(page, "highlights").findall("article"), contents.highlights, strict=True):
        assert [said(each.find("h3")), said(each.findall("p")[-1])] == spaced(
            [f"{highlight.ref} {highlight.title}", highlight.text]
        )


def test_an_empty_pack_says_so_in_words() -> None:
    page = page_of(empty())
    for name, sentence in (
        ("headline", "The plan has no actions."),
        ("movements", "There is no earlier board to compare with."),
        ("reds", "No action is Red by either rating."),
        ("highlights", "No highlight was nominated."),
        ("returns", "No return was expected."),
        ("progress", "The plan has no actions."),
        ("acronyms", "No acronym is used."),
    ):
        assert sentence in said(section(page, name))
    assert [said(each) for each in page.xpath("//main/section/h2")] == ["Summary", *SECTIONS]
    assert not page.xpath("//table[not(tbody/tr)]")


# How it is built


@pytest.mark.parametrize("contents", [sample(), empty()], ids=["sample", "empty"])
def test_headings_landmarks_and_tables_are_what_readers_need(contents: PackContents) -> None:
    page = page_of(contents)
    assert page.get("lang") == "en-GB"
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [each.tag for each in page.xpath("/html/body/*")] == ["a", "header", "nav", "main", "footer"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)
    assert {each for labels in page.xpath("//@aria-labelledby") for each in labels.split()} <= set(ids)
    for each in page.iter("table"):
        assert said(each.find("caption"))
        assert {cell.get("scope") for cell in each.iterfind("thead/tr/th")} == {"col"}
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in each.iterfind("tbody/tr"))
    for region in page.find_class("wide"):
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-labelledby")


def test_the_contents_lead_to_the_sections_by_their_numbers() -> None:
    page = page_of(sample())
    links = page.xpath("//nav/ol/li/a")
    assert [said(each) for each in links] == SECTIONS
    assert [said(page.get_element_by_id(each.get("href")[1:])) for each in links] == SECTIONS
    areas = page.xpath("//nav//ul//a")
    assert [said(page.get_element_by_id(each.get("href")[1:])) for each in areas] == [said(each) for each in areas]
    reds = section(page, "reds").xpath("article/h3//a/@href")
    assert reds == ["#action-2.1", "#action-2.4", "#action-7.5"]


def test_a_rating_is_never_a_colour_alone() -> None:
    page = page_of(sample())
    ratings = page.find_class("rating")
    words = {rating.level.colour: lettered(rating)[0] for rating in BRAG.ratings}
    assert ratings
    assert all(said(each) == words[each.get("class").split()[1]] for each in ratings)
    style = page.findtext(".//style")
    assert all(
        f".{colour.value} {{ color: {ink}; background: {fill}; }}" in style for colour, (fill, ink) in FILLS.items()
    )


def test_one_style_that_a_policy_can_name_whatever_the_contents() -> None:
    for contents in (sample(), empty(), many(30)):
        text = write_web(contents).decode()
        page = html.document_fromstring(text)
        (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        assert text.count("<style") == 1
        assert style_hash() == f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
        assert not page.xpath("//*[@style] | //script | //@*[starts-with(name(), 'on')]")
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy == f"default-src 'none'; style-src {style_hash()}; base-uri 'none'; form-action 'none'"


def test_nothing_is_fetched_from_anywhere() -> None:
    text = write_web(sample()).decode()
    page = html.document_fromstring(text)
    assert not page.xpath("//link | //img | //iframe | //object | //@src | //image | //use")
    assert all(address.startswith("#") for address in re.findall(r"url\(([^)]*)\)", text))
    assert "@import" not in text


def test_it_is_no_larger_than_what_it_says() -> None:
    text = write_web(many(300)).decode()
    said_by_an_action = len(text) / 300
    assert said_by_an_action < 2_000
    assert not re.search(r"[ \t]\n|\n\n\n", text[text.index("</style>") :])


# What people typed


def of_one(text: str) -> PackContents:
    """The sample with `text` wherever something is typed."""
    one = action("1.1", text, owner=text, board=text, commentary=text, difference=text, help_needed=text, evidence=text)
    contents = sample()
    area = replace(contents.areas[0], number=1, title=text, source=text, actions=(one,))
    return replace(
        contents,
        organisation=text,
        plan=text,
        board=text,
        author=text,
        changed=(text,),
        areas=(area,),
        reds=(replace(contents.reds[0], title=text, owner=text, commentary=text, cause=text),),
        highlights=(replace(contents.highlights[0], title=text, text=text),),
        acronyms=(replace(contents.acronyms[0], acronym=text, meaning=text),),
    )


MARKUP = (
    *(AWKWARD, "</style><script>alert(1)</script>", "<!--", "--><b>", "]]>", "&amp;", "{{ 7 * 7 }}", "{% raw %}"),
    *("' onmouseover='alert(1)", '" autofocus onfocus="alert(1)', "</dd></dl></main>", "\u202eright to left"),
)
characters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
typed = st.one_of(st.sampled_from(MARKUP), st.text(characters, min_size=1)).filter(str.strip)


@settings(max_examples=20)
@given(typed)
def test_whatever_was_typed_is_text_and_never_markup(text: str) -> None:
    content = write_web(of_one(text)).decode()
    page = html.document_fromstring(content)
    plain = page_of(of_one("plain"))
    links = {"a"} if re.match("https?:", text.strip(), re.IGNORECASE) else set()
    kinds = [each.tag for each in page.iter() if each.tag not in links]
    assert kinds == [each.tag for each in plain.iter() if each.tag not in links]
    (article,) = section(page, "area-1").findall("article")
    shown = " ".join(text.split())
    assert facts(article)["Commentary"] == facts(article)["Board"] == shown
    assert str(escape(text)) in content


def test_control_characters_are_left_out() -> None:
    text = write_web(of_one(CONTROLS)).decode()
    assert "pasted from Word:next line end<" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", text)


@pytest.mark.parametrize(
    ("evidence", "leads"),
    [
        ("https://intranet.example.org/evidence?a=1&b=2", "https://intranet.example.org/evidence?a=1&b=2"),
        ("http://intranet.example.org/evidence", "http://intranet.example.org/evidence"),
        ("javascript:alert(1)", ""),
        ("data:text/html,<script>alert(1)</script>", ""),
        ("see (https://intranet.example.org), and the minutes", "https://intranet.example.org"),
        ("https://intranet.example.org/a\njavascript:alert(1)", "https://intranet.example.org/a"),
        ("http:// and https://", ""),
    ],
)
def test_an_address_in_evidence_is_a_link_and_nothing_else(evidence: str, leads: str) -> None:
    contents = sample()
    area = replace(contents.areas[0], actions=(action("2.1", "One", evidence=evidence),))
    page = page_of(replace(contents, areas=(area,)))
    (article,) = section(page, "area-2").findall("article")
    assert article.xpath(".//dl//a/@href") == ([leads] if leads else [])
    assert facts(article)["Evidence"] == " ".join(evidence.split())
