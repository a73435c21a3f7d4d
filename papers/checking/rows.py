"""Rows of tables that go by a name, and the columns that a sentence may mean by its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from papers.checking.counted import name_of
from papers.checking.counting import TOTAL
from papers.checking.figures import read_cell
from papers.checking.paper import Table

REF = re.compile(r"[A-Z]{0,4}-?\d{1,3}(?:\.\d{1,2}){0,2}(?:/\d{1,3})?")
"""A ref of a row, as D1, R12 or 2.4."""
_LEVELS = {"b": "blue", "r": "red", "a": "amber", "g": "green"}
_NUMBERED = r"(?:actions?|recommendations?|milestones?|risks?|items?|projects?|priorit(?:y|ies)|decisions?)"
_STOP = frozenset(
    [
        "the",
        "of",
        "a",
        "an",
        "and",
        "or",
        "in",
        "at",
        "for",
        "to",
        "by",
        "with",
        "on",
        "all",
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "its",
        "their",
        "this",
        "that",
        "which",
        "it",
        "than",
        "no",
        "per",
        "more",
        "most",
        "fewer",
        "new",
        "other",
        "each",
    ]
)


def stem(word: str) -> str:
    """A word without its ending."""
    word = re.sub(r"[^a-z0-9/]", "", word.casefold())
    return re.sub(r"(?:ies|ing|ed|es|s|y|e)$", "", word) if len(word) > 4 else word.rstrip("s")


def stems(text: str) -> set[str]:
    """The words of a text without their endings, but for those that say nothing."""
    return {stem(each) for each in re.findall(r"[\w/]+", text) if each.casefold() not in _STOP} - {""}


def _singular(text: str) -> str:
    """A name in small letters, its words of some length without an s."""
    words = " ".join(text.casefold().split()).split(" ")
    return " ".join(each.rstrip("s") if len(each) > 4 else each for each in words)


def _any_number(name: str) -> str:
    """The pattern of a name whose words may have an s more or less."""
    words = [re.escape(each.rstrip("s")) + "s*" if len(each) > 4 else re.escape(each) for each in name.split()]
    return r"\s+".join(words)


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    """The words of a text, by their first letters, in which none differs from another that has an s more."""
    return frozenset(each[:4] for each in re.findall(r"\w+", text.casefold()))


@dataclass(frozen=True)
class Rows:
    """A table with rows that go by a name."""

    table: Table

    @cached_property
    def heads(self) -> list[str]:
        """The headings of the columns; letters of a scale by their names."""
        rows = self.table.rows[: self.table.heading_rows]
        heads = [" ".join(dict.fromkeys(row[at] for row in rows if row[at])) for at in range(len(self.table.rows[0]))]
        letters = [each.strip().casefold() for each in heads]
        if sum(each in _LEVELS for each in letters) >= 3:
            return [_LEVELS.get(letter, head) for letter, head in zip(letters, heads, strict=True)]
        return heads

    @cached_property
    def body(self) -> dict[str, tuple[str, ...]]:
        """The rows that are no totals, by name; none where two have the same."""
        rows = [row for row in self.table.rows[self.table.heading_rows :] if row[0].strip()]
        rows = [row for row in rows if not TOTAL.fullmatch(row[0].strip()) and row is not self._whole]
        names = {name_of(row[0]) or row[0].strip(): row for row in rows}
        called = [name_of(row[0]) or row[0].strip() for row in rows]
        if len(names) < len(rows) and all(map(REF.fullmatch, called)):  # one of them has the number of another
            names = {name: row for name, row in names.items() if called.count(name) == 1}
            return names if len(names) >= 2 else {}
        return names if len(names) == len(rows) >= 2 else {}

    @cached_property
    def _refs(self) -> dict[str, str]:
        """The rows that have a ref before their name, by it: `S3 Bus station`."""
        refs = {row[0].strip().removesuffix(name).strip(" .):–-"): name for name, row in self.body.items()}
        return refs if len(refs) == len(self.body) and all(map(REF.fullmatch, refs)) else {}

    @cached_property
    def _named(self) -> re.Pattern[str]:
        plain = [
            _any_number(each) for each in (*self.body, *self._shorter) if len(each) > 2 and not REF.fullmatch(each)
        ]
        refs = [re.escape(each) for each in (*self.body, *self._refs) if REF.fullmatch(each)]
        lettered = [each for each in refs if each[0].isalpha()]
        ways = [rf"(?:{'|'.join(sorted(plain, key=len, reverse=True))})"] if plain else []
        if refs:
            noun = f"|{re.escape(self.heads[0].casefold().rstrip('s'))}" if len(self.heads[0]) > 3 else ""
            ways.append(rf"(?:(?:{_NUMBERED}{noun})\s+)(?:{'|'.join(refs)})")
        if lettered:
            ways.append(rf"(?:{'|'.join(lettered)})")
        return re.compile(rf"(?<![\w.-])(?:{'|'.join(ways)})(?![\w/-]|\.\d)" if ways else r"(?!)", re.IGNORECASE)

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """The first words of all names."""
        words = (re.search(r"\w+", each) for each in (*self.body, *self._refs))
        return frozenset(each[0].casefold()[:4] for each in words if each)

    @cached_property
    def _known(self) -> dict[str, str]:
        names = (*self._shorter.items(), *zip(self.body, self.body, strict=True), *self._refs.items())
        return {_singular(each): name for each, name in names}

    @cached_property
    def _shorter(self) -> dict[str, str]:
        """The names that end in brackets, by what stands before: “Attainment gap (points)”."""
        names = {re.sub(r"\s*\([^()]*\)$", "", each): each for each in self.body}
        return {short: name for short, name in names.items() if short != name and len(short) > 4}

    def named_in(self, text: str) -> list[tuple[re.Match[str], str]]:
        """The rows that a text names, each with where."""
        found: list[tuple[re.Match[str], str]] = []
        if self._firsts.isdisjoint(_words(text)):
            return found  # most tables are not spoken of in most sentences
        for each in self._named.finditer(text):
            said = _singular(each[0])
            name = self._known.get(said) or self._known.get(said.split()[-1])
            if name:
                found.append((each, name))
        return found

    def number(self, name: str, at: int) -> Decimal | None:
        """The number or percentage in a column of a row."""
        read = read_cell(self.body[name][at].replace("−", "-"))
        return read.number if read.number is not None else read.percent.value if read.percent else None

    @cached_property
    def numbered(self) -> list[int]:
        """The columns that have a number in each row."""
        return [at for at in range(1, len(self.heads)) if self.body and all(
            self.number(name, at) is not None for name in self.body)]  # fmt: skip

    @cached_property
    def counts(self) -> list[int]:
        """Those of them that are no percentages."""
        return [at for at in self.numbered if all(read_cell(self.body[name][at]).percent is None for name in self.body)]

    def columns(self, words: str, among: Sequence[int]) -> list[int]:
        """Those of some columns whose heading has most of the words: several where it cannot be told which."""
        said = stems(words)
        scored = {at: len(said & stems(self.heads[at])) for at in among}
        best = max(scored.values(), default=0)
        fitting = [at for at, score in scored.items() if best and score == best]
        return [at for at in fitting if stems(self.heads[at]) <= said] or fitting

    def column(self, words: str, among: Sequence[int]) -> int | None:
        """The only one of them; None where there are several or none."""
        fitting = self.columns(words, among)
        return fitting[0] if len(fitting) == 1 else None

    @cached_property
    def _whole(self) -> tuple[str, ...] | None:
        """The row of totals, or a last row that is the sum of those above it in each column of numbers."""
        rows = self.table.rows[self.table.heading_rows :]
        if found := next((row for row in rows if TOTAL.fullmatch(row[0].strip())), None):
            return found
        if len(rows) < 3:
            return None
        read = [[read_cell(each).number for each in row[1:]] for row in rows]
        columns = [column for column in zip(*read, strict=True) if None not in column]
        summed = [sum(filter(None, above), Decimal(0)) == last for *above, last in columns]
        return rows[-1] if (len(summed) > 2 and sum(summed) >= len(summed) - 1) or (summed and all(summed)) else None

    def total(self, at: int) -> Decimal | None:
        """What its row of totals says of a column."""
        return read_cell(self._whole[at]).number if self._whole else None

    def where(self, name: str) -> str:
        """The place of a row."""
        return f"{self.table.place}, row “{name}”,"
