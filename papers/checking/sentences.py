"""What a paper says in sentences, held against its own tables of ratings.

A figure in a sentence is wrong where it is none of the columns that the sentence may be about: what is not clear is
given the benefit of the doubt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from papers.checking.counting import AT_RISK, DONE, NOT_STARTED, OFF_TRACK, ON_TRACK, Column
from papers.checking.figures import (
    NUMBER,
    SIGN,
    WORDS,
    Percent,
    as_printed,
    decimal,
    how_it_came,
    is_share,
    percent,
    share,
)
from papers.checking.paper import Finding, Line, Paper, Severity

_COUNT = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(WORDS)}"
_OF_AND_SHARE = re.compile(
    rf"\b(?P<n>{_COUNT})\s+(?:out )?of\s+(?:the |its |our |all |these )?(?P<m>\d+)(?P<between>[^.;()\d]{{0,60}})"
    rf"[(,–-]\s*(?P<p>{NUMBER})\s?(?P<sign>{SIGN})\s?\)?",
    re.IGNORECASE,
)
_AND_SHARE = re.compile(
    rf"\b(?P<n>{_COUNT})\s*(?:\w+\s+){{0,2}}\(\s*(?P<p>{NUMBER})\s?(?P<sign>{SIGN})\s*\)", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?;\n]*(?:\.\d[^.!?;\n]*)*[.!?;\n]?")
_LEVEL = (
    (DONE, r"blue|complete[d]?"),
    (ON_TRACK, r"green"),
    (AT_RISK, r"amber"),
    (OFF_TRACK, r"red"),
    (NOT_STARTED, r"gr[ea]y|not (?:yet )?started"),
)
_THINGS = r"(?:(?:actions?|priorit(?:y|ies)|recommendations?|tasks?)\s+)?"
_ARE = r"(?:(?:of these|of them|were|are|is|was|remains?|now|currently|rated|still|as|at)\s+)*"
_OR_ANOTHER = r"(?!\s+(?:or|and|to)\s+(?:blue|green|amber|red|gr[ea]y))"
_OF_A_LEVEL = tuple(
    (
        names,
        re.compile(
            rf"\b(?P<n>{_COUNT})\s+(?:\(\s*{NUMBER}\s?(?:{SIGN})\s*\)\s+)?(?:(?:priority|improvement|plan)\s+)*"
            rf"{_THINGS}{_ARE}(?:{words})\b{_OR_ANOTHER}",
            re.IGNORECASE,
        ),
    )
    for names, words in _LEVEL
)
_ON_TRACK = re.compile(r"\bon track\b", re.IGNORECASE)
_OFF_TRACK = re.compile(r"\b(?:not|off|no longer|moved?|move) (?:on )?track\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:from|fell|rose|increase\w*|decrease\w*|up|down|moved|points?|change\w*|by)\b", re.IGNORECASE
)
_POSITIVE = re.compile(
    r"\b(?:direction of travel|trajectory|overall position|overall progress|overall picture)\b[^.;]{0,60}"
    r"\b(?:positive|improv\w+|upwards?|better|strong\w*|good|encouraging)\b"
    r"|\b(?:positive|improving|upward|encouraging)\b[^.;]{0,20}\b(?:direction of travel|trajectory)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:direction of travel|trajectory|overall position)\b[^.;]{0,60}"
    r"\b(?:negative|worse\w*|deteriorat\w+|downwards?)\b",
    re.IGNORECASE,
)
_ALL_STARTED = re.compile(
    r"\ball (?:of the |the |\d+ )?actions (?:have|are)(?: now)? (?:started|under ?way|begun)", re.IGNORECASE
)
_NONE_OFF_TRACK = re.compile(
    r"\b(?:no actions? (?:is|are)|none (?:is|are)|there are no) (?:rated )?red\b", re.IGNORECASE
)
_ALL_ON_TRACK = re.compile(r"\ball (?:of the |the |\d+ )?actions (?:are|remain) on track", re.IGNORECASE)
_MOST_ON_TRACK = re.compile(r"\b(?:majority|most)\b[^.;]{0,40}\bon track\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no longer|cannot|if|once|until|should|when|whether)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Standing:
    """The columns of ratings of activity as they are now and were before, as far as a paper has them."""

    columns: Sequence[Column]

    def meant(self, sentence: str) -> list[Column]:
        """The columns that a sentence may be about: of impact where it says so, earlier ones where it says so."""
        said = sentence.casefold()
        found = list(self.columns)
        if any(each.is_impact for each in found) and any(not each.is_impact for each in found):
            if "impact" in said and "activity" not in said:
                found = [each for each in found if each.is_impact]
            elif "activity" in said and "impact" not in said:
                found = [each for each in found if not each.is_impact]
        earlier = re.search(r"\b(?:previous\w*|last (?:board|meeting|time|report)|earlier|was|were|from|had)\b", said)
        if not earlier:
            found = [each for each in found if not each.is_previous] or found
        return found

    @property
    def now(self) -> Column | None:
        """Activity now."""
        now = [each for each in self.columns if not each.is_previous]
        return next((each for each in now if not each.is_impact), now[0] if now else None)

    @property
    def before(self) -> Column | None:
        """Activity at the board before."""
        return next((each for each in self.columns if each.is_previous and not each.is_impact), None)


def held_against_tables(paper: Paper, columns: Sequence[Column]) -> Iterator[Finding]:
    """The sentences that disagree with themselves, or with the paper's tables of ratings."""
    standing = _Standing([each for each in columns if each.is_of_ratings])
    totals = {each.of: f"“{each.heading}”" if each.heading else each.table.place for each in columns}
    for line in paper.prose:
        for sentence in filter(str.strip, _SENTENCE.findall(line.text)):
            found = list(_counted(line, sentence, standing, totals))
            yield from found
            if not found and standing.columns:
                yield from _levels(line, sentence, standing)
                yield from _shares_alone(line, sentence, standing)
            if standing.now is not None:
                yield from _claims(line, sentence, standing.now)
                yield from _direction(line, sentence, standing)


