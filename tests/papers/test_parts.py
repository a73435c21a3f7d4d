"""The parts of a paper: nothing that it prints is in none of them, and a change is seen where it is."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.packs.own_sections import OwnSection
from papers.pack.contents import PackContents
from papers.pack.parts import _FIELDS, _OF_THE_COVER, PARTS, part_called, part_titles, parts_changed
from papers.pack.written import WrittenParagraph, WrittenSection
from tests.papers.pack_contents import sample

OF_ONE_VERSION = {
    *("version", "changed", "author", "frozen_at", "zone", "draft", "sections_missing"),
    *("sign_offs", "overridden", "urgency", "corrections"),
}
"""What tells one version from another, or how it is published, and is signed by nobody."""


def test_every_field_of_a_pack_belongs_to_a_part_or_to_no_reviewer() -> None:
    in_parts = {name for its in _FIELDS.values() for name in its}
    known = in_parts | set(_OF_THE_COVER) | {"written", "own_sections"} | OF_ONE_VERSION
    assert known == {each.name for each in fields(PackContents)}
    assert set(_FIELDS) <= set(PARTS)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"reds": ()}, "reds"),
        ({"headline": "Another."}, "headline"),
        ({"data_month": date(2023, 4, 1)}, "cover"),
        ({"areas": ()}, "progress"),
        ({"own_sections": (OwnSection("business", "Other business"),)}, "cover"),
        ({"arising": ("A thing.",)}, "asked"),
    ],
)
def test_a_change_is_seen_in_its_part_and_in_no_other(change: dict[str, object], part: str) -> None:
    assert parts_changed(sample(), replace(sample(), **change)) == {part}  # type: ignore[arg-type]


def test_what_tells_versions_apart_is_no_change() -> None:
    assert parts_changed(sample(), replace(sample(), version=9, changed=("x",), author="Somebody else")) == set()
    required = OwnSection("risk", required=True)
    assert parts_changed(sample(), replace(sample(), own_sections=(required,))) == set()


def section(text: str, number: int = 1) -> WrittenSection:
    paragraph = WrittenParagraph(f"{number}.1", text, text)
    return WrittenSection("introduction", number, "Introduction", "headline", 1, (paragraph,))


@given(st.text(), st.text(), st.integers(1, 9), st.integers(1, 9))
def test_a_written_section_has_changed_when_its_words_have(was: str, text: str, before: int, number: int) -> None:
    first, second = (replace(sample(), written=(section(*each),)) for each in ((was, before), (text, number)))
    assert parts_changed(first, second) == ({"introduction"} if was != text else set())
    assert parts_changed(first, replace(first, written=())) == {"introduction"}


@given(st.sampled_from(sorted(PARTS)), st.sampled_from(["{}", " {} ", "the {}", "{} implications"]))
def test_a_part_is_called_by_its_name_and_by_its_heading(name: str, said: str) -> None:
    for called in (name, PARTS[name]):
        if said.endswith("implications") and called.endswith("implications"):
            continue
        assert part_called(said.format(called.upper())) == name
    assert part_titles([name]) == [PARTS[name]]
