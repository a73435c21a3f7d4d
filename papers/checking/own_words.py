"""What a paper says of the rows and columns of its own tables, in the words of those tables.

“Two recommendations are stalled”, “no actions are behind at Riverside”, “withdrawals increased”: a table whose counts
are parts of a whole gives the words, and what it is counted for, a school or a month, narrows what is meant. As in
`sentences`, what is right by one of the tables that may be meant is right.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from papers.checking.changes_said import DOWN, UP
from papers.checking.claims import THINGS, is_of_a_part, share_in_words
from papers.checking.counted import Counted, counted_in, word_of
from papers.checking.counting import Column
from papers.checking.figures import COUNT, NUMBER, SIGN, as_printed, counted, is_share, percent, share
from papers.checking.frames import without_time
from papers.checking.paper import Finding, Paper, Table
from papers.checking.rows import stems
from papers.checking.rows_said import names, said_of_rows

_ARE = (
    r"(?:is|are|was|were|remains?|stands?|has|have|been|be|now|currently|still|rated|"
    r"only|that|which|fully|all|at|as|in)"
)
_WORD = r"(?:[a-z][a-z’'-]*|\([^)]{0,40}\))"
_NARROWED = frozenset(
    [
        "in",
        "of",
        "to",
        "per",
        "than",
        "by",
        "with",
        "without",
        "due",
        "from",
        "on",
        "over",
        "under",
        "more",
        "fewer",
        "further",
        "another",
        "other",
        "additional",
        "new",
        "least",
        "most",
        "days",
        "weeks",
        "months",
        "years",
        "hours",
        "times",
        "points",
        "and",
        "or",
        "not",
        "no",
        "never",
        "who",
        "whose",
        "for",
        "at",
        "since",
        "before",
        "after",
        "into",
        "than",
        "high",
        "low",
        "remaining",
        "same",
        "first",
        "last",
        "next",
        "older",
    ]
)
"""Words between a count and what is said of it after which another thing, or a part only, is counted."""
_ONLY_SOME = re.compile(
    r"\b(?:of (?:which|these|them|those|whom|its|the|our|their|all)|at least|up to|more than|fewer than|over|another|"
    r"further|about|around|additional|new|than|in|\w+ of|"
    r"action|recommendation|milestone|risk|decision|project|section|paragraph|table|version|priority|area|year|to|quarter|page|level|item)\W+$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s+(?:by|for|since|because|who|that|as|from|to|within|before|after|until|if|only|in|at|on|under|across|per|"
    r"than|against|[a-z]+ (?:ago|earlier))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:national\w*|england|average|target\w*|survey\w*|region\w*|statistical|among|aged|those who|"
    r"last (?:year|time|consultation)|would|could|should|will|if|until|once|expected|forecast|planned|had been|"
    r"(?:at|by|on|in|since|before|until) (?:the end of )?(?:\d{1,2} )?(?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december)|(?:in|of) (?:[a-z]+ )?20\d\d|20\d\d/\d\d|"
    r"previously|last|(?:old|earlier|previous|former) (?:plan|version|paper|report))\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:from|fell|fallen|rose|risen|increase\w*|decrease\w*|up|down|moved|became|points?|chang\w+|since|by)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ELLIPSIS = re.compile(r"\b[a-z]+ (?:or|and) [a-z]+ [a-z]+\b", re.IGNORECASE)
_PERIOD = re.compile(r"\b(?:20\d\d|january|february|march|april|may|june|july|august|september|october|november|"
                     r"december|q[1-4]|quarter|year|month)\b", re.IGNORECASE)  # fmt: skip


def said_of_tables(paper: Paper, columns: Sequence[Column], known: Iterable[Finding]) -> Iterator[Finding]:
    """The sentences that disagree with the tables in whose words they speak; places of what is `known` are left out."""
    spoken = _Spoken(list(counted_in(paper, columns)))
    places = {(each.place, each.printed) for each in known}
    for line in paper.prose:
        if line.level or not spoken.labels or is_of_a_part(line.text, spoken.totals):
            continue
        text = _QUOTED.sub(" ", line.text).replace("’", "'").replace("don't", "do not")
        text = _ELLIPSIS.sub(lambda found: spoken.in_full(found[0]), text)
        for sentence in re.findall(r"[^.!?;\n]*(?:\.\d[^.!?;\n]*)*[.!?;\n]?", text[:5_000]):
            if not sentence.strip():
                continue
            said = [printed for place, printed in places if place == line.place and printed]
            for printed, should, why in spoken.against(sentence):
                figures = set(re.findall(r"\d[\d.,]*\b", printed)) or {printed}
                if not any(
                    each in printed or printed in each or figures & set(re.findall(r"\d[\d.,]*\b", each))
                    for each in said
                ):
                    said.append(printed)
                    yield Finding(line.place, printed.strip(), should, why)
    for finding in said_of_rows(paper):
        if not any(place == finding.place and finding.printed in printed for place, printed in places):
            yield finding


@dataclass(frozen=True)
class _Spoken:
    """What is counted in a paper, and the patterns of sentences that speak of it."""

    everything: Sequence[Counted]

    @cached_property
    def totals(self) -> frozenset[Decimal]:
        """What is counted in all, in each table."""
        return frozenset(each.of for each in self.everything if each.whole)

    @cached_property
    def labels(self) -> str:
        """The words of all that is counted, longest first."""
        words = {word for each in self.everything for word in each.states if len(word) > 2 and len(word.split()) < 5}
        return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))

    def in_full(self, said: str) -> str:
        """ "Fully or largely met" as “fully met or largely met”, where both are counted."""
        one, joined, *rest = said.split()
        full = f"{one} {rest[-1]} {joined} {' '.join(rest)}"
        known = set(self.labels.split("|"))
        both = (re.escape(f"{one} {rest[-1]}".casefold()), re.escape(" ".join(rest).casefold()))
        return full if all(each in known for each in both) else said

    @cached_property
    def _said(self) -> str:
        return rf"(?P<said>(?:{self.labels})s?(?:\s*(?:,|\bor\b|\band\b)\s*(?:{self.labels})s?){{0,4}})(?![\w/-])"

    @cached_property
    def _count(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?<![\w.,/£-])(?P<n>{COUNT})\s+(?:(?:out )?of (?:the |all )?(?P<m>{COUNT})\s+)?"
            rf"(?P<between>(?:{_WORD}\s+){{0,6}}?){self._said}",
            re.IGNORECASE,
        )

    @cached_property
    def _percent(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?<![\w.,(-])\(?(?P<p>{NUMBER})\s?(?P<sign>{SIGN})\)?\s+(?P<between>(?:of )?(?:{_WORD}\s+){{0,4}}?)"
            rf"{self._said}",
            re.IGNORECASE,
        )

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?P<between>[^.;,\d]{{0,80}}?)\b{self._said}", re.IGNORECASE)

    @cached_property
    def _from_to(self) -> re.Pattern[str]:
        return re.compile(
            rf"\b{self._said}\s+(?:[a-z]+\s+){{0,2}}?(?P<way>{UP}|{DOWN})\b"
            rf"(?:\s+from\s+(?P<was>{COUNT})\s+to\s+(?P<now>{COUNT})(?![\d.%])|\s+by\s+(?P<by>{COUNT})(?:\s+\([^)]*\))?"
            rf"\s+to\s+(?P<to>{COUNT})(?![\d.%])|"
            rf"(?P<bare>(?:\s+in the (?:quarter|period|month)|\s+since (?P<since>\w+))?\s*[.;]?$))",
            re.IGNORECASE,
        )

    @cached_property
    def _more(self) -> re.Pattern[str]:
        return re.compile(
            rf"\b(?P<more>more|fewer)\s+(?:[a-z]+\s+){{0,2}}?(?:are\s+)?(?P<one>{self.labels})s?\s+than\s+"
            rf"(?:(?P<other>{self.labels})\b|(?:in|at|on)\s+(?P<then>\w+))",
            re.IGNORECASE,
        )

    def against(self, sentence: str) -> Iterator[tuple[str, str, str]]:
        """What in a sentence disagrees: what is said, what should be, and how that is known."""
        yield from self._changed(sentence)
        yield from self._compared(sentence)
        if _ELSEWHERE.search(sentence) or _CHANGE.search(sentence):
            return
        yield from self._counts(sentence)
        yield from self._shares(sentence)
        yield from self._in_words(sentence)

    def _meant(self, sentence: str, words: Sequence[str]) -> tuple[list[Counted], bool]:
        """What may be meant, and whether it is named; nothing where a part is meant that no table has."""
        having = [each for each in self.everything if all(word in each.states for word in words)]
        by_name = [each for each in having if each.name and names(sentence, each.name)]
        if by_name:
            return by_name, True
        part = re.search(r"\b(?:in|within|at|for|under|across)\s+(?:the\s+|our\s+)?[A-Z]\w+", sentence)
        whole = [each for each in having if each.whole]
        return ([] if part else [each for each in whole if not each.previous]), False

    def _counts(self, sentence: str) -> Iterator[tuple[str, str, str]]:
        for found in self._count.finditer(sentence):
            if re.search(r"\b(?:each|every|apiece)\b", sentence, re.IGNORECASE):
                return
            between = found["between"].casefold().split()
            words = self._words_of(found["said"])
            for each in self._meant(sentence, words)[0]:
                between = _without(between, each.name)
            if (
                {"that", "which"} & set(between)
                or set(between) & _NARROWED
                or _ONLY_SOME.search(sentence[: found.start()])
                or not words
            ):
                continue
            are = any(re.fullmatch(_ARE, each) for each in between) or ")" in found["between"]
            are = are or any(each.split()[0] in ("agree", "disagree", "do", "support", "oppose") for each in words)
            if between and not are:
                continue
            meant, is_named = self._meant(sentence, words)
            if re.match(r"\W*of (?:the )?$", sentence[: found.start()], re.IGNORECASE):
                meant, is_named = (
                    [each for each in self.everything if each.whole and set(words) <= set(each.states)],
                    True,
                )
            if not is_named and (_GOES_ON.match(sentence, found.end()) or "other" in sentence):
                continue
            if not between and (noun := re.match(r"\s+([a-z]{3,})", sentence[found.end() :])):
                meant = [each for each in meant if is_named or _counts_such(each.table, noun[1])]
            if found["m"]:
                meant = [each for each in meant if each.of == counted(found["m"])]
            count = Decimal(0) if found["n"].casefold() == "no" else counted(found["n"])
            counts = [each.sum(words) for each in meant]
            singly = {each.states[word] for each in meant for word in words}
            if (
                beside := re.match(rf"\s*\((?P<p>{NUMBER})\s?(?P<sign>{SIGN})\)", sentence[found.end() :])
            ) and count in counts:
                printed, of = percent(beside["p"], beside["sign"]), {each.of for each in meant if each.of > 0}
                if of and not any(is_share(printed, count, each) for each in of):
                    right = as_printed(share(count, max(of), printed.places))
                    yield f"{found[0]}{beside[0]}", right, f"{count:,} of {max(of):,} is {right}."
            if meant and count not in counts and count not in singly:
                yield found[0], f"{counts[0]:,} {found['said']}", f"{meant[0].where} has {counts[0]:,} {found['said']}."

    def _shares(self, sentence: str) -> Iterator[tuple[str, str, str]]:
        for found in self._percent.finditer(sentence):
            words, between = self._words_of(found["said"]), found["between"].casefold().split()
            if re.search(
                rf"\b{COUNT}(?:\s+[a-z]+){{0,3}}\s*$|£\s?[\d.,]+\s?(?:k|m|bn)?\s*$", sentence[: found.start()], re.I
            ):
                continue  # the share of a count, or of a sum of money
            if not words or set(between) - {"of"} & _NARROWED:
                continue
            ends = between[:1] == ["of"] and not sentence[found.end() :].strip(" .;")  # “74% of actions complete.”
            if between and not ends and not any(re.fullmatch(_ARE, each) for each in between):
                continue
            meant, is_named = self._meant(sentence, words)
            if not is_named and _GOES_ON.match(sentence, found.end()):
                continue
            printed = percent(found["p"], found["sign"])
            sums = [(each, each.sum(words)) for each in meant if each.of > 0]
            if sums and not any(is_share(printed, count, each.of) for each, count in sums):
                each, count = sums[0]
                right = as_printed(share(count, each.of, printed.places))
                yield found[0], right, f"{each.where} has {count:,} of {each.of:,} {found['said']}, which is {right}."

    def _in_words(self, sentence: str) -> Iterator[tuple[str, str, str]]:
        for claim in share_in_words(sentence):
            found = self._words.match(sentence, claim.end)
            if not found or re.search(r"\b(?:of|not)\s+$", sentence[: claim.start], re.IGNORECASE):
                continue
            words = self._words_of(found["said"])
            meant, is_named = self._meant(sentence, words)
            here = re.split(r"[,;]", sentence[found.end() :])[0]
            nearer = [
                each for each in meant if is_named and names(sentence[claim.start : found.end()] + here, each.name)
            ]
            meant = nearer or meant
            left = found["between"].casefold()
            for each in meant if is_named else ():
                left = left.replace(each.name.casefold(), " ")
            rest = [
                each for each in left.split() if not is_named or each not in ("for", "at", "in", "and", "of", "the")
            ]
            if (
                set(rest) - {"of"} & _NARROWED
                or len(rest) > 6
                or (_GOES_ON.match(sentence, found.end()) and not is_named)
            ):
                continue
            if not any(re.fullmatch(_ARE, each) for each in rest) and (rest or claim.high in (0.0, 100.0)):
                continue  # “all Reds have”, “most red actions wait”
            if re.search(r"\b(?:one|either|both|some|that|which)\b|^\s*[a-z]+ (?:has|have) ", left):
                continue
            shares = [(each, each.sum(words)) for each in meant if words and each.of > 0]
            holding: dict[str, bool] = {}
            for each, count in shares:  # what is said of two schools holds for both, and of either rating of each
                name = each.name if is_named else ""
                holding[name] = holding.get(name, False) or claim.low <= float(count * 100 / each.of) <= claim.high
            if not all(holding.values()):
                each, count = next(one for one in shares if not holding[one[0].name if is_named else ""])
                why = f"{each.where} has {count:,} of {each.of:,} {found['said']}."
                yield sentence[claim.start : found.end()], "", why

    def _changed(self, sentence: str) -> Iterator[tuple[str, str, str]]:
        for found in self._from_to.finditer(sentence):
            pairs = self._pairs(self._words_of(found["said"]))
            if not pairs or re.search(r"\b(?:share|proportion|rate|percentage|average)\b", sentence, re.IGNORECASE):
                continue
            if found["since"] and not _names_time(pairs[0][0], found["since"]):
                continue
            if found["bare"] is not None:
                up = bool(re.fullmatch(UP, found["way"], re.IGNORECASE))
                wrong = all((now <= was) if up else (now >= was) for _, was, now in pairs)
            elif found["was"]:
                said = counted(found["was"]), counted(found["now"])
                wrong = all((was, now) != said for _, was, now in pairs)
            else:
                wrong = all(now != counted(found["to"]) for _, was, now in pairs)
            if wrong:
                table, was, now = pairs[0]
                yield found[0], f"from {was:,} to {now:,}", f"{table.place} has {was:,} before and {now:,} now."

    def _compared(self, sentence: str) -> Iterator[tuple[str, str, str]]:
        if re.match(r"\W*(?:[Ii]n|[Aa]t|[Ff]or|[Uu]nder)\s+(?:the\s+|our\s+)?[A-Z]\w+", sentence):
            return  # of a part: “in Year 1 there are more boys than girls”
        for found in self._more.finditer(sentence):
            one, more = word_of(found["one"]), found["more"].casefold() == "more"
            if found["other"]:
                both = [
                    each
                    for each in self.everything
                    if each.whole and {one, word_of(found["other"])} <= set(each.states)
                ]
                pairs = [(each.table, each.states[word_of(found["other"])], each.states[one]) for each in both]
            else:
                pairs = [each for each in self._pairs([one]) if _names_time(each[0], found["then"])]
            if pairs and all((now <= was) if more else (now >= was) for _, was, now in pairs):
                table, was, now = pairs[0]
                yield found[0], "", f"{table.place} has {now:,} against {was:,}."

    def _pairs(self, words: Sequence[str]) -> list[tuple[Table, Decimal, Decimal]]:
        """What was and is counted by all of some words, in each table that has them."""
        having = [each for each in self.everything if words and all(word in each.states for word in words)]
        return [
            (now.table, was.sum(words), now.sum(words))
            for was in having
            if was.previous
            for now in having
            if now.table is was.table and not now.previous and _is_same(was, now)
        ]

    def _words_of(self, said: str) -> list[str]:
        found = re.findall(rf"\b(?:{self.labels})(?=s?(?![\w/-]))", said.casefold())
        return list(dict.fromkeys(found))


def _is_same(was: Counted, now: Counted) -> bool:
    """Whether two columns are of the same thing at two times, by what is in their headings beside the time."""
    one, other = (
        {word for word in stems(without_time(each.name)) if not word[0].isdigit()}
        - {"previou", "current", "last", "now"}
        for each in (was, now)
    )
    return one == other or not one or not other


def _without(words: list[str], name: str) -> list[str]:
    """Words without “in East”, where that is a name."""
    return (
        re.sub(rf"\b(?:in|at|for|of|across) (?:the )?{re.escape(name.casefold())}\b", " ", " ".join(words)).split()
        if name
        else words
    )


def _counts_such(table: Table, noun: str) -> bool:
    """Whether a table counts what a noun says, by its headings or its section, or the noun says no other thing."""
    said = " ".join((table.place, *(each for row in table.rows[: table.heading_rows] for each in row))).casefold()
    known = re.fullmatch(rf"{THINGS}|{_ARE}|and|but|or|compared|against", noun)
    return bool(known) or noun.rstrip("s") in said


def _names_time(table: Table, said: str) -> bool:
    return any(said.casefold() in each.casefold() for row in table.rows[: table.heading_rows] for each in row)
