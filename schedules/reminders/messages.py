"""The messages that go out by themselves, as cards. They are made when they are sent, so they say what is true then.

The words come from `wording`, the figures from `models`, the parts that commands show too from `handlers`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from handlers.brag import cards as brag_cards
from handlers.brag.figures import gather
from handlers.brag.likely import likely_table
from handlers.brag.sentences import directions, likely_said, reds_said
from handlers.cards import (
    Actions,
    Button,
    Card,
    Cell,
    DateCell,
    Divider,
    Element,
    Listing,
    NumberCell,
    RefCell,
    Table,
    Text,
)
from handlers.escalation_words import asked_said, outcome_heard, waiting_said
from handlers.escalations.answering import answer_buttons
from handlers.own_warnings import warning_line
from handlers.pack.messages import published_elements
from handlers.pack.named_passages import passage_said, stands_button
from handlers.pack.naming import send_files_button
from handlers.pack.standing import Standing
from handlers.proposal_words import outcome_said
from handlers.returns.cards import next_steps
from handlers.update.cards import SHOWN_WITH_BUTTONS, to_answer
from models.boards.boards import Board, BoardKind, Meeting, boards_of
from models.boards.cycles import Cycle, cycle_of
from models.decisions.measures_asked import MeasureWanted
from models.escalations.raised import Raised
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState, last_decided
from models.outbox.mornings import sent_before
from models.packs.packs import pack_of
from models.packs.passages import OwnedPassage
from models.people.leave import delegates, posts_of
from models.people.people import Person, Role, holders
from models.people.recipients import Ways, names_of, unreached_owners
from models.plan.ratings import RatingClass, scale, speak_in
from models.plan.refs import ref_order
from models.position.counting import Scope, Standpoint, live_standing, standpoints
from models.position.likely_to_slip import likely_to_slip
from models.position.movements import movements
from models.position.position import position_at
from models.position.snapshots import frozen_since, unpublished_meeting
from models.returns.expected import Expected, expected_of
from models.updates.updates import Answered
from papers.wording import TITLE_SHOWN, answers_in, joined, moment, plural, ratings, shortened
from papers.wording import day as day_words
from schedules.reminders.morning import MORNING, NOTHING_OWED
from schedules.reminders.reasons import Staff, failed_since, why_unreached
from schedules.reminders.signing_off import Awaited
from schedules.reminders.situation import A, Situation
from schedules.today import Today
from schedules.wording import Wording

LISTED = 50
"""How many lines of a table are shown; it says how many there are."""


IS_OVER = "the figures that it asks for are fixed"


def _measures_to_propose(wanted: Sequence[MeasureWanted]) -> list[Element]:
    """The actions without a measure that is agreed or before a board, and the form that proposes one for the first."""
    lines = []
    for each in wanted:
        its = each.stands.measured
        how = f"“{shortened(its.measure.definition, 80)}” is not before a board yet" if its else "none yet"
        lines.append(f"{each.stands.action.ref} {shortened(each.stands.action.title, TITLE_SHOWN)}: {how}.")
    refs = [each.stands.action.ref for each in wanted[:SHOWN_WITH_BUTTONS]]
    buttons = (Button(f"Propose for {ref}", "action.propose", f"measure {ref}", opens_form=True) for ref in refs)
    return [Listing(tuple(lines[:LISTED])), Actions(tuple(buttons))]


def _to_review(passages: Sequence[OwnedPassage], today: date) -> list[Element]:
    """Passages with their words, whose and until when, and a button each that says that they still hold."""
    body: list[Element] = []
    for each in passages[:SHOWN_WITH_BUTTONS]:
        body += [Text(passage_said(each, today), "strong"), Text(each.version.text, "quote")]
        body.append(Actions((stands_button(each.version),)))
    if others := passages[SHOWN_WITH_BUTTONS:]:
        names = joined([each.version.name for each in others])
        body.append(Text(f"And {len(others)} more, {names}: “/pack passages” lists them."))
    return body


@dataclass(frozen=True)
class NotSent:
    """There is nothing to send any more; `reason` goes into the outbox."""

    reason: str


def compose(session: Session, wording: Wording, delivery: Delivery, situation: Situation) -> Card | NotSent:
    """The card of a delivery that has none yet."""
    if delivery.kind is DeliveryKind.SUMMARY:
        return _summary(session, wording, delivery, situation.today)
    assert delivery.person_id is not None
    return _Morning(session, wording, delivery, situation, delivery.person_id).card()


class _Morning:
    """One person's message: what they owe, what is late around them, and what the secretariat wants to know.

    Whatever brought it, all that is true of its reader stands in it.
    """

    def __init__(
        self, session: Session, wording: Wording, delivery: Delivery, situation: Situation, person_id: int
    ) -> None:
        self.session, self.wording, self.delivery, self.situation = session, wording, delivery, situation
        self.today, self.cycle, self.is_open = situation.today, situation.cycle, situation.is_open
        self.printed, self.expected = situation.printed, situation.expected
        self.person = session.get_one(Person, person_id)
        held, self.stands_in_for = posts_of(session, person_id, self.today.day)
        self.delegated = person_id in situation.delegates
        self.held = held
        self.answers_for = frozenset(post.post_id for post in (*(() if self.delegated else held), *self.stands_in_for))

    def card(self) -> Card | NotSent:
        """The message, or why there is none."""
        owed, dated = self._mine(self.situation.owed), self._mine(self.situation.dated)
        missing, to_answer_late = self._missing()
        late, instead = self._late(), self._instead()
        secretariat = self._holds(Role.SECRETARIAT)
        returns = self.expected if secretariat else ()
        failed = self._failed() if secretariat else []
        no_pack = self._no_pack() if secretariat else None
        given, outcomes = self._given(), self._outcomes()
        likely = sorted(self._mine(self.situation.likely), key=lambda each: (each.due, ref_order(each.ref)))
        asks, heard = self._asks(), self._heard()
        sign_offs = self._sign_offs()
        passages = [each for post_id in self.answers_for for each in self.situation.passages.get(post_id, ())]
        reports = self.situation.reports if secretariat else ()
        wanted = [each for post_id in self.answers_for for each in self.situation.wanted.get(post_id, ())]
        if self._is_over():
            return NotSent(IS_OVER)
        theirs = owed or dated or missing or given or asks or wanted or sign_offs or passages
        if not (theirs or late or instead or returns or failed or no_pack or reports):
            return NotSent(NOTHING_OWED)
        debts = sorted({each.ref: each for each in (*owed, *dated, *to_answer_late)}.values(), key=_pressing)
        overdue = sum(each.days_overdue > 0 for each in dated)
        facts = {
            "name": self.person.name,
            "today": self.today.day,
            "late_since": self.delivery.late_since,
            "owed": len(owed),
            "overdue": overdue,
            "near": len(dated) - overdue,
            "count": len(debts),
            "answered": len(given),
            "decided": len(outcomes),
            "likely": len(likely),
            "asks": len(asks),
            "asks_of_nobody": bool(asks) and secretariat and not any(map(self._is_asked, asks)),
            "measures": len(wanted),
            "measures_first": wanted[0].stands.action.ref if wanted else "",
            "measures_by": min((each.asked.due for each in wanted), default=None),
            "heard": len(heard),
            "sign_offs": len(sign_offs),
            "sign_off_due": min((each.due for _, each in sign_offs), default=None),
            "reviewed": joined(list(dict.fromkeys(found.of for found, _ in sign_offs))),
            "drafts": len({found.pack.id for found, _ in sign_offs}),
            "reviewed_for": min((found.contents.meeting for found, _ in sign_offs), default=None),
            "passages": len(passages),
            "passages_by": min((each.version.review_on for each in passages), default=None),
            "reports": len(reports),
            "late": len(late),
            "instead": len(instead),
            "secretariat": secretariat,
            "opens_today": self.cycle is not None and self.cycle.commission == self.today.day,
            "expected": len(returns),
            "given": sum(each.given for each in returns),
            "answers": _answers(returns),
            "failed": len(failed),
            "missing": missing,
            "printed_for": self.printed.meeting.on if self.printed else None,
            "printed_at": self.printed.at.astimezone(self.today.zone).date() if self.printed else None,
            "stands_in_for": [post.title for post in self.stands_in_for if post.role is Role.SRO],
            "first": debts[0].ref if debts else "",
            "unchanged": next((each.ref for each in debts if not each.red_by and not each.days_overdue), ""),
            "no_pack": no_pack is not None,
            "pack_for": no_pack.meeting.on if no_pack else None,
            "compiled": no_pack is not None and self._compiled(no_pack.meeting),
            **_days(self.cycle, self.today),
        }
        if no_pack:
            facts["publish_by"] = no_pack.publish_by

        def said(block: str) -> list[Element]:
            words = self.wording.say("morning", block, **facts)
            return [Text(words)] if words else []

        body = [*said("made_late"), *said("asked"), *said("printed"), *said("standing_in")]
        if debts:
            body += [*said("how"), *to_answer(debts, self.stands_in_for, self.today.day)]
        if likely:
            body += [*_divided(body), *said("likely"), Listing(tuple(map(warning_line, likely[:LISTED])))]
        if wanted:
            body += [*_divided(body), *said("measures"), *_measures_to_propose(wanted)]
        if given:
            body += [*said("answered"), Listing(tuple(map(_given_words, given)))]
        if asks:
            body += [*_divided(body), *said("escalated"), *self._to_answer_escalated(asks)]
        if outcomes:
            body += [*_divided(body), *said("decided"), Listing(tuple(outcomes))]
        if heard:
            body += [*_divided(body), *said("heard"), Listing(tuple(heard))]
        if sign_offs:
            body += [*_divided(body), *said("sign_offs"), *self._to_sign(sign_offs)]
        if passages:
            body += [*_divided(body), *said("passages"), *_to_review(passages, self.today.day)]
        if late:
            body += [*_divided(body), *said("copied"), Listing(tuple(late))]
        if instead:
            body += [*_divided(body), *said("instead"), Listing(tuple(instead))]
        if returns:
            body += [*_divided(body), *said("secretariat"), _returns_table(self.session, returns, self.today)]
        if no_pack:
            body += [*_divided(body), *said("no_pack")]
            if not facts["compiled"]:
                compiles = Button("Compile the pack", "pack.compile", no_pack.meeting.on.isoformat(), style="primary")
                body.append(Actions((compiles,)))
        if reports:
            body += [*_divided(body), *said("reports"), Listing(tuple(each.said for each in reports))]
        if failed:
            body += [*_divided(body), *said("failed"), Listing(tuple(failed))]
        until = self.cycle.freeze if self.cycle and self.is_open else None
        if debts:
            body += next_steps(self.today.rules, self.today.day, until, self.delivery.id, owes=bool(owed))
        about = dict.fromkeys((*(each.ref for each in debts), *(each.ref for each in given)))
        return Card(self.wording.say("morning", "title", **facts), tuple(body), about=tuple(about))

    def _mine(self, actions: Mapping[int | None, Sequence[A]]) -> Sequence[A]:
        """Of actions by post, those of the posts that this person answers for."""
        return [each for post_id in self.answers_for for each in actions.get(post_id, ())]

    def _given(self) -> Sequence[Standpoint]:
        """Of what this message has asked for, what is answered by now; of one that is not sent yet, nothing."""
        if self.delivery.state is not DeliveryState.SENT or self.cycle is None or not self.delivery.about:
            return ()
        standing = live_standing(self.today.plan.id, self.today.now, self.today.day, self.cycle.meeting)
        asked = Scope(refs=frozenset(self.delivery.about))
        return standpoints(self.session, standing, asked, self.today.day, standing.c.answer.is_not(None))

    def _outcomes(self) -> list[str]:
        """What became of this person's proposals since the message before: no message goes out for that alone."""
        found = self.situation.outcomes.get(self.person.id, ())
        since = sent_before(self.session, self.person.id, self.delivery.id) if found else None
        return [
            outcome_said(self.session, proposal, decision)
            for decision, proposal in found
            if since is None or decision.at >= since  # the demo's clock stands still between two mornings
        ]

    def _asks(self) -> Sequence[Raised]:
        """What was escalated to this person, or to those whom they stand in for, and waits for an answer."""
        stands_in = [person for person, other in self.situation.delegates.items() if other == self.person.id]
        mine = [] if self.person.id in self.situation.delegates else [self.person.id]
        asked = [each for person in (*mine, *stands_in) for each in self.situation.asks.get(person, ())]
        return list({each.escalation.id: each for each in asked}.values())

    def _is_asked(self, raised: Raised) -> bool:
        """Whether a post of this person's own is asked, and not the secretariat for somebody who is not there."""
        to = raised.last.to
        return self.person.id == to.person_id or any(
            to.post_id == post.post_id or to.called == post.title for post in (*self.held, *self.stands_in_for)
        )

    def _to_answer_escalated(self, asks: Sequence[Raised]) -> list[Element]:
        body: list[Element] = []
        for each in asks[:SHOWN_WITH_BUTTONS]:
            waits = waiting_said(each, self.today.day)
            said = f"{asked_said(each, self.today.zone)} {each.last.to.called}: {waits}."
            body.append(Text(f"{each.action.ref} {each.action.title}", "strong"))
            body += [Text(said), Actions(answer_buttons(each))]
        if others := asks[SHOWN_WITH_BUTTONS:]:
            refs = joined([each.action.ref for each in others])
            body.append(Text(f"And {len(others)} more, about {refs}: “/board escalations” lists them."))
        return body

    def _sign_offs(self) -> Sequence[tuple[Awaited, Standing]]:
        """The reviews that wait for this person, each with its draft."""
        drafts = self.situation.awaited
        return [(its, each) for its in drafts for post_id in self.answers_for for each in its.by_post.get(post_id, ())]

    def _to_sign(self, sign_offs: Sequence[tuple[Awaited, Standing]]) -> list[Element]:
        body: list[Element] = []
        for draft in self.situation.awaited:
            theirs = [each for its, each in sign_offs if its is draft]
            for each in theirs:
                body.append(Text(f"{each.called}: {draft.called}, due on {day_words(each.due)}.", "strong"))
                body.append(draft.buttons(each, self.person.id))
            if theirs:
                body.append(Actions((send_files_button(draft.contents),)))
        return body

    def _heard(self) -> list[str]:
        """What became of what this person escalated since the message before: no message goes out for that alone."""
        found = self.situation.heard.get(self.person.id, ())
        since = sent_before(self.session, self.person.id, self.delivery.id) if found else None
        return [
            outcome_heard(each, self.today.zone)
            for each in found
            if not each.taken_back
            and (each.over_at or each.last.ended_at or len(each.steps) > 1)
            and (since is None or (each.over_at or each.last.ended_at or each.last.at) >= since)
        ]

    def _is_over(self) -> bool:
        """Whether it was sent before a freeze that is over: what is answered now is for another board."""
        sent_at = self.delivery.sent_at
        return sent_at is not None and frozen_since(self.session, self.today.organisation_id, sent_at)

    def _missing(self) -> tuple[int, Sequence[Standpoint]]:
        """How many updates of this person are printed as not received, and those of them still without an answer."""
        missing = self.printed.missing if self.printed else ()
        mine = {each.action_id for each in missing if each.owner_post_id in self.answers_for}
        if not mine:
            return 0, ()
        plan_id, today = self.today.plan.id, self.today
        standing = live_standing(plan_id, today.now, today.day, self.cycle.meeting if self.cycle else None)
        unanswered = standing.c.answer.is_(None) if self.cycle else standing.c.action_id.is_not(None)
        scope = Scope(owner_post_ids=self.answers_for)
        found = standpoints(self.session, standing, scope, today.day, standing.c.action_id.in_(mine), unanswered)
        return len(mine), found

    def _late(self) -> list[str]:
        """The late returns that this person is told of, a line for each board and owner."""
        if self.cycle is None:
            return []
        rules, steps = self.today.rules, self.cycle.steps

        def reached(step: int) -> bool:
            return step in steps and self._reached(steps[step])

        vice_chair_of = {post.board_id for post in self.held if post.role is Role.VICE_CHAIR}
        told = vice_chair_of if reached(rules.copy_vice_chair) else set()
        chairs = any(post.role is Role.CHAIR and post.board_id == self.cycle.meeting.board_id for post in self.held)
        everywhere = reached(rules.copy_director) and (chairs or self._holds(Role.DIRECTOR))
        own = (
            {post.post_id for post in self.held} if self.delegated and self.today.day > self.cycle.return_due else set()
        )
        if not (everywhere or told or own):
            return []
        late = [
            each
            for each in self.expected
            if not each.given
            and (everywhere or (each.board_id in told and each.board_id is not None) or each.owner_post_id in own)
            and each.owner_post_id not in self.answers_for
        ]
        return _by_owner(self.session, late, self.today)

    def _instead(self) -> list[str]:
        """Who owes a return and cannot be reached, nor a delegate, so that this person is asked: a line for each."""
        if not (self.expected and (self._holds(Role.VICE_CHAIR) or self._holds(Role.SECRETARIAT))):
            return []
        staff = Staff.of(self.session, self.today)
        ways = Ways.of(self.session, self.today.organisation_id, self.today.day)
        owners = unreached_owners(self.expected, staff.held_by, ways)
        mine = {owner for owner, asked in owners.items() if self.person.id in asked}
        owed = [
            each for each in self.expected if not each.given and mine.intersection(staff.held_by(each.owner_post_id))
        ]
        return _by_owner(self.session, owed, self.today, why=why_unreached(self.session, ways, mine, staff))

    def _reached(self, day: date) -> bool:
        """Whether the message is of that day, or makes up for it."""
        return (self.delivery.late_since or self.delivery.day or self.today.day) <= day <= self.today.day

    def _no_pack(self) -> Cycle | None:
        """The cycle of the meeting whose pack should be out since this message and is not."""
        meeting = unpublished_meeting(self.session, self.today.organisation_id, self.today.day)
        cycle = cycle_of(meeting, self.today.rules) if meeting else None
        return cycle if cycle and self._reached(cycle.publish_by) else None

    def _compiled(self, meeting: Meeting) -> bool:
        return pack_of(self.session, meeting.id) is not None

    def _failed(self) -> list[str]:
        last = last_decided(self.session, self.today.organisation_id, MORNING, self.today.day)
        return (
            [_undelivered(self.session, each) for each in failed_since(self.session, self.today, last)] if last else []
        )

    def _holds(self, role: Role) -> bool:
        return any(post.role is role for post in self.held)


