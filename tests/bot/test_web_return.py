"""A whole return through the web chat: how many interactions it takes, and the reminder that counts down meanwhile."""

import re
from collections.abc import Iterator

import pytest

from handlers.dispatcher import Dispatcher
from tests.asking import Clock, somebody
from tests.bot.web_stage import Served, Visitor, messages_in, serving
from tests.databases import Engine
from tests.schedules.a_year import House, at

SRO = "workforce.sro@example.org"
MOST = 10
"""So many interactions at most, of somebody who owes twelve updates of which three have changed."""


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def demo(example_dispatcher: Dispatcher) -> Iterator[Served]:
    """The morning on which everybody who owes was asked."""
    House(example_dispatcher.database).passes([at("2023-06-21 09:30")])
    assert isinstance(example_dispatcher.clock, Clock)
    example_dispatcher.clock.set("2023-06-21 10:00")
    with serving(example_dispatcher) as served:
        yield served


class Counted(Visitor):
    """Counts all that is sent: a line typed, a button pressed, a form opened or submitted."""

    sent = 0

    def post(self, path: str, **fields: str) -> str:
        self.sent += 1
        return super().post(path, **fields)

    def presses(self, page: str, label: str) -> str:
        """The last button on the page with this label."""
        forms = re.findall(r'<form method="post" action="[^"]*/press".*?</form>', page, re.DOTALL)
        form = next(each for each in reversed(forms) if f">{label}<" in each)
        fields = dict(re.findall(r'name="(verb|receipt|value)" value="([^"]*)"', form))
        return self.post("/press", **fields)


def test_who_owes_twelve_of_which_three_have_changed_is_done_in_ten(
    demo: Served, example_dispatcher: Dispatcher
) -> None:
    sro = Counted(demo, SRO)
    page = sro.reload()
    (reminder,) = [each for each in messages_in(page) if "12 updates owed" in each]
    assert "No change for the rest" in reminder
    left = [each["ref"] for each in somebody(example_dispatcher, SRO).types("/return no change").data["left"]]
    assert len(left) <= 3
    changed = [*left, *(ref for ref in ("2.2", "2.3", "2.5") if ref not in left)][:3]
    for ref in changed:
        sro.say(f"/update {ref} amber/amber on the way now; recovery: 30 Sep; forecast: 30 Sep")
    asked = sro.presses(sro.reload(), "No change for the rest")
    done = sro.presses(asked, "Record no change for 9")
    assert "No change recorded for 9 actions" in done
    assert sro.sent <= MOST
    assert somebody(example_dispatcher, SRO).types("/return").data["owed"] == []
    (reminder,) = [each for each in messages_in(sro.reload()) if "Answered since this message came" in each]
    assert "Nothing more is owed for the board of 19 July 2023" in reminder
    assert reminder.count("no change") >= 9
