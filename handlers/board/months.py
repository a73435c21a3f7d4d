"""`/board month 19 July 2023 May 2023`: of which month a meeting's data are, as its pack prints it."""

from sqlmodel import Session

from handlers.access import Permission
from handlers.board.arguments import improvement_board
from handlers.board.command import board
from handlers.cards import Card, Text
from handlers.days import read_day
from handlers.errors import Mistake
from handlers.requests import Request
from models.boards.boards import meeting_on_day
from models.boards.cycles import data_month
from models.boards.meetings import set_data_month
from models.packs.packs import PackState, pack_of
from models.plan.deadlines import Precision, parse_deadline
from papers.wording import day

MONTH = "/board month 19 July 2023 May 2023"


@board.verb(
    "month",
    (MONTH, "say of which month a board's data are, if not of the last that has ended by its day"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def month(session: Session, request: Request) -> Card:
    """Set the month that the data of the improvement board's meeting of a day are of."""
    on, rest = read_day(request.words, request.today, MONTH)
    its_board = improvement_board(session, request.asker.organisation_id)
    meeting = meeting_on_day(session, its_board.id, on)
    if meeting is None or meeting.cancelled is not None:
        raise Mistake(f"{its_board.name} does not meet on {day(on)}.", example="/board")
    usual, typed = data_month(on), " ".join(rest)
    try:
        read = parse_deadline(typed)
    except ValueError:
        read = None
    if read is None or read.precision is not Precision.MONTH or read.last_day is None:
        what = f"“{typed}” is no month" if typed else "Which month is it to be"
        raise Mistake(
            f"{what}{'.' if typed else '?'} Unless one is set, the data for {day(on)} are those of {usual:%B %Y}.",
            understood=(day(on),),
            example=f"/board month {day(on)} {usual:%B %Y}",
        )
    chosen = read.last_day.replace(day=1)
    if chosen > on:
        raise Mistake(
            f"{chosen:%B %Y} begins after the board of {day(on)} has met. Nothing was changed.",
            example=f"/board month {day(on)} {usual:%B %Y}",
        )
    found = pack_of(session, meeting.id)
    if found and found.state in (PackState.PUBLISHING, PackState.PUBLISHED):
        raise Mistake(f"The pack for {day(on)} is published, and says of which month its data are.", example="/pack")
    set_data_month(session, request.actor, meeting, chosen)
    said = f"The data for the board of {day(on)} are those of {chosen:%B %Y}"
    said += ", as usual: the last month that has ended by then." if chosen == usual else f", not of {usual:%B %Y}."
    body = (Text(said), *((Text(COMPILED),) if found else ()))
    return Card("Data month set", body, data={"meeting": on.isoformat(), "data_month": f"{chosen:%Y-%m}"})


COMPILED = "Its pack is compiled already: “/pack compile” makes a version that says so."
