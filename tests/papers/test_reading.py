"""Trackers as they are found in the wild are read rightly, whole, with every doubt by its place."""

from collections.abc import Callable

import pytest

from papers.plan.reading import read_plan
from tests.papers.trackers import TRACKERS, Tracker


@pytest.mark.parametrize("make", TRACKERS, ids=lambda make: make.__name__)
def test_a_tracker_is_read_as_a_person_reads_it(make: Callable[[], Tracker]) -> None:
    tracker = make()
    plan = read_plan(tracker.content, tracker.name)
    assert (plan.sheet, plan.header_row) == (tracker.sheet, tracker.header_row)
    assert {column.letter: column.meaning for column in plan.columns if column.meaning} == tracker.meanings
    assert tuple(column.heading for column in plan.columns if column.meaning is None) == tracker.not_mapped
    for read, expected in zip(plan.rows, tracker.rows, strict=True):
        assert read == expected
    assert plan.doubts == tracker.doubts
    assert plan.notes == tracker.notes
