"""Proposals: changes of the plan, and requests, that wait for a board. Until it has decided nothing changes.

Source: `domain.md` 4.1, 5. A proposal is P7 for good, and has its number in the list of the meeting that is to decide
it, which never moves. What is typed of one that cannot be proposed yet is a draft: it has no number.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, UniqueConstraint, func
from sqlmodel import Field, Session, col, select

from models.boards.boards import Board, BoardKind, Meeting, improvement_board
from models.decisions.decision import Decision, Outcome
from models.plan.actions import Action
from models.record.bulk_insert import insert_rows
from models.record.columns import Numbered, Row, choice, json_column
from models.record.events import Actor, Change, record, record_many
from models.record.rules import rules_of

INSTEAD, IN_PLACE_OF = "decided_as", "in_place_of"
"""What is kept of a proposal that a board has decided together with others, and of the one that has them all."""


class ProposalKind(StrEnum):
    """What is proposed: a change of the plan, or a `request` that a board is to note, endorse or the like."""

    NEW = "new"
    DATE = "date"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    SPLIT = "split"
    REWORD = "reword"
    OWNER = "owner"
    BOARD = "board"
    REOPEN = "reopen"
    MEASURE = "measure"
    REQUEST = "request"
    ADOPT = "adopt"
    """That a version of the plan is adopted (`models.decisions.versions`)."""


class Proposal(Numbered, table=True):
    """What somebody proposes. `number` is the 7 of P7, None of a draft; `action_id` None where no action is there yet.

    `before` and `after` are columns of the action as JSON, as they stand and as they would be; of a new action those of
    the row to be; of a request its words, and the `changes` of the plan that are asked for together (`changes_in`).
    `said` is what was typed in answer to what the kind asks for, by field.
    """

    __table_args__ = (
        UniqueConstraint("organisation_id", "number"),
        Index("ix_proposal_draft", "by_person_id", "action_id"),
    )

    organisation_id: int = Field(foreign_key="organisation.id")
    number: int | None = None
    kind: ProposalKind = Field(sa_type=choice(ProposalKind))
    action_id: int | None = Field(default=None, foreign_key="action.id", index=True)
    board_id: int | None = Field(default=None, foreign_key="board.id", description="the board that decides it")
    before: dict[str, Any] = Field(default_factory=dict, sa_type=json_column())
    after: dict[str, Any] = Field(default_factory=dict, sa_type=json_column())
    said: dict[str, str] = Field(default_factory=dict, sa_type=json_column())
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    for_post_id: int | None = Field(default=None, foreign_key="post.id")
    taken_back_at: datetime | None = None

    @property
    def name(self) -> str:
        """What it is called: `P7`."""
        return f"P{self.number}"

    @property
    def back_said(self) -> str:
        """That it was taken back, and where a board has decided it with others as what."""
        return f"taken back, decided as {self.said[INSTEAD]}" if INSTEAD in self.said else "taken back"


@dataclass(frozen=True)
class ProposedChange:
    """One change of the plan that is proposed, in the columns of a `Proposal`."""

    kind: ProposalKind
    action_id: int | None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)


def changes_in(proposal: Proposal) -> list[ProposedChange]:
    """The changes that a proposal is of: one, or of a request those that are asked for together, if any."""
    if proposal.kind is not ProposalKind.REQUEST:
        return [ProposedChange(proposal.kind, proposal.action_id, proposal.before, proposal.after, proposal.said)]
    kept = proposal.after.get("changes", ())
    return [ProposedChange(**{**each, "kind": ProposalKind(each["kind"])}) for each in kept]


class AgendaItem(Row, table=True):
    """A proposal in the list of what a meeting is asked to decide, with its number there."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("meeting_id", "proposal_id"),)

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    proposal_id: int = Field(foreign_key="proposal.id", index=True)


def deciding_board(session: Session, organisation_id: int, kind: ProposalKind, board_id: int | None) -> Board | None:
    """The board that decides a proposal of a kind about an action of the board `board_id`; None without any board.

    The improvement board, but for what the setting `delivery_boards_decide` leaves to the action's own.
    """
    if kind in rules_of(session, organisation_id).delivery_boards_decide and board_id is not None:
        own = session.get_one(Board, board_id)
        if own.kind is not BoardKind.IMPROVEMENT:
            return own
    return improvement_board(session, organisation_id)