def _counted(line: Line, sentence: str, standing: _Standing, totals: dict[Decimal, str]) -> Iterator[Finding]:
    """ "43 of 64 (67%)" and "43 (67%)": the share is that of the count, and the count that of the table."""
    seen: list[range] = []
    for found in _OF_AND_SHARE.finditer(sentence):
        seen.append(range(*found.span()))
        count, total, printed = _number(found["n"]), decimal(found["m"]), percent(found["p"], found["sign"])
        if total > 0 and count <= total and not is_share(printed, count, total):
            yield _not_its_share(line, found[0], count, total, printed, totals)
        elif wrong := _on_track(_around(sentence, found), sentence, count, printed, standing):
            yield _of_track(line, found[0].strip(), *wrong)
    for found in _AND_SHARE.finditer(sentence):
        if any(found.start() in each for each in seen) or not standing.columns:
            continue
        count, printed, said = _number(found["n"]), percent(found["p"], found["sign"]), _around(sentence, found)
        if wrong := _on_track(said, sentence, count, printed, standing):
            yield _of_track(line, found[0].strip(), *wrong)
        elif level := next(
            (names for names, words in _LEVEL if re.search(rf"\b(?:{words})\b", said, re.IGNORECASE)), None
        ):
            rows = [(column, row) for column in standing.meant(sentence) if (row := column.level(*level))]
            if not rows or any(row.count == count and is_share(printed, count, column.of) for column, row in rows):
                continue
            if same := next((column for column, row in rows if row.count == count), None):
                yield _not_its_share(line, found[0], count, same.of, printed, totals)
            elif not _CHANGE.search(sentence):
                column, row = rows[0]
                right = f"{row.count} ({share(row.count, column.of, printed.places)}%)"
                yield Finding(line.place, found[0].strip(), right, _has(column, row.count, row.label))


def _not_its_share(
    line: Line, said: str, count: Decimal, total: Decimal, printed: Percent, totals: dict[Decimal, str]
) -> Finding:
    right = share(count, total, printed.places)
    why = f"{count} of {total} is {right}%. {how_it_came(printed, count, total, totals)}".strip()
    return Finding(line.place, said.strip(), as_printed(right), why)


def _around(sentence: str, found: re.Match[str]) -> str:
    """What is said of a figure: its words up to the figures beside it, what follows first."""
    after = re.split(r"\d", sentence[found.end() :], maxsplit=1)[0]
    before = re.split(r"\d", sentence[: found.start()])[-1]
    known = "|".join(words for _, words in _LEVEL)
    return after if re.search(rf"\b(?:{known}|on track)\b", after, re.IGNORECASE) else before


def _on_track(
    said: str, sentence: str, count: Decimal, printed: Percent, standing: _Standing
) -> tuple[Column, Decimal, Percent] | None:
    """The column, its count on track and the share as printed, where it is said otherwise what is on track."""
    if not _ON_TRACK.search(said) or _OFF_TRACK.search(said) or standing.now is None:
        return None
    tracked = [(each, each.on_track) for each in standing.meant(sentence) if each.on_track is not None]
    if not tracked or any(there == count and is_share(printed, count, each.of) for each, there in tracked):
        return None
    column = standing.now if standing.now in [each for each, _ in tracked] else tracked[0][0]
    return column, column.on_track or Decimal(0), printed


