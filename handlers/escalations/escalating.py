"""`/action 2.4 escalate …`: asking somebody higher about an action, by a line or a form, and taking that back.

What is asked goes to the next rung of the ladder, or to whom was named; they get it in the morning's message.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may, require
from handlers.action.command import action, action_with, ref_and_words
from handlers.button_values import a_number
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, Text
from handlers.days import LONGEST_DAY
from handlers.errors import Mistake
from handlers.escalation_words import escalation_said, escalations_as_data, passed_by_said, waiting_said
from handlers.escalations.one import escalation_meant, reached_by
from handlers.grammar import DOUBLE, pair_of, words_of
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.escalations.escalations import LONGEST_ASK, escalate, resolve, take_back
from models.escalations.ladder import SRO, TOP, Addressee, Ladder
from models.escalations.raised import Raised, escalations_about
from models.people.recipients import names_of
from models.plan.actions import Action
from models.plan.relative_days import day_said
from models.record.rules import rules_of
from models.updates.recording import newest_update
from papers.wording import day, joined, plural

ESCALATE = '/action 2.4 escalate CLT "release two posts" by 14 Jul'
LONGEST_NAME = 8
"""Words that are tried as the name of whom to ask, and as many fewer."""

_BEFORE_WHOM = re.compile(r"^\s*(?:please\s+)?(?:(?:it|this)\s+)?to\s+|^\s*please\s+", re.IGNORECASE)
_IN_QUOTES = rf"[{DOUBLE}](?P<{{}}>[^{DOUBLE}]+)[{DOUBLE}]"
_ASK = re.compile(rf"(?:^{_IN_QUOTES.format('name')}[\s,;:]*)?{_IN_QUOTES.format('ask')}")
"""What is asked, in quotation marks; whom, before it, may stand in some of its own."""


@dataclass(frozen=True)
class _Asked:
    """What somebody wants to ask: of whom (None: the next rung), in which words, and by which day an answer is due."""

    to: Addressee | None
    ask: str
    due: date | None


@action.verb("escalate", right=Permission.ESCALATE, name="escalate_form", bare=True, of_a_ref=True)
def escalate_form(session: Session, request: Request) -> Modal:
    """The form that asks somebody higher; it begins with the help that the last answer needs."""
    its_action = _action(session, request, ref_and_words(request.text)[0])
    last = newest_update(session, its_action.id, request.now)
    return _form(session, request, its_action, {"ask": (last.help_needed or "") if last else ""}, {})


@action.verb(
    "escalate",
    (ESCALATE, "ask somebody higher, by when they answer; alone it asks the next rung of the ladder"),
    right=Permission.ESCALATE,
    writes=True,
    of_a_ref=True,
    prose=True,
)
def escalated(session: Session, request: Request) -> Card:
    """Ask somebody higher, as a line says it."""
    ref, said = ref_and_words(request.text)
    its_action = _action(session, request, ref)
    ladder = Ladder.of(session, request.asker.organisation_id, request.today)
    return _ask(session, request, ladder, its_action, _read(session, request, ladder, its_action, said))


@action.form("escalate_submit", right=Permission.ESCALATE)
def submitted(session: Session, request: Request) -> Answer:
    """Ask what was filled in, or give the form back with what is wrong."""
    its_action = _action(session, request, request.text)
    ladder = Ladder.of(session, request.asker.organisation_id, request.today)
    values = {name: value.strip() for name, value in request.values.items()}
    wanted, to = values.get("to", ""), None
    if wanted:
        to = next((ladder.at(name, its_action) for name, _ in ladder.rungs if name == wanted), None)
        if to is None:
            return _form(session, request, its_action, values, {"to": "There is no such rung any more."})
    due = None
    if values.get("due"):
        try:
            due = day_said(values["due"], request.today)
        except ValueError as unreadable:
            return _form(session, request, its_action, values, {"due": str(unreadable)})
    ask = " ".join(values.get("ask", "").split())
    if not ask:
        return _form(session, request, its_action, values, {"ask": "What do you ask for?"})
    try:
        return _ask(session, request, ladder, its_action, _Asked(to, ask, due))
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        return _form(session, request, its_action, values, {"ask": mistake.what})


@action.verb(
    "escalations",
    ("/action 2.4 escalations", "what was escalated about it, to whom, since when, and what became of it"),
    right=Permission.READ,
    of_a_ref=True,
    bare=True,
)
def escalations(session: Session, request: Request) -> Card:
    """Everything that was escalated about an action."""
    its_action = action_with(session, request, ref_and_words(request.text)[0])
    found = escalations_about(session, [its_action.id])
    body: list[Element] = []
    for each in reversed(found):
        body.append(Text(escalation_said(each, request.today, request.zone), "plain" if each.is_over else "strong"))
        if buttons := buttons_of(request, each):
            body.append(Actions(buttons))
    if not found:
        body.append(Text(f"Nothing has been escalated about {its_action.ref}."))
    if not its_action.ended and may(request.asker, Permission.ESCALATE, its_action):
        body.append(Actions((escalate_button(its_action),)))
    data = {"ref": its_action.ref, "escalations": escalations_as_data(found, request.today)}
    return Card(f"Escalated about {its_action.ref}", tuple(body), about=(its_action.ref,), data=data)


@action.button("take_back_escalation", right=Permission.ESCALATE, writes=True, takes=a_number)
def taken_back(session: Session, request: Request) -> Card:
    """Take back what was asked."""
    raised = escalation_meant(session, request)
    require(request.asker, Permission.ESCALATE, raised.action)
    if raised.is_over:
        raise Mistake(f"There is nothing to take back: it is {raised.outcome}.")
    return told(take_back(session, request.actor, raised), request, "Taken back")


@action.button("resolve_escalation", right=Permission.READ, writes=True, takes=a_number)
def resolved(session: Session, request: Request) -> Card:
    """Say that what was asked is done."""
    raised = escalation_meant(session, request)
    if request.asker.id != raised.last.ended_by_id:
        require(request.asker, Permission.ESCALATE, raised.action)
    if raised.taken_back or raised.resolved_at or raised.waits:
        raise Mistake(f"It cannot be resolved: it is {raised.outcome}.")
    return told(resolve(session, request.actor, raised), request, "Resolved")


def told(raised: Raised, request: Request, title: str, *more: Element) -> Card:
    """An escalation after something was done about it."""
    data = {"escalation": escalations_as_data([raised], request.today)[0]}
    body = (Text(escalation_said(raised, request.today, request.zone)), *more)
    return Card(f"{title}: {raised.action.ref}", body, about=(raised.action.ref,), data=data)


def escalate_button(its_action: Action) -> Button:
    """The button that opens the form."""
    return Button(f"Escalate {its_action.ref}", "action.escalate_form", its_action.ref, opens_form=True)


def buttons_of(request: Request, raised: Raised) -> tuple[Button, ...]:
    """What the asker may do about an escalation, but for answering it, which stands in the morning's message."""
    asked = may(request.asker, Permission.ESCALATE, raised.action)
    its = str(raised.escalation.id)
    buttons = []
    if asked and not raised.is_over:
        buttons.append(Button("Take it back", "action.take_back_escalation", its))
    done = raised.outcome in ("taken on", "answered", "decided")
    if done and (asked or request.asker.id == raised.last.ended_by_id):
        buttons.append(Button("It is resolved", "action.resolve_escalation", its))
    return tuple(buttons)


