"""`/update`: what I owe, the form, one line, several lines, and "no change"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from handlers.access import Permission, require
from handlers.answered_since import since_of
from handlers.button_values import a_ref
from handlers.cards import Answer, Card, Divider, Element, Modal, Text
from handlers.differences import differences
from handlers.errors import Mistake, Refused
from handlers.grammar import ref_of
from handlers.outbox import queue
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from handlers.update import cards
from handlers.update.checks import as_last_given, missing, no_answer_without, wrong
from handlers.update.form import facts_of, form_of, read_form, values_of
from handlers.update.line import EXAMPLE, Line, example_with, lines_of, read_line
from handlers.update.undo_button import with_undo
from models.people.leave import delegates, on_leave
from models.people.people import Person
from models.plan.actions import Action, Plan, living_plan
from models.plan.ratings import Rating
from models.position.answering import Asked, asked_about
from models.position.freezing import meetings_answered
from models.position.suggestions import Suggestion, suggest_activity, suggest_impact
from models.privacy.private_text import looks_private
from models.returns.expected import return_of
from models.updates.answer import FIELDS, Answers
from models.updates.recording import (
    answers_of,
    keep_draft,
    record_update,
    says_nothing_new,
)
from models.updates.updates import Update, UpdateKind
from papers.wording import answers_said, day, moment, plural

LINES_AT_ONCE = 100


update = registry.command("/update", "A status update: what I owe, by form or in one line")


@update.verb(
    "mine",
    ("/update", "what you owe for the coming board"),
    right=Permission.UPDATE,
    unsaid=(Unsaid.NOTHING,),
    bare=True,
)
def owed(session: Session, request: Request) -> Card:
    """What the asker owes for the coming meeting."""
    recorder = _Recorder(session, request)
    posts = request.asker.answers_for
    returned = return_of(session, recorder.plan.id, posts, recorder.meeting, request.now, request.today)
    return cards.owed(returned, recorder.meeting, request.asker.stands_in_for)


@update.verb(
    "open",
    ("/update 2.4", "the form for one action, prefilled with the last answer"),
    right=Permission.UPDATE,
    unsaid=(Unsaid.A_REF,),
    takes=a_ref,
)
def open_form(session: Session, request: Request) -> Modal:
    """The form for the action whose ref is the request's text, prefilled with the draft or the last answer."""
    recorder = _Recorder(session, request)
    action = recorder.action(request.text)
    return recorder.form(action, recorder.prefilled(action))


@update.button("no_change", right=Permission.UPDATE, writes=True, takes=a_ref)
def no_change(session: Session, request: Request) -> Answer:
    """Record that nothing changed since the last answer; the form, where that is no answer without what is missing."""
    recorder = _Recorder(session, request)
    return with_undo(recorder.no_change(recorder.action(request.text)))


@update.form("submit", right=Permission.UPDATE, takes=a_ref)
def submit(session: Session, request: Request) -> Answer:
    """Record a submitted form, or give it back with its mistakes and everything that was typed."""
    recorder = _Recorder(session, request)
    action = recorder.action(request.text)
    answers, errors = read_form(request.values, request.today)
    if answers and not errors and recorder.is_no_change(action, vars(answers)):
        return with_undo(recorder.no_change(action, request.values))
    if answers:
        private = wrong(answers, request.today)
        errors = {**missing(answers), **private, **errors}
    if answers is None or errors:
        return recorder.form(action, request.values, errors)
    return with_undo(recorder.record(action, answers))


@update.verb(
    "record",
    (EXAMPLE, "an update in one line: activity/impact, then what changed"),
    ("/update 2.4 no change", "record that nothing changed"),
    right=Permission.UPDATE,
    writes=True,
    unsaid=(Unsaid.A_REF_AND_WORDS, Unsaid.WORDS),
)
def record_lines(session: Session, request: Request) -> Card:
    """Record every line that can be; the others come back with what was understood. One bad line stops no other."""
    recorder = _Recorder(session, request)
    lines = lines_of(request.text)
    if len(lines) > LINES_AT_ONCE:
        raise Mistake(f"That is {len(lines)} lines; I take {LINES_AT_ONCE} at a time. Nothing was recorded.")
    answers = [recorder.line(read_line(line, request.today)) for line in lines]
    if len(answers) == 1:
        return with_undo(answers[0])
    body: list[Element] = []
    for card in answers:
        body += [Divider(), Text(card.title, "heading"), *card.body]
    recorded = [dict(card.data) for card in answers if "update" in card.data]
    same = sum(each["kind"] == UpdateKind.NO_CHANGE for each in recorded)
    title = f"{len(recorded)} of {len(answers)} updates recorded"
    if same:
        title = f"{answers_said(len(recorded) - same, same)} recorded, of {plural(len(answers), 'line')}"
    data = {"recorded": recorded}
    about = tuple(ref for card in answers for ref in card.about)
    done = all(card.done for card in answers)
    return with_undo(Card(title, tuple(body[1:]), about=about, data=data, done=done))


