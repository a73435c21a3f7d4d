"""Figures that are bound to their names in typed text: `{{ on_track.current }}`, references: `{{ ref reds }}`, and
passages that papers use again: `{{ passage equality duty }}`.

What is typed is data and no template: a name is looked up in a table, and nothing else happens. What nobody knows stays
as it was typed. Which names there are, and what they are worth, is for the caller to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NAMED = re.compile(r"\{\{\s*([^{}\s](?:[^{}]{0,78}[^{}\s])?)\s*\}\}")
_REFERENCE = re.compile(r"ref(?:erence)?(?:\s+to)?\s+(.+)", re.IGNORECASE | re.DOTALL)
_PASSAGE = re.compile(r"passage\s+(.+)", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Bound:
    """A name in a text: as it was typed, and as it is known; `to` is the section that it refers to, `passage` the name
    of the passage that it takes, if it does.
    """

    typed: str
    name: str
    to: str = ""
    passage: str = ""

    @property
    def figure(self) -> bool:
        """Whether it is a figure's name."""
        return not (self.to or self.passage)


def bound_in(text: str) -> list[Bound]:
    """Every name in a text, in its order, each once."""
    return list(dict.fromkeys(_bound(found) for found in _NAMED.finditer(text)))


def names_in(text: str) -> int:
    """How many names stand in a text, each as often as it does."""
    return sum(1 for _ in _NAMED.finditer(text))


def resolved(
    text: str, figures: Mapping[str, str], sections: Mapping[str, str], passages: Mapping[str, str] | None = None
) -> str:
    """The text with the figures by their names, sections as they are called by theirs, and the words of passages, in
    place of these. What stands in a passage is no name.
    """

    def worth(found: re.Match[str]) -> str:
        bound = _bound(found)
        if bound.passage:
            known = (passages or {}).get(bound.passage)
        else:
            known = sections.get(bound.to) if bound.to else figures.get(bound.name)
        return found[0] if known is None else known

    return _NAMED.sub(worth, text)


def name_of(words: str) -> str:
    """Words as the name that they are in a table: small letters and digits, and a low line between them."""
    return ".".join(_BETWEEN.sub("_", each).strip("_") for each in words.casefold().split("."))


def passage_name(words: str) -> str:
    """Words as the name of a passage: `equality duty`, however it is typed."""
    return " ".join(_BETWEEN.sub(" ", words.casefold()).split())


def _bound(found: re.Match[str]) -> Bound:
    reference = _REFERENCE.fullmatch(found[1])
    if reference:
        to = name_of(reference[1])
        return Bound(found[0], f"ref {to}", to)
    taken = _PASSAGE.fullmatch(found[1])
    if taken and (name := passage_name(taken[1])):
        return Bound(found[0], f"passage {name}", passage=name)
    return Bound(found[0], name_of(found[1]))