def _action(session: Session, request: Request, ref: str) -> Action:
    its_action = action_with(session, request, ref)
    require(request.asker, Permission.ESCALATE, its_action)
    if its_action.ended:
        raise Mistake(f"{its_action.ref} has left the plan: it was {its_action.ended}. Nothing was escalated.")
    return its_action


def _ask(session: Session, request: Request, ladder: Ladder, its_action: Action, asked: _Asked) -> Card:
    """Ask it. Raises `Mistake` before anything is written."""
    if len(asked.ask) > LONGEST_ASK:
        raise Mistake(f"That is {len(asked.ask)} characters; {LONGEST_ASK} at most. Nothing was escalated.")
    if asked.due and asked.due < request.today:
        raise Mistake(f"{day(asked.due)} has passed: by when is an answer needed? Nothing was escalated.")
    refuse_private(asked.ask, request.today)
    to, empty = asked.to, list[Addressee]()
    if to is None:
        to, empty = ladder.above(_from(ladder, request, its_action), its_action, [request.asker.id])
    elif reached_by(session, request, ladder.people(to, its_action)) == {request.asker.id}:
        raise Mistake(
            f"That is yourself: {to.called}. Ask somebody higher, or name nobody: then the next rung of the ladder is "
            "asked. Nothing was escalated.",
            understood=(asked.ask,),
            example=ESCALATE,
        )
    elif ladder.only_looks_on(to, its_action):
        raise Mistake(
            f"{to.called} advises, reviews or observes, and is asked for nothing. Nothing was escalated.",
            understood=(asked.ask,),
            example=ESCALATE,
        )
    if to is None:
        raise Mistake(
            "Nobody is there on any rung above: name whom to ask. Nothing was escalated.",
            understood=(asked.ask,),
            example=ESCALATE,
        )
    same = [
        each
        for each in escalations_about(session, [its_action.id])
        if each.waits and each.escalation.ask.casefold() == asked.ask.casefold()
    ]
    if same:
        waits = waiting_said(same[0], request.today)
        raise Mistake(f"That is asked already, of {same[0].last.to.called}: {waits}. Nothing was escalated.")
    raised = escalate(
        session,
        request.actor,
        ladder,
        its_action,
        to,
        asked.ask,
        its_action.owner_post_id,
        asked.due,
        request.today,
        rules_of(session, request.asker.organisation_id).days,
    )
    body: list[Element] = [Text(f"{to.called}: {asked.ask}", "strong"), Text(_way(session, ladder, raised, request))]
    if passed_by := passed_by_said([each.called for each in empty]):
        body.append(Text(passed_by))
    body.append(Actions((Button("Take it back", "action.take_back_escalation", str(raised.escalation.id)),)))
    data = {"escalation": escalations_as_data([raised], request.today)[0]}
    return Card(f"Escalated: {its_action.ref}", tuple(body), about=(its_action.ref,), data=data)


