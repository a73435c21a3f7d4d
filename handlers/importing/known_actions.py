"""Which action of the record each row of a plan file is: by its ref, or where the file has none by its title.

Called by `actions`. An action keeps its ref for good (`domain.md` 2), so what only resembles an action of the record is
asked about, and never guessed.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from rapidfuzz import fuzz, process

from handlers.errors import Mistake
from handlers.importing.report import Report
from models.plan.actions import Action
from models.plan.refs import area_in, ref_order
from papers.plan.contents import ActionRow, PlanFile
from papers.spacing import folded
from papers.wording import shortened

SURE, LIKE = 92, 70
"""From so much likeness of titles, of 100, on it is the same action with another wording, and might be it."""

_ASKED_ABOUT = 5

_ADD_REFS = "Add a column “Ref” with the refs that the plan has, left empty for new actions, and send it again."

MOST_COMPARED = 1_000_000
"""Pairs of titles that are compared, in half a second: while an import is taken in, nobody else can write."""


def with_known_refs(
    file: PlanFile, actions: Sequence[Action], areas: Mapping[str, int], report: Report
) -> tuple[ActionRow, ...]:
    """The rows of a file, each with the ref that its action has in the record; `areas` are their numbers, by title
    folded. Raises `Mistake` where it is unsure.
    """
    if not actions:
        return file.rows
    without = [row for row in file.rows if row.numbered]
    if not without:
        return _by_ref(file, actions, areas, report)
    named = _by_ref(replace(file, rows=tuple(row for row in file.rows if not row.numbered)), actions, areas, report)
    taken = {row.ref for row in named}
    left = [action for action in actions if action.ref not in taken]
    numbered = iter(_by_title(without, left, [*taken, *(action.ref for action in actions)], report))
    by_ref = iter(named)
    return tuple(next(numbered if row.numbered else by_ref) for row in file.rows)


def _by_ref(
    file: PlanFile, actions: Sequence[Action], areas: Mapping[str, int], report: Report
) -> tuple[ActionRow, ...]:
    """Rows with refs: each with the one that its action has in the record."""
    known = {action.ref_order: action for action in actions}
    in_file = _with_known_areas(file, areas) if file.numbered_areas else file.rows
    taken = {ref_order(row.ref) for row in in_file}
    rows = []
    for row in in_file:
        action = known.get(ref_order(row.ref))
        before = known.get(ref_order(_as_before(row, areas))) if action is None else None
        if before and before.ref_order not in taken and _likeness(row.title, before.title) >= LIKE:
            report.notes.append(f"{row.place}: {row.ref} is action {before.ref} of the plan.")
            action = before
        rows.append(replace(row, ref=action.ref) if action else row)
    return tuple(rows)


def _with_known_areas(file: PlanFile, areas: Mapping[str, int]) -> Sequence[ActionRow]:
    """The rows with the numbers that the record's areas have, in place of those that were made up by their order."""
    used = {*areas.values(), *(row.area_number for row in file.rows if row.area_title not in file.numbered_areas)}
    free = (number for number in count(1) if number not in used)
    numbers: dict[str, int] = {}
    rows = []
    for row in file.rows:
        title = folded(row.area_title or "")
        if row.area_title in file.numbered_areas:
            if title not in numbers:
                numbers[title] = areas.get(title) or next(free)
            own = row.ref.partition(".")[2]
            row = replace(row, area_number=numbers[title], ref=f"{numbers[title]}.{own}")
        rows.append(row)
    return rows


def _likeness(one: str, other: str) -> float:
    return fuzz.ratio(folded(one), folded(other))


_AN_AREA_AND_A_NUMBER = re.compile(r"[a-z]{0,3}[ -]?0*(\d{1,4})\s*[.\-/]\s*0*(\d{1,4})", re.ASCII | re.IGNORECASE)
_A_NUMBER = re.compile(r"[a-z]{0,6}[ .\-/]?0*(\d{1,4})", re.ASCII | re.IGNORECASE)


def _as_before(row: ActionRow, areas: Mapping[str, int]) -> str:
    """The ref that the versions before 0011 made of a row's, which knew none but these: 2.4 of A2.4, and of MD4 in area
    2. An action that was taken in so stands under it ever since.
    """
    if found := _AN_AREA_AND_A_NUMBER.fullmatch(row.ref):
        return f"{found[1]}.{found[2]}"
    area = areas.get(folded(row.area_title or "")) if row.area_number is None else row.area_number
    found = _A_NUMBER.fullmatch(row.ref)
    return f"{area}.{found[1]}" if found and area is not None else row.ref


def _by_title(
    rows: Sequence[ActionRow], actions: Sequence[Action], taken: Sequence[str], report: Report
) -> tuple[ActionRow, ...]:
    """Rows without refs: those with the title of one of the `actions` keep its ref, the others get the next numbers
    after those that are `taken`.
    """
    titles = {action.ref: action.title for action in actions}
    left = {ref: folded(title) for ref, title in titles.items()}
    by_title = defaultdict(list)
    for ref, title in left.items():
        by_title[title].append(ref)
    refs: dict[str, str] = {}
    for row in rows:
        same = by_title[folded(row.title)]
        if same:  # of several with one title the first one not taken yet, in their order
            refs[row.place] = same.pop(0)
            del left[refs[row.place]]
    unsure = []
    others_in_file = [row for row in rows if row.place not in refs]
    if len(others_in_file) * len(left) > MOST_COMPARED:
        raise Mistake(
            f"The file has no refs, and {len(others_in_file):,} of its actions have other titles than any in the plan: "
            f"too many to tell which they are. {_ADD_REFS}"
        )
    for row in others_in_file if left else ():
        likely = process.extract(folded(row.title), left, scorer=fuzz.ratio, limit=2, score_cutoff=LIKE)
        if not likely:
            continue
        (_, score, ref), *others = likely
        if score >= SURE and not (others and others[0][1] >= SURE):
            refs[row.place] = ref
            del left[ref]
            report.notes.append(
                f"{row.place}: “{shortened(row.title, 60)}” is taken for action {ref}, which it renames."
            )
        else:
            unsure.append(
                f"{row.place} “{shortened(row.title, 60)}” may be action {ref}, “{shortened(titles[ref], 60)}”"
            )
    if unsure:
        more = len(unsure) - _ASKED_ABOUT
        raise Mistake(
            "The file has no refs, and of these rows it is not sure which action they are: "
            + "; ".join(unsure[:_ASKED_ABOUT])
            + (f"; and {more} more" if more > 0 else "")
            + f". {_ADD_REFS}"
        )
    numbers = _NextNumbers(taken)
    return tuple(replace(row, ref=refs.get(row.place) or numbers.after(row.ref)) for row in rows)


class _NextNumbers:
    """Numbers that no action has had, within an area where the sheet's own are."""

    def __init__(self, taken: Sequence[str]) -> None:
        self._last: dict[int | None, int] = defaultdict(int)
        for ref in taken:
            area = area_in(ref)
            number = ref if area is None else ref.partition(".")[2]
            if number.isdecimal():
                self._last[area] = max(self._last[area], int(number))

    def after(self, given: str) -> str:
        """The next one where the sheet would have given a ref such as `given`."""
        area = area_in(given)
        self._last[area] += 1
        return str(self._last[area]) if area is None else f"{area}.{self._last[area]}"
