"""The words of the messages: ours, an organisation's own, and what is said of a template that cannot be used."""

import asyncio
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.web.door import RecordDoor
from models.outbox.deliveries import DeliveryKind, DeliveryState
from schedules.outbox_worker import OutboxWorker
from schedules.ticking import tick
from schedules.wording import MESSAGES, Wording, WrongWording
from tests.asking import cancel_every_meeting
from tests.schedules.a_year import House, at

FACTS = {"board": "Improvement Board", "today": date(2023, 7, 18), "tomorrow": date(2023, 7, 19), "late_since": None}


def test_an_organisation_changes_one_sentence_and_keeps_the_others(tmp_path: Path) -> None:
    own = "{% block opening %}{{ board }}\n  sits on {{ meeting | weekday }}.{% endblock %}"
    (tmp_path / "summary.jinja").write_text(own, encoding="utf-8")
    wording, default = Wording(tmp_path), Wording()
    facts = {**MESSAGES["summary"], **FACTS, "meeting": date(2023, 7, 19)}
    assert wording.say("summary", "opening", **facts) == "Improvement Board sits on Wednesday 19 July 2023."
    assert default.say("summary", "opening", **facts) == (
        "The Improvement Board meets tomorrow, Wednesday 19 July 2023."
    )
    for block in ("title", "moved", "reds", "returns"):
        assert wording.say("summary", block, **facts) == default.say("summary", block, **facts)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% block opening %}\n{% if %}{% endblock %}", r"summary\.jinja, line 2: "),
        ("{% block opening %}{{ bord }}{% endblock %}", r"summary\.jinja, block opening: 'bord' is undefined"),
        ("{% block openning %}x{% endblock %}", r"has the block openning\. The blocks are .*opening"),
        ("{% block opening %}{{ board.__class__.__mro__ }}{% endblock %}", r"block opening: .*unsafe"),
        ("{% block opening %}{{ board | loud }}{% endblock %}", r"No filter named 'loud'"),
        ("{% block opening %}{{ meeting + 1 }}{% endblock %}", r"block opening: "),
    ],
    ids=["syntax", "unknown value", "unknown block", "reaching out", "unknown filter", "wrong sum"],
)
def test_a_wrong_template_is_refused_with_its_place(tmp_path: Path, template: str, said: str) -> None:
    (tmp_path / "summary.jinja").write_text(template, encoding="utf-8")
    with pytest.raises(WrongWording, match=said):
        Wording(tmp_path)


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("several", [0, 1, 2])
def test_every_sentence_reads_as_one_line_in_singular_and_plural(message: str, several: int) -> None:
    facts = {name: several if isinstance(value, int) else value for name, value in MESSAGES[message].items()}
    wording = Wording()
    said = {block: wording.say(message, block, **facts) for block in BLOCKS[message]}
    for words in said.values():
        assert "  " not in words
        assert "None" not in words
        assert " ." not in words
        assert " ," not in words
        if several == 1:
            assert not re.search(r"(?<!of )\b1 (actions|updates|returns|working days|messages)\b", words)


class Telling(Wording):
    """Says everything with all that the organisation's own templates may use, and nothing else."""

    def say(self, message: str, block: str, **facts: Any) -> str:
        assert facts.keys() == MESSAGES[message].keys(), message
        return super().say(message, block, **facts)


@pytest.mark.parametrize("planned", [True, False], ids=["a board is ahead", "none is"])
def test_every_message_is_told_all_that_its_templates_may_use(house: House, planned: bool) -> None:
    if not planned:
        cancel_every_meeting(house.database, after=date(2023, 7, 20))
    teller = OutboxWorker(house.dispatcher, [RecordDoor()], Telling())
    for moment in ("2023-07-10 09:30", "2023-07-10 18:00", "2023-07-11 09:30", "2023-07-18 09:00"):
        house.clock.now = at(moment)
        asyncio.run(tick(house.dispatcher, teller))
    assert {each.state for each in house.outbox()} == {DeliveryState.SENT}
    assert {each.kind for each in house.outbox()} == {DeliveryKind.MORNING, DeliveryKind.SUMMARY}


BLOCKS = {
    "morning": tuple(Wording().blocks("morning")),
    "summary": tuple(Wording().blocks("summary")),
}
