"""Reading an update from one line: `2.4 amber/red recruitment fair booked; back to green 30 Sep`.

Pure: it knows neither session nor request. What was understood up to a mistake goes with the mistake, and nothing that
was not. Parts divided by semicolons are the fields of an answer where they begin with a word that names one, with a
colon or, after a semicolon, without.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from handlers.action_verb_words import action_verb_in
from handlers.days import day_in_front, is_deadline, likely_day, means_a_day, nearly_a_day
from handlers.fillers import is_filler, plain, without_thanks
from handlers.grammar import DASHES, nearest
from handlers.plan_change_words import ChangeAsked, change_in
from handlers.rating_problems import an_example, no_rating, only_one_rating
from handlers.rating_spellings import Spellings, spellings
from handlers.rating_words import rating_of, ratings_within, read_ratings
from handlers.refs import is_written_loosely, known_refs, leading_ref_or_number, refs_in
from handlers.update.taking_back_words import asks_to_take_back
from models.plan.deadlines import UnreadableDate
from models.plan.ratings import Rating, scale
from models.updates.answer import FIELDS, AnswerField, Kept, Kind, fields_asked
from papers.wording import day, joined

EXAMPLE = "/update 2.4 {answer at_risk off_track} recruitment fair booked; {back_on_track} 30 Sep"
EXAMPLE_OF_A_RED = (
    "/update 2.4 {answer at_risk off_track} fair booked; cause no officer; action hire one; recovery 30 Sep"
)
SENTENCE = 2
"""So many words that are no fillers tell something; “status”, “on track” and “-” do not, where nothing else is said."""

_NAMES: Mapping[str, AnswerField] = {word: each for each in FIELDS.values() for word in each.words}
"""The fields by the words that name them in a line."""

_NAMED = re.compile(
    rf"({'|'.join(sorted(_NAMES, key=len, reverse=True))})\b\s*(:(?!//)|=|[{re.escape(DASHES)}](?=\s)|(?=\s))\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_PROSE_AFTER: Mapping[str, frozenset[str]] = {
    "help_needed": frozenset({"is", "was", "has", "will", "came", "arrived", "with", "desk", "line"}),
    "corrective_action": frozenset({"is", "was", "has", "will", "taken", "plan", "plans", "points", "on", "by", "log"}),
    "difference": frozenset({"is", "was", "between", "in"}),
    "evidence": frozenset(
        [
            *("is", "was", "will", "has", "of", "from", "for", "that", "on", "in", "to", "and", "base", "based"),
            *("shows", "showed", "suggests", "suggested", "gathered", "given", "submitted", "reviewed", "being"),
        ]
    ),
    "cause": frozenset({"for", "and"}),
}
"""Words after which a field's name is an ordinary word, where no colon follows it: "action taken", "help is coming"."""

_NO_CHANGE = frozenset(
    {"no change", "nochange", "no changes", "unchanged", "no update", "nothing changed", "nothing has changed"}
)
_NOTHING_NEW = frozenset(
    {"as before", "the same", "same", "same as before", "same as last time", "still the same", "ditto", "nc", "n/c"}
    | {"nothing new", "no news", "nothing to report", "nothing further to report", "no further update"}
)
"""What says that nothing changed and is not the word for it: it would be a poor commentary, so it is asked about."""

_STILL = re.compile(r"\s*(?:(?:it(?:['’]s)?|is|are|still|remains?|stays?)\s+)*", re.IGNORECASE)
"""What a sentence begins with that says how things stand: "is unchanged", "still the same"."""

_CLEARED = frozenset(
    {"none", "nothing", "no", "clear", "cleared", "remove", "n/a", "none needed", "not needed", "no longer"}
    | {"no longer needed", *DASHES}
)
_LINK = re.compile(r"https?://[^\s<>|]+")
_DAYS = sorted((word for word, each in _NAMES.items() if each.kind is Kind.DAY), key=len, reverse=True)
_LEADS_TO_A_DAY = (
    *("is", "now", "of", "by", "on", "to", "at", "has", "have", "had", "been", "should", "will", "would", "be", "date"),
    *("currently", "expected", "put", "set", "back", "out", "moves", "moved", "moving", "slips", "slipped", "slipping"),
    *("changes", "changed", "pushed", "revised", "brought", "forward", "the"),
)
_LEADING = rf"(?:(?:{'|'.join(_LEADS_TO_A_DAY)})(?=\s|$)\s*|[:=]\s*){{0,6}}"
_DATED = re.compile(rf"\b({'|'.join(_DAYS)})\b\s*{_LEADING}(?=\S)", re.IGNORECASE)
"""A day's field named anywhere in free text; what follows is read as a day if it is one."""

