"""`/action`: one action with all that is known of it, my actions, and finding one by a word."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.action_dates import TOLD_WITH_DATES, added_told, dates_told, ended_told, moves_told, overdue_told
from handlers.answered_since import since_of
from handlers.brag.cards import actions_table, overdue_table
from handlers.cards import (
    Actions,
    Button,
    Card,
    Cell,
    DateCell,
    Element,
    Fields,
    Listing,
    RatingCell,
    Select,
    Table,
    Text,
)
from handlers.differences import differences
from handlers.errors import Mistake
from handlers.escalation_words import escalation_said, escalations_as_data
from handlers.evidence_words import evidence_data, hidden_said, seen_by, used_said
from handlers.filters import filter_of
from handlers.findings_words import answers_as_data, answers_said
from handlers.grammar import nearest
from handlers.measure_words import NONE_AGREED, agreed_said, measure_as_data, owner_said, parts_said, values_said
from handlers.needs_words import live_needs, needs_as_data
from handlers.own_plan import plan_of
from handlers.own_warnings import warning_line, warning_said, warnings_about, warnings_of
from handlers.plan_change_words import CALLED, CHANGES
from handlers.proposal_words import before_and_after, capital
from handlers.recovery_words import recovery_kept
from handlers.refs import leading_ref, no_such_action, ref_of
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from handlers.update.telling import beside_commentary
from handlers.version_words import draft_of
from models.boards.boards import Board
from models.decisions.decisions import decisions_of_proposals, is_waiting, meeting_deciding, moves_of
from models.decisions.proposals import ProposalKind, proposals_about
from models.escalations.raised import escalations_about
from models.people.people import Person, Post, held_post, holders_of
from models.plan.actions import Action, Area, area_of, find_action
from models.plan.evidence import evidence_of
from models.plan.findings import findings_answered_by
from models.plan.measures import Measured, measured
from models.plan.ratings import Rating, scale
from models.position.counting import Scope, Standpoint, days_overdue, live_standing, standpoints
from models.position.grounds import grounds_of
from models.position.listing import named
from models.position.position import reckoned_to
from models.position.snapshots import board_history
from models.updates.recording import newest_update
from models.updates.updates import Update
from papers.wording import day, moment, plural, shortened

VALUES_SHOWN = 3
BOARDS_SHOWN = 6
FOUND_SHOWN = 50
ESCALATIONS_SHOWN = 3
WORDS_SOUGHT = 20


action = registry.command("/action", "One action, my actions, or finding one")


@action.verb(
    "mine",
    ("/action mine", "the actions of your posts, the oldest debt first"),
    right=Permission.READ,
    unsaid=(Unsaid.NOTHING,),
    asked=("mine/my", "which/what/show mine/my", "my/mine actions"),
    bare=True,
)
def mine(session: Session, request: Request) -> Card:
    """The actions of the asker's posts."""
    plan = plan_of(session, request)
    posts = frozenset(post.post_id for post in request.asker.posts)
    found: list[Standpoint] = []
    if posts:
        standing = live_standing(plan.id, request.now, request.today)
        found = standpoints(session, standing, Scope(owner_post_ids=posts), request.today)
        found.sort(key=lambda each: -each.days_overdue)
    titles = ", ".join(post.title for post in request.asker.posts)
    if not found:
        return Card("Your actions", (Text(f"No action of the plan belongs to a post of yours ({titles})."),))
    overdue = sum(each.days_overdue > 0 for each in found)
    said = f"{plural(len(found), 'action')} of {titles}, {overdue or 'none'} of them overdue."
    body: list[Element] = [Text(said), overdue_table("Your actions, the oldest debt first", found)]
    warned = warnings_of(session, plan, request, Scope(owner_post_ids=posts))
    if warned:
        told = f"{plural(len(warned), 'of them is', 'of them are')} likely to slip before the date. You hear it first:"
        body += [Text(told, "strong"), Listing(tuple(map(warning_line, warned)))]
    data = {**_data(found), "likely": [{"ref": each.ref, "reasons": list(each.reasons)} for each in warned]}
    return Card("Your actions", tuple(body), about=_refs(found), data=data)


