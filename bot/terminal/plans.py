"""`secretariat import`, `export` and `example`: plans in and out from the terminal, as an operator."""

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlmodel import Session

from bot.process import configure_logging, garbage_left, open_dispatcher
from bot.settings import Settings
from bot.terminal.founding import organisation_and_plan
from bot.terminal.leading_on import LeadingOn
from bot.terminal.printing import print_answer, print_json, print_line
from bot.terminal.prompting import Stopped, agree, ask, at_a_terminal, choose
from bot.terminal.stopped_clock import open_dispatcher_at
from bot.web.door import CHANNEL, DOOR
from handlers.cards import Card, Element, Listing, Text
from handlers.dispatcher import Dispatcher
from handlers.errors import Mistake
from handlers.exporting import plan_file
from handlers.importing.decided import EXAMPLE
from handlers.importing.headings import first_rows
from handlers.importing.report import IMPORTED, report_card
from handlers.importing.scales import settled_for
from handlers.importing.taking import take_in
from handlers.requests import EVERYTHING
from models.boards.boards import improvement_board
from models.boards.channels import set_channel
from models.people.people import Role, holders_with_addresses, person_with_email
from models.plan.actions import living_plan, refs_of
from models.plan.founding import found, stop_clock
from models.plan.known_layouts import known_layouts
from models.record.events import Actor, version_seen
from models.record.organisation import Organisation, organisations
from models.record.private_files import write_private
from papers.plan.contents import COLUMNS, Held, PlanFile, PlanFileError
from papers.plan.layouts import (
    NOTHING_SETTLED,
    HeadingRows,
    LayoutUnclear,
    Option,
    Question,
    Settled,
    Told,
    columns_told,
    told_by,
)
from papers.plan.reading import read_plan
from papers.plan.writing import actions_csv, write_plan
from papers.wording import plural

EXAMPLE_STANDS_AT = datetime(2023, 6, 7, 9, 0, tzinfo=UTC)
"""7 June 2023, 10:00 in London: the morning of the board whose figures the example has."""


_ONE_BY_ONE = "No: I say of each what it holds"


_ANOTHER_ROW = "The headings stand in another row"


class Typed(NamedTuple):
    """The options that tell of a file, as they were typed: what `papers.plan.layouts.told_by` takes."""

    columns: Sequence[str] = ()
    sheets: Sequence[str] = ()
    scale: str | None = None
    headings: str | None = None
    words: Sequence[str] = ()


class _Undone(Exception):
    """Raised to roll a dry run back."""


