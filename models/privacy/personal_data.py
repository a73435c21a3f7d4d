"""What the record holds about one person, to be handed out or erased when they ask (`docs/privacy.md`).

The board's record stays whole: who gave an update stays told, by the number of the person, whose name and address are
replaced. Rows that are only ever added to (the log, updates, snapshots, files of packs) are not touched; where such a
row names the person in its text, erasing says so. Called by `secretariat person`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unicodedata import normalize

from sqlalchemy import JSON, Column, ColumnElement, String, Table, cast, delete, func, or_, update
from sqlalchemy import select as columns
from sqlmodel import AutoString, Session, SQLModel, col, select

from models.boards.boards import Board, Meeting
from models.decisions.decisions import Decision
from models.decisions.proposals import Proposal
from models.escalations.raised import Escalation, EscalationStep
from models.outbox.deliveries import Delivery, DeliveryState
from models.packs.appendices import AppendixFile
from models.packs.downloads import Download
from models.packs.errata import Erratum
from models.packs.highlights import Highlight
from models.packs.packs import Pack
from models.packs.papers import SectionVersion
from models.packs.passages import Passage
from models.packs.recipients import Handover
from models.packs.sign_offs import CommentAnswer, SignOff
from models.people.leave import Delegation, Leave, Snooze, end_delegation
from models.people.people import Account, Holding, Person, Post
from models.people.signing_in import SignInLink, WebSession
from models.plan.actions import Action
from models.plan.evidence import Evidence
from models.plan.findings import Finding
from models.plan.received_files import ReceivedFile
from models.position.snapshots import Snapshot
from models.record.events import Actor, Change, Event, record_many, take_turn
from models.updates.updates import Draft, TakenBack, Update

ERASED = "their personal data was erased"


@dataclass(frozen=True)
class Erasing:
    """What erasing a person means: how many rows of each kind go or change, which posts fall vacant, for whom they
    answered, and where their name or address stays because nothing may be changed there (table and number of rows).
    """

    called: str
    counts: Mapping[str, int]
    vacant: Sequence[str]
    answered_for: Sequence[str]
    stays: Mapping[str, int]


# Handing out


def everything_about(session: Session, person: Person) -> dict[str, Any]:
    """All that the record holds about a person, as JSON values. Times are UTC, days local; no secret is among it.

    `named_in` says in which rows their address or full name stands, whoever wrote it there.
    """
    mine = person.id
    theirs = or_(col(Delegation.person_id) == mine, col(Delegation.delegate_id) == mine)
    links = or_(col(SignInLink.person_id) == mine, col(SignInLink.made_by_id) == mine)
    return {
        "person": {"id": mine, "name": person.name, "email": person.email},
        "accounts": _rows(session, Account, Account.person_id == mine),
        "posts": [
            {
                "post": post.title,
                "role": post.role.value,
                "board": board,
                "from": held.starts and held.starts.isoformat(),
                "to": held.ends and held.ends.isoformat(),
            }
            for held, post, board in session.exec(
                select(Holding, Post, Board.name)
                .join(Post, col(Post.id) == Holding.post_id)
                .outerjoin(Board, col(Board.id) == col(Post.board_id))
                .where(Holding.person_id == mine)
                .order_by(col(Holding.id))
            )
        ],
        "updates": _about_actions(session, Update, Update.by_person_id == mine),
        "taken_back": [
            row.model_dump(mode="json")
            for row in session.exec(
                select(TakenBack).where(TakenBack.by_person_id == mine).order_by(col(TakenBack.update_id))
            )
        ],
        "drafts": _about_actions(session, Draft, Draft.person_id == mine),
        "highlights": _about_actions(session, Highlight, Highlight.by_person_id == mine),
        "proposals": _rows(session, Proposal, Proposal.by_person_id == mine),
        "evidence": _rows(session, Evidence, Evidence.by_person_id == mine),
        "findings": _rows(session, Finding, Finding.by_person_id == mine),
        "decisions": _rows(
            session, Decision, or_(col(Decision.by_person_id) == mine, col(Decision.undone_by_person_id) == mine)
        ),
        "escalations": _rows(
            session,
            Escalation,
            or_(col(Escalation.by_person_id) == mine, col(Escalation.resolved_by_person_id) == mine),
        ),
        "escalation_steps": _rows(
            session,
            EscalationStep,
            or_(col(EscalationStep.person_id) == mine, col(EscalationStep.ended_by_person_id) == mine),
        ),
        "sections": _rows(session, SectionVersion, SectionVersion.by_person_id == mine),
        "passages": _rows(session, Passage, Passage.by_person_id == mine),
        "appendices": _rows(session, AppendixFile, AppendixFile.by_person_id == mine),
        "errata": _rows(session, Erratum, Erratum.by_person_id == mine),
        "sign_offs": _rows(session, SignOff, SignOff.by_person_id == mine),
        "downloads": _rows(session, Download, Download.person_id == mine),
        "handed_over": _rows(session, Handover, Handover.by_person_id == mine),
        "comments_answered": _rows(session, CommentAnswer, CommentAnswer.by_person_id == mine),
        "leave": _rows(session, Leave, Leave.person_id == mine),
        "snoozes": _rows(session, Snooze, Snooze.person_id == mine),
        "delegations": _rows(session, Delegation, theirs),
        "messages": _rows(session, Delivery, Delivery.person_id == mine),
        "files_waiting": _rows(session, ReceivedFile, ReceivedFile.person_id == mine),
        "sign_in_links": _rows(session, SignInLink, links),
        "sessions": _rows(session, WebSession, WebSession.person_id == mine),
        "packs": [
            {"meeting": meeting.on.isoformat(), "version": snapshot.version, "asked_at": pack.asked_at.isoformat()}
            for pack, snapshot, meeting in session.exec(
                select(Pack, Snapshot, Meeting)
                .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
                .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
                .where(Pack.by_person_id == mine)
                .order_by(col(Pack.id))
            )
        ],
        "events": _rows(session, Event, or_(col(Event.person_id) == mine, col(Event.subject) == f"person {mine}")),
        "named_in": [
            {"table": place.table.name, "column": place.column.name, "row": dict(place.key)}
            for place in _places(session, _sought(session, person))
            if place.table.name != "person"
        ],
    }


_LEFT_OUT = {"organisation_id", "secret_hash", "hash", "content", "held_until", "key", "revision", "shown_revision"}
"""Columns that say nothing about a person, secrets, and the bytes of files."""


def _rows(session: Session, table: type[SQLModel], mine: ColumnElement[bool] | bool) -> list[dict[str, Any]]:
    rows = session.exec(select(table).where(mine).order_by(_table(table).c.id))
    return [row.model_dump(mode="json", exclude=_LEFT_OUT) for row in rows]


def _about_actions(session: Session, table: Any, mine: ColumnElement[bool] | bool) -> list[dict[str, Any]]:
    rows = session.exec(
        select(table, Action.ref).join(Action, col(Action.id) == table.action_id).where(mine).order_by(table.id)
    )
    return [{"action": ref, **row.model_dump(mode="json", exclude=_LEFT_OUT | {"action_id"})} for row, ref in rows]


def _table(model: type[SQLModel]) -> Table:
    found: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    return found


# Erasing


def erase(session: Session, actor: Actor, person: Person, today: date) -> Erasing:
    """Erase a person; `today` is the local day from which their posts are vacant.

    Accounts, links, sessions, drafts (of proposals, too), leave, snoozes and waiting files go; messages to them lose
    their text and where they went; their address and full name are replaced wherever they stand in what may be changed.
    """
    mine, called = person.id, f"Former post holder {person.id}"
    take_turn(session, actor)
    sought = _sought(session, person)
    changes: list[Change] = []
    vacant = _end_holdings(session, person, today, changes)
    record_many(session, actor, changes)
    answered_for = _end_delegations(session, actor, mine, today)
    counts = {"messages": _empty_messages(session, actor, mine)}
    for each in (WebSession, SignInLink, Account, Draft, Leave, Snooze, ReceivedFile):
        rows = _table(each)
        gone = session.execute(delete(rows).where(rows.c.person_id == mine).returning(rows.c.id))
        counts[rows.name] = len(gone.all())
    drafts = delete(Proposal).where(col(Proposal.by_person_id) == mine, col(Proposal.number).is_(None))
    counts["proposal"] = len(session.execute(drafts.returning(col(Proposal.id))).all())
    person.name, person.email = called, called.lower()
    session.add(person)
    session.flush()
    counts["mentions"] = _rename(session, sought, called)
    record_many(session, actor, [Change("person.erased", f"person {mine}", None, counts)])
    stays = Counter(place.table.name for place in _places(session, sought))
    session.expire_all()
    return Erasing(called, counts, vacant, answered_for, stays)


def _end_holdings(session: Session, person: Person, today: date, changes: list[Change]) -> list[str]:
    """Let every post be vacant from today on; gives the titles of those that were held today."""
    vacant = []
    held = select(Holding, Post).join(Post, col(Post.id) == Holding.post_id).where(Holding.person_id == person.id)
    for holding, post in session.exec(held.order_by(col(Holding.id))):
        if holding.ends is not None and holding.ends < today:
            continue
        if holding.starts is None or holding.starts <= today:
            vacant.append(post.title)
        last = today - timedelta(days=1)
        changes.append(Change("post.left", f"post {post.title}", None, {"person": person.id, "to": last.isoformat()}))
        if holding.starts is not None and holding.starts > last:
            session.delete(holding)  # it never was a whole day
        else:
            holding.ends = last
            session.add(holding)
    session.flush()
    return vacant


def _end_delegations(session: Session, actor: Actor, mine: int, today: date) -> list[str]:
    """End the delegations that run today or later, of the person and to the person; gives the names of those who have
    nobody to answer for them any more.
    """
    end_delegation(session, actor, mine, today)
    running = (col(Delegation.delegate_id) == mine, or_(col(Delegation.ends).is_(None), col(Delegation.ends) >= today))
    theirs = select(Delegation, Person.name).join(Person, col(Person.id) == Delegation.person_id).where(*running)
    names = []
    for each, name in session.exec(theirs).all():
        names.append(name)
        end_delegation(session, actor, each.person_id, max(each.starts, today), each.ends)
    return names


def _empty_messages(session: Session, actor: Actor, mine: int) -> int:
    """Take text and address off every message to the person; what waits is not sent."""
    of_mine = col(Delivery.person_id) == mine
    closed = update(Delivery).where(of_mine, col(Delivery.state) == DeliveryState.WAITING)
    closed = closed.values(state=DeliveryState.SKIPPED, reason=ERASED, held_until=None, closed_at=actor.at)
    session.execute(closed.execution_options(synchronize_session=False))
    emptied = update(Delivery).where(of_mine).returning(col(Delivery.id))
    emptied = emptied.values(card=None, channel=None, message_id=None, shown_revision=Delivery.revision)
    return len(session.execute(emptied.execution_options(synchronize_session=False)).all())


# Where somebody is named


@dataclass(frozen=True)
class _Place:
    """A value of the record that names somebody."""

    table: Table
    column: Column[Any]
    key: Mapping[str, Any]
    value: Any


_NOT_TO_BE_CHANGED = {
    *("event", "update", "snapshot_row", "pack", "pack_file"),
    *("section_version", "appendix_file", "passage"),
}
"""The board's record: the log, what was said and frozen, and what packs are made from."""


