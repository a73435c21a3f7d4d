"""Parts that a sentence adds up to a whole, and numbers that it puts in order: “£7.4m: £3.1m for repairs and …”."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from papers.checking.figures import COUNT, NUMBER, SIGN, counted, decimal
from papers.checking.shares_said import Wrong

_PART = rf"(?<![\w.])(?:£\s?)?(?:{NUMBER}|{COUNT})(?:k|m|bn)?\b(?![%.,]?\d|\s?(?:{SIGN}))"


_PIECE = rf"{_PART}\s+(?!(?:{NUMBER})|per\b|am\b|pm\b|days|weeks|months|years|hours|minutes|points)[^,;:.()\d]{{1,60}}?"


_WHOLE_THEN_PARTS = re.compile(
    rf"(?<![\w.,/-])(?P<n>(?:£\s?)?(?:{NUMBER}|{COUNT})(?P<u>k|m|bn)?)(?P<what>(?:\s+[a-z'-]+){{0,8}}?)(?P<by>\s*:|\s*,\s+of\s+(?:which|whom)|"
    rf"\s+of\s+(?:which|whom|them)|\s+[–-])\s*(?P<parts>{_PIECE}(?:,\s+(?:and\s+)?{_PIECE}){{0,6}}(?:,?\s+and\s+|\s+or\s+){_PIECE})\s*(?=[.;)]|$)",
    re.IGNORECASE,
)


_WHICH_PARTS = re.compile(
    rf"(?<![\w.,/-])(?P<n>{COUNT})\s+[a-z]+,\s+(?P<a>{COUNT})\s+of\s+(?:which|whom)\b[^,;.\d]{{3,50}}?,?\s+(?:and|but)\s+(?P<b>{COUNT})\s+of\s+(?:which|whom)\b",
    re.IGNORECASE,
)


_IN_BRACKETS = re.compile(
    rf"(?<![\w.,/£-])(?P<n>{NUMBER})\s*\((?P<parts>[a-z]+\s+{NUMBER}(?:,\s+(?:and\s+)?[a-z]+\s+{NUMBER}){{1,5}}(?:\s+and\s+[a-z]+\s+{NUMBER})?|"
    rf"{NUMBER}\s+[a-z]+(?:,\s+(?:and\s+)?{NUMBER}\s+[a-z]+){{0,5}}\s+and\s+{NUMBER}\s+[a-z]+)\)",
    re.IGNORECASE,
)


_OPENS = re.compile(
    rf"^\W*of\s+(?:the\s+)?(?P<n>{COUNT})\s+(?:[a-z]+\s+){{0,4}}?[a-z]+,\s*(?P<parts>{_PIECE}(?:,\s+{_PIECE}){{1,6}},?\s+and\s+(?:{_PIECE}|none\b[^.;]*|no\b[^.;]*))\s*(?=[.;]|$)",
    re.IGNORECASE,
)


_VALUE = re.compile(rf"(?:^|,\s+(?:and\s+)?|\band\s+|\bor\s+)(?:£\s?)?({NUMBER}|{COUNT})(?:k|m|bn)?\s", re.IGNORECASE)


def _value(text: str) -> Decimal:
    text = re.sub(r"£\s?|(?<=\d)(?:k|m|bn)$", "", text.strip(), flags=re.IGNORECASE)
    return decimal(text) if text[0].isdigit() else counted(text)


def parts_add_up(sentence: str) -> Wrong:
    """ "£7.4m: £3.1m for repairs, £2.6m for safety and £1.5m for systems", "17, of which 9 …, 6 … and 3 …"."""
    for found in _WHOLE_THEN_PARTS.finditer(sentence):
        parts = [_value(each) for each in _VALUE.findall(found["parts"])]
        whole, of_which = _value(found["n"]), "of" in found["by"].casefold()
        money = "£" in found["n"]
        if (
            money != ("£" in found["parts"])
            or len(parts) < 2
            or max(parts) > whole
            or re.search(r"\binclud", found["what"])
        ):
            continue
        added = sum(parts)
        if added > whole or (added < whole and not of_which and len(parts) > 2):
            yield _added(found[0], parts, found["n"])
    for found in _OPENS.finditer(sentence):
        parts = [_value(each) for each in _VALUE.findall(found["parts"])]
        complete = re.search(r"\band\s+(?:none|no|zero)\b", found["parts"], re.IGNORECASE)
        if len(parts) > 1 and (sum(parts) > counted(found["n"]) or (complete and sum(parts) != counted(found["n"]))):
            yield _added(found[0], parts, found["n"])
    for found in _WHICH_PARTS.finditer(sentence):
        parts = [counted(found["a"]), counted(found["b"])]
        if sum(parts) > counted(found["n"]):
            yield _added(found[0], parts, found["n"])
    for found in _IN_BRACKETS.finditer(sentence):
        parts = [decimal(each) for each in re.findall(NUMBER, found["parts"])]
        off = abs(sum(parts) - decimal(found["n"]))
        if 0 < off <= max(Decimal(2), decimal(found["n"]) / 20) and max(parts) < decimal(found["n"]):
            yield _added(found[0], parts, found["n"])


def _added(printed: str, parts: list[Decimal], whole: str) -> tuple[str, str, str]:
    added = " + ".join(f"{each:,}" for each in parts)
    return printed, "", f"{added} = {sum(parts):,}, not {whole.strip()}."


_LIST = re.compile(
    rf"(?<![\w.,/£-])(?P<a>{NUMBER})(?P<on1>\s+in\s+[A-Za-z0-9/ ]{{2,20}}?)?,\s+(?P<b>{NUMBER})(?P<on2>"
    rf"\s+in\s+[A-Za-z0-9/ ]{{2,20}}?)?"
    rf"(?:,\s+(?P<c>{NUMBER})(?:\s+in\s+[A-Za-z0-9/ ]{{2,20}}?)?)?,?\s+and\s+(?P<d>{NUMBER})(?P<on3>\s+in"
    rf"\s+[A-Za-z0-9/]+)?(?![\d%:])",
)


_EACH_TIME = re.compile(
    r"\b(?:(?P<up>risen|rose|increased|increase|grown|grew|rise)|(?P<down>fallen|fell|decreased|decrease|declined|dropped|fall|"
    r"reduction))\b(?:\s+in)?\s+(?:every|each)\s+(?:month|year|quarter|term|week|time)\b",
    re.IGNORECASE,
)


_TOTAL_SAID = re.compile(
    rf"\btotal(?:'s)?\s+(?:was|is|of|for [a-z ]{{3,20}} (?:was|is))\s+(?P<n>{NUMBER})(?![\d%])", re.IGNORECASE
)


def in_order(text: str) -> Iterator[tuple[str, str, str]]:
    """ "4,120 in October, 4,305 in November and 4,260 in December. They have risen every month"."""
    for found in _LIST.finditer(text):
        values = [decimal(each) for each in (found["a"], found["b"], found["c"], found["d"]) if each]
        if max(values) > 4 * max(min(values), Decimal(1)):
            continue
        rest = text[found.end() : found.end() + 200]
        if way := _EACH_TIME.search(rest):
            steps = [two - one for one, two in pairwise(values)]
            if any(each <= 0 if way["up"] else each >= 0 for each in steps):
                said = ", ".join(f"{each:,}" for each in values)
                yield way[0], "", f"{said}: not each is {'more' if way['up'] else 'less'} than the one before."
        total = _TOTAL_SAID.search(rest) if found["on1"] or found["on3"] else None
        off = abs(decimal(total["n"]) - sum(values)) if total else Decimal(0)
        if total and 0 < off < max(values) / 2:
            added = " + ".join(f"{each:,}" for each in values)
            yield total[0], f"{sum(values):,}", f"{added} = {sum(values):,}."
