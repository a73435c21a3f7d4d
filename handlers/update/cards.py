"""The cards that answer `/update`: what is owed, what was recorded, what could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.cards import Actions, Button, Card, Cell, Element, Fields, Listing, RatingCell, Select, Text
from handlers.printed_cells import cell_words
from handlers.requests import Request
from handlers.update.line import Line, example
from handlers.update.telling import beside_commentary
from models.boards.boards import Meeting
from models.people.people import HeldPost
from models.plan.actions import Action
from models.plan.ratings import RatingClass, scale
from models.position.counting import Standpoint
from models.returns.expected import Return
from models.updates.answer import FIELDS, Kind, fields_asked
from models.updates.updates import Update, UpdateKind
from papers.wording import TITLE_SHOWN, all_of, answers_said, day, joined, moment, plural, ratings, shortened

SHOWN_WITH_BUTTONS = 8
"""How many owed actions get buttons of their own; the others are in a list to choose from."""


def owed(returned: Return, meeting: Meeting | None, stands_in_for: Sequence[HeldPost] = ()) -> Card:
    """What the person owes for the coming meeting, the most pressing first; `stands_in_for` are posts of others."""
    data = {
        "meeting": meeting.on.isoformat() if meeting else None,
        "owed": [each.ref for each in returned.owed],
        "answered": [each.ref for each in returned.answered],
        "no_change": [each.ref for each in returned.answered if each.ref in returned.no_change],
    }
    body: list[Element]
    if not meeting:
        none = f"{plural(len(returned.owed), 'action has', 'actions have')} none yet" if returned.owed else ""
        asked = "; ".join(filter(None, ("No meeting is planned, so no update is asked for", none)))
        answered = _choose("Change an answer…", returned.answered)
        body = [Text(f"{asked}.", "strong"), *to_answer(returned.owed, stands_in_for), *answered]
        return Card("Your updates", tuple(body), about=tuple(each.ref for each in returned.owed), data=data)
    due = f" for the board of {day(meeting.on)}"
    if not returned.owed:
        text = _all_in(*returned.counted)
        said = Text(f"{text}{due}. Thank you." if returned.answered else f"{text}{due}.")
        change = _choose("Change an answer…", returned.answered)
        return Card("Your updates", (said, *change), data=data)
    updates, no_change = returned.counted
    given = f" {plural(updates, 'has', 'have')} been given." if updates else ""
    if no_change:
        given = f" {answers_said(updates, no_change)} {'have' if updates + no_change > 1 else 'has'} been given."
    body = [Text(f"You owe {plural(len(returned.owed), 'update')}{due}.{given}", "strong")]
    body += to_answer(returned.owed, stands_in_for)
    body.append(Text(f"In one line: {example(ref=returned.owed[0].ref)}", "muted"))
    return Card("Your updates", tuple(body), about=tuple(each.ref for each in returned.owed), data=data)


def to_answer(
    actions: Sequence[Standpoint], stands_in_for: Sequence[HeldPost] = (), today: date | None = None
) -> list[Element]:
    """Actions with how each stands and the buttons that answer it; those that have no room for buttons are in a list
    below, and to choose from.

    Of an action of a post that is only stood in for, it says whose it is; with `today`, what is due today.
    """
    others_posts: dict[int | None, str] = {post.post_id: f"; for {post.title}" for post in stands_in_for}

    def stands(each: Standpoint) -> str:
        recovery = f"; recovery date {day(each.recovery_date)}" if each.recovery_date else ""
        for_whom = others_posts.get(each.owner_post_id, "")
        return f"Last: {ratings(each.activity, each.impact)}; {_deadline(each, today)}{recovery}{for_whom}."

    body: list[Element] = []
    for each in actions[:SHOWN_WITH_BUTTONS]:
        body.append(Text(f"{each.ref} {each.title}", "strong"))
        body.append(Text(stands(each)))
        body.append(Actions(_buttons(each.ref)))
    others = actions[SHOWN_WITH_BUTTONS:]
    if others:
        body.append(
            Listing(tuple(f"{each.ref} {shortened(each.title, TITLE_SHOWN)}. {stands(each)}" for each in others))
        )
    return body + _choose(f"{len(others)} more: choose one…", others)


def _deadline(each: Standpoint, today: date | None) -> str:
    if each.due is None:
        return "no deadline"
    overdue = f", {plural(each.days_overdue, 'day')} overdue" if each.days_overdue else ""
    return f"due {'today' if each.due == today else day(each.due)}{overdue}"


@dataclass(frozen=True)
class Outcome:
    """What is to be told of an answer that was recorded.

    `since` says of a "no change" since when and on which day it was confirmed; empty of an update. `fixed` is the board
    ahead whose figures were fixed before this came; `superseded` says whose answer for the same meeting this one
    follows, empty when nobody else's. Of the fields, those `kept` as last given, of which some are `clearable`, those
    `dropped` since the action is back on track, and those that were `cleared`.
    """

    since: str
    fixed: Meeting | None
    differing: Sequence[str]
    still_needed: Sequence[str]
    superseded: str
    kept: Sequence[str] = ()
    clearable: Sequence[str] = ()
    dropped: Sequence[str] = ()
    cleared: Sequence[str] = ()
    measured: str = ""
    """The last value of its measure in a sentence; empty where there is none."""


def recorded(action: Action, update: Update, meeting: Meeting | None, outcome: Outcome, request: Request) -> Card:
    """What was recorded and when, what stayed as it was, what the rules say of it, and how to change it."""
    kind = "No change recorded" if update.kind is UpdateKind.NO_CHANGE else "Recorded"
    pairs: list[tuple[str, Cell]] = [
        (each.title, RatingCell(getattr(update, name)))
        for name, each in fields_asked().items()
        if each.kind is Kind.RATING
    ]
    pairs += [(each.title, cell) for each, cell in beside_commentary(update) if each.kind is Kind.DAY]
    pairs += [("For", f"the board of {day(meeting.on)}" if meeting else "the next board")]
    for_whom = _stood_in_for(action, request)
    by = f"{request.asker.name}, for {for_whom}" if for_whom else request.asker.name
    pairs += [("Recorded", f"{moment(update.at, request.zone)} by {by}")]
    body: list[Element] = [Fields(tuple(pairs))]
    if outcome.since:
        body.append(Text(f"{outcome.since}.", "strong"))
    if outcome.cleared:
        body.append(Text(f"Cleared: {_titles(outcome.cleared)}.", "strong"))
    if update.commentary:
        body.append(Text(update.commentary, "quote"))
    body += [
        Text(f"{each.title}: {cell_words(cell)}")
        for each, cell in beside_commentary(update)
        if each.kind is not Kind.DAY
    ]
    if outcome.kept:
        body.append(Text(f"As last given: {_titles(outcome.kept)}.", "muted"))
    if outcome.dropped:
        body.append(Text(f"No longer kept, since it is back on track: {_titles(outcome.dropped)}.", "muted"))
    if outcome.fixed:
        on = day(outcome.fixed.on)
        body.append(Text(f"The figures for {on} are fixed already. The secretariat can still take this in there."))
    body += [Text(each) for each in outcome.differing]
    if outcome.measured:
        body.append(Text(outcome.measured))
    if outcome.still_needed:
        needed = scale().one(RatingClass.OFF_TRACK)
        body.append(Text(f"Still needed for {needed}: {_titles(outcome.still_needed)}."))
    if outcome.superseded:
        body.append(Text(outcome.superseded))
    body.append(Text("You can change it until the freeze; the latest answer counts and all are kept.", "muted"))
    label = "Add what is missing" if outcome.still_needed else "Change"
    clearing = tuple(
        Button(f"Clear {FIELDS[name].title.lower()}", "update.clear", f"{action.ref} {name}")
        for name in outcome.clearable
    )
    change = Button(label, "update.open", action.ref, opens_form=True)
    # Help that is needed is not asked of anybody yet: that is a step of its own.
    escalating = (
        (Button(f"Escalate {action.ref}", "action.escalate_form", action.ref, opens_form=True),)
        if update.help_needed
        else ()
    )
    body.append(Actions((change, *escalating, Button("Show the action", "action.show", action.ref), *clearing)))
    data = {
        "ref": action.ref,
        "update": update.id,
        "kind": update.kind.value,
        **{name: getattr(update, name).as_data for name in scale().rated},
        "meeting": meeting.on.isoformat() if meeting else None,
        "at": update.at.isoformat(),
        "for": for_whom or None,
        "recovery_date": update.recovery_date.isoformat() if update.recovery_date else None,
        "still_needed": list(outcome.still_needed),
        "kept": list(outcome.kept),
        "dropped": list(outcome.dropped),
        "cleared": list(outcome.cleared),
    }
    return Card(f"{kind}: {action.ref} {shortened(action.title, 90)}", tuple(body), about=(action.ref,), data=data)


def _titles(names: Sequence[str]) -> str:
    return joined([FIELDS[name].title.lower() for name in names])


def not_recorded(line: Line, why: str, kept: bool, no_change: str) -> list[Element]:
    """One line that was not recorded: why, what was understood, the line as typed, and how to go on.

    `kept` says that what was understood waits as a draft in the form; `no_change` is the ref of the action of which
    “no change” was probably meant, or empty.
    """
    body: list[Element] = [Text(why, "strong")]
    if understood := line.understood():
        body += [Text("What I understood:"), Listing(understood)]
    body += [Text("What you typed:"), Text(line.typed, "quote")]
    if no_change:
        body.append(Actions((Button("No change", "update.no_change", no_change, style="primary", opens_form=True),)))
    if kept and line.ref:
        body.append(Actions((Button("Go on in the form", "update.open", line.ref, style="primary", opens_form=True),)))
    return body


def private_line(line: Line, what: str) -> Card:
    """A line that seems to hold somebody's personal details: it is neither recorded nor shown again."""
    said = (
        f"This looks like {what}. Names of children, dates of birth and case numbers do not belong in the record: "
        "everything here can be disclosed. Nothing of it was stored; please say it again without, for example "
        "“one family” or “a young person aged 15”. The message itself is yours to delete."
    )
    title = f"Not recorded{f': {line.ref}' if line.ref else ''}"
    return Card(title, (Text(said),), data={"problem": f"looks like {what}"}, done=False)


