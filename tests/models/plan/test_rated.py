"""Ratings in queries, by their class: the first and the last of a class hold it together and nothing else."""

from sqlalchemy import cast, literal, null, select

from models.plan.rated import rated
from models.plan.ratings import Rating, RatingClass
from models.record.columns import choice
from models.record.database import Database


def test_a_rating_is_of_its_own_class_alone(database: Database) -> None:
    with database.read() as session:
        for rating in Rating:
            stored = cast(literal(rating, choice(Rating)), choice(Rating))
            found = {each for each in RatingClass if session.scalar(select(rated(stored, each)))}
            assert found == {rating.rating_class}


def test_what_has_no_rating_is_of_no_class(database: Database) -> None:
    with database.read() as session:
        assert session.scalar(select(rated(cast(null(), choice(Rating)), *RatingClass))) is None
