"""Gathering: everything that a pack says, from one snapshot. Called once, when a pack is compiled; writes nothing.

The figures are those that `/brag` shows for the same snapshot. What a snapshot does not hold (owners, titles of areas,
evidence, returns, highlights) is read as it stands at that moment, and kept with the pack's contents ever after.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from sys import maxsize
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.action_dates import NO_DECISION
from handlers.answered_since import since_said
from handlers.brag import sentences
from handlers.brag.figures import Figures, gather
from handlers.decisions.arising import owner_of
from handlers.differences import differences
from handlers.evidence_words import evidence_about, hidden_said
from handlers.findings_words import Coverage, others_said, told_findings
from handlers.needs_words import worries_of
from handlers.pack.comparing import what_changed
from handlers.pack.facts import Fact, facts_of, owners_of
from handlers.pack.measures import measure_entry
from handlers.pack.named_figures import named_figures
from handlers.pack.named_passages import passages_for, words_of_passages
from handlers.pack.written_sections import appendix_entries, with_written
from handlers.proposal_fields import not_given
from handlers.proposal_words import before_and_after, explained, proposed_by, title_of, told_of
from handlers.version_words import version_said
from models.boards.boards import Board, Meeting, boards_of
from models.boards.cycles import cycle_of, data_month
from models.decisions.decisions import ActionArising, Asked, Decision, agenda_with_arising, moves_between
from models.decisions.versions import version_called
from models.packs.acronyms import meanings
from models.packs.appendices import appendices_in
from models.packs.highlights import highlights_of
from models.packs.own_sections import needed, own_sections
from models.packs.papers import paper_with_sections
from models.people.posts import holders_on
from models.plan.actions import Area, Plan
from models.plan.dependencies import needs_of_plan
from models.plan.ratings import Rating, RatingClass, Scale, in_scale, scale
from models.position.answered_findings import findings_and_evidence
from models.position.counting import RedStandpoint, Scope, Standpoint, red_of, standpoint_of
from models.position.grounds import all_grounds
from models.position.likely_to_slip import likely_to_slip
from models.position.movements import Movement, movements
from models.position.pace import pace_of
from models.position.position import frozen_position
from models.position.slow_actions import slow_to_progress
from models.position.snapshots import Snapshot, actions_in
from models.position.trend import EARLIER, trend
from models.record.organisation import Organisation
from models.record.rules import Rules
from models.returns.expected import Answerer, expected_among, who_answers
from models.updates.answer import IN_POSITION, OF_A_RED, AnswerField
from papers.outlines import COVER
from papers.pack.contents import (
    OF_AN_ACTION,
    ActionEntry,
    AreaEntry,
    AskedEntry,
    EvidenceEntry,
    EvidenceListed,
    FindingEntry,
    Findings,
    GapEntry,
    HighlightEntry,
    KeyEntry,
    LikelyEntry,
    MeasureEntry,
    Moved,
    Movements,
    PackContents,
    RatingColumn,
    Red,
    ReturnEntry,
    Returns,
    SlowEntry,
    TotalChangeEntry,
)
from papers.pack.public import with_acronyms
from papers.wording import day, joined, plural


@dataclass(frozen=True)
class Compiling:
    """What is compiled: a snapshot of a meeting of whose plan, by whom ("Board Secretary"); the version before it."""

    organisation: Organisation
    plan: Plan
    meeting: Meeting
    snapshot: Snapshot
    author: str
    rules: Rules
    before: PackContents | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's zone."""
        return ZoneInfo(self.organisation.zone)

    @property
    def frozen_on(self) -> date:
        """The local day of the freeze."""
        return self.snapshot.frozen_at.astimezone(self.zone).date()


def pack_contents(session: Session, compiling: Compiling) -> PackContents:
    """The contents of a pack; a fixed number of queries, whatever the size of the plan."""
    with in_scale(Scale.from_json(compiling.snapshot.scale)):
        gathered = _Gathering(session, compiling)
        contents = gathered.with_sections(gathered.contents())
        known = meanings(session, gathered.organisation_id, gathered.boards.values())
        contents = with_acronyms(contents, known)
        return replace(contents, changed=what_changed(compiling.before, contents)) if compiling.before else contents