def _given_words(each: Standpoint) -> str:
    same = "; no change" if each.answer is Answered.NO_CHANGE else ""
    return f"{each.ref} {shortened(each.title, TITLE_SHOWN)}: {ratings(each.activity, each.impact)}{same}"


def _days(cycle: Cycle | None, today: Today) -> Mapping[str, object]:
    if cycle is None:
        return dict.fromkeys(("meeting", "return_due", "freeze", "publish_by", "days_left"))
    days = today.rules.days
    left = len(days.between(today.day, cycle.return_due + timedelta(days=1)))
    passed = len(days.between(cycle.return_due, today.day + timedelta(days=1)))
    return {
        "meeting": cycle.meeting.on,
        "return_due": cycle.return_due,
        "freeze": cycle.freeze,
        "publish_by": cycle.publish_by,
        "days_left": left - passed,
    }


def _pressing(each: Standpoint) -> tuple[int, bool, date, str]:
    """Oldest debt first, then what is not done yet, by deadline and ref."""
    done = each.activity.is_done
    return -each.days_overdue, done, each.due or date.max, ref_order(each.ref)


def _divided(body: Sequence[Element]) -> list[Element]:
    return [Divider()] if body else []


def _by_owner(
    session: Session, owing: Sequence[Expected], today: Today, why: Mapping[int | None, str] | None = None
) -> list[str]:
    """ "Workforce Board: Workforce SRO owes 6 updates", a line for each; `why` adds something about an owner's post."""
    counted: dict[tuple[int | None, int | None], int] = defaultdict(int)
    for each in owing:
        counted[each.board_id, each.owner_post_id] += 1
    boards, owners = _boards(session, today.organisation_id), _owners(session, today)
    return [
        f"{boards.get(board, 'No board')}: {owners.get(post, 'nobody yet')} owes {plural(count, 'update')}"
        + (f": {why[post]}" if why else "")
        for (board, post), count in counted.items()
    ]


