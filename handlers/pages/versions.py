"""The page of the plan's versions: which there are, what is different between two of them, and that as a Word file."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.errors import Mistake
from handlers.own_plan import plan_of
from handlers.pages.told_changes import just_recorded
from handlers.plan.command import adopted_said, comparison, no_version_said, versions_proposed
from handlers.proposal_words import told_of
from handlers.registry import registry
from handlers.requests import Request
from models.decisions.versions import Version, versions_of
from models.plan.actions import Plan
from papers.versions.contents import Comparison
from papers.versions.word import write_changes
from papers.wording import day


@dataclass(frozen=True)
class ListedVersion:
    """A version as it is listed. `may_propose`: the visitor may propose to adopt it, and nobody has."""

    name: str
    frozen: str
    actions: int
    adopted: str
    may_propose: bool


@dataclass(frozen=True)
class VersionsPage:
    """Everything on the page: `asked` are the names of the two versions that are compared, empty for the plan now."""

    plan: str
    said: str
    versions: tuple[ListedVersion, ...]
    asked: Mapping[str, str]
    found: Comparison | None
    may_freeze: bool
    recorded: str


@registry.page("page.versions", right=Permission.READ)
def versions_page(session: Session, request: Request) -> VersionsPage:
    """The versions, and what is different between the two that the values `before` and `after` name: by default the
    last one and the plan as it stands.
    """
    its_plan = plan_of(session, request)
    known = versions_of(session, its_plan.id)
    asked = {name: request.values.get(name, "") for name in ("before", "after")}
    if known and not asked["before"]:
        asked["before"] = known[0].version.name
    proposed = versions_proposed(session, request)
    may_propose = may(request.asker, Permission.PROPOSE)
    return VersionsPage(
        plan=its_plan.title,
        said=adopted_said(known) if known else no_version_said(request),
        versions=tuple(
            ListedVersion(
                each.version.name,
                day(each.version.frozen_at.astimezone(request.zone).date()),
                each.actions,
                told_of(each.decision) if each.decision else "",
                may_propose and each.decision is None and each.version.id not in proposed,
            )
            for each in known
        ),
        asked=asked,
        found=_compared(session, request, its_plan, known, asked) if known else None,
        may_freeze=may(request.asker, Permission.KEEP_THE_RECORD),
        recorded=just_recorded(session, request),
    )


@registry.page("page.versions_word", right=Permission.READ)
def versions_word(session: Session, request: Request) -> tuple[str, bytes] | None:
    """The name of a Word file, and its content: what is different, with the changes marked. None without a version."""
    its_plan = plan_of(session, request)
    known = versions_of(session, its_plan.id)
    if not known:
        return None
    asked = {name: request.values.get(name, "") for name in ("before", "after")}
    found = _compared(session, request, its_plan, known, asked)
    return f"{found.before.name} and {found.after.name}.docx", write_changes(found)


def _compared(
    session: Session, request: Request, its_plan: Plan, known: list[Version], asked: Mapping[str, str]
) -> Comparison:
    named = {each.version.name: each for each in known}
    for name in filter(None, asked.values()):
        if name not in named:
            raise Mistake(f"There is no version “{name}”.")
    before = named[asked["before"] or known[0].version.name]
    return comparison(session, request, its_plan, before, named.get(asked["after"]))
