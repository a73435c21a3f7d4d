"""Making a proposal of what was given in its fields: what an action's columns would be, or what is wrong with a field.

Nothing here writes. Names of boards, areas and posts are looked up; nothing is guessed: a likely one is offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from handlers.board.arguments import named_board
from handlers.errors import Mistake
from handlers.grammar import nearest
from handlers.proposal_fields import FIELDS, Field, missing
from handlers.proposals.line import parts_in, read_date
from handlers.proposals.measure_fields import as_typed, read_parts, with_what_follows
from handlers.refs import ref_of
from handlers.requests import Request
from models.boards.boards import boards_of
from models.decisions.effects import ACTIVITY, as_json
from models.decisions.next_ref import are_by_area, next_ref
from models.decisions.proposals import Proposal, ProposalKind, refs_proposed
from models.people.people import Role, posts_with_addresses
from models.plan.actions import Action, Area, Plan, areas_of, find_action, refs_of
from models.plan.endings import Ending
from models.plan.ratings import Rating, RatingClass, scale
from models.plan.refs import LONGEST_REF, area_in
from models.privacy.private_text import looks_private
from papers.spacing import folded
from papers.wording import day, joined, shortened

MOST_PARTS = 20
AMENDED = "/board decide 1 amended target:70%"


@dataclass
class Reading:
    """What the fields of a proposal make: columns `before` and `after`, what is `said`, and mistakes by field; those in
    `private` are not to be kept.
    """

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)


def read_fields(
    session: Session, request: Request, plan: Plan, kind: ProposalKind, action: Action | None, given: Mapping[str, str]
) -> Reading:
    """Read the fields of a proposal about an action, or about a new one."""
    reading = Reading()
    given = {name: value.strip() for name, value in given.items() if value.strip()}
    asked = {each.name: each for each in asked_of(session, plan, kind)}
    if kind is ProposalKind.MEASURE:
        given = with_what_follows(given)
    for each in missing([*asked.values()], given):
        reading.errors[each.name] = f"This is needed: {each.title}."
    for name, value in given.items():
        if name not in asked:
            continue
        if wrong := _wrong_with(asked[name], value, request):
            reading.errors[name] = wrong
            if looks_private(value, request.today):
                reading.private.add(name)
        elif asked[name].typed and kind is not ProposalKind.MEASURE:
            try:
                reading.after |= _columns(session, request, plan, action, name, value)
            except Mistake as mistake:
                reading.errors[name] = mistake.what
        elif not asked[name].typed:
            reading.said[name] = value
    if kind is ProposalKind.MEASURE:
        _read_measure(session, request, given, reading)
    if not reading.errors:
        _complete(session, plan, kind, action, reading)
    elif action and reading.after.get("parts"):
        _with_refs(session, plan, action, reading.after["parts"])
    return reading


def asked_of(session: Session, plan: Plan, kind: ProposalKind) -> tuple[Field, ...]:
    """What a kind asks for in this plan. A new action needs a board, where there are several, and an area, where refs
    begin with the number of one: no action is left without a board, and none is numbered as one of another area.
    """
    if kind is not ProposalKind.NEW:
        return FIELDS[kind]
    needed = {"board"} if len(boards_of(session, plan.organisation_id)) > 1 else set()
    needed |= {"area"} if areas_of(session, plan.id) and are_by_area(refs_of(session, plan.id)) else set()
    return tuple(replace(each, needed=each.needed or each.name in needed) for each in FIELDS[kind])


def read_amendment(
    session: Session, request: Request, plan: Plan, proposal: Proposal, given: Mapping[str, str]
) -> dict[str, Any]:
    """What a board has put in the place of what was proposed, of the columns of the action. Raises `Mistake`."""
    action = session.get_one(Action, proposal.action_id) if proposal.action_id is not None else None
    after: dict[str, Any] = {}
    if proposal.kind is ProposalKind.MEASURE:
        return _amended_measure(session, request, proposal, given)
    for each in FIELDS[proposal.kind]:
        if not each.typed or each.name not in given:
            continue
        if wrong := _wrong_with(each, given[each.name], request):
            raise Mistake(wrong)
        after |= _columns(session, request, plan, action, each.name, given[each.name])
    if parts := after.get("parts"):
        _with_refs(session, plan, action, parts)
    area, numbered_by = after.get("area_number"), area_in(str(proposal.after.get("ref", "")))
    if area is not None and numbered_by not in (area, None):  # it was to be the next one of another area
        after.setdefault("ref", next_ref(_taken(session, plan), area))
    return after


def _read_measure(session: Session, request: Request, given: Mapping[str, str], reading: Reading) -> None:
    """A measure, the parts of which are read together; those that are wrong already are left out."""
    wanted = {name: value for name, value in given.items() if name not in reading.errors}
    parts, wrong = read_parts(request, wanted, lambda value: _owner(session, request, None, value))
    reading.errors |= wrong
    reading.after = {"measure": {**parts, "agreed": True}}


def _amended_measure(
    session: Session, request: Request, proposal: Proposal, given: Mapping[str, str]
) -> dict[str, Any]:
    """The measure as it was proposed but for the parts that a board has named. Raises `Mistake`."""
    named = {each.name for each in FIELDS[proposal.kind] if each.typed}
    changed = {name: value for name, value in given.items() if name in named}
    if not changed.keys() - {"definition"}:
        raise Mistake("As amended to what? Name the part. Nothing was entered.", example=AMENDED)
    reading = Reading()
    for each in FIELDS[proposal.kind]:
        if each.name in changed and (wrong := _wrong_with(each, changed[each.name], request)):
            raise Mistake(wrong)
    was = as_typed(session, proposal.after["measure"])
    _read_measure(session, request, with_what_follows({**was, **changed}), reading)
    for wrong in reading.errors.values():
        raise Mistake(f"{wrong} Nothing was entered.", example=AMENDED)
    return reading.after


def _wrong_with(asked: Field, value: str, request: Request) -> str:
    if len(value) > asked.longest:
        return f"That is {len(value)} characters; {asked.longest} at most."
    if what := looks_private(value, request.today):
        return f"This looks like {what}. Please say it without; nothing of it was stored."
    return ""


def _columns(
    session: Session, request: Request, plan: Plan, action: Action | None, name: str, value: str
) -> dict[str, Any]:
    """What a field makes of the action's columns, as JSON. Raises `Mistake`."""
    match name:
        case "until" | "due":
            return _date(request, action, value)
        case "title":
            title = " ".join(value.split())
            if action and title == action.title:
                raise Mistake(f"{action.ref} is worded so already.")
            return {"title": title}
        case "into":
            return {"merged_into_id": _into(session, plan, action, value).id}
        case "parts":
            return {"parts": _parts(action, value)}
        case "owner":
            return {"owner_post_id": _owner(session, request, action, value)}
        case "board":
            board = named_board(session, plan.organisation_id, value, "")
            if action and action.board_id == board.id:
                raise Mistake(f"{action.ref} reports to the {board.name} already.")
            return {"board_id": board.id}
        case "area":
            return _area(session, plan, value)
        case _:
            return {"ref": _ref(session, plan, value)}


