"""`/pack take back`: the draft of a correction is none any more, and what was published is the newest again."""

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import a_version
from handlers.cards import Card, Element, Text
from handlers.errors import Mistake
from handlers.outbox import queue
from handlers.pack.command import PackMeant, newest_pack, pack, pack_meant
from handlers.pack.naming import contents_of, subject_of, title_of
from handlers.requests import Request
from models.boards.boards import Meeting
from models.packs.errata import take_back
from models.packs.packs import Pack, PackState, pack_of
from models.packs.sign_offs import sign_offs_of
from models.people.people import holders
from models.people.recipients import Ways
from models.record.events import take_turn
from papers.pack.contents import PackContents
from papers.wording import joined


@pack.verb(
    "take back",
    ("/pack take back", "take back the newest correction, as long as it is not published"),
    ("/pack take back for Cabinet", "the same of the report to a body"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def taken_back(session: Session, request: Request) -> Card:
    """Take back the newest correction of a pack; of a day's board, of a body, or the very one that a button names."""
    return _take_back(session, request)


@pack.button("take_back_correction", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_version)
def pressed(session: Session, request: Request) -> Card:
    """The same by the button of a draft; the value is as `version_value` gives it."""
    return _take_back(session, request)


def _take_back(session: Session, request: Request) -> Card:
    meant = pack_meant(session, request)
    take_turn(session, request.actor)
    found, contents, snapshot = newest_pack(
        session, request, PackMeant(meant.on, body=meant.body, supplement=meant.supplement)
    )
    seen, now = (meant.version, meant.correction or 0), (contents.version, len(contents.corrections))
    if found.state is PackState.PUBLISHED or not found.corrects_id:
        raise Mistake(
            f"{title_of(contents)} is the newest, and no correction that could be taken back. Nothing was done.",
            example="/pack",
        )
    if meant.version is not None and seen != now:
        raise Mistake(f"{title_of(contents)} is the newest by now. Nothing was taken back.", example="/pack")
    if found.state not in (PackState.READY, PackState.FAILED):
        raise Mistake(f"{title_of(contents)} is being made at this moment. Nothing was taken back.", example="/pack")
    meeting = session.get_one(Meeting, snapshot.meeting_id)
    take_back(session, request.actor, found, subject_of(contents))
    stands = pack_of(session, meeting.id, found.supplement)
    assert stands is not None  # what it corrected
    said = f"{title_of(contents_of(stands))} stands as it was."
    told = _tell(session, request, found, contents, meeting, said)
    last = contents.corrections[-1]
    body: list[Element] = [Text(said), Text(last.said, "quote")]
    if told:
        body.append(Text(f"Who was asked to sign it off is told: {joined(told)}."))
    body.append(Text("What was said of it, and that it was taken back, stay in the record."))
    title = f"Taken back: {title_of(contents)}"
    return Card(title, tuple(body), data={"taken_back": title_of(contents), "told": told})


def _tell(
    session: Session, request: Request, found: Pack, contents: PackContents, meeting: Meeting, said: str
) -> list[str]:
    """Tell those who were asked to sign the draft off; their posts by title."""
    asked = [
        each
        for each in sign_offs_of(session, meeting, found.supplement)
        if any(one.row.pack_id == found.id for one in each.rows)
    ]
    posts = {each.review.post_id for each in asked}
    ways = Ways.of(session, request.asker.organisation_id, request.today)
    card = Card(f"Taken back: {title_of(contents)}", (Text(f"It need not be signed off any more. {said}"),))
    held = [person_id for post, person_id, _ in holders(session, found.organisation_id, request.today) if post in posts]
    for person_id in dict.fromkeys(ways.to(each) for each in held):
        if person_id != request.asker.id:
            queue(session, request.actor, person_id, f"pack {found.id} taken back {person_id}", card)
    return list(dict.fromkeys(each.post for each in asked))
