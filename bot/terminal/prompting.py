"""Asking somebody at a terminal, a line at a time. Where nobody sits at one nothing asks: a script is told what is open
and with which words it is said.
"""

import select
import sys
from collections.abc import Sequence

import typer

from bot.terminal.printing import print_line

_PASTED = 0.1
"""Seconds in which the next line of a list arrives that is pasted."""


class Stopped(Exception):
    """Whoever was asked has ended it, by Ctrl-C or Ctrl-D."""


def at_a_terminal() -> bool:
    """Whether somebody can be asked: what they type and what they see is a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, default: str = "") -> str:
    """What was typed after the question, without blanks around it; the default, which stands in brackets, for nothing.

    Raises `Stopped`.
    """
    asked = f"{question} [{default}]" if default else question
    return _read(f"{asked} " if asked.endswith("?") else f"{asked}: ") or default


def _read(prompt: str = "") -> str:
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt):
        typer.echo()
        raise Stopped from None


def typed_already() -> list[str]:
    """The lines that stand typed behind the one that was read: those of a list that was pasted. Raises `Stopped`."""
    lines = []
    while sys.stdin.isatty() and select.select([sys.stdin], [], [], _PASTED)[0]:
        lines.append(_read())
    return [line for line in lines if line]


def choose(question: str, labels: Sequence[str], default: int | None = None, leaving: str = "") -> int | None:
    """Which of the numbered answers was chosen, from 0; for nothing the default, which may be None, and None for the
    word `leaving`.

    Raises `Stopped`.
    """
    print_line(question)
    for number, label in enumerate(labels, 1):
        typer.echo(f"  {number}  {label}")
    while True:
        typed = ask("Number (Enter stops)") if default is None else ask("Number", str(default + 1))
        if typed == leaving:
            return None
        if typed.isascii() and typed.isdigit() and 0 < int(typed) <= len(labels):
            return int(typed) - 1
        typer.echo(f"Please type a number from 1 to {len(labels)}.")


def agree(question: str) -> bool:
    """Whether the answer is yes, which Enter says, too. Raises `Stopped`."""
    while True:
        typed = ask(f"{question} (Enter for yes, n for no)").casefold()
        if typed in ("", "y", "yes"):
            return True
        if typed in ("n", "no"):
            return False
        typer.echo("Please press Enter for yes, or type n for no.")