def somebody_else(action: Action, before: Update, whose: str | None, request: Request) -> Card:
    """Told when an answer was followed by the asker's for the same meeting.

    `whose` was the earlier one: None for the person who is told.
    """
    earlier = f"{whose}’s answer" if whose else "Your answer"
    said = (
        f"{request.asker.name} has also answered for {action.ref}, on {moment(request.now, request.zone)}. "
        f"{earlier} of {moment(before.at, request.zone)} is kept; the later one counts."
    )
    buttons = (
        Button("Show the action", "action.show", action.ref),
        Button("Change", "update.open", action.ref, opens_form=True),
    )
    return Card(f"A second answer for {action.ref}", (Text(said), Actions(buttons)), about=(action.ref,))


def _stood_in_for(action: Action, request: Request) -> str:
    """The post for which the asker answers as a delegate; empty when it is the asker's own."""
    return next((post.title for post in request.asker.stands_in_for if post.post_id == action.owner_post_id), "")


def _buttons(ref: str) -> tuple[Button, ...]:
    return (
        Button(f"Update {ref}", "update.open", ref, style="primary", opens_form=True),
        Button("No change", "update.no_change", ref, opens_form=True),
    )


def _all_in(updates: int, no_change: int) -> str:
    """What has arrived of a return that is complete, updates and "no change" apart."""
    if no_change:
        return f"{answers_said(updates, no_change)} {'are' if updates + no_change > 1 else 'is'} in"
    if updates < 2:
        return "Your update is in" if updates else "Nothing is owed"
    return f"{all_of(updates)} updates are in"


def _choose(label: str, among: Sequence[Standpoint]) -> list[Element]:
    if not among:
        return []
    options = tuple((each.ref, shortened(f"{each.ref} {each.title}", 75)) for each in among[:100])
    return [Actions((Select(label, "update.open", options, "Open", opens_form=True),))]
