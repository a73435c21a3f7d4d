"""`/pack write` and `/pack none`: writing a section of the next board's cover report, or saying that it has nothing.

Every version stays. Whoever writes over words of somebody else has seen them: a line becomes a form that shows them, a
form that comes too late is given back with them, and who wrote them is told.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Answer, Card, Input, Modal
from handlers.days import read_day
from handlers.errors import Mistake
from handlers.pack.command import pack
from handlers.pack.decision_types import decide, decision_form, refuse_nothing
from handlers.pack.section_places import (
    SectionPlace,
    a_section,
    a_section_as_seen,
    above,
    after_another,
    as_kept,
    is_somebody_elses,
    kept,
    own_post,
    place_named,
    place_of,
    refuse_published,
    refuse_text,
)
from handlers.pack.sections import paper_meant, section_meant
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.packs.key_decisions import DECISION
from models.packs.papers import WrittenSince, write_section
from models.people.posts import posts_of
from papers.bound_figures import bound_in
from papers.wording import day

LONGEST_REASON = 300
LONGEST_POST = 120

_A_TITLE = re.compile(r"[A-Z][\w'’&-]*(?: (?:[A-Z][\w'’&-]*|of|for|and|the|to|in)){1,9}")
"""What reads as the title of a post, where a day follows: “Service Director”."""

WRITE, NOTHING = "pack.write_submit", "pack.none_submit"
HINT = "An empty line begins a new paragraph. {{ on_track.current }} prints a figure; “/pack figures” lists them."


@pack.verb(
    "write",
    ("/pack write introduction The data are of {{ data_month }}.", "write a section; without words, a form opens"),
    ("/pack write for Cabinet purpose …", "the same of the report to a body; of a supplement, “supplement item …”"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def write(session: Session, request: Request) -> Answer:
    """Write a section in a line, or open the form for it."""
    paper, words = paper_meant(session, request)
    part, text = section_meant(paper.outline, words)
    place = place_of(paper, part)
    if part.key == DECISION:
        return decide(session, request, place, text)
    if not text.strip():
        return _write_form(place)
    if is_somebody_elses(place.stands, request):
        refuse_text(session, request, place.paper, text)
        return _write_form(replace(place, over=place.seen), text)
    return keep_section(session, request, place, text)


@pack.button("write_form", right=Permission.KEEP_THE_RECORD, takes=a_section)
def write_form(session: Session, request: Request) -> Modal:
    """The form for a section, with what stands there."""
    place = place_named(session, request)
    return decision_form(place) if place.part.key == DECISION else _write_form(place)


@pack.form("write_submit", right=Permission.KEEP_THE_RECORD, takes=a_section_as_seen)
def write_submitted(session: Session, request: Request) -> Answer:
    """Keep what was written, or give the form back with what is wrong, or with what somebody else has written since."""
    place, text = place_named(session, request), request.values.get("text", "").strip()
    try:
        return keep_section(session, request, place, text)
    except WrittenSince:
        return _write_form(after_another(place), text, "Somebody else has written this section since you opened it.")
    except Mistake as mistake:
        return _write_form(place, text, mistake.what)


@pack.verb(
    "none",
    ("/pack none risk no new risk implications", "say of a section that there is nothing to say, and why"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def nothing(session: Session, request: Request) -> Answer:
    """Say that a section has nothing to say, in a line; without words, open the form for it."""
    paper, words = paper_meant(session, request)
    part, why = section_meant(paper.outline, words)
    refuse_nothing(part)
    place = place_of(paper, part)
    said = _said_at_the_end(session, request, why)
    if not why.strip() or is_somebody_elses(place.stands, request):
        return _none_form(replace(place, over=place.seen if why.strip() else 0), said)
    return _stated(session, request, place, said)


@pack.button("none_form", right=Permission.KEEP_THE_RECORD, takes=a_section)
def none_form(session: Session, request: Request) -> Modal:
    """The form that asks who says that there is nothing to say, and why."""
    place = place_named(session, request)
    refuse_nothing(place.part)
    return _none_form(place, {"post": own_post(request), "on": request.today.isoformat()})


@pack.form("none_submit", right=Permission.KEEP_THE_RECORD, takes=a_section_as_seen)
def none_submitted(session: Session, request: Request) -> Answer:
    """Keep the statement, or give the form back."""
    place, said = place_named(session, request), {name: value.strip() for name, value in request.values.items()}
    try:
        return _stated(session, request, place, said)
    except WrittenSince:
        return _none_form(after_another(place), said, "Somebody else has written this section since you opened it.")
    except Mistake as mistake:
        return _none_form(place, said, mistake.what)


def _said_at_the_end(session: Session, request: Request, text: str) -> dict[str, str]:
    """What a line says: why, and at its end perhaps by which post and on which day; else the asker's, and today."""
    *before, last = (each.strip() for each in " ".join(text.split()).split(","))
    on = request.today
    if before and any(sign.isdigit() for sign in last):
        with suppress(Mistake, ValueError):
            read, rest = read_day(last.split(), request.today, "1 June 2023")
            if not rest and read > on:  # a day of the last months, typed without its year
                read = read.replace(year=read.year - 1)
            if not rest:
                on, (*before, last) = read, before
                if before and _A_TITLE.fullmatch(last):
                    return {"why": ", ".join(before), "post": last, "on": on.isoformat()}
    titles = {each.title.casefold(): each.title for each in posts_of(session, request.asker.organisation_id)}
    if before and (post := titles.get(last.casefold())):
        return {"why": ", ".join(before), "post": post, "on": on.isoformat()}
    why = ", ".join([*before, last])
    return {"why": why, "post": own_post(request), "on": on.isoformat()}


