"""Figures by the names under which they are bound in a written section: one table of them, live or frozen.

Called where a section is written, to show what it says now, and where a pack is compiled, with the frozen figures.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from sqlmodel import Session

from handlers.brag import sentences
from handlers.brag.figures import Figures, gather
from handlers.errors import Mistake
from handlers.grammar import nearest
from handlers.requests import Request
from models.boards.boards import Board, Meeting
from models.boards.cycles import data_month
from models.plan.actions import living_plan
from models.plan.ratings import Rating, RatingClass, in_scale, scale
from models.position.counting import Breakdown, Count, Scope
from models.position.position import frozen_position, position_at
from models.position.snapshots import Snapshot, snapshot_of
from models.record.rules import rules_of
from papers.bound_figures import bound_in, name_of
from papers.outlines import Outline
from papers.wording import day, joined, moment, weekday


class NamedFigure(NamedTuple):
    """A figure by its name, as it is printed; empty where there is none, such as of a board before the first."""

    name: str
    printed: str
    what: str


@dataclass(frozen=True)
class NamedFigures:
    """All figures that can be bound, and on what they rest, in a sentence."""

    table: tuple[NamedFigure, ...]
    rest_on: str

    @property
    def printed(self) -> Mapping[str, str]:
        """Those that there are, by name."""
        return {each.name: each.printed for each in self.table if each.printed}


def figures_named(session: Session, request: Request, meeting: Meeting) -> NamedFigures:
    """The figures of a meeting: frozen, if they are, or as they stand now."""
    organisation_id = request.asker.organisation_id
    plan = living_plan(session, organisation_id)
    board = session.get_one(Board, meeting.board_id)
    snapshot = snapshot_of(session, meeting.id)
    if plan is None:
        return NamedFigures((), "There is no plan yet, so there is no figure.")
    if snapshot:
        position = frozen_position(session, organisation_id, meeting, snapshot, rules_of(session, organisation_id))
    else:
        position = position_at(session, plan, request.now, request.today)
    with in_scale(position.scale):
        table = named_figures(gather(session, position, Scope()), board.name, meeting, plan.title)
    return NamedFigures(table, _rest_on(board, meeting, snapshot, request))


def _rest_on(board: Board, meeting: Meeting, snapshot: Snapshot | None, request: Request) -> str:
    of = f"{board.name} of {day(meeting.on)}"
    if snapshot:
        fixed = moment(snapshot.frozen_at, request.zone)
        return f"Figures for the {of}, as they were fixed on {fixed} (version {snapshot.version})."
    return f"Figures for the {of} as they stand now: the pack prints those of its freeze."


def named_figures(figures: Figures, board: str, meeting: Meeting, plan: str) -> tuple[NamedFigure, ...]:
    """The table: every name, what it prints, and what that is."""
    before = figures.previous[1].on if figures.previous else None
    month = meeting.data_month or data_month(meeting.on)
    known = figures.known
    return (
        NamedFigure("headline", sentences.headline(figures), "the headline of the pack"),
        *_counted("on_track", "on track", figures, lambda of: of.on_track),
        *(
            NamedFigure(f"total.{when}", str(of.total) if of else "", f"the number of actions {said}")
            for when, said, of in _moments(figures)
        ),
        *_by_rating(figures),
        *_reds(figures),
        NamedFigure(
            "done_without_impact",
            str(figures.current.blue_without_impact) if scale().rates_impact else "",
            "how many are done and have no impact to show",
        ),
        *(
            NamedFigure(f"updates.{name}", str(getattr(known, name)) if known else "", f"updates {what}")
            for name, what in (
                ("expected", "expected for the meeting"),
                ("received", "received, “no change” left out"),
                ("no_change", "that say “no change”"),
                ("missing", "missing"),
            )
        ),
        NamedFigure("data_month", f"{month:%B %Y}", "the month that the data are of"),
        NamedFigure("meeting", day(meeting.on), "the day of the meeting"),
        NamedFigure("meeting.weekday", weekday(meeting.on), "the same with its day of the week"),
        NamedFigure("previous_meeting", _day(before), "the day of the board that it is compared with"),
        NamedFigure("board", board, "the board that meets"),
        NamedFigure("plan", plan, "the plan"),
    )


def _day(on: date | None) -> str:
    return day(on) if on else ""


_ENDS = (("", ""), (".count", ", how many"), (".percent", ", the share"))


def _moments(figures: Figures) -> tuple[tuple[str, str, Breakdown | None], ...]:
    before = figures.previous[0] if figures.previous else None
    return ("current", "now", figures.current), ("previous", "at the board before", before)


def _counted(
    name: str, what: str, figures: Figures, count_of: Callable[[Breakdown], Count | None]
) -> list[NamedFigure]:
    """A count in three ways, now and at the board before: `44 of 64 (68.75%)`, `44`, `68.75%`."""
    found = []
    for when, said, of in _moments(figures):
        count = count_of(of) if of else None
        ways = (
            (f"{count.count} of {of.total} ({count.percent}%)", str(count.count), f"{count.percent}%")
            if of and count
            else ("",) * 3
        )
        found += [
            NamedFigure(f"{name}.{when}{end}", printed, f"{what} {said}{how}")
            for printed, (end, how) in zip(ways, _ENDS, strict=True)
        ]
    return found


def _by_rating(figures: Figures) -> list[NamedFigure]:
    found: list[NamedFigure] = []
    for rated in scale().rated:
        for level in scale().levels:
            what = f"{level.name} on {rated}" if len(scale().rated) > 1 else level.name
            found += _counted(f"{name_of(level.name)}.{rated}", what, figures, partial(_rated, rated, level.rating))
    return found


def _rated(rated: str, rating: Rating, of: Breakdown) -> Count | None:
    counts: Mapping[Rating, Count] = getattr(of, rated)
    return counts[rating] if rated in of.rated else None


def _reds(figures: Figures) -> list[NamedFigure]:
    called = scale().many(RatingClass.OFF_TRACK)
    refs = joined([each.ref for each in figures.reds])
    return [
        NamedFigure("reds", str(len(figures.reds)), f"how many {called} there are, by either rating"),
        NamedFigure("reds.refs", refs or "none", f"the refs of the {called}"),
    ]


def refuse_unknown(text: str, figures: NamedFigures, outline: Outline, appendices: int) -> None:
    """Raise a `Mistake` for the first name in a text that is none of a figure, a section or one of so many appendices,
    with the nearest ones.
    """
    referred = {*outline.named, *(f"appendix_{at}" for at in range(1, appendices + 1))}
    known = {each.name: each.printed for each in figures.table}
    for each in bound_in(text):
        if each.passage:
            continue
        names = referred if each.to else known
        name = each.to or each.name
        if name not in names:
            if each.to and (number := name.removeprefix("appendix_")).isdigit():
                raise Mistake(
                    f"There is no appendix {number} yet: it is attached first. Nothing was kept.",
                    typed=each.typed,
                    example="/pack appendices",
                )
            nearby = nearest(name, names, likeness=0.5)
            like = [f"{{{{ ref {_spoken(near)} }}}}" if each.to else f"{{{{ {near} }}}}" for near in nearby]
            hint = f" Did you mean {joined(like, 'or')}?" if like else ""
            said = f"There is no section “{_spoken(name)}”." if each.to else f"There is no figure “{name}”."
            raise Mistake(f"{said}{hint} Nothing was kept.", typed=each.typed, example="/pack figures")
        if not each.to and not known[name]:
            raise Mistake(
                f"“{name}” has no value: no earlier board was published, or it was not recorded. Nothing was kept.",
                typed=each.typed,
                example="/pack figures",
            )


def _spoken(name: str) -> str:
    """The name of a section as one types it."""
    return name.replace("_", " ")
