"""The layout of a tracker: what somebody has told about it, and what has to be asked, where the file does not tell.

`reading` takes what was told, which comes from the terminal, from the answers to an import's questions, or from what an
organisation was asked of an earlier file with the same headings; it asks by raising `LayoutUnclear`.
"""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.plan.ratings import Scale
from papers.plan.contents import COLUMNS, Column, Held, Meaning, PlanFileError

UNUSED = "-"
"""What is told of a column that is not to be read."""


@dataclass(frozen=True)
class Told:
    """`sheets` are the names of those to be read, none where that is left open; `columns` say what a heading holds (by
    `recognising.normal`), None for one that is not to be used; `scale` is what the scale of the ratings is called.
    """

    sheets: tuple[str, ...] = ()
    columns: Mapping[str, Held | None] = field(default_factory=dict)
    scale: str | None = None

    def __bool__(self) -> bool:
        return bool(self.sheets or self.columns or self.scale)

    def and_then(self, later: "Told") -> "Told":
        """Both; where they differ the later one holds."""
        return Told(later.sheets or self.sheets, {**self.columns, **later.columns}, later.scale or self.scale)

    def kept(self) -> dict[str, object]:
        """As JSON values."""
        columns = {heading: held.heading if held else UNUSED for heading, held in self.columns.items()}
        scale = {"scale": self.scale} if self.scale else {}
        return {"sheets": list(self.sheets), "columns": columns, **scale}

    @classmethod
    def of(cls, kept: Mapping[str, object]) -> "Told":
        """What `kept` gave; a meaning that there is no more is left out."""
        sheets, columns, scale = kept.get("sheets"), kept.get("columns"), kept.get("scale")
        found: dict[str, Held | None] = {}
        for heading, word in (columns if isinstance(columns, dict) else {}).items():
            if word == UNUSED:
                found[heading] = None
            elif (held := held_by_word(str(word))) is not None:
                found[heading] = held
        named = str(scale) if scale else None
        return cls(tuple(map(str, sheets)) if isinstance(sheets, list) else (), found, named)


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class Settled:
    """What is settled before a file is read: the scale of its plan, None while the file may tell it; and whether impact
    is rated there in any case, though the file may have one rating for each action.
    """

    scale: Scale | None = None
    impact: bool = False


NOTHING_SETTLED = Settled()


def held_by_word(word: str) -> Held | None:
    """What a column holds, by the heading that an export writes over it ("action", "SRO", "due") or any other one."""
    folded = word.strip().casefold()
    if by_name := next((held for held in COLUMNS if held.heading.casefold() == folded), None):
        return by_name
    from papers.plan.recognising import Spelling, recognise  # and all headings there are, which no door needs

    found = recognise(word, Spelling.LOOSE)
    return found.meaning if found else None


def told_by(columns: Sequence[str], sheets: Sequence[str], scale: str | None = None) -> Told:
    """What is told in words: "Task Description=action" of a column, "Cost=-" of one that is not to be used, the names
    of sheets, and that of the scale. Raises PlanFileError where that says nothing.
    """
    from papers.plan.recognising import normal

    told: dict[str, Held | None] = {}
    for each in columns:
        heading, _, word = (part.strip() for part in each.rpartition("="))
        held = held_by_word(word)
        if not normal(heading) or (held is None and word != UNUSED):
            words = ", ".join(held.heading.casefold() for held in COLUMNS)
            raise PlanFileError(
                f"“{each}” does not say what a column holds. It is a heading, =, and one of these: {words}; "
                f"or {UNUSED} for a column that is not to be used. For example: “Task Description=action”."
            )
        told[normal(heading)] = held
    return Told(tuple(sheets), told, scale)


@dataclass(frozen=True)
class Option:
    """One answer to a question: what it is called, and what is then told."""

    label: str
    told: Told
    headings: Mapping[str, str] = field(default_factory=dict)
    """The headings that it tells of as they are written, by how they are compared."""

    @property
    def in_terminal(self) -> str:
        """How it is said in the terminal."""
        words = [f"--sheet {shlex.quote(name)}" for name in self.told.sheets]
        for heading, held in self.told.columns.items():
            shown = self.headings.get(heading, heading)
            words.append(f"--column {shlex.quote(f'{shown}={held.heading.casefold() if held else UNUSED}')}")
        if self.told.scale:
            words.append(f"--scale {shlex.quote(self.told.scale)}")
        return " ".join(words)


def columns_told(columns: Sequence[Column], said: Mapping[str, Held | None]) -> Told:
    """What is told by whoever says of columns, by their headings, what each holds, or None for one that is not to be
    used: those that were asked about, and what differs from how the others were read.

    Raises PlanFileError where no column has the action, and where two hold one thing.
    """
    from papers.plan.recognising import normal

    held: dict[Held, str] = {}
    for column in columns:
        meaning = said.get(column.heading, column.meaning)
        if meaning is not None and normal(held.setdefault(meaning, column.heading)) != normal(column.heading):
            raise PlanFileError(
                f"“{held[meaning]}” and “{column.heading}” cannot both be the column “{meaning.heading}”: "
                "please choose one, and something else or “not used” for the other."
            )
    if Meaning.TITLE not in held:
        raise PlanFileError(f"Please say which column is “{Meaning.TITLE.heading}”: what is to be done.")
    told = {
        normal(each.heading): said.get(each.heading, each.meaning)
        for each in columns
        if each.unsure or said.get(each.heading, each.meaning) != each.meaning
    }
    return Told(columns=told)


@dataclass(frozen=True)
class Question:
    """What a file does not tell of its layout, in words, and the answers that there are; `label` is it in few words.

    Of `columns` that are unsure it says the best guess: the only option says yes to all of them, and what they hold can
    be said one by one instead (`columns_told`).
    """

    label: str
    text: str
    options: tuple[Option, ...]
    columns: tuple[Column, ...] = ()


class LayoutUnclear(PlanFileError):
    """The file is a tracker whose layout has to be asked for. `layout` is how its headings are known again."""

    def __init__(self, questions: tuple[Question, ...], layout: str) -> None:
        super().__init__(" ".join(each.text for each in questions))
        self.questions, self.layout = questions, layout

    def __reduce__(self) -> tuple[type["LayoutUnclear"], tuple[tuple[Question, ...], str]]:
        """It goes from one process to another."""
        return LayoutUnclear, (self.questions, self.layout)