class _Recorder:
    """Answers one request's updates: finds the action, asks for the right, records, and tells who must know."""

    def __init__(self, session: Session, request: Request) -> None:
        self.session, self.request = session, request
        plan = living_plan(session, request.asker.organisation_id)
        if plan is None:
            raise Mistake("There is no plan yet, so there is nothing to update.")
        self.plan: Plan = plan
        self.meeting, self.fixed = meetings_answered(session, plan.organisation_id, request.now)
        self.asked: dict[int, Asked] = {}
        self.actor = request.actor

    def action(self, text: str) -> Action:
        """The action with the ref `text`, which the asker may update."""
        ref = ref_of(text)
        asker = self.request.asker
        known = (asker.organisation_id, self.plan.id, ref or "", asker.id, self.request.zone)
        asked = asked_about(self.session, *known) if ref else None
        if asked is None:
            raise Mistake(f"The plan has no action {text}.", example="“/action find” and a word finds one")
        action = asked.action
        self.asked[action.id] = asked
        if action.ended:
            on = f" on {day(action.ended_on)}" if action.ended_on else ""
            raise Mistake(f"Action {action.ref} was {action.ended}{on} and takes no more updates.")
        require(self.request.asker, Permission.UPDATE, action)
        return action

    def latest(self, action: Action) -> Update | None:
        """The answer that the next one follows: nobody else's can come between."""
        return self.asked[action.id].last

    def is_no_change(self, action: Action, said: Mapping[str, Any]) -> bool:
        """Whether what is said, by field, is what the last answer has."""
        last = self.latest(action)
        return last is not None and says_nothing_new(said, last)

    def prefilled(self, action: Action) -> dict[str, str]:
        """What the form begins with: the asker's draft over the last answer."""
        last, draft = self.latest(action), self.asked[action.id].draft
        return (values_of(answers_of(last)) if last else {}) | (draft.answers if draft else {})

    def form(self, action: Action, typed: Mapping[str, str], errors: dict[str, str] | None = None) -> Modal:
        """The form with the values as typed and what the rules suggest for them."""
        answers, _ = read_form(typed, self.request.today)
        last = self.latest(action)
        said = "No answer yet."
        if last:
            since = since_of(self.session, last, self.request.zone)
            said = f"{since or f'Last answer {moment(last.at, self.request.zone)}'}."
        done = last is not None and last.activity is Rating.BLUE
        suggested = self.suggested(action, answers or Answers(Rating.GREY, Rating.GREY), done)
        return form_of(action, typed, suggested, facts_of(action, said, done, self.request.today), errors)

    def suggested(self, action: Action, answers: Answers, done: bool) -> tuple[Suggestion, Suggestion]:
        """What the rules say for activity and for impact; `done`: it was Blue on activity before these answers."""
        grounds = self.asked[action.id].grounds
        if not done:
            grounds = replace(grounds, completed_on=self.request.today)
        return suggest_activity(answers, grounds, self.request.today), suggest_impact(answers, grounds)

    def record(self, action: Action, answers: Answers, kind: UpdateKind = UpdateKind.UPDATE) -> Card:
        """Record the answers; somebody else's answer for the same meeting is kept, and both people are told."""
        asked, before = self.asked[action.id], self.latest(action)
        update = record_update(self.session, self.actor, action, self.meeting, answers, kind, before, asked.draft)
        superseded = self._tell_the_other(action, before)
        needed = [name for name in missing(answers) if name != "commentary"] if answers.is_red else []
        differing = differences(update, asked.grounds_with(update, self.request.zone), self.request.today)
        since = since_of(self.session, update, self.request.zone)
        return cards.recorded(
            action, update, self.meeting, since, self.fixed, differing, needed, superseded, self.request
        )

    def no_change(self, action: Action, typed: Mapping[str, str] | None = None) -> Answer:
        """Record the last answer once more; where that is no answer, the form (as `typed`) asks for what is missing."""
        last = self._confirmed(action)
        if needed := no_answer_without(last, self.request.today):
            return self.form(action, typed or self.prefilled(action), needed)
        return self.record(action, last, UpdateKind.NO_CHANGE)

    def line(self, line: Line) -> Card:
        """Record one line, or say why not and keep what was understood as a draft."""
        if private := looks_private(line.typed, self.request.today):
            return cards.private_line(line, private)
        try:
            if line.problem and not line.ref:
                raise Mistake(line.problem)
            action = self.action(line.ref or "")
            if line.problem:
                return self._unread(line, line.problem, action)
            return self._complete_line(line, action)
        except Mistake as mistake:
            return self._unread(line, mistake.what)
        except Refused as refusal:
            return self._unread(line, str(refusal))

    def _confirmed(self, action: Action) -> Answers:
        """The last answer, which stays as it is."""
        last = self.latest(action)
        if last is None:
            raise Mistake(f"{action.ref} has no answer yet that could stay as it is.", example=EXAMPLE)
        return answers_of(last)

    def _complete_line(self, line: Line, action: Action) -> Card:
        if line.no_change:
            confirmed = self._confirmed(action)
            return self._answered(line, action, line.said, replace(confirmed, **line.said))
        last = self.latest(action)
        said = dict(line.said)
        for name in ("activity", "impact"):
            if name not in said and last:
                said[name] = getattr(last, name)
        if "activity" not in said:
            return self._unread(line, f"{action.ref} has no rating yet, so the line needs one.", action)
        said.setdefault("impact", Rating.GREY)
        answers = Answers(**said)
        if line.back_on:
            when = "recovery_date" if answers.is_red else "forecast"
            said.setdefault(when, line.back_on)
            answers = Answers(**said)
        if last:
            answers = as_last_given(answers, answers_of(last), self.request.today)
        return self._answered(line, action, said, answers)

    def _answered(self, line: Line, action: Action, said: Mapping[str, Any], answers: Answers) -> Card:
        """Record what a line says, by field, and with what stays of the last answer; or ask for what is missing."""
        if (line.said or line.no_change) and self.is_no_change(action, said):
            return self._no_change_line(line, action)
        problems = wrong(answers, self.request.today)
        if problems:
            only_dates = set(problems) <= {"recovery_date"}  # what looks private is never kept
            return self._unread(line, " ".join(problems.values()), action if only_dates else None, answers)
        essential = [why for name, why in missing(answers).items() if not FIELDS[name].may_follow]
        if essential:
            return self._unread(line, " ".join(essential), action, answers)
        return self.record(action, answers)

    def _no_change_line(self, line: Line, action: Action) -> Card:
        """Record the last answer once more, or say without what that is no answer, and what to type."""
        last = self._confirmed(action)
        needed = no_answer_without(last, self.request.today)
        if not needed:
            return self.record(action, last, UpdateKind.NO_CHANGE)
        why = f"“No change” alone is no answer for {action.ref}. {' '.join(needed.values())}"
        return self._unread(
            line, why, action, replace(last, **line.said), example_with(action.ref, needed, self.request.today)
        )

    def _unread(
        self,
        line: Line,
        why: str,
        action: Action | None = None,
        answers: Answers | None = None,
        example: str = EXAMPLE,
    ) -> Card:
        """A line that was not recorded; with an action, what it said is kept as a draft for the form."""
        if action and (line.said or not line.no_change):
            values = values_of(answers) if answers else {name: str(value) for name, value in line.said.items()}
            if not answers:
                values.setdefault("commentary", line.typed)
            keep_draft(self.session, self.actor, action, values)
        return Card(
            f"Not recorded{f': {line.ref}' if line.ref else ''}",
            (*cards.not_recorded(line, why, kept=action is not None), Text(f"For example: {example}", "muted")),
            data={"problem": why, "understood": list(line.understood())},
            done=False,
        )

    def _tell_the_other(self, action: Action, before: Update | None) -> str:
        """Tell the person whose answer for this meeting is followed by another's, or who answers while they are away.

        Gives the words for the asker.
        """
        if before is None or before.by_person_id in (None, self.request.asker.id) or not self.meeting:
            return ""
        if before.meeting_id != self.meeting.id or before.kind is UpdateKind.IMPORTED:
            return ""
        other = self.session.get_one(Person, before.by_person_id)
        told: int | None = other.id
        if other.id in on_leave(self.session, self.request.today):
            told = delegates(self.session, self.request.today).get(other.id)
        if told is not None and told != self.request.asker.id:
            card = cards.somebody_else(action, before, None if told == other.id else other.name, self.request)
            queue(self.session, self.actor, told, f"second answer {action.ref} {before.id}", card)
        when = moment(before.at, self.request.zone)
        return f"{other.name} has also answered, at {when}. Both are kept; yours, the later one, counts."
