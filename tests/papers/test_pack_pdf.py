"""The pack as PDF, opened again: its figures, its tags, its fonts, and that it says what was typed and nothing else."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import BooleanObject, DictionaryObject, StreamObject

from models.plan.ratings import BRAG
from papers.pack.contents import AreaEntry, PackContents
from papers.pack.fonts import printable
from papers.pack.pdf import write_pdf
from papers.pack.trend import trend_words
from papers.wording import joined, share
from tests.papers.pack_contents import AWKWARD, CONTROLS, MEASURE, action, empty, many, sample
from tests.papers.pdf_text import page_texts

SECTIONS = (
    *("1 Headline", "2 Change in the number of actions", "3 Movements", "4 Reds", "5 Highlights"),
    *("6 Slow to progress", "7 Done without impact", "8 Returns", "9 Progress report", "10 Acronyms"),
)


def opened(contents: PackContents) -> PdfReader:
    """The pack, printed and opened again."""
    return PdfReader(BytesIO(write_pdf(contents)))


@cache
def sample_pdf() -> PdfReader:
    """The sample, printed once for all the tests that only read it."""
    return opened(sample())


@cache
def pages(reader: PdfReader) -> list[str]:
    """The text of each page."""
    reader.stream.seek(0)
    return page_texts(reader.stream.read())


def section(reader: PdfReader, heading: str) -> str:
    """The text under a heading of the first level, up to the next, the footers taken out."""
    text = "\n".join(re.sub(r"Board pack, version .*\n?Page \d+ of \d+", "", page) for page in pages(reader)[2:])
    found = re.search(rf"^{heading}$(.*?)(?=^(?:{'|'.join(SECTIONS)})$|\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def flat(text: str) -> str:
    """With single spaces, so that a line's end does not matter."""
    return " ".join(text.split())


@pytest.mark.parametrize("contents", [sample(), many(97), empty()], ids=["sample", "many", "empty"])
def test_the_table_of_ratings_has_every_count_and_share(contents: PackContents) -> None:
    lines = section(opened(contents), "1 Headline").splitlines()
    assert flat(contents.headline) in flat(" ".join(lines[:4]))
    assert "Rating " + " ".join(column.heading for column in contents.columns) in lines
    for rating in BRAG.ratings:
        shares = " ".join(share(column.counts[rating]) for column in contents.columns)
        assert f"{rating.letter} {rating.word} {shares}" in lines
    assert "Total " + " ".join(str(column.total) for column in contents.columns) in lines


def test_the_golden_figures_are_printed() -> None:
    text = flat(section(sample_pdf(), "1 Headline"))
    assert "44 of 64 actions (68.75%) are on track, down from 52 of 65 (80.00%)." in text
    assert "A Amber 4 (6.15%) 20 (30.77%) 18 (28.13%) 22 (34.38%)" in text
    assert "Percentages may not add up to 100 because of rounding." in text
    assert "R Red more than 30 days overdue" in text


def test_a_red_has_all_that_the_board_asks_about() -> None:
    text = flat(section(sample_pdf(), "4 Reds"))
    assert "3 actions are Red by either rating: 2 on activity, 2 on impact." in text
    one, another = (
        "Activity A Amber Impact R Red Activity declared Amber; by the rules Red: 68 days overdue. "
        "2.1 needs 3.1 (Agree the pay offer): Red on activity, 9 days overdue. Red by: impact",
        "Activity R Red Impact R Red Red by: activity and impact",
    )
    overdue = "SRO: Workforce SRO Deadline: March 2023 Days overdue: 68"
    assert f"{one} {overdue} Recovery date: 30 September 2023" in text
    assert f"{another} {overdue} Recovery date: No recovery date given." in text
    assert text.count("Recovery date: ") == 3
    assert "Cause Neighbouring councils offer more." in text
    assert "Corrective action Corporate Leadership Team to decide; interviews with 7 applicants." in text
    assert "Help needed A decision on the market supplement." in text
    assert text.count("No commentary given.") == 1
    assert text.count("No cause given.") == 1
    assert text.count("No corrective action given.") == 2
    assert text.count("Help needed") == 1 + text.count("Help needed No escalation recorded.")


