"""The layout of a tracker: what somebody has told about it, and what has to be asked, where the file does not tell.

`reading` takes what was told, which comes from the terminal, from the answers to an import's questions, or from what an
organisation was asked of an earlier file with the same headings; it asks by raising `LayoutUnclear`.
"""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.plan.ratings import Scale
from papers.plan.contents import COLUMNS, Column, Held, Meaning, PlanFileError, SheetSeen
from papers.spacing import folded

UNUSED = "-"
"""What is told of a column that is not to be read, and of a word that is no rating."""

DEEPEST = 3
"""Rows that are headings together."""


@dataclass(frozen=True)
class HeadingRows:
    """Where somebody says that the headings of a file stand: its rows as Excel counts them, 0 for a table without any,
    and the sheet, None where the file has but one.
    """

    first: int
    last: int
    sheet: str | None = None

    @classmethod
    def of(cls, text: str) -> "HeadingRows":
        """By how it is typed: "3", "3-4", "Log!3", "0". Raises PlanFileError where that says nothing."""
        found = re.fullmatch(r"(?:(?P<sheet>.+)!)?\s*(?P<first>\d{1,7})(?:\s*[-–]\s*(?P<last>\d{1,7}))?", text.strip())
        first = int(found["first"]) if found else 0
        last = int(found["last"] or first) if found else 0
        if found is None or not first <= last < first + DEEPEST or (last and not first):
            raise PlanFileError(
                f"“{text}” does not say which row has the headings. It is the number of the row, such as 3; 3-4 where "
                f"two rows, or {DEEPEST} at most, are the headings together; or 0 where there are none."
            )
        return cls(first, last, found["sheet"].strip().strip("'") if found["sheet"] else None)

    def __str__(self) -> str:
        rows = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.sheet}!{rows}" if self.sheet else rows

    @property
    def said(self) -> str:
        """In words: "row 3", "rows 3-4"."""
        return f"row {self.first}" if self.first == self.last else f"rows {self.first}-{self.last}"


NO_HEADINGS = ("none",)
"""How a table without headings is known again: in a file in which the same row would be taken for them."""


@dataclass(frozen=True)
class Told:
    """`sheets` are the names of those to be read, none where that is left open; `columns` say what a heading holds (by
    `recognising.normal` of what it is called, `headings.names_of`), None for one that is not to be used; `scale` is
    what the scale of the ratings is called. `words` say which level a word in a column of ratings means (by `folded`):
    the name or the letter of one, or its rating as it is stored; `UNUSED` for none.

    `rows` are where the headings stand in this file, and `headings` how they are known again in another one, a hash
    for each row. What was `typed` may be misspelt, so all of it has to be in the file.
    """

    sheets: tuple[str, ...] = ()
    columns: Mapping[str, Held | None] = field(default_factory=dict)
    scale: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    rows: HeadingRows | None = None
    headings: tuple[str, ...] = ()
    typed: bool = field(default=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.sheets or self.columns or self.scale or self.words or self.rows or self.headings)

    def and_then(self, later: "Told") -> "Told":
        """Both; where they differ the later one holds. Who says rows of a sheet says anew which sheets are read."""
        again = bool(later.rows or later.headings)
        return Told(
            later.sheets or (() if later.rows and later.rows.sheet else self.sheets),
            {**self.columns, **later.columns},
            later.scale or self.scale,
            {**self.words, **later.words},
            later.rows if again else self.rows,
            later.headings if again else self.headings,
            self.typed or later.typed,
        )

    def kept(self) -> dict[str, object]:
        """As JSON values."""
        columns = {heading: held.heading if held else UNUSED for heading, held in self.columns.items()}
        more = {
            "scale": self.scale,
            "words": dict(self.words),
            "rows": str(self.rows) if self.rows else None,
            "headings": list(self.headings),
        }
        return {"sheets": list(self.sheets), "columns": columns, **{name: each for name, each in more.items() if each}}

    @classmethod
    def of(cls, kept: Mapping[str, object]) -> "Told":
        """What `kept` gave; a meaning that there is no more is left out."""
        sheets, columns, scale = kept.get("sheets"), kept.get("columns"), kept.get("scale")
        words, rows, headings = kept.get("words"), kept.get("rows"), kept.get("headings")
        found: dict[str, Held | None] = {}
        for heading, word in (columns if isinstance(columns, dict) else {}).items():
            if word == UNUSED:
                found[heading] = None
            elif (held := held_by_word(str(word))) is not None:
                found[heading] = held
        return cls(
            tuple(map(str, sheets)) if isinstance(sheets, list) else (),
            found,
            str(scale) if scale else None,
            {str(word): str(level) for word, level in words.items()} if isinstance(words, dict) else {},
            HeadingRows.of(str(rows)) if rows else None,
            tuple(map(str, headings)) if isinstance(headings, list) else (),
        )


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


