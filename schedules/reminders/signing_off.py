"""Sign-offs that were asked for: a reviewer hears once more, in the morning of the day by which theirs is due.

It stands in whatever message goes out, as long as it waits.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from handlers.cards import Actions
from handlers.pack.asking import sign_off_buttons
from handlers.pack.naming import contents_of, title_of
from handlers.pack.standing import Standing, standings
from models.boards.boards import Meeting
from models.outbox.message_budget import SIGN_OFF
from models.packs.packs import Pack, drafts_in_review
from models.packs.sign_offs import waiting_sign_offs
from papers.pack.contents import PackContents
from papers.wording import weekday
from schedules.reminders.reasons import Reasons, Staff, first_morning_after
from schedules.today import Today


@dataclass(frozen=True)
class Awaited:
    """A draft that is before its reviewers, with what is in it; the reviews that wait, by post."""

    pack: Pack
    contents: PackContents
    by_post: Mapping[int, Sequence[Standing]]

    @property
    def called(self) -> str:
        """What it is called beside a review: "version 1"; of what stands beside a pack and of a report, with whose it
        is.
        """
        named = self.pack.beside or self.contents.report
        return title_of(self.contents) if named else f"version {self.contents.version}"

    @property
    def of(self) -> str:
        """What it is a draft of: `the pack for the board of Wednesday 7 June 2023`."""
        on = weekday(self.contents.meeting)
        its = self.contents.supplement
        to = f"supplement {its.number} to " if its else ""
        return (
            f"{to}the report for {self.contents.board} of {on}"
            if self.contents.report
            else f"{to}the pack for the board of {on}"
        )

    def buttons(self, each: Standing, person_id: int) -> Actions:
        """The answers to one of them."""
        return sign_off_buttons(each, self.pack, person_id, named=True)


def awaited(session: Session, today: Today) -> list[Awaited]:
    """What waits for a sign-off: of the drafts for meetings to come, and of corrections of and supplements to what was
    published.
    """
    found = drafts_in_review(session, today.organisation_id, today.day)
    drafts = [(pack, meeting) for pack, meeting in found if waiting_sign_offs(session, meeting, pack.supplement)]
    waits = [_awaited(session, today, pack, meeting) for pack, meeting in drafts]
    return [each for each in waits if each.by_post]


def _awaited(session: Session, today: Today, pack: Pack, meeting: Meeting) -> Awaited:
    contents = contents_of(pack)
    by_post: dict[int, list[Standing]] = defaultdict(list)
    for each in standings(session, meeting, pack, contents, today.rules):
        if each.waits and not each.settled:
            by_post[each.review.post_id].append(each)
    return Awaited(pack, contents, by_post)


def by_sign_off(session: Session, today: Today, window: Sequence[date], staff: Staff, reasons: Reasons) -> None:
    """Who is awaited hears on the day by which it is due, or in the first morning after they were asked."""
    for found in awaited(session, today):
        for post_id, theirs in found.by_post.items():
            asked = [(each.due, each.asked) for each in theirs]
            days = {max(due, first_morning_after(today, one.row.at)) for due, one in asked if one}
            if called := days & set(window):
                staff.call([post_id], SIGN_OFF, called, reasons)
