"""Answering with an update: finding the action, completing what was said, recording it, and telling who must know.

One `Recorder` serves one request of `/update`, however many lines it has; all of it goes through `record`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from handlers.access import Permission, require
from handlers.answered_since import since_of
from handlers.cards import Actions, Answer, Button, Card, Modal, Text
from handlers.differences import differences
from handlers.errors import Mistake, Refused
from handlers.grammar import typed_again
from handlers.measure_words import last_value_said
from handlers.needs_words import live_needs
from handlers.outbox import queue
from handlers.own_plan import plan_of
from handlers.own_warnings import warning_said, warnings_about
from handlers.plan_change_words import ChangeAsked, titled
from handlers.refs import no_such_action, ref_of
from handlers.requests import Request
from handlers.update import cards
from handlers.update.checks import (
    RATED,
    Completed,
    can_be_cleared,
    completed,
    missing,
    missing_said,
    no_answer_without,
    offered,
    wrong,
)
from handlers.update.form import facts_of, form_of, read_form, values_of
from handlers.update.line import EXAMPLE, EXAMPLE_OF_A_RED, Line, example, example_with
from models.people.leave import delegates, on_leave
from models.people.people import Person
from models.plan.actions import Action
from models.plan.ratings import Rating, RatingClass, scale
from models.position.answering import ActionAsked, asked_about
from models.position.freezing import meetings_answered
from models.position.suggestions import Suggestion, suggest_activity, suggest_impact
from models.privacy.private_text import looks_private
from models.updates.answer import FIELDS, Answers
from models.updates.recording import (
    answers_of,
    is_as_before,
    keep_draft,
    record_update,
    says_nothing_new,
)
from models.updates.updates import Update, UpdateKind
from papers.wording import day, moment


class Recorder:
    """Answers one request's updates: finds the action, asks for the right, records, and tells who must know."""

    def __init__(self, session: Session, request: Request) -> None:
        self.session, self.request = session, request
        self.plan = plan_of(session, request)
        self.meeting, self.fixed = meetings_answered(session, self.plan.organisation_id, request.now)
        self.asked: dict[int, ActionAsked] = {}
        self.actor = request.actor

    def action(self, text: str) -> Action:
        """The action with the ref `text`, which the asker may update."""
        ref = ref_of(text)
        asker = self.request.asker
        known = (asker.organisation_id, self.plan.id, ref or "", asker.id, self.request.zone)
        asked = asked_about(self.session, *known) if ref else None
        if asked is None:
            raise Mistake(no_such_action(text), example="“/action find” and a word finds one")
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

    def completed(self, action: Action, said: Mapping[str, Any]) -> Completed:
        """What is said, by field, with what stays of the last answer."""
        last = self.latest(action)
        return completed(said, answers_of(last) if last else None, self.request.today)

    def said_in_form(self, action: Action, answers: Answers) -> dict[str, Any]:
        """What a form says: its ratings, its commentary, and every other field that is not as it was offered."""
        last = self.latest(action)
        before = self._offered(last)
        return {
            name: value
            for name, value in vars(answers).items()
            if name in RATED or (name == "commentary" and value) or not is_as_before(value, before.get(name))
        }

    def prefilled(self, action: Action) -> dict[str, str]:
        """What the form begins with: the asker's draft over what can stay of the last answer."""
        last, draft = self.latest(action), self.asked[action.id].draft
        return values_of(self._offered(last)) | (draft.answers if draft else {})

    def _offered(self, last: Update | None) -> dict[str, Any]:
        if last is None:
            return {}
        mine = self.meeting is not None and last.meeting_id == self.meeting.id and last.kind is not UpdateKind.NO_CHANGE
        return offered(answers_of(last), self.request.today, same_meeting=mine)

    def form(self, action: Action, typed: Mapping[str, str], errors: dict[str, str] | None = None) -> Modal:
        """The form with the values as typed and what the rules suggest for them."""
        answers, _ = read_form(typed, self.request.today)
        last = self.latest(action)
        said = "No answer yet."
        if last:
            since = since_of(self.session, last, self.request.zone)
            said = f"{since or f'Last answer {moment(last.at, self.request.zone)}'}."
        done = last is not None and last.activity.is_done
        before = last.commentary or "" if last and not typed.get("commentary") else ""
        suggested = self.suggested(action, answers or Answers(Rating.NOT_STARTED, Rating.NOT_STARTED), done)
        draft = self.asked[action.id].draft if not errors else None
        drafted = moment(draft.saved_at, self.request.zone) if draft else ""
        needs = live_needs(self.session, action, self.request.today, self.request.now)
        worries = [each.said for each in needs if each.worries]
        warned = warning_said(warnings_about(self.session, action, self.request))
        measured = last_value_said(self.asked[action.id].grounds.course)
        facts = " ".join(filter(None, [facts_of(action, said, done, self.request.today), *worries, warned, measured]))
        return form_of(action, typed, suggested, facts, before, drafted, errors)

    def is_evidenced(self, action: Action) -> bool:
        """Whether the register has evidence of the action."""
        return self.asked[action.id].grounds.evidenced

    def suggested(self, action: Action, answers: Answers, done: bool) -> tuple[Suggestion, Suggestion]:
        """What the rules say for activity and for impact; `done`: it was Blue on activity before these answers."""
        grounds = self.asked[action.id].grounds
        if not done:
            grounds = replace(grounds, completed_on=self.request.today)
        return suggest_activity(answers, grounds, self.request.today), suggest_impact(answers, grounds)

    def record(self, action: Action, whole: Completed, kind: UpdateKind = UpdateKind.UPDATE) -> Card:
        """Record an answer; somebody else's for the same meeting is kept, and both people are told."""
        answers, asked, before = whole.answers, self.asked[action.id], self.latest(action)
        update = record_update(
            self.session, self.actor, action, self.meeting, answers, kind, before, asked.draft, whole.cleared
        )
        superseded = self._tell_the_other(action, before)
        needed = [name for name in missing(answers, self.is_evidenced(action)) if FIELDS[name].may_follow]
        differing = differences(update, asked.grounds_with(update, self.request.zone), self.request.today)
        since = since_of(self.session, update, self.request.zone)
        clearable = [name for name in whole.kept if can_be_cleared(answers, name)]
        outcome = cards.Outcome(
            *(since, self.fixed, differing, needed, superseded, whole.kept, clearable, whole.dropped, whole.cleared),
            measured=last_value_said(asked.grounds.course),
        )
        return cards.recorded(action, update, self.meeting, outcome, self.request)

    def clear(self, action: Action, name: str) -> Card:
        """Record the last answer once more without one field, which the ratings must not call for."""
        last = self.latest(action)
        title, typed = FIELDS[name].title.lower(), f"/update {action.ref}"
        if last is None or not getattr(last, name):
            raise Mistake(f"There is no {title} in the last answer about {action.ref}.", example=typed)
        if last.kind is UpdateKind.NO_CHANGE or last.meeting_id != (self.meeting.id if self.meeting else None):
            raise Mistake(
                f"The last answer about {action.ref} was given for another board, or is a “no change”: it stays.",
                example=f"{typed} {scale().answer(RatingClass.AT_RISK, RatingClass.ON_TRACK)} what changed; "
                f"{FIELDS[name].words[0]}: none",
            )
        answers = answers_of(last)
        if not can_be_cleared(answers, name):
            raise Mistake(f"{FIELDS[name].because or f'{FIELDS[name].title} cannot be cleared.'} It stays as it is.")
        without: dict[str, Any] = {name: None}
        return self.record(action, Completed(replace(answers, **without), cleared=(name,)))

    def no_change(self, action: Action, typed: Mapping[str, str] | None = None) -> Answer:
        """Record the last answer once more; where that is no answer, the form (as `typed`) asks for what is missing."""
        last = self._confirmed(action)
        if needed := no_answer_without(last, self.request.today):
            said = {name: value for name, value in (typed or self.prefilled(action)).items() if value}
            return self.form(action, values_of(offered(last, self.request.today, same_meeting=True)) | said, needed)
        return self.record(action, Completed(last), UpdateKind.NO_CHANGE)

    def line(self, line: Line) -> Card:
        """Record one line, or say why not and keep what was understood as a draft."""
        if private := looks_private(line.typed, self.request.today):
            return cards.private_line(line, private)
        try:
            if line.problem and not line.ref:
                raise Mistake(line.problem)
            action = self.action(line.ref or "")
            if line.change:
                return self._to_propose(line, action, line.change)
            if line.takes_back:
                return self._unread(line, line.problem, instead="/update undo")
            if line.instead:
                return self._unread(line, line.problem, instead=line.instead)
            if line.problem:
                return self._unread(line, line.problem, action)
            return self._complete_line(line, action)
        except Mistake as mistake:
            return self._unread(line, mistake.what)
        except Refused as refusal:
            return self._unread(line, str(refusal))

    def _to_propose(self, line: Line, action: Action, asked: ChangeAsked) -> Card:
        """A line that asks for a change of the plan, with a button that proposes it in the words that were typed."""
        what = titled(asked.change.kind, action.ref)
        instead = f"/update {action.ref} {scale().in_words(asked.change.meanwhile)}"
        value = typed_again([action.ref]) + (f" {asked.said}" if asked.said else "")
        button = Button("Propose it", f"action.{asked.change.typed[0]}", value, style="primary", opens_form=True)
        why = f"{what} is for the board to decide: it is proposed, and an update does not do it. Nothing was recorded."
        told = self._unread(line, why, action, instead=instead)
        return replace(told, body=(*told.body, Actions((button,))))

    def _confirmed(self, action: Action) -> Answers:
        """The last answer, which stays as it is."""
        last = self.latest(action)
        if last is None:
            raise Mistake(f"{action.ref} has no answer yet that could stay as it is.", example=example(ref=action.ref))
        return answers_of(last)

    def _complete_line(self, line: Line, action: Action) -> Card:
        if line.no_change:
            confirmed = self._confirmed(action)
            return self._answered(line, action, Completed(replace(confirmed, **line.said)))
        said = dict(line.said)
        if "activity" not in said and self.latest(action) is None:
            return self._unread(line, f"{action.ref} has no rating yet, so the line needs one.", action)
        whole = self.completed(action, said)
        if line.back_on:
            said.setdefault("recovery_date" if whole.answers.rests_on_recovery else "forecast", line.back_on)
            whole = self.completed(action, said)
        return self._answered(replace(line, said=said), action, whole)

    def _answered(self, line: Line, action: Action, whole: Completed) -> Card:
        """Record what a line says with what stays of the last answer; or ask for what is missing."""
        if (line.said or line.no_change) and self.is_no_change(action, line.said):
            return self._no_change_line(line, action)
        problems = wrong(whole.answers, self.request.today)
        if problems:
            only_dates = set(problems) <= {"recovery_date", "forecast"}  # what looks private is never kept
            return self._unread(line, " ".join(problems.values()), action if only_dates else None, whole.answers)
        evidenced = self.is_evidenced(action)
        if any(not FIELDS[name].may_follow for name in missing(whole.answers, evidenced)):
            of = EXAMPLE_OF_A_RED if whole.answers.is_red else EXAMPLE
            return self._unread(line, missing_said(whole.answers, evidenced), action, whole.answers, example(of))
        return self.record(action, whole)

    def _no_change_line(self, line: Line, action: Action) -> Card:
        """Record the last answer once more, or say without what that is no answer, and what to type."""
        last = self._confirmed(action)
        needed = no_answer_without(last, self.request.today)
        if not needed:
            return self.record(action, Completed(last), UpdateKind.NO_CHANGE)
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
        instead: str = "",
    ) -> Card:
        """A line that was not recorded; with an action, what it said is kept as a draft for the form."""
        kept = action is not None and not line.meant_no_change and bool(line.said or line.words or not line.change)
        if action and kept and (line.said or line.words or not line.no_change):
            values = values_of(vars(answers) if answers else line.said)
            if line.words:
                values["commentary"] = line.words
            if values:  # an empty draft would bar “no change for the rest”, and take the place of one with words
                keep_draft(self.session, self.actor, action, values)
        meant = action.ref if action and line.meant_no_change else ""
        typed = f"/update {meant} no change" if meant else instead or example()
        return Card(
            f"Not recorded{f': {line.ref}' if line.ref else ''}",
            (*cards.not_recorded(line, why, kept, meant), Text(f"For example: {typed}", "muted")),
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
        return f"{other.name} has also answered, on {when}. Both are kept; yours, the later one, counts."
