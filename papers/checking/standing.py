"""The columns of ratings of a paper, and which of them a sentence may be about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from papers.checking.claims import counts_said
from papers.checking.counting import Column, own_name

_EARLIER = re.compile(r"\b(?:previous\w*|last (?:board|meeting|time|report)|earlier|was|were|from|had)\b")


@dataclass(frozen=True)
class Standing:
    """The columns of ratings of activity as they are now and were before, as far as a paper has them."""

    columns: Sequence[Column]
    wholes: frozenset[Decimal] = frozenset()
    """What the rows of its tables are said to be in all, where they may have parts of other names too."""

    def meant(self, sentence: str) -> Sequence[Column]:
        """The columns that a sentence may be about: those it names, of impact where it says so, earlier ones too."""
        said = sentence.casefold()
        of_impact, of_activity = "impact" in said, "activity" in said
        names = frozenset(each for each in self._names if each and re.search(rf"\b{re.escape(each)}\b", sentence))
        return self._columns(names, of_impact if of_impact != of_activity else None, bool(_EARLIER.search(said)))

    def _columns(self, names: frozenset[str], of_impact: bool | None, earlier: bool) -> Sequence[Column]:
        """The columns by what is said of them: asked of each sentence, reckoned once."""
        key = (names, of_impact, earlier)
        if key not in self._known:
            found = [each for name in self._names if name in names for each in self._names[name]] or self.columns
            if of_impact is not None:
                found = [each for each in found if each.is_impact == of_impact] or found
            if not earlier:
                found = [each for each in found if not each.is_previous] or found
            self._known[key] = found
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[frozenset[str], bool | None, bool], Sequence[Column]]:
        return {}

    def rows(self, sentence: str, said: str, total: Decimal | None = None) -> list[tuple[Column, set[Decimal]]]:
        """The columns that a sentence may be about, each with what it has of the rows that are `said`; `total` is what
        a figure is said to be of.
        """
        counts = self._counts_of(said)
        meant = [each for each in self.meant(sentence) if total is None or each.of == total] if counts else []
        return [(each, there) for each in meant if (there := counts.get(id(each)))]

    def every_row(self, said: str) -> list[tuple[Column, set[Decimal]]]:
        """All columns that have rows of what is `said`, with what they have."""
        counts = self._counts_of(said)
        return [(each, there) for each in self.columns if (there := counts.get(id(each)))]

    def _counts_of(self, said: str) -> dict[int, set[Decimal]]:
        """Asked of each sentence, and few things are said: reckoned once for each."""
        key = " ".join(said.casefold().split())
        if key not in self._counts:
            self._counts[key] = {id(each): there for each in self.columns if (there := counts_said(each, key))}
        return self._counts[key]

    @cached_property
    def _counts(self) -> dict[str, dict[int, set[Decimal]]]:
        return {}

    @cached_property
    def _names(self) -> dict[str, list[Column]]:
        """The columns by what only they are called."""
        found: dict[str, list[Column]] = {}
        for each in self.columns:
            found.setdefault(own_name(each), []).append(each)
        return found

    @cached_property
    def now(self) -> Column | None:
        """Activity now, of the whole where a table has its parts."""
        now = [each for each in self.columns if not each.is_previous]
        of_activity = [each for each in now if not each.is_impact] or now
        return next((each for each in of_activity if each.is_whole), of_activity[0] if of_activity else None)

    @cached_property
    def in_parts(self) -> bool:
        """Whether what stands for now may be a part only, as of a school or a board."""
        now = self.now
        same = [each for each in self.columns if now and each.table is now.table and not each.is_previous]
        return now is not None and not now.is_whole and len([each for each in same if not each.is_impact]) > 1

    @cached_property
    def before(self) -> Column | None:
        """Activity at the board before: the last of those that are earlier."""
        before = [each for each in self.columns if each.is_previous and not each.is_impact]
        return next((each for each in reversed(before) if each.table is before[0].table), None)


def what_it_has(column: Column, count: Decimal, label: str) -> str:
    """What a column has of the rows with a label, in words."""
    heading = f", column “{column.heading}”," if column.heading else ""
    return f"{column.table.place}{heading} has {count} {label}."
