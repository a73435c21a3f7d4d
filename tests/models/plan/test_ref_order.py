"""Refs: whatever a plan calls its actions, in the order that people expect, in Python and in both databases alike."""

import re
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from models.plan.actions import Action, find_action
from models.plan.founding import found
from models.plan.refs import LONGEST_REF, area_in, ref_order
from models.record.bulk_insert import insert_rows
from models.record.database import Database

NOW = datetime(2023, 6, 7, 9, 0, tzinfo=UTC)

numbers = st.integers(0, 10**9).map(str)
words = st.text("abRXzZ-./() éß", min_size=0, max_size=6)
refs = (
    st.lists(st.one_of(numbers, words), min_size=1, max_size=4)
    .map(lambda parts: "".join(parts).strip())
    .filter(lambda ref: 0 < len(ref) <= LONGEST_REF)
)


def parts(ref: str) -> list[tuple[int, int | str]]:
    """What a person compares: runs of digits as numbers, each letter by itself; digits before letters."""
    return [(0, int(each)) if each.isdigit() else (1, each) for each in re.findall(r"[0-9]+|[^0-9]", ref.casefold())]


@given(st.lists(refs, unique_by=lambda ref: ref.casefold(), max_size=12))
def test_numbers_in_refs_are_compared_as_numbers(some: list[str]) -> None:
    without_zeros = [ref for ref in some if not re.search(r"(?<![0-9])0[0-9]", ref)]
    digits_first = sorted(without_zeros, key=ref_order)
    for before, after in pairwise(digits_first):
        same = [one == other for one, other in zip(parts(before), parts(after), strict=False)]
        at = same.index(False) if False in same else len(same)
        if at < len(parts(before)) and at < len(parts(after)) and parts(before)[at][0] == parts(after)[at][0] == 0:
            assert parts(before)[at] < parts(after)[at]


@given(refs, refs)
def test_two_refs_have_one_place_only_if_they_differ_in_case_alone(one: str, other: str) -> None:
    assert (ref_order(one) == ref_order(other)) == (one.casefold() == other.casefold())


def test_the_order_that_the_law_names() -> None:
    in_order = ["1", "2", "2.4", "2.4.1", "2.10", "9.9", "10", "10.2", "60/17(h)", "A-STR-073", "FIN-07", "R2", "R10"]
    assert sorted({*in_order}, key=ref_order) == in_order


def test_the_area_s_number_is_told_of_two_numbers_only() -> None:
    assert [area_in(ref) for ref in ("2.4", "10.2", "7", "R2.4", "2.4.1", "2.")] == [2, 10, None, None, None, None]


def plan_with(session: Session, some: list[str]) -> int:
    _, plan = found(session, "Council", "Europe/London", "Plan", NOW, "test")
    insert_rows(session, Action, [_action(plan.id, ref) for ref in some])
    return plan.id


def _action(plan_id: int, ref: str) -> dict[str, object]:
    return {"plan_id": plan_id, "ref": ref, "ref_order": ref_order(ref), "title": "Do it", **_UNDATED}


_UNDATED = {"due_precision": "to be confirmed", "approved_precision": "to be confirmed"}


def test_a_database_sorts_as_python_does(database: Database) -> None:
    some = ["R10", "r2", "é1", "z1", "-1", "(1)", "10.2", "9.9", "Z2", "ß", "b", "A 1", "A1", "a-1", "2.04", "2.4", "7"]
    with database.write() as session:
        plan = plan_with(session, some)
        rows = session.exec(select(Action.ref).where(Action.plan_id == plan).order_by(col(Action.ref_order)))
        assert list(rows) == sorted(some, key=ref_order)


def test_an_action_is_found_in_whatever_case_its_ref_is_written(database: Database) -> None:
    with database.write() as session:
        plan = plan_with(session, ["FIN-07", "60/17(h)"])
        found_ones = [find_action(session, plan, ref) for ref in ("fin-07", "60/17(H)", "FIN-7")]
        assert [each and each.ref for each in found_ones] == ["FIN-07", "60/17(h)", None]
