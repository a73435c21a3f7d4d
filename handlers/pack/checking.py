"""`/pack check`: what stands in the way of publishing the newest pack, and what is to be looked at before it."""

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.cards import Actions, Button, Card, Element, Listing, Table, Text
from handlers.checking.findings import as_data, rows_of
from handlers.errors import Mistake
from handlers.pack.asking import InReview
from handlers.pack.command import newest_pack, pack, pack_meant, packs
from handlers.pack.completeness import blocking, found_in, undefined_acronyms
from handlers.pack.messages import GAPS_SHOWN
from handlers.pack.naming import title_of, value_of
from handlers.pack.publishing import GIVE_THE_REASON, REASON_NEEDED, deadline_said, late_said
from handlers.requests import Request
from models.packs.packs import published_when

HEADS = ("Where", "Printed", "Should be", "Why")


@pack.verb(
    "check",
    ("/pack check", "what stands in the way of publishing the newest pack, and what to look at before it"),
    right=Permission.READ,
    asked=("check pack/papers", "what stands in way of publishing"),
)
def check(session: Session, request: Request) -> Card:
    """What the newest pack lacks, what was typed for it that is wrong or left over, and by when it is to be out."""
    try:
        found_pack, contents, snapshot = newest_pack(session, request, pack_meant(session, request))
    except Mistake:
        if request.words:
            raise
        return packs(session, request)  # which says that there is none
    draft = InReview.of(session, found_pack, request.asker.organisation_id)
    published, keeps = published_when(found_pack, snapshot), may(request.asker, Permission.KEEP_THE_RECORD)
    found = found_in(session, draft, request.today, published is not None)
    missing = blocking(found, draft)
    to_know = [each for each in found if each not in missing]
    body: list[Element] = []
    late = "" if published else late_said(draft, request.today)
    if not published:
        body.append(Text(late or deadline_said(draft, request.today)))
        if late:
            body.append(Text(REASON_NEEDED))
    if missing:
        body.append(Text("Without this it cannot be published", "heading"))
        if lacks := tuple(f"{each.said[:1].upper()}{each.said[1:]}." for each in missing if not each.finding):
            body.append(Listing(lacks))
        if wrong := [each.finding for each in missing if each.finding]:
            body.append(Table("What was typed and is wrong", HEADS, tuple(rows_of(wrong))))
        if keeps:
            mends = tuple(dict.fromkeys(each.button for each in missing))[:GAPS_SHOWN]
            body.append(Actions(mends))
    if look := [each.finding for each in to_know if each.finding]:
        body.append(Table("What was typed and is to be looked at", HEADS, tuple(rows_of(look))))
    if lines := tuple(f"{each.said[:1].upper()}{each.said[1:]}." for each in to_know if not each.finding):
        body += [Text("To be known", "heading"), Listing(lines)]
    if not found:
        body.append(Text("Nothing was found: every text is in place, and nothing typed disagrees with the figures."))
    if keeps:
        value = value_of(contents)
        publish = Button("Publish", "pack.publish", value)
        if late:
            publish = Button(GIVE_THE_REASON, "pack.publish_form", value, opens_form=True)
        body.append(
            Actions((*(() if published or missing else (publish,)), Button("What is checked, and why", "pack.checks")))
        )
    else:
        body.append(Text("“/pack checks” lists what is looked for, what each weighs and why.", "muted"))
    data = {
        "meeting": contents.meeting.isoformat(),
        "version": contents.version,
        "blockers": [each.said for each in missing],
        "warnings": [each.said for each in to_know],
        "undefined": undefined_acronyms(contents),
        **as_data([each.finding for each in found if each.finding]),
    }
    return Card(f"{title_of(contents)}: checked", tuple(body), data=data)