def _way(session: Session, ladder: Ladder, raised: Raised, request: Request) -> str:
    """How it reaches whom it is for, and by when they answer."""
    to, due = raised.last.to, raised.last.due
    waits = f"{waiting_said(raised, request.today)[:1].upper()}{waiting_said(raised, request.today)[1:]}."
    if raised.last.proposal_id is not None:
        return f"It is a request to the {to.called}. {waits}"
    people = ladder.people(to, raised.action)
    if not people:
        return f"Nobody of the record is there: the secretariat takes it there, and records the answer. {waits}"
    names = [name for name in names_of(session, people).values() if name != to.called]
    who = joined(names) if names else to.called
    climbs = " If nothing is answered by then, it climbs." if due else ""
    return f"{who} gets it in the next morning’s message. {waits}{climbs}"


def _from(ladder: Ladder, request: Request, its_action: Action) -> int:
    """The place of who asks on the ladder; of who is on none of its rungs, the place of the action's owner."""
    own = ladder.place_of([request.asker.id], its_action)
    names = [name for name, _ in ladder.rungs]
    return own if own >= 0 else names.index(SRO) if SRO in names else -1


def _form(
    session: Session, request: Request, its_action: Action, values: Mapping[str, str], errors: Mapping[str, str]
) -> Modal:
    ladder = Ladder.of(session, request.asker.organisation_id, request.today)
    place = _from(ladder, request, its_action)
    following, empty = ladder.above(place, its_action, [request.asker.id])
    options = []
    for name, days in ladder.rungs[place + 1 :]:
        to = ladder.at(name, its_action)
        there = name == TOP or bool(ladder.people(to, its_action))
        time = f"{plural(days, 'working day')}" if days else "at its next meeting"
        options.append((name, f"{to.called} ({time if there else 'nobody of the record: by the secretariat'})"))
    asked = (
        Input(
            "to",
            "Whom do you ask?",
            "choice",
            (following.rung or "") if following else "",
            required=True,
            options=tuple(options),
        ),
        Input("ask", "What do you ask for?", "paragraph", required=True, max_length=LONGEST_ASK),
        Input("due", "Answer due", "date", hint="Left empty, it is the time of whom you ask."),
    )
    inputs = tuple(
        replace(each, value=values.get(each.name) or each.value, error=errors.get(each.name, "")) for each in asked
    )
    body = [Text(its_action.title, "strong")]
    if passed_by := passed_by_said([each.called for each in empty]):
        body.append(Text(passed_by))
    body.append(Text("What is not answered in time climbs to the next rung.", "muted"))
    return Modal(
        f"Escalate {its_action.ref}", "action.escalate_submit", its_action.ref, tuple(body), inputs, "Escalate"
    )


