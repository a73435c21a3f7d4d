"""An import of 10,000 rows, record and all, against pandas, which reads the spreadsheet and puts it into a table."""

import sqlite3
import time
from contextlib import closing
from io import BytesIO
from itertools import count
from pathlib import Path

import pandas  # type: ignore[import-not-found,import-untyped,unused-ignore]

from bot.process import open_dispatcher
from bot.settings import Settings
from bot.terminal.plans import take_file
from tests.bench.measuring import Measurement, side_by_side
from tests.bench.plans import NOW, spreadsheet_of


def import_of_10_000(folder: Path) -> Measurement:
    """Reading, checking, comparing and writing all rows into an empty record, in one transaction, every change logged.

    By the time of the processor that this process has: both do one thing after the other.
    """
    content, fresh = spreadsheet_of(10_000), count()
    settings = Settings(database_url="sqlite://")

    def begin() -> None:
        settings.database_url = f"sqlite:///{folder / f'import-{next(fresh)}.db'}"
        with open_dispatcher(settings, NOW, begins=True):
            pass

    def ours() -> None:
        with open_dispatcher(settings, NOW) as dispatcher:
            card = take_file(dispatcher, settings, content, "plan.xlsx")
        assert len(card.data["added"]) == 10_000

    def theirs() -> None:
        with closing(sqlite3.connect(folder / "pandas.db")) as database:
            rows = pandas.read_excel(BytesIO(content)).to_sql("actions", database, if_exists="replace")
        assert rows == 10_000

    begin()
    against = "pandas.read_excel and to_sql"
    return side_by_side("import of 10,000 rows", against, 1.2, ours, theirs, 5, begin, time.process_time)


ALL = (import_of_10_000,)
