"""`/action proposal P7 …`: one's proposals by their numbers: in a line what the buttons of their cards do."""

import re

from sqlmodel import Session

from handlers.access import Permission
from handlers.action.command import action
from handlers.cards import Answer, Card, Cell, Table, Text
from handlers.errors import Mistake
from handlers.proposal_fields import not_given
from handlers.proposal_words import before_and_after, title_of
from handlers.proposals.line import named_parts
from handlers.proposals.making import add_to, taken_back, told, waiting
from handlers.requests import Request
from models.decisions.decisions import decisions_of_proposals, is_waiting
from models.decisions.proposals import proposals_by
from papers.wording import joined, plural

_TAKE_BACK = re.compile(r"(?:take\s+(?:it\s+)?back|undo|withdraw|remove|cancel|delete)[\s.!]*", re.IGNORECASE)


@action.verb(
    "proposals",
    ("/action proposals", "what you have proposed that waits for a board"),
    right=Permission.PROPOSE,
    asked=("proposals/proposed mine/my/i/we/our",),
    bare=True,
)
def proposals(session: Session, request: Request) -> Card:
    """What the asker has proposed and no board has decided."""
    made = proposals_by(session, request.asker.organisation_id, request.asker.id)
    decided = decisions_of_proposals(session, [each.id for each in made])
    left = [each for each in made if is_waiting(each, decided.get(each.id))]
    if not left:
        return Card(
            "Your proposals", (Text("Nothing that you have proposed waits for a board."),), data={"waiting": []}
        )
    rows: list[tuple[Cell, ...]] = []
    for each in left:
        before, after = before_and_after(session, each)
        lacking = joined([field.title for field in not_given(each)])
        rows.append((each.name, title_of(session, each), f"{before} → {after}" if before else after, lacking or "-"))
    said = f"{plural(len(left), 'proposal')} of yours {'wait' if len(left) > 1 else 'waits'} for a board."
    table = Table("Your proposals", ("No.", "What", "Now and proposed", "Not given"), tuple(rows))
    how = Text(
        f"“/action proposal {left[0].name} take back” takes one back; “/action proposal {left[0].name}” shows it."
    )
    return Card("Your proposals", (Text(said), table, how), data={"waiting": [each.name for each in left]})


@action.verb(
    "proposal",
    ("/action proposal P7 take back", "take back what you have proposed; or say more of it: “effect: …”"),
    right=Permission.PROPOSE,
    writes=True,
    prose=True,
)
def proposal(session: Session, request: Request) -> Answer:
    """Show a proposal that waits, take it back, or add what was not said of it."""
    found = re.match(r"[pP]?(\d{1,6})\b[\s:,]*", request.text)
    if found is None:
        raise Mistake("Which proposal? I need its number.", typed=request.text, example="/action proposal P7 take back")
    meant, said = waiting(session, request, found[1]), request.text[found.end() :].strip()
    if _TAKE_BACK.fullmatch(said):
        return taken_back(session, request, meant)
    title = f"{meant.name}: {title_of(session, meant)}"
    if not said:
        return told(session, meant, title)
    more, given = named_parts(meant.kind, said)
    left = not_given(meant)
    names = {each.name for each in left}
    if more or not given or not names.issuperset(given):
        wanted = f"It lacks {joined([each.title for each in left])}." if left else "Nothing is missing of it."
        example = f"/action proposal {meant.name} {left[0].title}: …" if left else f"/action proposal {meant.name}"
        raise Mistake(
            f"I do not know what that adds to {title}. {wanted} Nothing was added.", typed=said, example=example
        )
    if wrong := add_to(session, request, meant, given):
        raise Mistake(f"{' '.join(wrong.values())} Nothing was added.")
    return told(session, meant, title)
