"""A paper from its first word to the reports that quote it, by Slack alone.

The cover report of 7 June 2023 is written, checked and signed off by seven reviewers and an approver: one returns it,
one change withdraws two approvals. It is published, found wrong in one figure of commentary, corrected, and goes to
Cabinet and to the Health and Wellbeing Board as council reports.
"""

import html
import re
from collections.abc import AsyncIterator, Iterator
from io import BytesIO

import docx
import openpyxl
import pytest
from sqlmodel import Session, col, select

from handlers.commands import registry
from models.packs.packs import Pack, PackFile, PackState
from models.record.database import Database
from models.record.events import first_broken
from papers.pack.contents import from_json
from papers.pack.proof import check_proof
from schedules.pack_builder import PackBuilder, writers
from tests.asking import Clock
from tests.bot.slack_office import clean
from tests.bot.slack_world import World, world
from tests.databases import Engine, fill_example
from tests.papers.pdf_text import page_texts
from tests.slack_server.workspace import Message

pytestmark = pytest.mark.anyio

REVIEWERS = ("governance", "finance", "legal", "communications", "equality_duty", "procurement", "risk")
DIRECTOR, SECRETARY = "director@example.org", "secretary@example.org"
REISSUED = {"Cabinet": "4 July 2023", "Health and Wellbeing Board": "6 July 2023"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COVER = {
    "introduction": "The data are of {{ data_month }}: {{ on_track.current }} actions are on track.",
    "business": "Papers are items 4 to 6.",
    "presenting": "The director presents.",
}
REPORT = {
    "author": "Report by the Director of Children's Services.",
    "classification": "Open.",
    "decision": "Not a key decision.",
    "wards": "All wards.",
    "purpose": "To report that {{ on_track.current }} actions are on track, and {{ reds }} Reds (see {{ ref reds }}).",
    "recommendations": "To note the position.",
    "alternatives": "Not to report: the notice asks for it.",
    "considerations": "The Reds are late.",
    "community": "Families wait less.",
    "environmental": "None.",
    "equality": "The duty was considered for each action.",
    "resources": "Within budget.",
    "legal": "The notice of May.",
    "risk": "No new risks.",
    "consultees": "The partnership.",
}
WRONG, RIGHT = "4 of 7 posts are filled", "5 of 7 posts are filled"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def example(sqlite: Engine) -> Iterator[Database]:
    with sqlite.fresh(fill_example) as database:
        yield database


def address_of(reviewer: str) -> str:
    return f"{reviewer}@example.org"


class Office:
    """The people of the paper at Slack, each in their direct messages with the bot."""

    def __init__(self, board: World, clock: Clock) -> None:
        self.board, self.clock = board, clock
        board.dispatcher.clock = clock
        for address in (*map(address_of, REVIEWERS), DIRECTOR):
            board.accounts[address] = board.slack.add_user(address)

    async def says(self, address: str, line: str) -> Message:
        user = self.board.accounts[address]
        seen = clean(await self.board.slack.message(user, self.board.slack.direct_channel(user), line))
        return seen.posted[0]

    async def secretary(self, line: str) -> str:
        """What the secretary is answered."""
        return (await self.says(SECRETARY, line)).shown.text

    async def builds(self) -> None:
        """Have what was asked for built, and its messages sent."""
        await PackBuilder(self.board.dispatcher, writers).build(self.board.outbox_worker)
        await self.board.outbox_worker.deliver()

    def sent(self, address: str, word: str) -> list[Message]:
        """The messages of somebody in which there is a word."""
        channel = self.board.slack.direct_channel(self.board.accounts[address])
        return [each for each in self.board.slack.workspace.messages_in(channel) if word in each.shown.text]

    async def fills(self, address: str, where: Message, label: str, values: dict[str, str]) -> str:
        """Press what opens a form, fill it in and send it; gives what is answered."""
        user = self.board.accounts[address]
        clean(await self.board.slack.press(user, where, label))
        return clean(await self.board.slack.submit(user, values)).posted[0].shown.text

    async def approves(self, *addresses: str) -> None:
        """Each by the button of the newest message that asks for it."""
        for address in addresses:
            asked = self.sent(address, "You are asked for")[-1]
            seen = clean(await self.board.slack.press(self.board.accounts[address], asked, "Approve"))
            assert any(each.shown.text.startswith("Approved: ") for each in (*seen.posted, *seen.whispered)), address
            await self.board.outbox_worker.deliver()

    async def sign_offs(self, paper: str = "") -> dict[str, str]:
        """The state of each review."""
        (table,) = (await self.says(SECRETARY, f"/pack signoffs {paper}")).shown.tables
        return {row[0]: row[2] for row in table[1:]}

    def packs(self) -> list[tuple[Pack, dict[str, bytes]]]:
        """All packs, each with its published files by their endings."""

        def read(session: Session) -> list[tuple[Pack, dict[str, bytes]]]:
            files: dict[int, dict[str, bytes]] = {}
            for each in session.exec(select(PackFile).where(col(PackFile.draft).is_(False))):
                files.setdefault(each.pack_id, {})[each.name.rpartition(".")[2]] = each.content
            return [(each, files.get(each.id, {})) for each in session.exec(select(Pack).order_by(col(Pack.id)))]

        found: list[tuple[Pack, dict[str, bytes]]] = self.board.rows(read)
        return found


@pytest.fixture
async def office(example: Database) -> AsyncIterator[Office]:
    async with world("socket", example, registry) as board:
        yield Office(board, Clock("2023-05-26 10:00"))


async def test_from_the_first_word_to_the_reports_that_quote_it(office: Office) -> None:
    await write(office)
    await sign_off(office)
    assert "is being published" in await office.secretary("/pack publish")
    await office.builds()
    await correct(office)
    for body, on in REISSUED.items():
        await reissue(office, body, on)
    (first, first_files), *_ = published = [each for each in office.packs() if each[0].state is PackState.PUBLISHED]
    contents = [from_json(each.contents) for each, _ in published]
    assert [each.board for each in contents] == [*["Improvement Board"] * 2, *REISSUED]
    assert {(each.headline, each.frozen_at) for each in contents} == {(contents[0].headline, contents[0].frozen_at)}
    assert contents[0].headline.startswith("On track (Blue or Green on activity): 44 of 64 (68.75%)")
    for pack, files in published:
        assert set(files) == {"docx", "pdf", "html", "xlsx", "zip"}
        assert check_proof(files["zip"], "").holds
        said = words_in(files)
        assert all("44 of 64 (68.75%)" in each for each in said.values())
        wrong = {name for name, each in said.items() if WRONG in each}
        assert wrong == (set(said) if pack.id in (first.id, published[1][0].id) else set())
    assert {name for name, each in words_in(first_files).items() if RIGHT in each} == set()
    assert all(RIGHT in each for _, files in published[1:] for each in words_in(files).values())
    assert office.board.rows(lambda session: first_broken(session, 1)) is None


def words_in(files: dict[str, bytes]) -> dict[str, str]:
    """What each of the four files says, its white space as single spaces."""
    document = docx.Document(BytesIO(files["docx"]))
    sheets = openpyxl.load_workbook(BytesIO(files["xlsx"]))
    said = {
        "docx": " ".join(each.text or "" for each in document.element.iter(W + "t")),
        "pdf": " ".join(page_texts(files["pdf"])),
        "html": html.unescape(re.sub(r"<[^>]+>", " ", files["html"].decode())),
        "xlsx": " ".join(str(cell) for sheet in sheets for row in sheet.values for cell in row if cell is not None),
    }
    return {name: " ".join(each.split()) for name, each in said.items()}


async def write(office: Office) -> None:
    """The figures, what is wrong among them, and the sections; checked, and sent to its reviewers."""
    said = f"/update 2.4 red/red {WRONG}; cause no officer; action hire one; help none; back to green 30 Sep"
    await office.says("workforce.sro@example.org", said)
    for section, text in COVER.items():
        assert "is written" in await office.secretary(f"/pack write {section} {text}")
    assert "None" in await office.secretary("/pack none risk no new risk implications, Service Director, 26 May")
    reviewers = await office.says(SECRETARY, "/pack reviewers")
    who = {each: address_of(each) for each in REVIEWERS} | {"approver": DIRECTOR}
    set_up = await office.fills(SECRETARY, reviewers, "Set the usual seven and the approver", who)
    assert set_up.startswith("8 reviews set for the Improvement Board")
    await office.secretary("/pack compile")
    await office.builds()
    checked = await office.secretary("/pack check")
    assert "Nobody was asked to sign it off yet" in checked
    assert "is with its reviewers" in await office.secretary("/pack review")
    await office.board.outbox_worker.deliver()


async def sign_off(office: Office) -> None:
    """Legal returns it; what is changed for that withdraws two approvals; then all approve, and the director last."""
    legal = address_of("legal")
    await office.approves(*(address_of(each) for each in REVIEWERS if each != "legal"))
    asked = office.sent(legal, "You are asked for")[-1]
    words = {"place": "Introduction, 1.1", "words": "Say which notice this answers."}
    assert (await office.fills(legal, asked, "Return", words)).startswith("Returned: Legal")
    assert (await office.sign_offs())["Legal"] == "returned"
    refused = await office.secretary("/pack publish")
    assert "cannot be published yet" in refused
    assert "Legal" in refused
    await office.secretary(f"/pack write introduction This answers the notice of May. {COVER['introduction']}")
    assert "Withdraws the approvals of Governance and Communications." in await office.secretary("/pack compile")
    await office.builds()
    waiting = {name for name, state in (await office.sign_offs()).items() if state.startswith("pending")}
    assert waiting == {"Governance", "Legal", "Communications"}
    await office.approves(legal, address_of("governance"), address_of("communications"), DIRECTOR)
    assert set((await office.sign_offs()).values()) == {"approved"}


async def correct(office: Office) -> None:
    """One figure of commentary was wrong: those whom it touches sign off again, and who had a version is told."""
    office.clock.set("2023-06-12 10:00")
    answer = await office.secretary(f'/pack correct 2.4 "{WRONG}" is "{RIGHT}" because a return was misread')
    assert "Reds, 2.4, commentary; Progress report, 2.4, commentary: it said" in answer
    await office.builds()
    assert "cannot be published yet" in await office.secretary("/pack publish")
    await office.approves(*map(address_of, ("governance", "communications", "risk")), DIRECTOR)
    assert "is being published" in await office.secretary("/pack publish")
    await office.builds()
    (told,) = office.sent(address_of("finance"), "Board pack for 7 June 2023, version 2 with 1 correction is published")
    assert f"it said “{WRONG}”; it is “{RIGHT}”. Reason: a return was misread." in told.shown.text


async def reissue(office: Office, body: str, on: str) -> None:
    """The same figures to another body, as a council report."""
    assert f"Planned: {body}, {on}" in await office.secretary(f"/pack paper add {body} {on}")
    for section, text in REPORT.items():
        assert "is written" in await office.secretary(f"/pack write for {body} {section} {text}"), section
    await office.secretary(f"/pack compile for {body}")
    await office.builds()
    assert "cannot be published yet" in await office.secretary(f"/pack publish for {body}")
    await office.secretary(f"/pack review for {body}")
    await office.board.outbox_worker.deliver()
    await office.approves(*map(address_of, REVIEWERS), DIRECTOR)
    assert "is being published" in await office.secretary(f"/pack publish for {body}")
    await office.builds()
