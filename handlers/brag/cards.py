"""The cards that answer `/brag`: what a chair reads before and in a meeting."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
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
from models.plan.ratings import Rating
from models.position.counting import Breakdown, Count, Movement, Standpoint
from models.position.position import Position
from models.position.slow_actions import Slow
from models.position.trend import TrendPoint
from papers.pack.trend import trend_png, trend_words
from papers.wording import day, moment, share, shortened

TREND_WIDTH = 1200
"""Pixels: sharp on a telephone, and still a small file."""

TOLD_IN_FULL = 10
"""How many Reds are told one by one; the others are listed by ref."""

NO_PLAN = (
    "There is no plan yet. The secretariat can send me the tracker as a spreadsheet, here or with "
    "“secretariat import FILE”."
)


@dataclass(frozen=True)
class ViewHeading:
    """What every card of `/brag` begins with: which meeting, what is covered, and whether the figures still move."""

    position: Position
    covers: str
    zone: ZoneInfo
    known: str = ""
    """How well the figures are known, beside the headline of every view but the table, which says more of it."""

    def title(self, what: str) -> str:
        """`what`, the meeting and the scope: "Reds for 7 June 2023: Workforce Board"."""
        meeting = f" for {day(self.position.meeting.on)}" if self.position.meeting else ""
        return f"{what}{meeting}" + (f": {self.covers}" if self.covers else "")

    def standing(self) -> str:
        """Whether it is live or frozen, and as at when."""
        if self.position.snapshot:
            fixed = self._at(self.position.snapshot.frozen_at)
            reckoned = sentences.reckoned_said(self.position.reckoned_to)
            return f"Frozen: these are the figures as fixed on {fixed}. {reckoned}"
        live, freeze = f"Live: as it stands on {self._at(self.position.at)}.", self.position.freeze
        if freeze is None:
            return live
        if freeze <= self.position.at:
            return f"As it stood at the freeze, on {self._at(freeze)}: these figures move no more."
        return f"{live} It moves until the freeze, {self._at(freeze)} at the latest."

    def _at(self, at: datetime) -> str:
        return moment(at, self.zone)


def overview(heading: ViewHeading, figures: Figures, asked: str, may_share: bool, most: int) -> Card:
    """The table, the headline, the changed total with `most` reasons, and the questions worth asking."""
    if not figures.current.total and not (figures.previous and figures.previous[0].total):
        nothing = Text(NO_PLAN if not heading.covers else "No action matches all of that, now or at the last board.")
        return Card(heading.title("BRAG position"), (nothing,), data=as_json(figures))
    body = table_and_total(figures, most)
    if figures.questions:
        body += [Text("Questions worth asking", "heading"), Listing(tuple(each.text for each in figures.questions))]
    body.append(Text(heading.standing(), "muted"))
    body.append(_next_steps(asked, may_share))
    about = tuple(each.ref for each in figures.reds)
    return Card(heading.title("BRAG position"), tuple(body), about=about, data=as_json(figures))


def table_and_total(figures: Figures, most: int = TOLD_IN_FULL) -> list[Element]:
    """The headline and how well it is known, the BRAG table with its note, the actions asked for, and why the total
    changed: `most` reasons.
    """
    body: list[Element] = [Text(sentences.headline(figures), "strong"), Text(sentences.known_said(figures))]
    body.append(_brag_table(figures))
    if sentences.rounding_shows(figures):
        body.append(Text(sentences.ROUNDING, "muted"))
    body += _listed(figures)
    if said := sentences.total_said(figures):
        lines = sentences.total_lines(figures)
        shown = lines[:most]
        if len(lines) > len(shown):
            shown.append(f"and {len(lines) - len(shown)} more")
        body += [Text(said), Listing(tuple(shown))]
    return body


def moves(heading: ViewHeading, found: Sequence[Movement] | None) -> Card:
    """Who went from what to what since the last published board."""
    if found is None or heading.position.previous is None:
        return Card(heading.title("Movements"), (Text(sentences.NO_EARLIER_BOARD),))
    since = day(heading.position.previous[1].on)
    said = sentences.moves_said(found, since)
    if not found:
        return Card(heading.title("Movements"), _view(heading, said))
    table = moves_table(found, since)
    data = {
        "since": heading.position.previous[1].on.isoformat(),
        "moves": [{"ref": each.ref, "activity": each.activity, "impact": each.impact} for each in found],
    }
    body = _view(heading, said, table)
    return Card(heading.title("Movements"), body, about=tuple(each.ref for each in found), data=data)


def moves_table(found: Sequence[Movement], since: str) -> Table:
    """The movements, one a row."""
    rows = tuple(
        (RefCell(each.ref), each.title, _step(each.activity), _step(each.impact), sentences.direction_word(each))
        for each in found
    )
    return Table(f"Changed since {since}", ("Ref", "Action", "Activity", "Impact", "Direction"), rows, sortable=True)


def gap(heading: ViewHeading, of: Breakdown, found: Sequence[Standpoint]) -> Card:
    """Done without impact, action by action."""
    data = {"gap": [{"ref": each.ref, "impact": each.impact} for each in found]}
    said = sentences.gap_said(of)
    if not found:
        return Card(heading.title("Done without impact"), _view(heading, said), data=data)
    rows = tuple((RefCell(each.ref), each.title, RatingCell(each.impact)) for each in found)
    table = Table("Blue on activity, not Green or Blue on impact", ("Ref", "Action", "Impact"), rows, sortable=True)
    body = _view(heading, said, table)
    return Card(heading.title("Done without impact"), body, about=tuple(each.ref for each in found), data=data)


def slow(heading: ViewHeading, found: Sequence[Slow]) -> Card:
    """Slow to progress, with each rule that fired."""
    data = {"slow": [{"ref": each.standpoint.ref, "rules": list(each.rules)} for each in found]}
    if not found:
        return Card(heading.title("Slow to progress"), _view(heading, sentences.slow_said(0)), data=data)
    rows = tuple(
        (
            RefCell(each.standpoint.ref),
            each.standpoint.title,
            RatingCell(each.standpoint.activity),
            "; ".join(each.rules),
        )
        for each in found
    )
    said = sentences.slow_said(len(found))
    table = Table("Slow to progress, and why", ("Ref", "Action", "Activity", "Why"), rows, sortable=True)
    body = _view(heading, said, table)
    return Card(heading.title("Slow to progress"), body, about=tuple(each.standpoint.ref for each in found), data=data)


def reds(heading: ViewHeading, figures: Figures, most: int) -> Card:
    """Every Red: by which rating, its deadline, days overdue, recovery date and commentary; after `most`, its ref."""
    found, said = figures.reds, sentences.reds_said(figures)
    if not found:
        return Card(heading.title("Reds"), _view(heading, said))
    told: list[Element] = []
    for each in found[:most]:
        told += [Text(f"{each.ref} {each.title}", "heading"), Text(sentences.red_said(each))]
        if older := sentences.older_words_said(each, heading.position):
            told.append(Text(older, "strong"))
        told.append(Text(shortened(each.commentary, 600) if each.commentary else "No commentary.", "quote"))
        if each.help_needed:
            told.append(Text(f"Help needed: {shortened(each.help_needed, 300)}"))
    rest = [each.ref for each in found[most:]]
    if rest:
        told.append(Text(f"And {len(rest)} more: {', '.join(rest)}. “/action {rest[0]}” shows one of them."))
    about = tuple(each.ref for each in found)
    data = {"reds": [{"ref": each.ref, "by": list(each.red_by), "days_overdue": each.days_overdue} for each in found]}
    return Card(heading.title("Reds"), _view(heading, said, *told), about=about, data=data)


def trend(heading: ViewHeading, points: Sequence[TrendPoint]) -> Card:
    """How the ratings stood at each of the last boards: a picture, and the same figures as tables."""
    picture = Image(
        "Ratings at each board", trend_words(points), base64.b64encode(trend_png(points, TREND_WIDTH)).decode("ascii")
    )
    tables = [_trend_table("Activity", points), _trend_table("Impact", points)]
    data = {
        "trend": [
            {
                "meeting": each.meeting.isoformat(),
                "total": each.total,
                "activity": {rating.value: count.count for rating, count in each.activity.items()},
                "impact": {rating.value: count.count for rating, count in each.impact.items()},
            }
            for each in points
        ]
    }
    body: tuple[Element, ...] = (Text(heading.known), picture, *tables, Text(heading.standing(), "muted"))
    return Card(heading.title("Trend"), body, data=data)


def _view(heading: ViewHeading, said: str, *found: Element) -> tuple[Element, ...]:
    """The sentence of a view, how well it is known, what was found, and whether the figures still move."""
    headline = Text(said, "strong") if found else Text(said)
    return (headline, Text(heading.known), *found, Text(heading.standing(), "muted"))


def _trend_table(what: Literal["Activity", "Impact"], points: Sequence[TrendPoint]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            DateCell(each.meeting),
            *(NumberCell((each.activity if what == "Activity" else each.impact)[rating].count) for rating in Rating),
            NumberCell(each.total),
        )
        for each in points
    )
    return Table(f"{what} at each board", ("Board", *(rating.word for rating in Rating), "Total"), rows)


def _brag_table(figures: Figures) -> Table:
    current = figures.current

    def shown(count: Count) -> NumberCell:
        return NumberCell(count.count, "" if figures.scope.ratings else share(count))

    def row(rating: Rating, *of: Mapping[Rating, Count]) -> tuple[Cell, ...]:
        return (RatingCell(rating), *(shown(counts[rating]) for counts in of))

    def total(*of: Breakdown) -> tuple[Cell, ...]:
        return ("Total", *(NumberCell(each.total) for each in of))

    if not figures.previous:
        rows = [row(each, current.activity, current.impact) for each in Rating]
        rows.append(total(current, current))
        return Table("BRAG ratings", ("Rating", "Activity", "Impact"), tuple(rows))
    before, meeting = figures.previous
    rows = [row(each, before.activity, current.activity, before.impact, current.impact) for each in Rating]
    rows.append(total(before, current, before, current))
    columns = ("Rating", "Previous activity", "Current activity", "Previous impact", "Current impact")
    return Table(f"BRAG ratings, previous board ({day(meeting.on)}) and now", columns, tuple(rows))


def actions_table(caption: str, found: Iterable[Standpoint]) -> Table:
    """Actions with both ratings and the day they are due, one a row."""
    rows = tuple(
        (
            RefCell(each.ref),
            each.title,
            RatingCell(each.activity),
            RatingCell(each.impact),
            DateCell(each.due) if each.due else "",
        )
        for each in found
    )
    return Table(caption, ("Ref", "Action", "Activity", "Impact", "Due"), rows, sortable=True)


def _listed(figures: Figures) -> list[Element]:
    if not figures.listed:
        return []
    shown, total = len(figures.listed), figures.current.total
    caption = "The actions" if shown == total else f"The first {shown} of {total} actions"
    return [actions_table(caption, figures.listed)]


NEXT_VIEWS = (
    ("What moved", "moves"),
    ("Done without impact", "gap"),
    ("Slow", "slow"),
    ("Reds", "reds"),
    ("Trend", "trend"),
)


def _next_steps(asked: str, may_share: bool) -> Actions:
    buttons = [Button(label, "brag", f"{view} {asked}".strip()) for label, view in NEXT_VIEWS]
    if may_share and "share" not in asked.split():
        buttons.append(Button("Share here", "brag", f"share {asked}".strip(), style="primary"))
    return Actions(tuple(buttons))


def _step(ratings_of: tuple[Rating, Rating]) -> RatingCell:
    was, now = ratings_of
    return RatingCell(now, None if was is now else was)
