"""The cards that answer `/board`: the calendar, a meeting added or cancelled, and the turns that moved by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.cards import Card, Cell, DateCell, Element, Fields, Listing, Table, Text
from models.boards.boards import Board, BoardKind, Meeting
from models.boards.cycles import Cycle
from models.boards.meetings import Added, MovedTurn
from models.boards.rota import Group
from models.record.rules import Rules
from papers.wording import day, joined, plural, weekday

CLEAR_DAYS = 5
"""The clear working days that the law gives the papers of a council's committees (`domain.md` 4.4)."""

_RETURNS = {
    "commission": ("Commission", "returns are commissioned"),
    "return_due": ("Return due", "returns are due"),
    "quality_check": ("Quality check", "returns are checked"),
    "freeze": ("Freeze", "the position is frozen"),
}
_PAPERS = {"publish_by": ("Publish by", "the pack is published at the latest")}
_STEPS = _RETURNS | _PAPERS
"""The days of a cycle by name, with their labels and what happens on them."""


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting that lies ahead: its board, its days, the partnership boards that report, and whether it is frozen."""

    meeting: Meeting
    board: Board
    cycle: Cycle
    group: Group
    frozen: bool

    @property
    def steps(self) -> dict[str, date]:
        """Its days by name. Returns are asked for by the improvement board; for others there are only the papers."""
        wanted = _STEPS if self.board.kind is BoardKind.IMPROVEMENT else _PAPERS
        return {name: getattr(self.cycle, name) for name in wanted}


@dataclass(frozen=True)
class Boards:
    """The boards of the organisation, as a card names them."""

    all: Sequence[Board]

    def names(self, group: Group) -> list[str]:
        """The short names of some boards."""
        return [each.short_name or each.name for each in self.all if each.id in group]

    def reporting(self, group: Group) -> str:
        """Who reports in turn, in a cell: `HSCP, CPB`."""
        return ", ".join(self.names(group)) or "nobody"

    def delivery(self) -> list[str]:
        """The short names of those that report every time."""
        return [each.short_name or each.name for each in self.all if each.kind is BoardKind.DELIVERY]


@dataclass(frozen=True)
class Following:
    """A meeting that follows another one after some weeks, and who reports to it in turn; `moved` is why nobody works
    on the day that it would have been, empty where it is that day.
    """

    on: date
    group: Group
    moved: str


def calendar(coming: Sequence[ComingMeeting], more: int, boards: Boards, rules: Rules, today: date) -> Card:
    """The meetings ahead with their days, what comes next, and what kind of rule each day is.

    `coming` are in the order of their days, cancelled ones among them; `more` is how many are not shown.
    """
    standing = [each for each in coming if each.meeting.cancelled is None]
    gone = [each for each in coming if each.meeting.cancelled is not None]
    if not coming:
        said = "No meeting is planned. The secretariat adds one with /board new and a date."
        return Card("The calendar", (Text(said),), data={"meetings": [], "next": []})
    following = _next_steps(standing, rules, today)
    body: list[Element] = [Text(_in_words(each), "strong") for each in following]
    if standing:
        columns = ("Meeting", "Board", *(label for label, _ in _STEPS.values()), "Reports in turn")
        body.append(Table("The coming meetings", columns, tuple(_row(each, boards) for each in standing)))
    if more:
        body.append(Text(f"And {more} more after these."))
    if gone:
        lines = tuple(f"{each.board.name}, {day(each.meeting.on)}: {each.meeting.cancelled}" for each in gone)
        body += [Text("Cancelled", "heading"), Listing(lines)]
    if boards.delivery():
        body.append(Text(f"Delivery boards report to every improvement board: {joined(boards.delivery())}."))
    body += [Text("Whose rule each day is", "heading"), Listing(_standing(rules))]
    data = {
        "meetings": [_as_data(each, boards) for each in coming],
        "next": [each | {"on": each["on"].isoformat(), "meeting": each["meeting"].isoformat()} for each in following],
    }
    return Card("The calendar", tuple(body), data=data)


def added(found: Added, coming: ComingMeeting, again: str | None, boards: Boards, today: date) -> Card:
    """A meeting that was added, its days, and the turns that moved. `again` is why it had been cancelled, if it had."""
    on = coming.meeting.on
    body: list[Element] = [Text(f"The {coming.board.name} meets on {weekday(on)}.", "strong")]
    if again is not None:
        body.append(Text(f"It had been cancelled ({again}) and is taken up again."))
    body.append(Fields(tuple((_STEPS[name][0], DateCell(when)) for name, when in coming.steps.items())))
    behind = [_STEPS[name][0].lower() for name, when in coming.steps.items() if when < today]
    if behind:
        verb = "has" if len(behind) == 1 else "have"
        body.append(Text(f"Mind the time: its {joined(behind)} {verb} passed already."))
    if coming.board.kind is BoardKind.IMPROVEMENT:
        body.append(Text(_who_reports(found, boards)))
        body += _moved(found.moved, boards)
    data = {"meeting": _as_data(coming, boards), "moved": _moved_data(found.moved, boards)}
    return Card("Meeting added" if again is None else "Meeting taken up again", tuple(body), data=data)


def with_those_that_follow(first: Card, weeks: int, following: Sequence[Following], boards: Boards) -> Card:
    """The card of a meeting that was added, with those that follow it every so many weeks."""
    if not following:
        return first
    said = Text(f"And every {plural(weeks, 'week') if weeks > 1 else 'week'} after it, for a year:")
    lines = []
    for each in following:
        group = f"; reports in turn: {joined(boards.names(each.group))}" if each.group else ""
        moved = f" (it would have been {rest_said(each.moved)})" if each.moved else ""
        lines.append(f"{weekday(each.on)}{moved}{group}")
    data = {**first.data, "following": [each.on.isoformat() for each in following]}
    return replace(
        first,
        title=f"{len(following) + 1} meetings added",
        body=(*first.body, said, Listing(tuple(lines))),
        data=data,
    )


def rest_said(why: str) -> str:
    """Why nobody works on a day, in a sentence: “at a weekend”, “on Christmas Day”."""
    return "at a weekend" if why == "weekend" else f"on {why}"


def cancelled(board: Board, on: date, reason: str, moved: Sequence[MovedTurn], boards: Boards) -> Card:
    """A meeting that was cancelled, and the turns that moved."""
    said = Text(f"The {board.name} of {weekday(on)} is cancelled: {reason}", "strong")
    again = Text(f"To take it up again: /board new {day(on)}{name_typed(board)}", "muted")
    data = {"cancelled": on.isoformat(), "board": board.name, "moved": _moved_data(moved, boards)}
    turns = _moved(moved, boards) if board.kind is BoardKind.IMPROVEMENT else []
    return Card("Meeting cancelled", (said, *turns, again), data=data)


def name_typed(board: Board) -> str:
    """What is typed after a date to mean this board: nothing for the improvement board."""
    return "" if board.kind is BoardKind.IMPROVEMENT else f' "{board.name}"'


def _row(each: ComingMeeting, boards: Boards) -> tuple[Cell, ...]:
    steps = each.steps
    days = (DateCell(steps[name]) if name in steps else "" for name in _STEPS)
    last = boards.reporting(each.group) if each.board.kind is BoardKind.IMPROVEMENT else ""
    return (DateCell(each.meeting.on), each.board.name, *days, last)


def _next_steps(standing: Iterable[ComingMeeting], rules: Rules, today: date) -> list[dict[str, Any]]:
    """What comes next for the improvement board's meetings, up to the one that returns are collected for."""
    found = []
    for each in standing:
        if each.board.kind is not BoardKind.IMPROVEMENT:
            continue
        steps = each.steps | {"meeting": each.meeting.on}
        done = _RETURNS if each.frozen else ()
        step, on = next((name, on) for name, on in steps.items() if on >= today and name not in done)
        ahead = len(rules.days.between(today, on)) + 1 if on > today else 0
        found.append({"meeting": each.meeting.on, "step": step, "on": on, "working_days": ahead})
        if not each.frozen and each.cycle.freeze >= today:
            break
    return found


