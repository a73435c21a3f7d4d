"""Putting the computed figures in the place of the typed ones in a section, by one button of `/pack check`."""

from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Actions, Button, Card, Listing
from handlers.errors import Mistake
from handlers.pack.command import PackMeant, newest_pack, pack
from handlers.pack.naming import meeting_value
from handlers.pack.section_places import a_section_as_seen, place_named
from handlers.pack.writing import keep_section
from handlers.requests import Request
from models.boards.boards import Board
from models.plan.ratings import in_scale
from models.record.rules import rules_of
from papers.checking.mending import mended
from papers.checking.of_pack import paper_of


@pack.button("use_figures", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_section_as_seen)
def use_figures(session: Session, request: Request) -> Card:
    """Write a section anew with the figures and days that should be in it; nothing else of it changes.

    Raises `Mistake` where the section is no longer as the newest pack prints it.
    """
    place = place_named(session, request)
    paper = place.paper
    body = session.get_one(Board, paper.meeting.board_id) if paper.figures else None
    meant = PackMeant(paper.meeting.on, body=body, supplement=paper.supplement)
    _, contents, _ = newest_pack(session, request, meant)
    section = next((each for each in contents.written if each.key == place.part.key), None)
    stands = place.stands.version.number if place.stands else 0
    if section is None or section.nothing or not section.version == place.seen == stands:
        raise Mistake(
            f"{place.part.title} was written since the pack was compiled, so nothing was changed. Compile it again, "
            "then check it.",
            example="/pack compile",
        )
    from papers.checking.checking import check_typed  # whose rules take long to load

    with in_scale(contents.scale):
        calendar = rules_of(session, request.asker.organisation_id).calendar
        found = check_typed(paper_of(contents), request.today, calendar)
    paragraphs, done = [], []
    for at, paragraph in enumerate(section.paragraphs, 1):
        typed = paragraph.typed
        for each in found:
            new = mended(each) if each.place == f"{section.title}, paragraph {at}" else None
            if new and each.printed in typed:
                typed = typed.replace(each.printed, new, 1)
                done.append(f"“{each.printed}” is “{new}” now.")
        paragraphs.append(typed)
    if not done:
        raise Mistake(f"There is no typed figure in {place.part.title} that is known better.", example="/pack check")
    card = keep_section(session, request, place, "\n\n".join(filter(None, paragraphs)))
    compiles = Button("Compile again", "pack.compile", meeting_value(contents))
    return replace(card, body=(Listing(tuple(done)), *card.body, Actions((compiles,))))
