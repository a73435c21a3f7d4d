"""Statements that are written once and asked by every thread."""

from datetime import UTC, date, datetime

from models.position.counting import frozen_standing, live_standing


def test_what_is_kept_has_its_columns_before_another_thread_can_ask_for_them() -> None:
    """Two threads that ask at once for the columns of one subquery make them twice, and one has those of neither."""
    at = datetime(2023, 6, 7, 9, tzinfo=UTC)
    for standing in (frozen_standing(987_654), live_standing(987_654, at, date(2023, 6, 7))):
        assert "_columns" in vars(standing)
