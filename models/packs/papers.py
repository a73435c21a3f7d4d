"""Papers of a meeting and their written sections: who wrote what, and who said that there is nothing to say.

A section is only ever written anew: every version stays as it was typed. Which sections a paper has is told by its
outline (`papers/outlines.py`); here they are names. What is printed of them is kept with the contents of a pack.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, UniqueConstraint, and_
from sqlalchemy import select as columns
from sqlalchemy import text as sql_text
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, col, select

from models.boards.boards import Board, Meeting
from models.packs.key_decisions import Decision, decision_from
from models.people.people import Person
from models.record.columns import Numbered, choice, json_column
from models.record.events import Actor, Change, record, record_many, take_turn
from models.record.statements import kept


class PaperKind(StrEnum):
    """The kinds of paper, each with an outline of its own."""

    COVER = "cover report"
    COUNCIL = "council report"
    SUPPLEMENT = "supplement"


class Paper(Numbered, table=True):
    """A paper for a meeting. `body` tells papers of one kind for it apart: it is the number of a supplement, and else
    empty. `of_meeting_id` is the meeting of the improvement board whose figures it has, None where
    that is its own. `requires` are the sections without which it is not published, None those of the rules.

    `appendices` are those of `models.packs.appendices`.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "kind", "body"),)

    meeting_id: int = Field(foreign_key="meeting.id")
    kind: PaperKind = Field(sa_type=choice(PaperKind))
    body: str
    of_meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    requires: list[str] | None = Field(default=None, sa_type=json_column())
    appendices: list[dict[str, Any]] | None = Field(default=None, sa_type=json_column())


class SectionVersion(Numbered, table=True):
    """A written section as somebody typed it, or, of one with nothing to say, why.

    `number` counts the versions of a section from 1. `post` is who says it, by the title of a post of then: whoever
    writes, and of a statement that there is nothing perhaps somebody else; `stated_on` is the local day of such a
    statement, and None of a text. `restricted` says that it is not for everybody, as it is printed ("confidential",
    "exempt (paragraph 3)"), and is empty of what is open; `why` is the reason for that. `decision` is what the words of
    a decision type say, as `models.packs.key_decisions` keeps it: None of every other section, and of words alone.
    """

    __tablename__ = "section_version"
    __table_args__ = (UniqueConstraint("paper_id", "section", "number"),)

    paper_id: int = Field(foreign_key="paper.id")
    section: str
    number: int
    text: str
    post: str
    stated_on: date | None = None
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime
    door: str
    restricted: str = Field(default="", sa_column_kwargs={"server_default": sql_text("''")})
    why: str = Field(default="", sa_column_kwargs={"server_default": sql_text("''")})
    decision: dict[str, Any] | None = Field(default=None, sa_type=json_column())

    @property
    def decided(self) -> Decision | None:
        """What it says of a decision; None of every other section, and of words alone."""
        return decision_from(self.decision)

    @property
    def nothing(self) -> bool:
        """Whether it says that there is nothing to say."""
        return self.stated_on is not None


@kept
def is_newest() -> ColumnElement[bool]:
    """The condition that a version of a section is the newest of it."""
    later = aliased(SectionVersion)
    return ~(
        select(later.id)
        .where(
            later.paper_id == SectionVersion.paper_id,
            later.section == SectionVersion.section,
            later.number > SectionVersion.number,
        )
        .exists()
    )


class Written(NamedTuple):
    """A version of a section, and the name of who wrote it; None: an operator."""

    version: SectionVersion
    by: str | None


class WrittenSince(Exception):
    """Somebody else has written the section since it was looked at: `now` is what stands there."""

    def __init__(self, now: Written | None) -> None:
        super().__init__("written since")
        self.now = now