def _in_words(following: Mapping[str, Any]) -> str:
    meeting, step, on, ahead = (following[name] for name in ("meeting", "step", "on", "working_days"))
    when = f"in {plural(ahead, 'working day')}" if ahead else "today"
    if step == "meeting":
        return f"The board of {day(meeting)} meets {f'on {on:%A}, {when}' if ahead else when}."
    return f"Board of {day(meeting)}: {_STEPS[step][1]} on {weekday(on)}, {when}."


def _standing(rules: Rules) -> tuple[str, ...]:
    """Whether each day is statutory, constitutional or a rule of the house."""
    clear = rules.publish_before - 1
    short = "" if clear >= CLEAR_DAYS else " These days leave fewer."
    return (
        "Commission, return due, quality check and freeze: house rules, which the secretariat may change.",
        f"Publish by: {plural(clear, 'clear working day')} before the meeting. For a board of officers that is a house "
        f"rule; for the executive and committees of the council {CLEAR_DAYS} are statutory.{short}",
        "None of these days is constitutional.",
    )


def _who_reports(found: Added, boards: Boards) -> str:
    if found.group:
        names = boards.names(found.group)
        verb = "reports" if len(names) == 1 else "report"
        return f"{joined(names)} {verb} to it; delivery boards report as always."
    if found.commissioned:
        return (
            f"No partnership board reports: the next turn, at the board of {day(found.commissioned)}, has been "
            "commissioned already. Delivery boards report as always."
        )
    return "No partnership board reports; delivery boards report as always."


def _moved(moved: Sequence[MovedTurn], boards: Boards) -> list[Element]:
    if not moved:
        return [Text("No other meeting's turn changes.")]
    rows = tuple((DateCell(each.on), boards.reporting(each.before), boards.reporting(each.after)) for each in moved)
    return [Table("Turns that go on from there", ("Meeting", "Until now", "From now on"), rows)]


def _moved_data(moved: Iterable[MovedTurn], boards: Boards) -> list[dict[str, Any]]:
    return [
        {"meeting": each.on.isoformat(), "before": boards.names(each.before), "after": boards.names(each.after)}
        for each in moved
    ]


def _as_data(each: ComingMeeting, boards: Boards) -> dict[str, Any]:
    days: dict[str, str | None] = dict.fromkeys(_STEPS)
    cancelled = each.meeting.cancelled is not None
    days |= {} if cancelled else {name: on.isoformat() for name, on in each.steps.items()}
    return {
        "meeting": each.meeting.on.isoformat(),
        "board": each.board.name,
        **days,
        "reporting": [] if cancelled else boards.names(each.group),
        "frozen": each.frozen,
        "cancelled": each.meeting.cancelled,
    }
