"""`python -m tests.docs`: check the docs' mentions, the architecture and the pictures; with `--write` take the pictures
anew, with `--draw` draw the architecture anew and no more.
"""

import sys

import typer

from tests.docs.architecture import write_page, wrong_architecture
from tests.docs.mentions import wrong_mentions
from tests.docs.pictures import old_pictures, write_all


def main() -> None:
    """Exit status 1, with a line for each thing that is wrong."""
    if "--draw" in sys.argv:
        write_page()
        return
    if "--write" in sys.argv:
        write_all()
    wrong = [*wrong_mentions(), *wrong_architecture(), *old_pictures()]
    for each in wrong:
        typer.echo(each, err=True)
    said = f"{len(wrong)} to mend; `make pictures` takes the pictures anew." if wrong else "The docs are current."
    typer.echo(said)
    sys.exit(1 if wrong else 0)


main()