def add_paper(session: Session, actor: Actor, meeting: Meeting, board: Board, of: Meeting) -> Paper:
    """Have a report made for a body's meeting from the figures of a meeting of the improvement board. It requires what
    the body's last one did; one that was taken off is as it was. The caller has taken its turn, and has seen that there
    is none.
    """
    its = (Paper.meeting_id == meeting.id, Paper.kind == PaperKind.COUNCIL, Paper.body == "")
    paper = session.exec(select(Paper).where(*its)).first()
    if paper is None:
        last = session.exec(
            select(Paper.requires)
            .join(Meeting, col(Meeting.id) == Paper.meeting_id)
            .where(Meeting.board_id == board.id, Paper.kind == PaperKind.COUNCIL)
            .order_by(col(Paper.id).desc())
            .limit(1)
        ).first()
        requires = list(last) if last is not None else None
        paper = Paper(meeting_id=meeting.id, kind=PaperKind.COUNCIL, body="", requires=requires)
    meeting.cancelled, paper.of_meeting_id = None, of.id
    session.add_all((meeting, paper))
    session.flush()
    record(session, actor, Change("paper.added", _called(board, meeting), None, {"of": of.on.isoformat()}))
    return paper


def add_supplement(session: Session, actor: Actor, meeting: Meeting, number: int) -> Paper:
    """Plan a supplement to what is published for a meeting. The caller has taken its turn, and has seen that all before
    it are published.
    """
    paper = Paper(meeting_id=meeting.id, kind=PaperKind.SUPPLEMENT, body=str(number))
    session.add(paper)
    session.flush()
    subject = f"{PaperKind.SUPPLEMENT.value} {number} {meeting.on.isoformat()}"
    record(session, actor, Change("paper.added", subject, None, {"supplement": number}))
    return paper


class PlannedSupplement(NamedTuple):
    """A supplement: its number among those for a meeting, that, the board, and its title; empty before it has one."""

    number: int
    meeting: Meeting
    board: Board
    title: str


