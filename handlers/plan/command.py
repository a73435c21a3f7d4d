"""`/plan`: its versions, freezing one under a name, what is different between two, and proposing one for adoption.

A version is a draft until a board has adopted it, and says so wherever it is named.
"""

import re
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.cards import (
    Actions,
    Answer,
    Button,
    Card,
    Cell,
    DateCell,
    Element,
    Fields,
    Input,
    Modal,
    NumberCell,
    RefCell,
    Table,
    Text,
)
from handlers.errors import Mistake
from handlers.grammar import nearest, words_of
from handlers.own_plan import plan_of
from handlers.plan.comparing import compare, ended_only
from handlers.private_text import refuse_private
from handlers.proposal_words import decided_by, told_of
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from models.boards.boards import improvement_board
from models.decisions.decisions import waiting
from models.decisions.proposals import Proposal, ProposalKind, propose
from models.decisions.versions import (
    LONGEST_NAME,
    PlanVersion,
    Version,
    VersionRow,
    endings_of,
    freeze_version,
    rows_now,
    rows_of,
    subject_of_version,
    versions_of,
)
from models.plan.actions import Plan
from papers.versions.contents import ComparedVersion, Comparison, VersionChange
from papers.wording import joined, plural, shortened

FREEZE = "/plan freeze v0.12"
DIFF = "/plan diff v0.11 v0.12"
ADOPT = "/plan adopt v0.12"
NOW = "now"
"""What the plan as it stands is called where a version is asked for."""

NO_VERSION = "The plan has no version yet."

MOST_SHOWN = 100

plan = registry.command("/plan", "The plan: its versions, the findings that it answers, its measures and its evidence")


@plan.verb(
    "versions",
    ("/plan", "the versions of the plan, which of them is adopted, and what has changed since the last one"),
    right=Permission.READ,
    unsaid=(Unsaid.NOTHING,),
    asked=("version/versions plan", "plan version/versions", "versions"),
    bare=True,
)
def versions(session: Session, request: Request) -> Card:
    """The versions of the plan."""
    its_plan = plan_of(session, request)
    known = versions_of(session, its_plan.id)
    title = f"Versions of the plan: {its_plan.title}"
    if not known:
        freezes = Actions((Button("Freeze a version", "plan.freeze_form", opens_form=True),))
        keeps = may(request.asker, Permission.KEEP_THE_RECORD)
        return Card(title, (Text(no_version_said(request)), *([freezes] if keeps else [])), data={"versions": []})
    last, proposed = known[0], versions_proposed(session, request)
    since = comparison(session, request, its_plan, last, None)
    rows: list[tuple[Cell, ...]] = [
        (
            each.version.name,
            DateCell(_frozen_on(request, each.version)),
            NumberCell(each.actions),
            told_of(each.decision)
            if each.decision
            else f"draft, before a board ({proposed[each.version.id]})"
            if each.version.id in proposed
            else "draft",
        )
        for each in known
    ]
    body: list[Element] = [
        Text(adopted_said(known), "strong"),
        Table("The newest first", ("Version", "Frozen on", "Actions", "Adopted by"), tuple(rows)),
        Text(since.said),
    ]
    buttons = [Button(f"What has changed since {last.version.name}", "plan.diff", last.version.name)]
    if len(known) > 1:
        pair = f"{known[1].version.name} {last.version.name}"
        buttons.append(Button(f"{known[1].version.name} and {last.version.name}", "plan.diff", pair))
    if last.decision is None and last.version.id not in proposed and may(request.asker, Permission.PROPOSE):
        buttons.append(Button(f"Propose to adopt {last.version.name}", "plan.adopt", last.version.name))
    if may(request.asker, Permission.KEEP_THE_RECORD):
        buttons.append(Button("Freeze a version", "plan.freeze_form", opens_form=True))
    body.append(Actions(tuple(buttons)))
    data = {
        "versions": [
            {
                "name": each.version.name,
                "frozen_at": each.version.frozen_at.isoformat(),
                "actions": each.actions,
                "decision": each.decision.name if each.decision else None,
            }
            for each in known
        ],
        "changed_since": len(since.changes),
    }
    return Card(title, tuple(body), data=data)


