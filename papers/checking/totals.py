"""Rows of totals that are called something else: “Group”, “Region”, the name of the trust."""

from dataclasses import replace
from decimal import Decimal

from papers.checking.counting import TOTAL
from papers.checking.figures import read_cell
from papers.checking.paper import Paper, Table


def with_totals(paper: Paper) -> Paper:
    """The paper, with each last row that is the sum of those above it called so: “Group (the total)”."""
    return replace(paper, blocks=[_called_so(each) if type(each) is Table else each for each in paper.blocks])


def _called_so(table: Table) -> Table:
    rows = [row for row in table.rows[table.heading_rows :] if row[0].strip()]
    if len(rows) < 4 or not table.heading_rows or rows[-1] is not table.rows[-1]:
        return table
    if any(TOTAL.fullmatch(row[0].strip()) for row in rows):
        return table
    read = [[read_cell(cell).number for cell in row[1:]] for row in rows]
    columns = [column for column in zip(*read, strict=True) if None not in column and any(column)]
    added = [sum(filter(None, above), Decimal(0)) == last for *above, last in columns]
    if len(added) < 2 or sum(added) < 2 or sum(added) * 3 < len(added) * 2:
        return table
    return replace(table, rows=(*table.rows[:-1], (f"{rows[-1][0]} (the total)", *table.rows[-1][1:])))
