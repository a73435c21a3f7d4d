"""Shares that a sentence says of one of its own numbers, in per cent or in words, and shares of sums of money."""

import re
from collections.abc import Iterator
from decimal import Decimal

from papers.checking.claims import Quantity, share_in_words
from papers.checking.figures import COUNT, NUMBER, SIGN, Percent, counted, decimal, is_share, percent, places, share
from papers.checking.sentence_figures import BY_PERCENT, N_OF_M, figures_in

Wrong = Iterator[tuple[str, str, str]]
"""What is printed, what should be, and how that is known."""


def words_for_a_share(sentence: str) -> Wrong:
    """ "14 of 42 practices, fewer than a third": a share in words beside the one that is meant."""
    said = [each for each in share_in_words(sentence) if each.high > 0 and each.low < 100]
    for claim in said if len(said) < 3 else ():
        for pair in N_OF_M.finditer(sentence):
            yield from _beside(sentence, claim, pair)


def _beside(sentence: str, claim: Quantity, pair: re.Match[str]) -> Wrong:
    part, whole = counted(pair["n"]), counted(pair["m"])
    one, other = sorted((pair.span(), (claim.start, claim.end)))
    between = re.sub(r"\b[A-Z][a-z]+ \d+\b", " ", sentence[one[1] : other[0]])
    if whole < part or not whole or other[0] < one[1] or len(between) > 60:
        return
    if re.search(r"[.;:\d]|\b(?:and|but|while|of which|of whom)\b", between):
        return
    if not re.search(r"[,(–-]\s*(?:or\s+)?$" if pair.start() < claim.start else r"[,(–-]\s*(?:\w+\s+)?$", between):
        return
    words, there = sentence[claim.start : claim.end].casefold(), float(part * 100 / whole)
    wrong = not claim.low <= there <= claim.high
    if re.match(r"(?:fewer|less|more) than|over|under", words):  # to which a point is given elsewhere
        wrong = there >= claim.high - 1.01 if claim.low == 0 else there <= claim.low + 1.01
    if wrong:
        right = share(part, whole, 0)
        yield sentence[one[0] : other[1]], f"{right}%", f"{part:,} of {whole:,} is {right}%."


_ONE_WITH_SHARE = re.compile(
    rf"(?<![\w.,/£-])(?:(?P<n>{COUNT})\s*(?:[a-z]+\s+){{0,3}}?[(,]\s*(?:or\s+)?(?P<p>{NUMBER})\s?(?:{SIGN})"
    rf"|(?P<p2>{NUMBER})\s?(?:{SIGN})\s*(?:[a-z]+\s+){{0,2}}?\(\s*(?P<n2>{COUNT})(?:\s+(?:people|of them))?\s*\))",
    re.IGNORECASE,
)


_NEAR_OF = re.compile(
    rf"(?<![\w.,/-])(?P<n>{COUNT})\s+(?:out\s+)?of\s+(?:the\s+|its\s+|our\s+|these\s+|their\s+)?(?P<m>{COUNT})\b(?![%.,]?\d)"
    rf"(?P<between>(?:(?!\b{COUNT}\b)[^.;(),\d]){{0,70}}),?\s+(?:or|which is|that is|being|i\.e\.|equal to|"
    rf"equivalent to|making)\s+"
    rf"(?:about\s+|just\s+)?(?P<p>{NUMBER})\s?(?P<sign>{SIGN})",
    re.IGNORECASE,
)


_MIXED = re.compile(
    rf"(?P<p>{NUMBER})\s?(?P<sign>{SIGN})(?:\s+of\s+[a-z]+(?: [a-z]+)?)?\s*\(\s*(?P<n>{COUNT})\s+(?:out"
    rf"\s+)?of\s+(?:the\s+)?(?P<m>{COUNT})\b",
    re.IGNORECASE,
)


def shares_of_one(sentence: str, before: str) -> Wrong:
    """ "In the survey of 1,050 tenants 626 (59.6%) …, 219 (20.1%) …", "14 of 52, or 28%"."""
    for pattern in (_NEAR_OF, _MIXED):
        for found in pattern.finditer(sentence):
            part, whole, printed = counted(found["n"]), counted(found["m"]), percent(found["p"], found["sign"])
            if 0 < whole >= part and not is_share(printed, part, whole):
                right = share(part, whole, printed.places)
                yield found[0], f"{right}%", f"{part:,} of {whole:,} is {right}%."
    for found in _OF_WHOM.finditer(sentence):
        m, n, p = (found[each] or found[f"{each}3"] for each in "mnp")
        whole, part, printed = counted(m), counted(n), percent(p, "%")
        if whole >= part and whole and not is_share(printed, part, whole):
            right = share(part, whole, printed.places)
            yield found[0], f"{right}%", f"{part:,} of {whole:,} is {right}%."
    pairs = []
    for found in _ONE_WITH_SHARE.finditer(f"{before} {sentence}"):
        if re.search(
            r"\bof (?:which|whom|these|them|those)\W+$", f"{before} {sentence}"[: found.start()], re.IGNORECASE
        ):
            continue
        shift = len(before) + 1
        pairs.append(
            (found, counted(found["n"] or found["n2"]), percent(found["p"] or found["p2"], "%"), found.start() >= shift)
        )
    spans = [each[0].span() for each in pairs]
    text = f"{before} {sentence}"
    wholes = {
        each.value
        for each in figures_in(text)
        if not each.is_percent and not each.unit and not any(one <= each.start < two for one, two in spans)
    }
    if len(pairs) == 1:
        yield from _of_the_only_one(sentence, before, pairs[0], wholes)
    for whole in sorted(wholes) if len(pairs) > 1 else ():
        fitting = [is_share(printed, count, whole) for _, count, printed, _ in pairs]
        if (
            whole > 0
            and any(fitting)
            and sum(fitting) * 2 >= len(pairs)
            and all(count <= whole for _, count, _, _ in pairs)
        ):
            for (found, count, printed, here), fits in zip(pairs, fitting, strict=True):
                is_so = share(count, whole, printed.places)
                if here and not fits and abs(is_so - printed.value) < 15:
                    yield found[0], f"{is_so}%", f"{count:,} of {whole:,} is {is_so}%."
            return


