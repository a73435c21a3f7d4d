"""The page of the register of evidence: every item that the visitor may see, and what is done without any."""

from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission
from handlers.evidence_words import KINDS, hidden_said, seen_by
from handlers.own_plan import plan_of
from handlers.plan.evidence import done_without
from handlers.registry import registry
from handlers.requests import Request
from models.plan.evidence import EvidenceKind, Used, evidence_of_plan
from models.position.counting import Standpoint


@dataclass(frozen=True)
class EvidencePage:
    """Everything on the page. `missing` are the actions that are done without evidence, by board."""

    asked: str
    ways: tuple[tuple[str, str], ...]
    items: tuple[Used, ...]
    hidden: str
    missing_said: str
    missing: tuple[tuple[str, tuple[Standpoint, ...]], ...]


@registry.page("page.evidence", right=Permission.READ)
def evidence_page(session: Session, request: Request) -> EvidencePage:
    """The register, or the items of one `kind`."""
    seen, hidden = seen_by(request.asker, evidence_of_plan(session, plan_of(session, request).id))
    kind = KINDS.get(request.values.get("kind", ""))
    counts = {each: sum(one.evidence.kind is each for one in seen) for each in EvidenceKind}
    _, said, missing = done_without(session, request)
    return EvidencePage(
        asked=kind.value if kind else "",
        ways=(
            ("", f"All {len(seen)}"),
            *((each.value, f"{each.value.capitalize()}: {count}") for each, count in counts.items() if count),
        ),
        items=tuple(each for each in seen if kind in (None, each.evidence.kind)),
        hidden=hidden_said(hidden, "shown to you"),
        missing_said=said,
        missing=tuple((board, tuple(its)) for board, its in missing.items()),
    )
