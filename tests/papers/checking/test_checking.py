"""What is found in papers, and what is passed over: ten with planted errors and ten full of what looks like one."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.checking.checking import check, check_typed, read_paper
from papers.checking.figures import is_share, percent, share
from papers.checking.paper import Finding, Line, NotReadable, Paper, Severity, Table
from papers.plan.reading import read_plan
from tests.papers.checking import clean, planted
from tests.papers.checking.made import BRAG_HEADS, PUBLISHED, RIGHT, Made

TODAY = date(2023, 6, 7)
DOCS = Path("docs/checking.md")


def found_in(made: Made, name: str = "paper.docx") -> list[Finding]:
    return check(read_paper(made.file, name), TODAY)


@dataclass(frozen=True)
class Matched:
    """How a paper's findings go with what was planted in it."""

    right: int
    missed: list[planted.Planted]
    false: list[Finding]


def matched(made: Made, expected: list[planted.Planted]) -> Matched:
    left, missed = found_in(made), []
    for each in expected:
        hit = next((found for found in left if _is(found, each)), None)
        if hit is None:
            missed.append(each)
        else:
            left.remove(hit)
    return Matched(len(expected) - len(missed), missed, left)


def _is(found: Finding, expected: planted.Planted) -> bool:
    return (
        expected.printed in f"{found.printed} {found.place}"
        and expected.why in f"{found.why} {found.should}"
        and (found.severity is Severity.ERROR) is expected.error
    )


@cache
def of_planted(make: Callable[[], tuple[Made, list[planted.Planted]]]) -> Matched:
    """Of a paper with planted errors, looked through once."""
    return matched(*make())


@cache
def of_clean(make: Callable[[], Made]) -> tuple[Finding, ...]:
    """What is found in a paper without any."""
    return tuple(found_in(make()))


@pytest.mark.parametrize("make", planted.PAPERS, ids=lambda make: make.__name__)
def test_every_planted_error_is_found_and_nothing_else(
    make: Callable[[], tuple[Made, list[planted.Planted]]],
) -> None:
    result = of_planted(make)
    assert (result.missed, result.false) == ([], [])


@pytest.mark.parametrize("make", clean.PAPERS, ids=lambda make: make.__name__)
def test_what_only_looks_like_an_error_is_passed_over(make: Callable[[], Made]) -> None:
    assert of_clean(make) == ()


def test_precision_and_recall_are_those_of_the_docs() -> None:
    results = [of_planted(make) for make in planted.PAPERS]
    false = sum(len(each.false) for each in results) + sum(len(of_clean(make)) for make in clean.PAPERS)
    right, missed = sum(each.right for each in results), sum(len(each.missed) for each in results)
    precision, recall = Decimal(right) / (right + false), Decimal(right) / (right + missed)
    assert precision >= Decimal("0.95")
    assert recall >= Decimal("0.9")
    said = f"| {right} | {missed} | {false} | {precision:.2f} | {recall:.2f} |"
    assert said in DOCS.read_text(encoding="utf-8"), said


def test_a_finding_says_where_what_is_printed_what_should_be_and_how_it_is_known() -> None:
    made, _ = planted.as_published()
    stale = next(each for each in found_in(made) if each.printed == "49.23%")
    assert stale.place == "table 1 (section “2 BRAG breakdown”), row “Blue”, column “Current activity”"
    assert stale.should == "50.00%"
    assert stale.why == "32 of 64 is 50.00%. That is 32 of 65, the total of “Previous impact”."
    on_track = next(each for each in found_in(made) if each.printed == "43 (67%)")
    assert (on_track.place, on_track.should) == ("section “2 BRAG breakdown”, paragraph 2.1", "44 (68.75%)")


def test_the_paper_is_held_against_the_plan_that_it_reports() -> None:
    plan = read_plan(
        b"Ref,Action,Activity,Impact\n2.1,One,Red,Grey\n2.2,Two,Green,Grey\n2.3,Three,Green,Amber\n", "plan.csv"
    )
    made = Made().table(("Rating", "Actions"), (("Red", "1"), ("Green", "1"), ("Amber", "1"), ("Total", "3")))
    made.table(
        ("Ref", "Action", "Activity"), (("2.1", "One", "Red"), ("2.2", "Two", "Amber"), ("2.9", "Nine", "Green"))
    )
    found = check(read_paper(made.file, "paper.docx"), TODAY, plan)
    assert [(each.printed, each.should, each.severity.value) for each in found] == [
        ("1", "2", "error"),
        ("1", "0", "error"),
        ("Amber", "Green", "error"),
        ("2.9", "", "warning"),
    ]


