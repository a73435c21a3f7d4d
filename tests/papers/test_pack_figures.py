"""Every figure of the BRAG table, the Reds and the returns, read back out of all four files of a pack that was compiled
by the front door, and compared with what the rows of its snapshot say when they are counted here."""

import asyncio
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook
from sqlmodel import Session, col, select

from bot.process import make_worker
from bot.settings import Settings
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.packs.packs import PackFile, PackFormat
from models.plan.ratings import BRAG
from models.position.snapshots import Snapshot, SnapshotRow
from models.updates.answer import LACKING_OF_A_RED
from papers.pack.contents import AskedEntry, LikelyEntry, PackContents
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from tests.asking import Clock, somebody
from tests.databases import Engine, fill_example
from tests.papers.pack_contents import AWKWARD, sample
from tests.papers.pdf_text import page_texts

GREY, BLUE, RED, AMBER, GREEN = BRAG.ratings

Table = dict[str, list[str]]
"""The BRAG table: by the word of a rating, what its row says in each column ("32 (50.00%)")."""


@pytest.fixture(scope="module")
def dispatcher(sqlite: Engine) -> Iterator[Dispatcher]:
    """The dispatcher on the example, for all tests of this file: they change nothing."""
    with sqlite.fresh(fill_example) as database:
        yield Dispatcher(database, registry, Clock("2023-06-07 10:00"))


@pytest.fixture(scope="module")
def files(dispatcher: Dispatcher) -> dict[PackFormat, bytes]:
    """The pack for 7 June, asked for in chat and built by the worker."""
    somebody(dispatcher, "secretary@example.org").types("/pack compile")

    async def build() -> None:
        worker = make_worker(dispatcher, Settings())
        await worker.deliver()
        await worker.finish()

    asyncio.run(build())
    with dispatcher.database.read() as session:
        return {each.format: each.content for each in session.exec(select(PackFile))}


@pytest.fixture(scope="module")
def words(files: dict[PackFormat, bytes]) -> dict[PackFormat, str]:
    """What each of the files says."""
    return words_of(files)


def counted(session: Session, snapshot: Snapshot) -> tuple[list[str], list[str]]:
    """The column of activity and that of impact, in the order of the ratings."""
    rows = session.exec(select(SnapshotRow).where(SnapshotRow.snapshot_id == snapshot.id)).all()
    columns = []
    for of in ("activity", "impact"):
        counts = Counter(getattr(row, of) for row in rows)
        columns.append([_share(counts[rating], len(rows)) for rating in BRAG.ratings])
    return columns[0], columns[1]


def _share(count: int, total: int) -> str:
    percent = (Decimal(100 * count) / total).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{count} ({percent}%)"


def from_word(content: bytes) -> Table:
    table = Document(io.BytesIO(content)).tables
    found = next(each for each in table if "Previous activity" in [cell.text for cell in each.rows[0].cells])
    return _rows([[cell.text for cell in row.cells] for row in found.rows])


def from_pdf(content: bytes) -> Table:
    text = " ".join(page_texts(content))
    part = text.partition("Current impact")[2].partition("Total")[0].split()
    found: Table = {}
    for at, word in enumerate(part):
        if word in {rating.word for rating in BRAG.ratings}:
            figures = part[at + 1 : at + 9]
            found[word] = [f"{figures[i]} {figures[i + 1]}" for i in range(0, 8, 2)]
    return found


def from_web(content: bytes) -> Table:
    for table in html.fromstring(content.decode()).iter("table"):
        rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")]
        if "Previous activity" in rows[0]:
            return _rows(rows)
    raise AssertionError("the page has no BRAG table")


def from_spreadsheet(content: bytes) -> Table:
    sheet = load_workbook(io.BytesIO(content))["BRAG table"]
    found: Table = {}
    for row in sheet.iter_rows(values_only=True):
        if (word := _rating(str(row[0]))) and word not in found and isinstance(row[1], int):
            numbers = row[1:9]
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            found[word] = [f"{count} ({Decimal(str(percent)).quantize(Decimal('0.01'))}%)" for count, percent in pairs]
    return found


def _rows(rows: list[list[str]]) -> Table:
    return {word: row[1:5] for row in rows if (word := _rating(row[0]))}


