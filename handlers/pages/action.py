"""The page of one action: its facts and how its deadline moved, what is proposed of it, its ratings at the boards, and
every update of it, newest first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.action.dependencies import no_longer
from handlers.action_dates import added_told, dates_told, ended_told, moves_told, overdue_told
from handlers.answered_since import all_since
from handlers.button_values import number_of
from handlers.cards import Button
from handlers.differences import differences
from handlers.errors import Mistake
from handlers.evidence_words import evidence_said, hidden_said, may_take_back, others_of, seen_by
from handlers.findings_words import finding_said
from handlers.measure_numbers import number_said
from handlers.measure_words import (
    NOT_COUNTED,
    agreed_said,
    owner_said,
    parts_said,
    since_previous,
    sparkline_of,
    target_said,
    value_said,
)
from handlers.needs_words import live_needs
from handlers.own_warnings import warning_said, warnings_about
from handlers.pages.told_changes import ToldProposal, just_recorded, told_proposal
from handlers.pages.told_escalations import ToldEscalation, told_escalations
from handlers.plan_change_words import CALLED, CHANGES
from handlers.printed_cells import cell_words
from handlers.proposal_words import capital
from handlers.recovery_words import recovery_kept
from handlers.refs import no_such_action, ref_of
from handlers.registry import registry
from handlers.requests import Request
from handlers.update.telling import beside_commentary
from handlers.version_words import draft_of
from models.boards.places import places_of
from models.decisions.decisions import decisions_of_proposals, is_waiting, meeting_deciding, moves_of
from models.decisions.proposals import ProposalKind, proposals_about
from models.people.people import holders_of
from models.plan.actions import Action, find_action, living_plan
from models.plan.evidence import Used, evidence_of
from models.plan.findings import findings_answered_by
from models.plan.measures import Measured, measured
from models.plan.ratings import Rating, scale
from models.position.grounds import grounds_of
from models.position.position import reckoned_to
from models.position.snapshots import board_history
from models.updates.history import around, link_makers, updates_page
from models.updates.measure_values import values_given_for
from models.updates.recording import newest_update
from models.updates.updates import Update, UpdateKind
from papers.pack.sparkline import Sparkline
from papers.wording import day, joined, moment

UPDATES = 20
"""How many updates a page shows."""

VALUES = 40
"""How many values of its measure a page shows, at most."""

BOARDS = 8
"""At how many boards back its ratings are shown."""


@dataclass(frozen=True)
class ToldUpdate:
    """One update as it is read. `told` are the other answers with their labels; `how` is the kind and the way in.

    `since` says of a "no change" what it confirms, whose words stand with that update; empty of any other.
    """

    id: int
    when: str
    at: datetime
    who: str
    how: str
    activity: Rating
    impact: Rating
    since: str
    commentary: str
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ToldValue:
    """What was measured for a period, how it stands to the target, where it is from, and who gave it when."""

    period: str
    value: str
    target: str
    source: str
    given: str


@dataclass(frozen=True)
class ToldMeasure:
    """What a measure is made of besides its words, the last value in a sentence, how that stands to the one `since`
    which it was measured, and every value, the last period first. `drawn` is None where there are none.
    """

    parts: tuple[str, ...]
    last: str
    since: str
    drawn: Sparkline | None
    values: tuple[ToldValue, ...]
    may_give: bool


@dataclass(frozen=True)
class ToldEvidence:
    """An item of evidence as it is read. `others` are the other actions that it is of."""

    number: int
    name: str
    said: str
    link: str
    others: tuple[str, ...]
    may_take_back: bool


@dataclass(frozen=True)
class TheAction:
    """Everything on the page. `by_the_rules` are sentences for the ratings that the rules see otherwise.

    `added` says by which decision it came in, `moves` each time that the deadline was moved, and `waiting` are the
    proposals of it that no board has decided, each with the day of the meeting that is asked. `changes` are what the
    visitor may propose, as the kind and its name; `recorded` is what has just become of a proposal. `older` is the id
    to go on from, None on the last page; `newest`: this is the first.
    """

    ref: str
    title: str
    ended: str
    activity: Rating
    impact: Rating
    overdue: str
    by_the_rules: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    measured: ToldMeasure | None
    added: str
    moves: tuple[str, ...]
    recovery: tuple[str, ...]
    """What stands out of how its recovery is kept up."""
    escalated: tuple[ToldEscalation, ...]
    may_escalate: bool
    needs: tuple[tuple[str, bool, Button | None], ...]
    """What it needs and what needs it, each with whether that is late, off track or gone, and what takes it back."""
    may_need: bool
    draft: str
    """That the newest version of the plan is a draft; empty where it is not."""
    likely: str
    """That it is likely to slip and why, as the visitor may know it; empty where nothing warns."""
    answers: tuple[tuple[str, str], ...]
    """The findings that it answers, each with its name."""
    evidence: tuple[ToldEvidence, ...]
    evidence_hidden: str
    """That some evidence is confidential and not shown to the visitor; empty where all is."""
    may_evidence: bool
    waiting: tuple[tuple[ToldProposal, str], ...]
    changes: tuple[tuple[str, str], ...]
    recorded: str
    boards: tuple[tuple[date, Rating, Rating], ...]
    updates: tuple[ToldUpdate, ...]
    newest: bool
    older: int | None
    may_update: bool


@registry.page("page.action", right=Permission.READ)
def the_action(session: Session, request: Request) -> TheAction:
    """The action whose ref is the request's text; the value `before` is the id of the update to go on from."""
    plan = living_plan(session, request.asker.organisation_id)
    ref = ref_of(request.text)
    found = find_action(session, plan.id, ref) if plan and ref else None
    if found is None:
        raise Mistake(no_such_action(request.text))
    last = newest_update(session, found.id, request.now)
    activity, impact = (last.activity, last.impact) if last else (Rating.NOT_STARTED, Rating.NOT_STARTED)
    to = reckoned_to(session, request.asker.organisation_id, request.today)
    measure = measured(session, found)
    page = updates_page(session, found.id, number_of(request.values.get("before", "")), UPDATES)
    evidence, hidden = seen_by(request.asker, evidence_of(session, found.id))
    return TheAction(
        ref=found.ref,
        title=found.title,
        ended=ended_told(session, found),
        activity=activity,
        impact=impact,
        overdue=overdue_told(found, activity, to, request.today),
        by_the_rules=_by_the_rules(session, found, last, to, request),
        facts=tuple(_facts(session, found, measure, last, request)),
        measured=_measured(session, found, measure, request),
        added=added_told(session, found),
        moves=tuple(moves_told(moves_of(session, found.id))),
        recovery=recovery_kept(session, found, last, to, request).said,
        escalated=told_escalations(session, found, request),
        may_escalate=not found.ended and may(request.asker, Permission.ESCALATE, found),
        needs=tuple(_needs(session, found, request)),
        may_need=not found.ended and may(request.asker, Permission.PROPOSE, found),
        draft=draft_of(session, found.plan_id, request.now),
        likely=warning_said(warnings_about(session, found, request)),
        answers=tuple((each.name, finding_said(each)) for each in findings_answered_by(session, found.id)),
        evidence=tuple(_evidence(each, found, request) for each in evidence),
        evidence_hidden=hidden_said(hidden, "shown to you"),
        may_evidence=may(request.asker, Permission.PROPOSE, found),
        waiting=tuple(_waiting(session, found, request)),
        changes=tuple(_changes(found, request)),
        recorded=just_recorded(session, request),
        boards=tuple(board_history(session, found.id, BOARDS)),
        updates=_told(session, found, page.shown, request),
        newest=page.newest,
        older=page.older,
        may_update=not found.ended and may(request.asker, Permission.UPDATE, found),
    )


