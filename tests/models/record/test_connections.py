"""How many connections a process opens to a SQLite file: each reads the whole schema first."""

from pathlib import Path

from sqlalchemy import event, literal, select

from models.record.database import FEW, Database


def test_what_asks_little_opens_one_and_what_asks_much_keeps_one_at_hand(tmp_path: Path) -> None:
    database, opened, one = Database(f"sqlite:///{tmp_path / 'record.db'}"), [], select(literal(1))
    event.listen(database.engine, "connect", lambda *_: opened.append(1))
    try:
        for _ in range(FEW):
            assert database.first_value(one) == 1
            with database.read() as session:
                assert session.execute(one).scalar_one() == 1
        assert len(opened) == 1
        database.first_value(one)
        with database.read() as session:
            session.execute(one)
            assert database.first_value(one) == 1
        assert len(opened) == 2, "one is kept out of the pool, for the next single value"
    finally:
        database.close()