def test_automatic_numbers_are_those_that_word_prints() -> None:
    made = Made()
    for text in ("First.", "Second, see paragraph 9.9."):
        made.document.add_paragraph(text, style="List Number")
    made.says("1.1 A paragraph.", "1.2 Another.")
    assert [each.printed for each in found_in(made)] == ["paragraph 9.9"]


def test_hidden_and_deleted_text_is_not_read() -> None:
    made = Made()
    made.document.add_paragraph().add_run("43 (67%) of the actions are on track.").font.hidden = True
    assert found_in(made.brag()) == found_in(Made().brag())


def test_what_is_found_repeats_no_personal_details() -> None:
    made = Made().says("All actions have now started, as the child born on 3 May 2015 said.").brag(
        [("Grey", "1 (1.54%)", "33 (50.77%)", "1 (1.56%)", "29 (45.31%)"), *RIGHT[1:-1],
         ("Total", "65", "65", "65", "64")]
    )  # fmt: skip
    found = found_in(made)
    assert any("date of birth" in each.why for each in found)
    assert not [each for each in found if "2015" in f"{each.place} {each.printed} {each.should} {each.why}"]


PDF = """
#set page(paper: "a4")
= Improvement Board
43 (67%) of the actions are on track.
#table(columns: 3, [Rating], [Previous activity], [Current activity],
  [Grey], [1 (1.53%)], [0 (0.00%)], [Blue], [28 (43.08%)], [32 (50.00%)], [Red], [8 (12.31%)], [2 (3.13%)],
  [Amber], [4 (6.15%)], [18 (28.13%)], [Green], [24 (36.92%)], [12 (18.75%)], [Total], [65], [64])
One action was withdrawn. The next meeting is on Wednesday 8 June 2023.
"""


def test_a_pdf_is_read_page_by_page() -> None:
    found = check(read_paper(typst.compile(PDF.encode()), "paper.pdf"), TODAY)
    assert [(each.place, each.printed, each.should) for each in found] == [
        ("page 1", "43 (67%)", "44 (68.75%)"),
        ("page 1", "Wednesday 8 June 2023", "Thursday 8 June 2023"),
        ("table 1 (page 1), row “Grey”, column “Previous activity”", "1.53%", "1.54%"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no Word document (.docx) and no PDF"),
        (b"Ref,Action\n", "is no Word document"),
        (b"PK\x03\x04 broken", "cannot be opened"),
        (b"%PDF-1.7 broken", "cannot be opened"),
        (b"\xd0\xcf\x11\xe0 old", "save it as .docx"),
    ],
)
def test_what_is_no_paper_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(NotReadable, match=re.escape(said)):
        read_paper(content, "paper")


def test_a_file_that_unpacks_to_far_too_much_is_not_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * (70 * 2**20) + b"</w>")
    with pytest.raises(NotReadable, match="far more than a paper can hold"):
        read_paper(made.getvalue(), "paper.docx")


@settings(max_examples=30)
@given(st.lists(st.integers(0, 500), min_size=3, max_size=7).filter(any), st.integers(0, 3), st.data())
def test_right_shares_are_never_put_in_question_and_a_wrong_one_always(
    counts: list[int], digits: int, data: st.DataObject
) -> None:
    total = sum(counts)
    shares = [share(Decimal(each), Decimal(total), digits) for each in counts]
    rows = [(f"Row {at}", f"{each} ({said}%)") for at, (each, said) in enumerate(zip(counts, shares, strict=True))]
    heads, foot = ("", "Answers"), ("Total", str(total))

    def found() -> list[Finding]:  # of values: a Word file for each would take most of the time
        return check(Paper("paper", [Table((heads, *rows, foot), "table 1")]), TODAY)

    assert found() == []
    at = data.draw(st.integers(0, len(counts) - 1))
    wrong = shares[at] + data.draw(st.sampled_from((-1, 1, 7))) * Decimal(1).scaleb(-digits)
    if wrong < 0:
        return
    assert not is_share(percent(str(wrong), "%"), Decimal(counts[at]), Decimal(total))
    rows[at] = (f"Row {at}", f"{counts[at]} ({wrong}%)")
    assert [each.should for each in found()] == [f"{shares[at]}%"]


