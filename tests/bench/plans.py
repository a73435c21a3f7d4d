"""Plans of any size, taken into a fresh record the way an import does it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from bot.process import open_dispatcher
from bot.settings import Settings
from bot.terminal.plans import take_plan
from handlers.dispatcher import Dispatcher
from models.plan.deadlines import Deadline, Precision
from models.plan.ratings import Rating
from papers.plan.contents import ActionRow, BoardRow, EarlierBoardRow, MeetingRow, PersonRow, PlanFile
from papers.plan.reading import read_plan
from papers.plan.writing import write_plan

NOW = datetime(2023, 6, 7, 9, 0, tzinfo=UTC)
BOARDS = ("Practice", "Workforce", "Commissioning")
RATINGS = (Rating.NOT_STARTED, Rating.DONE, Rating.OFF_TRACK, Rating.AT_RISK, Rating.ON_TRACK)
FEW_RED = (Rating.DONE,) * 16 + (Rating.AT_RISK,) * 9 + (Rating.ON_TRACK,) * 6 + (Rating.OFF_TRACK,)
"""What a plan really looks like: about one Red in 32."""


def dispatcher_with(folder: Path, actions: int, meetings: int) -> Dispatcher:
    """A dispatcher on a new SQLite record with so many actions and so many frozen meetings; person 1 chairs the
    board.
    """
    settings = Settings(database_url=f"sqlite:///{folder / f'{actions}-{meetings}.db'}")
    with open_dispatcher(settings, NOW, begins=True) as dispatcher:
        take_plan(dispatcher, settings, plan_of(actions, meetings), "bench")
    return dispatcher


def plan_of(actions: int, meetings: int) -> PlanFile:
    """A plan with everything that an import can bring."""
    refs = [f"{1 + index % 10}.{1 + index // 10}" for index in range(actions)]
    rows = tuple(_action(index, ref) for index, ref in enumerate(refs))
    days = [date(2023, 6, 7) - timedelta(days=42 * back) for back in range(meetings, 0, -1)]
    return PlanFile(
        sheet="Actions",
        header_row=1,
        columns=(),
        rows=rows,
        boards=(
            BoardRow("", "Improvement Board", None, "improvement"),
            *(BoardRow("", f"{name} Board", name, "delivery") for name in BOARDS),
        ),
        people=(
            PersonRow("", "Chair", "chair", "Improvement Board", "Chair", "chair@example.org"),
            *(PersonRow("", f"{name} SRO", "SRO", name, None, f"{name.lower()}@example.org") for name in BOARDS),
        ),
        meetings=tuple(MeetingRow("", "Improvement Board", day) for day in (*days, date(2023, 6, 7))),
        snapshots=tuple(
            EarlierBoardRow("", day, ref, FEW_RED[(index + turn) % 32], RATINGS[(index + turn) % 5])
            for turn, day in enumerate(days)
            for index, ref in enumerate(refs)
        ),
    )


def spreadsheet_of(actions: int) -> bytes:
    """A workbook with so many actions, and nothing else."""
    plan, buffer = plan_of(actions, 0), BytesIO()
    alone = PlanFile(sheet=plan.sheet, header_row=plan.header_row, columns=(), rows=plan.rows)
    write_plan(alone, buffer, datetime(2023, 6, 7, tzinfo=UTC))
    return buffer.getvalue()


def example_over_and_over(times: int) -> PlanFile:
    """The example plan so many times over, in as many localities: 64 actions each, with all that is said of them."""
    example = read_plan(files("papers.example").joinpath("plan.xlsx").read_bytes(), "plan.xlsx")
    return replace(
        example,
        rows=tuple(_elsewhere(row, locality) for locality in range(times) for row in example.rows),
        snapshots=tuple(
            replace(row, ref=_ref(row.ref, locality)) for locality in range(times) for row in example.snapshots
        ),
    )


def _elsewhere(row: ActionRow, locality: int) -> ActionRow:
    """An action of the example in a locality, so that no two say the same."""
    said = f" That is in locality {locality}."
    return replace(
        row,
        ref=_ref(row.ref, locality),
        title=f"{row.title} (locality {locality})",
        commentary=row.commentary and row.commentary + said,
        difference=row.difference and row.difference + said,
    )


def _ref(ref: str, locality: int) -> str:
    area, number = ref.split(".")
    return f"{area}.{100 * locality + int(number)}"


def _action(index: int, ref: str) -> ActionRow:
    board = BOARDS[index % 3]
    return ActionRow(
        place=f"Actions!A{index + 2}",
        ref=ref,
        title=f"Bring step {index} of the plan into everyday work",
        area_number=1 + index % 10,
        area_title=f"Theme {1 + index % 10}",
        board=f"{board} Board",
        owner=f"{board} SRO",
        due=Deadline(date(2023, 9, 30), Precision.DAY),
        activity=FEW_RED[index % 32],
        impact=FEW_RED[(index * 7) % 32],
        commentary=f"In this period step {index} went ahead as planned, and the team reports on it monthly.",
        updated=date(2023, 5, 24),
    )
