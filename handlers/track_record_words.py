"""A track record in words: counts, never a share alone, and of too few nothing (`models.position.track_record`)."""

from collections.abc import Mapping

from models.plan.ratings import RatingClass, scale
from models.position.position import Position
from models.position.track_record import BOARDS_LATER, FEWEST, Record, Whose, boards_counted
from papers.wording import all_of, day, plural

_LATER = f"{ {2: 'two'}.get(BOARDS_LATER, BOARDS_LATER) } boards later"
TOO_FEW = "too few to tell"


def greens_said(record: Record) -> str:
    """ "3 of 7 Greens were Amber or Red two boards later"; that they are too few."""
    green, greens = scale().noun(RatingClass.ON_TRACK), scale().many(RatingClass.ON_TRACK)
    if record.greens < FEWEST:
        seen = plural(record.greens, f"{green} is", f"{greens} are") if record.greens else f"No {green} is"
        return f"{seen} two boards old: {TOO_FEW}"
    slipped = scale().named(RatingClass.AT_RISK, RatingClass.OFF_TRACK)
    were = "was" if record.slipped == 1 else "were"
    return f"{record.slipped or 'None'} of {record.greens} {greens} {were} {slipped} {_LATER}"


def forecasts_said(record: Record) -> str:
    """ "2 of 5 forecasts came by their day; 1 came 12 days later; 2 have passed and are not done"."""
    if record.forecasts < FEWEST:
        seen = plural(record.forecasts, "forecast has", "forecasts have") if record.forecasts else "No forecast has"
        return f"{seen} come to its day: {TOO_FEW}" if record.forecasts < 2 else f"{seen} come to their day: {TOO_FEW}"
    whole = record.kept == record.forecasts
    of = all_of(record.forecasts) if whole else f"{record.kept or 'None'} of {record.forecasts}"
    parts = [f"{of} forecasts {'was' if record.kept == 1 else 'were'} kept"]
    if late := sorted(record.late):
        days = plural(late[0], "day") if late[0] == late[-1] else f"{late[0]} to {plural(late[-1], 'day')}"
        parts.append(f"{len(late)} came {days} later")
    if record.waiting:
        parts.append(f"{record.waiting} {'has' if record.waiting == 1 else 'have'} passed with the action not done")
    return "; ".join(parts)


def record_said(record: Record) -> str:
    """Both, in two sentences."""
    return f"{greens_said(record)}. {forecasts_said(record)}."


def boards_said(position: Position) -> str:
    """Of which boards the ratings are; empty where two boards have followed none."""
    first, last = boards_counted(position)
    if first is None or last is None:
        return ""
    of = f"the board of {day(first)}" if first == last else f"the boards from {day(first)} to {day(last)}"
    return f"Ratings of {of}, each looked at again {_LATER}."


def as_data(record: Record) -> dict[str, object]:
    """The record as JSON."""
    return {
        "greens": record.greens,
        "slipped": record.slipped,
        "forecasts": record.forecasts,
        "kept": record.kept,
        "late": sorted(record.late),
        "passed_and_not_done": record.waiting,
    }


def total_of(records: Mapping[Whose, Record]) -> Record:
    """All of them together."""
    return sum(records.values(), Record())
