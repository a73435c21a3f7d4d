"""The card of `/brag matrix`: from which rating to which since the last board, and who joined and left the Reds."""

from handlers.brag import sentences
from handlers.brag.cards import ViewHeading, view_of
from handlers.cards import Card, Cell, NumberCell, RatingCell, Table, Text
from models.position.movements import MovementMatrix, Movements
from papers.wording import NOT_COUNTED_BEFORE, NOT_COUNTED_NOW, day


def matrix(heading: ViewHeading, found: Movements | None) -> Card:
    """A table for each rating: those that had a rating before stand in its row, those that have one now in its column.
    Without an earlier board there is none.
    """
    title = heading.title("Movement matrix")
    if found is None or heading.position.previous is None:
        nothing = tuple(Text(each) for each in (sentences.NO_EARLIER_BOARD, heading.uncompared) if each)
        return Card(title, nothing)
    since = heading.position.previous[1].on
    said = f"From the row, on {day(since)}, to the column, now. What did not move stands where both are the same."
    said_of_reds = sentences.off_track_change_said(found)
    tables = [_table(each) for each in found.matrices]
    data = {
        "since": since.isoformat(),
        "matrix": {each.by: _steps(each) for each in found.matrices},
        "off_track": {
            way: [each.ref for each in crossed] for way, crossed in (("joined", found.joined), ("left", found.left))
        },
    }
    about = tuple(each.ref for each in found.joined)
    body = view_of(heading, said, *([Text(said_of_reds)] if said_of_reds else []), *tables)
    return Card(title, body, about=about, data=data)


def _table(of: MovementMatrix) -> Table:
    columns = [NOT_COUNTED_NOW if each is None else each.word for each in of.to]
    rows: list[tuple[Cell, ...]] = [
        (
            NOT_COUNTED_BEFORE if row.was is None else RatingCell(row.was),
            *(NumberCell(count) for count in row.counts),
            NumberCell(row.total),
        )
        for row in of.rows
    ]
    rows.append(("Total", *(NumberCell(total) for total in of.totals), NumberCell(of.total)))
    return Table(f"{of.by.capitalize()}: from, and to", ("From", *columns, "Total"), tuple(rows))


def _steps(of: MovementMatrix) -> list[dict[str, str | int | None]]:
    """The cells that count anything, as data."""
    return [
        {"from": row.was.as_data if row.was else None, "to": now.as_data if now else None, "count": count}
        for row in of.rows
        for now, count in zip(of.to, row.counts, strict=True)
        if count
    ]
