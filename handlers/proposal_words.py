"""A proposal in words: what is before and what would be after, who decides it and when."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.cards import Cell, DateCell
from handlers.measure_words import NONE_AGREED, in_full, parts_of
from handlers.plan_change_words import titled
from handlers.proposal_fields import FIELDS
from models.boards.boards import Board
from models.decisions.decisions import Decision
from models.decisions.effects import ACTIVITY, read
from models.decisions.proposals import INSTEAD, Proposal, ProposalKind
from models.people.people import Person, Post
from models.plan.actions import Action, Area
from models.plan.deadlines import Deadline, Precision
from models.plan.ratings import Rating, scale
from papers.wording import day, joined, moment


def ref_in(session: Session, proposal: Proposal) -> str:
    """The ref of the action that a proposal is about; of a new one the ref that it is to have; empty of a request."""
    if proposal.action_id is not None:
        return session.get_one(Action, proposal.action_id).ref
    return str(proposal.after.get("ref", ""))


def subject_of(session: Session, proposal: Proposal) -> str:
    """What the events of a proposal are about."""
    ref = ref_in(session, proposal)
    return f"action {ref}" if ref else f"proposal {proposal.name}"


def title_of(session: Session, proposal: Proposal) -> str:
    """ "A new date for 2.4", "A new action 11.1", "Request to endorse"."""
    if proposal.kind is ProposalKind.REQUEST:
        return f"Request to {proposal.after['ask']}"
    if proposal.kind is ProposalKind.ADOPT:
        return titled(proposal.kind, proposal.after["version"])
    return titled(proposal.kind, ref_in(session, proposal))


def before_and_after(session: Session, proposal: Proposal) -> tuple[str, str]:
    """What stands and what would stand in its place, in words; nothing before of what is new."""
    if proposal.kind is ProposalKind.REQUEST:
        section = proposal.after.get("section")
        return "", str(proposal.after["what"]) + (f" (section {section})" if section else "")
    if proposal.kind is ProposalKind.NEW:
        return "", new_in_words(session, proposal.after)
    if proposal.kind is ProposalKind.MEASURE:
        return _stood(session, proposal.before), in_words(session, proposal.after)
    if proposal.kind is ProposalKind.ADOPT:
        return str(proposal.before.get("version", "")), str(proposal.after["version"])
    return in_words(session, proposal.before), in_words(session, proposal.after)


def now_and_proposed(session: Session, proposal: Proposal) -> list[tuple[str, Cell]]:
    """What stands and what would stand in its place, each with its label; of what is new the second alone."""
    before, after = before_and_after(session, proposal)
    if proposal.kind is ProposalKind.DATE:
        said: list[tuple[str, Cell]] = [("Now", _day_cell(proposal.before, before))]
        said.append(("Proposed", _day_cell(proposal.after, after)))
    else:
        said = [*([("Now", before)] if before else []), ("Proposed", after)]
    return said + _of_which_year(proposal)


def _of_which_year(proposal: Proposal) -> list[tuple[str, Cell]]:
    """Of a quarter that was given with one year, which may be meant as a financial one, the day on which it ends."""
    value = read({name: each for name, each in proposal.after.items() if name in _DUE})
    exactly = value.get("approved_precision") or value.get("due_precision")
    if exactly is not Precision.CALENDAR_QUARTER:
        return []
    until = day(value.get("approved_due") or value["due"])
    return [("That is", f"to {until}, by the calendar year; a financial year has both, as in Q1 2023/24")]


_DUE = frozenset({"due", "due_precision", "approved_due", "approved_precision"})


def _day_cell(columns: Mapping[str, Any], printed: str) -> Cell:
    on = read(columns)["approved_due"]
    return DateCell(on, printed=printed) if on else printed


def explained(proposal: Proposal) -> list[tuple[str, str]]:
    """What is said of a proposal besides what would change, each with its label."""
    asked = FIELDS.get(proposal.kind, ())
    return [(capital(each.title), proposal.said[each.name]) for each in asked if each.name in proposal.said]


def capital(title: str) -> str:
    """A title with its first letter as that of a sentence; those of short names stay."""
    return title[:1].upper() + title[1:]


def in_words(session: Session, columns: Mapping[str, Any]) -> str:
    """Columns of an action, as JSON, in words."""
    value = read({name: each for name, each in columns.items() if name != "parts"})
    if measure := value.get("measure"):
        return in_full(session, parts_of(measure))
    if "approved_due" in value:
        return Deadline(value["approved_due"], value["approved_precision"]).words()
    if ACTIVITY in value:
        return f"rated {scale()[Rating(value[ACTIVITY])].name}"
    if "ended" in value:
        return _ended_in_words(session, value, columns.get("parts", ()))
    if "owner_post_id" in value:
        return session.get_one(Post, value["owner_post_id"]).title if value["owner_post_id"] else "nobody"
    if "board_id" in value:
        return session.get_one(Board, value["board_id"]).name if value["board_id"] else "no board"
    return str(value.get("title", ""))


def from_to(session: Session, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What a decision changed: "March 2023 → 31 October 2023"; a measure that no board had agreed was none before."""
    return f"{_stood(session, before)} → {in_words(session, after)}"