def _write_form(place: SectionPlace, text: str | None = None, error: str = "") -> Modal:
    stands = place.stands
    mine = text if text is not None else stands.version.text if stands and not stands.version.nothing else ""
    question = Input("text", place.part.title, "paragraph", mine, HINT, required=True, error=error)
    submit = "Put it in its place" if place.over else "Write"
    return Modal(place.part.title, WRITE, place.value, above(place, text is not None), (question,), submit)


def _none_form(place: SectionPlace, said: Mapping[str, str], error: str = "") -> Modal:
    asked = (
        Input(
            "why",
            "Why is there nothing to say?",
            "line",
            hint="As in: no new risk implications",
            required=True,
            max_length=LONGEST_REASON,
        ),
        Input("post", "Who says so?", "line", hint="The title of a post.", required=True, max_length=LONGEST_POST),
        Input("on", "On which day?", "date", required=True),
    )
    filled = (replace(each, value=said.get(each.name, "")) for each in asked)
    inputs = tuple(replace(each, error=error if each.name == "why" else "") for each in filled)
    title = f"{place.part.title}: nothing to say"
    return Modal(title, NOTHING, place.value, above(place, bool(said.get("why"))), inputs, "State it")


def keep_section(session: Session, request: Request, place: SectionPlace, text: str) -> Card:
    """Keep a section as it is typed now. Raises `Mistake` for what cannot be kept, and `WrittenSince`."""
    refuse_published(session, place.paper)
    text = text.strip()
    refuse_text(session, request, place.paper, text)
    text, decision = as_kept(place.part, text, place.stands, request.today)
    version = write_section(
        session,
        request.actor,
        place.paper.meeting,
        place.paper.outline.kind,
        place.part.key,
        text,
        own_post(request),
        seen=place.seen,
        body=place.paper.key,
        decision=decision,
    )
    return kept(session, request, place, version, f"{place.part.title} is written")


def _stated(session: Session, request: Request, place: SectionPlace, said: Mapping[str, str]) -> Card:
    refuse_nothing(place.part)
    refuse_published(session, place.paper)
    why, post = " ".join(said.get("why", "").split()), " ".join(said.get("post", "").split())
    if not any(map(str.isalnum, why)) or not any(map(str.isalnum, post)):
        raise Mistake(
            "Why is there nothing to say, and who says so?", example="/pack none risk no new risk implications"
        )
    if len(why) > LONGEST_REASON or len(post) > LONGEST_POST:
        raise Mistake(f"The reason has {LONGEST_REASON} characters at most, the post {LONGEST_POST}. Nothing was kept.")
    refuse_private(f"{why} {post}", request.today)
    if bound_in(why):
        raise Mistake(
            "A statement that there is nothing to say takes no figure or passage. Nothing was kept.", typed=why
        )
    version = write_section(
        session,
        request.actor,
        place.paper.meeting,
        place.paper.outline.kind,
        place.part.key,
        why,
        post,
        seen=place.seen,
        nothing_on=_day(said.get("on", ""), request.today),
        body=place.paper.key,
    )
    return kept(session, request, place, version, f"{place.part.title}: nothing to say")


def _day(typed: str, today: date) -> date:
    on, rest = read_day(typed.split(), today, "1 June 2023") if typed else (today, [])
    if rest:
        raise Mistake(f"“{typed}” is no day that I can read.", example="1 June 2023")
    if on > today:
        raise Mistake(f"{day(on)} lies ahead: who says that there is nothing has said it. Nothing was kept.")
    return on