def _needs(session: Session, found: Action, request: Request) -> Iterator[tuple[str, bool, Button | None]]:
    may_change = may(request.asker, Permission.PROPOSE, found)
    for each in live_needs(session, found, request.today, request.now):
        own = each.need.action.id == found.id
        yield each.said, each.worries, no_longer(each) if own and may_change else None


def _evidence(used: Used, found: Action, request: Request) -> ToldEvidence:
    item = used.evidence
    others = tuple(others_of(used, found))
    back = may_take_back(request.asker, used)
    return ToldEvidence(item.number, item.name, evidence_said(item), item.link or "", others, back)


def _waiting(session: Session, found: Action, request: Request) -> Iterator[tuple[ToldProposal, str]]:
    proposals = proposals_about(session, found)
    decided = decisions_of_proposals(session, [each.id for each in proposals])
    for each in proposals:
        if is_waiting(each, decided.get(each.id)):
            meeting = meeting_deciding(session, each, request.today)
            yield told_proposal(session, request, each), day(meeting.on) if meeting else ""


def _changes(found: Action, request: Request) -> Iterator[tuple[str, str]]:
    """What the asker may propose of the action: only to take it up again, once it has ended."""
    if may(request.asker, Permission.PROPOSE, found):
        for each in CHANGES:
            if (each.kind is ProposalKind.REOPEN) is bool(found.ended):
                yield each.kind.value, CALLED[each.kind]