def _answers(expected: Sequence[Expected]) -> str:
    """How many answers are in; "no change" is counted apart from updates."""
    given = [each.answer for each in expected if each.given]
    return answers_in(len(given), given.count(Answered.NO_CHANGE), len(expected))


def _returns_table(session: Session, expected: Sequence[Expected], today: Today) -> Table:
    """Who has answered and who has not, those who owe most first."""
    given: dict[str, list[Answered | None]] = defaultdict(list)
    reports: dict[str, dict[str, None]] = defaultdict(dict)
    boards, owners = _boards(session, today.organisation_id), _owners(session, today)
    for each in expected:
        who = owners.get(each.owner_post_id, "nobody yet")
        given[who].append(each.answer)
        reports[who][boards.get(each.board_id, "No board")] = None
    rows = sorted(given, key=lambda who: (-given[who].count(None), who))
    counted = (None, Answered.UPDATE, Answered.NO_CHANGE)
    shown: tuple[tuple[Cell, ...], ...] = tuple(
        (who, joined([*reports[who]]), *(NumberCell(given[who].count(each)) for each in counted))
        for who in rows[:LISTED]
    )
    caption = "Who has answered" if len(rows) <= LISTED else f"Who has answered: the first {LISTED} of {len(rows)}"
    return Table(caption, ("Who", "Board", "Owed", "Updates", "No change"), shown, sortable=True)