def test_movements_and_the_change_of_the_total_are_explained() -> None:
    text = flat(section(sample_pdf(), "3 Movements"))
    assert "3 actions moved since 26 April 2023: 1 better, 2 worse." in text
    assert "2.4 Run a foster carer recruitment campaign Activity A Amber → R Red Impact R Red worse" in text
    assert "Red now, and not before: 2.4 (activity Amber to Red)." in text
    assert "Activity: from the rating at the previous board (row) to that of now (column)" in text
    assert "A Amber 0 0 0 4 0 0 4 G Green 0 4 0 8 12 0 24 Total 0 32 2 18 12 1 65" in text
    change = flat(section(sample_pdf(), "2 Change in the number of actions"))
    assert "65 actions became 64: 1 left the plan." in change
    assert "6.6 was merged into 6.2: both asked for the same tracker." in change
    assert "No reason is recorded for 9.9." in change


def test_the_lists_say_who_and_why() -> None:
    assert (
        "10.2 Strengthen oversight EHC plans within 20 weeks: 100% in April 2023. Activity B Blue Impact G Green"
        in (flat(section(sample_pdf(), "5 Highlights")))
    )
    slow = flat(section(sample_pdf(), "6 Slow to progress"))
    assert (
        "2.4 Run a foster carer recruitment campaign Activity R Red Impact R Red 68 days overdue; Red at 2 meetings"
        in slow
    )
    gap = flat(section(sample_pdf(), "7 Done without impact"))
    assert "32 actions are Blue on activity and none is on impact; at least 21" in gap
    assert "10.3 Renew the partnership Impact - Grey" in gap


def test_returns_are_counted_and_missing_ones_named() -> None:
    text = flat(section(sample_pdf(), "8 Returns"))
    assert (
        "63 of 64 returns came; 1 is outstanding. Returns due 23 May 2023 Figures fixed at 26 May 2023, 17:00" in text
    )
    assert "Practice SRO Practice and Service Delivery Board 21 21 All 21 received." in text
    assert "Workforce SRO Workforce Board 11 10 No return received for 2.4." in text


def test_the_progress_report_has_every_action_with_its_dates_and_what_the_ratings_rest_on() -> None:
    text = flat(section(sample_pdf(), "9 Progress report"))
    assert "Area 7: Support and services to meet need 1 action: on activity 1 Red; on impact 1 Grey." in text
    assert "Source: Inspection." in text
    assert (
        "2.4 Run a foster carer recruitment campaign Activity R Red Impact R Red Workforce SRO, Workforce Board "
        "Deadline: March 2023 Days overdue: 68 No return received: ratings of 26 April 2023. No commentary given."
    ) in text
    assert (
        "Activity A Amber Impact R Red Activity declared Amber; by the rules Red: 68 days overdue. "
        "2.1 needs 3.1 (Agree the pay offer): Red on activity, 9 days overdue. Workforce SRO, Workforce Board"
    ) in text
    assert text.count("by the rules") == 1
    assert "Original deadline: March 2023 Approved deadline: June 2023 Days overdue: 68" in text
    assert "Forecast: 29 September 2023 Recovery: 30 September 2023 Update of 22 May 2023." in text
    assert "Difference made: EHC plans within 20 weeks: 100% in April 2023." in text
    assert "Area 8: Management oversight & grip No action is in this area now." in text


def test_the_cover_says_what_paper_this_is() -> None:
    cover = flat(pages(sample_pdf())[0])
    assert cover.startswith(
        "Example County Council Children's Services Improvement Plan Board pack Improvement Board, 7 June 2023 "
        "Data month: May 2023 Author: Board Secretary Version: 2 Figures fixed at: 26 May 2023, 17:00 Summary "
    )
    changed = "What changed since the version before • 2.4: activity was Amber, is Red. • 7.5: commentary changed."
    assert changed in flat(pages(sample_pdf())[1])


