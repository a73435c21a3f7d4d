"""Reading an update from one line: `2.4 amber/red recruitment fair booked; back to green 30 Sep`.

Pure: it knows neither session nor request. What was understood up to a mistake goes with the mistake.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from handlers.filters import RATINGS
from handlers.grammar import nearest, ref_of
from models.plan.deadlines import parse_day
from models.plan.ratings import Rating
from models.updates.answer import FIELDS, AnswerField, Kind
from papers.wording import day

EXAMPLE = "/update 2.4 amber/red recruitment fair booked; back to green 30 Sep"

_KEYS: Mapping[str, AnswerField] = {word: each for each in FIELDS.values() for word in each.words}
"""The fields by the words that name them in a line."""
_NAMED = re.compile(rf"({'|'.join(sorted(_KEYS, key=len, reverse=True))})\s*:(?!//)(.*)", re.IGNORECASE | re.DOTALL)

_NO_CHANGE = frozenset({"no change", "nochange", "unchanged", "no update"})
_LINK = re.compile(r"https?://\S+")
_BACK = re.compile(
    r"\b(?:back (?:on track|to (?:green|amber|blue))|recover(?:y|ed|s)?)(?: date)?(?: (?:by|on|from))? (.+)$", re.I
)
_BETWEEN = frozenset({"and", "&", "+", ",", ";"})
_NOT_MISSPELT = frozenset({"read", "great", "agree", "agreed", "greet", "blues", "reds", "led", "rid", "bed"})


@dataclass
class Line:
    """One line as read. `said` are the fields given, ratings and dates as such; `problem` is what stopped it.

    `no_change`: what it does not give stays as last given.
    """

    typed: str
    ref: str | None = None
    no_change: bool = False
    said: dict[str, Any] = field(default_factory=dict)
    back_on: date | None = None
    problem: str = ""

    def understood(self) -> tuple[str, ...]:
        """What was read, in words."""
        facts = [f"action {self.ref}"] if self.ref else []
        for name, value in self.said.items():
            shown = value.word if isinstance(value, Rating) else day(value) if isinstance(value, date) else value
            facts.append(f"{name.replace('_', ' ')}: {shown}")
        return tuple(facts)


def read_line(typed: str, today: date) -> Line:
    """Read one line; `today` is the local date, for days without a year."""
    line = Line(typed.strip())
    words = line.typed.split()
    if not words or not (ref := ref_of(words[0])):
        line.problem = "Each line begins with the ref of an action, such as 2.4."
        return line
    line.ref = ref
    rest = line.typed.split(maxsplit=1)[1] if len(words) > 1 else ""
    if other := ref_of(next((word for word in words[1:] if word.casefold() not in _BETWEEN), "")):
        line.problem = f"A line is about one action, and this one begins with {ref} and {other}: one line each, please."
        return line
    first, _, more = rest.partition(";")
    if first.casefold().strip(" .!") in _NO_CHANGE and all(_is_named(part) for part in _parts(more)):
        line.no_change, rest = True, more
    else:
        rest = _take_ratings(line, rest)
    free = []
    for segment in _parts(rest):
        if named := _NAMED.fullmatch(segment):
            _take_pair(line, _KEYS[named[1].casefold()], named[2].strip(), today)
        else:
            _notice(line, segment, today)
            free.append(segment)
    if free:
        line.said.setdefault("commentary", "; ".join(free))
    return line


def example_with(ref: str, needed: Collection[str], today: date) -> str:
    """What to type where "no change" lacks some dates: `/update 2.4 no change; recovery: 31 July 2023`.

    `needed` are their fields; the day is the last one of the next month.
    """
    later = (today.replace(day=1) + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    named = (f"{FIELDS[each].words[0]}: {day(later)}" for each in needed)
    return "; ".join([f"/update {ref} no change", *named])


def _parts(text: str) -> list[str]:
    """The parts of a line, which semicolons divide."""
    return [part for each in text.split(";") if (part := each.strip())]


def _is_named(part: str) -> bool:
    return _NAMED.fullmatch(part) is not None


def lines_of(text: str) -> list[str]:
    """The lines of a text, one an action. Where only the first begins with a ref, the text is broken and one line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    about = [bool(ref_of(line.split()[0])) for line in lines]
    if not lines or not about[0] or sum(about) > 1:
        return lines
    named = ("; " if _is_named(line) else " " for line in lines[1:])
    return [lines[0] + "".join(between + line for between, line in zip(named, lines[1:], strict=True))]


def _take_ratings(line: Line, rest: str) -> str:
    """Take the ratings at the start of the line: `amber/red`, `amber red`, `a/r`, `amber`, `/red`."""
    first, _, after = rest.partition(" ")
    word = first.rstrip(",:;").casefold()
    if "/" in word and "://" not in word:
        activity, _, impact = word.partition("/")
        known = [RATINGS.get(part) for part in (activity, impact)]
        if any(known) and all(rating or not part for rating, part in zip(known, (activity, impact), strict=True)):
            for name, rating in zip(("activity", "impact"), known, strict=True):
                if rating:
                    line.said[name] = rating
            return after.strip()
        if any(known) or any(_misspelt(part) for part in (activity, impact)):
            line.problem = f"“{first}” is no pair of ratings{_meant(activity if not known[0] else impact)}"
        return rest
    if word in RATINGS and (len(word) > 1 or word in "brag"):
        line.said["activity"] = RATINGS[word]
        second, _, more = after.strip().partition(" ")
        if second.rstrip(",:;").casefold() in RATINGS and len(second) > 2:
            line.said["impact"] = RATINGS[second.rstrip(",:;").casefold()]
            return more.strip()
        return after.strip()
    if _misspelt(word):
        line.problem = f"“{first}” is no rating{_meant(word)}"
    return rest


def _take_pair(line: Line, each: AnswerField, value: str, today: date) -> None:
    if each.kind is Kind.RATING:
        rating = RATINGS.get(value.casefold())
        if rating is None:
            line.problem = f"“{value}” is no rating{_meant(value.casefold())}"
        else:
            line.said[each.name] = rating
    elif each.kind is Kind.DAY:
        try:
            line.said[each.name] = parse_day(value, today)
        except ValueError:
            line.problem = f"“{value}” is no date that I can read; 30 September 2023 and 30/9/2023 are."
    elif value:
        line.said[each.name] = value


def _notice(line: Line, segment: str, today: date) -> None:
    """Pick a link and a "back to green 30 Sep" out of free text, which is kept as typed all the same."""
    link = _LINK.search(segment)
    if link:
        line.said.setdefault("evidence", link[0].rstrip(".,)"))
    back = _BACK.search(segment)
    if back:
        try:
            line.back_on = parse_day(back[1].strip(" ."), today)
        except ValueError:
            line.back_on = None


def _misspelt(word: str) -> bool:
    return len(word) > 2 and word not in _NOT_MISSPELT and bool(_likely(word))


def _meant(word: str) -> str:
    likely = _likely(word)
    return (
        f"; did you mean {likely[0].capitalize()}?" if likely else ". The ratings are Blue, Red, Amber, Green and Grey."
    )


def _likely(word: str) -> list[str]:
    return nearest(word, [rating.value for rating in Rating], likeness=0.8)
