"""`/pack decision`: whether the report to a body is for a key decision, with its reason and its notice, or by which
exception it is taken without 28 clear days.

It is the section “Decision type” of a council report, so it has versions, is required, printed and signed off like any.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.cards import Actions, Answer, Button, Card, Cell, DateCell, Element, Input, Modal, Table, Text
from handlers.errors import Mistake
from handlers.pack.command import pack
from handlers.pack.notices import notice_due, notice_wanted
from handlers.pack.reading_decisions import EXCEPTION, KEY, LONGEST, NOT_KEY, URGENT, from_fields, read_decision
from handlers.pack.section_places import (
    SectionPlace,
    a_section_as_seen,
    above,
    after_another,
    is_somebody_elses,
    kept,
    own_post,
    place_named,
    place_of,
    refuse_published,
    refuse_text,
)
from handlers.pack.sections import paper_meant
from handlers.pack.seeing import drafts_of
from handlers.requests import Request
from models.packs.key_decisions import CLEAR_DAYS, DECISION, Decision, DecisionType, Route
from models.packs.papers import WrittenSince, write_section
from models.packs.reports_ahead import ReportAhead, reports_ahead
from models.record.rules import rules_of
from papers.decision_words import THE_CHAIR, decision_said
from papers.outlines import COUNCIL, Part

_SUBMIT = "pack.decision_submit"
_TYPES = (
    (DecisionType.KEY.value, "Key decision"),
    (DecisionType.NOT_KEY.value, "Not a key decision"),
    (DecisionType.NOT_EXECUTIVE.value, "Not an executive decision"),
)
_ROUTES = (
    (Route.NONE.value, "Nothing yet"),
    (Route.NOTICE.value, f"Notice, {CLEAR_DAYS[Route.NOTICE]} clear days"),
    (Route.GENERAL_EXCEPTION.value, f"General exception, {CLEAR_DAYS[Route.GENERAL_EXCEPTION]} clear working days"),
    (Route.SPECIAL_URGENCY.value, "Special urgency, agreed"),
)


@pack.verb(
    "decision",
    ("/pack decision", "the decisions of the reports ahead: key or not, notice by when, and what is lacking"),
    right=Permission.SEE_DRAFTS,
    bare=True,
)
def decisions(session: Session, request: Request) -> Card:
    """The decision types of the reports to bodies that have not met yet."""
    rules, seen = rules_of(session, request.asker.organisation_id), drafts_of(session, request)
    found = reports_ahead(session, request.asker.organisation_id, request.today)
    found = [each for each in found if seen is None or each.meeting.board_id in seen]
    if not found:
        return Card(
            "Decisions", (Text("No report to a body is ahead: “/pack paper add” plans one."),), data={"decisions": []}
        )
    rows, data, buttons = [], [], []
    for each in found:
        said, lacks = _decision_of(each), notice_wanted(each, request.today, rules.days)
        due = notice_due(each.meeting.on, rules.days)
        key = each.decided is not None and each.decided.key
        cells: tuple[Cell, ...] = (each.board.name, DateCell(each.meeting.on), said, DateCell(due), lacks or "nothing")
        rows.append(cells)
        meeting, due_on = each.meeting.on.isoformat(), due.isoformat()
        data.append({"for": each.board.name, "meeting": meeting, "key": key, "notice_by": due_on, "lacks": lacks})
        if not each.published:
            value = f"{each.meeting.id} {DECISION}"
            buttons.append(Button(f"Decision of {each.board.name}", "pack.write_form", value, opens_form=True))
    heads = ("For", "Meets on", "Decision", "Notice of a key decision by", "What is lacking")
    body: list[Element] = [Table("Reports ahead", heads, tuple(rows))]
    if may(request.asker, Permission.KEEP_THE_RECORD):
        body += [*([Actions(tuple(buttons))] if buttons else []), Text(f"In a line: {KEY}", "muted")]
    return Card("Decisions", tuple(body), data={"decisions": data})


def _decision_of(report: ReportAhead) -> str:
    """What a report says of its decision; that nobody has said it."""
    if report.decision is None:
        return "not said yet"
    return decision_said(report.decided) if report.decided else report.decision.text


@pack.verb(
    "decision",
    (KEY, "say that a report is for a key decision, with the notice of it"),
    (EXCEPTION, "the general exception, with 5 clear working days, in place of the notice"),
    (URGENT, "special urgency, with who agreed to it"),
    (NOT_KEY, "say that it is for no key decision; “not an executive decision” and “for information” are understood"),
    name="set_decision",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def set_decision(session: Session, request: Request) -> Answer:
    """Say the decision type of a report in a line, or open the form for it."""
    paper, words = paper_meant(session, request)
    part = paper.outline.by_key.get(DECISION)
    if part is None:
        raise Mistake(
            "Of which report? A board’s own paper has no decision type; a report to a body has one.",
            typed=words,
            example=KEY,
        )
    return decide(session, request, place_of(paper, part), words)


def decide(session: Session, request: Request, place: SectionPlace, words: str) -> Answer:
    """Keep the decision type that a line says; without words, or where somebody else has said it, open the form."""
    if not words.strip():
        return decision_form(place)
    refuse_published(session, place.paper)
    read = read_decision(words, place.decided, request.today)
    if is_somebody_elses(place.stands, request):
        return decision_form(replace(place, over=place.seen), read)
    return keep_decision(session, request, place, read)


@pack.form("decision_submit", right=Permission.KEEP_THE_RECORD, takes=a_section_as_seen)
def decision_submitted(session: Session, request: Request) -> Answer:
    """Keep the decision type that was filled in, or give the form back."""
    place = place_named(session, request)
    read, wrong = from_fields(request.values, request.today)
    if wrong:
        return decision_form(place, read, dict([wrong]), request.values)
    try:
        return keep_decision(session, request, place, read)
    except WrittenSince:
        since = {"type": "Somebody else has said it since you opened this."}
        return decision_form(after_another(place), read, since)
    except Mistake as mistake:
        return decision_form(place, read, {"reason": mistake.what}, request.values)


def keep_decision(session: Session, request: Request, place: SectionPlace, decision: Decision) -> Card:
    """Keep a decision type, whose words are a version of its section. Raises `Mistake` and `WrittenSince`."""
    refuse_published(session, place.paper)
    text = decision_said(decision)
    refuse_text(session, request, place.paper, text)
    paper, key = place.paper, place.part.key
    of = (session, request.actor, paper.meeting, paper.outline.kind, key, text, own_post(request))
    version = write_section(*of, seen=place.seen, decision=decision)
    return kept(session, request, place, version, f"{place.part.title} is written")


def refuse_nothing(part: Part) -> None:
    """Raise a `Mistake` where somebody says that there is nothing to say of a decision type."""
    if part.key == DECISION:
        raise Mistake(
            "A report always has a decision type: key, not key, or not an executive decision. Nothing was changed.",
            example=NOT_KEY,
        )


def decision_form(
    place: SectionPlace,
    typed: Decision | None = None,
    errors: Mapping[str, str] | None = None,
    as_filled_in: Mapping[str, str] | None = None,
) -> Modal:
    """The form for a decision type, with what stands there, or with what was `typed`."""
    now = typed or place.decided or Decision(DecisionType.NOT_KEY)
    filled = {"type": now.type.value, "route": now.route.value, "on": now.on.isoformat() if now.on else ""}
    filled |= {name: getattr(now, name) for name in ("reason", "reference", "by", "why")} | dict(as_filled_in or {})
    asked = (
        Input("type", "What is it?", "choice", required=True, options=_TYPES),
        Input("reason", "Why?", "line", hint="Needed of a key decision: it spends more than £500,000."),
        Input("route", "By what can a key decision be taken?", "choice", required=True, options=_ROUTES),
        Input("on", "On which day was that?", "date", hint=f"Notice published, {THE_CHAIR} informed, or agreed."),
        Input("reference", "Reference of the notice", "line"),
        Input("by", "Who was informed, or agreed?", "line", hint=f"Of an exception: as a rule {THE_CHAIR}."),
        Input("why", "Reason for an exception", "line"),
    )
    inputs = tuple(
        replace(each, value=filled.get(each.name, ""), error=(errors or {}).get(each.name, ""), max_length=LONGEST)
        for each in asked
    )
    submit = "Put it in its place" if place.over else "Say so"
    title = COUNCIL.by_key[DECISION].title
    return Modal(title, _SUBMIT, place.value, above(place, typed is not None), inputs, submit, line=KEY)