def test_what_is_found_in_a_pack_repeats_no_personal_details() -> None:
    line = Line("All actions have now started, as the child born on 3 May 2015 said.", "Progress report, 2.4")
    table = Table((("", "Now"), ("Grey", "1"), ("Blue", "2"), ("Total", "3")), "BRAG table")
    found = check_typed(Paper("pack", [table, line]), TODAY, "GB-ENG")
    assert len(found) == 2
    assert "2015" not in str(found)


def test_what_was_found_in_a_text_is_known_for_the_same_place_table_day_calendar_and_boards_alone() -> None:
    def found(text: str, table: Table | None = None, **other: Any) -> list[tuple[str, str]]:
        line = Line(text, other.pop("place", "Reds, 2.4"))
        wanted: dict[str, Any] = {"today": TODAY, "calendar": "GB-ENG"} | other
        checked = check_typed(Paper("pack", [table, line] if table else [line]), **wanted)
        return [(each.place, each.printed) for each in checked]

    panel, rose, meets = "The SEND Panel met.", "It rose from 5 to 3.", "The next meeting is on 30 November 2023."
    started, born = "All actions have now started.", "Jamie Brown, 14/02/2012, waits; seen on 3 May 2023."
    grey = Table((("", "Now"), ("Grey", "1"), ("Blue", "2"), ("Total", "3")), "BRAG table")
    for _ in range(2):
        assert found(panel) == found(meets) == found(started) == []
        assert found(panel, boards={"SEND Panel": "SEND Strategic Board"}) == [("Reds, 2.4", "SEND Panel")]
        assert found(meets, calendar="GB-SCT") == [("Reds, 2.4", "30 November 2023")]
        assert found(started, grey) == [("Reds, 2.4", started)]
        assert [found(rose, place=place) for place in "ab"] == [[(place, "rose from 5 to 3")] for place in "ab"]
        assert found(born) == [("Reds, 2.4", "")]
        assert found(born, today=date(2012, 2, 1)) == []


def test_headings_that_are_refs_and_posts_before_a_body_are_no_mistake() -> None:
    """As in a pack of ours: the Reds by their refs, and cells with an SRO above a board."""
    made = Made().heading("1 Headline").heading("2 Movements").heading("3 What is asked").heading("4 Reds")
    for ref in ("2.1", "2.4", "7.5"):
        made.heading(f"{ref} An action of the plan", 2)
    made.heading("5 Progress report").table(
        ("Ref", "Action, SRO and board"),
        (
            ("1.4", "Workforce SRO\nCorporate Parenting Board"),
            ("2.1", "Workforce SRO\nWorkforce Board"),
            ("2.2", "Workforce SRO\nWorkforce Board"),
        ),
    )
    said = [each.why for each in check(read_paper(made.file, "x.docx"), date(2023, 6, 7))]
    assert not [each for each in said if "missing" in each or "Elsewhere" in each], said


def test_a_heading_left_out_is_still_found() -> None:
    made = Made().heading("1 Headline").heading("1.1 Position", 2).heading("1.3 Trend", 2).heading("3 Reds")
    said = [each.why for each in check(read_paper(made.file, "x.docx"), date(2023, 6, 7))]
    assert [each.partition(":")[0] for each in said if "missing" in each] == ["1.2 is missing", "2 is missing"]


def test_the_paper_of_7_june_as_a_pdf_shows_its_nine_wrong_figures_and_no_heading_is_a_count() -> None:
    made, _ = planted.as_published()
    cells = ", ".join(f"[{cell}]" for row in (BRAG_HEADS, *PUBLISHED) for cell in row)
    said = "\n\n".join(each.text.replace("#", "\\#") for each in made.document.paragraphs)
    found = check(read_paper(typst.compile(f"{said}\n\n#table(columns: 5, {cells})".encode()), "paper.pdf"), TODAY)
    wrong = [each.printed for each in found if each.severity is Severity.ERROR]
    assert sorted(wrong) == sorted(
        ("43 (67%)", "1.53%", "46.66%", "13.33%", "1.53%", "30.76%", "49.23%", "18.75", "34.37%")
    )
    assert len(found) == 11


def test_what_opens_with_a_total_of_its_own_is_of_a_part_and_a_list_of_a_pdf_explains_acronyms() -> None:
    made = Made().brag().says(
        "6 actions. Activity: 3 Blue, 2 Amber and 1 Green. Impact: 2 Grey, 2 Amber and 2 Green. One was merged.",
        "The CPB meets on Mondays. CPB Corporate Parenting Board",
    )  # fmt: skip
    assert found_in(made) == []
