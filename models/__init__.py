"""The record: tables, the rules of the domain, what is asked of it, what changes it. Knows no chat and no wall clock.

A room for each thing that it is about, each standing on those below it: record, plan, people, boards, updates,
position, packs, outbox, returns, privacy. Only here is SQL written, and a row changed with its event.

Importing it sets the naming convention of constraints, which migrations need to find them again.
"""

from importlib import import_module
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


@event.listens_for(Session, "before_flush")
def _know_all_tables(*_: Any) -> None:
    """Rows are written in the order of their tables' foreign keys, which point to tables that nothing else may load."""
    import_module("models.tables")
