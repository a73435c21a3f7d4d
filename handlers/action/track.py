"""`/action track`: how often the asker's own Greens held two boards later, and what came of their forecasts.

Whoever holds a post sees its record first: chairs and the director see it from the freeze on (`/brag track record`).
"""

from sqlmodel import Session

from handlers.access import Permission
from handlers.action.command import action
from handlers.cards import Card, Cell, DateCell, Element, RatingCell, RefCell, Table, Text
from handlers.own_plan import plan_of
from handlers.requests import Request
from handlers.track_record_words import as_data, boards_said, record_said, total_of
from models.plan.ratings import RatingClass, scale
from models.position.counting import Scope
from models.position.position import position_now
from models.position.track_record import Record, slips, track_record
from papers.wording import joined

SLIPS_SHOWN = 50

YOURS = (
    "Your posts see this first; chairs, the director and the secretariat from the freeze on. No paper has it, and "
    "nobody is ranked by it."
)


@action.verb(
    "track",
    ("/action track", "how often what you called {named on_track} held two boards later, and your forecasts"),
    right=Permission.READ,
    also=("track record",),
    asked=("my track/record", "how often my"),
    bare=True,
)
def track(session: Session, request: Request) -> Card:
    """The track record of the asker's own posts."""
    plan, posts = plan_of(session, request), request.asker.posts
    scope = Scope(owner_post_ids=frozenset(post.post_id for post in posts))
    titles = joined([post.title for post in posts])
    position = position_now(session, plan, request.now, request.today)
    found = track_record(session, position, scope, plan.id, request.zone) if posts else {}
    body: list[Element] = []
    if not found:
        body.append(
            Text(f"Nothing has been declared for a post of yours ({titles}) that two boards have followed yet.")
        )
        return Card("Your track record", tuple(body), data={"track_record": as_data(Record()), "slipped": []})
    body.append(Text(f"{titles}: {record_said(total_of(found))}", "strong"))
    if said := boards_said(position):
        body.append(Text(said))
    slipped = slips(session, position, scope)
    if slipped:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                *(RefCell(each.ref), each.title, DateCell(each.said_on), RatingCell(each.said)),
                *(DateCell(each.later_on), RatingCell(each.became)),
            )
            for each in slipped[: request.room_for(SLIPS_SHOWN)]
        )
        many = scale().many(RatingClass.ON_TRACK)
        columns = ("Ref", "Action", "Board", "Said", "Two boards later", "It was")
        body.append(Table(f"{many} that did not hold, the latest first", columns, rows, sortable=True))
    body.append(Text(YOURS, "muted"))
    data = {
        "track_record": as_data(total_of(found)),
        "slipped": [
            {"ref": each.ref, "board": each.said_on.isoformat(), "later": each.later_on.isoformat()} for each in slipped
        ],
    }
    return Card("Your track record", tuple(body), about=tuple(dict.fromkeys(each.ref for each in slipped)), data=data)
