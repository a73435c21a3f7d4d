"""The scale that a file's ratings are on: its plan's where that has ratings, else as the file tells.

`reading` asks before any row is read. A file of ours says it on a sheet; of any other the cells of its ratings tell, or
somebody is asked, once for a layout. What tells nothing is on the default scale.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.plan.ratings import BRAG, Rating, Scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS, RAG, SHIPPED
from models.updates.answer import FIELDS
from papers.plan.cells import shown
from papers.plan.choosing import ActionSheet
from papers.plan.colours import rating_of_colour
from papers.plan.contents import Meaning, PlanFileError
from papers.plan.layouts import UNUSED, Option, Question, Settled, Told
from papers.plan.ratings import BLANKS, RatingReading, words_of
from papers.plan.recognising import normal
from papers.spacing import folded
from papers.wording import joined

ACTIVITY, IMPACT = FIELDS["activity"], FIELDS["impact"]
_LONGEST = 60
"""Characters from which a text is no rating."""


def scale_named(name: str) -> Scale:
    """The shipped scale of this name. Raises PlanFileError for another name."""
    found = next((each for each in SHIPPED if each.name.casefold() == name.strip().casefold()), None)
    if found is None:
        names = joined([each.name for each in SHIPPED])
        raise PlanFileError(f"There is no scale “{name}”. There are {names}; “/secretariat scale” shows the plan’s.")
    return found


@dataclass(frozen=True)
class FileScale:
    """The scale of a file: as its plan has it or will have it, and as its words are, which differ where levels have
    been called otherwise since it was written. `own`: the file has told it. `unread` are the ratings of a file of which
    none is on any scale that is known.
    """

    scale: Scale
    words: Scale
    own: bool
    unread: tuple[str, ...] = ()

    def notes(self) -> list[str]:
        """What there is to say of it, for people."""
        if not self.unread:
            return []
        levels = joined([f"“{text}”" for text in self.unread])
        return [
            f"The ratings {levels} are on no scale that is known here, so they are left out. If they are levels of "
            "your own, say so, each with its letter and its class, and send the file again: “/secretariat scale own "
            "Good G on-track; Mixed M at-risk; Poor P off-track”. A workbook that “secretariat export” has written "
            "brings its scale. Or say what each of them means on this scale: “What words mean” in chat, --word in the "
            "terminal."
        ]


def levels_told(told: Told, typed: Told, scale: Scale) -> dict[str, Rating | None]:
    """What the words that somebody has told mean on a scale: of an earlier file only those of which it has the level.

    Raises PlanFileError where something else was typed of this one.
    """
    words = words_of(scale)
    found: dict[str, Rating | None] = {}
    for word, level in told.words.items():
        rating = next((each for each in scale.ratings if each.value == level), None) or words.level(level)
        if rating is not None or level == UNUSED:
            found[word] = rating
        elif typed.words.get(word) == level:
            names = ", ".join(each.name for each in scale.levels)
            raise PlanFileError(
                f"“{word}={level}” does not say what a word means: the levels of the scale {scale.name} are {names}, "
                f"and {UNUSED} is no rating."
            )
    return found


def scale_of_file(
    sheets: Sequence[ActionSheet], on_its_sheet: Scale | None, settled: Settled, told: Told
) -> FileScale | Question:
    """The scale of the plan where it is settled; else as the file's own sheet has it, as somebody has told, or as its
    cells are written, or the question which of two it is. Raises PlanFileError for a scale that there is not.

    It rates activity alone where the file has one rating for each action, and nothing is settled.
    """
    cells = _Cells(sheets, told) if settled.scale is None or not settled.impact else None
    scale = words = settled.scale
    if scale is None:
        found = (
            scale_named(told.scale)
            if told.scale
            else on_its_sheet or _recognised(sheets, cells or _Cells(sheets, told))
        )
        if isinstance(found, Question):
            return found
        scale = words = found
    elif on_its_sheet and (on_its_sheet.name, set(on_its_sheet.ratings)) == (scale.name, set(scale.ratings)):
        words = on_its_sheet
    assert words is not None
    if cells is not None and not settled.impact and _rates_once(sheets, cells, scale, told):
        scale = replace(scale, rates_impact=False)
    own = settled.scale is None
    unread = _unread(cells) if own and cells is not None and not told.scale and not on_its_sheet else ()
    return FileScale(scale, words, own, unread)


def _unread(cells: "_Cells") -> tuple[str, ...]:
    """The texts of ratings where none of them can be read, and they are as many as a scale has levels."""
    few = 1 < len(cells.texts) <= _MOST_LEVELS
    return tuple(cells.texts) if few and not any(True for _ in cells.read_on(BRAG)) else ()


_MOST_LEVELS = 7


def _rates_once(sheets: Sequence[ActionSheet], cells: "_Cells", scale: Scale, told: Told) -> bool:
    """Whether the sheets have one rating for each action: one column of them, and no pair in a cell of it."""
    columns = [column for each in sheets for column in (ACTIVITY, IMPACT) if column in each.heading.columns]
    if not columns or IMPACT in columns or _names_both(sheets):
        return False
    pairs = [reading for _, reading in cells.read_on(scale) if len(reading.ratings) > 1]
    return not pairs or (not told.scale and all(reading.is_level_of_five for reading in pairs))


def _recognised(sheets: Sequence[ActionSheet], cells: "_Cells") -> Scale | Question:
    return _of_five(sheets, cells) or _of_progress(cells) or _of_three(sheets, cells) or BRAG


class _Cells:
    """What stands in the first rows of the columns of ratings, each once: texts of which nobody has told what they
    mean, and colours of cells without any.
    """

    def __init__(self, sheets: Sequence[ActionSheet], told: Told) -> None:
        self.texts: list[str] = []
        self.fills: list[str] = []
        texts: dict[str, None] = {}
        fills: dict[str, None] = {}
        for each in sheets:
            columns = [each.heading.columns[it] for it in (ACTIVITY, IMPACT) if it in each.heading.columns]
            title = each.heading.columns[Meaning.TITLE]
            for row in each.first:
                for column in columns:
                    value = row.values[column]
                    if isinstance(value, str):
                        texts[value] = None
                    elif value is None and each.sheet.colours is not None and column < len(row.cells):
                        colours, cell = each.sheet.colours, row.cells[column]
                        shaded = title < len(row.cells) and colours.same(cell, row.cells[title])
                        if not shaded and (fill := colours.of(cell)):
                            fills[fill] = None
        unsaid = (text for text in texts if folded(text) not in told.words)
        self.texts = [text for text in unsaid if len(text) <= _LONGEST and text.casefold() not in BLANKS]
        self.fills = list(fills)

    def read_on(self, scale: Scale) -> Iterator[tuple[str, RatingReading]]:
        """The texts that are ratings on a scale, with what they say."""
        words = words_of(scale)
        for text in self.texts:
            if (reading := words.read(text)).ratings:
                yield text, reading


def _of_five(sheets: Sequence[ActionSheet], cells: _Cells) -> Scale | Question | None:
    """Five-point delivery confidence, by "Amber/Green" or "Amber/Red"; a question where these may be two ratings."""
    five, default = words_of(DELIVERY_CONFIDENCE), dict(cells.read_on(BRAG))
    between: dict[bool, str] = {}
    for text, reading in cells.read_on(DELIVERY_CONFIDENCE):
        plain = default.get(text, RatingReading()).ratings
        if reading.ratings[0] in (Rating.ON_TRACK_2, Rating.OFF_TRACK) and not reading.is_one_of and len(plain) != 1:
            between.setdefault(not plain or plain[0] is Rating.AT_RISK, text)
    if not between or _names_both(sheets):
        return None
    if any(len(each.ratings) > 1 and not each.is_level_of_five for each in default.values()):
        return None
    others = [text for text in default if not five.read(text).ratings]
    if not others and len(between) == 1:
        return DELIVERY_CONFIDENCE
    if any(IMPACT in each.heading.columns for each in sheets):
        return None if others else DELIVERY_CONFIDENCE
    first, other = next(iter(between.values())), (others or list(between.values())[1:])[0]
    names = ", ".join(level.name for level in DELIVERY_CONFIDENCE.given)
    return Question(
        "The scale of the ratings",
        f"The ratings have {shown(first)} beside {shown(other)}. Is that one level of five, delivery confidence "
        f"({names}), or are these activity and impact in one cell, on the scale BRAG?",
        (
            Option("One level of five: delivery confidence", Told(scale=DELIVERY_CONFIDENCE.name)),
            Option("Activity and impact, on the scale BRAG", Told(scale=BRAG.name)),
        ),
    )


def _of_progress(cells: _Cells) -> Scale | None:
    """Delivered, On track, Some issues, Not on track: by the words that only this scale has together."""
    progress, default = words_of(PROGRESS), words_of(BRAG)
    names: set[Rating] = set()
    for text, reading in cells.read_on(BRAG):
        rating = progress.level(text) if len(text.strip()) > 1 else None
        if rating is not None:
            names.add(rating)
        elif default.level(text) or not (reading.ratings[0].is_done or reading.ratings[0] is Rating.NOT_STARTED):
            return None
    sure = Rating.AT_RISK in names and len(names) > 1
    return PROGRESS if sure or names >= {Rating.DONE, Rating.OFF_TRACK} else None


def _of_three(sheets: Sequence[ActionSheet], cells: _Cells) -> Scale | None:
    """Red, Amber and Green alone, with states of the work, under headings that say RAG and not BRAG."""
    headings = [
        set(normal(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", each.heading.texts[each.heading.columns[column]])).split())
        for each in sheets
        for column in (ACTIVITY, IMPACT)
        if column in each.heading.columns
    ]
    if not headings or not all("rag" in words and words.isdisjoint(_WITH_BLUE) for words in headings):
        return None
    rag = words_of(RAG)
    fills = [rating for fill in cells.fills if (rating := rating_of_colour(fill).rating) is not None]
    colours = [rag.level(re.split(r"[\W_]+", text.strip(" (["))[0]) for text in cells.texts]
    fits = all(rag.read(text).ratings == reading.ratings for text, reading in cells.read_on(BRAG))
    given = {level.rating for level in RAG.given}
    if fits and given.issuperset(fills) and (fills or not given.isdisjoint(colours)):
        return RAG
    return None


_WITH_BLUE = frozenset({"brag", "b", "bragg", "blue"})


def _names_both(sheets: Sequence[ActionSheet]) -> bool:
    """Whether the heading of the ratings says that they are activity and impact."""
    headings = [
        each.heading.texts[each.heading.columns[ACTIVITY]] for each in sheets if ACTIVITY in each.heading.columns
    ]
    return any("activity" in text.casefold() and "impact" in text.casefold() for text in headings)
