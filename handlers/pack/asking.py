"""Asking reviewers for their sign-off: one message each, with the files of the draft and a button for each answer.

Called by `/pack review`, by a sign-off after which it is the turn of others, and when a new version of a draft is
ready. What is asked is a row; who is away has it sent to their delegate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.cards import Actions, Button, Card, Element, Files, Listing, Text
from handlers.outbox import queue
from handlers.pack.naming import contents_of, files_element, full_contents_of, send_files_button, subject_of, title_of
from handlers.pack.standing import Standing, parts_said, said_of, standings, whose_turn
from models.boards.boards import Meeting
from models.packs.packs import Pack, PackState, files_of
from models.packs.sign_offs import SETTLED, SignOffState, sign
from models.people.people import holders
from models.people.recipients import Ways
from models.position.snapshots import Snapshot
from models.record.events import Actor
from models.record.rules import Rules, rules_of
from papers.pack.contents import PackContents
from papers.wording import day, joined, weekday

CHANGES_SHOWN = 10


@dataclass(frozen=True)
class InReview:
    """A draft with where its reviews stand."""

    pack: Pack
    contents: PackContents
    meeting: Meeting
    rules: Rules
    found: Sequence[Standing]

    @classmethod
    def of(cls, session: Session, pack: Pack, organisation_id: int) -> "InReview":
        """As it stands now."""
        contents, rules = contents_of(pack), rules_of(session, organisation_id)
        meeting = session.get_one(Meeting, session.get_one(Snapshot, pack.snapshot_id).meeting_id)
        return cls(pack, contents, meeting, rules, standings(session, meeting, pack, full_contents_of(pack), rules))

    @property
    def begun(self) -> bool:
        """Whether anybody was asked, of this version or of one before."""
        return any(each.asked or each.last for each in self.found)


@dataclass(frozen=True)
class Asked:
    """Who was asked: the reviews, and those whose post nobody holds, so that nobody was."""

    reviews: Sequence[Standing] = ()
    vacant: Sequence[Standing] = ()


def ask_whose_turn(session: Session, actor: Actor, draft: InReview, zone: ZoneInfo) -> Asked:
    """Ask those whose turn it is and who have not been asked with what there is now; one message a person."""
    turn = [each for each in whose_turn(draft.found) if each.is_to_be_asked(draft.pack)]
    if not turn or draft.pack.state is not PackState.READY:
        return Asked()
    today = actor.at.astimezone(zone).date()
    held: dict[int, list[int]] = {}
    for post_id, person_id, _ in holders(session, actor.organisation_id, today):
        held.setdefault(post_id, []).append(person_id)
    ways = Ways.of(session, actor.organisation_id, today)
    to: dict[int, list[Standing]] = {}
    asked = [each for each in turn if each.review.post_id in held]
    for each in asked:
        sign(session, actor, each.review, draft.pack, subject_of(draft.contents), SignOffState.PENDING)
        for person_id in dict.fromkeys(ways.to(holder) for holder in held[each.review.post_id]):
            to.setdefault(person_id, []).append(each)
    files = files_element(files_of(session, draft.pack.id, draft=True)) if to else Files(())
    for person_id, theirs in to.items():
        reviews = " ".join(f"{each.review.id}.{each.asked.row.id if each.asked else 0}" for each in theirs)
        card = _card(draft, theirs, files, person_id, today)
        queue(session, actor, person_id, f"pack {draft.pack.id} sign-off {person_id} {reviews}", card, draft.pack.id)
    return Asked(asked, [each for each in turn if each not in asked])


def ask_again(session: Session, actor: Actor, pack: Pack, zone: ZoneInfo) -> Asked:
    """Ask with a new version, where sign-off had begun."""
    session.refresh(pack)  # its files were made by a statement of its own
    draft = InReview.of(session, pack, actor.organisation_id)
    return ask_whose_turn(session, actor, draft, zone) if draft.begun else Asked()


def sign_off_buttons(standing: Standing, pack: Pack, person_id: int, named: bool) -> Actions:
    """The three answers of one review; who compiled the version says why it is them. `named`: there are several."""
    value, of = f"{standing.review.id} {pack.id}", f" {standing.review.name}" if named else ""
    approves = (
        Button(f"Approve{of}", "pack.approve_form", value, "primary", opens_form=True)
        if pack.by_person_id == person_id
        else Button(f"Approve{of}", "pack.approve_now", value, "primary")
    )
    return Actions(
        (
            approves,
            Button(f"Not required{of}", "pack.not_required_form", value, opens_form=True),
            Button(f"Return{of}", "pack.return_form", value, opens_form=True),
        )
    )


def due_said(due: date, today: date) -> str:
    """By when: "by Friday 26 May 2023", or that this has passed."""
    return f"by {weekday(due)}" if due >= today else f"as soon as you can: it was due on {weekday(due)}"


def _card(draft: InReview, theirs: Sequence[Standing], files: Files, person_id: int, today: date) -> Card:
    contents = draft.contents
    body: list[Element] = []
    for each in theirs:
        body.append(Text(f"You are asked for {each.called}, {due_said(each.due, today)}.", "strong"))
        body.append(Text(f"What it is about: {parts_said(each.review)}."))
        body += [Text(line) for line in _before(each)]
    if contents.changed:
        body.append(Text(f"What changed since version {contents.version - 1}", "heading"))
        more = len(contents.changed) - CHANGES_SHOWN
        rest = (f"and {more} more, on the pack’s first page",) if more > 0 else ()
        body.append(Listing((*contents.changed[:CHANGES_SHOWN], *rest)))
    body.append(files)
    body += [sign_off_buttons(each, draft.pack, person_id, len(theirs) > 1) for each in theirs]
    body.append(Actions((send_files_button(contents),)))
    return Card(f"For your sign-off: {title_of(contents)}", tuple(body))


def _before(each: Standing) -> list[str]:
    """What became of what was said of a version before."""
    last = each.last
    if last is None:
        return []
    if last.row.state in SETTLED:
        what = "approval" if last.row.state is SignOffState.APPROVED else "“not required”"
        return [f"The {what} of version {last.called} is withdrawn: {said_of(each.withdrawn)} changed since."]
    place = f" ({last.row.place})" if last.row.place else ""
    said = [f"Version {last.called} was returned: “{last.row.words}”{place}."]
    return [*said, f"Answered: “{last.answer.words}”" if last.answer else "That has no answer in words yet."]


def asked_said(asked: Asked, today: date) -> list[str]:
    """Who was asked, and by when; and where nobody is."""
    lines = []
    by_day: dict[date, list[str]] = {}
    for each in asked.reviews:
        by_day.setdefault(each.due, []).append(each.called)
    for due, names in by_day.items():
        late = "" if due >= today else ", which has passed"
        lines.append(f"Asked: {joined(names)}; due on {day(due)}{late}.")
    if asked.vacant:
        are = "post is" if len(asked.vacant) == 1 else "posts are"
        lines.append(f"Nobody was asked for {joined([each.called for each in asked.vacant])}: the {are} vacant.")
    return lines
