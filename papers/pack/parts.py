"""The parts of a paper, by name: what a reviewer's sign-off is about, and which of them two versions differ in."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from papers.outlines import COUNCIL, COVER, SUPPLEMENT
from papers.pack.contents import PackContents

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "headline": ("headline", "known", "columns", "notes", "key", "trend", "scale", "questions"),
    "total": ("total_change",),
    "movements": ("movements", "pace", "dates_moved", "dates_moved_undecided"),
    "reds": ("reds_said", "reds"),
    "asked": ("asked", "arising"),
    "highlights": ("highlights",),
    "likely": ("likely_said", "likely"),
    "slow": ("slow_said", "slow"),
    "gap": ("gap_said", "gap"),
    "findings": ("findings",),
    "evidence": ("evidence_listed",),
    "returns": ("returns",),
    "progress": ("areas",),
    "appendices": ("appendices", "report"),
    "acronyms": ("acronyms",),
}
"""What the contents have for each part that is computed."""

_IN_FULL = {
    "alternatives": "alternative options",
    "considerations": "key considerations",
    "community": "community impact",
    "environmental": "environmental impact",
    "equality": "equality duty",
    "background": "background papers",
}
"""What a review calls the sections of a council report whose names in its outline are shorter."""

PARTS: Mapping[str, str] = {
    **{each.key: each.title for each in COVER.parts if each.written or each.key in _FIELDS},
    **{
        _IN_FULL.get(each.key, each.key): each.title
        for each in (*COUNCIL.written, *SUPPLEMENT.written)
        if not each.fact and each.key not in COVER.by_key
    },
}
"""Every part that there can be, with its heading: those of the cover report in their order, then those that a council
report or a supplement alone has (`domain.md` 4.3).
"""

COVER_PAGE = "cover"
"""What belongs to no part: the names of organisation, plan and board, and the month of the data."""

_OF_THE_COVER = ("organisation", "plan", "board", "meeting", "data_month", "plan_version", "supplement")
_ALSO_CALLED = {"resource": "resources", "risks": "risk", "equality": "equality duty", "equalities": "equality duty"}


def part_called(typed: str, own: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """The name of the part that somebody calls so, by its name or its heading, with or without "implications". `own`
    are the headings that the organisation has given, by the names of sections.
    """
    said = " ".join(typed.casefold().split()).removeprefix("the ")
    short = said.removesuffix(" implications")
    names = {said, short, _ALSO_CALLED.get(short, short)}
    known = [*((_IN_FULL.get(key, key), title) for key, title in own.items()), *PARTS.items()]
    return next((name for name, title in known if name in names or title.casefold() in names), None)


def part_titles(names: Iterable[str]) -> list[str]:
    """How parts are headed, in the order in which they stand in the paper."""
    among = set(names)
    found = [
        PARTS.get(name) or _own(name)
        for name in (*PARTS, *sorted(among - PARTS.keys() - {COVER_PAGE}))
        if name in among
    ]
    return found + (["The first page"] if COVER_PAGE in among else [])


def _own(name: str) -> str:
    """The name of a section of an organisation's own, as words."""
    return name.replace("_", " ").capitalize()


def parts_changed(before: PackContents, now: PackContents) -> frozenset[str]:
    """The parts, and the first page, that do not say in one version what they say in the other."""
    before = replace(before, returns=replace(before.returns, frozen=now.returns.frozen))
    names = {name for name, its in _FIELDS.items() if _differ(before, now, its)}
    was, is_now = _written(before), _written(now)
    names |= {key for key in was.keys() | is_now.keys() if was.get(key) != is_now.get(key)}
    cover = _differ(before, now, _OF_THE_COVER) or _headings(before) != _headings(now)
    return frozenset(names | ({COVER_PAGE} if cover else set()))


def _headings(contents: PackContents) -> list[tuple[str, str]]:
    """The sections that a paper can have, in their order: an organisation may have other ones, or other titles."""
    return [(each.key, each.title) for each in contents.outline.parts]


def _written(contents: PackContents) -> dict[str, tuple[str, ...]]:
    """What each written section says, under its heading and for whom, and the facts on the first page; that only its
    number moved is no change.
    """
    found: dict[str, tuple[str, ...]] = {}
    for each in contents.written:
        name = COVER_PAGE if contents.outline.by_key[each.key].fact else _IN_FULL.get(each.key, each.key)
        said = (each.title, f"{each.nothing}", each.restricted, each.why, *(one.text for one in each.paragraphs))
        found[name] = (*found.get(name, ()), *said)
    return found


def _differ(before: PackContents, now: PackContents, fields: Iterable[str]) -> bool:
    return any(getattr(before, name) != getattr(now, name) for name in fields)
