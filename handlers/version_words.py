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


def draft_said(session: Session, plan_id: int, at: datetime) -> str:
    """That the newest version of a plan is a draft, where it is; `at` is the moment, aware UTC."""
    called = version_called(session, plan_id, at)
    return f"Version of the plan: {version_said(called)}." if called and called.is_draft else ""
