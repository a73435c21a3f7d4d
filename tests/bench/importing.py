"""An import of 10,000 rows, record and all, against openpyxl merely reading them."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path

import openpyxl

from bot.process import open_dispatcher
from bot.settings import Settings
from bot.terminal.plans import take_file
from papers.plan.contents import PlanFile
from papers.plan.writing import write_plan
from tests.bench.measuring import Measurement, side_by_side
from tests.bench.plans import NOW, plan_of


def import_of_10_000(folder: Path) -> Measurement:
    """Reading, comparing and writing all rows into a new record, in one transaction."""
    buffer = BytesIO()
    write_plan(_actions_only(plan_of(10_000, 0)), buffer, datetime(2023, 6, 7, tzinfo=UTC))
    content, fresh = buffer.getvalue(), count()

    def ours() -> None:
        settings = Settings(database_url=f"sqlite:///{folder / f'import-{next(fresh)}.db'}")
        with open_dispatcher(settings, NOW, begins=True) as dispatcher:
            card = take_file(dispatcher, settings, content, "plan.xlsx")
        assert len(card.data["added"]) == 10_000

    def theirs() -> None:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        assert sum(1 for row in book["Actions"].iter_rows(values_only=True) if row[0]) >= 10_000

    return side_by_side("import of 10,000 rows", "openpyxl reading them", 3, ours, theirs, 3)


def _actions_only(plan: PlanFile) -> PlanFile:
    return PlanFile(sheet=plan.sheet, header_row=plan.header_row, columns=(), rows=plan.rows)


ALL = (import_of_10_000,)