def import_file(
    file: Path,
    typed: Typed,
    email: str | None,
    dry_run: bool,
    yes: bool,
    overwrite: bool,
    decided: str,
    as_json: bool,
    at: datetime | None,
    organisation: str | None,
) -> None:
    """Import a plan file, with what was `typed` of it; somebody at a terminal is asked what it does not tell, and sees
    what would change before they say `yes` to it. After the first import they are led on, as the person with `email`;
    with that also after any other one. What is open is said. What was answered since the last file stays where nobody
    has changed its cell, unless it is to `overwrite`. Dates, endings and new actions are proposed, unless it is said by
    which decision they were `decided`.

    Exit status 1 when the file cannot be imported, when more has to be told, and when nobody has that address.
    """
    settings = Settings().of(organisation)
    configure_logging(settings.log_level)
    asks = at_a_terminal() and not as_json
    options = _typed(email, dry_run, yes, overwrite, decided, as_json, at, organisation)
    try:
        content = file.read_bytes()
        with open_dispatcher_at(settings, at, organisation, begins=True) as dispatcher, garbage_left():
            is_first = _is_empty(dispatcher)
            told, (remembered, settled) = told_by(*typed), _known_before(dispatcher)
            plan = read_asking(content, file, told, remembered, "import", asks, as_json, settled, options)
            again = " ".join(filter(None, (Option("", told).in_terminal, options)))
            shown = (
                asks
                and not dry_run
                and not yes
                and _agreed(dispatcher, settings, plan, file, overwrite, decided, again, email)
            )
            with _progress(as_json) as progress:
                if progress:
                    progress.add_task("Writing", total=None)
                card = take_plan(dispatcher, settings, plan, file.name, dry_run, overwrite, decided, email)
            if dry_run:
                print_json({"dry_run": True, **card.data}) if as_json else print_answer(card)
                if not as_json and plan.columns:
                    print_line(_misread(file, plan, options), "muted")
                return
            leading = LeadingOn(dispatcher, organisation, file.name, plan.addresses, quiet=as_json)
            if not as_json:
                print_answer(_shortly(card, plan) if shown else card)
            known = leading.is_known(email) if email else True
            if asks and known and (is_first or email):
                leading.ask()
            if as_json:
                print_json({"dry_run": False, **card.data, "open": leading.left().as_data()})
            else:
                next_ = leading.first_steps() if is_first else [] if email or not asks else leading.how_asked(file)
                typer.echo("\n".join(["", *leading.in_words(), *next_]).rstrip())
            if not known:
                give_up(f"Nobody here has the e-mail address {email}, so nothing more was asked.")
    except OSError as missing:
        give_up(f"{file} cannot be read: {missing.strerror}.")
    except (PlanFileError, Mistake) as wrong:
        give_up(f"{wrong} Nothing was imported.")


def _typed(
    email: str | None,
    dry_run: bool,
    yes: bool,
    overwrite: bool,
    decided: str,
    as_json: bool,
    at: datetime | None,
    organisation: str | None,
) -> str:
    """The options of an import besides those that tell of the file, as they are typed again."""
    said = {
        "--as": email,
        "--decided": decided,
        "--at": f"{at:%Y-%m-%dT%H:%M}" if at else None,
        "--organisation": organisation,
    }
    flags = {"--dry-run": dry_run, "--yes": yes, "--overwrite": overwrite, "--json": as_json}
    typed = [word for name, value in said.items() if value for word in (name, shlex.quote(value))]
    return " ".join([*typed, *(name for name, on in flags.items() if on)])


def read_asking(
    content: bytes,
    file: Path,
    told: Told,
    remembered: Mapping[str, Told],
    command: str,
    asks: bool,
    quiet: bool,
    settled: Settled = NOTHING_SETTLED,
    options: str = "",
) -> PlanFile:
    """What a plan file says, with a bar on the screen unless `quiet`. What it does not tell is asked, one question
    after the other, or printed with what is to be typed after a command of ours and its other `options`, with the exit
    status 1.

    Raises PlanFileError, in words for people.
    """
    while True:
        try:
            with _progress(quiet) as progress:
                return read_plan(content, file.name, _advance(progress), told, remembered, settled)
        except LayoutUnclear as unclear:
            answer = _answered(unclear, file) if asks else None
            if answer is None:
                give_up(asked(unclear, file, command, told, options))
            told = told.and_then(answer)


def _answered(unclear: LayoutUnclear, file: Path) -> Told | None:
    """The answer to the first question about a file; None from whoever gives none."""
    question = unclear.questions[0]
    typer.echo(f"{file.name} does not tell by itself:")
    try:
        if not question.options:
            print_line(question.text)
            return _another_row(unclear)
        labels = [option.label for option in question.options]
        chosen = choose(question.text, [*labels, _ONE_BY_ONE, _ANOTHER_ROW] if question.columns else labels)
        if chosen == len(labels):
            return _one_by_one(question)
        if chosen == len(labels) + 1:
            return _another_row(unclear)
    except Stopped:
        chosen = None
    return None if chosen is None else question.options[chosen].told


