"""Sums that a sentence does itself: “fell from 3 to 5”, “78%, up 3 points from 76%”, “9 risks: 3 high and 4 low”."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from models.plan.deadlines import MONTHS
from papers.checking.claims import STATE, THINGS
from papers.checking.figures import (
    COUNT,
    NUMBER,
    SIGN,
    as_printed,
    counted,
    decimal,
    is_share,
    percent,
    places,
    share,
)
from papers.checking.paper import KNOWN_TEXTS, Finding, Paper

UP = r"rose|risen|increased|grew|grown|(?:gone|went) up"
DOWN = r"fell|fallen|decreased|dropped|declined|reduced|(?:gone|went|come|came) down"
_FROM_TO = re.compile(
    rf"\b(?P<way>{UP}|{DOWN})\s+from\s+£?(?P<was>{NUMBER})(?P<unit>\s?(?:{SIGN}|k|m|bn)?)(?:\s+in\s+[\w/ ]{{3,20}}?)?"
    rf"\s+to\s+£?(?P<now>{NUMBER})(?P=unit)(?![\w.,]*\d)",
    re.IGNORECASE,
)
_TO_FROM = re.compile(
    rf"\b(?P<way>{UP}|{DOWN})\s+to\s+£?(?P<now>{NUMBER})(?P<unit>\s?(?:{SIGN}|k|m|bn)?)\s+from\s+£?(?P<was>{NUMBER})"
    rf"(?P=unit)(?![\w.,]*\d)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    rf"(?<![\d.])(?P<now>{NUMBER})\s?(?:{SIGN})(?:\s+in\s+[a-z]+)?,?\s+(?P<way>up|down)\s+(?:by\s+)?(?P<by>{NUMBER})\s+(?:percentage\s+)?points\s+from\s+"
    rf"(?P<was>{NUMBER})\s?(?:{SIGN})",
    re.IGNORECASE,
)
_PART = rf"{COUNT}\s+(?:are\s+|rated\s+)?(?:{STATE})(?:\s+\([^)]*\))?"
_IN_ALL = re.compile(
    rf"(?<![\w.,/-])(?P<n>{COUNT})\s+{THINGS}(?::|\s+\()\s*"
    rf"(?P<parts>{_PART}(?:\s*(?:,|\band\b|, and\b)\s*{_PART}){{1,6}})\s*[.;)]",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"\b(?P<way>{UP}|{DOWN})\s+by\s+"
    rf"(?:(?P<p>{NUMBER})\s?(?:{SIGN})|(?P<fraction>a third|a quarter|a half|half|a fifth)),?"
    rf"\s+(?:(?:to|in) [a-z ]+,? )?from\s+(?:£\s?)?(?P<was>{NUMBER})(?P<unit>k|m|bn)?\s+to\s+"
    rf"(?:£\s?)?(?P<now>{NUMBER})(?P=unit)?"
    rf"(?![\d%]|\s?(?:{SIGN}))",
    re.IGNORECASE,
)
_FRACTIONS = {"a third": 100 / 3, "a quarter": 25.0, "a half": 50.0, "half": 50.0, "a fifth": 20.0}
_TIMES = re.compile(
    rf"\b(?P<hedge>more than |almost |nearly |about )?(?P<times>doubled|trebled|tripled|halved),?\s+"
    rf"from\s+(?P<was>{COUNT})\s+to\s+(?P<now>{COUNT})(?![\d.,]*\d|\s?(?:{SIGN}))",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(
    rf"£\s?(?P<n>{NUMBER})(?P<unit>k|m|bn)?\s+(?:out\s+)?of\s+(?:the\s+|a\s+)?(?:[a-z]+\s+of\s+)?"
    rf"£\s?(?P<m>{NUMBER})(?P=unit)?"
    rf"\s*\(\s*(?P<p>{NUMBER})\s?(?P<sign>{SIGN})\s*\)",
    re.IGNORECASE,
)
_NO_PART = rf"(?:{'|'.join(MONTHS)}|per|%|am\b|pm\b|minutes|hours|days|weeks|months|years)"
_ONE_PART = rf"(?<![\w.£-]){COUNT}\s+(?!{_NO_PART})[a-z][^,;:.()\d]{{1,60}}?"
_PARTS_OF = re.compile(
    rf"(?<![\w.,/£-])(?P<n>{COUNT})\s+(?:[a-z]+\s+){{0,4}}?(?P<verb>[a-z]+)\s*:\s*"
    rf"(?P<parts>{_ONE_PART}(?:,\s+{_ONE_PART}){{1,6}},?\s+and\s+{_ONE_PART})\s*(?=[.;)]|$)",
    re.IGNORECASE,
)
_OPENED = re.compile(
    rf"^\W*of\s+(?:the\s+)?(?P<n>{COUNT})\s+(?:[a-z]+\s+){{1,4}}?[a-z]+,\s*"
    rf"(?P<parts>{_ONE_PART}(?:,\s+{_ONE_PART}){{1,6}},?\s+and\s+{_ONE_PART})\s*(?=[.;)]|$)",
    re.IGNORECASE,
)
_A_SHARE = re.compile(
    rf"(?<![\w.,/£-])(?P<n>{COUNT})\s*(?:[a-z]+\s+){{0,3}}\(\s*(?P<p>{NUMBER})\s?(?P<sign>{SIGN})\s*\)", re.IGNORECASE
)


def sums_in_sentences(paper: Paper) -> Iterator[Finding]:
    """What does not come out."""
    for line in paper.prose:
        yield from _in_line(line.place, line.text[:20_000])


@lru_cache(maxsize=KNOWN_TEXTS)
def _in_line(place: str, text: str) -> Sequence[Finding]:
    return tuple(_wrong_in(place, text))


def _wrong_in(place: str, text: str) -> Iterator[Finding]:
    for found in _FROM_TO.finditer(text):
        was, now = decimal(found["was"]), decimal(found["now"])
        up = bool(re.fullmatch(UP, found["way"], re.IGNORECASE))
        if (now < was) if up else (now > was):
            why = f"{found['now']} is {'less' if up else 'more'} than {found['was']}."
            yield Finding(place, found[0], "", why)
    for found in _TO_FROM.finditer(text):
        was, now = decimal(found["was"]), decimal(found["now"])
        up = bool(re.fullmatch(UP, found["way"], re.IGNORECASE))
        if now != was and (now < was) == up:
            why = f"{found['now']} is {'less' if up else 'more'} than {found['was']}."
            yield Finding(place, found[0], "", why)
    for found in _POINTS.finditer(text):
        by = (decimal(found["now"]) - decimal(found["was"])) * (1 if found["way"].casefold() == "up" else -1)
        if by != decimal(found["by"]):
            yield Finding(place, found[0], f"{by} points", f"From {found['was']}% to {found['now']}% is {by}.")
    for found in _IN_ALL.finditer(text):
        parts = [
            counted(each) for each in re.findall(rf"({COUNT})\s+(?:are\s+|rated\s+)?(?:{STATE})", found["parts"], re.I)
        ]
        if len(parts) > 2 and sum(parts, Decimal(0)) != counted(found["n"]):
            added = " + ".join(map(str, parts))
            yield Finding(place, found[0].strip(" .;"), "", f"{added} = {sum(parts)}, not {found['n']}.")
    before = ""
    for sentence in re.split(r"(?<=[.;!?])\s+(?=[A-Z])", text):
        yield from _by(place, sentence)
        yield from _of_money(place, sentence)
        yield from _added_up(place, sentence)
        yield from _shares_of_one(place, sentence, before)
        before = sentence


def _by(place: str, sentence: str) -> Iterator[Finding]:
    """ "rose by 20%, from 40 to 50", "halved from 9 to 6"."""
    for found in _BY.finditer(sentence):
        was, now = decimal(found["was"]), decimal(found["now"])
        up = bool(re.fullmatch(UP, found["way"], re.IGNORECASE))
        if was and now != was and (now < was) == up:
            why = f"{found['now']} is {'less' if up else 'more'} than {found['was']}."
            yield Finding(place, found[0], "", why)
            continue
        if not was or now == was:
            continue
        by = abs(now - was) * 100 / was
        if found["p"]:
            right = by.quantize(Decimal(1).scaleb(-places(found["p"])), ROUND_HALF_UP)
            wrong = abs(right - decimal(found["p"])) > Decimal(1).scaleb(-places(found["p"]))
        else:
            right = by.quantize(Decimal(1), ROUND_HALF_UP)
            wrong = abs(float(by) - _FRACTIONS[found["fraction"].casefold()]) > 5
        if wrong:
            yield Finding(place, found[0], f"{right}%", f"From {found['was']} to {found['now']} is {right}%.")
    for found in _TIMES.finditer(sentence):
        was, now = counted(found["was"]), counted(found["now"])
        asked = {"doubled": 2.0, "trebled": 3.0, "tripled": 3.0, "halved": 0.5}[found["times"].casefold()]
        times = float(now / was) if was else asked
        more = (found["hedge"] or "").strip().casefold() == "more than"
        right_so = (times <= asked if asked < 1 else times >= asked) if more else abs(times / asked - 1) <= 0.15
        if not right_so:
            yield Finding(place, found[0], "", f"From {was:,} to {now:,} is {times:.2f} times as many.")


def _of_money(place: str, sentence: str) -> Iterator[Finding]:
    """ "£3.2m of £12.8m (20%)"."""
    for found in _OF_MONEY.finditer(sentence):
        part, whole, said = decimal(found["n"]), decimal(found["m"]), decimal(found["p"])
        half = Decimal(1).scaleb(-places(found["n"])) / 2
        if whole <= 0 or part > whole:
            continue
        low, high = (max(part - half, Decimal(0)) * 100 / whole, (part + half) * 100 / whole)
        step = Decimal(1).scaleb(-places(found["p"]))
        if not low - step <= said <= high + step:
            right = (part * 100 / whole).quantize(step, ROUND_HALF_UP)
            yield Finding(place, found[0], f"{right}%", f"£{found['n']} of £{found['m']} is {right}%.")


def _added_up(place: str, sentence: str) -> Iterator[Finding]:
    """ "12 vacancies: 7 at Calder, 3 at Fernhill and 3 in the central team"."""
    for pattern in (_PARTS_OF, _OPENED):
        for found in pattern.finditer(sentence):
            if _IN_ALL.search(sentence) or re.search(r"\bincluding|of which|among|such as\b", sentence, re.IGNORECASE):
                continue
            parts = [counted(each) for each in re.findall(rf"(?:^|,\s+|and\s+)({COUNT})\s", found["parts"], re.I)]
            whole = counted(found["n"])
            wrong = sum(parts) > whole or (pattern is _PARTS_OF and sum(parts) < whole)
            if len(parts) > 2 and wrong and max(parts) <= whole and whole:
                added = " + ".join(map(str, parts))
                yield Finding(place, found[0].strip(" .;"), "", f"{added} = {sum(parts)}, not {found['n']}.")


def _shares_of_one(place: str, sentence: str, earlier: str) -> Iterator[Finding]:
    """ "30 files: 19 (63%) were good, 8 (26%) ...": most are shares of one number that stands before them."""
    found = list(_A_SHARE.finditer(sentence))
    if len(found) < 2 or re.match(r"\W*of\b", sentence, re.IGNORECASE):
        return
    said = f"{earlier} {sentence[: found[0].start()]}"
    before = re.findall(rf"(?<![\w.,/£-])({COUNT})\s+(?!\()[a-z]", said, re.IGNORECASE)
    for whole in {counted(each) for each in before}:
        right = [is_share(percent(each["p"], each["sign"]), counted(each["n"]), whole) for each in found]
        if whole and sum(right) * 2 > len(found) and sum(counted(each["n"]) for each in found) <= whole:
            for each, fits in zip(found, right, strict=True):
                if not fits:
                    printed, count = percent(each["p"], each["sign"]), counted(each["n"])
                    is_so = as_printed(share(count, whole, printed.places))
                    yield Finding(place, each[0], is_so, f"{count:,} of {whole:,} is {is_so}.")
            return
