"""Who takes a file of a pack from the pages is recorded, the first time, so that they hear of a correction.

Only then is anything written, and only where a file is asked for; every other page is as fast as it was.
"""

from bot.web.pages.visitors import Visitor
from handlers.dispatcher import Dispatcher
from models.packs.downloads import enter_download, has_downloaded
from models.packs.packs import PackFormat, is_published
from models.record.events import Actor


def note_download(
    dispatcher: Dispatcher, visitor: Visitor, pack_id: int, format: PackFormat, draft: bool | None = None
) -> None:
    """Record that somebody takes a file of a pack, if they have not taken it before; `draft` None is as it stands."""
    with dispatcher.database.read() as session:
        draft = not is_published(session, pack_id) if draft is None else draft
        if has_downloaded(session, visitor.person, pack_id, format, draft):
            return
    organisation_id = dispatcher.organisation.id
    if organisation_id is None:
        return
    actor = Actor(organisation_id, visitor.person, dispatcher.clock(), visitor.door)
    with dispatcher.database.write() as session:
        enter_download(session, actor, pack_id, format, draft)