def _date(request: Request, action: Action | None, value: str) -> dict[str, Any]:
    try:
        deadline = read_date(value, request.today)
    except ValueError as unreadable:
        raise Mistake(str(unreadable)) from None
    if action is None:
        return {"due": _iso(deadline.last_day), "due_precision": deadline.precision.value}
    if deadline == action.approved_deadline:
        raise Mistake(f"{deadline.words()} is the date of {action.ref} already.")
    if deadline.last_day and deadline.last_day < request.today:
        raise Mistake(f"{day(deadline.last_day)} has passed.")
    return {"approved_due": _iso(deadline.last_day), "approved_precision": deadline.precision.value}


def _into(session: Session, plan: Plan, action: Action | None, value: str) -> Action:
    ref = ref_of(value)
    into = find_action(session, plan.id, ref) if ref else None
    if into is None:
        raise Mistake(f"The plan has no action {shortened(value, 40)}.")
    if action and into.id == action.id:
        raise Mistake(f"{into.ref} cannot be merged into itself.")
    if into.ended:
        raise Mistake(f"{into.ref} has left the plan: it was {into.ended}.")
    return into


def _parts(action: Action | None, value: str) -> list[dict[str, Any]]:
    titles = [" ".join(line.split()) for line in parts_in(value)]
    if len(titles) < 2:
        raise Mistake(
            "An action is split into two at least: one a line, divided by semicolons, or each in quotation marks."
        )
    if len(titles) > MOST_PARTS:
        raise Mistake(f"That is {len(titles)} parts; {MOST_PARTS} at most.")
    if len({folded(title) for title in titles}) < len(titles):
        raise Mistake("Two of the parts have the same words.")
    kept = (
        as_json(action, frozenset({"area_id", "board_id", "owner_post_id", "owner_written", "board_written"}))
        if action
        else {}
    )
    due = as_json(action, frozenset({"approved_due", "approved_precision"})) if action else {}
    dated = {"due": due.get("approved_due"), "due_precision": due.get("approved_precision")} if due else {}
    return [{"title": title, **kept, **dated} for title in titles]


