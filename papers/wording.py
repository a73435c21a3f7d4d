"""How dates, times, counts and ratings are written for people: one way everywhere."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.plan.ratings import Rating, scale
from models.position.counting import Count

NOT_COUNTED_BEFORE, NOT_COUNTED_NOW = "Not counted before", "Not counted now"
"""Where an action comes from that joined the plan, and goes to that left it, in a matrix of movements."""

NOT_RATED = "not rated"
"""What stands in place of an impact that was not rated."""


def day(on: date) -> str:
    """`7 June 2023`."""
    return f"{on.day} {on:%B %Y}"


def day_and_month(on: date) -> str:
    """`7 June`, where the year goes without saying."""
    return f"{on.day} {on:%B}"


def weekday(on: date) -> str:
    """`Wednesday 7 June 2023`."""
    return f"{on:%A} {day(on)}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """An aware time in the organisation's zone: `7 June 2023, 10:00`."""
    local = at.astimezone(zone)
    return f"{day(local)}, {local:%H:%M}"


def share(count: Count) -> str:
    """`44 (68.75%)`."""
    return f"{count.count} ({count.percent}%)"


def ratings(activity: Rating, impact: Rating) -> str:
    """How an action is rated: `Amber on activity, Red on impact`; `Amber`, where activity alone is rated."""
    if not scale().rates_impact:
        return activity.word
    return f"{activity.word} on activity, {impact.word} on impact"


def plural(count: int, singular: str, several: str = "") -> str:
    """`1 action`, `3 actions`."""
    return f"{count} {singular if count == 1 else several or singular + 's'}"


def all_of(count: int) -> str:
    """`All 37`, of more than one; of two, `Both`."""
    return f"All {count}" if count != 2 else "Both"


def joined(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def answers_said(updates: int, no_change: int) -> str:
    """How many answers: `5 updates and 12 no change`, `1 update`, `12 no change`; of none, `0 updates`."""
    counted = [plural(updates, "update")] if updates or not no_change else []
    return joined([*counted, *([f"{no_change} no change"] if no_change else [])])


def answers_in(given: int, no_change: int, expected: int) -> str:
    """How many answers are in: `3 of 52 updates are in`, or `5 updates and 6 no change are in, of 52 expected`."""
    are = "is" if given == 1 else "are"
    if no_change:
        return f"{answers_said(given - no_change, no_change)} {are} in, of {expected} expected"
    return f"{given} of {plural(expected, 'update')} {are} in"


def no_change_said(since: date | None, confirmed: date) -> str:
    """`No change since 24 May 2023, confirmed on 30 June 2023`: how an answer that confirms the last one is printed.

    `since` is the local day of the update that it confirms, None where that is not in the record any more. Of the same
    day, `No change to the update of 7 June 2023, confirmed the same day`: since that day nothing can have changed yet.
    """
    if since == confirmed:
        return f"No change to the update of {day(confirmed)}, confirmed the same day"
    return f"No change{f' since {day(since)}' if since else ''}, confirmed on {day(confirmed)}"


TITLE_SHOWN = 80
"""How many characters of an action's title stand in a line or a sentence."""


def shortened(text: str, length: int) -> str:
    """The text in at most `length` characters, cut between words, with an ellipsis where something is left out."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0] + "…"


def sentences(said: Iterable[str]) -> str:
    """What was said, one after the other, each with a full stop where it has no end of its own; empty ones left out."""
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in said if each)
