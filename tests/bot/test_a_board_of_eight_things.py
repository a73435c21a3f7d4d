"""A board decides eight things of eight kinds, and the next board's pack tells them: by chat alone, and by pages alone.

On a running demo. Of the eight one is deferred, one amended, one undone; both packs are compiled and published.
"""

import html
import io
import re
import time
from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from sqlmodel import select

from handlers.dispatcher import Dispatcher
from models.plan.actions import Action
from models.plan.endings import Ending
from models.record.database import Database
from models.record.events import first_broken
from tests.asking import Clock
from tests.bot.pages_stage import SECRETARY, SRO, button_on, fields_of, words_in
from tests.bot.test_pages_reading import files_on
from tests.bot.web_stage import Served, Visitor, answers_in, serving
from tests.databases import Engine
from tests.handlers.test_deciding import PROPOSED

LONDON = ZoneInfo("Europe/London")
ASKED = f"/requests?{urlencode({'meeting': '2023-06-07 Improvement Board'})}"
OUTCOMES = (
    ("deferred", {"until": "2023-07-19", "words": "More is to be known."}),
    ("agreed", {}),
    ("amended", {"words": "into 2.4, it fits better there"}),
    *[("agreed", {})] * 5,
)
"""What becomes of `PROPOSED`, one after the other; the seventh, closing 2.2, is undone."""
UNDONE = 7


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def demo(example_dispatcher: Dispatcher, clock: Clock) -> Iterator[Served]:
    clock.set("2023-06-06 10:00")
    with serving(example_dispatcher) as served:
        yield served


def move(demo: Served, local: str) -> None:
    """Set the demo's clock to a later local time."""
    demo.clock.move(datetime.fromisoformat(local).replace(tzinfo=LONDON))


class InChat:
    """Somebody who types everything."""

    def __init__(self, demo: Served, email: str) -> None:
        self.visitor = Visitor(demo, email)

    def types(self, line: str) -> str:
        """Type a line; gives what is answered, and whatever has come since."""
        line = " ".join(line.split())
        said = words_in(self.visitor.say(line))
        return said[said.rindex(line) :]

    def proposes(self) -> None:
        """Propose the eight things."""
        for line in PROPOSED:
            assert re.search(r"(Proposed|Asked) as P\d", self.types(line)), line

    def decides(self, number: int, outcome: str, typed: dict[str, str]) -> str:
        """Enter the outcome of an item; gives what is answered."""
        until = f"to {typed['until']}" if "until" in typed else ""
        return self.types(f"/board decide {number} {outcome} {until} {typed.get('words', '')}")

    def undoes(self) -> str:
        """Undo the last decision."""
        return self.types("/board decide undo")

    def asks_for(self, what: str) -> None:
        """Enter an action arising from D2."""
        assert what in self.types(f'/board arising D2 "{what}" owner:{SRO} due:"3 Jul 2023"')

    def compiles(self) -> None:
        """Compile the coming board's pack."""
        self.types("/pack compile")

    def publishes(self) -> None:
        """Publish the newest pack, without the updates that are missing."""
        if "publish it without these?" in self.types("/pack publish"):
            answered = answers_in(self.visitor.reload())[-1]
            self.visitor.post("/press", **button_on(answered, "Publish without them"))


class OnPages:
    """Somebody who fills in forms and presses buttons of the pages."""

    def __init__(self, demo: Served, email: str) -> None:
        self.visitor = Visitor(demo, email)
        self.base = f"{self.visitor.base}/pages"

    def sends(self, verb: str, value: str, back: str, **typed: str) -> str:
        """Open a form by its way from the page `back`, fill it in and send it; gives the page that follows."""
        path = f"{self.base}/forms/{verb}?{urlencode({'value': value, 'back': back})}"
        page = self.visitor.client.get(self.base + back).text
        assert path.replace("&", "&amp;") in page, path
        form = page if verb == "board.entry" else self.visitor.client.get(path).text
        answer = self.visitor.client.post(path, data=fields_of(form, path) | typed)
        assert answer.status_code == 200, words_in(answer.text)
        return words_in(answer.text)

    def presses(self, on: str, label: str) -> str:
        """Press the first button of a page that begins with a label; gives the page that follows."""
        page = self.visitor.client.get(self.base + on).text
        answer = self.visitor.client.post(f"{self.base}/press", data=button_on(page, label))
        assert answer.status_code == 200, words_in(answer.text)
        return answer.text

    def proposes(self) -> None:
        """Propose the eight things."""
        for value, typed in {
            "date 2.4": {"until": "31 Oct 2023", "reason": "marketing officer started late"},
            "withdraw 2.6": {"reason": "the hubs are the health trust’s now"},
            "merge 2.7": {"into": "2.5", "reason": "they are one"},
            "split 2.3": {"parts": "Keep social workers\nKeep carers", "reason": "it is two"},
            "board 2.1": {"board": "Practice and Service Delivery Board", "reason": "it is theirs"},
        }.items():
            said = self.sends("action.propose", value, f"/actions/{value.split()[1]}", **typed)
            assert "Proposed as P" in said
        new = {"title": "Recruit ten carers", "area": "2", "board": "Workforce Board", "owner": "Workforce SRO"}
        assert "P6" in self.sends("action.propose", "new", "/requests", **new, due="30 Sep 2023")
        closing = {"evidence": "https://example.org/fair", "reason": "all has been done"}
        assert "P7" in self.sends("action.propose", "close 2.2", "/actions/2.2", **closing)
        asked = {"ask": "endorse", "what": "the review of the front door"}
        assert "P8" in self.sends("board.request_form", "Improvement Board", ASKED, **asked)

    def decides(self, number: int, outcome: str, typed: dict[str, str]) -> str:
        """Enter the outcome of the item at which the walk is; gives the page that follows."""
        return self.sends("board.entry", str(number), ASKED, outcome=outcome, **typed)

    def undoes(self) -> str:
        """Undo the last decision."""
        return words_in(self.presses(f"{ASKED}&recorded=P{UNDONE}", "Undo"))

    def asks_for(self, what: str) -> None:
        """Enter an action arising from D2, which is on the page of decisions."""
        page = self.visitor.client.get(f"{self.base}/requests?{ASKED.partition('?')[2]}").text
        (path,) = {
            html.unescape(each) for each in re.findall(r'href="([^"]*board.arising_form[^"]*value=2&[^"]*)"', page)
        }
        form = self.visitor.client.get(path).text
        typed = {"what": what, "owner": SRO, "due": "2023-07-03"}
        answer = self.visitor.client.post(path, data=fields_of(form, path) | typed)
        assert what in words_in(answer.text)

    def compiles(self) -> None:
        """Compile the coming board's pack."""
        assert "are fixed" in self.presses("/packs", "Compile the pack for")

    def publishes(self) -> None:
        """Publish the newest pack, without the updates that are missing."""
        asked = self.presses("/packs", "Publish")
        if "publish it without these?" in asked:
            answer = self.visitor.client.post(f"{self.base}/press", data=button_on(asked, "Publish without them"))
            assert "is being published" in answer.text


