"""Taking findings from a plan file, or from one that lists nothing else: new ones, other words, and what answers each.

Nothing is taken back because a file does not have it, and what somebody has taken back stays so. A ref that the plan
has not is named, and kept with its finding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.importing.report import Report
from handlers.refs import Refs
from models.plan.actions import Action, Area, Plan, actions_of, areas_of
from models.plan.findings import (
    LONGEST_REFERENCE,
    LONGEST_SOURCE,
    LONGEST_TEXT,
    Finding,
    Said,
    add_finding,
    answer_finding,
    findings_in,
    findings_taken_back,
    links_of,
    links_taken_back,
    note_refs,
    reword_finding,
)
from models.record.events import Actor, take_turn
from papers.plan.contents import FindingRow, PlanFile
from papers.plan.refs import parse_area
from papers.wording import joined, plural, shortened


def take_findings(session: Session, actor: Actor, plan: Plan, file: PlanFile, report: Report) -> None:
    """Take in what the plan answers. Raises `Mistake` for a text that is too long."""
    rows = _each_once(file.findings)
    if not rows:
        return
    take_turn(session, actor)
    actions = {each.ref: each for each in actions_of(session, plan.id)}
    taking = _Taking(session, actor, plan, actions, areas_of(session, plan.id), report)
    for row in rows:
        taking.take(row)
    report.registers["Findings to add"] = len(taking.added)
    report.registers["Findings to change"] = len(taking.changed)
    report.new["New findings"] = taking.added
    report.new["Findings that change"] = taking.changed


def _each_once(rows: Sequence[FindingRow]) -> list[FindingRow]:
    """The rows, those of one finding that name an action each as one."""
    found: dict[tuple[str, str, str], FindingRow] = {}
    for row in rows:
        key = (row.source.casefold(), (row.reference or "").casefold(), row.text.casefold())
        before = found.get(key)
        found[key] = replace(before, actions=(*before.actions, *row.actions)) if before else row
    return list(found.values())


class _Taking:
    """Findings being taken in: those that there are, and what was said of them."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        plan: Plan,
        actions: Mapping[str, Action],
        areas: Sequence[Area],
        report: Report,
    ) -> None:
        self._session, self._actor, self._plan, self._report = session, actor, plan, report
        self._actions, self._refs = actions, Refs(actions)
        self._numbered = {each.number: each for each in areas if each.number is not None}
        self._titled = {each.title.casefold(): each for each in areas if each.title}
        self._free = findings_in(session, plan.id)
        self._sources = {each.source.casefold(): each.source for each in self._free}
        self._links: dict[int, set[int]] = {}
        for link, action in links_of(session, [each.id for each in self._free]):
            self._links.setdefault(link.finding_id, set()).add(action.id)
        self._taken_back = findings_taken_back(session, plan.id)
        self._unlinked = links_taken_back(session, plan.id)
        self.added: list[str] = []
        self.changed: list[str] = []

    def take(self, row: FindingRow) -> None:
        """Take in one row."""
        for called, words, most in (
            ("the source", row.source, LONGEST_SOURCE),
            ("the reference", row.reference or "", LONGEST_REFERENCE),
            ("the finding", row.text, LONGEST_TEXT),
        ):
            if len(words) > most:
                raise Mistake(f"{row.place}: {called} has {len(words):,} characters; {most:,} at most.")
        answering, unknown = self._answering(row)
        source = self._sources.setdefault(row.source.casefold(), row.source)
        said = Said(source, row.reference or "", row.text, self._area(row))
        refs = [each.ref for each in answering]
        known = self._known(said)
        if known is None and (gone := next((each for each in self._taken_back if _is_said(each, said)), None)):
            put_back = f"“/plan finding {gone.name} put back” lets it count again"
            self._report.notes.append(f"{row.place}: {gone.name} is that, and was taken back; left so. {put_back}.")
            return
        if known:
            self._free.remove(known)
            changed = self._change(known, said, answering)
            name = known.name
        else:
            known = add_finding(self._session, self._actor, self._plan.id, said, answering)
            answer = f"answered by {joined(refs)}" if refs else "answered by no action"
            self.added.append(f"{known.name}, {known.place}: {shortened(said.text, 80)} ({answer})")
            changed, name = [], known.name
        written = "; ".join(unknown) or None
        if unknown:
            is_or_are = "is" if len(unknown) == 1 else "are"
            self._report.notes.append(
                f"{row.place}: {joined(unknown)} {is_or_are} not in the plan. {name} is taken in without, and says so."
            )
        if known.refs_written != written:
            note_refs(self._session, self._actor, known, written)
            changed.append("refs that are not in the plan")
        if changed and known.name not in {each.partition(",")[0] for each in self.added}:
            self.changed.append(f"{name}, {known.place}: {joined(changed)}")

    def _change(self, known: Finding, said: Said, answering: Sequence[Action]) -> list[str]:
        changed = []
        area_id = said.area_id if said.area_id is not None else known.area_id
        if known.text != said.text or known.area_id != area_id:
            if known.text != said.text:
                changed.append(f"“{shortened(known.text, 60)}” → “{shortened(said.text, 60)}”")
            if known.area_id != area_id:
                changed.append("another area")
            reword_finding(self._session, self._actor, known, said.text, area_id)
        linked = self._links.get(known.id, set())
        kept_off = [each for each in answering if each.id not in linked and (known.id, each.id) in self._unlinked]
        if kept_off:
            off = joined([each.ref for each in kept_off])
            self._report.notes.append(
                f"{known.name}: that {off} {'answers' if len(kept_off) == 1 else 'answer'} it was taken back; left so. "
                f"“/plan finding {known.name} answered by {' '.join(each.ref for each in kept_off)}” says it again."
            )
        if more := [each for each in answering if each.id not in linked and each not in kept_off]:
            answer_finding(self._session, self._actor, known, more)
            changed.append(f"{plural(len(more), 'action')} more: {joined([each.ref for each in more])}")
        return changed

    def _known(self, said: Said) -> Finding | None:
        """The finding that a row is: with the same words, or under the same reference of the same source."""
        same = [
            each
            for each in self._free
            if each.source == said.source and _folded(each.reference) == _folded(said.reference)
        ]
        alike = [each for each in same if _folded(each.text) == _folded(said.text)]
        return next(iter(alike or (same if said.reference else [])), None)

    def _answering(self, row: FindingRow) -> tuple[list[Action], list[str]]:
        """The actions that a row names, each once, and what it names that is none."""
        found: dict[str, Action] = {}
        unknown: list[str] = []
        for written in row.actions:
            ref = self._refs.written(written)
            pieces = [ref] if ref else written.split()
            for piece in pieces:
                if ref := self._refs.written(piece):
                    found[ref] = self._actions[ref]
                else:
                    unknown.append(piece)
        return list(found.values()), list(dict.fromkeys(unknown))

    def _area(self, row: FindingRow) -> int | None:
        if row.area is None:
            return None
        named = parse_area(row.area)
        found = self._numbered.get(named.number) if named.number is not None else None
        found = found or self._titled.get((named.title or "").casefold())
        if found is None:
            self._report.notes.append(f"{row.place}: the plan has no area “{shortened(row.area, 60)}”; left out.")
        return found.id if found else None


def _is_said(each: Finding, said: Said) -> bool:
    return all(_folded(getattr(each, name)) == _folded(getattr(said, name)) for name in ("source", "reference", "text"))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
