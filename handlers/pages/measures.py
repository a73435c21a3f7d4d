"""The page of the plan's measures: board by board how each stands against its target, and which are missing."""

from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.measure_numbers import number_said
from handlers.measure_words import sparkline_of, target_said
from handlers.own_plan import plan_of
from handlers.pages.told_changes import just_recorded
from handlers.plan.measures import asks_said, boards_by_id, by_board, counted_said, state_said, told_target
from handlers.registry import registry
from handlers.requests import Request
from models.decisions.measures_asked import MeasureStands, measures_in_plan
from papers.pack.sparkline import Sparkline


@dataclass(frozen=True)
class MeasureRow:
    """The measure of one action. `may_propose` and `may_give`: the visitor may propose one, or give a value of it."""

    ref: str
    title: str
    measure: str
    state: str
    lacks: bool
    value: str
    target: str
    drawn: Sparkline | None
    may_propose: bool
    may_give: bool


@dataclass(frozen=True)
class MeasuresPage:
    """Everything on the page: `boards` are the rows of each, by its name; `asks` the sentences that say what was
    asked for, by when.
    """

    said: str
    asked: str
    ways: tuple[tuple[str, str], ...]
    boards: tuple[tuple[str, tuple[MeasureRow, ...]], ...]
    asks: tuple[str, ...]
    may_ask: bool
    recorded: str


@registry.page("page.measures", right=Permission.READ)
def measures_page(session: Session, request: Request) -> MeasuresPage:
    """The measures of all actions, or of those that lack one (`show` is "missing")."""
    its_plan = plan_of(session, request)
    found = measures_in_plan(session, its_plan, request.today)
    lacking = [each for each in found if not each.is_agreed]
    asked = "missing" if request.values.get("show") == "missing" else ""
    boards = boards_by_id(session, its_plan)
    rows: dict[str, list[MeasureRow]] = {}
    for each in by_board(lacking if asked else found, boards):
        rows.setdefault(boards.get(each.action.board_id, "No board"), []).append(_row(request, each))
    return MeasuresPage(
        said=counted_said(found),
        asked=asked,
        ways=(("", f"All {len(found)}"), ("missing", f"{len(lacking) or 'None'} without an agreed one")),
        boards=tuple((board, tuple(its)) for board, its in rows.items()),
        asks=asks_said(session, its_plan, request.today, boards),
        may_ask=may(request.asker, Permission.KEEP_THE_RECORD) and any(each.lacks for each in found),
        recorded=just_recorded(session, request),
    )


def _row(request: Request, each: MeasureStands) -> MeasureRow:
    its = each.measured
    last = its.course.last if its else None
    return MeasureRow(
        ref=each.action.ref,
        title=each.action.title,
        measure=its.measure.definition if its else "",
        state=state_said(each),
        lacks=not each.is_agreed,
        value=f"{number_said(last.value, its.unit)}, {last.period.words()}" if its and last else "",
        target=told_target(target_said(its.course, last, its.unit) if its and last else "", its),
        drawn=sparkline_of(its) if its else None,
        may_propose=each.lacks and may(request.asker, Permission.PROPOSE, each.action),
        may_give=its is not None and may(request.asker, Permission.UPDATE, each.action),
    )
