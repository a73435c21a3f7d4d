"""Which version of the plan something is about, in words: every face says of a draft that it is one."""

from datetime import datetime

from sqlmodel import Session

from handlers.proposal_words import told_of
from models.decisions.versions import Called, version_called


def version_said(called: Called | None) -> str:
    """ "v0.12 (draft)"; "v0.11 (adopted, D3, Improvement Board, 7 June 2023); v0.12 is a draft"; empty without any."""
    if called is None:
        return ""
    if called.decision is None:
        return f"{called.newest} (draft)"
    said = f"{called.adopted} (adopted, {told_of(called.decision)})"
    return f"{said}; {called.newest} is a draft" if called.is_draft else said


def draft_said(name: str) -> str:
    """That the newest version of the plan is a draft, by its name; empty without one."""
    return f"The plan’s version {name} is a draft: no board has adopted it." if name else ""


def draft_of(session: Session, plan_id: int, at: datetime) -> str:
    """The same of a plan at a moment (aware UTC), where its newest version is a draft; one query."""
    called = version_called(session, plan_id, at)
    return draft_said(called.newest) if called and called.is_draft else ""
