"""What the docs mention: commands, terminal commands, settings, make targets and files; each must exist.

Only what stands in `code` or in an indented block is looked at: prose may say what it likes.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import typer.main

from bot.platforms import all_settings
from bot.terminal import app
from handlers.commands import registry

PAGES = (*map(Path, ("README.md", "CONTRIBUTING.md", "SECURITY.md")), *sorted(Path("docs").rglob("*.md")))
_CODE = re.compile(r"`([^`\n]+)`|^ {4}(.+)$", re.MULTILINE)
_FENCED = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
"""An example of what is not there: `test_contributing` tries it out."""
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)", re.DOTALL)
_PLACE = re.compile(r"(?:bot|schedules|handlers|papers|models|tests|docs)/[\w./-]*")
_OUTSIDE = ("http://", "https://", "mailto:")


def wrong_mentions() -> list[str]:
    """Every mention of something that does not exist, with its page; empty when the docs are right."""
    return [f"{page}: {wrong}" for page in PAGES for wrong in _wrong_in(page)]


def _wrong_in(page: Path) -> Iterator[str]:
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    for found in _CODE.finditer(text):
        yield from _wrong_code(next(filter(None, found.groups())).strip())
    for link in _LINK.findall(text):
        if not link.startswith(_OUTSIDE) and not (page.parent / link).exists():
            yield f"the file {link} is not there"


def _wrong_code(code: str) -> Iterator[str]:
    for name in re.findall(r"SECRETARIAT_([A-Z_]+[A-Z])", code):
        if name != "CONFIG" and name.lower() not in all_settings():
            yield f"there is no setting SECRETARIAT_{name}"
    if _PLACE.fullmatch(code) and not Path(code).exists():
        yield f"there is no {code}"
    for target in re.findall(r"\bmake ([a-z][a-z-]*)", code):
        if not re.search(rf"^{target}:", Path("Makefile").read_text(encoding="utf-8"), re.MULTILINE):
            yield f"there is no make {target}"
    if typed := re.match(r"(/[a-z]+)(?:\s|$)", code):
        yield from _wrong_command(typed[1], code)
    if typed := re.match(r"(?:\.venv/bin/)?secretariat ([a-z][a-z-]*)((?: +[^\s|>&;#]+)*)", code):
        yield from _wrong_terminal_command(typed[1], typed[2].split())


def _wrong_command(name: str, code: str) -> Iterator[str]:
    if name not in registry.commands:
        if not Path(name).is_absolute() or name in ("/as", "/files"):
            return
        if name.removeprefix("/") in _ROUTES:
            return
        yield f"there is no command {name}"
        return
    verb = "".join(code.split()[1:2]).strip("“”\"'.,…")
    known = " ".join(typed for command in registry.commands.values() for typed, _ in command.usage)
    if verb.isalpha() and verb.islower() and f"{name} {verb}" not in known and verb not in _WORDS.get(name, ()):
        yield f"{name} has no “{verb}”"


def _wrong_terminal_command(name: str, rest: list[str]) -> Iterator[str]:
    command = typer.main.get_command(app)
    words = [name, *rest]
    while hasattr(command, "commands"):
        if not words:
            return
        if words[0] not in command.commands:
            yield f"there is no “secretariat {words[0]}”"
            return
        command = command.commands[words.pop(0)]
    options = {option for each in command.params for option in each.opts}
    for word in words:
        option = word.partition("=")[0]
        if option.startswith("--") and option not in options:
            yield f"“secretariat {name}” has no {option}"


_ROUTES = {"healthz", "metrics", "slack", "packs", "returns", "calendar", "actions", "key", "etc", "var", "opt", "srv"}
"""Paths that are no commands: addresses of pages, and places of a machine."""

_WORDS = {"/brag": {"workforce", "red", "area"}, "/return": {"snooze", "seen"}, "/board": {"calendar"}}
"""Words that a command takes and that its usage shows in another form."""
