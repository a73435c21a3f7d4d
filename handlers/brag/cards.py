"""The cards that answer `/brag`: what a chair reads before and in a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.brag.figures import Figures, as_json
from handlers.cards import Actions, Button, Card, Element, Listing, Table, Text
from handlers.requests import Request
from handlers.wording import day, joined, moment, plural, share, shortened
from models.living import Position
from models.position import Departure, Movement, Standpoint
from models.ratings import Rating
from models.slow import Slow

TOLD_IN_FULL = 10
"""How many Reds are told one by one; the others are listed by ref."""

NO_PLAN = (
    "There is no plan yet. The secretariat can send me the tracker as a spreadsheet, here or with "
    "“secretariat import FILE”."
)

_WORTH = {Rating.RED: 0, Rating.AMBER: 1, Rating.GREEN: 2, Rating.BLUE: 3}


@dataclass(frozen=True)
class Heading:
    """What every card of `/brag` begins with: which meeting, what is covered, and whether the figures still move."""

    position: Position
    covers: str
    request: Request

    def title(self, what: str) -> str:
        """`what`, the meeting and the scope: "Reds for 7 June 2023: Workforce Board"."""
        meeting = f" for {day(self.position.meeting.on)}" if self.position.meeting else ""
        return f"{what}{meeting}" + (f": {self.covers}" if self.covers else "")

    def standing(self) -> str:
        """Whether it is live or frozen, and as at when."""
        if self.position.snapshot:
            return f"Frozen: these are the figures as fixed on {self._at(self.position.snapshot.frozen_at)}."
        return f"Live: as it stands on {self._at(self.request.now)}. It moves until the freeze."

    def _at(self, at: datetime) -> str:
        return moment(at, self.request.zone)


def overview(heading: Heading, figures: Figures, asked: str, may_share: bool) -> Card:
    """The table, the headline, the changed total and the questions worth asking."""
    if not figures.current.total and not (figures.previous and figures.previous[0].total):
        nothing = Text(NO_PLAN if not heading.covers else "No action matches all of that, now or at the last board.")
        return Card(heading.title("BRAG position"), (nothing,), data=as_json(figures))
    body = table_and_total(figures)
    if figures.questions:
        body += [Text("Questions worth asking", "heading"), Listing(tuple(each.text for each in figures.questions))]
    body.append(Text(_standing(heading, figures), "muted"))
    body.append(_next_steps(asked, may_share))
    about = tuple(each.ref for each in figures.reds)
    return Card(heading.title("BRAG position"), tuple(body), about=about, data=as_json(figures))


def table_and_total(figures: Figures) -> list[Element]:
    """The headline, the BRAG table with its note, the actions asked for, and why the total changed."""
    body: list[Element] = [Text(_headline(figures), "strong"), _brag_table(figures)]
    if figures.current.rounding_shows() or (figures.previous and figures.previous[0].rounding_shows()):
        body.append(Text("Percentages may not sum to 100 because of rounding.", "muted"))
    return [*body, *_listed(figures), *_total_explained(figures)]


def moves(heading: Heading, found: Sequence[Movement] | None) -> Card:
    """Who went from what to what since the last published board."""
    if found is None or heading.position.previous is None:
        return Card(
            heading.title("Movements"), (Text("No earlier board has been published: nothing to compare with."),)
        )
    since = day(heading.position.previous[1].on)
    if not found:
        return Card(heading.title("Movements"), (Text(f"No change since {since}."), Text(heading.standing(), "muted")))
    better, worse = directions(found)
    said = (
        f"{plural(len(found), 'action')} changed since {since}: {better} for the better, {worse} for the "
        f"worse, {len(found) - better - worse} mixed or newly rated."
    )
    table = moves_table(found, since)
    data = {
        "since": heading.position.previous[1].on.isoformat(),
        "moves": [{"ref": each.ref, "activity": each.activity, "impact": each.impact} for each in found],
    }
    body = (Text(said, "strong"), table, Text(heading.standing(), "muted"))
    return Card(heading.title("Movements"), body, about=tuple(each.ref for each in found), data=data)


def moves_table(found: Sequence[Movement], since: str) -> Table:
    """The movements, one a row."""
    rows = tuple(
        (each.ref, each.title, _step(each.activity), _step(each.impact), _direction_word(each)) for each in found
    )
    return Table(f"Changed since {since}", ("Ref", "Action", "Activity", "Impact", "Direction"), rows, sortable=True)


def directions(found: Sequence[Movement]) -> tuple[int, int]:
    """How many movements are for the better and how many for the worse."""
    return sum(_direction(each) > 0 for each in found), sum(_direction(each) < 0 for each in found)


def gap(heading: Heading, found: Sequence[Standpoint]) -> Card:
    """Done without impact, action by action."""
    data = {"gap": [{"ref": each.ref, "impact": each.impact} for each in found]}
    if not found:
        return Card(
            heading.title("Done without impact"),
            (
                Text("Every action that is Blue on activity is Green or Blue on impact."),
                Text(heading.standing(), "muted"),
            ),
            data=data,
        )
    rows = tuple((each.ref, each.title, each.impact.word) for each in found)
    said = f"{plural(len(found), 'action')} Blue on activity with no positive impact shown."
    table = Table("Blue on activity, not Green or Blue on impact", ("Ref", "Action", "Impact"), rows, sortable=True)
    body = (Text(said, "strong"), table, Text(heading.standing(), "muted"))
    return Card(heading.title("Done without impact"), body, about=tuple(each.ref for each in found), data=data)


def slow(heading: Heading, found: Sequence[Slow]) -> Card:
    """Slow to progress, with each rule that fired."""
    data = {"slow": [{"ref": each.standpoint.ref, "rules": list(each.rules)} for each in found]}
    if not found:
        text = "No action is slow to progress by the rules."
        return Card(heading.title("Slow to progress"), (Text(text), Text(heading.standing(), "muted")), data=data)
    rows = tuple(
        (each.standpoint.ref, each.standpoint.title, each.standpoint.activity.word, "; ".join(each.rules))
        for each in found
    )
    said = f"{plural(len(found), 'action is', 'actions are')} slow to progress."
    table = Table("Slow to progress, and why", ("Ref", "Action", "Activity", "Why"), rows, sortable=True)
    body = (Text(said, "strong"), table, Text(heading.standing(), "muted"))
    return Card(heading.title("Slow to progress"), body, about=tuple(each.standpoint.ref for each in found), data=data)


def reds(heading: Heading, found: Sequence[Standpoint]) -> Card:
    """Every Red: by which rating, its deadline, days overdue, recovery date and commentary."""
    if not found:
        return Card(
            heading.title("Reds"), (Text("No action is Red by either rating."), Text(heading.standing(), "muted"))
        )
    body: list[Element] = [Text(f"{plural(len(found), 'action is', 'actions are')} Red by either rating.", "strong")]
    for each in found[:TOLD_IN_FULL]:
        body += [Text(f"{each.ref} {each.title}", "heading"), Text(_red_line(each))]
        body.append(Text(shortened(each.commentary, 600) if each.commentary else "No commentary.", "quote"))
        if each.help_needed:
            body.append(Text(f"Help needed: {shortened(each.help_needed, 300)}"))
    rest = [each.ref for each in found[TOLD_IN_FULL:]]
    if rest:
        body.append(Text(f"And {len(rest)} more: {', '.join(rest)}. “/action {rest[0]}” shows one of them."))
    body.append(Text(heading.standing(), "muted"))
    about = tuple(each.ref for each in found)
    data = {"reds": [{"ref": each.ref, "by": list(each.red_by), "days_overdue": each.days_overdue} for each in found]}
    return Card(heading.title("Reds"), tuple(body), about=about, data=data)


def _headline(figures: Figures) -> str:
    now = figures.current.on_track
    said = f"On track (Blue or Green on activity): {now.count} of {figures.current.total} ({now.percent}%)"
    if not figures.previous:
        return f"{said}. No earlier board has been published to compare with."
    before, meeting = figures.previous
    direction = (
        "down from" if now.percent < before.on_track.percent
        else "up from" if now.percent > before.on_track.percent
        else "unchanged from" if (now, figures.current.total) == (before.on_track, before.total)
        else "unchanged in share from"
    )  # fmt: skip
    was = f"{before.on_track.count} of {before.total} ({before.on_track.percent}%)"
    return f"{said}, {direction} {was} on {day(meeting.on)}."


def _brag_table(figures: Figures) -> Table:
    current = figures.current
    if not figures.previous:
        rows = [(each.word, share(current.activity[each]), share(current.impact[each])) for each in Rating]
        rows.append(("Total", str(current.total), str(current.total)))
        return Table("BRAG ratings", ("Rating", "Activity", "Impact"), tuple(rows))
    before, meeting = figures.previous
    table = [
        (
            each.word,
            share(before.activity[each]),
            share(current.activity[each]),
            share(before.impact[each]),
            share(current.impact[each]),
        )
        for each in Rating
    ]
    table.append(("Total", str(before.total), str(current.total), str(before.total), str(current.total)))
    columns = ("Rating", "Previous activity", "Current activity", "Previous impact", "Current impact")
    return Table(f"BRAG ratings, previous board ({day(meeting.on)}) and now", columns, tuple(table))


def _listed(figures: Figures) -> list[Element]:
    if not figures.listed:
        return []
    rows = tuple(
        (each.ref, each.title, each.activity.word, each.impact.word, day(each.due) if each.due else "")
        for each in figures.listed
    )
    shown, total = len(rows), figures.current.total
    caption = "The actions" if shown == total else f"The first {shown} of {total} actions"
    return [Table(caption, ("Ref", "Action", "Activity", "Impact", "Due"), rows, sortable=True)]


def _total_explained(figures: Figures) -> list[Element]:
    if not figures.previous or not (figures.change.left or figures.change.joined):
        return []
    before, now = figures.previous[0].total, figures.current.total
    said = (
        f"The total went from {before} to {now}:"
        if before != now
        else f"The total is {now} as before, but not of the same actions:"
    )
    lines = [_departure(each, "left") for each in figures.change.left]
    lines += [_departure(each, "joined") for each in figures.change.joined]
    shown = lines[:TOLD_IN_FULL]
    if len(lines) > len(shown):
        shown.append(f"and {len(lines) - len(shown)} more")
    return [Text(said), Listing(tuple(shown))]


def _departure(each: Departure, way: str) -> str:
    if way == "joined":
        return f"{each.ref} {each.title}: added. {each.reason or 'No reason recorded.'}"
    how = each.ended.value if each.ended else "no longer in what you asked for"
    when = f" on {day(each.ended_on)}" if each.ended_on else ""
    return f"{each.ref} {each.title}: {how}{when}. {each.reason or 'No reason recorded.'}"


def _standing(heading: Heading, figures: Figures) -> str:
    said = heading.standing()
    if figures.awaited:
        said += f" {plural(figures.awaited, 'action has', 'actions have')} no update yet for this meeting."
    return said


def _next_steps(asked: str, may_share: bool) -> Actions:
    buttons = [
        Button(label, "brag", f"{view} {asked}".strip())
        for label, view in (("What moved", "moves"), ("Done without impact", "gap"), ("Slow", "slow"), ("Reds", "reds"))
    ]
    if may_share and "share" not in asked.split():
        buttons.append(Button("Share here", "brag", f"share {asked}".strip(), style="primary"))
    return Actions(tuple(buttons))


def _red_line(each: Standpoint) -> str:
    due = f"due {day(each.due)}" if each.due else "no deadline"
    overdue = f", {plural(each.days_overdue, 'day')} overdue" if each.days_overdue else ""
    recovery = f"recovery {day(each.recovery_date)}" if each.recovery_date else "no recovery date"
    both = {"activity": each.activity, "impact": each.impact}
    others = [f"{rating.word} on {name}" for name, rating in both.items() if name not in each.red_by]
    return f"{', '.join([f'Red on {joined(each.red_by)}', *others])}; {due}{overdue}; {recovery}."


def _step(ratings_of: tuple[Rating, Rating]) -> str:
    was, now = ratings_of
    return now.word if was is now else f"{was.word} → {now.word}"


def _direction(each: Movement) -> int:
    """Above zero for the better, below for the worse, zero for mixed; a step from or to Grey has no direction."""
    steps = {_sign(was, now) for was, now in (each.activity, each.impact)} - {0}
    return steps.pop() if len(steps) == 1 else 0


def _sign(was: Rating, now: Rating) -> int:
    if Rating.GREY in (was, now) or was is now:
        return 0
    return 1 if _WORTH[now] > _WORTH[was] else -1


def _direction_word(each: Movement) -> str:
    return {1: "better", -1: "worse", 0: "mixed or new"}[_direction(each)]
