"""`secretariat appoint`, `migrate`, `verify`, `backup` and `restore`: looking after the record."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NoReturn

import typer
from sqlmodel import Session

from bot.process import configure_logging, open_dispatcher, open_record
from bot.settings import Settings
from bot.terminal.founding import organisation_and_plan
from handlers.errors import Mistake
from handlers.importing.registers import take_people
from models.boards.boards import board_names, boards_of
from models.record.database import Database
from models.record.events import Actor, Change, first_broken, record_many
from models.record.integrity import Condition, condition_of
from models.record.organisation import organisations
from models.record.private_files import close_to_all
from models.record.sqlite_file import RecordFile
from papers.plan.contents import PersonRow


def appoint(email: str, post: str, role: str, board: str | None, name: str | None, organisation: str | None) -> None:
    """Add a person and a post that they hold from now on. Exit status 1 for a role or board that does not exist."""
    settings = Settings().of(organisation)
    configure_logging(settings.log_level)
    opened = open_dispatcher(settings, begins=True, organisation=organisation)
    with opened as dispatcher, dispatcher.database.write() as session:
        now = dispatcher.clock()
        own, _ = organisation_and_plan(session, dispatcher, settings, now)
        if board and board.casefold() not in board_names(session, own.id):
            _stop(f"There is no board “{board}”. {_boards_there_are(session, own.id)}")
        try:
            row = PersonRow(place="appoint", post=post, role=role, board=board, name=name, email=email)
            said = take_post(session, own.id, now, row)
        except Mistake as wrong:
            _stop(wrong.what)
    typer.echo(said)


def take_post(session: Session, organisation_id: int, now: datetime, row: PersonRow) -> str:
    """Let somebody hold a post from now on (aware UTC), as an operator; says so. Raises `Mistake` for no role."""
    actor = Actor(organisation_id, None, now, "terminal")
    changes: list[Change] = []
    take_people(session, actor, (row,), board_names(session, organisation_id), changes)
    record_many(session, actor, changes)
    return f"{row.email} holds the post “{row.post}” ({row.role})."


def migrate() -> None:
    """Bring the tables to this version; from nothing, too."""
    with open_record(Settings(), begins=True):
        typer.echo("The database is up to date.")


def verify() -> None:
    """Check the file of a SQLite record and the chain of events. Exit status 1 when one of them is damaged, or when
    there is no record to check.
    """
    database = Database(Settings().database_url)
    if database.file and (said := _damage(database.file.path)):
        _stop(f"{said} Restore the last backup that is whole.")
    with open_record(Settings()) as database, database.read() as session:
        there = organisations(session)
        if not there:
            where = database.url.render_as_string(hide_password=True)
            _stop(f"There is nothing in the record yet: {where}, which SECRETARIAT_DATABASE_URL names.")
        broken = next(filter(None, (first_broken(session, each.id) for each in there)), None)
    if broken is not None:
        typer.echo(f"The log is broken at event {broken}: it was changed, or one before it is missing.", err=True)
        raise typer.Exit(1)
    typer.echo("The log is whole.")


def backup(file: Path) -> None:
    """Copy a SQLite record into `file`, which nobody else may read, while others use it; but not a damaged one."""
    source = _sqlite_file()
    if said := _damage(source):
        _stop(f"{said} No backup was made of it: keep the last one that is whole.")
    if condition_of(source)[0] is Condition.ABSENT:
        _stop(f"There is no record in {source}, the file that SECRETARIAT_DATABASE_URL names.")
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        _stop(f"{file} exists already.")
    except OSError as wrong:
        _stop(f"{file} cannot be written: {wrong.strerror}.")
    try:
        _copy(source, file)
    except (OSError, sqlite3.Error) as wrong:
        file.unlink()
        _stop(f"{file} cannot be written: {getattr(wrong, 'strerror', wrong)}.")
    typer.echo(f"Backup written to {file}.")


def restore(file: Path) -> None:
    """Put a backup in the place of the SQLite record, with its owner and mode. What was there, damaged or not, is kept
    as `NAME.before-restore`, or with the next free number after that; when anything goes wrong, it stays where it is.
    A backup that is damaged or of a newer version is refused before anything is touched. Raises `RecordInUse` while a
    process has the record open: what it is told from then on would be lost.
    """
    target = _sqlite_file()
    if file.resolve() == target.resolve():
        _stop(f"{file} is the record itself, not a backup of it.")
    condition, detail = condition_of(file)
    if condition is Condition.NEWER:
        _stop(f"{file} {condition.value}: restore it with that one. Nothing was changed.")
    if condition is Condition.DAMAGED:
        _stop(f"{file} {condition.value}: {detail}. Nothing was changed.")
    if condition is not Condition.WHOLE:
        _stop(f"{file} is no backup of a record.")
    restored = target.with_name(f"{target.name}.restoring")
    try:
        with RecordFile(target).alone():
            close_to_all(str(target))
            _copy_like(file, restored, target)
            _put_aside(target)
            restored.replace(target)
    except (OSError, sqlite3.Error) as wrong:
        restored.unlink(missing_ok=True)
        _stop(f"{target} cannot be restored: {getattr(wrong, 'strerror', wrong)}.")
    typer.echo(f"{target} is restored from {file}.")


def _damage(record: Path) -> str:
    """What is wrong with the file of the record; nothing when it is whole, newer or not there, which others say."""
    condition, detail = condition_of(record)
    if condition not in (Condition.DAMAGED, Condition.NO_RECORD):
        return ""
    return f"{record} {condition.value}{f': {detail}' if detail else ''}."


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as record, closing(sqlite3.connect(target)) as copy:
        record.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with none beside it


def _copy_like(source: Path, target: Path, model: Path) -> None:
    """Copy a record with the owner and mode of `model`; where that is not there, nobody else may read the copy."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    _copy(source, target)
    if model.exists():
        was = model.stat()
        os.chown(target, was.st_uid, was.st_gid)
        target.chmod(was.st_mode & 0o777)


def _put_aside(record: Path) -> None:
    """Rename a record and SQLite's files beside it, which belong to it; or those alone, where it is gone already: they
    would be played into whatever came to its place.
    """
    ends = ("-wal", "-shm", "-journal", "")
    names = (f"{record.name}.before-restore{f'-{number}' if number > 1 else ''}" for number in count(1))
    free = (name for name in names if not any(record.with_name(name + end).exists() for end in ends))
    kept = record.with_name(next(free))
    for end in ends:
        with suppress(FileNotFoundError):
            record.with_name(record.name + end).rename(kept.with_name(kept.name + end))


def _boards_there_are(session: Session, organisation_id: int) -> str:
    names = sorted(board.name for board in boards_of(session, organisation_id))
    return f"The boards are {', '.join(names)}." if names else "There are no boards yet: import a plan that has some."


def _sqlite_file() -> Path:
    database = Database(Settings().database_url)
    if not database.on_sqlite or not database.url.database:
        _stop("This is for SQLite. For PostgreSQL use pg_dump and pg_restore.")
    return Path(str(database.url.database))


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
