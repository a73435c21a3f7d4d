"""The cards that answer `/brag`: what a chair reads before and in a meeting."""

import base64
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from handlers.brag import sentences
from handlers.brag.figures import Figures, as_json
from handlers.cards import (
    Actions,
    Button,
    Card,
    Cell,
    DateCell,
    Element,
    Image,
    Listing,
    NumberCell,
    RatingCell,
    RefCell,
    Table,
    Text,
)
from handlers.own_plan import NO_PLAN
from handlers.version_words import draft_said
from models.boards.cycles import data_month
from models.plan.ratings import Rating, RatingClass, scale
from models.plan.refs import area_in
from models.position.counting import Breakdown, Count, Standpoint
from models.position.movements import Movement, Movements
from models.position.pace import Pace
from models.position.position import Position
from models.position.slow_actions import Slow
from models.position.trend import TrendPoint
from papers.pack.trend import trend_png, trend_words
from papers.wording import day, moment, share, shortened

TREND_WIDTH = 1200
"""Pixels: sharp on a telephone, and still a small file."""

TOLD_IN_FULL = 10
"""How many Reds are told one by one; the others are listed by ref."""


@dataclass(frozen=True)
class ViewHeading:
    """What every card of `/brag` begins with: which meeting, what is covered, and whether the figures still move."""

    position: Position
    covers: str
    zone: ZoneInfo
    known: str = ""
    """How well the figures are known, beside the headline of every view but the table, which says more of it."""
    uncompared: str = ""
    """That a later board than the previous one is not compared with, and why."""
    view: str = ""
    """The words of the view, `moves worse`; empty for the table."""
    filters: str = ""
    """The filters as they were typed, without fillers and without the day of a board."""
    shares: bool = False
    """Whether the asker may still share it."""
    met: bool = False
    """Whether it is that of a board that has met: not the coming one's."""

    def title(self, what: str) -> str:
        """`what`, the meeting and the scope: "Reds for 7 June 2023: Workforce Board"."""
        meeting = f" for {day(self.position.meeting.on)}" if self.position.meeting else ""
        return f"{what}{meeting}" + (f": {self.covers}" if self.covers else "")

    def standing(self) -> str:
        """Whether it is live or frozen, and as at when."""
        if self.position.snapshot:
            fixed = self._at(self.position.snapshot.frozen_at)
            reckoned = sentences.reckoned_said(self.position.reckoned_to)
            return f"Frozen: these are the figures as fixed on {fixed}. {reckoned}{self._data_month()}"
        live, freeze = f"Live: as it stands on {self._at(self.position.at)}.", self.position.freeze
        if freeze is None:
            return live
        if freeze <= self.position.at:
            return f"As it stood at the freeze, on {self._at(freeze)}: these figures move no more."
        return f"{live} It moves until the freeze, {self._at(freeze)} at the latest."

    def closing(self) -> tuple[Element, ...]:
        """What every card ends with: how the figures stand, and where to go on."""
        draft = "" if self.met else draft_said(self.position.draft)
        said = " ".join(filter(None, (self.standing(), draft)))
        return (Text(said, "muted"), Actions(tuple(self._next_steps())))

    def _next_steps(self) -> list[Button]:
        if self.view:
            steps = [Button("Back to the table", "brag", self._asked(""))]
        else:
            steps = [Button(label, "brag", self._asked(view)) for label, view in _views()]
        if self.met:
            steps.append(Button("As it stands now", "brag", f"{self.view} {self.filters}".strip()))
        if self.shares:
            steps.append(Button("Share here", "brag", self._asked(f"share {self.view}".strip()), style="primary"))
        return steps

    def narrower(self, first: str) -> str:
        """How fewer actions are seen of a list that begins with the ref `first`: by a filter that is not there yet, and
        where all of them stand.
        """
        area = None if "area" in self.filters.casefold() else area_in(first)
        more = scale().typed(RatingClass.OFF_TRACK) if area is None else f"area {area}"
        asked = f"/brag {self._asked(self.view)}".strip()
        return f"“{asked} {more}” shows fewer, and so does a board or an SRO; the pages (“/secretariat web”) list all."

    def _asked(self, view: str) -> str:
        """What is typed for a view of the same board and the same filters."""
        board = day(self.position.meeting.on) if self.met and self.position.meeting else ""
        return " ".join(filter(None, (view, board, self.filters)))

    def _data_month(self) -> str:
        meeting = self.position.meeting
        return f" Data month: {meeting.data_month or data_month(meeting.on):%B %Y}." if self.met and meeting else ""

    def _at(self, at: datetime) -> str:
        return moment(at, self.zone)