_OF_WHOM = re.compile(
    rf"(?<![\w.,/£-])(?P<m>{COUNT})\s+[a-z]+(?:\s+[a-z]+)?,\s+of\s+(?:whom|which)\s+(?P<n>{COUNT})\s*(?:[a-z]+\s+){{0,4}}?"
    rf"\(\s*(?P<p>{NUMBER})\s?(?:{SIGN})\s*\)"
    rf"|(?<![\w.,/£-])(?P<n3>{NUMBER})\s+(?:[a-z]+\s+){{1,3}}of\s+(?:the\s+)?(?P<m3>{NUMBER})\s*\(\s*(?P<p3>{NUMBER})\s?(?:{SIGN})\s*\)",
    re.IGNORECASE,
)


_WHOLE_SAID = re.compile(
    rf"\b(?:of|has|have|with|are|team of|holds)\s+(?:the\s+|its\s+|our\s+)?(?P<n>{COUNT})\s+(?!\()[a-z]", re.IGNORECASE
)


def _of_the_only_one(
    sentence: str, before: str, pair: tuple[re.Match[str], Decimal, Percent, bool], wholes: set[Decimal]
) -> Wrong:
    """ "The team of 46 has 6 vacancies (15%)": near the share of the one number that it may be of, and of no other."""
    found, count, printed, here = pair
    plain = [each for each in wholes if each > count]
    said = {counted(each["n"]) for each in _WHOLE_SAID.finditer(f"{before} {sentence}"[: found.start()])} & set(plain)
    if not here or len(said) != 1 or count < 2 or any(is_share(printed, count, each) for each in wholes if each):
        return
    if BY_PERCENT.search(sentence) or re.search(rf"\b(?:{_PLAIN_CHANGE})\b", sentence, re.IGNORECASE):
        return
    (whole,) = said
    right = share(count, whole, printed.places)
    if abs(right - printed.value) <= 3:
        yield found[0], f"{right}%", f"{count:,} of {whole:,} is {right}%."


_PLAIN_CHANGE = (
    "increase|rise|growth|rose|risen|increased|grown|grew|more|higher|up|reduction|decrease|fall|drop|cut|fell|fallen|"
    "reduced|decreased|dropped|fewer|less|lower|down"
)


_MONEY = rf"£\s?(?P<%s>{NUMBER})(?P<u%s>k|m|bn)?"


_MONEY_OF = re.compile(
    rf"{_MONEY % ('a', 'a')}(?:\s+(?!of\b)[a-z]+){{0,5}}?\s+(?:out of|of|against)\s+(?:a\s+|the\s+|its\s+|our\s+)?"
    rf"(?:[a-z]+\s+){{0,3}}?(?:of\s+)?{_MONEY % ('b', 'b')}[^.;£]{{0,40}}?[(,]\s*(?:or\s+)?(?P<p>{NUMBER})\s?(?:{SIGN})"
    rf"|{_MONEY % ('c', 'c')}[^.;£%]{{0,40}}?,\s*(?P<p2>{NUMBER})\s?(?:{SIGN})\s+of\s+(?:a\s+|the\s+|its\s+|our\s+)?"
    rf"(?:[a-z]+\s+){{0,3}}?(?:of\s+)?{_MONEY % ('d', 'd')}",
    re.IGNORECASE,
)


_SCALE = {"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


def shares_of_money(sentence: str) -> Wrong:
    """ "Spending is £1.86m against a budget of £2.40m (72.5%)"."""
    for found in _MONEY_OF.finditer(sentence):
        one, two = ("a", "b") if found["a"] else ("c", "d")
        values, halves = [], []
        for each in (one, two):
            scale = _SCALE[(found[f"u{each}"] or "").casefold()]
            values.append(decimal(found[each]) * scale)
            halves.append(Decimal(1).scaleb(-places(found[each])) / 2 * scale if found[f"u{each}"] else Decimal(0))
        said = found["p"] or found["p2"]
        if not values[1] or values[0] > values[1] * 2:
            continue
        step = Decimal(1).scaleb(-places(said))
        low = max(values[0] - halves[0], Decimal(0)) * 100 / (values[1] + halves[1])
        high = (values[0] + halves[0]) * 100 / max(values[1] - halves[1], Decimal(1))
        after = sentence[found.end() : found.end() + 30]
        if re.match(r"\s*(?:\)\s*)?(?:more|less|higher|lower|increase|over|under|above|below|up|down)", after):
            continue
        if re.search(r"\b(?:up|down|rise|fall|more|less|increase)\b[^£]*$", found[0]):
            continue
        if not low - step / 2 <= decimal(said) <= high + step / 2:
            right = share(values[0], values[1], places(said))
            yield found[0], f"{right}%", f"That is {right}%."
