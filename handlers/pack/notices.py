"""Notice of a key decision in words: what a report's decision lacks, by when notice is to be given, who mends it."""

from datetime import date

from models.packs.key_decisions import CLEAR_DAYS, DECISION, Decision, Route, last_day
from models.packs.reports_ahead import ReportAhead
from models.record.working_days import WorkingDays
from papers.decision_words import THE_CHAIR, clear_said
from papers.outlines import audience_of
from papers.wording import day, weekday

_CALLED = {Route.NOTICE: "notice", Route.GENERAL_EXCEPTION: "general exception", Route.SPECIAL_URGENCY: "agreement"}


def lacking(decision: Decision | None, meeting: date, days: WorkingDays) -> str:
    """Why a decision cannot be taken at a meeting on a local day; empty where it can. None is said in words alone."""
    if decision is None:
        return "whether it is a key decision is said in words alone"
    if not decision.is_taken_too_soon(meeting, days):
        return ""
    if decision.on is None:
        return "it is for a key decision, and no notice of it is recorded"
    called = f"its {_CALLED[decision.route]} of {day(decision.on)}"
    if decision.on > meeting:
        return f"it is for a key decision, and {called} is after the meeting"
    given = clear_said(decision.route, decision.days_given(meeting, days))
    return f"it is for a key decision, and {called} leaves {given}; {CLEAR_DAYS[decision.route]} are needed"


def notice_due(meeting: date, days: WorkingDays) -> date:
    """The working day by which notice of a key decision is published at the latest."""
    return days.on_or_before(last_day(Route.NOTICE, meeting, days))


def by_when(meeting: date, days: WorkingDays) -> str:
    """By which day notice has to be published for a meeting: `by Wednesday 24 May 2023 (28 clear days, statutory)`."""
    last = last_day(Route.NOTICE, meeting, days)
    due = notice_due(meeting, days)
    rest = "" if due == last else f", and the last working day before that is {weekday(due)}"
    return f"by {weekday(last)} ({CLEAR_DAYS[Route.NOTICE]} clear days, statutory{rest})"


def how_mended(meeting: date, today: date, days: WorkingDays) -> str:
    """What can still be done about a missing notice on a local day, and by when."""
    if last_day(Route.NOTICE, meeting, days) >= today:
        return f"notice has to be published {by_when(meeting, days)}"
    over = f"notice had to be published {by_when(meeting, days)}"
    informed_by = last_day(Route.GENERAL_EXCEPTION, meeting, days)
    if informed_by >= today:
        needed = clear_said(Route.GENERAL_EXCEPTION, CLEAR_DAYS[Route.GENERAL_EXCEPTION])
        return f"{over}; by the general exception {THE_CHAIR} is informed by {weekday(informed_by)} ({needed})"
    return f"{over}; {THE_CHAIR} can agree to special urgency, or a later meeting decides it"


def who_mends(meeting: date, today: date, days: WorkingDays, secretariat: str) -> str:
    """Who can mend a missing notice on a local day."""
    if last_day(Route.NOTICE, meeting, days) >= today:
        return f"{secretariat}, who publishes the notice"
    if last_day(Route.GENERAL_EXCEPTION, meeting, days) >= today:
        return f"{secretariat}, who informs {THE_CHAIR}"
    return THE_CHAIR


def notice_wanted(report: ReportAhead, today: date, days: WorkingDays) -> str:
    """What a report that is not published wants of its notice, as the end of a sentence about it; empty where nothing.

    Where nobody has said its decision type, only of one that has to have it.
    """
    if report.published:
        return ""
    on, mends = report.meeting.on, how_mended(report.meeting.on, today, days)
    if report.decision is None:
        required = audience_of(report.board.name).requires if report.paper.requires is None else report.paper.requires
        unsaid = "nobody has said whether it is for a key decision; if it is"
        return f"{unsaid}, {mends}" if DECISION in required else ""
    lacks = lacking(report.decided, on, days)
    return f"{lacks}; {mends}" if lacks else ""