@action.verb(
    "show",
    ("/action 2.4", "the action with its dates, owner, board, measure, and its ratings at the last six boards"),
    right=Permission.READ,
    unsaid=(Unsaid.A_REF, Unsaid.A_REF_AND_WORDS),
    asked=(
        "2.4 due/deadline/owner/owns/own/sro/lead/measure/history/recovery/responsible/when/who/where/how",
        "2.4 why/late/overdue/slow/stuck/red/amber/green/blue/grey/complete/completed/closed/done/finished",
    ),
)
def show(session: Session, request: Request) -> Card:
    """One action, with all that is known of it."""
    words = request.words
    found = action_with(session, request, words[0] if words else "")
    if len(words) > 1:
        raise _not_understood(found, words[1:])
    return _shown(session, found, request)


@action.verb(
    "find",
    ("/action find foster carer", "actions whose title has these words"),
    right=Permission.READ,
    unsaid=(Unsaid.WORDS,),
)
def find(session: Session, request: Request) -> Card:
    """The actions whose title has the words."""
    words = list(dict.fromkeys(filter(None, request.words)))
    if not words:
        raise Mistake("Which words should the action have?", example="/action find foster carer")
    if len(words) > WORDS_SOUGHT:
        raise Mistake(
            f"That is {len(words)} words; I look for {WORDS_SOUGHT} at a time. A few words of the title are enough.",
            example="/action find foster carer",
        )
    plan, text = plan_of(session, request), " ".join(words)
    standing = live_standing(plan.id, request.now, request.today)
    matches, most = named(standing, [ref_of(word) or word for word in words]), request.room_for(FOUND_SHOWN) + 1
    found = standpoints(session, standing, Scope(), request.today, *matches, limit=most)
    if not found:
        no_ref = f"{no_such_action(words[0])} " if len(words) == 1 and any(map(str.isdecimal, words[0])) else ""
        raise Mistake(
            f"{no_ref}No action has “{shortened(text, 80)}” in its title.", example="/action find foster carer"
        )
    shown = found[: request.room_for(FOUND_SHOWN)]
    more = f" The first {FOUND_SHOWN} are shown." if len(found) > len(shown) else ""
    return _listed("Actions found", f"{plural(len(shown), 'action')} with “{shortened(text, 80)}”.{more}", shown)


def ref_and_words(text: str) -> tuple[str, str]:
    """The ref that a text begins with, as it was typed, and the words after it; quotation marks may stand around it."""
    return leading_ref(text) or (text.partition(" ")[0], text.partition(" ")[2].strip())


def action_with(session: Session, request: Request, typed: str) -> Action:
    """The action with the ref that was typed. Raises `Mistake` when the plan has none."""
    plan, ref = plan_of(session, request), ref_of(typed)
    found = find_action(session, plan.id, ref) if ref else None
    if found is None:
        said = no_such_action(ref or typed) if typed else "Which action? I need its ref."
        raise Mistake(said, example="/action find foster carer")
    return found


def _not_understood(found: Action, words: list[str]) -> Mistake:
    """What was said after the ref of an action, and is no verb."""
    likely = nearest(words[0], action.words)
    hint = f" Did you mean “/action {found.ref} {likely[0]}”?" if likely else ""
    hint = (
        hint
        or " A change of the plan is a decision of the board: “close”, “withdraw” and “new date” say what it takes."
    )
    return Mistake(
        f"I do not know what “{shortened(' '.join(words), 80)}” is to mean for {found.ref}, so nothing was done.{hint}",
        understood=(f"action {found.ref}: {found.title}",),
        example=f"/update {found.ref} for an update of it, or /action {found.ref} highlight and what went well",
    )


