"""`secretariat appoint`, `migrate`, `verify`, `backup` and `restore`: looking after the record."""

import shutil
import sqlite3
from pathlib import Path

import typer

from bot.process import configure_logging, open_desk
from bot.settings import Settings
from handlers.errors import Mistake
from handlers.importing.registers import take_person
from models.boards import board_names
from models.database import Database
from models.events import Actor, Change, first_broken, record_many
from models.founding import found
from models.organisation import the_organisation
from papers.plan.contents import PersonRow


def appoint(email: str, post: str, role: str, board: str | None, name: str | None) -> None:
    """Add a person and a post that they hold from now on. Exit status 1 for a role or board that does not exist."""
    settings = Settings()
    configure_logging(settings.log_level)
    with open_desk(settings) as desk, desk.database.write() as session:
        now = desk.clock()
        organisation, _ = found(session, settings.organisation, settings.zone, settings.plan_title, now, "terminal")
        assert organisation.id is not None
        actor = Actor(organisation.id, None, now, "terminal")
        changes: list[Change] = []
        try:
            row = PersonRow(place="appoint", post=post, role=role, board=board, name=name, email=email)
            take_person(session, actor, row, board_names(session, organisation.id), changes)
        except Mistake as wrong:
            typer.echo(wrong.what, err=True)
            raise typer.Exit(1) from wrong
        record_many(session, actor, changes)
    typer.echo(f"{email} holds the post “{post}” ({role}).")


def migrate() -> None:
    """Bring the tables to this version."""
    with open_desk(Settings()):
        typer.echo("The database is up to date.")


def verify() -> None:
    """Check the chain of events. Exit status 1 when it is broken."""
    with open_desk(Settings()) as desk, desk.database.read() as session:
        organisation = the_organisation(session)
        broken = first_broken(session, organisation.id) if organisation and organisation.id else None
    if broken is not None:
        typer.echo(f"The log is broken at event {broken}: it was changed, or one before it is missing.", err=True)
        raise typer.Exit(1)
    typer.echo("The log is whole.")


def backup(file: Path) -> None:
    """Copy a SQLite record into `file` while others use it."""
    source = _sqlite_file()
    if file.exists():
        _stop(f"{file} exists already.")
    with sqlite3.connect(source) as record, sqlite3.connect(file) as copy:
        record.backup(copy)
    typer.echo(f"Backup written to {file}.")


def restore(file: Path) -> None:
    """Put a backup in the place of the SQLite record; the one that was there is kept as `NAME.before-restore`."""
    target = _sqlite_file()
    check = sqlite3.connect(f"file:{file}?mode=ro", uri=True) if file.exists() else None
    try:
        if check is None or check.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            _stop(f"{file} is no backup of a record.")
    except sqlite3.DatabaseError:
        _stop(f"{file} is no backup of a record.")
    finally:
        if check is not None:
            check.close()
    if target.exists():
        kept = target.with_name(target.name + ".before-restore")
        with sqlite3.connect(target) as record, sqlite3.connect(kept) as copy:
            record.backup(copy)
        for leftover in (target, target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
            leftover.unlink(missing_ok=True)
    shutil.copyfile(file, target)
    typer.echo(f"{target} is restored from {file}.")


def _sqlite_file() -> Path:
    database = Database(Settings().database_url)
    if not database.on_sqlite or not database.url.database:
        _stop("This is for SQLite. For PostgreSQL use pg_dump and pg_restore.")
    return Path(str(database.url.database))


def _stop(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(1)
