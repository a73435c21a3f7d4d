"""`/brag track record`: how often Greens held, and what came of forecasts: for chairs, director and secretariat.

Never shared in a channel and in no paper: it is to talk about with an owner, who sees their own first.
By board and post in the order of their names, and of too few nothing is said: no table of who is best.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission
from handlers.brag.cards import view_of
from handlers.brag.command import asked_about, brag, every_rating
from handlers.cards import Card, Cell, Element, Table, Text
from handlers.errors import Mistake
from handlers.fillers import plain
from handlers.requests import Request
from handlers.track_record_words import as_data, boards_said, forecasts_said, greens_said, record_said, total_of
from models.plan.actions import living_plan
from models.position.track_record import Record, Whose, track_record

NOT_SHARED = "A track record is shown to you alone, and is not shared in a channel. Nothing was posted."
TO_TALK_ABOUT = "Counts to talk about with an owner, who sees their own (“/action track”). No paper has them."


@brag.verb(
    "record",
    ("/brag track record", "how often what was {named on_track} held two boards later, and what came of forecasts"),
    ("/brag track record workforce", "the same of a board, an area or an SRO"),
    right=Permission.TRACK_RECORDS,
    also=("records",),
    asked=("track record/records", "forecasts hold/holds/held/kept/reliable", "how often hold/holds/held/slipped"),
)
def record(session: Session, request: Request) -> Card:
    """The track record of the plan, and of each board and post within the filters."""
    if "share" in request.flags:
        raise Mistake(NOT_SHARED, example="/brag track record")
    words = [word for word in request.words if plain(word) != "track"]
    now, scope, heading = asked_about(session, request, "track record", words)
    every_rating(scope, "A track record")
    if not now.past_the_freeze and now.previous:  # an owner sees what the coming board adds first
        now, scope, heading = asked_about(session, request, "track record", [*words, "last", "board"])
        heading = replace(heading, met=False)
    plan = living_plan(session, request.asker.organisation_id)
    assert plan is not None
    found = track_record(session, now, scope, plan.id, request.zone)
    heading = replace(heading, shares=False)
    shown: list[Element] = []
    if found:
        shown += [*([Text(said)] if (said := boards_said(now)) else []), *_tables(found), Text(TO_TALK_ABOUT, "muted")]
    data = {
        "track_record": as_data(total_of(found)),
        "boards": [{"board": name or None, **as_data(of)} for name, of in _by_board(found).items()],
        "posts": [
            {"post": whose.post or None, "board": whose.board or None, **as_data(of)} for whose, of in found.items()
        ],
    }
    return Card(
        heading.title("Track record"), view_of(heading, record_said(total_of(found)), *shown, compares=False), data=data
    )


def _by_board(found: Mapping[Whose, Record]) -> dict[str, Record]:
    boards: dict[str, Record] = {}
    for whose, each in found.items():
        boards[whose.board] = boards.get(whose.board, Record()) + each
    return boards


def _tables(found: Mapping[Whose, Record]) -> tuple[Table, Table]:
    boards: tuple[tuple[Cell, ...], ...] = tuple(
        (board or "No board", greens_said(of), forecasts_said(of)) for board, of in _by_board(found).items()
    )
    posts: tuple[tuple[Cell, ...], ...] = tuple(
        (whose.post or "No post linked", whose.board or "no board", greens_said(of), forecasts_said(of))
        for whose, of in sorted(found.items(), key=lambda each: (each[0].post, each[0].board))
    )
    return (
        Table("By board, in the order of their names", ("Board", "Ratings", "Forecasts"), boards),
        Table("By post, in the order of their names", ("Post", "Board", "Ratings", "Forecasts"), posts),
    )