def _shown(session: Session, found: Action, request: Request) -> Card:
    last = newest_update(session, found.id, request.now)
    stands = {name: getattr(last, name) if last else Rating.NOT_STARTED for name in scale().rated}
    history = board_history(session, found.id, BOARDS_SHOWN)
    body: list[Element] = [
        Fields(tuple((name.capitalize(), RatingCell(rating)) for name, rating in stands.items())),
    ]
    to = reckoned_to(session, request.asker.organisation_id, request.today)
    if overdue := overdue_told(found, stands["activity"], to, request.today):
        body.append(Text(f"{overdue}.", "strong"))
    area = area_of(session, found)
    its_measure = measured(session, found)
    body.append(Fields((*dates_told(found, last), *_facts(session, found, area, its_measure, request))))
    moves = moves_of(session, found.id)
    said_of_moves = moves_told(moves)
    if added := added_told(session, found):
        body.append(Text(added))
    body += [Text(each, "strong" if number else "plain") for number, each in enumerate(said_of_moves)]
    kept = recovery_kept(session, found, last, to, request)
    body += [Text(each, "strong") for each in kept.said]
    body += [Text(each) for each in _waiting(session, found, request.today)]
    needs = live_needs(session, found, request.today, request.now)
    body += [Text(each.said, "strong" if each.worries else "plain") for each in needs]
    if warned := warnings_about(session, found, request):
        body.append(Text(warning_said(warned), "strong"))
    escalated = escalations_about(session, [found.id])
    body += [
        Text(escalation_said(each, request.today, request.zone), "plain" if each.is_over else "strong")
        for each in escalated[-ESCALATIONS_SHOWN:]
    ]
    if len(escalated) > ESCALATIONS_SHOWN:
        body.append(Text(f"All {len(escalated)} escalations: “/action {found.ref} escalations”.", "muted"))
    answered = findings_answered_by(session, found.id)
    body += [Text(each) for each in answers_said(answered)]
    evidence, hidden = seen_by(request.asker, evidence_of(session, found.id))
    body += [Text(f"Evidence {used_said(each)}") for each in evidence]
    body += [Text(hidden_said(hidden, "shown to you"), "muted")] if hidden else []
    if ended := ended_told(session, found):
        body.insert(0, Text(ended, "strong"))
    if draft := draft_of(session, found.plan_id, request.now):
        body.append(Text(draft, "muted"))
    body += _last_answer(session, last, request)
    if not found.ended:
        body += _rules(session, found, last, to, request)
    if history:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (DateCell(on), *(RatingCell(each) for each in rated[: len(stands)])) for on, *rated in history
        )
        caption = f"Ratings at the last {plural(len(rows), 'board')}"
        body.append(Table(caption, ("Board", *(name.capitalize() for name in stands)), rows))
    red = any(each.is_off_track for each in stands.values())
    if steps := tuple(_next_steps(found, area, red, its_measure is not None, request)):
        body.append(Actions(steps))
    data = {
        "ref": found.ref,
        "title": found.title,
        **{name: rating.as_data for name, rating in stands.items()},
        "due": found.approved_due.isoformat() if found.approved_due else None,
        "original_due": found.due.isoformat() if found.due else None,
        "forecast": last.forecast.isoformat() if last and last.forecast else None,
        "moved": [
            {
                "from": _iso(each.was.last_day),
                "to": _iso(each.became.last_day),
                "decision": each.decision.name if each.decision else None,
            }
            for each in moves
        ],
        "days_overdue": days_overdue(found.approved_due, to) if overdue else 0,
        "measure": measure_as_data(its_measure),
        **needs_as_data(needs, found),
        "likely_to_slip": list(warned),
        "recovery_dates": [on.isoformat() for on in kept.dates],
        "escalations": escalations_as_data(escalated, request.today),
        "answers": answers_as_data(answered),
        **evidence_data(evidence, hidden),
        "boards": [
            {"meeting": on.isoformat(), **{name: each.as_data for name, each in zip(stands, rated, strict=False)}}
            for on, *rated in history
        ],
    }
    return Card(f"{found.ref} {found.title}", tuple(body), about=(found.ref,), data=data)


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _waiting(session: Session, found: Action, today: date) -> Iterator[str]:
    """What is proposed of the action and not decided yet."""
    proposals = proposals_about(session, found)
    decided = decisions_of_proposals(session, [each.id for each in proposals])
    for each in proposals:
        if is_waiting(each, decided.get(each.id)):
            meeting = meeting_deciding(session, each, today)
            when = f" on {day(meeting.on)}" if meeting else ""
            before, after = before_and_after(session, each)
            yield f"Proposed, and to be decided{when} ({each.name}): {before} → {after}."


