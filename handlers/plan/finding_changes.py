"""`/plan finding`: adding what the plan answers, and saying which actions answer it, in a line or by a form.

It changes no action, so no board decides it; the secretariat keeps it, as it takes in files.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import a_number
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, Text
from handlers.errors import Mistake
from handlers.grammar import DOUBLE
from handlers.own_plan import plan_of
from handlers.plan.command import plan
from handlers.plan.findings import ADD, LINK, answered_now, finding_card
from handlers.private_text import refuse_private
from handlers.refs import known_refs, leading_ref, no_such_action
from handlers.requests import Request
from models.plan.actions import Action, Area, areas_of, find_action
from models.plan.endings import Ending
from models.plan.findings import (
    LONGEST_REFERENCE,
    LONGEST_SOURCE,
    LONGEST_TEXT,
    Finding,
    FindingAction,
    Said,
    add_finding,
    answer_finding,
    finding_called,
    finding_number,
    findings_in,
    links_of,
    put_back_finding,
    remove_finding,
)
from papers.wording import joined, shortened

NOTHING_DONE = "Nothing was recorded."
UNLINK = "/plan finding F3 no longer 2.4"

_ADDED = re.compile(
    rf"[{DOUBLE}](?P<source>[^{DOUBLE}]*)[{DOUBLE}]\s*(?P<reference>[^:\n]{{0,200}}?)\s*:\s*(?P<text>.+)", re.DOTALL
)
_LINKED = re.compile(r"(?:is\s+|are\s+)?(?:answered\s+by|covered\s+by|answers?|by)\b\s*(.*)", re.IGNORECASE | re.DOTALL)
_UNLINKED = re.compile(
    r"(?:is\s+)?(?:no\s+longer|not)\b(?:\s+(?:answered|covered))?(?:\s+by)?\b\s*(.*)", re.IGNORECASE | re.DOTALL
)
_JOINING = re.compile(r"^(?:[\s,;&+]|and\b)+", re.IGNORECASE)


@plan.verb(
    "finding",
    ("/plan finding", "add a finding by a form"),
    right=Permission.KEEP_THE_RECORD,
    name="finding_form",
    bare=True,
)
def finding_form(session: Session, request: Request) -> Modal:
    """The form that asks for a finding; it begins with the source of the last one."""
    known = findings_in(session, plan_of(session, request).id)
    return _form(session, request, {"source": known[-1].source} if known else {}, {})


@plan.verb(
    "finding",
    (ADD, "add a finding: its source, its reference there, what it says"),
    (LINK, f"which actions answer it; “{UNLINK}” takes one back"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def finding(session: Session, request: Request) -> Card:
    """Add a finding, or say which actions answer one; alone with its name it is shown."""
    said = request.text.strip()
    name, _, rest = said.partition(" ")
    if (number := finding_number(name.strip("“”\"':,"))) is not None:
        return _about(session, request, number, rest.strip())
    if added := _ADDED.fullmatch(said):
        values = {
            key: " ".join(words.split()) if key != "text" else words.strip() for key, words in added.groupdict().items()
        }
        return _added(session, request, _checked(session, request, values), ())
    raise Mistake(
        "I need the source in quotation marks, its reference and a colon, and then what it says; or the name of a "
        f"finding, such as F3. {NOTHING_DONE}",
        typed=shortened(said, 200),
        example=f"{ADD}, or {known_refs().in_example(LINK)}",
    )


@plan.form("finding_submit", right=Permission.KEEP_THE_RECORD)
def finding_submit(session: Session, request: Request) -> Answer:
    """Add the finding that was filled in, or give the form back with what is wrong."""
    values = {name: value.strip() for name, value in request.values.items()}
    lacking = {name: "This is needed." for name in ("source", "text") if not values.get(name)}
    if lacking:
        return _form(session, request, values, lacking)
    wrong = "text"
    try:  # nothing is written yet
        checked = _checked(session, request, values)
        wrong = "actions"
        actions = _actions(session, request, values.get("actions", ""))
    except Mistake as mistake:
        return _form(session, request, values, {wrong: mistake.what})
    return _added(session, request, checked, actions)


@plan.button("finding_link_form", right=Permission.KEEP_THE_RECORD, takes=a_number)
def finding_link_form(session: Session, request: Request) -> Modal:
    """The form that says which actions answer a finding, as it is now."""
    its_finding = _finding(session, request, int(request.text))
    refs = [action.ref for _, action in links_of(session, [its_finding.id])]
    return _link_form(its_finding, " ".join(refs), "")


@plan.form("finding_link_submit", right=Permission.KEEP_THE_RECORD, takes=a_number)
def finding_link_submit(session: Session, request: Request) -> Answer:
    """Let the actions that were filled in answer a finding, and no others; or give the form back."""
    its_finding, typed = _finding(session, request, int(request.text)), request.values.get("actions", "")
    linked = links_of(session, [its_finding.id])
    try:  # nothing is written yet
        wanted = _actions(session, request, typed, [action for _, action in linked])
    except Mistake as mistake:
        return _link_form(its_finding, typed, mistake.what)
    return _link(session, request, its_finding, wanted, linked)


@plan.button("finding_take_back", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_number)
def finding_take_back(session: Session, request: Request) -> Card:
    """Take a finding back that is wrong. The record keeps it, and its name is not used again."""
    its_finding = _finding(session, request, int(request.text))
    remove_finding(session, request.actor, its_finding)
    said = f"{its_finding.name} counts no longer: {shortened(its_finding.text, 200)}"
    data = {"finding": {"id": its_finding.name, "taken_back": True}}
    kept = Text("The record keeps it, and its name is not used again.", "muted")
    body = (Text(said), kept, Actions((Button(f"Put {its_finding.name} back", "plan.finding_put_back", request.text),)))
    return Card(f"Taken back: {its_finding.name}", body, data=data)


@plan.button("finding_put_back", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_number)
def finding_put_back(session: Session, request: Request) -> Card:
    """Let a finding count again that was taken back."""
    number = int(request.text)
    found = finding_called(session, plan_of(session, request).id, number)
    if found is None or found.removed_at is None:
        raise Mistake(f"F{number} was not taken back, or is back already. {NOTHING_DONE}", example="/plan findings")
    its = Said(found.source, found.reference, found.text)
    if same := next((each for each in findings_in(session, found.plan_id) if _is_the_same(each, its)), None):
        raise Mistake(f"{same.name} is that already ({same.place}). {NOTHING_DONE}", example="/plan findings")
    put_back_finding(session, request.actor, found)
    return _shown(session, request, found, f"{found.name} counts again")


def _about(session: Session, request: Request, number: int, said: str) -> Card:
    if said.casefold() == "put back":
        return finding_put_back(session, replace(request, text=str(number)))
    its_finding = _finding(session, request, number)
    if not said:
        return _shown(session, request, its_finding, "")
    unlinked, linked = _UNLINKED.fullmatch(said), _LINKED.fullmatch(said)
    if not (unlinked or linked):
        raise Mistake(
            f"I do not know what “{shortened(said, 80)}” is to mean for {its_finding.name}. {NOTHING_DONE}",
            understood=(f"{its_finding.name}: {shortened(its_finding.text, 120)}",),
            example=f"{known_refs().in_example(LINK)}, or {known_refs().in_example(UNLINK)}",
        )
    typed = (unlinked or linked)[1]  # type: ignore[index]  # one of them is there
    its_links = links_of(session, [its_finding.id])
    known = {action.id: (link, action) for link, action in its_links}
    named = _actions(session, request, typed, [action for _, action in its_links])
    if not named:
        raise Mistake(f"Which actions? {NOTHING_DONE}", example=known_refs().in_example(UNLINK if unlinked else LINK))
    if unlinked:
        if others := [each.ref for each in named if each.id not in known]:
            raise Mistake(f"{joined(others)} did not answer {its_finding.name}. {NOTHING_DONE}")
        kept = [action for _, action in its_links if action.id not in {each.id for each in named}]
        return _link(session, request, its_finding, kept, its_links)
    if not [each for each in named if each.id not in known]:
        raise Mistake(
            f"That is recorded already: {its_finding.name} is answered by {joined([each.ref for each in named])}."
        )
    return _link(session, request, its_finding, [*(action for _, action in its_links), *named], its_links)


def _link(
    session: Session,
    request: Request,
    its_finding: Finding,
    wanted: Sequence[Action],
    linked: Sequence[tuple[FindingAction, Action]],
) -> Card:
    """Let these actions answer a finding, and no others."""
    before, after = {action.id for _, action in linked}, {each.id for each in wanted}
    more = list({each.id: each for each in wanted if each.id not in before}.values())
    fewer = [(link, action) for link, action in linked if action.id not in after]
    if more or fewer:
        answer_finding(session, request.actor, its_finding, more, fewer)
    told = []
    if more:
        told.append(f"{joined([each.ref for each in more])} {'answers' if len(more) == 1 else 'answer'} it now")
    if fewer:
        told.append(f"{joined([action.ref for _, action in fewer])} no longer")
    title = f"{its_finding.name}: {'; '.join(told)}" if told else f"{its_finding.name}: nothing has changed"
    return _shown(session, request, its_finding, title)


def _added(session: Session, request: Request, said: Said, actions: Sequence[Action]) -> Card:
    """Add it, once it is certain that it is none of those there are. Raises `Mistake` before anything is written."""
    its_plan = plan_of(session, request)
    known = findings_in(session, its_plan.id)
    if same := next((each for each in known if _is_the_same(each, said)), None):
        raise Mistake(
            f"{same.name} is that already ({same.place}): {shortened(same.text, 120)} {NOTHING_DONE}",
            typed=said.text,
            example=known_refs().in_example(LINK.replace("F3", same.name)),
        )
    source = next((each.source for each in known if each.source.casefold() == said.source.casefold()), said.source)
    made = add_finding(session, request.actor, its_plan.id, replace(said, source=source), actions)
    return _shown(session, request, made, f"Added as {made.name}: {made.place}")


def _is_the_same(known: Finding, said: Said) -> bool:
    same = known.source.casefold() == said.source.casefold() and known.reference.casefold() == said.reference.casefold()
    return same and (bool(said.reference) or known.text.casefold() == said.text.casefold())


def _shown(session: Session, request: Request, its_finding: Finding, title: str) -> Card:
    found = [each for each in answered_now(session, request).findings if each.finding.id == its_finding.id]
    card = finding_card(found[0], request, title)
    if found[0].actions:
        return card
    example = known_refs().in_example(LINK.replace("F3", its_finding.name))
    hint: tuple[Element, ...] = (Text(f"For example: {example}", "muted"),)
    return replace(card, body=(*card.body, *hint))


def _finding(session: Session, request: Request, number: int) -> Finding:
    """The finding with this number that stands. Raises `Mistake`."""
    found = finding_called(session, plan_of(session, request).id, number)
    if found is None:
        raise Mistake(f"There is no finding F{number}. {NOTHING_DONE}", example="/plan findings")
    if found.removed_at is not None:
        raise Mistake(f"F{number} was taken back. {NOTHING_DONE}", example=f"/plan finding F{number} put back")
    return found


def _checked(session: Session, request: Request, values: Mapping[str, str]) -> Said:
    """What was typed of a finding. Raises `Mistake`."""
    source = " ".join(values.get("source", "").split()).strip('“”"')
    reference = " ".join(values.get("reference", "").split()).strip(" :")
    text = values.get("text", "").strip()
    for called, words, most in (
        ("The source", source, LONGEST_SOURCE),
        ("The reference", reference, LONGEST_REFERENCE),
        ("What it says", text, LONGEST_TEXT),
    ):
        if len(words) > most:
            raise Mistake(f"{called} has {len(words)} characters; {most} at most. {NOTHING_DONE}", example=ADD)
    if not source or not text:
        raise Mistake(f"{'What it says' if source else 'Its source'} is needed. {NOTHING_DONE}", example=ADD)
    refuse_private(f"{source} {reference} {text}", request.today)
    areas = {str(each.id): each for each in areas_of(session, plan_of(session, request).id)}
    area = areas.get(values.get("area", ""))
    return Said(source, reference, text, area.id if area else None)


def _actions(session: Session, request: Request, typed: str, known: Sequence[Action] = ()) -> list[Action]:
    """Those whose refs were typed; one that has ended only if closed, or `known` to answer. Raises `Mistake`."""
    refs: list[str] = []
    rest = _JOINING.sub("", typed)
    while led := leading_ref(rest):
        refs.append(led[0])
        rest = _JOINING.sub("", led[1])
    if rest.strip(" .;,"):
        word = rest.split()[0].strip(".;,")
        unknown = (
            no_such_action(word) if any(map(str.isdigit, word)) else f"I do not know “{shortened(rest, 60)}” here."
        )
        raise Mistake(f"{unknown} {NOTHING_DONE}", example=known_refs().in_example(LINK))
    found = []
    for ref in dict.fromkeys(refs):
        action = find_action(session, plan_of(session, request).id, ref)
        if action is None:
            raise Mistake(f"{no_such_action(ref)} {NOTHING_DONE}", example=known_refs().in_example(LINK))
        if action.ended not in (None, Ending.CLOSED) and action.id not in {each.id for each in known}:
            raise Mistake(f"{action.ref} has left the plan: it was {action.ended}. {NOTHING_DONE}")
        found.append(action)
    return found


def _form(session: Session, request: Request, values: Mapping[str, str], errors: Mapping[str, str]) -> Modal:
    areas: list[Area] = areas_of(session, plan_of(session, request).id)
    options = (("", "none"), *((str(each.id), shortened(each.heading, 70)) for each in areas))
    refs = known_refs().in_example("2.4 10.1")
    asked = (
        Input(
            "source",
            "What says it?",
            hint="For example: Inspection of July 2022.",
            required=True,
            max_length=LONGEST_SOURCE,
        ),
        Input(
            "reference", "What is it called there?", hint="For example 1a, or para 12.", max_length=LONGEST_REFERENCE
        ),
        Input("text", "What does it say?", "paragraph", required=True, max_length=LONGEST_TEXT),
        *([Input("area", "Which area of the plan is it about?", "choice", options=options)] if areas else []),
        Input("actions", "Which actions answer it?", hint=f"Their refs: {refs}. They can be said later."),
    )
    inputs = tuple(
        replace(each, value=values.get(each.name) or each.value, error=errors.get(each.name, "")) for each in asked
    )
    body = (Text("What an inspection, a notice, a review or an audit says, and the plan answers."),)
    return Modal("A finding", "plan.finding_submit", "", body, inputs, "Add")


def _link_form(its_finding: Finding, refs: str, error: str) -> Modal:
    hint = "Their refs; one that is not here any more answers it no longer."
    asked = Input("actions", "Which actions answer it?", value=refs, hint=hint, error=error)
    body = (Text(f"{its_finding.place}: {shortened(its_finding.text, 600)}"),)
    title = f"What answers {its_finding.name}"
    return Modal(title, "plan.finding_link_submit", str(its_finding.number), body, (asked,), "Keep")
