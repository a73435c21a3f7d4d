"""Appendices of a paper: files that somebody attached, in their order, with what each is called and who may have it.

The list stands with the paper (`Paper.appendices`), so that whoever reads the paper has it; the files are rows that are
only added. What is printed of them is kept with the contents of a pack.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import LargeBinary
from sqlmodel import Field, Session, col, select

from models.boards.boards import Meeting
from models.packs.papers import Paper, PaperKind, paper_to_change
from models.record.columns import Numbered
from models.record.events import Actor, Change, record

MOST = 40
"""Appendices of a paper."""

LARGEST_TOGETHER = 100 * 2**20
"""Bytes of all of them: a pack has them several times over, in its zips, in memory and in messages."""


class AppendixFile(Numbered, table=True):
    """A file that was attached, as it was sent: never changed. `by_person_id` None: an operator."""

    __tablename__ = "appendix_file"

    paper_id: int = Field(foreign_key="paper.id", index=True)
    name: str
    size: int = Field(description="in bytes")
    sha256: str = Field(description="of the content, in hexadecimal")
    content: bytes = Field(sa_type=LargeBinary)
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")


@dataclass(frozen=True)
class Appendix:
    """An appendix as it stands in the list of a paper: its file, the title that is printed, and the version of the
    file, counted from 1. `restricted` as `SectionVersion` has it, `why` the reason for that.
    """

    file_id: int
    title: str
    name: str
    version: int
    size: int
    sha256: str
    restricted: str = ""
    why: str = ""


def appendices_in(paper: Paper | None) -> tuple[Appendix, ...]:
    """The appendices of a paper in their order; none of one that nobody has begun."""
    return tuple(Appendix(**each) for each in paper.appendices or ()) if paper else ()


@dataclass(frozen=True)
class PaperMeant:
    """The paper to which appendices belong: of which kind for which meeting, and its `body`, as `Paper` has it."""

    meeting: Meeting
    kind: PaperKind = PaperKind.COVER
    body: str = ""


def attach(
    session: Session, actor: Actor, of: PaperMeant, name: str, title: str, content: bytes
) -> tuple[Appendix, int]:
    """Attach a file to a paper, as its last appendix; one that has a file of the same name gets
    a new version of it, and keeps its title, its place and who may have it. Gives it with its place, from 1.

    Raises ValueError where there are `MOST`, or with more than `LARGEST_TOGETHER`. The caller has taken its turn.
    """
    paper = paper_to_change(session, of.meeting, of.kind, of.body)
    listed = list(appendices_in(paper))
    at = next((at for at, each in enumerate(listed) if each.name.casefold() == name.casefold()), len(listed))
    if at == MOST:
        raise ValueError(f"A paper has {MOST} appendices at most.")
    others = sum(each.size for place, each in enumerate(listed) if place != at)
    if others + len(content) > LARGEST_TOGETHER:
        raise ValueError(f"The appendices of a paper have {LARGEST_TOGETHER // 2**20} MB at most, all together.")
    file = AppendixFile(
        paper_id=paper.id,
        name=name,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
        at=actor.at,
        by_person_id=actor.person_id,
    )
    session.add(file)
    session.flush()
    of_file: dict[str, Any] = {"file_id": file.id, "name": name, "size": file.size, "sha256": file.sha256}
    if at < len(listed):
        listed[at] = replace(listed[at], version=listed[at].version + 1, **of_file)
    else:
        listed.append(Appendix(title=title, version=1, **of_file))
    after = {"appendix": at + 1, "version": listed[at].version, "sha256": file.sha256}
    _keep(session, actor, paper, of, listed, "appendix.attached", after)
    return listed[at], at + 1


def rename(session: Session, actor: Actor, of: PaperMeant, number: int, title: str) -> None:
    """Give an appendix, by its place from 1, another title."""
    _change(session, actor, of, number, "appendix.renamed", title=title)


def restrict(session: Session, actor: Actor, of: PaperMeant, number: int, restricted: str, why: str) -> None:
    """Say who may have an appendix: everybody, where `restricted` is empty."""
    _change(session, actor, of, number, "appendix.classified", restricted=restricted, why=why)


def move(session: Session, actor: Actor, of: PaperMeant, number: int, to: int) -> None:
    """Put an appendix at another place; both are counted from 1."""
    paper = paper_to_change(session, of.meeting, of.kind, of.body)
    listed = list(appendices_in(paper))
    listed.insert(to - 1, listed.pop(number - 1))
    _keep(session, actor, paper, of, listed, "appendix.moved", {"appendix": number, "to": to})


def remove(session: Session, actor: Actor, of: PaperMeant, number: int) -> None:
    """Take an appendix off the list; its files stay in the record."""
    paper = paper_to_change(session, of.meeting, of.kind, of.body)
    listed = list(appendices_in(paper))
    gone = listed.pop(number - 1)
    _keep(session, actor, paper, of, listed, "appendix.removed", {"appendix": number, "file": gone.file_id})


def files_attached(session: Session, ids: Collection[int]) -> dict[int, bytes]:
    """The content of attached files, by their ids."""
    found = session.exec(select(AppendixFile).where(col(AppendixFile.id).in_(ids)))
    return {each.id: each.content for each in found}


def _change(session: Session, actor: Actor, of: PaperMeant, number: int, what: str, **new: Any) -> None:
    paper = paper_to_change(session, of.meeting, of.kind, of.body)
    listed = list(appendices_in(paper))
    listed[number - 1] = replace(listed[number - 1], **new)
    _keep(session, actor, paper, of, listed, what, {"appendix": number, "file": listed[number - 1].file_id})


def _keep(
    session: Session,
    actor: Actor,
    paper: Paper,
    of: PaperMeant,
    listed: Sequence[Appendix],
    what: str,
    after: dict[str, object],
) -> None:
    """Keep the list; titles and names of files stay out of the log."""
    paper.appendices = [asdict(each) for each in listed]
    session.add(paper)
    session.flush()
    subject = " ".join(filter(None, (of.kind.value, of.body, of.meeting.on.isoformat())))
    record(session, actor, Change(what, subject, None, after))
