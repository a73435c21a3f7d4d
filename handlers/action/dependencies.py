"""`/action 2.4 needs 3.1`: what an action needs before it can be done, in the plan or outside it.

It changes no date and no rating, so no board decides it; a circle is refused.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may, require
from handlers.action.command import action, action_with, ref_and_words
from handlers.button_values import a_number, a_ref
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, Text
from handlers.days import LONGEST_DAY
from handlers.errors import Mistake
from handlers.grammar import DOUBLE, pair_of, said_once, words_of
from handlers.needs_words import NeedTold, live_needs, needs_as_data
from handlers.own_plan import plan_of
from handlers.private_text import refuse_private
from handlers.refs import leading_ref, no_such_action
from handlers.requests import Request
from models.plan.actions import Action
from models.plan.dependencies import (
    LONGEST_NEED,
    Dependency,
    Need,
    add_dependency,
    circle,
    need_with,
    needs_of_plan,
    remove_dependency,
    same_need,
)
from models.plan.relative_days import day_said
from papers.wording import joined

OUTSIDE = '/action 2.4 needs "the new case system" by 30 Sep 2023 owner:"Head of IT"'
_JOINING = re.compile(r"^(?:[\s,;&+]|and\b)+", re.IGNORECASE)


_ALSO = ("need", "depends on", "waits for")


@action.verb(
    "needs",
    ("/action 2.4 needs", "what the action waits for, and what waits for it"),
    right=Permission.READ,
    name="what_it_needs",
    also=_ALSO,
    of_a_ref=True,
    bare=True,
)
def what_it_needs(session: Session, request: Request) -> Card:
    """What an action needs, and what needs it."""
    its_action = action_with(session, request, ref_and_words(request.text)[0])
    return _shown(session, request, its_action, f"What {its_action.ref} needs")


@action.verb(
    "needs",
    ("/action 2.4 needs 3.1", "that it waits for another action"),
    (OUTSIDE, "that it waits for something outside the plan, with a day and who has it to do"),
    right=Permission.PROPOSE,
    writes=True,
    also=_ALSO,
    of_a_ref=True,
    prose=True,
)
def needs(session: Session, request: Request) -> Card:
    """Let an action need something."""
    ref, said = ref_and_words(request.text)
    its_action = _changed(session, request, ref)
    given, rest = _refs(said)
    if given and rest:
        raise Mistake(
            f"I do not know what “{rest[:80]}” is to mean behind {joined(given)}. Nothing was recorded.",
            example=OUTSIDE,
        )
    return _recorded(session, request, its_action, given, None if given else _outside(request, its_action, rest))


def _recorded(
    session: Session, request: Request, its_action: Action, given: Sequence[str], outside: Dependency | None
) -> Card:
    """Record that an action needs others, by their refs, or something outside the plan."""
    known = needs_of_plan(session, its_action.plan_id, ended=True)
    for each in [_needed(session, request, known, its_action, one) for one in given]:
        made = Dependency(action_id=its_action.id, needs_id=each.id, at=request.now)
        _add(session, request, its_action, made, each)
    if outside:
        if same_need(known, its_action.id, None, outside.what):
            raise Mistake(f"That is recorded already: {its_action.ref} needs “{outside.what}”.")
        _add(session, request, its_action, outside, None)
    return _shown(session, request, its_action, f"Recorded: what {its_action.ref} needs")


@action.button("needs_form", right=Permission.PROPOSE, takes=a_ref)
def needs_form(session: Session, request: Request) -> Modal:
    """The form that lets an action need something."""
    return _form(_changed(session, request, request.text), {}, {})


@action.form("needs_submit", right=Permission.PROPOSE, takes=a_ref)
def needs_submit(session: Session, request: Request) -> Answer:
    """Record what was filled in, or give the form back with what is wrong."""
    its_action = _changed(session, request, request.text)
    values = {name: value.strip() for name, value in request.values.items()}
    given, rest = _refs(values.get("what", ""))
    try:  # nothing is written before all of it is read
        if given and not rest:
            if others := [name for name in ("due", "owner") if values.get(name)]:
                said = "Of an action this is known: leave it empty."
                return _form(its_action, values, {others[0]: said})
            return _recorded(session, request, its_action, given, None)
        return _recorded(session, request, its_action, (), _filled_in(request, its_action, values))
    except Mistake as mistake:
        return _form(its_action, values, {"what": mistake.what})


def _changed(session: Session, request: Request, ref: str) -> Action:
    its_action = action_with(session, request, ref)
    require(request.asker, Permission.PROPOSE, its_action)
    if its_action.ended:
        raise Mistake(f"{its_action.ref} has left the plan: it was {its_action.ended}. Nothing was recorded.")
    return its_action


def _form(its_action: Action, values: Mapping[str, str], errors: Mapping[str, str]) -> Modal:
    asked = (
        ("what", "What does it need?", "An action by its ref, or in words what is to come from outside the plan."),
        ("due", "By when? (of what comes from outside)", ""),
        ("owner", "Who has it to do? (of what comes from outside)", "A name or a post."),
    )
    inputs = tuple(
        Input(
            name,
            label,
            "date" if name == "due" else "line",
            values.get(name, ""),
            hint,
            required=name == "what",
            max_length=LONGEST_NEED,
            error=errors.get(name, ""),
        )
        for name, label, hint in asked
    )
    body = (Text(f"{its_action.ref} {its_action.title}", "strong"),)
    return Modal(f"What {its_action.ref} needs", "action.needs_submit", its_action.ref, body, inputs, "Record")


@action.button("needs_no_more", right=Permission.PROPOSE, writes=True, takes=a_number)
def needs_no_more(session: Session, request: Request) -> Card:
    """Say that an action does not need something any more."""
    need = need_with(session, plan_of(session, request).id, int(request.text))
    if need is None:
        raise Mistake("That is not needed any more: somebody was quicker.")
    require(request.asker, Permission.PROPOSE, need.action)
    remove_dependency(session, request.actor, need)
    return _shown(session, request, need.action, f"Taken back: what {need.action.ref} needed")


def _refs(said: str) -> tuple[list[str], str]:
    """The refs that the words begin with, joined by commas or “and”; and what is left."""
    found: list[str] = []
    rest = said
    while led := leading_ref(rest):
        found.append(led[0])
        rest = _JOINING.sub("", led[1])
    return list(dict.fromkeys(found)), rest.strip(" .;,")


def _needed(session: Session, request: Request, known: list[Need], its_action: Action, ref: str) -> Action:
    needed = action_with(session, request, ref)
    if needed.id == its_action.id:
        raise Mistake(f"{ref} cannot wait for itself. Nothing was recorded.")
    if needed.ended:
        raise Mistake(f"{needed.ref} has left the plan: it was {needed.ended}. Nothing was recorded.")
    if same_need(known, its_action.id, needed.id, None):
        raise Mistake(f"That is recorded already: {its_action.ref} needs {needed.ref}.")
    if round_about := circle(known, its_action.id, needed.id):
        chain = ", which needs ".join(round_about[1:])
        raise Mistake(
            f"{round_about[0]} needs {chain} already: {its_action.ref} and {needed.ref} would wait for each other. "
            "Nothing was recorded."
        )
    return needed


def _outside(request: Request, its_action: Action, said: str) -> Dependency:
    """What is needed from outside the plan. Raises `Mistake`."""
    pairs = said_once(filter(None, map(pair_of, words_of(said))), same={"from": "owner", "due": "by"})
    if unknown := [name for name in pairs if name not in ("owner", "by")]:
        raise Mistake(f"I do not know “{unknown[0]}:” here. Nothing was recorded.", example=OUTSIDE)
    quoted = re.match(rf"\s*[{DOUBLE}]([^{DOUBLE}]+)[{DOUBLE}]", said)
    behind = said[quoted.end() :] if quoted else said
    words = [word for word in words_of(behind) if pair_of(word) is None]
    what, due = ([quoted[1]] if quoted else []), _day(pairs.get("by", ""), request)
    by = next(
        (at for at, word in enumerate(words) if word.casefold() == "by" and _is_day(words[at + 1 :], request)), None
    )
    if by is not None:
        if due:
            raise Mistake("By when? Two days are named. Nothing was recorded.", typed=said, example=OUTSIDE)
        due = _day(" ".join(words[by + 1 :]), request)
        words = words[:by]
    if quoted and words:
        raise Mistake(f"I do not know what “{' '.join(words)[:80]}” is to mean. Nothing was recorded.", example=OUTSIDE)
    need = " ".join([*what, *words]).strip(" .;,")
    if not quoted and len(words) == 1 and any(map(str.isdigit, words[0])):
        raise Mistake(f"{no_such_action(words[0])} Nothing was recorded.", example=OUTSIDE)
    return _from_outside(request, its_action, need, pairs.get("owner"), due)


def _filled_in(request: Request, its_action: Action, values: Mapping[str, str]) -> Dependency:
    """What is needed from outside the plan, as the form says it. Raises `Mistake`."""
    need = " ".join(values.get("what", "").split())
    if len(need.split()) == 1 and any(map(str.isdigit, need)):
        raise Mistake(f"{no_such_action(need)} Nothing was recorded.")
    return _from_outside(request, its_action, need, values.get("owner"), _day(values.get("due", ""), request))


def _from_outside(request: Request, its_action: Action, need: str, owner: str | None, due: date | None) -> Dependency:
    if not need or len(need) > LONGEST_NEED:
        raise Mistake(
            f"What does {its_action.ref} need, in {LONGEST_NEED} characters at most? Nothing was recorded.",
            example=OUTSIDE,
        )
    lacking = [name for name, value in (("by when", due), ("from whom", owner)) if not value]
    if lacking:
        raise Mistake(
            f"Something outside the plan needs a day and somebody who has it to do: {joined(lacking)} is missing. "
            "Nothing was recorded.",
            understood=(need,),
            example=OUTSIDE,
        )
    refuse_private(f"{need} {owner}", request.today)
    return Dependency(action_id=its_action.id, what=need, owner=owner, due=due, at=request.now)


def _day(words: str, request: Request) -> date | None:
    if not words:
        return None
    try:
        return day_said(words, request.today)
    except ValueError as unreadable:
        raise Mistake(f"{unreadable} Nothing was recorded.", example=OUTSIDE) from None


def _is_day(words: list[str], request: Request) -> bool:
    if not 0 < len(words) <= LONGEST_DAY:
        return False
    try:
        day_said(" ".join(words), request.today)
    except ValueError:
        return False
    return True


def _add(session: Session, request: Request, its_action: Action, made: Dependency, needed: Action | None) -> None:
    made.by_person_id = request.actor.person_id
    add_dependency(session, request.actor, its_action, made, needed)


def _shown(session: Session, request: Request, its_action: Action, title: str) -> Card:
    """What an action needs and what needs it, each as it stands."""
    found = live_needs(session, its_action, request.today, request.now)
    own = [each for each in found if each.need.action.id == its_action.id]
    body: list[Element] = [Text(each.said, "strong" if each.worries else "plain") for each in found]
    if not found:
        body.append(Text(f"{its_action.ref} waits for nothing, and nothing waits for it."))
    if not its_action.ended and may(request.asker, Permission.PROPOSE, its_action):
        add = Button("Add what it needs", "action.needs_form", its_action.ref, opens_form=True)
        body.append(Actions((add, *map(no_longer, own))))
    elif own and may(request.asker, Permission.PROPOSE, its_action):
        body.append(Actions(tuple(map(no_longer, own))))
    return Card(title, tuple(body), about=(its_action.ref,), data=needs_as_data(found, its_action))


def no_longer(each: NeedTold) -> Button:
    """What takes a dependency back."""
    called = each.need.needed.ref if each.need.needed else f"“{(each.need.dependency.what or '')[:30]}”"
    return Button(f"No longer needs {called}", "action.needs_no_more", str(each.need.dependency.id))