def overview(heading: ViewHeading, figures: Figures, most: int) -> Card:
    """The table, the headline, the changed total with `most` reasons, and the questions worth asking."""
    if not figures.current.total and not (figures.previous and figures.previous[0].total):
        nothing = Text(NO_PLAN if not heading.covers else "No action matches all of that, now or at the last board.")
        return Card(heading.title(f"{scale().name} position"), (nothing,), data=as_json(figures))
    body = table_and_total(figures, most, heading.met, heading.uncompared)
    if 0 < len(figures.listed) < figures.current.total:
        body.append(Text(heading.narrower(figures.listed[0].ref), "muted"))
    if figures.questions:
        body += [Text("Questions worth asking", "heading"), Listing(tuple(each.text for each in figures.questions))]
    body += heading.closing()
    about = tuple(each.ref for each in figures.reds)
    return Card(heading.title(f"{scale().name} position"), tuple(body), about=about, data=as_json(figures))


def table_and_total(
    figures: Figures, most: int = TOLD_IN_FULL, met: bool = False, uncompared: str = ""
) -> list[Element]:
    """The headline and how well it is known, the BRAG table with its note, the actions asked for, and why the total
    changed: `most` reasons. `met`: the figures are those of a board that has met; `uncompared` as of `ViewHeading`.
    """
    body: list[Element] = [Text(sentences.headline(figures), "strong")]
    body += [Text(said) for said in (uncompared, sentences.known_said(figures)) if said]
    body.append(_brag_table(figures, met))
    if sentences.impact_begins(figures):
        body.append(Text(sentences.IMPACT_BEGINS, "muted"))
    if sentences.rounding_shows(figures):
        body.append(Text(sentences.ROUNDING, "muted"))
    body += _listed(figures)
    if said := sentences.total_said(figures):
        lines = sentences.total_lines(figures)
        shown = lines[:most]
        if len(lines) > len(shown):
            shown.append(f"and {len(lines) - len(shown)} more")
        body += [Text(said), Listing(tuple(shown)), Text(sentences.like_for_like_said(figures), "strong")]
    return body


def moves(heading: ViewHeading, since_then: Movements | None, wanted: Collection[str] = ()) -> Card:
    """Who went from what to what since the last published board; those in one direction, where one is `wanted`."""
    if since_then is None or heading.position.previous is None:
        nothing = tuple(Text(each) for each in (sentences.NO_EARLIER_BOARD, heading.uncompared) if each)
        return Card(heading.title("Movements"), nothing)
    since, found = day(heading.position.previous[1].on), since_then.moved
    said, of_reds = sentences.moves_said(found, since), sentences.off_track_change_said(since_then)
    if len(wanted) == 1:
        (way,) = wanted
        found = [each for each in found if sentences.direction_word(each) == way]
        said = sentences.moved_said(found, since, way)
    if not found:
        return Card(heading.title("Movements"), view_of(heading, said))
    table = moves_table(found, since)
    data = {
        "since": heading.position.previous[1].on.isoformat(),
        "moves": [
            {"ref": each.ref} | {name: [one.as_data for one in getattr(each, name)] for name in scale().rated}
            for each in found
        ],
    }
    body = view_of(heading, said, *([Text(of_reds)] if of_reds else []), table)
    return Card(heading.title("Movements"), body, about=tuple(each.ref for each in found), data=data)