_SETTING = frozenset(
    {"new", "revised", "change", "changed", "move", "moved", "set", "update", "updated", "revise", "make"}
)
"""What is said with a day's field and its day, and tells nothing of what changed: "change the forecast to 15 Oct"."""

_BETWEEN = frozenset({"and", "&", "+", ",", ";"})
_ANOTHER = re.compile(r"(?:[,;&+]|\b(?:and|also|plus))\s+(?=\S)")
"""What may stand before the ref of another action, with an answer of its own."""


def example(of: str = EXAMPLE, ref: str = "") -> str:
    """An example in the words of the scale in use, about this action or another one of the plan."""
    return scale().in_words(of.replace("2.4", ref) if ref else known_refs().in_example(of))


@cache
def _back(known: Spellings) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:back (?:on track|to (?:{known.in_words}))|recover(?:y|ed|s)?)(?: date)?(?: (?:by|on|from))? (.+)$", re.I
    )


@dataclass
class Line:
    """One line as read. `said` are the fields given, ratings and dates as such, None for one that is cleared; `problem`
    is what stopped it, and `words` is all that may belong in what changed, whether it could be read or not.

    `no_change`: what it does not give stays as last given; `meant_no_change`: it is probably what a misspelling means.
    `change` is a change of the plan that it asks for, which no update makes; `takes_back`: it asks for what stands
    recorded to be taken back; `instead`: what it asks for is done by `/action` and these words.
    """

    typed: str
    ref: str | None = None
    no_change: bool = False
    meant_no_change: bool = False
    said: dict[str, Any] = field(default_factory=dict)
    back_on: date | None = None
    change: ChangeAsked | None = None
    takes_back: bool = False
    instead: str = ""
    problem: str = ""
    words: str = ""

    def understood(self) -> tuple[str, ...]:
        """What was read, in words."""
        facts = [f"action {self.ref}"] if self.ref else []
        facts += ["no change"] if self.no_change else []
        for name, value in self.said.items():
            facts.append(f"{FIELDS[name].label.lower()}: {_in_words(value)}")
        if self.back_on:
            facts.append(f"back on track on {day(self.back_on)}")
        return tuple(facts)


def read_line(typed: str, today: date) -> Line:
    """Read one line; `today` is the local date, for days without a year."""
    line = Line(typed.strip())
    first, *_ = line.typed.split(maxsplit=1) or [""]
    if len(several := refs_in(first)) > 1:
        line.problem = f"A line is about one action, and this one begins with {joined(several)}: one line each, please."
        return line
    about = leading_ref_or_number(line.typed)
    if about is None:
        line.problem = f"Each line begins with the ref of an action, such as {known_refs().example}."
        return line
    line.ref, rest = about
    if other := _another_ref(rest):
        line.problem = (
            f"A line is about one action, and this one begins with {line.ref} and {other}: one line each, please."
        )
        return line
    _Reader(line, today).read(rest)
    return line


def begun(text: str) -> tuple[str, str] | None:
    """The ref that a line of free text begins with, and the rest of it; None without one.

    Of “7 people came” the number is no ref, whatever the plan calls its actions: a ref that is a number is marked
    (“#7”, “7:”), or what is said of it begins with a rating or “no change”.
    """
    found = leading_ref_or_number(text)
    if not found or not is_written_loosely(text):
        return found
    _, rest = found
    return found if not rest or _begins_no_change(rest) or read_ratings(rest).said else None


