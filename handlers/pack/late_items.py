"""`/pack supplements` and `/pack supplement add`: late items to a paper that is published, a supplement each.

`supplement` behind a verb of `/pack` means it: `/pack write supplement item …`, `/pack compile supplement`.
"""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import a_version
from handlers.cards import Actions, Answer, Button, Card, Cell, DateCell, Element, Input, Modal, NumberCell, Table, Text
from handlers.days import read_day
from handlers.errors import Mistake, giving_back
from handlers.pack.bodies import body_in_front
from handlers.pack.command import PackMeant, newest_pack, pack, pack_meant
from handlers.pack.naming import title_of
from handlers.pack.section_places import LONGEST_TITLE, TITLE, own_post, refuse_title
from handlers.pack.sections import listed, supplement_paper
from handlers.pack.seeing import drafts_of
from handlers.pack.supplements import ADD
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.boards import BoardKind, Meeting
from models.packs.packs import Pack, PackState, newest_supplements
from models.packs.papers import PaperKind, PlannedSupplement, add_supplement, supplements, write_section
from models.position.snapshots import Snapshot
from papers.pack.contents import PackContents
from papers.wording import day, moment

_STATES: Mapping[PackState, str] = {
    PackState.BUILDING: "being built",
    PackState.READY: "draft",
    PackState.FAILED: "could not be built",
    PackState.PUBLISHING: "being published",
    PackState.PUBLISHED: "published",
}


@pack.verb(
    "supplements",
    ("/pack supplements", "late items to what is published: to which paper, and where each stands"),
    right=Permission.READ,
    bare=True,
    also=("supplement",),
    asked=("supplements", "late items"),
)
def all_supplements(session: Session, request: Request) -> Card:
    """The supplements there are, the latest meeting first."""
    drafts = drafts_of(session, request)
    newest = newest_supplements(session, request.asker.organisation_id, drafts)
    rows: list[tuple[Cell, ...]] = []
    buttons: list[Button] = []
    data: list[dict[str, object]] = []
    for each in reversed(supplements(session, request.asker.organisation_id)):
        its = newest.get((each.meeting.id, each.number))
        published = its is not None and its.state is PackState.PUBLISHED
        if not published and drafts is not None and each.meeting.board_id not in drafts:
            continue
        state = _state(its, request)
        rows.append((each.board.name, DateCell(each.meeting.on), NumberCell(each.number), each.title, state))
        data.append({"for": each.board.name, "meeting": each.meeting.on.isoformat(), "supplement": each.number})
        data[-1] |= {"title": each.title, "state": _STATES[its.state] if its else "not compiled"}
        is_open = its is None or not (its.corrects_id or its.state in (PackState.PUBLISHING, PackState.PUBLISHED))
        if is_open and may(request.asker, Permission.KEEP_THE_RECORD):
            buttons += _next_steps(each)
    body: list[Element] = []
    if rows:
        body.append(Table("Supplements", ("For", "Meets on", "No.", "Title", "Where it stands"), tuple(rows)))
    else:
        body.append(Text("There is none."))
    if buttons:
        body.append(Actions(tuple(buttons)))
    if may(request.asker, Permission.KEEP_THE_RECORD):
        body.append(Text(f"“{ADD}” plans one to what is published for the next board.", "muted"))
    return Card("Supplements", tuple(body), data={"supplements": data})


def value_of_planned(each: PlannedSupplement) -> str:
    """The words of a button about a supplement: `2023-06-07 supplement 1`."""
    body = f"for {each.board.name} " if each.board.kind is BoardKind.BODY else ""
    return f"{body}{each.meeting.on.isoformat()} supplement {each.number}"


def _next_steps(each: PlannedSupplement) -> list[Button]:
    value = f"{each.meeting.id}-{each.number} item"
    return [
        Button(f"Write supplement {each.number}", "pack.write_form", value, opens_form=True),
        Button(f"Compile supplement {each.number}", "pack.compile", value_of_planned(each)),
    ]


def _state(its: Pack | None, request: Request) -> str:
    if its is None:
        return "not compiled yet"
    if its.state is PackState.PUBLISHED and its.published_at:
        return f"published {moment(its.published_at, request.zone)}{', corrected' if its.corrects_id else ''}"
    return _STATES[its.state]