def next_meeting(session: Session, board_id: int | None, after: date) -> Meeting | None:
    """The next meeting of a board on a local day or after it; None where the calendar has none."""
    return next(iter(meetings_after(session, board_id, after, 1)), None)


def meetings_after(session: Session, board_id: int | None, after: date, most: int) -> Sequence[Meeting]:
    """The next `most` meetings of a board on a local day or after it, in their order."""
    ahead = col(Meeting.board_id) == board_id, col(Meeting.on) >= after, col(Meeting.cancelled).is_(None)
    return session.exec(select(Meeting).where(*ahead).order_by(col(Meeting.on)).limit(most)).all()


def meetings_asked(session: Session, organisation_id: int) -> Sequence[tuple[Meeting, Board]]:
    """The meetings that are, or were, asked to decide anything, each with its board, the latest first."""
    rows = session.exec(
        select(Meeting, Board)
        .join(Board, col(Board.id) == col(Meeting.board_id))
        .where(
            Board.organisation_id == organisation_id,
            col(Meeting.id).in_(select(AgendaItem.meeting_id)),
            col(Meeting.cancelled).is_(None),
        )
        .order_by(col(Meeting.on).desc(), col(Meeting.id))
    )
    return [(meeting, board) for meeting, board in rows]


def is_in_calendar(session: Session, board_id: int) -> bool:
    """Whether a board has any meeting in the calendar, past or to come, that has not been cancelled."""
    there = col(Meeting.board_id) == board_id, col(Meeting.cancelled).is_(None)
    return session.exec(select(Meeting.id).where(*there).limit(1)).first() is not None


def propose(session: Session, actor: Actor, proposal: Proposal, subject: str, today: date | None) -> Meeting | None:
    """Make a proposal of what was put together, with its number, and put it on the agenda of the meeting that decides.

    `subject` is what its event is about, as that of an action or of the board; `today` is local, and None of what has
    been decided, which no meeting is asked. Gives that meeting; None where the board has none in the calendar. The
    caller has taken its turn at the record.
    """
    (meeting,) = propose_together(session, actor, [(proposal, subject)], today)
    return meeting


def propose_together(
    session: Session, actor: Actor, made: Sequence[tuple[Proposal, str]], today: date | None
) -> list[Meeting | None]:
    """The same for several, in few statements however many there are: each with its subject, and gives each meeting."""
    boards = dict.fromkeys(proposal.board_id for proposal, _ in made)
    next_ones = {board_id: next_meeting(session, board_id, today) if today else None for board_id in boards}
    for each in filter(None, next_ones.values()):
        bring_forward(session, actor, each)  # the numbers that are shown of it by now stay as they are
    of_all = select(func.max(Proposal.number)).where(Proposal.organisation_id == actor.organisation_id)
    for number, (proposal, _) in enumerate(made, (session.exec(of_all).one() or 0) + 1):
        proposal.number, proposal.at, proposal.by_person_id = number, actor.at, actor.person_id
        session.add(proposal)
    session.flush()
    meetings = [next_ones[proposal.board_id] for proposal, _ in made]
    last = {each.id: last_number(session, each) for each in next_ones.values() if each}
    events, items = [], []
    for (proposal, subject), meeting in zip(made, meetings, strict=True):
        if meeting is not None:
            last[meeting.id] += 1
            items.append({"meeting_id": meeting.id, "number": last[meeting.id], "proposal_id": proposal.id})
        told = {
            "proposal": proposal.name,
            "kind": proposal.kind.value,
            "meeting": meeting.on.isoformat() if meeting else None,
            **_plain(proposal.after),
        }
        events.append(Change("proposal.made", subject, _plain(proposal.before), told))
    insert_rows(session, AgendaItem, items)
    record_many(session, actor, events)
    return meetings


def say_more(
    session: Session,
    actor: Actor,
    proposal: Proposal,
    said: Mapping[str, str],
    columns: Mapping[str, Any],
    subject: str,
) -> None:
    """Add to what is said of a proposal that waits, by field, and to the `columns` that it is to have, as JSON. The
    caller has taken its turn at the record.
    """
    proposal.said, proposal.after = {**proposal.said, **said}, {**proposal.after, **columns}
    session.add(proposal)
    told = {"proposal": proposal.name, "fields": ", ".join((*said, *columns))}
    record(session, actor, Change("proposal.explained", subject, None, told))


