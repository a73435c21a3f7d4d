"""The outline of a paper as an organisation has made it: ours, with sections of its own, and others renamed, moved or
left out. Values in, values out; a change that cannot be is a `ValueError` in words for people.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from models.packs.key_decisions import DECISION
from models.packs.own_sections import OwnSection
from models.packs.papers import PaperKind
from papers.bound_figures import name_of
from papers.outlines import COUNCIL, COVER, OUTLINES, Outline, Part
from papers.wording import joined

FIRST = "first"
LONGEST_TITLE, LONGEST_HINT, MOST_OWN = 60, 300, 30
BY_LAW = {
    DECISION: "The regulations of 2012 on executive decisions ask for it: a key decision has its reason and notice",
    "equality": "The Equality Act 2010, section 149, asks that the duty is considered, and the report shows it",
}
"""The sections that no report can leave out, and why (`domain.md` 4.3, 4.4)."""

_PLACES_OF_COVER = ("headline", "asked", "highlights", "findings")
"""The generated sections of a cover report before which written ones are printed, in all formats and in the Word
templates of organisations.
"""


@lru_cache(maxsize=64)
def with_own(base: Outline, own: tuple[OwnSection, ...]) -> Outline:
    """An outline of ours as the organisation has it."""
    if not own:
        return base
    gone = {each.key for each in own if each.left_out}
    return Outline(base.kind, tuple(each for each in _whole(base, own) if each.key not in gone))


def added(base: Outline, own: tuple[OwnSection, ...], title: str, hint: str, after: str) -> tuple[OwnSection, ...]:
    """With another section, behind the one named `after`."""
    new = Part(key_of(title), _fit(title), hint.strip())
    if not new.hint:
        raise ValueError(f"What belongs in “{new.title}”? That stands behind a colon, for whoever writes it.")
    if len(new.hint) > LONGEST_HINT:
        raise ValueError(f"What belongs in a section is said in {LONGEST_HINT} characters at most.")
    _refuse_twice(base, own, new)
    if sum(bool(each.hint) for each in own) >= MOST_OWN:
        raise ValueError(f"A paper has {MOST_OWN} sections of its own at most.")
    parts = _whole(base, own)
    return _arranged(base, [*own, OwnSection(new.key, new.title, new.hint, after)], _put(parts, new, after))


def renamed(base: Outline, own: tuple[OwnSection, ...], key: str, title: str) -> tuple[OwnSection, ...]:
    """With another title of a section; by its name it stays known."""
    part = replace(next(each for each in _whole(base, own) if each.key == key), title=_fit(title))
    _refuse_twice(base, own, part, but=key)
    ours = base.by_key.get(key)
    return _edited(own, key, title="" if ours and ours.title == part.title else part.title)


def moved(base: Outline, own: tuple[OwnSection, ...], key: str, after: str) -> tuple[OwnSection, ...]:
    """With a section at another place, behind the one named `after`."""
    parts = _whole(base, own)
    part = next(each for each in parts if each.key == key)
    if part.fact:
        raise ValueError(f"“{part.title}” stands in the table with which a report begins, so it is not moved.")
    if after == key:
        raise ValueError(f"“{part.title}” cannot stand behind itself.")
    return _arranged(
        base, _edited(own, key, after=after), _put([each for each in parts if each.key != key], part, after)
    )


def left_out(base: Outline, own: tuple[OwnSection, ...], key: str) -> tuple[OwnSection, ...]:
    """Without a section: one of the organisation's own is none any more, one of ours can be taken back."""
    part = with_own(base, own).by_key[key]
    if not part.written:
        raise ValueError(f"“{part.title}” is generated from the record, and no paper goes without it.")
    if base.kind is PaperKind.COUNCIL and key in BY_LAW:
        raise ValueError(f"“{part.title}” cannot be left out. {BY_LAW[key]}.")
    if base.kind is PaperKind.COUNCIL and key == "title":
        raise ValueError("A report cannot go without a title; where nobody writes one, it is called by the plan.")
    if key in base.by_key:
        return _edited(own, key, left_out=True)
    parts = [each for each in _whole(base, own) if each.key != key]
    return _arranged(base, [each for each in own if each.key != key], parts)


def taken_back(own: tuple[OwnSection, ...], key: str) -> tuple[OwnSection, ...]:
    """With a section of ours that was left out."""
    return _edited(own, key, left_out=False)


