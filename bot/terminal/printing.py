"""A card in the terminal: text with native tables, or its data as JSON.

In a pipe or a file it is plain lines: nothing is broken at a width; a table has one row a line, tabs between its cells.
"""

import json
from collections.abc import Iterable
from textwrap import wrap
from typing import Any, assert_never

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Line

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
from handlers.printed_cells import cell_words, number_columns, printed_rows

NO_FORMS = "A form cannot be filled in here: “/secretariat help” shows how the same is said in a line."

_STYLES = {"plain": "", "strong": "bold", "heading": "bold underline", "muted": "dim", "quote": "italic"}


def print_json(data: Any) -> None:
    """JSON on standard output, readable."""
    typed = json.dumps(data, indent=2, ensure_ascii=False, default=str)
    print(typed)  # noqa: T201


def print_answer(answer: Card | Modal, console: Console | None = None) -> None:
    """The answer as text; nothing in it is read as markup."""
    console = console or Console()
    _line(console, answer.title, "bold")
    if isinstance(answer, Modal):
        _line(console, in_words(answer).partition("\n")[2])
        _line(console, f"A form cannot be filled in here. In a line: {answer.line}" if answer.line else NO_FORMS, "dim")
        return
    for element in answer.body:
        _print(element, console)


def print_line(text: str, style: str = "plain") -> None:
    """A paragraph on standard output, in the style of a card's text."""
    _line(Console(), text, _STYLES[style])


def _print(element: Element, console: Console) -> None:
    match element:
        case Text(text=text, style=style):
            _line(console, text, _STYLES[style])
        case Listing(items=items):
            _list(console, items)
        case Fields(pairs=pairs) if not console.is_terminal:
            _rows(console, ((label, cell_words(value)) for label, value in pairs))
        case Fields(pairs=pairs):
            grid = Grid.grid(padding=(0, 2))
            for label, value in pairs:
                grid.add_row(Line(label, style="dim"), Line(cell_words(value)))
            console.print(grid)
        case Table(caption=caption, columns=columns) if not console.is_terminal:
            _line(console, caption)
            _rows(console, (columns, *printed_rows(element)))
        case Table(caption=caption, columns=columns):
            grid = Grid(title=Line(caption), box=box.SIMPLE_HEAD, title_justify="left")
            for column, numbers in zip(columns, number_columns(element), strict=True):
                # An address is of no use when it is cut.
                grid.add_column(Line(column), overflow="fold", justify="right" if numbers else "left")
            for row in printed_rows(element):
                grid.add_row(*map(Line, row))
            console.print(grid)
        case Divider():
            console.rule() if console.is_terminal else _line(console, "")
        case Actions():
            _actions(element, console)
        case Image(title=title, alt=alt):
            _line(console, title, "bold")
            _line(console, alt)
        case Files(files=files):
            _list(console, map(file_words, files))
        case _:
            assert_never(element)


def _actions(actions: Actions, console: Console) -> None:
    """What a chat has buttons for: links with their addresses, and what there is to choose from."""
    labels: list[str] = []
    selects: list[Select] = []
    for each in actions.elements:
        match each:
            case Button(url=""):
                labels.append(f"[{each.label}]")
            case Button():
                _line(console, f"{each.label}: {each.url}")
            case Select():
                selects.append(each)
            case _:
                assert_never(each)
    if labels:
        _line(console, "  ".join(labels), "dim")
    for select in selects:
        _line(console, f"{select.label} [{select.act}]", "dim")
        _list(console, (label for _, label in select.options))


def _list(console: Console, items: Iterable[str]) -> None:
    for item in items:
        _line(console, f"  • {item}", indent="    ")


def _line(console: Console, text: str, style: str = "", indent: str = "") -> None:
    """A paragraph: on a screen wrapped between words, where a long address runs on, to be pressed and copied."""
    if not console.is_terminal:
        console.file.write(f"{text}\n")
        return
    lines = (
        wrap(line, console.width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    )
    console.out("\n".join("\n".join(line) for line in lines), style=style, highlight=False)


def _rows(console: Console, rows: Iterable[tuple[str, ...]]) -> None:
    for row in rows:
        _line(console, "\t".join(" ".join(cell.split()) for cell in row))