Front = type[InChat] | type[OnPages]


@pytest.mark.parametrize("front", [InChat, OnPages], ids=["by chat alone", "by pages alone"])
def test_eight_things_are_decided_and_the_next_pack_tells_them(front: Front, demo: Served, example: Database) -> None:
    secretary, sro = front(demo, SECRETARY), front(demo, SRO)
    secretary.compiles()
    _files(secretary.visitor, "7 June 2023: version 1", "draft")
    secretary.publishes()
    _files(secretary.visitor, "7 June 2023: version 1", "published")
    sro.proposes()
    assert _action(example, "2.4").approved_due == date(2023, 3, 31), "until a board has decided nothing changes"

    move(demo, "2023-06-07 14:00")
    for number, (outcome, typed) in enumerate(OUTCOMES, 1):
        assert f"(D{number}, " in (said := secretary.decides(number, outcome, typed)) or f"D{number}, " in said, said
        if number == UNDONE:
            assert f"Undone: D{UNDONE}" in secretary.undoes()
    ended = {ref: _action(example, ref).ended for ref in ("2.2", "2.3", "2.4", "2.6", "2.7")}
    merged, split = Ending.MERGED, Ending.SPLIT
    assert ended == {"2.2": None, "2.3": split, "2.4": None, "2.6": Ending.WITHDRAWN, "2.7": merged}
    assert _action(example, "2.7").merged_into_id == _action(example, "2.4").id, "as it was amended"
    assert _action(example, "2.4").approved_due == date(2023, 3, 31), "it was deferred"

    secretary.asks_for("report on the hubs")

    move(demo, "2023-07-10 14:00")
    secretary = front(demo, SECRETARY)
    secretary.compiles()
    pack = _files(secretary.visitor, "19 July 2023: version 1", "draft")
    said = words_in(pack["Web page"].decode())
    assert (
        "The total is 64 as before, but not of the same actions: 64 + 3 added (2.8, D4; 2.9, D4; 2.10, D6) "
        "- 1 split (2.3, D4) - 1 withdrawn (2.6, D2) - 1 merged (2.7 into 2.4, D3) = 64." in said
    )
    assert "of the 61 actions that are in both positions" in said
    for told in (
        "2.6 Set up three neighbourhood support hubs for foster carers and the children with them: withdrawn on 7 June",
        "2.7 Hold exit and stay interviews and act on what they say: merged into 2.4 on 7 June 2023.",
        "2.8 Keep social workers: added. Split from 2.3. Decided by the Improvement Board, 7 June 2023, D4.",
    ):
        assert told in said
    asked = said.partition("What the board is asked")[2]
    assert "A new date for 2.4" in asked
    assert "Closing 2.2" in asked, "what was undone waits for the next board"
    assert "Deferred by D1, Improvement Board, 7 June 2023." in asked
    assert "Asked for by earlier decisions, and not done yet: report on the hubs (Workforce SRO, by 3 July" in asked
    book = openpyxl.load_workbook(io.BytesIO(pack["Spreadsheet"]))
    refs = {str(row[0].value) for row in book["Actions"].iter_rows(min_row=2)}
    assert {"2.8", "2.9", "2.10", "2.2"} <= refs
    assert not refs & {"2.3", "2.6", "2.7"}
    on_agenda = [str(row[1].value) for row in book["What is asked"].iter_rows()]
    assert on_agenda[-2:] == ["A new date for 2.4", "Closing 2.2"]
    with example.read() as session:
        assert first_broken(session, 1) is None


def _files(visitor: Visitor, version: str, state: str) -> dict[str, bytes]:
    """The files of a version of a pack, by their labels, as soon as they are there."""
    for _ in range(600):
        page = visitor.client.get(f"{visitor.base}/pages/packs").text
        part = next((each for each in page.split("<section")[1:] if version in each), "")
        links = {label: path for label, path in files_on(part).items() if ("draft" in label) is (state == "draft")}
        links = {label: path for label, path in links.items() if "zip" not in label}  # of all of them together
        if len(links) == 4:
            return {label.partition(",")[0]: visitor.client.get(path).content for label, path in links.items()}
        time.sleep(0.1)
    raise AssertionError(words_in(page))


def _action(database: Database, ref: str) -> Action:
    with database.read() as session:
        return session.exec(select(Action).where(Action.ref == ref)).one()
