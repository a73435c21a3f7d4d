"""What a heading means, whichever way it is spelled: looked up in `vocabulary`, in ever looser readings.

`headings` asks for every cell that could be one. Only words are judged here, never what stands below them; a reading is
looser the further it is from what the vocabulary has, and a looser one yields to one that is less so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import cache, lru_cache

from models.plan.deadlines import parse_deadline
from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning
from papers.plan.leanings import leanings
from papers.plan.vocabulary import HEADINGS

LONGEST_LOOSE = 80
"""Characters of a heading that is worth a second reading; longer ones are prose."""


@dataclass(frozen=True)
class Recognised:
    """What one heading means. `rank` is 0 for the likeliest; `dated` is the month that "Update June 2023" names."""

    meaning: Held
    phrase: str
    rank: int
    dated: date | None = None


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """A heading as it is compared."""
    plain = text.casefold().replace("&", " and ").replace("%", " percent ").replace("№", " no ")
    return _BETWEEN_WORDS.sub(" ", plain).strip()


_BETWEEN_WORDS = re.compile(r"[^\w#]+|_")


def is_bygone(text: str) -> bool:
    """Whether a heading is about an earlier board."""
    return _BYGONE.search(text.casefold()) is not None


def is_period(text: str) -> bool:
    """Whether a heading is no more than a month or a quarter."""
    return _ONLY_PERIOD.fullmatch(text.strip()) is not None


def begins_with_period(text: str) -> bool:
    """Whether a heading is a month or a quarter with a word or two after it: "Quarter 4 Outturn"."""
    return (
        is_period(text)
        or re.fullmatch(rf"(?i)(?:{_PERIOD}|quarter [1-4])(?:\W+[a-z]+){{1,2}}", text.strip()) is not None
    )


def ends_with_period(text: str) -> bool:
    """Whether a heading says of which month or quarter it is: "RAG May 2023"."""
    return _AS_AT.fullmatch(text.strip()) is not None


class Spelling(IntEnum):
    """How loosely a heading is read; each takes in those before it. Cells that are no headings are read exactly."""

    EXACT = 0
    LOOSE = 1
    MISSPELLED = 2
    BY_WORDS = 3


@lru_cache(maxsize=4096)
def recognise(text: str, spelling: Spelling = Spelling.EXACT) -> Recognised | None:
    """What a heading means, or None. Brackets may be left out, and a date may follow ("RAG June 2023")."""
    if is_bygone(text) or _SCORED.search(text):
        return None
    if found := _exactly(text):
        return found
    if len(text) > LONGEST_LOOSE or spelling is Spelling.EXACT:
        return None
    if (found := _loosely(text)) or spelling is Spelling.LOOSE:
        return found
    if (found := _misspelled(text)) or spelling is Spelling.MISSPELLED:
        return found
    return _by_words(text)


@lru_cache(maxsize=4096)
def leaning_words(text: str) -> str | None:
    """A heading as `leanings` takes it; None where it is of an earlier board, or of what is scored."""
    if is_bygone(text) or _SCORED.search(text):
        return None
    text = _FORMAT.sub("", text)
    parts = [normal(_parted(part)) for part in re.split(r"[/|\\;]", _without_brackets(text))]
    return " / ".join(filter(None, parts)) or normal(text)


_PHRASES = {
    phrase: Recognised(meaning, phrase, rank)
    for meaning, phrases in HEADINGS.items()
    for rank, phrase in enumerate(phrases)
    if (meaning, phrase) != (Meaning.TITLE, "activity")
}
_MOST_WORDS = max(len(phrase.split()) for phrase in _PHRASES)
_DATED = (FIELDS["activity"], FIELDS["impact"], FIELDS["commentary"])
_BYGONE = re.compile(r"\b(?:previous|previously|prior|old|last (?:board|meeting|month|quarter|period|rag|brag))\b")
_SCORED = re.compile(r"[(\[]\s*[01]\s*(?:[-–—/]|to)\s*\d{1,2}\s*[)\]]")
"""What a risk is scored in: "Impact (1-5)" is no rating of an action."""

_FORMAT = re.compile(r"(?i)\b[dmy]{1,4}([/.-])[dmy]{1,4}\1[dmy]{2,4}\b")
_PLAINLY = 1.5
_LOOSER = 1000
"""What is added to the rank of a looser reading."""


def _without_brackets(text: str) -> str:
    return re.sub(r"\(.*?\)|\[.*?\]", " ", text, flags=re.DOTALL)


def _date_within(words: Sequence[str]) -> date | None:
    text = re.sub(r"^(?:[-–—:(]|as at|as of|at|for|to)+\s*", "", " ".join(words).strip("()[]"), flags=re.IGNORECASE)
    try:
        return parse_deadline(text).last_day
    except ValueError:
        return None


def _exactly(text: str) -> Recognised | None:
    for version in (text, _without_brackets(text)):
        if found := _PHRASES.get(normal(version)):
            return found
    words = text.split()
    for cut in range(1, min(len(words), _MOST_WORDS + 1)):
        start = _PHRASES.get(normal(" ".join(words[:cut])))
        if start is not None and start.meaning in _DATED and (day := _date_within(words[cut:])):
            return replace(start, dated=day)
    return None


def _misspelled(text: str) -> Recognised | None:
    """Each word that no heading has becomes the one that it is close to."""
    words = normal(_parted(text)).split()
    mended = [word if word in _words() else _closest(word) for word in words]
    found = recognise(" ".join(mended), Spelling.LOOSE) if mended != words else None
    return None if found is None else replace(found, rank=found.rank + 10 * _LOOSER)


def _by_words(text: str) -> Recognised | None:
    """What the words of a heading lean to most, where they do so plainly."""
    words = leaning_words(text)
    held, strength = max(leanings(words or "").items(), key=lambda each: each[1], default=(None, 0.0))
    if held is None or strength < _PLAINLY:
        return None
    return Recognised(held, normal(text), 20 * _LOOSER + round(100 * (3 - strength)))


def _loosely(text: str) -> Recognised | None:
    for pattern in (_BEGINS_IN, _AS_AT):
        if (named := pattern.fullmatch(text.strip())) and (found := _PHRASES.get(normal(named["rest"]))):
            dated = _within_a_year(named["period"] or "") if found.meaning in _DATED else None
            return replace(found, rank=found.rank + _LOOSER, dated=dated)
    for looser, version in enumerate(_looser_versions(text), 1):
        if found := _PHRASES.get(normal(version)):
            return replace(found, rank=found.rank + looser * _LOOSER)
    # "Progress / Remarks": two words for one thing; of two things, the first one where the other says nothing.
    parts = [part for part in re.split(r"[/\\|+,;]|\s(?:and|or)\s|&", text) if normal(part)]
    if len(parts) < 2:
        return None
    found = _PHRASES.get(normal(parts[0]))
    others = [each for part in parts[1:] if (each := _PHRASES.get(normal(part)))]
    if found is None or any(each.meaning is not found.meaning for each in others):
        return None
    return replace(found, rank=found.rank + 9 * _LOOSER)


def _looser_versions(text: str) -> Iterator[str]:
    """The heading as its writer may have meant it: dueDate, Lead(s), Date of completion, Action: what will we do?"""
    yield _parted(text)
    yield re.sub(r"(?i)^custom field \((.*)\)$", r"\1", text)  # as Jira exports them
    plural = re.sub(r"(?i)\((?:e?s)\)", lambda found: found[0].strip("()"), text)
    yield _without_brackets(plural)
    yield _FORMAT.sub("", text)
    yield re.sub(r"^\s*(?:\(?[0-9]{1,2}[.):]|\(?[A-Za-z][.)])\s*", "", text)
    words = normal(_without_brackets(plural)).split()
    if len(words) > 2 and "of" in words[1:-1]:
        at = words.index("of", 1)
        of = [word for word in words[at + 1 :] if word not in ("the", "a", "an", "each", "this")]
        yield " ".join([*of, *words[:at]])
        if _SAYS_NOTHING.issuperset(words[:at]):
            yield " ".join(of)
    yield " ".join(word for word in words if word not in _EMPTY_WORDS)
    if len(words) > 1 and words[-1] in _OF_THE_THING:
        yield " ".join(words[:-1])
    yield re.sub(r" for (?:each|every|the|this) \w+$", "", " ".join(words))
    if len(words) > 1:
        yield re.sub(r"(?<=[a-rt-z])s$", "", " ".join(words))
    yield re.split(r"\s*[:–—\n?]\s*|\s-\s", text.strip(), maxsplit=1)[0]


def _within_a_year(period: str) -> date:
    """Where a month or a quarter stands among others, whose years are not told apart."""
    words = period.casefold()
    month = 3 * int(words[1]) if words[:1] == "q" else _MONTHS.index(words[:3]) + 1 if words else 12
    return date(1900, month, 1)


def _parted(text: str) -> str:
    """dueDate, RAGStatus and progressAt6Months in words."""
    return re.sub(
        r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[A-Z][a-z])", " ", text
    )


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PERIOD = (
    r"(?P<period>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|q[1-4])(?:\W*\d{2,4}(?:/\d{2})?)?)"
)
_BEGINS_IN = re.compile(rf"(?i){_PERIOD}\W+(?P<rest>.+)", re.DOTALL)
_ONLY_PERIOD = re.compile(
    rf"(?i)(?:20\d\d(?:[/-]\d\d)?\W*)?(?:as at )?(?:\d\d? )?(?:{_PERIOD}|quarter [1-4])(?:\W*20\d\d(?:[/-]\d\d)?)?"
)
_AS_AT = re.compile(
    rf"(?i)(?P<rest>.+?)\W+(?:{_PERIOD}|(?:as (?:at|of|on)|(?:for |in )?this (?:month|period|quarter))\b.*)\W*",
    re.DOTALL,
)
_EMPTY_WORDS = {"the", "a", "an", "our", "your", "their", "please", "name", "names", "s", "agreed", "proposed"}
_OF_THE_THING = {"description", "descriptions", "detail", "details", "title", "text", "statement", "wording", "desc"}
"""Behind a word these say what it says: "Milestone description" is the milestone."""

_SAYS_NOTHING = _EMPTY_WORDS | {"description", "detail", "details", "summary"}


@cache
def _words() -> frozenset[str]:
    """Every word that some heading has, and some that are no slip of the keyboard though they are close to one."""
    return frozenset(word for phrase in _PHRASES for word in phrase.split()) | _OTHER_WORDS


_OTHER_WORDS = {
    *("completed", "issued", "owned", "review", "reviewed", "score", "scope", "stage", "place", "phase", "costs"),
    *("started", "manager", "source", "start", "dated", "tests", "team", "teams", "created"),
}


def _closest(word: str) -> str:
    """The word of the headings that is one slip away (two in a long word), else the word itself.

    The first letter is right, as a rule; and a past tense is another word: "completed" is no slip for "complete".
    """
    if len(word) < 5:
        return word
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    slips = 2 if len(word) >= 12 else 1
    likely = [each for each in _words() if each[0] == word[0] and len(each) >= 4]
    near = extract(word, likely, scorer=OSA.distance, score_cutoff=slips)
    least = min((distance for _, distance, _ in near), default=0)
    closest = [each for each, distance, _ in near if distance == least and not _is_a_form(word, each)]
    return closest[0] if len(closest) == 1 else word


def _is_a_form(one: str, other: str) -> bool:
    """Whether two words differ in their tense."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer.startswith(shorter.rstrip("e")) and longer.endswith(("ed", "ing", "er"))
