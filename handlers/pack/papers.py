"""`/pack papers`, `/pack paper add` and `remove`: which papers are made from a board's figures, for whom, by when, and
where each stands; planning one more for a body, and taking it off.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.board.arguments import improvement_board
from handlers.cards import Actions, Answer, Button, Card, Cell, DateCell, Element, Input, Listing, Modal, Table, Text
from handlers.days import read_day
from handlers.errors import Mistake
from handlers.pack.bodies import ADD, body_called, body_in_front, no_such_body
from handlers.pack.command import pack
from handlers.pack.notices import notice_wanted
from handlers.pack.reports import required_sections
from handlers.pack.seeing import drafts_of
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.adding import NewBoard, NewMeeting, add_boards, add_meetings
from models.boards.boards import (
    Board,
    BoardKind,
    Meeting,
    board_names,
    body_names,
    coming_meeting,
    last_meeting,
    meeting_on_day,
)
from models.boards.cycles import cycle_of
from models.packs.packs import Pack, PackState, published_when
from models.packs.papers import BodyPaper, add_paper, body_papers, remove_paper, sections_written
from models.packs.reports_ahead import reports_ahead
from models.packs.reviews import add_review, reviews_of
from models.packs.taken_over import newest_of_meetings
from models.position.snapshots import Snapshot
from models.record.events import Change, record_many
from models.record.rules import Rules, rules_of
from papers.outlines import COUNCIL, audience_of
from papers.wording import day, joined, moment, plural

REMOVE = "/pack paper remove Cabinet 22 June 2023"
LONGEST = 100
"""Characters of the name of a body."""

_STATES: Mapping[PackState, str] = {
    PackState.BUILDING: "being built",
    PackState.READY: "draft",
    PackState.FAILED: "could not be built",
    PackState.PUBLISHING: "being published",
    PackState.PUBLISHED: "published",
}


@pack.verb(
    "papers",
    ("/pack papers", "the papers from a board’s figures: for whom, by when, and where each stands"),
    ("/pack papers 7 June 2023", "the same of the board of a day"),
    right=Permission.READ,
)
def papers(session: Session, request: Request) -> Card:
    """The board's own paper, and the report to each body from the same figures."""
    return listed(session, request, _board_meant(session, request, request.text.strip()))


