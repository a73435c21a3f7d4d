"""`/action 2.4 evidence`: what shows that an action is done or makes a difference, from a register in which an item is
used again by other actions.

What is taken back stays in the record. A link is one of the web, and nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import unquote_plus

from sqlmodel import Session

from handlers.access import Permission, may, require
from handlers.action.command import action, action_with, ref_and_words
from handlers.button_values import a_number, a_ref
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, Text
from handlers.days import LONGEST_DAY, past
from handlers.errors import Mistake
from handlers.evidence_words import (
    KINDS,
    evidence_data,
    evidence_said,
    hidden_said,
    is_seen_by,
    may_take_back,
    others_of,
    seen_by,
    used_said,
)
from handlers.grammar import DOUBLE, pair_of, words_of
from handlers.own_plan import plan_of
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.plan.actions import Action
from models.plan.deadlines import parse_day
from models.plan.evidence import (
    LONGEST_LINK,
    LONGEST_SOURCE,
    LONGEST_WHAT,
    Evidence,
    EvidenceKind,
    Used,
    add_evidence,
    evidence_called,
    evidence_number,
    evidence_of,
    evidence_of_plan,
    remove_evidence,
    stop_using,
    use_evidence,
)
from papers.wording import joined, shortened

ADD = '/action 2.4 evidence "Audit of case files" audit 12 May 2023 https://example.org/audit confidential'
NOTHING = "Nothing was recorded."
OFFERED = 50
"""Items that the form offers to be used again, the newest."""

_QUOTED = re.compile(rf"\s*[{DOUBLE}]([^{DOUBLE}]+)[{DOUBLE}]")
_MEANT_AS_LINK = re.compile(r"[a-z][a-z0-9+.-]*:\S|www\.", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True)
class _Item:
    """What was said of an item, each part as it was typed and read."""

    what: str
    kind: EvidenceKind
    dated: date | None
    source: str
    link: str
    confidential: bool


@action.verb(
    "evidence",
    ("/action 2.4 evidence", "what the register has for it"),
    right=Permission.READ,
    name="its_evidence",
    of_a_ref=True,
    asked=("evidence 2.4",),
    bare=True,
)
def its_evidence(session: Session, request: Request) -> Card:
    """The evidence of an action in the register."""
    its_action = action_with(session, request, ref_and_words(request.text)[0])
    return _shown(session, request, its_action, f"Evidence of {its_action.ref}")


@action.verb(
    "evidence",
    (ADD, "add evidence: document, data, audit, survey or quotation (source:…); “evidence E3” uses an item again"),
    right=Permission.PROPOSE,
    writes=True,
    of_a_ref=True,
    prose=True,
)
def evidence(session: Session, request: Request) -> Card:
    """Add an item for an action, or use one again."""
    ref, said = ref_and_words(request.text)
    its_action = _changed(session, request, ref)
    again = said.strip().strip("“”\"'.")
    if evidence_number(again) is not None:
        return _used_again(session, request, its_action, again)
    return _added(session, request, its_action, _read(said, request))


@action.button("evidence_form", right=Permission.PROPOSE, takes=a_ref)
def evidence_form(session: Session, request: Request) -> Modal:
    """The form that adds an item for an action, or uses one again."""
    return _form(session, request, _changed(session, request, request.text), {}, {})


@action.form("evidence_submit", right=Permission.PROPOSE, takes=a_ref)
def evidence_submit(session: Session, request: Request) -> Answer:
    """Add what was filled in, or give the form back with what is wrong."""
    its_action = _changed(session, request, request.text)
    values = {name: value.strip() for name, value in request.values.items()}
    wrong = "again"
    try:  # nothing is written yet
        if again := values.get("again"):
            if others := [name for name in ("what", "source", "link", "dated") if values.get(name)]:
                return _form(session, request, its_action, values, {others[0]: "An item is used again as it is."})
            return _used_again(session, request, its_action, again)
        wrong = "what"
        return _added(session, request, its_action, _filled_in(values, request))
    except _Wrong as mistake:
        return _form(session, request, its_action, values, {mistake.field: mistake.what})
    except Mistake as mistake:
        return _form(session, request, its_action, values, {wrong: mistake.what})


@action.button(
    "evidence_off", right=Permission.PROPOSE, writes=True, takes=lambda value: _ref_and_number(value) is not None
)
def evidence_off(session: Session, request: Request) -> Card:
    """Use an item for an action no longer."""
    ref, number = _ref_and_number(request.text) or ("", 0)
    its_action = _changed(session, request, ref)
    used = _item(session, request, number)
    if its_action.id not in {each.id for each in used.actions}:
        raise Mistake(f"{used.evidence.name} is not of {ref} any more: somebody was quicker.")
    stop_using(session, request.actor, used.evidence, its_action)
    return _shown(session, request, its_action, f"{used.evidence.name} is no longer of {its_action.ref}")


@action.button("evidence_take_back", right=Permission.PROPOSE, writes=True, takes=a_number)
def evidence_take_back(session: Session, request: Request) -> Card:
    """Take an item back that is wrong: it counts for no action. The record keeps it."""
    used = _item(session, request, int(request.text))
    if not may_take_back(request.asker, used):
        held = joined([each.ref for each in used.actions]) or "no action"
        raise Mistake(f"{used.evidence.name} is used for {held}: whoever added it or the secretariat takes it back.")
    remove_evidence(session, request.actor, used.evidence, used.actions)
    refs = joined([each.ref for each in used.actions])
    said = f"{evidence_said(used.evidence)} counts no longer{f' for {refs}' if refs else ''}. The record keeps it."
    data = {"evidence": {"id": used.evidence.name, "taken_back": True}}
    return Card(f"Taken back: {used.evidence.name}", (Text(said),), data=data)


def _changed(session: Session, request: Request, ref: str) -> Action:
    """The action that evidence is added to. Raises `Mistake` and `Refused`."""
    its_action = action_with(session, request, ref)
    require(request.asker, Permission.PROPOSE, its_action)
    return its_action


def _ref_and_number(value: str) -> tuple[str, int] | None:
    """What a button says: `2.4 3`, the ref of an action and the number of an item."""
    ref, _, number = value.rpartition(" ")
    return (ref, int(number)) if a_ref(ref) and a_number(number) else None


def _item(session: Session, request: Request, number: int) -> Used:
    """The item with this number, if it stands and the asker sees it. Raises `Mistake`."""
    found = evidence_called(session, plan_of(session, request).id, number)
    if found is None or not is_seen_by(request.asker, found):
        raise Mistake(f"There is no evidence E{number}. {NOTHING}", example="/plan evidence")
    return found


def _used_again(session: Session, request: Request, its_action: Action, name: str) -> Card:
    number = evidence_number(name)
    used = _item(session, request, number or 0)
    if its_action.id in {each.id for each in used.actions}:
        raise Mistake(f"That is recorded already: {used.evidence.name} is of {its_action.ref}. {NOTHING}")
    use_evidence(session, request.actor, used.evidence, its_action)
    return _shown(session, request, its_action, f"{used.evidence.name} is of {its_action.ref}, too", used.evidence)


def _added(session: Session, request: Request, its_action: Action, item: _Item) -> Card:
    made = Evidence(
        plan_id=its_action.plan_id,
        number=0,
        kind=item.kind,
        what=item.what,
        source=item.source or None,
        link=item.link or None,
        dated=item.dated,
        confidential=item.confidential,
        at=request.now,
    )
    same = next((each.evidence for each in evidence_of(session, its_action.id) if _is_same(each.evidence, made)), None)
    if same:
        raise Mistake(f"That is recorded already: {same.name} is of {its_action.ref}. {NOTHING}")
    add_evidence(session, request.actor, made, its_action)
    return _shown(session, request, its_action, f"Recorded as {made.name}, of {its_action.ref}", made)


def _is_same(one: Evidence, other: Evidence) -> bool:
    told = ("kind", "what", "source", "link", "dated", "confidential")
    return all(getattr(one, name) == getattr(other, name) for name in told)


class _Wrong(Mistake):
    """A mistake in a field of the form."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"{what} {NOTHING}", example=ADD)
        self.field, self.what = field, what