class _Gathering:
    """One pack being gathered."""

    def __init__(self, session: Session, compiling: Compiling) -> None:
        self.session, self.compiling = session, compiling
        self.organisation_id = compiling.organisation.id
        self.meeting, self.on = compiling.meeting, compiling.meeting.on
        self.position = frozen_position(
            session, self.organisation_id, compiling.meeting, compiling.snapshot, compiling.rules
        )
        self.current = self.position.current
        boards = tuple(snapshot.id for snapshot, _ in self.position.earlier)
        self.facts = facts_of(session, compiling.snapshot.id, boards)
        self.keeps_measures = any(fact.measured for fact in self.facts.values())
        self.standpoints = [standpoint_of(fact.row, self.on) for fact in self.facts.values()]
        red = [
            red_of(each, fact.update, fact.recovery_told, boards, escalated=fact.escalated)
            for each in self.standpoints
            if each.red_by and (fact := self.facts[each.action_id])
        ]
        self.figures = gather(session, self.position, Scope(), boards=EARLIER, red=red)
        self.boards: dict[int | None, Board] = {board.id: board for board in boards_of(session, self.organisation_id)}
        held, self.held_at_freeze = holders_on(session, self.organisation_id, (self.on, compiling.frozen_on))
        self.owners = owners_of(held)
        of = actions_in(compiling.snapshot.id)
        at = compiling.snapshot.frozen_at
        found = all_grounds(session, self.organisation_id, of, at, self.on, compiling.zone)
        self.grounds = {action_id: self.facts[action_id].as_frozen(each) for action_id, each in found.items()}
        self.given = {action_id for action_id, fact in self.facts.items() if fact.row.answer}
        self.waits_on = worries_of(
            needs_of_plan(session, compiling.plan.id), {each.action_id: each for each in self.standpoints}, self.on
        )
        self.answered, self.evidence = findings_and_evidence(session, compiling.plan.id, at)
        self.expected = expected_among(self.standpoints)
        self.outstanding = {each.action_id for each in self.expected if not each.given}

    def contents(self) -> PackContents:
        """All of it but the acronyms, which are looked for in it, and what has changed since the version before."""
        compiling, figures = self.compiling, self.figures
        gap = [each for each in self.standpoints if each.without_impact]
        slow, likely = self._slow(), self._likely()
        dates_moved, dates_moved_undecided = self._dates_moved()
        asked, arising = agenda_with_arising(self.session, self.meeting)
        return PackContents(
            organisation=compiling.organisation.name,
            plan=compiling.plan.title,
            board=self.boards[self.meeting.board_id].name,
            meeting=self.on,
            scale=scale(),
            version=compiling.snapshot.version,
            changed=(),
            author=compiling.author,
            data_month=self.meeting.data_month or data_month(self.on),
            frozen_at=compiling.snapshot.frozen_at,
            zone=compiling.organisation.zone,
            headline=sentences.headline(figures),
            known=sentences.known_said(figures),
            questions=tuple(each.text for each in figures.questions),
            columns=_columns(figures),
            notes=self._notes(),
            key=tuple(KeyEntry(each.rating, each.activity, each.impact) for each in scale().levels),
            trend=tuple(trend(figures.current, figures.earlier, self.on)),
            total_change=_total_change(figures),
            movements=self._movements(),
            reds_said=sentences.reds_said(figures),
            reds=tuple(self._red(each) for each in figures.reds),
            highlights=self._highlights(),
            asked=self._asked(asked),
            arising=self._arising(arising),
            dates_moved=dates_moved,
            dates_moved_undecided=dates_moved_undecided,
            plan_version=version_said(version_called(self.session, compiling.plan.id, compiling.snapshot.frozen_at)),
            pace=self._pace(),
            likely_said=sentences.likely_said(len(likely)),
            likely=likely,
            slow_said=sentences.slow_said(len(slow)),
            slow=slow,
            gap_said=self._as_known(sentences.gap_said(figures.current)) if scale().rates_impact else "",
            gap=tuple(GapEntry(each.ref, each.title, each.impact) for each in gap),
            returns=self._returns(),
            findings=self._findings(),
            evidence_listed=self._evidence(),
            areas=self._areas(),
            acronyms=(),
        )

    def with_sections(self, contents: PackContents) -> PackContents:
        """The contents with what was written for the paper."""
        paper, written = paper_with_sections(self.session, self.meeting.id, COVER.kind)
        board = self.boards[self.meeting.board_id]
        own, attached = own_sections(board), appendix_entries(appendices_in(paper))
        contents = replace(contents, appendices=attached, own_sections=own)
        figures = named_figures(self.figures, contents.board, self.meeting, contents.plan)
        printed = {each.name: each.printed for each in figures if each.printed}
        passages = passages_for(self.session, self.organisation_id, (each.version.text for each in written.values()))
        rules = self.compiling.rules
        required, words = needed(rules.cover_requires, board), words_of_passages(passages)
        return with_written(contents, written, required, printed, words, rules.days)

    def _notes(self) -> tuple[str, ...]:
        notes = [sentences.ROUNDING] if sentences.rounding_shows(self.figures) else []
        if any(each.days_overdue for each in self.standpoints):
            notes.append(sentences.reckoned_said(self.position.reckoned_to))
        if sentences.impact_begins(self.figures):
            notes.append(sentences.IMPACT_BEGINS)
        return (*notes, *self._carried())

    def _carried(self) -> Iterator[str]:
        """Which actions are counted with an older rating: those not returned by ref, those not expected by number."""
        expected = {each.action_id for each in self.expected}
        unanswered = [each for each in self.standpoints if each.action_id not in self.given]
        missing = [each for each in unanswered if each.action_id in expected]
        others = [each for each in unanswered if each.action_id not in expected]
        for said, found in (("No return received for", missing), ("No return was expected for", others)):
            if found:
                rated = all(self.facts[each.action_id].update for each in found)
                unrated = scale().named(RatingClass.NOT_STARTED)
                how = "with the last rating given" + ("" if rated else f", or as {unrated} where none was")
                refs = f": {joined([each.ref for each in found])}" if found is missing else ""
                yield f"{said} {plural(len(found), 'action')}, counted {how}{refs}."

    def _movements(self) -> Movements:
        if not self.position.previous:
            return Movements(sentences.NO_EARLIER_BOARD, None, ())
        standing, meeting = self.position.previous
        found = movements(self.session, standing, self.current, Scope(), self.position.compared)
        said = self._as_known(sentences.moves_said(found.moved, day(meeting.on)))
        return Movements(
            said,
            meeting.on,
            tuple(map(_moved, found.moved)),
            sentences.off_track_change_said(found),
            found.matrices,
        )

    def _as_known(self, said: str) -> str:
        """A sentence that counts actions, and beside it the updates that are missing, where any are."""
        known = self.figures.known
        return f"{said} {sentences.updates_said(known, self.position)}" if known and known.missing else said

    def _red(self, each: RedStandpoint) -> Red:
        fact = self.facts[each.action_id]
        standing, no_return = self._standing(each, fact)
        return Red(
            ref=each.ref,
            title=each.title,
            dimension=joined(each.red_by),
            owner=self._owner(each.owner_post_id, fact),
            deadline=_moved_deadline(fact),
            days_overdue=each.days_overdue,
            **_said(OF_A_RED, each, fact),
            by_the_rules=self._by_the_rules(each, fact),
            standing=standing,
            no_return=no_return,
            waits_on=self.waits_on.get(each.action_id, ()),
            recovery=sentences.recovery_said(each, self.on, self.compiling.zone),
            escalated=sentences.escalated_said(each, self.figures, self.compiling.zone),
        )

    def _asked(self, asked: Sequence[Asked]) -> tuple[AskedEntry, ...]:
        """What the meeting is asked to decide, but for what was taken back or has been decided."""
        return tuple(
            AskedEntry(
                each.number,
                title_of(self.session, each.proposal),
                *before_and_after(self.session, each.proposal),
                proposed_by(self.session, each.proposal),
                (
                    *(f"{label}: {words}" for label, words in explained(each.proposal)),
                    *([f"Deferred by {told_of(each.deferred_by)}."] if each.deferred_by else []),
                ),
                joined([field.title for field in not_given(each.proposal)]),
            )
            for each in asked
            if each.waits
        )

    def _arising(self, found: Sequence[tuple[Decision, ActionArising]]) -> tuple[str, ...]:
        """What earlier decisions ask for and no board has called done, a line each."""
        return tuple(
            f"{each.what} ({owner_of(self.session, each)}, {f'by {day(each.due)}' if each.due else 'no day given'}"
            f"{', overdue' if each.due and each.due < self.on else ''}). {told_of(decision)}."
            for decision, each in found
        )

    def _dates_moved(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The dates that decisions have moved since the freeze for the board before, and those that files have."""
        since = self.position.earlier[0][0].frozen_at if self.position.earlier else None
        found = moves_between(self.session, self.compiling.plan, since, self.compiling.snapshot.frozen_at)
        decided, others = list[str](), list[str]()
        for ref, move in found:
            by = told_of(move.decision) if move.decision else NO_DECISION
            line = f"{ref}: from {move.was.words()} to {move.became.words()} ({by})."
            (decided if move.decision else others).append(line)
        return tuple(decided), tuple(others)

    def _highlights(self) -> tuple[HighlightEntry, ...]:
        standing = {each.action_id: each for each in self.standpoints}
        return tuple(
            HighlightEntry(action.ref, now.title, highlight.text, now.activity, now.impact)
            for highlight, action in highlights_of(self.session, self.meeting.id)
            if (now := standing.get(action.id))
        )

    def _slow(self) -> tuple[SlowEntry, ...]:
        return tuple(
            SlowEntry(each.ref, each.title, each.activity, each.impact, "; ".join(each.rules))
            for each in slow_to_progress(self.session, self.position, Scope())
        )

    def _findings(self) -> Findings:
        answered = told_findings(self.answered, self.standpoints)
        rows = [
            FindingEntry(
                each.name,
                each.finding.source,
                each.finding.reference,
                each.finding.text,
                each.refs,
                each.state,
                each.coverage in (Coverage.UNCOVERED, Coverage.WITHOUT_IMPACT),
            )
            for each in answered.findings
        ]
        rows.sort(key=lambda each: not each.attention)
        others = f"{others_said(answered)}: {joined([each.ref for each in answered.others])}."
        return Findings(answered.said, answered.by_source, others if answered.others else "", tuple(rows))

    def _likely(self) -> tuple[LikelyEntry, ...]:
        return tuple(
            LikelyEntry(
                each.ref,
                each.title,
                each.activity,
                each.impact,
                self.facts[each.action_id].approved,
                each.owner or "no owner",
                "; ".join(each.reasons),
            )
            for each in likely_to_slip(self.session, self.position, Scope())
        )

    def _pace(self) -> str:
        found = pace_of(self.session, self.position, Scope(), self.organisation_id)
        said = sentences.pace_said(found)
        return f"{said} {sentences.NO_PROMISE}" if found else said

    def _evidence(self) -> EvidenceListed:
        """The register but for what is confidential: that stands in no paper, and in no draft of one."""
        rows = [
            EvidenceEntry(
                each.evidence.name,
                each.evidence.what,
                evidence_about(each.evidence),
                each.evidence.link or "",
                tuple(action.ref for action in each.actions),
            )
            for each in self.evidence
            if not each.evidence.confidential
        ]
        hidden = sum(each.evidence.confidential for each in self.evidence)
        return EvidenceListed(tuple(rows), hidden_said(hidden, "printed"))

    def _returns(self) -> Returns:
        at = self.compiling.snapshot.frozen_at
        cycle = cycle_of(self.meeting, self.compiling.rules)
        boards = {id: board.name for id, board in self.boards.items()}
        rows = who_answers(self.expected, self.held_at_freeze, boards)
        return Returns(
            sentences.updates_said(self.figures.known, self.position), cycle.return_due, at, tuple(map(_return, rows))
        )

    def _areas(self) -> tuple[AreaEntry, ...]:
        by_area: dict[int | None, list[Standpoint]] = {}
        areas: dict[int | None, Area | None] = {}
        for each in self.standpoints:
            fact = self.facts[each.action_id]
            areas[fact.row.area_id] = fact.area
            by_area.setdefault(fact.row.area_id, []).append(each)
        in_order = sorted(areas.values(), key=lambda area: area.place if area else (True, 0, maxsize))
        return tuple(
            AreaEntry(
                number=area.number if area else None,
                title=area.title if area else "" if len(areas) == 1 else "Without an area",
                source=(area.source if area else None) or "",
                said=_counted(by_area[area.id if area else None]),
                actions=tuple(self._action(each) for each in by_area[area.id if area else None]),
            )
            for area in in_order
        )

    def _action(self, each: Standpoint) -> ActionEntry:
        fact = self.facts[each.action_id]
        standing, no_return = self._standing(each, fact)
        board = self.boards.get(each.board_id)
        return ActionEntry(
            ref=each.ref,
            title=each.title,
            owner=self._owner(each.owner_post_id, fact),
            board=board.name if board else fact.board_written or "no board",
            original=fact.original,
            approved=fact.approved if fact.approved != fact.original else "",
            days_overdue=each.days_overdue,
            **_said(OF_AN_ACTION, each, fact),
            standing=standing,
            no_return=no_return,
            owner_in_plan=self.owners[each.owner_post_id].title if each.owner_post_id else fact.owner_written,
            board_in_plan=board.name if board else fact.board_written,
            by_the_rules=self._by_the_rules(each, fact),
            waits_on=self.waits_on.get(each.action_id, ()),
            measure=self._measure(fact),
        )

    def _measure(self, fact: Fact) -> MeasureEntry | None:
        """Its measure as it was frozen; that it has none is said where impact is rated."""
        if not self.keeps_measures or (fact.measured is None and not scale().rates_impact):
            return None
        owner_id = fact.measured.measure.owner_post_id if fact.measured else None
        return measure_entry(fact.measured, self.owners[owner_id].title if owner_id else "")

    def _by_the_rules(self, each: Standpoint, fact: Fact) -> tuple[str, ...]:
        return (
            differences(fact.update, replace(self.grounds[each.action_id], due=each.due), self.on)
            if fact.update
            else ()
        )

    def _standing(self, each: Standpoint, fact: Fact) -> tuple[str, bool]:
        """What an action's ratings rest on, and whether a return for it is outstanding (`domain.md` 2: nil return)."""
        given = fact.update.at.astimezone(self.compiling.zone).date() if fact.update else None
        confirmed = since_said(fact.update, fact.confirms, self.compiling.zone) if fact.update else ""
        if each.action_id in self.given and given:
            return f"{confirmed or f'Update of {day(given)}'}.", False
        expected = each.action_id in self.outstanding
        since = f"The ratings are those of {day(given)}." if given else "No update has been given yet."
        since = f"{confirmed}." if confirmed else since
        return f"{'No return received' if expected else 'Not expected for this meeting'}. {since}", expected

    def _owner(self, post_id: int | None, fact: Fact) -> str:
        return self.owners[post_id].shown if post_id else fact.owner_written or "no owner"


def _columns(figures: Figures) -> tuple[RatingColumn, ...]:
    """For each rating the previous board, where it rated so, beside the current one."""
    now = figures.current
    if not figures.previous:
        return tuple(RatingColumn(name.capitalize(), getattr(now, name), now.total) for name in now.rated)
    before, _ = figures.previous
    return tuple(
        RatingColumn(f"{when} {name}", getattr(of, name), of.total)
        for name in now.rated
        for when, of in (("Previous", before), ("Current", now))
        if name in of.rated
    )


def _total_change(figures: Figures) -> TotalChangeEntry:
    said = sentences.total_said(figures)
    if not said:
        known = "; none was added or left." if figures.previous else f". {sentences.NO_EARLIER_BOARD}"
        return TotalChangeEntry(f"The plan has {plural(figures.current.total, 'action')}{known}", (), ())
    said = f"{said} {sentences.like_for_like_said(figures)}"
    return TotalChangeEntry(said, tuple(sentences.total_lines(figures)), tuple(figures.change.unexplained))


def _moved(each: Movement) -> Moved:
    impact_was, impact = each.impact
    was = impact_was if "impact" in each.compared else None
    return Moved(each.ref, each.title, *each.activity, was, impact, sentences.direction_word(each))


def _return(each: Answerer) -> ReturnEntry:
    if each.owed:
        also = f"; {len(each.unchanged)} “no change”" if each.unchanged else ""
        state = f"No return received for {joined(each.owed)}{also}."
    else:
        state = sentences.all_in_said(len(each.given), len(each.unchanged))
    return ReturnEntry(
        answerer=each.name,
        boards=joined(each.boards),
        expected=len(each.owed) + len(each.given),
        received=len(each.given) - len(each.unchanged),
        outstanding=each.owed,
        state=state,
    )


def _counted(actions: Sequence[Standpoint]) -> str:
    def shares(counts: Counter[Rating]) -> str:
        return joined([f"{counts[each]} {each.word}" for each in scale().ratings if counts[each]])

    counted = [
        f"{name.capitalize()}: {shares(Counter(getattr(each, name) for each in actions))}." for name in scale().rated
    ]
    return " ".join([f"{plural(len(actions), 'action')}.", *counted])


def _moved_deadline(fact: Fact) -> str:
    """The approved deadline in words, with the original one where it was moved: a Red is not to look young by that."""
    return fact.approved if fact.original in ("", fact.approved) else f"{fact.approved} (originally {fact.original})"


def _said(fields: Iterable[AnswerField], each: Standpoint, fact: Fact) -> dict[str, Any]:
    """These fields of an action's answer: as the snapshot has them, the others as the update behind it does."""
    return {
        field.name: getattr(each if field.name in IN_POSITION else fact.update, field.name, None) for field in fields
    }
