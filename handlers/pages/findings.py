"""The page of what the plan answers: its findings source by source, what needs attention, and what answers nothing."""

from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.findings_words import Answered, Coverage, ToldFinding, others_said
from handlers.pages.told_changes import just_recorded
from handlers.plan.findings import NONE, answered_now
from handlers.registry import registry
from handlers.requests import Request
from models.plan.ratings import scale
from models.position.counting import Standpoint
from papers.wording import plural

SHOWN = ("", "uncovered", "impact")
"""What the value `show` may be: all findings, those that no action answers, those done without impact."""


@dataclass(frozen=True)
class FindingsPage:
    """Everything on the page. `attention` are the findings that need some, of whatever is shown; `others` the actions
    that answer nothing, with a sentence about them.
    """

    said: str
    asked: str
    ways: tuple[tuple[str, str], ...]
    """What can be shown, each with its name and how many findings there are."""
    sources: tuple[tuple[str, tuple[ToldFinding, ...]], ...]
    others_said: str
    others: tuple[Standpoint, ...]
    may_keep: bool
    recorded: str


@registry.page("page.findings", right=Permission.READ)
def findings_page(session: Session, request: Request) -> FindingsPage:
    """The findings that the value `show` asks for."""
    answered = answered_now(session, request)
    asked = request.values.get("show", "")
    asked = asked if asked in SHOWN else ""
    coverage = {"uncovered": Coverage.UNCOVERED, "impact": Coverage.WITHOUT_IMPACT}.get(asked)
    sources = [
        (source, tuple(each for each in its if coverage in (None, each.coverage)))
        for source, its in answered.sources.items()
    ]
    return FindingsPage(
        said=answered.said or NONE,
        asked=asked,
        ways=_ways(answered),
        sources=tuple((source, its) for source, its in sources if its),
        others_said=f"{others_said(answered)}." if answered.others else "",
        others=answered.others,
        may_keep=may(request.asker, Permission.KEEP_THE_RECORD),
        recorded=just_recorded(session, request),
    )


def _ways(answered: Answered) -> tuple[tuple[str, str], ...]:
    bare, gap = (len(answered.of(each)) for each in (Coverage.UNCOVERED, Coverage.WITHOUT_IMPACT))
    ways = [
        ("", f"All {plural(len(answered.findings), 'finding')}"),
        ("uncovered", f"{bare or 'None'} that no action answers"),
    ]
    if scale().rates_impact:
        ways.append(("impact", f"{gap or 'None'} done without impact"))
    return tuple(ways)
