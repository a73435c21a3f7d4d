"""Packs: what was compiled for a meeting from one snapshot, and its files.

A pack's contents are gathered once, when it is asked for, and kept as JSON: its files are made from them and from
nothing else, first as a draft, then for publication. Whoever builds them takes the pack for a lease; all files of a
set and the pack's next state are written in one transaction, so there is no half pack. Versions that were compiled
before stay as they were.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, LargeBinary, UniqueConstraint, and_, bindparam, false, or_, text, true, update
from sqlalchemy.orm import aliased, defer
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import Select

from models.boards.boards import Board, BoardKind, Meeting
from models.position.snapshots import Snapshot
from models.record.columns import Numbered, choice, index_where, json_column
from models.record.events import Actor, Change, record
from models.record.statements import kept


class PackState(StrEnum):
    """Where a pack stands. Ready: it is a draft, with its files; so is one whose publication failed, and says why."""

    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"
    PUBLISHING = "publishing"
    PUBLISHED = "published"


BEING_MADE = (PackState.BUILDING, PackState.PUBLISHING)
"""The states in which files are made."""

_TO_BE_MADE = "state IN ('building', 'publishing')"


class PackFormat(StrEnum):
    """The files of a pack, in the order in which they are listed; the proof is of those that are published.

    The appendices are a zip of the attached files. The full version is there where parts of a published pack are not
    public: the others leave these out.
    """

    WORD = "word"
    PDF = "pdf"
    WEB = "web"
    SPREADSHEET = "spreadsheet"
    APPENDICES = "appendices"
    PROOF = "proof"
    FULL = "full"


WRITTEN = (PackFormat.WORD, PackFormat.PDF, PackFormat.WEB, PackFormat.SPREADSHEET)
"""The files that are written from the contents of a pack."""


class Pack(Numbered, table=True):
    """One version of a meeting's pack. `by_person_id` None: an operator compiled it in the terminal.

    `publisher_id` is who asked last that it be published. `held_until` is machine time; a lease begins when the one
    before is over, so its end also says who holds it. `tries` counts how often it was in hand since it was asked for.
    `done` names the formats that are finished. `in_review`: somebody was asked to sign it off, or a version before.
    A correction is of the same snapshot as the published pack that it `corrects_id`; that stays as it was. One that was
    taken back before it was published stays as well, and is none any more (`stands`). So is a `supplement` to it of the
    same snapshot, by its number among the meeting's; 0 is the pack itself.
    """

    __table_args__ = (
        index_where("ix_pack_building", "id", where=_TO_BE_MADE),
        index_where("uq_pack_snapshot_id", "snapshot_id", where="corrects_id IS NULL AND supplement = 0", unique=True),
    )

    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    asked_at: datetime
    state: PackState = Field(sa_type=choice(PackState))
    reason: str | None = Field(default=None, description="why it, or its publication, failed, for people")
    contents: dict[str, Any] = Field(sa_type=json_column())
    done: list[str] = Field(sa_type=json_column())
    tries: int = 0
    held_until: datetime | None = None
    publisher_id: int | None = Field(default=None, foreign_key="person.id")
    in_review: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    corrects_id: int | None = Field(default=None, foreign_key="pack.id")
    published_at: datetime | None = Field(default=None, description="when a correction or supplement was published")
    taken_back_at: datetime | None = Field(default=None, description="when the draft of a correction was taken back")
    supplement: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})

    @property
    def beside(self) -> bool:
        """Whether it stands beside the pack of its snapshot: a correction, or a supplement."""
        return self.corrects_id is not None or self.supplement > 0


class PackFile(Numbered, table=True):
    """One file of a pack, as it was made: of its draft, or as it was published."""

    __tablename__ = "pack_file"
    __table_args__ = (UniqueConstraint("pack_id", "format", "draft"),)

    pack_id: int = Field(foreign_key="pack.id")
    format: PackFormat = Field(sa_type=choice(PackFormat))
    draft: bool
    name: str
    size: int = Field(description="in bytes")
    sha256: str = Field(description="of the content, in hexadecimal")
    content: bytes = Field(sa_type=LargeBinary)


DraftsOf = Collection[int] | None
"""The ids of the boards whose drafts somebody sees; None: those of every board."""


def stands(of: type[Pack] = Pack) -> ColumnElement[bool]:
    """The condition that a pack counts: it is no correction that was taken back."""
    return col(of.taken_back_at).is_(None)


def seen(drafts_of: DraftsOf) -> ColumnElement[bool]:
    """The condition that somebody sees a pack: it is published, or a draft of a board whose drafts they see."""
    published = col(Pack.state) == PackState.PUBLISHED
    return stands() if drafts_of is None else and_(stands(), or_(published, col(Meeting.board_id).in_(drafts_of)))


def seen_file(drafts_of: DraftsOf) -> ColumnElement[bool]:
    """The condition that somebody sees a file of a pack; the full version is for those who saw the draft."""
    for_all = and_(~col(PackFile.draft), col(PackFile.format) != PackFormat.FULL)
    return true() if drafts_of is None else or_(for_all, col(Meeting.board_id).in_(drafts_of))


def packs_of(
    session: Session,
    organisation_id: int,
    drafts_of: DraftsOf,
    limit: int,
    on: date | None = None,
    version: int | None = None,
    published: bool = False,
    board_id: int | None = None,
    supplement: int | None = 0,
) -> list[tuple[Pack, Snapshot, Meeting]]:
    """The latest packs that somebody sees, with snapshots and meetings, newest meeting first, then newest version: of
    the improvement board, or of the board or body with an id; of the meeting of a day, of one version, or of those that
    are published alone, where that is asked. Without supplements, or of one by its number; with all where that is None.

    Their contents, which are large, are read when somebody asks for them.
    """
    of_board = Board.id == board_id if board_id else Board.kind == BoardKind.IMPROVEMENT
    which = [col(Meeting.on) == on] if on else []
    which += [col(Snapshot.version) == version] if version else []
    which += [col(Pack.state) == PackState.PUBLISHED] if published else []
    which += [col(Pack.supplement) == supplement] if supplement is not None else []
    rows = session.exec(
        select(Pack, Snapshot, Meeting)
        .options(defer(col(Pack.contents)))  # type: ignore[arg-type]
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(Board.organisation_id == organisation_id, seen(drafts_of), of_board, *which)
        .order_by(col(Meeting.on).desc(), col(Snapshot.version).desc(), col(Pack.id).desc())
        .limit(limit)
    )
    return [(pack, snapshot, meeting) for pack, snapshot, meeting in rows]


class SeenPack(NamedTuple):
    """A version of a meeting's pack, with its snapshot and its meeting."""

    pack: Pack
    snapshot: Snapshot
    meeting: Meeting