def _sought(session: Session, person: Person) -> tuple[str, ...]:
    """What names the person and nobody else: the address; the name, if it is a full one and no title of a post."""
    words = [person.email]
    others = select(Person.name).where(Person.organisation_id == person.organisation_id, Person.id != person.id)
    titles = select(Post.title).where(Post.organisation_id == person.organisation_id)
    taken = {each.casefold() for each in (*session.exec(others), *session.exec(titles))}
    if " " in person.name and person.name.casefold() not in taken:
        words.append(person.name)
    return tuple(words)


def _rename(session: Session, sought: Sequence[str], called: str) -> int:
    """Put `called` in the place of what is sought, wherever that may be; gives the number of values changed."""
    changed = 0
    for place in list(_places(session, sought)):
        if place.table.name not in _NOT_TO_BE_CHANGED:
            of_row = [place.table.c[name] == value for name, value in place.key.items()]
            value = _replaced(place.value, _pattern(sought), called)
            session.execute(place.table.update().where(*of_row).values({place.column.name: value}))
            changed += 1
    return changed


def _places(session: Session, sought: Sequence[str]) -> Iterator[_Place]:
    """Every text and every JSON value of the record that has one of `sought`, in whatever case; files are not read."""
    pattern = _pattern(sought)
    # Databases differ in how they write and lower é in a text and in JSON: whatever stands there, Python looks again.
    patterns = ["%" + re.sub(r"[^A-Za-z0-9@.+-]+", "%", normalize("NFC", each)).lower() + "%" for each in sought]
    for table in SQLModel.metadata.sorted_tables:
        keys = list(table.primary_key.columns)
        said = [column for column in table.columns if isinstance(column.type, AutoString | JSON)]
        if not said:
            continue
        likely = or_(*(func.lower(cast(column, String)).like(each) for column in said for each in patterns))
        rows = session.execute(columns(*keys, *said).where(likely)).all()
        for at, column in enumerate(said, len(keys)):
            for row in rows:
                if _replaced(row[at], pattern, "") != row[at]:
                    yield _Place(table, column, dict(zip((each.name for each in keys), row, strict=False)), row[at])


_ADDRESS = r"(?<![\w.+-]){}(?![\w-]|\.\w)"
_NAME = r"(?<![^\W_])(?<![^\W_][-‐‑]){}(?![-‐‑]?[^\W_])"
"""Not within a longer word or address; nor, of a double-barrelled name, a part."""


def _pattern(sought: Sequence[str]) -> re.Pattern[str]:
    """Finds each of `sought` in texts that are in NFC, whatever space and apostrophe are typed."""
    found = []
    for each in sought:
        words = r"\s+".join(map(re.escape, normalize("NFC", each).split()))
        found.append((_ADDRESS if "@" in each else _NAME).format(re.sub("['’]", "['’]", words)))
    return re.compile("|".join(found), re.IGNORECASE)


def _replaced(value: Any, pattern: re.Pattern[str], called: str) -> Any:
    if isinstance(value, str):
        text = normalize("NFC", value)
        return pattern.sub(called, text) if pattern.search(text) else value
    if isinstance(value, list):
        return [_replaced(each, pattern, called) for each in value]
    if isinstance(value, dict):
        return {_replaced(name, pattern, called): _replaced(each, pattern, called) for name, each in value.items()}
    return value
