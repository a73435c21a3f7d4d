"""What an answer is called, in the words that every face prints: an update, or a "no change" since when."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.updates.recording import confirmed_since
from models.updates.updates import Update, UpdateKind
from papers.wording import no_change_said


def since_of(session: Session, update: Update, zone: ZoneInfo) -> str:
    """Of a "no change": "No change since 24 May 2023, confirmed on 30 June 2023"; empty of any other answer."""
    return all_since(session, [update], zone).get(update.id, "")


def all_since(session: Session, updates: Iterable[Update], zone: ZoneInfo) -> dict[int | None, str]:
    """The same of several: a sentence for each "no change" among them, by its id; one query, none without any."""
    confirming = [each for each in updates if each.kind is UpdateKind.NO_CHANGE]
    since = confirmed_since(session, [each.id for each in confirming]) if confirming else {}
    return {each.id: since_said(each, since.get(each.id), zone) for each in confirming}


def since_said(update: Update, confirms: datetime | None, zone: ZoneInfo) -> str:
    """The same of one that confirms an update that was given at a moment, where that is known; empty of an update."""

    def local(at: datetime) -> date:
        return at.astimezone(zone).date()

    if update.kind is not UpdateKind.NO_CHANGE:
        return ""
    return no_change_said(local(confirms) if confirms else None, local(update.at))