def _another_row(unclear: LayoutUnclear) -> Told | None:
    """What somebody says of the row of the headings, having seen the first ones. Raises `Stopped`."""
    for element in first_rows(unclear.sheets, datetime.now().astimezone().date()):
        print_line("\n".join(element.items) if isinstance(element, Listing) else element.text)
    example = f"{unclear.sheets[0].name}!3" if len(unclear.sheets) > 1 else "3"
    while typed := ask(f"Which row has the headings? Such as {example}, or 3-4 where two are (Enter stops)"):
        try:
            return Told(rows=HeadingRows.of(typed))
        except PlanFileError as wrong:
            typer.echo(str(wrong))
    return None


def _misread(file: Path, plan: PlanFile, options: str) -> str:
    """How what was misread is said otherwise, with the `options` that were typed."""
    ways = ['--column "HEADING=action"']
    said = ["a column was misread, say what it holds; - is one that is not to be used"]
    if plan.sheets_seen:
        ways.append("--headings ROW")
        said.append("the headings were, say in which row they are")
    if unread := next((each for each in plan.words if each.unread), None):
        ways.append(f"--word {shlex.quote(f'{unread.text}=LEVEL')}")
        said.append("a word in the ratings was not understood, say which level it means")
    commands = (" ".join(filter(None, (f"secretariat import {shlex.quote(str(file))} {way}", options))) for way in ways)
    return "\n".join(f"If {one}:\n{command}" for one, command in zip(said, commands, strict=True))


def _one_by_one(question: Question) -> Told:
    """What somebody says of the unsure columns, and of those that have what they say. Raises `Stopped`."""
    held = [*COLUMNS, None]
    labels = [each.heading if each else "not used" for each in held]
    while True:
        said: dict[str, Held | None] = {}
        for column in question.columns:
            if column.unsure and column.heading not in said:
                shown = f" (for example: {'; '.join(column.samples)})" if column.samples else ""
                chosen = choose(f"What is in “{column.heading}”{shown}?", labels, held.index(column.meaning))
                said[column.heading] = None if chosen is None else held[chosen]
        given = {each for each in said.values() if each}
        others = [each.heading for each in question.columns if each.meaning in given and each.heading not in said]
        try:
            return columns_told(question.columns, {**dict.fromkeys(others), **said})
        except PlanFileError as wrong:
            typer.echo(str(wrong))


def _shortly(card: Card, plan: PlanFile) -> Card:
    """What is said after what was read has been shown: that it was taken in, and the number of each proposal."""
    made = [f"{each['id']}: {each['what']}" for each in card.data["proposals"]]
    waits: tuple[Element, ...] = (Listing(tuple(made)), Text("“/board requests” shows what waits for the board."))
    many = plural(len(plan.rows), "action") if plan.lists_actions else plural(len(plan.findings), "finding")
    return Card(f"Imported: {many}.", waits if made else ())


def _agreed(
    dispatcher: Dispatcher,
    settings: Settings,
    plan: PlanFile,
    file: Path,
    overwrite: bool,
    decided: str,
    options: str,
    email: str | None,
) -> bool:
    """Show what would change and ask whether it is to be taken in; False, and nothing is shown, where nothing would.

    Ends with the exit status 1 where somebody says no, and with what to type, the `options` among it.
    """
    card = take_plan(dispatcher, settings, plan, file.name, True, overwrite, decided, email)
    if not card.data["writes"]:
        return False
    print_answer(replace(card, title="This is what I read. Nothing is written yet."))
    if card.data["proposals"]:
        print_line(f'--decided "{EXAMPLE}" carries out what a board has decided already.', "muted")
    if card.data["kept"]:
        print_line("--overwrite takes what the file says in place of what is kept.", "muted")
    try:
        agreed = agree("Take it in?")
    except Stopped:
        agreed = False
    if not agreed:
        give_up(f"Nothing was imported. {_misread(file, plan, options)}")
    return True


def _is_empty(dispatcher: Dispatcher) -> bool:
    """Whether the record has no action yet."""
    with dispatcher.database.read() as session:
        own = dispatcher.organisation.read(session)
        plan = living_plan(session, own.id) if own else None
        return plan is None or not refs_of(session, plan.id)


