"""A pack's contents are kept as JSON, and read back as they were; those of packs from before a field was added, too."""

import json
from typing import Any

import pytest

from models.plan.ratings import Rating
from papers.pack.contents import LikelyEntry, PackContents, from_json, to_json
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from tests.papers.pack_contents import empty, many, sample

LATER = (
    *("by_the_rules", "owner_in_plan", "board_in_plan", "waits_on", "findings", "measure"),
    *("plan_version", "pace", "likely_said", "likely"),
    *("recovery", "escalated", "evidence_listed"),
    *("written", "sections_missing"),
    *("sign_offs", "overridden", "urgency", "corrections", "questions", "report"),
    *("appendices", "restricted", "withheld", "passages", "supplement", "own_sections"),
)
"""Fields that packs kept before them do not have."""


@pytest.mark.parametrize("contents", [sample(), many(30), empty()], ids=["sample", "many", "empty"])
def test_what_is_kept_is_read_back_as_it_was(contents: PackContents) -> None:
    assert from_json(json.loads(json.dumps(to_json(contents)))) == contents


def test_a_pack_that_was_kept_without_the_later_fields_is_read_and_printed() -> None:
    likely = LikelyEntry("2.3", "Fewer agency workers", Rating.AT_RISK, Rating.AT_RISK, "Q1", "Workforce SRO", "moved")
    now = sample(plan_version="v0.12 (draft)", pace="8, 1 and 4.", likely_said="1 action is.", likely=(likely,))
    assert from_json(json.loads(json.dumps(to_json(now)))) == now
    stored = _without(to_json(now))
    assert "by_the_rules" not in json.dumps(stored)
    contents = from_json(stored)
    assert {each.by_the_rules for area in contents.areas for each in area.actions} == {()}
    assert {each.by_the_rules for each in contents.reds} == {()}
    assert (contents.plan_version, contents.pace, contents.likely_said, contents.likely) == ("", "", "", ())
    assert all(write(contents) for write in (write_pdf, write_word, write_web, write_spreadsheet))


def _without(value: Any) -> Any:
    """The JSON values without the later fields, at any depth."""
    if isinstance(value, dict):
        return {key: _without(each) for key, each in value.items() if key not in LATER}
    return [_without(each) for each in value] if isinstance(value, list) else value