def supplements(
    session: Session, organisation_id: int, *, meeting_id: int | None = None, since: date | None = None
) -> list[PlannedSupplement]:
    """The supplements for a meeting, or for all meetings on or after a day, in their order; one query."""
    title = and_(col(SectionVersion.paper_id) == Paper.id, col(SectionVersion.section) == "title", is_newest())
    wanted = [col(Paper.meeting_id) == meeting_id] if meeting_id is not None else []
    wanted += [col(Meeting.on) >= since] if since else []
    rows = session.exec(
        select(Paper, Meeting, Board, SectionVersion.text)
        .join(Meeting, col(Meeting.id) == Paper.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .outerjoin(SectionVersion, title)
        .where(Board.organisation_id == organisation_id, Paper.kind == PaperKind.SUPPLEMENT, *wanted)
        .order_by(col(Meeting.on), col(Meeting.id), col(Paper.id))
    )
    return [PlannedSupplement(int(paper.body), meeting, board, said or "") for paper, meeting, board, said in rows]


def require(session: Session, actor: Actor, paper: Paper, board: Board, meeting: Meeting, sections: list[str]) -> None:
    """Set the sections without which a body's report is not published."""
    before, paper.requires = {"requires": paper.requires}, sections
    session.add(paper)
    record(session, actor, Change("paper.requires", _called(board, meeting), before, {"requires": sections}))


def _called(board: Board, meeting: Meeting) -> str:
    return f"{PaperKind.COUNCIL.value} {board.name} {meeting.on.isoformat()}"


class BodyPaper(NamedTuple):
    """The report for a body's meeting, and the meeting of the improvement board whose figures it has."""

    paper: Paper
    meeting: Meeting
    board: Board
    of: Meeting


def body_papers(
    session: Session,
    organisation_id: int,
    *,
    of_meeting_id: int | None = None,
    board_id: int | None = None,
    meeting_id: int | None = None,
    most: int = 50,
) -> list[BodyPaper]:
    """The reports for bodies that were not taken off, the latest meeting first: all, or those of a meeting's figures,
    of a body, or for one meeting of it. One query.
    """
    rows = session.execute(_body_papers(organisation_id, of_meeting_id, board_id, meeting_id, most))
    return [BodyPaper(*row) for row in rows]


@kept
def _body_papers(
    organisation_id: int, of_meeting_id: int | None, board_id: int | None, meeting_id: int | None, most: int
) -> Select[Paper, Meeting, Board, Meeting]:
    its = aliased(Meeting)
    wanted = [
        column == value
        for column, value in (
            (col(Paper.of_meeting_id), of_meeting_id),
            (col(Board.id), board_id),
            (col(Paper.meeting_id), meeting_id),
        )
        if value is not None
    ]
    return (
        columns(Paper, Meeting, Board, its)
        .join(Meeting, col(Meeting.id) == Paper.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .join(its, col(its.id) == Paper.of_meeting_id)
        .where(col(Board.organisation_id) == organisation_id, col(Paper.kind) == PaperKind.COUNCIL, *wanted)
        .where(col(Meeting.cancelled).is_(None))
        .order_by(col(Meeting.on).desc(), col(Board.name))
        .limit(most)
    )


def remove_paper(session: Session, actor: Actor, report: BodyPaper) -> None:
    """Take a report off that is planned; what was written for it is kept. The caller has taken its turn, and has seen
    that none of it is compiled.
    """
    report.meeting.cancelled = "its report was taken off"
    session.add(report.meeting)
    before = {"of": report.of.on.isoformat()}
    record(session, actor, Change("paper.removed", _called(report.board, report.meeting), before, None))


def sections_of(session: Session, meeting_id: int, kind: PaperKind, body: str = "") -> dict[str, Written]:
    """The newest version of every section of a paper that has one, by the section's name; one query."""
    return paper_with_sections(session, meeting_id, kind, body)[1]


def sections_written(session: Session, meeting_ids: Collection[int], kind: PaperKind) -> dict[int, set[str]]:
    """The names of the sections that somebody has written, by the meeting that their paper is for; one query."""
    its = select(Paper.meeting_id, SectionVersion.section).join(
        SectionVersion, col(SectionVersion.paper_id) == Paper.id
    )
    found: dict[int, set[str]] = {each: set() for each in meeting_ids}
    for meeting_id, section in session.exec(its.where(col(Paper.meeting_id).in_(meeting_ids), Paper.kind == kind)):
        found[meeting_id].add(section)
    return found


def paper_with_sections(
    session: Session, meeting_id: int, kind: PaperKind, body: str = ""
) -> tuple[Paper | None, dict[str, Written]]:
    """A paper, None where nobody has begun it, and what `sections_of` gives of it; one query."""
    rows = session.exec(
        select(Paper, SectionVersion, Person.name)
        .select_from(Paper)
        .outerjoin(SectionVersion, and_(col(Paper.id) == SectionVersion.paper_id, is_newest()))
        .outerjoin(Person, col(Person.id) == SectionVersion.by_person_id)
        .where(Paper.meeting_id == meeting_id, Paper.kind == kind, Paper.body == body)
    ).all()
    found = {version.section: Written(version, by) for _, version, by in rows if version}
    return (rows[0][0] if rows else None), found


def paper_to_change(session: Session, meeting: Meeting, kind: PaperKind, body: str = "") -> Paper:
    """A paper, begun now if nobody has. The caller has taken its turn."""
    its = select(Paper).where(Paper.meeting_id == meeting.id, Paper.kind == kind, Paper.body == body)
    found = session.exec(its).first()
    if found is None:
        found = Paper(meeting_id=meeting.id, kind=kind, body=body)
        session.add(found)
        session.flush()
    return found


def versions_of(
    session: Session, meeting_id: int, kind: PaperKind, section: str, body: str = "", most: int = 20
) -> Sequence[Written]:
    """The newest versions of one section, the newest first."""
    rows = session.exec(
        select(SectionVersion, Person.name)
        .join(Paper, col(Paper.id) == SectionVersion.paper_id)
        .outerjoin(Person, col(Person.id) == SectionVersion.by_person_id)
        .where(
            Paper.meeting_id == meeting_id,
            Paper.kind == kind,
            Paper.body == body,
            SectionVersion.section == section,
        )
        .order_by(col(SectionVersion.number).desc())
        .limit(most)
    )
    return [Written(version, by) for version, by in rows]


def section_version_by_id(session: Session, organisation_id: int, id: int) -> SectionVersion | None:
    """The version of a section with this id; None where the organisation has none like it."""
    return session.exec(
        select(SectionVersion)
        .join(Person, col(Person.id) == SectionVersion.by_person_id)
        .where(SectionVersion.id == id, Person.organisation_id == organisation_id)
    ).first()


def write_section(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    kind: PaperKind,
    section: str,
    text: str,
    post: str,
    *,
    seen: int,
    nothing_on: date | None = None,
    decision: Decision | None = None,
    body: str = "",
) -> SectionVersion:
    """Write a section anew, or say that there is nothing to say, on the day `nothing_on`. `decision` is what the words
    of a decision type say.

    `seen` is the number of the version that its writer has seen, 0 of none. Raises `WrittenSince` where another stands
    there by now. The text stays out of the log.
    """
    take_turn(session, actor)
    now = sections_of(session, meeting.id, kind, body).get(section)
    number = now.version.number if now else 0
    if number != seen:
        raise WrittenSince(now)
    paper = paper_to_change(session, meeting, kind, body)
    written = SectionVersion(
        paper_id=paper.id,
        section=section,
        number=number + 1,
        text=text,
        post=post,
        stated_on=nothing_on,
        by_person_id=actor.person_id,
        at=actor.at,
        door=actor.door,
        restricted=now.version.restricted if now else "",
        why=now.version.why if now else "",
        decision=decision.as_json() if decision else None,
    )
    session.add(written)
    session.flush()
    subject = _section_called(meeting, kind, body, section)
    before = {"version": number} if number else None
    what = "section.nothing_to_say" if written.nothing else "section.written"
    changes = [Change(what, subject, before, {"version": written.number})]
    if decision:
        was = now.version.decided if now else None
        changes.append(Change("section.decision_type", subject, was.told() if was else None, decision.told()))
    record_many(session, actor, changes)
    return written


def wrote_any(
    session: Session, meeting_id: int, kind: PaperKind, body: str, person_id: int, printed: Collection[tuple[str, int]]
) -> bool:
    """Whether somebody wrote one of the `printed` versions of a paper's sections (by name and number), or words that
    such a version has as they were: who says for whom a section is has not written it. One query.
    """
    own, out = SectionVersion, aliased(SectionVersion)
    same = and_(col(out.paper_id) == own.paper_id, col(out.section) == own.section, col(out.text) == own.text)
    its = select(out.section, out.number).select_from(own).join(out, same).join(Paper, col(Paper.id) == own.paper_id)
    whose = Paper.meeting_id == meeting_id, Paper.kind == kind, Paper.body == body, own.by_person_id == person_id
    return not set(printed).isdisjoint((section, number) for section, number in session.exec(its.where(*whose)))


def _section_called(meeting: Meeting, kind: PaperKind, body: str, section: str) -> str:
    return " ".join(filter(None, (kind.value, body, meeting.on.isoformat(), section)))


def restrict_section(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    kind: PaperKind,
    now: SectionVersion,
    restricted: str,
    why: str,
    body: str = "",
) -> SectionVersion:
    """Say who may read a section: everybody, where `restricted` is empty. A version of its own, with the same words.
    The caller has taken its turn.
    """
    its = now.model_dump(exclude={"id"})
    new = {"number": now.number + 1, "by_person_id": actor.person_id, "at": actor.at, "door": actor.door}
    version = SectionVersion(**its | new | {"restricted": restricted, "why": why})
    session.add(version)
    session.flush()
    after = {"version": version.number, "restricted": restricted}
    subject = _section_called(meeting, kind, body, now.section)
    record(session, actor, Change("section.classified", subject, {"restricted": now.restricted}, after))
    return version
