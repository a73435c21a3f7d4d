"""`secretariat check`: a paper that somebody wrote, checked in a terminal. It needs no database and no settings."""

from datetime import datetime
from pathlib import Path
from typing import NoReturn

import typer

from bot.terminal.printing import print_answer, print_json
from handlers.checking.findings import as_data, findings_card
from papers.checking.checking import check, read_paper
from papers.checking.paper import NotReadable, Severity
from papers.plan.contents import PlanFile, PlanFileError
from papers.plan.layouts import LayoutUnclear


def check_file(file: Path, plan: Path | None, as_json: bool) -> None:
    """Print what is found in a paper; ends with 1 where there is an error, with 2 where it cannot be read."""
    try:
        paper = read_paper(file.read_bytes(), file.name)
        found = check(paper, datetime.now().astimezone().date(), _plan(plan))
    except NotReadable as reason:
        _give_up(str(reason))
    except OSError as wrong:
        _give_up(f"{wrong.filename or file} cannot be read: {wrong.strerror}.")
    if as_json:
        print_json(as_data(found))
    else:
        print_answer(findings_card(file.name, found))
    if any(each.severity is Severity.ERROR for each in found):
        raise typer.Exit(1)


def _plan(file: Path | None) -> PlanFile | None:
    """The plan that the paper reports, read as an import reads it."""
    if file is None:
        return None
    from papers.plan.reading import read_plan

    try:
        return read_plan(file.read_bytes(), file.name)
    except PlanFileError as unreadable:
        _give_up(f"{file.name}: {unreadable}")
    except LayoutUnclear:
        _give_up(
            f"{file.name} does not say by itself which column is which. Import it once (“secretariat import”), answer "
            "what is asked, and export it (“secretariat export”): the export can be given here."
        )


def _give_up(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)
