"""A card's parts on a terminal, drawn by Rich: a script that reads lines in a pipe does not wait for it."""

from textwrap import wrap

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Line

from bot.terminal.lines import Lines
from handlers.cards import Fields, Table
from handlers.printed_cells import cell_words, number_columns, printed_rows

_STYLES = {"plain": "", "strong": "bold", "heading": "bold underline", "muted": "dim", "quote": "italic"}


class Screen(Lines):
    """The terminal that a person sits at: wrapped between words, tables in columns."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console()

    def paragraph(self, text: str, style: str = "plain", indent: str = "") -> None:
        """Wrapped between words, where a long address runs on, to be pressed and copied."""
        lines = (
            wrap(line, self._console.width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
            for line in text.splitlines()
        )
        self._console.out("\n".join("\n".join(line) for line in lines), style=_STYLES[style], highlight=False)

    def rule(self) -> None:
        """A line across."""
        self._console.rule()

    def fields(self, fields: Fields) -> None:
        """Names and values in two columns."""
        grid = Grid.grid(padding=(0, 2))
        for label, value in fields.pairs:
            grid.add_row(Line(label, style="dim"), Line(cell_words(value)))
        self._console.print(grid)

    def table(self, table: Table) -> None:
        """In columns, numbers to the right."""
        grid = Grid(title=Line(table.caption), box=box.SIMPLE_HEAD, title_justify="left")
        for column, numbers in zip(table.columns, number_columns(table), strict=True):
            # An address is of no use when it is cut.
            grid.add_column(Line(column), overflow="fold", justify="right" if numbers else "left")
        for row in printed_rows(table):
            grid.add_row(*map(Line, row))
        self._console.print(grid)