def no_version_said(request: Request) -> str:
    """That the plan has no version, and how it gets one."""
    if may(request.asker, Permission.KEEP_THE_RECORD):
        return f"{NO_VERSION} “{FREEZE}” keeps it under a name as it stands, to be compared with later."
    return f"{NO_VERSION} The secretariat keeps it under a name as it stands, to be compared with later."


def versions_proposed(session: Session, request: Request) -> dict[int, str]:
    """The proposals to adopt a version that wait for a board, by the version's id."""
    return {
        each.after["version_id"]: each.name
        for each in waiting(session, request.asker.organisation_id)
        if each.kind is ProposalKind.ADOPT
    }


@plan.verb(
    "freeze",
    (FREEZE, "keep the plan as it stands under a name: a draft, until a board adopts it"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def freeze(session: Session, request: Request) -> Card:
    """Freeze the plan as a version."""
    return _frozen(session, request, request.text)


@plan.button("freeze_form", right=Permission.KEEP_THE_RECORD)
def freeze_form(session: Session, request: Request) -> Modal:
    """The form that asks for the name of a version."""
    return _freeze_form(_next_name(versions_of(session, plan_of(session, request).id)), "")


@plan.form("freeze_submit", right=Permission.KEEP_THE_RECORD)
def freeze_submit(session: Session, request: Request) -> Answer:
    """Freeze the plan under the name that was filled in, or give the form back with what is wrong."""
    name = request.values.get("name", "")
    try:
        return _frozen(session, request, name)
    except Mistake as mistake:  # nothing is written yet
        return _freeze_form(name, mistake.what)


def _freeze_form(name: str, error: str) -> Modal:
    hint = "A version is a draft until a board adopts it, and never changes."
    asked = Input("name", "Its name", value=name, hint=hint, required=True, max_length=LONGEST_NAME, error=error)
    body = (Text("The plan is kept as it stands now, to be compared with later."),)
    return Modal("Freeze a version of the plan", "plan.freeze_submit", "", body, (asked,), "Freeze")


def _frozen(session: Session, request: Request, typed: str) -> Card:
    """Freeze the plan under a name. Raises `Mistake` before anything is written."""
    its_plan, name = plan_of(session, request), " ".join(typed.split()).strip('“”"')
    known = versions_of(session, its_plan.id)
    if not name:
        raise Mistake("Under which name? Nothing was frozen.", example=f"/plan freeze {_next_name(known)}")
    if len(name) > LONGEST_NAME:
        raise Mistake(f"A name has {LONGEST_NAME} characters at most; this one has {len(name)}. Nothing was frozen.")
    refuse_private(name, request.today)
    if name.casefold() == NOW or any(each.version.name.casefold() == name.casefold() for each in known):
        raise Mistake(
            f"There is a version “{name}” already, and a version never changes. Nothing was frozen.",
            example=f"/plan freeze {_next_name(known)}",
        )
    made = freeze_version(session, request.actor, its_plan, name, request.today)
    frozen = versions_of(session, its_plan.id)[0]
    body: list[Element] = [Text(f"{plural(frozen.actions, 'action')}, as the plan stands now.")]
    buttons = []
    if known:
        found = comparison(session, request, its_plan, known[0], frozen)
        body.append(Text(found.said))
        buttons.append(Button("What is different", "plan.diff", f"{known[0].version.name} {made.name}"))
    body.append(Text(f"{made.name} is a draft until a board adopts it."))
    buttons.append(Button(f"Propose to adopt {made.name}", "plan.adopt", made.name))
    data = {"version": made.name, "id": made.id, "actions": frozen.actions}
    return Card(f"Frozen: {made.name} (draft)", (*body, Actions(tuple(buttons))), data=data)


@plan.verb(
    "diff",
    (DIFF, "what is different: added, ended, re-worded, re-dated, moved, owner; with one, against the plan now"),
    right=Permission.READ,
    also=("compare", "difference", "differences", "changes"),
    asked=("plan changed/changes/different", "difference versions"),
)
def diff(session: Session, request: Request) -> Card:
    """What is different between two versions, or between one and the plan as it stands."""
    found = compared(session, request, request.text)
    if found is None:
        asked = f"“{shortened(request.text, 80)}” names no version. " if request.text.strip() else ""
        return Card("Nothing to compare with", (Text(f"{asked}{no_version_said(request)}"),), data={"changes": []})
    shown = found.changes[:MOST_SHOWN]
    body: list[Element] = [
        Fields((("From", found.before.called), ("To", found.after.called))),
        Text(found.said, "strong"),
    ]
    if shown:
        rows = tuple((RefCell(each.ref), each.kind.value, each.title, *_was_and_is(each)) for each in shown)
        rest = len(found.changes) - len(shown)
        narrower = f"And {rest} more; the page and the Word file have all of them." if rest else ""
        caption = f"From {found.before.name} to {found.after.name}"
        body.append(Table(caption, ("Ref", "What", "Action", "Was", "Is"), rows, sortable=True, narrower=narrower))
        if narrower:
            body.append(Text(narrower, "muted"))
    data = {
        "from": found.before.name,
        "to": found.after.name,
        "changes": [
            {"ref": each.ref, "kind": each.kind.value, "was": each.was or None, "now": each.now}
            for each in found.changes
        ],
    }
    title = f"What is different: {found.before.called} and {found.after.called}"
    return Card(title, tuple(body), about=tuple(dict.fromkeys(each.ref for each in shown)), data=data)


@plan.verb(
    "adopt",
    (ADOPT, "propose a version to the improvement board; its decision adopts it"),
    right=Permission.PROPOSE,
    writes=True,
)
def adopt(session: Session, request: Request) -> Card:
    """Propose that a board adopts a version."""
    its_plan = plan_of(session, request)
    known = versions_of(session, its_plan.id)
    words = words_of(request.text)
    if not words:
        last = known[0].version.name if known else "v0.12"
        raise Mistake("Which version is the board to adopt? Nothing was proposed.", example=f"/plan adopt {last}")
    version, left = _named(known, words)
    if version is None or left:
        raise Mistake(f"I do not know “{shortened(' '.join(left), 60)}” here. Nothing was proposed.", example=ADOPT)
    if version.decision:
        raise Mistake(f"{version.version.name} has been adopted: {told_of(version.decision)}.")
    for each in waiting(session, request.asker.organisation_id):
        if each.kind is ProposalKind.ADOPT and each.after["version_id"] == version.version.id:
            raise Mistake(f"That is proposed already, and waits: {each.name}.", example="/board requests")
    adopted = next((each for each in known if each.decision), None)
    its_board = improvement_board(session, request.asker.organisation_id)
    proposal = Proposal(
        organisation_id=its_plan.organisation_id,
        kind=ProposalKind.ADOPT,
        board_id=its_board.id if its_board else None,
        before={"version": adopted.version.name} if adopted else {},
        after={"version": version.version.name, "version_id": version.version.id},
        at=request.now,
    )
    meeting = propose(session, request.actor, proposal, subject_of_version(version.version.name), request.today)
    decides = decided_by(its_board, meeting.on if meeting else None)
    body = (
        Text(f"{decides} Until then {version.version.name} is a draft.", "strong"),
        Actions((Button("Take it back", "action.take_back_proposal", str(proposal.number)),)),
    )
    data = {
        "proposal": {
            "id": proposal.name,
            "kind": proposal.kind.value,
            "before": adopted.version.name if adopted else None,
            "after": version.version.name,
            "decides": its_board.name if its_board else None,
            "meeting": meeting.on.isoformat() if meeting else None,
        }
    }
    return Card(f"Proposed as {proposal.name}: adopting {version.version.name}", body, data=data)


def compared(session: Session, request: Request, text: str) -> Comparison | None:
    """The two versions that are named, compared; the last one and the plan as it stands where none is. None without any
    version; raises `Mistake` where one is not known.
    """
    its_plan = plan_of(session, request)
    known = versions_of(session, its_plan.id)
    if not known:
        return None
    words = [word for word in words_of(text) if word.casefold() not in ("and", "with", "to", "from", "between")]
    if not words:
        return comparison(session, request, its_plan, known[0], None)
    before, words = _named(known, words)
    after, words = _named(known, words) if words else (None, [])
    if words:
        raise Mistake(f"I do not know “{shortened(' '.join(words), 60)}” here: two versions at most.", example=DIFF)
    if before is None:
        before, after = after, None
        if before is None:
            raise Mistake("That is the plan as it stands, twice.", example=DIFF)
    return comparison(session, request, its_plan, before, after)


def comparison(
    session: Session, request: Request, its_plan: Plan, before: Version, after: Version | None
) -> Comparison:
    """What is different between a version and a later one; None is the plan as it stands."""
    was = rows_of(session, before.version)
    now = rows_of(session, after.version) if after else rows_now(session, its_plan, request.today)
    endings = endings_of(session, ended_only(was, now))
    sides = (_side(request, before, was), _side(request, after, now))
    return compare(its_plan.title, *sides, was, now, endings)


def _side(request: Request, of: Version | None, rows: Sequence[VersionRow]) -> ComparedVersion:
    if of is None:
        return ComparedVersion("the plan now", "not frozen", request.today, len(rows))
    state = f"adopted, {told_of(of.decision)}" if of.decision else "draft"
    return ComparedVersion(of.version.name, state, _frozen_on(request, of.version), len(rows))


def _named(known: Sequence[Version], words: Sequence[str]) -> tuple[Version | None, list[str]]:
    """The version whose name the words begin with, None for the plan as it stands; and the words behind it."""
    if words[0].casefold() == NOW:
        return None, list(words[1:])
    names = {each.version.name.casefold(): each for each in known}
    for length in range(len(words), 0, -1):
        if found := names.get(" ".join(words[:length]).casefold()):
            return found, list(words[length:])
    likely = nearest(words[0], names)
    hint = f" Did you mean {joined([names[each].version.name for each in likely], 'or')}?" if likely else ""
    named = joined([each.version.name for each in known[:8]]) or "none yet"
    typed = shortened(" ".join(words), 80)
    raise Mistake(
        f"There is no version “{shortened(words[0], 60)}”.{hint} There are: {named}.", typed=typed, example=DIFF
    )


def adopted_said(known: Sequence[Version]) -> str:
    """Which version is adopted, and whether the last one is a draft."""
    adopted = next((each for each in known if each.decision), None)
    last = known[0].version.name
    if adopted is None:
        return f"No version is adopted yet: {last} is a draft."
    assert adopted.decision
    said = f"{adopted.version.name} is adopted ({told_of(adopted.decision)})."
    return said if adopted is known[0] else f"{said} {last} is a draft."


def _next_name(known: Sequence[Version]) -> str:
    """The name after that of the last version: `v0.13` after `v0.12`."""
    if not known:
        return "v0.1"
    last = known[0].version.name
    counted = re.search(r"(\d+)(?=\D*$)", last)
    if counted is None:
        return f"{last} 2"
    return f"{last[: counted.start()]}{int(counted[1]) + 1}{last[counted.end() :]}"


def _was_and_is(each: VersionChange) -> tuple[Cell, Cell]:
    was = DateCell(each.was_on, printed=each.was) if each.was_on else each.was or "-"
    now = DateCell(each.now_on, printed=each.now) if each.now_on else each.now
    return was, now


def _frozen_on(request: Request, version: PlanVersion) -> date:
    return version.frozen_at.astimezone(request.zone).date()