def take_back_proposal(
    session: Session, actor: Actor, proposal: Proposal, subject: str, instead: Proposal | None = None
) -> None:
    """Take back a proposal that waits; its numbers stay its own. `instead` is what a board has decided in its place,
    with others. The caller has taken its turn at the record.
    """
    proposal.taken_back_at = actor.at
    session.add(proposal)
    told = None
    if instead is not None:
        proposal.said = {**proposal.said, INSTEAD: instead.name}
        instead.after = {**instead.after, IN_PLACE_OF: [*instead.after.get(IN_PLACE_OF, ()), proposal.number]}
        session.add(instead)
        told = {"decided_as": instead.name}
    record(session, actor, Change("proposal.taken_back", subject, {"proposal": proposal.name}, told))


def decided_instead(session: Session, organisation_id: int, proposals: Sequence[Proposal]) -> dict[int, list[Proposal]]:
    """The proposals in whose place each of these was decided, by its id; asked for only where there are any."""
    numbers = {number: each.id for each in proposals for number in each.after.get(IN_PLACE_OF, ())}
    if not numbers:
        return {}
    ours = Proposal.organisation_id == organisation_id, col(Proposal.number).in_(numbers)
    found: dict[int, list[Proposal]] = {}
    for each in session.exec(select(Proposal).where(*ours).order_by(col(Proposal.number))):
        found.setdefault(numbers[each.number], []).append(each)
    return found


def keep_proposal_draft(session: Session, actor: Actor, proposal: Proposal, subject: str) -> None:
    """Keep what a person has typed of a proposal that cannot be made yet, in place of what they had typed before."""
    if there := proposal_draft(session, actor.person_id, proposal.kind, proposal.action_id):
        session.delete(there)
    proposal.at, proposal.by_person_id, proposal.number = actor.at, actor.person_id, None
    session.add(proposal)
    record(session, actor, Change("draft.kept", subject))


def proposal_draft(
    session: Session, person_id: int | None, kind: ProposalKind, action_id: int | None
) -> Proposal | None:
    """What a person has typed of a proposal of this kind about an action, and not proposed yet."""
    mine = col(Proposal.by_person_id) == person_id, col(Proposal.number).is_(None), Proposal.kind == kind
    return session.exec(select(Proposal).where(*mine, col(Proposal.action_id) == action_id)).first()


def drop_proposal_draft(session: Session, person_id: int | None, kind: ProposalKind, action_id: int | None) -> None:
    """What was typed is proposed now: the draft of it goes."""
    if there := proposal_draft(session, person_id, kind, action_id):
        session.delete(there)


def proposal_called(session: Session, organisation_id: int, number: int) -> Proposal | None:
    """The proposal with this number, the 7 of P7."""
    numbered = Proposal.organisation_id == organisation_id, Proposal.number == number
    return session.exec(select(Proposal).where(*numbered)).first()


def asked_last(session: Session, proposal_ids: Collection[int]) -> dict[int, date]:
    """The day of the last meeting that is asked to decide each of these proposals, by the proposal's id; none that was
    cancelled.
    """
    rows = session.exec(
        select(AgendaItem.proposal_id, func.max(Meeting.on))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(col(AgendaItem.proposal_id).in_(proposal_ids), col(Meeting.cancelled).is_(None))
        .group_by(col(AgendaItem.proposal_id))
    )
    return dict(rows.all())


def put_on_agenda(session: Session, meeting: Meeting, proposal: Proposal) -> int:
    """The number of a proposal in a meeting's list, given now if it has none yet."""
    there = session.exec(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.proposal_id == proposal.id)
    ).first()
    if there:
        return there.number
    number = last_number(session, meeting) + 1
    session.add(AgendaItem(meeting_id=meeting.id, number=number, proposal_id=proposal.id))
    session.flush()
    return number


def bring_forward(session: Session, actor: Actor, meeting: Meeting) -> None:
    """Put what waits from earlier meetings on the agenda of this one. The caller has taken its turn at the record."""
    here = select(AgendaItem.proposal_id).where(AgendaItem.meeting_id == meeting.id)
    mine = col(Proposal.board_id) == meeting.board_id, col(Proposal.id).not_in(here)
    waits = select(Proposal).where(*mine, *is_open(actor.organisation_id))
    left = session.exec(waits.order_by(col(Proposal.number))).all()
    asked = asked_last(session, [each.id for each in left]) if left else {}
    over = [each for each in left if is_carried_over(each, asked.get(each.id), meeting)]
    if over:
        numbers = {each.name: put_on_agenda(session, meeting, each) for each in over}
        record(session, actor, Change("agenda.carried_over", f"meeting {meeting.on.isoformat()}", None, numbers))


