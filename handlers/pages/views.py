"""What chat answers with a card, as a page each: the views of the position, what is escalated, track records,
passages that papers use again.

The verb is the one of chat with its right, so that nothing is said twice; the dashboard has the ways to them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers.access import Permission, may, require
from handlers.cards import Card
from handlers.errors import Mistake
from handlers.pages.told_changes import just_recorded
from handlers.registry import registry
from handlers.requests import Request
from models.plan.ratings import scale


@dataclass(frozen=True)
class View:
    """The verb whose card is shown, the label of the way to it, the words that stand before what is `asked`, and the
    page from which it is come to, with its name.
    """

    verb: str
    label: str
    before: str = ""
    over: tuple[str, str] = ("/", "Dashboard")


VIEWS: Mapping[str, View] = {
    "matrix": View("brag.matrix", "Movement as a matrix"),
    "pace": View("brag.pace", "Pace"),
    "slow": View("brag.slow", "Slow to progress"),
    "overdue": View("brag.overdue", "Overdue"),
    "gap": View("brag.gap", "Done without impact"),
    "escalations": View("board.escalations", "Escalations"),
    "track-record": View("brag.record", "Track record"),
    "your-track-record": View("action.track", "Your track record"),
    "asking-for-measures": View(
        "plan.measures_ask", "Ask for the measures that are missing", "by ", ("/measures", "Measures")
    ),
    "passages": View("pack.passages", "Passages", over=("/packs", "Board packs")),
}
"""The views by their names in addresses."""


@dataclass(frozen=True)
class Viewed:
    """A card to be shown as a page. `back` is the path to go to once something of it is done, and `over` the page from
    which it is come to, with its name; `recorded` is what has just become of what it has a way to.
    """

    card: Card
    back: str
    over: tuple[str, str]
    recorded: str


@registry.page("page.view", right=Permission.READ)
def view(session: Session, request: Request) -> Viewed:
    """The view whose name is the request's text, of what its value `asked` says. Raises `Mistake` and `Refused`."""
    found = VIEWS.get(request.text)
    verb = registry.verb_named(found.verb) if found else None
    if found is None or verb is None:
        raise Mistake("There is no such page.")
    require(request.asker, verb.right)
    said = replace(request, text=found.before + request.values.get("asked", ""))
    back = found.over[0] if found.before else f"/views/{request.text}"
    return Viewed(verb.handler(session, said), back, found.over, just_recorded(session, request))


def ways(request: Request) -> Iterator[tuple[str, str]]:
    """The names and labels of the views that are open to the asker, in their order."""
    closed = {name for name, each in VIEWS.items() if each.over[0] != "/"}  # the page over them has the way
    if not scale().rates_impact:
        closed.add("gap")
    closed.add("your-track-record" if may(request.asker, Permission.TRACK_RECORDS) else "track-record")
    if not request.asker.posts:
        closed.add("your-track-record")
    yield from ((name, each.label) for name, each in VIEWS.items() if name not in closed)