def _read(said: str, request: Request) -> _Item:
    """An item as it is typed in a line. Raises `Mistake`."""
    quoted = _QUOTED.match(said)
    if quoted is None:
        raise Mistake(
            f"I need in quotation marks what it is, and then its kind. {NOTHING}",
            typed=shortened(said, 200),
            example=ADD,
        )
    words, kind, link, dated = words_of(said[quoted.end() :]), None, "", None
    source, confidential, left = "", False, []
    at = 0
    while at < len(words):
        word, pair = words[at].strip(",;"), pair_of(words[at])
        plain = word.casefold().strip("().")
        length = _day_length(words[at:], request.today) if dated is None else 0
        if pair and pair[0] in ("source", "from", "by"):
            left += [words[at]] if source else []
            source = source or pair[1].strip()
        elif not link and _MEANT_AS_LINK.match(word):
            link = word
        elif plain == "confidential":
            confidential = True
        elif plain in KINDS and kind is None:
            kind = KINDS[plain]
        elif length:
            dated = parse_day(" ".join(words[at : at + length]).strip(" ,;"), past(request.today))
            at += length - 1
        elif plain not in ("", "of", "on", "at", "link", "and"):
            left.append(words[at])
        at += 1
    if left:
        raise Mistake(
            f"I do not know what “{shortened(' '.join(left), 80)}” is to mean. {NOTHING}",
            understood=(f"evidence: {shortened(quoted[1], 120)}",),
            example=ADD,
        )
    if kind is None:
        raise _Wrong("kind", f"What kind is it: {joined([each.value for each in EvidenceKind], 'or')}?")
    return _checked(_Item(quoted[1].strip(), kind, dated, source, link, confidential), request)


