"""A pack with four small files, for tests of how doors bring them: what is in the files is not their business."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session, col, select

from handlers.cards import File
from models.boards.boards import Board, BoardKind, Meeting
from models.packs.packs import Pack, PackFormat, PackState, files_of, mark_made
from models.position.snapshots import Snapshot
from models.record.organisation import Organisation

FILES: Mapping[PackFormat, tuple[str, bytes]] = {
    PackFormat.WORD: ("board-pack.docx", b"PK" * 600),
    PackFormat.PDF: ("board-pack.pdf", b"%PDF-1.7 " * 200),
    PackFormat.WEB: ("board-pack.html", b"<!DOCTYPE html><title>Board pack</title>"),
    PackFormat.SPREADSHEET: ("board-pack.xlsx", b"PK" * 900),
}
NAMES = tuple(name for name, _ in FILES.values())


def a_pack(session: Session, now: datetime, organisation_id: int | None = None) -> Pack:
    """A pack that is being built, for a board of its own; `now` is aware UTC."""
    if organisation_id is None:
        organisation_id = session.exec(select(col(Organisation.id)).order_by(col(Organisation.id))).first()
    assert organisation_id is not None
    board = Board(organisation_id=organisation_id, name="A board with a pack", kind=BoardKind.DELIVERY)
    session.add(board)
    session.flush()
    meeting = Meeting(board_id=board.id, on=date(2023, 6, 7))
    session.add(meeting)
    session.flush()
    snapshot = Snapshot(meeting_id=meeting.id, frozen_at=now)
    session.add(snapshot)
    session.flush()
    pack = Pack(
        organisation_id=organisation_id,
        snapshot_id=snapshot.id,
        asked_at=now,
        state=PackState.BUILDING,
        contents={},
        done=[],
    )
    session.add(pack)
    session.flush()
    return pack


def make_ready(session: Session, pack: Pack, draft: bool = False) -> tuple[File, ...]:
    """Give a pack its files, as published or of its draft; as a card names them."""
    pack.state = PackState.BUILDING if draft else PackState.PUBLISHING
    session.add(pack)
    session.flush()
    assert mark_made(session, pack, FILES)
    session.flush()
    return tuple(File(each.id, each.name, each.format.value, each.size) for each in files_of(session, pack.id))
