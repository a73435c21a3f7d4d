"""Columns that follow from others of their table, as most of their rows show: days overdue, weeks between two days, a
score that is a product. The rows that do not fit are wrong.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from papers.checking.dates import day_of
from papers.checking.figures import as_printed, is_share, read_cell, share
from papers.checking.paper import Finding, Paper, Table

_DAYS = re.compile(r"\bdays\b.*\b(?:overdue|late|slip\w*)|\b(?:overdue|late)\b.*\bdays\b", re.IGNORECASE)
_WEEKS_LATE = re.compile(r"\bweeks?\b.*\b(?:overdue|late)\b|\b(?:overdue|late)\b.*\bweeks?\b", re.IGNORECASE)
_WEEKS = re.compile(r"\bweeks\b|\bslip\w*\b.*\bweeks\b", re.IGNORECASE)
_SCORE = re.compile(r"^(?:risk )?(?:score|rating|total|residual score|overall)$", re.IGNORECASE)
_LIKELY = re.compile(r"\b(?:likelihood|probability|l)\b", re.IGNORECASE)
_IMPACT = re.compile(r"\b(?:impact|severity|consequence|i)\b", re.IGNORECASE)


def derived_columns(paper: Paper) -> Iterator[Finding]:
    """The rows that do not fit."""
    for table in paper.tables:
        if not table.heading_rows:
            continue
        heads = table.rows[table.heading_rows - 1]
        for at, head in enumerate(heads):
            if _DAYS.search(head):
                yield from _since_a_day(table, at)
            elif _WEEKS_LATE.search(head):
                yield from _weeks_since(table, at)
            elif _WEEKS.search(head):
                yield from _weeks_between(table, at)
            elif re.search(r"\brate\b|%|\bshare\b|per ?cent", head, re.IGNORECASE):
                yield from _what_is_left(table, at)
            elif _SCORE.match(head.strip()):
                yield from _product(table, at)


def _number(text: str) -> int | None:
    number = read_cell(text).number
    return int(number) if number is not None and number == number.to_integral_value() else None


def _body(table: Table) -> range:
    return range(table.heading_rows, len(table.rows))


def _since_a_day(table: Table, at: int) -> Iterator[Finding]:
    """Days that count from a day of the row to the same day for all."""
    for column in range(1, at):
        rows = [
            (row, on, days)
            for row in _body(table)
            if (on := day_of(table.rows[row][column])) and (days := _number(table.rows[row][at])) is not None
        ]
        ends = Counter(on.toordinal() + days for _, on, days in rows)
        if not ends or len(rows) < 3:
            continue
        end, fitting = ends.most_common(1)[0]
        if fitting < 2 or fitting * 2 <= len(rows):
            continue
        for row, on, days in rows:
            if (right := end - on.toordinal()) != days:
                why = (
                    f"The other rows count to the same day, to which it is {right} days from {table.rows[row][column]}."
                )
                yield Finding(table.cell_place(row, at), str(days), str(right), why)
        return


def _weeks_since(table: Table, at: int) -> Iterator[Finding]:
    """Weeks that count from a day of the row to about the same day for all."""
    for column in range(1, at):
        rows = [
            (row, on.toordinal() + 7 * weeks, weeks)
            for row in _body(table)
            if (on := day_of(table.rows[row][column])) and (weeks := _number(table.rows[row][at])) is not None
        ]
        if len(rows) < 4:
            continue
        known = [end for _, end, _ in rows]
        ways = []
        for low, high in ((-3, 3), (0, 6)):  # whole weeks, rounded or cut off
            days = {
                each: sum(low <= each - end <= high for end in known)
                for end in known
                for each in range(end + low, end + high + 1)
            }
            day = max(days, key=lambda each: (days[each], -each))
            ways.append((len(rows) - days[day], day, low, high))
        many, day, low, high = min(ways)
        for row, end, weeks in rows if many == 1 else ():
            if not low <= day - end <= high:
                right = weeks + round((day - end) / 7)
                why = f"The others count to about one day, to which it is {right} weeks from {table.rows[row][column]}."
                yield Finding(table.cell_place(row, at), str(weeks), str(right), why)
        return


def _weeks_between(table: Table, at: int) -> Iterator[Finding]:
    """Weeks between two days of the row."""
    columns = [each for each in range(1, at) if all(day_of(table.rows[row][each]) for row in _body(table))]
    if len(columns) != 2:
        return
    rows = []
    for row in _body(table):
        one, other = (day_of(table.rows[row][each]) for each in columns)
        weeks = _number(table.rows[row][at])
        if one and other and weeks is not None:
            rows.append((row, weeks, Decimal((other - one).days) / 7))
    wrong = [each for each in rows if abs(each[1] - each[2]) >= 1]
    if len(rows) < 3 or len(wrong) * 2 >= len(rows):
        return
    for row, weeks, right in wrong:
        why = f"From {table.rows[row][columns[0]]} to {table.rows[row][columns[1]]} it is {round(right)} weeks."
        yield Finding(table.cell_place(row, at), str(weeks), str(round(right)), why)


def _product(table: Table, at: int) -> Iterator[Finding]:
    """A score of likelihood and impact."""
    heads = table.rows[table.heading_rows - 1]
    likely = [each for each in range(1, at) if _LIKELY.search(heads[each])]
    impact = [each for each in range(1, at) if _IMPACT.search(heads[each])]
    if len(likely) != 1 or len(impact) != 1 or likely == impact:
        return
    rows = [
        (row, score, a * b, a, b)
        for row in _body(table)
        if (score := _number(table.rows[row][at])) is not None
        and (a := _number(table.rows[row][likely[0]])) is not None
        and (b := _number(table.rows[row][impact[0]])) is not None
    ]
    wrong = [each for each in rows if each[1] != each[2]]
    if len(rows) < 3 or len(wrong) * 2 >= len(rows):
        return
    for row, score, right, a, b in wrong:
        yield Finding(table.cell_place(row, at), str(score), str(right), f"{a} × {b} is {right}, as in the other rows.")


def _what_is_left(table: Table, at: int) -> Iterator[Finding]:
    """A rate of what is left: vacancies of posts, of which most are filled."""
    for of in range(1, at):
        for part in range(1, at):
            rows = [
                (row, printed, whole - done, whole)
                for row in _body(table)
                if (printed := read_cell(table.rows[row][at]).percent)
                and (whole := read_cell(table.rows[row][of]).number)
                and (done := read_cell(table.rows[row][part]).number) is not None
                and 0 <= done <= whole
            ]
            wrong = [each for each in rows if not is_share(*each[1:])]
            if of == part or len(rows) < 4 or len(rows) < len(_body(table)) or len(wrong) * 3 > len(rows):
                continue
            for row, printed, left, whole in wrong:
                right = as_printed(share(left, whole, printed.places))
                yield Finding(table.cell_place(row, at), printed.text, right, f"{left:,} of {whole:,} is {right}.")
            return