def requiring(own: tuple[OwnSection, ...], key: str, required: bool) -> tuple[OwnSection, ...]:
    """With a section of the organisation's own that the board's paper is not published without, or with it optional."""
    return _edited(own, key, required=required)


def key_of(title: str) -> str:
    """The name of a section of the organisation's own: small letters and digits of its title, and low lines."""
    plain = unicodedata.normalize("NFKD", title.replace(".", " ")).encode("ascii", "ignore").decode()
    found = name_of(plain)[:40].strip("_")
    if not re.match("[a-z]", found):
        raise ValueError("A title begins with a letter.")
    return found


def _fit(title: str) -> str:
    title = " ".join(title.split())
    if not 2 <= len(title) <= LONGEST_TITLE:
        raise ValueError(f"A title has 2 to {LONGEST_TITLE} characters.")
    return title[0].upper() + title[1:]


def _refuse_twice(base: Outline, own: tuple[OwnSection, ...], part: Part, but: str = "") -> None:
    others = [each for each in _whole(base, own) if each.key != but]
    if any(part.title.casefold() == each.title.casefold() or part.key == each.key for each in others):
        gone = any(each.key == part.key and each.left_out for each in own)
        how = f" It was left out: “/pack sections restore {part.key}” takes it back." if gone else ""
        raise ValueError(f"There is a section “{part.title}” already.{how}")
    if any(part.key in each.by_key for each in OUTLINES.values() if part.key != but):
        raise ValueError(f"“{part.title}” is the name of a section in other papers. Give it another title.")


def _edited(own: Sequence[OwnSection], key: str, **changes: object) -> tuple[OwnSection, ...]:
    """With these changes of one section; what is as ours is left away."""
    its = next((each for each in own if each.key == key), OwnSection(key))
    now = replace(its, **changes)  # type: ignore[arg-type]
    found = tuple(now if each is its else each for each in own) if its in own else (*own, now)
    return tuple(each for each in found if each != OwnSection(each.key))


def _put(parts: list[Part], part: Part, after: str) -> list[Part]:
    at = 0 if after == FIRST else 1 + next(at for at, each in enumerate(parts) if each.key == after)
    if any(each.fact for each in parts[at:]):
        raise ValueError("Sections stand behind the table with which a report begins: behind “Wards”, or further down.")
    return [*parts[:at], part, *parts[at:]]


def _arranged(base: Outline, own: Sequence[OwnSection], parts: list[Part]) -> tuple[OwnSection, ...]:
    """The edits that give these parts in this order: those that stand elsewhere than in ours name what is before them,
    in the order in which they are put in. Raises `ValueError` for a place where nothing is printed.
    """
    by_key = {each.key: each for each in own}
    found, before = [], FIRST
    for at, part in enumerate(parts):
        its = by_key.pop(part.key, None)
        if its and its.after:
            following = next((each.key for each in parts[at:] if not each.written), "")
            if not following or (base.kind is PaperKind.COVER and following not in _PLACES_OF_COVER):
                raise ValueError(_where(base))
            its = replace(its, after=before)
        if its:
            found.append(its)
        before = part.key
    return tuple(found)


def _where(base: Outline) -> str:
    """Where written sections stand."""
    if base.kind is PaperKind.COUNCIL:
        return "Written sections stand before the glossary: “after legal”, for example."
    places = joined([f"“before {each}”" for each in _PLACES_OF_COVER], "or")
    return f"In the cover report, written sections stand in four places: {places}."


def _whole(base: Outline, own: Sequence[OwnSection]) -> list[Part]:
    """Every section in its place, those that are left out too."""
    by_key = {each.key: each for each in own}

    def called(part: Part) -> Part:
        its = by_key.get(part.key)
        return replace(part, title=its.title) if its and its.title else part

    parts = [called(each) for each in base.parts if not (each.key in by_key and by_key[each.key].after)]
    for each in own:
        ours = base.by_key.get(each.key)
        if not each.after or (ours is None and not each.hint):
            continue
        part = called(ours) if ours else Part(each.key, each.title, each.hint)
        place = next((at for at, one in enumerate(parts) if one.key == each.after), None)
        at = 0 if each.after == FIRST else len(parts) - 1 if place is None else place + 1
        parts.insert(at, part)
    return parts


def base_of(kind: PaperKind) -> Outline:
    """Our outline of a kind of paper whose sections can be changed."""
    return COUNCIL if kind is PaperKind.COUNCIL else COVER