def _boards(session: Session, organisation_id: int) -> dict[int | None, str]:
    return {board.id: board.name for board in boards_of(session, organisation_id)}


def _owners(session: Session, today: Today) -> dict[int | None, str]:
    """Who answers for each post: its holders by name, and their delegates."""
    stands_in = delegates(session, today.day)
    answering = names_of(session, set(stands_in.values()))
    names: dict[int | None, list[str]] = defaultdict(list)
    for post, person, name in holders(session, today.organisation_id, today.day):
        names[post].append(f"{name} (delegated to {answering[stands_in[person]]})" if person in stands_in else name)
    return {post: joined(several) for post, several in names.items()}


def _undelivered(session: Session, each: Delivery) -> str:
    to = session.get_one(Person, each.person_id).name if each.person_id else f"the channel {each.channel}"
    return f"{to}: {each.reason}"


def _summary(session: Session, wording: Wording, delivery: Delivery, today: Today) -> Card | NotSent:
    """Where the plan stands before a board: the returns that are missing, the table, what moved, the Reds."""
    meeting = session.get_one(Meeting, delivery.meeting_id)
    board = session.get_one(Board, meeting.board_id)
    if meeting.cancelled:
        return NotSent("the meeting was cancelled")
    if meeting.on < today.day:
        return NotSent("the board has met")
    scope = Scope() if board.kind is BoardKind.IMPROVEMENT else Scope(board_ids=frozenset({meeting.board_id}))
    now = position_at(session, today.plan, today.now, today.day)
    speak_in(now.scale)
    figures = gather(session, now, scope)
    moved = movements(session, now.previous[0], now.current, scope, now.compared).moved if now.previous else ()
    expected = expected_of(session, now.current, scope) if now.meeting else []
    missing = [each for each in expected if not each.given]
    better, worse = directions(moved)
    facts = {
        "board": board.name,
        "meeting": meeting.on,
        "today": today.day,
        "tomorrow": today.day + timedelta(days=1),
        "late_since": delivery.late_since,
        "since": now.previous[1].on if now.previous else None,
        "moved": len(moved),
        "better": better,
        "worse": worse,
        "mixed": len(moved) - better - worse,
        "reds": len(figures.reds),
        "reds_said": reds_said(figures),
        "expected": len(expected),
        "outstanding": len(missing),
    }

    def said(block: str) -> list[Element]:
        words = wording.say("summary", block, **facts)
        return [Text(words)] if words else []

    body = said("opening") + said("returns")
    if missing:
        body.append(Listing(tuple(_by_owner(session, missing, today))))
    if delivery.person_id is not None and figures.questions:
        body += [Text("Questions worth asking", "heading"), Listing(tuple(each.text for each in figures.questions))]
    body += [*brag_cards.table_and_total(figures), *said("moved")]
    if moved and now.previous:
        body.append(brag_cards.moves_table(moved, day_words(now.previous[1].on)))
    if board.kind is BoardKind.IMPROVEMENT:
        body += published_elements(session, meeting, today.zone)
    body += said("reds")
    if figures.reds:
        body.append(_reds_table(figures.reds))
    likely = likely_to_slip(session, now, scope) if now.past_the_freeze else []
    if likely:
        body += [Text(likely_said(len(likely))), likely_table(likely[:LISTED])]
    frozen = brag_cards.ViewHeading(now, "", today.zone).standing() if now.frozen else ""
    body.append(Text(frozen or f"As it stood on {moment(today.now, today.zone)}.", "muted"))
    about = tuple(each.ref for each in figures.reds)
    return Card(wording.say("summary", "title", **facts), tuple(body), shared=delivery.channel is not None, about=about)


def _reds_table(reds: Sequence[Standpoint]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            RefCell(each.ref),
            each.title,
            *([joined(each.red_by)] if scale().rates_impact else []),
            DateCell(each.due) if each.due else "no deadline",
            NumberCell(each.days_overdue),
            DateCell(each.recovery_date) if each.recovery_date else "none given",
        )
        for each in reds[:LISTED]
    )
    named = scale().many(RatingClass.OFF_TRACK)
    caption = f"The {named}" if len(reds) <= LISTED else f"The first {LISTED} of {len(reds)} {named}"
    red_on = [f"{scale().named(RatingClass.OFF_TRACK)} on"] if scale().rates_impact else []
    return Table(caption, ("Ref", "Action", *red_on, "Due", "Days overdue", "Recovery date"), rows)