def _known_before(dispatcher: Dispatcher) -> tuple[dict[str, Told], Settled]:
    """What was told of earlier files, by how their layout is known again, and what is settled of the plan's scale."""
    with dispatcher.database.read() as session:
        own = dispatcher.organisation.read(session)
        known = known_layouts(session, own.id) if own else {}
        settled = settled_for(session, living_plan(session, own.id) if own else None)
    return {layout: Told.of(kept) for layout, kept in known.items()}, settled


def _advance(progress: Progress | None) -> Callable[[int, int], None] | None:
    """How far the reading is, for the bar on the screen."""
    if progress is None:
        return None
    task = progress.add_task("Reading", total=None)
    return lambda done, total: progress.update(task, completed=done, total=total)


@garbage_left()
def take_file(dispatcher: Dispatcher, settings: Settings, content: bytes, name: str) -> Card:
    """Read a plan file that tells everything by itself and take it into the record; gives the report."""
    remembered, settled = _known_before(dispatcher)
    return take_plan(dispatcher, settings, read_plan(content, name, remembered=remembered, settled=settled), name)


def take_plan(
    dispatcher: Dispatcher,
    settings: Settings,
    file: PlanFile,
    name: str,
    dry_run: bool = False,
    overwrite: bool = False,
    decided: str = "",
    email: str | None = None,
) -> Card:
    """Take a plan that was read into the record in one transaction; gives the report, whose data say whether it
    `writes` anything. Whoever of the secretariat has the address `email` does so; without, an operator.
    """
    title = "A dry run: nothing was kept." if dry_run else IMPORTED
    card = Card(title)
    try:
        with dispatcher.speaking(), dispatcher.database.write() as session:
            now = dispatcher.clock()
            organisation, plan = organisation_and_plan(session, dispatcher, settings, now)
            before = version_seen(session)
            zone = ZoneInfo(organisation.zone)
            actor = _importing(session, organisation.id, now, now.astimezone(zone).date(), email)
            report = take_in(session, actor, plan, file, zone, overwrite, decided)
            card = report_card(name, report, title, EVERYTHING)
            card = replace(card, data={**card.data, "writes": version_seen(session) != before})
            if dry_run:
                raise _Undone
    except _Undone:
        pass
    return card


def asked(unclear: LayoutUnclear, file: Path, command: str, told: Told, options: str = "") -> str:
    """The questions about a file, each with what to type after a command of ours for every answer; what is `told`
    already is said again, and so are its other `options`.
    """
    first = [question.options[0].in_terminal for question in unclear.questions if question.options]
    said = [Option("", told).in_terminal, *first]
    lines = [f"{file.name} does not tell by itself:"]
    for question in unclear.questions:
        lines += ["", question.text, *(f"    {option.in_terminal}" for option in question.options)]
        if question.columns:
            words = ", ".join(held.heading.casefold() for held in COLUMNS)
            lines.append(f"Or say it otherwise: a column holds one of {words}; - is one that is not to be used.")
    if not first:
        said.append("--headings ROW")
        for element in first_rows(unclear.sheets, datetime.now().astimezone().date()):
            lines += [f"    {each}" for each in element.items] if isinstance(element, Listing) else ["", element.text]
    elif any(question.columns for question in unclear.questions):
        lines.append("Where the headings are in another row, say which: --headings ROW.")
    lines += [
        "",
        "Nothing was imported. Say it, for example, so:",
        " ".join((f"secretariat {command} {shlex.quote(str(file))}", *filter(None, (*said, options)))),
    ]
    return "\n".join([*lines, "It is kept for the next file with these headings."])