def _owner(session: Session, request: Request, action: Action | None, value: str) -> int:
    posts = posts_with_addresses(session, request.asker.organisation_id, Role.SRO)
    wanted = value.casefold().removeprefix("mailto:").strip("<>")
    found = {id: title for id, title, email in posts if wanted in (title.casefold(), (email or "").casefold())}
    if len(found) != 1:
        known = {title for _, title, _ in posts} | {email for *_, email in posts if email}
        likely = nearest(value, known)
        hint = f" Did you mean {joined(likely, 'or')}?" if likely and not found else ""
        several = f" {value} holds {joined(sorted(found.values()))}: name the post." if found else ""
        raise Mistake(
            f"No senior responsible officer is known as “{shortened(value, 80)}”.{hint}"
            if not found
            else several.strip()
        )
    (post_id,) = found
    if action and action.owner_post_id == post_id:
        raise Mistake(f"{found[post_id]} is the SRO of {action.ref} already.")
    return post_id


def _area(session: Session, plan: Plan, value: str) -> dict[str, Any]:
    areas = areas_of(session, plan.id)
    bare = value.casefold().removeprefix("area ").strip()
    found = next(
        (each for each in areas if bare in (str(each.number), each.title.casefold(), each.heading.casefold())), None
    )
    if found is None:
        likely = nearest(bare, [each.title for each in areas if each.title])
        hint = f" Did you mean {joined(likely, 'or')}?" if likely else ""
        raise Mistake(f"The plan has no area “{shortened(value, 80)}”.{hint}")
    return {"area_id": found.id, "area_number": found.number}


def _ref(session: Session, plan: Plan, value: str) -> str:
    if len(value) > LONGEST_REF or "\n" in value:
        raise Mistake(f"A ref has {LONGEST_REF} characters at most, on one line.")
    if found := find_action(session, plan.id, value):
        raise Mistake(f"{found.ref} is there already; a ref is never used again.")
    return value


def _complete(session: Session, plan: Plan, kind: ProposalKind, action: Action | None, reading: Reading) -> None:
    """What follows from the kind, and what stands now of all that would change."""
    if kind is ProposalKind.REOPEN:
        reading.after |= {"ended": None, "ended_on": None, "merged_into_id": None}
    if kind is ProposalKind.MEASURE and action is not None:
        now = as_json(action, frozenset({"measure"}))
        same = {**(now["measure"] or {}), "proposed_on": reading.after["measure"]["proposed_on"]}
        if same == reading.after["measure"]:
            reading.errors["definition"] = f"The measure of {action.ref} is that already, and agreed."
    if kind is ProposalKind.CLOSE and not any(each.given for each in scale().of(RatingClass.DONE)):
        reading.after[ACTIVITY] = (
            Rating.DONE.value
        )  # where nobody can declare it, a decision marks it (`domain.md` 4.1)
    elif kind in _ENDED:
        reading.after["ended"] = _ENDED[kind].value
    if action is None:
        boards = boards_of(session, plan.organisation_id)
        if len(boards) == 1:
            reading.after.setdefault("board_id", boards[0].id)
        reading.after.setdefault("ref", next_ref(_taken(session, plan), reading.after.get("area_number")))
        return
    if parts := reading.after.get("parts"):
        _with_refs(session, plan, action, parts)
    columns = frozenset(name for name in reading.after if name != "parts")
    reading.before = as_json(action, columns)
    if ACTIVITY in columns and reading.before == reading.after:
        reading.errors["evidence"] = f"{action.ref} is {scale()[Rating.DONE].name} already."


def _with_refs(session: Session, plan: Plan, action: Action | None, parts: list[dict[str, Any]]) -> None:
    """Give each part the next ref of the action's area."""
    taken = _taken(session, plan)
    area = session.get_one(Area, action.area_id).number if action and action.area_id else None
    for part in parts:
        part["ref"], part["area_number"] = next_ref(taken, area), area
        taken.add(part["ref"])


def _taken(session: Session, plan: Plan) -> set[str]:
    """The refs that the plan has had, and those that are proposed."""
    return {*refs_of(session, plan.id)} | refs_proposed(session, plan.organisation_id)


_ENDED: Mapping[ProposalKind, Ending] = {
    ProposalKind.CLOSE: Ending.CLOSED,
    ProposalKind.WITHDRAW: Ending.WITHDRAWN,
    ProposalKind.MERGE: Ending.MERGED,
    ProposalKind.SPLIT: Ending.SPLIT,
}


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None
