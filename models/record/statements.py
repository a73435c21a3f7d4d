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

FORMS = 256
"""Statements that are kept compiled; those that differ in their values alone are one."""

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

    The text of a statement is known from the first one of its form, which differs in its values alone, and how its
    columns are read. SQLAlchemy looks both up by all that a statement consists of, and expands its lists, each time:
    for a long one that takes several times as long as the answer.
    """
    if session.autoflush:
        session.flush()
    connection = session.connection()
    dialect = connection.dialect
    known = _READY.setdefault(statement, WeakKeyDictionary())
    ready = known.get(dialect)
    if ready is None:
        ready = known[dialect] = _Ready.of(_form(_Asked(statement, dialect)), statement, said)
    result = connection.exec_driver_sql(ready.text, ready.parameters(said))
    return ready.columns.rows(result.cursor, dialect)


class _Asked:
    """A statement for a database; equal to another that is compiled to the same."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        self.statement, self.dialect = statement, dialect
        self.known_by = statement._generate_cache_key()
        self._key = (id(statement), dialect) if self.known_by is None else (self.known_by.key, dialect)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(FORMS)
def _form(asked: _Asked) -> "_Form":
    columns = list(asked.statement.selected_columns)
    names = [str(each.key) for each in columns]
    return _Form(
        compiled=asked.statement.compile(dialect=asked.dialect, cache_key=asked.known_by),
        columns=_Columns(
            row=namedtuple("Row", names, rename=True),  # its columns are known now, not before
            types=[each.type for each in columns],
            converters=[],
        ),
    )


@dataclass(frozen=True)
class _Columns:
    """How what comes back is read. A converter that is None changes nothing."""

    row: Any
    types: Sequence[Any]
    converters: "list[_Convert | None]"
    """Known with the first answer."""

    def rows(self, cursor: Any, dialect: Dialect) -> list[Any]:
        """What the driver gives, in the types of the columns."""
        found = cursor.fetchall()
        if not self.converters:
            told = zip(self.types, cursor.description, strict=True)
            self.converters[:] = [_reading(type_, dialect, said[1]) for type_, said in told]
        cursor.close()
        by_column = zip(*found, strict=True)
        pairs = zip(self.converters, by_column, strict=False)
        read = [map(convert, each) if convert else each for convert, each in pairs]
        return [self.row._make(each) for each in zip(*read, strict=True)]


@dataclass(frozen=True)
class _Form:
    """What statements that differ in their values alone have in common."""

    compiled: Any
    columns: _Columns


@dataclass(frozen=True)
class _Ready:
    """A statement as a driver takes it, with the values that it holds as they are sent; it knows nothing of the
    statement and of its dialect, so that it goes when one of them goes.
    """

    columns: _Columns
    text: str
    order: tuple[str, ...] | None
    holds: Mapping[str, Any]
    said: Mapping[str, _Convert | None]

    @classmethod
    def of(cls, form: _Form, statement: Statement, said: Mapping[str, Any]) -> "_Ready":
        compiled, known_by = form.compiled, statement._generate_cache_key()
        held = compiled.construct_params(
            said, known_by.bindparams if known_by else None, escape_names=False, _no_postcompile=True
        )
        expanded = compiled._process_parameters_for_postcompile(held)
        one_by_one = {each: name for name, several in expanded.parameter_expansion.items() for each in several}
        sent: dict[str, _Convert | None] = {}
        for name in expanded.parameters:
            type_ = compiled.binds[one_by_one.get(name, name)].type
            sent[name] = type_.dialect_impl(compiled.dialect).bind_processor(compiled.dialect)
        order = expanded.positiontup
        return cls(
            columns=form.columns,
            text=expanded.statement,
            order=None if order is None else tuple(order),
            holds={name: _converted(value, sent[name]) for name, value in expanded.parameters.items()},
            said={name: sent[name] for name in said},
        )

    def parameters(self, said: Mapping[str, Any]) -> Any:
        """All values in the driver's form; of a list of values none is `said`."""
        values = {**self.holds, **{name: _converted(said[name], convert) for name, convert in self.said.items()}}
        return values if self.order is None else tuple(values[name] for name in self.order)


_READY: WeakKeyDictionary[Statement, WeakKeyDictionary[Dialect, _Ready]] = WeakKeyDictionary()
"""What is known of each statement on each database."""


def _reading(type_: Any, dialect: Dialect, told: Any) -> _Convert | None:
    """How what a driver gives is read as a type. Ratings, days and the like are few and never change: the same again is
    looked up.
    """
    convert: _Convert | None = type_.dialect_impl(dialect).result_processor(dialect, told)
    return lru_cache(ALIKE)(convert) if convert and isinstance(type_, Enum | Date | DateTime) else convert


def _converted(value: Any, convert: _Convert | None) -> Any:
    return value if convert is None else convert(value)