def _read(session: Session, request: Request, ladder: Ladder, its_action: Action, said: str) -> _Asked:
    """Whom, what and by when, of a line. Raises `Mistake`."""
    said = _BEFORE_WHOM.sub("", said)
    quoted = _ASK.search(said)
    name = quoted["name"] if quoted else None
    behind = words_of(said[quoted.end() :]) if quoted else words_of(said)
    pairs = {word: pair[1] for word in behind if (pair := pair_of(word)) and pair[0] in ("by", "due")}
    behind = [word for word in behind if (pair_of(word) or ("",))[0] not in ("by", "due")]
    if len(pairs) > 1:
        raise Mistake("By when? Two days are named. Nothing was escalated.", typed=said, example=ESCALATE)
    due = _due("".join(pairs.values()), request)
    if due is None:
        behind, due = _by(behind, request)
    if quoted:
        if behind:
            raise Mistake(
                f"I do not know what “{' '.join(behind)[:80]}” is to mean. Nothing was escalated.", example=ESCALATE
            )
        before, ask = (name or said[: quoted.start()]).strip(" ,;:"), quoted["ask"]
        to = _named(session, request, ladder, its_action, before) if before else None
        if before and to is None:
            raise _nobody(ladder, its_action, before)
    else:
        to, left = _in_front(session, request, ladder, its_action, behind)
        ask = " ".join(left)
    ask = " ".join(ask.split()).strip(" ,;:")
    if not ask:
        raise Mistake(
            "What do you ask for? Nothing was escalated.",
            understood=(f"to {to.called}",) if to else (),
            example=ESCALATE,
        )
    return _Asked(to, ask, due)


def _named(session: Session, request: Request, ladder: Ladder, its_action: Action, words: str) -> Addressee | None:
    return ladder.named(session, request.asker.organisation_id, words, its_action, request.today)


def _in_front(
    session: Session, request: Request, ladder: Ladder, its_action: Action, words: list[str]
) -> tuple[Addressee | None, list[str]]:
    """Whom the words begin with, by the longest name that fits, and the words after it."""
    for length in range(min(len(words), LONGEST_NAME), 0, -1):
        if to := _named(session, request, ladder, its_action, " ".join(words[:length])):
            return to, words[length:]
    return None, words


def _nobody(ladder: Ladder, its_action: Action, typed: str) -> Mistake:
    rungs = joined([ladder.at(name, its_action).called for name, _ in ladder.rungs], "or")
    return Mistake(
        f"I do not know whom “{typed[:80]}” is to mean: it is a rung of the ladder ({rungs}), a board, a post, or "
        "somebody by name or address. Nothing was escalated.",
        example=ESCALATE,
    )


def _by(words: list[str], request: Request) -> tuple[list[str], date | None]:
    """The day after the last “by”, where that is the end of the words, and the words before it."""
    for at in range(len(words) - 1, -1, -1):
        following = words[at + 1 :]
        if words[at].casefold() == "by" and 0 < len(following) <= LONGEST_DAY:
            try:
                return words[:at], day_said(" ".join(following), request.today)
            except ValueError:
                return words, None
    return words, None


def _due(words: str, request: Request) -> date | None:
    if not words:
        return None
    try:
        return day_said(words, request.today)
    except ValueError as unreadable:
        raise Mistake(f"{unreadable} Nothing was escalated.", example=ESCALATE) from None