def _next_steps(
    found: Action, area: Area | None, red: bool, has_measure: bool, request: Request
) -> Iterator[Button | Select]:
    """What the asker may do from here: answer, see where it belongs and its history, show it to the others here."""
    if not found.ended:
        if may(request.asker, Permission.UPDATE, found):
            yield Button(f"Update {found.ref}", "update.open", found.ref, style="primary", opens_form=True)
            yield Button("No change", "update.no_change", found.ref, opens_form=True)
            if has_measure:
                yield Button("Give a value", "action.give_value", found.ref, opens_form=True)
        if area:
            yield Button(f"{area.name[0].upper()}{area.name[1:]}", "brag", filter_of(area))
        if may(request.asker, Permission.PROPOSE, found):
            kinds = [each.kind for each in CHANGES if each.kind is not ProposalKind.REOPEN]
            changes = tuple((f"{kind.value} {found.ref}", CALLED[kind]) for kind in kinds)
            yield Select("Propose a change", "action.propose", changes, act="Propose", opens_form=True)
        if may(request.asker, Permission.ESCALATE, found):
            yield Button(f"Escalate {found.ref}", "action.escalate_form", found.ref, opens_form=True)
    if may(request.asker, Permission.AUDIT):
        yield Button("History", "secretariat.audit", found.ref)
    if not found.ended and may(request.asker, Permission.SHARE):
        view = "reds " if red else ""
        yield Button("Share here", "brag", f"share {view}{found.ref}")


def _facts(
    session: Session, found: Action, area: Area | None, its_measure: Measured | None, request: Request
) -> list[tuple[str, Cell]]:
    """Area, owner, board and measure, each as it is printed."""
    board = session.get_one(Board, found.board_id) if found.board_id else None
    facts: list[tuple[str, Cell]] = [
        ("Area", area.heading if area else "none"),
        ("SRO", _owner(session, found, request)),
        ("Board", board.name if board else f"{found.board_written} (not linked)" if found.board_written else "none"),
    ]
    return [*facts, *_measured(session, its_measure)]


def _measured(session: Session, its: Measured | None) -> list[tuple[str, Cell]]:
    """The measure, and the last values of it with whether they are on target."""
    if its is None:
        return [("Measure", NONE_AGREED)]
    facts: list[tuple[str, Cell]] = [("Measure", f"{its.measure.definition} ({agreed_said(its.measure.agreed)})")]
    if details := "; ".join(parts_said(its.measure, owner_said(session, its.measure))):
        facts.append(("Measured", capital(details)))
    if values := values_said(its, VALUES_SHOWN):
        facts.append(("Last values", " ".join(values)))
    return facts


def _owner(session: Session, found: Action, request: Request) -> str:
    if found.owner_post_id is None:
        return f"{found.owner_written} (not linked)" if found.owner_written else "none"
    post = session.get_one(Post, found.owner_post_id)
    names = [name for name in holders_of(session, post.id, request.today) if name != post.title]
    return f"{post.title} ({', '.join(names)})" if names else post.title


def _last_answer(session: Session, last: Update | None, request: Request) -> list[Element]:
    if last is None:
        return [Text("No update has been given yet.")]
    giver = _giver(session, last, request)
    since = since_of(session, last, request.zone)
    given = f"{since}{giver}" if since else f"Last update: {moment(last.at, request.zone)}{giver} ({last.kind})"
    said: list[Element] = [Text(f"{given}.", "muted")]
    if last.commentary:
        said.append(Text(last.commentary, "quote"))
    told = tuple((each.title, cell) for each, cell in beside_commentary(last) if each.name not in TOLD_WITH_DATES)
    return [*said, Fields(told)] if told else said


def _giver(session: Session, last: Update, request: Request) -> str:
    """Who gave it, after a comma; and for which post, if they did not hold it on that day."""
    if last.by_person_id is None:
        return ""
    name = session.get_one(Person, last.by_person_id).name
    on = last.at.astimezone(request.zone).date()
    if last.for_post_id is None or held_post(session, last.by_person_id, last.for_post_id, on):
        return f", {name}"
    return f", by {name} for {session.get_one(Post, last.for_post_id).title}"


def _rules(session: Session, found: Action, last: Update | None, to: date, request: Request) -> list[Element]:
    if last is None:
        return []
    grounds = grounds_of(session, request.asker.organisation_id, found, request.now, request.zone)
    return [Text(each) for each in differences(last, grounds, to)]


def _listed(title: str, said: str, found: list[Standpoint]) -> Card:
    table = actions_table(title, found)
    return Card(title, (Text(said), table), about=_refs(found), data=_data(found))


def _refs(found: list[Standpoint]) -> tuple[str, ...]:
    return tuple(each.ref for each in found)


def _data(found: list[Standpoint]) -> dict[str, object]:
    rated = [{name: getattr(each, name).as_data for name in scale().rated} for each in found]
    return {"actions": [{"ref": each.ref} | its for each, its in zip(found, rated, strict=True)]}
