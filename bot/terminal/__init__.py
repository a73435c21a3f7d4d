"""The command line: `secretariat`. Signatures and help only; each command loads what it needs when it is run,
so that `secretariat --help` answers at once.
"""

import gc
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot import __version__


class _Commands(TyperGroup):
    """All commands; what an operator can mend ends one with a line on standard error and the status 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except typer.Exit:
            raise
        except Exception as error:
            from bot.terminal.failing import said_of

            said = said_of(error)
            if said is None:
                raise
            typer.echo(said, err=True)
            raise typer.Exit(1) from error


app = typer.Typer(
    name="secretariat",
    cls=_Commands,
    help="Secretariat: a chat-ops bot for the people who run an improvement board.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"secretariat {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Say which version this is.")
    ] = False,
) -> None:
    pass


Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Organisation = Annotated[
    str | None,
    typer.Option("--organisation", help="The name of the organisation that is meant, where the record has several."),
]
At = Annotated[
    datetime | None,
    typer.Option("--at", formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d"], help="The local time to take as now."),
]


@app.command()
def demo(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The port to listen on.")] = None,
    plan: Annotated[Path | None, typer.Option("--plan", help="A tracker of your own instead of the example.")] = None,
    column: Annotated[list[str] | None, typer.Option("--column", help="As of import: what a column holds.")] = None,
    sheet: Annotated[list[str] | None, typer.Option("--sheet", help="As of import: a sheet with actions.")] = None,
    scale: Annotated[str | None, typer.Option("--scale", help="As of import: the scale of the ratings.")] = None,
    headings: Annotated[str | None, typer.Option("--headings", help="As of import: the row of the headings.")] = None,
    word: Annotated[
        list[str] | None, typer.Option("--word", help="As of import: what a rating in words means.")
    ] = None,
) -> None:
    """Load the example, or a plan of your own, into a throw-away database and serve it as a web chat here."""
    from bot.terminal.demo import demo
    from bot.terminal.plans import Typed

    demo(port, plan, Typed(column or [], sheet or [], scale, headings, word or []))


@app.command()
def serve(
    new: Annotated[
        bool, typer.Option("--new", help="Begin with an empty record, once; without it one is refused.")
    ] = False,
) -> None:
    """Run the bot: its doors on chat platforms, and the pages, whichever the settings have."""
    from bot.terminal.serving import serve

    serve(new)


@app.command()
def say(
    text: Annotated[str, typer.Argument(help='What to type, such as "/brag workforce".')],
    email: Annotated[str, typer.Option("--as", help="The e-mail address of the person who asks.")],
    as_json: Json = False,
    at: At = None,
    organisation: Organisation = None,
) -> None:
    """Ask the bot as somebody and print the answer."""
    from bot.terminal.say import say

    say(text, email, as_json, at, organisation)


@app.command()
def tick(at: At = None, as_json: Json = False, organisation: Organisation = None) -> None:
    """Do once what is due: reminders, summaries, and what waits to be sent. Run again, it sends nothing twice.

    Of several organisations each has its turn, unless one is named.
    """
    from bot.terminal.ticking import tick_once

    tick_once(at, as_json, organisation)


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A plan as .xlsx, .xlsm or .csv.")],
    column: Annotated[
        list[str] | None, typer.Option("--column", help="What a column holds: “Task Description=action”. Repeatable.")
    ] = None,
    sheet: Annotated[
        list[str] | None, typer.Option("--sheet", help="A sheet that lists the actions. Repeatable.")
    ] = None,
    scale: Annotated[
        str | None, typer.Option("--scale", help="The scale of the ratings: “RAG”, “Delivery confidence”.")
    ] = None,
    headings: Annotated[
        str | None,
        typer.Option(
            "--headings", help="The row of the headings: “3”, “3-4” for two, “Log!3” of several sheets, “0” for none."
        ),
    ] = None,
    word: Annotated[
        list[str] | None, typer.Option("--word", help="What a word in the ratings means: “Open=Amber”. Repeatable.")
    ] = None,
    email: Annotated[
        str | None,
        typer.Option("--as", help="Your e-mail address: you are led on; the first of a new record is its secretary."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and keep nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take it in without asking first.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Take unchanged cells, too, over what was answered since the last file.")
    ] = False,
    decided: Annotated[
        str,
        typer.Option(
            help="By which decision its dates, endings and new actions are: “Improvement Board 7 June 2023, D3”."
        ),
    ] = "",
    as_json: Json = False,
    at: At = None,
    organisation: Organisation = None,
) -> None:
    """Import a plan from a spreadsheet: all of it or nothing. What the file does not tell by itself is asked, and at a
    terminal whether to take in what it changes; after the first import the owners, the boards and the next meeting are.
    """
    from bot.terminal.plans import Typed, import_file

    typed = Typed(column or [], sheet or [], scale, headings, word or [])
    import_file(file, typed, email, dry_run, yes, overwrite, decided, as_json, at, organisation)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The .xlsx to write; as .csv the actions alone.")],
    at: At = None,
    organisation: Organisation = None,
) -> None:
    """Write the plan as a spreadsheet that imports unchanged."""
    from bot.terminal.plans import export_file

    export_file(file, at, organisation)


@app.command()
def example() -> None:
    """Load the example plan, 64 actions as on 7 June 2023, into the configured database."""
    from bot.terminal.plans import load_example

    load_example()


@app.command()
def pack(
    meeting: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day of the board.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write the files to.")] = Path(),
    as_json: Json = False,
    at: At = None,
    organisation: Organisation = None,
) -> None:
    """Freeze the position for a board and write its pack: Word, PDF, web page and spreadsheet."""
    from bot.terminal.packs import pack

    pack(meeting, out, as_json, at, organisation)


@app.command(name="pack-template")
def pack_template(
    file: Annotated[Path, typer.Argument(help="The .docx to write, which is not there yet, or to check.")],
    check: Annotated[bool, typer.Option("--check", help="Only say whether it can be used.")] = False,
    report: Annotated[bool, typer.Option("--report", help="That of council reports and supplements.")] = False,
) -> None:
    """Write the Word template of packs, or with --report of council reports, to make it your own; or check yours."""
    from bot.terminal.packs import template

    template(file, check, report)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The paper, a Word document (.docx) or a PDF.")],
    plan: Annotated[Path | None, typer.Option("--plan", help="The plan that it reports, as a spreadsheet.")] = None,
    as_json: Json = False,
) -> None:
    """Check a paper that somebody wrote: its figures against its own tables, and what should not be left in it."""
    from bot.terminal.checking import check_file

    check_file(file, plan, as_json)


@app.command()
def appoint(
    email: Annotated[str, typer.Argument(help="The person's e-mail address.")],
    post: Annotated[str, typer.Option(help="The title of the post, such as “Board Secretary”.")],
    role: Annotated[str, typer.Option(help="chair, vice chair, SRO, secretariat, director, ...")],
    board: Annotated[str | None, typer.Option(help="The board that the post belongs to.")] = None,
    name: Annotated[str | None, typer.Option(help="The person's name; the post's title when not given.")] = None,
    organisation: Organisation = None,
) -> None:
    """Add a person and the post they hold: how the first secretary gets in."""
    from bot.terminal.record import appoint

    appoint(email, post, role, board, name, organisation)


@app.command()
def found(
    name: Annotated[str, typer.Argument(help="The organisation's name.")],
    zone: Annotated[str | None, typer.Option(help="Its time zone, such as Europe/London; else the settings'.")] = None,
    plan: Annotated[str | None, typer.Option(help="The title of its plan; else the settings'.")] = None,
) -> None:
    """Found an organisation: the first of a record, or one more beside those that are there."""
    from bot.terminal.founding import found_organisation

    found_organisation(name, zone, plan)


@app.command(name="sign-in")
def sign_in(
    email: Annotated[str, typer.Argument(help="The person's e-mail address.")], organisation: Organisation = None
) -> None:
    """Print a one-time link by which somebody signs in to the pages: for the first time, or without a chat."""
    from bot.terminal.signing_in import sign_in

    sign_in(email, organisation)


person = typer.Typer(help="What the record holds about somebody: hand it out, or erase it.", no_args_is_help=True)
app.add_typer(person, name="person")

Email = Annotated[str, typer.Argument(help="The person's e-mail address.")]


@person.command(name="export")
def export_person(email: Email, organisation: Organisation = None) -> None:
    """Print everything that the record holds about a person, as JSON."""
    from bot.terminal.personal_data import export_person

    export_person(email, organisation)


@person.command(name="erase")
def erase_person(
    email: Email,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this, only say what it would do.")] = False,
    organisation: Organisation = None,
) -> None:
    """Erase a person: name and address, accounts, drafts, messages to them. The board's record stays whole."""
    from bot.terminal.personal_data import erase_person

    erase_person(email, yes, organisation)


