"""What of a file is a matter for a board: a date that moves, an ending, a new action. Called by `actions` before it
takes the rows.

The first file is history and asks nothing. Of a later one these become proposals, or are carried out at once where the
decision is named; where the board that decides has no meeting in the calendar they are taken with the rest. Nothing
here is a second way to decide: proposals and decisions are those of chat.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.importing.board_matters import OF_AN_ENDING, About, about, as_change, changes_of_row, is_same, new_action
from handlers.importing.decided import Decided, refuse_taken
from handlers.importing.linked_names import Names
from handlers.importing.report import KeptCell, Matter, Report
from handlers.proposal_words import as_data, before_and_after, ref_in, subject_of, title_of, told_of
from models.boards.boards import Board, Meeting
from models.decisions.decisions import (
    Outcome,
    changes_by,
    changes_of,
    decisions_of_proposals,
    enter_decision,
    is_waiting,
    waiting,
)
from models.decisions.effects import carry_out, refuse_impossible
from models.decisions.next_ref import next_ref
from models.decisions.proposals import (
    Proposal,
    ProposalKind,
    ProposedChange,
    changes_in,
    deciding_board,
    is_in_calendar,
    meeting_asked,
    new_actions_proposed,
    propose,
    propose_together,
    refs_proposed,
    take_back_proposal,
)
from models.plan.actions import Action, Plan, areas_of
from models.plan.refs import ref_order
from models.record.events import Actor
from models.updates.file_cells import SaidBefore, cell_hash
from papers.plan.contents import ActionRow
from papers.spacing import folded
from papers.wording import joined, plural


@dataclass
class Settled:
    """The rows without what was proposed or decided, what files have said of it by ref, and whether actions are new."""

    rows: list[ActionRow]
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    decided: bool = False


@dataclass(frozen=True)
class _Wanted:
    """A change that a row asks for; `cells` are those that say so, and `at` is the place of the row among the rows."""

    at: int
    row: ActionRow
    proposal: Proposal
    cells: tuple[str, ...]


@dataclass
class _Matters:
    """The changes of one file that a board decides. `said` is what the last files said, `today` local."""

    session: Session
    actor: Actor
    plan: Plan
    zone: ZoneInfo
    names: Names
    known: Mapping[str, Action]
    said: Mapping[int, SaidBefore]
    report: Report
    decided: Decided | None
    overwrite: bool

    def __post_init__(self) -> None:
        self._today = self.actor.at.astimezone(self.zone).date()
        organisation_id = self.plan.organisation_id
        self._waiting: dict[About, tuple[Proposal, ProposedChange]] = {}
        for proposal in waiting(self.session, organisation_id):
            for change in changes_in(proposal):
                self._waiting |= dict.fromkeys(about(change), (proposal, change))
        new = new_actions_proposed(self.session, organisation_id)
        self._new: dict[About, list[Proposal]] = defaultdict(list)
        for proposal in new:
            for key in about(as_change(proposal)):
                self._new[key].append(proposal)
        self._outcomes = decisions_of_proposals(self.session, [each.id for each in new])
        self._refs = {*self.known} | refs_proposed(self.session, organisation_id)
        self._boards: dict[tuple[ProposalKind, int | None], tuple[Board | None, bool]] = {}
        self._areas = areas_of(self.session, self.plan.id)
        self._to_propose: list[_Wanted] = []

    def settle(self, rows: Sequence[ActionRow]) -> Settled:
        settled = Settled(list(rows))
        to_decide: list[_Wanted] = []
        left_out = set[int]()
        organisation_id = self.plan.organisation_id
        for at, row in enumerate(rows):
            action = self.known.get(row.ref)
            if action is None:
                row, action = self._added_otherwise(row)
                settled.rows[at] = row
            if action is None and row.ended is None:
                wanted = [
                    _Wanted(at, row, new_action(row, self.names, self._areas, organisation_id, self.actor.at), ())
                ]
            elif action is not None:
                wanted = [
                    _Wanted(at, row, *each) for each in changes_of_row(action, row, organisation_id, self.actor.at)
                ]
            else:  # what is new and has ended is history
                continue
            for each in wanted:
                if self._settle(each, settled, to_decide) and each.proposal.kind is ProposalKind.NEW:
                    left_out.add(at)
        self._propose()
        if to_decide:
            left_out -= self._decide(to_decide, settled)
        self.report.not_in_plan |= {settled.rows[at].ref for at in left_out}
        settled.rows = [row for at, row in enumerate(settled.rows) if at not in left_out]
        return settled

    def _settle(self, wanted: _Wanted, settled: Settled, to_decide: list[_Wanted]) -> bool:
        """Decide what becomes of a change: whether it is taken out of the row."""
        proposal, row = wanted.proposal, wanted.row
        there, same = self._waits(wanted)
        news = self._is_news(wanted)
        if self.decided and (same or news):
            to_decide.append(wanted)
        elif there and (same or news):
            meeting = meeting_asked(self.session, there)
            self.report.waiting.append(self._matter(proposal, there, self._board(there), meeting, not same))
        elif not news:
            return self._kept(wanted, settled)
        else:
            action = self.known.get(row.ref)
            board_id = action.board_id if action else proposal.after.get("board_id")
            board, decides = self._deciding(proposal.kind, board_id)
            if not decides:
                self.report.undecided.append(self._matter(proposal, None, None))
                self._as_moved(wanted, settled)
                return False
            self._is_to_be_proposed(wanted, board)
        if wanted.cells:
            blank: dict[str, Any] = dict.fromkeys(wanted.cells)
            settled.rows[wanted.at] = replace(settled.rows[wanted.at], **blank)
            if same or not there or self.decided:
                self._remember(wanted, settled)
        return True

    def _waits(self, wanted: _Wanted) -> tuple[Proposal | None, bool]:
        """The proposal about the same that waits, and whether it is of the same change."""
        change = as_change(wanted.proposal)
        keys = list(about(change))
        if change.kind is ProposalKind.NEW and not wanted.row.numbered:
            keys = keys[:1]  # its ref is its own
        found = next((self._waiting[key] for key in keys if key in self._waiting), None)
        return (found[0], is_same(change, found[1])) if found else (None, False)

    def _is_news(self, wanted: _Wanted) -> bool:
        """Whether the file says what the last one did not, or is to be taken again."""
        if self.overwrite:
            return True
        if wanted.proposal.kind is ProposalKind.NEW:
            return self._turned_down(wanted) is None
        before = self.said.get(wanted.proposal.action_id or 0)
        first = wanted.cells[0]
        return before is None or before.cells.get(first) != cell_hash(getattr(wanted.row, first))

    def _turned_down(self, wanted: _Wanted) -> Proposal | None:
        """The proposal of the same new action that was not agreed, or was taken back."""
        change = as_change(wanted.proposal)
        for each in self._called_so(wanted.row):
            decision = self._outcomes.get(each.id)
            refused = each.taken_back_at or (decision and decision.outcome is Outcome.NOT_AGREED)
            if refused and is_same(as_change(each), change):
                return each
        return None

    def _called_so(self, row: ActionRow) -> list[Proposal]:
        """What was proposed as a new action with the title of a row, and with its ref where the file has refs."""
        title = folded(row.title)
        if row.numbered:
            return self._new.get(("title", title), [])
        its_own = self._new.get(("ref", ref_order(row.ref)), [])
        return [each for each in its_own if folded(str(each.after.get("title", ""))) == title]

    def _added_otherwise(self, row: ActionRow) -> tuple[ActionRow, Action | None]:
        """The row with the ref under which a board has added it, where that is another one than the file's."""
        for each in self._called_so(row):
            decision = self._outcomes.get(each.id)
            if decision and not is_waiting(each, decision):
                for _, action in changes_by(self.session, [decision.id]).get(decision.id, ()):
                    return replace(row, ref=action.ref), action
        return row, None

    def _kept(self, wanted: _Wanted, settled: Settled) -> bool:
        """Whether what is not proposed again is taken out of the row here; other cells are by `unchanged_cells`."""
        if wanted.proposal.kind is ProposalKind.NEW:
            there = self._turned_down(wanted)
            assert there is not None, "else it is news"
            decision = self._outcomes.get(there.id)
            became = f"{decision.outcome} ({told_of(decision)})" if decision else "taken back"
            self.report.turned_down.append(f"{title_of(self.session, there)}: {there.name}, {became}")
            return True
        if wanted.cells == ("due",):
            action, due = self.known[wanted.row.ref], wanted.row.due
            since = self.said[action.id].since.astimezone(self.zone).date()
            assert due is not None
            still = KeptCell(
                wanted.row.ref, "approved deadline", action.approved_deadline.words(), None, due.words(), since
            )
            self.report.kept.append(still)
            settled.rows[wanted.at] = replace(settled.rows[wanted.at], due=None)
            return True
        if wanted.cells == OF_AN_ENDING:  # what belongs to an ending says nothing without it
            settled.rows[wanted.at] = replace(settled.rows[wanted.at], ended_on=None, reason=None)
        return False

    def _as_moved(self, wanted: _Wanted, settled: Settled) -> None:
        """A date that is taken at once is an approved one, in whichever column it stands."""
        if wanted.cells == ("due",):
            settled.rows[wanted.at] = replace(settled.rows[wanted.at], due=None, revised=wanted.row.due)
            self._remember(wanted, settled)

    def _remember(self, wanted: _Wanted, settled: Settled) -> None:
        cells = {name: cell_hash(value) for name in wanted.cells if (value := getattr(wanted.row, name)) is not None}
        settled.cells[wanted.row.ref] = {**settled.cells.get(wanted.row.ref, {}), **cells}

    def _deciding(self, kind: ProposalKind, board_id: int | None) -> tuple[Board | None, bool]:
        """The board that decides such a change, and whether it has a meeting in the calendar."""
        if (kind, board_id) not in self._boards:
            board = deciding_board(self.session, self.plan.organisation_id, kind, board_id)
            self._boards[kind, board_id] = board, board is not None and is_in_calendar(self.session, board.id)
        return self._boards[kind, board_id]

    def _board(self, proposal: Proposal) -> Board | None:
        return self.session.get_one(Board, proposal.board_id) if proposal.board_id else None

    def _is_to_be_proposed(self, wanted: _Wanted, board: Board | None) -> None:
        proposal = wanted.proposal
        proposal.board_id = board.id if board else None
        if proposal.kind is ProposalKind.NEW:
            ref = proposal.after["ref"]
            if wanted.row.numbered and ref in self._refs:
                ref = next_ref(self._refs, proposal.after.get("area_number"))
                proposal.after = {**proposal.after, "ref": ref}
            self._refs.add(ref)
        for key in about(as_change(proposal)):
            self._waiting[key] = proposal, as_change(proposal)
        self._to_propose.append(wanted)

    def _propose(self) -> None:
        made = [(each.proposal, f"action {ref_in(self.session, each.proposal)}") for each in self._to_propose]
        if made:
            meetings = propose_together(self.session, self.actor, made, self._today)
            for (proposal, _), meeting in zip(made, meetings, strict=True):
                board = self._board(proposal)
                self.report.proposed.append(self._matter(proposal, proposal, board, meeting))

    def _decide(self, to_decide: Sequence[_Wanted], settled: Settled) -> set[int]:
        """Carry out what was decided as one decision; gives the places of the rows whose actions are new by it."""
        assert self.decided is not None
        session, organisation_id, sitting = self.session, self.plan.organisation_id, self.decided.sitting
        refuse_taken(session, organisation_id, self.decided)
        proposal = self._decided_together(to_decide)
        try:
            refuse_impossible(session, proposal, {})
        except ValueError as impossible:
            raise Mistake(str(impossible)) from None
        matters = [self._matter(each.proposal, proposal, None) for each in to_decide]
        decision = enter_decision(
            *(session, self.actor, sitting, proposal, Outcome.AGREED, subject_of(session, proposal)),
            number=self.decided.number,
        )
        carry_out(session, self.actor, self.plan, proposal, decision, self.zone, {})
        settled.decided = True
        self.report.decision = told_of(decision)
        self.report.decided += matters
        added = [session.get_one(Action, each.action_id) for each in changes_of(session, decision) if not each.before]
        by_title = {folded(action.title): action for action in added}
        new = [each for each in to_decide if each.proposal.kind is ProposalKind.NEW]
        for each in new:
            row = replace(each.row, ref=by_title[folded(each.proposal.after["title"])].ref)
            said = replace(each, row=row, cells=("due", "revised", "added"))
            self._remember(said, settled)
            settled.rows[each.at] = replace(row, due=None, revised=None, added=None)
        return {each.at for each in new}

    def _decided_together(self, to_decide: Sequence[_Wanted]) -> Proposal:
        """The proposal that the decision is of: the one that waits with just these changes, or one in its place."""
        assert self.decided is not None
        wait = {there.id: there for there, same in map(self._waits, to_decide) if there and same}
        if len(wait) == 1:
            (there,) = wait.values()
            if len(changes_in(there)) == len(to_decide):
                return there
        if len(to_decide) == 1:
            proposal = to_decide[0].proposal
        else:
            refs = [ref_in(self.session, each.proposal) for each in to_decide]
            what = f"{plural(len(to_decide), 'change')} of the plan: {joined(list(dict.fromkeys(refs)))}"
            changes = [asdict(as_change(each.proposal)) for each in to_decide]
            after = {"ask": "approve", "what": what, "changes": changes}
            organisation_id = self.plan.organisation_id
            proposal = Proposal(
                organisation_id=organisation_id, kind=ProposalKind.REQUEST, after=after, at=self.actor.at
            )
        proposal.board_id = self.decided.sitting.board_id
        propose(self.session, self.actor, proposal, f"board {self.decided.sitting.body}", None)
        for each in wait.values():
            if len(changes_in(each)) == 1:
                take_back_proposal(self.session, self.actor, each, subject_of(self.session, each), proposal)
                self.report.in_place_of.append(each.name)
                self.report.instead = proposal.name
        return proposal

    def _matter(
        self,
        proposal: Proposal,
        made: Proposal | None,
        board: Board | None,
        meeting: Meeting | None = None,
        otherwise: bool = False,
    ) -> Matter:
        """A change in words; `made` is the proposal that it is by now."""
        session = self.session
        before, after = before_and_after(session, proposal)
        was, becomes = as_data(proposal, before, after)
        waits = self._waits_as(proposal) if otherwise else ""
        return Matter(
            proposal.kind.value,
            ref_in(session, proposal),
            title_of(session, proposal),
            before,
            after,
            was,
            becomes,
            board.name if board else None,
            meeting.on if meeting else None,
            made.name if made and made.number else None,
            waits,
        )

    def _waits_as(self, proposal: Proposal) -> str:
        """What waits in place of a change that is another one."""
        there = next(self._waiting[key] for key in about(as_change(proposal)) if key in self._waiting)[0]
        return before_and_after(self.session, there)[1]


def settle(
    session: Session,
    actor: Actor,
    plan: Plan,
    zone: ZoneInfo,
    rows: Sequence[ActionRow],
    known: Mapping[str, Action],
    said: Mapping[int, SaidBefore],
    names: Names,
    report: Report,
    decided: Decided | None,
    overwrite: bool,
) -> Settled:
    """Propose what of the rows a board decides, or carry it out where it has `decided`; say in `report` what became of
    each. `known` are the actions by their refs, `said` what the last files said of them. Raises `Mistake`.
    """
    matters = _Matters(session, actor, plan, zone, names, known, said, report, decided, overwrite)
    return matters.settle(rows)