def _stood(session: Session, before: Mapping[str, Any]) -> str:
    if "measure" in before and not (before["measure"] or {}).get("agreed"):
        return NONE_AGREED
    return in_words(session, before)


def new_in_words(session: Session, columns: Mapping[str, Any]) -> str:
    """A new action in a line: `2.8 Recruit ten carers; Workforce Board; SRO for Workforce; due 30 September 2023`."""
    value = read({name: each for name, each in columns.items() if name != "area_number"})
    said = [f"{value['ref']} {value['title']}"]
    if value.get("area_id"):
        said.append(session.get_one(Area, value["area_id"]).heading)
    elif value.get("area_title"):
        said.append(value["area_title"])
    if value.get("board_id"):
        said.append(session.get_one(Board, value["board_id"]).name)
    elif value.get("board_written"):
        said.append(value["board_written"])
    if value.get("owner_post_id"):
        said.append(session.get_one(Post, value["owner_post_id"]).title)
    elif value.get("owner_written"):
        said.append(value["owner_written"])
    if value.get("due_precision"):
        said.append(f"due {Deadline(value.get('due'), value['due_precision']).words()}")
    return "; ".join(said)


def proposed_by(session: Session, proposal: Proposal) -> str:
    """Who proposed it."""
    return session.get_one(Person, proposal.by_person_id).name if proposal.by_person_id else "an operator"


def taken_back_said(proposal: Proposal, zone: ZoneInfo) -> str:
    """That a proposal was taken back, and as what a board has decided it where it has, with others."""
    assert proposal.taken_back_at
    instead = f" A board has decided it as {proposal.said[INSTEAD]}, with others." if INSTEAD in proposal.said else ""
    return f"{proposal.name} was taken back on {moment(proposal.taken_back_at, zone)}.{instead}"


def told_of(decision: Decision) -> str:
    """A decision as it is told of: `D3, Improvement Board, 7 June 2023`."""
    return f"{decision.name}, {decision.body}, {day(decision.on)}"


def outcome_said(session: Session, proposal: Proposal, decision: Decision) -> str:
    """What a board made of a proposal: `A new date for 2.4: agreed (D3, Improvement Board, 7 June 2023)`."""
    until = f" to {day(decision.until)}" if decision.until else ""
    words = f" “{decision.words}”" if decision.words else ""
    return f"{title_of(session, proposal)}: {decision.outcome}{until} ({told_of(decision)}).{words}"


def decided_by(board: Board | None, on: date | None) -> str:
    """Who decides a proposal and when, as a sentence."""
    if board is None:
        return "No board is in the record that could decide it: the secretariat enters what is decided."
    if on is None:
        return (
            f"The {board.name} decides it; it has no meeting in the calendar, so the secretariat enters its decision."
        )
    return f"The {board.name} decides it on {day(on)}."


def _ended_in_words(session: Session, value: Mapping[str, Any], parts: Any) -> str:
    ended = value["ended"]
    if ended is None:
        return "in the plan"
    if into := value.get("merged_into_id"):
        return f"merged into {session.get_one(Action, into).ref}"
    if parts:
        titles = [f"{each['ref']} {each['title']}" for each in parts]
        return f"split into {joined(titles)}"
    return str(ended)


def as_data(proposal: Proposal, before: str, after: str) -> tuple[Any, Any]:
    """What stands and what would, as JSON: a date in ISO form, else the words `before_and_after`."""
    if proposal.kind is ProposalKind.DATE:
        return proposal.before["approved_due"] or Precision(proposal.before["approved_precision"]).value, (
            proposal.after["approved_due"] or proposal.after["approved_precision"]
        )
    return before or None, after
