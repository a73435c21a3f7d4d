"""A card in the terminal: text with native tables, or its data as JSON."""

import json
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Line

from handlers.cards import Actions, Button, Card, Divider, Element, Fields, Files, Image, Listing, Modal, Table, Text
from handlers.words import file_words, in_words

_STYLES = {"plain": "", "strong": "bold", "heading": "bold underline", "muted": "dim", "quote": "italic"}


def print_json(data: Any) -> None:
    """JSON on standard output, readable."""
    typed = json.dumps(data, indent=2, ensure_ascii=False, default=str)
    print(typed)  # noqa: T201


def print_answer(answer: Card | Modal, console: Console | None = None) -> None:
    """The answer as text; nothing in it is read as markup."""
    console = console or Console()
    console.print(Line(answer.title, style="bold"))
    if isinstance(answer, Modal):
        console.print(Line(in_words(answer).partition("\n")[2]))
        return
    for element in answer.body:
        _print(element, console)


def _print(element: Element, console: Console) -> None:
    match element:
        case Text(text=text, style=style):
            console.print(Line(text, style=_STYLES[style]))
        case Listing(items=items):
            for item in items:
                console.print(Line(f"  • {item}"))
        case Fields(pairs=pairs):
            grid = Grid.grid(padding=(0, 2))
            for label, value in pairs:
                grid.add_row(Line(label, style="dim"), Line(value))
            console.print(grid)
        case Table(caption=caption, columns=columns, rows=rows):
            grid = Grid(title=Line(caption), box=box.SIMPLE_HEAD, title_justify="left")
            for column in columns:
                grid.add_column(Line(column), overflow="fold")  # an address is of no use when it is cut
            for row in rows:
                grid.add_row(*(Line(cell) for cell in row))
            console.print(grid)
        case Divider():
            console.rule()
        case Actions(elements=elements):
            labels = [each.label for each in elements if isinstance(each, Button)]
            if labels:
                console.print(Line("  ".join(f"[{label}]" for label in labels), style="dim"))
        case Image(title=title, alt=alt):
            console.print(Line(title, style="bold"))
            console.print(Line(alt))
        case Files(files=files):
            for file in files:
                console.print(Line(f"  • {file_words(file)}"))
