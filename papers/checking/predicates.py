"""What a sentence says that rows of a table do or are, read against its columns: “has at least one late action”, “rose
in every term”, “is led by the Council”, “are above 90%”, “met its target”.

A reading is one way in which the words may be meant: for each row whether it is so, or None where that cannot be told.
Of what may be meant in several ways all readings are given: a sentence is wrong only where it is by each.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from papers.checking.figures import COUNT, NUMBER, SIGN, decimal, read_cell
from papers.checking.frames import Frame, in_words
from papers.checking.rows import stems
from papers.checking.trends import Reading, polarity, reading, trends

_IS = re.compile(
    r"^(?:is|are|was|were|remains?|remained|stays?|stayed|stands?|has been|have been|has|have|being)\s+"
    r"(?P<not>not\s+)?(?:(?:now|still|currently|all|both|each|also|rated|at|as|been|only|therefore|recorded as)\s+)*"
    r"(?P<value>[a-z][a-z /-]{1,40}?)(?:\s+(?P<when>(?:this|last|in|at)\s+.*))?$",
    re.IGNORECASE,
)
_LED = re.compile(
    r"^(?:is|are|was|were|remains?)\s+(?:now\s+)?(?:owned by|led by|the responsibility of|held by|"
    r"sponsored by|managed by|"
    r"overseen by|with|assigned to|the job of|a matter for)\s+(?:the\s+)?(?P<who>[A-Z][^.;,()]{1,60}|[a-z][\w ]{2,40})$"
    r"|^belongs?\s+to\s+(?:the\s+)?(?P<who2>[A-Za-z][^.;,()]{1,60})$"
)
_THAN = r"at least|more than|over|above|fewer than|less than|below|under|at or above|at or below|up to|at most|exceeds?"
_HAS = re.compile(
    rf"^(?:which\s+|that\s+|who\s+)?(?:has|have|had|with|shows?|saw|reports?|reported|recorded)\s+(?P<not>not\s+)?"
    rf"(?P<words>[\w’' -]*?)(?:\b(?P<than>{_THAN})\s+)?(?:\b(?P<n>any|{COUNT}|an?)\b(?![%.,]?\d|\s?(?:{SIGN})))?"
    r"(?P<more>\s+or (?:more|fewer|less))?(?P<after>[\w’' -]*)$",
    re.IGNORECASE,
)
_HAS_NUMBER = re.compile(
    rf"^(?:which\s+|that\s+|who\s+)?(?:has|have|had|with|shows?|saw|reports?|reported|recorded)\s+(?P<not>not\s+)?"
    rf"(?P<words>[\w’' -]*?)\b(?:(?P<than>{_THAN})\s+)?(?P<n>any|{COUNT}|an?)\b(?![%.,]?\d|\s?(?:{SIGN}))"
    r"(?P<more>\s+or (?:more|fewer|less))?(?P<after>[\w’' -]*)$",
    re.IGNORECASE,
)
_FILLED = re.compile(
    r"^(?:has|have)\s+(?P<not>not\s+got\s+|no\s+)?(?:(?:an?|its|their)\s+)?(?:own\s+)?(?P<words>[a-z][a-z’' -]{2,40})$",
    re.IGNORECASE,
)
_VERBED = re.compile(
    rf"^(?P<words>[a-z]+(?:ed|un|id|et|pt))\s+(?:(?P<than>{_THAN})\s+)?(?P<n>{COUNT})\b(?![%.,]?\d|\s?(?:{SIGN}))"
    r"(?P<more>\s+or (?:more|fewer|less))?(?P<after>[\w’' -]*)$",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    rf"^(?P<words>[\w’' -]{{0,50}}?)\b(?P<than>{_THAN})\s+£?(?P<n>{NUMBER}|{COUNT})\s?(?P<unit>{SIGN})?"
    r"(?P<after>[\w’' -]*)$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    rf"^(?P<words>[\w’' -]{{2,50}}?)\s+(?P<n>{NUMBER}|{COUNT})\s?(?P<unit>{SIGN})?(?P<mid>[\w ]{{0,15}}?)\s+or\s+"
    r"(?P<than>more|less|fewer)(?P<after>[\w’' -]*)$",
    re.IGNORECASE,
)
_ITS_TARGET = re.compile(
    r"^(?:(?:has|have|had|is|are|was|were|also|now|all|both|each|still|remains?|stands?|at)\s+)*(?P<not>not\s+)?"
    r"(?P<way>met|missed|reached|achieved|hit|beat|above|over|below|under|short of|meets?|exceeded|exceeds)\s+"
    r"(?:its|the|their|this|that)\s+(?:own\s+)?(?:[a-z]+\s+)?(?:targets?|thresholds?|plans?|standards?|trajector\w+)"
    r"(?:\s+(?P<when>in|at|for)\s+(?P<time>.*))?$",
    re.IGNORECASE,
)


def readings(frame: Frame, said: str) -> list[Reading]:
    """The ways in which what is said of rows may be meant; none where it is not understood."""
    text = " ".join(re.sub(r"\([^)]*\)", " ", said).split()).strip(" ,.;:–-")
    for way in (trends, _targets, _led, _states, _of_a_kind, _counts, _beyond, _filled):
        if found := list(way(frame, text)):
            return found
    return []


# what has changed


# what is to be reached


def _targets(frame: Frame, text: str) -> Iterator[Reading]:
    found = _ITS_TARGET.match(text)
    if not found:
        return
    told = next(
        (at for at in range(1, len(frame.heads)) if re.fullmatch(r"met\??|target met\??", frame.heads[at], re.I)), None
    )
    way = found["way"].casefold()
    asked = bool(re.match(r"met|reached|achieved|hit|beat|meet", way))
    if told is not None and (asked or way == "missed"):
        yield reading(
            frame,
            lambda name: (
                (frame.cell(name, told).casefold() in ("yes", "y", "✓", "met")) == (asked != bool(found["not"]))
            ),
            told,
        )
        return
    for target in frame.targets:
        values = [at for at in frame.rows.numbered if at not in frame.targets]
        in_time = [series for series in frame.series if set(series.columns) <= set(values)]
        if found["time"]:
            values = [series.columns[at] for series in in_time if (at := series.at(found["time"])) is not None]
        elif in_time:
            values = [series.columns[-1] for series in in_time]
        for at in values:
            if not re.search(r"\bchange\b|\bvariance\b|\bdifference\b", frame.heads[at], re.IGNORECASE):
                yield reading(frame, _reaches(frame, at, target, way, bool(found["not"])), at, target)


def _reaches(frame: Frame, at: int, target: int, way: str, denied: bool) -> Callable[[str], bool | None]:
    limit = re.search(r"threshold|limit|ceiling|maximum", frame.heads[target], re.IGNORECASE)

    def is_so(name: str) -> bool | None:
        value, asked = frame.rows.number(name, at), frame.rows.number(name, target)
        if value is None or asked is None:
            return None
        if re.match(r"above|over|exceed", way):
            return (value > asked) != denied
        if re.match(r"below|under|short", way):
            return (value < asked) != denied
        if value == asked:
            return (way != "missed") != denied
        sign = -1 if limit else polarity(name)
        if sign is None:
            return None
        return ((value - asked) * sign > 0) == ((way != "missed") != denied)

    return is_so


# who, and how it stands


def _led(frame: Frame, text: str) -> Iterator[Reading]:
    if found := _LED.match(text):
        who = (found["who"] or found["who2"]).casefold().strip()
        columns = [at for at in frame.owners if any(same_post(frame.cell(name, at), who) for name in frame.names)]
        by_name = [at for at in frame.owners if not columns and all(frame.cell(name, at) for name in frame.names)]
        for at in columns or (by_name if len(by_name) == 1 and " with " not in f" {text} " else ()):
            yield reading(frame, lambda name, at=at: same_post(frame.cell(name, at), who), at)  # type: ignore[misc]


def same_post(cell: str, who: str) -> bool:
    """Whether a cell names whom a sentence does."""
    one, other = (set(re.findall(r"\w+", each.casefold())) - {"the", "of", "and", "for"} for each in (cell, who))
    return bool(one and other) and (one <= other or other <= one)


def _states(frame: Frame, text: str) -> Iterator[Reading]:
    found = _IS.match(text)
    if not found:
        return
    value, denied = " ".join(found["value"].casefold().split()), bool(found["not"])
    when = found["when"] or ""
    for at, known in frame.states.items():
        head = frame.heads[at].casefold()
        if value.endswith(f" {head}") and any(_same_state(each, value.removesuffix(f" {head}")) for each in known):
            yield _of_column(frame, at, lambda cell: _same_state(cell, value.removesuffix(f" {head}")) != denied)  # noqa: B023
            continue
        if not any(_same_state(each, value) for each in known):
            continue
        series = next((each for each in frame.series if at in each.columns), None)
        meant = series.at(when) if series and when else None
        if when and (meant is None or not series or series.columns[meant] != at):
            continue
        if series and not when and text.startswith(("is", "are", "remain", "stay")) and at != series.columns[-1]:
            continue
        yield _of_column(frame, at, lambda cell: _same_state(cell, value) != denied)


def _of_column(frame: Frame, at: int, is_so: Callable[[str], bool]) -> Reading:
    """The reading by what stands in one column, in small letters."""
    return reading(frame, lambda name: is_so(frame.cell(name, at).casefold()), at)


def _of_a_kind(frame: Frame, text: str) -> Iterator[Reading]:
    """ "is at gateway 4", of a column that is called so."""
    found = re.match(
        r"^(?:is|are|was|were|remains?)\s+(?:now\s+|still\s+)?(?:at|in|on)\s+(?P<head>[a-z]+)\s+(?P<value>[\w.]{1,6})$",
        text,
        re.IGNORECASE,
    )
    value = found["value"].casefold() if found else ""
    for at in range(1, len(frame.heads)) if found else ():
        if found and stems(found["head"]) == stems(frame.heads[at]):
            yield _of_column(frame, at, lambda cell: cell == value)


def _same_state(cell: str, value: str) -> bool:
    one, other = (re.sub(r"[^a-z/]+", " ", each).split() for each in (cell, value))
    return [re.sub(r"d$|ed$", "", each) for each in one] == [re.sub(r"d$|ed$", "", each) for each in other]


# numbers


def _beyond(frame: Frame, text: str) -> Iterator[Reading]:
    found = _BEYOND.match(text) or _OR_MORE.match(text)
    if not found or re.search(r"\bof\b", found["after"] or ""):
        return
    line = decimal(found["n"]) if found["n"][0].isdigit() else in_words(found["n"])
    words = f"{found['words']} {found['after'] or ''}"
    among = frame.rows.numbered
    if found["unit"]:
        among = [at for at in among if _is_percent(frame, at)]
    fitting = _columns(frame, words, among)
    if not fitting and not found["unit"]:
        return
    than = found["than"].casefold()
    for at in fitting or ([each for each in among if each not in frame.targets] if found["unit"] else []):
        yield reading(frame, lambda name, at=at: _is_beyond(frame.rows.number(name, at), than, line), at)  # type: ignore[misc]


def _is_percent(frame: Frame, at: int) -> bool:
    cells = [frame.cell(name, at) for name in frame.names]
    return any(read_cell(each).percent for each in cells) or "%" in frame.heads[at]


def _is_beyond(value: Decimal | None, than: str, line: Decimal) -> bool | None:
    if value is None:
        return None
    match than:
        case "more than" | "over" | "above" | "exceed" | "exceeds":
            return value > line
        case "at least" | "at or above" | "more":
            return value >= line
        case "fewer than" | "less than" | "below" | "under":
            return value < line
        case _:
            return value <= line


def _columns(frame: Frame, words: str, among: list[int]) -> list[int]:
    """Those of some columns whose heading, or what is said of it beside its time, shares a word with what is said."""
    said = stems(words)
    found = [at for at in among if _alike(said, stems(frame.heads[at]) - frame.called)]
    if len(found) > 1:
        found = [at for at in found if not _is_whole(frame, at, found)] or found
    return [at for at in found if stems(frame.heads[at]) <= said] or found


def _alike(said: set[str], head: set[str]) -> bool:
    return any(one[:4] == other[:4] and min(len(one), len(other)) >= 3 for one in said for other in head)


def _counts(frame: Frame, text: str) -> Iterator[Reading]:
    """ "has at least one late commitment", "have not begun any", "has closed seven"."""
    found = _HAS_NUMBER.match(text) or _HAS.match(text) or _VERBED.match(text)
    if not found or (not found["n"] and not found["after"] and not found["words"].strip()):
        return
    words, number = f"{found['words']} {found['after']}", (found["n"] or "any").casefold()
    said = stems(words) - {"any", "at", "least", "one"}
    fitting = [at for at in frame.rows.counts if (head := stems(frame.heads[at])) and head <= said]
    best = max((len(stems(frame.heads[at])) for at in fitting), default=0)
    fitting = [at for at in fitting if len(stems(frame.heads[at])) == best]
    known = set().union(*(stems(each) for each in frame.heads)) | frame.called
    if not fitting or len(said - known) > 1:
        return
    if len(fitting) > 1:  # “closed tasks”, of “Closed” and of “Tasks”: not all of them
        wholes = {at for at in fitting if _is_whole(frame, at, fitting)}
        fitting = [at for at in fitting if at not in wholes] or fitting
    denied = bool(found.groupdict().get("not")) and not any("not" in stems(frame.heads[at]) for at in fitting)
    than = (found["than"] or "").casefold()
    if (found["more"] or "").strip():
        than = "at least" if "more" in found["more"] else "at most"
    line = Decimal(1) if number in ("any", "a", "an") else in_words(number)
    if number in ("any", "a", "an") and not than:
        than = "at least"
    for at in fitting:

        def is_so(name: str, at: int = at) -> bool | None:
            value = frame.rows.number(name, at)
            if value is None:
                return None
            return (_is_beyond(value, than, line) if than else value == line) != denied

        yield reading(frame, is_so, at)


def _filled(frame: Frame, text: str) -> Iterator[Reading]:
    """ "have a revised date", of a column that is blank in some rows."""
    found = _FILLED.match(text)
    said, denied = (stems(found["words"]), bool(found["not"])) if found else (set(), False)
    for at in range(1, len(frame.heads)):
        if said and said == stems(frame.heads[at]) and at not in frame.rows.numbered:
            yield _of_column(frame, at, lambda cell: bool(re.search(r"\w", cell)) != denied)


def _is_whole(frame: Frame, at: int, among: list[int]) -> bool:
    """Whether a column is the largest of some in each row: the whole of which others are parts."""
    return all(
        (frame.rows.number(name, at) or 0) >= (frame.rows.number(name, other) or 0)
        for name in frame.names
        for other in among
    )