def moves_table(found: Sequence[Movement], since: str) -> Table:
    """The movements, one a row."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            RefCell(each.ref),
            each.title,
            *(_step(getattr(each, name)) for name in scale().rated),
            sentences.direction_word(each),
        )
        for each in found
    )
    columns = ("Ref", "Action", *_rated(), "Direction")
    return Table(f"Changed since {since}", columns, rows, sortable=True)


def impact_is_not_rated(heading: ViewHeading) -> Card:
    """That nothing is said of impact where activity alone is rated, and how that is changed."""
    said = "This plan rates activity alone. “/secretariat scale impact on” begins to rate impact, too."
    return Card(heading.title("Done without impact"), view_of(heading, said, compares=False))


def gap(heading: ViewHeading, of: Breakdown, found: Sequence[Standpoint]) -> Card:
    """Done without impact, action by action."""
    data = {"gap": [{"ref": each.ref, "impact": each.impact.as_data} for each in found]}
    said = sentences.gap_said(of)
    if not found:
        return Card(heading.title("Done without impact"), view_of(heading, said, compares=False), data=data)
    rows = tuple((RefCell(each.ref), each.title, RatingCell(each.impact)) for each in found)
    caption = scale().in_words("{named done} on activity, not {named on_track done} on impact")
    table = Table(caption, ("Ref", "Action", "Impact"), rows, sortable=True)
    body = view_of(heading, said, table, compares=False)
    return Card(heading.title("Done without impact"), body, about=tuple(each.ref for each in found), data=data)


def slow(heading: ViewHeading, found: Sequence[Slow]) -> Card:
    """Slow to progress, with each rule that fired."""
    data = {"slow": [{"ref": each.ref, "rules": list(each.rules)} for each in found]}
    if not found:
        return Card(heading.title("Slow to progress"), view_of(heading, sentences.slow_said(0)), data=data)
    rated = cache(RatingCell)
    rows = tuple((RefCell(each.ref), each.title, rated(each.activity), "; ".join(each.rules)) for each in found)
    said = sentences.slow_said(len(found))
    table = Table("Slow to progress, and why", ("Ref", "Action", "Activity", "Why"), rows, sortable=True)
    body = view_of(heading, said, table)
    return Card(heading.title("Slow to progress"), body, about=tuple(each.ref for each in found), data=data)


def overdue(heading: ViewHeading, found: Sequence[Standpoint]) -> Card:
    """What is overdue, with how long it has been and when it is to recover."""
    data = {"overdue": [{"ref": each.ref, "days_overdue": each.days_overdue} for each in found]}
    said = sentences.overdue_said(found)
    if not found:
        return Card(heading.title("Overdue"), view_of(heading, said, compares=False), data=data)
    body = view_of(heading, said, overdue_table("Overdue, the oldest debt first", found), compares=False)
    return Card(heading.title("Overdue"), body, about=tuple(each.ref for each in found), data=data)


def reds(heading: ViewHeading, figures: Figures, most: int) -> Card:
    """Every Red with all that a Red has to say (`domain.md` 3.1); after `most`, its ref."""
    found, said = figures.reds, sentences.reds_said(figures)
    title = heading.title(scale().titled(RatingClass.OFF_TRACK))
    if not found:
        return Card(title, view_of(heading, said))
    told: list[Element] = []
    for each in found[:most]:
        told += [Text(f"{each.ref} {each.title}", "heading"), Text(sentences.red_said(each))]
        if older := sentences.older_words_said(each, heading.position):
            told.append(Text(older, "strong"))
        told += [
            Text(said, "strong") for said in sentences.recovery_said(each, heading.position.reckoned_to, heading.zone)
        ]
        escalated = sentences.escalated_said(each, figures, heading.zone)
        (_, commentary), *others = sentences.red_told(each, escalated)
        told.append(Text(shortened(commentary, 600), "quote"))
        most_said = 900 if escalated else 300  # what became of an escalation stands at its end
        told.append(Listing(tuple(f"{title}: {shortened(words, most_said)}" for title, words in others)))
    rest = [each.ref for each in found[most:]]
    if rest:
        told.append(Text(f"And {len(rest)} more: {', '.join(rest)}. “/action {rest[0]}” shows one of them."))
    about = tuple(each.ref for each in found)
    data = {
        "reds": [
            {
                "ref": each.ref,
                "by": list(each.red_by),
                "days_overdue": each.days_overdue,
                "recovery_dates": [on.isoformat() for on in each.recovery_dates],
            }
            for each in found
        ]
    }
    return Card(title, view_of(heading, said, *told), about=about, data=data)


def pace(heading: ViewHeading, found: Pace | None) -> Card:
    """How many became Blue at each of the last boards, and what that pace comes to."""
    title = heading.title("Pace")
    if found is None:
        return Card(title, view_of(heading, sentences.pace_said(None), compares=False))
    rows: list[tuple[Cell, ...]] = [(DateCell(on), NumberCell(count)) for on, count in found.became]
    rows.append(("Mean", NumberCell(found.mean, str(found.mean))))
    table = Table(f"Became {scale().named(RatingClass.DONE)} since the board before", ("Board", "Actions"), tuple(rows))
    data = {
        "became": [{"meeting": on.isoformat(), "count": count} for on, count in found.became],
        "mean": str(found.mean),
        "remaining": found.remaining,
        "boards": found.boards,
        "on": found.on.isoformat() if found.on else None,
        "last_due": found.last_due.isoformat() if found.last_due else None,
    }
    said = Text(sentences.NO_PROMISE, "muted")
    return Card(title, view_of(heading, sentences.pace_said(found, not heading.covers), table, said), data=data)


def trend(heading: ViewHeading, points: Sequence[TrendPoint]) -> Card:
    """How the ratings stood at each of the last boards: a picture, and the same figures as tables."""
    picture = Image(
        "Ratings at each board", trend_words(points), base64.b64encode(trend_png(points, TREND_WIDTH)).decode("ascii")
    )
    tables = [_trend_table(name, points) for name in scale().rated]
    data = {
        "trend": [
            {
                "meeting": each.meeting.isoformat(),
                "total": each.total,
            }
            | {
                name: {rating.as_data: count.count for rating, count in getattr(each, name).items()}
                for name in scale().rated
            }
            for each in points
        ]
    }
    body: tuple[Element, ...] = (Text(heading.known), picture, *tables, *heading.closing())
    return Card(heading.title("Trend"), body, data=data)


def view_of(heading: ViewHeading, said: str, *found: Element, compares: bool = True) -> tuple[Element, ...]:
    """The sentence of a view, how well it is known, what was found, and whether the figures still move.

    `compares`: it looks at earlier boards.
    """
    found = tuple(_with_narrower(each, heading) for each in found)
    headline = Text(said, "strong") if found else Text(said)
    beside = (Text(each) for each in (heading.uncompared if compares else "", heading.known) if each)
    return (headline, *beside, *found, *heading.closing())


def _with_narrower(element: Element, heading: ViewHeading) -> Element:
    """A list of actions says how fewer of them are seen."""
    if isinstance(element, Table) and element.rows and isinstance(first := element.rows[0][0], RefCell):
        return replace(element, narrower=heading.narrower(first.ref))
    return element


def _trend_table(name: str, points: Sequence[TrendPoint]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            DateCell(each.meeting),
            *(NumberCell(getattr(each, name)[rating].count) for rating in scale().ratings),
            NumberCell(each.total),
        )
        for each in points
        if getattr(each, name)
    )
    return Table(
        f"{name.capitalize()} at each board", ("Board", *(rating.word for rating in scale().ratings), "Total"), rows
    )


def _brag_table(figures: Figures, met: bool) -> Table:
    current = figures.current

    def shown(count: Count) -> NumberCell:
        return NumberCell(count.count, "" if figures.scope.ratings else share(count))

    def row(rating: Rating, *of: Mapping[Rating, Count]) -> tuple[Cell, ...]:
        return (RatingCell(rating), *(shown(counts[rating]) for counts in of))

    counted = {f"{name.capitalize()}": (current, getattr(current, name)) for name in scale().rated}
    caption = f"{scale().name} ratings"
    if figures.previous:
        before, meeting = figures.previous
        counted = {
            f"{when} {name}": (of, getattr(of, name))
            for name in scale().rated
            for when, of in (("Previous", before), ("Current", current))
            if of is current or name in figures.position.rated_before
        }
        now = f"this one ({day(figures.position.meeting.on)})" if met and figures.position.meeting else "now"
        caption = f"{caption}, previous board ({day(meeting.on)}) and {now}"
    rows = [row(each, *(counts for _, counts in counted.values())) for each in scale().ratings]
    rows.append(("Total", *(NumberCell(of.total) for of, _ in counted.values())))
    return Table(caption, ("Rating", *counted), tuple(rows))


def actions_table(caption: str, found: Iterable[Standpoint]) -> Table:
    """Actions with their ratings and the day they are due, one a row."""
    rows = tuple(
        (
            RefCell(each.ref),
            each.title,
            *(RatingCell(getattr(each, name)) for name in scale().rated),
            DateCell(each.due) if each.due else "",
        )
        for each in found
    )
    return Table(caption, ("Ref", "Action", *_rated(), "Due"), rows, sortable=True)


def overdue_table(caption: str, found: Iterable[Standpoint]) -> Table:
    """Actions with their ratings, the day they were due, how long ago that was and when they recover, one a row."""
    rows = tuple(
        (
            RefCell(each.ref),
            each.title,
            *(RatingCell(getattr(each, name)) for name in scale().rated),
            DateCell(each.due) if each.due else "",
            NumberCell(each.days_overdue),
            DateCell(each.recovery_date) if each.recovery_date else "",
        )
        for each in found
    )
    columns = ("Ref", "Action", *_rated(), "Due", "Days overdue", "Recovery")
    return Table(caption, columns, rows, sortable=True)


def _listed(figures: Figures) -> list[Element]:
    if not figures.listed:
        return []
    shown, total = len(figures.listed), figures.current.total
    caption = "The actions" if shown == total else f"The first {shown} of {total} actions"
    return [actions_table(caption, figures.listed)]


def _step(ratings_of: tuple[Rating, Rating]) -> RatingCell:
    was, now = ratings_of
    return RatingCell(now, None if was is now else was)


def _rated() -> tuple[str, ...]:
    """The headings of the columns of ratings."""
    return tuple(name.capitalize() for name in scale().rated)


def _views() -> Iterator[tuple[str, str]]:
    """Where to go on from the table: the label of the button, and the view."""
    yield "What moved", "moves"
    yield "As a matrix", "matrix"
    if scale().rates_impact:
        yield "Done without impact", "gap"
    yield "Slow", "slow"
    yield "Overdue", "overdue"
    yield "Likely to slip", "likely"
    yield scale().titled(RatingClass.OFF_TRACK), "reds"
    yield "Trend", "trend"
    yield "Pace", "pace"