def seen_pack(session: Session, organisation_id: int, drafts_of: DraftsOf, pack_id: int | None) -> SeenPack | None:
    """The pack with this id; None where the organisation has none that somebody sees."""
    found = session.exec(
        select(Pack, Snapshot, Meeting)
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .where(Pack.id == pack_id, Pack.organisation_id == organisation_id, seen(drafts_of))
    ).first()
    return SeenPack(*found) if found else None


def newest_version(session: Session, meeting_id: int) -> tuple[Snapshot | None, Pack | None]:
    """A meeting's newest snapshot, None while it is live, and what was compiled from it, if anything; one query."""
    found = session.exec(
        select(Snapshot, Pack)
        .outerjoin(Pack, _of_snapshot(0))
        .where(Snapshot.meeting_id == meeting_id)
        .order_by(col(Snapshot.version).desc(), col(Pack.id).desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else (None, None)


def coming_with_newest(
    session: Session, organisation_id: int, today: date
) -> tuple[Meeting, Snapshot | None, Pack | None] | None:
    """The improvement board's next meeting on or after `today`, with what `newest_version` gives of it; one query."""
    found = session.exec(
        select(Meeting, Snapshot, Pack)
        .join(Board, col(Board.id) == Meeting.board_id)
        .outerjoin(Snapshot, col(Snapshot.meeting_id) == col(Meeting.id))
        .outerjoin(Pack, _of_snapshot(0))
        .where(
            Board.organisation_id == organisation_id,
            Board.kind == BoardKind.IMPROVEMENT,
            col(Meeting.on) >= today,
            col(Meeting.cancelled).is_(None),
        )
        .order_by(col(Meeting.on), col(Snapshot.version).desc(), col(Pack.id).desc())
        .limit(1)
    ).first()
    return (found[0], found[1], found[2]) if found else None


def _of_snapshot(supplement: int) -> ColumnElement[bool]:
    """The condition that a pack is of a snapshot, and not, or the one, supplement to it."""
    return and_(col(Pack.snapshot_id) == col(Snapshot.id), col(Pack.supplement) == supplement, stands())


def newest_supplements(
    session: Session, organisation_id: int, drafts_of: DraftsOf = None
) -> dict[tuple[int, int], Pack]:
    """The newest pack that somebody sees of each supplement, by the meeting and its number; one query."""
    rows = session.exec(
        select(Pack, Snapshot.meeting_id)
        .options(defer(col(Pack.contents)))  # type: ignore[arg-type]
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .where(Pack.organisation_id == organisation_id, col(Pack.supplement) > 0, seen(drafts_of))
        .order_by(col(Pack.id))
    )
    return {(meeting_id, pack.supplement): pack for pack, meeting_id in rows}


def is_published(session: Session, pack_id: int) -> bool:
    """Whether a pack is published, without reading what is in it."""
    return session.exec(select(Pack.state).where(Pack.id == pack_id)).first() is PackState.PUBLISHED


def drafts_in_review(session: Session, organisation_id: int, today: date) -> list[tuple[Pack, Meeting]]:
    """The newest drafts that are before their reviewers, with their meetings: corrections of and supplements to what
    was published, packs and reports for meetings on `today` (local) or after it.
    """
    said = {"organisation": organisation_id, "today": today}
    return [(pack, meeting) for pack, meeting in session.exec(_in_review(), params=said)]


@kept
def _in_review() -> Select[Pack, Meeting]:
    later, asked, later_of, asked_of = aliased(Pack), aliased(Pack), aliased(Snapshot), aliased(Snapshot)
    replaced = select(later.id).join(later_of, col(later_of.id) == later.snapshot_id)
    begun = select(asked.id).join(asked_of, col(asked_of.id) == asked.snapshot_id)
    return (
        select(Pack, Meeting)
        .options(defer(col(Pack.contents)))  # type: ignore[arg-type]
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .where(
            Pack.organisation_id == bindparam("organisation"),
            Pack.state == PackState.READY,
            stands(),
            ~replaced.where(
                later_of.meeting_id == Snapshot.meeting_id,
                later.supplement == Pack.supplement,
                later.id > Pack.id,
                stands(later),
            ).exists(),
            or_(
                and_(or_(col(Pack.corrects_id).is_not(None), col(Pack.supplement) > 0), col(Pack.in_review)),
                and_(
                    col(Pack.corrects_id).is_(None),
                    col(Pack.supplement) == 0,
                    col(Meeting.on) >= bindparam("today"),
                    col(Meeting.cancelled).is_(None),
                    begun.where(
                        asked_of.meeting_id == Snapshot.meeting_id, asked.supplement == 0, col(asked.in_review)
                    ).exists(),
                ),
            ),
        )
        .order_by(col(Meeting.on))
    )


def published_when(pack: Pack, snapshot: Snapshot) -> datetime | None:
    """When a pack was published; None while it is not."""
    return pack.published_at if pack.beside else snapshot.published_at


def version_of(pack: Pack, snapshot: Snapshot) -> int:
    """The version of a pack: that of its snapshot; a supplement counts its own."""
    return int(pack.contents["version"]) if pack.supplement else snapshot.version


def pack_of(session: Session, meeting_id: int, supplement: int = 0) -> Pack | None:
    """A meeting's newest pack, or that of a supplement to it; None before the first."""
    return session.exec(
        select(Pack)
        .join(Snapshot, _of_snapshot(supplement))
        .where(Snapshot.meeting_id == meeting_id)
        .order_by(col(Snapshot.version).desc(), col(Pack.id).desc())
        .limit(1)
    ).first()


def published_of(session: Session, meeting_id: int) -> list[Pack]:
    """All that is published for a meeting, the newest first: its pack, corrections of it, supplements."""
    its = select(Pack).join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
    published = (Snapshot.meeting_id == meeting_id, col(Pack.state) == PackState.PUBLISHED)
    return list(session.exec(its.where(*published).order_by(col(Pack.id).desc())))


def files_of(session: Session, pack_id: int, draft: bool | None = None) -> list[PackFile]:
    """A pack's written files and its appendices with their content, in the order of `WRITTEN`; none before they are
    made.

    Those of its draft or as published; without `draft` as published, and as long as it is not, those of the draft.
    """
    listed = (*WRITTEN, PackFormat.APPENDICES)
    of_pack = session.exec(select(PackFile).where(PackFile.pack_id == pack_id, col(PackFile.format).in_(listed))).all()
    if draft is None:
        draft = all(each.draft for each in of_pack)
    found = {each.format: each for each in of_pack if each.draft is draft}
    return [found[each] for each in listed if each in found]


def files_named(session: Session, ids: Collection[int]) -> list[PackFile]:
    """The files with these ids, as a card names them, with their content and in the order of `PackFormat`."""
    order = list(PackFormat)
    found = session.exec(select(PackFile).where(col(PackFile.id).in_(ids)))
    return sorted(found, key=lambda each: order.index(each.format))


def take_building(session: Session, organisation_id: int, at: datetime, lease: timedelta) -> Pack | None:
    """Take one pack of an organisation whose files are to be made and that nobody has in hand, for `lease`; None when
    there is none. It comes without its contents, which may be large: they are read without holding it.

    `at` is machine time.
    """
    chosen = session.exec(
        select(Pack)
        .options(defer(col(Pack.contents)))  # type: ignore[arg-type]
        .where(
            text(_TO_BE_MADE),
            Pack.organisation_id == organisation_id,
            (col(Pack.held_until).is_(None)) | (col(Pack.held_until) <= at),
        )
        .order_by(col(Pack.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if chosen:
        chosen.held_until, chosen.tries = at + lease, chosen.tries + 1
        session.add(chosen)
    return chosen


def mark_done(session: Session, taken: Pack, done: list[str], until: datetime) -> bool:
    """Say which formats are finished, and keep the pack in hand until `until` (machine time).

    False when another process has taken it since.
    """
    ours = _mark(session, taken, done=done, held_until=until)
    if ours:
        taken.held_until = until
    return ours


def mark_made(session: Session, taken: Pack, files: Mapping[PackFormat, tuple[str, bytes]]) -> bool:
    """Keep all files (name and content) and say that the draft is ready, or that the pack is published.

    False when another process has it now.
    """
    draft = taken.state is PackState.BUILDING
    state = PackState.READY if draft else PackState.PUBLISHED
    if not _mark(session, taken, state=state, done=[each.value for each in files], held_until=None):
        return False
    for format, (name, content) in files.items():
        session.add(_file(taken.id, format, name, content, draft))
    return True


def keep_proof(session: Session, pack_id: int, name: str, content: bytes) -> PackFile:
    """Keep the proof of a published pack. The caller has taken its turn and seen that there is none."""
    made = _file(pack_id, PackFormat.PROOF, name, content, draft=False)
    session.add(made)
    session.flush()
    return made


def _file(pack_id: int, format: PackFormat, name: str, content: bytes, draft: bool) -> PackFile:
    return PackFile(
        pack_id=pack_id,
        format=format,
        draft=draft,
        name=name,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
    )


def proof_of(session: Session, pack_id: int) -> PackFile | None:
    """The proof of a published pack, with its content; None of one that was published before there were any."""
    its = select(PackFile).where(PackFile.pack_id == pack_id, PackFile.format == PackFormat.PROOF)
    return session.exec(its).first()


def full_version(session: Session, pack_id: int) -> PackFile | None:
    """The full version of a published pack, with its content; None where all of it is public."""
    its = select(PackFile).where(PackFile.pack_id == pack_id, PackFile.format == PackFormat.FULL)
    return session.exec(its).first()


def mark_failed(session: Session, taken: Pack, reason: str) -> bool:
    """Say why its files could not be made, in words for people; False when another process has it now.

    What was to be published is a draft as before.
    """
    state = PackState.FAILED if taken.state is PackState.BUILDING else PackState.READY
    return _mark(session, taken, state=state, reason=reason, done=[], held_until=None)


def build_again(session: Session, pack: Pack) -> None:
    """Have a pack that failed built again, from the same contents, with as many tries as if it were new."""
    _have_made(session, pack, PackState.BUILDING)


def begin_publishing(session: Session, pack: Pack, publisher_id: int | None, contents: dict[str, Any]) -> None:
    """Have the files of a draft made anew for publication, from the same contents, to which only is added how they are
    published.
    """
    pack.publisher_id, pack.contents = publisher_id, contents
    _have_made(session, pack, PackState.PUBLISHING)


def _have_made(session: Session, pack: Pack, state: PackState) -> None:
    pack.state, pack.reason, pack.done, pack.tries = state, None, [], 0
    session.add(pack)
    session.flush()


def _mark(session: Session, taken: Pack, **values: Any) -> bool:
    still_ours = (
        col(Pack.id) == taken.id,
        col(Pack.state) == taken.state,
        col(Pack.held_until) == taken.held_until,
    )
    changed = update(Pack).where(*still_ours).values(**values).returning(col(Pack.id))
    return session.execute(changed.execution_options(synchronize_session=False)).first() is not None


def content_of(session: Session, file_id: int) -> bytes:
    """What is in a file of a pack."""
    return session.exec(select(PackFile.content).where(col(PackFile.id) == file_id)).one()


def enter_pack(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    snapshot: Snapshot,
    contents: dict[str, Any],
    before: Pack | None = None,
    subject: str = "",
    supplement: int = 0,
) -> Pack:
    """Enter what is to be built: the contents of a pack, gathered from a snapshot; `before` is the version before, and
    `subject` what the event is about, where that is no board's pack. The caller has taken its turn.
    """
    entered = Pack(
        organisation_id=actor.organisation_id,
        snapshot_id=snapshot.id,
        by_person_id=actor.person_id,
        asked_at=actor.at,
        state=PackState.BUILDING,
        contents=contents,
        done=[],
        in_review=before is not None and before.in_review,
        supplement=supplement,
    )
    session.add(entered)
    session.flush()
    record(session, actor, Change("pack.compiled", subject or f"pack {meeting.on.isoformat()} {snapshot.version}"))
    return entered