def export_file(file: Path, at: datetime | None, organisation: str | None) -> None:
    """Write the plan as a workbook, or its actions as csv, by the name of the file.

    Exit status 1 when there is no plan, no place to write it, or another kind of file is named.
    """
    kind = file.suffix.lower()
    if kind not in (".xlsx", ".csv"):
        give_up(f"{file} is neither .xlsx, a workbook with the whole plan, nor .csv, its actions alone.")
    settings = Settings().of(organisation)
    configure_logging(settings.log_level)
    with (
        open_dispatcher_at(settings, at, organisation) as dispatcher,
        dispatcher.speaking(),
        dispatcher.database.read() as session,
    ):
        own = dispatcher.organisation.read(session)
        plan = living_plan(session, own.id) if own else None
        if plan is None or own is None:
            give_up("There is no plan to export yet.")
        now = dispatcher.clock()
        content = plan_file(session, plan, now, ZoneInfo(own.zone))
        if not content.rows:
            give_up("There are no actions to export yet.")
        written = BytesIO()
        if kind == ".csv":
            written.write(actions_csv(content))
        else:
            write_plan(content, written, now)
    try:
        write_private(file, written.getvalue())
    except OSError as wrong:
        give_up(f"{file} cannot be written: {wrong.strerror}.")
    typer.echo(f"{plural(len(content.rows), 'action')} written to {file}.")
    if kind == ".csv":
        typer.echo(
            "Boards, people, meetings, previous boards and the scale of the ratings are in an .xlsx only.", err=True
        )


def load_example() -> None:
    """Load the example into the configured database, which must be empty."""
    settings = Settings()
    configure_logging(settings.log_level)
    with open_dispatcher(settings, begins=True) as dispatcher:
        if not install_example(dispatcher, settings):
            give_up("This database holds a plan already. Set SECRETARIAT_DATABASE_URL to an empty one.")
    typer.echo("The example is loaded. Try: secretariat say /brag --as chair@example.org")


def install_example(dispatcher: Dispatcher, settings: Settings) -> bool:
    """Take the example workbook in, with the clock standing on its day; False when the database is not empty."""
    dispatcher.clock = lambda: EXAMPLE_STANDS_AT
    with dispatcher.database.write() as session:
        if organisations(session):
            return False
        found_example(session, "Example Council", "Europe/London")
    take_example(dispatcher, settings)
    return True


def found_example(session: Session, name: str, zone: str) -> Organisation:
    """An organisation for the example, with the clock standing on its day."""
    title = "Children's Services Improvement Plan"
    organisation, _ = found(session, name, zone, title, EXAMPLE_STANDS_AT, "terminal")
    stop_clock(session, organisation, EXAMPLE_STANDS_AT, "terminal")
    return organisation


def take_example(dispatcher: Dispatcher, settings: Settings) -> None:
    """Take the example workbook into the dispatcher's organisation, and post its boards' summaries in the web chat."""
    workbook = files("papers.example").joinpath("plan.xlsx").read_bytes()
    take_file(dispatcher, settings, workbook, "plan.xlsx")
    post_in_web_chat(dispatcher)


def post_in_web_chat(dispatcher: Dispatcher) -> None:
    """Let the summaries before the improvement board be posted where everybody in the web chat sees them."""
    with dispatcher.database.write() as session:
        board = improvement_board(session, dispatcher.organisation.id)
        assert board is not None, "the plan came with one"
        set_channel(session, Actor(board.organisation_id, None, dispatcher.clock(), DOOR), board, CHANNEL)


def _importing(session: Session, organisation_id: int, at: datetime, today: date, email: str | None) -> Actor:
    """Whose import it is: that of somebody of the secretariat on a local day, by address, as in chat; an operator's."""
    person = person_with_email(session, organisation_id, email) if email else None
    keeping = {address for _, address in holders_with_addresses(session, organisation_id, Role.SECRETARIAT, today)}
    return Actor(organisation_id, person.id if person and person.email in keeping else None, at, "terminal")


def _progress(quiet: bool) -> Any:
    if quiet or not sys.stderr.isatty():
        return nullcontext()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def give_up(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
