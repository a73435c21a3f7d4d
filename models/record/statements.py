"""Statements that are written once: to write one takes SQLAlchemy longer than the database takes to answer it.

A function that only writes a statement, from ids, days and the like, is marked with `kept`. A statement is never
changed, holds no figures and belongs to no session, so the same one is asked in every transaction and by every thread.
What gives columns alone is asked by `asked`, for which it is compiled once as well, with all that it holds.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import CompoundSelect, Date, DateTime, Dialect, Enum, FromClause, Select
from sqlmodel import Session

P = ParamSpec("P")
T = TypeVar("T")

KEPT = 32
"""Statements of each kind: for a page and who asks just now."""

ALIKE = 1024
"""Values of a column that are known as they were read before."""

Statement = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
_Convert = Callable[[Any], Any]


def kept(write: Callable[P, T]) -> Callable[P, T]:
    """Keeps what a function wrote last, by what it was asked for."""

    @wraps(write)
    def written(*args: P.args, **said: P.kwargs) -> T:
        statement = write(*args, **said)
        if isinstance(statement, FromClause):
            # Its columns are made when they are first asked for: by two threads at once, twice, and a statement of the
            # one then names columns that are none of its own any more.
            _ = statement.c
        return statement

    keeping = lru_cache(KEPT)(written)
    _KEPT.append(keeping.cache_clear)
    return cast("Callable[P, T]", keeping)


def forget_kept() -> None:
    """Keep none of them any more. Most name a moment and a day, on the next of which nobody asks them again; so many of
    each kind are as much memory as all that a process loads.
    """
    for forget in _KEPT:
        forget()


_KEPT: list[Callable[[], None]] = []


def asked(session: Session, statement: Statement, **said: Any) -> list[Any]:
    """The rows that a kept statement of columns gives, as tuples with the columns' names; `said` are the values of its
    parameters without one, always the same ones.

    From the second time the text of the statement is known, and how its columns are read. SQLAlchemy looks both up by
    all that a statement consists of, and expands its lists, each time: for a long one that takes several times as long
    as the answer. One that is asked once is left to it, since to compile takes longer.
    """
    known = _READY.get(statement)
    if known is None:
        _READY[statement] = WeakKeyDictionary()
        return list(session.execute(statement, said))
    if session.autoflush:
        session.flush()
    connection = session.connection()
    dialect = connection.dialect
    ready = known.get(dialect)
    if ready is None:
        ready = known[dialect] = _Ready.of(statement, dialect, said)
    result = connection.exec_driver_sql(ready.text, ready.parameters(said))
    return ready.rows(result.cursor, dialect)


@dataclass(frozen=True)
class _Ready:
    """A statement as a driver takes it, with the values that it holds as they are sent; it knows nothing of the
    statement, so that it goes when that goes, and nothing of its dialect. A converter that is None changes nothing.
    """

    text: str
    order: tuple[str, ...] | None
    holds: Mapping[str, Any]
    said: Mapping[str, _Convert | None]
    row: Any
    types: Sequence[Any]
    columns: "list[_Convert | None]"
    """How each column is read: known with the first answer."""

    @classmethod
    def of(cls, statement: Statement, dialect: Dialect, said: Mapping[str, Any]) -> "_Ready":
        compiled = statement.compile(dialect=dialect)
        expanded = compiled.construct_expanded_state(said, escape_names=False)
        one_by_one = {each: name for name, several in expanded.parameter_expansion.items() for each in several}
        sent: dict[str, _Convert | None] = {}
        for name in expanded.parameters:
            type_ = compiled.binds[one_by_one.get(name, name)].type
            sent[name] = type_.dialect_impl(dialect).bind_processor(dialect)
        columns = list(statement.selected_columns)
        names = [str(each.key) for each in columns]
        order = expanded.positiontup
        return cls(
            text=expanded.statement,
            order=None if order is None else tuple(order),
            holds={name: _converted(value, sent[name]) for name, value in expanded.parameters.items()},
            said={name: sent[name] for name in said},
            row=namedtuple("Row", names, rename=True),  # its columns are known now, not before
            types=[each.type for each in columns],
            columns=[],
        )

    def parameters(self, said: Mapping[str, Any]) -> Any:
        """All values in the driver's form; of a list of values none is `said`."""
        values = {**self.holds, **{name: _converted(said[name], convert) for name, convert in self.said.items()}}
        return values if self.order is None else tuple(values[name] for name in self.order)

    def rows(self, cursor: Any, dialect: Dialect) -> list[Any]:
        """What the driver gives, in the types of the columns."""
        found = cursor.fetchall()
        if not self.columns:
            told = zip(self.types, cursor.description, strict=True)
            self.columns[:] = [_reading(type_, dialect, said[1]) for type_, said in told]
        cursor.close()
        by_column = zip(*found, strict=True)
        read = [map(convert, each) if convert else each for convert, each in zip(self.columns, by_column, strict=False)]
        return [self.row._make(each) for each in zip(*read, strict=True)]


_READY: WeakKeyDictionary[Statement, WeakKeyDictionary[Dialect, _Ready]] = WeakKeyDictionary()
"""What is known of each statement that was asked, on each database; nothing of one that was asked once."""


def _reading(type_: Any, dialect: Dialect, told: Any) -> _Convert | None:
    """How what a driver gives is read as a type. Ratings, days and the like are few and never change: the same again is
    looked up.
    """
    convert: _Convert | None = type_.dialect_impl(dialect).result_processor(dialect, told)
    return lru_cache(ALIKE)(convert) if convert and isinstance(type_, Enum | Date | DateTime) else convert


def _converted(value: Any, convert: _Convert | None) -> Any:
    return value if convert is None else convert(value)
