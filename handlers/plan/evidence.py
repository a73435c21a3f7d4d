"""`/plan evidence`: the register of evidence, and the actions that are done without any."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from handlers.access import Permission
from handlers.brag.cards import actions_table
from handlers.cards import Actions, Button, Card, Cell, DateCell, Element, Fields, RefCell, Table, Text
from handlers.errors import Mistake
from handlers.evidence_words import KINDS, evidence_as_data, evidence_data, hidden_said, may_take_back, seen_by
from handlers.grammar import nearest
from handlers.own_plan import plan_of
from handlers.plan.command import plan
from handlers.refs import known_refs
from handlers.requests import Request
from models.boards.boards import boards_of
from models.plan.evidence import Used, evidence_number, evidence_of_plan
from models.plan.rated import rated
from models.plan.ratings import RatingClass
from models.position.counting import Scope, Standpoint, live_standing, standpoints
from models.position.evidence import done_without_evidence
from papers.wording import plural, shortened

MOST_SHOWN = 100
TEXT_SHOWN = 140
_MISSING = ("missing", "without", "none", "lacking")


@plan.verb(
    "evidence",
    ("/plan evidence", "the register of evidence, and which actions each item is of"),
    ("/plan evidence audit", "those of a kind; as well: an action, E3"),
    right=Permission.READ,
    asked=("register evidence", "evidence"),
)
def evidence(session: Session, request: Request) -> Card:
    """The register, or what the words ask for of it."""
    said = " ".join(request.text.split()).strip(" .,;:?“”\"'").casefold()
    if said in _MISSING:
        return missing(session, request)
    seen, hidden = seen_by(request.asker, evidence_of_plan(session, plan_of(session, request).id))
    if number := evidence_number(said):
        found = next((each for each in seen if each.evidence.number == number), None)
        if found is None:
            raise Mistake(f"There is no evidence E{number}, or it was taken back.", example="/plan evidence")
        return _one(found, request)
    if ref := known_refs().written(said):
        mine = [each for each in seen if ref in {one.ref for one in each.actions}]
        return _listed(mine, 0, f"Evidence of {ref}", f"The register has no evidence of {ref}.")
    if kind := KINDS.get(said):
        of_kind = [each for each in seen if each.evidence.kind is kind]
        return _listed(of_kind, 0, f"Evidence: {kind.value}", "The register has none of this kind.")
    if said:
        likely = nearest(said, [*_MISSING, *KINDS])
        hint = f" Did you mean “/plan evidence {likely[0]}”?" if likely else ""
        raise Mistake(f"I do not know “{shortened(said, 60)}” here.{hint}", example="/plan evidence missing")
    example = known_refs().in_example('/action 2.4 evidence "Audit of case files" audit 12 May 2023')
    card = _listed(seen, hidden, "Register of evidence", f"The register has no evidence yet. For example: {example}")
    lacking = Button("Done without evidence", "plan.evidence_missing")
    return Card(card.title, (*card.body, Actions((lacking,))), data=card.data)


def _listed(found: list[Used], hidden: int, title: str, none: str) -> Card:
    shown = found[:MOST_SHOWN]
    rows: list[tuple[Cell, ...]] = []
    for each in shown:
        item = each.evidence
        refs = [one.ref for one in each.actions]
        rows.append(
            (
                item.name,
                f"{shortened(item.what, TEXT_SHOWN)}{' (confidential)' if item.confidential else ''}",
                ", ".join(filter(None, (item.kind.value, item.source))),
                DateCell(item.dated) if item.dated else "-",
                RefCell(refs[0]) if len(refs) == 1 else ", ".join(refs) or "-",
                item.link or "-",
            )
        )
    body: list[Element] = []
    if rows:
        columns = ("No.", "What", "Kind", "Day", "Of", "Link")
        body.append(Table(title, columns, tuple(rows), sortable=True))
    elif not hidden:
        body.append(Text(none))
    if len(shown) < len(found):
        body.append(Text(f"And {len(found) - len(shown)} more: name a kind or an action.", "muted"))
    if hidden:
        body.append(Text(hidden_said(hidden, "shown to you"), "muted"))
    return Card(title, tuple(body), data=evidence_data(found, hidden))


def _one(used: Used, request: Request) -> Card:
    item = used.evidence
    facts: list[tuple[str, Cell]] = [("Kind", item.kind.value)]
    facts += [("Day", DateCell(item.dated))] if item.dated else []
    facts += [("Source", item.source)] if item.source else []
    facts += [("Link", item.link)] if item.link else []
    facts += [("Confidential", "yes: it stands in no paper")] if item.confidential else []
    refs = [each.ref for each in used.actions]
    facts.append(("Of", RefCell(refs[0]) if len(refs) == 1 else ", ".join(refs) or "no action"))
    body: list[Element] = [Text(item.what, "quote"), Fields(tuple(facts))]
    if may_take_back(request.asker, used):
        body.append(Actions((Button(f"Take {item.name} back", "action.evidence_take_back", str(item.number)),)))
    return Card(f"Evidence {item.name}", tuple(body), about=tuple(refs), data={"evidence": evidence_as_data(used)})


@plan.verb(
    "evidence missing",
    ("/plan evidence missing", "actions that are done without any evidence, by board"),
    right=Permission.READ,
    asked=("evidence missing/lacking", "done without evidence"),
    bare=True,
)
def missing(session: Session, request: Request) -> Card:
    """The actions that are done, and have evidence neither in the register nor in their last answer, by board."""
    done, said, by_board = done_without(session, request)
    body: list[Element] = [Text(said, "strong")]
    body += [actions_table(board, its) for board, its in by_board.items()]
    data = {"done": done, "missing": {board: [each.ref for each in its] for board, its in by_board.items()}}
    about = tuple(each.ref for its in by_board.values() for each in its)
    return Card("Done without evidence", tuple(body), about=about, data=data)


def done_without(session: Session, request: Request) -> tuple[int, str, Mapping[str, Sequence[Standpoint]]]:
    """How many actions are done, how many of them have no evidence, in a sentence, and which, by the board's name."""
    its_plan = plan_of(session, request)
    standing = live_standing(its_plan.id, request.now, request.today)
    done = standpoints(session, standing, Scope(), request.today, rated(standing.c.activity, RatingClass.DONE))
    found = done_without_evidence(session, standing, Scope(), request.today)
    names = {board.id: board.name for board in boards_of(session, request.asker.organisation_id)}
    by_board: dict[str, list[Standpoint]] = {}
    for each in sorted(found, key=lambda one: one.board_id or 0):
        by_board.setdefault(names.get(each.board_id or 0, "No board"), []).append(each)
    if found:
        have = "has" if len(found) == 1 else "have"
        said = f"{len(found)} of {plural(len(done), 'action')} that are done {have} no evidence"
    else:
        said = (
            f"Every action that is done ({len(done)}) has evidence"
            if done
            else "No action is done yet, so none lacks any"
        )
    return len(done), f"{said}, in the register or in the last answer.", by_board