@app.command()
def migrate() -> None:
    """Bring the database's tables to this version."""
    from bot.terminal.record import migrate

    migrate()


@app.command()
def verify(
    file: Annotated[
        Path | None, typer.Argument(help="The zip of a published pack (“/pack proof”). Without one: the record itself.")
    ] = None,
    others: Annotated[
        list[Path] | None, typer.Argument(help="Files that came another way: whether the list has them.")
    ] = None,
    key: Annotated[
        str, typer.Option(help="The fingerprint that the organisation gives out: by another key it is not theirs.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Check a published pack against its signed list; without a file, that no event of the log is missing or was
    changed. For a pack it needs no database and no settings: 0 all is as published, 1 something is not, 2 no pack.
    """
    if file is not None:
        from bot.terminal.verifying import verify_pack

        verify_pack(file, others or [], key, as_json)
        return
    if key or as_json:
        raise typer.BadParameter("--key and --json are for the zip of a pack: name it.")
    from bot.terminal.record import verify

    verify()


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Copy a SQLite record while it is in use. For PostgreSQL use pg_dump."""
    from bot.terminal.record import backup

    backup(file)


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")]) -> None:
    """Put a backup in the place of a SQLite record; the one there now is kept beside it."""
    from bot.terminal.record import restore

    restore(file)


@app.command()
def manifest(
    platform: Annotated[str, typer.Argument(help="The platform’s name, such as slack.")] = "slack",
    address: Annotated[
        str | None, typer.Option(help="Where the platform reaches the bot; for Slack’s Socket Mode none.")
    ] = None,
) -> None:
    """Print the platform's app manifest, made from the command registry."""
    from bot.terminal.generated import print_manifest

    print_manifest(platform, address)


@app.command()
def docs(check: Annotated[bool, typer.Option("--check", help="Only say whether they are up to date.")] = False) -> None:
    """Write the generated parts of the docs: commands, settings, and the fields of a Word template."""
    from bot.terminal.generated import write_docs

    write_docs(check)


def main() -> None:
    """The `secretariat` command.

    What loading makes stays until the end: looking through it for garbage, again and again, takes a quarter of a short
    command's time. `open_dispatcher` has it looked for from then on.
    """
    gc.disable()
    app()