def _filled_in(values: Mapping[str, str], request: Request) -> _Item:
    """An item as it was filled in. Raises `_Wrong`."""
    if not values.get("what"):
        raise _Wrong("what", "This is needed, or an item to use again.")
    if values.get("kind") not in KINDS:
        raise _Wrong("kind", "What kind is it?")
    dated = None
    if typed := values.get("dated"):
        try:
            dated = parse_day(typed, past(request.today))
        except ValueError as unreadable:
            raise _Wrong("dated", str(unreadable)) from None
    confidential = values.get("confidential") == "yes"
    kind = KINDS[values["kind"]]
    item = _Item(values["what"], kind, dated, values.get("source", ""), values.get("link", ""), confidential)
    return _checked(item, request)


def _checked(item: _Item, request: Request) -> _Item:
    """An item that can stand. Raises `_Wrong` and `Mistake`."""
    if not item.what:
        raise _Wrong("what", "What is it? Its title is needed; of a quotation its words.")
    if item.link and not _LINK.fullmatch(item.link):
        raise _Wrong("link", "The link should be one of the web, which begins with https://.")
    if item.kind is EvidenceKind.QUOTATION and not item.source:
        raise _Wrong("source", 'Who said it? A quotation has a source, such as source:"a foster carer".')
    if item.dated and item.dated > request.today:
        raise _Wrong("dated", "Its day lies ahead; evidence is of a day that has been.")
    for field, words, most in (
        ("what", item.what, LONGEST_WHAT),
        ("source", item.source, LONGEST_SOURCE),
        ("link", item.link, LONGEST_LINK),
    ):
        if len(words) > most:
            raise _Wrong(field, f"That has {len(words)} characters; {most} at most.")
    link = unquote_plus(item.link).replace("_", " ")  # as it is read, and as it was pasted
    refuse_private(f"{item.what} {item.source} {item.link} {link}", request.today)
    return item


def _day_length(words: list[str], today: date) -> int:
    """How many of the words are one day; 0 where they do not begin with one."""
    for length in range(min(LONGEST_DAY, len(words)), 0, -1):
        text = " ".join(words[:length]).strip(" ,;")
        if any(map(str.isdigit, text)):
            try:
                parse_day(text, past(today))
            except ValueError:
                continue
            return length
    return 0


def _form(
    session: Session, request: Request, its_action: Action, values: Mapping[str, str], errors: Mapping[str, str]
) -> Modal:
    there, _ = seen_by(request.asker, evidence_of_plan(session, its_action.plan_id))
    free = [each for each in there if its_action.id not in {one.id for one in each.actions}][-OFFERED:]
    again = (
        ("", "none: a new one"),
        *((each.evidence.name, shortened(evidence_said(each.evidence), 70)) for each in free),
    )
    kinds = tuple((each.value, each.value.capitalize()) for each in EvidenceKind)
    whether = (("no", "no"), ("yes", "yes: it stands in no paper"))
    asked = (
        *([Input("again", "Use an item again?", "choice", options=again)] if free else []),
        Input("what", "What is it?", "paragraph", hint="Its title; of a quotation its words.", max_length=LONGEST_WHAT),
        Input("kind", "What kind?", "choice", EvidenceKind.DOCUMENT.value, options=kinds, required=True),
        Input("dated", "Of which day?", "date"),
        Input("source", "Who made or said it?", hint="Needed for a quotation.", max_length=LONGEST_SOURCE),
        Input("link", "Where can it be seen?", "link", hint="A link that begins with https://."),
        Input("confidential", "Is it confidential?", "choice", "no", options=whether, required=True),
    )
    inputs = tuple(
        replace(each, value=values.get(each.name) or each.value, error=errors.get(each.name, "")) for each in asked
    )
    body = (Text(f"{its_action.ref}: {its_action.title}"),)
    return Modal(f"Evidence of {its_action.ref}", "action.evidence_submit", its_action.ref, body, inputs, "Keep")


def _shown(
    session: Session, request: Request, its_action: Action, title: str, recorded: Evidence | None = None
) -> Card:
    """The evidence of an action that the asker sees, and what was just recorded."""
    seen, hidden = seen_by(request.asker, evidence_of(session, its_action.id))
    body: list[Element] = []
    for each in seen:
        others = others_of(each, its_action)
        body.append(Text(f"{used_said(each)}{f' (also of {joined(others)})' if others else ''}"))
    if hidden:
        body.append(Text(hidden_said(hidden, "shown to you"), "muted"))
    if not seen and not hidden:
        body.append(Text(f"The register has no evidence of {its_action.ref} yet."))
    if may(request.asker, Permission.PROPOSE, its_action):
        buttons = [Button("Add evidence", "action.evidence_form", its_action.ref, opens_form=True)]
        buttons += [
            Button(f"{each.evidence.name} is not of {its_action.ref}", "action.evidence_off", _value(its_action, each))
            for each in seen
        ]
        body.append(Actions(tuple(buttons)))
        body.append(Text(f"For example: {_example(its_action)}", "muted"))
    data = {"ref": its_action.ref, **evidence_data(seen, hidden)} | ({"recorded": recorded.name} if recorded else {})
    return Card(title, tuple(body), about=(its_action.ref,), data=data)


def _example(its_action: Action) -> str:
    return ADD.replace("2.4", its_action.ref)


def _value(its_action: Action, used: Used) -> str:
    return f"{its_action.ref} {used.evidence.number}"