def told_by(
    columns: Sequence[str] = (),
    sheets: Sequence[str] = (),
    scale: str | None = None,
    headings: str | None = None,
    words: Sequence[str] = (),
) -> Told:
    """What is told in words: "Task Description=action" of a column, "Cost=-" of one that is not to be used, the names
    of sheets, that of the scale, the row of the headings, and "Open=Amber" of a word in a column of ratings. Raises
    PlanFileError where that says nothing, or two things of one.
    """
    from papers.plan.recognising import normal

    told: dict[str, Held | None] = {}
    for each in columns:
        heading, _, word = (part.strip() for part in each.rpartition("="))
        held = held_by_word(word)
        if not normal(heading) or (held is None and word != UNUSED):
            names = ", ".join(held.heading.casefold() for held in COLUMNS)
            raise PlanFileError(
                f"“{each}” does not say what a column holds. It is a heading, =, and one of these: {names}; "
                f"or {UNUSED} for a column that is not to be used. For example: “Task Description=action”."
            )
        if told.setdefault(normal(heading), held) != held:
            raise PlanFileError(f"Two things are said of the column “{heading}”: please say one of them.")
    levels: dict[str, str] = {}
    for each in words:
        word, _, level = (part.strip() for part in each.rpartition("="))
        if not word or not level:
            raise PlanFileError(
                f"“{each}” does not say what a word means. It is the word, =, and a level of the scale; or {UNUSED} "
                "for no rating. For example: “Open=Amber”."
            )
        if levels.setdefault(folded(word), level) != level:
            raise PlanFileError(f"Two levels are said of the word “{word}”: please say one of them.")
    rows = HeadingRows.of(headings) if headings else None
    if rows and rows.sheet and sheets and folded(rows.sheet) not in map(folded, sheets):
        raise PlanFileError(
            f"The headings are said to stand on the sheet “{rows.sheet}”, which is not one of those to be read: please "
            "say one of them."
        )
    return Told(tuple(sheets), told, scale, levels, rows, typed=True)


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
        if self.told.rows:
            words.append(f"--headings {shlex.quote(str(self.told.rows))}")
        words += [f"--word {shlex.quote(f'{word}={level}')}" for word, level in self.told.words.items()]
        return " ".join(words)


def columns_told(columns: Sequence[Column], said: Mapping[str, Held | None]) -> Told:
    """What is told by whoever says of columns, by their headings, what each holds, or None for one that is not to be
    used: those that were asked about, and what differs from how the others were read.

    Raises PlanFileError where no column has the action, and where two hold one thing.
    """
    from papers.plan.recognising import normal

    held: dict[Held, Column] = {}
    for column in columns:
        meaning = said.get(column.heading, column.meaning)
        if meaning is None:
            continue
        other = held.setdefault(meaning, column)
        if other is not column and normal(other.written) != normal(column.written):
            raise PlanFileError(
                f"“{other.heading}” and “{column.heading}” cannot both be the column “{meaning.heading}”: "
                "please choose one, and something else or “not used” for the other."
            )
    if Meaning.TITLE not in held:
        raise PlanFileError(f"Please say which column is “{Meaning.TITLE.heading}”: what is to be done.")
    changed = [each for each in columns if each.unsure or said.get(each.heading, each.meaning) != each.meaning]
    # What is told of a heading goes for all columns that have it, so it is told of each of them.
    alike = {normal(each.written) for each in changed if each.written}
    told = {
        normal(each.heading): said.get(each.heading, each.meaning)
        for each in columns
        if each in changed or normal(each.written) in alike
    }
    return Told(columns=told)


def read_otherwise(read: Sequence[Column], said: Mapping[str, Held | None]) -> Told:
    """What has to be told, too, where columns were `read` otherwise than was said of them: they were right before
    something else was told.
    """
    from papers.plan.recognising import normal

    other = [each for each in read if each.heading in said and each.meaning != said[each.heading]]
    return Told(columns={normal(each.heading): said[each.heading] for each in other})


@dataclass(frozen=True)
class Question:
    """What a file does not tell of its layout, in words, and the answers that there are; `label` is it in few words.

    Of `columns` that are unsure it says the best guess: the only option says yes to all of them, and what they hold can
    be said one by one instead (`columns_told`). Without an option it is what is wrong with how the file was read, and
    the headings or the columns are to be told.
    """

    label: str
    text: str
    options: tuple[Option, ...]
    columns: tuple[Column, ...] = ()


class LayoutUnclear(PlanFileError):
    """The file is a tracker whose layout has to be asked for. `layout` is how its headings are known again, `sheets`
    are those that may have the headings.
    """

    def __init__(self, questions: tuple[Question, ...], layout: str, sheets: tuple[SheetSeen, ...] = ()) -> None:
        super().__init__(" ".join(each.text for each in questions))
        self.questions, self.layout, self.sheets = questions, layout, sheets

    def __reduce__(self) -> tuple[type["LayoutUnclear"], tuple[tuple[Question, ...], str, tuple[SheetSeen, ...]]]:
        """It goes from one process to another."""
        return LayoutUnclear, (self.questions, self.layout, self.sheets)
