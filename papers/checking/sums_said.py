"""What two or three numbers of one sentence are to one another, however it is worded: a share of a number, the points
between two shares, the change between two numbers, parts and their sum.

Only where the sentence leaves no choice: exactly two numbers that can be meant, or a list that is given as the whole.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from papers.checking.changes_said import DOWN, UP
from papers.checking.dates import days_named
from papers.checking.figures import COUNT, NUMBER, SIGN, counted, decimal, places, share
from papers.checking.paper import KNOWN_TEXTS, Finding, Paper
from papers.checking.parts_said import in_order, parts_add_up
from papers.checking.sentence_figures import BY_PERCENT, CHANGE_SAID, N_OF_M, Figure, figures_in, sentences_of
from papers.checking.shares_said import Wrong, shares_of_money, shares_of_one, words_for_a_share

_TIMES = re.compile(
    r"\b(?P<hedge>more than |almost |nearly |about |over )?(?P<times>doubled|trebled|tripled|halved|double|"
    r"treble|half)\b",
    re.IGNORECASE,
)
_FACTORS = {"doubled": 2.0, "double": 2.0, "trebled": 3.0, "tripled": 3.0, "treble": 3.0, "halved": 0.5, "half": 0.5}
_TIMES_FROM = re.compile(
    rf"\b(?P<hedge>more than |almost |nearly |about |over )?(?P<times>doubled|trebled|tripled|halved),?\s+from\s+£?"
    rf"(?P<was>{NUMBER})(?P<u>%|k|m|bn)?(?:\s+[a-z]+){{0,2}}?\s+to\s+£?(?P<now>{NUMBER})(?![\d/:])",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(
    rf"\b(?:{CHANGE_SAID})\s+by\s+£?(?P<by>{NUMBER}|{COUNT})(?:k|m|bn)?(?!\s?(?:{SIGN})|\s+(?:percentage\s+)?points?|[\d.,]*\d)"
    r"[^.;]{0,40}?\bfrom\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    rf"(?P<a>{NUMBER})(?P<u>k|m|bn)?(?:\s+[a-z]+)?,?\s+(?:against|of|compared with)\s+(?:a|the|its|"
    rf"our)\s+(?:target|plan|budget|standard|threshold)\s+of\s+"
    rf"£?(?P<b>{NUMBER})(?:k|m|bn)?(?:\s+[a-z]+)?[,:;]?\s+(?:which is\s+|that is\s+)?(?P<d>{NUMBER}|{COUNT})\s+"
    r"(?P<way>short|fewer|less|more|over|above|below|under)\b",
    re.IGNORECASE,
)
_LEAVING = re.compile(rf"\bleaving\s+(?:only\s+)?(?P<k>{COUNT})\b", re.IGNORECASE)


def sums_said(paper: Paper) -> Iterator[Finding]:
    """What does not come out."""
    for line in paper.prose:
        for wrong in _in_text(line.text):
            yield Finding(line.place, *wrong)


@lru_cache(maxsize=KNOWN_TEXTS)
def _in_text(text: str) -> Sequence[tuple[str, str, str]]:
    found = []
    before, first = "", ""
    for sentence in sentences_of(text):
        if any(map(str.isdigit, sentence)) or _TWO_WORDS.search(sentence):
            found += [(printed.strip(" ,.;"), should, why) for printed, should, why in _in_sentence(sentence, before)]
        both = f"{first} {before} {sentence}"
        wrong = (*in_order(both), *_they_have(both), *_points_as_percent(both))
        found += [each for each in wrong if each[0] not in f"{first} {before}"]
        first, before = before, sentence
    return tuple(found)


_TWO_WORDS = re.compile(rf"\b{COUNT}\b.*\b{COUNT}\b", re.IGNORECASE)


def _in_sentence(sentence: str, before: str) -> Wrong:
    figures = figures_in(sentence)
    yield from _points_between(sentence, figures)
    yield from _changed_by(sentence, figures)
    for inside in re.findall(r"\(([^()]{12,})\)", sentence):
        yield from _changed_by(inside, figures_in(inside))
    yield from _times(sentence, figures)
    yield from words_for_a_share(sentence)
    yield from _short_of(sentence)
    yield from _left_over(sentence)
    yield from shares_of_one(sentence, before)
    yield from shares_of_money(sentence)
    yield from parts_add_up(sentence)
    yield from _for_so_long(sentence)


def _points_between(sentence: str, figures: list[Figure]) -> Wrong:
    """ "96%, a rise of 4 points on the 93% before": two shares and the points between them."""
    points = [each for each in figures if each.is_points]
    shares = [each for each in figures if each.is_percent]
    if len(points) != 1 or len(shares) != 2 or re.search(r"\b(?:and|but)\b[^.]*\b(?:and|but)\b", sentence):
        return
    (by,) = points
    right = abs(shares[0].value - shares[1].value)
    step = Decimal(1).scaleb(-max(each.digits for each in shares))
    slack = step if by.digits else Decimal("0.5")
    if shares[0].digits != shares[1].digits:  # a target is said roughly
        slack = Decimal(1).scaleb(-min(each.digits for each in shares)) / 2
    if abs(right - by.value) <= slack:
        return
    yield (
        sentence,
        f"{right} points",
        f"{shares[0].text.strip()} and {shares[1].text.strip()} are {right} points apart.",
    )


def _two(figures: list[Figure]) -> tuple[Figure, Figure] | None:
    """The two numbers of a sentence that are of a kind; None where there are more."""
    plain = [each for each in figures if not each.is_percent and not each.is_points]
    if len(plain) != 2 or plain[0].unit != plain[1].unit:
        return None
    one, two = plain
    if not one.value or not two.value or max(one.value, two.value) / min(one.value, two.value) > 12:
        return None
    return one, two


def _changed_by(sentence: str, figures: list[Figure]) -> Wrong:
    """ "16 grievances; 13 last year, a rise of 33%", "fell by 1,250, from 4,310 to 3,160"."""
    found = BY_PERCENT.search(sentence)
    two = _two(figures)
    if found and two and sum(each.is_percent for each in figures) == 1 and not N_OF_M.search(sentence):
        said = decimal(found["p"] or found["p2"])
        digits = places(found["p"] or found["p2"])
        low, high = sorted(each.value for each in two)
        halves = [Decimal(1).scaleb(-each.digits) / 2 if each.digits or each.unit else Decimal(0) for each in two]
        slack = sum(halves, Decimal(0)) * 100 / low + Decimal(1).scaleb(-digits)
        down = bool(found["down"]) or (found["w2"] or "").casefold() in (
            "fewer", "less", "lower", "reduction", "fall", "drop")  # fmt: skip
        by = (high - low) * 100 / (high if down else low)
        if high != low and slack < abs(by - said) < 40:
            right = share(high - low, high if down else low, digits)
            yield found[0], f"{right}%", f"From {two[0].text.strip()} to {two[1].text.strip()} is {right}%."
    if found := _BY_NUMBER.search(sentence):
        by = decimal(found["by"]) if found["by"][0].isdigit() else counted(found["by"])
        rest = re.match(
            rf"\s+£?(?P<was>{NUMBER})(?P<u>k|m|"
            rf"bn)?(?:\s+(?!to\b)[\w/ ]{{2,20}}?)?\s+to\s+£?(?P<now>{NUMBER})(?![\d:/]|\s?(?:{SIGN}))",
            sentence[found.end() :],
        )
        if rest:
            was, now = decimal(rest["was"]), decimal(rest["now"])
            step = Decimal(1).scaleb(-max(places(rest["was"]), places(rest["now"])))
            if abs(abs(now - was) - by) >= step and by < max(was, now):
                printed = sentence[found.start() : found.end() + rest.end()]
                yield printed, f"{abs(now - was):,}", f"From {rest['was']} to {rest['now']} is {abs(now - was):,}."


def _times(sentence: str, figures: list[Figure]) -> Wrong:
    """ "949; in August it was 1,402, so that it has more than halved"."""
    for each in _TIMES_FROM.finditer(sentence):
        was, now = decimal(each["was"]), decimal(each["now"])
        factor = float(now / was) if was else 0.0
        asked, hedge = _FACTORS[each["times"].casefold()], (each["hedge"] or "").strip().casefold()
        more = hedge in ("more than", "over")
        if factor and not (
            (factor >= asked * 0.99 if asked > 1 else factor <= asked * 1.01)
            if more
            else abs(factor / asked - 1) <= 0.15
        ):
            yield each[0], "", f"From {each['was']} to {each['now']} is {factor:.2f} times as much."
            return
    found, two = _TIMES.search(sentence), _two(figures)
    if not found or not two:
        return
    part = sentence[sentence.rfind(";", 0, found.start()) + 1 :].partition(";")[0]
    if not any(each.text in part for each in two):
        return
    if found["times"].casefold() == "half" or re.match(r"\s+the\s+(?:target|rate|national)", sentence[found.end() :]):
        return
    asked, hedge = _FACTORS[found["times"].casefold()], (found["hedge"] or "").strip().casefold()
    times = float(max(each.value for each in two) / min(each.value for each in two))
    asked = max(asked, 1 / asked)
    right = times >= asked * 0.99 if hedge in ("more than", "over") else abs(times / asked - 1) <= 0.15
    if not right:
        yield sentence, "", f"{two[0].text.strip()} and {two[1].text.strip()} are {times:.2f} times one another."


_LEFT = re.compile(
    rf"(?<![\w.,/£-])(?P<n>{COUNT})\s+[a-z]+,\s+(?P<k>{COUNT})\s+[a-z]+,?\s+leaving\s+(?P<l>{COUNT})\b", re.IGNORECASE
)
_MADE = re.compile(
    rf"\bincome\b[^.;£]{{0,30}}£(?P<a>{NUMBER})(?P<u>k|m|bn)?[^.;£]{{0,40}}\b(?:costs?|spending|expenditure)\b[^.;£]{{0,30}}"
    rf"£(?P<b>{NUMBER})(?P=u)?[^.;£]{{0,40}}\b(?P<way>surplus|deficit)\b",
    re.IGNORECASE,
)


def _left_over(sentence: str) -> Wrong:
    """ "64 raised, 41 closed, leaving 23"; "income of £2.6m and costs of £2.4m, a surplus"."""
    if found := _LEFT.search(sentence):
        right = counted(found["n"]) - counted(found["k"])
        if right != counted(found["l"]) and right >= 0:
            yield found[0], f"{right:,}", f"{found['n']} less {found['k']} is {right:,}."
    if found := _MADE.search(sentence):
        a, b = decimal(found["a"]), decimal(found["b"])
        if a != b and (a > b) != (found["way"].casefold() == "surplus"):
            yield found[0], "", f"£{found['a']} less £{found['b']} is no {found['way']}."


def _short_of(sentence: str) -> Wrong:
    """ "212 against a target of 260, 58 short"."""
    for found in _AGAINST.finditer(sentence):
        by = decimal(found["d"]) if found["d"][0].isdigit() else counted(found["d"])
        right = abs(decimal(found["a"]) - decimal(found["b"]))
        if by != right and not re.match(rf"\s?(?:{SIGN})", sentence[found.end("d") :]):
            yield found[0], f"{right:,}", f"{found['a']} and {found['b']} are {right:,} apart."
    if (pairs := list(N_OF_M.finditer(sentence))) and (left := _LEAVING.search(sentence)) and len(pairs) == 1:
        right = counted(pairs[0]["m"]) - counted(pairs[0]["n"])
        if right >= 0 and counted(left["k"]) != right:
            yield left[0], f"{right:,}", f"{pairs[0]['m']} less {pairs[0]['n']} is {right:,}."


_WEEKS = re.compile(
    rf"^[^.;]{{0,25}}?\b(?:for|of|a period of|lasting)\s+(?P<n>{COUNT})\s+(?P<unit>weeks|days)\b", re.IGNORECASE
)


def _for_so_long(sentence: str) -> Wrong:
    """ "runs from 6 October 2025 to 24 October 2025, for two weeks"."""
    days = [each for each in days_named(sentence) if each.on]
    if len(days) != 2 or not days[0].on or not days[1].on or not days[1].year_said:
        return
    if not re.fullmatch(r"\s*(?:to|until|–|-|and)\s*", sentence[days[0].end : days[1].start]):
        return
    found = _WEEKS.match(sentence[days[1].end :])
    first = days[0].on.replace(year=days[1].on.year) if not days[0].year_said else days[0].on
    length = (days[1].on - first).days
    if not found or length <= 0:
        return
    said = int(counted(found["n"])) * (7 if found["unit"].casefold() == "weeks" else 1)
    near = 3 if found["unit"].casefold() == "weeks" else 1
    if not -near <= length - said <= near or length + 1 > said + near:
        is_so = f"{(length + 1) / 7:.0f} weeks" if near == 3 else f"{length + 1} days"
        yield f"{found['n']} {found['unit']}", is_so, f"From {days[0].text} to {days[1].text} it is {is_so}."


_PAIR = re.compile(
    rf"(?<![\w.,/£-])(?P<now>{NUMBER})(?:\s?%)?(?:\s+[a-z]+)?,?\s+(?:as\s+)?(?:against|compared with|"
    rf"compared to)\s+(?P<was>{NUMBER})(?:\s?%)?"
    r"[^.;]{0,40}[.;]\s+(?:They|It|This|That|The number)\s+(?:has|have|is|are)\s+"
    rf"(?:therefore\s+|now\s+)?(?:(?P<up>{UP})|(?P<down>{DOWN}))\b",
    re.IGNORECASE,
)


def _they_have(text: str) -> Iterator[tuple[str, str, str]]:
    """ "2, against 2 last year. They have fallen"."""
    for found in _PAIR.finditer(text):
        now, was = decimal(found["now"]), decimal(found["was"])
        if (now <= was) if found["up"] else (now >= was):
            yield found[0], "", f"{found['now']} is not {'more' if found['up'] else 'less'} than {found['was']}."


_UP_PERCENT = re.compile(
    rf"\b(?:up|down|rose|risen|fell|fallen|increased?|decreased?|improved)\s+(?:by\s+|of\s+)?(?P<p>{NUMBER})\s?(?:{SIGN})",
    re.IGNORECASE,
)


def _points_as_percent(text: str) -> Iterator[tuple[str, str, str]]:
    """ "86.2% last year, 88.0% now. It is up 1.8%": those are points."""
    for found in _UP_PERCENT.finditer(text):
        before = [
            decimal(each) for each in re.findall(rf"({NUMBER})\s?%", text[max(0, found.start() - 160) : found.start()])
        ][-3:]
        said = decimal(found["p"])
        for one in before:
            for two in before:
                if two > one and two - one == said and one and abs((two - one) * 100 / one - said) > Decimal("0.1"):
                    yield found[0], f"{said} points", f"{one}% and {two}% are {said} percentage points apart."
                    return
