"""Conditions of a query on ratings, by what they mean to the rules."""

from typing import Any

from sqlalchemy import ColumnElement, or_

from models.plan.ratings import RatingClass


def rated(rating: Any, *classes: RatingClass) -> ColumnElement[bool]:
    """Whether a column's rating is of one of these classes; unknown where there is none.

    By the first and the last of each, which stand together in the order of text: for a list of more than two SQLite
    makes a table to look each row up in, which takes longer than the rest of a rule.
    """
    return or_(*(rating.between(each.ratings[0], each.ratings[-1]) for each in classes))


def positive(rating: Any) -> ColumnElement[bool]:
    """Whether activity is on track, or impact is shown."""
    return rated(rating, RatingClass.ON_TRACK, RatingClass.DONE)


def off_track(stands: Any) -> ColumnElement[bool]:
    """Whether an action is off track by either rating; `stands` has both for its columns."""
    return or_(rated(stands.activity, RatingClass.OFF_TRACK), rated(stands.impact, RatingClass.OFF_TRACK))


def held_back(stands: Any) -> ColumnElement[bool]:
    """Whether an action is off track by either rating, or at risk on activity."""
    return or_(rated(stands.activity, RatingClass.AT_RISK), off_track(stands))