def _of_track(line: Line, said: str, column: Column, on_track: Decimal, printed: Percent) -> Finding:
    digits = max(printed.places, 2)
    right = f"{on_track} ({share(on_track, column.of, digits)}%)"
    rows = [found for names in (DONE, ON_TRACK) if (found := column.level(*names))]
    added = " + ".join(f"{each.count} {each.label}" for each in rows)
    heading = f", column “{column.heading}”" if column.heading else ""
    return Finding(line.place, said, right, f"{column.table.place}{heading}: {added} = {on_track} of {column.of}.")


def _levels(line: Line, sentence: str, standing: _Standing) -> Iterator[Finding]:
    """ "two actions are Red": the count of that rating in one of the columns that may be meant."""
    if _CHANGE.search(sentence) or re.search(r"\b(?:either|both|area|board|areas|boards|month|since)\b", sentence):
        return
    for names, pattern in _OF_A_LEVEL:
        for found in pattern.finditer(sentence):
            count = _number(found["n"])
            if found["n"].casefold() == "no":
                continue  # a claim of its own
            rows = [(each, row) for each in standing.meant(sentence) if (row := each.level(*names))]
            if rows and all(row.count != count for _, row in rows):
                column, row = rows[0]
                why = _has(column, row.count, row.label)
                yield Finding(line.place, found[0].strip(), f"{row.count} {row.label}", why)


def _has(column: Column, count: Decimal, label: str) -> str:
    heading = f", column “{column.heading}”," if column.heading else ""
    return f"{column.table.place}{heading} has {count} {label}."


def _shares_alone(line: Line, sentence: str, standing: _Standing) -> Iterator[Finding]:
    """ "67% of actions are on track": the share of one of the columns that may be meant."""
    if not _ON_TRACK.search(sentence) or _OFF_TRACK.search(sentence) or _CHANGE.search(sentence):
        return
    said = list(re.finditer(rf"(?<![\d(.])({NUMBER})\s?({SIGN})\s+of\s+(?:all |the |our )?(?:\d+ )?actions", sentence))
    tracked = [(each, each.on_track) for each in standing.meant(sentence) if each.on_track is not None]
    for found in said:
        printed = percent(found[1], found[2])
        if tracked and not any(is_share(printed, there, each.of) for each, there in tracked):
            column, there = tracked[0]
            yield _of_track(line, found[0], column, there, printed)


def _claims(line: Line, sentence: str, now: Column) -> Iterator[Finding]:
    """What is said of all, of none or of most, against the rows."""
    if _DENIED.search(sentence):
        return
    grey, red, on_track = now.level(*NOT_STARTED), now.level(*OFF_TRACK), now.on_track
    if grey and grey.count and _ALL_STARTED.search(sentence):
        yield _claimed(line, sentence, _has(now, grey.count, grey.label))
    if red and red.count and _NONE_OFF_TRACK.search(sentence):
        yield _claimed(line, sentence, _has(now, red.count, red.label))
    if on_track is not None and on_track < now.of and _ALL_ON_TRACK.search(sentence):
        yield _claimed(line, sentence, f"{on_track} of {now.of} are on track in {now.table.place}.")
    if on_track is not None and on_track * 2 <= now.of and _MOST_ON_TRACK.search(sentence):
        yield _claimed(line, sentence, f"{on_track} of {now.of} are on track in {now.table.place}: no majority.")


def _claimed(line: Line, sentence: str, why: str) -> Finding:
    return Finding(line.place, sentence.strip(), "", why)


def _direction(line: Line, sentence: str, standing: _Standing) -> Iterator[Finding]:
    now, before = standing.now, standing.before
    if now is None or before is None or _DENIED.search(sentence):
        return
    on_track, was = now.on_track, before.on_track
    if on_track is None or was is None or not now.of or not before.of:
        return
    is_now, it_was = share(on_track, now.of, 2), share(was, before.of, 2)
    wrong = _POSITIVE if is_now < it_was else _NEGATIVE if is_now > it_was else None
    if wrong and wrong.search(sentence):
        went = "fell" if is_now < it_was else "rose"
        why = f"On track {went} from {was} of {before.of} ({it_was}%) to {on_track} of {now.of} ({is_now}%)."
        red, reds = now.level(*OFF_TRACK), before.level(*OFF_TRACK)
        if red and reds and red.count != reds.count:
            for_it = "For it" if (red.count < reds.count) == (went == "fell") else "Against it as well"
            why += f" {for_it}: {red.label} went from {reds.count} to {red.count}."
        yield Finding(line.place, sentence.strip(), "", why, Severity.WARNING)


def _number(text: str) -> Decimal:
    lower = text.casefold()
    return Decimal(WORDS.index(lower)) if lower in WORDS else decimal(text)