def is_carried_over(proposal: Proposal, asked: date | None, meeting: Meeting) -> bool:
    """Whether a meeting takes up a proposal that waits and is not on its agenda: the last one that was `asked` came
    before it, or none was, and it had been made by then.
    """
    return (asked or date.min) < meeting.on and proposal.at.date() <= meeting.on


def fix_numbers(session: Session, actor: Actor, board_id: int | None, today: date) -> None:
    """Let the list of a board's next meeting keep its numbers, whatever is decided or taken back from now on; `today`
    is local. The caller has taken its turn at the record.
    """
    if meeting := next_meeting(session, board_id, today):
        bring_forward(session, actor, meeting)


def is_open(organisation_id: int) -> tuple[ColumnElement[bool], ...]:
    """That a proposal is no draft, and neither taken back nor decided for good."""
    final = (
        select(Decision.id)
        .where(
            col(Decision.proposal_id) == col(Proposal.id),
            col(Decision.undone_at).is_(None),
            Decision.outcome != Outcome.DEFERRED,
        )
        .correlate(Proposal)
    )
    return (
        col(Proposal.organisation_id) == organisation_id,
        col(Proposal.number).is_not(None),
        col(Proposal.taken_back_at).is_(None),
        ~final.exists(),
    )


def last_number(session: Session, meeting: Meeting) -> int:
    """The last number of a meeting's list; 0 of an empty one."""
    return session.exec(select(func.max(AgendaItem.number)).where(AgendaItem.meeting_id == meeting.id)).one() or 0


def meeting_asked(session: Session, proposal: Proposal) -> Meeting | None:
    """The meeting that is asked to decide a proposal: the last one whose agenda it is on; where that was cancelled, the
    next one after it. None without a calendar.
    """
    listed = select(Meeting).join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id))
    its_own = session.exec(listed.where(AgendaItem.proposal_id == proposal.id).order_by(col(Meeting.on).desc())).all()
    standing = next((each for each in its_own if each.cancelled is None), None)
    if standing is None and its_own:
        return next_meeting(session, proposal.board_id, its_own[0].on)
    return standing


def numbers_in(session: Session, meeting: Meeting) -> dict[int, int]:
    """The number of each proposal in a meeting's list, by the proposal's id."""
    items = session.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id))
    return {each.proposal_id: each.number for each in items}


def refs_proposed(session: Session, organisation_id: int) -> set[str]:
    """The refs that actions are to have which are proposed, whatever became of the proposal."""
    adding = col(Proposal.kind).in_((ProposalKind.NEW, ProposalKind.SPLIT)), col(Proposal.number).is_not(None)
    found = session.exec(select(Proposal).where(Proposal.organisation_id == organisation_id, *adding))
    return {part["ref"] for each in found for part in each.after.get("parts", (each.after,)) if "ref" in part}


def proposals_by(session: Session, organisation_id: int, person_id: int) -> Sequence[Proposal]:
    """What a person has proposed and not taken back, by number; drafts are left out."""
    mine = Proposal.organisation_id == organisation_id, Proposal.by_person_id == person_id
    made = select(Proposal).where(*mine, col(Proposal.number).is_not(None), col(Proposal.taken_back_at).is_(None))
    return session.exec(made.order_by(col(Proposal.number))).all()


def new_actions_proposed(session: Session, organisation_id: int) -> Sequence[Proposal]:
    """The proposals of new actions, whatever became of them, the last one first; drafts are left out."""
    new = Proposal.kind == ProposalKind.NEW, col(Proposal.number).is_not(None)
    made = select(Proposal).where(Proposal.organisation_id == organisation_id, *new)
    return session.exec(made.order_by(col(Proposal.number).desc())).all()


def proposals_about(session: Session, action: Action) -> Sequence[Proposal]:
    """The proposals about an action, by their numbers; drafts are left out."""
    made = select(Proposal).where(Proposal.action_id == action.id, col(Proposal.number).is_not(None))
    return session.exec(made.order_by(col(Proposal.number))).all()


def _plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    """What an event says of columns: ids, days and states; typed words stay in their own table."""
    return {name: value for name, value in columns.items() if name not in TYPED}


TYPED = frozenset(
    {"title", "parts", "what", "changes", "presenter", "owner_written", "board_written", "area_title", "measure"}
)
"""Of what is proposed, what somebody typed in their own words."""