def test_what_is_empty_says_so() -> None:
    reader = opened(empty())
    assert "What changed" not in "".join(pages(reader))
    for heading, said in (
        ("4 Reds", "No action is Red by either rating."),
        ("5 Highlights", "No improvement was nominated as a highlight."),
        ("6 Slow to progress", "No action is slow to progress."),
        ("9 Progress report", "There are no actions to report."),
        ("10 Acronyms", "No acronym is used in this pack."),
    ):
        assert flat(section(reader, heading)) == said


def test_an_acronym_without_a_meaning_is_not_defined() -> None:
    assert "SRO not defined" in flat(section(sample_pdf(), "10 Acronyms"))


def test_every_page_after_the_cover_says_which_of_how_many_it_is() -> None:
    texts = pages(sample_pdf())
    assert "Page" not in texts[0]
    for number, text in enumerate(texts[1:], 2):
        assert f"Page {number} of {len(texts)}" in text
        assert "Board pack, version 2: Improvement Board, 7 June 2023" in text


def test_the_contents_page_and_the_bookmarks_lead_to_the_headings() -> None:
    reader = sample_pdf()
    contents = pages(reader)[1]
    found = list(outline(reader, reader.outline))
    bookmarks = dict(found)
    assert [title for title in bookmarks if title in SECTIONS] == list(SECTIONS)
    for title in (*SECTIONS, "Area 7: Support and services to meet need"):
        assert title in pages(reader)[bookmarks[title] - 1]
        assert re.search(rf"^{title}[ .]+{bookmarks[title]}$", contents, re.MULTILINE)
    red_and_report = [page for title, page in found if title == "2.4 Run a foster carer recruitment campaign"]
    assert red_and_report[0] in range(bookmarks["4 Reds"], bookmarks["5 Highlights"] + 1)
    assert red_and_report[1] >= bookmarks["9 Progress report"]
    links = dictionaries(reader.pages[1]["/Annots"])
    assert len([link for link in links if link.get("/Subtype") == "/Link"]) >= len(SECTIONS)


def outline(reader: PdfReader, entries: Any) -> Iterator[tuple[str, int]]:
    """Every bookmark at any level: its title and the number of the page that it leads to."""
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(reader, entry)
        else:
            page = reader.get_destination_page_number(entry)
            assert page is not None
            yield entry.title, page + 1


def test_the_paper_is_a_tagged_pdf_with_title_author_and_language() -> None:
    reader = sample_pdf()
    root = under(reader.trailer, "/Root")
    assert root.get("/Lang") == "en-GB"
    assert under(root, "/MarkInfo")["/Marked"] == BooleanObject(True)
    assert under(root, "/ViewerPreferences")["/DisplayDocTitle"] == BooleanObject(True)
    about = root["/Metadata"]
    assert isinstance(about, StreamObject)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in about.get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Board pack: Improvement Board, 7 June 2023"
    assert reader.metadata.author == "Board Secretary"
    assert reader.metadata.creation_date == datetime(2023, 5, 26, 16, tzinfo=UTC)


def test_tables_have_header_cells_and_the_picture_its_words() -> None:
    tags = list(structure(sample_pdf()))
    tables = [shape(tag) for tag in tags if tag.get("/S") == "/Table"]
    assert tables == [
        *({"/TH": 5, "/TD": 30}, {"/TH": 5, "/TD": 15}),
        *({"/TH": 5, "/TD": 30}, {"/TH": 3, "/TD": 15}, {"/TH": 8, "/TD": 48}),
        *({"/TH": 5, "/TD": 10}, {"/TH": 2, "/TD": 6}),
    ]
    pictures = [tag.get("/Alt") for tag in tags if tag.get("/S") == "/Figure"]
    assert pictures == [trend_words(sample().trend), MEASURE.drawn.words if MEASURE.drawn else ""]
    headings = Counter(str(tag.get("/S")) for tag in tags)
    assert headings["/H1"] == len(SECTIONS) + 2
    assert headings["/H3"] == sum(len(area.actions) for area in sample().areas)


