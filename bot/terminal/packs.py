"""`secretariat pack`: compiling a meeting's pack in a terminal and writing its files; the council's Word template."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session

from bot.process import configure_logging, doors_of, make_worker
from bot.settings import Settings
from bot.terminal.printing import print_answer, print_json
from bot.terminal.stopped_clock import open_dispatcher_at
from handlers.dispatcher import Dispatcher
from handlers.errors import Mistake
from handlers.pack.compiling import compile_pack, meeting_to_compile
from handlers.pack.messages import ready_card
from handlers.pack.naming import contents_of
from models.packs.packs import Pack, PackState, files_of, pack_of
from models.plan.actions import living_plan
from models.record.events import Actor
from models.record.private_files import write_private
from papers.pack.word import (
    check_report_template,
    check_template,
    default_report_template,
    default_template,
    missing_from,
)
from papers.pack.wrong_template import WrongReportTemplate, WrongTemplate
from papers.wording import joined
from schedules.worker import Worker


def pack(meeting: datetime, out: Path, as_json: bool, at: datetime | None, organisation: str | None) -> None:
    """Compile the pack for the board of a day, build it and write its files into a folder."""
    settings = Settings().of(organisation)
    configure_logging(settings.log_level)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with open_dispatcher_at(settings, at, organisation) as dispatcher:
            # It may find the template wrong, before figures are fixed.
            worker = make_worker(dispatcher, settings, doors_of(dispatcher, settings))
            pack_id = _compiled(dispatcher, meeting)
            asyncio.run(_build(worker))
            with dispatcher.database.read() as session:
                built = session.get_one(Pack, pack_id)
                files = files_of(session, pack_id)
                if not files:
                    _give_up(built.reason or "Another process is building this pack.")
                card = ready_card(contents_of(built), files)
                for file in files:
                    write_private(out / file.name, file.content)
    except OSError as wrong:
        _give_up(f"{wrong.filename or out} cannot be used: {wrong.strerror}.")
    except Mistake as wrong:
        _give_up(wrong.what)
    print_json(card.data) if as_json else print_answer(card)
    if not as_json:
        typer.echo(f"Written to {out}.")


def template(file: Path, check: bool, report: bool) -> None:
    """Write the Word template of packs, or of council reports, into a new file, for an organisation to make its
    own; or check one.

    Exit status 1 for a file that is there already, for a template that cannot be used, and for one that lacks what a
    board has to see in every pack.
    """
    setting = (WrongReportTemplate if report else WrongTemplate).setting
    try:
        if check:
            content = file.read_bytes()
            (check_report_template if report else check_template)(content)
            if missing := [] if report else missing_from(content):
                _give_up(
                    f"{file} has no mistake, but a pack made in it would not say what every board has to see. Add "
                    f"{joined(missing)}. docs/word-template.md lists every field."
                )
            typer.echo(f"{file} can be used: set {setting} to it.")
        else:
            with file.open("xb") as new:
                new.write(default_report_template() if report else default_template())
            of = "--report " if report else ""
            typer.echo(
                f"The template is written to {file}. Change it in Word, then: secretariat pack-template {of}{file} "
                "--check"
            )
    except WrongTemplate as wrong:
        _give_up(f"{file} cannot be used. {wrong}")
    except FileExistsError:
        _give_up(
            f"{file} exists already and may be your own: name a new file. With --check it is checked, not written."
        )
    except OSError as wrong:
        _give_up(f"{file}: {wrong.strerror}.")


def _compiled(dispatcher: Dispatcher, day: datetime) -> int:
    now = dispatcher.clock()
    with dispatcher.speaking(), dispatcher.database.write() as session:
        organisation = dispatcher.organisation.read(session)
        if organisation is None:
            _give_up("There is no plan yet. “secretariat import FILE” takes one in.")
        plan = living_plan(session, organisation.id)
        if plan is None:
            _give_up("There is no plan yet, so there is nothing to compile.")
        today = now.astimezone(ZoneInfo(organisation.zone)).date()
        meeting, _ = meeting_to_compile(session, organisation.id, now, today, day.date())
        found = _published(session, meeting.id)
        if found is None:
            actor = Actor(organisation.id, None, now, "terminal")
            found = compile_pack(session, organisation, plan, meeting, actor).pack
        return found.id


async def _build(worker: Worker) -> None:
    await worker.deliver()
    await worker.finish()


def _published(session: Session, meeting_id: int) -> Pack | None:
    """The pack that is published for a meeting, or about to be: it is written out, not compiled again."""
    found = pack_of(session, meeting_id)
    return found if found and found.state in (PackState.PUBLISHING, PackState.PUBLISHED) else None


def _give_up(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