def _by_the_rules(session: Session, found: Action, last: Update | None, to: date, request: Request) -> tuple[str, ...]:
    if last is None or found.ended:
        return ()
    grounds = grounds_of(session, request.asker.organisation_id, found, request.now, request.zone)
    return differences(last, grounds, to)


def _facts(
    session: Session, found: Action, measure: Measured | None, last: Update | None, request: Request
) -> list[tuple[str, str]]:
    area, board, owner = places_of(session, found)
    parts = measure.measure if measure else None
    agreed = f"{parts.definition} ({agreed_said(parts.agreed)})" if parts else ""
    return [
        *((label, cell_words(cell)) for label, cell in dates_told(found, last)),
        ("Senior responsible officer", _owner(session, found, owner, request)),
        ("Board", board or _unlinked(found.board_written)),
        ("Area", area or "none"),
        *(
            [("Impact measure", agreed or "none agreed")]
            if scale().rates_impact
            else [("Measure", agreed)] * bool(agreed)
        ),
    ]


def _measured(session: Session, found: Action, its: Measured | None, request: Request) -> ToldMeasure | None:
    """The measure with its values; None without one, or where nothing is counted yet and nobody here may count."""
    if its is None:
        return None
    may_give = not found.ended and may(request.asker, Permission.UPDATE, found)
    course = its.course
    given = values_given_for(session, found)[:VALUES] if its.values else []
    last = f"{value_said(course, course.last, its.unit)}." if course.last else "No value has been given yet."
    since = since_previous(course, its.unit)
    return ToldMeasure(
        parts=tuple(capital(each) for each in parts_said(its.measure, owner_said(session, its.measure))),
        last=last,
        since=f"{capital(since)}." if since else "",
        drawn=sparkline_of(its),
        values=tuple(
            ToldValue(
                each.value.period.words(),
                number_said(each.value.value, each.value.unit),
                target_said(course, each.value.told, its.unit) if each.counts else NOT_COUNTED,
                each.value.source or "",
                f"{each.by or 'nobody named'}, {moment(each.value.at, request.zone)}",
            )
            for each in given
        ),
        may_give=may_give,
    )


def _owner(session: Session, found: Action, title: str | None, request: Request) -> str:
    if title is None:
        return _unlinked(found.owner_written)
    assert found.owner_post_id is not None
    names = holders_of(session, found.owner_post_id, request.today)
    if not names:
        return f"{title} (vacant)"
    others = [name for name in names if name != title]
    return f"{title} ({joined(others)})" if others else title


def _unlinked(written: str | None) -> str:
    return f"{written} (not linked)" if written else "none"


def _told(session: Session, action: Action, shown: Sequence[Update], request: Request) -> tuple[ToldUpdate, ...]:
    known = around(session, shown)
    makers = link_makers(session, request.asker.organisation_id, action, shown[-1].at) if shown else {}
    since = all_since(session, shown, request.zone)
    back = known.taken_back
    told = []
    for each in shown:
        on = known.days.get(each.meeting_id)
        how = [f"for the board of {day(on)}" if on else ""]
        how.append({UpdateKind.NO_CHANGE: "no change", UpdateKind.IMPORTED: "imported"}.get(each.kind, ""))
        how.append(f"by a link from {makers[each.id]}" if each.id in makers else "")
        how.append(f"taken back on {moment(back[each.id], request.zone)}" if each.id in back else "")
        who, title = known.names.get(each.by_person_id), known.titles.get(each.for_post_id)
        told.append(
            ToldUpdate(
                id=each.id,
                when=moment(each.at, request.zone),
                at=each.at,
                who=(f"{who}, for {title}" if title and title != who else who) if who else "the secretariat’s import",
                how=", ".join(filter(None, how)),
                activity=each.activity,
                impact=each.impact,
                since=since.get(each.id, ""),
                commentary=each.commentary or "",
                told=tuple((field.label, cell_words(cell)) for field, cell in beside_commentary(each)),
            )
        )
    return tuple(told)