def _rating(text: str) -> str:
    return next((rating.word for rating in BRAG.ratings if text.split()[-1:] == [rating.word]), "")


READERS: dict[PackFormat, Callable[[bytes], Table]] = {
    PackFormat.WORD: from_word,
    PackFormat.PDF: from_pdf,
    PackFormat.WEB: from_web,
    PackFormat.SPREADSHEET: from_spreadsheet,
}


def test_all_four_say_what_the_snapshots_say(files: dict[PackFormat, bytes], dispatcher: Dispatcher) -> None:
    with dispatcher.database.read() as session:
        now, before = session.exec(select(Snapshot).order_by(col(Snapshot.id).desc()).limit(2)).all()
        activity_was, impact_was = counted(session, before)
        activity, impact = counted(session, now)
    columns = (activity_was, activity, impact_was, impact)
    expected = {rating.word: [column[at] for column in columns] for at, rating in enumerate(BRAG.ratings)}
    assert expected["Amber"] == ["4 (6.15%)", "18 (28.13%)", "20 (30.77%)", "22 (34.38%)"]
    for format, read in READERS.items():
        assert read(files[format]) == expected, format


def words_of(files: dict[PackFormat, bytes]) -> dict[PackFormat, str]:
    document = Document(io.BytesIO(files[PackFormat.WORD]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    workbook = load_workbook(io.BytesIO(files[PackFormat.SPREADSHEET]))
    values = [str(value) for sheet in workbook for row in sheet.iter_rows(values_only=True) for value in row if value]
    values += workbook.sheetnames
    pages = page_texts(files[PackFormat.PDF])
    said = {
        PackFormat.WORD: [*(each.text for each in document.paragraphs), *cells],
        PackFormat.PDF: pages,
        PackFormat.WEB: [html.fromstring(files[PackFormat.WEB].decode()).text_content()],
        PackFormat.SPREADSHEET: values,
    }
    return {format: " ".join(" ".join(texts).replace("\u200b", "").split()) for format, texts in said.items()}


SENTENCES = (
    "On track (Blue or Green on activity): 44 of 64 (68.75%), down from 52 of 65 (80.00%) on 26 April 2023.",
    "The total went from 65 to 64:",
    "24 actions changed since 26 April 2023: 10 for the better, 12 for the worse, 2 mixed or newly rated.",
    "3 actions are Red by either rating. Red: activity 8 to 2, impact 1 to 2, since 26 April 2023.",
    "All 37 updates received. None of the 44 on track is carried.",
    "Days overdue are reckoned to 7 June 2023.",
)


def test_the_sentences_with_figures_are_the_same_in_all_four(words: dict[PackFormat, str]) -> None:
    for format, text in words.items():
        assert [each for each in SENTENCES if each not in text] == [], format


def test_where_the_rules_see_it_otherwise_all_four_say_so_beside_the_action(
    words: dict[PackFormat, str], dispatcher: Dispatcher
) -> None:
    differing = {"2.1": 68, "3.5": 40, "5.5": 68, "6.6": 38, "7.2": 40}
    said = {ref: f"Activity declared Amber; by the rules Red: {days} days overdue." for ref, days in differing.items()}
    late = "forecast later than its approved date, without a recovery (cause, corrective action and a date ahead)"
    for ref in ("1.5", "2.3", "5.3", "6.5", "7.1", "7.6", "10.5"):
        said[ref] = f"Activity declared Amber; by the rules Red: {late}."
    expected = Counter([*said.values(), said["2.1"]])  # 2.1 is among the Reds as well
    for format, text in words.items():
        assert Counter(re.findall(r"(?:Activity|Impact) declared .*?\.", text)) == expected, format
    chair = somebody(dispatcher, "chair@example.org")
    assert all(sentence in in_words(chair.types(f"/action {ref}")) for ref, sentence in said.items())


def test_what_a_red_lacks_is_said_in_the_same_words_in_all_four() -> None:
    pack = sample()
    nothing: dict[str, Any] = dict.fromkeys(LACKING_OF_A_RED)
    bare = replace(pack, reds=tuple(replace(each, **nothing) for each in pack.reds), areas=())
    for format, words in words_of(written(bare)).items():
        counted = {each: words.count(each) for each in LACKING_OF_A_RED.values()}
        assert counted == dict.fromkeys(LACKING_OF_A_RED.values(), len(pack.reds)), format
        assert words.count(pack.reds[2].standing) == 1, format


def test_how_a_recovery_is_kept_and_what_was_escalated_stand_in_all_four() -> None:
    pack = sample()
    told = "Tom & Jerry's <b>plan</b> {{ 7 * 7 }} =SUM(A1)"
    kept = ("Third recovery date: 30 June, 31 August, now 30 September 2023.",)
    escalated = (f"Escalated on 26 May 2023 by Workforce SRO: “{told}”.",)
    plan: dict[str, Any] = {
        "recovery_owner": f"Head of Fostering {told}",
        "recovery_by": date(2023, 8, 31),
        "next_review": date(2023, 7, 14),
    }
    red = replace(pack.reds[1], help_needed="two posts", recovery=kept, escalated=escalated, **plan)
    packed = replace(pack, reds=(red,), areas=(), likely_said="None is.", likely=())
    for format, words in words_of(written(packed)).items():
        assert "None is." in words, "likely to slip"
        for said in (
            *kept,
            *([] if format is PackFormat.SPREADSHEET else [f"two posts. {escalated[0]}"]),
            *escalated,
            plan["recovery_owner"],
            "Carried out by",
        ):
            assert said in words, (format, said)
        for on in ("31 August 2023", "14 July 2023"):
            assert on in words or format is PackFormat.SPREADSHEET, (format, on)  # where it is a date, not words
        assert "No escalation recorded." not in words, format


def test_what_is_asked_what_moved_what_is_likely_to_slip_and_the_pace_stand_in_all_four_or_in_none() -> None:
    given = ("Cause: the officer started late", f"Effect if not agreed: {AWKWARD}")
    asked = (
        AskedEntry(1, "A new date for 2.4", "March 2023", "31 October 2023", "Workforce SRO", given, "next milestone"),
        AskedEntry(
            3, "Request to endorse", "", "the review of the front door (section 4)", "Independent Chair", (), ""
        ),
    )
    moved = ("2.3: from Q1 2023/24 to December 2023 (D1, Improvement Board, 8 June 2023).",)
    undecided = ("2.6: from March 2023 to 30 June 2023 (no decision recorded).",)
    arising = (
        "Report on recruitment (Workforce SRO, by 1 August 2023, overdue). D1, Improvement Board, 19 July 2023.",
    )
    likely = (
        LikelyEntry("2.3", "Fewer agency workers", AMBER, GREY, "Q1 2023/24", "Workforce SRO", "its own forecast"),
        LikelyEntry("10.7", AWKWARD, GREEN, GREY, "July 2023", AWKWARD, AWKWARD),
    )
    likely_said = "1 action is likely to slip."
    version, pace = "v0.12 (draft)", "Became Blue on activity: 8, 1 and 4. The rest would take 8 boards more."
    full = replace(
        sample(),
        asked=asked,
        arising=arising,
        dates_moved=moved,
        dates_moved_undecided=undecided,
        plan_version=version,
        pace=pace,
        likely_said=likely_said,
        likely=likely,
    )
    without = replace(sample(), plan_version="", pace="", likely_said="", likely=())
    for pack, there in ((full, True), (without, False)):
        for format, words in words_of(written(pack)).items():
            said = (
                moved[0],
                undecided[0],
                arising[0],
                "A new date for 2.4",
                "the officer started late",
                "the review of the front door (section 4)",
            )
            # What is asked stands on the first page, too.
            assert {words.count(each) for each in said} <= ({1, 2} if there else {0}), format
            told = (
                *("next milestone", likely_said, version, pace, "Fewer agency workers", "Q1 2023/24"),
                *("its own forecast", "Plan version", "Likely to slip"),
            )
            assert [each in words for each in told] == [there] * len(told), format


def written(pack: PackContents) -> dict[PackFormat, bytes]:
    """A pack in all four formats."""
    return {
        PackFormat.WORD: write_word(pack),
        PackFormat.PDF: write_pdf(pack),
        PackFormat.WEB: write_web(pack),
        PackFormat.SPREADSHEET: write_spreadsheet(pack),
    }
