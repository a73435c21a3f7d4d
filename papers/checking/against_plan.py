"""A paper held against the plan that it reports: the counts of its ratings, and the actions that its tables name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.plan.ratings import RatingClass
from papers.checking.counting import AT_RISK, DONE, NOT_STARTED, OFF_TRACK, ON_TRACK, Column, named
from papers.checking.paper import Finding, Paper, Severity, Table
from papers.plan.contents import ActionRow, PlanFile

_NAMES = {
    RatingClass.DONE: DONE,
    RatingClass.ON_TRACK: ON_TRACK,
    RatingClass.AT_RISK: AT_RISK,
    RatingClass.OFF_TRACK: OFF_TRACK,
    RatingClass.NOT_STARTED: NOT_STARTED,
}


def against_plan(paper: Paper, columns: Sequence[Column], plan: PlanFile) -> Iterator[Finding]:
    """What the paper says otherwise than the plan: counts of its present ratings, ratings of actions, unknown refs."""
    rows = [each for each in plan.rows if each.ended is None]
    for column in columns:
        if column.is_of_ratings and not column.is_previous:
            yield from _counts(column, rows)
    actions = {each.ref.casefold(): each for each in plan.rows}
    for table in paper.tables:
        yield from _actions(table, actions)


def _counts(column: Column, rows: Sequence[ActionRow]) -> Iterator[Finding]:
    rated = [each.impact if column.is_impact else each.activity for each in rows]
    if not any(rated):
        return
    counted = Counter(each.level.name.casefold() for each in rated if each)
    of_class = Counter(each.rating_class for each in rated if each)
    for entry in column.entries:
        name = named(entry.label)
        classes = [rating_class for rating_class, names in _NAMES.items() if name in names]
        if name not in counted and not classes:
            continue
        there = counted[name] if name in counted else of_class[classes[0]]
        if Decimal(there) != entry.count:
            why = f"The plan has {there} {entry.label} of {len(rows)} actions."
            yield Finding(column.table.cell_place(entry.row, column.index), f"{entry.count}", f"{there}", why)


def _actions(table: Table, actions: dict[str, ActionRow]) -> Iterator[Finding]:
    refs = [(row, cells[0].strip()) for row, cells in enumerate(table.rows) if row >= 1]
    known = [each for _, each in refs if each.casefold() in actions]
    if len(known) < 2:
        return
    heads = [each.casefold() for each in table.rows[0]]
    for row, ref in refs:
        action = actions.get(ref.casefold())
        if action is None:
            if re.fullmatch(r"[A-Za-z]{0,4}[\d.()/-]+[a-z]?", ref):
                why = "The plan has no such action."
                yield Finding(table.cell_place(row, 0), ref, "", why, Severity.WARNING)
            continue
        for column, head in enumerate(heads):
            rating = action.impact if "impact" in head else action.activity
            is_rating = re.search(r"\b(?:activity|impact|b?rag|rating|status)\b", head)
            said = named(table.rows[row][column])
            if is_rating and rating and said in {each for names in _NAMES.values() for each in names}:
                right = rating.level.name
                if said != right.casefold() and said not in _NAMES[rating.rating_class]:
                    why = f"The plan has {ref} as {right}."
                    yield Finding(table.cell_place(row, column), table.rows[row][column], right, why)
