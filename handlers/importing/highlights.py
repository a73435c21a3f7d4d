"""Taking highlights from a plan file: each is nominated for its meeting, unless something is of that action already."""

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.highlighting import LONGEST
from handlers.importing.earlier_boards import meeting_on
from handlers.importing.report import Report
from models.packs.highlights import highlight_of, nominate
from models.people.people import person_with_email
from models.plan.actions import Plan, find_action
from models.record.events import Actor
from papers.plan.contents import HighlightRow, PlanFile


def take_highlights(session: Session, actor: Actor, plan: Plan, file: PlanFile, report: Report) -> None:
    """Nominate what the file nominates. Raises `Mistake` for what the record does not know, and for a long text."""
    taken = 0
    for row in file.highlights:
        meeting_id = meeting_on(session, actor, row.meeting, row.place).id
        action = find_action(session, plan.id, row.ref)
        if action is None and report.only_proposes(row.ref, row.place):
            continue
        if action is None:
            raise Mistake(f"{row.place}: the plan has no action {row.ref}.")
        if len(row.text) > LONGEST:
            raise Mistake(f"{row.place}: that is {len(row.text)} characters; a highlight has {LONGEST} at most.")
        if highlight_of(session, action, meeting_id) is None:
            nominate(session, actor, action, meeting_id, row.text, _nominated_by(session, actor, row))
            taken += 1
    report.registers["Highlights to add"] = taken


def _nominated_by(session: Session, actor: Actor, row: HighlightRow) -> int:
    """Who is named; where nobody is, whoever sends the file."""
    if row.by is None and actor.person_id is not None:
        return actor.person_id
    person = person_with_email(session, actor.organisation_id, row.by) if row.by else None
    if person is None:
        who = f"nobody here has the address {row.by}" if row.by else "it does not say who nominated it"
        raise Mistake(f"{row.place}: {who}. “Nominated by” takes an e-mail address of the People sheet.")
    return person.id
