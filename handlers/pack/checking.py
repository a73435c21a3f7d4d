"""`/pack check`: what stands in the way of publishing the newest pack, and what is to be looked at before it."""

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.cards import Actions, Button, Card, Element, Listing, Table, Text
from handlers.checking.findings import as_data, rows_of
from handlers.errors import Mistake
from handlers.pack.command import newest_pack, pack, pack_meant, packs
from handlers.pack.completeness import missing_updates, what_is_missing
from handlers.pack.messages import GAPS_SHOWN, title_of, version_value
from handlers.requests import Request
from models.boards.boards import Meeting
from models.boards.cycles import cycle_of
from models.plan.ratings import in_scale
from models.record.rules import rules_of
from papers.checking.checking import check_typed
from papers.checking.of_pack import paper_of
from papers.wording import joined, plural, weekday


@pack.verb(
    "check",
    ("/pack check", "what stands in the way of publishing the newest pack, and what to look at before it"),
    right=Permission.READ,
    asked=("check pack/papers", "what stands in way of publishing"),
)
def check(session: Session, request: Request) -> Card:
    """What the newest pack lacks, what was typed for it that is wrong or left over, and by when it is to be out."""
    try:
        _, contents, snapshot = newest_pack(session, request, *pack_meant(request))
    except Mistake:
        if request.words:
            raise
        return packs(session, request)  # which says that there is none
    meeting = session.get_one(Meeting, snapshot.meeting_id)
    rules = rules_of(session, request.asker.organisation_id)
    with in_scale(contents.scale):
        found = check_typed(paper_of(contents), request.today, rules.calendar)
    missing, out = what_is_missing(contents), missing_updates(contents)
    undefined = [each.acronym for each in contents.acronyms if not each.meaning]
    body: list[Element] = []
    if snapshot.published_at is None:
        body.append(Text(f"It is to be out by {weekday(cycle_of(meeting, rules).publish_by)}."))
    keeps = may(request.asker, Permission.KEEP_THE_RECORD)
    if missing:
        body.append(Text("Without this it cannot be published", "heading"))
        body.append(Listing(tuple(f"{each.said[:1].upper()}{each.said[1:]}." for each in missing)))
        if keeps:
            body.append(Actions(tuple(dict.fromkeys(each.button for each in missing[:GAPS_SHOWN]))))
    if found:
        shown = tuple(rows_of(found))
        body.append(Table("What was typed and is to be looked at", ("Where", "Printed", "Should be", "Why"), shown))
    lines = [*([f"{out} They print as “No return received”."] if out else [])]
    if undefined:
        how = "“/secretariat acronyms” says what one stands for"
        lines.append(f"{plural(len(undefined), 'acronym')} not explained: {joined(undefined)} ({how}).")
    if lines:
        body += [Text("To be known", "heading"), Listing(tuple(lines))]
    if not (missing or found or lines):
        body.append(Text("Nothing was found: every text is in place, and nothing typed disagrees with the figures."))
    if keeps and snapshot.published_at is None and not missing:
        value = version_value(contents.meeting, contents.version)
        body.append(Actions((Button("Publish", "pack.publish", value),)))
    data = {
        "meeting": contents.meeting.isoformat(),
        "version": contents.version,
        "blockers": [each.said for each in missing],
        "undefined": undefined,
        **as_data(found),
    }
    return Card(f"{title_of(contents)}: checked", tuple(body), data=data)
