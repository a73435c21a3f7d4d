"""What the plan answers, in words: which findings no action covers, which are done without impact, and which actions
answer nothing.

For `/plan findings`, the page, an action's card and page, and the pack: each gives how the actions stand, live or
frozen, and says the same of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.plan.actions import Area
from models.plan.endings import Ending
from models.plan.findings import Finding
from models.plan.ratings import POSITIVE, Rating, scale
from models.position.answered_findings import AnsweredFinding, Answering
from models.position.counting import Standpoint
from papers.wording import joined, plural, shortened


class Coverage(StrEnum):
    """How a finding is answered; the value is what JSON calls it."""

    UNCOVERED = "uncovered"
    """No action answers it."""
    WITHOUT_IMPACT = "done_without_impact"
    """Every action that answers it is done on activity, and none has positive impact shown."""
    DONE = "done"
    UNDER_WAY = "under_way"


@dataclass(frozen=True)
class AnsweringAction:
    """An action that counts as an answer, as it stands; one that is closed has the ratings of its last update."""

    ref: str
    title: str
    activity: Rating
    impact: Rating
    closed: bool

    @property
    def is_done(self) -> bool:
        """Whether the work is done: closed, or rated so on activity."""
        return self.closed or self.activity.is_done

    @property
    def has_impact(self) -> bool:
        """Whether its impact is shown."""
        return self.impact in POSITIVE


@dataclass(frozen=True)
class ToldFinding:
    """A finding with the actions that answer it, and with what is to be known of those that do so no longer."""

    finding: Finding
    area: Area | None
    actions: tuple[AnsweringAction, ...]
    gone: tuple[str, ...]

    @property
    def name(self) -> str:
        """`F3`."""
        return self.finding.name

    @property
    def refs(self) -> tuple[str, ...]:
        """The refs of the actions that answer it."""
        return tuple(each.ref for each in self.actions)

    @property
    def coverage(self) -> Coverage:
        """How it is answered."""
        if not self.actions:
            return Coverage.UNCOVERED
        if not all(each.is_done for each in self.actions):
            return Coverage.UNDER_WAY
        impact = not scale().rates_impact or any(each.has_impact for each in self.actions)
        return Coverage.DONE if impact else Coverage.WITHOUT_IMPACT

    @property
    def state(self) -> str:
        """How it stands, in a sentence or two: "3 of 6 actions are done (2 Amber, 1 Green); impact is shown for 2."."""
        gone = [f"{each}." for each in self.gone]
        if self.finding.refs_written:
            gone.append(f"Not in the plan: {self.finding.refs_written}.")
        if not self.actions:
            return " ".join(("No action answers it.", *gone))
        return " ".join((f"{_done(self.actions)}{_impact(self.actions)}.", *gone))


@dataclass(frozen=True)
class Answered:
    """What the plan answers: its findings, source by source, and the actions that answer none of them."""

    findings: tuple[ToldFinding, ...]
    others: tuple[Standpoint, ...]
    total: int
    """How many actions the plan has."""

    def of(self, coverage: Coverage) -> list[ToldFinding]:
        """The findings that are answered so."""
        return [each for each in self.findings if each.coverage is coverage]

    @property
    def sources(self) -> dict[str, list[ToldFinding]]:
        """The findings of each source, in their order."""
        found: dict[str, list[ToldFinding]] = {}
        for each in self.findings:
            found.setdefault(each.finding.source, []).append(each)
        return found

    @property
    def said(self) -> str:
        """All of it counted, in a few sentences."""
        if not self.findings:
            return ""
        begins = f"{plural(len(self.findings), 'finding')} from {plural(len(self.sources), 'source')}:"
        return " ".join(filter(None, (begins, _counted(self.findings), self._others_said)))

    @property
    def _others_said(self) -> str:
        """How many of the actions answer no finding; nothing where there is no action."""
        others = len(self.others)
        if not others or others == self.total:
            return f"{'No' if others else 'Every'} action answers one." if self.total else ""
        return f"{others} of {plural(self.total, 'action')} {'answers' if others == 1 else 'answer'} none."

    @property
    def by_source(self) -> tuple[str, ...]:
        """The same of each source, a line each."""
        return tuple(
            f"{source}: {plural(len(found), 'finding')}, {_counted(found)}" for source, found in self.sources.items()
        )


def told_findings(found: Iterable[AnsweredFinding], standing: Sequence[Standpoint]) -> Answered:
    """The findings with how the actions of `standing` stand, all that the plan has: live, or frozen for a meeting."""
    by_id = {each.action_id: each for each in standing}
    told = tuple(_told(each, by_id) for each in found)
    linked = {ref for each in told for ref in each.refs}
    others = tuple(each for each in standing if each.ref not in linked) if told else ()
    return Answered(told, others, len(standing))


def others_said(answered: Answered) -> str:
    """ "8 actions answer no finding"."""
    many = len(answered.others)
    return f"{plural(many, 'action')} {'answers' if many == 1 else 'answer'} no finding"


def finding_said(finding: Finding) -> str:
    """A finding in a line, for the action that answers it: "F3 (Inspection of July 2022, 3): Children at risk …"."""
    return f"{finding.name} ({finding.place}): {shortened(finding.text, 120)}"


def answers_said(findings: Sequence[Finding]) -> list[str]:
    """What an action answers, a line each: "Answers F3 (…): …"."""
    return [f"Answers {finding_said(each)}" for each in findings]


def answers_as_data(findings: Sequence[Finding]) -> list[dict[str, object]]:
    """What an action answers, as JSON."""
    return [{"id": each.name, "source": each.source, "reference": each.reference or None} for each in findings]


def finding_as_data(told: ToldFinding) -> dict[str, object]:
    """A finding as JSON."""
    rated = scale().rated
    return {
        "id": told.name,
        "source": told.finding.source,
        "reference": told.finding.reference or None,
        "text": told.finding.text,
        "area": told.area.heading if told.area else None,
        "state": told.coverage.value,
        "said": told.state,
        "actions": [
            {"ref": each.ref, "closed": each.closed, **{name: getattr(each, name).as_data for name in rated}}
            for each in told.actions
        ],
    }


def _told(found: AnsweredFinding, standing: Mapping[int, Standpoint]) -> ToldFinding:
    actions: dict[str, AnsweringAction] = {}
    gone: list[str] = []
    for each in found.answers:
        counted = _counting(each, standing)
        if counted:
            actions.setdefault(counted.ref, counted)
        else:
            parts = [part.action.ref for part in found.answers if part.action.reason == f"split from {each.action.ref}"]
            gone.append(_how_it_went(each, parts))
    return ToldFinding(found.finding, found.area, tuple(actions.values()), tuple(gone))


def _counting(answer: Answering, standing: Mapping[int, Standpoint]) -> AnsweringAction | None:
    """The action that counts: itself or what it was merged into, as long as that is in the plan; itself if closed."""
    for each in filter(None, (answer.action, answer.into)):
        if stands := standing.get(each.id):
            return AnsweringAction(stands.ref, stands.title, stands.activity, stands.impact, closed=False)
    action = answer.action
    if action.ended is not Ending.CLOSED:
        return None
    activity, impact = answer.activity or Rating.NOT_STARTED, answer.impact or Rating.NOT_STARTED
    return AnsweringAction(action.ref, action.title, activity, impact, closed=True)


def _how_it_went(answer: Answering, parts: Sequence[str]) -> str:
    action, into = answer.action, [answer.into.ref] if answer.into else parts
    if not action.ended:
        return f"{action.ref} is not in the plan yet"
    return f"{action.ref} was {action.ended}{f' into {joined(into)}' if into else ''}"


def _done(actions: Sequence[AnsweringAction]) -> str:
    done = sum(each.is_done for each in actions)
    if done == len(actions):
        how = "Its action is" if done == 1 else "Both actions are" if done == 2 else f"All {done} actions are"
        return f"{how} done"
    open_ones = [each.activity for each in actions if not each.is_done]
    counted = [f"{open_ones.count(rating)} {rating.word}" for rating in scale().ratings if rating in open_ones]
    if len(actions) == 1:
        return f"Its action is not done ({open_ones[0].word})"
    are = "is" if done < 2 else "are"
    return f"{done or 'None'} of {plural(len(actions), 'action')} {are} done ({', '.join(counted)})"


def _impact(actions: Sequence[AnsweringAction]) -> str:
    if not scale().rates_impact:
        return ""
    shown = sum(each.has_impact for each in actions)
    return f"; impact is shown for {shown}" if shown else "; no impact is shown"


def _counted(findings: Sequence[ToldFinding]) -> str:
    """ "12 are answered by actions, 1 is by none; 1 is done without impact."."""
    bare = sum(each.coverage is Coverage.UNCOVERED for each in findings)
    gap = sum(each.coverage is Coverage.WITHOUT_IMPACT for each in findings)
    answered = len(findings) - bare
    parts = [f"{answered or 'none'} answered by actions", f"{bare or 'none'} by no action"]
    if scale().rates_impact:
        parts.append(f"{gap or 'none'} done without impact")
    return f"{joined(parts)}."
