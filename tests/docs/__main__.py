"""`python -m tests.docs`: check the docs' mentions and pictures; with `--write` take the pictures anew."""

import sys

import typer

from tests.docs.mentions import wrong_mentions
from tests.docs.pictures import old_pictures, write_all


def main() -> None:
    """Exit status 1, with a line for each thing that is wrong."""
    if "--write" in sys.argv:
        write_all()
    wrong = [*wrong_mentions(), *old_pictures()]
    for each in wrong:
        typer.echo(each, err=True)
    said = f"{len(wrong)} to mend; `make pictures` takes the pictures anew." if wrong else "The docs are current."
    typer.echo(said)
    sys.exit(1 if wrong else 0)


main()