@pack.verb(
    "supplement add",
    (ADD, "plan a supplement for a late item to what is published for the next board, numbered on from that"),
    ("/pack supplement add for Cabinet Letter of the inspectorate", "the same to the report to a body"),
    name="add_supplement",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def add(session: Session, request: Request) -> Card:
    """Plan a supplement, by its title; `for 7 June 2023` in front names another board."""
    refuse_private(request.text, request.today)
    with giving_back(request.text):
        body, title = body_in_front(session, request, request.text.strip())
        on, title = _day_in_front(request, title)
        found = newest_pack(session, request, PackMeant(on, body=body), published=True)
        meeting = _checked(session, request, found, title)
    return _planned(session, request, found[1], meeting, title)


@pack.button("supplement_form", right=Permission.KEEP_THE_RECORD, takes=a_version)
def supplement_form(session: Session, request: Request) -> Modal:
    """The form for the title of a supplement; the value is as `value_of` gives it, of what is published."""
    found = newest_pack(session, request, pack_meant(session, request), published=True)
    return _form(request, found[1], "")


@pack.form("supplement_submit", right=Permission.KEEP_THE_RECORD, takes=a_version)
def supplement_submitted(session: Session, request: Request) -> Answer:
    """Plan a supplement as it was filled in."""
    found = newest_pack(session, request, pack_meant(session, request), published=True)
    title = request.values.get("title", "")
    try:
        refuse_private(title, request.today)
        meeting = _checked(session, request, found, title)
    except Mistake as mistake:  # nothing is written yet
        return _form(request, found[1], mistake.what)
    return _planned(session, request, found[1], meeting, title)


def _form(request: Request, contents: PackContents, error: str) -> Modal:
    asked = Input(
        "title",
        "What is the late item called?",
        value=request.values.get("title", ""),
        hint="As in: Letter of the inspectorate",
        required=True,
        max_length=LONGEST_TITLE,
        error=error,
    )
    said = "It is a paper of its own, numbered on from this one, with its own checks and sign-off."
    body = (Text(title_of(contents), "strong"), Text(said))
    return Modal("A supplement", "pack.supplement_submit", request.text, body, (asked,), "Plan it")


def _day_in_front(request: Request, text: str) -> tuple[date | None, str]:
    words = text.split()
    if [each.casefold() for each in words[:1]] not in (["for"], ["to"]) or not any(map(str.isdigit, text)):
        return None, text
    on, rest = read_day(words[1:], request.today, ADD)
    return on, " ".join(rest)


def _checked(session: Session, request: Request, found: tuple[Pack, PackContents, Snapshot], title: str) -> Meeting:
    """The meeting for which a supplement can be planned. Raises `Mistake`; writes nothing."""
    meeting = session.get_one(Meeting, found[2].meeting_id)
    if not any(map(str.isalnum, title)):
        raise Mistake("What is the late item called? Nothing was done.", example=ADD)
    refuse_title(_plain(title))
    if meeting.on < request.today:
        raise Mistake(
            f"The {found[1].board} of {day(meeting.on)} has met: what came too late for it goes to the next. Nothing "
            "was done.",
            example="/pack sections",
        )
    newest = newest_supplements(session, request.asker.organisation_id)
    for each in supplements(session, request.asker.organisation_id, meeting_id=meeting.id):
        its = newest.get((meeting.id, each.number))
        if its is None or (its.state is not PackState.PUBLISHED and not its.corrects_id):
            raise Mistake(
                f"Supplement {each.number}, “{each.title}”, is not published yet: the next is numbered on from it, or "
                "stands in it. Nothing was done.",
                example="/pack publish supplement",
            )
    return meeting


def _planned(session: Session, request: Request, contents: PackContents, meeting: Meeting, title: str) -> Card:
    number = len(supplements(session, request.asker.organisation_id, meeting_id=meeting.id)) + 1
    add_supplement(session, request.actor, meeting, number)
    its = (PaperKind.SUPPLEMENT, TITLE, _plain(title), own_post(request))
    write_section(session, request.actor, meeting, *its, seen=0, body=str(number))
    planned = supplements(session, request.asker.organisation_id, meeting_id=meeting.id)[-1]
    paper = supplement_paper(session, request, planned)
    of = f"for {contents.board} " if contents.report else ""
    said = (
        f"It follows {title_of(contents)}. “/pack write {of}supplement item …” writes it, “/pack compile "
        f"{of}supplement” makes it, numbered on; then it is checked, signed off and published as any paper."
    )
    return listed(request, paper, f"Planned: supplement {number}, {_plain(title)}", said)


def _plain(title: str) -> str:
    return " ".join(title.split()).strip(' "“”')