def under(holder: DictionaryObject, *names: str) -> DictionaryObject:
    """The dictionary at the end of a path of names."""
    for name in names:
        within = holder[name]
        assert isinstance(within, DictionaryObject)
        holder = within
    return holder


def structure(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every tag of the paper, in reading order."""
    return below(under(reader.trailer, "/Root", "/StructTreeRoot"))


def below(tag: DictionaryObject) -> Iterator[DictionaryObject]:
    """A tag, and every one within it."""
    yield tag
    for child in children(tag):
        yield from below(child)


def children(tag: DictionaryObject) -> list[DictionaryObject]:
    """The tags within a tag."""
    return dictionaries(tag.get("/K", []))


def dictionaries(found: Any) -> list[DictionaryObject]:
    """The dictionaries in a value that may be one or several of them."""
    objects = [each.get_object() for each in (found if isinstance(found, list) else [found])]
    return [each for each in objects if isinstance(each, DictionaryObject)]


@pytest.mark.parametrize("contents", [sample(), empty()], ids=["sample", "empty"])
def test_every_line_stands_in_a_paragraph_or_another_block(contents: PackContents) -> None:
    groups = [tag for tag in structure(opened(contents)) if tag.get("/S") in ("/Document", "/Div", None)]
    within = {str(tag["/S"]) for group in groups for tag in children(group) if "/S" in tag}
    assert within <= {
        "/Document",
        "/Div",
        "/Title",
        "/H1",
        "/H2",
        "/H3",
        "/P",
        "/L",
        "/TOC",
        "/Table",
        "/Figure",
        "/Caption",
    }


def test_a_plan_of_thousands_of_actions_goes_without_tags_for_paragraphs() -> None:
    """They would take more memory than a pack may; docs/accessibility.md says so."""
    contents = reporting(*[""] * 2001)
    tags = Counter(str(tag.get("/S")) for tag in structure(opened(contents)))
    assert tags["/H3"] == 2001
    assert tags["/P"] < 100
    assert tags["/Table"] >= 3


def shape(table: DictionaryObject) -> dict[str, int]:
    """How many header and data cells a table has."""
    cells = Counter(str(tag.get("/S")) for tag in below(table))
    return {kind: cells[kind] for kind in ("/TH", "/TD")}


def test_a_table_says_its_headings_on_every_page() -> None:
    returns = sample().returns
    reader = opened(empty(returns=replace(returns, rows=returns.rows * 60)))
    answers = [page for page in pages(reader) if re.search(r"received", page, re.MULTILINE)]
    assert len(answers) >= 3
    for page in answers:
        assert "Who answers Boards Updates expected Updates received State" in flat(page)


def test_only_our_fonts_are_in_the_paper_and_all_of_them_are_embedded() -> None:
    found: dict[str, bool] = {}
    for page in sample_pdf().pages:
        for font in fonts(page["/Resources"]):
            descendant = font["/DescendantFonts"][0].get_object()
            found[str(font["/BaseFont"])] = "/FontFile2" in descendant["/FontDescriptor"].get_object()
    assert all(found.values())
    names = {name.split("+")[1].removesuffix("-Identity-H") for name in found}
    assert {"OpenSans", "OpenSans-Bold", "DejaVuSans"} <= names
    assert names <= {"OpenSans", "OpenSans-Bold", "OpenSans-Italic", "OpenSans-BoldItalic", "DejaVuSans"}


def fonts(resources: Any) -> Iterator[Any]:
    """The fonts of a page, those of the pictures in it included."""
    resources = resources.get_object()
    for font in resources.get("/Font", {}).values():
        yield font.get_object()
    for kind in ("/XObject", "/Pattern"):
        for drawn in resources.get(kind, {}).values():
            if "/Resources" in drawn.get_object():
                yield from fonts(drawn.get_object()["/Resources"])


def test_other_contents_give_other_bytes() -> None:
    assert write_pdf(sample()) != write_pdf(sample(frozen_at=datetime(2023, 5, 27, tzinfo=UTC)))


def reporting(*commentaries: str) -> PackContents:
    """A pack that reports actions with these commentaries and nothing else."""
    actions = tuple(action(f"1.{place}", "Title", commentary=each) for place, each in enumerate(commentaries, 1))
    return empty(areas=(AreaEntry(number=1, title="Area", source="", said="Actions.", actions=actions),))


def reported(*commentaries: str) -> str:
    """What the progress report prints of them."""
    return section(opened(reporting(*commentaries)), "9 Progress report")


@pytest.mark.parametrize(
    "typed",
    [
        '#import "@preview/x:1.0.0"',
        "*bold* _italic_ `code` $x$ ~ @ref <label>",
        "] } ) \\ \\u{41} // comment /* */ #pagebreak()",
        "= Heading - list + list / term: x",
        "straight 'quotes' \"quotes\" -- --- ... 1/2",
        "Ŵy ŷ Ŷ ŵ é ½ £3m €5 ≥ → ✓ fi ffl",
        "{{ jinja }} {% x %} <b>&amp;</b>",
        "É-",
    ],
)
def test_what_looks_like_markup_is_printed_as_typed(typed: str) -> None:
    assert flat(typed) in flat(reported(typed))


PLAIN = st.text(
    st.sampled_from("abcŵŷÉ 0123456789#*_$`@<>[](){}\\/=~-+^&%'\"!?.,;:|£€"), min_size=1, max_size=60
).filter(str.strip)


@given(st.lists(PLAIN, min_size=10, max_size=30))
@settings(max_examples=5, deadline=None)
def test_any_text_of_everyday_characters_is_printed_as_typed(typed: list[str]) -> None:
    printed = "".join(reported(*typed).split())
    for each in typed:
        assert "".join(each.split()) in printed


@given(st.lists(st.text(max_size=30), min_size=5, max_size=20))
@settings(max_examples=10, deadline=None)
def test_no_character_whatever_stops_the_paper(typed: list[str]) -> None:
    assert write_pdf(reporting(*typed)).startswith(b"%PDF-1.7")


def test_awkward_text_stays_where_it_belongs() -> None:
    printed = flat(reported(AWKWARD, CONTROLS))
    assert 'Tom & Jerry\'s <b>“quoted”</b> plan > "none" {{ 7 * 7 }} {% for %} [woman]' in printed
    assert "pasted from Word: next line end" in printed


def test_what_no_font_has_is_named() -> None:
    assert printable("🎉🎉 done") == "[party popper] done"
    assert printable("said: বাংলা লেখা.") == "said: [Bengali text]."
    assert printable("中文") == "[CJK text]"
    assert printable("𝐇𝐞𝐥𝐥𝐨") == "Hello"
    assert printable("w\u0302 \u202eabc\u202c a\tb\x07\ufeff") == "ŵ abc a b"
    assert printable("one\r\ntwo\x0bthree\u2028four") == "one\ntwo\nthree\nfour"
    assert printable("שלום عربي ✓ → ☑") == "שלום عربي ✓ → ☑"


def test_a_long_commentary_flows_over_the_pages_and_loses_nothing() -> None:
    typed = " ".join(f"word{number}" for number in range(3000))
    assert typed in flat(reported(typed))


def test_a_long_word_breaks_at_the_end_of_a_line_and_a_long_cell_over_pages() -> None:
    long_word, missing = "x" * 300, [f"3.{number}" for number in range(1000, 2500)]
    contents = sample()
    moved = replace(contents.movements.moved[0], title=long_word)
    row = replace(contents.returns.rows[0], state=f"No return received for {joined(missing)}.")
    reader = opened(
        replace(
            contents,
            movements=replace(contents.movements, moved=(moved,)),
            returns=replace(contents.returns, rows=(row,)),
        )
    )
    lines = re.findall(r"^(?:2\.1 )?(x+)", section(reader, "3 Movements"), re.MULTILINE)
    assert "".join(lines) == long_word
    assert max(map(len, lines)) < 100
    assert re.findall(r"3\.\d{4}", section(reader, "8 Returns")) == missing
