"""A card in the terminal: text with native tables, or its data as JSON; in a pipe or a file, plain lines."""

import json
import sys
from collections.abc import Iterable
from typing import Any, assert_never

from bot.terminal.lines import Lines
from handlers.cards import (
    Actions,
    Button,
    Card,
    Divider,
    Element,
    Fields,
    Files,
    Image,
    Listing,
    Modal,
    Select,
    Table,
    Text,
)
from handlers.plain_text import file_words, in_words

NO_FORMS = "A form cannot be filled in here: “/secretariat help” shows how the same is said in a line."


def print_json(data: Any) -> None:
    """JSON on standard output, readable."""
    typed = json.dumps(data, indent=2, ensure_ascii=False, default=str)
    print(typed)  # noqa: T201


def print_answer(answer: Card | Modal, out: Lines | None = None) -> None:
    """The answer as text, on standard output if nothing else is said; nothing in it is read as markup."""
    out = out or _output()
    out.paragraph(answer.title, "strong")
    if isinstance(answer, Modal):
        out.paragraph(in_words(answer).partition("\n")[2])
        out.paragraph(
            f"A form cannot be filled in here. In a line: {answer.line}" if answer.line else NO_FORMS, "muted"
        )
        return
    for element in answer.body:
        _print(element, out)


def print_line(text: str, style: str = "plain") -> None:
    """A paragraph on standard output, in the style of a card's text."""
    _output().paragraph(text, style)


def _output() -> Lines:
    """Standard output; what draws on a terminal is loaded where there is one."""
    if not sys.stdout.isatty():
        return Lines()
    from bot.terminal.screen import Screen

    return Screen()


def _print(element: Element, out: Lines) -> None:
    match element:
        case Text(text=text, style=style):
            out.paragraph(text, style)
        case Listing(items=items):
            _list(out, items)
        case Fields():
            out.fields(element)
        case Table():
            out.table(element)
        case Divider():
            out.rule()
        case Actions():
            _actions(element, out)
        case Image(title=title, alt=alt):
            out.paragraph(title, "strong")
            out.paragraph(alt)
        case Files(files=files):
            _list(out, map(file_words, files))
        case _:
            assert_never(element)


def _actions(actions: Actions, out: Lines) -> None:
    """What a chat has buttons for: links with their addresses, and what there is to choose from."""
    labels: list[str] = []
    selects: list[Select] = []
    for each in actions.elements:
        match each:
            case Button(url=""):
                labels.append(f"[{each.label}]")
            case Button():
                out.paragraph(f"{each.label}: {each.url}")
            case Select():
                selects.append(each)
            case _:
                assert_never(each)
    if labels:
        out.paragraph("  ".join(labels), "muted")
    for select in selects:
        out.paragraph(f"{select.label} [{select.act}]", "muted")
        _list(out, (label for _, label in select.options))


def _list(out: Lines, items: Iterable[str]) -> None:
    for item in items:
        out.paragraph(f"  • {item}", indent="    ")
