"""A card's parts where there is no terminal, in a pipe or a file: nothing is broken at a width; a table has one row a
line, tabs between its cells.
"""

import sys
from collections.abc import Iterable

from handlers.cards import Fields, Table
from handlers.printed_cells import cell_words, printed_rows


class Lines:
    """Standard output that is no terminal: paragraphs and rows as they are, a line each."""

    def paragraph(self, text: str, style: str = "plain", indent: str = "") -> None:  # noqa: ARG002
        """`text` in the style of a card's; of a line that goes on, the rest is indented."""
        sys.stdout.write(f"{text}\n")

    def rule(self) -> None:
        """What stands between two parts."""
        self.paragraph("")

    def fields(self, fields: Fields) -> None:
        """Names and values."""
        self._rows((label, cell_words(value)) for label, value in fields.pairs)

    def table(self, table: Table) -> None:
        """A table under its caption."""
        self.paragraph(table.caption)
        self._rows((table.columns, *printed_rows(table)))

    def _rows(self, rows: Iterable[tuple[str, ...]]) -> None:
        for row in rows:
            self.paragraph("\t".join(" ".join(cell.split()) for cell in row))