@pack.verb(
    "paper add",
    (ADD, "plan a report to a body from the board’s figures, with its own day, sections and sign-off"),
    (f"{ADD} of 7 June 2023", "the same from the figures of another board"),
    name="add_paper",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def add(session: Session, request: Request) -> Card:
    """Plan a report: the body is entered if it is new, and so is its meeting."""
    return _plan(session, request, *_read(session, request))


@pack.verb(
    "paper remove",
    (REMOVE, "take a planned report off again, as long as none of it is compiled"),
    name="remove_paper",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def remove(session: Session, request: Request) -> Card:
    """Take a report off that was planned, by its body and the day; without a day the one that there is."""
    organisation_id = request.asker.organisation_id
    typed = re.sub(r"^\s*for\s+", "", request.text, flags=re.IGNORECASE)
    body, rest = body_in_front(session, request, f"for {typed}")
    if body is None:
        raise no_such_body(session, " ".join(typed.split()), body_names(session, organisation_id))
    planned = body_papers(session, organisation_id, board_id=body.id)
    if rest.strip():
        on, more = read_day(rest.split(), request.today, REMOVE)
        if more:
            raise Mistake(f"What is “{' '.join(more)}”? Nothing was done.", understood=(body.name, day(on)))
        planned = [each for each in planned if each.meeting.on == on]
    if not planned:
        of = f" of {day(on)}" if rest.strip() else ""
        raise Mistake(f"No report to {body.name}{of} is planned. Nothing was done.", example="/pack papers")
    if len(planned) > 1:
        days = joined([day(each.meeting.on) for each in planned], "or")
        raise Mistake(f"Which of them, that of {days}? Nothing was done.", example=f"/pack paper remove {body.name} …")
    (report,) = planned
    if report.meeting.id in newest_of_meetings(session, [report.meeting.id]):
        raise Mistake(
            f"The report to {body.name} of {day(report.meeting.on)} has been compiled, so it stays. Nothing was done.",
            example="/pack papers",
        )
    remove_paper(session, request.actor, report)
    said = "Nobody is reminded of it any more. Planned again, it has what was written for it."
    return listed(session, request, report.of, f"Taken off: {body.name}, {day(report.meeting.on)}", said)


@pack.button("paper_form", right=Permission.KEEP_THE_RECORD)
def paper_form(session: Session, request: Request) -> Modal:
    """The form by which a report is planned."""
    return _form(session, request, {})


@pack.form("paper_submit", right=Permission.KEEP_THE_RECORD)
def paper_submitted(session: Session, request: Request) -> Answer:
    """Plan the report that was filled in."""
    given = {name: request.values.get(name, "").strip() for name in ("body", "on", "of")}
    asked = {"body": "For which body?", "on": "On which day does it meet?"}
    errors = {name: said for name, said in asked.items() if not given[name]}
    on, of = request.today, None
    try:
        on = _only_a_day(given["on"], request) if given["on"] else on
    except Mistake as wrong:
        errors["on"] = wrong.what
    try:
        of = _board_meant(session, request, given["of"])
        if not given["of"] and on < of.on:
            of = _last_before(session, request, on) or of
    except Mistake as wrong:
        errors["of"] = wrong.what
    if errors or of is None:
        return _form(session, request, errors)
    try:
        return _plan(session, request, given["body"], on, of)
    except Mistake as wrong:  # nothing is written yet
        return _form(session, request, {"body": wrong.what})


def _only_a_day(typed: str, request: Request) -> date:
    on, rest = read_day(typed.split(), request.today, "22 June 2023")
    if rest:
        raise Mistake(f"“{typed}” is no day that I can read.", example="22 June 2023")
    return on


def _form(session: Session, request: Request, errors: Mapping[str, str]) -> Modal:
    known = joined(sorted({each.board.name for each in body_papers(session, request.asker.organisation_id)}))
    hint = f"Those that have had one: {known}." if known else "Such as Cabinet or Scrutiny."
    asked = (
        Input("body", "For which body?", hint=hint, required=True),
        Input("on", "On which day does it meet?", "date", required=True),
        Input("of", "Figures of the board of", "date", hint="Left empty: of the next board before that day."),
    )
    inputs = tuple(
        replace(each, value=request.values.get(each.name, ""), error=errors.get(each.name, ""), max_length=LONGEST)
        for each in asked
    )
    said = Text("It gets the board’s figures, and has its own day, sections and sign-off.")
    return Modal("Plan a report to another body", "pack.paper_submit", "", (said,), inputs, "Plan it", line=ADD)


def _plan(session: Session, request: Request, name: str, on: date, of: Meeting) -> Card:
    """Plan a report to a body of a name for its meeting of a day, from the figures of a meeting of the board. Raises
    `Mistake`, before anything is written.
    """
    if body_called(body_names(session, request.asker.organisation_id), name):
        known = body_papers(session, request.asker.organisation_id, board_id=_body(session, request, name).id)
        if any(each.meeting.on == on for each in known):
            raise Mistake(
                f"A paper for {name} of {day(on)} is planned already. Nothing was done.",
                example=f"/pack compile for {name}",
            )
    body = _body(session, request, name)
    meeting = _meeting(session, request, body, on)
    paper = add_paper(session, request.actor, meeting, body, of)
    _take_over_reviews(session, request, body, of)
    needed = required_sections(BodyPaper(paper, meeting, body, of))
    titles = joined([COUNCIL.by_key[each].title for each in needed]) or "none"
    said = (
        f"The report to {body.name} of {day(on)} takes the figures of the pack for {day(of.on)}. Without these "
        f"sections it is not published: {titles}."
    )
    how = f"“/pack write for {body.name} purpose …” writes one; “/pack compile for {body.name}” makes it."
    return listed(session, request, of, f"Planned: {body.name}, {day(on)}", said, how)


def _take_over_reviews(session: Session, request: Request, body: Board, of: Meeting) -> None:
    """Let those who review the board's papers review a new body's, until others are set; of what a board is asked, what
    a body is recommended.
    """
    if reviews_of(session, body.id):
        return
    for each, post in reviews_of(session, of.board_id):
        parts = ["recommendations" if part == "asked" else part for part in each.parts]
        add_review(session, request.actor, body, each.name, post, each.place, parts)


def listed(session: Session, request: Request, of: Meeting, title: str = "", *said: str) -> Card:
    """The papers from the figures of a meeting; `said` is what was just done."""
    organisation_id = request.asker.organisation_id
    board = session.get_one(Board, of.board_id)
    planned = body_papers(session, organisation_id, of_meeting_id=of.id)
    drafts = drafts_of(session, request)
    newest = newest_of_meetings(session, [of.id, *(each.meeting.id for each in planned)], drafts)
    begun = [each.meeting.id for each in planned if each.meeting.id not in newest]
    written = sections_written(session, begun, COUNCIL.kind) if begun else {}
    rules = rules_of(session, organisation_id)
    rows: list[tuple[Cell, ...]] = []
    data: list[dict[str, object]] = []
    for body, meeting, paper in [(board, of, None), *((each.board, each.meeting, each) for each in planned)]:
        its = newest.get(meeting.id)
        sees = drafts is None or meeting.board_id in drafts
        if not (sees or its):
            continue
        due = cycle_of(meeting, rules).publish_by
        kind = audience_of(body.name).deadline if paper else rules.publish_kind
        state = _state(its, paper, written.get(meeting.id, set()), request)
        what = COUNCIL.kind.value if paper else "board pack"
        rows.append((body.name, what, DateCell(meeting.on), DateCell(due), kind, state))
        data.append({"for": body.name, "meeting": meeting.on.isoformat(), "due": due.isoformat(), "state": state})
    body_of_card: list[Element] = [Text(each) for each in said]
    if not rows:
        body_of_card.append(Text("No paper from these figures has been published yet."))
    else:
        heads = ("For", "Paper", "Meets on", "Out by", "Deadline", "Where it stands")
        body_of_card.append(Table(f"From the figures for {day(of.on)}", heads, tuple(rows)))
    if wanted := _notices_wanted(session, request, {each.meeting.id for each in planned}, rules, drafts):
        body_of_card += [Text("Notice of key decisions", "heading"), Listing(tuple(wanted))]
    if may(request.asker, Permission.KEEP_THE_RECORD):
        buttons = [
            Button(f"Compile for {each.board.name}", "pack.compile", f"for {each.board.name} {each.meeting.on}")
            for each in planned
            if each.meeting.id not in newest or newest[each.meeting.id][0].state in (PackState.READY, PackState.FAILED)
        ]
        buttons.append(Button("Plan a report to another body", "pack.paper_form", opens_form=True))
        body_of_card.append(Actions(tuple(buttons)))
    return Card(title or f"Papers from the figures for {day(of.on)}", tuple(body_of_card), data={"papers": data})


def _notices_wanted(
    session: Session, request: Request, meeting_ids: Collection[int], rules: Rules, drafts: frozenset[int] | None
) -> list[str]:
    """A line for each of these reports of which notice is lacking, with by when it has to be given."""
    if not meeting_ids:
        return []
    return [
        f"{each.board.name}, {day(each.meeting.on)}: {wanted}."
        for each in reports_ahead(session, request.asker.organisation_id, request.today)
        if each.meeting.id in meeting_ids
        and (drafts is None or each.meeting.board_id in drafts)
        and (wanted := notice_wanted(each, request.today, rules.days))
    ]


def _state(
    its: tuple[Pack, Snapshot] | None, paper: BodyPaper | None, written: Collection[str], request: Request
) -> str:
    if its is not None:
        found, snapshot = its
        version = f"version {snapshot.version}{', corrected' if found.corrects_id else ''}"
        when = published_when(found, snapshot)
        if found.state is PackState.PUBLISHED and when:
            return f"published {moment(when, request.zone)}, {version}"
        return f"{_STATES[found.state]}, {version}"
    if paper is None:
        return "not compiled yet"
    missing = [each for each in required_sections(paper) if each not in written]
    return f"not compiled yet; {plural(len(missing), 'required section')} to be written" if missing else "not compiled"


def _board_meant(session: Session, request: Request, text: str) -> Meeting:
    """The meeting of the improvement board on a day, else its next one, else its last. Raises `Mistake`."""
    organisation_id = request.asker.organisation_id
    words = text.split()
    if words[:1] and words[0].casefold() in ("of", "for"):
        words = words[1:]
    if not words:
        found = coming_meeting(session, organisation_id, request.today)
        found = found or last_meeting(session, organisation_id, request.today)
        if found is None:
            raise Mistake("No board is in the calendar.", example="/board new 19 July 2023")
        return found
    on, rest = read_day(words, request.today, "/pack papers 7 June 2023")
    if rest:
        raise Mistake(f"I do not understand “{' '.join(rest)}”.", understood=(day(on),), example="/pack papers")
    board = improvement_board(session, organisation_id)
    meeting = meeting_on_day(session, board.id, on)
    if meeting is None or meeting.cancelled is not None:
        raise Mistake(f"{board.name} does not meet on {day(on)}.", example="/board calendar")
    return meeting


def _read(session: Session, request: Request) -> tuple[str, date, Meeting]:
    """The body's name, the day of its meeting, and the board whose figures it gets. Raises `Mistake`."""
    words = request.words
    at = next((at for at, word in enumerate(words) if any(map(str.isdigit, word))), None)
    name = " ".join(words[:at] if at is not None else words).strip(" ,;:").removeprefix("for ")
    if not name or at is None:
        raise Mistake(
            "For which body, and on which day does it meet?",
            typed=request.text,
            understood=(name,) if name else (),
            example=ADD,
        )
    on, rest = read_day(words[at:], request.today, ADD)
    if rest and rest[0].casefold() not in ("of", "from"):
        raise Mistake(f"What is “{' '.join(rest)}”?", understood=(name, day(on)), example=f"{ADD} of 7 June 2023")
    of = _board_meant(session, request, " ".join(rest[1:]))
    if on < of.on and not rest:
        of = _last_before(session, request, on) or of
    return name, on, of


def _last_before(session: Session, request: Request, on: date) -> Meeting | None:
    return last_meeting(session, request.asker.organisation_id, on)


def _body(session: Session, request: Request, name: str) -> Board:
    """The body of this name, entered if it is new. Raises `Mistake` for a board's name, and for one that is none."""
    organisation_id = request.asker.organisation_id
    known = body_names(session, organisation_id)
    if not body_called(known, name):
        if name.casefold() in board_names(session, organisation_id):
            raise Mistake(
                f"{name} is a board of the plan: it reports, and gets the board’s own pack. Nothing was done.",
                example=ADD,
            )
        if len(name) > LONGEST or not any(map(str.isalpha, name)) or " version" in f" {name.casefold()}":
            raise Mistake(f"“{name[:80]}” is no name of a body. Nothing was done.", example=ADD)
        refuse_private(name, request.today)
        changes: list[Change] = []
        add_boards(session, organisation_id, [NewBoard(name, None, BoardKind.BODY, ())], changes)
        record_many(session, request.actor, changes)
        known = body_names(session, organisation_id)
    return session.get_one(Board, body_called(known, name))


def _meeting(session: Session, request: Request, body: Board, on: date) -> Meeting:
    changes: list[Change] = []
    add_meetings(session, [NewMeeting((body.id, body.name), on, ())], request.now, changes)
    record_many(session, request.actor, changes)
    meeting = meeting_on_day(session, body.id, on)
    assert meeting is not None
    return meeting