def change_of_plan(said: str) -> ChangeAsked | None:
    """The change of the plan that what is said of an action asks for; none where its words are a level's name, such as
    "Complete".
    """
    change = change_in(said)
    return None if change and read_ratings(said).said else change


def lines_of(text: str) -> list[str]:
    """The lines of a text, one an action. Where only the first begins with a ref, the text is broken and one line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    about = [begun(line) is not None for line in lines]
    about[:1] = [leading_ref_or_number(line) is not None for line in lines[:1]]
    if not lines or not about[0]:
        return lines
    if sum(about) > 1:
        return _with_their_prose(lines, about)
    named = ("; " if _named(line, divided=True) else " " for line in lines[1:])
    return [lines[0] + "".join(between + line for between, line in zip(named, lines[1:], strict=True))]


def _with_their_prose(lines: list[str], about: list[bool]) -> list[str]:
    """Lines about several actions: one that begins with a number that is no ref goes on with the line before."""
    whole: list[str] = []
    for line, begins in zip(lines, about, strict=True):
        if begins or not is_written_loosely(line):
            whole.append(line)
        else:
            whole[-1] += f" {line}"
    return whole


def example_with(ref: str, needed: Collection[str], today: date) -> str:
    """What to type where "no change" lacks some dates: `/update 2.4 no change; recovery: 31 July 2023`.

    `needed` are their fields; the day is the last one of the next month.
    """
    later = (today.replace(day=1) + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    named = (f"{FIELDS[each].words[0]}: {day(later)}" for each in needed)
    return "; ".join([f"/update {ref} no change", *named])


@dataclass
class _Reader:
    """Takes the parts of one line, in order, into what the line says."""

    line: Line
    today: date
    free: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    tells: bool = False
    """Whether there is more in the free text than days that are named."""
    before: str = ""
    """What stands before all else that can be read, and cannot."""

    def read(self, rest: str) -> None:
        """Read what follows the ref."""
        if asks_to_take_back(rest) and " " in rest:
            self.line.takes_back = True
            self._stop("An answer is taken back by “Take back” below it; “/update undo” takes back the last.")
            return
        self.line.change = change_of_plan(rest)
        if self.line.change and not self.line.change.more:
            return
        if not self.line.change and (verb := action_verb_in(rest)):
            self.line.instead = f"/action {self.line.ref} {rest}"
            self._stop(f"“{verb}” is no update: “/action” does it, with the same words.")
            return
        first, _, more = rest.partition(";")
        phrase = _said_of_it(first)
        if phrase in _NO_CHANGE and all(_named(part, divided=True) for part in _parts(more)):
            self.line.no_change, rest = True, more
        elif len(phrase.split()) < 4 and phrase not in _NO_CHANGE and nearest(phrase, _NO_CHANGE, likeness=0.8):
            self._ask_no_change(f"“{first.strip()}”: did you mean “no change”?")
            return
        else:
            rest = self._ratings(rest)
            if _said_of_it(rest) in _NO_CHANGE | _NOTHING_NEW:
                self._ask_no_change(
                    f"“{rest.strip()}” says that nothing changed: is it “no change”? Where a rating changed, say in a "
                    "sentence why."
                )
                return
            if self.line.said and (change := change_in(rest, rated=True)):
                self.line.change, rest = change, change.more
        for number, part in enumerate(_parts(rest)):
            self._part(part, divided=bool(number) or self.line.no_change or rest.startswith(";"))
        self.free = self.free if self.tells or self.unread or self.line.problem else []
        rated = {"activity", "impact"} & self.line.said.keys()
        if written := ratings_within(" ".join(self.free), rated):
            typed = f"{self.line.ref} {an_example()}"
            self._stop(f"“{written}” looks like ratings. They go right after the ref: {typed}.")
            self.unread += self.free
        if self.free and not (self.line.said or self.line.back_on or self.line.no_change or self.line.change):
            telling = [word for each in self.free for word in each.split() if not is_filler(word)]
            if sum(any(map(str.isalnum, word)) for word in telling) < SENTENCE:
                why = FIELDS["commentary"].because
                self._stop(f"“{'; '.join(self.free)}” alone does not tell the board what changed. {why}")
                self.unread += self.free
        if read := [each for each in self.free if each not in self.unread]:
            self.line.said["commentary"] = "; ".join(read)
        self.line.words = f"{self.before}{'; '.join(self.free)}".strip()

    def _ask_no_change(self, problem: str) -> None:
        self._stop(problem)
        self.line.meant_no_change = True

    def _ratings(self, rest: str) -> str:
        found = read_ratings(rest)
        if found.problem:
            self._stop(found.problem)
            self.before = found.unread
            self.unread += [] if found.unread else list(_parts(rest))[:1]
        self.line.said |= found.said
        return found.rest

    def _part(self, part: str, divided: bool) -> None:
        named = _named(part, divided) if part not in self.unread else None
        taken = self._named(*named) if named else False
        if not taken:
            if divided and not named and (meant := _misspelt(part, self.today)):
                self._stop(f"“{part}”: did you mean “{meant}”?")
            self._free(part)

    def _named(self, each: AnswerField, value: str, certain: bool) -> bool:
        """Take what is said of a field; whether there is nothing else in its part. `certain`: a colon stands there."""
        if not value:
            return True
        if each.kept is not Kept.NEVER and each.kind is not Kind.RATING and value.casefold().strip(" .") in _CLEARED:
            self._say(each, None)
            return True
        if each.kind is Kind.RATING:
            return self._rating(each, value, certain)
        if each.kind is Kind.DAY:
            return self._day(each, value, certain) == ""
        if each.kind is Kind.LINK:
            link = _LINK.search(value)
            if link is None:
                self._stop(f"“{each.words[0]} {value}” has no link, which begins with https://.")
                return False
            self._say(each, link[0].rstrip(".,)"))
            return link[0] == value
        if each.name == "commentary":
            self._free(value)
        else:
            self._say(each, value)
        return True

    def _rating(self, each: AnswerField, value: str, certain: bool) -> bool:
        rating, unread = rating_of(value), no_rating(value)
        is_meant = rating is not None or certain or "did you mean" in unread
        if each.name not in fields_asked():
            if is_meant:
                self._stop(only_one_rating())
            return False
        if rating is not None:
            self._say(each, rating)
        elif is_meant:
            self._stop(unread)
        return rating is not None or certain

    def _day(self, each: AnswerField, value: str, certain: bool) -> str:
        """Take a day; gives the words after it, and all of them where none is meant. `certain`: one is."""
        try:
            on, more = day_in_front(value, self.today)
        except UnreadableDate as unreadable:
            if not (certain or unreadable.meant):
                return value
            self._stop(_no_day(unreadable, each, value, self.today))
            return ""
        self._say(each, on)
        return more

    def _say(self, each: AnswerField, value: Any) -> None:
        """Take one field; prose that is said twice is all taken, and two days or ratings are asked about."""
        before = self.line.said.get(each.name)
        if before is None or before == value:
            self.line.said[each.name] = value
        elif isinstance(before, str) and isinstance(value, str) and not isinstance(before, Rating):
            self.line.said[each.name] = f"{before}; {value}" if each.kind is Kind.PROSE else value
        else:
            self._stop(f"There are two values for {each.label.lower()}: {_in_words(before)} and {_in_words(value)}.")

    def _free(self, part: str) -> None:
        """Take free text as typed, and pick a link and the days that it names out of it all the same."""
        if link := _LINK.search(part):
            self.line.said.setdefault("evidence", link[0].rstrip(".,)"))
        self.free.append(part)
        left = self._days_in(part)
        self.tells |= left == part or not all(is_filler(word) or plain(word) in _SETTING for word in left.split())

    def _days_in(self, part: str) -> str:
        """Take the days that are named in free text; gives it without them."""
        left, at = "", 0
        for named in _DATED.finditer(part):
            value = part[named.end() :]
            words = re.split(r"[,.;]", value)[0].split()
            meant = is_deadline(words) or nearly_a_day(words)
            more = self._day(_NAMES[named[1].casefold()], value, meant)
            if more != value:
                left, at = f"{left} {part[at : named.start()]}", len(part) - len(more)
        if at == 0 and (back := _back(spellings()).search(part)):
            try:
                self.line.back_on, more = day_in_front(back[1], self.today)
                return f"{part[: back.start()]} {more}"
            except UnreadableDate as unreadable:
                if unreadable.meant or nearly_a_day(back[1].split()):
                    self._stop(_no_day(unreadable, FIELDS["recovery_date"], back[1], self.today))
                    self.unread.append(part)
        return f"{left} {part[at:]}" if at else part

    def _stop(self, problem: str) -> None:
        self.line.problem = self.line.problem or problem


def _named(part: str, divided: bool) -> tuple[AnswerField, str, bool] | None:
    """The field that a part of a line names, its value, and whether that is certain; None for a part of free text.

    With a colon it is. Without one only a part that is `divided` from the ones before it can name a field, or one that
    gives a day; and what follows must be what the field holds.
    """
    found = _NAMED.match(part)
    if found is None:
        return None
    each, mark, value = _NAMES[found[1].casefold()], found[2], found[3].strip()
    if mark in (":", "="):
        return each, value, True
    if mark and divided:
        return each, value, False
    if each.kind is Kind.DAY:
        value = re.sub(f"^{_LEADING}", "", value, flags=re.IGNORECASE)
        if divided:
            is_meant = len(found[3].split()) < SENTENCE or means_a_day(value.split()) or value.casefold() in _CLEARED
            return (each, value, True) if is_meant else None
        return (each, value, False) if re.search(r"\d|\bend of\b", value) else None
    if not divided or not value or each.name == "commentary":
        return None
    if each.kind is Kind.RATING:
        return (each, value, False) if len(value.split()) == 1 else None
    first = value.split(maxsplit=1)[0].casefold().strip(",.")
    return None if first in _PROSE_AFTER.get(each.name, ()) else (each, value, False)


def _no_day(unreadable: UnreadableDate, each: AnswerField, value: str, today: date) -> str:
    """Why no day was read for a field, and which one may be meant."""
    if unreadable.meant:
        return f"{unreadable.reason[0].upper()}{unreadable.reason[1:]}."
    likely = likely_day(value.split(), today)
    hint = f"did you mean {day(likely)}?" if likely else "30 September 2023 and 30/9/2023 are days."
    return f"“{each.words[0]} {value}” has no day that I can read; {hint}"


def _misspelt(part: str, today: date) -> str | None:
    """The field that a part probably names, by a word that is none: with a colon, or with a day after it."""
    found = re.match(r"([A-Za-z]+)\b\s*(:?)\s*(.+)", part)
    if found is None or found[1].casefold() in _NAMES:
        return None
    word, mark, value = found.groups()
    likely = nearest(word, _NAMES, likeness=0.8)
    if not likely:
        return None
    try:
        if not mark:
            day_in_front(value, today)
    except UnreadableDate as unreadable:
        return likely[0] if unreadable.meant or nearly_a_day(value.split()) else None
    return likely[0]


def _another_ref(rest: str) -> str | None:
    """The ref right after the first one, as in "2.3, 2.6 no change", or of a second answer further on."""
    word = next((each for each in rest.split() if each.casefold() not in _BETWEEN), "")
    if others := refs_in(word.lstrip("/&+")):
        return others[0]
    for between in _ANOTHER.finditer(rest):
        another = leading_ref_or_number(rest[between.end() :])
        if another and (read_ratings(another[1]).said or _begins_no_change(another[1])):
            return another[0]
    return None


def _said_of_it(text: str) -> str:
    """What a sentence says of how things stand, without what it begins and ends with."""
    begins = _STILL.match(text)
    return without_thanks(text[begins.end() if begins else 0 :]).strip(" .!").casefold()


def _begins_no_change(text: str) -> bool:
    return any(text.strip().casefold().startswith(each) for each in _NO_CHANGE)


def _parts(text: str) -> Iterator[str]:
    """The parts of a line, which semicolons divide."""
    return (part for each in text.split(";") if (part := each.strip()))


def _in_words(value: Any) -> str:
    if value is None:
        return "cleared"
    return value.word if isinstance(value, Rating) else day(value) if isinstance(value, date) else str(value)
