"""The first page, at which one can stop: what is on it in each format, that it is one page, and its sentences."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from models.plan.ratings import BRAG
from models.plan.scales import DELIVERY_CONFIDENCE
from models.position.trend import TrendPoint
from papers.pack.contents import AskedEntry, PackContents, RatingColumn
from papers.pack.front_page import MOST_ASKED, MOST_QUESTIONS, MOST_REDS, front_page
from papers.pack.pdf import write_pdf
from papers.pack.web import write_web
from papers.pack.word import write_word
from tests.papers.pack_contents import LONG_TITLE, empty, sample
from tests.papers.pdf_text import page_texts

QUESTIONS = ("32 actions are Blue on activity. What will show that they made a difference?", "Who decided it, and why?")


def asking(number: int, words: str = "a new date") -> AskedEntry:
    return AskedEntry(number, f"Request to endorse {words}", "March 2023", "31 October 2023", "Workforce SRO", (), "")


FULL = sample(questions=QUESTIONS, asked=(asking(1), asking(2)), arising=("Report on recruitment.",))


def in_pdf(contents: PackContents) -> str:
    """The first page of the PDF."""
    return page_texts(write_pdf(contents))[0]


def in_word(contents: PackContents) -> str:
    """What stands before the page of contents."""
    said = []
    for each in Document(BytesIO(write_word(contents))).iter_inner_content():
        if getattr(each, "text", "") == "Contents":
            break
        rows = each.rows if hasattr(each, "rows") else ()
        said += [cell.text for row in rows for cell in row.cells] or [getattr(each, "text", "")]
    return " ".join(said)


def in_web(contents: PackContents) -> str:
    page = html.document_fromstring(write_web(contents).decode())
    (front,) = page.xpath("//main/section[1][@class='front']")
    return str(front.text_content())


@pytest.mark.parametrize("read", [in_pdf, in_word, in_web])
def test_a_member_can_stop_at_it(read) -> None:  # type: ignore[no-untyped-def]
    said = " ".join(read(FULL).split())
    in_their_order = (
        *(FULL.headline, "Previous activity", "18 (28.13%)", FULL.reds_said, "2.1", "2.4", "7.5"),
        *("68 days overdue; recovery 30 September 2023", "68 days overdue; no recovery date"),
        *("Questions worth asking", *QUESTIONS),
        *("What the board is asked", "1. Request to endorse a new date: March 2023 → 31 October 2023"),
        "1 thing that earlier decisions asked for is not done yet: section 5.",
    )
    at = 0
    for each in in_their_order:
        found = said.find(each, 0 if each.startswith("68 days") else at)
        assert found >= 0, each
        at = max(at, found)
    nothing = " ".join(read(sample()).split())
    assert "Questions worth asking" not in nothing, "a pack that was kept without them"
    assert "No decision is asked of the board in this pack." in nothing


def test_how_well_the_headline_is_known_stands_with_it() -> None:
    known = "All 37 updates received. None of the 44 on track is carried."
    for read in (in_pdf, in_word, in_web):
        assert known in " ".join(read(replace(FULL, known=known)).split())


def test_it_is_one_page_even_with_all_that_it_may_have() -> None:
    levels = DELIVERY_CONFIDENCE.ratings
    column = RatingColumn("Current activity", dict.fromkeys(levels, next(iter(FULL.columns[0].counts.values()))), 65)
    red = replace(FULL.reds[0], title=f"Safeguarding-Multidisciplinary-Transformation {LONG_TITLE}")
    red = replace(red, activity=levels[1], impact=levels[2])
    fullest = replace(
        *(FULL,),
        scale=DELIVERY_CONFIDENCE,
        columns=(column,) * 4,
        key=(),
        trend=(TrendPoint(FULL.meeting, column.counts, column.counts, 65),),
        movements=replace(FULL.movements, moved=(), matrices=()),
        highlights=(),
        slow=(),
        gap=(),
        areas=(),
        known="9 of 37 updates received, 2 no change, 26 missing. 12 of the 44 on track are carried. " * 2,
        reds=(red,) * 9,
        questions=tuple(f"{LONG_TITLE}, {LONG_TITLE}?" for _ in range(9)),
        asked=tuple(asking(number, LONG_TITLE) for number in range(1, 10)),
        overridden="Published on 6 June 2023 by Board Secretary although Finance has not signed it off. Reason: none.",
        urgency="Published on 6 June 2023, after its deadline of 30 May 2023 (house). The chair’s reason: a letter.",
    )
    assert "Contents" in page_texts(write_pdf(fullest))[1]
    page = front_page(fullest)
    assert (len(page.reds), len(page.questions), len(page.asked)) == (MOST_REDS, MOST_QUESTIONS, MOST_ASKED)
    assert page.more_reds == "5 more are in section 4."
    assert page.more_asked.startswith("5 more items are in section 5.")


@settings(max_examples=60)
@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 3))
def test_its_sentences_are_right_for_any_number(reds: int, asked: int, arising: int, overdue: int) -> None:
    red = replace(FULL.reds[0], days_overdue=overdue, deadline="", recovery_date=date(2023, 9, 30))
    contents = replace(
        empty(),
        reds=(red,) * reds,
        asked=tuple(map(asking, range(1, asked + 1))),
        arising=("A thing.",) * arising,
    )
    page = front_page(contents)
    said = " ".join((page.more_reds, page.more_asked, *page.asked, *(each.when for each in page.reds)))
    assert not re.search(
        r"\b1 (actions|days|things|more are|more items)|\b([02-9]) (day|thing|more is|more item)\b", said
    )
    assert not re.search(r"\b0 ", said)
    assert bool(page.more_reds) is (reds > MOST_REDS)
    assert ("more item" in page.more_asked) is (asked > MOST_ASKED)
    assert ("earlier decisions" in page.more_asked) is bool(arising)
    assert bool(asked) is ("No decision" not in said)
    assert {each.activity for each in page.reds} <= set(BRAG.ratings)
